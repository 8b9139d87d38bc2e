/**
 * Takes responses of the Form into their registers. Under the lock: read, decide, one commit for each register. After that the messages are
 * sent.
 */

import { attempt, isDone, tellingIfItFails, twice, whyFailed } from "../attempt";
import { highestReference } from "../case/facts/case-reference";
import { loadCases, loadCasesBeyond } from "../case/load-cases";
import { caseIndexIn, type StudentClues } from "../casework/match-report";
import { isForLeadAlone, reporterRows } from "../casework/reporters";
import { reporterAddressIn } from "../district/addresses";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { registerOfSchool } from "../district/find-people";
import { claimDrill } from "../drill/drill-code";
import { AppError, defectCode, isRolledOver } from "../errors";
import { underLock } from "../lock";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../outage/ask-without-register";
import { askPastRegister, dangersOf, keptDangers, rememberDangers } from "../outage/outage";
import { isSealedReport, type RoutedReport } from "../outage/who-is-told-in-an-outage";
import { commitForDelivery, type Delivery, deliver } from "../outbox/deliver-messages";
import { openOutboxRequests } from "../outbox/outbox-rows";
import { mergeSnapshots, rowsOf, type Snapshot } from "../register/read/snapshot";
import type { Change, QueuedMessage } from "../registers/change";
import { isNoChange, joinChanges, noChange } from "../registers/change";
import { isFrozen, isOfSchools, isSealedRegister } from "../registers/kinds";
import { type Register, registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import {
  contentsOf,
  keptOutLines,
  rememberKeptOut,
  runInRegister,
} from "../sealed/remember-who-is-kept-out";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { decideReport } from "./decide-report";
import { addToIndex } from "./index-of-cases";
import { byRegister, heldBeside, messagesBeside, placeReports, readsOf } from "./place-reports";
import type { IntakeState, Taken } from "./read-for-intake";
import {
  hasCaseOf,
  indexRequests,
  intakeState,
  responsesIn,
  returningRequests,
} from "./read-for-intake";
import {
  isLate,
  loadWhole,
  rememberOpenAsks,
  rememberWorkAt,
  sealedFiles,
  sortSealed,
  waitingOf,
} from "./route-reports";
import { responsesSealed } from "./students-who-go-on";

/** An attempt to take in reports, and its results. */
interface Pass {
  readonly run: Run;
  readonly deliveries: Delivery[];
  /** What Google or the script threw, each with the reports that it kept out. */
  failures: { readonly error: unknown; readonly keptOut: readonly RoutedReport[] }[];
  /** Sealed reports that no one may read, with the run whose directory says so; null if the directory was not read. */
  unread: { readonly all: readonly UnreadableSealed[]; readonly run: Run } | null;
}

/**
 * Takes in reports: sealed ones into registers whose audience may read them, all others into the main register. Throws what Google throws
 * if a register cannot be read or written, and "report-not-taken-in" for a report that a mistake in this script kept out; but only after
 * all other reports are taken in, their messages are sent, and leads and admins are told about the reports that wait. Returns "busy" if
 * another run held the lock all the time: the responses are still in the Form, and a later run takes them in.
 */
export function takeInReports(run: Run, reports: readonly RoutedReport[]): "taken-in" | "busy" {
  const pass: Pass = { run, deliveries: [], failures: [], unread: null };
  const done = tellingIfItFails(
    () =>
      underLock(run, { lockWait: "work" }, () => {
        takeAll(pass, reports);
        if (pass.failures.length === 0) return;
        // A person may have moved rows, or Google may have failed for a moment. Messages of what was written the first time are sent too.
        pass.failures = [];
        takeAll(pass, reports);
      }),
    (error) => {
      // If this fails run after run, people are told about the reports that wait.
      const late = reports.filter((one) => isLate(run, one));
      const waiting = waitingOf(run, late, run.diagnosis.troubleOf(error));
      askPastRegister(run, "main", { waiting });
    },
  );
  if (done === null) {
    run.memory.again();
    const rollOver = run.memory.get("rollOver").now;
    if (rollOver === null || !isFrozen(rollOver)) return "busy";
    // A roll-over holds the lock for its last comparison, and reports wait that long. People are told at once if one of them reports
    // danger.
    const dangers = reports.filter(({ report }) => report.immediateDanger === "yes");
    const waiting = waitingOf(run, dangers, { kind: "refusal", code: "rolling-over" });
    askPastRegister(run, "main", { waiting });
    return "busy";
  }
  const { deliveries, failures, unread } = pass;
  if (unread !== null) {
    const looked = new Set(reports.map(({ response }) => response.id));
    tellOfUnreadableSealed(unread.run, unread.all, (id) => looked.has(id));
  }
  for (const delivery of deliveries) deliver(delivery);
  // The error that keeps out the most reports is thrown.
  const [failure] = [...failures].sort((a, b) => b.keptOut.length - a.keptOut.length);
  if (failure === undefined) return "taken-in";
  const waiting = failures.flatMap(({ error, keptOut }) =>
    waitingOf(run, keptOut, run.diagnosis.troubleOf(error)),
  );
  askPastRegister(run, "main", { waiting });
  const defect = defectCode(failure.error);
  throw defect === null ? failure.error : new AppError("report-not-taken-in", defect);
}

/**
 * Takes in all reports; those that are not sealed go into the main register. Must be called under the lock. Errors are collected in
 * `pass.failures`, except one that says that the register was replaced by a roll-over.
 */
function takeAll(pass: Pass, all: readonly RoutedReport[]): void {
  const failed = whyFailed(() => {
    const { run } = pass;
    const register = registerNamed(run, "main");
    const read = register.load([
      ...indexRequests,
      ...directoryRequests,
      // Needed to know how many first emails each recipient got lately.
      ...openOutboxRequests(run.memory),
    ]);
    const swept = run.memory.get("sweep").since;
    const there = responsesIn(read);
    const mayReturn = all.some(({ response: one }) => one.receivedAt < swept || there.has(one.id));
    const index = mayReturn ? mergeSnapshots(read, register.load(returningRequests)) : read;
    const looked = runAsRead(run, { register: "main", directory: directoryIn(index, run) });
    // A report that reached the main register stays there, even if its answers would be read differently today.
    const { responses: known } = intakeState(looked, index);
    const fresh = all.filter(({ response }) => !known.has(response.id));
    const open = fresh.filter((one) => !isSealedReport(one));
    // A report that was once sealed stays sealed, even if Google no longer gives the answer that made it so.
    const hasLate = open.some((one) => isLate(run, one));
    const sealedAlready = hasLate ? responsesSealed(looked) : new Set<string>();
    const others = hasLate ? heldBeside(looked, open) : new Set<string>();
    const isTaken = (id: string) => sealedAlready.has(id) || others.has(id);
    const taken = open.filter(({ response }) => !isTaken(response.id));
    if (taken.length > 0) {
      // The messages in the Outbox show which case each report belonged to.
      const outbox = { tab: "outbox", columns: ["message", "case"] } as const;
      const more = mayReturn || hasLate ? mergeSnapshots(index, register.load([outbox])) : index;
      const reportersLost = keepReporters(looked, taken);
      const returning = mayReturn || hasLate ? returningRequests : [];
      const reads = readsOf(looked, returning, { register, index: more });
      for (const [home, own] of byRegister(looked, taken)) {
        for (const [name, some] of placeReports(looked, home, own, reads.of)) {
          const here = runAsRead(looked, { register: name });
          takeOne(pass, here, () => reads.of(name), { taken: some, reportersLost });
          reads.forget(name);
        }
      }
    }
    const sealed = fresh.filter(isSealedReport);
    if (sealed.length === 0) return;
    const beside = readsOf(looked, [], { register, index });
    // The main register, or that of the school, never points back to a sealed case.
    const mainCaseOf = ({ report }: RoutedReport) =>
      attempt(
        looked,
        () => {
          const read = beside.of(registerOfSchool(looked.directory, report.school)).index;
          return caseIndexIn(read, looked.directory.settings).link(report).joins;
        },
        null,
      );
    const { places, unread } = sortSealed(looked, sealed, mainCaseOf, (one, error) =>
      pass.failures.push({ error, keptOut: [one] }),
    );
    for (const [{ name, register: file, snapshot }, own] of places) {
      const read = () => ({ register: file, index: snapshot });
      takeOne(pass, runAsRead(looked, { register: name }), read, { taken: own });
    }
    pass.unread = { all: unread, run: looked };
  });
  if (failed === null) return;
  if (isRolledOver(failed.error)) throw failed.error;
  pass.failures.push({ error: failed.error, keptOut: all });
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
    const files = sealedFiles(run);
    const place = files.placeOf(sealedRegisters, { involved: [], excluded: new Set() });
    // If no one may know the reporter at present, contacts still must not.
    const { register, snapshot } = files.read(place ?? "sealed");
    const known = new Set(rowsOf(snapshot, "reporters").map(({ key }) => key));
    const append = apart
      .filter(({ response }) => !known.has(response.id))
      .flatMap(({ response, report }) => reporterRows(response, report))
      .map((row) => ({ tab: "reporters" as const, row }));
    register.commit({ ...noChange, append }, snapshot);
  };
  const isKept = isDone(run, () => twice(keep));
  return new Set(isKept ? [] : apart.map(({ response }) => response.id));
}

