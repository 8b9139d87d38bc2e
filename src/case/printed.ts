/**
 * The printed record of one case. Pure. Mandated reports and who reported stand in it only where asked for, and are listed as withheld
 * otherwise: an employee who gave a parent the report had no immunity (Cuff v. Grossmont, 2013), and agencies keep the reporter's identity
 * from others (PC 11167.5).
 */
import { orElse, orEmpty, orNone, orNull, orZero } from "../missing";
import { actOf } from "../protocol/engine";
import { packOfCase } from "../protocol/packs";
import { say } from "../protocol/wording";
import { actStateWords, type Column, type RowValues, type Value } from "../register/columns";
import {
  activityColumns,
  type ChecklistRow,
  caseColumns,
  disclosureColumns,
  logColumns,
  planColumns,
  reportColumns,
} from "../register/tabs";
import { dateText, whenWords, type ZoneOffset } from "../time";
import type { CaseFile } from "./case";

/** What a reader of the record sees under one heading: a name with its words, or rows of a table. */
export interface RecordPart {
  readonly heading: string;
  readonly entries?: readonly Entry[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly string[][] };
}
export type Entry = readonly [label: string, words: string];

/** All that the register holds of a case: its own rows, and those of cases that were merged into it. */
export interface RecordRows {
  readonly file: CaseFile;
  readonly reports: readonly RowValues[];
  readonly plan: readonly RowValues[];
  readonly log: readonly RowValues[];
  readonly disclosures: readonly RowValues[];
  readonly activity: readonly RowValues[];
}

/** What is put in although a record leaves it out by itself. */
export interface RecordChoice {
  readonly mandatedReports: boolean;
  readonly reporters: boolean;
}

const withheld = "(withheld)";

/** Who reported. */
const whoReported: readonly string[] = ["reporterName", "reporterEmail", "reporterPhone"];
/** Reporters' own mandated reports. */
const reportersDuty: readonly string[] = [
  "calledChildAndFamilyServices",
  "calledLawEnforcement",
  "writtenReportDue",
  "writtenReportDueFrom",
  "reporterTold",
  "callConfirmed",
  "writtenReportConfirmed",
  "reporterUnreachable",
  "agreedReport",
];
const reportersDutyOfCase: readonly string[] = ["reporterSaysCalled"];
/** By whom, to whom, under which reference an agency was told. */
const whoOfDuty: readonly string[] = ["who", "with", "agency", "agencyPerson", "what"];

/** "2026-09-01 8:30 PM", district's zone: a record is read years later. */
export function recordTime(instant: number, zone: ZoneOffset): string {
  const [, time = ""] = whenWords(instant, zone).split(", ");
  return `${dateText(instant, zone)} ${time}`;
}

/** "" for an empty cell and an unticked box. */
export function wordsOf(column: Column, value: Value, zone: ZoneOffset): string {
  if (value === null || value === false) return "";
  if (value === true) return "Yes";
  if (typeof value === "number") {
    if (column.type === "date") return dateText(value, zone);
    return column.type === "date-time" ? recordTime(value, zone) : String(value);
  }
  const named = (one: string) => orElse(column.words?.()[one], one);
  return typeof value === "string" ? named(value) : value.map(named).join("\n");
}

const shown = (columns: readonly Column[], leftOut: readonly string[] = []) =>
  columns.filter(
    ({ key, hidden, type }) =>
      !hidden && type !== "json" && key !== "case" && !leftOut.includes(key),
  );

/** Those that say something, by their headers. */
function entriesOf(
  columns: readonly Column[],
  row: RowValues,
  zone: ZoneOffset,
  leftOut: readonly string[] = [],
): readonly Entry[] {
  return shown(columns, leftOut).flatMap((column): readonly Entry[] => {
    const words = wordsOf(column, orNull(row[column.key]), zone);
    return words === "" ? [] : [[column.header, words]];
  });
}

type Hides = (row: RowValues, key: string) => boolean;

/** Of columns that say something; none where there are no rows. */
function tableOf(
  heading: string,
  columns: readonly Column[],
  rows: readonly RowValues[],
  zone: ZoneOffset,
  hides: Hides = () => false,
): readonly RecordPart[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => {
    const words = shown(columns).map((column): Entry => {
      const text = wordsOf(column, orNull(row[column.key]), zone);
      return [column.key, text !== "" && hides(row, column.key) ? withheld : text];
    });
    return new Map(words);
  });
  const used = shown(columns).filter(({ key }) => cells.some((row) => row.get(key) !== ""));
  return [
    {
      heading,
      table: {
        head: used.map(({ header }) => header),
        rows: cells.map((row) => used.map(({ key }) => orEmpty(row.get(key)))),
      },
    },
  ];
}

/** One a report. Long facts go on in further rows of the response. */
export function joinedReports(reports: readonly RowValues[]): readonly RowValues[] {
  const joined = new Map<Value, RowValues>();
  const inOrder = [...reports].sort(
    (a, b) => Number(orElse(a["part"], 1)) - Number(orElse(b["part"], 1)),
  );
  for (const row of inOrder) {
    const response = orNull(row["response"]);
    const first = joined.get(response);
    const facts = `${orEmpty(first?.["facts"])}${orEmpty(row["facts"])}`;
    joined.set(response, first === undefined ? row : { ...first, facts });
  }
  return [...joined.values()].sort(
    (a, b) => Number(orZero(a["received"])) - Number(orZero(b["received"])),
  );
}

