/** Replaces workspace/host/project-folder.ts in the page's worker, where the only project is the one in the page. */
import type { Project } from "../../workspace/host/project-folder";
import { hasEntryPoints } from "../../workspace/realm/known-bundles";

export type { Project };

/** The script project as the page contains it. */
export interface EmbeddedProject extends Project {
  /** Names of the functions that Google may call, found when the page was built. */
  readonly entries: readonly string[];
}

let given: Project | null = null;

/** Sets the project. Call this before a Workspace is opened. */
export function giveProject(project: EmbeddedProject): void {
  given = project;
  hasEntryPoints(project.bundle, project.entries);
}

export function projectIn(_dist: string): Project {
  if (given === null) throw new Error("no project was given");
  return given;
}
