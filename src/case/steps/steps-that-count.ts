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

/** Whether the step came with a merge that was undone since, and no one did it. */
export function isLeftByUndo(act: ChecklistRow): boolean {
  return act.broughtBy !== null && act.state === "not-applicable" && !isActOver(act);
}

/**
 * Of rows of one step, none of them made, the one that counts: one that was done before, if the step comes again; else the one that is due
 * first; else that of the case that goes on.
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

/** For each row that does not count, since another of the same step does: that other one. By the key of the row. */
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

/** The case with its rows sorted into those that count and the others. */
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

/** What such a row says before its own words. */
const saidBefore = new RegExp(`^(?:(?:Done|This step continues) in [\\d-]+\\.|${ofUndone}) ?`);

/** Why the step waits, without what was said of merged cases. */
export const ownWhy = (why: string | null): string | null => why?.replace(saidBefore, "") || null;

const saying = (words: string, { why }: ChecklistRow) =>
  [words, ownWhy(why) ?? ""].join(" ").trim();

/** A row that does not count, since `other` stands for its step: it says so. */
export function standingBeside(act: ChecklistRow, other: ChecklistRow): ChecklistRow {
  const where = referenceOfCase(other);
  return isActMade(other)
    ? { ...act, state: "done", why: saying(`Done in ${where}.`, act) }
    : { ...act, why: saying(`This step continues in ${where}.`, act) };
}

/** A row that does not count any more, since the merge that brought it was undone: it says so. */
export const leftByUndo = (act: ChecklistRow): ChecklistRow => ({
  ...act,
  state: "not-applicable",
  why: saying(ofUndone, act),
});
