/**
 * A register is one spreadsheet, read as snapshots and written by changes.
 */
import { orElse } from "../attempt";
import { type Clock, type Lock, lockWaits, type Spreadsheets } from "../ports";
import type { Append, Update, Write } from "./change";
import type { Batch, CellWrite, NewRows } from "./change-to-batch";
import {
  afterBatch,
  keyOfRow,
  placesOf,
  rememberedUpdates,
  toBatch,
  writeRequests,
} from "./change-to-batch";
import { firstDataRow, type RowValues, stateKey, type TabId, type Tabs } from "./columns";
import { restoreHeads } from "./layout/restore-headers";
import { columnRange, spansOf } from "./read/ranges";
import type { KeyRange, KeysSeen, RegisterFile, TabRequest } from "./read/read-tabs";
import { isRangeRefusal, keyColumnIn, loadTabs, readKeys, readKeysSeen } from "./read/read-tabs";
import { type Snapshot, tabOf, UnreadableTab } from "./read/snapshot";

/** What a register is opened with: what Google offers, and all tabs that a register can have. */
export interface Opening {
  readonly spreadsheets: Spreadsheets;
  readonly clock: Clock;
  readonly lock: Lock;
  readonly tabs: Tabs;
}

/** What a commit or a read repaired, or could not repair. */
export interface Incident {
  readonly what: "head-mended" | "row-moved-not-restored" | "row-gone" | "row-moved-repaired";
  readonly tab: TabId;
  /** The key of the row, and what was read of it. For titles: none. */
  readonly key: string | null;
  readonly row: RowValues | undefined;
  /** The keys of the columns. */
  readonly column: string;
}

/** How the owner of a register uses it. */
export interface Use {
  /** What every read requests in addition. */
  readonly ready: readonly TabRequest[];
  /** The rows that record what was repaired. */
  record(incidents: readonly Incident[]): readonly Append[];
}

const nothing: Write = { append: [], update: [], views: [] };

/** Opens the register with that spreadsheet id. Makes no call. */
export function openFile({ spreadsheets, clock, lock, tabs }: Opening, id: string, use: Use) {
  const file = {
    ...{ spreadsheets, clock, id, tabs, record: use.record },
    believed: new Map(),
    proven: new Set<TabId>(),
  };
  let mended: readonly TabId[] | null = null;
  const restore = (all: readonly TabRequest[]): Snapshot => {
    mended = restoreHeads(file, all);
    const snapshot = loadTabs(file, all);
    const what = "head-mended";
    const append = use.record(
      mended.map((tab) => ({ what, tab, key: null, row: undefined, column: tab })),
    );
    const isRead = append.every(({ tab }) => snapshot.tabs.has(tab));
    return isRead ? commitWrite(file, { ...nothing, append }, snapshot).snapshot : snapshot;
  };
  return {
    /** The spreadsheet's id. */
    id,
    /**
     * Reads what is requested. One call to Google; two if columns are not where they were believed to be; a few if rows or columns were
     * deleted (they are then left out). What is always read is enough to record repairs. If keys or titles are out of place, they are
     * restored once, under the lock, and the register is read again. Throws what Google throws, `UnreadableTab` if they cannot be restored,
     * "newer-register" if a newer version of the system made the register, and "rolled-over" if another file has replaced it.
     */
    load(requests: readonly TabRequest[]): Snapshot {
      const all = [...requests, ...use.ready];
      return orElse(
        () => loadTabs(file, all),
        (error) => {
          if (!(error instanceof UnreadableTab) || mended !== null) throw error;
          if (lock.isHeld()) return restore(all);
          const done = lock.during(lockWaits.clock, () => restore(all));
          if (done === null) throw error;
          return done.value;
        },
      );
    },
    /**
     * Writes a change, all of it or nothing. One call; none for an empty change. The snapshot must contain every tab that the change touches
     * and every row that it updates. If a person moved rows in the meantime, they are repaired with two more calls. Throws what Google
     * throws; the batch may then still have been applied, so read before you try again (design 2.3).
     */
    commit: (change: Write, snapshot: Snapshot) => commitWrite(file, change, snapshot),
  };
}

/** A register that is open for writing. */
interface WritableFile extends RegisterFile, Pick<Use, "record"> {}

