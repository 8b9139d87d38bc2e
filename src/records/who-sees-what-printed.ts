/**
 * Who may see what in a printed record: what each column of each tab tells, who may see that, and which names are left out with it. Every
 * print follows this table, and a column that is missing here does not compile. A person who is named in what a record leaves out is named
 * in no other part of it either. The table does not judge free text: the person who prints a record has to read it first. Pure.
 */

import { type CaseFile, everyAct } from "../case/facts/case-file";
import { type Person, personRoles, roleWords } from "../district-directory";
import { once } from "../lazy";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { actOf } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import type { RowValues, TabId, Value } from "../register/columns";
import type { TabRow } from "../register/tabs";
import { betweenWords, capital, fold } from "../text";

/**
 * Who gets a record. `own`: the district's own file. `investigator`: an agency that investigates. `court`: a court, by its order. `student`:
 * the student, who is 18 or over and owns the record. `family`: a parent, a guardian, a student under 18, or someone who asks for them.
 */
const everyone = ["own", "counsel", "investigator", "court", "student", "family", "other"] as const;
export type Audience = (typeof everyone)[number];

/** What a column, a row or a line of history tells. */
export type Kind = keyof typeof kinds;

interface KindRule {
  /** Who sees it in every record; and who sees it only if the lead puts it in (`asked`). */
  readonly always: readonly Audience[];
  readonly asked: readonly Audience[];
  /** What it is called where a record lists what it leaves out; null for what is part of no record. */
  readonly name: string | null;
}

const agencies = ["counsel", "investigator", "court"] as const;

/**
 * The mandated reports go to no parent and no one else outside, and who reported goes to no one but agencies, a court and counsel (PC
 * 11167(d), 11167.5). What family and others outside get is the same for a case of any level (domain.md H4): which steps there are, and
 * what became of the case, would tell how the district assessed it. The student, who is 18, gets the assessment, the log and what police
 * said only if counsel decided so (H12).
 */
const kinds = {
  open: { always: everyone, asked: [], name: null },
  // The student's own name stays, even if someone who is left out has the same name.
  student: { always: everyone, asked: [], name: null },
  course: {
    always: ["own", ...agencies, "student"],
    asked: [],
    name: "who works on the case, what became of it, other cases, and the history",
  },
  inside: {
    always: ["own", ...agencies],
    asked: ["student"],
    name: "how the district assessed the case, its steps, what agencies were told, and what law enforcement says",
  },
  plan: {
    always: ["own", ...agencies, "student"],
    asked: ["family", "other"],
    name: "the plan",
  },
  notes: { always: ["own", ...agencies], asked: ["student", "family", "other"], name: "the notes" },
  log: { always: ["own", ...agencies], asked: ["student", "family", "other"], name: "the log" },
  reports: {
    always: ["own"],
    asked: [...agencies, "student", "family", "other"],
    name: "what reporters wrote",
  },
  mandatedReports: {
    always: ["own"],
    asked: [...agencies, "student"],
    name: "the mandated reports: who called and who wrote, whom they reached, under which reference, and how the reporters' own reports stand",
  },
  reporters: { always: [], asked: ["own", ...agencies], name: "who reported" },
  never: { always: [], asked: [], name: null },
} as const satisfies Readonly<Record<string, KindRule>>;

/** What a lead may put into a record that does not have it by itself. */
export const putIns = [
  "plan",
  "notes",
  "log",
  "inside",
  "mandatedReports",
  "reports",
  "reporters",
] as const;
export type PutIn = (typeof putIns)[number];

/** Who gets a record, and what the lead puts into it. */
export interface Reader {
  readonly audience: Audience;
  readonly putIn: readonly PutIn[];
}

const has = <T>(list: readonly T[], one: unknown) => list.some((item) => item === one);

/** Whether this reader may see something that tells all of these. */
export function sees({ audience, putIn }: Reader, tells: readonly Kind[]): boolean {
  return tells.every((kind) => {
    const { always, asked } = kinds[kind];
    return has<Audience>(always, audience) || (has(putIn, kind) && has<Audience>(asked, audience));
  });
}

/**
 * What the record leaves out, by kind, with the law. The words are the same whether or not the case has any of it, so they give nothing
 * away.
 */
