/**
 * One run of the clock, which a trigger starts every five minutes: the work that each run does, the steps of which each run does one, and
 * how often each step is due.
 */

import { hasDepartedContactAmong } from "../../access/departed-contacts";
import { stepTimes } from "../../access/notice-memory";
import { recipientsOfAccessNotice } from "../../access/register-access";
import { clockKey } from "../../access/running-accounts";
import { watchTriggers } from "../../access/trigger-health";
import { messageToEach } from "../../case/messages/message";
import {
  type OpenCases,
  openCaseRequests,
  openCasesIn,
  openRowsIn,
} from "../../case/storage/load-cases";
import type { Directory } from "../../district/district";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import { readerGaps } from "../../district/reader-gaps";
import { roleOfAccount, type SealedRegister, sealedRegisters } from "../../district/sealed-readers";
import { isDefect, isRolledOver } from "../../errors";
import { isLive } from "../../form/build-form";
import { noProofYet } from "../../install/going-live/proof-report";
import {
  accountsThatAsk,
  grantAccounts,
  isAccountAtWork,
  tellOfDead,
  tellOfSilence,
} from "../../install/grant-account";
import { carryOn } from "../../install/roll-over/roll-over";
import { heartbeatMeasure, sweepMeasure } from "../../install/summary-tab";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import { quotaNow } from "../../letters/outbox/mail-quota";
import {
  firstOpenOutboxRow,
  openOutboxRequests,
  outboxRequests,
  pendingMessages,
} from "../../letters/outbox/outbox-rows";
import type { FormResponse, MemoryKey, Workspace } from "../../ports";
import { noChange, type Update } from "../../register/change";
import { rowsOf, type Snapshot, type TabRequest } from "../../register/read-register";
import { openRegister, type Register } from "../../register/register";
import {
  type ReportRegister,
  refuseOtherForm,
  reportRegisterIds,
  reportRegisters,
} from "../../register/register-ids";
import { hourMs, minuteMs } from "../../time";
import { clearLeftovers } from "../drill/drill-leftovers";
import { continueDrill } from "../drill/drill-run";
import { takeSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/pending-sealed";
import { askPastMain } from "../outage/ask-past-register";
import { withMendingUnlocked } from "../outage/header-mend";
import { dangersOf, dangersText, keptDangers, stillOut } from "../outage/kept-dangers";
import { rememberReachable } from "../outage/outage";
import type { PartialRead } from "../outage/partial-read";
import { emptyOutbox } from "./empty-outbox";
import { forgetFailedRuns, noteFailedRun } from "./failed-runs";
import { finishHandOver } from "./finish-hand-over";
import { emptyForm, watchForm } from "./form-store";
import { askReadersMeanwhile, seeToReadersFile } from "./readers-file";
import {
  auditRegister,
  auditRequests,
  mainAccessRequests,
  syncAccessWithContacts,
} from "./register-audit";
import { escalationContext, sendReminders } from "./reminders";
import { type Seen, seenText, seeRestored } from "./restored-version";
import { sendPendingMessages } from "./send-pending";
import {
  listResponses,
  noTriggerTold,
  readOrTell,
  type Swept,
  sweptUpTo,
  takeInUnseen,
  tellShutOut,
} from "./sweep-responses";
import { tellOfRecreatedTabs } from "./tell-recreated-tabs";
import { tellOfRollOver } from "./weekly-notices";

// The sign of life that a run writes into Summary, where a formula shows when it is late.

export const heartbeatRequests: readonly TabRequest[] = [
  { tab: "summary", columns: ["measure", "at"] },
];

/**
 * Writes into Summary when a clock run last came, and when one last listed the Form's responses (`isSwept`: this run did). `at` in ms UTC.
 */
export function writeHeartbeat(
  register: Register,
  snapshot: Snapshot,
  at: number,
  isSwept: boolean,
): void {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, ...(isSwept ? [sweepMeasure] : [])]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update }, snapshot);
}

/** Looks whether an earlier version of the main register was restored. */
function seeWhetherRestored(run: ClockRun): void {
  const { workspace, register, snapshot, directory } = run;
  const { memory } = workspace;
  const rows = snapshot.tabs.has("summary") ? rowsOf(snapshot, "summary") : [];
  const alive = rows.find(({ key }) => key === heartbeatMeasure)?.values.at ?? null;
  const seen = seeRestored(
    workspace,
    "main",
    memory.get("heartbeat"),
    { id: register.id, snapshot, alive },
    run.given,
    directory.settings.formResponsesDays,
  );
  run.seen = seen;
  run.remember({ heartbeat: seenText(seen) });
}

