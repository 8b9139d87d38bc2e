/** Makes the editors of a register's file match Contacts, and tells people what changed. If a run is cut off, a later run tells them. */

import { note, whyFailed } from "../attempt";
import { contentsOf, contentsRequests } from "../case/assignment/excluded-people";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import { directoryBeside, directoryRequests } from "../district/directory/read-directory";
import { directoryFor, emptyContents, type RegisterContents } from "../district/sealed-readers";
import { AddressRefused, type Refusal } from "../errors";
import { commitForDelivery, type Delivery, transact } from "../letters/outbox/deliver-messages";
import { isQueued } from "../letters/outbox/outbox-rows";
import { union } from "../lists";
import { staffAndOthers } from "../messages/desk-notices";
import { messageToEach } from "../messages/messages";
import type { Access, RegisterName, Sharing } from "../ports";
import { type Change, noChange } from "../register/change";
import type { Snapshot } from "../register/read/snapshot";
import { type Register, registerNamed } from "../register/register";
import { registerKinds, reportRegisterIds } from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { schoolListFingerprint as fingerprint } from "../text";
import { dayMs } from "../time";
import {
  type AccessTable,
  type Answer,
  type Answers,
  type News,
  newsIn,
  refusedIn,
  toBeTold,
  told,
  unsettled,
  withAnswers,
} from "./access-table";
import { recipientsOfRegisterNotice, whoMayOpen } from "./who-may-open";

/** The changes to be made to the editors of a file. */
export interface AccessPlan {
  readonly remove: readonly string[];
  readonly add: readonly string[];
  /** Whether this account can share the file: it owns the file, or the owner is not known. */
  readonly mayShare: boolean;
}

/**
 * Plans the changes after which `wanted` can open the file; `present` can open it now. The account of this run (`runningAs`) and the owner
 * are neither added nor removed. The owner is looked up (two calls) only if someone must be added or removed.
 */
export function planAccess(
  access: Pick<Access, "owner">,
  { id, present }: { readonly id: string; readonly present: readonly string[] },
  wanted: readonly string[],
  runningAs: string,
): AccessPlan {
  const others = (some: readonly string[], than: readonly string[]) =>
    some.filter((address) => address !== runningAs && !than.includes(address));
  const remove = others(present, wanted);
  const add = others(wanted, present);
  if (remove.length + add.length === 0) return { remove, add, mayShare: true };
  const owner = access.owner(id);
  const butOwner = (some: readonly string[]) => some.filter((address) => address !== owner);
  const mayShare = owner === null || owner === runningAs;
  return { remove: butOwner(remove), add: butOwner(add), mayShare };
}

/**
 * Carries out a plan, removals first. `viewers`: people to be removed who have view access only. Two calls for each person; a refusal or an
 * outage does not stop the rest. Returns Google's answer for each address (none after an outage), and in `error` what Google threw that was
 * not about one address, otherwise null.
 */
export function applyAccess(
  access: Access,
  id: string,
  { remove, add, mayShare }: AccessPlan,
  viewers: readonly string[] = [],
): { readonly answers: Answers; readonly error: unknown } {
  const answers = new Map<string, Answer>();
  let error: unknown = null;
  const ask = (address: string, done: Answer, act: () => void) => {
    const failed = whyFailed(act);
    if (failed === null) answers.set(address, done);
    else if (!(failed.error instanceof AddressRefused)) error = failed.error;
    else {
      const { why } = failed.error;
      // If Google gives no reason, it may be that this account cannot share the file at all.
      answers.set(address, why === "unsaid" && !mayShare ? "not-owner" : why);
    }
  };
  for (const address of remove) {
    const isViewer = viewers.includes(address);
    const take = () => (isViewer ? access.removeViewer(id, address) : access.remove(id, address));
    ask(address, "taken-out", take);
  }
  for (const address of add) ask(address, "let-in", () => access.add(id, address));
  return { answers, error };
}

/** Who can open the file after these answers. */
function editorsAfter(present: readonly string[], answers: Answers): readonly string[] {
  const added = [...answers].flatMap(([address, seen]) => (seen === "let-in" ? [address] : []));
  return union(
    present.filter((address) => answers.get(address) !== "taken-out"),
    added,
  );
}

/** What is remembered about access to a register; empty for a sealed one, about which nothing is remembered. */
function tableOf({ memory }: Run, name: RegisterName): AccessTable {
  return registerKinds[name].isMain ? memory.get("access") : {};
}

function keepTable({ memory }: Run, name: RegisterName, table: AccessTable): void {
  if (registerKinds[name].isMain) memory.set("access", table);
}

