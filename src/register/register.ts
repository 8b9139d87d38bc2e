/** A register: one spreadsheet, read as snapshots and written by changes. The only way in which the product reads and writes case data. */
import { orElse } from "../attempt";
import { type Clock, type Lock, lockWaits, type RegisterName, type Spreadsheets } from "../ports";
import type { PlainCell } from "../ports/sheets-requests";
import type { Run } from "../run";
import {
  afterBatch,
  appendRequest,
  type Batch,
  type CellWrite,
  checklistUpdates,
  keyOfRow,
  type NewRows,
  newRowsOf,
  placesOf,
  toBatch,
  writeRequests,
} from "./batch";
import { cellOfRaw } from "./cells";
import { type ActivityLine, type Change, isEmpty, noChange, type Update } from "./change";
import { stateKey, type TabId } from "./columns";
import { columnRange, spansOf } from "./read/ranges";
import {
  isRangeRefusal,
  type KeyRange,
  type KeysSeen,
  keyColumnIn,
  loadTabs,
  type RegisterFile,
  readKeys,
  readKeysSeen,
  restoreHeads,
  type TabRequest,
} from "./read/read-tabs";
import { type Snapshot, tabOf, UnreadableTab } from "./read/snapshot";
import { reportRegisterIds } from "./register-kinds";
import { firstDataRow, tabs } from "./tabs";

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
   * columns were deleted (they are then left out). The tabs of messages and activity are always read far enough to append to them. Where
   * keys or titles are out of place, they are put back under the lock, once, and it is read again. Throws what Google throws,
   * `UnreadableTab` where that cannot be done, "newer-register" where a newer version of the product made the register, and "rolled-over"
   * where another file has replaced it.
   */
  load(requests: readonly TabRequest[]): Snapshot;
  /**
   * Writes a change: one write, all of it or nothing; none for an empty change. Every tab touched and every row updated must be in the
   * snapshot. Rows that a person moved meanwhile are repaired with two more calls. Throws what Google throws. The batch may then still have
   * been applied: to try again, read first (design 2.3).
   */
  commit(change: Change, snapshot: Snapshot): CommitResult;
}

/** Always read, since any change may queue a message or add an activity line. */
const messageTabs: readonly TabRequest[] = [
  { tab: "outbox", columns: [] },
  { tab: "activity", columns: [] },
];

/** What a register needs. Without the lock it cannot put keys or titles back. */
export interface RegisterPorts {
  readonly spreadsheets: Spreadsheets;
  readonly clock: Clock;
  readonly lock?: Lock;
}

/** The register of that name. Throws "not-set-up". */
export function registerNamed(
  run: Run,
  name: RegisterName,
  ready?: readonly TabRequest[],
): Register {
  return openRegister(run, reportRegisterIds(run.memory)[name], ready);
}

/** A register by its spreadsheet's id. `ready`: what each read asks for in addition. No call. */
export function openRegister(
  { spreadsheets, clock, lock }: RegisterPorts,
  id: string,
  ready: readonly TabRequest[] = messageTabs,
): Register {
  const file: RegisterFile = { spreadsheets, clock, id, believed: new Map(), proven: new Set() };
  let mended: readonly TabId[] | null = null;
  const restore = (all: readonly TabRequest[]): Snapshot => {
    mended = restoreHeads(file, all);
    const snapshot = loadTabs(file, all);
    if (mended.length === 0 || !snapshot.tabs.has("activity")) return snapshot;
    const activity = mended.map((column) => ({
      at: clock.now(),
      who: "automation",
      what: "head-mended",
      case: null,
      column,
    }));
    return commitChange(file, { ...noChange, activity }, snapshot).snapshot;
  };
  return {
    id,
    load(requests) {
      const all = [...requests, ...ready];
      const read = () => loadTabs(file, all);
      return orElse(read, (error) => {
        if (!(error instanceof UnreadableTab) || lock === undefined || mended !== null) throw error;
        if (lock.isHeld()) return restore(all);
        const done = lock.during(lockWaits.clock, () => restore(all));
        if (done === null) throw error;
        return done.value;
      });
    },
    commit: (change, snapshot) => commitChange(file, change, snapshot),
  };
}

