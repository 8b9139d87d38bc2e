/** Who may open what (design 2.11), and who is told of it: a function of Contacts, of what a register holds, and of the accounts that run the system. */

import { audienceOf, directoryFor, type RegisterContents } from "../district/sealed-readers";
import { tellDesk } from "../letters/outbox/deliver-messages";
import { union } from "../lists";
import type { RegisterName } from "../ports";
import type { HourlyRead } from "../register/register";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
import { installersOf } from "./running-accounts";

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
 * Staff whom Contacts name and the lead has ticked, and the accounts that run the system. The directory has already left out agencies,
 * unticked rows, addresses outside the district's domains, and student accounts. A sealed register opens to its audience alone, never to
 * someone whom a case in it excludes (`held`).
 */
export function whoMayOpen(run: Run, name: RegisterName, held: RegisterContents): MayOpen {
  const { directory } = run;
  const installers = installersOf(run);
  const ticked = directoryFor(name, directory, held).people.filter(({ mayOpen }) => mayOpen);
  const people = [...new Set(ticked.map(({ email }) => email))];
  const leads = directory.people
    .filter(({ role, mayOpen }) => mayOpen && !/contact$/.test(role))
    .map(({ email }) => email)
    .filter((email) => !held.excluded.has(email));
  return { all: union(people, installers), people, installers, leads };
}

// Who is told.

/** Addresses of leads and admins; the account of this run where Contacts name none. */
export function recipientsOfAccessNotice({ directory, identity }: Run): readonly string[] {
  const people = directory.people.filter(
    ({ role }) => role === "district-lead" || role === "district-admin",
  );
  const all = new Set(people.map(({ email }) => email));
  return all.size === 0 ? [identity.runningAs()] : [...all];
}

/**
 * Who is told about a register. About a sealed one its audience alone, since even that the register is in use may not be known to others;
 * where no one is left, the account of this run, unless a case excludes it too. `held`: what the register holds.
 */
export function recipientsOfRegisterNotice(
  run: Run,
  name: RegisterName,
  held: RegisterContents,
): readonly string[] {
  if (registerKinds[name].audience === null) return recipientsOfAccessNotice(run);
  const people = audienceOf(name, run.directory, held).map(({ email }) => email);
  return people.length > 0
    ? people
    : [run.identity.runningAs()].filter((one) => !held.excluded.has(one));
}

/** Tells leads and admins, as `tellDesk` does. */
export function tellLeads(
  run: Run,
  read: HourlyRead,
  found: Omit<Parameters<typeof tellDesk>[2], "to">,
): void {
  tellDesk(run, read, { ...found, to: recipientsOfAccessNotice(run) });
}
