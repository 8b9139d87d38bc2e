/** One run of the clock, which a trigger starts every five minutes. */

import { openCaseRequests, rememberedOpenRows } from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { isRolledOver } from "../../errors";
import { accountsThatAsk, grantAccounts, isAccountAtWork } from "../../install/grant-account";
import { continueRollOver } from "../../install/roll-over/roll-over";
import {
  firstOpenOutboxRow,
  openOutboxRequests,
  outboxRequests,
} from "../../letters/outbox/outbox-rows";
import type { FormResponse } from "../../ports";
import type { TabRequest } from "../../register/read/plan-read";
import { type Register, registerNamed } from "../../register/register";
import { refuseOtherForm, reportRegisterIds } from "../../register/register-ids";
import { lookAt, type Run } from "../../run";
import { tellingOfDamage } from "../outage/damaged-memory";
import { rememberReachable } from "../outage/outage";
import type { PartialRead } from "../outage/partial-read";
import { type ClockRun, joinLearned, type Learned, nothingLearned, type Work } from "./clock-work";
import { forgetFailedRuns, noteFailedRun } from "./failed-runs";
import { finishHandOver } from "./finish-hand-over";
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
  try {
    tellingOfDamage(run, () => runSteps(run));
  } catch (error) {
    if (isRolledOver(error)) return;
    noteFailedRun(run, error);
    throw error;
  }
  forgetFailedRuns(run);
}

/**
 * Whether it is this account's turn. An account that cannot write, while no other one is at work, tells whoever it can still mail. Throws
 * as `isAccountAtWork` does.
 */
function takesTurnOrTells(run: Run): boolean {
  try {
    return isAccountAtWork(run);
  } catch (error) {
    if (!isRolledOver(error)) tellShutOut(run, error);
    throw error;
  }
}

/** A run under way: what was thrown does not keep the rest from being done. */
interface Underway {
  readonly tick: ClockRun;
  readonly step: Step | null;
  readonly done: Done;
  readonly isHourly: boolean;
  /** Whether a part of the main register could not be read. */
  readonly isPart: boolean;
  readonly failures: unknown[];
}

/** Null where it threw, which is noted. */
function attempt<T>(failures: unknown[], work: () => T): { value: T } | null {
  try {
    return { value: work() };
  } catch (error) {
    failures.push(error);
    return null;
  }
}

/** Reads what the run needs. Throws where the main register cannot be read. */
function begin(run: Run): Underway {
  const { clock, memory } = run;
  const started = clock.now();
  const failures: unknown[] = [];
  const done = memory.get("stepsDone");
  const step = mostOverdueStep(done, started);
  const swept = attempt(failures, () => listResponses(run))?.value ?? null;
  const listed = swept?.listed ?? [];
  const isHourly = overdueBy(done, wholeTabs, started) >= 1 || isDaily(swept);
  const register = registerNamed(run, "main");
  const { snapshot, failure } = readOrAskMeanwhile(run, register, listed, [
    ...(isHourly ? outboxRequests : openOutboxRequests(memory)),
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(rememberedOpenRows(memory), isHourly, started),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...(step?.reads ?? []),
  ]);
  if (failure !== null) failures.push(failure);
  const tick: ClockRun = {
    ...nothingLearned,
    run: lookAt(run, { directory: directoryIn(snapshot, clock) }),
    started,
    register,
    snapshot,
    swept,
    step: step?.name ?? null,
    isFull: step?.fillsRun === true,
    remember: { outboxFrom: firstOpenOutboxRow(snapshot, started) },
  };
  return { tick, step, done, isHourly, isPart: failure !== null, failures };
}

/** Does the work. Returns what was learned, and when which step was last done. */
function work({ tick, step, done, isHourly, isPart, failures }: Underway): Learned & {
  readonly times: Done;
} {
  const { run, started } = tick;
  const { directory } = run;
  let learned: Learned = tick;
  const isDone = (one: Work): boolean => {
    const found = attempt(failures, () => one({ ...tick, ...learned }));
    if (found !== null) learned = joinLearned(learned, found.value);
    return found !== null;
  };
  for (const one of eachRun) isDone(one);
  const reachable = rememberReachable(run, { isSwept: learned.isSwept, isWhole: !isPart });
  learned = joinLearned(learned, { remember: reachable });
  const times: Record<string, number> = { ...done };
  if (isHourly) times[wholeTabs.name] = started;
  const who = accountsThatAsk(run, isHourly);
  if (who.length > 0) {
    attempt(failures, () => grantAccounts(run, who, directory));
  } else if (step !== null) {
    const isStepDone = step.does.every(isDone);
    if (!learned.isAgain)
      times[step.name] = isStepDone ? started : started - step.every + retryAfter;
  }
  return { ...learned, times };
}

function runSteps(run: Run): void {
  refuseOtherForm(run);
  reportRegisterIds(run.memory);
  if (finishHandOver(run)) return;
  if (!takesTurnOrTells(run)) return;
  const underway = begin(run);
  const { failures, tick } = underway;
  const { times, remember, firing, isSpent, noted } = work(underway);
  const { memory, identity } = run;
  // Marks that this account did all of the work. Where the mark is missing, a spare account takes over.
  const me = identity.runningAs();
  const isWhole = me !== "" && failures.length === 0 && !isSpent;
  const ran = isWhole ? { [me]: tick.started } : {};
  // The time when the run began, not when it ended: how long a run took would hint at work on sealed reports.
  const values = { ...remember, stepsDone: times };
  attempt(failures, () => memory.setAll(values, { clockRun: ran, firing }));
  // Last: what this run knows is of the registers before the roll-over goes on.
  attempt(failures, () => continueRollOver(run));
  const thrown = [...failures, ...noted];
  if (thrown.length > 0) throw thrown[0];
}

function readOrAskMeanwhile(
  run: Run,
  register: Register,
  listed: readonly FormResponse[],
  wanted: readonly TabRequest[],
): PartialRead {
  try {
    return readOrTell(run, register, listed, wanted);
  } catch (error) {
    askSealedMeanwhile(run, error);
    throw error;
  }
}

/** Whether this is the run of the day that lists all responses. */
function isDaily(swept: Swept | null): boolean {
  return swept?.isOfAll === true;
}
