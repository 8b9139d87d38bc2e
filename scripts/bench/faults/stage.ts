/** Where faults are played: one prepared Workspace that is restored to the same moment before each play. */
import { FormEditor } from "../../play/acts/form-acts";
import { answersByItem } from "../../play/form-answers";
import { Player } from "../../play/play-events";
import { type ScenarioEvent, scenarioFrom } from "../../play/scenario";
import { openForm, openStage, type StageOptions } from "../../play/stage";
import type { CallRecord, LocalWorkspace } from "../../workspace";
import { submitResponse } from "../../workspace/forms";
import { nextMinuteMark } from "../../workspace/services/script/store";

/** A September morning, a few minutes after a tick, so that an operation does not run into the next tick. */
export const faultsStart = "2026-09-01T09:01:00-07:00";

export const admin = "admin@district.example";

/** Reads scenario events from plain objects. Throws an Error with the reasons if one does not match the schema. */
export function scenarioEvents(events: readonly unknown[]): readonly ScenarioEvent[] {
  return scenarioFrom({ start: faultsStart, events }).events;
}

/** Plays scenario events one after another. */
export function playEvents(workspace: LocalWorkspace, events: readonly unknown[]): void {
  const parsed = scenarioEvents(events);
  const player = new Player(workspace, parsed);
  for (const event of parsed) player.play(event);
}

/** A district that is set up, at `faultsStart`. */
export function districtStage(
  dist: string,
  options: Omit<StageOptions, "dist" | "start"> = {},
): LocalWorkspace {
  return openStage({ dist, start: Date.parse(faultsStart), ...options });
}

/** A Form with the script bound and nothing else. */
export const bareStage = (dist: string): LocalWorkspace =>
  openForm({ dist, at: Date.parse(faultsStart), audience: "domain" });

/** Stores a Form response as if a teacher had sent it. The trigger has not fired yet. Returns its id. */
export function storeResponse(workspace: LocalWorkspace, report: object): string {
  const { store, containerId, clock } = workspace;
  const [event] = scenarioEvents([{ submit: report }]);
  if (event === undefined || !("submit" in event)) throw new Error("not a submission");
  const answers = answersByItem(store, event.submit, new FormEditor(workspace));
  return submitResponse(store, containerId, answers, clock.now);
}

/** A call from the script to Google, identified in the way a fault identifies it. */
export interface HeardCall {
  readonly path: string;
  /** Which call of that path it is, counted from 1 and including calls that do not count against a budget. */
  readonly nth: number;
  readonly countedAs: string;
  readonly function: string;
  readonly runId: number;
}

/**
 * Listens to every call until `stop` is called. `calls` has those that count (design 8), in order. A fault identifies a call by its path
 * and its number among all calls of that path.
 */
export function listen(workspace: LocalWorkspace): {
  readonly calls: readonly HeardCall[];
  /** All calls, including those that do not count. */
  readonly all: readonly CallRecord[];
  stop(): void;
} {
  const calls: HeardCall[] = [];
  const all: CallRecord[] = [];
  const served = new Map<string, number>();
  const from = workspace.runs.length;
  let counted = 0;
  let isListening = true;
  const hear = (call: CallRecord): boolean => {
    // Returning true ends the listening for good.
    if (!isListening) return true;
    const { path, countedAs, function: name, runId } = call;
    all.push(call);
    const nth = (served.get(path) ?? 0) + 1;
    served.set(path, nth);
    const total = workspace.runs.slice(from).reduce((sum, run) => sum + run.calls.total, 0);
    if (total > counted) calls.push({ path, nth, countedAs, function: name, runId });
    counted = total;
    return false;
  };
  workspace.atCall(hear, () => undefined);
  return {
    calls,
    all,
    stop: () => {
      isListening = false;
    },
  };
}

/** A call that changes something outside the script. */
export const isWrite = ({ path }: Pick<HeardCall, "path">): boolean =>
  /\.(?:set|add|create|delete|remove|send|batchUpdate|tryLock|releaseLock)/.test(path);

/** What a call does: the name it is counted under, but the same for every part of the Form and every type of question. */
export function actOf(countedAs: string): string {
  return countedAs
    .replace(/^\w*Item\./, "Item.")
    .replace(/^Form\.add\w+Item$/, "Form.addItem")
    .replace(/^(Form|Item)\.(?:get(?!Responses)|is|can|has|collects|supports)\w+$/, "$1.get")
    .replace(/^(Form|Item)\.(set|create)\w+$/, "$1.$2");
}

/** The first call of each kind among the calls of one run. */
export function firstOfEach(calls: readonly HeardCall[]): readonly HeardCall[] {
  const done = new Set<string>();
  return calls.filter((call) => {
    const name = `${call.runId} ${actOf(call.countedAs)}`;
    const isFirst = !done.has(name);
    done.add(name);
    return isFirst;
  });
}

/** Emails and sleeps of a run while it held the lock, each as "function: path". There should be none. */
export function underLock(all: readonly CallRecord[]): readonly string[] {
  const holders = new Set<number>();
  return all.flatMap(({ path, runId, function: name }): string[] => {
    if (path === "Lock.tryLock") holders.add(runId);
    if (path === "Lock.releaseLock") holders.delete(runId);
    const isWrong = path === "MailApp.sendEmail" || path === "Utilities.sleep";
    return isWrong && holders.has(runId) ? [`${name}: ${path}`] : [];
  });
}

export const minute = 60_000;
/** The time between two clock runs, in milliseconds. */
export const tick = 5 * minute;

export interface Point {
  readonly name: string;
  /** Plays the point. Returns what is wrong in the end, in words; empty if all is well. */
  play(): readonly string[];
}

/** Lets the clock run until claimed messages are free again and sent, then once more at the end of half an hour. */
export function settle(workspace: LocalWorkspace): void {
  const first = nextMinuteMark(workspace.clock.now, 5);
  workspace.advanceTo(first + 2 * tick);
  workspace.passUnattended(2 * tick);
  workspace.advanceTo(first + 5 * tick);
}