/** What one run of the clock has read, and what it comes to know as its steps go on. */
interface ClockRun {
  readonly workspace: Workspace;
  /** When the run began; milliseconds since 1970, UTC. */
  readonly started: number;
  /** The main register, and what was read of it at the beginning. */
  readonly register: Register;
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  /** The Form's responses that may not be taken in yet; null where Google did not list them. */
  readonly swept: Swept | null;
  /** The step of this run (see `inTurn`); null where none is due. */
  readonly step: Step | null;
  /** The open cases; null until they were read. */
  open: OpenCases | null;
  /** The highest reference that the main register had given when the run began; "" for none. */
  readonly given: string;
  /** What was seen of the main register that shows later whether an earlier version was restored; null until it was looked at. */
  seen: Seen | null;
  /** Whether a report came in the last minutes of which no trigger told. */
  isMissed: boolean;
  /** Changes to what is known of triggers that may not fire, to be stored at the end. */
  firing: ReturnType<typeof watchTriggers>["changes"];
  /** Whether all listed responses are in a register now. */
  isSwept: boolean;
  /** False where this account may send no more mail today. */
  maySend: boolean;
  /** Collects values for the script's store; they are written in one call at the end of the run. */
  remember(values: Readonly<Partial<Record<MemoryKey, string>>>): void;
  /** Says that the step could not be done this time. The next run tries it again. */
  again(): void;
  /** Notes a mistake of ours that a step recovered from. It is thrown at the end of the run, so that it is seen. */
  note(error: unknown): void;
}

type Work = (run: ClockRun) => void;

/** Every run does all of these, in this order. Where one fails, the next ones are done all the same. */
const eachRun: readonly Work[] = [
  takeInWhatNoTriggerToldOf,
  tellOfTabsMadeAgain,
  // After that: what the Form holds is listed whole by the next run.
  seeWhetherRestored,
  sendWhatWaits,
  weighEditsThatNoTriggerToldOf,
  askRemindAndDigest,
  askReadersWhoHaveNotAnswered,
  tellOfAnAccountThatFellSilent,
  seeOnceADayWhatTheFormAsks,
  emptyOutboxesOnceADay,
];

/** Work that is not due in every run. */
interface Step {
  /** Permanent: the time when the step was last done is stored under it. */
  readonly name: string;
  /** Milliseconds from one time to the next. */
  readonly every: number;
  /** What the step needs of the main register in addition to what each run reads. */
  readonly reads: readonly TabRequest[];
  readonly does: Work;
  /** Set where the step makes as many calls as an idle run may make. Work that the next run can do as well is then left to the next run. */
  readonly fillsRun?: true;
}

/**
 * The steps that take turns: a run does one of them, the one most overdue, so that an idle run makes only two Sheets calls. The list fills
 * the twelve runs of an hour: with one more step, each would come later than its `every` says.
 */
const inTurn = (): readonly Step[] => [
  { name: "main access", every: hourMs, reads: mainAccessRequests, does: followContacts },
  { name: "heartbeat", every: hourMs / 2, reads: [], does: giveSignOfLife },
  { name: "main look", every: hourMs, reads: auditRequests, does: lookAt("main"), fillsRun: true },
  ...sealedRegisters.flatMap((name): readonly Step[] => {
    const looks = unlessShutOut(lookAt(name));
    return [
      { name, every: hourMs / 2, reads: [], does: workOn(name) },
      { name: `${name} access`, every: hourMs, reads: [], does: followReader(name) },
      { name: `${name} look`, every: hourMs, reads: [], does: looks, fillsRun: true },
    ];
  }),
];

/** Not a step, but a kind of run: once an hour the longest tabs are read whole, and accounts that could not be let in are tried again. */
const wholeTabs = { name: "whole tabs", every: hourMs } as const;

/** Milliseconds after which a step that failed is tried again. Other steps that are due come first. */
const retryAfter = 10 * minuteMs;
/** A step counts as due so many milliseconds early, if it would otherwise be late in the next run. */
const early = 2.5 * minuteMs;

