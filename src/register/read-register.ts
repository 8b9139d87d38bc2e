/**
 * Reading a register: which ranges a wish needs, and the snapshot that Google's replies make. Rows are found by key, columns by the hidden
 * row of keys, never by a remembered place alone.
 */
import type { GridRange, RangeValues, RawCell } from "../ports";
import type { ZoneOffset } from "../time";
import { decodeCell, decodeRow, type RawRow } from "./cells";
import type { Column, RowValues, Tab, TabId, Value } from "./columns";
import {
  type Bookmark,
  bookmarkIn,
  type ColumnPositions,
  isDataRow,
  isHeadDoubtful,
  keysIn,
  parseEcho,
  type Span,
  spansOf,
  titleTest,
} from "./header-position";
import {
  type activityColumns,
  type caseColumns,
  type checklistColumns,
  type contactColumns,
  type disclosureColumns,
  type educationColumns,
  firstDataRow,
  type guideColumns,
  type logColumns,
  type outboxColumns,
  type planColumns,
  type RowOf,
  type reportColumns,
  type reporterColumns,
  type schoolColumns,
  type settingColumns,
  type summaryColumns,
  tabs,
} from "./tabs";

// From tabs and column keys to the fewest ranges.

/** A wish to read columns of one tab. Several wishes for the same tab add up. */
export interface TabRequest {
  readonly tab: TabId;
  /** Column keys. An empty list reads the row of keys alone, which is enough to append to the tab. */
  readonly columns: readonly string[] | "all";
  /** Which rows, zero-based, the end not included and infinite for all that follow. Left out: every row of data. */
  readonly rows?: readonly Span[];
}

/** One range of a read, and what it was asked for. */
export interface PlannedRange {
  readonly tab: TabId;
  /** "head": the rows of keys and titles; "data": the rows below them. */
  readonly part: "head" | "data";
  readonly range: GridRange;
}

/** Where the columns of a tab stand when the tab is new. */
export function originalPositions(tab: Tab): ColumnPositions {
  return new Map(tab.columns.map((column, index) => [column.key, index]));
}

/** A wish to read all columns of these rows; no rows where the list is empty. */
export function wholeRows(tab: TabId, rows: readonly Span[]): TabRequest {
  return rows.length === 0 ? { tab, columns: [] } : { tab, columns: "all", rows };
}

/** The zero-based row after the last of these; the first row of data where there are none. */
export function endOfRows(rows: readonly { readonly index: number }[]): number {
  return rows.reduce((end, { index }) => Math.max(end, index + 1), firstDataRow);
}

/** The columns that the wishes name for a tab, in the tab's order. */
function columnsAsked(requests: readonly TabRequest[], tab: TabId): readonly Column[] {
  const own = requests.filter((request) => request.tab === tab);
  return tabs[tab].columns.filter(({ key }) =>
    own.some(({ columns }) => columns === "all" || columns.includes(key)),
  );
}

function dataRanges(request: TabRequest, positions: ColumnPositions): readonly GridRange[] {
  const columns = spansOf(
    request.columns === "all"
      ? positions.values()
      : request.columns.flatMap((key) => positions.get(key) ?? []),
  );
  const rows: readonly (Span | null)[] = request.rows ?? [null];
  return rows.flatMap((span) =>
    columns.map(([startColumnIndex, endColumnIndex]) => ({
      sheetId: tabs[request.tab].sheetId,
      startRowIndex: span === null ? firstDataRow : Math.max(span[0], firstDataRow),
      ...(span === null || span[1] === Number.POSITIVE_INFINITY
        ? {}
        : { endRowIndex: Math.max(span[1], firstDataRow + 1) }),
      startColumnIndex,
      endColumnIndex,
    })),
  );
}

/**
 * The ranges of a read, each once: the two rows above the data of each tab, then its cells. `positions`: where columns are believed to
 * stand; the row of keys in the reply proves or refutes it.
 */
