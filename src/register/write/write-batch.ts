/** From a change to the one batch of requests that writes it. */
import type { BatchRequest } from "../../ports";
import type { FilterCriteria, GridRange, PlainCell } from "../../ports/sheets-requests";
import { defaultPack } from "../../protocol/find-pack";
import type { ZoneOffset } from "../../time";
import { cellOfRaw, cellsAt, encodeCell } from "../cells";
import type { Change, SavedView, Update, ViewRule } from "../change";
import { type Column, type RowValues, stateKey, type TabId } from "../columns";
import { columnLook } from "../layout/tab-layout";
import {
  type CellWrite,
  type ColumnPositions,
  columnRange,
  type KeyRange,
  spansOf,
} from "../read/ranges";
import { type Snapshot, type SnapshotRow, type TabSnapshot, tabOf } from "../read/snapshot";
import { isEmpty, keptKeys, stateAfter } from "../row-state";
import { linkedFields, withLinks } from "../saved-views";
import { firstDataRow, tabs } from "../tabs";
import { addingRequests, type Batch, endOfTab, type NewRows, newRowsOf } from "./append-rows";
import { bookmarkRequests, withChecklistRows } from "./row-hints";

/**
 * The cells that updates write, as one `CellWrite` a row. Where several update a cell, the last counts. Throws an Error for a row that was
 * not read, which is a mistake of the caller.
 */
export function cellWritesOf(
  updates: readonly Update[],
  snapshot: Snapshot,
  clock: ZoneOffset,
): readonly CellWrite[] {
  const writes = new Map<string, Update & { index: number; read: SnapshotRow | undefined }>();
  const names = new Map<TabId, ReadonlyMap<string | number, SnapshotRow>>();
  for (const update of updates) {
    const { tab, key, row: place, values, notes } = update;
    const known = names.get(tab) ?? rowsByName(tabOf(snapshot, tab));
    names.set(tab, known);
    const read = known.get(place ?? key);
    const index = place ?? read?.index;
    if (index === undefined) throw new Error(`an update of a row of "${tab}" that was not read`);
    const before = writes.get(`${tab} ${index}`) ?? { ...update, index, read };
    writes.set(`${tab} ${index}`, {
      ...before,
      values: { ...before.values, ...values },
      notes: { ...before.notes, ...notes },
    });
  }
  return [...writes.values()].map(({ tab, key, index, read, values, notes = {} }) => {
    const cells = new Map<string, PlainCell>();
    for (const column of tabs[tab].columns) {
      const value = values[column.key];
      if (value !== undefined) cells.set(column.key, encodeCell(column, value, clock));
    }
    if (keptKeys(tabs[tab]).some((one) => one in values)) {
      if (read === undefined || !("accepted" in read.values))
        throw new Error(`an update of a row of "${tab}" whose state was not read`);
      cells.set(stateKey, cellOfRaw(stateAfter(tabs[tab], read, values)));
    }
    return { tab, key, index, values, cells, notes: new Map(Object.entries(notes)) };
  });
}

/** The rows that were read, by their key and by their place. */
function rowsByName({ rows, keyless }: TabSnapshot): ReadonlyMap<string | number, SnapshotRow> {
  const all = [...keyless, ...rows];
  return new Map<string | number, SnapshotRow>([
    ...all.map((row) => [row.index, row] as const),
    ...rows.map((row) => [row.key, row] as const),
  ]);
}

/**
 * The requests of one `CellWrite`: one for each run of neighbouring columns, and one for each note. Only values are written, never the look
 * of cells.
 */
