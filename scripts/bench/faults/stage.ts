/** Where faults are played: one prepared Workspace that is put back to the same moment before each play. */
import { FormEditor } from "../../play/acts/form-acts";
import { answersByItem } from "../../play/form-answers";
import { Player } from "../../play/play-events";
import { parseScenario, type ScenarioEvent } from "../../play/scenario";
import { openForm, openStage, type StageOptions } from "../../play/stage";
import type { CallRecord, LocalWorkspace } from "../../workspace";
import { submitResponse } from "../../workspace/forms";
import { nextMinuteMark } from "../../workspace/services/script/store";

/** A September morning, a few minutes after a tick: what is played does not run into the next one. */
export const faultsStart = "2026-09-01T09:01:00-07:00";

export const admin = "admin@district.example";

/** Scenario events from their JSON. Throws with the reasons where one is not in the schema. */
export function scenarioEvents(events: readonly unknown[]): readonly ScenarioEvent[] {
  const parsed = parseScenario(JSON.stringify({ start: faultsStart, events }));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.scenario.events;
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

/** Stores a response as a teacher does; its trigger has yet to fire. */
export function storeResponse(workspace: LocalWorkspace, report: object): string {
  const { store, containerId, clock } = workspace;
  const [event] = scenarioEvents([{ submit: report }]);
  if (event === undefined || !("submit" in event)) throw new Error("not a submission");
  const answers = answersByItem(store, event.submit, new FormEditor(workspace));
  return submitResponse(store, containerId, answers, clock.now);
}

/** A call that left the script, as a fault can name it. */
export interface HeardCall {
  readonly path: string;
  /** How many calls of that path were served before it, it included; counted or not. */
  readonly nth: number;
  readonly countedAs: string;
  readonly function: string;
  readonly runId: number;
}

/**
 * Listens to every call until `stop` is called; `calls` are those that count (design 8), in their order. A fault names a
 * call by its path and number among all calls of that path.
 */
export function listen(workspace: LocalWorkspace): {
  readonly calls: readonly HeardCall[];
  /** Those that do not count too. */
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
    // Said yes to once, it is not asked again.
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

/** What a call does: the name by which it is counted, but the same for every part of the Form and every type of question. */
export function actOf(countedAs: string): string {
  return countedAs
    .replace(/^\w*Item\./, "Item.")
    .replace(/^Form\.add\w+Item$/, "Form.addItem")
    .replace(/^(Form|Item)\.(?:get(?!Responses)|is|can|has|collects|supports)\w+$/, "$1.get")
    .replace(/^(Form|Item)\.(set|create)\w+$/, "$1.$2");
}

/** Of the calls of one run that do the same the first. */
export function firstOfEach(calls: readonly HeardCall[]): readonly HeardCall[] {
  const done = new Set<string>();
  return calls.filter((call) => {
    const name = `${call.runId} ${actOf(call.countedAs)}`;
    const isFirst = !done.has(name);
    done.add(name);
    return isFirst;
  });
}

/** Sends and sleeps that a run made while it held the lock, as "function: path". */
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
/** Between two runs of the clock. */
export const tick = 5 * minute;

export interface Point {
  readonly name: string;
  /** What is wrong in the end, in words; empty where all is as it should be. */
  play(): readonly string[];
}

/** Ticks of the clock until what was claimed is free again and sent, and one at the end of half an hour. */
export function settle(workspace: LocalWorkspace): void {
  const first = nextMinuteMark(workspace.clock.now, 5);
  workspace.advanceTo(first + 2 * tick);
  workspace.passUnattended(2 * tick);
  workspace.advanceTo(first + 5 * tick);
}
