/**
 * A run for an edit or a report stands in for a clock that has stopped: someone removed its trigger, or Google no longer fires it. It does
 * the work that is due, makes the trigger again and tells leads and admins. An edit of a sealed register and a sealed report tell no one: an
 * email at their moment would show those who may not know that something came (design 2.24). The next report or edit of the main register
 * tells them, if the clock has not run by then.
 */

import { isReady, otherAccountsAtWork } from "../access/accounts-at-work";
import { remakeClock } from "../access/join-accounts";
import { attempt, whyFailed } from "../attempt";
import { tellPastRegister } from "../outage/ask-without-register";
import { leadsInOutage } from "../outage/who-is-told-in-an-outage";
import { forgetTold } from "../outbox/told-notices";
import { dangersKnown } from "../registers/kinds";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { minuteMs } from "../time";
import { longestSleep } from "../wake-the-clock";
import { runClock, wholeLook } from "./clock-run";

/** The clock counts as stopped this many milliseconds after a look was due: by then two of its runs have failed to come. */
const stoppedAfter = 12.5 * minuteMs;

/** When the clock last looked; null if it did not stop. What another account's clock does counts too. No call. Milliseconds UTC. */
function stoppedSince(run: Run): number | null {
  const { memory, clock, identity } = run;
  const now = clock.now();
  const me = identity.runningAs();
  const isOurs = me === "" || (installersIn(memory).includes(me) && isReady(memory, me));
  if (!isOurs || otherAccountsAtWork(memory, me, now, stoppedAfter).length > 0) return null;
  const looked = Math.max(memory.get("sweep").ok, memory.get("clock").steps[wholeLook] ?? 0);
  const { at } = memory.get("nextDue");
  // In danger every run of the clock looks; one that began just now has not met a run yet.
  const began = dangersKnown(run).map(({ since }) => since);
  const from = began.length > 0 ? Math.min(...began) : at > now + longestSleep ? 0 : at;
  const due = Math.max(looked, from);
  return looked > 0 && now - due > stoppedAfter ? looked : null;
}

/**
 * Does the work of the clock if it has stopped. Google may not let a trigger fire that a run like this one makes, so people are told at once
 * even if it could be made.
 */
function standInForClock(run: Run, isTold: boolean, since: number): void {
  const { memory, triggers, identity } = run;
  const account = identity.runningAs();
  const isFailing = memory.get("outage").since > 0 || memory.get("account", account).fails > 0;
  const isListed = attempt(run, () => triggers.list().some(({ kind }) => kind === "clock"), true);
  // Its runs come and fail, of which people are told already.
  if (isListed && isFailing) return;
  const isMade = whyFailed(() => remakeClock(triggers)) === null;
  attempt(run, () => runClock(run));
  if (!isTold) return;
  const notice = { id: "clock-stopped", account, since, ...(isMade && { isMade }) } as const;
  tellPastRegister(run, leadsInOutage(run), { notice, about: account });
}

/**
 * Does the work of a run for an edit or a report, and after that the work of the clock if it has stopped. `work` returns whether everybody
 * may know at what moment it came. Throws what `work` throws.
 */
export function standingIn(run: Run, work: () => boolean): void {
  // Before the work, which may make something due.
  const since = attempt(run, () => stoppedSince(run), null);
  let isTold = false;
  const failed = whyFailed(() => {
    isTold = work();
  });
  if (since !== null) attempt(run, () => standInForClock(run, isTold, since));
  if (failed !== null) throw failed.error;
}

/** A run that the clock's own trigger started. */
export function clockFired(run: Run): void {
  const isTold = Object.keys(run.memory.get("told")).some((key) => key.startsWith("clock-stopped"));
  runClock(run);
  if (isTold) forgetTold(run, "clock-stopped");
}
