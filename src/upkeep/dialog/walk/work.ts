/** The work at the end of the first set-up, in steps that are safe to repeat. */
import type { Workspace } from "../../../workspace";
import { setUpSteps } from "../../set-up";
import type { Values } from "../page";
import { writeDirectory } from "../write-directory";

export interface WorkStep {
  readonly title: string;
  /** Throws what Google throws; the same step may then be run again. */
  run(workspace: Workspace, values: Values): void;
}

const directoryStep: WorkStep = {
  title: "Writing contacts, schools and settings",
  run(workspace, values) {
    writeDirectory(workspace, values);
    const { audience } = values;
    if (audience !== undefined) workspace.memory.set("formAudience", audience);
  },
};

/** What follows from the directory comes after it. */
export const workSteps: readonly WorkStep[] = setUpSteps.flatMap(({ id, title, run }) => {
  const step: WorkStep = { title, run: (workspace) => void run(workspace) };
  return id === "registers" ? [step, directoryStep] : [step];
});
