/**
 * How many mails the account may still send today (Google's daily quota), and how many of them are kept back for urgent mail (design
 * 2.18).
 */

import { attempt } from "../../attempt";
import type { Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { hourMs } from "../../time";
import { type Quota, reserveOf, unlimited } from "./message-urgency";

/** Google counts the quota over about a day. */
const hoursKept = 24;

/**
 * To the nearest ten, above 200 to the nearest hundred: other editors of the script can read its memory, and a mail or two of a sealed
 * register should not show in it. Of a handful of mails it is none.
 */
function roughly(count: number): number {
  const step = count > 200 ? 100 : 10;
  return Math.floor((count + step / 2 - 1) / step) * step;
}

/**
 * Asks Google what is left: one call. `remember`: what to write into the script's memory, empty if it holds that already. On the first day
 * of an account the reserve is worked out from what is left then. If Google does not answer, nothing is kept back.
 */
export function askQuota(run: Run): {
  readonly quota: Quota;
  readonly remember: Pick<Remembered, "mailQuota">;
} {
  const { mailer, clock, identity } = run;
  const remaining = attempt(run, () => mailer.remainingToday(), null);
  if (remaining === null) return { quota: unlimited, remember: {} };
  const seen = run.memory.get("mailQuota");
  const account = identity.runningAs();
  const hour = Math.floor(clock.now() / hourMs);
  const own = Object.entries(seen[account] ?? {}).filter(
    ([at]) => Number(at) > hour - hoursKept && Number(at) <= hour,
  );
  const before = new Map(own);
  const most = Math.max(roughly(remaining), before.get(String(hour)) ?? 0);
  const isNew = before.get(String(hour)) !== most;
  before.set(String(hour), most);
  const value = { ...seen, [account]: Object.fromEntries(before) };
  return {
    quota: { remaining, reserve: reserveOf(Math.max(...before.values())) },
    remember: isNew ? { mailQuota: value } : {},
  };
}
