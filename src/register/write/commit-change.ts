/**
 * Writes a change into a spreadsheet in one batch and reads the keys of its rows back. A row that was overwritten by a write meant for
 * another is put right (design 2.4).
 *
 * A person can sort, insert or delete rows between our read and our write, and no lock stops a person. So each batch returns the keys of the
 * rows that it wrote to. Where a row shows another key than it should:
 * 1. The key columns are read anew, since the rows may have moved once more.
 * 2. The cells that were overwritten get back what was read before, whole: texts of any length, and the hidden cell with the row's state. Rows
 *    next to those that a run works on are read along with them for this reason.
 * 3. The write goes to the row that it was meant for. Both in one batch, whose keys are read back too; at most three times.
 * 4. Activity says so. What cannot be put right is said there as well: the row is gone, or its cells were never read. Its hidden cell then has
 *    another row's key, so the next look takes the state for lost and undoes what needs a lead (`row-state.ts`).
 */
import { orElse } from "../../attempt";
import type { PlainCell } from "../../ports/sheets-requests";
import { cellOfRaw } from "../cells";
import { type ActivityLine, type Change, isEmpty, noChange, type Update } from "../change";
import { stateKey, type TabId } from "../columns";
import { isRangeRefusal, type RegisterFile, readKeys } from "../read/load-tabs";
import type { CellWrite } from "../read/ranges";
import { type Snapshot, tabOf } from "../read/snapshot";
import { tabs } from "../tabs";
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
} from "./append-rows";
import { checklistCorrections } from "./row-hints";
import { planReadBack, toBatch, writeRequests } from "./write-batch";

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

function isStanding({ tab, rows }: NewRows, keys: KeysSeen, how: "every" | "some"): boolean {
  const places = placesOf(keys.get(tab));
  return rows[how]((row) => places.has(keyOfRow(tab, row)));
}

/** Sends a batch and returns which keys stood where afterwards. */
function send(file: RegisterFile, sending: Omit<Batch, "writes">, snapshot: Snapshot): KeysSeen {
  const { spreadsheets, id } = file;
  const { requests, readBack, newRows, positions } = sending;
  const asked = readBack.map(({ a1 }) => a1);
  const write = () => readKeysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked));
  return orElse(write, (error) => {
    if (!isRangeRefusal(error)) throw error;
    // Requests name tabs by id, so what Google refused is the read-back, which names them by title. Whether Google keeps such a batch is
    // not documented. So its new rows are looked for before it is sent again, in every tab: a key may have stood in one tab before, and
    // Activity's rows may be the only new ones.
    const tabs = [...readBack, ...newRows].map(({ tab }) => tab);
    const keys = readKeys(file, tabs, snapshot, positions);
    const isKept = newRows.every((rows) => isStanding(rows, keys, "some"));
    if (isKept && newRows.length > 0) return keys;
    spreadsheets.batchUpdate(id, requests);
    return readKeys(file, tabs, snapshot, positions);
  });
}

/** Where new rows landed that were not found at the expected place, because rows above them had been deleted. */
function findLost(file: RegisterFile, batch: Batch, snapshot: Snapshot, seen: KeysSeen): KeysSeen {
  const found = new Set(batch.readBack.map(({ tab }) => tab));
  const lost = batch.newRows.filter(
    (rows) => found.has(rows.tab) && !isStanding(rows, seen, "every"),
  );
  return readKeys(
    file,
    lost.map(({ tab }) => tab),
    snapshot,
    batch.positions,
  );
}

/** A write that hit a row with another key, or with no key. */
interface Displaced {
  readonly write: CellWrite;
  /** The key of the row that was written over by mistake; "" for a row without a key. */
  readonly met: string;
}

/** What puts displaced writes right. */
interface Repair {
  /** In this order: the cells that were overwritten are restored, then the change is written to the right row. */
  readonly writes: readonly CellWrite[];
  readonly activity: readonly ActivityLine[];
}

/** The key that the row should have after the write. A row without a key may get it by the write itself. */
function keyAfter({ tab, key, values }: CellWrite): string {
  const keyWritten = values[tabs[tab].keyColumn];
  return typeof keyWritten === "string" ? keyWritten : key;
}

/** The writes whose row shows another key than it should. `seen`: the keys that were read back after the batch. */
function findDisplaced(writes: readonly CellWrite[], seen: KeysSeen): readonly Displaced[] {
  return writes.flatMap((write) => {
    const met = seen.get(write.tab)?.get(write.index) ?? "";
    return met === keyAfter(write) ? [] : [{ write, met }];
  });
}

/** The hidden row of keys or the row of titles, where that is what was written over, because rows were inserted above it. */
function headRow({ write, met }: Displaced, snapshot: Snapshot) {
  const { head, positions } = tabOf(snapshot, write.tab);
  const at = positions.get(tabs[write.tab].keyColumn);
  return at === undefined ? undefined : head.find((row) => row[at] === met);
}

