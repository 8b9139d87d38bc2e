/**
 * Reading a register: which ranges a wish needs, and the snapshot that Google's replies make. Rows are found by key, columns by the hidden
 * row of keys, never by a remembered place alone.
 */
import type { Clock, GridRange, RangeValues, RawCell } from "../../ports";
import type { ZoneOffset } from "../../time";
import { decodeCell, type RawRow } from "../cells";
import {
  type Column,
  type RowValues,
  stateKey,
  type Tab,
  type TabId,
  type Value,
} from "../columns";
import { bookmarkIn } from "../key-row-marks";
import { isHeadInPlace, keysIn, titleTest } from "../layout/head";
import { emptyOf, withState } from "../row-state";
import { firstDataRow, tabs } from "../tabs";
import { columnsAsked, originalPositions, type PlannedRange, type TabRequest } from "./plan-read";
import { type ColumnPositions, parseEcho } from "./ranges";
import { type Snapshot, type SnapshotRow, type TabSnapshot, UnreadableTab } from "./snapshot";

function collectCells(
  planned: readonly ReadRange[],
  columnAt: readonly (Column | undefined)[],
): ReadonlyMap<number, Record<string, RawCell>> {
  const rows = new Map<number, Record<string, RawCell>>();
  for (const { range, reply } of planned) {
    const { startRowIndex = 0, startColumnIndex = 0 } = range;
    reply.values.forEach((cells, down) => {
      const row = rows.get(startRowIndex + down) ?? {};
      cells.forEach((cell, right) => {
        const column = columnAt[startColumnIndex + right];
        if (column !== undefined && cell !== "" && cell !== null) row[column.key] = cell;
      });
      rows.set(startRowIndex + down, row);
    });
  }
  return rows;
}

/** Whether a range reaches to the end of the tab. */
function isWhole({ startRowIndex = 0, endRowIndex }: GridRange): boolean {
  return startRowIndex <= firstDataRow && endRowIndex === undefined;
}

/** Makes a function that gives the values of an empty row, by its index. It must be called with ascending indexes. */
function blankRows(
  planned: readonly PlannedRange[],
  columns: readonly Column[],
  columnAt: readonly Column[],
): (index: number) => RowValues {
  let blank: RowValues = {};
  let until = 0;
  // Where someone deleted that column, the state of every row is lost.
  const isStateGone = !columnAt.some((one) => one?.key === stateKey);
  return (index) => {
    if (index < until) return blank;
    until = Number.POSITIVE_INFINITY;
    const read = new Set<Column>();
    for (const { range } of planned) {
      const { startRowIndex: from = 0, endRowIndex: to = Number.POSITIVE_INFINITY } = range;
      if (index < to) until = Math.min(until, index < from ? from : to);
      if (index < from || index >= to) continue;
      for (const one of columnAt.slice(range.startColumnIndex, range.endColumnIndex)) read.add(one);
    }
    const known = columns.filter((one) => read.has(one) || (one.key === stateKey && isStateGone));
    blank = Object.fromEntries(known.map((one) => [one.key, emptyOf(one)]));
    return blank;
  };
}

/** By what the rows of a tab are decoded. */
interface Decoding {
  readonly tab: Tab;
  readonly columns: readonly Column[];
  readonly clock: ZoneOffset;
}

/** A row that decodes its cells only when a value is asked for, which is true of few rows. */
class RowRead implements SnapshotRow {
  readonly key: string;
  private decoded: RowValues | undefined;

  constructor(
    readonly index: number,
    readonly cells: RawRow,
    private readonly blank: RowValues,
    private readonly by: Decoding,
  ) {
    this.key = String(cells[by.tab.keyColumn] ?? "");
    this.decoded = undefined;
  }

  get values(): RowValues {
    if (this.decoded === undefined) this.decoded = this.decode();
    return this.decoded;
  }