/** Takes in the reports of one register. If that register is out of reach, reports of the others do not wait. */
function takeOne(
  { deliveries, failures }: Pass,
  run: Run,
  read: () => Pick<Intake, "register" | "index">,
  intake: Pick<Intake, "taken" | "reportersLost">,
): void {
  const failed = whyFailed(() => {
    const done = commitIntake(run, { ...intake, ...read() }, (one, error) => {
      failures.push({ error, keptOut: [one] });
    });
    deliveries.push(...done);
  });
  if (failed !== null) failures.push({ error: failed.error, keptOut: intake.taken });
}

/** The reports of one register that are taken in together. */
interface Intake {
  readonly taken: readonly Taken[];
  readonly register: Register;
  /** A read of `indexRequests`; if a report may have been in the register before, also of `returningRequests` and the Outbox. */
  readonly index: Snapshot;
  /** Ids of responses whose reporter could not be written into a sealed register; left out if there are none. */
  readonly reportersLost?: ReadonlySet<string>;
  /** For the reports of a case that is carried here: who the student is, and what decides them together. Left out for others. */
  readonly carried?: {
    readonly clues: StudentClues;
    decide(state: IntakeState, taken: readonly Taken[], run: Run): Change;
  };
}

/**
 * Decides the reports of the run's register and commits what they change. If a bug of ours keeps one from being decided, `fail` is called
 * for it, it stays in the Form, and the others do not wait; left out: what was thrown is thrown. Returns what there is to send; empty if nothing changes. Must be called under
 * the lock.
 */
