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

/**
 * Takes the lock, reads a register, lets `work` decide and commit, releases the lock, and sends what `work` returns. `work` returns null
 * where there is nothing to write. Throws what Google throws once it is not tried again. Must not be called under the lock.
 */
export function transact(
  workspace: Workspace,
  name: RegisterName,
  { reads, read = (register, asked) => register.load(asked), lockWait, retry }: Transaction,
  work: (register: Register, snapshot: Snapshot) => Delivery | null,
): Transacted {
  const once = () => {
    const register = registerNamed(workspace, name);
    return work(register, read(register, reads()));
  };
  const done = workspace.lock.during(lockWaits[lockWait], () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return once();
      } catch (error) {
        if (retry?.(error, tries) !== true) throw error;
      }
    }
  });
  if (done === null) return "busy";
  if (done.value === null) return "nothing";
  deliver(workspace, done.value);
  return "written";
}
