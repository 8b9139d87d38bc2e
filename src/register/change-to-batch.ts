/** Turns a change into the one batch of requests that writes it, and works out the snapshot afterwards. */
import { addTo } from "../lists";
import type { BatchRequest, RawCell } from "../ports";
import type { PlainCell, RowData } from "../ports/sheets-requests";
import { defaultPack } from "../protocol/find-pack";
import type { ZoneOffset } from "../time";
import { cellOfRaw, cellsAt, encodeRaw, formatMask, formattedCell, type RawRow } from "./cells";
import type { Update, Write } from "./change";
import type { Column, RowValues, Tab, TabId, Tabs } from "./columns";
import { firstDataRow, idsOf, stateKey } from "./columns";
import { bookmarkText, markRequest } from "./layout/keys-and-titles";
import { columnLook, rowsAt } from "./layout/tab-layout";
import { type ColumnPositions, formatRows, parseRows, spansOf } from "./read/ranges";
import { endOfRows, type KeysSeen } from "./read/read-tabs";
import { type Snapshot, type SnapshotRow, type TabSnapshot, tabOf } from "./read/snapshot";
import { decodeRow, encodeRow, isEmptyCell, stateAfter } from "./row-state";
import { linkedFields, viewRequest, withLinks } from "./views-and-links";

/** Cells to write in one existing row, with the place where the row was last seen and the key that it must have. */
export interface CellWrite {
  readonly tab: TabId;
  /** The key that the row must have; "" for a row without a key. */
  readonly key: string;
  /** Zero-based row. */
  readonly index: number;
  /** The values after the write, by column key. Empty if the write restores overwritten cells. */
  readonly values: RowValues;
  /** What is written into each cell, by column key. */
  readonly cells: RawRow;
  /** Column key → note; null removes the note. */
  readonly notes: Update["notes"];
}

/** Rows to be added at the end of one tab. */
export interface NewRows {
  readonly tab: Tab;
  readonly rows: readonly RowValues[];
  /** Zero-based row of the first new row, unless a person adds rows meanwhile; null if it was not read where the tab ends. */
  readonly expected: number | null;
}

/** The value of a row's key column. */
export function keyOfRow({ keyColumn }: Tab, row: RowValues): string {
  return String(row[keyColumn] ?? "");
}

// Cells of existing rows.

/**
 * The rows that a change appends, and the cells that it writes in other rows, as one `CellWrite` for each row. An update of a row that the
 * same change appends goes into that row. If several updates set the same cell, the last one counts. Throws an Error if a row was not read,
 * which is a mistake of the caller. `guesses`: updates that are left out for rows that were not read.
 */
function planWrites(
  change: Write,
  guesses: readonly Update[],
  snapshot: Snapshot,
  zone: ZoneOffset,
) {
  const append = [...change.append];
  const born = new Map(
    append.map(({ tab, row }, at) => [`${tab} ${keyOfRow(tabOf(snapshot, tab).of, row)}`, at]),
  );
  const writes = new Map<string, Update & { index: number; read: SnapshotRow | undefined }>();
  for (const update of [...change.update, ...guesses]) {
    const { tab, key, row: place, values, notes } = update;
    const at = place === undefined ? born.get(`${tab} ${key}`) : undefined;
    if (at !== undefined) {
      append[at] = { tab, row: { ...append[at]?.row, ...values } };
      continue;
    }
    const { rows, keyless, of } = tabOf(snapshot, tab);
    const found = (place === undefined ? rows : [...rows, ...keyless]).filter((row) =>
      place === undefined ? row.key === key : row.index === place,
    );
    const [read] = ((place === undefined ? of.counting?.(found) : null) ?? found).slice(-1);
    const index = place ?? read?.index;
    if (index === undefined && guesses.includes(update)) continue;
    if (index === undefined) throw new Error(`an update of a row of "${tab}" that was not read`);
    const before = writes.get(`${tab} ${index}`) ?? { ...update, index, read };
    writes.set(`${tab} ${index}`, {
      ...before,
      values: { ...before.values, ...values },
      notes: { ...before.notes, ...notes },
    });
  }
  return {
    append,
    writes: [...writes.values()].map(({ tab, key, index, read, values, notes }) => {
      const cells: Record<string, RawCell> = {};
      const { of } = tabOf(snapshot, tab);
      for (const column of of.columns) {
        const value = values[column.key];
        if (value !== undefined) cells[column.key] = encodeRaw(column, value, zone);
      }
      const state = stateAfter(of, read, values);
      if (state !== null) cells[stateKey] = state;
      return { tab, key, index, values, cells, notes };
    }),
  };
}

