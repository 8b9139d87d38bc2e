/** Where the build finds its sources. */
import { dirname, join } from "node:path";
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
