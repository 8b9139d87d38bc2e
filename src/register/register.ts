/** A register: one spreadsheet, read as snapshots and written by changes. The only way in which the product reads and writes case data. */
import { orElse } from "../attempt";
import { type Clock, type Lock, lockWaits, type RegisterName, type Spreadsheets } from "../ports";
import type { Run } from "../run";
import { type Change, noChange } from "./change";
import type { TabId } from "./columns";
import { loadTabs, type RegisterFile, restoreHeads } from "./read/load-tabs";
import type { TabRequest } from "./read/plan-read";
import { type Snapshot, UnreadableTab } from "./read/snapshot";
import { registerId } from "./register-ids";
import { type CommitResult, commitChange } from "./write/commit-change";

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
  return openRegister(run, registerId(run.memory, name), ready);
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
