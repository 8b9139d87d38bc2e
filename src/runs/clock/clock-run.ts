/** One run of the clock, which a trigger starts every five minutes. */

import { attempt, orElse, tellingIfItFails, whyFailed } from "../../attempt";
import { openCaseRequests, rememberedOpenRows } from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { isRolledOver } from "../../errors";
import { accountsThatAsk, grantAccounts, isAccountAtWork } from "../../install/grant-account";
import { continueRollOver } from "../../install/roll-over/roll-over";
import { openOutboxRequests, outboxRequests } from "../../letters/outbox/outbox-rows";
import type { TabRequest } from "../../register/read/plan-read";
import { registerNamed } from "../../register/register";
import { refuseOtherForm, reportRegisterIds } from "../../register/register-ids";
import { lookAt, type Run } from "../../run";
import { wholeRun } from "../outage/damaged-memory";
import { rememberReachable } from "../outage/outage";
import { type ClockRun, joinLearned, type Learned, nothingLearned, type Work } from "./clock-work";
import { forgetFailedRuns, noteFailedRun } from "./failed-runs";
import { askSealedMeanwhile } from "./sealed-register";
import {
  type Done,
  heartbeatRequests,
  mostOverdueStep,
  overdueBy,
  retryAfter,
  type Step,
  wholeTabs,
} from "./steps-in-turn";
import { listResponses, readOrTell, type Swept, tellShutOut } from "./sweep-responses";
import { eachRun } from "./work-of-each-run";

/**
 * Does one run of the clock. Throws "not-set-up" and "other-form" at once. What Google throws is thrown after all other work was tried; the
 * next run finds what was left undone.
 */
export function runClock(run: Run): void {
  const failed = whyFailed(() => wholeRun(run, () => runSteps(run)));
  if (failed === null) attempt(run, () => forgetFailedRuns(run));
  else if (!isRolledOver(failed.error)) {
    attempt(run, () => noteFailedRun(run, failed.error));
    throw failed.error;
  }
}

/** A run under way: what was thrown does not keep the rest from being done. */
interface Underway {
  readonly tick: ClockRun;
  readonly due: Step | null;
  readonly done: Done;
  readonly isHourly: boolean;
  /** Whether a part of the main register could not be read. */
  readonly isPart: boolean;
  readonly failures: unknown[];
}

/** Null where it threw: the run then ends with the first of `failures`. */
function step<T>(failures: unknown[], work: () => T): { value: T } | null {
  const whole = () => ({ value: work() });
  return orElse<{ value: T } | null>(whole, (error) => {
    failures.push(error);
    return null;
  });
}

/** Reads what the run needs. Throws where the main register cannot be read. */
function begin(run: Run): Underway {
  const { clock, memory } = run;
  const started = clock.now();
  const failures: unknown[] = [];
  const done = memory.get("stepsDone");
  const due = mostOverdueStep(done, started);
  const swept = step(failures, () => listResponses(run))?.value ?? null;
  const listed = swept?.listed ?? [];
  const isHourly = overdueBy(done, wholeTabs, started) >= 1 || isDaily(swept);
  const register = registerNamed(run, "main");
  const wanted: readonly TabRequest[] = [
    ...(isHourly ? outboxRequests : openOutboxRequests(memory)),
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(rememberedOpenRows(memory), isHourly, started),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...(due?.reads ?? []),
  ];
  const { snapshot, failure } = tellingIfItFails(
    () => readOrTell(run, register, listed, wanted),
    (error) => askSealedMeanwhile(run, error),
  );
  if (failure !== null) failures.push(failure);
  const tick: ClockRun = {
    ...nothingLearned,
    run: lookAt(run, { directory: directoryIn(snapshot, clock) }),
    started,
    register,
    snapshot,
    swept,
    step: due?.name ?? null,
    isFull: due?.fillsRun === true,
  };
  return { tick, due, done, isHourly, isPart: failure !== null, failures };
}

/** Does the work. Returns what was learned, and when which step was last done. */
function work({ tick, due, done, isHourly, isPart, failures }: Underway): Learned & {
  readonly times: Done;
} {
  const { run, started } = tick;
  const { directory } = run;
  let learned: Learned = tick;
  const isDone = (one: Work): boolean => {
    const found = step(failures, () => one({ ...tick, ...learned }));
    if (found !== null) learned = joinLearned(learned, found.value ?? {});
    return found !== null;
  };
  for (const one of eachRun) isDone(one);
  const reachable = rememberReachable(run, { isSwept: learned.isSwept, isWhole: !isPart });
  learned = joinLearned(learned, { remember: reachable });
  const times: Record<string, number> = { ...done };
  if (isHourly) times[wholeTabs.name] = started;
  const who = accountsThatAsk(run, { again: isHourly });
  if (who.length > 0) {
    step(failures, () => grantAccounts(run, who, directory));
  } else if (due !== null) {
    const isStepDone = due.does.every(isDone);
    if (!learned.isAgain) times[due.name] = isStepDone ? started : started - due.every + retryAfter;
  }
  return { ...learned, times };
}

function runSteps(run: Run): void {
  refuseOtherForm(run);
  reportRegisterIds(run.memory);
  // An account that cannot write, while no other one is at work, tells whoever it can still mail.
  const isItsTurn = tellingIfItFails(
    () => isAccountAtWork(run),
    (error) => tellShutOut(run, error),
  );
  if (!isItsTurn) return;
  const underway = begin(run);
  const { failures, tick } = underway;
  const { times, remember, firing, isSpent } = work(underway);
  const { memory, identity } = run;
  // Marks that this account did all of the work. Where the mark is missing, a spare account takes over.
  const me = identity.runningAs();
  const isWhole = me !== "" && failures.length + run.failed.length === 0 && !isSpent;
  const ran = isWhole ? { [me]: tick.started } : {};
  // The time when the run began, not when it ended: how long a run took would hint at work on sealed reports.
  const values = { ...remember, stepsDone: times };
  step(failures, () => memory.setAll(values, { clockRun: ran, firing }));
  // Last: what this run knows is of the registers before the roll-over goes on.
  step(failures, () => continueRollOver(run));
  if (failures.length > 0) throw failures[0];
}

/** Whether this is the run of the day that lists all responses. */
function isDaily(swept: Swept | null): boolean {
  return swept?.isOfAll === true;
}
