/** How a range without an end is kept: open, or ending where the grid ended that day (`assume.openRanges`; UNCONFIRMED, sheets-api.md 13). */
import type { GridRange } from "../messages/cell-messages";
import type { Sheet } from "../store";
import type { Work } from "./request-kind";

/** A range that something is put on. Kept closed, it grows by rows and columns that are inserted within it, and by no others. */
export function storedRange({ assume }: Work, sheet: Sheet, range: GridRange): GridRange {
  if (assume["openRanges"] !== "closed") return range;
  const { rowCount, columnCount } = sheet.properties.gridProperties;
  return { endRowIndex: rowCount, endColumnIndex: columnCount, ...range };
}
