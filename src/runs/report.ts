/** Takes Form responses into their registers: read, decide, one commit, under the lock; then the messages are sent. */

import { isAsking } from "../case/danger";
import { lastGiven, rememberGiven } from "../case/given";
import { type LoadedCases, loadCases } from "../case/load";
import type { Directory } from "../district/district";
import { isBarred, readerOf } from "../district/find";
import { directoryIn, directoryRequests } from "../district/load";
import { AppError, defectCode, isDefect } from "../errors";
import { type Delivery, deliver } from "../outbox/deliver";
import type { FormResponse, Workspace } from "../ports";
import { lockWaits } from "../ports";
import { type Change, folded, isEmpty, noChange, together } from "../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../register/read";
import { type CommitResult, openRegister, type Register } from "../register/register";
import { reportRegisterIds } from "../register/which";
import { decide, type IntakeContext } from "./decide";
import { type IntakeState, indexRequests, intakeState, responsesIn } from "./known";
import { tellWaiting, type Waiting } from "./outage";
import { type Route, routed, type Taken, waitingOf, waitingOn } from "./routes";
import { rememberDanger } from "./sealed-danger";

/** The cases that these reports may join or match, going by what is in the register and by each other. */
function casesNeeded(state: IntakeState, taken: readonly Taken[]): readonly string[] {
  const needed = new Set<string>();
  for (const { response, report } of taken) {
    if (state.responses.has(response.id) || state.caseOf.has(response.id)) continue;
    const link = state.index.link(report);
    if (link.kind === "join") for (const one of [link.case, ...link.others]) needed.add(one);
    else for (const one of [...link.possibleMatches, ...link.earlierCases]) needed.add(one);
  }
  return [...needed];
}

/** A report that could not be decided on: it stays in the Form. */
interface Undecided {
  readonly taken: Taken;
  readonly error: unknown;
}

/** One report that cannot be decided on (a mistake of ours) does not keep the others waiting. */
function decideAll(
  state: IntakeState,
  taken: readonly Taken[],
  context: IntakeContext,
): { readonly change: Change; readonly undecided: readonly Undecided[] } {
  let change = noChange;
  const undecided: Undecided[] = [];
  for (const one of taken) {
    try {
      change = together(change, decide(state, one.response, one.report, context));
    } catch (error) {
      undecided.push({ taken: one, error });
    }
  }
  return { change: folded(change), undecided };
}

/** Takes note of what went wrong without keeping a report out. */
type Note = (error: unknown) => void;

/**
 * Commits; where Google answers with an error, the batch may have been applied all the same, so the register is read
 * again before the one retry (design 2.3). Null when it was applied and its answer lost, or could not be understood.
 */
function commitSurely(
  register: Register,
  change: Change,
  snapshot: Snapshot,
  reload: () => Snapshot,
  note: Note,
): CommitResult | null {
  try {
    return register.commit(change, snapshot);
  } catch (error) {
    note(error);
    const again = reload();
    const known = responsesIn(again);
    const applied = change.append.some(
      ({ tab, row }) => tab === "reports" && known.has(String(row["response"])),
    );
    // Without filter views: one left over from a deleted case would refuse the whole batch. The hourly look adds them.
    return applied
      ? null
      : register.commit({ ...change, views: [] }, mergeSnapshots(snapshot, again));
  }
}

/** A response that is so old and not in the register may have been there before. */
const late = 10 * 60_000;

/** For those, what was queued is read along: it tells which case each was part of. */
function withMessages(register: Register, index: Snapshot, isLate: boolean): Snapshot {
  if (!isLate) return index;
  return mergeSnapshots(index, register.load([{ tab: "outbox", columns: ["message", "case"] }]));
}

interface Intake {
  readonly taken: readonly Taken[];
  readonly route: Route;
  readonly register: Register;
  readonly directory: Directory;
  readonly index: Snapshot;
}

interface Committed {
  readonly delivery: Delivery | null;
  readonly undecided: readonly Undecided[];
}

function commitIntake(workspace: Workspace, intake: Intake, note: Note): Committed {
  const { register, directory, taken, route } = intake;
  const { clock } = workspace;
  const known = intakeState(intake.index, directory);
  const loaded: LoadedCases = loadCases(register, intake.index, casesNeeded(known, taken));
  const state: IntakeState = { ...known, files: new Map(loaded.files) };
  const context: IntakeContext = {
    register: route,
    directory,
    now: clock.now(),
    zone: clock,
    runningAs: workspace.identity.runningAs(),
    lastGiven: lastGiven(workspace, route),
  };
  const { change, undecided } = decideAll(state, taken, context);
  if (isEmpty(change)) return { delivery: null, undecided };
  const reload = () => register.load([...indexRequests, { tab: "outbox", columns: "all" }]);
  const result = commitSurely(register, change, loaded.snapshot, reload, note);
  rememberGiven(
    workspace,
    route,
    change.append.flatMap(({ tab, row }) => (tab === "cases" ? String(row["case"]) : [])),
  );
  // Only ever begun here: another case of the register may still be asked about.
  if (route !== "main" && [...state.files.values()].some(isAsking)) {
    rememberDanger(workspace, route, state.files.values());
  }
  const snapshot = result?.snapshot ?? reload();
  const delivery: Delivery = {
    register,
    snapshot,
    directory,
    files: state.files,
    messages: change.messages,
    corrections: result?.corrections ?? [],
  };
  return { delivery, undecided };
}

