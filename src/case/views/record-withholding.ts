/**
 * What a printed record leaves out, and which names go with it. Pure.
 * By default four things are left out: the acts that are mandated reports, with their rows in other tabs; what reporters wrote; who they
 * are; and the list of all this. From any of them follows that a report was made, when and by whom. The pack says by which law each of
 * them is confidential.
 * What is left out in one part is left out in every part. This is no judgment of free text: whoever prints a record has to read it first.
 */
import type { Person } from "../../district/district";
import { roleWords } from "../../district/roles";
import { packOfCase } from "../../protocol/find-pack";
import type { ActId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isDuty, roleOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { RowValues, Value } from "../../register/columns";
import type { ChecklistRow } from "../../register/tabs";
import { capital, fold } from "../../text";
import { caseCellKeys, caseCells } from "../cells/case-cells";
import type { Printing } from "../cells/cell-policy";
import { printedOfReport } from "../cells/report-cells";
import { type CaseFile, everyAct } from "../model/case-file";

/** All that the register holds of a case: its own rows, and those of cases that were merged into it. */
export interface RecordRows {
  readonly file: CaseFile;
  readonly reports: readonly RowValues[];
  readonly plan: readonly RowValues[];
  readonly log: readonly RowValues[];
  readonly disclosures: readonly RowValues[];
  readonly activity: readonly RowValues[];
}

/** Who gets a record, and what is put into it although it is left out by default. Counsel chooses. */
export interface RecordChoice {
  /** For family, or for somebody outside: without how the district weighs the case, and without acts that are for it alone. */
  readonly isOutside: boolean;
  readonly mandatedReports: boolean;
  /** What reporters wrote. */
  readonly reports: boolean;
  /** Who reported. */
  readonly reporters: boolean;
  /** The list of what is withheld. */
  readonly withheldList: boolean;
}

/** Nothing of it is put in. */
export const leastChoice: RecordChoice = {
  isOutside: true,
  mandatedReports: false,
  reports: false,
  reporters: false,
  withheldList: false,
};

/** Stand in a record in place of somebody who is not named. */
const somebody = "a member of staff";
const anAgency = "an agency";
const aReference = "a reference";

/** Whether a cell holds nothing but one of these. */
export function isNobody(words: string): boolean {
  return [somebody, anAgency, aReference].some((one) => one === words.toLowerCase());
}

/** Columns of a report that say who sent it. */
const whoReported = () =>
  Object.entries(printedOfReport).flatMap(([key, at]) => (at === "reporter" ? [key] : []));

/** Whether a record shows what is printed there. */
function isPrinted(
  at: Printing,
  { isOutside, mandatedReports, reports, reporters }: RecordChoice,
): boolean {
  if (at === "inside") return !isOutside;
  if (at === "reports-inside") return reports && !isOutside;
  if (at === "duty") return mandatedReports;
  if (at === "reports") return reports;
  return reporters || (at !== "reporter" && at !== "knows-reporter");
}

const leftOut = (printed: readonly (readonly [string, Printing])[], choice: RecordChoice) =>
  printed.flatMap(([key, at]) => (isPrinted(at, choice) ? [] : [key]));

/** Columns of the case that the record leaves out. */
export function leftOutOfCase(choice: RecordChoice): readonly string[] {
  return leftOut(
    caseCellKeys().map((key) => [key, caseCells()[key].print]),
    choice,
  );
}

/** Columns of a report that the record leaves out. */
export function leftOutOfReport(choice: RecordChoice): readonly string[] {
  return leftOut(Object.entries(printedOfReport), choice);
}

/** Whether the record shows the act. The act of reading a report is left out together with the reports. */
function isActShown(pack: ProtocolPack, choice: RecordChoice, act: ActId | null): boolean {
  if (!choice.mandatedReports && isDuty(pack, act)) return false;
  if (choice.isOutside && actOf(pack, act)?.insideOnly === true) return false;
  return choice.reports || roleOf(pack, act) !== "review";
}

/** Whether a record of the case shows the act. */
export function showsAct(rows: RecordRows, choice: RecordChoice, { act }: ChecklistRow): boolean {
  return isActShown(packOfCase(rows.file.row), choice, act);
}

const textOf = (value: Value | undefined): string =>
  typeof value === "string" ? value.trim() : "";

/** "Town Police" from "Town Police (415) 555-0111". */
const withoutNumber = (text: string) => text.replace(/[\s(+]*\d[\d\s()+.-]{5,}.*$/u, "").trim();

/** Rows of acts that the record leaves out, also of cases that were merged into this one. */
function actsLeftOut(rows: RecordRows, choice: RecordChoice): readonly ChecklistRow[] {
  return everyAct(rows.file).filter((act) => !showsAct(rows, choice, act));
}

/** Rows of acts that are mandated reports, also of cases that were merged into this one. */
function dutyActs({ file }: RecordRows): readonly ChecklistRow[] {
  const pack = packOfCase(file.row);
  return everyAct(file).filter(({ act }) => isDuty(pack, act));
}

/**
 * Returns a function that says whether a row of Log or Disclosures tells of what the record leaves out: of an act, by the row's act or the
 * act whose tick made it; of a mandated report, by its ground and the agencies that mandated acts name. A disclosure without a ground
 * counts as one; so does the line of an earlier record, which says what that one left out. Family and others outside get no disclosure.
 */
export function leftOutRowTest(
  rows: RecordRows,
  choice: RecordChoice,
): (tab: "log" | "disclosures", row: RowValues) => boolean {
  const pack = packOfCase(rows.file.row);
  const acts = pack.acts.filter(({ id }) => !isActShown(pack, choice, id));
  const names = new Set(acts.flatMap(({ id, name }) => [fold(id), fold(say(name))]));
  const agencies = dutyActs(rows).flatMap(({ call }) => fold(withoutNumber(textOf(call))) || []);
  return (tab, row) => {
    // Keys of rows that a tick made: the case, the act, the moment.
    const [, begun = ""] = textOf(row["row"]).split(" ");
    if (names.has(fold(textOf(row["act"]))) || acts.some(({ id }) => id === begun)) return true;
    if (choice.isOutside && tab === "disclosures") return true;
    if (choice.mandatedReports) return false;
    if (row["ground"] === "mandated-report") return true;
    if (tab === "disclosures") return textOf(row["ground"]) === "" || isPrintLine(row);
    const told = fold([row["with"], row["what"]].map(textOf).join(" "));
    return agencies.some((agency) => told.includes(agency));
  };
}

/** Words that are withheld, and what stands in their place. */
interface Hidden {
  readonly words: string;
  readonly instead: string;
}

/** The names, agencies and references that are withheld, from acts, their rows and reports. */
function hiddenIn(rows: RecordRows, choice: RecordChoice): readonly Hidden[] {
  const found: Hidden[] = [];
  const hide = (instead: string, ...values: readonly (Value | undefined)[]) => {
    for (const value of values) {
      const words = textOf(value);
      if (words.length > 2) found.push({ words, instead });
    }
  };
  const agency = (value: Value | undefined) => hide(anAgency, value, withoutNumber(textOf(value)));
  for (const act of actsLeftOut(rows, choice)) {
    hide(anAgency, act.agencyPerson);
    hide(aReference, act.agencyReference);
  }
  if (!choice.mandatedReports) {
    for (const act of dutyActs(rows)) {
      hide(somebody, act.doneBy, act.who, act.madeBy);
      agency(act.call);
    }
    const tells = leftOutRowTest(rows, choice);
    for (const row of rows.log.filter((one) => tells("log", one))) {
      hide(somebody, row["who"]);
      agency(row["with"]);
    }
    for (const row of rows.disclosures.filter((one) => tells("disclosures", one))) {
      // The line of an earlier print names who printed the record, not an agency that got a report.
      if (isPrintLine(row)) continue;
      hide(somebody, row["who"]);
      agency(row["agency"]);
      hide(anAgency, row["agencyPerson"]);
    }
  }
  if (!choice.reporters) {
    for (const row of rows.reports) hide(somebody, ...whoReported().map((key) => row[key]));
  }
  return found;
}

/** Whether the line of Disclosures was made by printing a record. */
function isPrintLine(row: RowValues): boolean {
  return textOf(row["what"]).startsWith("Printed record");
}

const escaped = (words: string) =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
const whole = (alternatives: readonly string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, flags);

/** The words of a name that stand for the person by themselves: "Pat" and "Reporter". */
function partsOf(name: string): readonly string[] {
  return name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 2 && !/^(the|and)$/iu.test(part));
}

/** Puts neutral words in place of each address, name, number and role of people who are withheld, anywhere in a text. */
export type Redaction = (text: string) => string;

/** The redaction for a record. `people`: all of Contacts. */
export function redactionOf(
  rows: RecordRows,
  choice: RecordChoice,
  people: readonly Person[],
): Redaction {
  const { student } = rows.file.row;
  const own = new Set(partsOf(fold(student ?? "")));
  const hidden = hiddenIn(rows, choice).filter(({ words }) => fold(words) !== fold(student ?? ""));
  const known = people.filter(({ email, name }) =>
    hidden.some(({ words }) => fold(words) === email || fold(words) === fold(name)),
  );
  const all: readonly Hidden[] = [
    ...hidden,
    ...known.flatMap(({ email, name, role }) =>
      [email, name, roleWords[role], role].map((words) => ({ words, instead: somebody })),
    ),
  ].filter(({ words }) => words.length > 2);
  if (all.length === 0) return (text) => text;
  const instead = new Map(all.map((one) => [fold(one.words), one.instead]));
  const longestFirst = [...instead.keys()].sort((a, b) => b.length - a.length);
  const names = new Set([
    ...known.map(({ name }) => name),
    ...(choice.reporters ? [] : rows.reports.map((row) => textOf(row["reporterName"]))),
  ]);
  const parts = [...names].flatMap(partsOf).filter((part) => !own.has(fold(part)));
  const exact = whole(longestFirst.map(escaped), "giu");
  const byPart =
    parts.length === 0
      ? null
      : whole(
          parts.map((one) => `(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+)?${escaped(capital(one))}`),
          "gu",
        );
  return (text) => {
    const without = text.replace(exact, (found) => instead.get(fold(found)) ?? somebody);
    const done = byPart === null ? without : without.replace(byPart, somebody);
    // A name whose parts went one by one.
    const once = done.replace(/(a member of staff)(?:[\s,]+a member of staff)+/gu, "$1");
    return text === done ? text : capital(once);
  };
}

/** The list of what is withheld, in words: for the record, and for whoever chooses what goes in. */
export function withheldWords(
  rows: Pick<RecordRows, "reports">,
  choice: RecordChoice,
  { confidential }: Pick<ProtocolPack, "confidential">,
): readonly string[] {
  const named = rows.reports.filter((row) => whoReported().some((key) => row[key])).length;
  const lines: readonly (readonly [boolean, string])[] = [
    [
      !choice.isOutside,
      "How the district assessed the case, and steps that stay inside the district.",
    ],
    [
      choice.reporters,
      `Who reported: name, address and phone, on ${named} of ${rows.reports.length} reports. ${say(confidential.reporters)}`,
    ],
    [choice.reports, `What reporters wrote. ${say(confidential.reports)}`],
    [
      choice.mandatedReports,
      `The mandated reports: who called and who wrote, whom they reached, under which reference, and how the reporters' own reports stand. ${say(confidential.mandatedReports)}`,
    ],
  ];
  return lines.flatMap(([isIn, words]) => (isIn ? [] : [words]));
}
