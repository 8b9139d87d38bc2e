/**
 * Finds triggers that exist and do not fire: Google may disable a trigger that a clock run made, and lists it all the same (platform.md
 * 13). Costs no call while no trigger is in doubt. The run of a trigger that was in doubt stores that it has fired.
 */
import { jsonRecord } from "../json";
import type { FiringKey, Memory, Workspace } from "../ports";
import { hourMs } from "../time";
import { lastClockRunOf, readInstallers, runsWithin } from "./running-accounts";

/**
 * The kinds of trigger that are watched: reports as they come, and edits of the main register. Nothing is stored about a sealed register.
 */
export const watchedTriggerKinds = ["reports", "edits"] as const;
export type WatchedTriggerKind = (typeof watchedTriggerKinds)[number];

/** "sure": has fired since it was last in doubt; "doubted": in doubt; "by-clock": made by a clock run, and has not fired yet. */
const states = ["sure", "doubted", "by-clock"] as const;

interface Doubt {
  readonly state: (typeof states)[number];
  /** When a clock run first saw that it had not fired where it should have; milliseconds UTC; 0: never seen. */
  readonly since: number;
}

interface Firing extends Readonly<Record<WatchedTriggerKind, Doubt>> {
  /** When the triggers of all accounts were last put in doubt together; milliseconds UTC; 0: not since this account's were made. */
  readonly round: number;
}

type Changes = Readonly<Record<FiringKey, string>>;

const sure: Doubt = { state: "sure", since: 0 };
const dayLong = 24 * hourMs;

function keyOf(address: string): FiringKey {
  return `firing ${address}`;
}

function doubtIn(value: unknown): Doubt {
  const { state, since } = Object(value) as { state?: unknown; since?: unknown };
  return { state: states.find((one) => one === state) ?? "sure", since: Number(since) || 0 };
}

function firingOf(memory: Memory, address: string): Firing {
  const { round, reports, edits } = jsonRecord(memory.get(keyOf(address)));
  return { round: Number(round) || 0, reports: doubtIn(reports), edits: doubtIn(edits) };
}

function changeOf(address: string, firing: Firing): Changes {
  return { [keyOf(address)]: JSON.stringify(firing) };
}

/** Notes that a trigger fired. One property write where it was in doubt. Never throws. */
export function noteTriggerFired({ memory, identity }: Workspace, kind: WatchedTriggerKind): void {
  const me = identity.runningAs();
  const firing = firingOf(memory, me);
  if (me === "" || firing[kind].state === "sure") return;
  try {
    memory.setAll({}, changeOf(me, { ...firing, [kind]: sure }));
  } catch {}
}

/** What to store where a clock run made an account's triggers for edits. */
export function changesForTriggersMadeByClock(memory: Memory, address: string): Changes {
  return changeOf(address, {
    ...firingOf(memory, address),
    edits: { state: "by-clock", since: 0 },
  });
}

/** Kinds of an account's triggers that a clock run made, or that were seen not to fire. */
export function suspectTriggers(memory: Memory, address: string): readonly WatchedTriggerKind[] {
  const firing = firingOf(memory, address);
  return watchedTriggerKinds.filter(
    (kind) => firing[kind].state === "by-clock" || firing[kind].since > 0,
  );
}

/**
 * What to store after a set-up from the menu made triggers again: none is suspect, and none has fired either, so the next clock run puts
 * all in doubt once more.
 */
export function forgetSuspicion(address: string): Changes {
  return changeOf(address, { round: 0, reports: sure, edits: sure });
}

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
  { memory, identity }: Pick<Workspace, "memory" | "identity">,
  missed: boolean,
  now: number,
): { readonly changes: Changes; readonly dead: readonly Dead[] } {
  const me = identity.runningAs();
  const accounts = [...readInstallers(memory)].flatMap(([address, right]) =>
    right === "ready" && (address === me || now - lastClockRunOf(memory, address) < runsWithin)
      ? [{ address, firing: firingOf(memory, address) }]
      : [],
  );
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
    const next: Firing = {
      round: isNewRound ? now : firing.round,
      reports: judged("reports"),
      edits: judged("edits"),
    };
    if (JSON.stringify(next) !== JSON.stringify(firing)) {
      changes = { ...changes, ...changeOf(address, next) };
    }
  }
  return { changes, dead };
}
