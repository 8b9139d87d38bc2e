/** The accounts whose triggers run the desk, what each may do yet, and which is at work (platform.md 1: triggers belong to whoever made them). */

import { isStaffAddress } from "../district/addresses";
import type { Directory } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { jsonRecord } from "../json";
import { union } from "../lists";
import type { ClockKey, Memory } from "../ports";
import { minuteMs } from "../time";

/** "asking": not let into the registers yet; "waiting": could not be so far; "granted": may write, and has to finish its own set-up; "ready": does all. */
const rights = ["asking", "waiting", "granted", "ready"] as const;
export type Right = (typeof rights)[number];
/** By address in lower case; in the order in which they take the clock's work. */
export type Installers = ReadonlyMap<string, Right>;

/** An account whose last clock run is older is not at work. */
export const runsWithin = 15 * minuteMs;

export function installersIn(memory: Memory): Installers {
  const kept = jsonRecord(memory.get("installers"));
  const found = new Map<string, Right>();
  for (const [address, value] of Object.entries(kept)) {
    const right = rights.find((one) => one === value);
    if (right !== undefined) found.set(address, right);
  }
  return found;
}

export function installersText(installers: Installers): string {
  return JSON.stringify(Object.fromEntries(installers));
}

export function clockKey(address: string): ClockKey {
  return `clockRun ${address}`;
}

/** Milliseconds UTC of its last clock run that did all it had to; 0: none. */
export function lastRun(memory: Memory, address: string): number {
  const at = Number(memory.get(clockKey(address)) ?? 0);
  return Number.isFinite(at) ? at : 0;
}

/** "Ready" accounts beside `me` that ran the clock within so many milliseconds, in their order. */
export function othersAtWork(
  memory: Memory,
  me: string,
  now: number,
  within: number = runsWithin,
): readonly string[] {
  return [...installersIn(memory)].flatMap(([address, right]) =>
    address !== me && right === "ready" && now - lastRun(memory, address) < within ? [address] : [],
  );
}

/** What a file without cases excludes. */
const nobody: ReadonlySet<string> = new Set();

/**
 * Accounts that a register must let write: role accounts of the district, and whichever is at work. None from outside, none whom a case of
 * the register excludes or Contacts names, since a report may be about them.
 */
export function installersOf(
  memory: Memory,
  directory: Directory,
  me: string,
  excluded: ReadonlySet<string> = nobody,
): readonly string[] {
  return union(installersIn(memory).keys(), [me]).filter(
    (address) => address === me || (mayRunDesk(directory, address) && !excluded.has(address)),
  );
}

/** A role account of the district's own; lower case. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** An account that may not write yet leaves an event to one that does. */
export function leavesToOthers({
  memory,
  identity,
  clock,
}: {
  readonly memory: Memory;
  readonly identity: { runningAs(): string };
  readonly clock: { now(): number };
}): boolean {
  const me = identity.runningAs();
  const right = installersIn(memory).get(me);
  return (
    right !== "ready" && right !== "granted" && othersAtWork(memory, me, clock.now()).length > 0
  );
}
