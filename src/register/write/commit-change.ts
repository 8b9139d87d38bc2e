/** Writes a change into a spreadsheet in one batch, reads the keys of its rows back, and repairs what landed in a row that a person had moved. */
import { orElse } from "../../attempt";
import type { BatchRequest } from "../../ports";
import { type Change, isEmpty, noChange, type Update } from "../change";
import type { TabId } from "../columns";
import type { KeyRange } from "../read/header-position";
import { isRangeRefusal, type Positions, type RegisterFile, readKeys } from "../read/load-tabs";
import type { Snapshot } from "../read/snapshot";
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
import { type Displaced, findDisplaced, planRepair } from "./displaced-rows";
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

const repairAttempts = 3;

function isStanding({ tab, rows }: NewRows, keys: KeysSeen, how: "every" | "some"): boolean {
  const places = placesOf(keys.get(tab));
  return rows[how]((row) => places.has(keyOfRow(tab, row)));
}

/** What is sent in one batch, and what to read back of it. */
interface Sending {
  readonly requests: readonly BatchRequest[];
  readonly readBack: readonly KeyRange[];
  readonly newRows: readonly NewRows[];
  readonly positions: Positions;
}

/** Sends a batch and returns which keys stood where afterwards. */
function send(file: RegisterFile, sending: Sending, snapshot: Snapshot): KeysSeen {
  const { spreadsheets, id } = file;
  const { requests, readBack, newRows, positions } = sending;
  const asked = readBack.map(({ a1 }) => a1);
  const write = () => readKeysSeen(readBack, spreadsheets.batchUpdate(id, requests, asked).ranges);
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

/** Repairs displaced rows; returns where keys stood afterwards. */
function repair(
  file: RegisterFile,
  first: readonly Displaced[],
  snapshot: Snapshot,
  positions: Positions,
): KeysSeen {
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
    const met = send(file, { requests, readBack, newRows, positions }, snapshot);
    displaced = findDisplaced(writes, met);
  }
  return keys;
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

/** Writes a change. Calls and errors: see `commit` of Register. */
export function commitChange(file: RegisterFile, change: Change, snapshot: Snapshot): CommitResult {
  const { clock } = file;
  if (isEmpty(change)) return { snapshot, corrections: [], repaired: 0 };
  const batch = toBatch(change, snapshot, clock, clock.now());
  const met = send(file, batch, snapshot);
  const displaced = findDisplaced(batch.writes, met);
  const moved = repair(file, displaced, snapshot, batch.positions);
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