/**
 * Writes a change and checks that it reached the right rows. A person can sort, insert or delete rows between our read and our write, and
 * no lock can stop that (design 2.4). So each batch returns the keys of the rows that it wrote to. If a row has another key than it should:
 * 1. The key columns are read again, since the rows may have moved once more.
 * 2. The overwritten cells get back what was read before, whole: texts of any length, and the hidden cell with the row's state. This is why
 *    a run also reads the rows next to those that it works on.
 * 3. The write goes to the row that it was meant for. Steps 2 and 3 are one batch, whose keys are read back too; at most three times.
 * 4. It is recorded, and also what cannot be repaired because the row is gone or its cells were never read. The hidden cell of such a
 *    row has the key of another row, so the next look treats its state as lost and unsets what needs proof (`row-state.ts`).
 */
function commitWrite(file: WritableFile, change: Write, read: Snapshot) {
  const none: readonly Update[] = [];
  if (Object.values(change).every(({ length }) => length === 0)) {
    return { snapshot: read, corrections: none };
  }
  const batch = toBatch(change, read, file.clock, file.tabs);
  const met = send(file, batch);
  const displaced = findDisplaced(batch.writes, batch.snapshot, met);
  const seen = new Map([...met, ...repairDisplaced(displaced, file, batch.snapshot)]);
  // Tabs where a new row is not at its expected place, because rows above it were deleted.
  const lost = batch.newRows.flatMap((added) =>
    added.tab.isOnlyAppended || isStanding(added, seen, "every") ? [] : [added.tab.id],
  );
  for (const [tab, keys] of readKeys(file, lost, batch.snapshot)) seen.set(tab, keys);
  const snapshot = afterBatch(batch, seen, file.clock);
  const corrections = batch.newRows.flatMap(({ tab, rows }) => {
    const landed = snapshot.tabs.get(tab.id)?.rows ?? [];
    return rememberedUpdates(tab, rows, landed, read).filter(({ tab: of, key, values }) => {
      const row = tabOf(snapshot, of).rows.find((one) => one.key === key);
      return row !== undefined && Object.entries(values).some(([k, v]) => row.values[k] !== v);
    });
  });
  return {
    /** The snapshot after the commit, with new rows at their places. The same run can use it for its next commit. */
    snapshot,
    /** Updates that correct what is remembered of a tab if it turned out to be wrong. Write them with the next change. Usually none. */
    corrections,
  };
}

function isStanding({ tab, rows }: NewRows, keys: KeysSeen, how: "every" | "some"): boolean {
  const places = placesOf(keys.get(tab.id));
  return rows[how]((row) => places.has(keyOfRow(tab, row)));
}

/** Sends a batch. Returns which keys were where afterwards: those of the rows written to, and of appended rows at their expected places. */
function send(file: RegisterFile, batch: Batch): KeysSeen {
  const { spreadsheets, id } = file;
  const { requests, writes, newRows, snapshot } = batch;
  const touched = new Set([...writes.map(({ tab }) => tab), ...newRows.map(({ tab }) => tab.id)]);
  // Ranges of one tab never overlap.
  const readBack = [...touched].flatMap((tab): readonly KeyRange[] => {
    const added = newRows.find((one) => one.tab.id === tab && !one.tab.isOnlyAppended);
    const { expected, rows } = added ?? { expected: 0, rows: [] };
    // Reading a column to its end would return every blank row too, so that is done only if the end is not known.
    if (expected === null) return [{ tab, from: firstDataRow }];
    const written = writes.flatMap((write) => (write.tab === tab ? [write.index] : []));
    const spans = spansOf([...written, ...rows.map((_, down) => expected + down)]);
    return spans.map(([from, to]) => ({ tab, from, to }));
  });
  const asked = readBack.map(({ tab, from, to }) =>
    columnRange(tabOf(snapshot, tab).title, keyColumnIn(snapshot, tab), from, to),
  );
  return orElse(
    () => readKeysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked)),
    (error) => {
      if (!isRangeRefusal(error)) throw error;
      // Requests name tabs by id, so Google refused the read-back, which names them by title. Google does not document whether it keeps
      // such a batch. So before it is sent again, its new rows are looked for in every tab: a key may have been in one tab before, and the
      // rows that record something may be the only new ones.
      const keys = readKeys(file, touched, snapshot);
      const isKept = newRows.every((rows) => isStanding(rows, keys, "some"));
      if (isKept && newRows.length > 0) return keys;
      spreadsheets.batchUpdate(id, requests);
      return readKeys(file, touched, snapshot);
    },
  );
}

