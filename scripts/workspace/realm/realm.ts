/**
 * The port between the runner and the place where a bundle runs: one realm for each run. Adapters: `vm-realms.ts` in Node,
 * `own-realm.ts` in the worker of a page.
 */
import type { EntryOutcome } from "./prelude-contract";
import type { World } from "./tape";

/** What one run of a script finds around it, until it ends. */
export interface Realm {
  /**
   * Calls a top-level function of the bundle with arguments in JSON; `Ref`s and the like become objects, unless a dialog's page calls.
   * The first call runs the bundle's top level anew: nothing is there of any run before.
   */
  invoke(functionName: string, args: readonly unknown[], fromDialog: boolean): EntryOutcome;
  /** Ends the realm after its run, however that ended. Of runs one inside another the inner ends first. */
  end(): void;
}

export interface RealmOptions {
  /** What the realm is told of the services, from `preludeText`. */
  readonly input: string;
  /** Decides what chance brings to the run. */
  readonly seed: number;
  readonly world: World;
}

/** A script text that is ready to run: compiled once, however many runs and Workspaces share it. */
export interface ReadyBundle {
  /** Tells texts apart. */
  readonly digest: string;
  /** Names of the functions that Google may call. */
  readonly entries: ReadonlySet<string>;
  /** Not a security boundary: it keeps the bundle from leaning on what Google lacks, not an attacker in. */
  open(options: RealmOptions): Realm;
}

export interface Realms {
  /** Tells adapters apart, in words. */
  readonly name: string;
  /** @throws Error on a text that is no script that Apps Script takes. */
  ready(bundle: string): ReadyBundle;
}
