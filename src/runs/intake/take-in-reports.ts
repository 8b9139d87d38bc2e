/**
 * Takes responses of the Form into their registers. Under the lock: read, decide, one commit for each register. After that the messages are
 * sent.
 */

import { attempt, isDone, orElse, tellingIfItFails, twice, whyFailed } from "../../attempt";
import { contentsOf, inRegister, keptOutLines } from "../../case/assignment/excluded-people";
import { isForLeadAlone, reporterRows } from "../../case/assignment/reporters";
import { type CaseFile, changeOfCase } from "../../case/facts/case-file";
import { highestReference, rememberReferences } from "../../case/facts/case-reference";
import { contextOfCase } from "../../case/lifecycle/open-case";
import { withWorkOfSealed } from "../../case/lifecycle/release-case";
import { loadCases, loadCasesBeyond } from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { reporterAddressIn } from "../../district/district";
import { sealedRegisters } from "../../district/sealed-readers";
import { AppError, defectCode, isRolledOver } from "../../errors";
import { claimDrill } from "../../install/drill";
import { isFrozen } from "../../install/roll-over/roll-over";
import { type Delivery, deliver } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests } from "../../letters/outbox/outbox-rows";
import { underLock } from "../../lock";
import type { FormResponse } from "../../ports";
import { type Change, isEmpty, joinChanges, noChange } from "../../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type CommitResult, type Register, registerNamed } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import { addDangers } from "../outage/kept-dangers";
import { askPastRegister } from "../outage/outage";
import type { Waiting } from "../outage/outage-audience";
import {
  forgetUnreadableSealed,
  tellOfUnreadableSealed,
  type UnreadableSealed,
} from "../outage/unreadable-sealed";
import { decideReport } from "./decide-report";
import {
  addDecided,
  type IntakeState,
  indexRequests,
  intakeState,
  type RoutedReport,
  reportersIn,
  responsesHeld,
  responsesIn,
  responsesTakenIn,
  returningRequests,
  sweptUntil,
} from "./intake-state";
import {
  isLateIn,
  lateMs,
  lookAtSealed,
  type Routes,
  rememberOpenAsks,
  sortSealed,
  type TakenFor,
  waitingOf,
} from "./route-reports";

/** One attempt to take in all reports, and its results. */
interface Pass {
  readonly run: Run;
  readonly routes: Routes;
  readonly deliveries: Delivery[];
  /** What Google or the script threw, each with the reports that it kept out. */
  failures: { readonly error: unknown; readonly waiting: readonly Waiting[] }[];
  /** Sealed reports that no one may read, with the run whose directory says so; null if the directory was not read. */
  unread: { readonly all: readonly UnreadableSealed[]; readonly run: Run } | null;
}

/**
 * Takes in reports: sealed ones into registers whose audience may read them, all others into the main register. Throws what Google throws
 * if a register cannot be read or written, and "report-not-taken-in" for a report that could not be decided; but only after all other
 * reports are taken in, their messages are sent, and leads and admins are told about the reports that wait. Returns "busy" if another run
 * held the lock all the time: the responses are still in the Form, and a later run takes them in.
 */
