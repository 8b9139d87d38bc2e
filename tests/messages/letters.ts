/** Examples of every email, made from cases as the register holds them. Made-up people and agencies only. */

import type { CaseFile } from "../../src/case/facts/case-file";
import { caseReference, registerLink } from "../../src/case/facts/case-reference";
import type { Directory } from "../../src/district-directory";
import type { Report } from "../../src/form/report";
import { type Letter, type Message, rendered } from "../../src/messages/letter";
import type { CaseFacts, Digest, DigestLine, FactsAsked } from "../../src/messages/message-entry";
import type { DetailToWrite, QueuedKind } from "../../src/messages/messages";
import { message, writeMessage } from "../../src/messages/messages";
import { type NoticeId, type NoticeToTell, noticePast } from "../../src/messages/notices-to-leads";
import { registerUnreachable, sealedWaits } from "../../src/messages/outage-emails";
import { handOverTold, typedBecause } from "../../src/messages/whose-case";
import { caseFacts } from "../../src/outbox/what-emails-show";
import type { Callee } from "../../src/protocol/agency-words";
import type { ActId, YesNoUnknown } from "../../src/protocol/ids";
import { actOf } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { say } from "../../src/protocol/wording";
import { tabs } from "../../src/tabs";
import { callsDone, contextOf, hour, opened, withActs } from "../case/cases";
import { directoryOf, now as morning, pacific, person } from "../district/rows";
import { runWith } from "../run";

export { morning, pacific };
/** 36 hours after 2026-08-31 08:30 in California. */
export const due = Date.UTC(2026, 8, 2, 3, 30);

/** The agency that every case calls first, and another that takes a report. */
export const reportTakers = [
  ["child-and-family-services", "Children and Family Services", "(415) 473-7153"],
  ["law-enforcement", "Northtown Police Department", "(415) 555-0142"],
].map(([agency = "", name = "", phone = ""]): Callee => ({ agency, name, phone }));

/** A district with these agencies in Contacts. */
export function agenciesOf(
  agencies: readonly Callee[] = reportTakers,
  sroIsDistrictPolice: YesNoUnknown = "unknown",
): Directory {
  const police = agencies.find(({ agency }) => agency === "law-enforcement")?.name ?? "";
  return directoryOf({
    contacts: [
      person("designated contact", "North High", "nora@district.example"),
      person("backup contact", "North High", "bo@district.example", { phone: "(415) 555-0101" }),
      person("district lead", "", "lead@district.example", { phone: "(415) 555-0102" }),
      ...agencies.map(({ agency, name, phone }) => {
        return { role: (agency ?? "").replace(/-/g, " "), name, phone };
      }),
    ],
    schools: [{ school: "North High", lawEnforcementAgency: police, sroIsDistrictPolice }],
  });
}
const usual = agenciesOf();
const to = "nora@district.example";
const spreadsheetId = "1AbC-d_E2";

/** What an email says of this case. */
function factsIn(file: CaseFile, directory: Directory, asked: FactsAsked): CaseFacts {
  const facts = caseFacts(file, { to, spreadsheetId }, asked, contextOf({ directory }));
  if (facts === null) throw new Error("the case has no reference");
  return facts;
}

type Answers = Partial<Omit<Report, "immediateDanger">>;

/** The facts of a new case with these answers. */
export function factsOf(
  answers: Answers & { readonly isDanger?: boolean } = {},
  directory = usual,
): CaseFacts {
  const { isDanger = false, ...said } = answers;
  const report = {
    factors: ["controlled-or-groomed", "frequently-absent"],
    ...said,
    immediateDanger: isDanger ? "yes" : "no",
  } as const;
  const file = opened({ report, directory, contact: to });
  return factsIn(file, directory, { dueFrom: "learned", danger: isDanger });
}