/** The reader of a sealed register may open it from the moment that it holds something for them, and nobody else. */
function letReaderIn(workspace: Workspace, intake: Intake, note: Note): void {
  const reader = readerOf(intake.route, intake.directory, null)?.email;
  if (reader === undefined || !mayOpen(intake.directory, reader)) return;
  try {
    // A register without a case has let nobody in.
    const isFirst = rowsOf(intake.index, "cases").length === 0;
    if (isFirst || !workspace.access.editors(intake.register.id).includes(reader)) {
      workspace.access.add(intake.register.id, reader);
    }
  } catch (error) {
    // The report and its message matter more; access is tried again by the tick.
    note(error);
  }
}

function mayOpen(directory: Directory, address: string): boolean {
  return directory.people.some((person) => person.email === address && person.mayOpen);
}

interface Failure {
  /** What Google or we threw. */
  readonly error: unknown;
  /** Reports that it kept out: none where it is a mistake of ours that all the same kept nothing out. */
  readonly waiting: readonly Waiting[];
}

/** What is thrown for a report that could not be decided on. */
function undecidedError(error: unknown): unknown {
  const defect = defectCode(error);
  return defect === null ? error : new AppError("report-not-taken-in", defect);
}

interface Pass {
  readonly deliveries: readonly Delivery[];
  readonly failures: readonly Failure[];
}

/** Takes in, under the lock, what the registers do not know yet. Never throws. */
function takeAll(
  workspace: Workspace,
  ids: ReturnType<typeof reportRegisterIds>,
  routes: ReadonlyMap<Route, readonly Taken[]>,
): Pass {
  const deliveries: Delivery[] = [];
  const failures: Failure[] = [];
  const note: Note = (error) => {
    if (isDefect(error)) failures.push({ error, waiting: [] });
  };
  try {
    const main = openRegister(workspace, ids.main);
    const index = main.load([...indexRequests, ...directoryRequests]);
    const directory = directoryIn(index, workspace.clock);
    const known = responsesIn(index);
    for (const [route, all] of routes) {
      // A response that reached the main register stays there, also if its answers read otherwise today.
      const taken = all.filter(({ response }) => !known.has(response.id));
      // Another account takes those in; until then they are in the Form.
      if (isBarred(route, directory, workspace.identity.runningAs())) continue;
      if (taken.length === 0) continue;
      try {
        const register = route === "main" ? main : openRegister(workspace, ids[route]);
        const intake: Intake = {
          taken,
          route,
          register,
          directory,
          index: withMessages(
            register,
            route === "main" ? index : register.load(indexRequests),
            taken.some(({ response }) => workspace.clock.now() - response.receivedAt > late),
          ),
        };
        if (route !== "main") letReaderIn(workspace, intake, note);
        const { delivery, undecided } = commitIntake(workspace, intake, note);
        if (delivery !== null) deliveries.push(delivery);
        for (const { taken: one, error } of undecided) {
          failures.push({ error: undecidedError(error), waiting: waitingOn(route, [one], error) });
        }
      } catch (error) {
        // A register that cannot be reached does not keep the others' reports waiting.
        failures.push({ error, waiting: waitingOn(route, taken, error) });
      }
    }
  } catch (error) {
    const waiting = [...routes].flatMap(([route, taken]) => waitingOn(route, taken, error));
    failures.push({ error, waiting });
  }
  return { deliveries, failures };
}

/** Null where the lock was not to be had in time. Where it fails again and again, people are told of those that wait. */
function lockedOrTold(workspace: Workspace, responses: readonly FormResponse[], work: () => Pass) {
  try {
    return workspace.lock.during(lockWaits.work, work);
  } catch (error) {
    const before = workspace.clock.now() - late;
    const old = responses.filter(({ receivedAt }) => receivedAt < before);
    tellWaiting(workspace, waitingOf(old, workspace, error));
    throw error;
  }
}

/** "busy" when another run held the lock all the time: the responses are still in the Form, and a later tick takes them in. */
export type TakeInOutcome = "taken-in" | "busy";

/**
 * Takes in responses that may or may not be known already. Throws what Google throws when a register cannot be read or
 * written, "report-not-taken-in" for a report that could not be decided on, and mistakes of ours that kept nothing out;
 * but only after all the others are taken in and told of, and leads and admins know of those that wait.
 */
export function takeIn(workspace: Workspace, responses: readonly FormResponse[]): TakeInOutcome {
  const ids = reportRegisterIds(workspace.memory);
  const routes = routed(responses, workspace);
  const underLock = (): Pass => {
    const first = takeAll(workspace, ids, routes);
    const passing = first.failures.filter(({ waiting }) => waiting.length === 0);
    if (passing.length === first.failures.length) return first;
    // A person moved rows between two reads, or Google failed for a moment: once more, from the beginning.
    const second = takeAll(workspace, ids, routes);
    return {
      deliveries: [...first.deliveries, ...second.deliveries],
      failures: [...passing, ...second.failures],
    };
  };
  const done = lockedOrTold(workspace, responses, underLock);
  if (done === null) return "busy";
  const { deliveries, failures } = done.value;
  // A message that we cannot write keeps no other from being sent.
  const unsent = deliveries.flatMap((delivery): Failure[] => {
    try {
      deliver(workspace, delivery);
      return [];
    } catch (error) {
      return [{ error, waiting: [] }];
    }
  });
  // What keeps a report out is told first.
  const [failure] = [...failures, ...unsent].sort((a, b) => b.waiting.length - a.waiting.length);
  if (failure !== undefined) {
    tellWaiting(
      workspace,
      failures.flatMap(({ waiting }) => waiting),
    );
    throw failure.error;
  }
  return "taken-in";
}
