/** A bundle compiled and searched for its entry points once per process: every Workspace around the same text shares both, and no state. */
import vm from "node:vm";
import { entryPoints } from "./entry-points";

export interface Compiled {
  readonly script: vm.Script;
  /** Names of the functions that Google may call. */
  readonly entries: ReadonlySet<string>;
}

/** Few texts are live at once; what was not asked for longest is forgotten. */
const kept = 8;
const known = new Map<string, Compiled>();

/** @throws Error on a text that is not ES2019. */
export function compiled(bundle: string): Compiled {
  const found = known.get(bundle) ?? {
    entries: entryPoints(bundle),
    script: new vm.Script(bundle, { filename: "Code.js" }),
  };
  known.delete(bundle);
  known.set(bundle, found);
  const [oldest] = known.keys();
  if (known.size > kept && oldest !== undefined) known.delete(oldest);
  return found;
}
