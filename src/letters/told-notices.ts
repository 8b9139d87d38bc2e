/**
 * When lead and admin were last told of each thing that only needs fixing (src/messages/desk-notices): one memory for all. What is urgent is
 * told again after a day, everything else after a week, for as long as it is found.
 */
import { isUrgent, type NoticeId, type NoticeToTell } from "../messages/desk-notices";
import type { Run } from "../run";
import { dayMs } from "../time";

/** What was found to need fixing. */
export interface Finding {
  readonly notice: NoticeToTell;
  /** Which of its kind it is: a register, an account. Each is told and remembered by itself; left out: there is only one. */
  readonly about?: string;
}

const keyNamed = (id: NoticeId, about?: string) => (about === undefined ? id : `${id} ${about}`);

/** The key of a notice in the script's store. */
export function keyOf({ notice, about }: Finding): string {
  return keyNamed(notice.id, about);
}

/** Days after which it is told again. What Education lacks is looked for only once in its months. */
function again({ notice }: Finding): number {
  if (notice.id === "education-missing") return 0;
  return isUrgent(notice) ? 1 : 7;
}

/** Days after which what was told is forgotten. What is compared with a state of long ago is not. */
const forgottenAfter = 14;
const keptForever = ["reader-missing", "education-missing"];

/** Whether it is time to tell it: it was never told, or long enough ago. */
export function isToBeTold({ memory, clock }: Run, found: Finding): boolean {
  const at = memory.get("told")[keyOf(found)] ?? 0;
  return clock.now() - at >= again(found) * dayMs;
}

/** Remembers that it was told now. Called once its email is queued or sent, never before. One call. */
export function rememberTold({ memory, clock }: Run, found: Finding): void {
  const now = clock.now();
  const others = Object.entries(memory.get("told")).filter(
    ([key, at]) => now - at < forgottenAfter * dayMs || keptForever.includes(key),
  );
  memory.set("told", { ...Object.fromEntries(others), [keyOf(found)]: now });
}

/** It is fixed: found again, it is told at once. Without `about`: all of that id. Returns whether any was told. At most one call. */
export function forgetTold({ memory }: Run, id: NoticeId, about?: string): boolean {
  const all = Object.entries(memory.get("told"));
  const key = keyNamed(id, about);
  const kept = all.filter(
    ([one]) => one !== key && !(about === undefined && one.startsWith(`${id} `)),
  );
  memory.set("told", Object.fromEntries(kept));
  return kept.length < all.length;
}

/** Remembers that it was looked for and found in order: only what was in order once is told where that matters. At most one call. */
export function rememberInOrder({ memory }: Run, id: NoticeId): void {
  memory.set("told", { ...memory.get("told"), [id]: 0 });
}
