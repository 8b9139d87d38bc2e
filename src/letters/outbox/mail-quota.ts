/** How many emails the account may still send today (Google's daily quota), and how many of them are kept for urgent ones (design 2.18). */

import { attempt } from "../../attempt";
import type { Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { hourMs } from "../../time";
import { type Quota, reserveOf, unlimited } from "./message-urgency";

/** Hours. Google counts the quota over about a day, and may change it. */
const reserveLasts = 24;

/**
 * Asks Google what is left: one call. `remember`: what to write into the script's memory, empty if it holds that already. The reserve is
 * the highest that the last 24 hours gave: what is left at this moment does not say how many there were. If Google does not answer, nothing
 * is kept back.
 */
export function askQuota(run: Run): {
  readonly quota: Quota;
  readonly remember: Pick<Remembered, "mailReserve">;
} {
  const remaining = attempt(run, () => run.mailer.remainingToday(), null);
  if (remaining === null) return { quota: unlimited, remember: {} };
  const seen = run.memory.get("mailReserve");
  const account = run.identity.runningAs();
  const hour = Math.floor(run.clock.now() / hourMs);
  const last = seen[account];
  const reserve = reserveOf(remaining);
  const isLast = last !== undefined && last.hour <= hour && last.hour > hour - reserveLasts;
  if (isLast && last.reserve > reserve) {
    return { quota: { remaining, reserve: last.reserve }, remember: {} };
  }
  const isKnown = last?.reserve === reserve && last.hour === hour;
  const mailReserve = { ...seen, [account]: { reserve, hour } };
  return { quota: { remaining, reserve }, remember: isKnown ? {} : { mailReserve } };
}
