/**
 * The printed record of one case, part by part, in words that people read. What is left out of it is decided in record-withholding. Pure.
 */
import type { Person } from "../../district/district";
import { roleWords } from "../../district/roles";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, levelOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { actStateWords, type Column, type RowValues, type Value } from "../../register/columns";
import {
  activityColumns,
  type ChecklistRow,
  caseColumns,
  disclosureColumns,
  logColumns,
  planColumns,
  reportColumns,
} from "../../register/tabs";
import { capital } from "../../text";
import { dateText, whenWords, type ZoneOffset } from "../../time";
import { caseCellKeys, caseCells } from "../cells/case-cells";
import type { Printing } from "../cells/cell-policy";
import { printedOfReport } from "../cells/report-cells";
import { type CaseFile, parseToldLines } from "../model/case-file";
import { historyOf } from "./record-history";
import {
  isNobody,
  leftOutOfCase,
  leftOutOfReport,
  leftOutRowTest,
  type RecordChoice,
  type RecordRows,
  type Redaction,
  redactionOf,
  showsAct,
} from "./record-withholding";

/** A part with its heading: lines of a name and its words, or a table. */
export interface RecordPart {
  readonly heading: string;
  readonly entries?: readonly Entry[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly string[][] };
}
export type Entry = readonly [label: string, words: string];

/**
 * A time such as "2026-09-01 8:30 PM" in the district's zone. With the year, since a record is read years later. `instant`: milliseconds
 * UTC.
 */
export function recordTime(instant: number, zone: ZoneOffset): string {
  const [time = ""] = whenWords(instant, zone).split(", ").slice(-1);
  return `${dateText(instant, zone)} ${time}`;
}

/** A value as people read it; "" for an empty cell and an unticked box. */
export function cellWords(column: Column, value: Value, zone: ZoneOffset): string {
  if (value === null || value === false) return "";
  if (value === true) return "Yes";
  if (typeof value === "number") {
    if (column.type === "date") return dateText(value, zone);
    return column.type === "date-time" ? recordTime(value, zone) : String(value);
  }
  const named = (one: string) => column.words?.()[one] ?? one;
  return typeof value === "string" ? named(value) : value.map(named).join("\n");
}

/** The columns that a record shows of other rows than those of the case and its reports. */
const shown = (columns: readonly Column[]) =>
  columns.filter(({ key, hidden, type }) => !hidden && type !== "json" && key !== "case");

/** Where a record shows the cells of a case. */
const printedOfCase = (): ReadonlyMap<string, Printing> =>
  new Map(caseCellKeys().map((key) => [key, caseCells()[key].print]));

/** The heading of a column; "Person" if the heading is the role of somebody who is withheld. */
function headed({ header }: Column, redacted: Redaction): string {
  return redacted(header) === header ? header : "Person";
}

/** How a record is written: in which zone, and without whom. */
interface Pen {
  readonly zone: ZoneOffset;
  readonly redacted: Redaction;
}

/** The cells that are not empty, with their headings. `printed`: where the record shows each. */
function entriesOf(
  [columns, printed]: readonly [readonly Column[], ReadonlyMap<string, Printing>],
  row: RowValues,
  leftOut: readonly string[],
  { zone, redacted }: Pen,
): readonly Entry[] {
  return columns.flatMap((column): readonly Entry[] => {
    const at = printed.get(column.key);
    if (at === "never" || leftOut.includes(column.key)) return [];
    const words = cellWords(column, row[column.key] ?? null, zone);
    // Even if somebody who is withheld has the name of the student.
    const left = at === "student" ? words : redacted(words);
    // A cell in which only a withheld name stood is left out: its heading would only say that somebody is missing.
    const isGone = left !== words && isNobody(left);
    return words === "" || isGone ? [] : [[headed(column, redacted), left]];
  });
}

/** A table with the columns that are not empty; no part if there are no rows. */
function tableOf(
  heading: string,
  columns: readonly Column[],
  rows: readonly RowValues[],
  { zone, redacted }: Pen,
): readonly RecordPart[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => {
    const words = shown(columns).map((column): Entry => {
      return [column.key, redacted(cellWords(column, row[column.key] ?? null, zone))];
    });
    return new Map(words);
  });
  const used = shown(columns).filter(({ key }) => cells.some((row) => row.get(key) !== ""));
  return [
    {
      heading,
      table: {
        head: used.map((one) => headed(one, redacted)),
        rows: cells.map((row) => used.map(({ key }) => row.get(key) ?? "")),
      },
    },
  ];
}

/** One row for each report. Facts that were too long for a cell stand in further rows of the same response, and are joined here. */
export function joinReportRows(reports: readonly RowValues[]): readonly RowValues[] {
  const joined = new Map<Value, RowValues>();
  const inOrder = [...reports].sort((a, b) => Number(a["part"] ?? 1) - Number(b["part"] ?? 1));
  for (const row of inOrder) {
    const response = row["response"] ?? null;
    const first = joined.get(response);
    const facts = `${first?.["facts"] ?? ""}${row["facts"] ?? ""}`;
    joined.set(response, first === undefined ? row : { ...first, facts });
  }
  return [...joined.values()].sort(
    (a, b) => Number(a["received"] ?? 0) - Number(b["received"] ?? 0),
  );
}

function reportParts(
  reports: readonly RowValues[],
  choice: RecordChoice,
  pen: Pen,
): readonly RecordPart[] {
  if (!choice.reports) return [];
  const leftOut = leftOutOfReport(choice);
  const printed = new Map(Object.entries(printedOfReport));
  return reports.map((row, at) => ({
    heading: `What was reported, ${at + 1} of ${reports.length}`,
    entries: entriesOf([reportColumns(), printed], row, leftOut, pen),
  }));
}

