/** Cases to write mail about, made by the protocol itself. Synthetic agencies only. */

import type { DigestInput } from "../../src/case/digest";
import type { CaseFacts } from "../../src/case/facts";
import { caseReference, registerLink } from "../../src/case/reference";
import { compose } from "../../src/mail/compose";
import type { Message, MessageKind } from "../../src/mail/letter";
import type { CallBook } from "../../src/protocol/call-book";
import { buildChecklist, doNot, updateCall } from "../../src/protocol/checklist";
import { classify } from "../../src/protocol/classify";
import type { ConcernId, FactorId } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/marin-2019";

/** California in summer. */
export const pacific = { offsetMinutes: () => -420 };
/** 2026-09-01 09:00 in California. */
export const morning = Date.UTC(2026, 8, 1, 16, 0);
/** 36 hours after 2026-08-31 08:30 in California. */
export const due = Date.UTC(2026, 8, 2, 3, 30);

export const calls: CallBook = {
  childAndFamilyServices: {
    agency: "child-and-family-services",
    name: "Children and Family Services",
    phone: "(415) 473-7153",
  },
  lawEnforcement: {
    agency: "law-enforcement",
    name: "Northtown Police Department",
    phone: "(415) 555-0142",
  },
  probation: { agency: "probation", name: "Probation", phone: "415-555-0177 x12" },
  victimAdvocate: { agency: "victim-advocate", name: "Harbor Advocates", phone: null },
  sroIsDistrictPolice: "unknown",
};

export interface Circumstances {
  readonly factors?: readonly FactorId[];
  readonly concerns?: readonly ConcernId[];
  readonly immediateDanger?: boolean;
  readonly calls?: CallBook;
}

/** The facts of a case with these factors and concerns, as the case would give them to a template. */
export function factsOf(circumstances: Circumstances = {}): CaseFacts {
  const factors = circumstances.factors ?? ["controlled-or-groomed", "frequently-absent"];
  const concerns = circumstances.concerns ?? [];
  const immediateDanger = circumstances.immediateDanger ?? false;
  const { level, protocols, criteria } = classify(marin2019, { factors, concerns });
  const input = {
    level,
    protocols,
    factors,
    confirmedBy: null,
    parentMayBeInvolved: null,
    studentRole: null,
    immediateDanger,
    calls: circumstances.calls ?? calls,
  } as const;
  return {
    reference: caseReference("26-0007"),
    link: registerLink(
      "https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit?gid=102#gid=102&fvid=26000702",
    ),
    level,
    protocols,
    criteria: criteria.map(({ id, factors: present }) => ({
      id,
      reported: present.length,
      needed: marin2019.criteria.find((one) => one.id === id)?.atLeast ?? 0,
    })),
    acts: buildChecklist(marin2019, input).map((act) => ({
      ...act,
      dueAt: act.due === "written-report" ? due : null,
    })),
    doNot: doNot(marin2019, input),
    reviewReasons: [],
    immediateDanger,
    confirmedByAgency: false,
    dueFrom: "learned",
    acknowledgeBy: morning + 4 * 3_600_000,
    source: { title: marin2019.title.words, version: marin2019.version },
    zone: pacific,
  };
}

/** A case that has risen from below the threshold by a report of a suspected victim. */
export function raisedFacts(): CaseFacts {
  const facts = factsOf({ concerns: ["suspected-victim"] });
  const { level, protocols } = facts;
  const update = updateCall(
    marin2019,
    {
      level,
      protocols,
      factors: [],
      confirmedBy: null,
      parentMayBeInvolved: "yes",
      studentRole: null,
      immediateDanger: false,
      calls,
    },
    { level, protocols: ["suspected-victim"], lawEnforcementInvolved: false },
  );
  const acts = facts.acts.map((act, at) => (at === 0 ? { ...act, state: "done" as const } : act));
  return { ...facts, acts: [{ ...update, dueAt: null }, ...acts], acknowledgeBy: null };
}

/** The calls of a case that are owed at once. */
export function callsOf(facts: CaseFacts): CaseFacts["acts"] {
  return facts.acts.filter(({ call, due: by }) => call !== null && by === "at-once");
}

const hour = 3_600_000;

