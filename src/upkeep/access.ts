/** Who may open a register: derived from Contacts, for staff only, and only once the lead has ticked it (design 2.11). */
import type { Directory } from "../directory/directory";
import { readerOf } from "../intake/route";
import type { Access } from "../workspace";
import type { ReportRegister } from "./report-registers";

/**
 * Addresses that may open a register beside its owner. Agencies, unticked rows, addresses outside the domains and student
 * accounts never get here: the directory has already left them out of its people. A sealed register opens to its reader alone.
 */
export function mayOpenRegister(directory: Directory, register: ReportRegister): readonly string[] {
  const ticked = new Set(
    directory.people.filter((person) => person.mayOpen).map((person) => person.email),
  );
  if (register === "main") return [...ticked];
  const reader = readerOf(register, directory, null)?.email;
  return reader !== undefined && ticked.has(reader) ? [reader] : [];
}

export interface AccessChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes the editors of a file those addresses: whoever is to lose access loses it first. The owner stays.
 * Three calls and one for each change. Throws what Google throws; running it again goes on.
 */
export function alignAccess(
  access: Access,
  id: string,
  wanted: readonly string[],
  owner: string,
): AccessChange {
  const present = access.editors(id);
  const removed = present.filter((address) => address !== owner && !wanted.includes(address));
  for (const address of removed) access.remove(id, address);
  const added = wanted.filter((address) => address !== owner && !present.includes(address));
  for (const address of added) access.add(id, address);
  return { added, removed };
}
