/** Reads a reader's file, and sees to who can open it before anything is written into it. */
import {
  contentsOfRegister,
  contentsRequests,
  type RegisterContents,
} from "../../access/register-access";
import { onceMore } from "../../attempt";
import { openCaseRequests } from "../../case/storage/open-cases";
import type { Directory, Person } from "../../district/district";
import type { SealedRegister } from "../../district/sealed-readers";
import { outboxRequests } from "../../letters/outbox/outbox-rows";
import type { TabRequest } from "../../register/read/plan-read";
import type { Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { indexRequests } from "./intake-snapshot";

/** What is needed to write each reporter once into Reporters. */
export const reporterRequests: readonly TabRequest[] = [
  { tab: "reporters", columns: ["response"] },
];

/** A reader's file, as it was read. */
export interface ReadersFile {
  readonly name: SealedRegister;
  readonly register: Register;
  /** The file whole, except what people keep beside the cases (Plan, Log, ...). */
  readonly snapshot: Snapshot;
  readonly held: RegisterContents;
}

/** Reads all that is needed to take a report in, to copy a case, and to know who may open the file. The file is small. */
export function loadReaderFile(
  workspace: Run,
  name: SealedRegister,
  directory: Directory,
): ReadersFile {
  const register = registerNamed(workspace, name);
  const snapshot = register.load([
    ...indexRequests,
    ...openCaseRequests(null, true),
    ...contentsRequests,
    ...reporterRequests,
    ...outboxRequests,
  ]);
  return { name, register, snapshot, held: contentsOfRegister(snapshot, directory) };
}

/** Takes note of an error that keeps no report out. Mistakes of ours are thrown at the end of the run. */
export type Note = (error: unknown) => void;

/** Addresses that can open the file, as far as Google was asked. The owner and the account of this run may be among them or not. */
export type Editors = Set<string>;

/**
 * Takes away the access of everybody excluded. True once nobody excluded can open the file (its owner aside); false where the account of
 * this run is itself excluded and not the owner, or where Google refuses. No call where none of them has access.
 */
export function revokeExcluded(
  { access, identity }: Run,
  id: string,
  editors: Editors,
  excluded: ReadonlySet<string>,
  note: Note,
): boolean {
  const me = identity.runningAs();
  try {
    const inside = new Set([...editors, me].filter((address) => excluded.has(address)));
    if (inside.size === 0) return true;
    inside.delete(access.owner(id) ?? "");
    if (inside.has(me)) return false;
    for (const address of inside) {
      access.remove(id, address);
      editors.delete(address);
    }
    return true;
  } catch (error) {
    note(error);
    return false;
  }
}

/**
 * Lets the reader open the file, which now holds something for them, if the lead has ticked them in Contacts. False where another account
 * owns the file and this one cannot let the reader in: then they are no reader of it today. Where Google fails for a moment, it counts as
 * done; the clock tries again.
 */
export function letReaderIn(
  { access, identity }: Run,
  id: string,
  editors: Editors,
  { email }: Person,
  { people }: Directory,
  note: Note,
): boolean {
  if (email === identity.runningAs() || editors.has(email)) return true;
  if (!people.some((one) => one.email === email && one.mayOpen)) return true;
  // The report and its message matter more than the access; the clock tries that again.
  if (onceMore(() => access.add(id, email), note) !== null) {
    editors.add(email);
    return true;
  }
  try {
    return [email, identity.runningAs()].includes(access.owner(id) ?? "");
  } catch (error) {
    note(error);
    return true;
  }
}