/**
 * The requests of one `CellWrite`: one for each group of neighboring columns, and one for each note. They write only values and links, never
 * how cells look. `tabs`: all tabs of the register, to which links may lead.
 */
export function writeRequests(
  { tab: id, key: rowKey, index, cells, notes = {} }: CellWrite,
  snapshot: Snapshot,
  tabs: Tabs,
): readonly BatchRequest[] {
  const { positions, of } = tabOf(snapshot, id);
  const { sheetId, columns } = of;
  const from = { key: rowKey, tabs, positions };
  const written = new Map<number, PlainCell>();
  for (const column of columns) {
    const [at, raw] = [positions.get(column.key), cells[column.key]];
    if (at === undefined || raw === undefined) continue;
    written.set(at, withLinks(cellOfRaw(raw), column, from));
  }
  return [
    ...spansOf(written.keys()).map(([from, to]) => {
      const values = Array.from(
        { length: to - from },
        (_, right) => written.get(from + right) ?? {},
      );
      return cellsAt({ sheetId, rowIndex: index, columnIndex: from }, [{ values }], linkedFields);
    }),
    ...Object.entries(notes).flatMap(([key, note]) => {
      const at = positions.get(key);
      if (at === undefined) return [];
      const values = [note === null ? {} : { note }];
      return [cellsAt({ sheetId, rowIndex: index, columnIndex: at }, [{ values }], "note")];
    }),
  ];
}

// New rows.

/**
 * The zero-based row after the last filled row of a tab; null if not known. The end of a tab that is never read whole follows from what
 * another tab remembers of it.
 */
export function endOfTab(snapshot: Snapshot, id: TabId): number | null {
  const { whole, bookmark, rows, keyless, of } = tabOf(snapshot, id);
  const end = endOfRows([...rows.slice(-1), ...keyless.slice(-1)]);
  if (whole) return end;
  if (bookmark !== null) return Math.max(firstDataRow, bookmark.number);
  if (of.remembered === undefined) return null;
  const { tab, cell } = of.remembered;
  const there = snapshot.tabs.get(tab);
  if (there?.whole !== true) return null;
  const remembered = there.rows.flatMap(({ values: { [cell]: text = null } }) =>
    parseRows(typeof text === "string" ? text : null),
  );
  return remembered.reduce((last, [, to]) => Math.max(last, to), end);
}

export const newCells = `${linkedFields},dataValidation,${formatMask}`;

/** The cells of new rows. Columns that the district added between ours get an empty cell. */
export function cellsOf(
  { tab, rows }: Pick<NewRows, "tab" | "rows">,
  positions: ColumnPositions,
  zone: ZoneOffset,
  tabs: Tabs,
): readonly RowData[] {
  const width = Math.max(0, ...[...positions.values()].map((index) => index + 1));
  return rows.map((row) => {
    const pack = tab.packOf?.(row) ?? defaultPack();
    const cells: PlainCell[] = Array.from({ length: width }, () => ({}));
    const raw = encodeRow(tab, row, zone);
    for (const column of tab.columns) {
      const index = positions.get(column.key);
      if (index === undefined || column.offeredIn?.(row) === false) continue;
      const cell = formattedCell(cellOfRaw(raw[column.key] ?? null), column, pack);
      cells[index] = withLinks(cell, column, { key: keyOfRow(tab, row), tabs, positions });
    }
    return { values: cells };
  });
}

