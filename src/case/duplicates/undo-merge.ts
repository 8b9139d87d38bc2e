/**
 * Undoes a merge: both cases know again what they knew before. Reports and ticks that came after the merge stay with the case that went
 * on. What is needed for this is kept in a hidden cell when cases are merged. Pure.
 */

import { jsonRecord } from "../../json";
import { buildChecklist } from "../../protocol/engine";
import type { ProtocolPack } from "../../protocol/pack";
import { isDuty } from "../../protocol/pack-queries";
import type { RowValues, Value } from "../../register/columns";
import { acceptedValue } from "../../register/row-state";
import type { CaseRow, ChecklistRow, ReportRow } from "../../register/tabs";
import { actCells } from "../cells/act-cells";
import { caseCellKeys, caseCells } from "../cells/case-cells";
import { emptyLike, withCells } from "../cells/cell-policy";
import type { Belonging } from "../edits/edit-run";
import { clearApprovals, reopenCase } from "../lifecycle/expire-approvals";
import { growCase, withDangerCalls, withDerivedCells } from "../lifecycle/open-case";
import { isRaisedNow, raiseLevelByHand } from "../lifecycle/raise-level";
import { isActOver } from "../model/acts/act-completion";
import type { CaseContext } from "../model/acts/act-deadlines";
import { actKey, checklistInput, fitChecklist } from "../model/acts/checklist";
import { type CaseFile, cellsThatDiffer, emptyReport, isSameValue } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { type CombinedFacts, combineFacts, factsOfReport } from "../model/combined-facts";
import { inDanger } from "../model/danger";
import type { MergedCase } from "./merge-cases";

/** A cell that the merge changed: the value before, and the value that the merge wrote (of a long text its fingerprint). */
type Changed = readonly [Value, Value];
type Cells = Readonly<Record<string, Changed>>;

/**
 * What is kept of a merge so that it can be undone. Stands as JSON in a hidden cell of the case that ended; only this file writes and
 * reads it.
 */
interface Kept {
  /** Cells of the case that goes on, without its combined facts. */
  readonly row: Cells;
  readonly knowledge: CombinedFacts;
  readonly closedAt: number | null;
  readonly withdrawn: readonly string[];
  /** Changed cells of the acts of the case that goes on, by row key. */
  readonly acts: Readonly<Record<string, Cells>>;
  /** Acts that the merge added to that case; true if somebody had already dealt with the act in the other case. */
  readonly added: Readonly<Record<string, boolean>>;
  /** Row keys of the reports that this case had on the day of the merge. */
  readonly own: readonly string[];
  /** Rows that went with the case that ended. */
  readonly moved: readonly string[];
  readonly source: Pick<CaseRow, "status" | "closeReason" | "closedAt" | "possibleMatch">;
  readonly sourceActs: Readonly<Record<string, Pick<ChecklistRow, "due" | "why">>>;
  /** An earlier merge into the same case. Merges are undone in reverse order, the last one first. */
  readonly before: string | null;
}

/** What the hidden cell of a case holds: the merge that ended this case (`kept`), and which case was merged into it last (`last`). */
interface Cell {
  readonly kept?: Kept;
  readonly last?: string | null;
}

/** The hidden cell of a case, read. */
function cellOf(row: CaseRow): Cell {
  // Written here alone, in a hidden and protected column.
  return jsonRecord(row.merging) as Cell;
}

/** The most characters of the hidden cell; a Google cell holds 50,000. If more is needed, the merge cannot be undone. */
const cellUpTo = 45_000;
/** In characters. A longer text is not kept: after undoing it stays as the merge made it, with the words of both cases. */
const textUpTo = 2_000;

function changedCells<Row extends RowValues>(
  cells: Readonly<Record<keyof Row, { readonly undo: "back" | "stands" }>>,
  before: Row,
  after: Row,
): Cells {
  const changed: Record<string, Changed> = {};
  for (const [key, value] of Object.entries(cellsThatDiffer(before, after))) {
    const was = before[key] ?? null;
    const isTooLong = typeof was === "string" && was.length > textUpTo;
    if (cells[key as keyof Row]?.undo !== "back" || isTooLong) continue;
    changed[key] = [was, Array.isArray(value) ? value : acceptedValue(value)];
  }
  return changed;
}

function knowledgeIn(row: CaseRow): CombinedFacts {
  const keys = caseCellKeys().filter((key) => caseCells()[key].merge === "facts");
  // Every key of a case's knowledge, each with the row's own value.
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as unknown as CombinedFacts;
}

