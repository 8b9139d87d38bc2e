/** Changes who can open a register, and tells people of it. */

import { whyFailed } from "../attempt";
import type { Directory } from "../district/district";
import { audienceOf, type RegisterContents } from "../district/sealed-readers";
import { AddressRefused, type Refusal } from "../errors";
import { union } from "../lists";
import { type NoticeToTell, staffAndOthers } from "../messages/desk-notices";
import { messageToEach } from "../messages/messages";
import type { Access, RegisterName } from "../ports";
import { type ActivityLine, type Change, noChange } from "../register/change";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
import {
  type AccessTable,
  type Answer,
  type Answers,
  dated,
  type News,
  newsIn,
  unsettled,
  withAnswers,
} from "./access-table";

/** What is to be done to the editors of a file. */
export interface AccessPlan {
  readonly remove: readonly string[];
  readonly add: readonly string[];
  /** Whether the account of this run owns the file, so that it can share it. */
  readonly mayShare: boolean;
}

/** What became of an `AccessPlan`. */
export interface AccessOutcome {
  /** What Google answered about each address of the plan; of an outage none. */
  readonly answers: Answers;
  /** What Google threw over anything but a person; null where it threw nothing else. */
  readonly error: unknown;
}

/**
 * What is to be done so that `wanted` can open the file. `present` can open it now. The account of this run (`runningAs`) and the owner are
 * neither added nor removed; the owner is asked for only where someone is to be added or removed (two calls).
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
 * Carries a plan out; people who are to lose access lose it first. `viewers`: those of them who may only look. Two calls a person; neither a
 * refusal nor an outage stops the rest.
 */
export function applyAccess(
  access: Access,
  id: string,
  { remove, add, mayShare }: AccessPlan,
  viewers: readonly string[] = [],
): AccessOutcome {
  const answers = new Map<string, Answer>();
  let error: unknown = null;
  const ask = (address: string, done: Answer, act: () => void) => {
    const failed = whyFailed(act);
    if (failed === null) answers.set(address, done);
    else if (!(failed.error instanceof AddressRefused)) error = failed.error;
    else {
      const { why } = failed.error;
      // Where Google does not say why, the reason may be that this account may share nothing.
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

/** Who can open the file once Google answered so. */
export function editorsAfter(present: readonly string[], answers: Answers): readonly string[] {
  const added = [...answers].flatMap(([address, seen]) => (seen === "let-in" ? [address] : []));
  return union(
    present.filter((address) => answers.get(address) !== "taken-out"),
    added,
  );
}

/** What is to be done, as answers that are hoped for. */
function hopes({ add, remove }: AccessPlan): Answers {
  return new Map([
    ...add.map((address): [string, Answer] => [address, "let-in"]),
    ...remove.map((address): [string, Answer] => [address, "taken-out"]),
  ]);
}

/** What a look at the editors of a file did and found. */
export interface EditorsChanged {
  /** The table afterwards, with the news not told yet. */
  readonly table: AccessTable;
  /** What people are to be told. */
  readonly news: News;
  /** Who can open the file now. */
  readonly present: readonly string[];
  /** As of `AccessOutcome`. */
  readonly error: unknown;
}

/** What the editors of a file are to be. */
export interface EditorsAsked {
  readonly id: string;
  readonly wanted: readonly string[];
  /** People who may only look, and are to lose that. */
  readonly viewers: readonly string[];
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/**
 * Makes the editors of a file those of `wanted`. `before` is the table as it was; `keep` stores it as it will be if all goes well, before
 * anything is done. Throws what Google throws where it does not list the editors.
 */
export function changeEditors(
  { access, identity }: Run,
  { id, wanted, viewers, at }: EditorsAsked,
  before: AccessTable,
  keep: (table: AccessTable) => void,
): EditorsChanged {
  const present = [...access.editors(id), ...viewers];
  const plan = planAccess(access, { id, present }, wanted, identity.runningAs());
  const start = dated(unsettled(before, { wanted, present }), at);
  keep(withAnswers(start, hopes(plan), at));
  const { answers, error } = applyAccess(access, id, plan, viewers);
  const table = withAnswers(start, answers, at);
  const after = editorsAfter(present, answers);
  const news = newsIn(table, { wanted, present: after }, at);
  return { table, news, present: after, error };
}

// What is written down, and who is told, when people gained or lost access, or when a link opens a register. Pure.

/** One occasion of telling people. */
export interface Notice {
  /** The ids of its messages begin with this, so that no one is told of the same occasion twice. */
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
 * where no one is left, the account of this run, unless a case excludes it too. `held`: what the register holds.
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

function noticeOf(
  { id, at, to }: Notice,
  notice: NoticeToTell,
  lines: readonly Pick<ActivityLine, "what" | "from" | "to">[],
): Change {
  return {
    ...noChange,
    messages: messageToEach(to, id, "desk-notice", { notices: [notice] }),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  };
}

/** The notice of what changed in who can open a register. `now`: its editors afterwards. */
export function accessNotice(
  notice: Notice,
  { added, removed, notAdded, notRemoved, refused }: News,
  now: readonly string[],
  directory: Directory,
): Change {
  const byWhy: { [Why in Refusal]?: readonly string[] } = {};
  for (const [address, why] of refused) byWhy[why] = [...(byWhy[why] ?? []), address];
  const { others: strangers } = staffAndOthers(removed, directory);
  const changed = { added, removed, strangers, notAdded, notRemoved, now, refused: byWhy };
  const [kept = [], out = []] = [true, false].map((isIn) =>
    [...refused.keys()].filter((address) => now.includes(address) === isIn),
  );
  return noticeOf(notice, { id: "access-changed", ...changed }, [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...notRemoved.map((from) => ({ what: "access-not-removed", from })),
    ...[...notAdded, ...out].map((to) => ({ what: "access-not-added", to })),
    ...kept.map((to) => ({ what: "protection-without", to })),
  ]);
}

/** The notice that formulas were replaced. `places`: such as "cases H12". */
export function formulaNotice(notice: Notice, places: readonly string[]): Change {
  const cells = places.slice(0, 20);
  const more = places.length - cells.length;
  return noticeOf(notice, { id: "formula-found", cells, more }, [
    ...cells.map((from) => ({ what: "formula-made-text", from })),
  ]);
}