function takeInWhatNoTriggerToldOf(run: ClockRun): void {
  const { workspace, swept, snapshot, directory } = run;
  if (swept === null) return;
  run.isMissed = noTriggerTold(workspace, swept, snapshot, run.started);
  run.isSwept = takeInUnseen(workspace, swept, snapshot);
  if (!run.isSwept) return;
  const at = String(run.started);
  const sweepSince = String(sweptUpTo(workspace, swept, run.started));
  run.remember({ sweepSince, sweepOk: at, ...(swept.isOfAll ? { sweptAll: at } : {}) });
  if (!swept.isOfAll) return;
  emptyForm(workspace, swept.listed, directory);
  clearLeftovers(workspace);
}

/** Comes before reminders: a checklist that was lost is back before anybody is reminded of it. */
function tellOfTabsMadeAgain({ workspace, isSwept }: ClockRun): void {
  tellOfRecreatedTabs(workspace, "main", isSwept);
}

function sendWhatWaits(run: ClockRun): void {
  if (pendingMessages(run.snapshot, run.started).length === 0) return;
  run.maySend = false;
  const { isSpent, remember } = sendPendingMessages(run.workspace, "main", run.snapshot);
  run.maySend = !isSpent;
  run.remember(remember);
}

function weighEditsThatNoTriggerToldOf(run: ClockRun): void {
  const { workspace, register, snapshot } = run;
  run.open = openCasesIn(register, snapshot, openRowsIn(workspace.memory));
  run.remember(run.open.seen);
  takeSeenEdits(workspace, "main", run.open);
}

/** Where the register can be read and not written, people are asked about danger past it. */
function askRemindAndDigest({ workspace, register, directory, open, remember }: ClockRun): void {
  if (open === null) return;
  const context = escalationContext(workspace, "main", directory, open.snapshot);
  const before = keptDangers(workspace, "main");
  const dangers = dangersOf(open.files.values(), context, open.snapshot, before);
  try {
    remember(sendReminders(workspace, "main", register, directory, open));
    remember({ dangers: dangersText(dangers) });
  } catch (error) {
    askPastMain(workspace, workspace.diagnosis.troubleOf(error), stillOut(dangers, before));
    throw error;
  }
}

/**
 * Asks the next reader in files where somebody was asked and has not answered. Files that have their turn in this run are left out. Nothing
 * is remembered in the script's store, which others can look into; a digest that is queued twice for that reason has one id and is sent
 * once.
 */
function askReadersWhoHaveNotAnswered(run: ClockRun): void {
  if (run.step?.fillsRun === true) return;
  for (const name of filesWithOpenAsks(run.workspace)) {
    const step = inTurn().find((one) => one.name === name);
    if (name !== run.step?.name) step?.does({ ...run, remember: () => undefined });
  }
}

function tellOfAnAccountThatFellSilent(run: ClockRun): void {
  const { changes, dead } = watchTriggers(run.workspace, run.isMissed, run.started);
  run.firing = changes;
  tellOfDead(run.workspace, run, run.directory, dead);
  tellOfSilence(run.workspace, run, run.directory);
}

/** In the run that lists all responses, which comes once a day. */
function emptyOutboxesOnceADay(run: ClockRun): void {
  const { workspace, swept, isSwept, directory, snapshot, note } = run;
  if (swept?.isOfAll !== true || !isSwept) return;
  const responses = new Set(swept.listed.map(({ id }) => id));
  for (const name of reportRegisters) {
    try {
      emptyOutbox(workspace, name, name === "main" ? snapshot : null, responses, directory);
    } catch (error) {
      // Tomorrow is soon enough. The account of this run may be shut out of a reader's file.
      note(error);
    }
  }
}

/** In the run that lists all responses, which comes once a day. */
function seeOnceADayWhatTheFormAsks(run: ClockRun): void {
  if (run.swept?.isOfAll !== true) return;
  watchForm(run.workspace, run, run.directory, true);
  tellOfRollOver(run.workspace, run, run.directory);
  tellOfAudience(run);
}

/** Tells a desk that went live before proof reports existed, once, whom its Form may shut out (design 2.17). Such a desk stays live. */
function tellOfAudience({ workspace, register, snapshot, directory, remember }: ClockRun): void {
  if (!isLive(workspace.memory) || workspace.memory.get("proofReport") !== null) return;
  const to = recipientsOfAccessNotice(directory, workspace.identity.runningAs());
  const messages = messageToEach(to, "form audience", "form-audience", {});
  const isTold = rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith("form audience "));
  if (!isTold)
    deliver(workspace, commitForDelivery(register, { ...noChange, messages }, snapshot, directory));
  remember({ proofReport: noProofYet });
}