/** A case that has risen from below the threshold by a report of a suspected victim. */
export function raisedFacts(directory = usual): CaseFacts {
  const report = { concerns: ["suspected-victim"] } as const;
  const own = opened({ report, directory, contact: to, row: { acknowledged: true } });
  const [call, ...acts] = withActs(own, {
    "call-child-and-family-services": callsDone["call-child-and-family-services"],
  }).acts;
  if (call === undefined) throw new Error("a case has no call");
  const update = {
    ...call,
    act: "update-child-and-family-services",
    done: false,
    state: "open",
  } as const;
  const file = { ...own, acts: [{ ...update, order: -1 }, call, ...acts] };
  const newProtocols = ["at-risk", "suspected-victim"];
  const asked = { fromLevel: "below-threshold", newProtocols, dueFrom: "learned" } as const;
  return factsIn(file, directory, asked);
}

/** The calls of a case that are owed at once. */
export const callsOf = ({ acts }: CaseFacts) => acts.filter(({ isToCall }) => isToCall);

/** A line of the morning email. `hours`: when it is due, from now on. */
const line = (
  is: DigestLine["is"],
  part: DigestLine["part"],
  hours: number | null = null,
  more: Partial<DigestLine> = {},
): DigestLine => ({ is, part, at: hours === null ? null : morning + hours * hour, ...more });
/** A line about a step. `calls`: whom it calls, by their place among those who take a report. */
function stepLine(act: ActId, part: DigestLine["part"], hours: number, calls: number[] = []) {
  const name = say(actOf(marin2019(), act)?.name ?? {});
  return line("step", part, hours, { name, calls: calls.flatMap((at) => reportTakers[at] ?? []) });
}

/** A morning with something of everything. */
export const digestInput: Digest = {
  cases: [
    {
      reference: caseReference("26-0007"),
      lines: [
        line("acknowledge", "late"),
        stepLine("call-child-and-family-services", "late", -30, [0]),
        line("written-report", "late", -1),
        line("hand-over", "today"),
        stepLine("involve-law-enforcement", "today", -1 / 2, [1]),
        stepLine("submit-mandated-report", "today", 6),
        line("check-in", "week", 60),
      ],
    },
    {
      reference: caseReference("26-0011"),
      lines: [line("receive", "today"), line("hold", "today", -2)],
    },
    {
      reference: caseReference("26-0003"),
      lines: [
        { ...stepLine("monitor-action-plan", "week", 30), isPlanned: true },
        line("hold", "week", 50),
      ],
    },
  ],
  elsewhere: [
    { reference: caseReference("26-0002"), late: 3, since: morning - 80 * hour, isDanger: true },
    { reference: caseReference("26-0005"), late: 1, since: morning - 26 * hour, isDanger: false },
  ],
};

const registerUrl = registerLink("https://docs.google.com/spreadsheets/d/1AbC-d_E2/edit");

/** What an email is written from beside what its row stores. */
interface About {
  /** The cases that it is about, the first one as the message's own. */
  readonly cases?: readonly CaseFacts[];
  readonly digest?: Digest | null;
  readonly agencies?: readonly Callee[];
  readonly now?: number;
}

