/** LockService: the script lock, which all users of the script share. */

import type { CallContext, ServiceClass, Store } from "../../service";
import {
  expectCount,
  expectNumber,
  freeCall,
  globalClass,
  objectClass,
  planning,
  serviceCall,
} from "../declare";

/** Google's error text when `tryLock` throws instead of returning false, for use in faults. Google publishes no limit (platform.md 3). */
export const tooManyOperationsText =
  "There are too many LockService operations against the same script.";

interface LockSlice {
  /** The number of the run that holds the lock; "outside" if a test pretends that another run does; null if it is free. */
  holder: number | "outside" | null;
  /** When "outside" lets go, in milliseconds since 1970. */
  outsideUntil: number;
}

const slice = (store: Store): LockSlice =>
  store.slice<LockSlice>("lock", () => ({ holder: null, outsideUntil: 0 }));

/** Pretends that another run holds the lock until an instant (milliseconds since 1970). */
export function holdLockFromOutside(store: Store, until: number): void {
  const lock = slice(store);
  lock.holder = "outside";
  lock.outsideUntil = until;
}

/** Releases the lock if this run holds it. Called at the latest when the run ends. */
export function releaseLockOf(store: Store, runId: number): void {
  const lock = slice(store);
  if (lock.holder === runId) lock.holder = null;
}

function tryLock(context: CallContext, wait: number): boolean {
  const lock = slice(context.store);
  if (lock.holder === context.runId) return true;
  if (lock.holder === "outside") {
    const left = Math.max(0, lock.outsideUntil - context.now);
    context.pass(Math.min(left, wait));
    if (left > wait) return false;
    lock.holder = null;
  }
  if (lock.holder !== null) {
    // The holder is stopped in the middle of a call while this run goes on inside it, so waiting cannot free the lock.
    context.pass(wait);
    return false;
  }
  lock.holder = context.runId;
  return true;
}

export const lockServices: readonly ServiceClass[] = [
  globalClass("Lock.LockService", {
    getScriptLock: freeCall(() => ({ $ref: "Lock", key: "script" })),
  }),
  objectClass("Lock.Lock", {
    tryLock: serviceCall(planning.lock, (context, _, args) => {
      expectCount("Lock.tryLock", args, 1);
      return tryLock(context, expectNumber("Lock.tryLock", args[0], "the wait"));
    }),
    releaseLock: serviceCall(planning.lock, (context, _, args) => {
      expectCount("Lock.releaseLock", args, 0);
      releaseLockOf(context.store, context.runId);
    }),
  }),
];