/** The merged cases with what is needed to undo the merge, if that fits into the hidden cell. */
export function rememberMerge(
  target: CaseFile,
  source: CaseFile,
  both: MergedCase,
  belongings: {
    readonly ofTarget: readonly Belonging[];
    readonly moved: readonly string[];
  },
): MergedCase {
  const after = both.target.file;
  const known = new Map(target.acts.map((act) => [act.row, act]));
  const acts: Record<string, Cells> = {};
  for (const act of after.acts) {
    const was = known.get(act.row);
    const cells = was === undefined ? {} : changedCells(actCells, was, act);
    if (act.row !== null && Object.keys(cells).length > 0) acts[act.row] = cells;
  }
  const { status, closeReason, closedAt, possibleMatch } = source.row;
  const kept: Kept = {
    row: changedCells(caseCells(), target.row, after.row),
    knowledge: knowledgeIn(target.row),
    closedAt: target.row.closedAt,
    withdrawn: both.target.file.row.withdrawnFactors,
    acts,
    added: Object.fromEntries(
      after.acts.flatMap((act) => (known.has(act.row) ? [] : [[act.row ?? "", isSeenTo(act)]])),
    ),
    own: belongings.ofTarget.flatMap(({ tab, key }) => (tab === "reports" ? [key] : [])),
    moved: belongings.moved,
    source: { status, closeReason, closedAt, possibleMatch },
    sourceActs: Object.fromEntries(
      source.acts.map(({ row, due, why }) => [row ?? "", { due, why }]),
    ),
    before: cellOf(target.row).last ?? null,
  };
  const ofSource: Cell = { ...cellOf(source.row), kept };
  const text = JSON.stringify(ofSource);
  const ofTarget: Cell = { ...cellOf(target.row), last: source.row.case };
  return {
    target: {
      ...both.target,
      file: { ...after, row: { ...after.row, merging: JSON.stringify(ofTarget) } },
    },
    source: {
      ...both.source,
      row: { ...both.source.row, merging: text.length > cellUpTo ? source.row.merging : text },
    },
  };
}

/** "merged-on": the case that went on was itself merged into another one later. */
export type UndoRefusal = "merge-not-kept" | "merged-on" | "later-merge";

/** Why the merge cannot be undone; null if it can. */
export function refusalOfUndo(target: CaseRow, source: CaseRow): UndoRefusal | null {
  if (cellOf(source).kept === undefined) return "merge-not-kept";
  if (target.mergedInto !== null) return "merged-on";
  return cellOf(target).last === source.case ? null : "later-merge";
}

/** The value from before the merge, unless somebody has changed the cell since. Of lists, what was added since stays. */
function backTo(now: Value, [was, merge]: Changed): Value {
  if (Array.isArray(now) && Array.isArray(was) && Array.isArray(merge)) {
    const since = now.filter((one) => !merge.includes(one) && !was.includes(one));
    return [...was.filter((one) => now.includes(one) || !merge.includes(one)), ...since];
  }
  const isUntouched = isSameValue(acceptedValue(now), acceptedValue(merge));
  return isUntouched ? was : now;
}

function cellsBack<Row extends RowValues>(row: Row, cells: Cells): Row {
  const values: Record<string, Value> = {};
  for (const [key, cell] of Object.entries(cells)) values[key] = backTo(row[key] ?? null, cell);
  // Keys of the row's own, values of their cells.
  return { ...row, ...values } as Row;
}

/** Whether somebody has dealt with the act; a repeating act at least once. */
function isSeenTo(act: ChecklistRow): boolean {
  return isActOver(act) || act.doneAt !== null;
}

/** The act as one with which nobody has dealt. */
function untouched(act: ChecklistRow): ChecklistRow {
  return withCells(actCells, act, (key) =>
    actCells[key].isOfDoing === true ? emptyLike(act[key]) : undefined,
  );
}

/**
 * An act that only the other case owes, and with which nobody has dealt since the merge. It is marked as going on there: a duty as made
 * elsewhere, any other act as not applicable.
 */
function givenBack(act: ChecklistRow, context: CaseContext, source: string): ChecklistRow {
  const words = `Goes on in ${source}, which is a case of its own again.`;
  // It gets no due date, so that it does not count as a call made in a danger (see isAsking).
  const idle = { ...untouched(act), due: null };
  return isDuty(context.pack, act.act)
    ? { ...idle, alreadyMade: true, madeBy: words }
    : { ...idle, notApplicableBecause: words };
}

/** Reporters of the other case who still wait to be told that somebody has their report: they go back with it. */
function stillToTell({ toTell }: CaseRow, { toTell: change }: Cells): readonly string[] {
  const [was, merge] = (change ?? []).map((one) => (Array.isArray(one) ? one : []));
  return toTell.filter((line) => merge?.includes(line) === true && !was?.includes(line));
}

/** Both cases afterwards. */
export interface UndoneMerge {
  readonly target: CaseFile;
  readonly source: CaseFile;
  /** Keys of rows of other tabs that go back with the case that had ended. */
  readonly moved: ReadonlySet<string>;
}

function reportOf(values: RowValues): ReportRow {
  // Decoded by the columns of Reports.
  return { ...emptyReport(), ...values } as ReportRow;
}

