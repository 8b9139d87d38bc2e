/**
 * The script lock, which lets one run at a time work on all registers and on what the script remembers. No other file takes it. Work that
 * sends email after the lock is released goes through `transact` (outbox/deliver-messages), which is built on `underLock`.
 */

import { type Retry, withRetry } from "./attempt";
import { AppError } from "./errors";
import { lockWaits } from "./ports";
import type { Run } from "./run";
import { wakeClock } from "./wake-the-clock";

/** How locked work takes the lock, and whether it is tried again after an error. */
export interface LockPolicy {
  /** How long to wait for the lock: a key of `lockWaits`. */
  readonly lockWait: keyof typeof lockWaits;
  /** Called under the lock, so it may repair what caused the error. If left out, the work is not tried again. */
  readonly retry?: Retry;
}

/**
 * Does `work` under the lock, and releases the lock in every case. Returns null, without doing `work`, if another run held the lock the
 * whole time. Throws what `work` throws. Must not be called while this run holds the lock.
 */
export function underLock<T>({ lock }: Run, { lockWait, retry }: LockPolicy, work: () => T) {
  return lock.during(
    lockWaits[lockWait],
    retry === undefined ? work : () => withRetry(retry, work),
  );
}

/**
 * For work that a person waits for, in a dialog or a menu. Works like `changeMemory`, but throws "busy" if the lock was not free in time.
 * It also makes the clock look at the registers at its next run.
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
 * Takes the lock, reads anew what the script remembers, since other runs may have stored something meanwhile, then does `work`. Returns
 * null if the lock was not free in time. Three calls to Google, in addition to those of `work`.
 */
export function changeMemory<T>(run: Run, lockWait: LockPolicy["lockWait"], work: () => T) {
  return underLock(run, { lockWait }, () => {
    run.memory.again();
    return work();
  });
}
