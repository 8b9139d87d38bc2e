/** Who may open a register: derived from Contacts, for staff only, and only once the lead has ticked it (design 2.11). */

import { excludedIn, excludedRequests } from "../case/excluded";
import type { Directory } from "../district/district";
import { directoryBeside, directoryRequests } from "../district/load";
import { isSealedRegister, readerOf, type SealedRegister } from "../district/sealed";
import type { MessageKind } from "../mail/letter";
import { committed, type Delivery, deliver } from "../outbox/deliver";
import type { Access, Sharing, Workspace } from "../ports";
import { lockWaits } from "../ports";
import { type ActivityLine, type Change, type MessageDetail, noChange } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read";
import { openRegister } from "../register/register";
import { type ReportRegister, reportRegisterIds } from "../register/which";
import { schoolListFingerprint as fingerprint } from "../text";
import { installersOf } from "./accounts";
import { notTold, type Pending } from "./told";

/** What a sealed register holds, as far as it decides who may open it. */
export interface Held {
  /** Whether it has a case. */
  readonly holds: boolean;
  /** The addresses that its cases exclude; lower case. */
  readonly excluded: ReadonlySet<string>;
}

export const nothingHeld: Held = { holds: false, excluded: new Set() };

/** What a read with `heldRequests` has of it. */
export function heldIn(snapshot: Snapshot, directory: Directory): Held {
  return {
    holds: rowsOf(snapshot, "cases").length > 0,
    excluded: excludedIn(snapshot, directory),
  };
}

/** Needed of a sealed register to know who may open it. */
export const heldRequests = excludedRequests;

/**
 * Addresses that may open a register beside its owner. Agencies, unticked rows, addresses outside the domains and student
 * accounts never get here: the directory has already left them out of its people. A sealed register opens to its reader alone,
 * and never to somebody whom a case in it excludes. `now` in milliseconds UTC.
 */
