/**
 * The script lock: one run at a time over all registers and over what the script remembers. The one place that
 * takes it. Work that sends email once the lock is released goes through `transact` (letters/outbox), which stands on this.
 */

import { type Retry, withRetry } from "./attempt";
import { AppError } from "./errors";
import { lockWaits } from "./ports";
import type { Run } from "./run";
import { wakeClock } from "./store/next-due";

/** How locked work takes the lock, and whether it is done again. */
export interface LockPolicy {
  /** How long the lock is waited for: a key of `lockWaits`. */
  readonly lockWait: keyof typeof lockWaits;
  /** Called under the lock, so it may mend what the error was about. Left out: never again. */
  readonly retry?: Retry;
}

/**
 * Does `work` under the lock and releases it, whatever happens. Null, and `work` not done, where another run held the lock all the time.
 * Throws what `work` throws. Must not be called under the lock.
 */
export function underLock<T>(
  { lock }: Run,
  { lockWait, retry }: LockPolicy,
  work: () => T,
): { readonly value: T } | null {
  return lock.during(
    lockWaits[lockWait],
    retry === undefined ? work : () => withRetry(retry, work),
  );
}

/**
 * For work that a person waits for, from a dialog or a menu: as `changeMemory`, but throws "busy" where the lock was not to be had. The next
 * clock run looks at what it did.
 */
export function runLocked<T>(run: Run, work: () => T): T {
  const done = changeMemory(run, "work", () => {
    wakeClock(run, run.clock.now());
    return work();
  });
  if (done === null) throw new AppError("busy");
  return done.value;
}

/**
 * Changes what the script remembers, starting from what other runs stored meanwhile: under the lock it is read anew, then `work` is done.
 * Null where the lock was not to be had. Three calls, and those of `work`.
 */
export function changeMemory<T>(
  run: Run,
  lockWait: LockPolicy["lockWait"],
  work: () => T,
): { readonly value: T } | null {
  return underLock(run, { lockWait }, () => {
    run.memory.again();
    return work();
  });
}
