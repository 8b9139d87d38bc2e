/** Rows of the registers as scenarios print them: ids instead of labels, ISO times in UTC, null for empty, lists as arrays. */
import type { RawRow } from "../../../src/register/cells";
import { type Column, stateKey, type TabId, type Value } from "../../../src/register/columns";
import { toLines } from "../../../src/register/lines";
import { decodeWholeRow } from "../../../src/register/row-state";
import { tabs } from "../../../src/tabs";
import type { Store } from "../../workspace/service";
import { rowsOf } from "../register-cells";
import { iso, zoneOffsets } from "../zone";

/** A value in the JSON that `play` prints. */
export type Printed = string | number | boolean | readonly string[] | null;
export type PrintedRow = Readonly<Record<string, Printed>>;

const zone = zoneOffsets();

/** One value according to its column's type. A date is printed as midnight in the district's time zone. */
function printed(column: Column, value: Value): Printed {
  const { type } = column;
  const isTime = type === "date" || type === "date-time" || type === "instant";
  return isTime && typeof value === "number" ? iso(value) : toLines(column, value);
}

/** Reads a row by the key of a column, or of a member of its hidden state. Null for any other key. */
function reader(tab: TabId, cells: RawRow): (key: string) => Printed {
  const { columns, members } = tabs[tab];
  const all = new Map([...columns, ...members].map((column) => [column.key, column]));
  let values: ReturnType<typeof decodeWholeRow> | undefined;
  return (key) => {
    const column = all.get(key);
    values ??= decodeWholeRow(tabs[tab], cells, zone);
    return column === undefined || key === stateKey ? null : printed(column, values[key] ?? null);
  };
}

export interface DecodedRow {
  /** Every column of the tab by key, in the tab's original order. */
  readonly values: PrintedRow;
  readonly cells: RawRow;
}

/** The rows of a tab in their current order: as appended, unless a person sorted them. */
export function decodedRows(store: Store, spreadsheetId: string, tab: TabId): DecodedRow[] {
  return rowsOf(store, spreadsheetId, tab).map(({ cells }) => {
    const read = reader(tab, cells);
    return {
      cells,
      values: Object.fromEntries(tabs[tab].columns.map(({ key }) => [key, read(key)])),
    };
  });
}

/** The same rows, with the values of these keys; null if the tab has no such key. */
export function printedRows(
  store: Store,
  spreadsheetId: string,
  tab: TabId,
): readonly ((key: string) => Printed)[] {
  return rowsOf(store, spreadsheetId, tab).map(({ cells }) => reader(tab, cells));
}
