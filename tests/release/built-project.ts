/** The project's files as they are built in dist/, in the order in which a release names them: the pages come last. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const isPage = (name: string) => Number(name.endsWith(".html"));

/** By name. */
export function builtProject(dist: string): ReadonlyMap<string, string> {
  const names = readdirSync(dist).sort((one, other) => isPage(one) - isPage(other));
  return new Map(names.map((name) => [name, readFileSync(join(dist, name), "utf8")]));
}
