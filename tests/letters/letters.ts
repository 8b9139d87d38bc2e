/** Cases to write mail about, made by the protocol itself. Synthetic agencies only. */

import { caseReference, registerLink } from "../../src/case/facts/case-reference";
import { parseDirectory } from "../../src/district/directory/read-directory";
import { levelName } from "../../src/letters/write-email";
import { type NoticeId, type NoticeToTell, noticePast } from "../../src/messages/desk-notices";
import { type Letter, type Message, rendered } from "../../src/messages/letter";
import type { CaseFacts, Digest } from "../../src/messages/message-entry";
import {
  type DetailToWrite,
  message,
  type QueuedKind,
  writeMessage,
} from "../../src/messages/messages";
import { registerUnreachable, sealedWaits } from "../../src/messages/outage-emails";
import { handOverTold, typedBecause } from "../../src/messages/whose-case";
import type { CallBook, Callee } from "../../src/protocol/agencies";
import { buildChecklist, doNot, updateCall } from "../../src/protocol/build-checklist";
import { classify, signsWords } from "../../src/protocol/classify";
import type {
  ActId,
  ConcernId,
  ConfirmerId,
  FactorId,
  LevelId,
  StudentRole,
  YesNoUnknown,
} from "../../src/protocol/ids";
import { actOf, isPlanned, levelOf } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { type ProtocolWords, say } from "../../src/protocol/wording";
import { california } from "../register/california";
import { runWith } from "../run";

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
    stepsLink: registerLink(
      "https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit#gid=102&fvid=1260000007",
    ),
    pack: marin2019(),
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
    consequence: null,
    agencies: () => reportTakers,
    colleagues: immediateDanger
      ? [
          { role: "backup-contact", phone: "(415) 555-0101" },
          { role: "district-lead", phone: "(415) 555-0102" },
        ]
      : [],
    dueFrom: "learned",
    acknowledgeBy: morning + 4 * 3_600_000,
    isClosed: false,
    isDrill: false,
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
export const digestInput: Digest = {
  cases: [
    {
      reference: caseReference("26-0007"),
      lines: [
        { is: "acknowledge", part: "late", at: null },
        {
          is: "step",
          part: "late",
          at: morning - 30 * hour,
          name: actName("call-child-and-family-services"),
          calls: agencies.slice(0, 1),
        },
        { is: "written-report", part: "late", at: morning - hour },
        { is: "hand-over", part: "today", at: null },
        {
          is: "step",
          part: "today",
          at: morning - hour / 2,
          name: actName("involve-law-enforcement"),
          calls: agencies.slice(1, 2),
        },
        {
          is: "step",
          part: "today",
          at: morning + 6 * hour,
          name: actName("submit-mandated-report"),
        },
        { is: "check-in", part: "week", at: morning + 60 * hour },
      ],
    },
    {
      reference: caseReference("26-0011"),
      lines: [
        { is: "receive", part: "today", at: null },
        { is: "hold", part: "today", at: morning - 2 * hour },
      ],
    },
    {
      reference: caseReference("26-0003"),
      lines: [
        {
          is: "step",
          part: "week",
          at: morning + 30 * hour,
          name: actName("monitor-action-plan"),
          isPlanned: true,
        },
        { is: "hold", part: "week", at: morning + 50 * hour },
      ],
    },
  ],
  elsewhere: [
    { reference: caseReference("26-0002"), late: 3, since: morning - 80 * hour },
    { reference: caseReference("26-0005"), late: 1, since: morning - 26 * hour },
  ],
};

const registerUrl = registerLink("https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit");

/** What an email is written from beside what its row stores. */
interface About {
  /** The cases that it is about, the first one as the message's own. */
  readonly cases?: readonly CaseFacts[];
  readonly digest?: typeof digestInput;
  readonly agencies?: readonly Callee[];
  readonly now?: number;
}

const directory = parseDirectory(
  {
    contacts: [
      { row: 3, cells: { role: "district-lead", email: "lead@district.example", mayOpen: true } },
    ],
    schools: [],
    settings: [{ row: 3, cells: { setting: "domains", value: "district.example" } }],
  },
  california,
);

/** The email of a row with that detail, about cases with these facts. */
export function emailOf<Kind extends QueuedKind>(
  kind: Kind,
  detail: DetailToWrite<Kind>,
  about: About = {},
): Message {
  const { cases = [], agencies: takers = reportTakers } = about;
  const [own] = cases;
  const row = { id: "r x", to: "nora@district.example", case: own?.reference ?? null };
  const mail = writeMessage(message(kind, detail, row), {
    to: row.to,
    spreadsheetId: "1AbC-d_E2",
    isSealed: false,
    run: { now: about.now ?? morning, zone: pacific, directory },
    caseOf(reference) {
      const facts = cases.find((one) => one.reference === reference);
      return facts === undefined ? null : { ...facts, agencies: () => takers };
    },
    digest: () => about.digest ?? null,
  });
  if (mail === null) throw new Error(`nothing to send: ${kind}`);
  return mail;
}

