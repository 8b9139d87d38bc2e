/**
 * Merges one case (`source`) into another (`target`), and undoes a merge (design 2.6). A merge only writes the target's reference on the
 * source. Nothing is moved: reports and steps stay with their case, and the row of the target shows what the rows of both say. Pure.
 */

import type { CaseFile } from "../case/facts/case-file";
import { approvalKeys, cellsOf, everyAct, isActMade, ownRow } from "../case/facts/case-file";
import { mergeTargetsOfRows, referenceOfCase } from "../case/facts/case-reference";
import { isClosingReasonGone } from "../case/facts/closing-rules";
import { packHoldsFacts, riseBetween } from "../case/facts/combined-facts";
import { inDanger } from "../case/facts/danger";
import { isParentTold } from "../case/facts/parent-and-staff";
import { fitChecklist } from "../case/steps/checklist";
import type { CaseContext } from "../case/steps/deadlines";
import { counted } from "../case/steps/step-state";
import type { CaseRow, ChecklistRow } from "../case/tabs/case-tabs";
import { packOfCase } from "../protocol/find-pack";
import { actOf } from "../protocol/pack-queries";
import { readAccepted } from "../register/row-state";
import {
  asWritten,
  clearApprovals,
  reassessCase,
  reopenCase,
  withCheckIn,
  withDangerCalls,
  withDerivedCells,
} from "./reassess-case";
import { actsCarried, rowCarried } from "./reports-while-merged";
import { rowTogether, withOwn, withStatusOf } from "./what-becomes-of-cells";

/** Whether the protocol of `target` has a place for every fact and step of `source`. */
export function canTakeIn(target: CaseFile, source: CaseFile): boolean {
  const pack = packOfCase(target.row);
  const own = packOfCase(source.row);
  const isOwed = everyAct(source).every(
    ({ act }) => actOf(own, act) === null || actOf(pack, act) !== null,
  );
  return isOwed && packHoldsFacts(pack, source.row);
}

/** The rows that name this case as the one into which they were merged. */
export const mergedInto = (rows: readonly CaseRow[], { case: reference }: CaseRow) =>
  rows.filter((one) => one.mergedInto === reference);

/**
 * Merges `source` into `target`. If the first call was made for one case only, the agency does not know of both, so it has to be called
 * again. A closed target opens again, unless both cases were closed and the merge brings nothing new. Returns both cases afterwards; the
 * steps of `source` count in the target.
 */
export function mergeCases(target: CaseFile, source: CaseFile, context: CaseContext) {
  const into = referenceOfCase(target.row);
  const closed: CaseRow = {
    ...source.row,
    status: "closed",
    closeReason: "merged",
    mergedInto: into,
    sameStudentAs: into,
    possibleMatch: source.row.possibleMatch.filter((other) => other !== into),
  };
  // It keeps the status that it had.
  const row = withOwn(withStatusOf(ownRow(source.row), source.row), closed);
  const ended = withDerivedCells({ row, acts: [] }, source, context);
  const merged = [ended.row, ...(target.merged ?? []), ...(source.merged ?? [])].sort((a, b) =>
    referenceOfCase(a) < referenceOfCase(b) ? -1 : 1,
  );
  const acts = [...everyAct(target), ...everyAct(source)];
  const shown = rowTogether(target.row, mergedInto(merged, target.row), context);
  const whole = counted({ row: shown, acts, merged });
  const [isTold, isTheirsTold] = [target, source].map(({ acts: rows }) =>
    rows.some((act) => actOf(context.pack, act.act)?.role === "first-call" && isActMade(act)),
  );
  const isHalf = isTold !== isTheirsTold;
  const isOpenAfter =
    target.row.status !== "closed" ||
    source.row.status !== "closed" ||
    isHalf ||
    riseBetween(context.pack, target.row, shown) !== null ||
    isClosingReasonGone(target, whole);
  const { leadAgreed, agreedBy } = target.row;
  const open = isOpenAfter ? reopenCase(shown) : shown;
  // The lead agreed to close one case, and the agency cleared contact knowing one case: neither knew what the other case adds.
  const news = {
    ...clearApprovals(open, context.now),
    ...(isOpenAfter ? {} : { leadAgreed, agreedBy }),
  };
  const own = ownRow(target.row);
  const callsAgain = isHalf || isParentTold(context.pack, whole.acts);
  const reassessed = reassessCase(
    target,
    { ...whole, row: withOwn(own, news) },
    { report: null, callsAgain, brings: { merge: referenceOfCase(source.row) } },
    context,
  );
  // The merge may also have set the day of the first check-in.
  const file = { ...reassessed.file, row: withOwn(own, reassessed.file.row) };
  return { target: { ...reassessed, file }, source: ended };
}

/**
 * The row by itself, with the approvals that a merge ended and that nothing ended since. A clearance or an agreement given while cases were
 * merged was given for all of them, so it ends when one leaves.
 */
