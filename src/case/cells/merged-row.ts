/**
 * What the row of a case shows if other cases were merged into it: its own cells combined with those of their rows (design 2.6). The rows
 * of the other cases stay as they are. Where the row shows something other than the case alone would, the case's own value is kept in its
 * member `own`. Pure.
 */

import { once } from "../../lazy";
import { union } from "../../lists";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import { ownCellsText, ownRow, statusKeys } from "../facts/case-file";
import { combineFacts } from "../facts/combined-facts";
import { type Both, type CaseCell, type ContextOfBoth, caseKeys, withCells } from "./case-cells";

/** The cells in which a merge may show something other than the case alone would. */
const keysOfBoth = once((): readonly (keyof CaseRow)[] => [
  ...caseKeys(({ merge }) => merge !== undefined),
  ...statusKeys,
]);

/** The row `shown`, which also keeps what the case alone would show (`own`). */
export function withOwn(own: CaseRow, shown: CaseRow): CaseRow {
  return { ...shown, own: ownCellsText(keysOfBoth(), own, shown) };
}

/** The row with the status of another row, and with the cells that go with a status. */
export function withStatusOf(
  row: CaseRow,
  { status, closeReason, closedAt, leadAgreed, agreedBy }: CaseRow,
): CaseRow {
  return { ...row, status, closeReason, closedAt, leadAgreed, agreedBy };
}

const texts = (value: Value) => (Array.isArray(value) ? value : []);

/** The value that the target of a merge shows, made from its own value and the source's. */
function mergeValues(
  merging: Exclude<CaseCell["merge"], undefined | ((both: Both) => Value)>,
  mine: Value,
  theirs: Value,
): Value {
  switch (merging) {
    case "either":
      return mine ?? theirs;
    case "union":
      return union<string>(texts(mine), texts(theirs));
    case "any":
      return mine === true || theirs === true;
    case "sum":
      return Number(mine) + Number(theirs);
    case "earliest":
      return mine === null || theirs === null
        ? (mine ?? theirs)
        : Math.min(Number(mine), Number(theirs));
    // `combineFacts` works out all facts at once.
    case "facts":
      return mine;
  }
}

/** The row of `target`, combined with the row of a case that was merged into it. */
function withMerged(target: CaseRow, source: CaseRow, context: ContextOfBoth): CaseRow {
  const cells = withCells(target, ({ merge }, key) =>
    typeof merge === "function"
      ? merge({ target, source, context })
      : merge && mergeValues(merge, target[key], source[key]),
  );
  return { ...cells, ...combineFacts(context.pack, target, source) };
}

/**
 * The row of a case combined with those of the cases that were merged into it. This is the one function by which the facts of several cases
 * become the facts of one. `merged`: the rows of the cases that name this one, in any order.
 */
export function rowTogether(
  row: CaseRow,
  merged: readonly CaseRow[],
  context: ContextOfBoth,
): CaseRow {
  const own = ownRow(row);
  const parts = [...merged].sort((a, b) => ((a.case ?? "") < (b.case ?? "") ? -1 : 1));
  return withOwn(
    own,
    parts.reduce((shown, part) => withMerged(shown, part, context), own),
  );
}

/** The row, on legal hold if it or a case that was merged into it is. */
export function withHoldOfAll(row: CaseRow, merged: readonly CaseRow[]): CaseRow {
  const own = ownRow(row);
  const legalHold = [own, ...merged].some((one) => one.legalHold);
  return row.legalHold === legalHold ? row : withOwn(own, { ...row, legalHold });
}
