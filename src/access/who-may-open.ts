/** Who may open what (design 2.11): a function of Contacts, of what a sealed register keeps, and of the accounts that run the system. Pure. */

import type { Directory } from "../district/district";
import { directoryFor, type RegisterContents } from "../district/sealed-readers";
import { union } from "../lists";
import type { RegisterName } from "../ports";

/** Addresses, lower case. */
export interface MayOpen {
  /** Everyone who may open the file beside its owner. */
  readonly all: readonly string[];
  /** Those of `all` whom Contacts name. */
  readonly people: readonly string[];
  /** Those of `all` that run the system: they may write everything. */
  readonly installers: readonly string[];
  /** May fill in the columns of leads and admins, if they may open the file. */
  readonly leads: readonly string[];
}

/**
 * Staff whom Contacts name and the lead has ticked. The directory has already left out agencies, unticked rows, addresses outside the
 * district's domains, and student accounts. A sealed register opens to its audience alone, never to someone whom a case in it excludes
 * (`held`). `installers` as `installersOf` gives them.
 */
export function whoMayOpen(
  name: RegisterName,
  directory: Directory,
  held: RegisterContents,
  installers: readonly string[],
): MayOpen {
  const ticked = directoryFor(name, directory, held).people.filter(({ mayOpen }) => mayOpen);
  const people = [...new Set(ticked.map(({ email }) => email))];
  const leads = directory.people
    .filter(({ role, mayOpen }) => mayOpen && !/contact$/.test(role))
    .map(({ email }) => email)
    .filter((email) => !held.excluded.has(email));
  return { all: union(people, installers), people, installers, leads };
}