/** A first email about a case with these facts. */
export const openedEmail = (facts: CaseFacts): Message =>
  emailOf("case-opened", { dueFrom: "learned" }, { cases: [facts] });

/** A desk notice. */
export const noticeEmail = (...notices: readonly NoticeToTell[]): Message =>
  emailOf("desk-notice", { notices });

/** What an email is listed under: its kind, or for a desk notice its own id. */
export type ListedKind = QueuedKind | NoticeId | "register-unreachable" | "sealed-waits";

interface Listed {
  readonly name: string;
  readonly kind: ListedKind;
  readonly message: Message;
}

/** Every notice, and the harder cases of some. */
const allNotices: readonly (NoticeToTell & { readonly name?: string })[] = [
  { id: "form-closed" },
  { id: "form-changed" },
  { id: "question-missing", missing: ["recipientMayBeInvolved", "immediateDanger", "facts"] },
  { id: "education-missing", year: "2026-27", schools: 2, missing: 9 },
  { id: "memory-damaged", keys: ["registers", "dangers"] },
  { id: "clock-fails", trouble: { kind: "outage", ofRegisters: false } },
  { id: "reader-missing" },
  { id: "roll-over-due" },
  { id: "sharing-open" },
  { id: "sharing-not-seen" },
  { id: "service-off" },
  { id: "register-in-bin" },
  { id: "account-silent", account: "spare@other.example" },
  { id: "trigger-silent", account: "spare@other.example", trigger: "reports" },
  { id: "trigger-silent", account: "spare@other.example", trigger: "edits", name: ", edits" },
  { id: "rows-missing", tabs: ["cases", "checklist"], dangers: ["26-0003"] },
  { id: "formula-found", cells: ["cases H12", "elsewhere B3"], more: 2 },
  {
    id: "access-changed",
    added: ["a@other.example", "b@other.example"],
    removed: ["c@other.example"],
    strangers: 1,
    notAdded: [],
    notRemoved: [],
    refused: {},
    now: ["lead@district.example"],
  },
  {
    id: "access-changed",
    name: ", refused",
    added: [],
    removed: [],
    strangers: 0,
    notAdded: ["lead@district.example"],
    notRemoved: ["c@other.example"],
    refused: { "no-account": ["lead@district.example"] },
    now: [],
  },
  { id: "mail-waits", first: 3, duties: 1, others: 0 },
  { id: "contact-not-emailed", who: ["lead@district.example"], cases: ["26-0007"] },
];

/** A run that has read nothing. */
const pastRun = runWith({});

