/** A register: one spreadsheet, read as snapshots and written by changes. The only way in which the product reads and writes case data. */
import type { BatchRequest, Clock, RegisterName, Spreadsheets, Workspace } from "../ports";
import { type Change, isEmpty, noChange, type Update } from "./change";
import type { TabId } from "./columns";
import {
  type ColumnPositions,
  headWithin,
  isHeadInOrder,
  type KeyRange,
  type Span,
} from "./read/header-position";
import { planRead, type TabRequest } from "./read/plan-read";
import { parseSnapshot } from "./read/read-register";
import { type Snapshot, UnreadableTab } from "./read/snapshot";
import { registerId } from "./register-ids";
import { markedTabs, refuseNewer } from "./schema";
import { firstDataRow, tabs } from "./tabs";
import {
  afterBatch,
  appendRequest,
  type Batch,
  type KeysSeen,
  keyOfRow,
  type NewRows,
  newRowsOf,
  placesOf,
  readKeysSeen,
} from "./write/append-rows";
import { type Displaced, findDisplaced, planRepair } from "./write/displaced-rows";
import { checklistCorrections } from "./write/row-hints";
import { keyRange, planReadBack, toBatch, writeRequests } from "./write/write-batch";

/** What became of a commit. */
export interface CommitResult {
  /** The snapshot as it is after the commit, new rows at their places. Good enough for the next commit of the same run. */
  readonly snapshot: Snapshot;
  /**
   * Corrections of `checklistRows` (where a case's checklist stands) that turned out wrong; to be written along with the next change.
   * Usually none.
   */
  readonly corrections: readonly Update[];
  /** How many rows a person had moved meanwhile; they were repaired. */
  readonly repaired: number;
}

/** One register, open for reading and writing. */
export interface Register {
  /** The spreadsheet's id. */
  readonly id: string;
  /**
   * Reads what is asked for. One call to Google; two where columns stand elsewhere than the first read believed; a few where rows or
   * columns were deleted (they are then left out); one more where the rows above a tab's data look like something else. The tabs of
   * messages and activity are always read far enough to append to them. Throws what Google throws, `UnreadableTab`, "newer-register" where
   * a later version of the product made or upgraded the register, and "rolled-over" where another file has replaced it.
   */
  load(requests: readonly TabRequest[]): Snapshot;
  /**
   * Writes a change: one write, all of it or nothing; none for an empty change. Every tab touched and every row updated must be in the
   * snapshot. Rows that a person moved meanwhile are repaired with two more calls. Throws what Google throws. The batch may then still have
   * been applied: whoever tries again must read first (design 2.3). `first`: requests that go into the same write before the change; such a
   * write is never sent twice.
   */
  commit(change: Change, snapshot: Snapshot, first?: readonly BatchRequest[]): CommitResult;
}

/** Always read, since any change may queue a message or add an activity line. */
const messageTabs: readonly TabRequest[] = [
  { tab: "outbox", columns: [] },
  { tab: "activity", columns: [] },
];
const repairAttempts = 3;

type Positions = ReadonlyMap<TabId, ColumnPositions>;

/** Whether Google refused a range because of where the tab ends or how it is called. Nothing was read or written then (sheets-api.md 1). */
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
  return rows[how]((row) => places.has(keyOfRow(tab, row)));
}

/** The register of that name. Throws "not-set-up". */
export function registerNamed(
  ports: Pick<Workspace, "spreadsheets" | "clock" | "memory">,
  name: RegisterName,
  ready?: readonly TabRequest[],
): Register {
  return openRegister(ports, registerId(ports.memory, name), ready);
}

