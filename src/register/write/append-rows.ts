/** The rows that a change appends, tab by tab, where they are expected to land, and where a batch says that they landed. */
import { addTo } from "../../lists";
import type { BatchRequest, RangeValues, RawCell } from "../../ports";
import type { PlainCell, RowData } from "../../ports/sheets-requests";
import { packOfCase } from "../../protocol/find-pack";
import type { ZoneOffset } from "../../time";
import { cellOfRaw, cellsAt, formatMask, formattedCell, rawOfCell } from "../cells";
import type { Change } from "../change";
import { type RowValues, type TabId, tabIds } from "../columns";
import { endOfRows } from "../read/plan-read";
import { type CellWrite, type ColumnPositions, type KeyRange, parseRows } from "../read/ranges";
import { type Snapshot, type SnapshotRow, type TabSnapshot, tabOf } from "../read/snapshot";
import { decodeWholeRow, encodeRow } from "../row-state";
import { activityRow, messageRow } from "../rows";
import { linkedFields, withLinks } from "../saved-views";
import { firstDataRow, tabs } from "../tabs";

/** Rows to be added at the end of one tab. */
export interface NewRows {
  readonly tab: TabId;
  readonly rows: readonly RowValues[];
  /** Zero-based row where the first of the rows will stand unless a person adds rows meanwhile; null where the tab's end was not read. */
  readonly expected: number | null;
}

function afterLast(tab: TabSnapshot): number {
  return endOfRows([...tab.rows.slice(-1), ...tab.keyless.slice(-1)]);
}

/**
 * The zero-based row after the last row of a tab; null where it is not known. Checklist is the longest tab and never read whole at intake:
 * its end follows from the rows that the cases remember for their checklists (`checklistRows`).
 */
export function endOfTab(snapshot: Snapshot, id: TabId): number | null {
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

/**
 * All rows that a change appends: its own, its messages (Outbox) and its activity lines (Activity), in the order of the tabs. `now` in ms
 * UTC.
 */
export function newRowsOf(change: Change, snapshot: Snapshot, now: number): readonly NewRows[] {
  const byTab = new Map<TabId, RowValues[]>();
  for (const { tab, row } of change.append) addTo(byTab, tab, row);
  for (const message of change.messages) addTo(byTab, "outbox", messageRow(message, now));
  change.activity.forEach((line, position) => {
    addTo(byTab, "activity", activityRow(line, now, position));
  });
  return tabIds.flatMap((tab) => {
    const rows = byTab.get(tab);
    return rows === undefined ? [] : [{ tab, rows, expected: endOfTab(snapshot, tab) }];
  });
}

/**
 * The request that appends rows to a tab: one appendCells a tab, since Google does not document that several in one batch land one below
 * the other (sheets-api.md 2). Columns of the district's own that stand between ours get an empty cell.
 */
export function appendRequest(
  newRows: NewRows,
  positions: ColumnPositions,
  clock: ZoneOffset,
): BatchRequest {
  const { sheetId } = tabs[newRows.tab];
  return { appendCells: { sheetId, rows: rowsOf(newRows, positions, clock), fields: newCells } };
}

export const newCells = `${linkedFields},dataValidation,${formatMask}`;

/** Tabs whose rows people keep. Only an admin's answers in a dialog are added to them, at a known end. */
const filledByAnswers: readonly TabId[] = ["contacts", "schools"];

/**
 * Requests that add rows below the last filled one. Where the blank rows of a tab are formatted, appendCells may land below all of them
 * (sheets-api.md 13). So new rows are inserted inside the tab's ranges, which grow with them, and above whatever someone types meanwhile.
 */
export function addingRequests(
  added: NewRows,
  positions: ColumnPositions,
  clock: ZoneOffset,
): readonly BatchRequest[] {
  const { tab, rows, expected } = added;
  if (expected === null || !filledByAnswers.includes(tab)) {
    return [appendRequest(added, positions, clock)];
  }
  const { sheetId } = tabs[tab];
  const startIndex = Math.max(expected, firstDataRow + 1);
  const range = {
    sheetId,
    startIndex,
    endIndex: startIndex + rows.length,
    dimension: "ROWS",
  } as const;
  return [
    { insertDimension: { range, inheritFromBefore: true } },
    cellsAt(
      { sheetId, rowIndex: expected, columnIndex: 0 },
      rowsOf(added, positions, clock),
      newCells,
    ),
  ];
}

/** Writes these rows over the first of a tab, and empties those that are left of `before` rows. */
export function rewriteRequest(
  { tab, rows }: Pick<NewRows, "tab" | "rows">,
  before: number,
  positions: ColumnPositions,
  clock: ZoneOffset,
): BatchRequest {
  const spare = Array.from({ length: Math.max(0, before - rows.length) }, () => ({}));
  const start = { sheetId: tabs[tab].sheetId, rowIndex: firstDataRow, columnIndex: 0 };
  return cellsAt(start, rowsOf({ tab, rows: [...rows, ...spare] }, positions, clock), newCells);
}

function rowsOf(
  { tab: id, rows }: Pick<NewRows, "tab" | "rows">,
  positions: ColumnPositions,
  clock: ZoneOffset,
): readonly RowData[] {
  const tab = tabs[id];
  const width = Math.max(0, ...[...positions.values()].map((index) => index + 1));
  return rows.map((row) => {
    const { protocolVersion: version } = row;
    const pack = packOfCase({ protocolVersion: typeof version === "string" ? version : null });
    const cells: PlainCell[] = Array.from({ length: width }, () => ({}));
    const raw = encodeRow(tab, row, clock);
    for (const column of tab.columns) {
      const index = positions.get(column.key);
      if (index === undefined) continue;
      if (column.offeredIn?.(row) === false) continue;
      const cell = formattedCell(cellOfRaw(raw[column.key] ?? null), column, pack);
      cells[index] = withLinks(cell, column, keyOfRow(id, row), positions);
    }
    return { values: cells };
  });
}

// Which keys stood in the rows that a batch wrote to, and where its new rows landed.

/** Key by zero-based row, for each tab, as read after a batch. */
export type KeysSeen = ReadonlyMap<TabId, ReadonlyMap<number, string>>;

/** The keys that a batch read back. `replies` are in the order of `ranges`. An empty key cell gives "". */
export function readKeysSeen(
  ranges: readonly KeyRange[],
  replies: readonly RangeValues[],
): KeysSeen {
  const seen = new Map<TabId, Map<number, string>>();
  ranges.forEach(({ tab, grid }, position) => {
    const keys = seen.get(tab) ?? new Map<number, string>();
    seen.set(tab, keys);
    (replies[position]?.values ?? []).forEach((row, down) => {
      keys.set(grid.startRowIndex + down, String(row[0] ?? ""));
    });
  });
  return seen;
}

/** Zero-based row by key. For a key that is there twice, the last row. */
export function placesOf(
  keys: ReadonlyMap<number, string> | undefined,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, key] of keys ?? []) if (key !== "") places.set(key, index);
  return places;
}

