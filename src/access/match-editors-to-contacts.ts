/** Makes the editors of a register's file match Contacts, and tells people what changed. If a run is cut off, a later run tells them. */

import { note, whyFailed } from "../attempt";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import { directoryBeside } from "../district/directory/read-directory";
import { AddressRefused } from "../errors";
import { union } from "../lists";
import { noticeToEach } from "../messages/messages";
import { commitForDelivery, type Delivery, transact } from "../outbox/deliver-messages";
import { isQueued } from "../outbox/outbox-rows";
import type { RegisterName, Sharing } from "../ports";
import type { Snapshot } from "../register/read/snapshot";
import { type Change, noChange } from "../registers/change";
import { isOfSchools, kindOf, registerId, rememberedOf } from "../registers/kinds";
import type { Register } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { contentsNow, contentsOf, directoryRequestsOf } from "../sealed/remember-who-is-kept-out";
import { directoryFor, type RegisterContents } from "../sealed/who-reads-sealed-registers";
import { schoolListFingerprint as fingerprint } from "../text";
import { dayMs } from "../time";
import type { AccessTable, Answer } from "./access-not-given-yet";
import {
  accessTables,
  afterTelling,
  newsIn,
  refusedIn,
  refusedInAny,
  toBeTold,
  unsettled,
  withAnswers,
} from "./access-not-given-yet";
import { otherAccountsAtWork } from "./accounts-at-work";
import { recipientsOfRegisterNotice, whoMayOpen } from "./who-may-open";

/**
 * What to change so that `wanted` can open the file; `present` can open it now. The account of this run and the owner are neither added nor
 * removed. `mayShare`: whether this account can share the file: it owns the file, or the owner is not known. The owner is looked up (two
 * calls) only if someone must be added or removed.
 */
export function planAccess(
  { access, identity }: Run,
  id: string,
  present: readonly string[],
  wanted: readonly string[],
) {
  const me = identity.runningAs();
  const remove = present.filter((one) => one !== me && !wanted.includes(one));
  const add = wanted.filter((one) => one !== me && !present.includes(one));
  const owner = remove.length + add.length === 0 ? me : access.owner(id);
  const butOwner = (some: readonly string[]) => some.filter((one) => one !== owner);
  const mayShare = owner === null || owner === me;
  return { present, remove: butOwner(remove), add: butOwner(add), mayShare, owner };
}

/**
 * Carries out a plan, removals first. `viewers`: people to be removed who have view access only. Two calls for each person; a refusal or an
 * outage does not stop the rest. Returns Google's answer for each address (none after an outage), who can open the file afterwards, and in
 * `error` what Google threw that was not about one address, otherwise null.
 */
export function applyAccess(
  { access }: Run,
  id: string,
  { present: before, remove, add, mayShare }: ReturnType<typeof planAccess>,
  viewers: readonly string[] = [],
) {
  const answers = new Map<string, Answer>();
  const present = new Set(before);
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
    if (failed === null && done === "let-in") present.add(address);
    if (failed === null && done === "taken-out") present.delete(address);
  };
  for (const address of remove) {
    const isViewer = viewers.includes(address);
    const take = () => (isViewer ? access.removeViewer(id, address) : access.remove(id, address));
    ask(address, "taken-out", take);
  }
  for (const address of add) ask(address, "let-in", () => access.add(id, address));
  return { answers, present: [...present], error };
}

/** What is remembered about access to a register; empty for a sealed one, about which nothing is remembered. */
const tableOf = (run: Run, name: RegisterName): AccessTable =>
  kindOf(name).isOrdinary ? rememberedOf(run, name, "access").get() : {};

function keepTable(run: Run, name: RegisterName, table: AccessTable): void {
  if (kindOf(name).isOrdinary) rememberedOf(run, name, "access").set({ access: table });
}

/**
 * Lets in everyone who should be able to open a register's file by the run's directory, and takes everyone else out of the main register's.
 * Tells no one: the next look tells people of everything but who was let in. Returns what the register holds (one read if it is sealed).
 * Throws what Google throws, except a refusal of one address.
 */
