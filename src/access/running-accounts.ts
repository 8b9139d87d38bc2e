/**
 * The accounts whose triggers run the system (`account` in the store), when each last had a clock run, and whether their triggers fire. A
 * trigger belongs to the account that made it (platform.md 1). All accounts are equal; none has a role.
 */

import { attempt } from "../attempt";
import { type Directory, isStaffAddress } from "../district/district";
import { union } from "../lists";
import { lookAfter } from "../next-due";
import type { Memory } from "../ports";
import type { Run } from "../run";
import { roleOfAccount } from "../sealed/sealed-readers";
import type { Kept } from "../store/keys";
import { installersIn } from "../store/store";
import { dayMs, hourMs, minuteMs } from "../time";

/**
 * An account is at work if its last marked clock run is less than this long ago (milliseconds). An account that runs the system alone marks
 * only its looks, one each half hour.
 */
export const runsWithin = 40 * minuteMs;

/**
 * If several accounts run the system, each marks every clock run. An account whose last mark is older than this (milliseconds) has missed
 * one.
 */
export const missesClock = 7.5 * minuteMs;

/**
 * Whether an account can do the work: it could write to every register, and it made its triggers on the files that are the registers now.
 * Its clock runs are marked from then on.
 */
export function isReady(memory: Memory, address: string): boolean {
  const at = memory.get("account", address).ran;
  return at > 0 && at >= memory.get("rollOver").at;
}

/** Other accounts that are ready and whose last marked clock run is less than `within` milliseconds ago. `now`: milliseconds UTC. */
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

/** Marks that this account had a clock run. One call; none if it runs the system alone. */
export function markAtWork({ memory, clock, identity }: Run): void {
  const me = identity.runningAs();
  const isAlone = installersIn(memory).every((one) => one === me);
  if (me !== "" && !isAlone) memory.set("account", { ran: clock.now() }, me);
}

/**
 * Accounts that must be able to write to a register: always the account of this run, and those on the list that are role accounts of the
 * district. An account from outside the district is left out, and one that Contacts names, since a report may be about the person who holds
 * it.
 */
export function installersOf({ memory, directory, identity }: Run): readonly string[] {
  const me = identity.runningAs();
  return union(installersIn(memory), [me]).filter(
    (address) => address === me || (hasJoined(memory, address) && mayRunDesk(directory, address)),
  );
}

/** Whether an account runs the system or may begin to: it was confirmed and found fit. One that runs already stays. */
export function hasJoined(memory: Memory, account: string): boolean {
  if (memory.get("account", account).ran > 0) return true;
  return memory.get("confirmed")?.accounts[account]?.isFound === true;
}

/** Whether Contacts names an account as district admin and in no other role. */
export function isAdminOnly({ named }: Directory, account: string): boolean {
  const roles = named.filter(({ email }) => email === account).map(({ role }) => role);
  return roles.length > 0 && roles.every((role) => role === "district-admin");
}

/** Whether an address (lower case) is a role account: a staff address of the district that Contacts does not name. */
export function mayRunDesk(directory: Directory, address: string): boolean {
  return isStaffAddress(directory.settings, address) && roleOfAccount(directory, address) === null;
}

/** Whether this account leaves an event to another one, because it cannot write yet and the other one can. */
export function leavesWorkToOthers({ memory, identity, clock }: Run): boolean {
  const me = identity.runningAs();
  return !isReady(memory, me) && otherAccountsAtWork(memory, me, clock.now()).length > 0;
}

/** Takes an account off the list. If it has a clock run again, it must be confirmed and let in again. At most two calls. */
export function forgetAccount(memory: Memory, address: string): void {
  const kept = memory.get("confirmed");
  if (kept !== null && address in kept.accounts) {
    const { [address]: _gone, ...accounts } = kept.accounts;
    memory.set("confirmed", { ...kept, accounts });
  }
  memory.set("account", { asked: 0, ran: 0, stopping: 0, fails: 0 }, address);
}

// Triggers that exist but do not fire: Google may disable a trigger that a clock run made, and still list it (platform.md 13). A trigger is
// in doubt until it fires; its run then stores that it has. While none is in doubt, this costs no call.

/**
 * The kinds of trigger that are watched: for new reports, and for edits of the main register. Nothing is stored about a sealed register.
 */
export const watchedTriggerKinds = ["reports", "edits"] as const;
export type WatchedTriggerKind = (typeof watchedTriggerKinds)[number];

/** `round`: when the triggers of all accounts were last put in doubt together; 0: not since this account's triggers were made. */
type Firing = Kept["firing"];
type Doubt = Firing[WatchedTriggerKind];

const sure: Doubt = { state: "sure", since: 0 };

/** Notes that a trigger fired. One property write if the trigger was in doubt, otherwise none. */
export function noteTriggerFired(run: Run, kind: WatchedTriggerKind): void {
  const { memory, identity } = run;
  const me = identity.runningAs();
  if (me === "" || memory.get("firing", me)[kind].state === "sure") return;
  attempt(run, () => memory.set("firing", { [kind]: sure }, me));
}

/** Notes that a person edited the main register and so may have typed a formula. One property write, at most one in `lookAfter`. */
export function noteRegisterEdited(run: Run): void {
  const { clock, memory, identity } = run;
  const now = clock.now();
  if (now - lastEdited(run) <= lookAfter) return;
  memory.set("firing", { edited: now }, identity.runningAs());
}

/** When a person last edited the main register, to within `lookAfter`; milliseconds UTC, 0: never. No call. */
export function lastEdited({ memory }: Run): number {
  return Math.max(0, ...memory.owners("firing").map((one) => memory.get("firing", one).edited));
}

/** What to store after a clock run made an account's edit triggers. */
export const madeByClock = { edits: { state: "by-clock", since: 0 } } as const;

/** The kinds of an account's triggers that may not fire: a clock run made them, or they failed to fire. */
export function suspectTriggers(memory: Memory, address: string): readonly WatchedTriggerKind[] {
  const firing = memory.get("firing", address);
  return watchedTriggerKinds.filter(
    (kind) => firing[kind].state === "by-clock" || firing[kind].since > 0,
  );
}

/**
 * What to store after Set up, chosen from the menu, made the triggers again: none is suspect. None has fired yet either, so the next clock
 * run puts all of them in doubt.
 */
export const madeByPerson = { round: 0, reports: sure, edits: sure } as const;

/**
 * Decides what to store about triggers, and which of them to tell people about. Once a day the triggers of all accounts are put in doubt
 * together: each event fires one trigger of every account, so a trigger that stays silent while another one fires is found. `missed`:
 * reports came in and no trigger told of them. `now`: milliseconds UTC. No call.
 */
export function watchTriggers({ memory, identity }: Run, missed: boolean, now: number) {
  const me = identity.runningAs();
  const accounts = [
    ...(isReady(memory, me) && installersIn(memory).includes(me) ? [me] : []),
    ...otherAccountsAtWork(memory, me, now),
  ].map((address) => ({ address, firing: memory.get("firing", address) }));
  const rounds = new Set(accounts.map(({ firing }) => firing.round));
  const [round = 0] = rounds;
  const isNewRound = accounts.length > 1 && (rounds.size > 1 || now - round >= dayMs);
  /** Triggers that do not fire, and when that was first found. */
  const dead: { account: string; kind: WatchedTriggerKind; since: number }[] = [];
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
