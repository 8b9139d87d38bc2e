/** One run of the clock, which a trigger starts every five minutes. */

import { mayWork } from "../../access/join-accounts";
import { markAtWork } from "../../access/running-accounts";
import { attempt, isDone, orElse, tellingIfItFails, whyFailed } from "../../attempt";
import {
  openCaseRequests,
  rememberedEnds,
  typedBesideRequests,
  typedIn,
} from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { isRolledOver } from "../../errors";
import { continueRollOver } from "../../install/roll-over/roll-over";
import {
  openOutboxRequests,
  outboxRequests,
  outboxStateRequests,
} from "../../letters/outbox/outbox-rows";
import { changeMemory } from "../../lock";
import type { Span } from "../../register/read/ranges";
import type { TabRequest } from "../../register/read/read-tabs";
import { registerNamed } from "../../register/register";
import { refuseOtherForm, reportRegisterIds } from "../../register/register-kinds";
import { firstDataRow } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { early, hasCome, longestSleep, sleepUntil } from "../../store/next-due";
import { joined } from "../../store/store";
import { minuteMs } from "../../time";
import { filesWithOpenAsks } from "../intake/sealed-reports";
import { rememberReachable, wholeRun } from "../outage/outage";
import { type ClockRun, joinLearned, type Learned, nothingLearned, type Work } from "./clock-work";
import { forgetFailedRuns, noteFailedRun } from "./failed-runs";
import { isAsleep, nextLook } from "./next-look";
import { askSealedMeanwhile, seeToSealedAlone } from "./sealed-register";
import { heartbeatRequests } from "./sign-of-life";
import { type Done, dueSteps, mainStep, type Step } from "./steps-of-a-look";
import { listResponses, readOrTell, type Swept, tellShutOut } from "./sweep-responses";
import { eachLook } from "./work-of-each-look";

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

