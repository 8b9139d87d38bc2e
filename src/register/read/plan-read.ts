/** Which ranges of a register a read asks for. */
import type { GridRange } from "../../ports";
import { type Column, stateKey, type Tab, type TabId } from "../columns";
import { firstDataRow, tabs } from "../tabs";
import { type ColumnPositions, type Span, spansOf } from "./ranges";

/** A wish to read columns of one tab. Several wishes for the same tab add up. */
export interface TabRequest {
  readonly tab: TabId;
  /** Keys of columns and of members. An instant comes from the cell that people see unless `stateKey` is asked for. An empty list reads the row of keys alone, which is enough to append to the tab. */
  readonly columns: readonly string[] | "all";
  /** Which rows, zero-based, the end not included and infinite for all that follow. Left out: every row of data. */
  readonly rows?: readonly Span[];
}

/** The wish with the hidden cell in place of its members. */
export function inCells(request: TabRequest): TabRequest {
  const { columns, tab } = request;
  if (columns === "all") return request;
  const members = new Set(tabs[tab].members.map(({ key }) => key));
  const cells = columns.map((key) => (members.has(key) ? stateKey : key));
  return { ...request, columns: [...new Set(cells)] };
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
export function columnsAsked(requests: readonly TabRequest[], tab: TabId): readonly Column[] {
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
