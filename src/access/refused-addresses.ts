/**
 * Addresses that Google does not let into the main register or its protections, remembered until they are let in or Contacts names them no
 * more. Nothing is kept of the readers' files: it would hint at a report.
 */

import type { Refused } from "../district/refused-address-words";
import { AddressRefused, type Refusal, refusals } from "../errors";
import { jsonRecord, recordIn } from "../json";
import { union } from "../lists";
import type { BatchRequest, Memory, SpreadsheetStructure, Spreadsheets } from "../ports";
import { dayMs } from "../time";
import { type Editors, editorRequests, outdatedProtections } from "./protections";

/** Where an address is refused. */
type Place = "file" | "protection";

interface Kept {
  readonly why: Refusal;
  readonly place: Place;
  /** When Google last refused it; milliseconds since 1970, UTC. */
  readonly at: number;
  /** Whether leads and admins had a mail about it. */
  readonly isTold: boolean;
}

export function keptRefusals(memory: Memory): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>();
  for (const [address, value] of Object.entries(jsonRecord(memory.get("refused")))) {
    const { why, place, at, isTold } = recordIn(value);
    const known = refusals.find((one) => one === why);
    if (known === undefined || typeof at !== "number") continue;
    const where: Place = place === "protection" ? place : "file";
    found.set(address, { why: known, place: where, at, isTold: isTold === true });
  }
  return found;
}

function keep(memory: Memory, kept: ReadonlyMap<string, Kept>): void {
  const value = JSON.stringify(Object.fromEntries(kept));
  if (value !== (memory.get("refused") ?? "{}")) memory.set("refused", value);
}

/** As last seen. */
export function refusedIn(memory: Memory): Refused {
  return new Map([...keptRefusals(memory)].map(([address, { why }]) => [address, why]));
}

export function refusalsToTell(memory: Memory): Refused {
  const kept = [...keptRefusals(memory)].filter(([, { isTold }]) => !isTold);
  return new Map(kept.map(([address, { why }]) => [address, why]));
}

/** Whoever protections leave out: one refused there alone is tried again after a day, or where somebody asks (`again`). */
export function refusedAddresses(memory: Memory, now: number, again: boolean): ReadonlySet<string> {
  const kept = [...keptRefusals(memory)].filter(
    ([, { place, at }]) => place === "file" || (!again && now - at < dayMs),
  );
  return new Set(kept.map(([address]) => address));
}

/** What a look at the main register's editors found. */
interface Found {
  /** Who should be able to open it. */
  readonly wanted: readonly string[];
  /** Who can open it now. */
  readonly present: readonly string[];
  /** Whom Google refused in this look. */
  readonly refused: Refused;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Forgets who is in or wanted no more, and remembers whom Google refused. At most one call. */
export function rememberEditors(memory: Memory, { wanted, present, refused, now }: Found): void {
  const before = keptRefusals(memory);
  const after = new Map<string, Kept>();
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

/** What became of the main register's protections. */
interface Given {
  /** Who should write where they protect. */
  readonly wanted: readonly string[];
  /** Those of them who were left out from the beginning. */
  readonly out: ReadonlySet<string>;
  readonly refused: Refused;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** The same of protections. At most one call. */
export function rememberProtections(memory: Memory, { wanted, out, refused, now }: Given): void {
  const before = keptRefusals(memory);
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

/** Leads and admins know of all. At most one call. */
export function markRefusalsTold(memory: Memory): void {
  const told = [...keptRefusals(memory)].map(
    ([address, kept]) => [address, { ...kept, isTold: true }] as const,
  );
  keep(memory, new Map(told));
}

const nobody: Refused = new Map();

/**
 * Gives protections their editors, and sends `others` along. Google refuses a whole batch for one editor: then everybody is tried in turn,
 * `sure` (who run the desk) first, and whoever is refused is left out and returned. One call where nobody is, none where there is nothing to
 * do. Throws what Google throws over anything but a person.
 */
export function giveEditors(
  spreadsheets: Spreadsheets,
  id: string,
  structure: SpreadsheetStructure,
  editors: Editors,
  sure: readonly string[],
  others: readonly BatchRequest[] = [],
): Refused {
  const ids = outdatedProtections(structure, editors);
  const requests = [...editorRequests(structure, editors, ids), ...others];
  if (requests.length === 0) return nobody;
  try {
    spreadsheets.batchUpdate(id, requests);
    return nobody;
  } catch (error) {
    if (!(error instanceof AddressRefused) || ids.length === 0) throw error;
  }
  if (others.length > 0) spreadsheets.batchUpdate(id, others);
  const put = (who: readonly string[]) => {
    const some = (all: readonly string[]) => all.filter((address) => who.includes(address));
    const narrowed = { installers: some(editors.installers), leads: some(editors.leads) };
    spreadsheets.batchUpdate(id, editorRequests(structure, narrowed, ids));
  };
  const all = union(editors.installers, editors.leads);
  const taken = all.filter((address) => sure.includes(address));
  // Refused with these alone: it is about no person.
  put(taken);
  const refused = new Map<string, Refusal>();
  for (const address of all) {
    if (taken.includes(address)) continue;
    try {
      put([...taken, address]);
      taken.push(address);
    } catch (error) {
      if (!(error instanceof AddressRefused)) throw error;
      refused.set(address, error.why);
    }
  }
  return refused;
}
