/**
 * Addresses that Google does not let into the main register or its protections. Remembered until Google lets them in or Contacts names them
 * no more. Nothing is remembered of the sealed registers: that would hint at a report.
 */

import { whyNot } from "../attempt";
import type { Refused } from "../district/refused-address-words";
import type { Refusal } from "../errors";
import { union } from "../lists";
import { once } from "../once";
import type { BatchRequest, Memory, SpreadsheetStructure } from "../ports";
import { type Editors, editorRequests, outdatedProtections } from "../register/layout/protections";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { dayMs } from "../time";

type KeptRefusal = Kept["refused"][string];

/** Address → what is remembered of its refusal. */
function readRefusals(memory: Memory): ReadonlyMap<string, KeptRefusal> {
  return new Map(Object.entries(memory.get("refused")));
}

function keep(memory: Memory, kept: ReadonlyMap<string, KeptRefusal>): void {
  memory.set("refused", Object.fromEntries(kept));
}

/** Address → why Google refuses it, as last seen. */
export function whyRefused(memory: Memory): Refused {
  return new Map([...readRefusals(memory)].map(([address, { why }]) => [address, why]));
}

/** Refusals that say that there is nobody to be asked, as far as Google tells. */
const goneBecause: readonly Refusal[] = ["no-account", "not-allowed"];

/**
 * Returns a function that says whether an address (lower case) belongs to somebody who can be reached: who has an account, as far as is
 * known, and is let into the register. At most one call.
 */
export function whoCanBeReached({ memory }: Run): (address: string) => boolean {
  const refused = once(() => readRefusals(memory));
  return (address) => {
    const found = refused().get(address);
    // Whom only a protection refuses can open the file.
    return found === undefined || found.place !== "file" || !goneBecause.includes(found.why);
  };
}

/** Refused addresses of which leads and admins were not told yet. */
export function refusalsToTell(memory: Memory): Refused {
  const kept = [...readRefusals(memory)].filter(([, { isTold }]) => !isTold);
  return new Map(kept.map(([address, { why }]) => [address, why]));
}

/**
 * Addresses to leave out of protections. One that only a protection refuses is tried again after a day, or at once where a person asks.
 * `now` in ms UTC.
 */
export function refusedAddresses(
  memory: Memory,
  now: number,
  asks: "clock" | "person",
): ReadonlySet<string> {
  const kept = [...readRefusals(memory)].filter(
    ([, { place, at }]) => place === "file" || (asks === "clock" && now - at < dayMs),
  );
  return new Set(kept.map(([address]) => address));
}

/** What a look at the main register's editors found. */
interface Found {
  /** Addresses that should be able to open it. */
  readonly wanted: readonly string[];
  /** Addresses that can open it now. */
  readonly present: readonly string[];
  /** Addresses that Google refused in this look. */
  readonly refused: Refused;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Remembers whom Google refused, and forgets addresses that are in, or wanted no more. At most one call. */
export function rememberEditors(memory: Memory, { wanted, present, refused, now }: Found): void {
  const before = readRefusals(memory);
  const after = new Map<string, KeptRefusal>();
  for (const [address, kept] of before) {
    const isIn = kept.place === "file" && present.includes(address);
    if (wanted.includes(address) && !isIn) after.set(address, kept);
  }
  for (const [address, why] of refused) {
    const isTold = before.get(address)?.isTold ?? false;
    after.set(address, { why, place: "file", at: now, isTold });
  }
  keep(memory, after);
}

/** What came of giving the main register's protections their editors. */
interface Given {
  /** Addresses that should be able to write in protected cells. */
  readonly wanted: readonly string[];
  /** Those of `wanted` that were left out from the start. */
  readonly out: ReadonlySet<string>;
  readonly refused: Refused;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** As `rememberEditors`, for the editors of protections. At most one call. */
export function rememberProtections(memory: Memory, { wanted, out, refused, now }: Given): void {
  const before = readRefusals(memory);
  const after = new Map(before);
  for (const [address, { place }] of before) {
    const isLeftOut = wanted.includes(address) && out.has(address);
    if (place === "protection" && !isLeftOut) after.delete(address);
  }
  for (const [address, why] of refused) {
    const known = before.get(address);
    const place = known?.place ?? "protection";
    after.set(address, { why, place, at: now, isTold: known?.isTold ?? false });
  }
  keep(memory, after);
}

/** Notes that leads and admins know of all refusals. At most one call. */
export function markRefusalsTold(memory: Memory): void {
  const told = [...readRefusals(memory)].map(
    ([address, kept]) => [address, { ...kept, isTold: true }] as const,
  );
  keep(memory, new Map(told));
}

const nobody: Refused = new Map();

/** Whom Google surely takes, and what is sent along. */
interface Sending {
  /** Accounts that run the desk. */
  readonly sure: readonly string[];
  readonly others?: readonly BatchRequest[];
}

/**
 * Gives protections their editors, and sends the requests `others` in the same write. Google refuses a whole batch because of one editor.
 * Then the addresses are tried one after the other, those of `sure` first; the ones that Google refuses are
 * left out and returned. One call where Google refuses nobody, none where there is nothing to do. Throws what Google throws over anything
 * but a person.
 */
export function giveEditors(
  { spreadsheets, access }: Run,
  { id, structure }: { readonly id: string; readonly structure: SpreadsheetStructure },
  editors: Editors,
  { sure, others = [] }: Sending,
): Refused {
  const ids = outdatedProtections(structure, editors, () => access.owner(id));
  const requests = [...editorRequests(structure, editors, ids), ...others];
  if (requests.length === 0) return nobody;
  const whole = whyNot(() => spreadsheets.batchUpdate(id, requests));
  if (whole === null) return nobody;
  if (ids.length === 0) throw whole;
  if (others.length > 0) spreadsheets.batchUpdate(id, others);
  const put = (who: readonly string[]) => {
    const some = (all: readonly string[]) => all.filter((address) => who.includes(address));
    const narrowed = { installers: some(editors.installers), leads: some(editors.leads) };
    spreadsheets.batchUpdate(id, editorRequests(structure, narrowed, ids));
  };
  const all = union(editors.installers, editors.leads);
  const accepted = all.filter((address) => sure.includes(address));
  // Refused with the sure ones alone: then it is about no person.
  put(accepted);
  const refused = new Map<string, Refusal>();
  for (const address of all) {
    if (accepted.includes(address)) continue;
    const one = whyNot(() => put([...accepted, address]));
    if (one === null) accepted.push(address);
    else refused.set(address, one.why);
  }
  return refused;
}