export function planRead(
  requests: readonly TabRequest[],
  positions: ReadonlyMap<TabId, ColumnPositions> = new Map(),
): readonly PlannedRange[] {
  const planned: PlannedRange[] = [];
  for (const tab of new Set(requests.map((request) => request.tab))) {
    const where = positions.get(tab) ?? originalPositions(tabs[tab]);
    planned.push({
      tab,
      part: "head",
      range: { sheetId: tabs[tab].sheetId, startRowIndex: 0, endRowIndex: firstDataRow },
    });
    const ranges = requests.flatMap((request) =>
      request.tab === tab ? dataRanges(request, where) : [],
    );
    const unique = new Map(ranges.map((range) => [Object.values(range).join(), range]));
    for (const range of unique.values()) planned.push({ tab, part: "data", range });
  }
  return planned;
}

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
  /** Whether these two rows may be something else, so that more of the first rows have to be read. */
  readonly isDoubtful: boolean;
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
 * Thrown for a tab whose keys or titles are missing or not where they should be. The tab is neither read nor written until header-repair
 * mends it.
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

function positionsIn(tab: TabId, [keys = [], titles = []]: RangeValues["values"]): ColumnPositions {
  const positions = keysIn(tabs[tab], keys);
  // The row where titles should be holds data: below it nothing would ever be read.
  if (positions.size === 0 || isDataRow(tabs[tab], positions, titles)) throw new UnreadableTab(tab);
  return positions;
}

function collectCells(
  planned: readonly (PlannedRange & { readonly reply: RangeValues })[],
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
  clock: ZoneOffset,
): (index: number) => RowValues {
  let blank: RowValues = {};
  let until = 0;
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
    blank = decodeRow(
      columns.filter((column) => read.has(column)),
      {},
      clock,
    );
    return blank;
  };
}

/** A row that decodes its cells only when somebody asks for a value: nobody asks for most rows. */
class RowRead implements SnapshotRow {
  private decoded: RowValues | undefined;

  constructor(
    readonly index: number,
    readonly key: string,
    readonly cells: RawRow,
    private readonly blank: RowValues,
    private readonly columns: readonly Column[],
    private readonly clock: ZoneOffset,
  ) {
    this.decoded = undefined;
  }

  get values(): RowValues {
    if (this.decoded === undefined) this.decoded = this.decode();
    return this.decoded;
  }

  private decode(): RowValues {
    const { cells, clock } = this;
    const values: Record<string, Value> = { ...this.blank };
    for (const column of this.columns) {
      const cell = cells[column.key];
      if (cell !== undefined) values[column.key] = decodeCell(column, cell, clock);
    }
    return values;
  }
}

const noReply: RangeValues = { range: "", values: [] };

function parseTab(
  tab: TabId,
  columns: readonly Column[],
  planned: readonly (PlannedRange & { readonly reply: RangeValues })[],
  clock: ZoneOffset,
): TabSnapshot {
  const head = planned.find(({ part }) => part === "head")?.reply ?? noReply;
  const positions = positionsIn(tab, head.values);
  const echo = parseEcho(head.range);
  const [keys = [], titles = []] = head.values;
  const definition = tabs[tab];
  const columnAt: Column[] = [];
  for (const column of columns) {
    const index = positions.get(column.key);
    if (index !== undefined) columnAt[index] = column;
  }
  const data = planned.filter(({ part }) => part === "data");
  const rows: SnapshotRow[] = [];
  const keyless: SnapshotRow[] = [];
  const blankAt = blankRows(data, columns, columnAt, clock);
  const isTitleRow = titleTest(definition);
  let isTitledBelow = false;
  for (const [index, cells] of [...collectCells(data, columnAt)].sort(([a], [b]) => a - b)) {
    const keyCell = cells[definition.keyColumn] ?? "";
    const isTitle = isTitleRow(keyCell);
    if (isTitle) isTitledBelow = true;
    // Unticked checkboxes of a whole column may stand below the data; they are no content.
    const hasContent = keyCell || Object.values(cells).some((cell) => cell !== false);
    if (isTitle || !hasContent) continue;
    const key = String(keyCell);
    const blank = blankAt(index);
    const isKeyless = key === "" && definition.keyColumn in blank;
    (isKeyless ? keyless : rows).push(new RowRead(index, key, cells, blank, columns, clock));
  }
  return {
    tab,
    title: echo.title,
    positions,
    head: head.values,
    isDoubtful: isHeadDoubtful(definition, positions, titles, isTitledBelow),
    columnCount: Math.max(echo.lastColumn + 1, ...[...positions.values()].map((at) => at + 1)),
    whole: data.some(({ range }) => isWhole(range)),
    bookmark: bookmarkIn(keys),
    rows,
    keyless,
  };
}

