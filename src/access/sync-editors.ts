/** Makes a register's editors follow Contacts, and tells people; in a later run if this one is cut off. */

import { contentsOf, contentsRequests } from "../case/assignment/excluded-people";
import { directoryBeside, directoryRequests } from "../district/directory/load-directory";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import type { Directory } from "../district/district";
import type { Refused } from "../district/refused-address-words";
import { directoryFor, emptyContents, type RegisterContents } from "../district/sealed-readers";
import { commitForDelivery, type Delivery } from "../letters/outbox/deliver-messages";
import { isQueued } from "../letters/outbox/outbox-rows";
import { transact } from "../letters/outbox/transact";
import { union } from "../lists";
import { noChange } from "../register/change";
import type { TabRequest } from "../register/read/plan-read";
import type { Snapshot } from "../register/read/snapshot";
import { openRegister, type Register } from "../register/register";
import { type ReportRegister, reportRegisterIds } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { schoolListFingerprint as fingerprint } from "../text";
import { dayMs } from "../time";
import { markRefusalsTold, refusalsToTell, rememberEditors, whyRefused } from "./refused-addresses";
import {
  type AccessOutcome,
  accessNotice,
  applyAccess,
  editorsAfterChange,
  mayOpenRegister,
  planAccess,
  recipientsOfRegisterNotice,
} from "./register-access";
import { installersOf } from "./running-accounts";

/** Who should be able to open a register: the people for whom it is, and the accounts that run the system. */
export function wantedEditors(
  { memory, identity }: Run,
  name: ReportRegister,
  directory: Directory,
  held: RegisterContents,
): readonly string[] {
  const installers = installersOf(memory, directory, identity.runningAs());
  return union(mayOpenRegister(directory, name, held), installers);
}

/** What decides who may open a register: one read of a sealed one, nothing of the main one. */
export function loadContents(run: Run, name: ReportRegister): RegisterContents {
  const requests = contentsRequests(name);
  if (requests.length === 0) return emptyContents;
  return contentsOf(
    name,
    openRegister(run, reportRegisterIds(run.memory)[name], []).load(requests),
  );
}

/**
 * Lets everybody into a register's file who should be able to open it, by the run's directory, and takes nobody out; nobody is told.
 * Addresses that Google refuses are left out. Throws what Google throws over anything but a person.
 */
export function letEverybodyIn(run: Run, id: string, name: ReportRegister): RegisterContents {
  const { access, identity, directory } = run;
  const held = loadContents(run, name);
  const wanted = wantedEditors(run, name, directory, held);
  const plan = planAccess(
    access,
    { id, present: access.editors(id) },
    wanted,
    identity.runningAs(),
  );
  const { error } = applyAccess(access, id, { ...plan, remove: [] });
  if (error !== null) throw error;
  return held;
}

