/** Cases to write mail about, made by the protocol itself. Synthetic agencies only. */

import { handOverTold, typedBecause } from "../../src/case/messages/message-details";
import { caseReference, registerLink } from "../../src/case/model/case-reference";
import type { DigestInput } from "../../src/case/reminders/digest-case";
import type { CaseFacts } from "../../src/case/views/case-facts";
import { levelName } from "../../src/case/views/letter-facts";
import type { Message } from "../../src/letters/format/letter";
import { compose, type MessageInputs, type MessageKind } from "../../src/letters/kinds/all-kinds";
import type { CallBook, Callee } from "../../src/protocol/agencies";
import { buildChecklist, doNot, updateCall } from "../../src/protocol/engine";
import type {
  ActId,
  ConcernId,
  ConfirmerId,
  FactorId,
  LevelId,
  StudentRole,
  YesNoUnknown,
} from "../../src/protocol/ids";
import { classify, signsWords } from "../../src/protocol/level-reasons";
import {
  actOf,
  firstAgency,
  isPlanned,
  isUnconfirmed,
  levelOf,
} from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { type ProtocolWords, say } from "../../src/protocol/wording";

/** California in summer. */
export const pacific = { offsetMinutes: () => -420 };
/** 2026-09-01 09:00 in California. */
export const morning = Date.UTC(2026, 8, 1, 16, 0);
/** 36 hours after 2026-08-31 08:30 in California. */
export const due = Date.UTC(2026, 8, 2, 3, 30);

const agencies: readonly Callee[] = [
  {
    agency: "child-and-family-services",
    name: "Children and Family Services",
    phone: "(415) 473-7153",
  },
  { agency: "law-enforcement", name: "Northtown Police Department", phone: "(415) 555-0142" },
  { agency: "probation", name: "Probation", phone: "415-555-0177 x12" },
  { agency: "victim-advocate", name: "Harbor Advocates", phone: null },
];

/** The agencies above, with some of them put in another way. */
export function callsWith(...others: readonly Callee[]): CallBook {
  return {
    agencies: new Map([...agencies, ...others].map((one) => [one.agency ?? "", one])),
    sroIsDistrictPolice: "unknown",
  };
}

export const calls = callsWith();
/** Those that take a report, the one that every case calls first. */
export const reportTakers = agencies.slice(0, 2);

export const named = (level: LevelId): ProtocolWords => levelName(marin2019(), level);

const actName = (act: ActId): ProtocolWords => say(actOf(marin2019(), act)?.name ?? {});

export interface Circumstances {
  readonly factors?: readonly FactorId[];
  readonly concerns?: readonly ConcernId[];
  readonly immediateDanger?: boolean;
  readonly calls?: CallBook;
  readonly confirmedBy?: ConfirmerId;
  readonly studentRole?: StudentRole;
  readonly staffMayBeInvolved?: YesNoUnknown;
}

/** The facts of a case with these factors and concerns, as the case would give them to a template. */
export function factsOf(circumstances: Circumstances = {}): CaseFacts {
  const factors = circumstances.factors ?? ["controlled-or-groomed", "frequently-absent"];
  const concerns = circumstances.concerns ?? [];
  const immediateDanger = circumstances.immediateDanger ?? false;
  const { level, protocols, criteria } = classify(marin2019(), { factors, concerns });
  const input = {
    level,
    protocols,
    factors,
    confirmedBy: circumstances.confirmedBy ?? null,
    parentMayBeInvolved: null,
    studentRole: circumstances.studentRole ?? null,
    staffMayBeInvolved: circumstances.staffMayBeInvolved ?? null,
    immediateDanger,
    calls: circumstances.calls ?? calls,
  } as const;
  const isOfConcern = classify(marin2019(), { factors: [], concerns }).level === level;
  const explained = levelOf(marin2019(), level)?.explains ?? null;
  return {
    reference: caseReference("26-0007"),
    link: registerLink(
      "https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit?gid=102#gid=102&fvid=26000702",
    ),
    level: named(level),
    protocols: protocols.map(named),
    ground: protocols.length === 0 ? null : isOfConcern ? "concern" : "criterion",
    signs: isOfConcern
      ? []
      : criteria.flatMap(({ id, factors: signs, met }) =>
          marin2019().criteria.flatMap((one) =>
            met && one.id === id ? [signsWords(one, signs.length)] : [],
          ),
        ),
    explains: explained === null ? null : say(explained),
    acts: buildChecklist(marin2019(), input).map((act) => ({
      ...act,
      isDuty: actOf(marin2019(), act.act)?.duty === true,
      isFirstCall: actOf(marin2019(), act.act)?.role === "first-call",
      attempts: 0,
      otherwise: null,
      isPlanned: isPlanned(act),
      dueAt: act.due === "written-report" ? due : null,
    })),
    doNot: doNot(marin2019(), input),
    earlierCase: null,
    reviewReasons: [],
    leadTold: "district-lead",
    sealed: null,
    danger: immediateDanger ? "reported" : null,
    dangerTimes: immediateDanger ? { reported: morning, taken: morning } : null,
    isUnconfirmed: isUnconfirmed(marin2019(), input),
    consequence: null,
    agency: say(firstAgency(marin2019()).inSentence),
    writtenReport: marin2019().writtenReport,
    oneForSeveral: say(marin2019().reporters.oneForSeveral ?? {}),
    emergency: marin2019().emergency.phone,
    dueFrom: "learned",
    acknowledgeBy: morning + 4 * 3_600_000,
    source: {
      author: marin2019().author,
      title: say(marin2019().title.words),
      version: marin2019().version,
    },
    isClosed: false,
    now: morning,
    zone: pacific,
  };
}

