/** Plays an operation once without faults, then with one or two faults at its calls to Google, and reports how the end differs. */
import { holdLockFromOutside, type LocalWorkspace, setMailAllowance } from "../../workspace/index";
import type { Chosen, Operation } from "./operations";
import {
  admin,
  firstOfEach,
  type HeardCall,
  isWrite,
  listen,
  minute,
  type Point,
  settle,
  tick,
} from "./stage";
import {
  butForNobodysTick,
  mailDifferences,
  rowDifferences,
  type State,
  stateOf,
  usualAllowance,
} from "./state";

/**
 * What goes wrong at the call: it fails before or after it acts, or the run stops there. "unread": the batch was applied, but reading
 * back its result was refused with an error that a range is wrong.
 */
type Fault = "before" | "after" | "stop" | "unread";

const kinds = ["before", "after", "stop"] as const;
const refusedRange = "Unable to parse range: Cases!A3:A";
const write = "Sheets.Spreadsheets.batchUpdate";

const faultsAt = ({ path }: HeardCall): readonly Fault[] =>
  path === write ? [...kinds, "unread"] : kinds;

export function arm(workspace: LocalWorkspace, { path, nth }: HeardCall, fault: Fault): void {
  const how =
    fault === "unread" ? { when: "after" as const, error: refusedRange } : { when: fault };
  workspace.fault({ call: path, nth, ...how });
}

/** A call at which a fault happened, with all calls of the day up to and including it. */
interface Hit {
  readonly call: HeardCall;
  readonly fault: Fault;
  readonly calls: readonly HeardCall[];
}

/** How many emails may arrive twice: those sent before the run could mark them as sent, or whose own send failed after it had acted. */
function mayComeTwice({ call: hit, fault, calls }: Hit): number {
  const sentBefore = calls
    .slice(0, calls.indexOf(hit))
    .filter(({ path, runId }) => path === "MailApp.sendEmail" && runId === hit.runId).length;
  const isSend = hit.path === "MailApp.sendEmail";
  if (isSend && fault === "after") return 1;
  // If a send fails, or a mark fails after it acted, the emails sent before are marked as sent and do not come twice.
  if (fault === "stop") return sentBefore;
  return fault === "before" && !isSend && hit.path === write ? sentBefore : 0;
}

/**
 * Whether the run lost the name of the person who typed. It does if it was stopped or failed before it reached the register; a run whose
 * Sheets call fails tries again.
 */
const losesEditor = ({ call, fault }: Hit) => fault === "stop" || !call.path.startsWith("Sheets.");

/** Matches emails that say a report is still waiting in the Form. */
const waits = /\| (DRILL: )?Student safety report: action needed \|/;

/** The errors that the local Workspace raised for a reason of its own, not because the test stopped a run. */
const refusedIn = (errors: readonly string[]): readonly string[] =>
  errors.filter((error) => /local Workspace: (?!.*stopped)/.test(error));

/** How the end of a day with these faults differs from the same day without them. */
function differences(known: State, state: State, hits: readonly Hit[]): readonly string[] {
  // The system recovers from one fault before anyone needs to know. After two, a run may have sent an email that a report is waiting.
  const found: State = {
    rows: state.rows,
    mails: state.mails.filter((mail) => hits.length < 2 || !waits.test(mail)),
  };
  const isEditorLost = hits.length > 1 || hits.some(losesEditor);
  const { lost, twice, wrong } = mailDifferences(known, found, hits.length);
  const mayBeTwice = hits.reduce((sum, hit) => sum + mayComeTwice(hit), 0);
  return [
    ...rowDifferences(known, found, { ...usualAllowance, isEditorLost }),
    ...lost.map((mail) => `not sent: ${mail}`),
    ...(isEditorLost ? butForNobodysTick(wrong) : wrong).map(
      (mail) => `sent without need: ${mail}`,
    ),
    ...(twice.length > mayBeTwice ? twice.map((mail) => `sent twice: ${mail}`) : []),
  ];
}

/** The Workspace just before an operation, and the end of the day if nothing fails. */
function undisturbed(dist: string, operation: Operation) {
  const workspace = operation.prepare(dist);
  const before = workspace.store.snapshot();
  const heard = listen(workspace);
  operation.act(workspace);
  heard.stop();
  settle(workspace);
  return { workspace, before, calls: heard.calls, known: stateOf(workspace) };
}

type Day = ReturnType<typeof undisturbed>;
type Armed = Omit<Hit, "calls">;

const isSame =
  ({ path, nth }: HeardCall) =>
  (one: HeardCall) =>
    one.path === path && one.nth === nth;

/** Plays the operation with these faults, then `after`. Returns all calls made. */
function heardWith(
  { workspace, before }: Day,
  operation: Operation,
  faults: readonly Armed[],
  after: () => void,
): readonly HeardCall[] {
  workspace.store.restore(before);
  workspace.disarm();
  for (const { call, fault } of faults) arm(workspace, call, fault);
  const heard = listen(workspace);
  operation.act(workspace);
  after();
  heard.stop();
  workspace.disarm();
  return heard.calls;
}