export function takeInReports(run: Run, routes: Routes): "taken-in" | "busy" {
  // If this fails run after run, people are told about the reports that wait.
  const tell = (error: unknown) => {
    const before = run.clock.now() - lateMs;
    const isLate = ({ receivedAt }: FormResponse) => receivedAt < before;
    const waiting = waitingOf(run, routes, run.diagnosis.troubleOf(error), isLate);
    askPastRegister(run, "main", { waiting });
  };
  const take = () => {
    const pass: Pass = { run, routes, deliveries: [], failures: [], unread: null };
    takeAll(pass);
    const waits = pass.failures.filter(({ waiting }) => waiting.length > 0);
    if (waits.length === 0) return pass;
    // Tries the failed ones once more: a person may have moved rows, or Google may have failed for a moment. Messages of what was written
    // the first time are sent too.
    pass.failures = pass.failures.filter((one) => !waits.includes(one));
    takeAll(pass);
    return pass;
  };
  const done = tellingIfItFails(() => underLock(run, { lockWait: "work" }, take), tell);
  if (done === null) {
    run.memory.again();
    const rollOver = run.memory.get("rollOver").now;
    if (rollOver === null || !isFrozen(rollOver)) return "busy";
    // A roll-over holds the lock for its last comparison, and reports wait that long. People are told at once if one of them reports
    // danger.
    const all = waitingOf(run, routes, { kind: "refusal", code: "rolling-over" }, () => true);
    askPastRegister(run, "main", { waiting: all.filter(({ isDanger }) => isDanger) });
    return "busy";
  }
  const { deliveries, failures, unread } = done.value;
  if (unread !== null) {
    const waits = new Set(unread.all.map(({ id }) => id));
    const looked = new Set([...routes.values()].flat().map(({ response }) => response.id));
    forgetUnreadableSealed(run, (id) => looked.has(id) && !waits.has(id));
    tellOfUnreadableSealed(unread.run, unread.all);
  }
  for (const delivery of deliveries) deliver(delivery);
  // The error that keeps out the most reports is thrown.
  const [failure] = [...failures].sort((a, b) => b.waiting.length - a.waiting.length);
  if (failure !== undefined) {
    askPastRegister(run, "main", { waiting: failures.flatMap(({ waiting }) => waiting) });
    throw failure.error;
  }
  return "taken-in";
}

/**
 * Takes in all reports; those that are not sealed go into the main register. Must be called under the lock. Errors are collected in
 * `pass.failures`, except one that says that the register was replaced by a roll-over.
 */
function takeAll(pass: Pass): void {
  const { run, routes } = pass;
  const all = [...routes.values()].flat();
  const take = () => {
    const register = registerNamed(run, "main");
    const read = register.load([
      ...indexRequests,
      ...directoryRequests,
      // Needed to know how many first emails each recipient got lately.
      ...openOutboxRequests(run.memory),
    ]);
    const swept = sweptUntil(run);
    const there = responsesIn(read);
    const mayReturn = all.some(({ response: one }) => one.receivedAt < swept || there.has(one.id));
    const until = mayReturn ? swept : null;
    const index = mayReturn ? mergeSnapshots(read, register.load(returningRequests)) : read;
    const directory = directoryIn(index, run.clock);
    const looked = lookAt(run, { register: "main", directory });
    const known = responsesTakenIn(index, directory, until);
    const sealed: TakenFor[] = [];
    for (const [route, taken] of routes) {
      // A report that reached the main register stays there, even if its answers would be read differently today.
      const reports = taken.filter(({ response }) => !known.has(response.id));
      if (route !== "main") sealed.push(...reports.map((one) => ({ ...one, involved: route })));
      else takeUnsealed(pass, looked, { taken: reports, register, index, until });
    }
    if (sealed.length > 0) takeSealed(pass, looked, sealed, index);
  };
  orElse(take, (error) => {
    if (isRolledOver(error)) throw error;
    noteFailure(pass, all, error);
  });
}

/** Notes that an error kept these reports out. `thrown`: the error that the run will throw for it. */
function noteFailure(
  { run, routes, failures }: Pass,
  reports: readonly RoutedReport[],
  error: unknown,
  thrown: unknown = error,
): void {
  const kept = new Set(reports.map(({ response }) => response.id));
  const trouble = run.diagnosis.troubleOf(error);
  const waiting = waitingOf(run, routes, trouble, ({ id }) => kept.has(id));
  failures.push({ error: thrown, waiting });
}

/** Takes in the reports that are not sealed, except those that a sealed register has already. */
function takeUnsealed(pass: Pass, run: Run, intake: Intake): void {
  const { taken, register, index, until } = intake;
  // A report that was once sealed stays sealed, even if Google no longer gives the answer that made it so.
  const isLate = taken.some(isLateIn(run));
  const sealedAlready = isLate ? responsesHeld(run, sealedRegisters) : new Set<string>();
  const own = taken.filter(({ response }) => !sealedAlready.has(response.id));
  if (own.length === 0) return;
  // The messages in the Outbox show which case each report belonged to.
  const messages = () => register.load([{ tab: "outbox", columns: ["message", "case"] }]);
  const mayBelong = until !== null || own.some(isLateIn(run));
  takeOne(pass, run, {
    ...intake,
    taken: own,
    index: mayBelong ? mergeSnapshots(index, messages()) : index,
    reportersLost: keepReporters(run, own),
  });
}

