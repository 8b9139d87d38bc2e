/**
 * What was read of a register: the rows of its tabs, whole or in part, made from Google's replies. Rows are found by their key, columns by
 * the hidden row of keys.
 */
import type { GridRange, RangeValues, RawCell } from "../../ports";
import type { ZoneOffset } from "../../time";
import { foldCell, type RawRow } from "../cells";
import type { Column, Rows, RowValues, Tab, TabId } from "../columns";
import { firstDataRow, stateKey } from "../columns";
import { isHeadInPlace, keysIn, markIn } from "../layout/keys-and-titles";
import { decodeRow } from "../row-state";
import { type ColumnPositions, parseRange } from "./ranges";

/** One row of a tab, as read. */
export interface SnapshotRow {
  /** Zero-based row of the sheet when it was read. */
  readonly index: number;
  /** The value of the key column; "" if that column was not read. */
  readonly key: string;
  /** Values in our types, by column key. Only columns that were read. */
  readonly values: RowValues;
  /** Values as stored in the cells, by column key. Only columns that were read; "" for an empty cell. */
  readonly cells: RawRow;
}

/** What was read of one tab. */
export interface TabSnapshot {
  readonly tab: TabId;
  /** How the tab is defined. */
  readonly of: Tab;
  /** The tab's present title; a district may have renamed the tab. */
  readonly title: string;
  readonly positions: ColumnPositions;
  /** The row of keys and the row of titles, as read. */
  readonly head: RangeValues["values"];
  /** How many columns the tab has, including those without a title. */
  readonly columnCount: number;
  /** Whether at least one column was read to its end, so that the last filled row is known. */
  readonly whole: boolean;
  /** Where the filled rows end, if the tab says so (`markIn`). */
  readonly bookmark: ReturnType<typeof markIn>;
  readonly rows: readonly SnapshotRow[];
  /** Rows with content and without a key: a person typed them. */
  readonly keyless: readonly SnapshotRow[];
}

/** The result of reading a register. Plain data, which does not change when the register does. */
export interface Snapshot {
  readonly tabs: ReadonlyMap<TabId, TabSnapshot>;
}

/**
 * Thrown for a tab whose keys or titles are missing or out of place. Nothing that was read of the tab may be used, and nothing may be
 * written into it.
 */
export class UnreadableTab extends Error {
  override readonly name = "UnreadableTab";
  constructor(readonly tab: Pick<Tab, "id" | "title">) {
    super(`the key row of the tab "${tab.id}" is not readable`);
  }
}

/** What was read of a tab. Throws an Error if the tab was not requested, which is a mistake of the caller. */
export function tabOf(snapshot: Snapshot, tab: TabId): TabSnapshot {
  const found = snapshot.tabs.get(tab);
  if (found === undefined) throw new Error(`the tab "${tab}" was not read`);
  return found;
}

/**
 * Whether every cell that the row has in its tab was read, including the hidden one. No decision may depend on cells that were not read.
 */
export function isReadWhole(
  { of, positions }: TabSnapshot,
  { values }: Pick<SnapshotRow, "values">,
): boolean {
  return of.columns.every(({ key }) =>
    key === stateKey ? "accepted" in values : !positions.has(key) || key in values,
  );
}

type TypedRow<T extends TabId> = Omit<SnapshotRow, "values"> & {
  readonly values: Partial<Rows[T]>;
};

/**
 * The rows of a tab that have a key, with typed values. The types do not show it, but only columns that were read have a value: request
 * every column that you use.
 */
export function rowsOf<T extends TabId>(snapshot: Snapshot, tab: T): readonly TypedRow<T>[] {
  // `parseTab` decodes each column by the definition from which these types are made.
  return tabOf(snapshot, tab).rows as readonly TypedRow<T>[];
}

/** All rows of a tab, with and without a key, in the order of the sheet. `row` counts from 1, as people do; cells are as typed. */
export function typedRows(snapshot: Snapshot, tab: TabId) {
  const { rows, keyless } = tabOf(snapshot, tab);
  return [...rows, ...keyless]
    .sort((a, b) => a.index - b.index)
    .map(({ index, cells }) => ({ row: index + 1, cells }));
}

function mergeTab(first: TabSnapshot, second: TabSnapshot): TabSnapshot {
  const seen = new Map(second.rows.map((row) => [row.key, row.index]));
  // A row that the second read found elsewhere was moved between the reads, so its old place is dropped.
  const stayed = first.rows.filter(
    ({ key, index }) => key === "" || (seen.get(key) ?? index) === index,
  );
  const rows = new Map(stayed.map((row) => [row.index, row]));
  for (const row of second.rows) {
    const { index, key } = row;
    const earlier = rows.get(index);
    if (earlier === undefined || (key !== "" && earlier.key !== key)) {
      rows.set(index, row);
      continue;
    }
    const values = { ...earlier.values, ...row.values };
    const cells = { ...earlier.cells, ...row.cells };
    rows.set(index, { index, key: key || earlier.key, values, cells });
  }
  const keyless = new Map([...first.keyless, ...second.keyless].map((row) => [row.index, row]));
  return {
    ...second,
    whole: first.whole || second.whole,
    rows: [...rows.values()].sort((a, b) => a.index - b.index),
    keyless: [...keyless.values()].filter((row) => !rows.has(row.index)),
  };
}

