/**
 * Merges one case (`source`) into another (`target`) by a reference, and undoes the merge (design 2.6). Nothing is moved: reports and steps stay with their
 * case, and the row of the target shows what the rows of both say. Pure.
 */

import { packOfCase } from "../../protocol/find-pack";
import { actOf, roleOf } from "../../protocol/pack-queries";
import { type CaseRow, type ChecklistRow, caseColumns } from "../../register/tabs";
import { rowTogether, withOwn, withStatusOf } from "../cells/merged-row";
import { acceptedTextAfter } from "../edits/typed-inputs";
import { type CaseFile, everyAct, isActMade, ownRow } from "../facts/case-file";
import { followMerges, referenceOfCase } from "../facts/case-reference";
import { packHoldsFacts, riseBetween } from "../facts/combined-facts";
import { inDanger } from "../facts/danger";
import { isClosingReasonGone } from "../facts/needs-attention";
import { isParentTold } from "../facts/parent-and-staff";
import { fitChecklist } from "../steps/checklist";
import type { CaseContext } from "../steps/deadlines";
import { counted } from "../steps/step-state";
import {
  clearApprovals,
  type ReassessedCase,
  reassessCase,
  reopenCase,
  withCheckIn,
  withDangerCalls,
  withDerivedCells,
} from "./reassess-case";

/** Whether the protocol of `target` has a place for everything that `source` knows and owes. */
export function canTakeIn(target: CaseFile, source: CaseFile): boolean {
  const pack = packOfCase(target.row);
  const own = packOfCase(source.row);
  const isOwed = everyAct(source).every(
    ({ act }) => actOf(own, act) === null || actOf(pack, act) !== null,
  );
  return isOwed && packHoldsFacts(pack, source.row);
}

/** The rows that name this case as the one they were merged into. */
const mergedInto = (rows: readonly CaseRow[], { case: reference }: CaseRow) =>
  rows.filter((one) => one.mergedInto === reference);

/** The row of a case that is merged into another one. It remembers the status that it had. */
function endedRow(row: CaseRow, into: string): CaseRow {
  const ended: CaseRow = {
    ...row,
    status: "closed",
    closeReason: "merged",
    mergedInto: into,
    sameStudentAs: into,
    possibleMatch: row.possibleMatch.filter((other) => other !== into),
  };
  return withOwn(withStatusOf(ownRow(row), row), ended);
}

/** Whether the first call was made in one of the two and not in the other, so that the agency has not heard what the other case knows. */
function isHalfTold(target: CaseFile, source: CaseFile, { pack }: CaseContext): boolean {
  const isTold = ({ acts }: CaseFile) =>
    acts.some((act) => roleOf(pack, act.act) === "first-call" && isActMade(act));
  return isTold(target) !== isTold(source);
}

/**
 * Merges `source` into `target`. If the first call was made in one case only, the agency has not heard of both, so it is called again. A closed
 * target opens again, unless both cases were closed and the merge brings nothing new. Returns both cases afterwards; the steps of `source`
 * count in the target.
 */
export function mergeCases(
  target: CaseFile,
  source: CaseFile,
  context: CaseContext,
): { readonly target: ReassessedCase; readonly source: CaseFile } {
  const reference = referenceOfCase(source.row);
  const ended = withDerivedCells(
    { row: endedRow(source.row, referenceOfCase(target.row)), acts: [] },
    source,
    context,
  );
  const merged = [ended.row, ...(target.merged ?? []), ...(source.merged ?? [])].sort((a, b) =>
    referenceOfCase(a) < referenceOfCase(b) ? -1 : 1,
  );
  const acts = [...everyAct(target), ...everyAct(source)];
  const shown = rowTogether(target.row, mergedInto(merged, target.row), context);
  const whole = counted({ row: shown, acts, merged });
  const isHalf = isHalfTold(target, source, context);
  const isOpenAfter =
    target.row.status !== "closed" ||
    source.row.status !== "closed" ||
    isHalf ||
    riseBetween(context.pack, target.row, shown) !== null ||
    isClosingReasonGone(target, whole);
  const { leadAgreed, agreedBy } = target.row;
  const open = isOpenAfter ? reopenCase(shown) : shown;
  // The lead agreed to close one case, and the agency cleared what it knew of one, without knowing what the other adds.
  const news = {
    ...clearApprovals(open, context.now),
    ...(isOpenAfter ? {} : { leadAgreed, agreedBy }),
  };
  const own = ownOf(target.row, news);
  const callsAgain = isHalf || isParentTold(context.pack, whole.acts);
  const reassessed = reassessCase(
    target,
    { ...whole, row: withOwn(own, news) },
    { report: null, callsAgain, merge: reference },
    context,
  );
  // The merge may have set the day of the first check-in as well.
  const file = { ...reassessed.file, row: withOwn(own, reassessed.file.row) };
  return { target: { ...reassessed, file }, source: ended };
}

