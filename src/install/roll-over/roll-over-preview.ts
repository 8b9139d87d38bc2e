/** What a roll-over would keep and remove, in the main register alone: what the readers' files hold only their readers may know. */
import { goingOn } from "../../case/facts/case-reference";
import {
  casesToKeep,
  type RetainedCase,
  type Retention,
  retentionColumns,
  yearsAfter,
} from "../../case/lifecycle/retention";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { openRegister, registerNamed } from "../../register/register";
import type { Run } from "../../run";

/** So many cases a register is made for (design 8). Years usually bring a roll-over before that. */
export const capacity = 2_000;
const nearCapacity = 1_500;

/** What a roll-over now would keep and remove. */
export interface Preview extends Retention {
  /**
   * Why it is time for a roll-over: "capacity", a register is nearly full; "retention", a case is past its years or (asked once a year) one
   * may be in a reader's file. Null: not yet.
   */
  readonly due: "retention" | "capacity" | null;
  readonly years: number | null;
}

/** What a roll-over would do now: how many cases would go, stay or be kept by a legal hold. One read. */
export function previewOf(run: Run): Preview {
  const { memory, clock } = run;
  const now = clock.now();
  const read = registerNamed(run, "main", []).load([
    { tab: "cases", columns: retentionColumns },
    ...directoryRequests,
  ]);
  const { retentionYears: years } = directoryIn(read, clock).settings;
  const found = casesToKeep(
    // The same columns that the type picks.
    rowsOf(read, "cases").map(({ values }) => values as RetainedCase),
    years,
    { now, zone: clock },
  );
  const isFull = found.goes.size + found.stays.size >= nearCapacity;
  const live = memory.get("goingLive").live || now;
  const isOld =
    years !== null &&
    yearsAfter(memory.get("rollOver").at, 1, clock) <= now &&
    (found.goes.size > 0 || yearsAfter(live, years, clock) <= now);
  return { ...found, due: isFull ? "capacity" : isOld ? "retention" : null, years };
}

// Legal hold.

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "legalHold", "mergedInto"] },
];

/**
 * References of the cases on legal hold, from a read with `holdRequests`: those on which the lead has ticked it, and all that were merged
 * with one of them, since each holds part of the other's record.
 */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  const rows = rowsOf(snapshot, "cases");
  const into = goingOn(rows.map(({ values }) => values));
  const held = new Set(rows.flatMap(({ key, values }) => (values.legalHold ? into(key) : [])));
  return new Set(rows.flatMap(({ key }) => (held.has(into(key)) ? key : [])));
}

/** Whether a register has a case on legal hold. One read. Throws what Google throws. */
export function hasHold(run: Run, registerId: string): boolean {
  return casesOnHold(openRegister(run, registerId, []).load(holdRequests)).size > 0;
}
