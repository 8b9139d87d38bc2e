/** How large what is deployed is, and which rooms of the sources it comes from. Reported; there is no limit. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BundleMap } from "./passed-functions";

export interface DistBytes {
  /** Of all files that are deployed. */
  readonly total: number;
  /** By name of the file. */
  readonly files: Readonly<Record<string, number>>;
  /** Of the script, by the folder below src/ or the package that each part comes from; largest first. */
  readonly rooms: Readonly<Record<string, number>>;
}

/** `src/case/level.ts` is of `case`, `src/main.ts` of `src`, what is of a package of its name. */
function roomOf(file: string): string {
  const found = /^(?:src|node_modules)\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return found ?? file.split("/")[0] ?? file;
}

export function distBytes(dist: string): DistBytes {
  const names = readdirSync(dist).sort();
  const files = Object.fromEntries(names.map((name) => [name, statSync(join(dist, name)).size]));
  const rooms = new Map<string, number>();
  const text = readFileSync(join(dist, "Code.js"), "utf8");
  for (const { file, bytes } of new BundleMap(text).sizes()) {
    const room = file === null ? "around" : roomOf(file);
    rooms.set(room, (rooms.get(room) ?? 0) + bytes);
  }
  return {
    total: Object.values(files).reduce((sum, bytes) => sum + bytes, 0),
    files,
    rooms: Object.fromEntries([...rooms].sort(([, a], [, b]) => b - a)),
  };
}
