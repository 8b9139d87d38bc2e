/** Stands for workspace/host/project-folder.ts in the worker of the page: the one project there is came with the page. */
import type { Project } from "../../workspace/host/project-folder";

export type { Project };

let given: Project | null = null;

/** To be called before a Workspace is opened. */
export function giveProject(project: Project): void {
  given = project;
}

export function projectIn(_dist: string): Project {
  if (given === null) throw new Error("no project was given");
  return given;
}
