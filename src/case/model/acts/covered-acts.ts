/**
 * Acts that another act of the same case covers: whoever sends the fuller written report has sent the plain one (design 2.12). A case that
 * opens with both has one row, the fuller act's. A plain row that is there already stays, and is closed with the fuller one. Nothing here
 * touches what a reporter owes. Pure.
 */

import type { ActId } from "../../../protocol/ids";
import type { ProtocolPack } from "../../../protocol/pack";
import { coveredBy } from "../../../protocol/pack-queries";
import type { ChecklistRow } from "../../../register/tabs";
import { isSameValue } from "../case-file";
import { isActMade } from "./act-completion";

/** What says that the act was made, by whom and when: a row that is closed with another has the other's. */
const madeKeys = [
  "done",
  "doneBy",
  "doneAt",
  "alreadyMade",
  "madeBy",
  "agencyPerson",
  "agencyReference",
] as const satisfies readonly (keyof ChecklistRow)[];

/** Those cells of an act that nobody has made. */
export const notMade = {
  done: false,
  doneBy: null,
  doneAt: null,
  alreadyMade: false,
  madeBy: null,
  agencyPerson: null,
  agencyReference: null,
} as const satisfies Pick<ChecklistRow, (typeof madeKeys)[number]>;

/** The same cells of another row. */
function madeLike(act: ChecklistRow): Pick<ChecklistRow, (typeof madeKeys)[number]> {
  const { done, doneBy, doneAt, alreadyMade, madeBy, agencyPerson, agencyReference } = act;
  return { done, doneBy, doneAt, alreadyMade, madeBy, agencyPerson, agencyReference };
}

/** Whether both rows are of one case: what is owed for each of two merged cases is not covered by the other's. */
function isOneDebt(a: ChecklistRow, b: ChecklistRow): boolean {
  return a.case === b.case;
}

/**
 * Acts of the pack that have a row of their own in the case, or need one, although the case has an act that covers them: their row is
 * there already, or the fuller act was made before they were owed. `isFirstMail`: whether a row is the first of its act in its case.
 */
export function separateActs(
  pack: ProtocolPack,
  acts: readonly ChecklistRow[],
  isFirst: (act: ChecklistRow) => boolean,
): readonly ActId[] {
  const first = acts.filter(isFirst);
  const rowOf = (id: ActId) => first.find(({ act }) => act === id);
  return pack.acts.flatMap((datum) =>
    coveredBy(pack, datum.id).filter((part) => {
      const whole = rowOf(datum.id);
      const isTooLate = whole !== undefined && isActMade(whole) && !whole.covers.includes(part);
      return rowOf(part) !== undefined || isTooLate;
    }),
  );
}

/**
 * The rows with what each covers: the acts that the case owes (`owed`) and that the row does as well, but for those that have been made in
 * a row of the same debt. What a row covered when it was made stays.
 */
export function markCoveredActs(
  pack: ProtocolPack,
  acts: readonly ChecklistRow[],
  owed: readonly ActId[],
): readonly ChecklistRow[] {
  return acts.map((act) => {
    const covered = coveredBy(pack, act.act).filter((id) => owed.includes(id));
    if (isActMade(act)) return act;
    const covers = covered.filter((id) => {
      const own = acts.filter((part) => part.act === id && isOneDebt(act, part));
      return own.length === 0 || own.some((part) => !isActMade(part));
    });
    return isSameValue(act.covers, covers) ? act : { ...act, covers };
  });
}

/** The rows with those open again that were closed with an act that the case does not owe any more (`owed`: the acts that it owes). */
export function reopenLostCover(
  acts: readonly ChecklistRow[],
  owed: readonly ActId[],
): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.coveredBy === null || owed.includes(act.coveredBy)
      ? act
      : { ...act, ...notMade, coveredBy: null },
  );
}

/**
 * The rows after an edit: an open row is closed with the fuller act of its debt that was made in this edit, and goes on to say what that
 * one says, such as the agency's reference that is written later. It is open again where that tick is taken back, and on its own as soon
 * as somebody writes in it. `before`: the rows before the edit.
 */
export function settleCovered(
  pack: ProtocolPack,
  before: readonly ChecklistRow[],
  acts: readonly ChecklistRow[],
): readonly ChecklistRow[] {
  const was = new Map(before.map((act) => [act.row, act]));
  const isNewlyMade = (act: ChecklistRow) => {
    const earlier = was.get(act.row);
    return isActMade(act) && (earlier === undefined || !isActMade(earlier));
  };
  const isWrittenIn = (act: ChecklistRow) => {
    const earlier = was.get(act.row);
    return earlier !== undefined && madeKeys.some((key) => earlier[key] !== act[key]);
  };
  const wholeOf = (act: ChecklistRow, id: ActId) =>
    acts.filter((whole) => whole.act === id && isOneDebt(whole, act));
  return acts.map((act) => {
    if (act.coveredBy !== null) {
      if (isWrittenIn(act)) return { ...act, coveredBy: null };
      const whole = wholeOf(act, act.coveredBy).find(isActMade);
      return whole === undefined
        ? { ...act, ...notMade, coveredBy: null }
        : { ...act, ...madeLike(whole) };
    }
    if (isActMade(act) || act.act === null) return act;
    const id = act.act;
    const whole = acts.find(
      (one) => isNewlyMade(one) && isOneDebt(one, act) && coveredBy(pack, one.act).includes(id),
    );
    return whole === undefined ? act : { ...act, ...madeLike(whole), coveredBy: whole.act };
  });
}
