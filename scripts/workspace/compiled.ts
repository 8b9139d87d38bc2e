/** A bundle compiled and searched for its entry points once per process: every Workspace around the same text shares both, and no state. */
import { createHash } from "node:crypto";
import vm from "node:vm";
import { entryPoints } from "./entry-points";
import type { Installed } from "./prelude";
import type { World } from "./tape";

/** A context with the services' objects in it, and the run that they ask now. */
export interface Ground {
  readonly context: vm.Context;
  readonly begin: Installed["begin"];
  readonly call: Installed["call"];
  run: World;
  isLoaded: boolean;
}

export interface Compiled {
  /** Tells texts apart. */
  readonly digest: string;
  readonly script: vm.Script;
  /** Names of the functions that Google may call. */
  readonly entries: ReadonlySet<string>;
  /** Contexts that a run gave back, by the input of their prelude; null where every run gets a new one, as on Google. */
  readonly grounds: Map<string, Ground[]> | null;
}

/** Few texts are live at once; what was not asked for longest is forgotten. */
const kept = 8;
const known = new Map<string, Compiled>();
const carrying = new Set<string>();

/**
 * States that no run of this bundle leaves anything in the script for the next, so that its runs in this process may follow each
 * other in one context: a third of the time, and it hides it if the statement is untrue. For the tests, one of which proves it
 * (tests/bundle/carries-nothing.test.ts); everyone else gets Google's new context for each run.
 */
export function carriesNothing(bundle: string): void {
  if (carrying.has(bundle)) return;
  carrying.add(bundle);
  known.delete(bundle);
}

/** The last text that was said to be like another one. */
let alike: { readonly bundle: string; readonly other: string } | null = null;

/** States that a bundle differs from another one inside of functions alone: it is not searched for its entry points again. */
export function hasEntryPointsOf(bundle: string, other: string): void {
  alike = { bundle, other };
}

function entriesOf(bundle: string): ReadonlySet<string> {
  return alike?.bundle === bundle ? compiled(alike.other).entries : entryPoints(bundle);
}

/** @throws Error on a text that is not ES2020. */
export function compiled(bundle: string): Compiled {
  const found = known.get(bundle) ?? {
    digest: createHash("sha256").update(bundle).digest("base64"),
    entries: entriesOf(bundle),
    script: new vm.Script(bundle, { filename: "Code.js" }),
    grounds: carrying.has(bundle) ? new Map() : null,
  };
  known.delete(bundle);
  known.set(bundle, found);
  const [oldest] = known.keys();
  if (known.size > kept && oldest !== undefined) known.delete(oldest);
  return found;
}
