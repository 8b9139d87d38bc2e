/**
 * A case as it is printed for the person who gets it: each column of each tab as `record-table.ts` allows, and the case's history without
 * lines that would reveal what the record leaves out. Also the call sheet for a mandated report. Pure.
 */

import { actOfEntry } from "../activity";
import type { Kind } from "../case/tabs/case-columns";
import { type CaseTabId, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import { type Person, personRoles, roleWords } from "../district-directory";
import type { Entry, RecordPart } from "../parts-of-a-page";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { actOf, levelOf } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { type Column, isList, type RowValues, type Value } from "../register/columns";
import { toLines } from "../register/lines";
import { capital } from "../text";
import { dateText, parseIso, whenWords, type ZoneOffset } from "../time";
import type { Reader, RecordRows, Redaction } from "./who-sees-what-printed";
import {
  isOfRole,
  isStandIn,
  kindsTold,
  redactionOf,
  sees,
  toldByAct,
  toldByRow,
} from "./who-sees-what-printed";

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
  const said = toLines(column, value);
  const named = (one: string) => column.words?.()[one] ?? one;
  return isList(said) ? said.map(named).join("\n") : named(String(said));
}

/** A part with these rows, without columns that are empty in all of them; none if there are no rows. */
function tableOf(
  heading: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly RecordPart[] {
  const used = head.flatMap((_, at) => (rows.some((cells) => cells[at] !== "") ? at : []));
  const only = (cells: readonly string[]) => used.map((at) => cells[at] ?? "");
  return used.length === 0 ? [] : [{ heading, table: { head: only(head), rows: rows.map(only) } }];
}

/** The name of a step; null if the protocol has no such step. */
function stepNamed(pack: ProtocolPack, act: string | null): string | null {
  const datum = actOf(pack, act);
  return datum === null ? null : say(datum.name);
}

/** "at-risk 1" as "At risk, step 1". */
function stepWords(pack: ProtocolPack, step: string): string {
  const [id = "", ...numbers] = step.split(" ");
  const level = levelOf(pack, id);
  return level === null ? step : `${say(level.name)}, step ${numbers.join(" ")}`;
}

/** What is needed while a record is written: its rows, its reader, the zone. */
interface Writing {
  readonly rows: RecordRows;
  readonly pack: ProtocolPack;
  readonly reader: Reader;
  readonly zone: ZoneOffset;
  readonly redacted: Redaction;
}

/** What the reader sees of a row, in the order of its tab. `isGone`: the cell held only a name that is left out. */
function cellsOf(
  tab: CaseTabId,
  row: RowValues,
  { reader, zone, redacted }: Omit<Writing, "rows" | "pack">,
) {
  const columns = caseTabs[tab].columns.filter(({ key }) => sees(reader, kindsTold(tab, key)));
  return columns.map((column) => {
    const { key } = column;
    const whole = cellWords(column, row[key] ?? null, zone);
    const words = kindsTold(tab, key).includes("student") ? whole : redacted(whole);
    // A heading may be the role of someone who is left out.
    const header = redacted(column.header) === column.header ? column.header : "Person";
    return { key, header, words, isGone: words !== whole && isStandIn(words) };
  });
}

function tabPart(
  heading: string,
  tab: "plan" | "log" | "disclosures",
  writing: Writing,
): readonly RecordPart[] {
  const { rows, pack, reader } = writing;
  return tableOf(
    heading,
    cellsOf(tab, {}, writing).map(({ header }) => header),
    rows[tab].flatMap((row) => {
      if (!sees(reader, toldByRow(tab, row, rows))) return [];
      const name = stepNamed(pack, String(row["act"] ?? ""));
      return [cellsOf(tab, row, writing).map(({ key, words }) => (key === "act" && name) || words)];
    }),
  );
}

/**
 * The steps, each as lines of what its cells say. Cells that do not fit the state of a step are left out, such as a deadline on a step that
 * is done.
 */
function stepsPart(writing: Writing): readonly RecordPart[] {
  const { rows, pack, reader } = writing;
  const lines = (act: ChecklistRow) => {
    const isWaiting = act.state === "locked" || act.state === "on-hold";
    const row: RowValues = {
      ...act,
      // That a step is locked or on hold would tell what an agency or a parent has to do with it.
      state: isWaiting && !sees(reader, ["mandatedReports"]) ? "open" : act.state,
      // Nothing is due in a closed case, though a step that repeats is open there.
      due: act.state === "open" && rows.file.row.status !== "closed" ? act.due : null,
      // The Done box says no more than the state, and a role is only what the protocol says.
      done: null,
      who: isOfRole(act.who ?? "") ? null : act.who,
      ...(act.state === "done" ? {} : { doneAt: null, doneBy: null }),
      attempts: act.attempts || null,
      protocolSteps: act.protocolSteps.map((step) => stepWords(pack, step)),
    };
    const isState = ({ key }: { readonly key: string }) => Number(key === "state");
    return cellsOf("checklist", row, writing)
      .sort((one, other) => isState(other) - isState(one))
      .flatMap(({ header, words }) =>
        words === "" ? [] : [`${header}: ${words.replace(/\n/g, ", ")}`],
      );
  };
  const cells = rows.file.acts
    .filter((act) => sees(reader, toldByRow("checklist", act, rows)))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((act) => [stepNamed(pack, act.act) ?? act.what ?? "", lines(act).join("\n")]);
  return tableOf("Steps", ["Step", "On record"], cells);
}

/**
 * The record. `people`: everyone in Contacts, to find the names and roles of people who are left out. `rows.reports`: one row for each
 * report (`wholeReports`), with who reported as far as this account may know it. Times in the district's zone.
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
  const { row: own, merged = [] } = rows.file;
  const asked = (own.asked ?? []).map(({ role, at, email }) =>
    [capital(roleWords[role]), email, recordTime(at, zone)].join(", "),
  );
  const notes = [
    own.notes ?? [],
    ...merged.flatMap(({ case: from, notes: more }) =>
      // That there was another case is not for family.
      more === null ? [] : sees(reader, ["course"]) ? `From ${from}: ${more}` : more,
    ),
  ].flat();
  const row = { ...own, asked, notes: notes.join("\n") || null };
  const reports = sees(reader, ["reports"]) ? rows.reports : [];
  // A cell that held only a name which is left out goes too: its heading would only say that someone is missing.
  const entriesOf = (tab: "cases" | "reports", cells: RowValues) =>
    cellsOf(tab, cells, writing).flatMap(({ header, words, isGone }): readonly Entry[] =>
      words === "" || isGone ? [] : [[header, words]],
    );
  return [
    { heading: "The case", entries: entriesOf("cases", row) },
    ...reports.map((one, at) => ({
      heading: `What was reported, ${at + 1} of ${reports.length}`,
      entries: entriesOf("reports", one),
    })),
    ...stepsPart(writing),
    ...tabPart("Plan", "plan", writing),
    ...tabPart("Log", "log", writing),
    ...tabPart("Told to agencies", "disclosures", writing),
    ...historyParts(writing),
  ];
}

/** A line to be filled in by hand. */
export const blank = "____________________";

/**
 * The call sheet: what a reporter needs at hand to call and to write their mandated report. It holds what an investigating agency may know
 * (domain.md E2). `report`: the report with the facts of all its rows joined. `call`: the agency that every case calls first, and its
 * number. Times in the district's zone.
 */
export function callSheet(
  report: RowValues,
  zone: ZoneOffset,
  { writtenReport: { elsewhere } }: Pick<ProtocolPack, "writtenReport">,
  call: string,
): readonly RecordPart[] {
  const reader: Reader = {
    audience: "investigator",
    putIn: ["mandatedReports", "reports", "reporters"],
  };
  const cells = cellsOf("reports", report, { reader, zone, redacted: (text) => text });
  const filledIn = new Map(cells.map(({ key, words }) => [key, words]));
  // By part: the label of a line, and the column of Reports that fills it in. Lines without a column stay blank.
  const parts: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
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
  return [
    {
      heading: "Where it goes",
      entries: [
        ["The county of the school", call || blank],
        ...[elsewhere ?? []].flat().map((words): Entry => ["Call and written report", say(words)]),
      ],
    },
    ...Object.entries(parts).map(([heading, all]) => ({
      heading,
      entries: all.map(([label, key = ""]): Entry => [label, filledIn.get(key) || blank]),
    })),
  ];
}

// The history: one line for each change, by day.

/** Every code that a line about a case can have: its words, and what it tells besides what its column tells. */
export function historyCodes(): Readonly<
  Record<string, readonly [words: string, ...tells: Kind[]]>
> {
  return {
    edited: [""],
    "edit-put-back": ["Undone: "],
    "case-opened": ["The case was opened"],
    "report-joined": ["A report was added", "reports"],
    "report-restored": ["A report that had gone from the register came back", "reports"],
    "report-came-back": ["A report came back after an earlier version was restored", "reports"],
    "reporter-not-kept": ["Who reported could not be kept", "reports"],
    "danger-reported": ["Immediate danger was reported", "reports"],
    "danger-asked": ["People were asked again, in immediate danger", "mandatedReports"],
    "call-reminded": ["Someone was reminded of a call", "mandatedReports"],
    "duty-ended": ["Ended with the case, not done", "mandatedReports"],
    "hold-ended": ["A hold ended", "mandatedReports"],
    "case-escalated": ["The next person was asked to acknowledge"],
    "case-given": ["The case was given to another person"],
    "case-released": ["A sealed case was released to the main register", "inside"],
    "case-went-on": ["A case of the main register goes on here", "inside"],
    "case-closed": ["The case was closed"],
    "case-reopened": ["The case was opened again"],
    "cases-merged": ["Two cases were merged"],
    "cases-parted": ["A merge was undone"],
    "earlier-factors-counted": ["Risk factors of an earlier case were counted", "inside"],
    "drill-made-real": ["The case of a drill became a real case"],
    "factor-withdrawn": ["A risk factor was withdrawn", "inside"],
    "level-raised": ["The level rose", "inside"],
    "level-restored": ["The level was restored", "inside"],
    "acknowledgement-ended": ["The acknowledgement ended with a change of the case"],
    "clearance-ended": [
      "The agency's clearance ended with a change of the case",
      "mandatedReports",
    ],
    "agreement-ended": ["The lead's agreement to close ended with a change of the case"],
    "answer-ended": ["An answer ended with a change of the case"],
    "plan-row-added": ["A row of Plan was added", "plan"],
    "state-lost": ["A hidden cell of the case was written over"],
    "disclosures-row-added": ["A row of Disclosures was added", "mandatedReports"],
  };
}

/** The history, the earliest first, a part for each day. */
function historyParts({ rows, pack, reader, zone, redacted }: Writing): readonly RecordPart[] {
  const valueWords = (value: string, column: Column | undefined): string => {
    if (value === "true" || value === "false") return value === "true" ? "Yes" : "No";
    const at = /^\d{4}-\d\d-\d\dT/.test(value) ? parseIso(value.replace(/Z$/, ":00.000Z")) : null;
    if (at !== null) return column?.type === "date" ? dateText(at, zone) : recordTime(at, zone);
    const role = (one: string) => {
      const found = personRoles.find((known) => known === one);
      return found === undefined ? one : capital(roleWords[found]);
    };
    const named = column?.words?.()[value] ?? stepNamed(pack, value);
    return named ?? value.split(" ").map(role).join(", ");
  };
  const columnOf = (tab: CaseTabId, key: string) =>
    caseTabs[tab].columns.find((one) => one.key === key);
  const codes = historyCodes();
  const shown = rows.activity.flatMap((row) => {
    const of = (key: string) => String(row[key] ?? "");
    const what = of("what");
    // The step, for an edit of one.
    const act = actOfEntry(of("entry"));
    const [first = "", key = ""] = of("column").split(".");
    const isNamed = caseTabs[first as CaseTabId] !== undefined;
    const usual = act === null && columnOf("cases", first) !== undefined ? "cases" : "checklist";
    const tab = isNamed ? (first as CaseTabId) : usual;
    const column = columnOf(tab, isNamed ? key : first);
    // An unknown code, or an edit of an unknown step, counts as telling of a report.
    const unknown = ["reports", "mandatedReports"] as const;
    const [said, ...tells] = codes[what] ?? [what.replace(/-/g, " "), ...unknown];
    const isOfUnknown =
      (tab === "checklist" && column !== undefined && act === null) ||
      tab === "disclosures" ||
      of("column").startsWith("log.");
    const all = [
      ...tells,
      ...(column === undefined ? [] : kindsTold(tab, column.key)),
      ...toldByAct(pack, act),
      ...(isOfUnknown ? unknown : []),
    ];
    // The history as a whole tells how much was done.
    if (!sees(reader, ["course", ...all])) return [];
    const where = act === null ? caseTabs[tab].title : stepNamed(pack, act);
    const title = [tab === "cases" ? null : where, column?.header].flatMap((one) => one ?? []);
    const isEdit = what === "edited" || what === "edit-put-back";
    const words = isEdit ? `${said}${title.join(": ")}` : said;
    const who = of("who") === "automation" ? "The system" : of("who");
    const by = who === "unknown editor" ? "Someone whom Google did not name" : who;
    const at = typeof row["at"] === "number" ? row["at"] : 0;
    const [day, time] = [dateText(at, zone), recordTime(at, zone)];
    const cells = [words, valueWords(of("from"), column), valueWords(of("to"), column), by];
    return [{ at, day, cells: [time.replace(`${day} `, ""), ...cells.map(redacted)] }];
  });
  shown.sort((a, b) => a.at - b.at);
  return [...new Set(shown.map(({ day }) => day))].flatMap((day) => {
    const lines = shown.flatMap((line) => (line.day === day ? [line.cells] : []));
    return tableOf(`History, ${day}`, ["When", "What", "From", "To", "Who"], lines);
  });
}