export function setEditors(run: Run, id: string, name: RegisterName): RegisterContents {
  const { isOrdinary } = kindOf(name);
  const held = contentsNow(run, name);
  const wanted = whoMayOpen(run, name, held).all;
  const plan = planAccess(run, id, run.access.editors(id), wanted);
  // Who was taken out of a sealed register may be recorded in its own Outbox only, so this function takes no one out of it.
  const asked = isOrdinary ? plan : { ...plan, remove: [] };
  const { answers, present, error } = applyAccess(run, id, asked);
  const news = [...answers].filter(([, answer]) => answer !== "let-in");
  const left = unsettled(tableOf(run, name), { wanted, present });
  keepTable(run, name, withAnswers(left, new Map(news), run.clock.now()));
  if (error !== null) throw error;
  return held;
}

/** A file, the people who should be its editors, and people whose view access is taken away. */
interface Asked {
  readonly id: string;
  readonly wanted: readonly string[];
  readonly viewers: readonly string[];
}

/**
 * Makes people the editors of a file. `before`: the table so far. `keep` stores the expected table before anything is changed. Returns the
 * table afterwards, whose news is not marked as told yet; what to tell people; and who can open the file now and `error` as `applyAccess`
 * does. Throws what Google throws if it does not list the editors.
 */
export function changeEditors(
  run: Run,
  { id, wanted, viewers }: Asked,
  before: AccessTable,
  keep: (table: AccessTable) => void,
) {
  const at = run.clock.now();
  const plan = planAccess(run, id, [...run.access.editors(id), ...viewers], wanted);
  const left = unsettled(before, { wanted, present: plan.present });
  // All that people have not been told yet counts as of this moment.
  const start = Object.fromEntries(
    Object.entries(left).map(([who, row]) => [who, row.toldAt > 0 ? row : { ...row, at }]),
  );
  const hopes = new Map([
    ...plan.add.map((address): [string, Answer] => [address, "let-in"]),
    ...plan.remove.map((address): [string, Answer] => [address, "taken-out"]),
  ]);
  keep(withAnswers(start, hopes, at));
  const { answers, present, error } = applyAccess(run, id, plan, viewers);
  const table = withAnswers(start, answers, at);
  return { table, news: newsIn(table, { wanted, present }, at), present, error };
}

// Telling people.

const changeId = (name: RegisterName, at: number) => `access ${name} ${at.toString(36)}`;

/**
 * The notice about what `changeEditors` did and found, and its lines for Activity. No change if there is nothing to tell, or `snapshot`
 * shows that it was told: a notice of one id is sent only once.
 *
 * If Google lets in none of the people who are told, the account of this run is told too. About a sealed register its audience is told, and
 * only that someone was taken out, or should have been, while a case is open. Of anything else no one is told: a person in that role who
 * got no email would learn that a case excludes them.
 */
