/** Plays an operation once undisturbed, then once for each of its calls and each kind of fault, and says what became of it. */
import type { LocalWorkspace } from "../../workspace/index";
import { nextMinuteMark } from "../../workspace/services/script/store";
import { ailments, type Registers, registersOf } from "./health";
import { momentAfter, momentOf, putBack } from "./moments";
import type { Operation } from "./operations";
import { fromPart, keptParts, type Part } from "./parts";
import { type Course, goingOn, type Settled, settled } from "./settle";
import { type HeardCall, listen } from "./stage";
import {
  butForNobodysTick,
  installationOf,
  mailDifferences,
  ofUnknownEditors,
  rowDifferences,
  type State,
  usualAllowance,
} from "./state";

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

export interface Undisturbed {
  readonly before: Registers;
  readonly calls: readonly HeardCall[];
  /** Of set-up, the runs that a person started. */
  readonly parts: readonly Part[];
  /** How it went on after the operation. */
  readonly course: Course;
  readonly installation: readonly string[];
}

function listedInstallation(operation: Operation, workspace: LocalWorkspace): readonly string[] {
  return operation.isInstallation === true ? installationOf(workspace) : [];
}

export function playUndisturbed(operation: Operation, workspace: LocalWorkspace): Undisturbed {
  const before = registersOf(workspace);
  const heard = listen(workspace);
  let parts: readonly Part[] = [];
  if (operation.isInstallation === true) {
    parts = keptParts(workspace, heard, (one) => operation.act(one));
  } else operation.act(workspace);
  heard.stop();
  return {
    before,
    calls: heard.calls,
    parts,
    installation: listedInstallation(operation, workspace),
    course: goingOn(workspace, operation.isInstallation === true ? 0 : ticks),
  };
}

/** How many mails may come twice: those sent before the run could mark them, or whose own send failed after it acted. */
function mayComeTwice({ call: hit, fault, calls }: Hit): number {
  const index = calls.indexOf(hit);
  const sentBefore = calls
    .slice(0, index)
    .filter(({ path, runId }) => path === "MailApp.sendEmail" && runId === hit.runId).length;
  const isSend = hit.path === "MailApp.sendEmail";
  if (isSend && fault === "after") return 1;
  // A send that fails and one after which the mark succeeds leave the others marked.
  if (fault === "stop") return sentBefore;
  return fault === "before" && !isSend && hit.path === write ? sentBefore : 0;
}

export function arm(workspace: LocalWorkspace, { path, nth }: HeardCall, fault: Fault): void {
  const how =
    fault === "unread" ? { when: "after" as const, error: refusedRange } : { when: fault };
  workspace.fault({ call: path, nth, ...how });
}

/** A call that a fault hit, and those of the day so far, itself included. */
export interface Hit {
  readonly call: HeardCall;
  readonly fault: Fault;
  readonly calls: readonly HeardCall[];
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

/** Says that a report is still in the Form. */
const waits = /\| Student safety report: action needed \|/;

/** How a day with those faults ends, once they and what was to be mended are over. */
export function endOf(
  workspace: LocalWorkspace,
  { before, course }: Pick<Undisturbed, "before" | "course">,
  hits: readonly Hit[],
  isWhole: boolean,
): Settled & { readonly isTwice: boolean; readonly isTold: boolean } {
  const mayBeTwice = hits.reduce((sum, hit) => sum + mayComeTwice(hit), 0);
  // It tries again once.
  const isEditorLost = hits.length > 1 || hits.some(({ call, fault }) => losesEditor(call, fault));
  let isTwice = false;
  let isTold = false;
  const wrong = ({ rows, mails: sent }: State, known: State): readonly string[] => {
    // One fault is got over before anybody needs to be told.
    const expected = sent.filter((mail) => hits.length < 2 || !waits.test(mail));
    const found: State = { rows, mails: expected };
    isTold = expected.length < sent.length;
    const mails = mailDifferences(known, found, hits.length);
    isTwice = mails.twice.length > 0;
    return [
      ...ailments(before, registersOf(workspace)),
      ...rowDifferences(known, found, { ...usualAllowance, isEditorLost }),
      ...mails.lost.map((mail) => `not sent: ${mail}`),
      ...(isEditorLost ? butForNobodysTick(mails.wrong) : mails.wrong).map(
        (mail) => `sent without need: ${mail}`,
      ),
      ...(mails.twice.length > mayBeTwice ? mails.twice.map((mail) => `sent twice: ${mail}`) : []),
    ];
  };
  const end = settled(workspace, [course], wrong, isWhole);
  return { ...end, isTwice, isTold };
}

/** Of errors those that the local Workspace refused for a reason of its own. */
export const refusedIn = (errors: readonly string[]): readonly string[] =>
  errors.filter((error) => /local Workspace: (?!.*stopped)/.test(error));

/** What a person does about it, from the next tenth minute on: those who find the same then do the same. The errors of it. */
function mended({ name, mend }: Operation, workspace: LocalWorkspace): readonly string[] {
  if (mend === undefined) return [];
  const { now } = workspace.clock;
  workspace.passUnattended(nextMinuteMark(now, 10) - now);
  const from = momentOf(workspace);
  const moment = momentAfter(workspace, from, `mend ${name}`, () => mend(workspace));
  putBack(workspace, moment);
  return moment.errors;
}

function playFaulted(
  operation: Operation,
  workspace: LocalWorkspace,
  { calls, parts, course, installation, before }: Undisturbed,
  index: number,
  fault: Fault,
  isWhole: boolean,
): Outcome {
  const call = calls[index];
  if (call === undefined) throw new Error(`${operation.name} makes no call ${index}`);
  const from = fromPart(parts, index, call, (one) => operation.act(one));
  if (from.before !== null) workspace.store.restore(from.before);
  const errorsBefore = workspace.errors.length;
  arm(workspace, from.call, fault);
  const heard = listen(workspace);
  from.act(workspace);
  heard.stop();
  const isHit = heard.calls.some(({ path, nth }) => path === call.path && nth === from.call.nth);
  const duringAct = workspace.errors.slice(errorsBefore).map(({ error }) => error);
  const duringMend = mended(operation, workspace);
  const hits = [{ call, fault, calls }];
  const { isTwice, wrong, errors } = endOf(workspace, { before, course }, hits, isWhole);
  const why = [
    ...(isHit ? [] : ["the call was not made"]),
    ...refusedIn([...duringAct, ...duringMend, ...errors]),
    ...wrong,
    ...listDifferences(installation, listedInstallation(operation, workspace)),
  ];
  const outcome = why.length > 0 ? "hole" : isTwice ? "twice" : "same";
  return { operation: operation.name, at: index + 1, call: call.countedAs, fault, outcome, why };
}

function soundness(
  operation: Operation,
  workspace: LocalWorkspace,
  { before, course }: Undisturbed,
): Outcome {
  const end = course.last === 0 ? course.at(0) : course.endFrom(1);
  const unknown = operation.isUntold === true ? [] : ofUnknownEditors(end);
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