/** A run under way. Errors are gathered, so that the rest of the work is still done. */
interface Underway {
  readonly tick: ClockRun;
  readonly due: readonly Step[];
  readonly done: Done;
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

const wholeTab: readonly Span[] = [[firstDataRow, Number.POSITIVE_INFINITY]];

/** Reads what the look needs. Throws where the main register cannot be read. */
function begin(run: Run, swept: Swept | null, failures: unknown[]): Underway {
  const { clock, memory } = run;
  const started = clock.now();
  const done = memory.get("clock").steps;
  // Steps that are due soon are done too, so that an hour needs two looks and not one for each step.
  const ahead = hasCome(memory.get("nextDue"), started) ? longestSleep / 2 - early : 0;
  const due = dueSteps(done, started + ahead);
  const isHourly = isDaily(swept) || due.some(({ name }) => name === mainStep);
  const listed = swept?.listed ?? [];
  const register = registerNamed(run, "main");
  const wanted: readonly TabRequest[] = [
    ...(isDaily(swept) ? outboxRequests : openOutboxRequests(memory)),
    ...(isHourly ? outboxStateRequests : []),
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(memory),
    ...typedBesideRequests(isHourly ? {} : rememberedEnds(memory)),
    // Once a day closed cases too: no trigger may have told of an edit.
    ...(isDaily(swept) ? [typedIn("cases", wholeTab), typedIn("checklist", wholeTab)] : []),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...due.flatMap(({ reads }) => reads),
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
    steps: due.map(({ name }) => name),
  };
  return { tick, due, done, isPart: failure !== null, failures };
}

/** Does the work. Returns what was learned, and when which step was last done. */
function work({ tick, due, done, isPart, failures }: Underway): Learned & {
  readonly times: Done;
} {
  const { run, started } = tick;
  let learned: Learned = tick;
  const succeeds = (one: Work): boolean => {
    const found = step(failures, () => one({ ...tick, ...learned }));
    if (found !== null) learned = joinLearned(learned, found.value ?? {});
    return found !== null;
  };
  for (const one of eachLook) succeeds(one);
  const reachable = rememberReachable(run, { isSwept: learned.isSwept, isWhole: !isPart });
  learned = joinLearned(learned, { remember: reachable });
  const times: Record<string, number> = { ...done };
  // A step that fails, or that another run keeps from its work, is tried again by the next run.
  for (const { name, does } of due) {
    learned = { ...learned, isAgain: false };
    if (does.every(succeeds) && !learned.isAgain) times[name] = started;
  }
  return { ...learned, times };
}

/** Looks into the registers, does what is due, and stores what was learned and when the clock looks again. */
function look(run: Run, swept: Swept | null, failures: unknown[]): void {
  const { memory, identity } = run;
  const me = identity.runningAs();
  const seen = memory.get("nextDue");
  const underway = begin(run, swept, failures);
  const learned = work(underway);
  const { started } = underway.tick;
  const { times, remember, account, firing, isSpent } = learned;
  const isComplete = failures.length + run.failed.length === 0;
  // Where this run did not do all of the work, another account does it in its next one.
  const isWhole = isComplete && !isSpent;
  // The time when the run began, not when it ended: how long a run took would hint at work on sealed reports.
  const ran = isWhole && me !== "" ? { ran: started } : {};
  const steps = isWhole ? { ...times, [wholeLook]: started } : times;
  const values = joined(remember, { clock: { steps } });
  const store = (more: Remembered) =>
    memory.setAll({ ...values, ...more }, { account: { [me]: { ...account, ...ran } }, firing });
  const isLeft = learned.isAgain || learned.unseen?.isCut === true;
  const next = () => nextLook({ ...underway.tick, ...learned }, times);
  const found = (isLeft ? null : step(failures, next)?.value) ?? started;
  // A look that came before its moment does not put it off. A failed one leaves it as it is.
  const at = hasCome(seen, started) ? found : Math.min(found, seen.at);
  const isKept = !isComplete || at === seen.at || (at === started && hasCome(seen, started));
  step(failures, () => {
    const wakes = () => store(sleepUntil(run, at, seen));
    if (!isKept && changeMemory(run, "clock", wakes) !== null) return;
    // What other runs stored meanwhile stays.
    memory.again();
    store({});
  });
}

/** The name, among those of the steps, under which it is stored when a look of any account last did all of the work. */
const wholeLook = "look";

/** For so many milliseconds after a look of another account a run need not look itself (design 2.20). */
const justLooked = 4 * minuteMs;

function hasAnotherJustLooked({ memory, clock, identity }: Run): boolean {
  const at = memory.get("clock").steps[wholeLook] ?? 0;
  // A look that did all of the work marks its account with the same time.
  const isOwn = at === memory.get("account", identity.runningAs()).ran;
  const since = clock.now() - at;
  return !isOwn && since >= 0 && since < justLooked;
}

function runSteps(run: Run): void {
  refuseOtherForm(run);
  reportRegisterIds(run.memory);
  // If this account cannot write and no other account works, it emails the people whom it can still reach.
  const isLetIn = tellingIfItFails(
    () => mayWork(run),
    (error) => tellShutOut(run, error),
  );
  if (!isLetIn) return;
  const failures: unknown[] = [];
  // Only the account that took a sealed report knows that someone was asked about it.
  const isAsked = () => filesWithOpenAsks(run).length > 0;
  if (hasAnotherJustLooked(run)) {
    markAtWork(run);
    if (isAsked()) seeToSealedAlone(run);
    continueRollOver(run);
    return;
  }
  const swept = step(failures, () => listResponses(run))?.value ?? null;
  const isQuiet = swept?.isOfAll === false && swept.listed.length === 0;
  if (isQuiet && isAsleep(run)) {
    markAtWork(run);
    if (!isAsked() || isDone(run, () => seeToSealedAlone(run))) return;
  }
  look(run, swept, failures);
  // Last, since the roll-over replaces the registers that this run has read.
  step(failures, () => continueRollOver(run));
  if (failures.length > 0) throw failures[0];
}

/** Whether this is the run of the day that lists all responses. */
function isDaily(swept: Swept | null): boolean {
  return swept?.isOfAll === true;
}