export function mayOpenRegister(
  directory: Directory,
  register: ReportRegister,
  held: Held,
  now: number,
): readonly string[] {
  const ticked = new Set(
    directory.people.filter((person) => person.mayOpen).map((person) => person.email),
  );
  if (!isSealedRegister(register)) return [...ticked];
  const reader = readerOf(register, directory, held.excluded, now)?.email;
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

// What is written down, and who is told, when people gained or lost access to a register or a link opens it. Pure.

/** One occasion of telling. */
export interface Notice {
  /** Begins the ids of its messages: the same occasion is never told twice. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Addresses; see `toldOfAccess` and `toldOfSealed`. */
  readonly to: readonly string[];
}

/**
 * Leads and admins of the main register. The account that runs where Contacts names nobody.
 */
export function toldOfAccess(directory: Directory, runningAs: string): readonly string[] {
  const people = directory.people.filter(
    ({ role }) => role === "district-lead" || role === "district-admin",
  );
  const told = new Set(people.map(({ email }) => email));
  return told.size === 0 ? [runningAs] : [...told];
}

/**
 * Of a sealed register its reader alone, since even its use may not be known to the others; the account that runs where it
 * has none, unless its cases exclude that one too. `now` in milliseconds UTC.
 */
export function toldOfSealed(
  register: SealedRegister,
  directory: Directory,
  runningAs: string,
  { excluded }: Held,
  now: number,
): readonly string[] {
  const told = readerOf(register, directory, excluded, now)?.email ?? runningAs;
  return excluded.has(told) ? [] : [told];
}

function noticeOf(
  { id, at, to }: Notice,
  kind: MessageKind,
  detail: MessageDetail,
  lines: readonly Pick<ActivityLine, "what" | "from" | "to">[],
): Change {
  return {
    ...noChange,
    messages: to.map((address) => ({
      id: `${id} ${address}`,
      kind,
      to: address,
      case: null,
      detail,
    })),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  };
}

/** `now` are the editors afterwards. */
export function accessNotice(
  notice: Notice,
  { added, removed, refused }: Omit<AccessOutcome, "error">,
  now: readonly string[],
): Change {
  const detail = { added, removed, notAdded: refused.add, notRemoved: refused.remove, now };
  return noticeOf(notice, "access-changed", detail, [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...refused.remove.map((from) => ({ what: "access-not-removed", from })),
    ...refused.add.map((to) => ({ what: "access-not-added", to })),
  ]);
}

/** Nobody is told of a file that is closed again; it is written down all the same. */
export function sharingNotice(notice: Notice, how: Sharing["open"]): Change {
  if (how === "no") {
    return noticeOf({ ...notice, to: [] }, "access-open", {}, [{ what: "sharing-closed" }]);
  }
  const what =
    how === "in-bin"
      ? "register-in-bin"
      : how === "cannot-see"
        ? "sharing-not-seen"
        : "sharing-open";
  return noticeOf(notice, "access-open", { how }, [{ what }]);
}

/** `account` has fallen silent: the lead or admin who may mend it is told by the one that took over. */
export function silentNotice(notice: Notice, account: string): Change {
  return noticeOf(notice, "installer-silent", { account }, [
    { what: "installer-silent", from: account },
  ]);
}

// Makes a register's editors follow Contacts and tells who can open it now; what was done and not told yet is told later.

const day = 86_400_000;

/** A sealed register opens to its reader once it holds something for them, and not before; to installers always. */
function wantedIn(
  { memory, identity, clock }: Workspace,
  name: ReportRegister,
  directory: Directory,
  held: Held,
): readonly string[] {
  const isOpen = name === "main" || held.holds;
  const readers = isOpen ? mayOpenRegister(directory, name, held, clock.now()) : [];
  const installers = installersOf(memory, directory, identity.runningAs(), held.excluded);
  return union(readers, installers);
}

function union(first: readonly string[] = [], second: readonly string[] = []): string[] {
  return [...new Set([...first, ...second])];
}

/** As it is under the lock: access is never changed by what was read before. Null when there is nothing to tell. */
function underLock(
  workspace: Workspace,
  name: ReportRegister,
  viewers: readonly string[],
): Delivery | null {
  const { access, memory, clock, identity } = workspace;
  const ids = reportRegisterIds(memory);
  const isMain = name === "main";
  const register = openRegister(workspace, ids[name]);
  const snapshot = register.load([
    { tab: "outbox", columns: ["message"] },
    ...(isMain ? directoryRequests : heldRequests),
  ]);
  const directory = directoryBeside(workspace, name, snapshot, ids.main);
  const queued = rowsOf(snapshot, "outbox").map(({ key }) => key);
  const isTold = (id: string) => queued.some((key) => key.startsWith(`${id} `));
  const idOf = (at: number) => `access ${name} ${at.toString(36)}`;

  const present = [...access.editors(register.id), ...viewers];
  const held = isMain ? nothingHeld : heldIn(snapshot, directory);
  const wanted = wantedIn(workspace, name, directory, held);
  const plan = planAccess(access, register.id, present, wanted, identity.runningAs());
  const left = isMain ? notTold(memory) : null;
  const before = left === null || isTold(idOf(left.at)) ? null : left;
  const intent: Pending = {
    at: before?.at ?? clock.now(),
    add: union(before?.add, plan.add),
    remove: union(before?.remove, plan.remove),
  };
  if (isMain && plan.add.length + plan.remove.length > 0) {
    // Written down first: were this run cut off now, the next one would still tell what it did.
    memory.set("accessPending", JSON.stringify(intent));
  }
  const { added, removed, refused, error } = applyAccess(access, register.id, plan, viewers);
  const now = union(
    present.filter((address) => !removed.includes(address)),
    added,
  );
  const changed = {
    added: intent.add.filter((address) => now.includes(address)),
    removed: intent.remove.filter((address) => !now.includes(address)),
    refused,
  };
  const isChanged = changed.added.length + changed.removed.length > 0;
  // What is refused hour after hour is told once a day.
  const today = Math.floor(intent.at / day);
  const id = isChanged
    ? idOf(intent.at)
    : `access ${name} ${today} ${fingerprint([...refused.add, "", ...refused.remove])}`;
  if (!isChanged && (error === null || isTold(id))) return null;
  const me = identity.runningAs();
  const to = isSealedRegister(name)
    ? toldOfSealed(name, directory, me, held, clock.now())
    : toldOfAccess(directory, me);
  const change = accessNotice({ id, at: intent.at, to }, changed, now);
  return committed(register, change, snapshot, directory);
}

/**
 * Three calls where nothing is to be changed. `known` is what a sealed register holds; where that is not known (null), nobody is let in, and
 * it is only looked up when somebody is there. `viewers` are people who were given a look
 * in Sheets itself: none of them stays. Throws what Google throws other than a
 * refusal to share, which is told instead and tried again by the next run. Takes the lock: not to be called under it.
 */
export function followAccess(
  workspace: Workspace,
  name: ReportRegister,
  directory: Directory,
  known: Held | null = null,
  viewers: readonly string[] = [],
): void {
  const { access, memory, identity } = workspace;
  const id = reportRegisterIds(memory)[name];
  const present = [...access.editors(id), ...viewers];
  const me = identity.runningAs();
  const isAnybodyIn = present.some((address) => address !== me);
  const looked = (): Held =>
    isSealedRegister(name) && isAnybodyIn
      ? heldIn(openRegister(workspace, id, []).load(heldRequests), directory)
      : nothingHeld;
  const wanted = wantedIn(workspace, name, directory, known ?? looked());
  const plan = planAccess(access, id, present, wanted, me);
  const waits = name === "main" && notTold(memory) !== null;
  if (plan.remove.length + plan.add.length === 0 && !waits) return;
  const done = workspace.lock.during(lockWaits.clock, () => underLock(workspace, name, viewers));
  if (done === null) return;
  if (name === "main" && notTold(memory) !== null) memory.remove("accessPending");
  if (done.value !== null) deliver(workspace, done.value);
}
