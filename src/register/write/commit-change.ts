/** Writes a change into a spreadsheet in one batch, reads the keys of its rows back, and repairs what landed in a row that a person had moved. */
import { orElse } from "../../attempt";
import { type Change, isEmpty, type Update } from "../change";
import { isRangeRefusal, type RegisterFile, readKeys } from "../read/load-tabs";
import type { Snapshot } from "../read/snapshot";
import {
  afterBatch,
  type Batch,
  type KeysSeen,
  keyOfRow,
  type NewRows,
  placesOf,
  readKeysSeen,
} from "./append-rows";
import { findDisplaced, repairDisplaced, type Sending } from "./displaced-rows";
import { checklistCorrections } from "./row-hints";
import { toBatch } from "./write-batch";

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
  const { positions } = batch;
  const moved = repairDisplaced(displaced, { file, snapshot, positions, send });
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
