/** Cells of existing rows, to be written where the rows were last seen. */
import type { BatchRequest } from "../workspace";
import type { Update } from "./change";
import { type CellData, encodeCell } from "./codec";
import type { RowValues, TabId, Value } from "./columns";
import type { ZoneOffset } from "./local-time";
import type { ColumnPositions } from "./read-plan";
import { spansOf } from "./row-spans";
import { type Snapshot, tabOf } from "./snapshot";
import { tabs } from "./tabs";

export interface CellWrite {
  readonly tab: TabId;
  /** The key that must stand in the row; "" for a row without one. */
  readonly key: string;
  /** Zero-based. */
  readonly index: number;
  /** What the cells mean afterwards; empty for what is put back as it was. */
  readonly values: RowValues;
  readonly cells: ReadonlyMap<string, CellData>;
  /** Column key → note; null removes it. */
  readonly notes: ReadonlyMap<string, string | null>;
}

interface Draft {
  readonly tab: TabId;
  readonly key: string;
  readonly row: number | null;
  readonly values: Record<string, Value>;
  readonly cells: Map<string, CellData>;
  readonly notes: Map<string, string | null>;
}

/**
 * The updates with their rows' places, one per row; of several updates of a cell the last one counts.
 * Throws when a row was not read, which is a mistake in the caller.
 */
export function cellWritesOf(
  updates: readonly Update[],
  snapshot: Snapshot,
  clock: ZoneOffset,
): readonly CellWrite[] {
  const writes = new Map<string, Draft>();
  for (const { tab, key, row = null, values, notes } of updates) {
    const name = `${tab} ${row ?? ""} ${key}`;
    const write: Draft = writes.get(name) ?? {
      tab,
      key,
      row,
      values: {},
      cells: new Map(),
      notes: new Map(),
    };
    writes.set(name, write);
    for (const column of tabs[tab].columns) {
      const value = values[column.key];
      if (value === undefined) continue;
      write.values[column.key] = value;
      write.cells.set(column.key, encodeCell(column, value, clock));
    }
    for (const [column, note] of Object.entries(notes ?? {})) write.notes.set(column, note);
  }
  const places = new Map<TabId, ReadonlyMap<string, number>>();
  return [...writes.values()].map(({ row, ...write }) => {
    if (row !== null) return { ...write, index: row };
    const known =
      places.get(write.tab) ??
      new Map(tabOf(snapshot, write.tab).rows.map((row) => [row.key, row.index]));
    places.set(write.tab, known);
    const index = known.get(write.key);
    if (index === undefined)
      throw new Error(`an update of a row of "${write.tab}" that was not read`);
    return { ...write, index };
  });
}

/** The requests of one row: one per run of neighbouring columns, and one per note. Only values are touched, never the look. */
export function writeRequests(
  write: CellWrite,
  positions: ColumnPositions,
): readonly BatchRequest[] {
  const byIndex = new Map<number, CellData>();
  for (const [key, cell] of write.cells) {
    const index = positions.get(key);
    if (index !== undefined) byIndex.set(index, cell);
  }
  const request = (columnIndex: number, cells: readonly CellData[], fields: string) => ({
    updateCells: {
      start: { sheetId: tabs[write.tab].sheetId, rowIndex: write.index, columnIndex },
      rows: [{ values: cells }],
      fields,
    },
  });
  const values = spansOf(byIndex.keys()).map(([from, to]) => {
    const cells = Array.from({ length: to - from }, (_, right) => byIndex.get(from + right) ?? {});
    return request(from, cells, "userEnteredValue");
  });
  const notes = [...write.notes].flatMap(([key, note]) => {
    const index = positions.get(key);
    return index === undefined ? [] : [request(index, [note === null ? {} : { note }], "note")];
  });
  return [...values, ...notes];
}
