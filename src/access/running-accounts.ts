/**
 * The accounts whose triggers run the desk ("installers"): what each may do yet, and which of them is at work. Triggers belong to the
 * account that made them (platform.md 1).
 */

import { isStaffAddress } from "../district/addresses";
import type { Directory } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { jsonRecord } from "../json";
import { union } from "../lists";
import type { ClockKey, Memory } from "../ports";
import { minuteMs } from "../time";

/**
 * What an account may do. "asking": asked to run the desk, and is not let into the registers yet; "waiting": it was tried and could not be
 * let in so far; "granted": may write, and has to finish its own set-up; "ready": does all of the work.
 */
const rights = ["asking", "waiting", "granted", "ready"] as const;
export type Right = (typeof rights)[number];
/** Address (lower case) → what the account may do; in the order in which accounts take over the clock's work. */
export type Installers = ReadonlyMap<string, Right>;

/** An account whose last clock run is older than this (milliseconds) is not at work. */
export const runsWithin = 15 * minuteMs;

/** The accounts that run the desk, as stored. No call beyond the run's first look into the store. */
export function readInstallers(memory: Memory): Installers {
  const kept = jsonRecord(memory.get("installers"));
  const found = new Map<string, Right>();
  for (const [address, value] of Object.entries(kept)) {
    const right = rights.find((one) => one === value);
    if (right !== undefined) found.set(address, right);
  }
  return found;
}

/** The accounts as text for the script's store. */
export function installersText(installers: Installers): string {
  return JSON.stringify(Object.fromEntries(installers));
}

/** The key under which an account stores the time of its last clock run. */
export function clockKey(address: string): ClockKey {
  return `clockRun ${address}`;
}

/** When an account last ended a clock run that did all of its work; milliseconds UTC; 0: never. */
export function lastClockRunOf(memory: Memory, address: string): number {
  const at = Number(memory.get(clockKey(address)) ?? 0);
  return Number.isFinite(at) ? at : 0;
}

/** "Ready" accounts other than `me` whose last clock run is not older than so many milliseconds, in their order. */
export function otherAccountsAtWork(
  memory: Memory,
  me: string,
  now: number,
  within: number = runsWithin,
): readonly string[] {
  return [...readInstallers(memory)].flatMap(([address, right]) =>
    address !== me && right === "ready" && now - lastClockRunOf(memory, address) < within
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
export function leavesWorkToOthers({
  memory,
  identity,
  clock,
}: {
  readonly memory: Memory;
  readonly identity: { runningAs(): string };
  readonly clock: { now(): number };
}): boolean {
  const me = identity.runningAs();
  const right = readInstallers(memory).get(me);
  return (
    right !== "ready" &&
    right !== "granted" &&
    otherAccountsAtWork(memory, me, clock.now()).length > 0
  );
}