export function leftOutWords(
  reader: Reader,
  { confidential }: Pick<ProtocolPack, "confidential">,
): readonly string[] {
  const laws = ["reports", "mandatedReports", "reporters"] as const;
  return Object.entries(kinds).flatMap(([kind, { name }]) => {
    // The cast holds: these are the keys of the table.
    if (name === null || sees(reader, [kind as Kind])) return [];
    const law = laws.find((one) => one === kind);
    return [`${capital(name)}. ${law === undefined ? "" : say(confidential[law])}`.trim()];
  });
}

/** As a type: the words of a text that has one space between them. */
type Words<Text, Found = never> = Text extends `${infer First} ${infer Rest}`
  ? Words<Rest, Found | First>
  : Found | Text;

/** As a type: anything if nothing is left over; otherwise what is left over, so that the compiler's error names it. */
type Nothing<What extends string, Left> = [Left] extends [never]
  ? unknown
  : { readonly [One in What]: Left };

/** Columns by what they tell. Columns under "reports inside" are shown only to someone who may see both. */
type Told = Readonly<Record<string, string>>;

/** What each column of a row tells. Every column has to be named once: one that is missing, or that no row has, does not compile. */
function columns<Row>() {
  return <const Named extends Told>(
    named: Named &
      Nothing<"missing", Exclude<keyof Row, Words<Named[keyof Named]>>> &
      Nothing<"no such column", Exclude<Words<Named[keyof Named]>, keyof Row>>,
  ): Told => named;
}

/** For tabs that hold no part of a case. */
const ofNoCase = null;

const table = once(
  (): Readonly<Record<TabId, Told | null>> => ({
    cases: columns<TabRow<"cases">>()({
      student: "student studentId grade school",
      open: "opened countyOfResidence isAdult",
      course:
        "contact assignedTo steppedAside handedTo handedAt acknowledged acknowledgedBy acknowledgedAt asked leadAgreed status closedAt nextCheckIn earlierCase mergedInto",
      notes: "notes",
      // A protocol's name says what is suspected, and other cases are about other students.
      inside:
        "protocolVersion factors concerns studentRole level protocols withdrawnFactors parentMayBeInvolved staffMayBeInvolved mayBeVictim victimConsulted studentConsented closeReason raiseLevelTo raiseReason withdrawFactor withdrawReason possibleMatch sameStudentAs notSameStudentAs",
      reports: "reports immediateDanger dangerSince dangerOver",
      "reports inside": "parentReported staffReported why wouldRaise reviewReasons",
      mandatedReports:
        "confirmedBy reporterSaysCalled agencyCleared agencyClearedBy agencyClearedAt parentOverruledBy nextDue holdUntil heldFor legalHold",
      never:
        "case drill reviewReasonIds dangerReported dangerAgain cameMerged toTell readBy excluded mainCase goesOn release releaseReason releasedTo agreedBy closingAsked parentSetBy leadRecorded changedAt lateFrom openMatters hasIt urgency raisedBy print checklistRows steps undone accepted stateLost told own",
    }),
    checklist: columns<TabRow<"checklist">>()({
      // Which steps there are tells the level.
      inside:
        "state due done doneBy doneAt calledAt noAnswer attempts alreadyMade madeBy who agencyPerson agencyReference notApplicableBecause notes protocolSteps statutes",
      never:
        "row case act order step what call why lateFrom coveredBy covers broughtBy closed undone accepted stateLost",
    }),
    plan: columns<TabRow<"plan">>()({
      plan: "risk action who byWhen reviewed notes",
      never: "row case accepted stateLost",
    }),
    log: columns<TabRow<"log">>()({
      log: "at who with what outcome",
      "log course": "act",
      never: "row case",
    }),
    disclosures: columns<TabRow<"disclosures">>()({
      inside: "at agency agencyPerson what ground who",
      never: "row case accepted stateLost",
    }),
    reports: columns<TabRow<"reports">>()({
      reports: "received countyOfResidence facts immediateDanger learnedAt textChanges",
      "reports student": "school studentName studentId grade",
      "reports inside":
        "factors concerns studentRole confirmedBy parentMayBeInvolved recipientMayBeInvolved staffMayBeInvolved unread",
      "reports mandatedReports":
        "calledChildAndFamilyServices calledLawEnforcement writtenReportDue writtenReportDueFrom reporterTold callConfirmed writtenReportConfirmed reporterUnreachable agreedReport",
      "reports reporters": "reporterName reporterEmail reporterPhone reporterKnownTo language",
      never: "row response part case accepted stateLost",
    }),
    reporters: columns<TabRow<"reporters">>()({
      "reports reporters": "received name email phone",
      never: "response",
    }),
    activity: columns<TabRow<"activity">>()({
      course: "at who what column from to",
      never: "entry case",
    }),
    goOnSealed: ofNoCase,
    contacts: ofNoCase,
    schools: ofNoCase,
    settings: ofNoCase,
    summary: ofNoCase,
    education: ofNoCase,
    guide: ofNoCase,
    outbox: ofNoCase,
  }),
);

