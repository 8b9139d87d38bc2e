/** Turns a change into the one batch of requests that writes it, and works out the snapshot afterwards. */
import { addTo } from "../lists";
import type { BatchRequest, Clock, RawCell } from "../ports";
import type { PlainCell, RowData } from "../ports/sheets-requests";
import { defaultPack, packOfCase } from "../protocol/find-pack";
import type { ZoneOffset } from "../time";
import { cellOfRaw, cellsAt, encodeRaw, formatMask, formattedCell, type RawRow } from "./cells";
import { activityRow, type Change, messageRow, type Update } from "./change";
import { type Column, type RowValues, stateKey, type TabId, tabIds } from "./columns";
import { bookmarkText, markRequest } from "./layout/keys-and-titles";
import { columnLook } from "./layout/tab-layout";
import { type ColumnPositions, formatRows, parseRows, spansOf } from "./read/ranges";
import { endOfRows, type KeysSeen } from "./read/read-tabs";
import {
  type Snapshot,
  type SnapshotRow,
  stepsThatCount,
  type TabSnapshot,
  tabOf,
} from "./read/snapshot";
import { decodeRow, encodeRow, isEmptyCell, stateAfter } from "./row-state";
import { linkedFields, viewRequest, withLinks } from "./saved-views";
import { firstDataRow, tabs } from "./tabs";

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
  readonly tab: TabId;
  readonly rows: readonly RowValues[];
  /** Zero-based row of the first new row, unless a person adds rows meanwhile; null if it was not read where the tab ends. */
  readonly expected: number | null;
}

/** The value of a row's key column. */
export function keyOfRow(tab: TabId, row: RowValues): string {
  return String(row[tabs[tab].keyColumn] ?? "");
}

// Cells of existing rows.

/**
 * The rows that a change appends, and the cells that it writes in other rows, as one `CellWrite` for each row. An update of a row that the
 * same change appends goes into that row. If several updates set the same cell, the last one counts. Throws an Error if a row was not read,
 * which is a mistake of the caller. `guesses`: updates that are left out for cases that were not read.
 */
function planWrites(
  change: Change,
  guesses: readonly Update[],
  snapshot: Snapshot,
  zone: ZoneOffset,
) {
  const append = [...change.append];
  const born = new Map(append.map(({ tab, row }, at) => [`${tab} ${keyOfRow(tab, row)}`, at]));
  const writes = new Map<string, Update & { index: number; read: SnapshotRow | undefined }>();
  for (const update of [...change.update, ...guesses]) {
    const { tab, key, row: place, values, notes } = update;
    const at = place === undefined ? born.get(`${tab} ${key}`) : undefined;
    if (at !== undefined) {
      append[at] = { tab, row: { ...append[at]?.row, ...values } };
      continue;
    }
    const { rows, keyless } = tabOf(snapshot, tab);
    const found = (place === undefined ? rows : [...rows, ...keyless]).filter((row) =>
      place === undefined ? row.key === key : row.index === place,
    );
    // If two rows have the same key, the last one counts, except of steps.
    const isStep = tab === "checklist" && place === undefined;
    const [read] = (isStep ? stepsThatCount(found) : found).slice(-1);
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
      for (const column of tabs[tab].columns) {
        const value = values[column.key];
        if (value !== undefined) cells[column.key] = encodeRaw(column, value, zone);
      }
      const state = stateAfter(tabs[tab], read, values);
      return {
        ...{ tab, key, index, values, notes },
        cells: state === null ? cells : { ...cells, [stateKey]: state },
      };
    }),
  };
}

/**
 * The requests of one `CellWrite`: one for each group of neighboring columns, and one for each note. They write only values and links, never
 * how cells look.
 */
