/** The accounts whose triggers run the desk: who they are, what each may do yet, and which of them is at work (platform.md 1: triggers belong to whoever made them). */
import { isStaffAddress } from "../district/addresses";
import type { Directory } from "../district/district";
import { roleOfAccount } from "../district/sealed";
import { jsonRecord } from "../json";
import type { ClockKey, Memory } from "../ports";

/**
 * "asking" was not let into the registers yet, "waiting" could not be let in so far, "granted" may write and has to finish
 * its own set-up, "ready" does all.
 */
const rights = ["asking", "waiting", "granted", "ready"] as const;
export type Right = (typeof rights)[number];
/** By address in lower case; in the order in which they take the clock's work. */
export type Installers = ReadonlyMap<string, Right>;

const minute = 60_000;
/** An account whose last clock run is older does not run the desk at the moment. */
export const runsWithin = 15 * minute;

/** None before the first set-up. */
export function installersIn(memory: Memory): Installers {
  const kept = jsonRecord(memory.get("installers"));
  const found = new Map<string, Right>();
  for (const [address, value] of Object.entries(kept)) {
    const right = rights.find((one) => one === value);
    if (right !== undefined) found.set(address, right);
  }
  const first = memory.get("installer");
  if (found.size === 0 && first !== null && memory.get("installers") === null) {
    found.set(first, "ready");
  }
  return found;
}

export function written(installers: Installers): string {
  return JSON.stringify(Object.fromEntries(installers));
}

/** Where the last clock run of an account is kept. */
export function clockKey(address: string): ClockKey {
  return `clockRun ${address}`;
}

/** Milliseconds UTC of the last clock run that did all it had to; 0 where none did. */
export function lastRun(memory: Memory, address: string): number {
  const at = Number(memory.get(clockKey(address)) ?? 0);
  return Number.isFinite(at) ? at : 0;
}

/** Those beside `me` that may do everything and ran the clock within so many milliseconds, in their order. */
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

/** Nobody: what a file without cases excludes. */
const nobody: ReadonlySet<string> = new Set();

/**
 * Accounts that a register must let in and let write: role accounts of the district, and whichever is at work. Nobody whom a case
 * of the register excludes, no account from outside, and none that Contacts names as somebody whom a report may be about.
 */
export function installersOf(
  memory: Memory,
  directory: Directory,
  me: string,
  excluded: ReadonlySet<string> = nobody,
): readonly string[] {
  return [...new Set([...installersIn(memory).keys(), me])].filter(
    (address) => address === me || (mayRunDesk(directory, address) && !excluded.has(address)),
  );
}

/** Whether an account (lower case) may run the desk: a role account of the district's own. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** A submit or edit trigger of an account that may not write yet leaves the event to one that does. */
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
