/**
 * One run of the clock, which a trigger starts every five minutes; also when the clock looks into the registers and when it sleeps (design
 * 2.20).
 */

import { markAtWork } from "../access/accounts-at-work";
import { mayWork } from "../access/join-accounts";
import { finishStopping } from "../access/stopping-account";
import { dueAsks } from "../asking/case-asks";
import { digestDue } from "../asking/morning-email";
import { attempt, isDone, orElse, tellingIfItFails, whyFailed } from "../attempt";
import { openCaseRequests, rememberedEnds, typedBesideRequests, typedIn } from "../case/load-cases";
import { problemRequests } from "../district/directory/problem-cells";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { isRolledOver } from "../errors";
import { listResponses, noteOutOfReach, type Swept } from "../intake/sweep-form-responses";
import { changeMemory } from "../lock";
import { tellPastRegister } from "../outage/ask-without-register";
import { rememberReachable, wholeRun } from "../outage/outage";
import { readWithoutGoneTabs } from "../outage/partial-read";
import { leadsInOutage } from "../outage/who-is-told-in-an-outage";
import {
  openOutboxRequests,
  outboxRequests,
  outboxStateRequests,
  pendingMessages,
} from "../outbox/outbox-rows";
import { firstDataRow } from "../register/columns";
import type { Span } from "../register/read/ranges";
import {
  dangersKnown,
  refuseOtherForm,
  registerId,
  rememberedOf,
  schoolRegisters,
} from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { continueRollOver } from "../roll-over/roll-over-steps";
import { type Run, runAsRead } from "../run";
import { runInRegister } from "../sealed/remember-who-is-kept-out";
import type { Remembered } from "../store/keys";
import { installersIn } from "../store/store";
import { minuteMs } from "../time";
import { early, hasCome, longestSleep, sleepUntil } from "../wake-the-clock";
import { askRecord } from "./ask-and-remind";
import { forgetFailedRuns, noteFailedRun } from "./hourly-watches";
import { askSealedMeanwhile, seeToSealedAlone } from "./look-at-register";
import { auditRequests } from "./register-audit";
import { type Done, dueSteps, eachLook, mainStep } from "./steps-of-a-look";
import { casesWithNews } from "./take-in-edits";
import type { Look } from "./what-a-look-knows";

/**
 * Does one run of the clock. Throws "not-set-up" and "other-form" at once. What Google throws is thrown only after all other work was
 * tried; the next run does what was left undone.
 */
export function runClock(run: Run): void {
  const failed = whyFailed(() => wholeRun(run, () => runSteps(run)));
  if (failed === null) attempt(run, () => forgetFailedRuns(run));
  else if (!isRolledOver(failed.error)) {
    attempt(run, () => noteFailedRun(run, failed.error));
    throw failed.error;
  }
}

/** Returns null if `work` throws; the run then ends by throwing the first of `failures`. */
function step<T>(failures: unknown[], work: () => T): T | null {
  return orElse<T | null>(work, (error) => {
    failures.push(error);
    return null;
  });
}

function runSteps(run: Run): void {
  refuseOtherForm(run);
  registerId(run.memory, "main");
  const ended = finishStopping(run);
  if (ended === "stopped") return;
  if (ended === "stays") {
    const account = run.identity.runningAs();
    const notice = { id: "account-stays", account } as const;
    attempt(run, () =>
      tellPastRegister(run, leadsInOutage(run), {
        notice,
        about: `${account} ${run.clock.started}`,
      }),
    );
  }
  // If this account cannot write and no other account is at work, it emails the people whom it can still reach.
  const isLetIn = tellingIfItFails(
    () => mayWork(run),
    (error) => {
      // If the Form cannot be listed either, people are still told that the register is out of reach.
      const listed = attempt(run, () => listResponses(run).listed, []);
      noteOutOfReach(run, listed, error, "all");
    },
  );
  if (!isLetIn) return;
  const failures: unknown[] = [];
  if (hasAnotherJustLooked(run)) {
    markAtWork(run);
    seeToSealedAlone(run);
    continueRollOver(run);
    return;
  }
  const swept = step(failures, () => listResponses(run));
  const isQuiet = swept?.isOfAll === false && swept.listed.length === 0;
  if (isQuiet && isAsleep(run)) {
    markAtWork(run);
    if (isDone(run, () => seeToSealedAlone(run))) return;
  }
  lookAround(run, swept, failures);
  // Comes last, because the roll-over replaces the registers that this run has read.
  step(failures, () => continueRollOver(run));
  if (failures.length > 0) throw failures[0];
}