/**
 * Lets in everyone who should be able to open a register's file by the run's directory, and takes everyone else out of the main register's.
 * Tells no one: the next look tells people of everything but who was let in. Returns what the register holds (one read if it is sealed).
 * Throws what Google throws, except a refusal of one address.
 */
export function setEditors(run: Run, id: string, name: RegisterName): RegisterContents {
  const { access, clock, identity } = run;
  const load = () => registerNamed(run, name, []).load(contentsRequests(name));
  const isSealed = registerKinds[name].audience !== null;
  const held = isSealed ? contentsOf(name, load()) : emptyContents;
  const wanted = whoMayOpen(run, name, held).all;
  const before = access.editors(id);
  const plan = planAccess(access, { id, present: before }, wanted, identity.runningAs());
  // Who was taken out of a sealed register may be recorded in its own Outbox only, so this function takes no one out of it.
  const remove = registerKinds[name].isMain ? plan.remove : [];
  const { answers, error } = applyAccess(access, id, { ...plan, remove });
  const left = unsettled(tableOf(run, name), { wanted, present: editorsAfter(before, answers) });
  const news = [...answers].filter(([, answer]) => answer !== "let-in");
  keepTable(run, name, withAnswers(left, new Map(news), clock.now()));
  if (error !== null) throw error;
  return held;
}

/** What `changeEditors` did and found. */
type EditorsChanged = ReturnType<typeof changeEditors>;

/**
 * Makes `wanted` the editors of a file. `viewers`: people whose view access is taken away. `at`: milliseconds UTC. `before`: the table so
 * far. `keep` stores the expected table before anything is changed. Returns the table afterwards, whose news is not marked as told yet;
 * what to tell people; who can open the file now; and `error` as in `applyAccess`. Throws what Google throws if it does not list the
 * editors.
 */
export function changeEditors(
  { access, identity }: Run,
  {
    id,
    wanted,
    viewers,
    at,
  }: Readonly<{ id: string; wanted: readonly string[]; viewers: readonly string[]; at: number }>,
  before: AccessTable,
  keep: (table: AccessTable) => void,
) {
  const present = [...access.editors(id), ...viewers];
  const plan = planAccess(access, { id, present }, wanted, identity.runningAs());
  const left = Object.entries(unsettled(before, { wanted, present }));
  // All that people have not been told yet counts as of this moment.
  const start = Object.fromEntries(
    left.map(([address, row]) => [address, row.toldAt > 0 ? row : { ...row, at }]),
  );
  const hopes = new Map([
    ...plan.add.map((address): [string, Answer] => [address, "let-in"]),
    ...plan.remove.map((address): [string, Answer] => [address, "taken-out"]),
  ]);
  keep(withAnswers(start, hopes, at));
  const { answers, error } = applyAccess(access, id, plan, viewers);
  const table = withAnswers(start, answers, at);
  const after = editorsAfter(present, answers);
  return { table, news: newsIn(table, { wanted, present: after }, at), present: after, error };
}

// Telling people.

const changeId = (name: RegisterName, at: number) => `access ${name} ${at.toString(36)}`;

/** The id of the notice; null if there is nothing to tell. A notice of one id is sent only once. */
function idOf(name: RegisterName, news: News, at: number): string | null {
  const { added, removed, notAdded, notRemoved, refused } = news;
  const isChange = added.length + removed.length > 0;
  const isRefused = notAdded.length + notRemoved.length + refused.size > 0;
  if (isChange || (registerKinds[name].isMain && isRefused)) return changeId(name, at);
  // What people were told about a sealed register may be remembered in its own Outbox only. This id makes the notice go out once a day.
  const day = Math.floor(at / dayMs);
  return notRemoved.length > 0 ? `access ${name} refused ${fingerprint(notRemoved)} ${day}` : null;
}

/**
 * Who is told. If Google lets in none of them, the account of this run is told too. About a sealed register its audience is told, and only
 * that someone was taken out, or should have been, while a case is open. Of anything else no one is told: a person in that role who got no
 * email would learn that a case excludes them.
 */
function toldOf(run: Run, held: RegisterContents, { table, news }: EditorsChanged) {
  const { register: name, identity } = run;
  const isAnyoneOut = news.removed.length + news.notRemoved.length > 0;
  const isTold = registerKinds[name].audience === null || (held.hasOpenCase && isAnyoneOut);
  if (!isTold) return [];
  const me = identity.runningAs();
  const to = recipientsOfRegisterNotice(run, name, held);
  const out = refusedIn(table);
  const isAnybodyIn = to.some((address) => !out.has(address));
  return isAnybodyIn || held.excluded.has(me) ? to : union(to, [me]);
}

