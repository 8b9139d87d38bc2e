/**
 * An account that stops running the system goes on until the clock of another one has run after that was chosen: until then no one knows
 * whether another account still can (it may have been suspended a minute ago).
 */

import { changeMemory } from "../lock";
import type { TriggerDescription } from "../ports";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { hourMs } from "../time";
import { forgetAccount, isReady } from "./accounts-at-work";

/** If no other account's clock has run after this many milliseconds, the account does not stop. */
const waitsUpTo = hourMs;

/**
 * Removes this account's triggers and takes it off the list of accounts. Must be called under the lock. Triggers go first, the clock's
 * last: an account that is cut off in between is still on the list, and its next clock run continues as before.
 */
export function removeAccount({ memory, identity, triggers }: Run): void {
  const isClock = ({ kind }: TriggerDescription) => Number(kind === "clock");
  const all = [...triggers.list()].sort((a, b) => isClock(a) - isClock(b));
  for (const { id } of all) triggers.remove(id);
  forgetAccount(memory, identity.runningAs());
}

/** Accounts that do not stop themselves and whose clock has run since this account was to stop. No call. */
export function accountsThatTakeOver({ memory, identity }: Run): readonly string[] {
  const me = identity.runningAs();
  const { stopping } = memory.get("account", me);
  return installersIn(memory).filter((one) => {
    const { ran, stopping: theirs } = memory.get("account", one);
    return one !== me && isReady(memory, one) && theirs === 0 && ran > stopping;
  });
}

/**
 * Finishes what was chosen: removes this account once another one's clock has run, or lets it go on if none has for an hour. Takes the lock
 * only then. Must not be called under it. No call for an account that does not stop.
 */
export function finishStopping(run: Run): "runs" | "stopped" | "stays" {
  const { memory, clock, identity } = run;
  const me = identity.runningAs();
  const { stopping } = memory.get("account", me);
  if (me === "" || stopping === 0) return "runs";
  const isLate = clock.now() - stopping >= waitsUpTo;
  if (accountsThatTakeOver(run).length === 0 && !isLate) return "runs";
  const done = changeMemory(run, "clock", () => {
    if (memory.get("account", me).stopping === 0) return "runs";
    if (accountsThatTakeOver(run).length === 0) {
      memory.set("account", { stopping: 0 }, me);
      return "stays";
    }
    removeAccount(run);
    return "stopped";
  });
  return done?.value ?? "runs";
}