/** One message of each kind and of each notice, and the harder cases of some. */
export function everyLetter(facts: CaseFacts = factsOf()): readonly Listed[] {
  const reasons = ["unread-studentRole", "no-designated-contact", "school-not-listed"] as const;
  const other = (more: Partial<CaseFacts>, at: number): CaseFacts => ({
    ...facts,
    ...more,
    reference: caseReference(`26-00${10 + at}`),
  });
  const letter = <K extends QueuedKind>(
    name: string,
    kind: K,
    detail: DetailToWrite<K>,
    about: About = { cases: [facts] },
  ): Listed => ({ name, kind, message: emailOf(kind, detail, about) });
  const past = (name: string, kind: ListedKind, written: Letter): Listed => ({
    name,
    kind,
    message: rendered(written),
  });
  const opened = (name: string, own: CaseFacts) =>
    letter(name, "case-opened", { dueFrom: "learned" }, { cases: [own] });
  const inDanger = {
    ...factsOf({ concerns: ["suspected-victim"], immediateDanger: true }),
    danger: "not-over",
  } as const;
  const severalDangers = [
    other(inDanger, 1),
    other({ ...inDanger, sealed: { readers: ["district-lead"], mainCase: null } }, 2),
    other({ ...inDanger, acknowledgeBy: null }, 3),
  ];
  const waiting = { ...facts, acknowledgeBy: morning };
  const several = [waiting, { ...other({}, 1), acknowledgeBy: morning }];
  const referencesOf = (cases: readonly CaseFacts[]) => cases.map(({ reference }) => reference);
  const noCase = { cases: [] };
  return [
    opened("case-opened", facts),
    opened("case-opened-danger", {
      ...factsOf({
        concerns: ["confirmed-victim", "recruiting-or-exploiting"],
        immediateDanger: true,
      }),
      reviewReasons: reasons,
      dueFrom: "received",
    }),
    opened("case-opened-review", {
      ...factsOf({ factors: [] }),
      reviewReasons: ["nothing-answered"],
    }),
    opened("case-opened-below", factsOf({ factors: ["law-enforcement-involvement"] })),
    letter(
      "case-raised",
      "case-raised",
      {
        fromLevel: "below-threshold",
        newProtocols: ["at-risk", "suspected-victim"],
        newActs: ["update-child-and-family-services", "involve-law-enforcement"],
        cause: "report",
      },
      { cases: [raisedFacts()] },
    ),
    letter("report-added", "report-added", {
      writtenReportDue: due,
      dueFrom: "received",
      reporterTold: false,
      isAnonymous: false,
    }),
    letter("report-taken-on", "report-taken-on", {}),
    letter(
      "review-needed",
      "review-needed",
      { told: ["backup-contact", "district-lead", "backup-contact"] },
      { cases: [{ ...facts, reviewReasons: reasons }] },
    ),
    letter(
      "case-escalated",
      "case-escalated",
      { notAnswered: ["designated-contact", "backup-contact"] },
      { cases: [{ ...waiting, dueFrom: null }] },
    ),
    letter(
      "case-escalated-sealed",
      "case-escalated",
      { turn: 3 },
      {
        cases: [
          {
            ...inDanger,
            danger: "not-over",
            dangerTimes: { reported: morning - 40 * 60_000, taken: morning },
            sealed: {
              readers: ["district-lead", "alternate-lead"],
              mainCase: caseReference("26-0003"),
            },
          },
        ],
      },
    ),
    letter(
      "dangers-unanswered",
      "dangers-unanswered",
      { cases: referencesOf(severalDangers), toAllAgain: ["26-0013"] },
      { cases: severalDangers },
    ),
    letter(
      "cases-gathered, danger",
      "cases-gathered",
      { cases: referencesOf(severalDangers.slice(0, 1)), danger: true },
      { cases: severalDangers },
    ),
    letter(
      "cases-gathered",
      "cases-gathered",
      { cases: referencesOf(several) },
      { cases: several },
    ),
    letter(
      "cases-gathered, reminders",
      "cases-gathered",
      {
        cases: referencesOf(several),
        reminders: ["case-escalated 26-0007", "call-overdue 26-0007", "call-overdue 26-0011"],
      },
      { cases: several },
    ),
    letter(
      "call-overdue",
      "call-overdue",
      { reminded: ["designated-contact"], turn: 1 },
      { cases: [factsOf({ concerns: ["suspected-victim"] })] },
    ),
    letter(
      "call-overdue-one",
      "call-overdue",
      { toAllAgain: true, turn: 2 },
      { cases: [{ ...facts, danger: "not-over" }] },
    ),
    letter(
      "case-given",
      "case-given",
      { because: "stepped-aside" },
      { cases: [{ ...facts, dueFrom: null }] },
    ),
    ...typedBecause.map((because) =>
      letter(`typed-by-another ${because}`, "typed-by-another", {
        because,
        by: because === "unknown" ? null : "sam@district.example",
        has: "nora@district.example",
        owner: "desk@district.example",
        undone: because === "unknown" ? [] : ["cases.dangerOver"],
        kept: because === "unknown" ? ["cases.dangerOver"] : [],
      }),
    ),
    letter("case-stepped-aside", "case-stepped-aside", {
      who: ["designated-contact"],
      now: ["backup-contact"],
    }),
    letter("case-merged", "case-merged", { other: "26-0009" }),
    letter("case-merged, undone", "case-merged", { other: "26-0009", undone: true }),
    letter(
      "contact-left",
      "contact-left",
      { from: ["gone@other.example"], others: ["26-0007 backup-contact"] },
      noCase,
    ),
    ...handOverTold.map((told) => letter(`case-handed-over ${told}`, "case-handed-over", { told })),
    letter("print-asked", "print-asked", {}),
    letter(
      "digest",
      "digest",
      { date: "2026-09-01", register: "main" },
      { ...noCase, digest: digestInput },
    ),
    letter("reporter-not-reminded", "reporter-not-reminded", { isApart: true }),
    letter("register-moved", "register-moved", {}, noCase),
    ...allNotices.map(({ name = "", ...notice }) => ({
      name: `${notice.id}${name}`,
      kind: notice.id,
      message:
        notice.id === "clock-fails"
          ? rendered(noticePast(notice, pastRun))
          : // What is left is the notice.
            noticeEmail(notice as NoticeToTell),
    })),
    letter(
      "desk-notice, several",
      "desk-notice",
      { notices: [{ id: "form-changed" }, { id: "roll-over-due" }] },
      noCase,
    ),
    ...[false, true].map((hasReader) =>
      past(
        `sealed-waits${hasReader ? ", with a reader" : ""}`,
        "sealed-waits",
        sealedWaits({ calls: [], responses: null, isDanger: true, hasReader }),
      ),
    ),
    past(
      "register-unreachable",
      "register-unreachable",
      registerUnreachable({
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
    ),
    past(
      "register-unreachable, a report",
      "register-unreachable",
      registerUnreachable({
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
    ),
    letter("reporter-duty", "reporter-duty", { writtenReportDue: due, dueFrom: "learned" }),
  ];
}