/** What the case that went on knows by itself: what it knew before, with its own reports since. `later`: those of Reports. */
function knowledgeSince(
  { knowledge, withdrawn }: Kept,
  later: readonly Belonging[],
  { row }: CaseFile,
  pack: ProtocolPack,
): CombinedFacts {
  const all = later.reduce(
    (known, { values }) => combineFacts(pack, known, factsOfReport(reportOf(values))),
    knowledge,
  );
  // Factors that the lead withdrew since the merge, and that no report named again.
  const gone = row.withdrawnFactors.filter(
    (id) => !withdrawn.includes(id) && !row.factors.includes(id),
  );
  return { ...all, factors: all.factors.filter((id) => !gone.includes(id)) };
}

/** The row of the case that went on, of `reports` reports. */
function rowBack(
  kept: Kept,
  { row }: CaseFile,
  { knowledge, reports }: { readonly knowledge: CombinedFacts; readonly reports: number },
  now: number,
): CaseRow {
  const cells = cellsBack(row, kept.row);
  const back: CaseRow = {
    ...cells,
    ...knowledge,
    // People can change this cell too, so its present value counts.
    confirmedBy: cells.confirmedBy ?? knowledge.confirmedBy,
    reports,
    merging: JSON.stringify({ ...cellOf(row), last: kept.before }),
  };
  const wasClosed = kept.closedAt !== null && kept.closedAt === row.closedAt;
  const open = wasClosed ? back : clearApprovals(reopenCase(back), now);
  return { ...open, ...(raiseLevelByHand({ row: open, acts: [] }) ?? {}) };
}

/** The acts of the case that went on, whose row is as before the merge again. `source`: the reference of the other case. */
function actsBack(
  kept: Kept,
  { row, acts }: CaseFile,
  source: string,
  context: CaseContext,
): readonly ChecklistRow[] {
  const { pack, calls, now } = context;
  const wanted = buildChecklist(pack, checklistInput(pack, row, calls));
  const isOwed = ({ row: key }: ChecklistRow) =>
    wanted.some(({ act }) => key === actKey(referenceOfCase(row), act));
  return acts.map((act) => {
    const cells = kept.acts[act.row ?? ""];
    if (cells !== undefined) return cellsBack(act, cells);
    const wasSeenTo = kept.added[act.row ?? ""];
    if (wasSeenTo === undefined || (!wasSeenTo && isSeenTo(act))) return act;
    if (!isOwed(act)) return givenBack(act, context, source);
    return wasSeenTo ? { ...untouched(act), due: act.due ?? now } : act;
  });
}

/** The case that had ended, a case of its own again. `ofSource`: what else its hidden cell holds. */
function sourceBack(
  kept: Kept,
  ofSource: Cell,
  { row, acts }: CaseFile,
  target: CaseFile,
): CaseFile {
  return {
    row: {
      ...row,
      ...kept.source,
      toTell: stillToTell(target.row, kept.row),
      sameStudentAs: null,
      mergedInto: null,
      merging: Object.keys(ofSource).length === 0 ? null : JSON.stringify(ofSource),
    },
    acts: acts.map((act) => ({ ...act, ...kept.sourceActs[act.row ?? ""] })),
  };
}

/**
 * Takes `source` out of `target` again. `ofTarget`: rows of other tabs that stand under the target. Call it only if `refusalOfUndo`
 * returns null; throws if nothing is kept of the merge.
 */
export function undoMerge(
  target: CaseFile,
  source: CaseFile,
  ofTarget: readonly Belonging[],
  contexts: { readonly target: CaseContext; readonly source: CaseContext },
): UndoneMerge {
  const { kept, ...ofSource } = cellOf(source.row);
  if (kept === undefined) throw new Error("a merge was to be undone of which nothing is kept");
  const moved = new Set(kept.moved);
  const reports = ofTarget.filter(
    ({ tab, key, values }) => tab === "reports" && values["part"] === 1 && !moved.has(key),
  );
  const later = reports.filter(({ key }) => !kept.own.includes(key));
  const { pack, now } = contexts.target;
  const knowledge = knowledgeSince(kept, later, target, pack);
  const row = rowBack(kept, target, { knowledge, reports: reports.length }, now);
  const acts = actsBack(kept, { ...target, row }, referenceOfCase(source.row), contexts.target);
  // Reports since the merge may be news to the agency, which took two students for one: it is called again, as after any rise.
  const { confirmedBy } = target.row;
  const before = { ...target, row: { ...target.row, ...kept.knowledge, confirmedBy } };
  const context = isRaisedNow(contexts.target);
  const { file } = growCase(before, { row, acts }, { knowledge: {}, report: null }, context);
  // If danger was reported since, its calls may have been acts that go back with the other case: then they are owed anew.
  const inOwn = inDanger(file.row) ? withDangerCalls(file, context) : file;
  const back = fitChecklist(sourceBack(kept, ofSource, source, target), contexts.source);
  return {
    target: withDerivedCells(inOwn, target, context),
    source: withDerivedCells(back, source, contexts.source),
    moved,
  };
}