/**
 * The writes whose row has another key than it should, or none, with the key of the row that was overwritten by mistake (`met`; "" for none).
 * `seen`: the keys that were read back after the batch.
 */
function findDisplaced(writes: readonly CellWrite[], snapshot: Snapshot, seen: KeysSeen) {
  return writes.flatMap((write) => {
    const { tab, key, index, values } = write;
    const met = seen.get(tab)?.get(index) ?? "";
    // If the row had no key, the write itself may have given it one.
    const keyWritten = values[tabOf(snapshot, tab).of.keyColumn];
    return met === (typeof keyWritten === "string" ? keyWritten : key) ? [] : [{ write, met }];
  });
}

const repairAttempts = 3;

/**
 * Repairs displaced writes: first the overwritten cells are restored, then the change is written to the right row. `snapshot` was read
 * before the batch. What cannot be repaired (the row is gone, or its cells were never read) is recorded. Returns where keys
 * were afterwards.
 */
function repairDisplaced(
  first: ReturnType<typeof findDisplaced>,
  file: WritableFile,
  snapshot: Snapshot,
): KeysSeen {
  let displaced = first;
  let keys: KeysSeen = new Map();
  for (let tries = 0; tries < repairAttempts && displaced.length > 0; tries += 1) {
    const moved = displaced.map(({ write }) => write.tab);
    keys = readKeys(file, moved, snapshot);
    const putBack: CellWrite[] = [];
    const again: CellWrite[] = [];
    const incidents: Incident[] = [];
    for (const { write, met } of displaced) {
      const { tab, index } = write;
      const { rows } = tabOf(snapshot, tab);
      const column = Object.keys(write.cells).join(", ");
      const log = (what: Incident["what"], key: string) => {
        const row = rows.find((one) => one.key === key)?.values;
        incidents.push({ what, tab, key, row, column });
      };
      const places = placesOf(keys.get(tab));
      // A row without a key cannot be found again, so it is cleared only while it is still at the same place.
      const isStillKeyless = (keys.get(tab)?.get(index) ?? "") === "";
      const victim = met !== "" ? places.get(met) : isStillKeyless ? index : undefined;
      const cells = cellsBefore(write, met, snapshot);
      if (victim !== undefined && cells !== null) {
        putBack.push({ tab, key: met, index: victim, values: {}, cells, notes: {} });
      } else if (met !== "") {
        log("row-moved-not-restored", met);
      }
      const place = places.get(write.key);
      if (place !== undefined) again.push({ ...write, index: place });
      log(place === undefined ? "row-gone" : "row-moved-repaired", write.key);
    }
    const writes = [...putBack, ...again];
    const append = file.record(incidents);
    const logged = toBatch({ ...nothing, append }, snapshot, file.clock, file.tabs);
    const repairs = writes.flatMap((write) => writeRequests(write, snapshot, file.tabs));
    const seen = send(file, { ...logged, writes, requests: [...repairs, ...logged.requests] });
    displaced = findDisplaced(writes, snapshot, seen);
  }
  return keys;
}

/** The cells as they were before a write overwrote them in the row with the key `met`; null if some of them were not read. */
function cellsBefore({ tab, cells }: CellWrite, met: string, snapshot: Snapshot) {
  const keys = Object.keys(cells);
  if (met === "") return Object.fromEntries(keys.map((key) => [key, null]));
  const { positions, rows, head } = tabOf(snapshot, tab);
  // If rows were inserted above the keys or titles, the write may have overwritten those.
  const titles = head.find((row) => row[keyColumnIn(snapshot, tab)] === met);
  if (titles !== undefined) {
    return Object.fromEntries(keys.map((key) => [key, titles[positions.get(key) ?? -1] ?? null]));
  }
  const row = rows.find(({ key }) => key === met);
  // The hidden cell is not among the values, only its members are.
  const isRead = (key: string) => (key === stateKey ? "accepted" : key) in (row?.values ?? {});
  if (row === undefined || !keys.every(isRead)) return null;
  return Object.fromEntries(keys.map((key) => [key, row.cells[key] ?? null]));
}
