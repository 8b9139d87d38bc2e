/** Reads tabs of one spreadsheet into snapshots. */

import { orElse } from "../../attempt";
import type { Clock, GridRange, RangeValues, Spreadsheets } from "../../ports";
import { firstDataRow, stateKey, type Tab, type TabId, type Tabs } from "../columns";
import { refuseNewer } from "../layout/keys-and-titles";
import { type ColumnPositions, type Span, spansOf } from "./ranges";
import { parseTab, type Snapshot, type TabSnapshot, tabOf } from "./snapshot";

/** Which columns and rows of one tab to read. Several requests for the same tab are combined. */
export interface TabRequest {
  readonly tab: TabId;
  /**
   * Keys of columns and of members of the hidden cell. A time comes from the cell that people see, unless `stateKey` is requested too. An
   * empty list reads only the row of keys, which is enough to append to the tab.
   */
  readonly columns: readonly string[] | "all";
  /** Which rows: zero-based, the end not included, infinite for "to the end of the tab". If left out, every row of data. */
  readonly rows?: readonly Span[];
}

/** One spreadsheet, and what this run knows about it so far. */
export interface RegisterFile {
  readonly spreadsheets: Spreadsheets;
  readonly clock: Clock;
  /** The spreadsheet's id. */
  readonly id: string;
  readonly tabs: Tabs;
  /** Where this run last saw the columns of each tab. For a tab that it has not read yet: where they are in a new register. */
  readonly believed: Map<TabId, ColumnPositions>;
  /** Tabs whose first two rows are certainly keys and titles, even if a row of data looks like titles. */
  readonly proven: Set<TabId>;
}

/** Where the columns of a tab are when the tab is new. */
export function originalPositions(tab: Tab): ColumnPositions {
  return new Map(tab.columns.map((column, index) => [column.key, index]));
}

/** A request for all columns of these rows. An empty list of rows reads no row. */
export function wholeRows(tab: TabId, rows: readonly Span[]): TabRequest {
  return rows.length === 0 ? { tab, columns: [] } : { tab, columns: "all", rows };
}

/** The zero-based row after the last of these rows; the first row of data if there are none. */
export function endOfRows(rows: readonly { readonly index: number }[]): number {
  return rows.reduce((end, { index }) => Math.max(end, index + 1), firstDataRow);
}

// Which ranges a read asks for.

/**
 * Which columns of a tab to read (`columns`, in the tab's order), and the ranges of their cells, each once. `positions`: where the columns
 * are believed to be. The row of keys in Google's reply shows whether that is true.
 */
function planTab(tab: Tab, requests: readonly TabRequest[], positions = originalPositions(tab)) {
  const members = new Set(tab.members.map(({ key }) => key));
  const keys = new Set<string>();
  const ranges = new Map<string, GridRange>();
  for (const { columns, rows = [[firstDataRow, Number.POSITIVE_INFINITY]] } of requests.filter(
    (one) => one.tab === tab.id,
  )) {
    // Members are inside the hidden cell, so that cell is read.
    const wanted =
      columns === "all"
        ? tab.columns.map(({ key }) => key)
        : columns.map((key) => (members.has(key) ? stateKey : key));
    for (const key of wanted) keys.add(key);
    const spans = spansOf(wanted.flatMap((key) => positions.get(key) ?? []));
    for (const [from, to] of rows) {
      for (const [startColumnIndex, endColumnIndex] of spans) {
        const range = {
          sheetId: tab.sheetId,
          startRowIndex: Math.max(from, firstDataRow),
          ...(Number.isFinite(to) ? { endRowIndex: Math.max(to, firstDataRow + 1) } : {}),
          startColumnIndex,
          endColumnIndex,
        };
        ranges.set(Object.values(range).join(), range);
      }
    }
  }
  const columns = tab.columns.filter(({ key }) => keys.has(key));
  return { tab, columns, ranges: [...ranges.values()] };
}

