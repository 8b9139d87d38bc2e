/**
 * The port between the runner and the place where a bundle runs: one realm for each run. Adapters: `vm-realms.ts` in Node,
 * `own-realm.ts` in the worker of a page.
 */

import type { Installed } from "./prelude";
import type { EntryOutcome, HostReply } from "./prelude-contract";

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

/** What a context asks of the world outside. */
export interface World {
  /** Answers a `HostRequest` with a `HostReply`, both in JSON; must not throw. */
  readonly serve: (request: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Tape {
  private readonly calls: { readonly request: string; readonly reply: string }[] = [];
  private readonly instants: number[] = [];

  /** Passes on to the given world, and records each question and answer. */
  recording({ serve, now }: World): World {
    return {
      serve: (request) => {
        const reply = serve(request);
        this.calls.push({ request, reply });
        return reply;
      },
      now: () => {
        const at = now();
        this.instants.push(at);
        return at;
      },
    };
  }

  /** Gives the recorded answers first, then passes on to the given world. `serve` throws if the repeated run asks something else. */
  playing({ serve, now }: World): World {
    const calls = [...this.calls];
    const instants = [...this.instants];
    return {
      serve: (request) => {
        const known = calls.shift();
        if (known === undefined) return serve(request);
        if (known.request !== request) {
          throw new Error("local Workspace: the run did not ask the same again");
        }
        return known.reply;
      },
      now: () => instants.shift() ?? now(),
    };
  }
}

const noReply: HostReply = { error: { name: "Error", message: "local Workspace: no run is on" } };
const noRun: World = { now: () => Number.NaN, serve: () => JSON.stringify(noReply) };

/** Runs a bundle's top level and answers what finds its entry points by name. */
export type Load = () => (functionName: string) => unknown;

export class KeptRealm {
  readonly installed: Installed;
  private world = noRun;

  /** `install` puts the services' objects into the realm. */
  constructor(install: (host: (request: string) => string, now: () => number) => Installed) {
    this.installed = install(
      (request) => this.world.serve(request),
      () => this.world.now(),
    );
  }

  open({ seed, world }: Omit<RealmOptions, "input">, load: Load): Realm {
    const { installed } = this;
    const [outerWorld, outerChance] = [this.world, installed.begin(seed)];
    this.world = world;
    let entry: ReturnType<Load> | null = null;
    return {
      invoke: (functionName, args, fromDialog) => {
        try {
          entry ??= load();
          return JSON.parse(installed.call(entry(functionName), JSON.stringify(args), fromDialog));
        } catch (error) {
          // The top level of the bundle threw, in the realm's own error: only its text is taken.
          return { ok: false, error: String(error) };
        }
      },
      end: () => {
        this.world = outerWorld;
        installed.begin(outerChance);
      },
    };
  }
}