/** What one look at a register's editors found and did, before people are told. */
interface Looked {
  readonly name: ReportRegister;
  readonly directory: Directory;
  readonly held: RegisterContents;
  /** What changed. Of Google's refusals it has only the ones that people are to be told of. */
  readonly changed: Omit<AccessOutcome, "error">;
  /** All addresses that Google refuses, whether people were told before or not. */
  readonly out: Refused;
  /** Who can open it now. */
  readonly now: readonly string[];
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** The id of the notice; null where there is nothing to tell, or it was told already. Nobody is told of one id twice. */
function idOf({ name, changed, at }: Looked, isTold: (id: string) => boolean): string | null {
  const { added, removed, refused, addresses } = changed;
  if (added.length + removed.length > 0) return changeId(name, at);
  const others = refused.add.filter((address) => !addresses.has(address));
  // Told once a day where this account may not change access; once where Google refuses an address.
  const what = [...others, ...addresses.keys(), "", ...refused.remove];
  if (what.length === 1) return null;
  // Of a sealed register only its own Outbox may know of whom people were told.
  const isDaily = registerKinds[name].isRemembered || others.length + refused.remove.length > 0;
  const when = isDaily ? String(Math.floor(at / dayMs)) : "refused";
  const id = `access ${name} ${when} ${fingerprint(what)}`;
  return isTold(id) ? null : id;
}

const changeId = (name: ReportRegister, at: number) => `access ${name} ${at.toString(36)}`;

/**
 * Who is told. Where Google lets in none of them, also the account of this run. About a sealed register its audience, that somebody was taken
 * out while a case is open; nobody of anything else: whoever has the role and gets no such email would learn that a case excludes them.
 */
function toldOf(
  { identity }: Run,
  { name, directory, held, out, changed }: Looked,
): readonly string[] {
  const isAnyoneOut = changed.removed.length + changed.refused.remove.length > 0;
  const isTold = registerKinds[name].audience === null || (held.hasOpenCase && isAnyoneOut);
  if (!isTold) return [];
  const me = identity.runningAs();
  const to = recipientsOfRegisterNotice(name, directory, me, held);
  const isAnybodyIn = to.some((address) => !out.has(address));
  return isAnybodyIn || held.excluded.has(me) ? to : union(to, [me]);
}

/** How a register's editors are to follow Contacts. */
export interface EditorSync {
  /** What a sealed register holds; null: it is read. */
  readonly known?: RegisterContents | null;
  /** People who were given view access in Google Sheets by hand: it is taken from all of them. */
  readonly viewers?: readonly string[];
  /** Who can edit the file, as Drive has just listed them; null: it is asked here (two calls). Asked again before anything changes. */
  readonly editors?: readonly string[] | null;
  /** People are let in, and nobody is taken out. */
  readonly onlyLetsIn?: true;
}

/** Who may lose access now. */
interface Leaving {
  readonly addresses: readonly string[];
  /** People who were given view access by hand, which is taken from all of them. */
  readonly viewers: readonly string[];
}

function accessRequests(name: ReportRegister): readonly TabRequest[] {
  return [
    { tab: "outbox", columns: ["message"] },
    ...(registerKinds[name].hasDirectory
      ? [...directoryRequests, ...problemRequests()]
      : contentsRequests(name)),
  ];
}

/**
 * Whom Google refuses once access was changed (`out`), and of whom people are still to be told (`fresh`). For a register that is remembered,
 * that is stored.
 */
function refusalsAfter(
  { memory, clock }: Run,
  isRemembered: boolean,
  { addresses }: Pick<AccessOutcome, "addresses">,
  editors: { readonly wanted: readonly string[]; readonly present: readonly string[] },
): { readonly out: Refused; readonly fresh: Refused } {
  if (isRemembered) {
    rememberEditors(memory, { ...editors, refused: addresses, now: clock.now() });
    return { out: whyRefused(memory), fresh: refusalsToTell(memory) };
  }
  // The main register tells of the same people.
  return { out: addresses, fresh: new Map() };
}

/**
 * Changes access under the lock, by what is read there. Only people who were found to be leaving before lose access. Null where there is
 * nothing to tell.
 */
function changeAccess(
  run: Run,
  name: ReportRegister,
  [register, snapshot]: readonly [Register, Snapshot],
  { addresses, viewers }: Leaving,
): Delivery | null {
  const { access, memory, clock, identity } = run;
  const { hasDirectory, isRemembered } = registerKinds[name];
  const directory = directoryBeside(run, name, snapshot);
  const isTold = (id: string) => isQueued(snapshot, id);

  const present = [...access.editors(register.id), ...viewers];
  const held = contentsOf(name, snapshot);
  const wanted = wantedEditors(run, name, directory, held);
  const due = planAccess(access, { id: register.id, present }, wanted, identity.runningAs());
  const plan = { ...due, remove: due.remove.filter((one) => addresses.includes(one)) };
  const left = isRemembered ? memory.get("accessPending") : null;
  const before = left === null || isTold(changeId(name, left.at)) ? null : left;
  const intent = {
    at: before?.at ?? clock.now(),
    add: union(before?.add, plan.add),
    remove: union(before?.remove, plan.remove),
  };
  if (isRemembered && plan.add.length + plan.remove.length > 0) {
    // Remembered before it is done: if this run is cut off, the next one still tells people.
    memory.set("accessPending", intent);
  }
  const outcome = applyAccess(access, register.id, plan, viewers);
  const now = editorsAfterChange(present, outcome);
  const { refused } = outcome;
  const { out, fresh } = refusalsAfter(run, isRemembered, outcome, { wanted, present: now });
  const changed = {
    added: intent.add.filter((address) => now.includes(address)),
    removed: intent.remove.filter((address) => !now.includes(address)),
    refused: { ...refused, add: refused.add.filter((one) => !out.has(one) || fresh.has(one)) },
    addresses: fresh,
  };
  const looked: Looked = { name, directory, held, changed, out, now, at: intent.at };
  const id = idOf(looked, isTold);
  const to = id === null ? [] : toldOf(run, looked);
  const update = hasDirectory ? rowsToCorrect(memory, snapshot, directory) : [];
  if (id === null && update.length === 0) return null;
  const notice = id === null ? noChange : accessNotice({ id, at: intent.at, to }, changed, now);
  return commitForDelivery(
    lookAt(run, { register: name, directory: directoryFor(name, directory, held) }),
    { register, snapshot },
    { ...notice, update },
  );
}

function rowsToCorrect(memory: Run["memory"], snapshot: Snapshot, directory: Directory) {
  return problemUpdates(snapshot, directory, whyRefused(memory));
}

/**
 * Makes editors follow Contacts. At most three calls where nothing changes. Throws what Google throws, but not a refusal to share: of that people
 * are told, and the next run tries again. Returns "busy" where another run held the lock and nothing changed. Takes the lock: must not be
 * called under it.
 */
export function syncEditorsWithContacts(
  run: Run,
  name: ReportRegister,
  directory: Directory,
  { known = null, viewers = [], editors = null, onlyLetsIn }: EditorSync = {},
): "done" | "busy" {
  const { access, memory, identity, clock } = run;
  const { isRemembered } = registerKinds[name];
  const id = reportRegisterIds(memory)[name];
  const present = [...(editors ?? access.editors(id)), ...viewers];
  const me = identity.runningAs();
  const held = known ?? loadContents(run, name);
  const wanted = wantedEditors(run, name, directory, held);
  const plan = planAccess(access, { id, present }, wanted, me);
  const addresses = onlyLetsIn === true ? [] : plan.remove;
  if (isRemembered) {
    rememberEditors(memory, { wanted, present, refused: new Map(), now: clock.now() });
  }
  const waits =
    isRemembered && (memory.get("accessPending") !== null || refusalsToTell(memory).size > 0);
  if (addresses.length + plan.add.length === 0 && !waits) return "done";
  const leaving = { addresses, viewers };
  const reads = () => accessRequests(name);
  const done = transact(run, name, { reads, lockWait: "clock" }, (...read) => {
    const notice = changeAccess(run, name, read, leaving);
    if (isRemembered && memory.get("accessPending") !== null) memory.set("accessPending", null);
    if (isRemembered) markRefusalsTold(memory);
    return notice;
  });
  return done === "busy" ? "busy" : "done";
}