function ownAfter(row: CaseRow, now: number): CaseRow {
  const own = ownRow(row);
  if (own.status === "closed") return own;
  // What `own` keeps are cells of the row, as in `ownRow`.
  return { ...clearApprovals(own, now), ...readAccepted(row.own) } as CaseRow;
}

/**
 * The rows, after something of a case that was merged into `changed` has changed: that row, and each row into which it was merged, shows
 * what is merged into it now.
 */
export function shownAnew(
  rows: readonly CaseRow[],
  changed: string | null,
  context: CaseContext,
): readonly CaseRow[] {
  const row = rows.find(({ case: reference }) => reference === changed);
  if (row === undefined) return rows;
  const shown = rowTogether(row, mergedInto(rows, row), context);
  const after = withOwn(ownRow(row), withStatusOf(shown, row));
  const others = rows.map((one) => (one === row ? asWritten(row, after) : one));
  return shownAnew(others, row.mergedInto, context);
}

/**
 * Undoes the merge of `source` into `target`: takes out `source` and all that was merged into it, empties its reference to the target, and
 * works out both cases again. What was ticked in the meantime stays in the row that was ticked, and goes along with the reports that came
 * in the meantime and that it answers. `carried`: steps that are done now because a row of the other case was ticked for them.
 */
export function partCases(
  target: CaseFile,
  source: CaseRow,
  contexts: { readonly target: CaseContext; readonly source: CaseContext },
) {
  const { merged = [] } = target;
  const others = merged.filter((row) => row.case !== source.case);
  const into = mergeTargetsOfRows([{ ...source, mergedInto: null }, ...others]);
  const leaving = [source, ...others.filter((row) => into(referenceOfCase(row)) === source.case)];
  const out = new Set(leaving.map(referenceOfCase));
  const ofSource = (act: ChecklistRow) => out.has(act.case ?? "");
  const all = everyAct(target);
  const theirs = actsCarried(leaving, all.filter(ofSource), all);
  const staying = all.filter((act) => !ofSource(act));
  const mine = actsCarried([target.row], staying, all);
  const [own = ownRow(source), ...parts] = leaving.map((row, at) => {
    const after = rowCarried(ownRow(row), at === 0 ? leaving : [row], target.row);
    return at === 0 ? after : asWritten(row, withOwn(after, withStatusOf(after, row)));
  });

  // If its hidden state was lost, nothing says whether it was open before the merge, so it is opened.
  const isLost = own.closeReason === "merged";
  const alone: CaseRow = {
    ...(isLost ? reopenCase(own) : own),
    mergedInto: null,
    sameStudentAs: null,
    cameMerged: [],
  };
  const partsNow = parts.reduce<readonly CaseRow[]>(
    (rows, { case: one }) => shownAnew(rows, one, contexts.source),
    parts,
  );
  const together = rowTogether(alone, mergedInto(partsNow, source), contexts.source);
  // What a merge that goes on has ended is still ended.
  const approvals = cellsOf(rowCarried(source, leaving, target.row), approvalKeys);
  const back: CaseFile = {
    row: partsNow.length === 0 ? together : withOwn(alone, { ...together, ...approvals }),
    acts: theirs.acts,
    merged: partsNow,
  };
  const rowsLeft = merged.filter((row) => !out.has(referenceOfCase(row)));
  const left = shownAnew(rowsLeft, source.mergedInto, contexts.target);
  const still = mergedInto(left, target.row);
  const shown = rowTogether(target.row, still, contexts.target);
  // A case that the merge opened again is closed again, unless another case is still merged into it.
  const as = still.length === 0 ? { ...shown, cameMerged: [] } : withStatusOf(shown, target.row);
  const { now } = contexts.target;
  const ownNow = ownAfter(target.row, now);
  const opened = still.length === 0 ? { ...ownNow, cameMerged: [] } : clearApprovals(as, now);
  const row = as.status === "closed" ? as : opened;
  const rest: CaseFile = { row: withOwn(ownNow, row), acts: mine.acts, merged: left };
  // If danger was reported during the merge, its calls may have been steps of the other case: then they are owed again here.
  const called = (file: CaseFile, context: CaseContext) =>
    inDanger(file.row) ? withDangerCalls(file, context) : file;
  // A day of a check-in that only a case still merged asks for is not the case's own.
  const checked = (file: CaseFile, alone: CaseRow, context: CaseContext): CaseFile => {
    const whole = withCheckIn(called(fitChecklist(file, context), context), context);
    return file.merged?.length ? { ...whole, row: withOwn(alone, whole.row) } : whole;
  };
  return {
    target: withDerivedCells(checked(rest, ownNow, contexts.target), target, contexts.target),
    source: withDerivedCells(
      checked(back, alone, contexts.source),
      { row: source, acts: all },
      contexts.source,
    ),
    carried: [...theirs.carried, ...mine.carried],
  };
}
