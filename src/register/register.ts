import type { BatchRequest, Clock, Spreadsheets, Workspace } from "../ports";
import {
  afterBatch,
  appendRequest,
  type Batch,
  type KeysSeen,
  keyOf,
  keysSeen,
  type NewRows,
  newRowsOf,
  placesOf,
} from "./append-rows";
import { type Change, isEmpty, noChange, type Update } from "./change";
import type { TabId } from "./columns";
import { type Displaced, displacedBy, repairOf } from "./displaced-rows";
import {
  type ColumnPositions,
  headWithin,
  isHeadInOrder,
  type KeyRange,
  type Span,
} from "./header-position";
import {
  parseSnapshot,
  planRead,
  type Snapshot,
  type TabRequest,
  UnreadableTab,
} from "./read-register";
import { type ReportRegister, reportRegisterIds } from "./register-ids";
import { checklistCorrections } from "./row-hints";
import { markedTabs, refuseNewer } from "./schema";
import { firstDataRow, tabs } from "./tabs";
import { keyRange, readBackOf, toBatch, writeRequests } from "./write-batch";

export interface CommitResult {
  /** The snapshot as it is after the commit, new rows at their places: fit for the next commit of this run. */
  readonly snapshot: Snapshot;
  /** Guesses of where checklists stand that turned out wrong; to go along with the next write. Usually none. */
  readonly corrections: readonly Update[];
  /** How many rows a person had moved and were repaired. */
  readonly repaired: number;
}

export interface Register {
  /** The spreadsheet's id. */
  readonly id: string;
  /**
   * One read; two when columns stand elsewhere than the first one believed; a few when rows or columns are no longer
   * there at all, which are then left out; one more where the rows above a tab's data look like something else. The tabs
   * of messages and activity are always ready to be appended to. Throws what Google throws, `UnreadableTab`, and "newer-register"
   * where a later version made or upgraded it.
   */
  load(requests: readonly TabRequest[]): Snapshot;
  /**
   * One write, all or nothing; none for an empty change. Every tab touched and every row updated must be in the snapshot.
   * Rows that a person moved meanwhile are repaired with two more calls. Throws what Google throws: then the batch may
   * still have been applied, and whoever tries again must read first (design 2.3). `first` goes before it in the same write, and is
   * never sent twice.
   */
  commit(change: Change, snapshot: Snapshot, first?: readonly BatchRequest[]): CommitResult;
}

/** Any change may queue a message or log a line. */
const messageTabs: readonly TabRequest[] = [
  { tab: "outbox", columns: [] },
  { tab: "activity", columns: [] },
];
const repairAttempts = 3;

type Positions = ReadonlyMap<TabId, ColumnPositions>;