/** Combines two reads of one register. If both read a cell, the value of `second` counts. */
export function mergeSnapshots(first: Snapshot, second: Snapshot): Snapshot {
  const merged = new Map(first.tabs);
  for (const [id, later] of second.tabs) {
    const earlier = merged.get(id);
    merged.set(id, earlier === undefined ? later : mergeTab(earlier, later));
  }
  return { tabs: merged };
}

/**
 * A read of one register with the rows that another one has in the same tabs. Only to count and compare: rows of the two may have one index.
 */
export function stackSnapshots(first: Snapshot, second: Snapshot): Snapshot {
  const stacked = [...first.tabs].map(([id, tab]): [TabId, TabSnapshot] => [
    id,
    { ...tab, rows: [...tab.rows, ...(second.tabs.get(id)?.rows ?? [])] },
  ]);
  return { tabs: new Map(stacked) };
}

// Makes the snapshot of a tab from Google's replies.

/** Google's replies for one tab. */
export interface TabReplies {
  readonly tab: Tab;
  /** The columns that were requested. */
  readonly columns: readonly Column[];
  readonly zone: ZoneOffset;
  /** The two rows above the data. */
  readonly head: RangeValues;
  readonly data: readonly (Pick<RangeValues, "values"> & { readonly range: GridRange })[];
  /** Whether the first two rows are certainly keys and titles, even if a row of data looks like titles. */
  readonly isProven: boolean;
}

/** Makes the snapshot of a tab. Throws `UnreadableTab` if keys or titles are out of place, since then nothing below them may be used. */
export function parseTab({ tab, columns, zone, head, data, isProven }: TabReplies): TabSnapshot {
  const [keys = [], titles = []] = head.values;
  const positions = keysIn(tab, keys);
  if (positions.size === 0 || !(isProven || isHeadInPlace(tab, head.values))) {
    throw new UnreadableTab(tab);
  }
  const columnAt: Column[] = [];
  for (const column of columns) {
    const index = positions.get(column.key);
    if (index !== undefined) columnAt[index] = column;
  }
  // If someone deleted the column of hidden cells, the state of every row is lost.
  const isLost = columns.some(({ key }) => key === stateKey) && !positions.has(stateKey);
  const keyTitle = foldCell(tab.columns.find(({ key }) => key === tab.keyColumn)?.header ?? "");
  const isTitleRow = (cell: RawCell | undefined) =>
    typeof cell === "string" && foldCell(cell) === keyTitle;
  // If the title of the key column is missing here, rows may have been inserted between keys and titles.
  const hasTitles = isProven || isTitleRow(titles[positions.get(tab.keyColumn) ?? -1]);
  const rows: SnapshotRow[] = [];
  const keyless: SnapshotRow[] = [];
  const parts = data.map(({ range, values }) => {
    const { startRowIndex: from = 0, endRowIndex: to = Number.POSITIVE_INFINITY } = range;
    return { from, to, values, read: columnAt.slice(range.startColumnIndex, range.endColumnIndex) };
  });
  const indexes = new Set(
    parts.flatMap(({ from, values }) => values.map((_, down) => from + down)),
  );
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const cells: Record<string, RawCell> = isLost ? { [stateKey]: "" } : {};
    for (const { from, to, values, read } of parts) {
      if (index < from || index >= to) continue;
      // Google leaves out empty cells at the end. Places without a column of ours are holes, which forEach skips.
      read.forEach((column, right) => {
        cells[column.key] = values[index - from]?.[right] ?? "";
      });
    }
    const key = cells[tab.keyColumn] ?? "";
    const isTitle = isTitleRow(key);
    if (isTitle && !hasTitles) throw new UnreadableTab(tab);
    // A column of checkboxes may reach below the data. An unticked box alone does not count as content.
    const isFilled = Object.values(cells).some((cell) => cell !== false && cell !== "");
    if (isTitle || !isFilled) continue;
    const isKeyless = key === "" && tab.needsNoKeys !== true && tab.keyColumn in cells;
    let decoded: RowValues | undefined;
    (isKeyless ? keyless : rows).push({
      index,
      key: String(key),
      cells,
      // Cells are decoded only when a value is asked for, since few rows ever are.
      get values() {
        decoded ??= decodeRow(tab, cells, zone);
        return decoded;
      },
    });
  }
  const echo = parseRange(head.range);
  const ends = [...positions.values(), echo?.lastColumn ?? 0].map((at) => at + 1);
  return {
    tab: tab.id,
    of: tab,
    title: echo?.title ?? tab.title,
    positions,
    head: head.values,
    columnCount: Math.max(...ends),
    whole: parts.some(({ from, to }) => from <= firstDataRow && !Number.isFinite(to)),
    bookmark: markIn(keys, "end"),
    rows,
    keyless,
  };
}
