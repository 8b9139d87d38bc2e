/**
 * A report that comes while cases are merged belongs to the case whose student it names, and follows it if the merge is undone. So does
 * what was done for it: ticks, an acknowledgement, “Danger over”, who was asked (design 2.6). Pure.
 */

import { type CaseFile, isActMade, ownRow } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { packHoldsFacts } from "../case/facts/combined-facts";
import { madeLike } from "../case/steps/step-state";
import type { CaseRow, ChecklistRow } from "../case/tabs/case-tabs";
import { toldLine } from "../case/tabs/lines-in-cells";
import type { IdSettings } from "../district/student-id";
import type { Report } from "../form/report";
import { union } from "../lists";
import { packOfCase } from "../protocol/find-pack";
import { casesNamedBy } from "./match-report";

/**
 * The case to which a report belongs that joins `file`: of that case and those that were merged into it, the one whose student the report
 * names. The target if it names none of them, or several; then `isClear` is false, since only a person can say whose it is.
 */
export function ownerOfReport(
  { row, merged = [] }: CaseFile,
  report: Report,
  settings: IdSettings,
) {
  const target = referenceOfCase(row);
  if (merged.length === 0) return { owner: target, isClear: true };
  // The target's row shows a name and an id of the others if it has none itself.
  const alone = [row, ...merged].map(ownRow);
  const [one, ...others] = casesNamedBy(report, alone, settings);
  const isClear =
    one !== undefined && others.length === 0 && packHoldsFacts(packOfCase(one), report);
  return { owner: isClear ? referenceOfCase(one) : target, isClear };
}

/** Whether a report came for the case while it was merged of which no one knows whether it is about its student. */
export const hasUnclearReport = ({ cameMerged }: CaseRow): boolean =>
  cameMerged.some(({ isClear }) => !isClear);

/** When the first and the last report came for these cases while they were merged; milliseconds UTC. Null if none came. */
function timesMerged(rows: readonly CaseRow[]) {
  const times = rows.flatMap(({ cameMerged }) => cameMerged.flatMap(({ at }) => at ?? []));
  return times.length === 0 ? null : { first: Math.min(...times), last: Math.max(...times) };
}

/**
 * A row by itself that leaves a merge, with what was done for the reports that came meanwhile. `all`: the row, and those that stay merged
 * into it. `target`: the row of the case that it leaves.
 */
export function rowCarried(row: CaseRow, all: readonly CaseRow[], target: CaseRow): CaseRow {
  const came = timesMerged(all);
  if (came === null) return row;
  const { acknowledged, acknowledgedBy, acknowledgedAt } = target;
  const isAnswered = acknowledged && (acknowledgedAt ?? 0) >= came.last;
  const asked = target.asked.filter(({ at }) => at >= came.first);
  const isOver = target.dangerOver && (row.dangerSince ?? 0) >= came.first;
  return {
    ...row,
    ...(isAnswered ? { acknowledged, acknowledgedBy, acknowledgedAt } : {}),
    asked: union(row.asked, asked, toldLine.write),
    dangerOver: row.dangerOver || isOver,
  };
}

/**
 * The steps of cases that part, with what was done in any row (`all`) since the first report came for these cases
 * while they were merged. A tick stays in the row that was ticked too. `carried`: the steps that are done now by such a tick.
 */
export function actsCarried(
  rows: readonly CaseRow[],
  own: readonly ChecklistRow[],
  all: readonly ChecklistRow[],
) {
  const came = timesMerged(rows);
  if (came === null) return { acts: own, carried: [] };
  const mine = new Set(own);
  const done = all.filter(
    (act) => !mine.has(act) && isActMade(act) && (act.doneAt ?? act.due ?? 0) >= came.first,
  );
  const carried: ChecklistRow[] = [];
  const taken = new Set<string | null>();
  const acts = own.map((act) => {
    if (isActMade(act)) return act;
    const tick = done.find((one) => one.act === act.act && !taken.has(one.row));
    if (tick === undefined || act.act === null) return act;
    taken.add(tick.row);
    const { calledAt, coveredBy } = tick;
    const made = { ...act, ...madeLike(tick), calledAt, coveredBy };
    carried.push(made);
    return made;
  });
  return { acts, carried };
}
