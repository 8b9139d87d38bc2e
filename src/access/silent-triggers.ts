/**
 * Triggers that exist but do not fire: Google may disable a trigger that a clock run made, and still list it (platform.md 13). A trigger is
 * in doubt until it fires; its run then stores that it has. While none is in doubt, this costs no call.
 */

import { attempt } from "../attempt";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { installersIn } from "../store/store";
import { dayMs, hourMs } from "../time";
import { lookAfter } from "../wake-the-clock";
import { isReady, otherAccountsAtWork } from "./accounts-at-work";

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
