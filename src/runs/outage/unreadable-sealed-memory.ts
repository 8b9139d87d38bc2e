/**
 * Remembers sealed reports and cases that nobody can read: since when, whom each excluded, when people were last told. Kept in the running
 * account's own store, since nobody else may learn of them (design 2.11).
 */
import { jsonRecord, recordIn, textsIn } from "../../json";
import type { Run } from "../../run";

const unreadKey = "unread";

/** What is remembered of one such report or case. */
export interface KeptUnreadable {
  /** When it was received; milliseconds UTC; 0 for a case. */
  readonly at: number;
  /** When people were last told; for a danger the slot of its pace (case/reminders/danger-pace). Milliseconds UTC. */
  readonly told: number;
  /** When the danger was reported; milliseconds UTC; 0: no danger. */
  readonly danger: number;
  /** Addresses that it excluded when it came. Contacts may have given them another role since. */
  readonly excluded: readonly string[];
}

/** By id of the response; for a case by the register's name, a space and the reference. */
export type RememberedUnreadable = Readonly<Record<string, KeptUnreadable>>;

/** What is remembered. One call. Empty where the store does not answer. */
export function rememberedUnreadableSealed({ ownMemory }: Run): RememberedUnreadable {
  try {
    const found: Record<string, KeptUnreadable> = {};
    for (const [id, kept] of Object.entries(jsonRecord(ownMemory.get(unreadKey)))) {
      const { at, told, danger, excluded } = recordIn(kept);
      found[id] = {
        at: Number(at) || 0,
        told: Number(told) || 0,
        danger: Number(danger) || 0,
        excluded: textsIn(excluded),
      };
    }
    return found;
  } catch {
    return {};
  }
}

/** Stores what is remembered, where it differs from `before`. One call. Never throws. */
export function rememberUnreadableSealed(
  { ownMemory }: Run,
  before: RememberedUnreadable,
  after: RememberedUnreadable,
): void {
  const value = JSON.stringify(after);
  if (value === JSON.stringify(before)) return;
  try {
    ownMemory.set(unreadKey, value);
  } catch {
    // People may be told again; better than never.
  }
}

/** From when on the Form's responses must be searched for reports that wait; ms UTC, infinite where none waits. One call. */
export function unreadableSealedSince(ports: Run): number {
  const times = Object.values(rememberedUnreadableSealed(ports)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > 0));
}

/** Addresses that a waiting report excluded when it came; empty where it does not wait. */
export function excludedWhileUnreadable(ports: Run, id: string): readonly string[] {
  return rememberedUnreadableSealed(ports)[id]?.excluded ?? [];
}

/** Forgets remembered reports and cases whose id passes `isGone`: somebody can read them by now, or they do not exist any more. */
export function forgetUnreadableSealed(ports: Run, isGone: (id: string) => boolean): void {
  const before = rememberedUnreadableSealed(ports);
  const kept = Object.entries(before).filter(([id]) => !isGone(id));
  rememberUnreadableSealed(ports, before, Object.fromEntries(kept));
}
