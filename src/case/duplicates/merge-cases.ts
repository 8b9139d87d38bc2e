/**
 * Merges one case into another after a person said that both are about one student. Nothing that was reported, ticked or is still owed in
 * either case is lost. Undoing a merge is in undo-merge. Pure.
 */

import type { ProtocolPack } from "../../protocol/pack";
import { actOf, coveredBy, roleOf } from "../../protocol/pack-queries";
import type { Value } from "../../register/columns";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { actCells } from "../cells/act-cells";
import { caseCells } from "../cells/case-cells";
import { type Both, mergeValues, withCells } from "../cells/cell-policy";
import { reopenCase } from "../lifecycle/expire-approvals";
import { type GrownCase, growCase, withDerivedCells } from "../lifecycle/open-case";
import { isActMade } from "../model/acts/act-completion";
import type { CaseContext } from "../model/acts/act-deadlines";
import { actKey, isFirstOfItsAct } from "../model/acts/checklist";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { isClosingReasonGone } from "../model/closing-conditions";
import { combineFacts, riseBetween } from "../model/combined-facts";
import { isParentTold } from "../model/parent-conditions";

export interface MergedCase {
  /** The case that goes on, with what both cases knew and the acts of both. */
  readonly target: GrownCase;
  /** The case that ends: it is closed with the reason "merged", and its row names the target. */
  readonly source: CaseFile;
}

/** A cell of one act of both cases. */
function actCellOfBoth(key: keyof ChecklistRow, both: Both<ChecklistRow>, from: string): Value {
  const { merge } = actCells[key];
  const [mine, theirs] = [both.target[key], both.source[key]];
  if (typeof merge === "function") return merge(both, from);
  if (merge !== "made") return mergeValues(merge, mine, theirs);
  // Only the ending case has made it.
  const isTheirs = !isActMade(both.target) && isActMade(both.source);
  if (!isTheirs) return mine;
  return typeof mine === "boolean" ? theirs : (mine ?? theirs);
}

/** One act of both cases as one row: done if either case had done it. If both had, what the case that goes on recorded stands. */
function together(target: ChecklistRow, source: ChecklistRow, from: string): ChecklistRow {
  return withCells(actCells, target, (key) => actCellOfBoth(key, { target, source }, from));
}

/**
 * Whether this act and the same act of the other case may become one row. Update calls never do: each told the agency what was new on its
 * day.
 */
function mayBeOne(act: ChecklistRow, pack: ProtocolPack): boolean {
  return isFirstOfItsAct(act) && roleOf(pack, act.act) !== "update";
}

/** Whether `whole` covers `part` and one of them was made, so that the two stand for what two cases owe and not for one report. */
function isSetApart(pack: ProtocolPack, whole: ChecklistRow, part: ChecklistRow): boolean {
  const isPart = part.act !== null && coveredBy(pack, whole.act).includes(part.act);
  return isPart && isActMade(whole) !== isActMade(part);
}

interface BothActs {
  readonly acts: ChecklistRow[];
  /** The first call was made in one case and not in the other, so the agency has not heard what the other case knows. */
  readonly isHalfTold: boolean;
}

/** The acts of both cases as acts of the target. */
function actsOfBoth(target: CaseFile, source: CaseFile, pack: ProtocolPack): BothActs {
  const one = (act: ChecklistRow) => mayBeOne(act, pack);
  const reference = referenceOfCase(target.row);
  const origin = referenceOfCase(source.row);
  const theirs = new Map(source.acts.filter(one).map((act) => [act.act, act]));
  const owed: ChecklistRow[] = [];
  let isHalfTold = false;
  const acts = target.acts.map((act) => {
    const other = one(act) ? theirs.get(act.act) : undefined;
    if (other === undefined) return act;
    theirs.delete(act.act);
    if (isActMade(act) !== isActMade(other)) {
      const datum = actOf(pack, act.act);
      // Such a call is owed for each case: the call made in one told the agency nothing of what the other knew, so the open one stays.
      if (datum?.owedForEach === true) {
        const theirDebt = { ...other, owedFor: other.owedFor ?? origin };
        owed.push(isActMade(act) ? theirDebt : act);
        return {
          ...together(act, other, origin),
          ...(isActMade(act) ? {} : { owedFor: theirDebt.owedFor }),
        };
      }
      if (datum?.role === "first-call") isHalfTold = true;
    }
    return together(act, other, origin);
  });
  const add = (act: ChecklistRow) => {
    const known = acts.filter((known) => known.act === act.act).length;
    // A plain report beside a fuller one of which only one was made: the first place is that of the fuller one's own debt.
    const isBeside = known === 0 && target.acts.some((whole) => isSetApart(pack, whole, act));
    const row = actKey(reference, act.act ?? "", known + (isBeside ? 2 : 1));
    acts.push({ ...act, case: reference, row });
  };
  for (const act of source.acts) {
    if (one(act) && !theirs.has(act.act)) continue;
    const isApart = target.acts.some(
      (mine) => isSetApart(pack, mine, act) || isSetApart(pack, act, mine),
    );
    add(isApart ? { ...act, owedFor: act.owedFor ?? origin } : act);
  }
  for (const act of owed) add(act);
  return { acts, isHalfTold };
}

/** The value of a cell of a case after a merge, without what the reports of both say together. */
export function cellOfBoth(
  key: keyof CaseRow,
  both: Both<CaseRow>,
  context: CaseContext,
): CaseRow[keyof CaseRow] {
  const { merge } = caseCells()[key];
  // One of the row's own columns.
  return typeof merge === "function"
    ? merge({ ...both, context })
    : (mergeValues(merge, both.target[key], both.source[key]) as CaseRow[keyof CaseRow]);
}

/**
 * The acts of the ending case. Their rows stay for the record; those not done lose their due date, and say in which case they are owed
 * now.
 */
function goingOn(acts: readonly ChecklistRow[], reference: string): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.state === "done" ? act : { ...act, due: null, why: `This step continues in ${reference}.` },
  );
}

/**
 * `source` ends in `target`. If the first call was made in one case only, the agency has not heard of both, so the call is owed again. A
 * closed target opens again, unless both cases were closed and the merge brings nothing new.
 */
export function mergeCases(target: CaseFile, source: CaseFile, context: CaseContext): MergedCase {
  const reference = referenceOfCase(target.row);
  const { acts, isHalfTold } = actsOfBoth(target, source, context.pack);
  const knowledge = combineFacts(context.pack, target.row, source.row);
  const rows = { target: target.row, source: source.row };
  const both = withCells(caseCells(), target.row, (key) => cellOfBoth(key, rows, context));
  const goesOn =
    target.row.status !== "closed" ||
    source.row.status !== "closed" ||
    isHalfTold ||
    riseBetween(context.pack, target.row, knowledge) !== null ||
    isClosingReasonGone(target, { row: both, acts });
  // The lead agreed to close one case without knowing what the other adds.
  const row = goesOn ? { ...reopenCase(both), leadAgreed: false } : both;
  const callsAgain = isHalfTold || isParentTold(context.pack, acts);
  return {
    target: growCase(target, { row, acts }, { knowledge, report: null, callsAgain }, context),
    source: withDerivedCells(
      {
        acts: goingOn(source.acts, reference),
        row: {
          ...source.row,
          status: "closed",
          closeReason: "merged",
          mergedInto: reference,
          sameStudentAs: reference,
          toTell: [],
          possibleMatch: source.row.possibleMatch.filter((other) => other !== reference),
        },
      },
      source,
      context,
    ),
  };
}