/** A case that has risen from below the threshold by a report of a suspected victim. */
export function raisedFacts(book: CallBook = calls): CaseFacts {
  const facts = factsOf({ concerns: ["suspected-victim"], calls: book });
  const level = "suspected-victim";
  const protocols = ["at-risk", "suspected-victim"];
  const update = updateCall(
    marin2019(),
    {
      level,
      protocols,
      factors: [],
      confirmedBy: null,
      parentMayBeInvolved: "yes",
      studentRole: null,
      immediateDanger: false,
      calls: book,
    },
    { level, protocols: ["suspected-victim"], done: [] },
  );
  const acts = facts.acts.map((act, at) => (at === 0 ? { ...act, state: "done" as const } : act));
  return {
    ...facts,
    acts: [
      {
        ...update,
        isDuty: true,
        isFirstCall: false,
        attempts: 0,
        otherwise: null,
        isPlanned: false,
        dueAt: null,
      },
      ...acts,
    ],
    acknowledgeBy: null,
  };
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
  stepsLink: registerLink(
    "https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit#gid=102&fvid=900000004",
  ),
  cases: [
    {
      reference: caseReference("26-0007"),
      unacknowledged: "late",
      acts: [
        {
          name: actName("call-child-and-family-services"),
          calls: agencies.slice(0, 1),
          isPlanned: false,
          cannotWait: true,
          dueAt: morning - 30 * hour,
          lateFrom: morning - 29 * hour,
        },
        {
          name: actName("involve-law-enforcement"),
          calls: agencies.slice(1, 2),
          isPlanned: false,
          cannotWait: true,
          dueAt: morning - hour / 2,
          lateFrom: morning + hour / 2,
        },
        {
          name: actName("submit-mandated-report"),
          calls: [],
          isPlanned: false,
          cannotWait: true,
          dueAt: morning + 6 * hour,
          lateFrom: morning + 6 * hour,
        },
      ],
      checkIn: null,
      writtenReports: [morning - hour, morning + 5 * hour],
      hold: null,
      handOver: "from",
    },
    {
      reference: caseReference("26-0011"),
      unacknowledged: null,
      acts: [],
      checkIn: morning - 9 * hour,
      writtenReports: [],
      hold: morning + 50 * hour,
      handOver: "to",
    },
    {
      reference: caseReference("26-0003"),
      unacknowledged: null,
      acts: [
        {
          name: actName("monitor-action-plan"),
          calls: [],
          isPlanned: true,
          cannotWait: false,
          dueAt: morning + hour,
          lateFrom: morning + hour,
        },
      ],
      checkIn: null,
      writtenReports: [],
      hold: morning - 2 * hour,
      handOver: null,
    },
  ],
  elsewhere: [
    { reference: caseReference("26-0002"), late: 3, since: morning - 80 * hour },
    { reference: caseReference("26-0005"), late: 1, since: morning - 26 * hour },
  ],
};

const registerUrl = registerLink("https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit");

