/**
 * A case in memory: its row of the Cases tab and the steps of its checklist (rows of the Checklist tab; a step is an `act` in code). Also
 * what has to be written to get from one state of a case to another.
 */

import { once } from "../../lazy";
import { union } from "../../lists";
import type { ActId } from "../../protocol/ids";
import type { Append, Update } from "../../register/change";
import { isList, type RowValues, type Stored, type Value } from "../../register/columns";
import { fromLines, toLines } from "../../register/lines";
import { emptyRow, readAccepted } from "../../register/row-state";
import { isWritten } from "../../text";
import { type CaseRow, type ChecklistRow, caseTabs } from "../tabs/case-tabs";
import { referenceOfCase } from "./case-reference";

/** Whether two cell values are equal: lists item by item, in order; objects part by part. */
export function isSameValue(a: Value, b: Value): boolean {
  if (a === b || typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return a === b;
  const [mine, theirs] = [Object.entries<Value>(a), new Map(Object.entries<Value>(b))];
  return (
    mine.length === theirs.size &&
    mine.every(([key, part]) => isSameValue(part, theirs.get(key) ?? null))
  );
}

/** The row of a case with its steps. */
export interface CaseFile {
  readonly row: CaseRow;
  /**
   * The steps that count: the case's own, and those of the cases that were merged into it. In the order of the rows in the sheet; people
   * see them in the order of the column `order`.
   */
  readonly acts: readonly ChecklistRow[];
  /**
   * Steps that do not count, because another row counts for the same step, or because the merge that added them was undone. Left out: none.
   */
  readonly beside?: readonly ChecklistRow[];
  /** The rows of the cases that were merged into it, directly or through another. Left out: none. */
  readonly merged?: readonly CaseRow[];
}

/** Every row of the checklists of the case and of the cases that were merged into it, whether it counts or not. */
export const everyAct = ({ acts, beside = [] }: CaseFile): readonly ChecklistRow[] =>
  beside.length === 0 ? acts : [...acts, ...beside];

/** The references of the case and of those that were merged into it. */
export const referencesOf = ({ row, merged = [] }: CaseFile): readonly string[] =>
  [row, ...merged].flatMap(({ case: reference }) => reference ?? []);

/** The cells of a step that show whether it was done. */
export type MadeCells = Pick<ChecklistRow, "done" | "alreadyMade" | "madeBy" | "agencyReference">;

/** Whether the step was done: Done is ticked; or “Already made” is ticked, and the row says who made it or has the agency's reference. */
export function isActMade(act: MadeCells): boolean {
  return act.done || (act.alreadyMade && (isWritten(act.madeBy) || isWritten(act.agencyReference)));
}

/** Whether nothing is left to do for the step: it was done, or someone wrote why it does not apply. */
export function isActOver(act: MadeCells & Pick<ChecklistRow, "notApplicableBecause">): boolean {
  return isActMade(act) || isWritten(act.notApplicableBecause);
}

/** Whether the step was done in each of these rows that are for it, and there is one. */
export function isStepMade(acts: readonly ChecklistRow[], id: ActId): boolean {
  const own = acts.filter(({ act }) => act === id);
  return own.length > 0 && own.every(isActMade);
}

/**
 * The key of a row of the Checklist tab. A step may have several rows in one case (a call that is made again): `occurrence` is 2 for the
 * second.
 */
export function actKey(caseReference: string, act: string, occurrence = 1): string {
  return occurrence === 1 ? `${caseReference} ${act}` : `${caseReference} ${act} ${occurrence}`;
}

/** Whether the row is the first one for its step in its case. */
export function isFirstOfItsAct(act: ChecklistRow): boolean {
  return act.row === actKey(referenceOfCase(act), act.act ?? "");
}

// The row of a case shows it together with the cases that were merged into it. The hidden member `own` keeps what the case would show
// alone, so that a merge can be undone.

/**
 * The cells that say whether the case is open. A merge changes them in both cases: it may open the target again, and it closes the other
 * case.
 */
export const statusKeys = ["status", "closeReason", "closedAt", "leadAgreed", "agreedBy"] as const;

/** The approvals that a merge ends in the target. Undoing it brings them back, unless something came since that ends them too. */
export const approvalKeys = [
  ...(["acknowledged", "acknowledgedBy", "acknowledgedAt"] as const),
  ...(["agencyCleared", "agencyClearedBy", "agencyClearedAt"] as const),
];

/** These cells of a row. */
export function cellsOf<Row, Key extends keyof Row>(
  row: Row,
  keys: readonly Key[],
): Pick<Row, Key> {
  // The cast holds: each key has its cell.
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<Row, Key>;
}

const allOfCase = once(() => [...caseTabs.cases.columns, ...caseTabs.cases.members]);
const lineIn = (key: string) => allOfCase().find((one) => one.key === key) ?? {};

/** Whether it was merged into a case whose row is gone: then it is read as not merged. */
export const isLeftByMerge = ({ row }: CaseFile): boolean =>
  row.closeReason === "merged" && row.mergedInto === null;

/** The row as it would be if no other case had been merged into this one. */
export function ownRow(row: CaseRow): CaseRow {
  if (row.own === null) return row;
  const cells = Object.entries(readAccepted(row.own)).map(
    ([key, stored]) => [key, fromLines(lineIn(key), stored)] as const,
  );
  // `ownText` alone writes this text: keys of the row, with values of their columns.
  return { ...row, ...Object.fromEntries(cells), own: null } as CaseRow;
}

/** The text of the member `own` for these cells; null for no cells. */
const ownText = (cells: readonly (readonly [string, Stored])[]): string | null =>
  cells.length === 0 ? null : JSON.stringify(Object.fromEntries(cells));

/**
 * The text of the member `own`: those of the cells `keys` in which the case alone (`own`) differs from what its row shows (`shown`). Null
 * if none differs.
 */
export function ownCellsText(
  keys: readonly (keyof CaseRow)[],
  own: CaseRow,
  shown: CaseRow,
): string | null {
  const differ = keys.filter((key) => !isSameValue(own[key], shown[key]));
  return ownText(differ.map((key) => [key, toLines(lineIn(key), own[key])]));
}

/** The row with these cells emptied, also in what the case alone would show. */
export function emptied(row: CaseRow, cells: Partial<CaseRow>): CaseRow {
  const kept = Object.entries(readAccepted(row.own)).filter(([key]) => !(key in cells));
  const isKept = row.own === null || row.own === "{}";
  return { ...row, ...cells, own: isKept ? row.own : ownText(kept) };
}

/**
 * The row after its cells were changed, with the member `own` brought up to date. A cell that was changed is from then on the case's own,
 * so `own` no longer keeps an older value for it. Of a list, only the entries that were added or removed are taken over into `own`.
 * `before`: the row before the change.
 */
export function keepOwn(before: CaseRow, after: CaseRow): CaseRow {
  if (after.own === null || after.own === "{}") return after;
  const isOfStatus = before.status !== after.status || before.closeReason !== after.closeReason;
  const kept = Object.entries(readAccepted(after.own)).flatMap(
    ([key, own]): (readonly [string, Stored])[] => {
      const [was = null, now = null] = [before, after].map((row: RowValues) =>
        toLines(lineIn(key), row[key] ?? null),
      );
      if (isOfStatus && statusKeys.some((one) => one === key)) return [];
      if (isSameValue(was, now)) return [[key, own]];
      if (!isList(own) || !isList(was) || !isList(now)) return [];
      const left = own.filter((one) => now.includes(one) || !was.includes(one));
      const added = now.filter((one) => !was.includes(one));
      return [[key, union(left, added)]];
    },
  );
  return { ...after, own: ownText(kept) };
}

// Rows with nothing written in them. They fill in for columns that someone deleted.

// The casts hold because the row types are made from the columns and members of these tabs.
/** A row of Cases in which everything is empty. */
export const emptyCase = (): CaseRow => emptyRow(caseTabs.cases) as CaseRow;
/** A row of Checklist in which everything is empty. */
export const emptyAct = (): ChecklistRow => emptyRow(caseTabs.checklist) as ChecklistRow;

/** What to append and update so that the register holds `after`. `before` null: the case is not in the register yet. */
export function changeOfCase(before: CaseFile | null, after: CaseFile) {
  const append: Append[] = [];
  const update: Update[] = [];
  const updateRow = (tab: "cases" | "checklist", was: RowValues, is: RowValues) => {
    const key = was[tab === "cases" ? "case" : "row"];
    // A row without a key could not be found again.
    if (typeof key !== "string") throw new Error("a row of the register has no key");
    const values = Object.entries(is).filter(
      ([column, value]) => !isSameValue(was[column] ?? null, value ?? null),
    );
    if (values.length > 0) update.push({ tab, key, values: Object.fromEntries(values) });
  };
  if (before === null) append.push({ tab: "cases", row: after.row });
  else updateRow("cases", before.row, after.row);
  for (const is of after.merged ?? []) {
    const was = before?.merged?.find((row) => row.case === is.case);
    if (was !== undefined) updateRow("cases", was, is);
  }
  const known = new Map((before === null ? [] : everyAct(before)).map((act) => [act.row, act]));
  for (const is of everyAct(after)) {
    const was = known.get(is.row);
    if (was === undefined) append.push({ tab: "checklist", row: is });
    else updateRow("checklist", was, is);
  }
  return { append, update };
}

/** Whether the case is in the main register too, until someone acknowledges it there (design 2.22). */
export function isReleasedAndOpen({ releasedTo, status }: Pick<CaseRow, "releasedTo" | "status">) {
  return releasedTo !== null && status !== "closed";
}

/** Whether the release of the case was accepted and the case is still open. */
export function isReleaseLeft(row: Pick<CaseRow, "accepted" | "releasedTo" | "status">): boolean {
  return isReleasedAndOpen(row) || isReleaseDue(row);
}

/** Whether the main register does not have the case yet, whose release was accepted. */
export function isReleaseDue(row: Pick<CaseRow, "accepted" | "releasedTo">): boolean {
  return row.releasedTo === null && readAccepted(row.accepted)["release"] === true;
}