/**
 * The requests that add rows to a tab. Each tab gets only one appendCells, since Google does not document that several in one batch end up
 * one below the other (sheets-api.md 2).
 */
export function addingRequests(
  { tab, rows, expected }: NewRows,
  positions: ColumnPositions,
  zone: ZoneOffset,
  tabs: Tabs,
): readonly BatchRequest[] {
  const { sheetId } = tab;
  const cells = cellsOf({ tab, rows }, positions, zone, tabs);
  if (expected === null || tab.begunBy !== "people-and-answers") {
    return [{ appendCells: { sheetId, rows: cells, fields: newCells } }];
  }
  // If a tab has blank rows with a format, appendCells may write below all of them (sheets-api.md 13). So the rows are inserted below the
  // last filled one. They are inside the tab's ranges, which grow with them, and above anything that someone types meanwhile.
  const range = rowsAt(sheetId, Math.max(expected, firstDataRow + 1), rows.length);
  return [
    { insertDimension: { range, inheritFromBefore: true } },
    cellsAt({ sheetId, rowIndex: expected, columnIndex: 0 }, cells, newCells),
  ];
}

/**
 * The updates of what is remembered of a tab (`remembered` of `Tab`), for the rows that `added` name. `rows`: the rows of the tab as they
 * are or will be.
 */
export function rememberedUpdates(
  { id, remembered }: Tab,
  added: readonly RowValues[],
  rows: readonly Pick<SnapshotRow, "index" | "values">[],
  before: Snapshot,
): readonly Update[] {
  if (remembered === undefined) return [];
  const { tab, cell, column } = remembered;
  return [...new Set(added.map((one) => String(one[column])))].map((key) => {
    const isOwn = ({ values }: Pick<SnapshotRow, "values">) => values[column] === key;
    const own = formatRows(rows.filter(isOwn).map(({ index }) => index));
    // If its older rows were not read, those that it remembers are still its own.
    const isRead = tabOf(before, id).rows.some(isOwn);
    const there = isRead ? undefined : before.tabs.get(tab);
    const { [cell]: known } = there?.rows.find((one) => one.key === key)?.values ?? {};
    return { tab, key, values: { [cell]: known ? `${known},${own}` : own } };
  });
}

// If a person deleted a column of ours from a register, it is added again.

/** The tab with these columns added from the zero-based column `at` on, and the requests that add them. `look`: see `columnLook`. */
export function addColumns(
  found: TabSnapshot,
  columns: readonly Column[],
  at: number,
  look: Parameters<typeof columnLook>[3],
) {
  const { of: tab } = found;
  const { sheetId } = tab;
  if (columns.length === 0) return { found, requests: [] };
  const added = columns.map(({ key }, right) => [key, at + right] as const);
  const length = at + columns.length - found.columnCount;
  const more: readonly BatchRequest[] =
    length <= 0 ? [] : [{ appendDimension: { sheetId, dimension: "COLUMNS", length } }];
  return {
    found: {
      ...found,
      positions: new Map([...found.positions, ...added]),
      columnCount: found.columnCount + Math.max(0, length),
    },
    requests: [...more, ...columnLook(tab, columns, at, look)],
  };
}

/**
 * The batch that writes a change. The snapshot must contain every tab that the change touches and every row that it updates. A column of
 * ours that the district deleted is added again if the change fills it. `tabs`: all tabs of the register.
 */