  private decode(): RowValues {
    const { cells, by } = this;
    const values: Record<string, Value> = { ...this.blank };
    for (const column of by.columns) {
      const cell = cells[column.key];
      if (cell !== undefined) values[column.key] = decodeCell(column, cell, by.clock);
    }
    return stateKey in values ? withState(by.tab, values, cells, by.clock) : values;
  }
}

/** A range that was asked for, with what Google answered. */
export interface ReadRange extends PlannedRange {
  readonly reply: RangeValues;
}

/** Where Google answered nothing. */
export const noReply: RangeValues = { range: "", values: [] };

function parseTab(
  tab: TabId,
  columns: readonly Column[],
  planned: readonly ReadRange[],
  { clock, proven }: Reading,
): TabSnapshot {
  const head = planned.find(({ part }) => part === "head")?.reply ?? noReply;
  const definition = tabs[tab];
  const isProven = proven.has(tab);
  const [keys = []] = head.values;
  const positions = keysIn(definition, keys);
  if (positions.size === 0 || !(isProven || isHeadInPlace(definition, head.values))) {
    throw new UnreadableTab(tab);
  }
  const echo = parseEcho(head.range);
  const { keyColumn } = definition;
  const by: Decoding = { tab: definition, columns, clock };
  const columnAt: Column[] = [];
  for (const column of columns) {
    const index = positions.get(column.key);
    if (index !== undefined) columnAt[index] = column;
  }
  const data = planned.filter(({ part }) => part === "data");
  const rows: SnapshotRow[] = [];
  const keyless: SnapshotRow[] = [];
  const blankAt = blankRows(data, columns, columnAt);
  const isTitleRow = titleTest(definition);
  for (const [index, cells] of [...collectCells(data, columnAt)].sort(([a], [b]) => a - b)) {
    const keyCell = cells[keyColumn] ?? "";
    const isTitle = isTitleRow(keyCell);
    // Rows may have been inserted between keys and titles.
    if (
      isTitle &&
      !isProven &&
      !isTitleRow(head.values[1]?.[positions.get(definition.keyColumn) ?? -1])
    )
      throw new UnreadableTab(tab);
    // Unticked checkboxes of a whole column may stand below the data; they are no content.
    const hasContent = keyCell || Object.values(cells).some((cell) => cell !== false);
    if (isTitle || !hasContent) continue;
    const blank = blankAt(index);
    // What people type in Log is not checked, so its rows need no key.
    const isKeyless = keyCell === "" && keyColumn in blank && tab !== "log";
    (isKeyless ? keyless : rows).push(new RowRead(index, cells, blank, by));
  }
  return {
    tab,
    title: echo.title,
    positions,
    head: head.values,
    columnCount: Math.max(echo.lastColumn + 1, ...[...positions.values()].map((at) => at + 1)),
    whole: data.some(({ range }) => isWhole(range)),
    bookmark: bookmarkIn(keys),
    rows,
    keyless,
  };
}

/** What a run knows of a spreadsheet that it reads. */
export interface Reading {
  readonly clock: Clock;
  /** Where the columns of each tab were last seen; those of a new register where it was not read. */
  readonly believed: Map<TabId, ColumnPositions>;
  /** Tabs whose first two rows were proven to be keys and titles, whatever a row below looks like. */
  readonly proven: Set<TabId>;
}

/** The snapshot that Google's replies make. Throws `UnreadableTab`: nothing below a wrong head may be used. */
export function parseSnapshot(
  requests: readonly TabRequest[],
  read: readonly ReadRange[],
  reading: Reading,
): Snapshot {
  const snapshots = new Map<TabId, TabSnapshot>();
  let stale = false;
  for (const tab of new Set(read.map((range) => range.tab))) {
    const columns = columnsAsked(requests, tab);
    const snapshot = parseTab(
      tab,
      columns,
      read.filter((range) => range.tab === tab),
      reading,
    );
    snapshots.set(tab, snapshot);
    const thought = reading.believed.get(tab) ?? originalPositions(tabs[tab]);
    const { positions } = snapshot;
    if (columns.some(({ key }) => thought.get(key) !== positions.get(key))) stale = true;
  }
  return { tabs: snapshots, stale };
}
