/** Plays an operation once undisturbed, then once for each of its calls and each kind of fault, and says what became of it. */
import type { LocalWorkspace } from "../workspace/index";
import { ailments, type Registers, registersOf } from "./faults-health";
import type { Operation } from "./faults-operations";
import { goingOn, type Standing, settledWrong } from "./faults-settle";
import { type HeardCall, listen } from "./faults-stage";
import {
  installationOf,
  mailDifferences,
  ofUnknownEditors,
  rowDifferences,
  type State,
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

/** Half an hour of them after the operation. */
const ticks = 6;

interface Undisturbed {
  readonly before: Registers;
  readonly calls: readonly HeardCall[];
  /** Where it stood after the operation and after each tick. */
  readonly standings: readonly Standing[];
  readonly installation: readonly string[];
}

function listedInstallation(operation: Operation, workspace: LocalWorkspace): readonly string[] {
  return operation.isInstallation === true ? installationOf(workspace) : [];
}

function playUndisturbed(operation: Operation, workspace: LocalWorkspace): Undisturbed {
  const before = registersOf(workspace);
  const heard = listen(workspace);
  operation.act(workspace);
  heard.stop();
  return {
    before,
    calls: heard.calls,
    standings: goingOn(workspace, operation.isInstallation === true ? 0 : ticks),
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
  { calls, standings, installation, before }: Undisturbed,
  index: number,
  fault: Fault,
  isWhole: boolean,
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
  const mayBeTwice = mayComeTwice(calls, index, fault);
  const allowance = { ...usualAllowance, isEditorLost: losesEditor(call, fault) };
  let isTwice = false;
  const wrong = (found: State, known: readonly State[]): readonly string[] =>
    known.flatMap((state) => {
      const mails = mailDifferences(state, found);
      isTwice = mails.twice.length > 0;
      return [
        ...ailments(before, registersOf(workspace)),
        ...rowDifferences(state, found, allowance),
        ...mails.lost.map((mail) => `not sent: ${mail}`),
        ...mails.wrong.map((mail) => `sent without need: ${mail}`),
        ...(mails.twice.length > mayBeTwice
          ? mails.twice.map((mail) => `sent twice: ${mail}`)
          : []),
      ];
    });
  const differing = settledWrong(workspace, [standings], wrong, isWhole);
  const refused = workspace.errors
    .slice(errorsBefore)
    .filter(({ error }) => /local Workspace: (?!.*stopped)/.test(error));
  const why = [
    ...(isHit ? [] : ["the call was not made"]),
    ...refused.map(({ error }) => error),
    ...differing,
    ...listDifferences(installation, listedInstallation(operation, workspace)),
  ];
  const outcome = why.length > 0 ? "hole" : isTwice ? "twice" : "same";
  return { operation: operation.name, at: index + 1, call: call.countedAs, fault, outcome, why };
}

function soundness(
  operation: Operation,
  workspace: LocalWorkspace,
  { before, standings }: Undisturbed,
): Outcome {
  const unknown = operation.isUntold === true ? [] : standings.slice(-1).flatMap(ofUnknownEditors);
  const why = [
    ...ailments(before, registersOf(workspace)),
    ...unknown.map((line) => `nobody knows who typed: ${line}`),
  ];
  const outcome = why.length > 0 ? "hole" : "same";
  return { operation: operation.name, at: 0, call: "undisturbed", fault: "none", outcome, why };
}

/** Which faults are played at a call, by its number from 0. */
export type FaultsAt = (
  index: number,
  call: HeardCall,
  calls: readonly HeardCall[],
) => readonly Fault[];

/**
 * Every call and every kind of fault of one operation, each to the end of the day; or a sample, of which each goes on until it stands
 * where the undisturbed day stood, and the first that does to the end all the same.
 */
export function crashPoints(
  dist: string,
  operation: Operation,
  sample: FaultsAt | null = null,
): readonly Outcome[] {
  const workspace = operation.prepare(dist);
  const before = workspace.store.snapshot();
  const undisturbed = playUndisturbed(operation, workspace);
  const outcomes: Outcome[] = [soundness(operation, workspace, undisturbed)];
  undisturbed.calls.forEach((call, index) => {
    const faults = sample === null ? momentsOf(call) : sample(index, call, undisturbed.calls);
    for (const fault of faults) {
      workspace.store.restore(before);
      const isWhole = sample === null || outcomes.length === 1;
      outcomes.push(playFaulted(operation, workspace, undisturbed, index, fault, isWhole));
    }
  });
  return outcomes;
}