/** What a column tells. A column that the table does not have is in no record ("never"). */
export function kindsTold(tab: TabId, column: string): readonly Kind[] {
  const found = Object.entries(table()[tab] ?? {}).find(([, keys]) =>
    keys.split(" ").includes(column),
  );
  // The cast holds: the keys of the table are kinds with one space between them; a test checks it.
  return (found?.[0].split(" ") ?? ["never"]) as Kind[];
}

const somebody = "a member of staff";

/** What stands in place of the person, agency or reference that a cell names, if a record leaves that cell out; and the columns. */
const standIns: Readonly<Record<string, string>> = {
  [somebody]: "doneBy who madeBy reporterName reporterEmail reporterPhone",
  "an agency": "call with agency agencyPerson agencyClearedBy heldFor",
  "a reference": "agencyReference",
};

// What a row tells, and which names are left out with it.

/** All that the register holds of a case: its own rows, and those of cases that were merged into it. */
export interface RecordRows {
  readonly file: CaseFile;
  readonly reports: readonly RowValues[];
  readonly plan: readonly RowValues[];
  readonly log: readonly RowValues[];
  readonly disclosures: readonly RowValues[];
  readonly activity: readonly RowValues[];
}

const textOf = (value: Value | undefined): string =>
  typeof value === "string" ? value.trim() : "";

/**
 * What it tells that a case has a step. The review step tells that reports were read, so a record without reports leaves it out. What the
 * row of a step says is "inside" as well.
 */
export function toldByAct(pack: ProtocolPack, act: string | null): readonly Kind[] {
  if (act === null) return [];
  return [
    "course",
    ...(actOf(pack, act)?.duty === true ? (["mandatedReports"] as const) : []),
    ...(actOf(pack, act)?.insideOnly === true ? (["inside"] as const) : []),
    ...(actOf(pack, act)?.role === "review" ? (["reports"] as const) : []),
  ];
}

