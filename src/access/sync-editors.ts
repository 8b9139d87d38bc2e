/** Makes a register's editors follow Contacts, and tells people; in a later run if this one is cut off. */

import { note } from "../attempt";
import { contentsOf, contentsRequests } from "../case/assignment/excluded-people";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import { directoryBeside, directoryRequests } from "../district/directory/read-directory";
import type { Directory } from "../district/district";
import { directoryFor, emptyContents, type RegisterContents } from "../district/sealed-readers";
import { commitForDelivery, type Delivery } from "../letters/outbox/deliver-messages";
import { isQueued } from "../letters/outbox/outbox-rows";
import { transact } from "../letters/outbox/transact";
import { union } from "../lists";
import type { RegisterName } from "../ports";
import { noChange } from "../register/change";
import type { TabRequest } from "../register/read/read-tabs";
import type { Snapshot } from "../register/read/snapshot";
import { openRegister, type Register } from "../register/register";
import { registerKinds, reportRegisterIds } from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { schoolListFingerprint as fingerprint } from "../text";
import { dayMs } from "../time";
import {
  type AccessTable,
  isToBeTold,
  type News,
  refusedIn,
  told,
  unsettled,
  withAnswers,
} from "./access-table";
import {
  accessNotice,
  applyAccess,
  changeEditors,
  editorsAfter,
  planAccess,
  recipientsOfRegisterNotice,
} from "./register-access";
import { installersOf } from "./running-accounts";
import { whoMayOpen } from "./who-may-open";

/** Who should be able to open a register: the people for whom it is, and the accounts that run the system. */
function wantedEditors(
  { memory, identity }: Run,
  name: RegisterName,
  directory: Directory,
  held: RegisterContents,
): readonly string[] {
  const installers = installersOf(memory, directory, identity.runningAs());
  return whoMayOpen(name, directory, held, installers).all;
}

/** What decides who may open a register: one read of a sealed one, nothing of the main one. */
export function loadContents(run: Run, name: RegisterName): RegisterContents {
  const requests = contentsRequests(name);
  if (requests.length === 0) return emptyContents;
  return contentsOf(
    name,
    openRegister(run, reportRegisterIds(run.memory)[name], []).load(requests),
  );
}

/** What is known of the register's people; nothing of a sealed one. */
function tableOf({ memory }: Run, name: RegisterName): AccessTable {
  return registerKinds[name].isRemembered ? memory.get("access") : {};
}

function keepTable({ memory }: Run, name: RegisterName, table: AccessTable): void {
  if (registerKinds[name].isRemembered) memory.set("access", table);
}

/**
 * Lets everyone into a register's file who should be able to open it, by the run's directory, and takes everyone else out of the main
 * register's. No one is told of who came in; of all else the next look tells. Throws what Google throws over anything but a person.
 */
export function setEditors(run: Run, id: string, name: RegisterName): RegisterContents {
  const { access, clock, identity, directory } = run;
  const held = loadContents(run, name);
  const wanted = wantedEditors(run, name, directory, held);
  const before = access.editors(id);
  const plan = planAccess(access, { id, present: before }, wanted, identity.runningAs());
  // Of a sealed one only its own Outbox may know who was taken out.
  const remove = registerKinds[name].isRemembered ? plan.remove : [];
  const { answers, error } = applyAccess(access, id, { ...plan, remove });
  const left = unsettled(tableOf(run, name), { wanted, present: editorsAfter(before, answers) });
  const news = [...answers].filter(([, answer]) => answer !== "let-in");
  keepTable(run, name, withAnswers(left, new Map(news), clock.now()));
  if (error !== null) throw error;
  return held;
}