/** Writes the sign of life. Also looks whether the Form is open: one call more, in a step that makes few. */
function giveSignOfLife(run: ClockRun): void {
  writeHeartbeat(run.register, run.snapshot, run.started, run.isSwept);
  if (run.seen !== null)
    run.remember({ heartbeat: seenText({ ...run.seen, written: run.started }) });
  watchForm(run.workspace, run, run.directory, false);
}

/** Tells leads and admins of a live desk on the day on which Contacts come to leave some report without a reader (design 2.11). */
function watchReaders({ workspace, register, snapshot, directory, remember }: ClockRun): void {
  const { memory, clock, identity } = workspace;
  if (readerGaps(directory).length === 0) {
    remember({ readers: "whole" });
    return;
  }
  // A desk that had this gap before it went live was told of it by the check.
  if (memory.get("readers") !== "whole" || !isLive(memory)) return;
  const to = recipientsOfAccessNotice(directory, identity.runningAs());
  const id = `readers ${clock.now().toString(36)}`;
  const messages = messageToEach(to, id, "reader-missing", {});
  deliver(workspace, commitForDelivery(register, { ...noChange, messages }, snapshot, directory));
  remember({ readers: "gap" });
}

/** Makes the main register's editors follow Contacts. People who left lose access once their cases are reassigned. */
function followContacts(run: ClockRun): void {
  watchReaders(run);
  const { workspace, directory, open } = run;
  const isLeft = open !== null && hasDepartedContactAmong(workspace, open, directory);
  const done = syncAccessWithContacts(workspace, "main", run, directory, run.note, isLeft);
  if (done === "busy") run.again();
}

function followReader(name: SealedRegister): Work {
  return unlessShutOut((run) => {
    const done = syncAccessWithContacts(run.workspace, name, run, run.directory, run.note);
    if (done === "busy") run.again();
  });
}

function lookAt(name: ReportRegister): Work {
  return (run) => auditRegister(run.workspace, name, run, run.directory);
}

/**
 * For steps on a reader's file: an account that Contacts name by now may be shut out of the file, which another account owns. That is no
 * failure.
 */
function unlessShutOut(work: Work): Work {
  return (run) => {
    try {
      work(run);
    } catch (error) {
      const isNamed = roleOfAccount(run.directory, run.workspace.identity.runningAs()) !== null;
      if (!isNamed || isDefect(error)) throw error;
    }
  };
}

/** The step on a reader's file. Also looks how much mail is left today: one call more, in a step that makes few. */
function workOn(name: SealedRegister): Work {
  return unlessShutOut((run) => {
    if (run.step?.name === name) run.remember(quotaNow(run.workspace).remember);
    seeToReadersFile(name, run);
  });
}

/** Step → when it was last done; milliseconds since 1970, UTC. */
type Done = Readonly<Record<string, number>>;

/**
 * How overdue a step is, in units of its own `every`; below 1 the step is not due yet. A step that was never done, or whose time lies after
 * `now`, goes first, in the order of the list.
 */
function overdue(done: Done, { name, every }: Pick<Step, "name" | "every">, now: number): number {
  const at = done[name];
  return at === undefined || at > now ? Number.MAX_VALUE : (now + early - at) / every;
}

/** The step that is most overdue; null where none is due. `now` in ms UTC. */
export function stepDue(done: Done, now: number): Step | null {
  const [first = null] = [...inTurn()].sort(
    (a, b) => overdue(done, b, now) - overdue(done, a, now),
  );
  return first !== null && overdue(done, first, now) >= 1 ? first : null;
}

/**
 * Does one run of the clock. Throws "not-set-up" and "other-form" at once. What Google throws is thrown after all other work was tried; the
 * next run finds what was left undone.
 */
export function runClock(workspace: Workspace): void {
  try {
    runSteps(workspace);
  } catch (error) {
    if (isRolledOver(error)) return;
    noteFailedRun(workspace, error);
    throw error;
  }
  forgetFailedRuns(workspace);
}

/**
 * Whether it is this account's turn. An account that cannot write, while no other one is at work, tells whoever it can still mail. Throws
 * as `isAccountAtWork` does.
 */
function takesTurnOrTells(workspace: Workspace): boolean {
  try {
    return isAccountAtWork(workspace);
  } catch (error) {
    if (!isRolledOver(error)) tellShutOut(workspace, error);
    throw error;
  }
}

