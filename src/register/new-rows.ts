/** The rows that a change appends, tab by tab, and where they are expected to land. */
import type { BatchRequest } from "../workspace";
import { formatMask } from "./cell-format";
import type { Change } from "./change";
import { type CellData, encodeNewCell } from "./codec";
import { type RowValues, type TabId, tabIds } from "./columns";
import type { ZoneOffset } from "./local-time";
import type { ColumnPositions } from "./read-plan";
import { parseRows } from "./row-spans";
import { type Snapshot, type TabSnapshot, tabOf } from "./snapshot";
import { firstDataRow, tabs } from "./tabs";
import { activityRow, messageRow } from "./trace-rows";

export interface NewRows {
  readonly tab: TabId;
  readonly rows: readonly RowValues[];
  /** Zero-based row where the first will stand unless a person adds rows meanwhile; null where the tab's end was not read. */
  readonly expected: number | null;
}

function afterLast(tab: TabSnapshot): number {
  const indexes = [...tab.rows.slice(-1), ...tab.keyless.slice(-1)].map((row) => row.index + 1);
  return Math.max(firstDataRow, ...indexes);
}

/**
 * The row after the last one of a tab. The checklist is the longest tab and never read whole at intake:
 * there the cases' own guesses say how far it goes. Zero-based; null where it is not known.
 */
export function endOf(snapshot: Snapshot, id: TabId): number | null {
  const tab = tabOf(snapshot, id);
  if (tab.whole) return afterLast(tab);
  if (tab.bookmark !== null) return tab.bookmark.end;
  const cases = snapshot.tabs.get("cases");
  if (id !== "checklist" || cases?.whole !== true) return null;
  let end = afterLast(tab);
  for (const { values } of cases.rows) {
    const { checklistRows } = values;
    if (typeof checklistRows !== "string") continue;
    for (const [, to] of parseRows(checklistRows)) end = Math.max(end, to);
  }
  return end;
}

/** What a change appends: its own rows, its messages and its activity lines, in the order of the tabs. `now` in ms UTC. */
export function newRowsOf(change: Change, snapshot: Snapshot, now: number): readonly NewRows[] {
  const byTab = new Map<TabId, RowValues[]>();
  const add = (tab: TabId, row: RowValues) => {
    const rows = byTab.get(tab);
    if (rows === undefined) byTab.set(tab, [row]);
    else rows.push(row);
  };
  for (const { tab, row } of change.append) add(tab, row);
  for (const message of change.messages) add("outbox", messageRow(message, now));
  change.activity.forEach((line, position) => {
    add("activity", activityRow(line, now, position));
  });
  return tabIds.flatMap((tab) => {
    const rows = byTab.get(tab);
    return rows === undefined ? [] : [{ tab, rows, expected: endOf(snapshot, tab) }];
  });
}

/**
 * One appendCells for all the rows of a tab, since several in one batch are not known to stack (sheets-api.md 2).
 * Columns that the district added between ours get an empty cell.
 */
export function appendRequest(
  { tab: id, rows }: NewRows,
  positions: ColumnPositions,
  clock: ZoneOffset,
): BatchRequest {
  const tab = tabs[id];
  const width = Math.max(0, ...[...positions.values()].map((index) => index + 1));
  const cellRows = rows.map((row) => {
    const cells: CellData[] = Array.from({ length: width }, () => ({}));
    for (const column of tab.columns) {
      const index = positions.get(column.key);
      if (index !== undefined) cells[index] = encodeNewCell(column, row[column.key] ?? null, clock);
    }
    return { values: cells };
  });
  return {
    appendCells: {
      sheetId: tab.sheetId,
      rows: cellRows,
      fields: `userEnteredValue,dataValidation,${formatMask}`,
    },
  };
}