export function toBatch(change: Write, read: Snapshot, clock: ZoneOffset, tabs: Tabs) {
  // The new rows are expected at the end of their tab.
  const guesses = [...read.tabs.values()].flatMap(({ of, rows }) => {
    const added = change.append.flatMap(({ tab, row }) =>
      tab === of.id && of.remembered !== undefined ? [row] : [],
    );
    const end = added.length === 0 ? null : endOfTab(read, of.id);
    if (end === null) return [];
    const expected = added.map((values, down) => ({ index: end + down, values }));
    return rememberedUpdates(of, added, [...rows, ...expected], read);
  });
  const { append, writes } = planWrites(change, guesses, read, clock);
  const byTab = new Map<TabId, RowValues[]>();
  for (const { tab, row } of append) addTo(byTab, tab, row);
  const newRows = idsOf(tabs).flatMap((id): readonly NewRows[] => {
    const rows = byTab.get(id);
    if (rows === undefined) return [];
    return [{ tab: tabOf(read, id).of, rows, expected: endOfTab(read, id) }];
  });
  const grown = [...read.tabs.values()].map((found) => {
    const { tab: id, positions, columnCount, of } = found;
    const rows = byTab.get(id) ?? [];
    const cells = writes.flatMap((write) => (write.tab === id ? [write.cells] : []));
    const missing = of.columns.filter(
      ({ key }) =>
        !positions.has(key) &&
        (rows.some((row) => key === stateKey || !isEmptyCell(row[key])) ||
          cells.some((one) => key in one)),
    );
    return addColumns(found, missing, columnCount, { pack: defaultPack() });
  });
  const snapshot = { tabs: new Map(grown.map(({ found }) => [found.tab, found])) };
  // A write to a tab with a bookmark also moves that, since the true places of the rows are then known.
  const marks = [...snapshot.tabs.values()].flatMap(({ tab: id, of, rows, bookmark }) =>
    bookmark === null || !of.hasBookmark || !writes.some(({ tab }) => tab === id)
      ? []
      : [markRequest(of, bookmark.column, bookmarkText(endOfRows(rows.slice(-1))))],
  );
  return {
    requests: [
      ...grown.flatMap(({ requests }) => requests),
      ...writes.flatMap((write) => writeRequests(write, snapshot, tabs)),
      ...marks,
      ...newRows.flatMap((one) =>
        addingRequests(one, tabOf(snapshot, one.tab.id).positions, clock, tabs),
      ),
      ...change.views.flatMap((view) => {
        const { of, positions } = tabOf(snapshot, view.tab);
        return viewRequest(view, of, positions);
      }),
    ],
    writes,
    newRows,
    /** What was read, with the columns at the places that they will have after the batch. */
    snapshot,
  };
}

/** One write to Google, and what is needed to check afterwards that it reached the right rows. */
export type Batch = ReturnType<typeof toBatch>;

/** Key → zero-based row. If a key is there twice, its last row counts. */
export function placesOf(keys: ReadonlyMap<number, string> | undefined) {
  const places = new Map<string, number>();
  for (const [index, key] of keys ?? []) if (key !== "") places.set(key, index);
  return places;
}

/** The snapshot after a batch: rows at the places where their keys were seen, with the values written, and the new rows that were found. */
export function afterBatch(batch: Batch, seen: KeysSeen, zone: ZoneOffset): Snapshot {
  const after = [...batch.snapshot.tabs].map(([id, found]): [TabId, TabSnapshot] => {
    const { of: tab } = found;
    const places = placesOf(seen.get(id));
    const writes = new Map(
      batch.writes.flatMap((write) => (write.tab === id ? [[write.index, write]] : [])),
    );
    const there = found.rows.map((row): SnapshotRow => {
      const isThere = seen.get(id)?.get(row.index) === row.key;
      const index = isThere ? row.index : (places.get(row.key) ?? row.index);
      const write = writes.get(row.index);
      if (index === row.index && write === undefined) return row;
      const values = { ...row.values, ...write?.values };
      return { index, key: row.key, values, cells: { ...row.cells, ...write?.cells } };
    });
    const added = batch.newRows.find((one) => one.tab.id === id)?.rows ?? [];
    const fresh = added.flatMap((row): SnapshotRow[] => {
      const key = keyOfRow(tab, row);
      const index = places.get(key);
      if (index === undefined) return [];
      // The values are encoded and decoded, so that they are the same as if they were read again.
      const cells = encodeRow(tab, row, zone);
      return [{ index, key, values: decodeRow(tab, cells, zone), cells }];
    });
    return [id, { ...found, rows: [...there, ...fresh].sort((a, b) => a.index - b.index) }];
  });
  return { tabs: new Map(after) };
}
