/**
 * Which steps count where cases were merged (design 2.6). Every row stays with its case and is ticked there. A step that was done in either
 * case counts once, except what is owed for each. Pure.
 */

import { addTo } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, roleOf } from "../../protocol/pack-queries";
import type { ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { type CaseFile, everyAct, isFirstOfItsAct } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { isActMade, isActOver } from "./is-made";

/** The step of which one row counts for all of the merged cases; null for one that counts in each row. */
function sharedStep(act: ChecklistRow, pack: ProtocolPack): string | null {
  const datum = actOf(pack, act.act);
  const isForEach = datum === null || datum.owedForEach || roleOf(pack, act.act) === "update";
  return isForEach || !isFirstOfItsAct(act) ? null : act.act;
}

/** Whether a merge added the step, the merge was undone, and no one has done the step. */
export function isLeftByUndo(act: ChecklistRow): boolean {
  return act.broughtBy !== null && act.state === "not-applicable" && !isActOver(act);
}

/**
 * Which of several open rows of one step counts: one that was done before, if the step repeats; otherwise the one that is due
 * first; otherwise the target's.
 */
function theOneToDo(rows: readonly ChecklistRow[], reference: string): ChecklistRow | undefined {
  const rank = (act: ChecklistRow) => [
    isWritten(act.notApplicableBecause) ? 1 : 0,
    -(act.doneAt ?? 0),
    act.due ?? Number.POSITIVE_INFINITY,
    act.case === reference ? 0 : 1,
  ];
  return [...rows].sort((a, b) => {
    const [mine, theirs] = [rank(a), rank(b)];
    const at = mine.findIndex((value, place) => value !== theirs[place]);
    return at < 0 ? 0 : Number(mine[at]) - Number(theirs[at]);
  })[0];
}

/** Key of a row that does not count → the row of the same step that counts in its place. */
export function rowsThatStandFor(file: CaseFile): ReadonlyMap<string | null, ChecklistRow> {
  if ((file.merged ?? []).length === 0) return new Map();
  const pack = packOfCase(file.row);
  const steps = new Map<string, ChecklistRow[]>();
  for (const act of everyAct(file)) {
    const step = isLeftByUndo(act) ? null : sharedStep(act, pack);
    if (step !== null) addTo(steps, step, act);
  }
  const stands = new Map<string | null, ChecklistRow>();
  for (const rows of steps.values()) {
    const one = rows.find(isActMade) ?? theOneToDo(rows, referenceOfCase(file.row));
    for (const act of rows)
      if (one !== undefined && act !== one && !isActMade(act)) stands.set(act.row, one);
  }
  return stands;
}

/** The case with only the rows that count as its steps; the others are set aside. */
export function counted(file: CaseFile): CaseFile {
  const all = everyAct(file);
  const { beside: _beside, ...rest } = file;
  const stands = rowsThatStandFor(file);
  const isBeside = (act: ChecklistRow) => stands.has(act.row) || isLeftByUndo(act);
  const beside = all.filter(isBeside);
  if (beside.length === 0) return { ...rest, acts: all };
  return { ...rest, acts: all.filter((act) => !isBeside(act)), beside };
}

const ofUndone = "The merge that brought this step was undone.";

/** How the explanation of a row that does not count begins. */
const saidBefore = new RegExp(`^(?:(?:Done|This step continues) in [\\d-]+\\.|${ofUndone}) ?`);

/** Why the step waits, without the sentence about merged cases. */
export const ownWhy = (why: string | null): string | null => why?.replace(saidBefore, "") || null;

const saying = (words: string, { why }: ChecklistRow) =>
  [words, ownWhy(why) ?? ""].join(" ").trim();

/** The row, marked as not counting because `other` counts for the step. */
export function standingBeside(act: ChecklistRow, other: ChecklistRow): ChecklistRow {
  const where = referenceOfCase(other);
  return isActMade(other)
    ? { ...act, state: "done", why: saying(`Done in ${where}.`, act) }
    : { ...act, why: saying(`This step continues in ${where}.`, act) };
}

/** The row, marked as not counting any more because the merge that added it was undone. */
export const leftByUndo = (act: ChecklistRow): ChecklistRow => ({
  ...act,
  state: "not-applicable",
  why: saying(ofUndone, act),
});