export function commitIntake(
  before: Run,
  { register, taken, index, reportersLost = new Set(), carried }: Intake,
  fail: (one: RoutedReport, error: unknown) => void = (_one, error) => {
    throw error;
  },
): readonly Delivery[] {
  const { register: name } = before;
  const run = runInRegister(before, name, index);
  const known = intakeState(run, index);
  // The cases that these reports may join or match.
  const needed = taken.flatMap(({ response, report }) => {
    // If the row of its case is gone, the report opens another case, which may match more cases.
    if (known.responses.has(response.id) || hasCaseOf(known, response.id))
      return carried === undefined ? [] : (known.heldIn.get(response.id) ?? []);
    const link = known.index.link(carried?.clues ?? report);
    return [...link.sure, ...link.possibleMatches];
  });
  // A sealed register was already read whole.
  const load = !isSealedRegister(name) ? loadCases : loadCasesBeyond;
  const { snapshot, files: loaded } = load(register, index, [...new Set(needed)]);
  const files = new Map(loaded);
  const state: IntakeState = {
    ...{ ...known, files, reportersLost },
    lastGiven: highestReference(run, name),
    // What is carried was a real report when it came.
    drill: carried === undefined ? claimDrill(run, taken) : null,
  };
  let change = carried?.decide(state, taken, run) ?? noChange;
  for (const one of carried === undefined ? taken : []) {
    const failed = whyFailed(() => {
      change = joinChanges(change, decideReport(state, one, run));
    });
    if (failed !== null) fail(one, failed.error);
  }
  if (isNoChange(change)) return [];
  const rows = change.append.flatMap(({ tab, row }) => (tab === "reports" ? [row] : []));
  const beside = taken.flatMap((one) => {
    const [row] = rows.filter(({ response }) => response === one.response.id);
    const isTold = row === undefined || known.caseOf.has(one.response.id);
    if (isTold) return [];
    const told = change.messages.filter(({ id }) => id.startsWith(`${one.response.id} `));
    // Who is told of the case itself needs no second email.
    return messagesBeside({ ...before, now: run.now }, one, String(row["case"])).filter(
      ({ kind, to }) => kind === "desk-notice" || told.every((other) => other.to !== to),
    );
  });
  const isToLeads = ({ kind }: QueuedMessage) => kind === "desk-notice";
  const toOthers = beside.filter((one) => !isToLeads(one));
  change = joinChanges(change, { ...noChange, messages: toOthers });
  const excluded = new Set(taken.flatMap((one) => one.sealed?.excluded ?? []));
  const activity = keptOutLines(excluded, contentsOf(before, name, index).excluded, run.now);
  change = joinChanges(change, { ...noChange, activity });
  rememberWorkAt(run, name, "left");
  const written = commitSurely(run, register, snapshot, change);
  const references = change.append.flatMap(({ tab, row }) =>
    tab === "cases" ? String(row["case"]) : [],
  );
  const opened = references.flatMap((one) => files.get(one)?.row ?? []);
  if (isOfSchools(name)) addToIndex(run, name, opened);
  // Remembered now, in case the register goes out of reach before a clock run has seen them.
  const dangers = attempt(run, () => dangersOf(run, { files, snapshot: index }), {});
  rememberDangers(run, name, { ...keptDangers(run, name), ...dangers }, references);
  // Only some of the register's cases were read; another one may still wait for an answer.
  rememberOpenAsks(run, name, files.values(), "part");
  if (isSealedRegister(name)) rememberKeptOut(run, name, excluded);
  // Addresses by response id, passed on so that a run that sends at once need not look them up again. Only the lead may know them.
  const reporters = taken.flatMap(({ response, report }): [string, string][] => {
    const address = reporterAddressIn(run.directory.settings, report.reporterEmail);
    return address === null ? [] : [[response.id, address]];
  });
  const { messages } = change;
  return [
    { ...written, run, register, files, messages, reporters: new Map(reporters) },
    ...askLeads(before, beside.filter(isToLeads)),
  ];
}

