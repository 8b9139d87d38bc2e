/**
 * A realm that many runs of a script share. Each run brings its own answers from Google and its own random numbers; when a run ends that
 * began inside another, those of the outer run are put back.
 */
import type { Installed } from "./prelude";
import type { HostReply } from "./prelude-contract";
import type { Realm, RealmOptions } from "./realm";
import type { World } from "./tape";

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
