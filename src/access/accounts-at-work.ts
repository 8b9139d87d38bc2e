/**
 * The accounts whose triggers run the system (`account` in the store), when each last had a clock run, and whether their triggers fire. A
 * trigger belongs to the account that made it (platform.md 1). All accounts are equal; none has a role.
 */

import { isStaffAddress } from "../district/addresses";
import { rolesOf } from "../district/find-people";
import type { Directory } from "../district-directory";
import { union } from "../lists";
import type { Memory } from "../ports";
import type { Run } from "../run";
import { roleOfAccount } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { minuteMs } from "../time";

/**
 * An account is at work if its last marked clock run is less than this long ago (milliseconds). An account that runs the system alone marks
 * only its looks, one each half hour.
 */
export const runsWithin = 40 * minuteMs;

/**
 * If several accounts run the system, each marks every clock run. An account whose last mark is older than this (milliseconds) has missed
 * one.
 */
export const missesClock = 7.5 * minuteMs;

/**
 * Whether an account can do the work: it could write to every register, and it made its triggers on the files that are the registers now.
 * Its clock runs are marked from then on.
 */
export function isReady(memory: Memory, address: string): boolean {
  const at = memory.get("account", address).ran;
  return at > 0 && at >= memory.get("rollOver").at;
}

/** Other accounts that are ready and whose last marked clock run is less than `within` milliseconds ago. `now`: milliseconds UTC. */
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

/** Marks that this account had a clock run. One call; none if it runs the system alone. */
export function markAtWork({ memory, clock, identity }: Run): void {
  const me = identity.runningAs();
  const isAlone = installersIn(memory).every((one) => one === me);
  if (me !== "" && !isAlone) memory.set("account", { ran: clock.now() }, me);
}

/**
 * Accounts that must be able to write to a register: always the account of this run, and those on the list that are role accounts of the
 * district. An account from outside the district is left out, and one that Contacts names, since a report may be about the person who holds
 * it.
 */
export function installersOf({ memory, directory, identity }: Run): readonly string[] {
  const me = identity.runningAs();
  return union(installersIn(memory), [me]).filter(
    (address) => address === me || (hasJoined(memory, address) && mayRunDesk(directory, address)),
  );
}

/** Whether an account runs the system or may begin to: it was confirmed and found fit. One that runs already stays. */
export function hasJoined(memory: Memory, account: string): boolean {
  if (memory.get("account", account).ran > 0) return true;
  return memory.get("confirmations")?.accounts[account]?.isFound === true;
}

/** Whether another account runs the system already, so that it has to let this one in (`account`) first. */
export const mustBeLetIn = (memory: Memory, account: string): boolean =>
  !hasJoined(memory, account) && installersIn(memory).some((one) => hasJoined(memory, one));

/** Whether whoever is at the page decides on access there: an admin in Contacts, or an account that runs the system. */
export function isAdminAtPage({ memory, identity }: Run, directory: Directory): boolean {
  const who = identity.runningAs();
  return hasJoined(memory, who) || rolesOf(directory, who).includes("district-admin");
}

/** Whether Contacts names an account as district admin and in no other role. */
export function isAdminOnly({ named }: Directory, account: string): boolean {
  const roles = named.filter(({ email }) => email === account).map(({ role }) => role);
  return roles.length > 0 && roles.every((role) => role === "district-admin");
}

/** Whether an address (lower case) is a role account: a staff address of the district that Contacts does not name. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** Whether this account leaves an event to another one, because it cannot write yet and the other one can. */
export function leavesWorkToOthers({ memory, identity, clock }: Run): boolean {
  const me = identity.runningAs();
  return !isReady(memory, me) && otherAccountsAtWork(memory, me, clock.now()).length > 0;
}

/** Takes an account off the list. If it has a clock run again, it must be confirmed and let in again. At most two calls. */
export function forgetAccount(memory: Memory, address: string): void {
  const kept = memory.get("confirmations");
  if (kept !== null && address in kept.accounts) {
    const { [address]: _gone, ...accounts } = kept.accounts;
    memory.set("confirmations", { ...kept, accounts });
  }
  memory.set("account", { asked: 0, ran: 0, stopping: 0, fails: 0 }, address);
}
