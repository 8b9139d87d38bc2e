/** What a batch met: which keys stood in the rows that it wrote to, and where its new rows landed. */
import type { RangeValues, RawCell } from "../workspace";
import type { CellWrite } from "./cell-writes";
import { decodeCell, encodeRaw, rawOfCell } from "./codec";
import type { RowValues, TabId, Value } from "./columns";
import type { ZoneOffset } from "./local-time";
import type { Snapshot, SnapshotRow, TabSnapshot } from "./snapshot";
import { tabs } from "./tabs";
import type { Batch, KeyRange } from "./to-batch-update";

/** Keys by zero-based row, as read after a batch. */
export type KeysSeen = ReadonlyMap<TabId, ReadonlyMap<number, string>>;

/** The keys in the ranges read back, which come in the order asked. An empty key cell is "". */
export function keysSeen(ranges: readonly KeyRange[], replies: readonly RangeValues[]): KeysSeen {
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

/** Zero-based rows of keys; of a key that stands twice, the last one. */
export function placesOf(
  keys: ReadonlyMap<number, string> | undefined,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, key] of keys ?? []) if (key !== "") places.set(key, index);
  return places;
}

/** The key by which a new row of a tab is found again. */
export function keyOf(tab: TabId, row: RowValues): string {
  return String(row[tabs[tab].keyColumn] ?? "");
}

function asSnapshotRow(tab: TabId, row: RowValues, index: number, clock: ZoneOffset): SnapshotRow {
  const values: Record<string, Value> = {};
  const cells: Record<string, RawCell> = {};
  for (const column of tabs[tab].columns) {
    // Through the codec and back, so that a row just written is the same as one read again.
    const cell = encodeRaw(column, row[column.key] ?? null, clock);
    cells[column.key] = cell;
    values[column.key] = decodeCell(column, cell, clock);
  }
  return { index, key: keyOf(tab, row), values, cells };
}

function written(row: SnapshotRow, write: CellWrite): SnapshotRow {
  const cells: Record<string, RawCell> = { ...row.cells };
  for (const [key, cell] of write.cells) cells[key] = rawOfCell(cell);
  return { ...row, values: { ...row.values, ...write.values }, cells };
}

/** The snapshot as it is after a batch: rows at their places, with the values written, and the new rows that were found. */
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
      const placed = index === row.index ? row : { ...row, index };
      return write === undefined ? placed : written(placed, write);
    });
    const fresh = batch.newRows
      .filter((added) => added.tab === id)
      .flatMap((added) => added.rows)
      .flatMap((row) => {
        const index = places.get(keyOf(id, row));
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