/**
 * The snapshot that Google's replies make. `replies` are in the plan's order; `believed` are the positions with which the plan was made.
 * Throws `UnreadableTab`.
 */
export function parseSnapshot(
  requests: readonly TabRequest[],
  plan: readonly PlannedRange[],
  replies: readonly RangeValues[],
  clock: ZoneOffset,
  believed: ReadonlyMap<TabId, ColumnPositions> = new Map(),
): Snapshot {
  const planned = plan.map((range, index) => ({
    ...range,
    reply: replies[index] ?? noReply,
  }));
  const snapshots = new Map<TabId, TabSnapshot>();
  let stale = false;
  for (const tab of new Set(plan.map((range) => range.tab))) {
    const columns = columnsAsked(requests, tab);
    const snapshot = parseTab(
      tab,
      columns,
      planned.filter((range) => range.tab === tab),
      clock,
    );
    snapshots.set(tab, snapshot);
    const thought = believed.get(tab) ?? originalPositions(tabs[tab]);
    const { positions } = snapshot;
    if (columns.some(({ key }) => thought.get(key) !== positions.get(key))) stale = true;
  }
  return { tabs: snapshots, stale };
}

/** What was read of a tab. Throws an Error where the tab was not asked for, which is a mistake of the caller. */
export function tabOf(snapshot: Snapshot, tab: TabId): TabSnapshot {
  const found = snapshot.tabs.get(tab);
  if (found === undefined) throw new Error(`the tab "${tab}" was not read`);
  return found;
}

type ColumnsOf = {
  readonly cases: ReturnType<typeof caseColumns>;
  readonly checklist: ReturnType<typeof checklistColumns>;
  readonly plan: ReturnType<typeof planColumns>;
  readonly log: ReturnType<typeof logColumns>;
  readonly disclosures: ReturnType<typeof disclosureColumns>;
  readonly reports: ReturnType<typeof reportColumns>;
  readonly reporters: ReturnType<typeof reporterColumns>;
  readonly contacts: ReturnType<typeof contactColumns>;
  readonly schools: ReturnType<typeof schoolColumns>;
  readonly settings: ReturnType<typeof settingColumns>;
  readonly summary: ReturnType<typeof summaryColumns>;
  readonly education: ReturnType<typeof educationColumns>;
  readonly guide: ReturnType<typeof guideColumns>;
  readonly outbox: ReturnType<typeof outboxColumns>;
  readonly activity: ReturnType<typeof activityColumns>;
};

/** The rows of a tab that have a key, with typed values. Only columns that were read have a value: ask for what you use. */
export function rowsOf<T extends TabId>(
  snapshot: Snapshot,
  tab: T,
): readonly (Omit<SnapshotRow, "values"> & { readonly values: Partial<RowOf<ColumnsOf[T]>> })[] {
  // parseTab decodes each column by the definition that RowOf is made from.
  return tabOf(snapshot, tab).rows as readonly (Omit<SnapshotRow, "values"> & {
    readonly values: Partial<RowOf<ColumnsOf[T]>>;
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
