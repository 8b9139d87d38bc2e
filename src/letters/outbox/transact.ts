/**
 * The way to change one register: under the lock it is read anew, decided on and written in one commit; its mail goes out once the lock is
 * released.
 */
import { lockWaits, type RegisterName, type Workspace } from "../../ports";
import type { TabRequest } from "../../register/read/plan-read";
import type { Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import { type Delivery, deliver } from "./deliver-messages";

export interface Transaction {
  /** What is read under the lock; asked for anew at each try. */
  readonly reads: () => readonly TabRequest[];
  /** How it is read. Left out: whole. */
  readonly read?: (register: Register, reads: readonly TabRequest[]) => Snapshot;
  readonly lockWait: keyof typeof lockWaits;
  /** Whether it is tried again after an error. `tries`: how often it was tried. Left out: never. Called under the lock. */
  readonly retry?: (error: unknown, tries: number) => boolean;
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
 * Two kinds of locked work do not go through here. What sends no mail needs the lock alone: the script's memory, heads that are mended, rows
 * that nobody is told of (`lock.during`), or a write for which a person waits and is told "busy" (`runLocked`). And a report (runs/intake)
 * has its own order: people are told of reports that wait before any mail is sent, and a mail that fails keeps no other mail back.
 */
export function transactAll<Result extends ToDeliver>(
  workspace: Workspace,
  { lockWait, retry }: Pick<Transaction, "lockWait" | "retry">,
  work: () => Result,
): Result | null {
  const done = workspace.lock.during(lockWaits[lockWait], () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return work();
      } catch (error) {
        if (retry?.(error, tries) !== true) throw error;
      }
    }
  });
  if (done === null) return null;
  for (const delivery of done.value.deliveries) deliver(workspace, delivery);
  return done.value;
}

/**
 * Takes the lock, reads a register, lets `work` decide and commit, releases the lock, and sends what `work` returns. `work` returns null
 * where there is nothing to write. Throws what Google throws once it is not tried again. Must not be called under the lock.
 */
export function transact(
  workspace: Workspace,
  name: RegisterName,
  { reads, read = (register, asked) => register.load(asked), ...locked }: Transaction,
  work: (register: Register, snapshot: Snapshot) => Delivery | null,
): Transacted {
  const done = transactAll(workspace, locked, () => {
    const register = registerNamed(workspace, name);
    const delivery = work(register, read(register, reads()));
    return { deliveries: delivery === null ? [] : [delivery] };
  });
  if (done === null) return "busy";
  return done.deliveries.length === 0 ? "nothing" : "written";
}