/** What a step of the clock that comes each hour works on. */
export interface HourlyRead {
  /** The main register, and what was read of it: at least `hourlyRequests`. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}

/**
 * A person can sort, insert or delete rows between our read and our write, and no lock stops a person (design 2.4). So each batch returns the
 * keys of the rows that it wrote to. Where a row shows another key than it should:
 * 1. The key columns are read anew, since the rows may have moved once more.
 * 2. The cells that were overwritten get back what was read before, whole: texts of any length, and the hidden cell with the row's state. Rows
 *    next to those that a run works on are read along with them for this reason.
 * 3. The write goes to the row that it was meant for. Both in one batch, whose keys are read back too; at most three times.
 * 4. Activity says so. What cannot be put right is said there as well: the row is gone, or its cells were never read. Its hidden cell then has
 *    another row's key, so the next look takes the state for lost and undoes what needs a lead (`row-state.ts`).
 */
function commitChange(file: RegisterFile, change: Change, read: Snapshot): CommitResult {
  const { clock } = file;
  if (isEmpty(change)) return { snapshot: read, corrections: [], repaired: 0 };
  const batch = toBatch(change, read, clock, clock.now());
  const met = send(file, batch);
  const displaced = findDisplaced(batch.writes, met);
  const seen = new Map([...met, ...repairDisplaced(displaced, file, batch.snapshot)]);
  // Where new rows landed that were not found at the expected place, because rows above them had been deleted.
  const lost = batch.newRows.flatMap((added) =>
    neverUpdated.includes(added.tab) || isStanding(added, seen, "every") ? [] : [added.tab],
  );
  for (const [tab, keys] of readKeys(file, lost, batch.snapshot)) seen.set(tab, keys);
  const snapshot = afterBatch(batch, seen, clock);
  const steps = batch.newRows.find(({ tab }) => tab === "checklist")?.rows ?? [];
  const landed = placesOf(seen.get("checklist"));
  const places = steps.map((row) => landed.get(keyOfRow("checklist", row)) ?? null);
  const corrections = checklistUpdates(steps, places, read).filter(({ key, values }) => {
    const row = tabOf(snapshot, "cases").rows.find((one) => one.key === key);
    return row !== undefined && row.values["checklistRows"] !== values["checklistRows"];
  });
  return { snapshot, corrections, repaired: displaced.length };
}

/** Tabs whose new rows no later run updates, so that their exact place need not be read back. */
const neverUpdated: readonly TabId[] = ["log", "disclosures", "activity"];

/**
 * What is read back after the batch: the keys of the rows written to, and of appended rows where they are expected. A column read to its
 * end would bring every blank row along, so that is done only where the end is unknown. Ranges of one tab never overlap.
 */
function keysToReadBack({ writes, newRows }: Batch): readonly KeyRange[] {
  const touched = new Set([...writes, ...newRows].map(({ tab }) => tab));
  return [...touched].flatMap((tab): readonly KeyRange[] => {
    const added = neverUpdated.includes(tab) ? undefined : newRows.find((rows) => rows.tab === tab);
    const { expected, rows } = added ?? { expected: 0, rows: [] };
    if (expected === null) return [{ tab, from: firstDataRow }];
    const written = writes.flatMap((write) => (write.tab === tab ? [write.index] : []));
    const spans = spansOf([...written, ...rows.map((_, down) => expected + down)]);
    return spans.map(([from, to]) => ({ tab, from, to }));
  });
}

function isStanding({ tab, rows }: NewRows, keys: KeysSeen, how: "every" | "some"): boolean {
  const places = placesOf(keys.get(tab));
  return rows[how]((row) => places.has(keyOfRow(tab, row)));
}

/** Sends a batch and returns which keys stood where afterwards. */
function send(file: RegisterFile, batch: Batch): KeysSeen {
  const { spreadsheets, id } = file;
  const { requests, newRows, snapshot } = batch;
  const readBack = keysToReadBack(batch);
  const asked = readBack.map(({ tab, from, to }) =>
    columnRange(tabOf(snapshot, tab).title, keyColumnIn(snapshot, tab), from, to),
  );
  const write = () => readKeysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked));
  return orElse(write, (error) => {
    if (!isRangeRefusal(error)) throw error;
    // Requests name tabs by id, so what Google refused is the read-back, which names them by title. Whether Google keeps such a batch is
    // not documented. So its new rows are looked for before it is sent again, in every tab: a key may have stood in one tab before, and
    // Activity's rows may be the only new ones.
    const touched = [...readBack, ...newRows].map(({ tab }) => tab);
    const keys = readKeys(file, touched, snapshot);
    const isKept = newRows.every((rows) => isStanding(rows, keys, "some"));
    if (isKept && newRows.length > 0) return keys;
    spreadsheets.batchUpdate(id, requests);
    return readKeys(file, touched, snapshot);
  });
}

/** A write that hit a row with another key, or with no key. */
interface Displaced {
  readonly write: CellWrite;
  /** The key of the row that was written over by mistake; "" for a row without a key. */
  readonly met: string;
}