/** The notice about changed access to a register, and its lines for Activity. `at`: milliseconds UTC. */
function accessNotice(
  { directory }: Run,
  id: string,
  to: readonly string[],
  { news, present: now, at }: Pick<EditorsChanged, "news" | "present"> & { readonly at: number },
): Change {
  const { added, removed, notAdded, notRemoved, refused } = news;
  const byWhy: { [Why in Refusal]?: readonly string[] } = {};
  for (const [address, why] of refused) byWhy[why] = [...(byWhy[why] ?? []), address];
  const { others: strangers } = staffAndOthers(removed, directory);
  const changed = { added, removed, strangers, notAdded, notRemoved, now, refused: byWhy };
  const [kept = [], out = []] = [true, false].map((isIn) =>
    [...refused.keys()].filter((address) => now.includes(address) === isIn),
  );
  const lines = [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...notRemoved.map((from) => ({ what: "access-not-removed", from })),
    ...[...notAdded, ...out].map((to) => ({ what: "access-not-added", to })),
    ...kept.map((to) => ({ what: "protection-without", to })),
  ];
  return {
    ...noChange,
    messages: messageToEach(to, id, "desk-notice", {
      notices: [{ id: "access-changed", ...changed }],
    }),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  };
}

/** Changes access under the lock, from what was read under it. Returns null if nothing has to be written into the register. */
function changeAccess(
  before: Run,
  [register, snapshot]: readonly [Register, Snapshot],
  viewers: readonly string[],
): Delivery | null {
  const { register: name } = before;
  const { isMain } = registerKinds[name];
  const run = lookAt(before, { directory: directoryBeside(before, name, snapshot) });
  const { directory } = run;
  const held = contentsOf(name, snapshot);
  const at = run.clock.now();
  const wanted = whoMayOpen(run, name, held).all;
  const stored = tableOf(run, name);
  const isKnown = Object.values(stored).some((row) => isQueued(snapshot, changeId(name, row.at)));
  const known = isKnown ? told(stored, wanted, at) : stored;
  const asked = { id: register.id, viewers, wanted, at };
  // Stored before anything is changed: if this run is cut off, the next one still tells people.
  const found = changeEditors(run, asked, known, (table) => keepTable(run, name, table));
  if (found.error !== null) note(run, found.error);
  // Addresses that Google refuses are reported with the main register only.
  const news = isMain ? found.news : { ...found.news, refused: new Map() };
  const id = idOf(name, news, at);
  const to = id === null ? [] : toldOf(run, held, { ...found, news });
  const isTold = id === null || isQueued(snapshot, id);
  const isSilent = isTold || (to.length === 0 && id !== changeId(name, at));
  const change = isSilent ? noChange : accessNotice(run, id, to, { ...found, news, at });
  const update = isMain ? problemUpdates(snapshot, directory, refusedIn(found.table)) : [];
  const isWritten = !isSilent || update.length > 0;
  const reader = lookAt(run, { directory: directoryFor(name, directory, held) });
  const delivery = isWritten
    ? commitForDelivery(reader, { register, snapshot }, { ...change, update })
    : null;
  keepTable(run, name, told(found.table, wanted, at));
  return delivery;
}

/**
 * Makes a register's editors match Contacts. `viewers`: people who were given view access by hand in Google Sheets; all of them lose it.
 * `editors`: who can edit the file, if Drive has just listed them; null: they are listed here (two calls), and again before anything
 * changes. No call if nothing changes and `editors` is given. People are told once of an address that Google refuses, and the next look
 * tries again. Returns "busy" if another run held the lock and nothing changed. Throws what Google throws, except a refusal of one address.
 * Takes the lock: must not be called under it.
 */
export function syncEditorsWithContacts(
  run: Run,
  name: RegisterName,
  held: RegisterContents,
  { viewers = [], editors = null }: Partial<Pick<Sharing, "viewers" | "editors">> = {},
): "done" | "busy" {
  const { access, memory, identity } = run;
  const id = reportRegisterIds(memory)[name];
  const present = [...(editors ?? access.editors(id)), ...viewers];
  const wanted = whoMayOpen(run, name, held).all;
  const plan = planAccess(access, { id, present }, wanted, identity.runningAs());
  const table = unsettled(tableOf(run, name), { wanted, present });
  keepTable(run, name, table);
  const isNews = Object.keys(toBeTold(table, wanted, run.clock.now())).length > 0;
  if (plan.add.length + plan.remove.length === 0 && !isNews) return "done";
  const reads = () => [
    { tab: "outbox", columns: ["message"] } as const,
    ...(registerKinds[name].isMain
      ? [...directoryRequests, ...problemRequests()]
      : contentsRequests(name)),
  ];
  const done = transact(run, name, { reads, lockWait: "clock" }, (...read) =>
    changeAccess(lookAt(run, { register: name }), read, viewers),
  );
  return done === "busy" ? "busy" : "done";
}
