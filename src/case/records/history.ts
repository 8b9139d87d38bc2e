/** The history of a case in a printed record: one line for each change, by day, without lines that would reveal what the record leaves out. Pure. */

import { personRoles, roleWords } from "../../district/district";
import { packOfCase } from "../../protocol/find-pack";
import { actOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { actOfEntry } from "../../register/change";
import type { Column, RowValues, TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import { capital } from "../../text";
import { dateText, parseIso, type ZoneOffset } from "../../time";
import { type Kind, type Reader, sees, told } from "./record-table";
import { type RecordRows, toldByAct } from "./redaction";

/** Every code that a line about a case can have, in words, and what it tells beside what its column does. */
const codes: Readonly<Record<string, readonly [words: string, tells?: Kind]>> = {
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
  "case-released": ["A sealed case was released to the main register"],
  "case-closed": ["The case was closed"],
  "case-reopened": ["The case was opened again"],
  "cases-merged": ["Two cases were merged"],
  "cases-parted": ["A merge was undone"],
  "earlier-factors-counted": ["Risk factors of an earlier case were counted", "inside"],
  "factor-withdrawn": ["A risk factor was withdrawn", "inside"],
  "level-raised": ["The level rose", "inside"],
  "level-restored": ["The level was restored", "inside"],
  "acknowledgement-ended": ["The acknowledgement ended with a change of the case"],
  "clearance-ended": ["The agency's clearance ended with a change of the case", "mandatedReports"],
  "agreement-ended": ["The lead's agreement to close ended with a change of the case"],
  "answer-ended": ["An answer ended with a change of the case"],
  "plan-row-added": ["A row of Plan was added"],
  "state-lost": ["A hidden cell of the case was written over"],
  "disclosures-row-added": ["A row of Disclosures was added", "mandatedReports"],
};

/** The words for a code. A code that this version does not know becomes words by itself. */
export const historyWords = (code: string): string => codes[code]?.[0] ?? code.replace(/-/g, " ");

/** Whether there are words for the code. */
export const knowsCode = (code: string): boolean => code in codes;

/** A line of Activity, and what it is about. */
interface Line {
  readonly row: RowValues;
  readonly what: string;
  /** The step, for an edit of one; null for any other line. */
  readonly act: string | null;
  readonly tab: TabId;
  readonly column: Column | null;
}

function lineOf(row: RowValues): Line {
  const [what, named, entry] = ["what", "column", "entry"].map((key) => String(row[key] ?? ""));
  const act = actOfEntry(entry ?? "");
  const [first = "", key] = (named ?? "").split(".");
  const at = tabs[first as TabId] === undefined ? null : (first as TabId);
  const tab = at ?? (act === null && isOfCase(first) ? "cases" : "checklist");
  const column = tabs[tab].columns.find((one) => one.key === (at === null ? first : key));
  return { row, what: what ?? "", act, tab, column: column ?? null };
}

const isOfCase = (key: string) => tabs.cases.columns.some((one) => one.key === key);

/** What a line tells. A code that is not known, and the step of an edit that is not, may tell of a report. */
function toldByLine({ row, what, act, tab, column }: Line, rows: RecordRows): readonly Kind[] {
  const unknown = ["reports", "mandatedReports"] as const;
  const code = codes[what];
  const [, more = []] = code ?? ["", unknown];
  const isOfStep = tab === "checklist" && column !== null;
  return [
    ...[more].flat(),
    ...(column === null ? [] : told(tab, column.key)),
    ...(isOfStep && act === null ? unknown : toldByAct(packOfCase(rows.file.row), act)),
    ...(tab === "disclosures" || String(row["column"] ?? "").startsWith("log.") ? unknown : []),
  ];
}

function whoWords(who: string): string {
  if (who === "automation") return "The system";
  return who === "unknown editor" ? "Someone whom Google did not name" : who;
}

/** A day of a case's history. */
export interface HistoryDay {
  /** Such as "2026-09-01", in the district's zone. */
  readonly day: string;
  /** When, what, from what, to what, by whom. `at`: milliseconds UTC. */
  readonly lines: readonly (readonly [
    at: number,
    what: string,
    from: string,
    to: string,
    who: string,
  ])[];
}

/** The history, the earliest first. `instant`: how a time is written. */
export function historyOf(
  rows: RecordRows,
  reader: Reader,
  zone: ZoneOffset,
  instant: (at: number) => string,
): readonly HistoryDay[] {
  const pack = packOfCase(rows.file.row);
  const stepNamed = (act: string) => {
    const datum = actOf(pack, act);
    return datum === null ? null : say(datum.name);
  };
  const valueWords = (value: string, column: Column | null): string => {
    if (value === "true" || value === "false") return value === "true" ? "Yes" : "No";
    const at = /^\d{4}-\d\d-\d\dT/.test(value) ? parseIso(value.replace(/Z$/, ":00.000Z")) : null;
    if (at !== null) return column?.type === "date" ? dateText(at, zone) : instant(at);
    const role = (one: string) => {
      const found = personRoles.find((known) => known === one);
      return found === undefined ? one : capital(roleWords[found]);
    };
    const named = column?.words?.()[value] ?? stepNamed(value);
    return named ?? value.split(" ").map(role).join(", ");
  };
  const shown = rows.activity
    .map(lineOf)
    .filter((line) => sees(reader, toldByLine(line, rows)))
    .map(({ row, what, act, tab, column }) => {
      const of = (key: string) => valueWords(String(row[key] ?? ""), column);
      const isEdit = what === "edited" || what === "edit-put-back";
      const where = tab === "cases" ? [] : [act === null ? tabs[tab].title : stepNamed(act)];
      const title = [...where, column?.header].flatMap((one) => one ?? []).join(": ");
      const words = isEdit ? `${historyWords(what)}${title}` : historyWords(what);
      const at = typeof row["at"] === "number" ? row["at"] : 0;
      const who = whoWords(String(row["who"] ?? ""));
      return [at, words, of("from"), of("to"), who] as const;
    })
    .sort(([a], [b]) => a - b);
  return [...new Set(shown.map(([at]) => dateText(at, zone)))].map((day) => ({
    day,
    lines: shown.filter(([at]) => dateText(at, zone) === day),
  }));
}