/** What is wrong in the end if the operation meets these faults. */
function faulted(day: Day, operation: Operation, faults: readonly Armed[]): readonly string[] {
  const { workspace, known } = day;
  const errors = workspace.errors.length;
  const calls = heardWith(day, operation, faults, () => settle(workspace));
  const hits = faults.flatMap(({ call, fault }): readonly Hit[] => {
    const hit = calls.find(isSame(call));
    return hit === undefined ? [] : [{ call: hit, fault, calls }];
  });
  return [
    ...(hits.length === faults.length ? [] : ["a call was not made"]),
    ...refusedIn(workspace.errors.slice(errors).map(({ error }) => error)),
    ...differences(known, stateOf(workspace), hits),
  ];
}

/** One point for each call of an operation and each kind of fault. */
export function crashPoints(dist: string, operation: Operation): readonly Point[] {
  const day = undisturbed(dist, operation);
  return day.calls.flatMap((call, index) =>
    faultsAt(call).map((fault) => ({
      name: `${operation.name} · ${index + 1} ${call.countedAs} · ${fault}`,
      play: () => faulted(day, operation, [{ call, fault }]),
    })),
  );
}

/** The calls worth a fault: every call that writes (commit, mark as sent, email, lock, property), and every call to a register. */
const matters = (call: HeardCall) => isWrite(call) || call.path.startsWith("Sheets.");

/** The second fault comes at most this many calls after the first, which reaches into the run that recovers. */
const furthest = 12;

/**
 * Points with two faults: the second comes a set number of calls after the first, in the same run or in the one that recovers. Only the
 * calls of `matters` are counted.
 */
export function doubleFaults(dist: string, operation: Operation): readonly Point[] {
  const day = undisturbed(dist, operation);
  const { workspace } = day;
  const gaps = Array.from({ length: furthest }, (_, at) => at + 1);
  return firstOfEach(day.calls.filter(matters)).flatMap((call) =>
    kinds.flatMap((fault) =>
      gaps.flatMap((gap) =>
        kinds.map(
          (other): Point => ({
            name: `${operation.name} · ${call.countedAs} · ${fault}, and ${gap} calls later · ${other}`,
            play() {
              const first = { call, fault };
              const heard = heardWith(day, operation, [first], () => workspace.advance(2 * tick));
              const later = heard.slice(heard.findIndex(isSame(call)) + 1).filter(matters);
              const second = later[gap - 1];
              // If fewer calls than that follow, there is only one fault.
              const faults = second === undefined ? [] : [{ call: second, fault: other }];
              return faulted(day, operation, [first, ...faults]);
            },
          }),
        ),
      ),
    ),
  );
}

/** The day's emails are used up, and someone else holds the lock until the next tick. */
export function withoutMailAndLock(dist: string, operation: Operation): Point {
  return {
    name: `${operation.name} · no mail left and the lock taken`,
    play() {
      const { workspace, before, known } = undisturbed(dist, operation);
      const { store } = workspace;
      store.restore(before);
      setMailAllowance(store, admin, 0);
      holdLockFromOutside(store, workspace.clock.now + tick);
      const heard = listen(workspace);
      operation.act(workspace);
      workspace.advance(tick);
      heard.stop();
      setMailAllowance(store, admin, 1_500);
      settle(workspace);
      // Compared as if the lock had failed once: a run that cannot send anything might never ask for the lock.
      const call = heard.calls.find(({ path }) => path === "Lock.tryLock");
      const hits: readonly Hit[] =
        call === undefined ? [] : [{ call, fault: "before", calls: heard.calls }];
      return differences(known, stateOf(workspace), hits);
    },
  };
}

/**
 * Stops what an admin chose at each kind of call that writes, and stops it again at the same kind of call when it is repeated. The end
 * must be the same as without a stop.
 */
export function cutTwice(dist: string, one: Chosen): readonly Point[] {
  const workspace = one.prepare(dist);
  const { store } = workspace;
  const before = store.snapshot();
  const heard = listen(workspace);
  one.act(workspace);
  heard.stop();
  const known = one.end(workspace);
  // The calls of one run after the other.
  const calls = new Map(firstOfEach(heard.calls.filter(isWrite)).map((call) => [call.path, call]));
  return [...calls.values()].map((call) => ({
    name: `${one.name} · ${call.countedAs} · stop, and again where it is taken up`,
    play() {
      store.restore(before);
      // It is chosen again only if it was stopped.
      for (const again of [call, { ...call, nth: 1 }, null]) {
        workspace.disarm();
        if (again !== null) arm(workspace, again, "stop");
        const errors = workspace.errors.length;
        one.act(workspace);
        if (workspace.errors.length === errors) break;
        // Google limits the reads within a minute, so time passes in between.
        workspace.passUnattended(2 * minute);
      }
      workspace.disarm();
      const found = one.end(workspace);
      return [
        ...known.filter((line) => !found.includes(line)).map((line) => `missing: ${line}`),
        ...found.filter((line) => !known.includes(line)).map((line) => `too many: ${line}`),
        ...(found.length === known.length ? [] : [`${found.length} lines, not ${known.length}`]),
      ];
    },
  }));
}
