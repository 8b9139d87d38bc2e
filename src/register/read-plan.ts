/** What to read of a register: requests by tab and column key, as the fewest ranges. */
import type { GridRange } from "../workspace";
import type { Tab, TabId } from "./columns";
import { type Span, spansOf } from "./row-spans";
import { firstDataRow, tabs } from "./tabs";

/** A wish to read one tab. Several of the same tab add up. */
export interface TabRequest {
  readonly tab: TabId;
  /** Column keys; none reads the key row only, which is enough to append to the tab. */
  readonly columns: readonly string[] | "all";
  /** Zero-based half-open rows, the end infinite for all that follows; left out: every data row. */
  readonly rows?: readonly Span[];
}

/** Where the columns of a tab stand: key → zero-based index. */
export type ColumnPositions = ReadonlyMap<string, number>;

/** A range of a read, and what it was asked for. */
export interface PlannedRange {
  readonly tab: TabId;
  /** "head": the rows of keys and titles. */
  readonly part: "head" | "data";
  readonly range: GridRange;
}

/** Where the columns of a tab stand at birth. */
export function bornPositions(tab: Tab): ColumnPositions {
  return new Map(tab.columns.map((column, index) => [column.key, index]));
}

function askedColumns(request: TabRequest): readonly string[] {
  return request.columns === "all"
    ? tabs[request.tab].columns.map((column) => column.key)
    : request.columns;
}

/** The column keys that requests ask of one tab, in the tab's order. */
export function columnsAsked(requests: readonly TabRequest[], tab: TabId): readonly string[] {
  const asked = new Set(
    requests.filter((request) => request.tab === tab).flatMap((request) => askedColumns(request)),
  );
  return tabs[tab].columns.map((column) => column.key).filter((key) => asked.has(key));
}

function dataRanges(request: TabRequest, positions: ColumnPositions): readonly GridRange[] {
  const columns = spansOf(
    askedColumns(request)
      .map((key) => positions.get(key))
      .filter((index): index is number => index !== undefined),
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
 * The ranges of one read: the two rows above the data of each tab asked for, then its cells, each range once.
 * `positions` says where columns are believed to stand; the key rows in the same reply prove it or not.
 */
export function planRead(
  requests: readonly TabRequest[],
  positions: ReadonlyMap<TabId, ColumnPositions> = new Map(),
): readonly PlannedRange[] {
  const planned: PlannedRange[] = [];
  for (const tab of new Set(requests.map((request) => request.tab))) {
    const where = positions.get(tab) ?? bornPositions(tabs[tab]);
    planned.push({
      tab,
      part: "head",
      range: { sheetId: tabs[tab].sheetId, startRowIndex: 0, endRowIndex: firstDataRow },
    });
    const seen = new Set<string>();
    for (const request of requests) {
      if (request.tab !== tab) continue;
      for (const range of dataRanges(request, where)) {
        const name = JSON.stringify(range);
        if (seen.has(name)) continue;
        seen.add(name);
        planned.push({ tab, part: "data", range });
      }
    }
  }
  return planned;
}
