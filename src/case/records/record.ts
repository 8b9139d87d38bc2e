/** A case as it is printed, part by part, for the person who gets it: each column of each tab as the table of records says. Pure. */

import { type Person, roleWords } from "../../district/district";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, levelOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { Column, RowValues, TabId, Value } from "../../register/columns";
import { type ChecklistRow, tabs } from "../../register/tabs";
import { capital } from "../../text";
import { dateText, whenWords, type ZoneOffset } from "../../time";
import { type CaseFile, parseToldLines } from "../facts/case-file";
import { historyOf } from "./history";
import { type Reader, sees, told } from "./record-table";
import {
  isOfRole,
  isStandIn,
  type RecordRows,
  type Redaction,
  redactionOf,
  toldByRow,
} from "./redaction";

/** A part of what is printed: sentences, lines of a name and its words, a table, a chart. */
export interface RecordPart {
  readonly heading: string;
  readonly words?: readonly string[];
  readonly entries?: readonly Entry[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly string[][] };
  readonly chart?: Chart;
}

/** Columns of several series, beside or above one another. */
export interface Chart {
  /** What the columns are of, such as months. */
  readonly columns: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** As "#rrggbb"; null for one that is no level. */
    readonly colour: string | null;
    readonly values: readonly (number | null)[];
  }[];
  readonly isStacked: boolean;
  /** What a column counts. */
  readonly unit: string;
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
function cellWords(column: Column, value: Value, zone: ZoneOffset): string {
  if (value === null || value === false) return "";
  if (value === true) return "Yes";
  if (typeof value === "number") {
    if (column.type === "date") return dateText(value, zone);
    return column.type === "date-time" ? recordTime(value, zone) : String(value);
  }
  const named = (one: string) => column.words?.()[one] ?? one;
  return typeof value === "string" ? named(value) : value.map(named).join("\n");
}

