/** Who may open a register: staff whom Contacts name and the lead has ticked (design 2.11). And who is told when access changes. */

import { whyFailed } from "../attempt";
import { messageToEach } from "../case/messages/message";
import type { DetailToWrite, QueuedKind } from "../case/messages/message-details";
import type { Directory } from "../district/district";
import type { Refused } from "../district/refused-address-words";
import { audienceOf, directoryFor, type RegisterContents } from "../district/sealed-readers";
import { AddressRefused, type Refusal } from "../errors";
import { union } from "../lists";
import type { Access, RegisterName, Sharing } from "../ports";
import { type ActivityLine, type Change, noChange } from "../register/change";
import { registerKinds } from "../register/register-kinds";
import type { WatchedTriggerKind } from "./trigger-health";

/**
 * Who may open a register beside its owner. The directory has already left out agencies, unticked rows, addresses outside the district's
 * domains, and student accounts. A sealed register opens to its audience alone, never to somebody whom a case in it excludes.
 */
export function mayOpenRegister(
  directory: Directory,
  register: RegisterName,
  held: RegisterContents,
): readonly string[] {
  const { people } = directoryFor(register, directory, held);
  return [...new Set(people.flatMap(({ mayOpen, email }) => (mayOpen ? email : [])))];
}

/** Addresses that may fill in the columns of leads and admins. */
export function leadEditors({ people }: Directory): readonly string[] {
  return people
    .filter(({ role, mayOpen }) => mayOpen && !/contact$/.test(role))
    .map(({ email }) => email);
}

/** What is to be done to the editors of a file. */
export interface AccessPlan {
  readonly remove: readonly string[];
  readonly add: readonly string[];
  /** Whether the account of this run owns the file, so that it can share it. */
  readonly mayShare: boolean;
}

/** Addresses that gained or lost access. */
export interface AccessChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What became of an `AccessPlan`. */
export interface AccessOutcome extends AccessChange {
  /** What Google did not let this account do. */
  readonly refused: Pick<AccessPlan, "remove" | "add">;
  /** Those of `refused.add` that Google lets in from no account, each with the reason. */
  readonly addresses: Refused;
  /** What Google threw over anything but a person; null where it threw nothing else. */
  readonly error: unknown;
}

/**
 * What is to be done so that `wanted` can open the file. `present` can open it now. The account of this run (`runningAs`) and the owner are
 * neither added nor removed; the owner is asked for only where somebody is to be added or removed (two calls).
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

/** Acts on each address, whatever becomes of the others. `error`: the last thing thrown that is about no address; null for none. */
function actOnEach(people: readonly string[], act: (address: string) => void) {
  const done: string[] = [];
  const refused: [string, Refusal][] = [];
  let error: unknown = null;
  for (const address of people) {
    const failed = whyFailed(() => act(address));
    if (failed === null) done.push(address);
    else if (failed.error instanceof AddressRefused) refused.push([address, failed.error.why]);
    else error = failed.error;
  }
  return { done, refused, error };
}

/**
 * Carries a plan out; people who are to lose access lose it first. `viewers`: those of them who may only look. Two calls a person; one
 * refusal does not stop the rest. An address that Google does not know any more has nothing to lose.
 */
export function applyAccess(
  access: Access,
  id: string,
  plan: AccessPlan,
  viewers: readonly string[] = [],
): AccessOutcome {
  const removing = actOnEach(plan.remove, (address) => {
    if (viewers.includes(address)) access.removeViewer(id, address);
    else access.remove(id, address);
  });
  const adding = actOnEach(plan.add, (address) => access.add(id, address));
  const unknown = removing.refused.flatMap(([address, why]) =>
    why === "no-account" ? [address] : [],
  );
  // Where Google does not say why, the reason may be that this account may share nothing.
  const isOfAddress = ([, why]: readonly [string, Refusal]) =>
    why !== "not-owner" && (why !== "unsaid" || plan.mayShare);
  const left = (all: readonly string[], some: readonly string[]) =>
    all.filter((address) => !some.includes(address));
  return {
    added: adding.done,
    removed: removing.done,
    refused: {
      remove: left(plan.remove, [...removing.done, ...unknown]),
      add: left(plan.add, adding.done),
    },
    addresses: new Map(adding.refused.filter(isOfAddress)),
    error: adding.error ?? removing.error,
  };
}

/** Who can open the file once the change was made. */
export function editorsAfterChange(
  present: readonly string[],
  { added, removed }: AccessChange,
): readonly string[] {
  return union(
    present.filter((address) => !removed.includes(address)),
    added,
  );
}

