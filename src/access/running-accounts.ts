/**
 * The accounts whose triggers run the system (`account` in the store), when the clock of each last came, and whether their triggers fire.
 * Triggers belong to the account that made them (platform.md 1). Accounts have no roles: all of them are equal.
 */

import { attempt } from "../attempt";
import { type Directory, isStaffAddress } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { union } from "../lists";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { installersIn } from "../store/store";
import { dayMs, hourMs, minuteMs } from "../time";

/** An account whose clock has not come for longer than this (milliseconds) is not at work: alone, it marks only its looks, one each half hour. */
export const runsWithin = 40 * minuteMs;

/** Where several accounts run the system, each marks every clock run: after so many milliseconds one has been missed. */
export const missesClock = 7.5 * minuteMs;

/**
 * Whether an account has what it needs to do the work: it could write every register, and made its triggers on the files that are the
 * registers now. Its clock runs are marked from then on.
 */
export function isReady(memory: Memory, address: string): boolean {
  const at = memory.get("account", address).ran;
  return at > 0 && at >= memory.get("rollOver").at;
}

/** Other accounts that are ready, and whose clock came not longer ago than so many milliseconds. */
export function otherAccountsAtWork(
  memory: Memory,
  me: string,
  now: number,
  within: number = runsWithin,
): readonly string[] {
  return installersIn(memory).filter(
    (one) => one !== me && isReady(memory, one) && now - memory.get("account", one).ran < within,
  );
}

/** Marks that a clock run of this account came. One call; none where it runs the system alone. */
export function markAtWork({ memory, clock, identity }: Run): void {
  const me = identity.runningAs();
  const isAlone = installersIn(memory).every((one) => one === me);
  if (me !== "" && !isAlone) memory.set("account", { ran: clock.now() }, me);
}

/**
 * Accounts that a register must let write: the known accounts that run the system, as far as they are role accounts of the district, and in
 * any case the account of this run. None from outside the district, and none that Contacts names, since a report may be about its
 * holder.
 */
export function installersOf({ memory, directory, identity }: Run): readonly string[] {
  const me = identity.runningAs();
  return union(installersIn(memory), [me]).filter(
    (address) => address === me || mayRunDesk(directory, address),
  );
}

/** Whether an address is a role account of the district, which no person of Contacts holds. Lower case. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** Whether this account may not write yet and another one can: then it leaves the event to that one. */
export function leavesWorkToOthers({ memory, identity, clock }: Run): boolean {
  const me = identity.runningAs();
  return !isReady(memory, me) && otherAccountsAtWork(memory, me, clock.now()).length > 0;
}

/** Takes an account off the list. Where its clock comes again, it has to be let in anew. One call. */
export function forgetAccount(memory: Memory, address: string): void {
  memory.set("account", { asked: 0, ran: 0, fails: 0 }, address);
}

// Triggers that exist and do not fire: Google may disable a trigger that a clock run made, and lists it all the same (platform.md 13). This
// costs no call while no trigger is in doubt. The run of a trigger that was in doubt stores that it has fired.

/**
 * The kinds of trigger that are watched: reports as they come, and edits of the main register. Nothing is stored about a sealed register.
 */
export const watchedTriggerKinds = ["reports", "edits"] as const;
export type WatchedTriggerKind = (typeof watchedTriggerKinds)[number];

/** `round`: when the triggers of all accounts were last put in doubt together; 0: not since this account's were made. */
type Firing = Kept["firing"];
type Doubt = Firing[WatchedTriggerKind];

const sure: Doubt = { state: "sure", since: 0 };

/** Notes that a trigger fired. One property write where it was in doubt. */
export function noteTriggerFired(run: Run, kind: WatchedTriggerKind): void {
  const { memory, identity } = run;
  const me = identity.runningAs();
  if (me === "" || memory.get("firing", me)[kind].state === "sure") return;
  attempt(run, () => memory.set("firing", { [kind]: sure }, me));
}

/** Notes that a person edited the main register, where a formula may have come. One property write, at most twice an hour. */
export function noteRegisterEdited(run: Run): void {
  const { clock, memory, identity } = run;
  const now = clock.now();
  if (now - lastEdited(run) <= hourMs / 2) return;
  memory.set("firing", { edited: now }, identity.runningAs());
}

/** About when a person last edited the main register; milliseconds UTC, 0: never. No call. */
export function lastEdited({ memory }: Run): number {
  return Math.max(0, ...memory.owners("firing").map((one) => memory.get("firing", one).edited));
}

/** What to store where a clock run made an account's triggers for edits. */
export const madeByClock = { edits: { state: "by-clock", since: 0 } } as const;

/** Kinds of an account's triggers that a clock run made, or that were seen not to fire. */
export function suspectTriggers(memory: Memory, address: string): readonly WatchedTriggerKind[] {
  const firing = memory.get("firing", address);
  return watchedTriggerKinds.filter(
    (kind) => firing[kind].state === "by-clock" || firing[kind].since > 0,
  );
}

/**
 * What to store after a set-up from the menu made triggers again: none is suspect, and none has fired either, so the next clock run puts
 * all in doubt once more.
 */
export const madeByPerson = { round: 0, reports: sure, edits: sure } as const;

/** A trigger that does not fire. */
export interface Dead {
  readonly account: string;
  readonly kind: WatchedTriggerKind;
  /** Since when; milliseconds UTC. */
  readonly since: number;
}

/**
 * What to store, and of which triggers to tell people. No call. Once a day the triggers of all accounts are put in doubt together: each
 * event fires one trigger of every account, so one that alone has not fired stands out. `missed`: reports came of which no trigger told.
 * `now` in ms UTC.
 */
export function watchTriggers(
  { memory, identity }: Run,
  missed: boolean,
  now: number,
): {
  readonly changes: Readonly<Record<string, Partial<Firing>>>;
  readonly dead: readonly Dead[];
} {
  const me = identity.runningAs();
  const accounts = [
    ...(isReady(memory, me) && installersIn(memory).includes(me) ? [me] : []),
    ...otherAccountsAtWork(memory, me, now),
  ].map((address) => ({ address, firing: memory.get("firing", address) }));
  const rounds = new Set(accounts.map(({ firing }) => firing.round));
  const [round = 0] = rounds;
  const isNewRound = accounts.length > 1 && (rounds.size > 1 || now - round >= dayMs);
  const dead: Dead[] = [];
  const changes: Record<string, Partial<Firing>> = {};
  for (const { address, firing } of accounts) {
    const judged = (kind: WatchedTriggerKind): Doubt => {
      const { state, since } = firing[kind];
      const isMissed = missed && kind === "reports";
      if (state === "sure") {
        if (isMissed) return { state: "doubted", since: now };
        return isNewRound ? { state: "doubted", since: 0 } : sure;
      }
      const haveOthersFired =
        !isNewRound &&
        accounts.some((one) => one.address !== address && one.firing[kind].state === "sure");
      const isSeen = haveOthersFired || isMissed;
      if (since === 0) return { state, since: isSeen ? now : 0 };
      if (isSeen && now - since >= hourMs) dead.push({ account: address, kind, since });
      return { state, since };
    };
    const next = {
      round: isNewRound ? now : firing.round,
      reports: judged("reports"),
      edits: judged("edits"),
    };
    if (JSON.stringify({ ...firing, ...next }) !== JSON.stringify(firing)) changes[address] = next;
  }
  return { changes, dead };
}