/** Writes questions to leads into the register that they alone open: whoever opens a school's own would read there of another school's case. */
function askLeads(run: Run, messages: readonly QueuedMessage[]): readonly Delivery[] {
  if (messages.length === 0) return [];
  return attempt(run, () => {
    const { name, register, snapshot } = loadWhole(run, "sealed");
    rememberWorkAt(run, name, "left");
    const there = runInRegister(run, name, snapshot);
    return [commitForDelivery(there, { register, snapshot }, { ...noChange, messages })];
  }, []);
}

/**
 * Commits, and tries a second time if that fails. Google may answer with an error although it applied the batch, so the register is read
 * again before the second try (design 2.3).
 */
function commitSurely(run: Run, register: Register, snapshot: Snapshot, change: Change) {
  const committed = attempt(run, () => register.commit(change, snapshot));
  if (committed !== undefined) return committed;
  // What shows whether the batch was applied, and what sending the messages needs.
  const again = register.load([...indexRequests, { tab: "outbox", columns: "all" }]);
  const known = responsesIn(again);
  const cases = new Set(rowsOf(again, "cases").map(({ key }) => key));
  const applied = change.append.some(
    ({ tab, row }) =>
      (tab === "reports" && known.has(String(row["response"]))) ||
      // A report that came back may have had its row in Reports before, so its new case counts too.
      (tab === "cases" && cases.has(String(row["case"]))),
  );
  if (applied) return { snapshot: again, corrections: [] };
  // Leaves out filter views: one left over from a deleted case would make Google refuse the whole batch. The hourly look adds them.
  return register.commit({ ...change, views: [] }, mergeSnapshots(snapshot, again));
}
