/** What was read of a register: rows by tab, whole or in part. */
import type { RangeValues } from "../../ports";
import type { RawRow } from "../cells";
import { type RowValues, stateKey, type TabId } from "../columns";
import type { Bookmark } from "../key-row-marks";
import { type TabRow, tabs } from "../tabs";
import type { ColumnPositions } from "./ranges";

/** One row of a tab, as read. */
export interface SnapshotRow {
  /** Zero-based row of the sheet at the time of reading. */
  readonly index: number;
  /** The value of the key column; "" where that column was not read. */
  readonly key: string;
  /** Decoded values by column key; only columns that were read. */
  readonly values: RowValues;
  /** Stored cells by column key; only columns that were read. */
  readonly cells: RawRow;
}

/** What was read of one tab. */
export interface TabSnapshot {
  readonly tab: TabId;
  /** The tab's title today; a district may have renamed the tab. */
  readonly title: string;
  readonly positions: ColumnPositions;
  /** The row of keys and the row of titles, as read. */
  readonly head: RangeValues["values"];
  /** Number of columns of the grid, with or without a title. */
  readonly columnCount: number;
  /** Whether a column was read to its end, so that the last filled row is known. */
  readonly whole: boolean;
  readonly bookmark: Bookmark | null;
  readonly rows: readonly SnapshotRow[];
  /** Rows that have content and no key: a person typed them. */
  readonly keyless: readonly SnapshotRow[];
}

/** What one read of a register gave. Plain data; it does not change when the register does. */
export interface Snapshot {
  readonly tabs: ReadonlyMap<TabId, TabSnapshot>;
  /** Whether columns stand elsewhere than the read believed. Its cells must then not be used; `Register.load` reads again. */
  readonly stale: boolean;
}

/**
 * Thrown for a tab whose keys or titles are missing or not where they should be. Nothing of it may be used, and nothing may
 * be written into it.
 */
export class UnreadableTab extends Error {
  override readonly name = "UnreadableTab";
  /** `register`: the spreadsheet's id, where it is known. */
  constructor(
    readonly tab: TabId,
    readonly register: string | null = null,
  ) {
    super(`the key row of the tab "${tab}" is not readable`);
  }
}

/** What was read of a tab. Throws an Error where the tab was not asked for, which is a mistake of the caller. */
export function tabOf(snapshot: Snapshot, tab: TabId): TabSnapshot {
  const found = snapshot.tabs.get(tab);
  if (found === undefined) throw new Error(`the tab "${tab}" was not read`);
  return found;
}

/** Whether all cells of a row were read that its tab has, the hidden one among them. Nothing may be decided on cells that were not read. */
export function isReadWhole(
  { tab, positions }: TabSnapshot,
  { values }: Pick<SnapshotRow, "values">,
): boolean {
  return tabs[tab].columns.every(({ key }) =>
    key === stateKey ? "accepted" in values : !positions.has(key) || key in values,
  );
}

/** The rows of a tab that have a key, with typed values. Only columns that were read have a value: ask for what you use. */
export function rowsOf<T extends TabId>(
  snapshot: Snapshot,
  tab: T,
): readonly (Omit<SnapshotRow, "values"> & { readonly values: Partial<TabRow<T>> })[] {
  // parseTab decodes each column by the definitions that these types are made from.
  return tabOf(snapshot, tab).rows as readonly (Omit<SnapshotRow, "values"> & {
    readonly values: Partial<TabRow<T>>;
  })[];
}

/** All rows of a tab, with and without a key, in the order of the sheet. `row` counts as people do (the first row is 1); cells as typed. */
export function typedRows(
  snapshot: Snapshot,
  tab: TabId,
): readonly { readonly row: number; readonly cells: RawRow }[] {
  const { rows, keyless } = tabOf(snapshot, tab);
  return [...rows, ...keyless]
    .sort((a, b) => a.index - b.index)
    .map(({ index, cells }) => ({ row: index + 1, cells }));
}

function mergeTab(first: TabSnapshot, second: TabSnapshot): TabSnapshot {
  const seen = new Map(second.rows.map((row) => [row.key, row.index]));
  const rows = new Map<number, SnapshotRow>();
  for (const row of first.rows) {
    // The row was moved between the two reads.
    if (row.key === "" || (seen.get(row.key) ?? row.index) === row.index) rows.set(row.index, row);
  }
  for (const row of second.rows) {
    const earlier = rows.get(row.index);
    const same = earlier !== undefined && (earlier.key === row.key || row.key === "");
    rows.set(
      row.index,
      same
        ? {
            index: row.index,
            key: row.key || earlier.key,
            values: { ...earlier.values, ...row.values },
            cells: { ...earlier.cells, ...row.cells },
          }
        : row,
    );
  }
  const keyless = new Map([...first.keyless, ...second.keyless].map((row) => [row.index, row]));
  return {
    ...second,
    whole: first.whole || second.whole,
    rows: [...rows.values()].sort((a, b) => a.index - b.index),
    keyless: [...keyless.values()].filter((row) => !rows.has(row.index)),
  };
}

/** Two reads of one register as one. Where both read a cell, the value of `second` counts. */
export function mergeSnapshots(first: Snapshot, second: Snapshot): Snapshot {
  const merged = new Map(first.tabs);
  for (const [id, later] of second.tabs) {
    const earlier = merged.get(id);
    merged.set(id, earlier === undefined ? later : mergeTab(earlier, later));
  }
  return { tabs: merged, stale: first.stale || second.stale };
}
