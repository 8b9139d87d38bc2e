/** Cases to write mail about, made by the protocol itself. Synthetic agencies only. */

import { compose } from "../../src/messages/compose";
import type { CaseFacts } from "../../src/messages/facts";
import type { Message, MessageKind } from "../../src/messages/message";
import { caseReference, registerLink } from "../../src/messages/reference";
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
      "reporter-duty",
      "reporter-duty",
      compose("reporter-duty", { calls, writtenReportDue: due, dueFrom: "learned", zone: pacific }),
    ),
  ];
}
