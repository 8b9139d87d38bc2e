/** Reads tabs of one spreadsheet into snapshots, and finds again what people have moved or deleted. */
import { orElse } from "../../attempt";
import type { Spreadsheets } from "../../ports";
import type { TabId } from "../columns";
import { markedTabs, refuseNewer } from "../key-row-marks";
import { headRequests, headWithin } from "../layout/head";
import { firstDataRow, tabs } from "../tabs";
import { type KeysSeen, readKeysSeen } from "../write/append-rows";
import { keyRange } from "../write/write-batch";
import { inCells, planRead, type TabRequest } from "./plan-read";
import type { ColumnPositions, Span } from "./ranges";
import { noReply, parseSnapshot, type Reading } from "./read-register";
import { type Snapshot, UnreadableTab } from "./snapshot";

/** One spreadsheet, and what this run knows of it so far. */
export interface RegisterFile extends Reading {
  readonly spreadsheets: Spreadsheets;
  /** The spreadsheet's id. */
  readonly id: string;
}

export type Positions = ReadonlyMap<TabId, ColumnPositions>;

/** Whether Google refused a range because of where the tab ends or how it is called. Nothing was read or written then (sheets-api.md 1). */
export function isRangeRefusal(error: unknown): boolean {
  const text = String(error);
  return text.includes("exceeds grid limits") || text.includes("Unable to parse range");
}

function within(request: TabRequest, keys: KeysSeen): TabRequest {
  const { tab, columns, rows } = request;
  if (rows === undefined) return request;
  const end = Math.max(firstDataRow, ...[...(keys.get(tab)?.keys() ?? [])].map((at) => at + 1));
  const there = rows.flatMap(([from, to]): Span[] =>
    from < end ? [[from, Math.min(to, end)]] : [],
  );
  return there.length === 0 ? { tab, columns: [] } : { tab, columns, rows: there };
}

function readOnce(file: RegisterFile, requests: readonly TabRequest[]): Snapshot {
  const { spreadsheets, id, believed } = file;
  const plan = planRead(requests, believed);
  const replies = spreadsheets.read(
    id,
    plan.map(({ range }) => range),
  );
  // Before anything else: what another version keeps differently would look like damage.
  refuseNewer(
    plan.map(({ tab, part }, at) =>
      part === "head" && markedTabs.includes(tab) ? (replies[at]?.values[0] ?? []) : [],
    ),
  );
  const read = plan.map((range, at) => ({ ...range, reply: replies[at] ?? noReply }));
  const snapshot = parseSnapshot(requests, read, file);
  for (const [tab, { positions }] of snapshot.tabs) believed.set(tab, positions);
  return snapshot;
}

/** The first rows of tabs; all rows where a tab has fewer. */
function firstRows({ spreadsheets, id }: RegisterFile, tabIds: readonly TabId[]) {
  const read = (rows: Readonly<{ endRowIndex?: number }>) =>
    spreadsheets.read(
      id,
      tabIds.map((tab) => ({ sheetId: tabs[tab].sheetId, ...rows })),
    );
  return orElse(
    () => read({ endRowIndex: headWithin }),
    (error) => {
      if (!isRangeRefusal(error)) throw error;
      return read({});
    },
  );
}

/**
 * Brings the keys and titles of the tabs back to their first two rows. One read; one write where something is to be done. Returns which
 * tabs it was. Call it under the lock. Throws `UnreadableTab`, and writes nothing into that tab, where a column cannot be identified.
 */
export function restoreHeads(
  file: RegisterFile,
  requests: readonly TabRequest[],
): readonly TabId[] {
  const all = [...new Set(requests.map(({ tab }) => tab))];
  const heads = firstRows(file, all);
  const plans = all.map((tab, at) => {
    return { tab, requests: headRequests(tabs[tab], heads[at]?.values ?? []) };
  });
  const changes = plans.flatMap((plan) => plan.requests ?? []);
  if (changes.length > 0) file.spreadsheets.batchUpdate(file.id, changes);
  const lost = plans.find((plan) => plan.requests === null);
  if (lost !== undefined) throw new UnreadableTab(lost.tab, file.id);
  file.believed.clear();
  for (const tab of all) file.proven.add(tab);
  return plans.flatMap((plan) => (plan.requests?.length ? [plan.tab] : []));
}

/** Reads the whole key columns of tabs. */
export function readKeys(
  { spreadsheets, id }: RegisterFile,
  tabIds: Iterable<TabId>,
  snapshot: Snapshot,
  positions: Positions,
): KeysSeen {
  const ranges = [...new Set(tabIds)].map((tab) =>
    keyRange(snapshot, tab, positions.get(tab) ?? new Map(), [firstDataRow]),
  );
  const grids = ranges.map(({ grid }) => grid);
  return readKeysSeen(ranges, ranges.length === 0 ? [] : spreadsheets.read(id, grids));
}

function loadAll(file: RegisterFile, all: readonly TabRequest[]): Snapshot {
  const read = () => {
    const snapshot = readOnce(file, all);
    return snapshot.stale ? readOnce(file, all) : snapshot;
  };
  return orElse(read, (error) => {
    if (!isRangeRefusal(error)) throw error;
    // Rows or columns were deleted. The rows of keys and the key columns say what is left.
    const grid = readOnce(
      file,
      all.map(({ tab }) => ({ tab, columns: [] })),
    );
    const asked = new Set(all.filter(({ rows }) => rows !== undefined).map(({ tab }) => tab));
    const keys = readKeys(file, asked, grid, file.believed);
    return readOnce(
      file,
      all.map((request) => within(request, keys)),
    );
  });
}

/** Reads what is asked for. Calls and errors: see `load` of Register. */
export function loadTabs(file: RegisterFile, requests: readonly TabRequest[]): Snapshot {
  return orElse(
    () => loadAll(file, requests.map(inCells)),
    (error) => {
      throw error instanceof UnreadableTab ? new UnreadableTab(error.tab, file.id) : error;
    },
  );
}
