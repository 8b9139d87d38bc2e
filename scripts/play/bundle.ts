/** The built bundle in dist/: built first where it is missing or older than the sources. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "../build";
import { root, sourcePaths } from "../build/sources";

const dist = join(root, "dist");
const code = join(dist, "Code.js");
const manifest = join(dist, "appsscript.json");

/** Milliseconds since 1970 of the latest change in a file or a folder. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isCurrent(): boolean {
  if (!existsSync(code) || !existsSync(manifest)) return false;
  const made = Math.min(statSync(code).mtimeMs, statSync(manifest).mtimeMs);
  return sourcePaths.every((source) => newest(join(root, source)) <= made);
}

/** Builds what is missing or stale; returns the folder of the bundle. Fails where the sources do not build. */
export async function builtBundle(): Promise<string> {
  if (!isCurrent()) await build();
  return dist;
}