/** The cells as they were read before they were overwritten; null where not all of them were read. */
function cellsBefore(
  displaced: Displaced,
  snapshot: Snapshot,
): ReadonlyMap<string, PlainCell> | null {
  const { write, met } = displaced;
  if (met === "") return new Map([...write.cells.keys()].map((key) => [key, {}]));
  const { positions, rows } = tabOf(snapshot, write.tab);
  const head = headRow(displaced, snapshot);
  if (head !== undefined) {
    const cellOf = (key: string) => cellOfRaw(head[positions.get(key) ?? -1] ?? null);
    return new Map([...write.cells.keys()].map((key) => [key, cellOf(key)]));
  }
  const row = rows.find(({ key }) => key === met);
  if (row === undefined) return null;
  const columns = [...write.cells.keys()];
  // The hidden cell is not among the values: its members are.
  const isRead = (key: string) => (key === stateKey ? "accepted" : key) in row.values;
  if (!columns.every(isRead)) return null;
  return new Map(columns.map((key) => [key, cellOfRaw(row.cells[key] ?? null)]));
}

function referenceOf(tab: TabId, key: string, snapshot: Snapshot): string | null {
  if (tab === "cases") return key;
  const row = tabOf(snapshot, tab).rows.find((candidate) => candidate.key === key);
  const { case: reference } = row?.values ?? {};
  return typeof reference === "string" ? reference : null;
}

/**
 * How displaced writes are repaired. `snapshot` was read before the batch, `keys` are the whole key columns read after it. What cannot be
 * repaired (the row is gone, or its cells were never read) becomes an activity line. `now` in ms UTC.
 */
function planRepair(
  displaced: readonly Displaced[],
  snapshot: Snapshot,
  keys: KeysSeen,
  now: number,
): Repair {
  const putBack: CellWrite[] = [];
  const again: CellWrite[] = [];
  const activity: ActivityLine[] = [];
  for (const one of displaced) {
    const { write, met } = one;
    const log = (what: string, key: string) => {
      activity.push({
        at: now,
        who: "automation",
        what,
        case: referenceOf(write.tab, key, snapshot),
        column: [...write.cells.keys()].join(", "),
      });
    };
    const present = keys.get(write.tab) ?? new Map<number, string>();
    const places = placesOf(present);
    // A row without a key cannot be found again. It is cleared only while it still stands at the same place.
    const isStillKeyless = (present.get(write.index) ?? "") === "";
    const victim = met !== "" ? places.get(met) : isStillKeyless ? write.index : undefined;
    const before = cellsBefore(one, snapshot);
    if (victim !== undefined && before !== null) {
      const restored = { values: {}, cells: before, notes: new Map() };
      putBack.push({ tab: write.tab, key: met, index: victim, ...restored });
    } else if (met !== "") {
      log("row-moved-not-restored", met);
    }
    const place = places.get(write.key);
    if (place === undefined) {
      log("row-gone", write.key);
    } else {
      again.push({ ...write, index: place });
      log("row-moved-repaired", write.key);
    }
  }
  return { writes: [...putBack, ...again], activity };
}

const repairAttempts = 3;

/** Repairs displaced rows; returns where keys stood afterwards. */
function repairDisplaced(
  first: readonly Displaced[],
  file: RegisterFile,
  snapshot: Snapshot,
  positions: Batch["positions"],
): KeysSeen {
  let displaced = first;
  let keys: KeysSeen = new Map();
  for (let attempt = 0; attempt < repairAttempts && displaced.length > 0; attempt += 1) {
    const now = file.clock.now();
    const moved = displaced.map(({ write }) => write.tab);
    keys = readKeys(file, moved, snapshot, positions);
    const { writes, activity } = planRepair(displaced, snapshot, keys, now);
    const newRows = newRowsOf({ ...noChange, activity }, snapshot, now);
    const where = (tab: TabId) => positions.get(tab) ?? new Map<string, number>();
    const requests = [
      ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
      ...newRows.map((rows) => appendRequest(rows, where(rows.tab), file.clock)),
    ];
    if (requests.length === 0) break;
    const readBack = planReadBack(snapshot, positions, writes, []);
    displaced = findDisplaced(
      writes,
      send(file, { requests, readBack, newRows, positions }, snapshot),
    );
  }
  return keys;
}

/** Writes a change. Calls and errors: see `commit` of Register. */
export function commitChange(file: RegisterFile, change: Change, snapshot: Snapshot): CommitResult {
  const { clock } = file;
  if (isEmpty(change)) return { snapshot, corrections: [], repaired: 0 };
  const batch = toBatch(change, snapshot, clock, clock.now());
  const met = send(file, batch, snapshot);
  const displaced = findDisplaced(batch.writes, met);
  const moved = repairDisplaced(displaced, file, snapshot, batch.positions);
  const seen = new Map([...met, ...moved]);
  for (const [tab, keys] of findLost(file, batch, snapshot, seen)) seen.set(tab, keys);
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
