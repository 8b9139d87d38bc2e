/**
 * Which steps a case was given. The hidden state of its row lists them with their deadlines, so a step whose row someone deleted comes back
 * as it was, not ticked (design 2.21). Pure.
 */

import { union } from "../../lists";
import type { CaseFile } from "../facts/case-file";
import { actKey, emptyAct, everyAct, isFirstOfItsAct, ownRow } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import type { CaseRow, ChecklistRow } from "../tabs/case-tabs";
import { stepLine } from "../tabs/lines-in-cells";

/** Which row of its step it is: 2 for a call that is made again. 0 if a person wrote the key. */
function occurrenceOf(act: ChecklistRow): number {
  if (isFirstOfItsAct(act)) return 1;
  const last = Number(act.row?.split(" ").pop());
  const isOurs = act.row === actKey(referenceOfCase(act), act.act ?? "", last);
  return isOurs && Number.isInteger(last) ? last : 0;
}

/** The steps on the list of the case that have no row among `acts`, each as a row in which nothing is written but its deadline. */
export function lostSteps(row: CaseRow, acts: readonly ChecklistRow[]): readonly ChecklistRow[] {
  const there = new Set(acts.map((act) => act.row));
  return (row.steps.length === 0 ? [] : ownRow(row).steps).flatMap(({ occurrence, ...step }) => {
    const key = actKey(referenceOfCase(row), step.act, occurrence);
    return there.has(key) ? [] : { ...emptyAct(), row: key, case: row.case, ...step };
  });
}

/** Whether a step on the list of the case, or of a case merged into it, has no row. */
export function lacksSteps(file: CaseFile): boolean {
  const { row, merged = [] } = file;
  return [row, ...merged].some((one) => lostSteps(one, everyAct(file)).length > 0);
}

/** The list after a change of the case: its rows as they are now, and what was listed before and has no row. */
export function listSteps(row: CaseRow, acts: readonly ChecklistRow[]): CaseRow["steps"] {
  const lost = lostSteps(row, acts);
  const own = acts.filter((act) => act.case === row.case && act.act !== null);
  const listed = [...own, ...lost].flatMap((act) => {
    const occurrence = occurrenceOf(act);
    return occurrence === 0
      ? []
      : { act: act.act ?? "", occurrence, due: act.due, broughtBy: act.broughtBy };
  });
  return union(listed, [], stepLine.write);
}