/** The email of a row with that detail, about cases with these facts. */
export function emailOf<Kind extends QueuedKind>(
  kind: Kind,
  detail: DetailToWrite<Kind>,
  { cases = [], agencies, digest = null, now = morning }: About = {},
): Message {
  const row = { id: "r x", to, case: cases[0]?.reference ?? null };
  const mail = writeMessage(message(kind, detail, row), {
    to,
    spreadsheetId,
    opens: "Open",
    run: { now, zone: pacific, directory: usual, tabs },
    caseOf(reference) {
      const facts = cases.find((one) => one.reference === reference) ?? null;
      return facts === null || agencies === undefined
        ? facts
        : { ...facts, agencies: () => agencies };
    },
    digest: () => digest,
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

export interface Listed {
  readonly name: string;
  readonly kind: ListedKind;
  readonly message: Message;
}

const noChangeOfAccess = {
  id: "access-changed",
  added: [],
  removed: [],
  notAdded: [],
  notRemoved: [],
  refused: {},
  now: [],
} as const;

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
  { id: "night-unanswered", at: Date.parse("2026-09-04T07:00:00Z") },
  { id: "sharing-open" },
  { id: "sharing-not-seen" },
  { id: "service-off" },
  { id: "register-in-bin" },
  { id: "account-silent", account: "spare@other.example" },
  { id: "account-stays", account: "spare@other.example" },
  { id: "clock-stopped", account: "spare@other.example", since: Date.UTC(2026, 8, 1, 16) },
  {
    ...{ id: "clock-stopped", account: "spare@other.example", name: ", made again" },
    ...{ since: Date.UTC(2026, 8, 1, 16), isMade: true },
  },
  { id: "steps-missing", cases: ["26-0003"] },
  { id: "copy-differs", cases: ["26-0003", "26-0004"] },
  { id: "confirmation-waits", who: ["a@other.example", "spare@other.example"] },
  { id: "same-student-elsewhere", cases: ["26-0003", "26-1001"] },
  { id: "trigger-silent", account: "spare@other.example", trigger: "reports" },
  { id: "trigger-silent", account: "spare@other.example", trigger: "edits", name: ", edits" },
  { id: "rows-missing", tabs: ["cases", "checklist"], dangers: ["26-0003"] },
  { id: "formula-found", cells: ["cases H12", "elsewhere B3"], more: 2 },
  {
    ...noChangeOfAccess,
    added: ["a@other.example", "b@other.example"],
    removed: ["c@other.example"],
    now: ["lead@district.example"],
  },
  {
    ...noChangeOfAccess,
    name: ", refused",
    notAdded: ["lead@district.example"],
    notRemoved: ["c@other.example"],
    refused: { "no-account": ["lead@district.example"] },
  },
  { id: "mail-waits", first: 3, duties: 1, others: 0 },
  { id: "contact-not-emailed", who: ["lead@district.example"], cases: ["26-0007"] },
];

/** One message of each kind and of each notice, and the harder cases of some. */
export function everyLetter(facts: CaseFacts = factsOf()): readonly Listed[] {
  const reviewReasons = [
    "unread-studentRole",
    "no-designated-contact",
    "school-not-listed",
  ] as const;
  const inDanger = {
    ...factsOf({ concerns: ["suspected-victim"], isDanger: true }),
    danger: "not-over",
  } as const;
  const waiting = { ...facts, acknowledgeBy: morning };
  const other = (more: CaseFacts, at: number): CaseFacts => {
    return { ...more, reference: caseReference(`26-00${10 + at}`) };
  };
  const dangers = [
    other(inDanger, 1),
    other(inDanger, 2),
    other({ ...inDanger, acknowledgeBy: null }, 3),
  ];
  const several = [waiting, other(waiting, 1)];
  const cases = several.map(({ reference }) => reference);
  const late = { reported: morning - 40 * 60_000, taken: morning };
  /** `more`: what beside its kind it is listed under. */
  const letter = <K extends QueuedKind>(
    kind: K,
    detail: DetailToWrite<K>,
    own: readonly CaseFacts[] = [facts],
    more = "",
  ): Listed => ({ name: `${kind}${more}`, kind, message: emailOf(kind, detail, { cases: own }) });
  const past = (kind: ListedKind, more: string, written: Letter): Listed => {
    return { name: `${kind}${more}`, kind, message: rendered(written) };
  };
  const learned = { dueFrom: "learned" } as const;
  const unreachable = {
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
  } as const;
  const nothing = ["nothing-answered"] as const;
  const unanswered = { ...factsOf({ factors: [] }), reviewReasons: nothing };
  const below = factsOf({ factors: ["law-enforcement-involvement"] });
  const worst = factsOf({
    concerns: ["confirmed-victim", "recruiting-or-exploiting"],
    isDanger: true,
  });
  return [
    letter("case-opened", learned),
    letter("case-opened", learned, [{ ...worst, reviewReasons, dueFrom: "received" }], "-danger"),
    letter("case-opened", learned, [unanswered], "-review"),
    letter("case-opened", learned, [below], "-below"),
    letter("told-only", {}),
    letter(
      "case-raised",
      {
        fromLevel: "below-threshold",
        newProtocols: ["at-risk", "suspected-victim"],
        newActs: ["update-child-and-family-services", "involve-law-enforcement"],
        cause: "report",
      },
      [raisedFacts()],
    ),
    letter("report-added", {
      writtenReportDue: due,
      dueFrom: "received",
      reporterTold: false,
      isAnonymous: false,
    }),
    letter("report-taken-on", {}),
    letter("review-needed", { told: ["backup-contact", "district-lead", "backup-contact"] }, [
      { ...facts, reviewReasons, leadReasons: ["staff-not-clear"] },
    ]),
    letter("case-escalated", { notAnswered: ["designated-contact", "backup-contact"] }, [waiting]),
    letter("case-escalated", { turn: 3 }, [{ ...inDanger, dangerTimes: late }], ", late"),
    letter(
      "dangers-unanswered",
      { cases: ["26-0011", "26-0012", "26-0013"], toAllAgain: ["26-0013"] },
      dangers,
    ),
    letter("cases-gathered", { cases: ["26-0011"], danger: true }, dangers, ", danger"),
    letter("cases-gathered", { cases }, several),
    letter(
      "cases-gathered",
      {
        cases,
        reminders: ["case-escalated 26-0007", "call-overdue 26-0007", "call-overdue 26-0011"],
      },
      several,
      ", reminders",
    ),
    letter("call-overdue", { reminded: ["designated-contact"], turn: 1 }, [
      factsOf({ concerns: ["suspected-victim"] }),
    ]),
    letter(
      "call-overdue",
      { toAllAgain: true, turn: 2 },
      [{ ...facts, danger: "not-over" }],
      "-one",
    ),
    letter("case-given", { because: "stepped-aside" }),
    ...typedBecause.map((because) => {
      const [undone, kept] =
        because === "unknown" ? [[], ["cases.dangerOver"]] : [["cases.dangerOver"], []];
      const by = because === "unknown" ? null : "sam@district.example";
      const has = "nora@district.example";
      const detail = { because, by, has, owner: "desk@district.example", undone, kept };
      return letter("typed-by-another", detail, [facts], ` ${because}`);
    }),
    letter("case-stepped-aside", { who: ["designated-contact"], now: ["backup-contact"] }),
    letter("case-merged", { other: "26-0009" }),
    letter("case-merged", { other: "26-0009", undone: true }, [facts], ", undone"),
    letter(
      "contact-left",
      { from: ["gone@other.example"], others: ["26-0007 backup-contact"], isLost: false },
      [],
    ),
    letter(
      "contact-left",
      { from: [], others: ["26-0007 designated-contact"], isLost: true },
      [],
      " lost",
    ),
    ...handOverTold.map((told) => letter("case-handed-over", { told }, [facts], ` ${told}`)),
    letter("report-elsewhere", { school: "North High" }, []),
    letter("report-elsewhere", { school: "North High", danger: true }, [], " in danger"),
    letter("print-asked", {}),
    letter("closing-asked", {}),
    letter("closing-agreed", {}),
    {
      name: "digest",
      kind: "digest",
      message: emailOf("digest", { date: "2026-09-01", register: "main" }, { digest: digestInput }),
    },
    letter("reporter-not-reminded", { isApart: true }),
    letter("register-moved", {}, []),
    ...allNotices.map(({ name = "", ...notice }): Listed => {
      const isPast = notice.id === "clock-fails";
      // What is left is the notice.
      const message = isPast
        ? rendered(noticePast(notice, runWith({})))
        : noticeEmail(notice as NoticeToTell);
      return { name: `${notice.id}${name}`, kind: notice.id, message };
    }),
    letter(
      "desk-notice",
      { notices: [{ id: "form-changed" }, { id: "roll-over-due" }] },
      [],
      ", several",
    ),
    ...[false, true].map((hasReader) =>
      past(
        "sealed-waits",
        hasReader ? ", with a reader" : "",
        sealedWaits({ calls: [], responses: null, isDanger: true, hasReader }),
      ),
    ),
    past(
      "register-unreachable",
      "",
      registerUnreachable({
        ...unreachable,
        unread: "all",
        cases: [caseReference("26-0007"), caseReference("26-0008")],
        more: 1,
        waiting: 2,
        isDanger: true,
        trouble: { kind: "damage", tab: "Cases" },
        register: registerUrl,
      }),
    ),
    past("register-unreachable", ", a report", registerUnreachable(unreachable)),
    letter("reporter-duty", { writtenReportDue: due, dueFrom: "learned" }),
  ];
}
