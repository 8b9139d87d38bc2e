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

/** Who may fill in the columns that only leads and admins fill in. */
export function leadEditors({ people }: Directory): readonly string[] {
  return people
    .filter(({ role, mayOpen }) => mayOpen && !/contact$/.test(role))
    .map(({ email }) => email);
}

/** What is to be done to a file's editors. */
export interface AccessPlan {
  readonly remove: readonly string[];
  readonly add: readonly string[];
}

export interface AccessChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What became of a plan; `refused` is what Google did not let this account do. */
export interface AccessOutcome extends AccessChange {
  readonly refused: AccessPlan;
  readonly error: unknown;
}

/**
 * `present` are those who can open the file; `runningAs` needs no adding, and is not removed. Nor is the owner, who is
 * asked for only where somebody is to come or go (two calls).
 */
export function planAccess(
  access: Pick<Access, "owner">,
  id: string,
  present: readonly string[],
  wanted: readonly string[],
  runningAs: string,
): AccessPlan {
  const others = (some: readonly string[], than: readonly string[]) =>
    some.filter((address) => address !== runningAs && !than.includes(address));
  const remove = others(present, wanted);
  const add = others(wanted, present);
  if (remove.length + add.length === 0) return { remove, add };
  const owner = access.owner(id);
  const butOwner = (some: readonly string[]) => some.filter((address) => address !== owner);
  return { remove: butOwner(remove), add: butOwner(add) };
}

/**
 * Whoever is to lose access loses it first. `viewers` are those of them who may only look. Two calls a person; one refusal
 * does not stop the rest. Never throws.
 */
export function applyAccess(
  access: Access,
  id: string,
  plan: AccessPlan,
  viewers: readonly string[] = [],
): AccessOutcome {
  let error: unknown = null;
  const done = (act: (address: string) => void, addresses: readonly string[]) =>
    addresses.filter((address) => {
      try {
        act(address);
        return true;
      } catch (thrown) {
        error = thrown;
        return false;
      }
    });
  const removed = done((address) => {
    if (viewers.includes(address)) access.removeViewer(id, address);
    else access.remove(id, address);
  }, plan.remove);
  const added = done((address) => access.add(id, address), plan.add);
  const left = (all: readonly string[], some: readonly string[]) =>
    all.filter((address) => !some.includes(address));
  return {
    added,
    removed,
    refused: { remove: left(plan.remove, removed), add: left(plan.add, added) },
    error,
  };
}

/**
 * Makes the editors of a file those addresses. The owner and whoever runs this stay.
 * Three calls and a few for each change. Throws what Google throws, after trying them all; running it again goes on.
 */
export function alignAccess(
  access: Access,
  id: string,
  wanted: readonly string[],
  runningAs: string,
): AccessChange {
  const plan = planAccess(access, id, access.editors(id), wanted, runningAs);
  const { added, removed, error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
  return { added, removed };
}
