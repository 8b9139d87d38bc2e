/**
 * Keeps the moment at which the clock must look into the registers again, and brings it forward (design 2.20). It does not say which
 * register, since editors of the Form can read it. If it is missing, unreadable or past, the next clock run looks. `runs/clock-run.ts`
 * works the moment out at the end of a look.
 */
import type { Run } from "./run";
import type { Kept } from "./store/keys";
import { minuteMs } from "./time";

/** The longest that the clock sleeps, in milliseconds. */
export const longestSleep = 30 * minuteMs;

/**
 * A look counts as due this many milliseconds early. That is half the time between two clock runs, so the run nearest to the moment does
 * the look.
 */
export const early = 2.5 * minuteMs;

/**
 * Whether the moment has come (`now` in milliseconds UTC). A moment further away than `longestSleep` was stored before the computer's clock
 * was set back, so it counts as come.
 */
export function hasCome({ at }: Kept["nextDue"], now: number): boolean {
  return now >= at || at > now + longestSleep;
}

/** How long after an edit the clock looks again, in milliseconds. By then the edit's own run no longer holds its messages (design 2.7). */
export const lookAfter = 7 * minuteMs;

/**
 * Makes the clock look at `at` (milliseconds UTC) or earlier. Call it under the lock, before the commit. It changes `count`, so a look that
 * is under way notices and does not postpone the moment. One call.
 */
export function wakeClock({ memory, clock }: Run, at: number): void {
  const before = memory.get("nextDue");
  memory.set("nextDue", { at: Math.min(before.at, at), count: nextCount(before, clock.started) });
}

/**
 * A number that no write has used before: when the run began (milliseconds UTC), or one more than the last number. It is not the present
 * time, since the length of a run would hint at work on sealed reports.
 */
const nextCount = ({ count }: Kept["nextDue"], started: number): number =>
  Math.max(started, count + 1);

/**
 * What to store so that the clock sleeps until `at` (milliseconds UTC). Stores nothing if another run has written since this run read
 * `seen`. Call it under the lock, after what the script remembers was read anew.
 */
export function sleepUntil({ memory, clock }: Run, at: number, seen: Kept["nextDue"]) {
  const before = memory.get("nextDue");
  if (before.count !== seen.count) return {};
  const { started } = clock;
  // If nothing was stored, a write by another run may have been lost too, so the next run looks once more.
  return {
    nextDue: { at: before.count === 0 ? started : at, count: nextCount(before, started) },
  };
}
