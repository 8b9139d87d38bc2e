/**
 * The part "What happened in the register" of a printed record: the lines of Activity in words, without lines that would tell of what is
 * withheld. Pure.
 */
import type { Column, RowValues } from "../../register/columns";
import { inputColumns } from "../../register/row-state";
import type { ChecklistRow } from "../../register/tabs";
import {
  caseColumns,
  checklistColumns,
  disclosureColumns,
  logColumns,
  planColumns,
  reportColumns,
} from "../../register/tabs";
import { everyAct } from "../model/case-file";
import { leftOutOfCase, type RecordChoice, type RecordRows, showsAct } from "./record-withholding";

/** What a line tells about beside the case itself. If that is withheld, the line is left out. */
type Tells = "duty" | "reports" | "inside";

/** Every code that a line about a case can have, in words. */
const codes: Readonly<Record<string, readonly [words: string, tells?: Tells]>> = {
  edited: ["Edited"],
  "edit-put-back": ["An edit was undone"],
  "case-opened": ["The case was opened"],
  "report-joined": ["A report was added", "reports"],
  "report-restored": ["A report that had gone from the register came back", "reports"],
  "report-came-back": ["A report came back after an earlier version was restored", "reports"],
  "reporter-not-kept": ["Who reported could not be kept", "reports"],
  "danger-reported": ["Immediate danger was reported", "reports"],
  "danger-asked": ["People were asked again, in immediate danger", "duty"],
  "call-reminded": ["Somebody was reminded of a call", "duty"],
  "duty-ended": ["Ended with the case, not done", "duty"],
  "hold-ended": ["A hold ended", "duty"],
  "case-escalated": ["The next person was asked to acknowledge"],
  "case-given": ["The case was given to another person"],
  "case-released": ["A sealed case was released to the main register"],
  "case-closed": ["The case was closed"],
  "case-reopened": ["The case was opened again"],
  "cases-merged": ["Two cases were joined"],
  "cases-parted": ["Two cases were taken apart"],
  "checklist-regrown": ["The checklist was made again"],
  "earlier-factors-counted": ["Factors of an earlier case were counted", "inside"],
  "factor-withdrawn": ["A factor was withdrawn", "inside"],
  "level-raised": ["The level rose", "inside"],
  "level-restored": ["The level was restored", "inside"],
  "acknowledgement-ended": ["The acknowledgement ended with a change of the case"],
  "clearance-ended": ["The agency's clearance ended with a change of the case", "duty"],
  "agreement-ended": ["The lead's agreement to close ended with a change of the case"],
  "answer-ended": ["An answer ended with a change of the case"],
  "formula-made-text": ["A formula was made text"],
  "plan-row-added": ["A row of Plan was added"],
  "state-lost": ["A hidden cell of the case was written over"],
  "disclosures-row-added": ["A row of Disclosures was added", "duty"],
};

/** The words for a code. A code that this version does not know becomes words by itself. */
export function historyWords(code: string): string {
  return codes[code]?.[0] ?? code.replace(/-/g, " ");
}

/** Whether there are words for the code. */
export function knowsCode(code: string): boolean {
  return code in codes;
}

const ofTabs = (): readonly (readonly [
  prefix: string,
  name: string,
  columns: readonly Column[],
])[] => [
  ["plan.", "Plan", planColumns()],
  ["log.", "Log", logColumns()],
  ["disclosures.", "Disclosures", disclosureColumns()],
  ["reports.", "Reports", reportColumns()],
];

/** The heading of the column that a line names. */
function columnWords(name: string): string {
  for (const [prefix, tab, columns] of ofTabs()) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    return `${tab}: ${columns.find((one) => one.key === key)?.header ?? key}`;
  }
  const found = [...caseColumns(), ...checklistColumns()].find(({ key }) => key === name);
  return found?.header ?? name;
}

function whoWords(who: string): string {
  if (who === "automation") return "The desk";
  return who === "unknown editor" ? "Somebody whom Google did not name" : who;
}

const ofChecklist = () => new Set(inputColumns(checklistColumns()).map(({ key }) => key));

/**
 * Activity does not say to which act an edit belongs. A tick counts as one of a shown act if all acts that this person ticked at that
 * instant are shown.
 */
function isOfShownAct(line: RowValues, rows: RecordRows, choice: RecordChoice): boolean {
  const isAt = ({ doneAt, doneBy }: ChecklistRow) =>
    doneAt !== null && doneAt === line["at"] && doneBy === line["who"];
  const done = everyAct(rows.file).filter(isAt);
  return (
    line["column"] === "done" && done.length > 0 && done.every((act) => showsAct(rows, choice, act))
  );
}

/** Whether the record shows the line. */
function isShown(line: RowValues, rows: RecordRows, choice: RecordChoice): boolean {
  const tells = codes[String(line["what"])];
  if (tells === undefined) return choice.mandatedReports && choice.reports;
  const [, of] = tells;
  if (of === "duty" && !choice.mandatedReports) return false;
  if (of === "reports" && !choice.reports) return false;
  if (of === "inside" && choice.isOutside) return false;
  const column = typeof line["column"] === "string" ? line["column"] : "";
  if (column.startsWith("reports.")) return choice.reports && choice.mandatedReports;
  if (column.startsWith("log.") || column.startsWith("disclosures.")) return choice.mandatedReports;
  if (leftOutOfCase(choice).includes(column)) return false;
  return choice.mandatedReports || !ofChecklist().has(column) || isOfShownAct(line, rows, choice);
}

/** The lines that the record shows, with words in place of codes. Times stay numbers: milliseconds UTC. */
export function historyOf(rows: RecordRows, choice: RecordChoice): readonly RowValues[] {
  return rows.activity
    .filter((line) => isShown(line, rows, choice))
    .map((line) => ({
      at: line["at"] ?? null,
      who: whoWords(String(line["who"] ?? "")),
      what: historyWords(String(line["what"] ?? "")),
      column: columnWords(String(line["column"] ?? "")),
    }));
}
