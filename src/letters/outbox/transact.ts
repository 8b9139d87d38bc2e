/**
 * The way to change one register: under the lock it is read anew, decided on and written in one commit; its email goes out once the lock is
 * released.
 */
import { type LockPolicy, underLock } from "../../lock";
import type { RegisterName } from "../../ports";
import type { TabRequest } from "../../register/read/read-tabs";
import type { Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { type Delivery, deliver } from "./deliver-messages";

export interface Transaction extends LockPolicy {
  /** What is read under the lock; asked for anew at each try. */
  readonly reads: () => readonly TabRequest[];
  /** How it is read. Left out: whole. */
  readonly read?: (register: Register, reads: readonly TabRequest[]) => Snapshot;
}

/** "busy": another run held the lock all the time. "nothing": there was nothing to write. */
export type Transacted = "written" | "nothing" | "busy";

/** What several registers' transaction returns: at least what is to be sent once the lock is released. */
export interface ToDeliver {
  readonly deliveries: readonly Delivery[];
}

/**
 * Takes the lock, does `work`, which reads, decides and commits by itself, releases the lock, and sends what `work` returns. For work on
 * more than one register; `transact` is for one. Null where another run held the lock. Throws what Google throws once it is not tried
 * again. Must not be called under the lock.
 *
 * Report intake is made of the same two halves, `underLock` and `deliver`, with a step in between: people are told of reports that no one
 * can read before any email is sent.
 */
export function transactAll<Result extends ToDeliver>(
  run: Run,
  policy: LockPolicy,
  work: () => Result,
): Result | null {
  const done = underLock(run, policy, work);
  if (done === null) return null;
  for (const delivery of done.value.deliveries) deliver(delivery);
  return done.value;
}

/**
 * Takes the lock, reads a register, lets `work` decide and commit, releases the lock, and sends what `work` returns. `work` returns null
 * where there is nothing to write. Throws what Google throws once it is not tried again. Must not be called under the lock.
 */
export function transact(
  run: Run,
  name: RegisterName,
  { reads, read = (register, asked) => register.load(asked), ...locked }: Transaction,
  work: (register: Register, snapshot: Snapshot) => Delivery | null,
): Transacted {
  const done = transactAll(run, locked, () => {
    const register = registerNamed(run, name);
    const delivery = work(register, read(register, reads()));
    return { deliveries: delivery === null ? [] : [delivery] };
  });
  if (done === null) return "busy";
  return done.deliveries.length === 0 ? "nothing" : "written";
}
