/** Rows of the registers as scenarios print them: ids instead of labels, ISO in UTC, null for empty, lists as arrays. */
import { decodeCell, type RawRow } from "../../../src/register/cells";
import type { Column, TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/register/tabs";
import type { Store } from "../../workspace/service";
import { rowsOf } from "../register-cells";
import { iso, zoneOffsets } from "../zone";

/** A value in the JSON that `play` prints. */
export type Printed = string | number | boolean | readonly string[] | null;
export type PrintedRow = Readonly<Record<string, Printed>>;

const zone = zoneOffsets();

/** One cell by its column's type; a date is midnight in the district's zone. */
export function printCell(column: Column, cells: RawRow): Printed {
  const value = decodeCell(column, cells[column.key] ?? null, zone);
  const isTime = column.type === "date" || column.type === "date-time";
  return isTime && typeof value === "number" ? iso(value) : value;
}

export interface DecodedRow {
  /** Every column of the tab by key, in the order in which the tab was born. */
  readonly values: PrintedRow;
  readonly cells: RawRow;
}

/** The rows of a tab in the order appended, as far as nobody has sorted them. */
export function decodedRows(store: Store, spreadsheetId: string, tab: TabId): DecodedRow[] {
  return rowsOf(store, spreadsheetId, tab).map(({ cells }) => ({
    cells,
    values: Object.fromEntries(
      tabs[tab].columns.map((column) => [column.key, printCell(column, cells)]),
    ),
  }));
}

/** The same rows, each as what it says under a column's key; null where the tab lacks it. */
export function printedRows(
  store: Store,
  spreadsheetId: string,
  tab: TabId,
): readonly ((key: string) => Printed)[] {
  const columns = new Map(tabs[tab].columns.map((column) => [column.key, column]));
  return rowsOf(store, spreadsheetId, tab).map(({ cells }) => (key) => {
    const column = columns.get(key);
    return column === undefined ? null : printCell(column, cells);
  });
}
