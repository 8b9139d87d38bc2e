/**
 * Marks that stand beside the keys in the hidden first row of a tab, and so come with every read and are copied along with the file: the
 * schema of the register ("schema:8"), where Outbox ends ("end:120"), and that another file has replaced this one ("moved").
 */
import { AppError } from "../errors";
import type { BatchRequest, RawCell } from "../ports";
import { cellsAt } from "./cells";
import type { Tab, TabId } from "./columns";
import { firstDataRow } from "./tabs";

/** The schema of this version: a number that goes up when the layout changes. Raised with every change that an earlier script would write wrongly. */
export const currentSchema = 8;

/** The tabs that carry the mark. Two, since one may be deleted. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** The mark of the current schema, as it stands in a cell. */
export const schemaText = `schema:${currentSchema}`;

/** The number after a mark's word in a row of keys, and the mark's column (zero-based); null where there is none. */
function markIn(keys: readonly RawCell[], word: string) {
  const form = new RegExp(`^${word}:\\d{1,8}$`);
  const column = keys.findIndex((cell) => form.test(String(cell)));
  return column < 0
    ? null
    : { column, number: Number(String(keys[column]).slice(word.length + 1)) };
}

/** The schema that a row of keys is marked with, and the mark's column (zero-based); null where there is none. */
export function schemaIn(keys: readonly RawCell[]) {
  const mark = markIn(keys, "schema");
  return mark === null ? null : { column: mark.column, schema: mark.number };
}

/** The mark of a file that another file has replaced at a roll-over. It stands where the schema's mark stood. */
export const movedMark = "moved";

/**
 * Throws "newer-register" where a newer version made the register, "rolled-over" where another file has replaced it. Nothing read from it
 * may then be used, and nothing may be written. A register without a mark, because someone deleted it, is of this version.
 */
export function refuseNewer(keyRows: readonly (readonly RawCell[])[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (keyRows.some((keys) => (schemaIn(keys)?.schema ?? 0) > currentSchema)) {
    throw new AppError("newer-register");
  }
}

/** How far Outbox is filled, so that the tab need not be read whole. */
export interface Bookmark {
  /** Zero-based column of the key row that holds it. */
  readonly column: number;
  /** Zero-based row after the last filled row. */
  readonly end: number;
}

/** The text of a bookmark. `end`: zero-based row after the last filled row. */
export const bookmarkText = (end: number): string => `end:${end}`;

/** The bookmark in a row of keys; null where there is none. */
export function bookmarkIn(keys: readonly RawCell[]): Bookmark | null {
  const mark = markIn(keys, "end");
  return mark === null ? null : { column: mark.column, end: Math.max(firstDataRow, mark.number) };
}

/** Writes marks into the row of keys of a tab, from a zero-based column on. */
export function markRequest(
  { sheetId }: Tab,
  columnIndex: number,
  ...marks: readonly string[]
): BatchRequest {
  const values = marks.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return cellsAt({ sheetId, rowIndex: 0, columnIndex }, [{ values }]);
}