function accessNotice(
  run: Run,
  { table, news, present: now }: ReturnType<typeof changeEditors>,
  held: RegisterContents,
  snapshot: Snapshot,
): Change {
  const { register: name, clock, identity } = run;
  const { isOrdinary } = kindOf(name);
  const at = clock.now();
  const { added, removed, notAdded, notRemoved } = news;
  // Addresses that Google refuses are reported with the main register only.
  const refused = isOrdinary ? news.refused : {};
  const refusedPeople = Object.values(refused).flat();
  const isChange = added.length + removed.length > 0;
  const isRefused = notAdded.length + refusedPeople.length > 0;
  if (!isChange && notRemoved.length === 0 && !(isOrdinary && isRefused)) return noChange;
  const isOnce = isChange || isOrdinary;
  // What people were told about a sealed register may be remembered in its own Outbox only. This id makes the notice go out once a day.
  const daily = `access ${name} refused ${fingerprint(notRemoved)} ${Math.floor(at / dayMs)}`;
  const id = isOnce ? changeId(name, at) : daily;
  const isTold = isOrdinary || (held.hasOpenCase && removed.length + notRemoved.length > 0);
  const people = isTold ? recipientsOfRegisterNotice(run, name, held) : [];
  const me = identity.runningAs();
  const out = refusedIn(table);
  const isAnybodyIn = people.some((address) => !out.has(address));
  const to = !isTold || isAnybodyIn || held.excluded.has(me) ? people : union(people, [me]);
  if (isQueued(snapshot, id) || (to.length === 0 && !isOnce)) return noChange;
  const file = isOfSchools(name) ? { file: kindOf(name).fileName } : {};
  const more = { added, removed, notAdded, notRemoved, now, refused, ...file };
  const notice = { id: "access-changed", ...more } as const;
  const lines = [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...notRemoved.map((from) => ({ what: "access-not-removed", from })),
    ...notAdded.map((to) => ({ what: "access-not-added", to })),
    ...refusedPeople.map((to) => ({
      what: now.includes(to) ? "protection-without" : "access-not-added",
      to,
    })),
  ];
  return {
    ...noChange,
    messages: noticeToEach(to, id, notice),
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
  const run = runAsRead(before, { directory: directoryBeside(before, name, snapshot) });
  const { directory } = run;
  const held = contentsOf(run, name, snapshot);
  const at = run.clock.now();
  const wanted = whoMayOpen(run, name, held).all;
  const stored = tableOf(run, name);
  const isKnown = Object.values(stored).some((row) => isQueued(snapshot, changeId(name, row.at)));
  const known = isKnown ? afterTelling(stored, wanted, at) : stored;
  const asked = { id: register.id, wanted, viewers };
  // Stored before anything is changed: if this run is cut off, the next one still tells people.
  const found = changeEditors(run, asked, known, (table) => keepTable(run, name, table));
  if (found.error !== null) note(run, found.error);
  const change = accessNotice(run, found, held, snapshot);
  const update = kindOf(name).hasDirectory
    ? problemUpdates(
        snapshot,
        directory,
        refusedInAny([found.table, ...accessTables(run).slice(1)]),
      )
    : [];
  const reader = runAsRead(run, { directory: directoryFor(name, directory, held) });
  const delivery =
    change === noChange && update.length === 0
      ? null
      : commitForDelivery(reader, { register, snapshot }, { ...change, update });
  keepTable(run, name, afterTelling(found.table, wanted, at));
  return delivery;
}

/**
 * Makes a register's editors match Contacts. `viewers`: people who were given view access by hand in Google Sheets; all of them lose it.
 * `editors`: who can edit the file, if Drive has just listed them; null: they are listed here (two calls), and again before anything
 * changes. No call if nothing changes and `editors` is given. People are told once of an address that Google refuses, and the next look
 * tries again. Returns "busy" if nothing changed because another run held the lock, or another account at work owns the file. Throws what
 * Google throws, except a refusal of one address. Takes the lock: must not be called under it.
 */
export function syncEditorsWithContacts(
  run: Run,
  name: RegisterName,
  held: RegisterContents,
  { viewers = [], editors = null }: Partial<Pick<Sharing, "viewers" | "editors">> = {},
): "done" | "busy" {
  const id = registerId(run.memory, name);
  const present = [...(editors ?? run.access.editors(id)), ...viewers];
  const wanted = whoMayOpen(run, name, held).all;
  const { add, remove, owner } = planAccess(run, id, present, wanted);
  const table = unsettled(tableOf(run, name), { wanted, present });
  keepTable(run, name, table);
  const now = run.clock.now();
  const isNews = toBeTold(table, wanted, now).length > 0;
  if (add.length + remove.length === 0 && !isNews) return "done";
  // Only the owner of a file can share it. If the owner is at work, its next clock run does this.
  const others = otherAccountsAtWork(run.memory, run.identity.runningAs(), now);
  if (owner !== null && others.includes(owner)) return "busy";
  const reads = () => [
    { tab: "outbox", columns: ["message"] } as const,
    ...directoryRequestsOf(run, name),
    ...(kindOf(name).hasDirectory ? problemRequests() : []),
  ];
  const done = transact(run, name, { reads, lockWait: "clock" }, (...read) =>
    changeAccess(runAsRead(run, { register: name }), read, viewers),
  );
  return done === "busy" ? "busy" : "done";
}
