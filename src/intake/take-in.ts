/** Takes Form responses into their registers: read, decide, one commit, under the lock; then the messages are sent. */
import { AppError } from "../app-error";
import { type LoadedCases, loadCases } from "../casework/load-cases";
import { type Delivery, deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { currentPack } from "../protocol/packs";
import { type Change, isEmpty, noChange, together } from "../register/change";
import { folded } from "../register/fold-change";
import { mergeSnapshots } from "../register/merge-snapshots";
import { type CommitResult, openRegister, type Register } from "../register/register";
import type { Snapshot } from "../register/snapshot";
import { type ReportRegister, reportRegisterIds } from "../upkeep/report-registers";
import type { Workspace } from "../workspace";
import { decide, type IntakeContext, type IntakeState } from "./decide";
import {
  directoryIn,
  directoryRequests,
  indexRequests,
  intakeState,
  responsesIn,
} from "./intake-state";
import { readReport } from "./read-response";
import type { FormResponse, Report } from "./report";
import { readerOf, registerOf } from "./route";

/** How long a run waits for another to finish; the next tick takes in what this one leaves. */
const lockWaitMilliseconds = 30_000;

type Route = ReportRegister;

interface Taken {
  readonly response: FormResponse;
  readonly report: Report;
}

/** Responses by the register they go to. */
function routed(responses: readonly FormResponse[], workspace: Workspace): Map<Route, Taken[]> {
  const routes = new Map<Route, Taken[]>();
  for (const response of responses) {
    const report = readReport(response, workspace.clock);
    const route = registerOf(report);
    const list = routes.get(route);
    if (list === undefined) routes.set(route, [{ response, report }]);
    else list.push({ response, report });
  }
  return routes;
}

/** The cases that these reports may join or match, going by what is in the register and by each other. */
function casesNeeded(state: IntakeState, taken: readonly Taken[]): readonly string[] {
  const needed = new Set<string>();
  for (const { response, report } of taken) {
    if (state.responses.has(response.id)) continue;
    const link = state.index.link(report);
    if (link.kind === "join") needed.add(link.case);
    else for (const match of link.possibleMatches) needed.add(match);
  }
  return [...needed];
}

/** One report that cannot be decided on (a mistake of ours) does not keep the others waiting. */
function decideAll(
  state: IntakeState,
  taken: readonly Taken[],
  context: IntakeContext,
): { readonly change: Change; readonly isWhole: boolean } {
  let change = noChange;
  let isWhole = true;
  for (const { response, report } of taken) {
    try {
      change = together(change, decide(state, response, report, context));
    } catch {
      isWhole = false;
    }
  }
  return { change: folded(change), isWhole };
}

/**
 * Commits; where Google answers with an error, the batch may have been applied all the same, so the register is read
 * again before the one retry (design 2.3). Null when it was applied and its answer lost.
 */
function commitSurely(
  register: Register,
  change: Change,
  snapshot: Snapshot,
  reload: () => Snapshot,
): CommitResult | null {
  try {
    return register.commit(change, snapshot);
  } catch {
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

interface Intake {
  readonly taken: readonly Taken[];
  readonly route: Route;
  readonly register: Register;
  readonly directory: Directory;
  readonly index: Snapshot;
}

interface Committed {
  readonly delivery: Delivery | null;
  /** False where a report could not be decided on: it stays in the Form. */
  readonly isWhole: boolean;
}

function commitIntake(workspace: Workspace, intake: Intake): Committed {
  const { register, directory, taken, route } = intake;
  const { clock } = workspace;
  const first = intakeState(intake.index, directory);
  const loaded: LoadedCases = loadCases(register, intake.index, casesNeeded(first, taken));
  const state = intakeState(loaded.snapshot, directory, loaded.files);
  const context: IntakeContext = {
    register: route,
    pack: currentPack,
    directory,
    now: clock.now(),
    zone: clock,
    runningAs: workspace.identity.runningAs(),
  };
  const { change, isWhole } = decideAll(state, taken, context);
  if (isEmpty(change)) return { delivery: null, isWhole };
  const result = commitSurely(register, change, loaded.snapshot, () =>
    register.load([...indexRequests, { tab: "outbox", columns: "all" }]),
  );
  const snapshot =
    result?.snapshot ?? register.load([...indexRequests, { tab: "outbox", columns: "all" }]);
  const delivery: Delivery = {
    register,
    snapshot,
    directory,
    files: state.files,
    messages: change.messages,
    corrections: result?.corrections ?? [],
  };
  return { delivery, isWhole };
}

/** The reader of a sealed register may open it from the moment that it holds something for them, and nobody else. */
function letReaderIn(workspace: Workspace, intake: Intake): void {
  const reader = readerOf(intake.route, intake.directory, null)?.email;
  if (reader === undefined || !mayOpen(intake.directory, reader)) return;
  try {
    if (!workspace.access.editors(intake.register.id).includes(reader)) {
      workspace.access.add(intake.register.id, reader);
    }
  } catch {
    // The report and its message matter more; access is tried again by the tick.
  }
}

function mayOpen(directory: Directory, address: string): boolean {
  return directory.people.some((person) => person.email === address && person.mayOpen);
}

interface Pass {
  readonly deliveries: readonly Delivery[];
  /** What Google or we threw; the reports that it hit are not taken in. */
  readonly failures: readonly unknown[];
}

/** Takes in, under the lock, what the registers do not know yet. Never throws. */
function takeAll(
  workspace: Workspace,
  ids: ReturnType<typeof reportRegisterIds>,
  routes: ReadonlyMap<Route, readonly Taken[]>,
): Pass {
  const deliveries: Delivery[] = [];
  const failures: unknown[] = [];
  try {
    const main = openRegister(workspace, ids.main);
    const index = main.load([...indexRequests, ...directoryRequests]);
    const directory = directoryIn(index, workspace.clock);
    const known = responsesIn(index);
    for (const [route, all] of routes) {
      // A response that reached the main register stays there, also if its answers read otherwise today.
      const taken = all.filter(({ response }) => !known.has(response.id));
      if (taken.length === 0) continue;
      try {
        const register = route === "main" ? main : openRegister(workspace, ids[route]);
        const intake: Intake = {
          taken,
          route,
          register,
          directory,
          index: route === "main" ? index : register.load(indexRequests),
        };
        if (route !== "main") letReaderIn(workspace, intake);
        const { delivery, isWhole } = commitIntake(workspace, intake);
        if (delivery !== null) deliveries.push(delivery);
        if (!isWhole) failures.push(new AppError("report-not-taken-in"));
      } catch (error) {
        // A register that cannot be reached does not keep the others' reports waiting.
        failures.push(error);
      }
    }
  } catch (error) {
    failures.push(error);
  }
  return { deliveries, failures };
}

/** "busy" when another run held the lock all the time: the responses are still in the Form, and a later tick takes them in. */
export type TakeInOutcome = "taken-in" | "busy";

/**
 * Takes in responses that may or may not be known already. Throws what Google throws when a register cannot be read or
 * written, and "report-not-taken-in" for a report that could not be decided on; but only after all the others are taken in
 * and told of.
 */
export function takeIn(workspace: Workspace, responses: readonly FormResponse[]): TakeInOutcome {
  const ids = reportRegisterIds(workspace.memory);
  const routes = routed(responses, workspace);
  const done = workspace.lock.during(lockWaitMilliseconds, (): Pass => {
    const first = takeAll(workspace, ids, routes);
    if (first.failures.length === 0) return first;
    // A person moved rows between two reads, or Google failed for a moment: once more, from the beginning.
    const second = takeAll(workspace, ids, routes);
    return { ...second, deliveries: [...first.deliveries, ...second.deliveries] };
  });
  if (done === null) return "busy";
  const { deliveries, failures } = done.value;
  for (const delivery of deliveries) deliver(workspace, delivery);
  if (failures.length > 0) throw failures[0];
  return "taken-in";
}
