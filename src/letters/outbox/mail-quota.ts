/** How many emails the account may still send today (Google's daily quota), and how many of them are kept for urgent ones (design 2.18). */

import { attempt } from "../../attempt";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { hourMs } from "../../time";
import { type Quota, reserveOf, unlimited } from "./message-urgency";

/** Hours. Google counts the quota over about a day, and may change it. */
const reserveLasts = 24;

/**
 * Asks Google what is left: one call. `mail`: what to store of this account, where that differs from what stands there. The reserve is
 * the highest that the last 24 hours gave: what is left at this moment does not say how many there were. If Google does not answer, nothing
 * is kept back.
 */
export function askQuota(run: Run): {
  readonly quota: Quota;
  readonly mail?: NonNullable<Kept["account"]["mail"]>;
} {
  const remaining = attempt(run, () => run.mailer.remainingToday(), null);
  if (remaining === null) return { quota: unlimited };
  const { mail: last } = run.memory.get("account", run.identity.runningAs());
  const hour = Math.floor(run.clock.now() / hourMs);
  const reserve = reserveOf(remaining);
  const isLast = last !== null && last.hour <= hour && last.hour > hour - reserveLasts;
  if (isLast && last.reserve > reserve) {
    return { quota: { remaining, reserve: last.reserve } };
  }
  const isKnown = last?.reserve === reserve && last.hour === hour;
  const quota = { remaining, reserve };
  return isKnown ? { quota } : { quota, mail: { reserve, hour } };
}