/**
 * Keeps reporters apart from their reports (design 2.3): writes who sent these reports of the main register, each once, into the sealed
 * register whose audience may know, before the reports themselves are written. Returns the ids of the responses whose reporter could not be
 * written: their reports are taken in anyway, and only the Form says who sent them. Must be called under the lock.
 */
function keepReporters(run: Run, taken: readonly RoutedReport[]): ReadonlySet<string> {
  const apart = taken.filter(({ report }) => isForLeadAlone(report));
  if (apart.length === 0) return new Set();
  // Google may have failed, or may have written and lost the answer; reading again shows which.
  const keep = () => {
    const files = lookAtSealed(run);
    const place = files.placeOf(sealedRegisters, { involved: null, excluded: new Set() });
    // If no one may know the reporter at present, contacts still must not.
    const { register, snapshot } = files.read(place ?? "sealed");
    const known = reportersIn(snapshot);
    const append = apart
      .filter(({ response }) => !known.has(response.id))
      .flatMap(({ response, report }) => reporterRows(response, report))
      .map((row) => ({ tab: "reporters" as const, row }));
    register.commit({ ...noChange, append }, snapshot);
  };
  return isDone(run, () => twice(keep))
    ? new Set()
    : new Set(apart.map(({ response }) => response.id));
}

/** Takes sealed reports into the registers whose audience may read them. `main` includes the case index. */
function takeSealed(pass: Pass, run: Run, sealed: readonly TakenFor[], main: Snapshot): void {
  const { places, unread } = sortSealed(run, sealed, main, (one, error) =>
    noteFailure(pass, [one], error),
  );
  for (const [{ name, register, snapshot: index }, taken] of places) {
    const until = sweptUntil(run);
    takeOne(pass, lookAt(run, { register: name }), { taken, register, index, until });
  }
  pass.unread = { all: unread, run };
}

/** Takes in the reports of one register. If that register is out of reach, reports of the others do not wait. */
function takeOne(pass: Pass, run: Run, intake: Intake): void {
  const fail = (one: RoutedReport, error: unknown) => {
    const defect = defectCode(error);
    const thrown = defect === null ? error : new AppError("report-not-taken-in", defect);
    noteFailure(pass, [one], error, thrown);
  };
  const take = () => {
    const delivery = commitIntake(run, intake, fail);
    if (delivery !== null) pass.deliveries.push(delivery);
  };
  orElse(take, (error) => noteFailure(pass, intake.taken, error));
}

/** The reports of one register that are taken in together. */
export interface Intake {
  readonly taken: readonly RoutedReport[];
  readonly register: Register;
  readonly index: Snapshot;
  /**
   * Reports from before this time (milliseconds UTC) may come back, and `index` was also read with `returningRequests`; null: no report is
   * that old.
   */
  readonly until: number | null;
  /** Ids of responses whose reporter could not be written into a sealed register; left out if there are none. */
  readonly reportersLost?: ReadonlySet<string>;
  /** The sealed case that these reports are released from; left out if they are not from a release. */
  readonly released?: CaseFile;
}

/**
 * Decides the reports of the run's register and commits what they change. If a bug of ours keeps one from being decided, `fail` is called
 * for it, it stays in the Form, and the others do not wait. Returns null if nothing changes. Must be called under the lock.
 */