/** Reads once, in one call. `isStale`: a requested column is not where it was believed to be. */
function readOnce(file: RegisterFile, requests: readonly TabRequest[]) {
  const { spreadsheets, id, believed, proven, clock: zone } = file;
  const asked = [...new Set(requests.map(({ tab }) => tab))];
  const plans = asked.map((tab) => planTab(file.tabs[tab], requests, believed.get(tab)));
  const ranges = plans.flatMap(({ tab: { sheetId }, ranges }) => [
    { sheetId, startRowIndex: 0, endRowIndex: firstDataRow },
    ...ranges,
  ]);
  const replies = [...spreadsheets.read(id, ranges)];
  const read = plans.map(({ ranges, ...plan }) => {
    const [head = { range: "", values: [] }, ...cells] = replies.splice(0, ranges.length + 1);
    const data = ranges.map((range, at) => ({ range, values: cells[at]?.values ?? [] }));
    return { ...plan, head, data };
  });
  // Checked first, because what another version stores differently would look like damage.
  const marked = read.filter(({ tab }) => tab.carriesSchema);
  refuseNewer(marked.flatMap(({ head }) => head.values.slice(0, 1)));
  let isStale = false;
  const found = new Map<TabId, TabSnapshot>();
  for (const one of read) {
    const { tab, columns } = one;
    const snapshot = parseTab({ ...one, zone, isProven: proven.has(tab.id) });
    const thought = believed.get(tab.id) ?? originalPositions(tab);
    if (columns.some(({ key }) => thought.get(key) !== snapshot.positions.get(key))) isStale = true;
    believed.set(tab.id, snapshot.positions);
    found.set(tab.id, snapshot);
  }
  return { snapshot: { tabs: found }, isStale };
}

// Where the keys of rows are.

/** For each tab: zero-based row → key. */
export type KeysSeen = ReadonlyMap<TabId, ReadonlyMap<number, string>>;

/** Rows of a tab whose keys are read: zero-based, the end not included. Without `to`, to the end of the tab. */
export interface KeyRange {
  readonly tab: TabId;
  readonly from: number;
  readonly to?: number;
}

/** The keys in these ranges. `replies` are in the order of `ranges`. An empty cell gives "". */
export function readKeysSeen(ranges: readonly KeyRange[], replies: readonly RangeValues[]) {
  const seen = new Map<TabId, Map<number, string>>();
  ranges.forEach(({ tab, from }, position) => {
    const keys = seen.get(tab) ?? new Map<number, string>();
    seen.set(tab, keys);
    (replies[position]?.values ?? []).forEach((row, down) => {
      keys.set(from + down, String(row[0] ?? ""));
    });
  });
  return seen;
}

/** The zero-based column that holds the tab's keys. */
export function keyColumnIn(snapshot: Snapshot, tab: TabId): number {
  const { positions, of } = tabOf(snapshot, tab);
  return positions.get(of.keyColumn) ?? 0;
}

/** Reads the whole key columns of these tabs. One call; none if there are no tabs. */
export function readKeys(
  { spreadsheets, id }: RegisterFile,
  tabIds: Iterable<TabId>,
  snapshot: Snapshot,
): KeysSeen {
  const ranges = [...new Set(tabIds)].map((tab) => ({ tab, from: firstDataRow }));
  if (ranges.length === 0) return new Map();
  const grids = ranges.map(({ tab, from: startRowIndex }) => {
    const startColumnIndex = keyColumnIn(snapshot, tab);
    const { sheetId } = tabOf(snapshot, tab).of;
    return { sheetId, startRowIndex, startColumnIndex, endColumnIndex: startColumnIndex + 1 };
  });
  return readKeysSeen(ranges, spreadsheets.read(id, grids));
}

/** Whether Google refused a range because the tab is shorter or has another title. Then nothing was read or written (sheets-api.md 1). */
export function isRangeRefusal(error: unknown): boolean {
  return /exceeds grid limits|Unable to parse range/.test(String(error));
}

/** Reads what is requested. For calls and errors see `load` of `Register`. */
export function loadTabs(file: RegisterFile, requests: readonly TabRequest[]): Snapshot {
  return orElse(
    () => {
      const once = readOnce(file, requests);
      return (once.isStale ? readOnce(file, requests) : once).snapshot;
    },
    (error) => {
      if (!isRangeRefusal(error)) throw error;
      // A person deleted rows or columns. The rows of keys show which columns are left; rows are read to the end of their tab.
      const heads = requests.map(({ tab }) => ({ tab, columns: [] }));
      const whole = requests.map(({ tab, columns }) => ({ tab, columns }));
      readOnce(file, heads);
      return readOnce(file, whole).snapshot;
    },
  );
}
