/** When the clock looks into the registers, and when it sleeps (design 2.20). */
import { inRegister } from "../../case/assignment/excluded-people";
import { dueAsks } from "../../case/reminders/case-asks";
import { digestDue } from "../../case/reminders/morning-digest";
import { pendingMessages } from "../../letters/outbox/outbox-rows";
import type { Run } from "../../run";
import { early, hasCome, longestSleep } from "../../store/next-due";
import { installersIn } from "../../store/store";
import { minuteMs } from "../../time";
import { askRecord } from "../due/reminders";
import { casesWithNews } from "../edit/take-in-edits";
import type { ClockRun } from "./clock-work";
import { type Done, dueSteps } from "./steps-of-a-look";

/** From one clock run to the next, in milliseconds. */
const betweenRuns = 5 * minuteMs;

/** Whether this run may end without a look, by what all accounts remember. No call beyond the run's first look into the store. */
export function isAsleep({ memory, clock }: Run): boolean {
  const [outage, rollOver] = [memory.get("outage"), memory.get("rollOver")];
  const isWaiting =
    Object.keys(memory.get("dangers")).length > 0 ||
    outage.since > 0 ||
    Object.keys(outage.asked).length > 0 ||
    rollOver.now !== null ||
    rollOver.unheard ||
    installersIn(memory).some((one) => memory.get("account", one).fails > 0);
  return !isWaiting && !hasCome(memory.get("nextDue"), clock.now());
}

/**
 * When the clock looks again (milliseconds UTC): at the first of its runs at which the functions that do the work would find any, as far as
 * this look knows. `done`: when which step was last done. Null: at the next run.
 */
export function nextLook({ run, started, open, remember }: ClockRun, done: Done): number | null {
  if (open === null) return null;
  // Someone moved a queued message up in Outbox, to rows that this look has not read.
  if ((remember.clock?.outboxFrom ?? 0) < run.memory.get("clock").outboxFrom) return null;
  const { snapshot, files } = open;
  const looked = inRegister(run, "main", snapshot);
  const asked = askRecord(run, "main", snapshot);
  const lastDigest = run.memory.get("clock").digest;
  const nextAsk = dueAsks(files.values(), looked, asked).next;
  const isDueAt = (at: number): boolean => {
    const then = { ...looked, now: at };
    const { messages, update } = dueAsks(files.values(), then, asked);
    return (
      messages.length + update.length > 0 ||
      pendingMessages(snapshot, at).length > 0 ||
      digestDue(lastDigest, then) !== null ||
      casesWithNews(open, then).length > 0
    );
  };
  for (let after = betweenRuns; after < longestSleep; after += betweenRuns) {
    const at = started + after;
    if (dueSteps(done, at).length > 0 || nextAsk <= at || isDueAt(at)) {
      return after === betweenRuns ? null : at - early;
    }
  }
  return started + longestSleep - early;
}