/** The name, beside those of the steps, under which the store keeps when any account last finished all the work of a look. */
export const wholeLook = "look";

/** For this many milliseconds after another account's look, a run need not look itself (design 2.20). */
const justLooked = 4 * minuteMs;

function hasAnotherJustLooked({ memory, clock, identity }: Run): boolean {
  const at = memory.get("clock").steps[wholeLook] ?? 0;
  // A look that did all the work stores the same time for its account.
  const isOwn = at === memory.get("account", identity.runningAs()).ran;
  const since = clock.now() - at;
  return !isOwn && since >= 0 && since < justLooked;
}

/**
 * Whether this run may end without a look, according to what all accounts remember. Costs no call beyond the run's first read of the store.
 */
export function isAsleep(run: Run): boolean {
  const { memory, clock } = run;
  const [outage, rollOver] = [memory.get("outage"), memory.get("rollOver")];
  const isWaiting =
    dangersKnown(run).length > 0 ||
    outage.since > 0 ||
    Object.keys(outage.asked).length > 0 ||
    rollOver.now !== null ||
    rollOver.unheard ||
    installersIn(memory).some((one) => memory.get("account", one).fails > 0);
  return !isWaiting && !hasCome(memory.get("nextDue"), clock.now());
}

const wholeTab: readonly Span[] = [[firstDataRow, Number.POSITIVE_INFINITY]];

/**
 * Reads the registers, does what is due, and stores what was learned and when the clock should look again. Errors are collected in
 * `failures`, so that the rest of the work is still done. Throws if the main register cannot be read.
 */