export function commitIntake(
  before: Run,
  intake: Intake,
  fail: (one: RoutedReport, error: unknown) => void,
): Delivery | null {
  const { register: name } = before;
  const { register, taken, index, reportersLost = new Set(), released = null } = intake;
  const run = inRegister(before, name, index);
  const { settings } = run.directory;
  const known = intakeState(index, run.directory, intake.until);
  const needed = casesNeeded(known, taken);
  // A sealed register was already read whole.
  const load = registerKinds[name].audience === null ? loadCases : loadCasesBeyond;
  const loaded = load(register, index, needed);
  const state: IntakeState = {
    ...{ ...known, reportersLost, released, releasedInto: null },
    files: new Map(loaded.files),
    lastGiven: highestReference(run, name),
    // What is released was a real report when it came.
    drill: released === null ? claimDrill(run, taken) : null,
  };
  let change = noChange;
  for (const one of taken) {
    const decide = () => {
      const decided = decideReport(state, one, run);
      change = joinChanges(change, decided.change);
      addDecided(state, one.response.id, decided);
    };
    const failed = whyFailed(decide);
    if (failed !== null) fail(one, failed.error);
  }
  change = joinChanges(change, workOfSealed(state, run));
  if (isEmpty(change)) return null;
  const excluded = new Set(taken.flatMap((one) => one.sealed?.excluded ?? []));
  const activity = keptOutLines([...excluded], contentsOf(name, index), run.now);
  change = joinChanges(change, { ...noChange, activity });
  const result = commitSurely(run, register, loaded.snapshot, change);
  const { files } = state;
  // Remembered now, in case the register goes out of reach before a clock run has seen them.
  attempt(run, () => addDangers(run, { files, snapshot: index }));
  const opened = change.append.filter(({ tab }) => tab === "cases");
  rememberReferences(
    run,
    name,
    opened.map(({ row }) => String(row["case"])),
  );
  // Only some of the register's cases were read; another one may still wait for an answer.
  rememberOpenAsks(run, name, files.values(), "part");
  // Addresses by response id, passed on so that a run that sends at once need not look them up again. Only the lead may know them.
  const reporters = taken.flatMap(({ response, report }): [string, string][] => {
    const address = reporterAddressIn(settings, report.reporterEmail);
    return address === null ? [] : [[response.id, address]];
  });
  return {
    ...{ run, register, files, messages: change.messages },
    snapshot: result?.snapshot ?? readAgain(register),
    reporters: new Map(reporters),
    corrections: result?.corrections ?? [],
  };
}

/** References of the cases that these reports may join or match, and of the cases that they belonged to before. */
function casesNeeded(
  { index, responses, caseOf }: Pick<IntakeState, "index" | "responses" | "caseOf">,
  taken: readonly RoutedReport[],
): readonly string[] {
  const needed = taken.flatMap(({ response, report }) => {
    const earlier = caseOf.get(response.id);
    // If the row of its case is gone, the report opens another case, which may match more cases.
    const isThere = earlier !== undefined && index.target(earlier) !== null;
    if (responses.has(response.id) || isThere) return [];
    const link = index.link(report);
    return [...link.sure, ...link.possibleMatches];
  });
  return [...new Set(needed)];
}

/** Copies what was done in the sealed case that is being released to the case that its reports opened. */
function workOfSealed({ released, releasedInto: into, files }: IntakeState, run: Run): Change {
  const file = into === null ? undefined : files.get(into);
  if (released === null || into === null || file === undefined) return noChange;
  const after = withWorkOfSealed(file, released, contextOfCase(file.row, run));
  files.set(into, after);
  const activity = [{ at: run.now, who: "automation", what: "case-released", case: into }];
  return { ...noChange, ...changeOfCase(file, after), activity };
}

/** What shows whether a batch was applied, and what sending the messages needs. */
const readAgain = (register: Register): Snapshot =>
  register.load([...indexRequests, { tab: "outbox", columns: "all" }]);

/**
 * Commits, and tries a second time if that fails. Google may answer with an error although it applied the batch, so the register is read
 * again before the second try (design 2.3). Returns null if the batch was applied and only the answer was lost.
 */
function commitSurely(
  run: Run,
  register: Register,
  snapshot: Snapshot,
  change: Change,
): CommitResult | null {
  const committed = attempt(run, () => register.commit(change, snapshot));
  if (committed !== undefined) return committed;
  const again = readAgain(register);
  const known = responsesIn(again);
  const cases = new Set(rowsOf(again, "cases").map(({ key }) => key));
  const applied = change.append.some(
    ({ tab, row }) =>
      (tab === "reports" && known.has(String(row["response"]))) ||
      // A report that came back may have had its row in Reports before, so its new case counts too.
      (tab === "cases" && cases.has(String(row["case"]))),
  );
  // Leaves out filter views: one left over from a deleted case would make Google refuse the whole batch. The hourly look adds them.
  return applied
    ? null
    : register.commit({ ...change, views: [] }, mergeSnapshots(snapshot, again));
}