const nobody = { staff: [], others: 0 };

/** One message of each kind, and the harder cases of some. */
export function everyLetter(facts: CaseFacts = factsOf()): readonly {
  readonly name: string;
  readonly kind: MessageKind;
  readonly message: Message;
}[] {
  const reasons = ["unread-studentRole", "no-designated-contact", "school-not-listed"] as const;
  const letter = <K extends MessageKind>(name: string, kind: K, input: MessageInputs[K]) => ({
    name,
    kind,
    message: compose(kind, input),
  });
  return [
    letter("case-opened", "case-opened", facts),
    letter("case-opened-danger", "case-opened", {
      ...factsOf({
        concerns: ["confirmed-victim", "recruiting-or-exploiting"],
        immediateDanger: true,
      }),
      reviewReasons: reasons,
      dueFrom: "received",
    }),
    letter("case-opened-review", "case-opened", {
      ...factsOf({ factors: [] }),
      reviewReasons: ["nothing-answered"],
    }),
    letter(
      "case-opened-below",
      "case-opened",
      factsOf({ factors: ["law-enforcement-involvement"] }),
    ),
    letter("case-raised", "case-raised", {
      facts: raisedFacts(),
      fromLevel: named("below-threshold"),
      newProtocols: [named("at-risk"), named("suspected-victim")],
      newActs: ["update-child-and-family-services", "involve-law-enforcement"],
      cause: "report",
    }),
    letter("report-added", "report-added", {
      facts,
      writtenReportDue: due,
      dueFrom: "received",
      reporterTold: false,
      isAnonymous: false,
    }),
    letter("report-taken-on", "report-taken-on", {
      language: "en",
      reviewed: [],
      emergency: "911",
      statute: "PC 11166",
    }),
    letter("review-needed", "review-needed", {
      facts: { ...facts, reviewReasons: reasons },
      told: ["backup-contact", "district-lead", "backup-contact"],
    }),
    letter("case-escalated", "case-escalated", {
      facts: { ...facts, dueFrom: null },
      notAnswered: ["designated-contact", "backup-contact"],
      turn: "nobody-answered",
    }),
    letter("case-escalated-sealed", "case-escalated", {
      facts: {
        ...factsOf({ concerns: ["suspected-victim"], immediateDanger: true }),
        danger: "not-over",
        dangerTimes: { reported: morning - 40 * 60_000, taken: morning },
        sealed: {
          readers: ["district-lead", "alternate-lead"],
          mainCase: caseReference("26-0003"),
        },
      },
      notAnswered: [],
      turn: 3,
    }),
    letter("dangers-unanswered", "dangers-unanswered", {
      cases: [
        factsOf({ concerns: ["suspected-victim"], immediateDanger: true }),
        {
          ...factsOf({ immediateDanger: true }),
          sealed: { readers: ["district-lead"], mainCase: null },
        },
        facts,
      ],
      link: registerUrl,
      toAllAgain: [facts.reference],
    }),
    letter("dangers-gathered", "dangers-gathered", { cases: [factsOf({ immediateDanger: true })] }),
    letter("cases-gathered", "cases-gathered", { cases: [facts, facts] }),
    letter("reminders-gathered", "reminders-gathered", {
      cases: [
        { facts, isUnanswered: true, isCallOverdue: true },
        { facts, isUnanswered: false, isCallOverdue: true },
      ],
    }),
    letter("mail-waits", "mail-waits", { first: 3, duties: 1, others: 0 }),
    letter("call-overdue", "call-overdue", {
      facts: factsOf({ concerns: ["suspected-victim"] }),
      calls: callsOf(factsOf({ concerns: ["suspected-victim"] })),
      reminded: ["designated-contact"],
      isToAllAgain: false,
      turn: "nobody-answered",
    }),
    letter("call-overdue-one", "call-overdue", {
      facts: { ...facts, danger: "not-over" },
      calls: callsOf(facts),
      reminded: [],
      isToAllAgain: true,
      turn: 2,
    }),
    letter("case-given", "case-given", {
      facts: { ...facts, dueFrom: null },
      because: "stepped-aside",
    }),
    ...typedBecause.map((because) =>
      letter(`typed-by-another ${because}`, "typed-by-another", {
        facts,
        because,
        by: because === "unknown" ? null : "sam@district.example",
        has: "nora@district.example",
        owner: "desk@district.example",
        undone: because === "unknown" ? [] : ["Cases: “Danger over”"],
        kept: because === "unknown" ? ["Cases: “Danger over”"] : [],
      }),
    ),
    letter("case-stepped-aside", "case-stepped-aside", {
      facts: { ...facts, dueFrom: null },
      who: ["designated-contact"],
      now: ["backup-contact"],
    }),
    letter("case-merged", "case-merged", { facts, other: caseReference("26-0009") }),
    letter("case-parted", "case-parted", { facts, other: caseReference("26-0009") }),
    letter("contact-left", "contact-left", {
      from: { staff: [], others: 1 },
      others: [{ reference: caseReference("26-0007"), role: "backup-contact" }],
      link: registerLink("https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit#gid=101"),
    }),
    ...handOverTold.map((told) =>
      letter(`case-handed-over ${told}`, "case-handed-over", {
        reference: facts.reference,
        link: facts.link,
        told,
      }),
    ),
    letter("print-asked", "print-asked", { reference: facts.reference, link: facts.link }),
    letter("digest", "digest", digestInput),
    letter("form-changed", "form-changed", { isClosed: true }),
    letter("form-gap", "form-gap", {
      missing: ["recipientMayBeInvolved", "immediateDanger", "facts"],
    }),
    letter("education-missing", "education-missing", {
      year: "2026-27",
      schools: 2,
      missing: 9,
      link: facts.link,
    }),
    letter("memory-damaged", "memory-damaged", { keys: ["registers", "dangers"] }),
    letter("clock-fails", "clock-fails", { trouble: { kind: "outage", ofRegisters: false } }),
    letter("reader-missing", "reader-missing", {
      gaps: [{ text: "No alternate lead.", next: "Add a row." }],
    }),
    letter("roll-over-due", "roll-over-due", {}),
    letter("access-open", "access-open", { how: "link-or-domain", link: facts.link }),
    letter("access-in-bin", "access-open", { how: "in-bin", link: facts.link }),
    ...(["clock", "reports", "edits"] as const).map((trigger) =>
      letter(`installer-silent, ${trigger}`, "installer-silent", {
        account: { staff: [], others: 1 },
        trigger,
      }),
    ),
    ...[false, true].map((hasReader) =>
      letter(`sealed-waits${hasReader ? ", with a reader" : ""}`, "sealed-waits", {
        calls: [],
        responses: null,
        isDanger: true,
        hasReader,
      }),
    ),
    letter("rows-missing", "rows-missing", {
      tabs: ["cases", "checklist"],
      dangers: [caseReference("26-0003")],
      link: registerUrl,
    }),
    letter("formula-found", "formula-found", {
      cells: [
        ["cases", "H12"],
        [null, "B3"],
      ],
      more: 2,
      link: registerUrl,
    }),
    letter("reporter-not-reminded", "reporter-not-reminded", {
      facts,
      isApart: true,
      isRefused: false,
    }),
    letter("register-moved", "register-moved", { link: registerUrl }),
    letter("access-changed", "access-changed", {
      added: { staff: [], others: 2 },
      removed: { staff: [], others: 1 },
      notAdded: nobody,
      notRemoved: nobody,
      refused: [],
      now: { staff: [], others: 3 },
      link: registerUrl,
    }),
    letter("register-unreachable", "register-unreachable", {
      unread: "all",
      cases: [caseReference("26-0007"), caseReference("26-0008")],
      more: 1,
      waiting: 2,
      isDanger: true,
      isDrill: false,
      schools: ["North High"],
      calls: reportTakers,
      trouble: { kind: "damage", tab: "Cases" },
      register: registerUrl,
      responses: registerUrl,
    }),
    letter("register-unreachable, a report", "register-unreachable", {
      unread: null,
      cases: [],
      more: 0,
      waiting: 1,
      isDanger: false,
      isDrill: false,
      schools: ["North High"],
      calls: reportTakers,
      trouble: { kind: "outage", ofRegisters: true },
      register: null,
      responses: registerUrl,
    }),
    letter("reporter-duty", "reporter-duty", {
      language: "en",
      reviewed: [],
      calls: reportTakers,
      writtenReport: marin2019().writtenReport,
      reporters: marin2019().reporters,
      writtenReportDue: due,
      dueFrom: "learned",
      now: morning,
      zone: pacific,
    }),
  ];
}