/** A morning with something of everything. */
export const digestInput: DigestInput = {
  now: morning,
  zone: pacific,
  link: registerLink("https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit#gid=101"),
  cases: [
    {
      reference: caseReference("26-0007"),
      unacknowledged: true,
      acts: [
        { act: "call-child-and-family-services", dueAt: morning - 30 * hour },
        { act: "submit-mandated-report", dueAt: morning + 6 * hour },
      ],
      checkIn: null,
      writtenReports: [morning - hour, morning + 5 * hour],
      hold: null,
    },
    {
      reference: caseReference("26-0011"),
      unacknowledged: false,
      acts: [],
      checkIn: morning - 9 * hour,
      writtenReports: [],
      hold: morning + 50 * hour,
    },
    {
      reference: caseReference("26-0003"),
      unacknowledged: false,
      acts: [{ act: "monitor-action-plan", dueAt: morning + hour }],
      checkIn: null,
      writtenReports: [],
      hold: morning - 2 * hour,
    },
  ],
  elsewhere: [
    { reference: caseReference("26-0002"), late: 3, since: morning - 80 * hour },
    { reference: caseReference("26-0005"), late: 1, since: morning - 26 * hour },
  ],
};

/** One message of each kind, and the harder cases of some. */
export function everyLetter(facts: CaseFacts = factsOf()): readonly {
  readonly name: string;
  readonly kind: MessageKind;
  readonly message: Message;
}[] {
  const reasons = ["unread-studentRole", "no-designated-contact", "school-not-listed"] as const;
  const letter = <K extends MessageKind>(name: string, kind: K, message: Message) => ({
    name,
    kind,
    message,
  });
  return [
    letter("case-opened", "case-opened", compose("case-opened", facts)),
    letter(
      "case-opened-danger",
      "case-opened",
      compose("case-opened", {
        ...factsOf({
          concerns: ["confirmed-victim", "recruiting-or-exploiting"],
          immediateDanger: true,
        }),
        reviewReasons: reasons,
        dueFrom: "received",
      }),
    ),
    letter(
      "case-opened-review",
      "case-opened",
      compose("case-opened", {
        ...factsOf({ factors: [] }),
        reviewReasons: ["nothing-answered"],
      }),
    ),
    letter(
      "case-opened-below",
      "case-opened",
      compose("case-opened", factsOf({ factors: ["law-enforcement-involvement"] })),
    ),
    letter(
      "case-raised",
      "case-raised",
      compose("case-raised", {
        facts: raisedFacts(),
        fromLevel: "below-threshold",
        newProtocols: ["at-risk", "suspected-victim"],
        newActs: ["update-child-and-family-services", "involve-law-enforcement"],
        cause: "report",
      }),
    ),
    letter(
      "report-added",
      "report-added",
      compose("report-added", {
        facts,
        writtenReportDue: due,
        dueFrom: "received",
        reporterTold: false,
      }),
    ),
    letter(
      "review-needed",
      "review-needed",
      compose("review-needed", {
        facts: { ...facts, reviewReasons: reasons },
        told: ["backup-contact", "district-lead", "backup-contact"],
      }),
    ),
    letter(
      "case-escalated",
      "case-escalated",
      compose("case-escalated", {
        facts: { ...facts, dueFrom: null },
        notAnswered: ["designated-contact", "backup-contact"],
      }),
    ),
    letter(
      "case-escalated-sealed",
      "case-escalated",
      compose("case-escalated", {
        facts: factsOf({ concerns: ["suspected-victim"], immediateDanger: true }),
        notAnswered: [],
      }),
    ),
    letter(
      "call-overdue",
      "call-overdue",
      compose("call-overdue", {
        facts: factsOf({ concerns: ["suspected-victim"] }),
        calls: callsOf(factsOf({ concerns: ["suspected-victim"] })),
        reminded: ["designated-contact"],
      }),
    ),
    letter(
      "call-overdue-one",
      "call-overdue",
      compose("call-overdue", { facts, calls: callsOf(facts), reminded: [] }),
    ),
    letter("digest", "digest", compose("digest", digestInput)),
    letter(
      "installer-silent",
      "installer-silent",
      compose("installer-silent", { account: { staff: [], others: 1 } }),
    ),
    letter("sealed-waits", "sealed-waits", compose("sealed-waits", {})),
    letter(
      "reporter-duty",
      "reporter-duty",
      compose("reporter-duty", { calls, writtenReportDue: due, dueFrom: "learned", zone: pacific }),
    ),
  ];
}
