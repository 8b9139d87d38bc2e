/** Where the build finds its sources. */

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** What dist/ is made of, below the root: a change in one of them makes dist/ stale. */
export const sourcePaths = [
  "src",
  "scripts/build",
  "scripts/build.ts",
  "appsscript.json",
  "package.json",
  "package-lock.json",
] as const;

/**
 * The first file of that name from the folder that the command runs in, from the one in which npm was asked, from `beside`, or from the
 * project; absolute. The path from the first of them where none has it.
 */
export function typedPath(path: string, beside: string | null = null): string {
  const asked = process.env["INIT_CWD"];
  const folders = [".", asked, beside, root].filter((folder) => typeof folder === "string");
  const paths = folders.map((folder) => resolve(folder, path));
  return paths.find((one) => existsSync(one)) ?? resolve(path);
}