/** What the case says by itself. An agreement to close that the merge ends is not given back unless the case was closed. */
function ownOf(before: CaseRow, { leadAgreed, agreedBy }: CaseRow): CaseRow {
  const own = ownRow(before);
  return own.status === "closed" ? own : { ...own, leadAgreed, agreedBy };
}

/** The cases among these that were merged into that one, directly or through another. */
function partsOf(reference: string, rows: readonly CaseRow[]): readonly CaseRow[] {
  const into = new Map(rows.map((row) => [row.case, row.mergedInto]));
  const next = (one: string) => (one === reference ? null : (into.get(one) ?? null));
  return rows.filter(
    (row) => row.case !== reference && followMerges(referenceOfCase(row), next) === reference,
  );
}

/** The rows, of which each shows what is merged into it now; `changed`: the one that lost a case. */
function shownAnew(
  rows: readonly CaseRow[],
  changed: string | null,
  context: CaseContext,
): readonly CaseRow[] {
  const row = rows.find(({ case: reference }) => reference === changed);
  if (row === undefined) return rows;
  const shown = rowTogether(row, mergedInto(rows, row), context);
  const after = withOwn(ownRow(row), withStatusOf(shown, row));
  // What the script writes is no edit of someone's.
  const accepted = acceptedTextAfter(caseColumns(), row, after);
  const others = rows.map((one) => (one === row ? { ...after, accepted } : one));
  return shownAnew(others, row.mergedInto, context);
}

/**
 * Takes the case `source` and all that was merged into it out of `target`: the reference is emptied, and both are
 * worked out again. What was ticked in the meantime stays in the row that was ticked.
 */
export function partCases(
  target: CaseFile,
  source: CaseRow,
  contexts: { readonly target: CaseContext; readonly source: CaseContext },
): { readonly target: CaseFile; readonly source: CaseFile } {
  const { merged = [] } = target;
  const parts = partsOf(referenceOfCase(source), merged);
  const out = new Set([source, ...parts].map(referenceOfCase));
  const ofSource = (act: ChecklistRow) => out.has(act.case ?? "");
  const all = everyAct(target);

  const own = ownRow(source);
  // Where its state was lost, nothing says whether it was open: then it is.
  const isLost = own.closeReason === "merged";
  const alone: CaseRow = {
    ...(isLost ? reopenCase(own) : own),
    mergedInto: null,
    sameStudentAs: null,
  };
  const back: CaseFile = {
    row: rowTogether(alone, mergedInto(parts, source), contexts.source),
    acts: all.filter(ofSource),
    merged: parts,
  };
  const left = shownAnew(
    merged.filter((row) => !out.has(referenceOfCase(row))),
    source.mergedInto,
    contexts.target,
  );
  const still = mergedInto(left, target.row);
  const shown = rowTogether(target.row, still, contexts.target);
  // A case that the merge opened again is closed again, unless another one is still part of it.
  const as = still.length === 0 ? shown : withStatusOf(shown, target.row);
  const { now } = contexts.target;
  const row = as.status === "closed" ? as : clearApprovals(as, now);
  const rest = fitChecklist(
    {
      row: withOwn(ownOf(target.row, row), row),
      acts: all.filter((act) => !ofSource(act)),
      merged: left,
    },
    contexts.target,
  );
  // If danger was reported since, its calls may have been steps of the other case: then they are owed anew.
  const safe = inDanger(rest.row) ? withDangerCalls(rest, contexts.target) : rest;
  return {
    target: withDerivedCells(withCheckIn(safe, contexts.target), target, contexts.target),
    source: withDerivedCells(
      fitChecklist(back, contexts.source),
      { row: source, acts: all },
      contexts.source,
    ),
  };
}
