/** Stands for workspace/host/project-folder.ts in the worker of the page: the one project there is came with the page. */
import type { Project } from "../../workspace/host/project-folder";
import { hasEntryPoints } from "../../workspace/realm/known-bundles";

export type { Project };

/** The project as the page has it. */
export interface EmbeddedProject extends Project {
  /** Names of the functions that Google may call, found when the page was built. */
  readonly entries: readonly string[];
}

let given: Project | null = null;

/** To be called before a Workspace is opened. */
export function giveProject(project: EmbeddedProject): void {
  given = project;
  hasEntryPoints(project.bundle, project.entries);
}

export function projectIn(_dist: string): Project {
  if (given === null) throw new Error("no project was given");
  return given;
}
