/** The Workspace of a scenario before its first event: a Form with the script bound, set up by the admin, the directory in its tabs. */
import { createForm } from "../workspace/forms";
import { type LocalWorkspace, openWorkspace } from "../workspace/index";
import { addresses, putDirectory } from "./directory";
import type { DirectoryInput } from "./scenario";
import { seedCases } from "./seed";

const hour = 3_600_000;

export interface StageOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** When the first event happens; milliseconds since 1970, UTC. Set-up happens an hour before. */
  readonly start: number;
  readonly directory?: DirectoryInput | undefined;
  /** How many cases to write straight into the register. */
  readonly seed?: number | undefined;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
}

/** Set-up by a click on the Form's menu. Fails with what the script said. */
function setUp(workspace: LocalWorkspace): void {
  const { ok, error } = workspace.clickMenu("setUp", addresses.admin);
  if (!ok) throw new Error(`set-up failed: ${error ?? "no reason given"}`);
}

/** Sets up twice: the Form's school list and the register's access follow from the directory, which needs the tabs first. */
export function openStage({ dist, start, directory, seed, assume }: StageOptions): LocalWorkspace {
  const at = start - hour;
  const workspace = openWorkspace({ dist, start: at, ...(assume === undefined ? {} : { assume }) });
  const { store } = workspace;
  workspace.containerId = createForm(store, {
    owner: addresses.admin,
    at,
    title: "Untitled form",
  });
  workspace.openEditor(addresses.admin);
  setUp(workspace);
  putDirectory(store, directory);
  setUp(workspace);
  workspace.startDayAt(start);
  if (seed !== undefined && seed > 0) seedCases(store, seed, start);
  return workspace;
}
