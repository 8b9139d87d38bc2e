/** LockService: the one lock of the script, over all its users. */

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

/** The text of a `tryLock` that fails instead of answering, for faults. LockService publishes no number (platform.md 3). */
export const tooManyOperationsText =
  "There are too many LockService operations against the same script.";

interface LockSlice {
  /** The run that holds it; "outside" for a run that is only pretended; or null. */
  holder: number | "outside" | null;
  /** Until when "outside" holds it, milliseconds since 1970. */
  outsideUntil: number;
}

const slice = (store: Store): LockSlice =>
  store.slice<LockSlice>("lock", () => ({ holder: null, outsideUntil: 0 }));

/** Someone else holds the lock until an instant (milliseconds since 1970). */
export function holdLockFromOutside(store: Store, until: number): void {
  const lock = slice(store);
  lock.holder = "outside";
  lock.outsideUntil = until;
}

/** Gives back what a run holds: at its end at the latest. */
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
    // The holder is suspended in the middle of a call while this run goes on inside it, so it cannot let go.
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