/** For where the tab ends or how it is called: nothing was read or written (sheets-api.md 1). */
function isRangeRefusal(error: unknown): boolean {
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

function isStanding({ tab, rows }: NewRows, keys: KeysSeen, how: "every" | "some"): boolean {
  const places = placesOf(keys.get(tab));
  return rows[how]((row) => places.has(keyOf(tab, row)));
}

/** By its name. Throws "not-set-up". */
export function registerNamed(
  ports: Pick<Workspace, "spreadsheets" | "clock" | "memory">,
  name: ReportRegister,
  ready?: readonly TabRequest[],
): Register {
  return openRegister(ports, reportRegisterIds(ports.memory)[name], ready);
}

export function openRegister(
  { spreadsheets, clock }: { readonly spreadsheets: Spreadsheets; readonly clock: Clock },
  id: string,
  ready: readonly TabRequest[] = messageTabs,
): Register {
  const believed = new Map<TabId, ColumnPositions>();
  /** Whose first rows look like something else and are what they should be. */
  const proven = new Set<TabId>();

  function readOnce(requests: readonly TabRequest[]): Snapshot {
    const plan = planRead(requests, believed);
    const replies = spreadsheets.read(
      id,
      plan.map(({ range }) => range),
    );
    // First of all: what a later version keeps differently would look like damage.
    refuseNewer(
      plan.map(({ tab, part }, at) =>
        part === "head" && markedTabs.includes(tab) ? (replies[at]?.values[0] ?? []) : [],
      ),
    );
    const snapshot = parseSnapshot(requests, plan, replies, clock, believed);
    for (const [tab, { positions }] of snapshot.tabs) believed.set(tab, positions);
    return snapshot;
  }

  /** All rows where a tab does not even have so many. */
  function firstRows(tabIds: readonly TabId[]) {
    const read = (rows: Readonly<{ endRowIndex?: number }>) =>
      spreadsheets.read(
        id,
        tabIds.map((tab) => ({ sheetId: tabs[tab].sheetId, ...rows })),
      );
    try {
      return read({ endRowIndex: headWithin });
    } catch (error) {
      if (!isRangeRefusal(error)) throw error;
      return read({});
    }
  }

  /** Throws `UnreadableTab`: under a row that is not what it looks like nothing may be used. */
  function trusted(snapshot: Snapshot): Snapshot {
    const doubtful = [...snapshot.tabs.values()].flatMap(({ tab, isDoubtful }) =>
      isDoubtful && !proven.has(tab) ? [tab] : [],
    );
    if (doubtful.length === 0) return snapshot;
    const heads = firstRows(doubtful);
    doubtful.forEach((tab, at) => {
      if (!isHeadInOrder(tabs[tab], heads[at]?.values ?? [])) throw new UnreadableTab(tab);
      proven.add(tab);
    });
    return snapshot;
  }

  function load(requests: readonly TabRequest[]): Snapshot {
    try {
      return trusted(loadAll([...requests, ...ready]));
    } catch (error) {
      throw error instanceof UnreadableTab ? new UnreadableTab(error.tab, id) : error;
    }
  }

  function loadAll(all: readonly TabRequest[]): Snapshot {
    try {
      const snapshot = readOnce(all);
      return snapshot.stale ? readOnce(all) : snapshot;
    } catch (error) {
      if (!isRangeRefusal(error)) throw error;
      // Rows or columns are gone: the key rows and key columns say what there is.
      const grid = readOnce(all.map(({ tab }) => ({ tab, columns: [] })));
      const asked = new Set(all.filter(({ rows }) => rows !== undefined).map(({ tab }) => tab));
      const keys = readKeys(asked, grid, believed);
      return readOnce(all.map((request) => within(request, keys)));
    }
  }

  /** Whole key columns. */
  function readKeys(tabs: Iterable<TabId>, snapshot: Snapshot, positions: Positions): KeysSeen {
    const ranges = [...new Set(tabs)].map((tab) =>
      keyRange(snapshot, tab, positions.get(tab) ?? new Map(), firstDataRow),
    );
    const grids = ranges.map(({ grid }) => grid);
    return keysSeen(ranges, ranges.length === 0 ? [] : spreadsheets.read(id, grids));
  }

  /** Says which keys stood where afterwards; `isOnce`: never sent twice. */
  function send(
    requests: readonly BatchRequest[],
    readBack: readonly KeyRange[],
    newRows: readonly NewRows[],
    snapshot: Snapshot,
    positions: Positions,
    isOnce = false,
  ): KeysSeen {
    try {
      const asked = readBack.map(({ a1 }) => a1);
      return keysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked).ranges);
    } catch (error) {
      if (isOnce || !isRangeRefusal(error)) throw error;
      // Requests name tabs by id: what was refused is the reading back by title. Whether such a batch is kept is not documented: look for its new rows
      // before sending it again, in every tab, since a key may stand in one from before and Activity's may be the only new ones.
      const tabs = [...readBack, ...newRows].map(({ tab }) => tab);
      const keys = readKeys(tabs, snapshot, positions);
      const isKept = newRows.every((rows) => isStanding(rows, keys, "some"));
      if (isKept && newRows.length > 0) return keys;
      spreadsheets.batchUpdate(id, requests);
      return readKeys(tabs, snapshot, positions);
    }
  }

  /** Where keys stood when all was repaired. */
  function repair(first: readonly Displaced[], snapshot: Snapshot, positions: Positions): KeysSeen {
    let displaced = first;
    let keys: KeysSeen = new Map();
    for (let attempt = 0; attempt < repairAttempts && displaced.length > 0; attempt += 1) {
      const now = clock.now();
      const tabs = displaced.map(({ write }) => write.tab);
      keys = readKeys(tabs, snapshot, positions);
      const { writes, activity } = repairOf(displaced, snapshot, keys, now);
      const lines = newRowsOf({ ...noChange, activity }, snapshot, now);
      const where = (tab: TabId) => positions.get(tab) ?? new Map<string, number>();
      const requests = [
        ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
        ...lines.map((rows) => appendRequest(rows, where(rows.tab), clock)),
      ];
      if (requests.length === 0) break;
      const readBack = readBackOf(snapshot, positions, writes, []);
      displaced = displacedBy(writes, send(requests, readBack, lines, snapshot, positions));
    }
    return keys;
  }

  /** New rows that landed elsewhere: rows above had been deleted. */
  function findLost(batch: Batch, snapshot: Snapshot, seen: KeysSeen): KeysSeen {
    const found = new Set(batch.readBack.map(({ tab }) => tab));
    const lost = batch.newRows.filter(
      (rows) => found.has(rows.tab) && !isStanding(rows, seen, "every"),
    );
    return readKeys(
      lost.map(({ tab }) => tab),
      snapshot,
      batch.positions,
    );
  }

  function commit(
    change: Change,
    snapshot: Snapshot,
    first: readonly BatchRequest[] = [],
  ): CommitResult {
    const isBare = first.length === 0;
    if (isBare && isEmpty(change)) return { snapshot, corrections: [], repaired: 0 };
    const batch = toBatch(change, snapshot, clock, clock.now());
    const { newRows, positions } = batch;
    const requests = [...first, ...batch.requests];
    const met = send(requests, batch.readBack, newRows, snapshot, positions, !isBare);
    const displaced = displacedBy(batch.writes, met);
    const moved = repair(displaced, snapshot, batch.positions);
    const seen = new Map([...met, ...moved]);
    for (const [tab, keys] of findLost(batch, snapshot, seen)) seen.set(tab, keys);
    const after = afterBatch(snapshot, batch, seen, clock);
    const acts = batch.newRows.find(({ tab }) => tab === "checklist")?.rows ?? [];
    const landed = placesOf(seen.get("checklist"));
    const places = acts.map((row) => landed.get(keyOf("checklist", row)) ?? null);
    return {
      snapshot: after,
      corrections: checklistCorrections(acts, places, snapshot, after),
      repaired: displaced.length,
    };
  }

  return { id, load, commit };
}

export interface HourlyRead {
  /** The main register, and what was read of it: at least `hourlyRequests`. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}