/**
 * The state in words. That an act waits would tell what an agency or a parent has to do with it; if mandated reports are withheld, such an
 * act shows as open.
 */
function stateWords({ state }: ChecklistRow, { mandatedReports }: RecordChoice): string | null {
  if (state === null) return null;
  const waits = state === "locked" || state === "on-hold";
  return actStateWords[waits && !mandatedReports ? "open" : state];
}

/** "at-risk 1" as "At risk, step 1". */
function stepWords(pack: ProtocolPack, step: string): string {
  const [id = "", ...numbers] = step.split(" ");
  const level = levelOf(pack, id);
  return level === null ? step : `${say(level.name)}, step ${numbers.join(" ")}`;
}

function actsPart(
  rows: RecordRows,
  choice: RecordChoice,
  { zone, redacted }: Pen,
): readonly RecordPart[] {
  const acts = rows.file.acts.filter((act) => showsAct(rows, choice, act));
  if (acts.length === 0) return [];
  const pack = packOfCase(rows.file.row);
  const lines = (parts: readonly (readonly [string, string | null])[]) =>
    parts.flatMap(([name, words]) => (words === null || words === "" ? [] : [`${name}${words}`]));
  const time = (at: number | null) => (at === null ? null : recordTime(at, zone));
  const rowOf = (act: ChecklistRow): string[] => {
    const datum = actOf(pack, act.act);
    const kept = (words: string | null) => (words === null ? null : redacted(words));
    const steps = (act.protocolSteps ?? []).map((step) => stepWords(pack, step));
    // A step names the level that asks for it.
    const stands = choice.isOutside ? "" : [...steps, ...(act.statutes ?? [])].join("; ");
    return [
      [datum === null ? (act.what ?? "") : say(datum.name), ...lines([["", stands]])].join("\n"),
      lines([
        ["", stateWords(act, choice)],
        ["Due ", act.state === "open" ? time(act.due) : null],
        ["Tried without answer: ", act.attempts ? String(act.attempts) : null],
      ]).join("\n"),
      lines([
        ["Called ", time(act.calledAt)],
        ["Done ", time(act.doneAt)],
      ]).join("\n"),
      lines([
        ["By ", kept(act.doneBy)],
        ["Already made by ", act.alreadyMade ? (kept(act.madeBy) ?? "somebody else") : null],
      ]).join("\n"),
      lines([
        ["Not applicable: ", kept(act.notApplicableBecause)],
        ["Agency: ", kept(act.agencyPerson)],
        ["Reference: ", kept(act.agencyReference)],
        ["", kept(act.notes)],
      ]).join("\n"),
    ];
  };
  const inOrder = [...acts].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const head = ["What to do", "State", "When", "Who", "On record"];
  return [{ heading: "Acts", table: { head, rows: inOrder.map(rowOf) } }];
}

/** Who was asked, under which role and when, in words. */
function askedWords(asked: readonly string[], zone: ZoneOffset): readonly string[] {
  return parseToldLines(asked).map(({ to, at, email }) =>
    [capital(roleWords[to]), ...(email === null ? [] : [email]), recordTime(at, zone)].join(", "),
  );
}

/** The notes of the case, and of those that were merged into it. */
function notesOf({ row, merged = [] }: CaseFile): string | null {
  const said = merged.flatMap(({ case: reference, notes }) =>
    notes === null ? [] : [`From ${reference}: ${notes}`],
  );
  return [...(row.notes === null ? [] : [row.notes]), ...said].join("\n") || null;
}

/**
 * The record. `people`: all of Contacts, to find the names and roles of people who are withheld. `all.reports`: with who reported, as far
 * as this account may know it. Times in the district's zone.
 */
export function caseRecord(
  all: RecordRows,
  choice: RecordChoice,
  people: readonly Person[],
  zone: ZoneOffset,
): readonly RecordPart[] {
  const rows = { ...all, reports: joinReportRows(all.reports) };
  const { file, plan, log, disclosures } = rows;
  const pen: Pen = { zone, redacted: redactionOf(rows, choice, people) };
  const tells = leftOutRowTest(rows, choice);
  const shownOf = (tab: "log" | "disclosures", of: readonly RowValues[]) =>
    of.filter((row) => !tells(tab, row));
  const pack = packOfCase(file.row);
  const actNamed = (row: RowValues): RowValues => {
    const datum = actOf(pack, typeof row["act"] === "string" ? row["act"] : null);
    return datum === null ? row : { ...row, act: say(datum.name) };
  };
  const asked = askedWords(file.row.asked ?? [], zone);
  const row: RowValues = { ...file.row, asked, notes: notesOf(file) };
  const entries = entriesOf([caseColumns(), printedOfCase()], row, leftOutOfCase(choice), pen);
  return [
    { heading: "The case", entries },
    ...reportParts(rows.reports, choice, pen),
    ...actsPart(rows, choice, pen),
    ...tableOf("Plan", planColumns(), plan, pen),
    ...tableOf("Log", logColumns(), shownOf("log", log).map(actNamed), pen),
    ...tableOf("Told to agencies", disclosureColumns(), shownOf("disclosures", disclosures), pen),
    ...tableOf(
      "What happened in the register",
      activityColumns().filter(({ key }) => ["at", "who", "what", "column"].includes(key)),
      historyOf(rows, choice),
      pen,
    ),
  ];
}