export function writeRequests(
  write: CellWrite,
  positions: ColumnPositions,
): readonly BatchRequest[] {
  const byIndex = new Map<number, PlainCell>();
  const linked = new Map<number, PlainCell>();
  for (const [key, cell] of write.cells) {
    const index = positions.get(key);
    const column = tabs[write.tab].columns.find((one) => one.key === key);
    if (index === undefined || column === undefined) continue;
    if (column.leadsTo === undefined) byIndex.set(index, cell);
    else linked.set(index, withLinks(cell, column, write.key, positions));
  }
  const request = (
    columnIndex: number,
    cells: readonly PlainCell[],
    fields: string,
  ): BatchRequest =>
    cellsAt(
      { sheetId: tabs[write.tab].sheetId, rowIndex: write.index, columnIndex },
      [{ values: cells }],
      fields,
    );
  const values = spansOf(byIndex.keys()).map(([from, to]) => {
    const cells = Array.from({ length: to - from }, (_, right) => byIndex.get(from + right) ?? {});
    return request(from, cells, "userEnteredValue");
  });
  const notes = [...write.notes].flatMap(([key, note]) => {
    const index = positions.get(key);
    return index === undefined ? [] : [request(index, [note === null ? {} : { note }], "note")];
  });
  const links = [...linked].map(([index, cell]) => request(index, [cell], linkedFields));
  return [...values, ...links, ...notes];
}

// Columns of ours that a person deleted from a register are added again at the right-hand end.

/** Columns to be added to a tab. */
export interface ColumnAddition {
  readonly tab: TabId;
  readonly columns: readonly Column[];
  /** Zero-based column of the first one. */
  readonly at: number;
  /** Where all columns stand afterwards, the added ones too. */
  readonly positions: ColumnPositions;
}

/** Plans columns at the right-hand end of a tab. `columnCount`: columns that the tab has now. */
export function addColumns(
  tab: TabId,
  columns: readonly Column[],
  found: ColumnPositions,
  columnCount: number,
): ColumnAddition {
  const added = columns.map((column, right) => [column.key, columnCount + right] as const);
  return { tab, columns, at: columnCount, positions: new Map([...found, ...added]) };
}

function fills(row: RowValues, key: string): boolean {
  return key === stateKey || !isEmpty(row[key]);
}

/** Columns that the register lacks and that the new rows or writes fill. */
function missingColumns(
  { tab, positions: found, columnCount }: Pick<TabSnapshot, "tab" | "positions" | "columnCount">,
  newRows: readonly NewRows[],
  writes: readonly CellWrite[],
): ColumnAddition {
  const needed = tabs[tab].columns.filter(
    ({ key }) =>
      !found.has(key) &&
      (newRows.some((added) => added.tab === tab && added.rows.some((row) => fills(row, key))) ||
        writes.some((write) => write.tab === tab && write.cells.has(key))),
  );
  return addColumns(tab, needed, found, columnCount);
}

/** The requests that add columns at the right-hand end, with their keys, titles and look. */
function columnRequests({ tab, columns, at }: ColumnAddition): readonly BatchRequest[] {
  const { sheetId } = tabs[tab];
  return [
    { appendDimension: { sheetId, dimension: "COLUMNS", length: columns.length } },
    ...columnLook(tabs[tab], columns, at, { pack: defaultPack() }),
  ];
}

// A saved filter view changes what one person sees, never the rows.

/** What a rule asks of its column. */
function criteria(rule: ViewRule): FilterCriteria {
  // TEXT_NOT_EQ is documented for other sources alone: what is not wanted is hidden by its value.
  return "not" in rule
    ? { hiddenValues: [rule.not] }
    : { condition: { type: "TEXT_EQ", values: [{ userEnteredValue: rule.equals }] } };
}

/**
 * The requests that make a filter view. None where a column that it filters or sorts by is missing: a view that shows too much is worse
 * than none.
 */
export function viewRequest(view: SavedView, positions: ColumnPositions): readonly BatchRequest[] {
  const filterSpecs = view.rules.flatMap((rule) => {
    const columnIndex = positions.get(rule.column);
    return columnIndex === undefined ? [] : [{ columnIndex, filterCriteria: criteria(rule) }];
  });
  const sortSpecs = (view.sortedBy ?? []).flatMap(({ column, isHighestFirst }) => {
    const dimensionIndex = positions.get(column);
    const sortOrder = isHighestFirst ? ("DESCENDING" as const) : ("ASCENDING" as const);
    return dimensionIndex === undefined ? [] : [{ dimensionIndex, sortOrder }];
  });
  if (filterSpecs.length < view.rules.length) return [];
  if (sortSpecs.length < (view.sortedBy ?? []).length) return [];
  const { filterViewId, title } = view;
  // The range of the view begins with the row of titles.
  const range: GridRange = {
    sheetId: tabs[view.tab].sheetId,
    startRowIndex: firstDataRow - 1,
    startColumnIndex: 0,
  };
  const sorted = sortSpecs.length === 0 ? {} : { sortSpecs };
  const filter = { filterViewId, title, range, filterSpecs, ...sorted };
  return [{ addFilterView: { filter } }];
}