/** "Town Police" from "Town Police (415) 555-0111". */
const withoutNumber = (text: string) => text.replace(/[\s(+]*\d[\d\s()+.-]{5,}.*$/u, "").trim();

/** How a line of Disclosures begins that was written because a record was printed. */
export const printedLine = "Printed record";

const isPrintLine = (row: RowValues) => textOf(row["what"]).startsWith(printedLine);

/**
 * What a row tells besides what its columns tell. In Checklist, what its step tells. In Log and Disclosures, what the step tells that the
 * row names or whose tick made the row; how the district assessed the case, if the system wrote the row of Log for anything else; and a mandated report if its ground says so, or if a line of Log names an agency that is called for
 * one. A disclosure without a ground counts as a mandated report; so does the line of an earlier printed record, because it says what that
 * record left out.
 */
export function toldByRow(tab: TabId, row: RowValues, rows: RecordRows): readonly Kind[] {
  const pack = packOfCase(rows.file.row);
  if (tab === "checklist") return ["inside", ...toldByAct(pack, textOf(row["act"]))];
  if (tab !== "log" && tab !== "disclosures") return [];
  // The key of a row that a tick made has three words: the case, the step, the moment.
  const [, begun = ""] = textOf(row["row"]).split(" ");
  const written = fold(textOf(row["act"]));
  const acts = pack.acts.filter(
    ({ id, name }) => id === begun || [fold(id), fold(say(name))].includes(written),
  );
  const words = fold([row["with"], row["what"]].map(textOf).join(" "));
  const isOfDuty =
    tab === "log"
      ? everyAct(rows.file).some(({ act, call }) => {
          const agency = actOf(pack, act)?.duty === true ? fold(withoutNumber(call ?? "")) : "";
          return agency !== "" && words.includes(agency);
        })
      : textOf(row["ground"]) === "" || isPrintLine(row);
  return [
    ...acts.flatMap(({ id }) => toldByAct(pack, id)),
    ...(tab === "log" && acts.length === 0 && begun !== "" ? (["inside"] as const) : []),
    ...(isOfDuty || row["ground"] === "mandated-report" ? (["mandatedReports"] as const) : []),
  ];
}

/** Whether a cell names only a role, as the protocol does, and so no person. */
export const isOfRole = (words: string): boolean =>
  personRoles.some((role) => fold(words).startsWith(fold(roleWords[role])));

const escaped = (words: string) =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
const whole = (alternatives: readonly string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, flags);

/** The parts of a name that can stand for the person alone: "Pat" and "Reporter". */
const partsOf = (name: string): readonly string[] =>
  name.split(betweenWords()).filter((part) => part.length > 2 && !/^(the|and)$/iu.test(part));

/** Puts neutral words in place of each address, name, number and role of people who are left out, anywhere in a text. */
export type Redaction = (text: string) => string;

/** Whether a text is only the neutral words for someone. */
export const isStandIn = (words: string): boolean =>
  Object.keys(standIns).includes(words.toLowerCase());

/** The redaction for a record. `people`: everyone in Contacts. */
export function redactionOf(
  rows: RecordRows,
  reader: Reader,
  people: readonly Person[],
): Redaction {
  const { file, log, disclosures, reports } = rows;
  const pack = packOfCase(file.row);
  const student = fold(file.row.student ?? "");
  /** The words that are left out, and the words in their place. */
  const instead = new Map<string, string>();
  const hide = (all: readonly string[], one: string) => {
    for (const words of all.map(fold)) if (words !== student) instead.set(words, one);
  };
  // The people, agencies and references named in cells that the record leaves out.
  const tabs: readonly (readonly [TabId, readonly RowValues[]])[] = [
    ["cases", [file.row, ...(file.merged ?? [])]],
    ["checklist", everyAct(file)],
    ["log", log],
    // The line of an earlier record names who printed it, and for whom.
    ["disclosures", disclosures.filter((row) => !isPrintLine(row))],
    ["reports", reports],
  ];
  const columns = Object.entries(standIns).flatMap(([one, keys]) =>
    keys.split(" ").map((key) => [key, one] as const),
  );
  /** Whether the protocol itself says so, of the same step in every case. */
  const isOfPack = (row: RowValues, words: string) =>
    actOf(pack, textOf(row["act"]))?.who.some((one) =>
      fold(words).startsWith(fold(say(one.words))),
    ) === true;
  for (const [tab, all] of tabs) {
    for (const row of all) {
      const ofRow = toldByRow(tab, row, rows);
      for (const [key, one] of columns) {
        const words = textOf(row[key]);
        const tells = [...ofRow, ...kindsTold(tab, key)].filter((kind) => kind !== "never");
        const isSaid = words === "" || isOfRole(words) || (key === "who" && isOfPack(row, words));
        const isHidden = !isSaid && !sees(reader, tells);
        if (isHidden) hide([words, withoutNumber(words)], one);
      }
    }
  }
  const known = people.filter(({ email, name }) => instead.has(email) || instead.has(fold(name)));
  for (const { email, name, role } of known) hide([email, name, roleWords[role], role], somebody);
  const longestFirst = [...instead.keys()]
    .filter(({ length }) => length > 2)
    .sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const exact = whole(longestFirst.map(escaped), "giu");
  const reporters = reports
    .map((row) => textOf(row["reporterName"]))
    .filter((name) => instead.has(fold(name)));
  // The parts of the student's own name stay.
  const own = partsOf(student).map(fold);
  const parts = [...known.map(({ name }) => name), ...reporters].flatMap(partsOf);
  const titled = [...new Set(parts)]
    .filter((part) => !own.includes(fold(part)))
    .map((one) => `(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+)?${escaped(capital(one))}`);
  const byPart = titled.length === 0 ? null : whole(titled, "gu");
  return (text) => {
    const without = text.replace(exact, (found) => instead.get(fold(found)) ?? somebody);
    const done = byPart === null ? without : without.replace(byPart, somebody);
    // If the parts of a name were replaced one by one, the neutral words are kept once.
    const once = done.replace(/(a member of staff)(?:[\s,]+a member of staff)+/gu, "$1");
    return text === done ? text : capital(once);
  };
}
