/** Plays an operation once undisturbed, then with a fault at one of its calls or at two, and says what differs in the end. */
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

/** "unread": the batch was applied, and what was to be read back of it refused, so that the error says that a range is wrong. */
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

/** A call that a fault hit, and those of the day so far, itself included. */
interface Hit {
  readonly call: HeardCall;
  readonly fault: Fault;
  readonly calls: readonly HeardCall[];
}

/** How many mails may come twice: those sent before the run could mark them, or whose own send failed after it acted. */
function mayComeTwice({ call: hit, fault, calls }: Hit): number {
  const sentBefore = calls
    .slice(0, calls.indexOf(hit))
    .filter(({ path, runId }) => path === "MailApp.sendEmail" && runId === hit.runId).length;
  const isSend = hit.path === "MailApp.sendEmail";
  if (isSend && fault === "after") return 1;
  // A send that fails and one after which the mark succeeds leave the others marked.
  if (fault === "stop") return sentBefore;
  return fault === "before" && !isSend && hit.path === write ? sentBefore : 0;
}

/** A run that is cut, or ends before it comes to the register, takes with it who typed; one that Sheets fails tries again. */
const losesEditor = ({ call, fault }: Hit) => fault === "stop" || !call.path.startsWith("Sheets.");

/** Says that a report is still in the Form. */
const waits = /\| (DRILL: )?Student safety report: action needed \|/;

/** Of errors those that the local Workspace refused for a reason of its own. */
const refusedIn = (errors: readonly string[]): readonly string[] =>
  errors.filter((error) => /local Workspace: (?!.*stopped)/.test(error));

/** How the end of a day with those faults differs from that of the undisturbed one. */
function differences(known: State, state: State, hits: readonly Hit[]): readonly string[] {
  // One fault is got over before anybody needs to be told; after two a run may have said that a report waits.
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

/** An operation at the moment before it, and how it goes where nothing fails. */
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

/** The operation with these faults; what it called up to the end of `after`. */
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

/** What is wrong with the end of the operation with these faults. */
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

/** Every call of an operation with every kind of fault. */
export function crashPoints(dist: string, operation: Operation): readonly Point[] {
  const day = undisturbed(dist, operation);
  return day.calls.flatMap((call, index) =>
    faultsAt(call).map((fault) => ({
      name: `${operation.name} · ${index + 1} ${call.countedAs} · ${fault}`,
      play: () => faulted(day, operation, [{ call, fault }]),
    })),
  );
}

/** A commit or a mark, the reading after a lost answer, a mail, the lock, a property: each call that writes, and of reads those of a register. */
const matters = (call: HeardCall) => isWrite(call) || call.path.startsWith("Sheets.");

/** How many calls after the first fault the second one comes, at most: into the run that heals. */
const furthest = 12;

/** Two faults in one day: the second so many calls that matter after the first, in its run or in the one that heals. */
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
              // So few calls come after it: then one fault is all.
              const faults = second === undefined ? [] : [{ call: second, fault: other }];
              return faulted(day, operation, [first, ...faults]);
            },
          }),
        ),
      ),
    ),
  );
}

/** The day's mails are used up, and somebody else holds the lock until the next tick. */
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
      // As where the lock was not to be had once; a run that may send nothing may not ask for it.
      const call = heard.calls.find(({ path }) => path === "Lock.tryLock");
      const hits: readonly Hit[] =
        call === undefined ? [] : [{ call, fault: "before", calls: heard.calls }];
      return differences(known, stateOf(workspace), hits);
    },
  };
}

/** What an admin chooses, cut dead at each kind of call that writes, and cut there again when it is taken up: it ends as if nothing had been. */
export function cutTwice(dist: string, one: Chosen): readonly Point[] {
  const workspace = one.prepare(dist);
  const { store } = workspace;
  const before = store.snapshot();
  const heard = listen(workspace);
  one.act(workspace);
  heard.stop();
  const known = one.end(workspace);
  // Of one run after the other.
  const calls = new Map(firstOfEach(heard.calls.filter(isWrite)).map((call) => [call.path, call]));
  return [...calls.values()].map((call) => ({
    name: `${one.name} · ${call.countedAs} · stop, and again where it is taken up`,
    play() {
      store.restore(before);
      // Chosen again only where it was cut.
      for (const again of [call, { ...call, nth: 1 }, null]) {
        workspace.disarm();
        if (again !== null) arm(workspace, again, "stop");
        const errors = workspace.errors.length;
        one.act(workspace);
        if (workspace.errors.length === errors) break;
        // Google allows so many reads a minute.
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
