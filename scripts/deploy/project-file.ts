/** The project file of an environment (`.clasp.json`, `.clasp.staging.json`): which script project is pushed to. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeployError } from "./outcome";

export interface Project {
  readonly scriptId: string;
  /** The Form's id; null where the file does not say. */
  readonly parentId: string | null;
}

/** The file's name, for words and for clasp. */
export function projectFileName(env: string | null): string {
  return env === null ? ".clasp.json" : `.clasp.${env}.json`;
}

/** Null where the file is not there or has no script id yet. Throws a DeployError where it cannot be read. */
export function readProject(path: string): Project | null {
  if (!existsSync(path)) return null;
  const unreadable = (what: string) =>
    new DeployError(
      "usage",
      what,
      path,
      'Mend the file: { "scriptId": "", "rootDir": "dist" } stands for no project yet.',
    );
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw unreadable("The project file is not JSON.");
  }
  if (typeof data !== "object" || data === null) throw unreadable("The project file is empty.");
  const field = (key: string): unknown => Object.entries(data).find(([name]) => name === key)?.[1];
  const scriptId = field("scriptId") ?? "";
  const parentId = field("parentId") ?? null;
  if (typeof scriptId !== "string" || (parentId !== null && typeof parentId !== "string")) {
    throw unreadable("The project file's ids are not text.");
  }
  return scriptId.trim() === "" ? null : { scriptId: scriptId.trim(), parentId };
}

/** Writes the file whole or not at all. `rootDir` is the folder that clasp pushes, relative to the file. */
export function writeProject(path: string, project: Project, rootDir: string): void {
  const { scriptId, parentId } = project;
  const fields = { scriptId, rootDir, ...(parentId === null ? {} : { parentId }) };
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(fields, null, 2)}\n`);
  renameSync(draft, path);
}

/** Where the project's file of an environment lies. */
export function projectFilePath(root: string, env: string | null): string {
  return join(root, projectFileName(env));
}
