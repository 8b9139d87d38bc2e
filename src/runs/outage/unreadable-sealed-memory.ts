/**
 * Remembers sealed reports and cases that nobody can read: since when, whom each excluded, when people were last told. Kept in the running
 * account's own store, since nobody else may learn of them (design 2.11).
 */

import { attempt, isDone } from "../../attempt";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";

/** By id of the response; for a case by the register's name, a space and the reference. */
export type RememberedUnreadable = Kept["unread"];
export type KeptUnreadable = RememberedUnreadable[string];

/** What is remembered. One call. Empty where the store does not answer. */
export function rememberedUnreadableSealed(run: Run): RememberedUnreadable {
  return attempt(run, () => run.ownMemory.get("unread"), {});
}

/** Stores what is remembered; false where that fails. At most one call. */
export function rememberUnreadableSealed(run: Run, after: RememberedUnreadable): boolean {
  return isDone(run, () => run.ownMemory.set("unread", after));
}

/** From when on the Form's responses must be searched for reports that wait; ms UTC, infinite where none waits. One call. */
export function unreadableSealedSince(run: Run): number {
  const times = Object.values(rememberedUnreadableSealed(run)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > 0));
}

/** Addresses that a waiting report excluded when it came; empty where it does not wait. */
export function excludedWhileUnreadable(run: Run, id: string): readonly string[] {
  return rememberedUnreadableSealed(run)[id]?.excluded ?? [];
}

/** Forgets remembered reports and cases whose id passes `isGone`: somebody can read them by now, or they do not exist any more. */
export function forgetUnreadableSealed(run: Run, isGone: (id: string) => boolean): void {
  const before = rememberedUnreadableSealed(run);
  const kept = Object.entries(before).filter(([id]) => !isGone(id));
  rememberUnreadableSealed(run, Object.fromEntries(kept));
}
