/**
 * How a row is put right that was overwritten by a write meant for another (design 2.4).
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

import type { BatchRequest } from "../../ports";
import type { PlainCell } from "../../sheets-requests";
import { cellOfRaw } from "../cells";
import { type ActivityLine, noChange } from "../change";
import { stateKey, type TabId } from "../columns";
import type { CellWrite, KeyRange } from "../read/header-position";
import { type Positions, type RegisterFile, readKeys } from "../read/load-tabs";
import { type Snapshot, tabOf } from "../read/snapshot";
import { tabs } from "../tabs";
import { appendRequest, type KeysSeen, type NewRows, newRowsOf, placesOf } from "./append-rows";
import { planReadBack, writeRequests } from "./write-batch";

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
export function findDisplaced(writes: readonly CellWrite[], seen: KeysSeen): readonly Displaced[] {
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
    const victim = met === "" ? keylessAt(present, write.index) : places.get(met);
    const before = cellsBefore(one, snapshot);
    if (victim !== undefined && before !== null) {
      const values = {};
      putBack.push({
        tab: write.tab,
        key: met,
        index: victim,
        values,
        cells: before,
        notes: new Map(),
      });
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

/** What is sent in one batch, and what to read back of it. */
export interface Sending {
  readonly requests: readonly BatchRequest[];
  readonly readBack: readonly KeyRange[];
  readonly newRows: readonly NewRows[];
  readonly positions: Positions;
}

/** The file that a batch was written to, as it was read before, and how to send another. */
interface Written {
  readonly file: RegisterFile;
  readonly snapshot: Snapshot;
  readonly positions: Positions;
  send(file: RegisterFile, sending: Sending, snapshot: Snapshot): KeysSeen;
}

/** Repairs displaced rows; returns where keys stood afterwards. */
export function repairDisplaced(first: readonly Displaced[], written: Written): KeysSeen {
  const { file, snapshot, positions } = written;
  const { clock } = file;
  let displaced = first;
  let keys: KeysSeen = new Map();
  for (let attempt = 0; attempt < repairAttempts && displaced.length > 0; attempt += 1) {
    const now = clock.now();
    const tabs = displaced.map(({ write }) => write.tab);
    keys = readKeys(file, tabs, snapshot, positions);
    const { writes, activity } = planRepair(displaced, snapshot, keys, now);
    const newRows = newRowsOf({ ...noChange, activity }, snapshot, now);
    const where = (tab: TabId) => positions.get(tab) ?? new Map<string, number>();
    const requests = [
      ...writes.flatMap((write) => writeRequests(write, where(write.tab))),
      ...newRows.map((rows) => appendRequest(rows, where(rows.tab), clock)),
    ];
    if (requests.length === 0) break;
    const readBack = planReadBack(snapshot, positions, writes, []);
    const met = written.send(file, { requests, readBack, newRows, positions }, snapshot);
    displaced = findDisplaced(writes, met);
  }
  return keys;
}

function keylessAt(keys: ReadonlyMap<number, string>, index: number): number | undefined {
  return (keys.get(index) ?? "") === "" ? index : undefined;
}
