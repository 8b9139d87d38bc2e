/**
 * When leads and admins were last told of each thing that needs fixing (src/messages/notices-to-leads.ts). An urgent notice is repeated after a
 * day, all others after a week, for as long as the problem is found.
 */
import { isUrgent, type NoticeId, type NoticeToTell } from "../messages/notices-to-leads";
import type { Run } from "../run";
import { dayMs } from "../time";

/** Something that was found to need fixing. */
export interface Finding {
  readonly notice: NoticeToTell;
  /**
   * Which one of several it is about, such as a register or an account. Each is told and remembered separately. Left out: there is only
   * one.
   */
  readonly about?: string;
}

/** The key under which the script's store keeps when the notice was last sent. */
export const keyOf = ({ notice: { id }, about }: Finding): string =>
  about === undefined ? id : `${id} ${about}`;

/**
 * Days after which it is forgotten that a notice was sent. Those in `keptForever` are kept, because they are compared with a state of long
 * ago.
 */
const forgottenAfter = 14;
const keptForever = ["reader-missing", "education-missing"];

/** Whether it is time to send the notice: it was never sent, or long enough ago. */
export function isToBeTold({ memory, clock }: Run, found: Finding): boolean {
  const { notice } = found;
  const weekly = isUrgent(notice) ? 1 : 7;
  // What is missing in Education is only looked for once, in January and in August, so no notice of it is too early.
  const days = notice.id === "education-missing" ? 0 : weekly;
  return clock.now() - (memory.get("told")[keyOf(found)] ?? 0) >= days * dayMs;
}

/** Remembers that the notice was sent now. Call it once its email is queued or sent, never before. One call to Google. */
export function rememberTold({ memory, clock }: Run, found: Finding): void {
  const now = clock.now();
  const others = Object.entries(memory.get("told")).filter(
    ([key, at]) => now - at < forgottenAfter * dayMs || keptForever.includes(key),
  );
  memory.set("told", { ...Object.fromEntries(others), [keyOf(found)]: now });
}

/**
 * Forgets that the notice was sent, because the problem is fixed. If it is found again, it is sent at once. Without `about`: all notices of
 * that id. Returns whether any had been sent. At most one call to Google.
 */
export function forgetTold({ memory }: Run, id: NoticeId, about?: string): boolean {
  const all = Object.entries(memory.get("told"));
  const kept = all.filter(([key]) =>
    about === undefined ? key !== id && !key.startsWith(`${id} `) : key !== `${id} ${about}`,
  );
  memory.setAll({ told: Object.fromEntries(kept) });
  return kept.length < all.length;
}

/**
 * Remembers that a check found nothing wrong, for notices that are only sent about something that was in order before. At most one call to
 * Google.
 */
export function rememberInOrder({ memory }: Run, id: NoticeId): void {
  memory.set("told", { ...memory.get("told"), [id]: 0 });
}
