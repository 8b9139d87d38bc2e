/** Plays an operation once undisturbed, then once for each of its calls and each kind of fault, and says what became of it. */
import type { LocalWorkspace } from "../workspace/index";
import { ailments, type Registers, registersOf } from "./faults-health";
import type { Operation } from "./faults-operations";
import { type HeardCall, listen } from "./faults-stage";
import {
  installationOf,
  mailDifferences,
  ofUnknownEditors,
  rowDifferences,
  type State,
  stateOf,
  usualAllowance,
} from "./faults-state";

export const moments = ["before", "after", "stop"] as const;
/**
 * "unread": the batch was applied, and what was to be read back of it refused, so that the error says that a range is wrong.
 * "none": the undisturbed run, which everything else is compared with, must be sound itself.
 */
export type Moment = (typeof moments)[number] | "unread" | "none";

export type Fault = Exclude<Moment, "none">;

const refusedRange = "Unable to parse range: Cases!A3:A";
const write = "Sheets.Spreadsheets.batchUpdate";

/** The kinds of fault that a call can meet: a batch also one whose answer is lost. */
export function momentsOf({ path }: HeardCall): readonly Fault[] {
  return path === write ? [...moments, "unread"] : moments;
}

/** One line of the table. */
export interface Outcome {
  readonly operation: string;
  /** Number of the call among those that the undisturbed run made; 1 is the first, 0 the undisturbed run itself. */
  readonly at: number;
  readonly call: string;
  readonly fault: Moment;
  /** "same": nothing differs. "twice": as the same, but a mail whose send or mark was hit went out again. "hole": something was lost, doubled or changed. */
  readonly outcome: "same" | "twice" | "hole";
  /** What differs, in words; empty unless it is a hole. */
  readonly why: readonly string[];
}

const minute = 60_000;
const settling = 30 * minute;

interface Undisturbed {
  readonly before: Registers;
  readonly calls: readonly HeardCall[];
  readonly state: State;
  readonly installation: readonly string[];
}

function settle(operation: Operation, workspace: LocalWorkspace): void {
  if (operation.isInstallation !== true) workspace.advance(settling);
}

function listedInstallation(operation: Operation, workspace: LocalWorkspace): readonly string[] {
  return operation.isInstallation === true ? installationOf(workspace) : [];
}

function playUndisturbed(operation: Operation, workspace: LocalWorkspace): Undisturbed {
  const before = registersOf(workspace);
  const heard = listen(workspace);
  operation.act(workspace);
  heard.stop();
  settle(operation, workspace);
  return {
    before,
    calls: heard.calls,
    state: stateOf(workspace),
    installation: listedInstallation(operation, workspace),
  };
}

/** How many mails may come twice: those sent before the run could mark them, or whose own send failed after it acted. */
function mayComeTwice(calls: readonly HeardCall[], index: number, fault: Moment): number {
  const hit = calls[index];
  if (hit === undefined) return 0;
  const sentBefore = calls
    .slice(0, index)
    .filter(({ path, runId }) => path === "MailApp.sendEmail" && runId === hit.runId).length;
  const isSend = hit.path === "MailApp.sendEmail";
  if (isSend && fault === "after") return 1;
  // A send that fails and one after which the mark succeeds leave the others marked.
  if (fault === "stop") return sentBefore;
  return fault === "before" && !isSend && hit.path === write ? sentBefore : 0;
}

/** A run that is cut, or ends before it comes to the register, takes with it who typed; one that Sheets fails tries again. */
function losesEditor({ path }: HeardCall, fault: Moment): boolean {
  return fault === "stop" || !path.startsWith("Sheets.");
}

function listDifferences(expected: readonly string[], found: readonly string[]): string[] {
  const known = new Set(expected);
  const present = new Set(found);
  return [
    ...expected.filter((line) => !present.has(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !known.has(line)).map((line) => `too many: ${line}`),
    ...(expected.length === found.length ? [] : [`${found.length} lines, not ${expected.length}`]),
  ];
}

function playFaulted(
  operation: Operation,
  workspace: LocalWorkspace,
  { calls, state, installation, before }: Undisturbed,
  index: number,
  fault: Fault,
): Outcome {
  const call = calls[index];
  if (call === undefined) throw new Error(`${operation.name} makes no call ${index}`);
  const errorsBefore = workspace.errors.length;
  workspace.fault({
    call: call.path,
    nth: call.nth,
    ...(fault === "unread" ? { when: "after", error: refusedRange } : { when: fault }),
  });
  const heard = listen(workspace);
  operation.act(workspace);
  heard.stop();
  const isHit = heard.calls.some(({ path, nth }) => path === call.path && nth === call.nth);
  operation.mend?.(workspace);
  settle(operation, workspace);
  const found = stateOf(workspace);
  const mails = mailDifferences(state, found);
  const refused = workspace.errors
    .slice(errorsBefore)
    .filter(({ error }) => /local Workspace: (?!.*stopped)/.test(error));
  const why = [
    ...(isHit ? [] : ["the call was not made"]),
    ...refused.map(({ error }) => error),
    ...ailments(before, registersOf(workspace)),
    ...rowDifferences(state, found, {
      ...usualAllowance,
      isEditorLost: losesEditor(call, fault),
    }),
    ...mails.lost.map((mail) => `not sent: ${mail}`),
    ...mails.wrong.map((mail) => `sent without need: ${mail}`),
    ...(mails.twice.length > mayComeTwice(calls, index, fault)
      ? mails.twice.map((mail) => `sent twice: ${mail}`)
      : []),
    ...listDifferences(installation, listedInstallation(operation, workspace)),
  ];
  const outcome = why.length > 0 ? "hole" : mails.twice.length > 0 ? "twice" : "same";
  return { operation: operation.name, at: index + 1, call: call.countedAs, fault, outcome, why };
}

function soundness(
  operation: Operation,
  workspace: LocalWorkspace,
  { before, state }: Undisturbed,
): Outcome {
  const unknown = operation.isUntold === true ? [] : ofUnknownEditors(state);
  const why = [
    ...ailments(before, registersOf(workspace)),
    ...unknown.map((line) => `nobody knows who typed: ${line}`),
  ];
  const outcome = why.length > 0 ? "hole" : "same";
  return { operation: operation.name, at: 0, call: "undisturbed", fault: "none", outcome, why };
}

/**
 * Every call and every kind of fault of one operation. `faultsAt` says which to play at a call, by its number from 0; without it
 * all are played.
 */
export function crashPoints(
  dist: string,
  operation: Operation,
  faultsAt: (index: number, call: HeardCall, calls: readonly HeardCall[]) => readonly Fault[] = (
    _index,
    call,
  ) => momentsOf(call),
): readonly Outcome[] {
  const workspace = operation.prepare(dist);
  const before = workspace.store.snapshot();
  const undisturbed = playUndisturbed(operation, workspace);
  const outcomes: Outcome[] = [soundness(operation, workspace, undisturbed)];
  undisturbed.calls.forEach((call, index) => {
    for (const fault of faultsAt(index, call, undisturbed.calls)) {
      workspace.store.restore(before);
      outcomes.push(playFaulted(operation, workspace, undisturbed, index, fault));
    }
  });
  return outcomes;
}
