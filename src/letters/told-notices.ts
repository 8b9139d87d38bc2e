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

/** The key of a notice in the script's store. */
export const keyOf = ({ notice: { id }, about }: Finding): string =>
  about === undefined ? id : `${id} ${about}`;

/** Days after which what was told is forgotten. What is compared with a state of long ago is not. */
const forgottenAfter = 14;
const keptForever = ["reader-missing", "education-missing"];

/** Whether it is time to tell it: it was never told, or long enough ago. */
export function isToBeTold({ memory, clock }: Run, found: Finding): boolean {
  const { notice } = found;
  const weekly = isUrgent(notice) ? 1 : 7;
  // What Education lacks is looked for only once in its months.
  const days = notice.id === "education-missing" ? 0 : weekly;
  return clock.now() - (memory.get("told")[keyOf(found)] ?? 0) >= days * dayMs;
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
  const isOf = (key: string) =>
    about === undefined ? key === id || key.startsWith(`${id} `) : key === `${id} ${about}`;
  const kept = all.filter(([key]) => !isOf(key));
  memory.set("told", Object.fromEntries(kept));
  return kept.length < all.length;
}

/** Remembers that it was looked for and found in order: only what was in order once is told where that matters. At most one call. */
export function rememberInOrder({ memory }: Run, id: NoticeId): void {
  memory.set("told", { ...memory.get("told"), [id]: 0 });
}