/** The part with these rows, without columns that are empty in all of them; no part if there are no rows. */
function tableOf(
  heading: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly RecordPart[] {
  const used = head.flatMap((_, at) => (rows.some((cells) => cells[at] !== "") ? at : []));
  const only = (cells: readonly string[]) => used.map((at) => cells[at] ?? "");
  return used.length === 0 ? [] : [{ heading, table: { head: only(head), rows: rows.map(only) } }];
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

/** "at-risk 1" as "At risk, step 1". */
function stepWords(pack: ProtocolPack, step: string): string {
  const [id = "", ...numbers] = step.split(" ");
  const level = levelOf(pack, id);
  return level === null ? step : `${say(level.name)}, step ${numbers.join(" ")}`;
}

/** Who was asked, under which role and when, in words. */
function askedWords(asked: readonly string[], zone: ZoneOffset): readonly string[] {
  return parseToldLines(asked).map(({ to, at, email }) =>
    [capital(roleWords[to]), email, recordTime(at, zone)].join(", "),
  );
}

/** The notes of the case, and of those that were merged into it. */
function notesOf({ row, merged = [] }: CaseFile): string | null {
  const said = merged.flatMap(({ case: reference, notes }) =>
    notes === null ? [] : [`From ${reference}: ${notes}`],
  );
  return [...(row.notes === null ? [] : [row.notes]), ...said].join("\n") || null;
}

/** A record while it is written: of what, for whom, in which zone. */
interface Writing {
  readonly rows: RecordRows;
  readonly pack: ProtocolPack;
  readonly reader: Reader;
  readonly zone: ZoneOffset;
  readonly redacted: Redaction;
}

/** The columns of a tab that the reader sees, in the order of the tab. */
const columnsSeen = (tab: TabId, reader: Reader) =>
  tabs[tab].columns.filter(({ key }) => sees(reader, told(tab, key)));

/** The heading of a column; "Person" if the heading is the role of someone who is left out. */
const headed = ({ header }: Column, redacted: Redaction) =>
  redacted(header) === header ? header : "Person";

/** The cells that are not empty, with their headings. */
function entriesOf(
  tab: "cases" | "reports",
  row: RowValues,
  { reader, zone, redacted }: Writing,
): readonly Entry[] {
  return columnsSeen(tab, reader).flatMap((column): readonly Entry[] => {
    const words = cellWords(column, row[column.key] ?? null, zone);
    const isStudent = told(tab, column.key).includes("student");
    const left = isStudent ? words : redacted(words);
    // A cell in which only a name stood that is left out: its heading would only say that someone is missing.
    const isGone = left !== words && isStandIn(left);
    return words === "" || isGone ? [] : [[headed(column, redacted), left]];
  });
}

function tabPart(
  heading: string,
  tab: "plan" | "log" | "disclosures",
  writing: Writing,
): readonly RecordPart[] {
  const { rows, pack, reader, zone, redacted } = writing;
  const columns = columnsSeen(tab, reader);
  const shown = rows[tab].filter((row) => sees(reader, toldByRow(tab, row, rows)));
  const words = (row: RowValues, column: Column) => {
    const value = row[column.key] ?? null;
    const act = column.key === "act" && typeof value === "string" ? actOf(pack, value) : null;
    return act === null ? redacted(cellWords(column, value, zone)) : say(act.name);
  };
  return tableOf(
    heading,
    columns.map((column) => headed(column, redacted)),
    shown.map((row) => columns.map((column) => words(row, column))),
  );
}

/** A step, line by line: what its cells say, and what belongs to another state than its own left out. */
function stepLines(act: ChecklistRow, { pack, reader, zone, redacted }: Writing): string {
  const isWaiting = act.state === "locked" || act.state === "on-hold";
  const row: RowValues = {
    ...act,
    // That a step waits would tell what an agency or a parent has to do with it.
    state: isWaiting && !sees(reader, ["mandatedReports"]) ? "open" : act.state,
    due: act.state === "open" ? act.due : null,
    // The box says no more than the state, and a role is what the protocol says.
    done: null,
    who: isOfRole(act.who ?? "") ? null : act.who,
    ...(act.state === "done" ? {} : { doneAt: null, doneBy: null }),
    attempts: act.attempts || null,
    protocolSteps: act.protocolSteps.map((step) => stepWords(pack, step)),
  };
  const isState = ({ key }: Column) => Number(key === "state");
  return [...columnsSeen("checklist", reader)]
    .sort((a, b) => isState(b) - isState(a))
    .flatMap((column) => {
      const words = redacted(cellWords(column, row[column.key] ?? null, zone));
      return words === "" ? [] : [`${column.header}: ${words.replace(/\n/g, ", ")}`];
    })
    .join("\n");
}

function stepsPart(writing: Writing): readonly RecordPart[] {
  const { rows, pack, reader } = writing;
  const cells = rows.file.acts
    .filter((act) => sees(reader, toldByRow("checklist", act, rows)))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((act) => {
      const datum = actOf(pack, act.act);
      return [datum === null ? (act.what ?? "") : say(datum.name), stepLines(act, writing)];
    });
  return tableOf("Steps", ["Step", "On record"], cells);
}

/**
 * The record. `people`: all of Contacts, to find the names and roles of people who are left out. `rows.reports`: one row each (`joinReportRows`),
 * with who reported, as far as this account may know it. Times in the district's zone.
 */
export function caseRecord(
  rows: RecordRows,
  reader: Reader,
  people: readonly Person[],
  zone: ZoneOffset,
): readonly RecordPart[] {
  const pack = packOfCase(rows.file.row);
  const redacted = redactionOf(rows, reader, people);
  const writing: Writing = { rows, pack, reader, zone, redacted };
  const asked = askedWords(rows.file.row.asked ?? [], zone);
  const row = { ...rows.file.row, asked, notes: notesOf(rows.file) };
  const reports = sees(reader, ["reports"]) ? rows.reports : [];
  const history = historyOf(rows, reader, zone, (at) => recordTime(at, zone));
  return [
    { heading: "The case", entries: entriesOf("cases", row, writing) },
    ...reports.map((one, at) => ({
      heading: `What was reported, ${at + 1} of ${reports.length}`,
      entries: entriesOf("reports", one, writing),
    })),
    ...stepsPart(writing),
    ...tabPart("Plan", "plan", writing),
    ...tabPart("Log", "log", writing),
    ...tabPart("Told to agencies", "disclosures", writing),
    ...history.flatMap(({ day, lines: changes }) =>
      tableOf(
        `History, ${day}`,
        ["When", "What", "From", "To", "Who"],
        changes.map(([at, what, from, to, who]) => [
          recordTime(at, zone).replace(`${day} `, ""),
          ...[what, from, to, who].map(redacted),
        ]),
      ),
    ),
  ];
}

/** A line to be filled in by hand. */
const blank = "____________________";

/** The lines of a call sheet, by part: what a line is called, and the column of Reports that fills it in; the others stay blank. */
const callSheetLines: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
  "Who makes the mandated report": [
    ["Name", "reporterName"],
    ["Business address"],
    ["Telephone", "reporterPhone"],
    ["What makes them a mandated reporter (such as: teacher)"],
  ],
  "What gave rise to the suspicion, and from where it is known": [
    ["Seen and heard", "facts"],
    ["Risk factors that were ticked", "factors"],
    ["Concerns that were ticked", "concerns"],
    ["Learned at", "learnedAt"],
    ["Source or sources"],
  ],
  "The student": [
    ["Name", "studentName"],
    ["Address"],
    ["Where the student is now"],
    ["School", "school"],
    ["Grade", "grade"],
    ["Class"],
    ["Lives in another county", "countyOfResidence"],
  ],
  "Parents or guardians": [["Names"], ["Addresses"], ["Telephones"]],
  "Who may have done it, as far as known": [
    ["Name"],
    ["Address"],
    ["Telephone"],
    ["What else matters about them"],
  ],
};

/**
 * The call sheet: what a reporter needs at hand to call and to write their mandated report, as an agency that investigates may know it
 * (domain.md E2). `report`: the report with the facts of all its rows joined. Times in the district's zone.
 */
export function callSheet(
  report: RowValues,
  zone: ZoneOffset,
  { writtenReport: { elsewhere } }: Pick<ProtocolPack, "writtenReport">,
): readonly RecordPart[] {
  const reader: Reader = {
    audience: "investigator",
    putIn: ["mandatedReports", "reports", "reporters"],
  };
  const filledIn = (key: string): string => {
    const column = tabs.reports.columns.find((one) => one.key === key);
    const isSeen = sees(reader, told("reports", key));
    return column === undefined || !isSeen ? "" : cellWords(column, report[key] ?? null, zone);
  };
  return [
    ...(elsewhere === null
      ? []
      : [
          {
            heading: "Where it goes",
            entries: [["Call and written report", say(elsewhere)] as const],
          },
        ]),
    ...Object.entries(callSheetLines).map(([heading, all]) => ({
      heading,
      entries: all.map(([label, key = ""]): Entry => [label, filledIn(key) || blank]),
    })),
  ];
}
