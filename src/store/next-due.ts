/**
 * The moment at which the clock has to look into the registers again (design 2.20). It names no register, since editors of the Form can read
 * it. A moment that is missing, unreadable or past means: at the next run.
 */
import type { Run } from "../run";
import { minuteMs } from "../time";
import type { Kept, Remembered } from "./keys";

/** The longest that the clock sleeps, in milliseconds. */
export const longestSleep = 30 * minuteMs;

/** A look counts as due so many milliseconds early: half the way from one clock run to the next, so that the run nearest to the moment looks. */
export const early = 2.5 * minuteMs;

/** Whether the moment has come. One that is further away than any that is written stems from before the clock was set back. */
export function hasCome({ at }: Kept["nextDue"], now: number): boolean {
  return now >= at || at > now + longestSleep;
}

/** How long after an edit the clock looks again, in milliseconds: by then no one else holds its messages (design 2.7). */
export const lookAfter = 7 * minuteMs;

/**
 * Has the clock look at `at` (milliseconds UTC) or earlier. Call it under the lock, before the commit: a look that is under way then does not
 * put the moment off, since every write changes `count`. One call.
 */
export function wakeClock({ memory, clock }: Run, at: number): void {
  const before = memory.get("nextDue");
  memory.set("nextDue", { at: Math.min(before.at, at), count: nextCount(before, clock.started) });
}

/**
 * A number that no write had before: when the run began, in milliseconds, or one more than the last. Not the present time, since how long a
 * run took would hint at work on sealed reports.
 */
const nextCount = ({ count }: Kept["nextDue"], started: number): number =>
  Math.max(started, count + 1);

/**
 * What to store for the clock to sleep until `at` (milliseconds UTC): nothing where another run has written since this one noted `seen`. Call
 * it under the lock, with what the script remembers read anew.
 */
export function sleepUntil(
  { memory, clock }: Run,
  at: number,
  seen: Kept["nextDue"],
): Pick<Remembered, "nextDue"> {
  const before = memory.get("nextDue");
  if (before.count !== seen.count) return {};
  const { started } = clock;
  // Where nothing stood, a write in between may have been lost with it: the next run looks once more.
  return {
    nextDue: { at: before.count === 0 ? started : at, count: nextCount(before, started) },
  };
}