/** The range of a tab's key column from row `from` to row `to` (zero-based, not included); without `to` down to the end. */
export function keyRange(
  snapshot: Snapshot,
  tab: TabId,
  positions: ColumnPositions,
  [from, to]: readonly [from: number, to?: number],
): KeyRange {
  const column = positions.get(tabs[tab].keyColumn) ?? 0;
  return {
    tab,
    a1: columnRange(tabOf(snapshot, tab).title, column, from, to),
    grid: {
      sheetId: tabs[tab].sheetId,
      startRowIndex: from,
      ...(to === undefined ? {} : { endRowIndex: to }),
      startColumnIndex: column,
      endColumnIndex: column + 1,
    },
  };
}

/** Tabs whose new rows no later run updates, so that their exact place need not be read back. */
const neverUpdated: readonly TabId[] = ["log", "disclosures", "activity"];

/**
 * What is read back after the batch: the keys of the rows written to, and of appended rows where they are expected. A column read to its
 * end would bring every blank row along, so that is done only where the end is unknown. Ranges of one tab never overlap.
 */
export function planReadBack(
  snapshot: Snapshot,
  positions: ReadonlyMap<TabId, ColumnPositions>,
  writes: readonly CellWrite[],
  newRows: readonly NewRows[],
): readonly KeyRange[] {
  const ranges: KeyRange[] = [];
  const touched = new Set([...writes.map(({ tab }) => tab), ...newRows.map(({ tab }) => tab)]);
  for (const tab of touched) {
    const where = positions.get(tab) ?? new Map();
    const added = neverUpdated.includes(tab) ? undefined : newRows.find((rows) => rows.tab === tab);
    const tail = added?.expected ?? null;
    const isLost = added !== undefined && tail === null;
    const rows = writes.filter((write) => write.tab === tab).map(({ index }) => index);
    const appended = tail === null ? [] : (added?.rows ?? []).map((_, down) => tail + down);
    const spans = isLost ? [] : spansOf([...rows, ...appended]);
    for (const [from, to] of spans) ranges.push(keyRange(snapshot, tab, where, [from, to]));
    if (isLost) ranges.push(keyRange(snapshot, tab, where, [firstDataRow]));
  }
  return ranges;
}

/**
 * The batch that writes a change. Every tab touched and every row updated must be in the snapshot. Messages become rows of Outbox that
 * belong to this run for now; a column of ours that the district deleted is added again where the change fills it. `now` in ms UTC.
 */
export function toBatch(change: Change, snapshot: Snapshot, clock: ZoneOffset, now: number): Batch {
  const addsActs = change.append.some(({ tab }) => tab === "checklist");
  const expected = addsActs ? endOfTab(snapshot, "checklist") : null;
  const complete = withChecklistRows(change, snapshot, expected);
  const newRows = newRowsOf(complete, snapshot, now);
  const writes = cellWritesOf(complete.update, snapshot, clock);
  const positions = new Map<TabId, ColumnPositions>();
  const additions: ColumnAddition[] = [];
  for (const [tab, read] of snapshot.tabs) {
    const addition = missingColumns(read, newRows, writes);
    if (addition.columns.length > 0) additions.push(addition);
    positions.set(tab, addition.positions);
  }
  const where = (tab: TabId) => positions.get(tab) ?? tabOf(snapshot, tab).positions;
  return {
    requests: [
      ...additions.flatMap(columnRequests),
      ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
      ...bookmarkRequests(snapshot, writes),
      ...newRows.flatMap((rows) => addingRequests(rows, where(rows.tab), clock)),
      ...complete.views.flatMap((view) => viewRequest(view, where(view.tab))),
    ],
    writes,
    newRows,
    readBack: planReadBack(snapshot, positions, writes, newRows),
    positions,
  };
}