function runSteps(workspace: Workspace): void {
  const { clock, memory, identity } = workspace;
  refuseOtherForm(workspace);
  const ids = reportRegisterIds(memory);
  if (finishHandOver(workspace)) return;
  if (!takesTurnOrTells(workspace)) {
    continueDrill(workspace);
    return;
  }
  const started = clock.now();
  // Before this run takes anything in: a restored register may lack the row of it.
  const given = memory.get("referencesGiven") ?? "";
  const failures: unknown[] = [];
  const attempt = (work: () => void): boolean => {
    try {
      withMendingUnlocked(workspace, work);
      return true;
    } catch (error) {
      failures.push(error);
      return false;
    }
  };
  const done = stepTimes(memory);
  const step = stepDue(done, started);
  let swept: Swept | null = null;
  attempt(() => {
    swept = listResponses(workspace);
  });
  const listed = listedIn(swept);
  const isHourly = overdue(done, wholeTabs, started) >= 1 || isDaily(swept);
  const register = openRegister(workspace, ids.main);
  const wanted: readonly TabRequest[] = [
    ...(isHourly ? outboxRequests : openOutboxRequests(memory)),
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(openRowsIn(memory), isHourly, started),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...(step?.reads ?? []),
  ];
  const { snapshot, failure } = readOrAskMeanwhile(workspace, register, listed, wanted);
  if (failure !== null) failures.push(failure);
  const directory = directoryIn(snapshot, clock);
  const remembered: { [K in MemoryKey]?: string } = {
    outboxFrom: firstOpenOutboxRow(snapshot, started),
  };
  const noted: unknown[] = [];
  let isAgain = false;
  const run: ClockRun = {
    workspace,
    started,
    register,
    snapshot,
    directory,
    swept,
    step,
    open: null,
    given,
    seen: null,
    isSwept: false,
    isMissed: false,
    firing: {},
    maySend: true,
    again: () => {
      isAgain = true;
    },
    remember: (values) => Object.assign(remembered, values),
    note: (error) => {
      if (isDefect(error)) noted.push(error);
    },
  };
  for (const work of eachRun) attempt(() => work(run));
  const times: Record<string, number> = { ...done };
  if (isHourly) times[wholeTabs.name] = started;
  run.remember(rememberReachable(workspace, directory, run.isSwept, failure === null));
  const who = accountsThatAsk(workspace, isHourly);
  if (who.length > 0) attempt(() => grantAccounts(workspace, who, directory));
  else if (step !== null) {
    const isDone = attempt(() => step.does(run));
    if (!isAgain) times[step.name] = isDone ? started : started - step.every + retryAfter;
  }
  // The time when the run began, not when it ended: how long a run took would hint at work on sealed reports.
  run.remember({ stepsDone: JSON.stringify(times) });
  // Marks that this account did all of the work. Where the mark is missing, a spare account takes over.
  const me = identity.runningAs();
  const ran =
    me !== "" && failures.length === 0 && run.maySend ? { [clockKey(me)]: String(started) } : {};
  attempt(() => memory.setAll(changed(memory, remembered), { ...ran, ...run.firing }));
  // The drill comes after all real work, and not in a run that took long.
  if (clock.now() - started < 2 * minuteMs) attempt(() => continueDrill(workspace));
  // Last: what this run knows is of the registers before the roll-over goes on.
  attempt(() => carryOn(workspace));
  const [first] = [...failures, ...noted];
  if (failures.length + noted.length > 0) throw first;
}

function readOrAskMeanwhile(
  workspace: Workspace,
  register: Register,
  listed: readonly FormResponse[],
  wanted: readonly TabRequest[],
): PartialRead {
  try {
    return readOrTell(workspace, register, listed, wanted);
  } catch (error) {
    askReadersMeanwhile(workspace, error);
    throw error;
  }
}

/** Whether this is the run of the day that lists all responses. */
function isDaily(swept: Swept | null): boolean {
  return swept?.isOfAll === true;
}

function listedIn(swept: Swept | null): readonly FormResponse[] {
  return swept?.listed ?? [];
}

function changed(
  memory: Workspace["memory"],
  values: Readonly<Partial<Record<MemoryKey, string>>>,
): Readonly<Partial<Record<MemoryKey, string>>> {
  const kept = Object.entries(values) as [MemoryKey, string][];
  return Object.fromEntries(kept.filter(([key, value]) => memory.get(key) !== value));
}
