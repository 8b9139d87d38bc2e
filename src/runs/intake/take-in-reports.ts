/** Takes Form responses into their registers. Under the lock: read, decide, one commit for each register. Then the messages are sent. */

import { isDone, note, orElse, tellingIfItFails, twice } from "../../attempt";
import { isForLeadAlone, reporterRows } from "../../case/assignment/reporter-identity";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { sealedRegisters } from "../../district/sealed-readers";
import { AppError, defectCode, isRolledOver, type Trouble } from "../../errors";
import { isFrozen } from "../../install/roll-over/roll-over";
import { type Delivery, deliver } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests } from "../../letters/outbox/outbox-rows";
import { underLock } from "../../lock";
import type { FormResponse, RegisterName } from "../../ports";
import { noChange } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { mergeSnapshots, type Snapshot } from "../../register/read/snapshot";
import { openRegister, type Register, registerNamed } from "../../register/register";
import { reportRegisterIds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import { minuteMs } from "../../time";
import { forgetUnreadableSealed } from "../outage/kept-dangers";
import { askPastRegister } from "../outage/outage";
import type { Waiting } from "../outage/outage-audience";
import { commitIntake, type Intake } from "./commit-intake";
import {
  indexRequests,
  reportersIn,
  responsesIn,
  responsesTakenIn,
  returningRequests,
  sweptUntil,
} from "./intake-state";
import { type RoutedReport, type Routes, waitingOf } from "./route-reports";
import { lookAtSealed, sortSealed, type TakenFor } from "./sealed-reports";
import { tellOfUnreadableSealed, type UnreadableSealed } from "./unreadable-sealed";

/** A report older than this (milliseconds) that the register lacks may have been in it before, and have lost its row. */
const lateMs = 10 * minuteMs;

/** Whether a report is so old that an earlier run may have taken it in, also under another route: its answers could still be read then. */
const isLateIn =
  ({ clock }: Run) =>
  ({ response }: RoutedReport): boolean =>
    clock.now() - response.receivedAt > lateMs;

/**
 * Ids of the responses that those of these registers have which can be read. One call for each. A response that one has needs no one's
 * attention while another one is out of reach.
 */
export function responsesHeld(run: Run, names: readonly RegisterName[]): ReadonlySet<string> {
  const ids = reportRegisterIds(run.memory);
  const wanted: TabRequest = { tab: "reports", columns: ["response"] };
  const heldBy = (name: RegisterName) =>
    orElse<Iterable<string>>(
      () => responsesIn(openRegister(run, ids[name], []).load([wanted])),
      (error) => {
        if (isRolledOver(error)) throw error;
        note(run, error);
        return [];
      },
    );
  return new Set(names.flatMap((name) => [...heldBy(name)]));
}

/** One pass over the routes, and what comes of it. */
interface Pass {
  readonly run: Run;
  readonly routes: Routes;
  readonly deliveries: Delivery[];
  /** What Google or the script threw, and the reports that this kept out. */
  readonly failures: { readonly error: unknown; readonly waiting: readonly Waiting[] }[];
  /** Sealed reports that no one can read, with the run of the directory that says so; null where the directory was not read. */
  unread: { readonly all: readonly UnreadableSealed[]; readonly run: Run } | null;
}

/** Notes that an error kept these reports out. `thrown`: what the run is to throw for it. */
function noteFailure(
  { run, routes, failures }: Pass,
  reports: readonly RoutedReport[],
  error: unknown,
  thrown: unknown = error,
): void {
  const trouble = run.diagnosis.troubleOf(error);
  const kept = new Set(reports.map(({ response }) => response.id));
  const waiting = waitingOf(run, routes, trouble, ({ id }) => kept.has(id));
  failures.push({ error: thrown, waiting });
}

/** Takes in the reports of one register. */
function takeOne(pass: Pass, run: Run, intake: Intake): void {
  const take = () => {
    const { delivery, undecided } = commitIntake(run, intake);
    if (delivery !== null) pass.deliveries.push(delivery);
    for (const { taken: one, error } of undecided) {
      const defect = defectCode(error);
      const thrown = defect === null ? error : new AppError("report-not-taken-in", defect);
      noteFailure(pass, [one], error, thrown);
    }
  };
  // A register that is out of reach keeps no report of another register waiting.
  orElse(take, (error) => noteFailure(pass, intake.taken, error));
}

/** The register into which reports go that are not sealed, as read. */
interface MainRead {
  /** As of the read. */
  readonly run: Run;
  readonly register: Register;
  readonly index: Snapshot;
  /** See `Intake`. */
  readonly until: number | null;
}

/**
 * Keeps reporters apart (design 2.3): writes who sent these reports of the main register, each once, into the sealed register whose audience
 * may know, before the reports themselves are written. Returns the ids of the responses whose reporter could not be written: their
 * reports are taken in all the same, and who sent them stands in the Form alone. Call it under the lock.
 */
function keepReporters(run: Run, taken: readonly RoutedReport[]): ReadonlySet<string> {
  const apart = taken.filter(({ report }) => isForLeadAlone(report));
  if (apart.length === 0) return new Set();
  // Google may fail, or may have written and lost the answer. The second reading shows which.
  const keep = () => {
    const files = lookAtSealed(run);
    const place = files.placeOf(sealedRegisters, { involved: null, excluded: new Set() });
    // Where no one is left to know, it is kept from the contacts all the same.
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

/** Takes in reports that are not sealed, but for those that a sealed register has already. */
function takeUnsealed(pass: Pass, main: MainRead, reports: readonly RoutedReport[]): void {
  const { run, register, index, until } = main;
  // A report that was sealed once stays sealed, also where Google no longer gives the answer that made it so.
  const isLooked = reports.some(isLateIn(run));
  const sealedAlready = isLooked ? responsesHeld(run, sealedRegisters) : new Set<string>();
  const own = reports.filter(({ response }) => !sealedAlready.has(response.id));
  if (own.length === 0) return;
  // The messages in Outbox tell which case each report belonged to.
  const messages = () => register.load([{ tab: "outbox", columns: ["message", "case"] }]);
  const mayBelong = until !== null || own.some(isLateIn(run));
  takeOne(pass, run, {
    taken: own,
    register,
    index: mayBelong ? mergeSnapshots(index, messages()) : index,
    until,
    reportersLost: keepReporters(run, own),
  });
}

/** Takes sealed reports into the registers whose audience they may have. */
function takeSealed(pass: Pass, { run, index }: MainRead, sealed: readonly TakenFor[]): void {
  const sorted = sortSealed(run, sealed, index, isLateIn(run));
  for (const { taken: one, error } of sorted.failed) noteFailure(pass, [one], error);
  for (const { file, taken } of sorted.files) {
    const { name, register, snapshot } = file;
    const until = sweptUntil(run);
    takeOne(pass, lookAt(run, { register: name }), { taken, register, index: snapshot, until });
  }
  pass.unread = { all: sorted.unread, run };
}

/**
 * Takes in all routes; reports that are not sealed go into the main register. Call it under the lock. What is thrown is among the failures,
 * but for that of a roll-over.
 */
function takeAll(run: Run, routes: Routes): Pass {
  const pass: Pass = { run, routes, deliveries: [], failures: [], unread: null };
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
    const mayReturn = [...routes.values()]
      .flat()
      .some(({ response: { id, receivedAt } }) => receivedAt < swept || there.has(id));
    const until = mayReturn ? swept : null;
    const index = mayReturn ? mergeSnapshots(read, register.load(returningRequests)) : read;
    const directory = directoryIn(index, run.clock);
    const looked = lookAt(run, { register: "main", directory });
    const main: MainRead = { run: looked, register, index, until };
    const known = responsesTakenIn(index, directory, until);
    const sealed: TakenFor[] = [];
    for (const [route, all] of routes) {
      // A report that reached the main register stays there, also if its answers read otherwise today.
      const reports = all.filter(({ response }) => !known.has(response.id));
      if (reports.length === 0) continue;
      if (route === "main") takeUnsealed(pass, main, reports);
      else sealed.push(...reports.map((one) => ({ ...one, involved: route })));
    }
    if (sealed.length > 0) takeSealed(pass, main, sealed);
  };
  orElse(take, (error) => {
    if (isRolledOver(error)) throw error;
    noteFailure(pass, [...routes.values()].flat(), error);
  });
  return pass;
}

/** Reports wait in the Form while a roll-over holds the lock for its last comparison: people are told at once of a danger among them. */
function tellWhileFrozen(run: Run, routes: Routes): void {
  run.memory.again();
  const state = run.memory.get("rollOver").now;
  if (state === null || !isFrozen(state)) return;
  const trouble: Trouble = { kind: "refusal", code: "rolling-over" };
  const waiting = waitingOf(run, routes, trouble, () => true).filter(({ isDanger }) => isDanger);
  askPastRegister(run, "main", { waiting });
}

/** Takes in all routes, and what failed once more: a person moved rows, or Google failed for a moment. Not the whole again: what was written is delivered too. */
function takeAllTwice(run: Run, routes: Routes): Pass {
  const pass = takeAll(run, routes);
  const waits = pass.failures.filter(({ waiting }) => waiting.length > 0);
  if (waits.length === 0) return pass;
  const next = takeAll(run, routes);
  return {
    ...pass,
    deliveries: [...pass.deliveries, ...next.deliveries],
    failures: [...pass.failures.filter((one) => !waits.includes(one)), ...next.failures],
    unread: next.unread ?? pass.unread,
  };
}

/**
 * Takes reports in: sealed ones into the registers whose audience they may have, all others into the main register. Throws what Google
 * throws when a register cannot be read or written, and "report-not-taken-in" for a report that could not be decided on; but only after all
 * other reports are taken in, their messages are sent, and leads and admins are told of the reports that wait. "busy": another run held the
 * lock all the time. The responses are still in the Form, and a later run takes them in.
 */
export function takeInReports(run: Run, routes: Routes): "taken-in" | "busy" {
  // Where the work fails again and again, people are told of the reports that wait.
  const tell = (error: unknown) => {
    const before = run.clock.now() - lateMs;
    const isLate = ({ receivedAt }: FormResponse) => receivedAt < before;
    askPastRegister(run, "main", {
      waiting: waitingOf(run, routes, run.diagnosis.troubleOf(error), isLate),
    });
  };
  const take = () => underLock(run, { lockWait: "work" }, () => takeAllTwice(run, routes));
  const done = tellingIfItFails(take, tell);
  if (done === null) {
    tellWhileFrozen(run, routes);
    return "busy";
  }
  const { deliveries, failures, unread } = done.value;
  if (unread !== null) {
    const waits = new Set(unread.all.map(({ id }) => id));
    const looked = new Set([...routes.values()].flat().map(({ response }) => response.id));
    forgetUnreadableSealed(run, (id) => looked.has(id) && !waits.has(id));
    tellOfUnreadableSealed(run, unread.all, unread.run.directory);
  }
  for (const delivery of deliveries) deliver(delivery);
  // Thrown first: what keeps most reports out.
  const [failure] = [...failures].sort((a, b) => b.waiting.length - a.waiting.length);
  if (failure !== undefined) {
    const waiting = failures.flatMap((one) => one.waiting);
    askPastRegister(run, "main", { waiting });
    throw failure.error;
  }
  return "taken-in";
}
