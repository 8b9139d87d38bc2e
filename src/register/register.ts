/** A register: one spreadsheet, read as snapshots and written by changes. The only way in which the product reads and writes case data. */
import type { Clock, RegisterName, Spreadsheets } from "../ports";
import type { Run } from "../run";
import type { Change } from "./change";
import { loadTabs, type RegisterFile } from "./read/load-tabs";
import type { TabRequest } from "./read/plan-read";
import type { Snapshot } from "./read/snapshot";
import { registerId } from "./register-ids";
import { type CommitResult, commitChange } from "./write/commit-change";

/** One register, open for reading and writing. */
export interface Register {
  /** The spreadsheet's id. */
  readonly id: string;
  /**
   * Reads what is asked for. One call to Google; two where columns stand elsewhere than the first read believed; a few where rows or
   * columns were deleted (they are then left out); one more where the rows above a tab's data look like something else. The tabs of
   * messages and activity are always read far enough to append to them. Throws what Google throws, `UnreadableTab`, "newer-register" where
   * a newer version of the product made the register, and "rolled-over" where another file has replaced it.
   */
  load(requests: readonly TabRequest[]): Snapshot;
  /**
   * Writes a change: one write, all of it or nothing; none for an empty change. Every tab touched and every row updated must be in the
   * snapshot. Rows that a person moved meanwhile are repaired with two more calls. Throws what Google throws. The batch may then still have
   * been applied: whoever tries again must read first (design 2.3).
   */
  commit(change: Change, snapshot: Snapshot): CommitResult;
}

/** Always read, since any change may queue a message or add an activity line. */
const messageTabs: readonly TabRequest[] = [
  { tab: "outbox", columns: [] },
  { tab: "activity", columns: [] },
];
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
  { spreadsheets, clock }: { readonly spreadsheets: Spreadsheets; readonly clock: Clock },
  id: string,
  ready: readonly TabRequest[] = messageTabs,
): Register {
  const file: RegisterFile = { spreadsheets, clock, id, believed: new Map(), proven: new Set() };
  return {
    id,
    load: (requests) => loadTabs(file, [...requests, ...ready]),
    commit: (change, snapshot) => commitChange(file, change, snapshot),
  };
}

/** What a step of the clock that comes each hour works on. */
export interface HourlyRead {
  /** The main register, and what was read of it: at least `hourlyRequests`. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}
