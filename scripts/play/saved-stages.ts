/** Stages that this process has set up before, to go on from: a set-up takes many runs, putting one back takes none. */
import { createHash } from "node:crypto";
import type { LocalWorkspace, SavedWorkspace } from "../workspace/index";

/** Each is some hundred kilobytes; what was not asked for longest is forgotten. */
const limit = 32;
const saved = new Map<string, SavedWorkspace>();

/**
 * Brings a new Workspace to a stage: as `reach` would, or by going on from where it brought another one. `stage` names all that
 * the stage depends on beside the project's text and the Workspace's switches. Its parts must be JSON.
 */
export function reachOnce(
  workspace: LocalWorkspace,
  stage: readonly unknown[],
  reach: () => void,
): void {
  const parts = [workspace.project, workspace.answers, stage];
  const key = createHash("sha256").update(JSON.stringify(parts)).digest("base64");
  const found = saved.get(key);
  if (found === undefined) reach();
  else workspace.resume(found);
  saved.delete(key);
  saved.set(key, found ?? workspace.save());
  const [oldest] = saved.keys();
  if (saved.size > limit && oldest !== undefined) saved.delete(oldest);
}

/** Has the next stage of each kind set up anew. */
export function forgetStages(): void {
  saved.clear();
}
