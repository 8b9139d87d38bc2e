/**
 * The port between the runner and the place where a bundle runs; each run gets one realm. Adapters: `vm-realms.ts` in Node, `own-realm.ts`
 * in a browser's worker.
 */

import type { Installed } from "./prelude";
import type { EntryOutcome, HostReply } from "./prelude-contract";

/** The surroundings of one run of a script, until it ends. */
export interface Realm {
  /**
   * Calls a top-level function of the bundle with arguments in JSON. `Ref`s and the like become objects, except in a call from a dialog's
   * page. The first call runs the bundle's top level again, so nothing remains from earlier runs.
   */
  invoke(functionName: string, args: readonly unknown[], fromDialog: boolean): EntryOutcome;
  /** Ends the realm after its run, even if the run failed. If one run is inside another, end the inner one first. */
  end(): void;
}

export interface RealmOptions {
  /** Describes the services to the realm; made by `preludeText`. */
  readonly input: string;
  /** The seed of the run's random numbers. */
  readonly seed: number;
  readonly world: World;
}

/** A script text that is ready to run. It is compiled once and shared by all runs and Workspaces. */
export interface ReadyBundle {
  /** SHA-256 of the text, in hexadecimal. */
  readonly digest: string;
  /** Names of the functions that Google can call. */
  readonly entries: ReadonlySet<string>;
  /**
   * Opens a realm for one run. It keeps the bundle from using what Google lacks. It is no security boundary: it does not contain hostile
   * code.
   */
  open(options: RealmOptions): Realm;
}

export interface Realms {
  /** A description, by which adapters are told apart. */
  readonly name: string;
  /**
   * Compiles a bundle.
   * @throws Error on text that Apps Script would not accept.
   */
  ready(bundle: string): ReadyBundle;
}

/** What a context can ask of the world outside. */
export interface World {
  /** Answers a `HostRequest` with a `HostReply`, both in JSON. Must not throw. */
  readonly serve: (request: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a run asked of the world outside and what it was told, so that the run can be repeated up to the same point. */
export class Tape {
  private readonly calls: { readonly request: string; readonly reply: string }[] = [];
  private readonly instants: number[] = [];

  /** A world that passes everything on to the given one, and records each question with its answer. */
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

  /**
   * A world that gives the recorded answers first and then passes on to the given one. Its `serve` throws if the repeated run does not ask
   * the same questions.
   */
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

/** Runs a bundle's top level and returns a function that finds an entry point by name. */
export type Load = () => (functionName: string) => unknown;

/** One realm in which many runs take place, also one inside another: each run brings its own world, seed and bundle. */
export class KeptRealm {
  readonly installed: Installed;
  private world = noRun;

  /** @param install Puts the services' objects into the realm. */
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
          // The bundle's top level threw an error of its own realm. Only the error's text may leave that realm.
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