/**
 * Makes the editors of a file those of `wanted`. The owner and the account of this run stay. An address that Google refuses stops nobody
 * else. Three calls and a few for each change. Throws what Google throws over anything but a person, after all changes were tried; running
 * it again goes on.
 */
export function syncEditors(
  access: Access,
  id: string,
  wanted: readonly string[],
  runningAs: string,
): Omit<AccessOutcome, "error"> & { readonly now: readonly string[] } {
  const present = access.editors(id);
  const plan = planAccess(access, { id, present }, wanted, runningAs);
  const { error, ...outcome } = applyAccess(access, id, plan);
  if (error !== null) throw error;
  return { ...outcome, now: editorsAfterChange(present, outcome) };
}

// What is written down, and who is told, when people gained or lost access, or when a link opens a register. Pure.

/** One occasion of telling people. */
export interface Notice {
  /** The ids of its messages begin with this, so that nobody is told of the same occasion twice. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Addresses; see `recipientsOfRegisterNotice`. */
  readonly to: readonly string[];
}

/** Addresses of leads and admins; the account of this run where Contacts name none. */
export function recipientsOfAccessNotice(
  directory: Directory,
  runningAs: string,
): readonly string[] {
  const people = directory.people.filter(
    ({ role }) => role === "district-lead" || role === "district-admin",
  );
  const told = new Set(people.map(({ email }) => email));
  return told.size === 0 ? [runningAs] : [...told];
}

/**
 * Who is told about a register. About a sealed one its audience alone, since even that the register is in use may not be known to others;
 * where nobody is left, the account of this run, unless a case excludes it too. `held`: what the register holds.
 */
export function recipientsOfRegisterNotice(
  register: RegisterName,
  directory: Directory,
  runningAs: string,
  held: RegisterContents,
): readonly string[] {
  if (registerKinds[register].audience === null) {
    return recipientsOfAccessNotice(directory, runningAs);
  }
  const people = audienceOf(register, directory, held).map(({ email }) => email);
  return people.length > 0 ? people : [runningAs].filter((one) => !held.excluded.has(one));
}

function noticeOf<Kind extends QueuedKind>(
  { id, at, to }: Notice,
  kind: Kind,
  detail: DetailToWrite<Kind>,
  lines: readonly Pick<ActivityLine, "what" | "from" | "to">[],
): Change {
  return {
    ...noChange,
    messages: messageToEach(to, id, kind, detail),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  };
}

/** The notice that people gained or lost access. `now`: the editors afterwards. */
export function accessNotice(
  notice: Notice,
  { added, removed, refused, addresses }: Omit<AccessOutcome, "error">,
  now: readonly string[],
): Change {
  const notAdded = refused.add.filter((address) => !addresses.has(address));
  const byWhy: { [Why in Refusal as `refused ${Why}`]?: readonly string[] } = {};
  for (const [address, why] of addresses) {
    byWhy[`refused ${why}`] = [...(byWhy[`refused ${why}`] ?? []), address];
  }
  const detail = { added, removed, notAdded, notRemoved: refused.remove, now, ...byWhy };
  return noticeOf(notice, "access-changed", detail, [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...refused.remove.map((from) => ({ what: "access-not-removed", from })),
    ...refused.add.map((to) => ({ what: "access-not-added", to })),
    ...[...addresses.keys()]
      .filter((to) => !refused.add.includes(to))
      .map((to) => ({ what: "protection-without", to })),
  ]);
}

/** The notice that a file is open to others. That it is closed again is written in Activity and told nobody. */
export function sharingNotice(notice: Notice, how: Sharing["open"]): Change {
  if (how === "no") {
    const { at } = notice;
    const line = { at, who: "automation", case: null, what: "sharing-closed" };
    return { ...noChange, activity: [line] };
  }
  const what =
    how === "in-bin"
      ? "register-in-bin"
      : how === "link-or-domain"
        ? "sharing-open"
        : "sharing-not-seen";
  return noticeOf(notice, "access-open", { how }, [{ what }]);
}

/** The notice that formulas were replaced. `places`: such as "cases H12". */
export function formulaNotice(notice: Notice, places: readonly string[]): Change {
  const cells = places.slice(0, 20);
  return noticeOf(notice, "formula-found", { cells, more: places.length - cells.length }, [
    ...cells.map((from) => ({ what: "formula-made-text", from })),
  ]);
}

/**
 * The notice that an account, or one of its triggers, has fallen silent. The account that took over tells the lead or admin who can mend
 * it.
 */
export function silentAccountNotice(
  notice: Notice,
  account: string,
  trigger: "clock" | WatchedTriggerKind = "clock",
): Change {
  return noticeOf(notice, "installer-silent", { account, trigger }, [
    { what: trigger === "clock" ? "installer-silent" : "trigger-silent", from: account },
  ]);
}
