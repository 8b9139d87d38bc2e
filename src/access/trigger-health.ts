/**
 * Finds triggers that exist and do not fire: Google may disable a trigger that a clock run made, and lists it all the same (platform.md
 * 13). Costs no call while no trigger is in doubt. The run of a trigger that was in doubt stores that it has fired.
 */
import { attempt } from "../attempt";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { installersIn } from "../store/store";
import { hourMs } from "../time";
import { isReady, runsWithin } from "./running-accounts";

/**
 * The kinds of trigger that are watched: reports as they come, and edits of the main register. Nothing is stored about a sealed register.
 */
export const watchedTriggerKinds = ["reports", "edits"] as const;
export type WatchedTriggerKind = (typeof watchedTriggerKinds)[number];

/** `round`: when the triggers of all accounts were last put in doubt together; 0: not since this account's were made. */
type Firing = Kept["firing"];
type Doubt = Firing[WatchedTriggerKind];

/** By account. */
type Changes = Readonly<Record<string, Partial<Firing>>>;

const sure: Doubt = { state: "sure", since: 0 };
const dayLong = 24 * hourMs;

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
): { readonly changes: Changes; readonly dead: readonly Dead[] } {
  const me = identity.runningAs();
  const accounts = installersIn(memory)
    .filter(
      (one) =>
        isReady(memory, one) && (one === me || now - memory.get("account", one).ran < runsWithin),
    )
    .map((address) => ({ address, firing: memory.get("firing", address) }));
  const rounds = new Set(accounts.map(({ firing }) => firing.round));
  const [round = 0] = rounds;
  const isNewRound = accounts.length > 1 && (rounds.size > 1 || now - round >= dayLong);
  const dead: Dead[] = [];
  let changes: Changes = {};
  for (const { address, firing } of accounts) {
    const judged = (kind: WatchedTriggerKind): Doubt => {
      const { state, since } = firing[kind];
      const othersFired =
        !isNewRound &&
        accounts.some((one) => one.address !== address && one.firing[kind].state === "sure");
      const isMissed = missed && kind === "reports";
      if (state === "sure") {
        if (isMissed) return { state: "doubted", since: now };
        return isNewRound ? { state: "doubted", since: 0 } : sure;
      }
      const isSeen = othersFired || isMissed;
      if (since === 0) return { state, since: isSeen ? now : 0 };
      const isOld = now - since >= hourMs;
      if (isSeen && isOld) dead.push({ account: address, kind, since });
      return { state, since };
    };
    const next = {
      round: isNewRound ? now : firing.round,
      reports: judged("reports"),
      edits: judged("edits"),
    };
    if (JSON.stringify({ ...firing, ...next }) !== JSON.stringify(firing)) {
      changes = { ...changes, [address]: next };
    }
  }
  return { changes, dead };
}
