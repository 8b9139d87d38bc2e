/** Keeps Workspaces that were already set up, to start from again: setting one up takes many runs, restoring it takes none. */

import type { LocalWorkspace, SavedWorkspace } from "../workspace/index";
import { areAlike } from "../workspace/store";
import { sha256Text } from "../workspace/text-bytes";

interface Stage {
  /** Digest of the project's text and of all that the stage depends on beside the switches. */
  readonly key: string;
  /** The switches that were looked at on the way. The others made no difference. */
  readonly switches: Readonly<Record<string, string | undefined>>;
  readonly saved: SavedWorkspace;
}

/** How many are kept, each some hundred kilobytes. The one used longest ago goes first. */
const limit = 32;
/** What was asked for last comes last. */
let stages: readonly Stage[] = [];

/**
 * Calls `reach` on a new Workspace, or restores what `reach` made of an equal one before. `stage` (JSON) must name everything that the
 * result depends on, except the project's text and the Workspace's switches, which are compared here.
 */
export function reachOnce(
  workspace: LocalWorkspace,
  stage: readonly unknown[],
  reach: () => void,
): void {
  const parts = [workspace.project, stage];
  const key = sha256Text(JSON.stringify(parts));
  const switchesOf = ({ asked }: SavedWorkspace) =>
    Object.fromEntries(asked.map((point) => [point, workspace.answers[point]]));
  const found = stages.find(
    (one) => one.key === key && areAlike(one.switches, switchesOf(one.saved)),
  );
  if (found === undefined) reach();
  else workspace.resume(found.saved);
  const kept = found ?? stageAt(workspace.save());
  stages = [...stages.filter((one) => one !== found), kept].slice(-limit);

  function stageAt(saved: SavedWorkspace): Stage {
    return { key, switches: switchesOf(saved), saved };
  }
}

/** Forgets all, so that the next one is set up again. */
export function forgetStages(): void {
  stages = [];
}