/** What one look at a register's editors found and did, before people are told. */
interface Looked {
  readonly name: RegisterName;
  readonly directory: Directory;
  readonly held: RegisterContents;
  readonly table: AccessTable;
  readonly news: News;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

const changeId = (name: RegisterName, at: number) => `access ${name} ${at.toString(36)}`;

/** The id of the notice; null where there is nothing to tell. No one is told of one id twice. */
function idOf({ name, news, at }: Looked): string | null {
  const { added, removed, notAdded, notRemoved, refused } = news;
  const isChange = added.length + removed.length > 0;
  const isRefused = notAdded.length + notRemoved.length + refused.size > 0;
  if (isChange || (registerKinds[name].isRemembered && isRefused)) return changeId(name, at);
  // Of a sealed register only its own Outbox may know of whom people were told.
  const day = Math.floor(at / dayMs);
  return notRemoved.length > 0 ? `access ${name} refused ${fingerprint(notRemoved)} ${day}` : null;
}

/**
 * Who is told. Where Google lets in none of them, also the account of this run. About a sealed register its audience, that someone was taken
 * out while a case is open; no one of anything else: the person who has the role and gets no such email would learn that a case excludes them.
 */
function toldOf({ identity }: Run, { name, directory, held, table, news }: Looked) {
  const isAnyoneOut = news.removed.length + news.notRemoved.length > 0;
  const isTold = registerKinds[name].audience === null || (held.hasOpenCase && isAnyoneOut);
  if (!isTold) return [];
  const me = identity.runningAs();
  const to = recipientsOfRegisterNotice(name, directory, me, held);
  const out = refusedIn(table);
  const isAnybodyIn = to.some((address) => !out.has(address));
  return isAnybodyIn || held.excluded.has(me) ? to : union(to, [me]);
}

/** What is known of a register already. */
interface Known {
  /** What a sealed register holds. */
  readonly held: RegisterContents;
  /** People who were given view access in Google Sheets by hand: it is taken from all of them. */
  readonly viewers?: readonly string[];
  /** Who can edit the file, as Drive has just listed them; null: it is asked here (two calls). Asked again before anything changes. */
  readonly editors?: readonly string[] | null;
}

function accessRequests(name: RegisterName): readonly TabRequest[] {
  return [
    { tab: "outbox", columns: ["message"] },
    ...(registerKinds[name].hasDirectory
      ? [...directoryRequests, ...problemRequests()]
      : contentsRequests(name)),
  ];
}

/** What came of changing access. */
interface Changed {
  readonly delivery: Delivery | null;
  readonly table: AccessTable;
  readonly error: unknown;
}

/** Changes access under the lock, by what is read there. */
function changeAccess(
  run: Run,
  name: RegisterName,
  [register, snapshot]: readonly [Register, Snapshot],
  viewers: readonly string[],
): Changed {
  const { clock } = run;
  const { hasDirectory, isRemembered } = registerKinds[name];
  const { id } = register;
  const directory = directoryBeside(run, name, snapshot);
  const held = contentsOf(name, snapshot);
  const at = clock.now();
  const wanted = wantedEditors(run, name, directory, held);
  const stored = tableOf(run, name);
  const isQueuedOf = ({ at: then }: { readonly at: number }) =>
    isQueued(snapshot, changeId(name, then));
  const known = Object.values(stored).some(isQueuedOf) ? told(stored, { wanted }, at) : stored;
  // Remembered before it is done: if this run is cut off, the next one still tells people.
  const keep = (table: AccessTable) => keepTable(run, name, table);
  const asked = { id, viewers, wanted, at };
  const { table, present, error, ...found } = changeEditors(run, asked, known, keep);
  const all = found.news;
  // Of whom Google refuses everywhere the main register tells.
  const news = isRemembered ? all : { ...all, refused: new Map() };

  const looked: Looked = { name, directory, held, table, news, at };
  const notice = idOf(looked);
  const to = notice === null ? [] : toldOf(run, looked);
  const isTold = notice === null || isQueued(snapshot, notice);
  const isSilent = isTold || (to.length === 0 && notice !== changeId(name, at));
  const change = isSilent
    ? noChange
    : accessNotice({ id: notice, at, to }, news, present, directory);
  const update = hasDirectory ? problemUpdates(snapshot, directory, refusedIn(table)) : [];
  if (isSilent && update.length === 0)
    return { delivery: null, table: told(table, { wanted }, at), error };
  const reader = lookAt(run, { register: name, directory: directoryFor(name, directory, held) });
  const delivery = commitForDelivery(reader, { register, snapshot }, { ...change, update });
  return { delivery, table: told(table, { wanted }, at), error };
}

/**
 * Makes a register's editors follow Contacts. No call where nothing changes and the editors are known. People are told once of an address
 * that Google refuses, and the next look tries again. Returns "busy" where another run held the lock and nothing changed. Throws what
 * Google throws over anything but a person. Takes the lock: must not be called under it.
 */
export function syncEditorsWithContacts(
  run: Run,
  name: RegisterName,
  { held, viewers = [], editors = null }: Known,
): "done" | "busy" {
  const { access, memory, identity, directory } = run;
  const id = reportRegisterIds(memory)[name];
  const present = [...(editors ?? access.editors(id)), ...viewers];
  const wanted = wantedEditors(run, name, directory, held);
  const plan = planAccess(access, { id, present }, wanted, identity.runningAs());
  const table = unsettled(tableOf(run, name), { wanted, present });
  keepTable(run, name, table);
  if (plan.add.length + plan.remove.length === 0 && !isToBeTold(table, { wanted }, run.clock.now()))
    return "done";
  const reads = () => accessRequests(name);
  const done = transact(run, name, { reads, lockWait: "clock" }, (...read) => {
    const { delivery, table: after, error } = changeAccess(run, name, read, viewers);
    keepTable(run, name, after);
    if (error !== null) note(run, error);
    return delivery;
  });
  return done === "busy" ? "busy" : "done";
}
