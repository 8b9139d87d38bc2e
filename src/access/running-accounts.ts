/**
 * The accounts whose triggers run the system (`account` in the store), and when the clock of each last came. Triggers belong to the account
 * that made them (platform.md 1). Accounts have no roles: all of them are equal.
 */

import type { Directory } from "../district/district";
import { isStaffAddress } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { union } from "../lists";
import type { Memory } from "../ports";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { minuteMs } from "../time";

/** An account whose clock has not come for longer than this (milliseconds) is not at work: alone, it marks only its looks, one each half hour. */
export const runsWithin = 40 * minuteMs;

/** Where several accounts run the system, each marks every clock run: after so many milliseconds one has been missed. */
export const missesClock = 7.5 * minuteMs;

/**
 * Whether an account has what it needs to do the work: it could write every register, and made its triggers on the files that are the
 * registers now. Its clock runs are marked from then on.
 */
export function isReady(memory: Memory, address: string): boolean {
  const at = memory.get("account", address).ran;
  return at > 0 && at >= memory.get("rollOver").at;
}

/** Other accounts that are ready, and whose clock came not longer ago than so many milliseconds. */
export function otherAccountsAtWork(
  memory: Memory,
  me: string,
  now: number,
  within: number = runsWithin,
): readonly string[] {
  return installersIn(memory).filter(
    (one) => one !== me && isReady(memory, one) && now - memory.get("account", one).ran < within,
  );
}

/** Marks that a clock run of this account came. One call; none where it runs the system alone. */
export function markAtWork({ memory, clock, identity }: Run): void {
  const me = identity.runningAs();
  const isAlone = installersIn(memory).every((one) => one === me);
  if (me !== "" && !isAlone) memory.set("account", { ran: clock.now() }, me);
}

/**
 * Accounts that a register must let write: the known accounts that run the system, as far as they are role accounts of the district, and in
 * any case the account of this run (`me`). None from outside the district, and none that Contacts names, since a report may be about its
 * holder.
 */
export function installersOf(memory: Memory, directory: Directory, me: string): readonly string[] {
  return union(installersIn(memory), [me]).filter(
    (address) => address === me || mayRunDesk(directory, address),
  );
}

/** Whether an address is a role account of the district, which no person of Contacts holds. Lower case. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** Whether this account may not write yet and another one can: then it leaves the event to that one. */
export function leavesWorkToOthers({ memory, identity, clock }: Run): boolean {
  const me = identity.runningAs();
  return !isReady(memory, me) && otherAccountsAtWork(memory, me, clock.now()).length > 0;
}

/** Takes an account off the list. Where its clock comes again, it has to be let in anew. One call. */
export function forgetAccount(memory: Memory, address: string): void {
  memory.set("account", { asked: 0, ran: 0, fails: 0 }, address);
}