/** The value of a row's key column. */
export function keyOfRow(tab: TabId, row: RowValues): string {
  return String(row[tabs[tab].keyColumn] ?? "");
}

function asSnapshotRow(tab: TabId, row: RowValues, index: number, clock: ZoneOffset): SnapshotRow {
  // Through the codec and back: the same as if it were read again.
  const cells = encodeRow(tabs[tab], row, clock);
  return { index, key: keyOfRow(tab, row), values: decodeWholeRow(tabs[tab], cells, clock), cells };
}

function withWrite(row: SnapshotRow, write: CellWrite): SnapshotRow {
  const cells: Record<string, RawCell> = { ...row.cells };
  for (const [key, cell] of write.cells) cells[key] = rawOfCell(cell);
  const { index, key } = row;
  return { index, key, values: { ...row.values, ...write.values }, cells };
}

/**
 * The snapshot as it is after a batch: rows at the places where their keys were seen, with the values written, and the new rows that were
 * found.
 */
export function afterBatch(
  snapshot: Snapshot,
  batch: Batch,
  seen: KeysSeen,
  clock: ZoneOffset,
): Snapshot {
  const after = new Map<TabId, TabSnapshot>();
  for (const [id, tab] of snapshot.tabs) {
    const places = placesOf(seen.get(id));
    const writes = new Map(
      batch.writes.filter((write) => write.tab === id).map((write) => [write.key, write]),
    );
    const rows = tab.rows.map((row) => {
      const index = places.get(row.key) ?? row.index;
      const write = writes.get(row.key);
      const placed =
        index === row.index ? row : { index, key: row.key, values: row.values, cells: row.cells };
      return write === undefined ? placed : withWrite(placed, write);
    });
    const fresh = batch.newRows
      .filter((added) => added.tab === id)
      .flatMap((added) => added.rows)
      .flatMap((row) => {
        const index = places.get(keyOfRow(id, row));
        return index === undefined ? [] : [asSnapshotRow(id, row, index, clock)];
      });
    after.set(id, {
      ...tab,
      positions: batch.positions.get(id) ?? tab.positions,
      columnCount: Math.max(tab.columnCount, ...lastColumns(batch, id)),
      rows: [...rows, ...fresh].sort((a, b) => a.index - b.index),
    });
  }
  return { tabs: after, stale: snapshot.stale };
}

function lastColumns(batch: Batch, tab: TabId): readonly number[] {
  return [...(batch.positions.get(tab)?.values() ?? [])].map((index) => index + 1);
}

/** One write to Google, and what is needed to prove afterwards that it landed where it should. */
export interface Batch {
  readonly requests: readonly BatchRequest[];
  readonly writes: readonly CellWrite[];
  readonly newRows: readonly NewRows[];
  readonly readBack: readonly KeyRange[];
  /** Where the columns stand once the batch is applied. */
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
}
