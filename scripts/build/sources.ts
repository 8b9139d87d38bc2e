/** Where the build finds its sources. */

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** What dist/ is made of, relative to the root. A change in any of it makes dist/ stale. */
export const sourcePaths = [
  "src",
  "scripts/build",
  "scripts/build.ts",
  "appsscript.json",
  "package.json",
  "package-lock.json",
  "CHANGELOG.md",
] as const;

/**
 * The absolute path of a file as someone typed it. It is looked up in the current folder, in the folder where npm was called, in
 * `beside`, then in the project; the first match wins. If no folder has it, the path in the current folder.
 */
export function typedPath(path: string, beside: string | null = null): string {
  const asked = process.env["INIT_CWD"];
  const folders = [".", asked, beside, root].filter((folder) => typeof folder === "string");
  const paths = folders.map((folder) => resolve(folder, path));
  return paths.find((one) => existsSync(one)) ?? resolve(path);
}
