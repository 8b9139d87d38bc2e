/** Stages that this process has set up before, to go on from: a set-up takes many runs, putting one back takes none. */
import { sha256Text } from "../workspace/digest";
import type { LocalWorkspace, SavedWorkspace } from "../workspace/index";
import { areAlike } from "../workspace/store";

interface Stage {
  /** Digest of the project's text and of all that the stage depends on beside the switches. */
  readonly key: string;
  /** The switches that were looked at on the way there: under any others the way is the same. */
  readonly switches: Readonly<Record<string, string | undefined>>;
  readonly saved: SavedWorkspace;
}

/** Each is some hundred kilobytes; what was not asked for longest is forgotten. */
const limit = 32;
/** What was asked for last comes last. */
let stages: readonly Stage[] = [];

/**
 * Brings a new Workspace to a stage: as `reach` would, or by going on from where it brought another one. `stage` names all that
 * the stage depends on beside the project's text and the Workspace's switches. Its parts must be JSON.
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

/** Has the next stage of each kind set up anew. */
export function forgetStages(): void {
  stages = [];
}