export function writeRequests(
  { tab: id, key: rowKey, index, cells, notes = {} }: CellWrite,
  snapshot: Snapshot,
): readonly BatchRequest[] {
  const { positions } = tabOf(snapshot, id);
  const { sheetId, columns } = tabs[id];
  const written = new Map<number, PlainCell>();
  for (const column of columns) {
    const [at, raw] = [positions.get(column.key), cells[column.key]];
    if (at === undefined || raw === undefined) continue;
    written.set(at, withLinks(cellOfRaw(raw), column, rowKey, positions));
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
 * The zero-based row after the last filled row of a tab; null if not known. Checklist is the longest tab and is never read whole when a
 * report comes in. Its end follows from the rows that each case remembers for its checklist (`checklistRows`).
 */
export function endOfTab(snapshot: Snapshot, id: TabId): number | null {
  const { whole, bookmark, rows, keyless } = tabOf(snapshot, id);
  const end = endOfRows([...rows.slice(-1), ...keyless.slice(-1)]);
  if (whole) return end;
  if (bookmark !== null) return Math.max(firstDataRow, bookmark.number);
  const cases = snapshot.tabs.get("cases");
  if (id !== "checklist" || cases?.whole !== true) return null;
  const remembered = cases.rows.flatMap(({ values: { checklistRows = null } }) =>
    parseRows(typeof checklistRows === "string" ? checklistRows : null),
  );
  return remembered.reduce((last, [, to]) => Math.max(last, to), end);
}

export const newCells = `${linkedFields},dataValidation,${formatMask}`;

/** The cells of new rows. Columns that the district added between ours get an empty cell. */
export function cellsOf(
  { tab: id, rows }: Pick<NewRows, "tab" | "rows">,
  positions: ColumnPositions,
  zone: ZoneOffset,
): readonly RowData[] {
  const tab = tabs[id];
  const width = Math.max(0, ...[...positions.values()].map((index) => index + 1));
  return rows.map((row) => {
    const { protocolVersion: version } = row;
    const pack = packOfCase({ protocolVersion: typeof version === "string" ? version : null });
    const cells: PlainCell[] = Array.from({ length: width }, () => ({}));
    const raw = encodeRow(tab, row, zone);
    for (const column of tab.columns) {
      const index = positions.get(column.key);
      if (index === undefined || column.offeredIn?.(row) === false) continue;
      const cell = formattedCell(cellOfRaw(raw[column.key] ?? null), column, pack);
      cells[index] = withLinks(cell, column, keyOfRow(id, row), positions);
    }
    return { values: cells };
  });
}

/**
 * Tabs whose rows people fill in. The script adds rows to them only for an admin's answers in a dialog, and then knows where the tab ends.
 */
const filledByAnswers: readonly TabId[] = ["contacts", "schools"];

/**
 * The requests that add rows to a tab. Each tab gets only one appendCells, since Google does not document that several in one batch end up
 * one below the other (sheets-api.md 2).
 */
export function addingRequests(
  { tab, rows, expected }: NewRows,
  positions: ColumnPositions,
  zone: ZoneOffset,
): readonly BatchRequest[] {
  const { sheetId } = tabs[tab];
  const cells = cellsOf({ tab, rows }, positions, zone);
  if (expected === null || !filledByAnswers.includes(tab)) {
    return [{ appendCells: { sheetId, rows: cells, fields: newCells } }];
  }
  // If a tab has blank rows with a format, appendCells may write below all of them (sheets-api.md 13). So the rows are inserted below the
  // last filled one. They are inside the tab's ranges, which grow with them, and above anything that someone types meanwhile.
  const startIndex = Math.max(expected, firstDataRow + 1);
  const range = {
    sheetId,
    startIndex,
    endIndex: startIndex + rows.length,
    dimension: "ROWS",
  } as const;
  return [
    { insertDimension: { range, inheritFromBefore: true } },
    cellsAt({ sheetId, rowIndex: expected, columnIndex: 0 }, cells, newCells),
  ];
}

/**
 * Each case remembers which rows of Checklist are its own (`checklistRows`), so that a read needs only these and not the whole tab. It is a
 * guess: the keys of the rows show whether it is right. Returns the updates of it for the cases that got new `steps`. `rows`: the rows of
 * Checklist as they are or will be.
 */
export function checklistUpdates(
  steps: readonly RowValues[],
  rows: readonly Pick<SnapshotRow, "index" | "values">[],
  before: Snapshot,
): readonly Update[] {
  return [...new Set(steps.map((step) => String(step["case"])))].map((key) => {
    const isOwn = ({ values }: Pick<SnapshotRow, "values">) => values["case"] === key;
    const own = formatRows(rows.filter(isOwn).map(({ index }) => index));
    // If its older steps were not read, those that it remembers are still its own.
    const isRead = tabOf(before, "checklist").rows.some(isOwn);
    const cases = isRead ? undefined : before.tabs.get("cases");
    const row = cases?.rows.find((one) => one.key === key);
    const { checklistRows: remembered } = row?.values ?? {};
    const checklistRows = remembered ? `${remembered},${own}` : own;
    return { tab: "cases", key, values: { checklistRows } };
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
  const tab = tabs[found.tab];
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
 * The batch that writes a change. The snapshot must contain every tab that the change touches and every row that it updates. Messages
 * become rows of Outbox that only this run may send for now. A column of ours that the district deleted is added again if the change fills
 * it.
 */
export function toBatch(change: Change, read: Snapshot, clock: Clock) {
  const now = clock.now();
  const steps = change.append.flatMap(({ tab, row }) => (tab === "checklist" ? [row] : []));
  const end = steps.length === 0 ? null : endOfTab(read, "checklist");
  // The new steps are expected at the end of their tab.
  const expected = steps.map((values, down) => ({ index: (end ?? 0) + down, values }));
  const rowsAfter = [...(read.tabs.get("checklist")?.rows ?? []), ...expected];
  const guesses = end === null ? [] : checklistUpdates(steps, rowsAfter, read);
  const { append, writes } = planWrites(change, guesses, read, clock);
  const byTab = new Map<TabId, RowValues[]>();
  for (const { tab, row } of append) addTo(byTab, tab, row);
  for (const message of change.messages) addTo(byTab, "outbox", messageRow(message, now));
  change.activity.forEach((line, position) => {
    addTo(byTab, "activity", activityRow(line, now, position));
  });
  const newRows = tabIds.flatMap((tab): readonly NewRows[] => {
    const rows = byTab.get(tab);
    return rows === undefined ? [] : [{ tab, rows, expected: endOfTab(read, tab) }];
  });
  const grown = [...read.tabs.values()].map((found) => {
    const { tab: id, positions, columnCount } = found;
    const rows = byTab.get(id) ?? [];
    const cells = writes.flatMap((write) => (write.tab === id ? [write.cells] : []));
    const missing = tabs[id].columns.filter(
      ({ key }) =>
        !positions.has(key) &&
        (rows.some((row) => key === stateKey || !isEmptyCell(row[key])) ||
          cells.some((one) => key in one)),
    );
    return addColumns(found, missing, columnCount, { pack: defaultPack() });
  });
  const snapshot = { tabs: new Map(grown.map(({ found }) => [found.tab, found])) };
  // A write to Outbox also moves its bookmark, since the true rows of the messages are then known.
  const { rows = [], bookmark = null } = snapshot.tabs.get("outbox") ?? {};
  const isMarking = writes.some(({ tab }) => tab === "outbox");
  const mark = bookmarkText(endOfRows(rows.slice(-1)));
  return {
    requests: [
      ...grown.flatMap(({ requests }) => requests),
      ...writes.flatMap((write) => writeRequests(write, snapshot)),
      ...(bookmark === null || !isMarking ? [] : [markRequest(tabs.outbox, bookmark.column, mark)]),
      ...newRows.flatMap((one) => addingRequests(one, tabOf(snapshot, one.tab).positions, clock)),
      ...change.views.flatMap((view) => viewRequest(view, tabOf(snapshot, view.tab).positions)),
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
    const tab = tabs[id];
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
    const added = batch.newRows.find((one) => one.tab === id)?.rows ?? [];
    const fresh = added.flatMap((row): SnapshotRow[] => {
      const key = keyOfRow(id, row);
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