function lookAround(run: Run, swept: Swept | null, failures: unknown[]): void {
  const { clock, memory, identity } = run;
  const seen = memory.get("nextDue");
  const started = clock.now();
  const done = memory.get("clock").steps;
  // Steps that are due soon are done now too, so that an hour needs two looks and not one for each step.
  const ahead = hasCome(seen, started) ? longestSleep / 2 - early : 0;
  const schools = schoolRegisters(memory);
  const due = dueSteps(done, started + ahead, schools);
  const isDaily = swept?.isOfAll === true;
  const isMainStep = due.some(({ name }) => name === mainStep);
  const listed = swept?.listed ?? [];
  const register = registerNamed(run, "main");
  const { snapshot, failure } = tellingIfItFails(
    () =>
      readWithoutGoneTabs(run, register, [
        ...(isDaily ? outboxRequests : openOutboxRequests(memory)),
        ...(isDaily || isMainStep ? outboxStateRequests : []),
        { tab: "summary", columns: ["measure", "at"] },
        ...directoryRequests,
        ...openCaseRequests(memory),
        ...typedBesideRequests(isDaily || isMainStep ? {} : rememberedEnds(memory)),
        // Once a day closed cases too: no trigger may have told of an edit.
        ...(isDaily ? [typedIn("cases", wholeTab), typedIn("checklist", wholeTab)] : []),
        ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
        ...(isMainStep ? [...auditRequests(), ...problemRequests()] : []),
      ]),
    (error) => {
      noteOutOfReach(run, listed, error, "all");
      askSealedMeanwhile(run, error);
    },
  );
  if (failure !== null) {
    noteOutOfReach(run, listed, failure, "part");
    failures.push(failure);
  }
  const look: Look = {
    run: runAsRead(run, { directory: directoryIn(snapshot, run) }),
    ...{ started, register, snapshot, swept, isDaily, steps: due.map(({ name }) => name) },
    ...{ unseen: null, open: null, firing: {} },
    ...{ beside: new Map(), failed: failures },
    ...{ isSpent: false, remember: {}, account: {} },
  };
  for (const one of eachLook) step(failures, () => one(look));
  const isWhole = failure === null;
  const isSwept = look.remember.sweep?.since !== undefined;
  const reached = rememberReachable(look.run, { isSwept, isWhole });
  const times: Record<string, number> = { ...done };
  let isLeft = look.unseen?.isCut === true;
  for (const { name, does } of due) {
    const ended = step(failures, () => does(look));
    if (ended === "busy") isLeft = true;
    else if (ended !== null) times[name] = started;
  }
  const isComplete = failures.length + run.failed.length === 0;
  // If this run did not do all the work, another account does it in its next run.
  const isAll = isComplete && !look.isSpent;
  const me = identity.runningAs();
  // The time when the run began, not when it ended: how long a run took would hint at work on sealed reports.
  const ran = isAll && me !== "" ? { ran: started } : {};
  // If a report waits or a step is left undone, another account may be the one that can do it. So no finished look is stored, and that
  // account looks too.
  const isNoneLeft = !isLeft && look.remember.sweep?.since === started;
  const steps = isAll && isNoneLeft ? { ...times, [wholeLook]: started } : times;
  const values = { ...reached, ...look.remember, clock: { ...look.remember.clock, steps } };
  const account = { [me]: { ...look.account, ...ran } };
  const store = (more: Remembered) =>
    memory.setAll({ ...values, ...more }, { account, firing: look.firing });
  const found = (isLeft ? null : step(failures, () => nextLook(look, times))) ?? started;
  // A look that came before it was due does not put off the next one. A failed look leaves the time as it is.
  const at = hasCome(seen, started) ? found : Math.min(found, seen.at);
  const isKept = !isComplete || at === seen.at || (at === started && hasCome(seen, started));
  step(failures, () => {
    const wakes = () => store(sleepUntil(run, at, seen));
    if (!isKept && changeMemory(run, "clock", wakes) !== null) return;
    // Reads the store again, so that what other runs stored meanwhile is kept.
    memory.again();
    store({});
  });
}

/** The time between two clock runs, in milliseconds. */
const betweenRuns = 5 * minuteMs;

/**
 * When the clock should look again (milliseconds UTC): at the first of its runs that would find something to do, as far as this look can
 * tell. Null: at the next run. `done`: when each step was last done.
 */
function nextLook({ run, started, open, beside, remember }: Look, done: Done): number | null {
  if (open === null) return null;
  // Someone moved a queued message up in the Outbox, into rows that this look has not read.
  if ((remember.clock?.outboxFrom ?? 0) < run.memory.get("clock").outboxFrom) return null;
  const registers = [["main", open] as const, ...beside].map(([name, cases]) => {
    const { snapshot, files } = cases;
    const looked = runInRegister(run, name, snapshot);
    const asked = askRecord(run, name, snapshot);
    const lastDigest = rememberedOf(run, name, "clock").get().digest;
    return {
      nextAsk: dueAsks(files.values(), looked, asked).next,
      isDueAt(at: number): boolean {
        const then = { ...looked, now: at };
        const { messages, update } = dueAsks(files.values(), then, asked);
        return (
          messages.length + update.length > 0 ||
          pendingMessages(snapshot, at).length > 0 ||
          digestDue(lastDigest, then) !== null ||
          casesWithNews(cases, then).length > 0
        );
      },
    };
  });
  const schools = schoolRegisters(run.memory);
  for (let after = betweenRuns; after < longestSleep; after += betweenRuns) {
    const at = started + after;
    const isDue = registers.some(({ nextAsk, isDueAt }) => nextAsk <= at || isDueAt(at));
    if (isDue || dueSteps(done, at, schools).length > 0) {
      return after === betweenRuns ? null : at - early;
    }
  }
  return started + longestSleep - early;
}
