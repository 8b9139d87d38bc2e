/**
 * The accounts whose triggers run the desk ("installers"): what each may do yet, and which of them is at work. Triggers belong to the
 * account that made them (platform.md 1).
 */

import { isStaffAddress } from "../district/addresses";
import type { Directory } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { union } from "../lists";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { rights } from "../store/keys";
import { minuteMs } from "../time";

/** What an account may do. */
export type Right = (typeof rights)[number];
/** Address (lower case) → what the account may do. */
export type Installers = ReadonlyMap<string, Right>;

/** An account that has marked no clock run for longer than this (milliseconds) is not at work. Where it is alone it marks one each half hour. */
export const runsWithin = 40 * minuteMs;

/** Where several accounts run the desk, each marks every run: one that has not for so many milliseconds is not at work. */
export const runsWithinOfSeveral = 15 * minuteMs;

/** An account whose last clock run is older (milliseconds) has missed one: the clock comes every five minutes. */
export const missesClock = 7.5 * minuteMs;

/** After a clock run of another account one may end for so many milliseconds without a look (design 2.20). */
const justRan = 4 * minuteMs;

/** Where one account alone runs the desk, a run that looks at nothing marks that it came once the last mark is so old (milliseconds). */
const marksAfter = 28 * minuteMs;

/** Marks that a clock run of this account came. One call; none where no other account would look at it and the last mark is not old. */
export function markAtWork({ memory, clock, identity }: Run): void {
  const me = identity.runningAs();
  const now = clock.now();
  const isAlone = readInstallers(memory).size < 2;
  const isOld = now - memory.get("clockRun", me) >= marksAfter;
  if (me !== "" && (isOld || !isAlone)) memory.set("clockRun", now, me);
}

/** The accounts that run the desk, as stored. No call beyond the run's first look into the store. */
export function readInstallers(memory: Memory): Installers {
  return new Map(Object.entries(memory.get("installers")));
}

/** Whether a clock run of another account has just come, so that this one need not look. */
export function hasAnotherJustRun(memory: Memory, me: string, now: number): boolean {
  return otherAccountsAtWork(memory, me, now, justRan).length > 0;
}

/** "Ready" accounts other than `me` whose last clock run is not older than so many milliseconds. */
export function otherAccountsAtWork(
  memory: Memory,
  me: string,
  now: number,
  within: number = runsWithin,
): readonly string[] {
  return [...readInstallers(memory)].flatMap(([address, right]) =>
    address !== me && right === "ready" && now - memory.get("clockRun", address) < within
      ? [address]
      : [],
  );
}

/**
 * Accounts that a register must let write: the known accounts that run the desk, as far as they are role accounts of the district, and in
 * any case the account of this run (`me`). None from outside the district, and none that Contacts names, since a report may be about its
 * holder.
 */
export function installersOf(memory: Memory, directory: Directory, me: string): readonly string[] {
  return union(readInstallers(memory).keys(), [me]).filter(
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
  const right = readInstallers(memory).get(me);
  return (
    right !== "ready" &&
    right !== "granted" &&
    otherAccountsAtWork(memory, me, clock.now()).length > 0
  );
}