/** The writes whose row shows another key than it should. `seen`: the keys that were read back after the batch. */
function findDisplaced(writes: readonly CellWrite[], seen: KeysSeen): readonly Displaced[] {
  return writes.flatMap((write) => {
    const { tab, key, index, values } = write;
    const met = seen.get(tab)?.get(index) ?? "";
    // A row without a key may get it by the write itself.
    const keyWritten = values[tabs[tab].keyColumn];
    return met === (typeof keyWritten === "string" ? keyWritten : key) ? [] : [{ write, met }];
  });
}

/** The cells as they were read before they were overwritten; null where not all of them were read. */
function cellsBefore({ write, met }: Displaced, snapshot: Snapshot): CellWrite["cells"] | null {
  const keys = [...write.cells.keys()];
  const { positions, rows, head } = tabOf(snapshot, write.tab);
  const keyAt = keyColumnIn(snapshot, write.tab);
  // Keys or titles were written over where rows were inserted above them.
  const titles = head.find((row) => row[keyAt] === met);
  const row = rows.find(({ key }) => key === met);
  // The hidden cell is not among the values: its members are.
  const isRead = (key: string) => (key === stateKey ? "accepted" : key) in (row?.values ?? {});
  if (met !== "" && titles === undefined && !keys.every(isRead)) return null;
  const cellOf = (key: string): PlainCell => {
    if (met === "") return {};
    return cellOfRaw(
      (titles === undefined ? row?.cells[key] : titles[positions.get(key) ?? -1]) ?? null,
    );
  };
  return new Map(keys.map((key) => [key, cellOf(key)]));
}

/**
 * How displaced writes are repaired: first the cells that were overwritten are restored, then the change is written to the right row.
 * `snapshot` was read before the batch, `keys` are the whole key columns read after it. What cannot be repaired (the row is gone, or its
 * cells were never read) becomes an activity line. `at` in ms UTC.
 */
function planRepair(
  displaced: readonly Displaced[],
  snapshot: Snapshot,
  keys: KeysSeen,
  at: number,
) {
  const putBack: CellWrite[] = [];
  const again: CellWrite[] = [];
  const activity: ActivityLine[] = [];
  for (const one of displaced) {
    const { write, met } = one;
    const { tab, cells } = write;
    const column = [...cells.keys()].join(", ");
    const log = (what: string, key: string) => {
      const row = tabOf(snapshot, tab).rows.find((candidate) => candidate.key === key);
      const reference = tab === "cases" ? key : row?.values["case"];
      const ofCase = typeof reference === "string" ? reference : null;
      activity.push({ at, who: "automation", what, case: ofCase, column });
    };
    const places = placesOf(keys.get(tab));
    // A row without a key cannot be found again. It is cleared only while it still stands at the same place.
    const isStillKeyless = (keys.get(tab)?.get(write.index) ?? "") === "";
    const victim = met !== "" ? places.get(met) : isStillKeyless ? write.index : undefined;
    const before = cellsBefore(one, snapshot);
    if (victim !== undefined && before !== null) {
      putBack.push({ tab, key: met, index: victim, values: {}, cells: before, notes: {} });
    } else if (met !== "") {
      log("row-moved-not-restored", met);
    }
    const place = places.get(write.key);
    if (place !== undefined) again.push({ ...write, index: place });
    log(place === undefined ? "row-gone" : "row-moved-repaired", write.key);
  }
  return { writes: [...putBack, ...again], activity };
}

const repairAttempts = 3;

/** Repairs displaced rows; returns where keys stood afterwards. */
function repairDisplaced(
  first: readonly Displaced[],
  file: RegisterFile,
  snapshot: Snapshot,
): KeysSeen {
  let displaced = first;
  let keys: KeysSeen = new Map();
  for (let tries = 0; tries < repairAttempts && displaced.length > 0; tries += 1) {
    const now = file.clock.now();
    const moved = displaced.map(({ write }) => write.tab);
    keys = readKeys(file, moved, snapshot);
    const { writes, activity } = planRepair(displaced, snapshot, keys, now);
    const newRows = newRowsOf({ ...noChange, activity }, snapshot, now);
    const requests = [
      ...writes.flatMap((write) => writeRequests(write, snapshot)),
      ...newRows.map((rows) =>
        appendRequest(rows, tabOf(snapshot, rows.tab).positions, file.clock),
      ),
    ];
    if (requests.length === 0) break;
    displaced = findDisplaced(writes, send(file, { requests, writes, newRows, snapshot }));
  }
  return keys;
}