function reportParts(
  reports: readonly RowValues[],
  choice: RecordChoice,
  zone: ZoneOffset,
): readonly RecordPart[] {
  const leftOut = [
    "part",
    ...(choice.reporters ? [] : whoReported),
    ...(choice.mandatedReports ? [] : reportersDuty),
  ];
  return reports.map((row, at) => ({
    heading: `What was reported, ${at + 1} of ${reports.length}`,
    entries: entriesOf(reportColumns, row, zone, leftOut),
  }));
}

function actsPart(
  { row, acts }: CaseFile,
  choice: RecordChoice,
  zone: ZoneOffset,
): readonly RecordPart[] {
  if (acts.length === 0) return [];
  const pack = packOfCase(row);
  const lines = (parts: readonly (readonly [string, string | null])[]) =>
    parts.flatMap(([name, words]) => (words === null || words === "" ? [] : [`${name}${words}`]));
  const time = (at: number | null) => (at === null ? null : recordTime(at, zone));
  const rowOf = (act: ChecklistRow): string[] => {
    const datum = actOf(pack, act.act);
    const isKept = datum?.duty === true && !choice.mandatedReports;
    const kept = (words: string | null) => (isKept && words !== null ? withheld : words);
    const stands = [...orNone(act.protocolSteps), ...orNone(act.statutes)].join("; ");
    return [
      [datum === null ? orEmpty(act.what) : say(datum.name), ...lines([["", stands]])].join("\n"),
      lines([
        ["", act.state === null ? null : actStateWords[act.state]],
        ["Due ", act.state === "open" ? time(act.due) : null],
        ["Tried without answer: ", act.attempts ? String(act.attempts) : null],
      ]).join("\n"),
      lines([
        ["Called ", time(act.calledAt)],
        ["Done ", time(act.doneAt)],
      ]).join("\n"),
      lines([
        ["By ", kept(act.doneBy)],
        ["Already made by ", act.alreadyMade ? orElse(kept(act.madeBy), "somebody else") : null],
      ]).join("\n"),
      lines([
        ["Not applicable: ", act.notApplicableBecause],
        ["Agency: ", kept(act.agencyPerson)],
        ["Reference: ", kept(act.agencyReference)],
        ["", kept(act.notes)],
      ]).join("\n"),
    ];
  };
  const inOrder = [...acts].sort((a, b) => orZero(a.order) - orZero(b.order));
  const head = ["What to do", "State", "When", "Who", "On record"];
  return [{ heading: "Acts", table: { head, rows: inOrder.map(rowOf) } }];
}

/** Whether a row of Log or Disclosures tells of a mandated report: by its act, its ground, or the act that began it. */
function tellsOfDuty({ row: { protocolVersion }, acts }: CaseFile): (record: RowValues) => boolean {
  const pack = packOfCase({ protocolVersion });
  const duties = acts.flatMap((act) => {
    const datum = actOf(pack, act.act);
    return datum?.duty === true ? [{ row: act.row, names: [datum.id, say(datum.name)] }] : [];
  });
  return (record) => {
    const { act, row: key, ground } = record;
    if (ground === "mandated-report") return true;
    // A ground of another kind: no mandated report.
    if (typeof ground === "string") return false;
    return duties.some(
      ({ row, names }) =>
        names.some((name) => name === act) ||
        (typeof key === "string" && row !== null && key.startsWith(`${row} `)),
    );
  };
}

export function withheldWords(
  { reports }: Pick<RecordRows, "reports">,
  choice: RecordChoice,
): readonly string[] {
  const named = joinedReports(reports).filter((row) => whoReported.some((key) => row[key])).length;
  return [
    ...(choice.reporters
      ? []
      : [
          `Who reported: name, address and phone, on ${named} of ${joinedReports(reports).length} reports. Agencies keep it from others (PC 11167.5).`,
        ]),
    ...(choice.mandatedReports
      ? []
      : [
          "The mandated reports: who called and who wrote, whom they reached, under which reference, and how the reporters' own reports stand. A mandated report is no student record (Cuff v. Grossmont, 2013).",
        ]),
  ];
}

export function caseRecord(
  rows: RecordRows,
  choice: RecordChoice,
  zone: ZoneOffset,
): readonly RecordPart[] {
  const { file, plan, log, disclosures, activity } = rows;
  const duty = tellsOfDuty(file);
  const hides: Hides = (row, key) =>
    !choice.mandatedReports && whoOfDuty.includes(key) && duty(row);
  const reports = joinedReports(rows.reports);
  const pack = packOfCase(file.row);
  const actNamed = (row: RowValues): RowValues => {
    const datum = actOf(pack, typeof row["act"] === "string" ? row["act"] : null);
    return datum === null ? row : { ...row, act: say(datum.name) };
  };
  return [
    {
      heading: "The case",
      entries: entriesOf(caseColumns, file.row, zone, [
        "attention",
        "print",
        ...(choice.mandatedReports ? [] : reportersDutyOfCase),
      ]),
    },
    ...reportParts(reports, choice, zone),
    ...actsPart(file, choice, zone),
    ...tableOf("Plan", planColumns, plan, zone),
    ...tableOf("Log", logColumns, log.map(actNamed), zone, hides),
    ...tableOf("Told to agencies", disclosureColumns, disclosures, zone, hides),
    ...tableOf(
      "What happened in the register",
      activityColumns.filter(({ key }) => ["at", "who", "what", "column"].includes(key)),
      activity,
      zone,
    ),
  ];
}