/** A register by its spreadsheet's id. `ready`: what each read asks for in addition. No call. */
export function openRegister(
  { spreadsheets, clock }: { readonly spreadsheets: Spreadsheets; readonly clock: Clock },
  id: string,
  ready: readonly TabRequest[] = messageTabs,
): Register {
  const believed = new Map<TabId, ColumnPositions>();
  /** Tabs whose first rows looked doubtful and were proven to be keys and titles. */
  const proven = new Set<TabId>();

  function readOnce(requests: readonly TabRequest[]): Snapshot {
    const plan = planRead(requests, believed);
    const replies = spreadsheets.read(
      id,
      plan.map(({ range }) => range),
    );
    // Before anything else: what a later version keeps differently would look like damage.
    refuseNewer(
      plan.map(({ tab, part }, at) =>
        part === "head" && markedTabs.includes(tab) ? (replies[at]?.values[0] ?? []) : [],
      ),
    );
    const snapshot = parseSnapshot(requests, plan, replies, clock, believed);
    for (const [tab, { positions }] of snapshot.tabs) believed.set(tab, positions);
    return snapshot;
  }

  /** The first rows of tabs; all rows where a tab has fewer. */
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

  /** The snapshot, once doubtful heads are proven. Throws `UnreadableTab`: nothing below a wrong head may be used. */
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
      // Rows or columns were deleted. The rows of keys and the key columns say what is left.
      const grid = readOnce(all.map(({ tab }) => ({ tab, columns: [] })));
      const asked = new Set(all.filter(({ rows }) => rows !== undefined).map(({ tab }) => tab));
      const keys = readKeys(asked, grid, believed);
      return readOnce(all.map((request) => within(request, keys)));
    }
  }

  /** Reads the whole key columns of tabs. */
  function readKeys(tabs: Iterable<TabId>, snapshot: Snapshot, positions: Positions): KeysSeen {
    const ranges = [...new Set(tabs)].map((tab) =>
      keyRange(snapshot, tab, positions.get(tab) ?? new Map(), firstDataRow),
    );
    const grids = ranges.map(({ grid }) => grid);
    return readKeysSeen(ranges, ranges.length === 0 ? [] : spreadsheets.read(id, grids));
  }

  /** Sends a batch and returns which keys stood where afterwards. `isOnce`: never sent a second time. */
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
      return readKeysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked).ranges);
    } catch (error) {
      if (isOnce || !isRangeRefusal(error)) throw error;
      // Requests name tabs by id, so what Google refused is the read-back, which names them by title. Whether Google keeps such a batch is
      // not documented. So its new rows are looked for before it is sent again, in every tab: a key may have stood in one tab before, and
      // Activity's rows may be the only new ones.
      const tabs = [...readBack, ...newRows].map(({ tab }) => tab);
      const keys = readKeys(tabs, snapshot, positions);
      const isKept = newRows.every((rows) => isStanding(rows, keys, "some"));
      if (isKept && newRows.length > 0) return keys;
      spreadsheets.batchUpdate(id, requests);
      return readKeys(tabs, snapshot, positions);
    }
  }

  /** Repairs displaced rows; returns where keys stood afterwards. */
  function repair(first: readonly Displaced[], snapshot: Snapshot, positions: Positions): KeysSeen {
    let displaced = first;
    let keys: KeysSeen = new Map();
    for (let attempt = 0; attempt < repairAttempts && displaced.length > 0; attempt += 1) {
      const now = clock.now();
      const tabs = displaced.map(({ write }) => write.tab);
      keys = readKeys(tabs, snapshot, positions);
      const { writes, activity } = planRepair(displaced, snapshot, keys, now);
      const lines = newRowsOf({ ...noChange, activity }, snapshot, now);
      const where = (tab: TabId) => positions.get(tab) ?? new Map<string, number>();
      const requests = [
        ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
        ...lines.map((rows) => appendRequest(rows, where(rows.tab), clock)),
      ];
      if (requests.length === 0) break;
      const readBack = planReadBack(snapshot, positions, writes, []);
      displaced = findDisplaced(writes, send(requests, readBack, lines, snapshot, positions));
    }
    return keys;
  }

  /** Where new rows landed that were not found at the expected place, because rows above them had been deleted. */
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
    const displaced = findDisplaced(batch.writes, met);
    const moved = repair(displaced, snapshot, batch.positions);
    const seen = new Map([...met, ...moved]);
    for (const [tab, keys] of findLost(batch, snapshot, seen)) seen.set(tab, keys);
    const after = afterBatch(snapshot, batch, seen, clock);
    const acts = batch.newRows.find(({ tab }) => tab === "checklist")?.rows ?? [];
    const landed = placesOf(seen.get("checklist"));
    const places = acts.map((row) => landed.get(keyOfRow("checklist", row)) ?? null);
    return {
      snapshot: after,
      corrections: checklistCorrections(acts, places, snapshot, after),
      repaired: displaced.length,
    };
  }

  return { id, load, commit };
}

/** What a step of the clock that comes each hour works on. */
export interface HourlyRead {
  /** The main register, and what was read of it: at least `hourlyRequests`. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}
