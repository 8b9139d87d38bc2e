/**
 * The end of a hand-over. Google does not say whether an account is suspended; only its next clock run shows that it is not. So the account
 * that leaves keeps its triggers until another one has run since, and goes on where none has.
 */

import { otherAccountsAtWork, readInstallers } from "../../access/running-accounts";
import { underLock } from "../../lock";
import type { TriggerDescription } from "../../ports";
import type { Run } from "../../run";
import { minuteMs } from "../../time";

/** An account counts as at work where its last clock run is not older (milliseconds). The clock comes every five minutes. */
export const runsWithout = 7.5 * minuteMs;

/** A hand-over that nobody has taken on by then (milliseconds) is off. */
const waitsUpTo = 20 * minuteMs;

/** Since when this account waits for another one's clock run, to leave; milliseconds UTC; null: it does not leave. */
function leavingSince({ memory, identity }: Run): number | null {
  const leaving = memory.get("handingOver");
  return leaving !== null && leaving.by === identity.runningAs() ? leaving.at : null;
}

/** Notes that this account is to leave. One call; none where that is noted. */
export function beginHandOver(run: Run): void {
  const { memory, identity, clock } = run;
  if (leavingSince(run) !== null) return;
  memory.set("handingOver", { by: identity.runningAs(), at: clock.now() });
}

/** Accounts that have shown by a clock run that they go on, since this account was to leave; empty where it is not to. */
export function accountsThatTookOver(run: Run): readonly string[] {
  const { memory, identity, clock } = run;
  const since = leavingSince(run);
  if (since === null) return [];
  return otherAccountsAtWork(memory, identity.runningAs(), clock.now(), runsWithout).filter(
    (address) => memory.get("clockRun", address) > since,
  );
}

/**
 * Removes this account's triggers and takes it off the list of accounts. Call it under the lock. Triggers first, the clock's last: an
 * account that is cut off in between is still listed and goes on with its next clock run.
 */
export function transferOwnership({ memory, identity, triggers }: Run): void {
  const isClock = ({ kind }: TriggerDescription) => Number(kind === "clock");
  const all = [...triggers.list()].sort((a, b) => isClock(a) - isClock(b));
  for (const { id } of all) triggers.remove(id);
  const left = new Map(readInstallers(memory));
  left.delete(identity.runningAs());
  memory.set("installers", Object.fromEntries(left));
  if (memory.get("handingOver") !== null) memory.set("handingOver", null);
}

/**
 * Leaves, where another account has taken on. True: this account runs the desk no more. No call where it is not to leave. Throws what
 * Google throws over triggers; the next run tries again.
 */
export function finishHandOver(run: Run): boolean {
  const { memory, clock } = run;
  const since = leavingSince(run);
  if (since === null) return false;
  if (accountsThatTookOver(run).length === 0) {
    if (clock.now() - since > waitsUpTo) memory.set("handingOver", null);
    return false;
  }
  return underLock(run, { lockWait: "clock" }, () => transferOwnership(run)) !== null;
}
