/** A change as the requests of one spreadsheets.batchUpdate, with what must be read back to know which rows were met. */
import type { BatchRequest, GridRange } from "../workspace";
import { columnRange } from "./a1";
import { bookmarkRequests } from "./bookmark";
import { type CellWrite, cellWritesOf, writeRequests } from "./cell-writes";
import type { Change } from "./change";
import { withChecklistRows } from "./checklist-rows";
import type { TabId } from "./columns";
import type { ZoneOffset } from "./local-time";
import { type ColumnAddition, columnRequests, missingColumns } from "./missing-columns";
import { appendRequest, endOf, type NewRows, newRowsOf } from "./new-rows";
import type { ColumnPositions } from "./read-plan";
import { spansOf } from "./row-spans";
import { type Snapshot, tabOf } from "./snapshot";
import { firstDataRow, tabs } from "./tabs";
import { viewRequest } from "./view-request";

/** A piece of a tab's key column that is read after the batch was applied. */
export interface KeyRange {
  readonly tab: TabId;
  readonly a1: string;
  /** The same, for a read by sheet id. */
  readonly grid: GridRange & { readonly startRowIndex: number };
}

export interface Batch {
  readonly requests: readonly BatchRequest[];
  readonly writes: readonly CellWrite[];
  readonly newRows: readonly NewRows[];
  readonly readBack: readonly KeyRange[];
  /** Where columns stand once the batch is applied. */
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
}

export function keyRange(
  snapshot: Snapshot,
  tab: TabId,
  positions: ColumnPositions,
  from: number,
  to?: number,
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

/** Tabs whose new rows nobody writes to again: where they landed is of no interest. */
const neverUpdated: readonly TabId[] = ["activity"];

/** The keys of the rows written to, and the end of each tab appended to. Ranges of one tab never overlap. */
export function readBackOf(
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
    const tail = added === undefined ? null : (added.expected ?? firstDataRow);
    const rows = writes
      .filter((write) => write.tab === tab && (tail === null || write.index < tail))
      .map(({ index }) => index);
    for (const [from, to] of spansOf(rows)) ranges.push(keyRange(snapshot, tab, where, from, to));
    if (tail !== null) ranges.push(keyRange(snapshot, tab, where, tail));
  }
  return ranges;
}

/**
 * The one batch of a change. Every tab that the change touches must be in the snapshot, every updated row too.
 * Messages become Outbox rows claimed by this run, activity becomes Activity rows; a column of ours that the district
 * has deleted is added again where the change fills it. `now` in milliseconds since 1970, UTC.
 */
export function toBatch(change: Change, snapshot: Snapshot, clock: ZoneOffset, now: number): Batch {
  const addsActs = change.append.some(({ tab }) => tab === "checklist");
  const expected = addsActs ? endOf(snapshot, "checklist") : null;
  const complete = withChecklistRows(change, snapshot, expected);
  const newRows = newRowsOf(complete, snapshot, now);
  const writes = cellWritesOf(complete.update, snapshot, clock);
  const positions = new Map<TabId, ColumnPositions>();
  const additions: ColumnAddition[] = [];
  for (const [tab, { positions: found, columnCount }] of snapshot.tabs) {
    const addition = missingColumns(tab, found, columnCount, newRows, writes);
    if (addition.columns.length > 0) additions.push(addition);
    positions.set(tab, addition.positions);
  }
  const where = (tab: TabId) => positions.get(tab) ?? tabOf(snapshot, tab).positions;
  return {
    requests: [
      ...additions.flatMap(columnRequests),
      ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
      ...bookmarkRequests(snapshot, writes),
      ...newRows.map((rows) => appendRequest(rows, where(rows.tab), clock)),
      ...complete.views.flatMap((view) => viewRequest(view, where(view.tab))),
    ],
    writes,
    newRows,
    readBack: readBackOf(snapshot, positions, writes, newRows),
    positions,
  };
}
