/**
 * The ports of src/google on the local Workspace, for tests that speak to a port: each call is made in the script's context by the
 * real adapter. What is asked of `ports` is a run of its own; `run` asks several things in one.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../../scripts/build/sources";
import { createForm, type NewForm } from "../../scripts/workspace/forms/store";
import {
  advancedServiceNames,
  allServices,
  LocalWorkspace,
  type Manifest,
  type RunRecord,
  type Surface,
} from "../../scripts/workspace/index";
import type { Realm } from "../../scripts/workspace/realm/realm";
import { GoogleError, type ServiceClass } from "../../scripts/workspace/service";
import { freeCall } from "../../scripts/workspace/services/declare";
import { AddressRefused, AppError } from "../../src/errors";
import type { BatchRequest, FormResponse, Ports } from "../../src/ports";
import { type Answer, workOutside } from "./inside";

export const admin = "admin@district.example";
export const lead = "lead@district.example";
export const contact = "contact@district.example";
/** A Monday, 7:00 in California. */
export const monday = Date.UTC(2026, 10, 2, 15);

/** A request as only people cause it: the product never makes it, and has no type for it. */
export const byAPerson = (request: object) => request as BatchRequest;

/** `Logger` is real and no part of the script uses it: with it the context asks the test to do what it has at hand. */
const entry = `
import { performer } from "./tests/contract/inside";
import { googlePorts } from "./src/google/workspace";

export const perform = performer(googlePorts, () => { Logger.log("") });`;

let bundled: string | null = null;

function bundle(): string {
  if (bundled !== null) return bundled;
  bundled = buildSync({
    absWorkingDir: root,
    stdin: { contents: entry, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "contract",
    target: "es2020",
    charset: "utf8",
    footer: {
      js: "function perform(port, member, args) { return contract.perform(port, member, args); }",
    },
  }).outputFiles[0]?.text as string; // One entry point makes one file.
  return bundled;
}

function workDoneBy(act: () => void): ServiceClass {
  return {
    name: "Logger",
    global: true,
    types: "GoogleAppsScript.Base.Logger",
    methods: { log: freeCall(act) },
  };
}

/** The responses as the script has them: also one that an event brings. */
export interface BenchPorts extends Ports {
  readonly responses: Ports["responses"] & { fromEvent(response: unknown): FormResponse };
}

/** How the adapters are reached: a member of a port, and the lock, whose work stays outside. */
interface Reach {
  ask(port: keyof Ports, member: string, args: readonly unknown[]): unknown;
  during<T>(wait: number, work: () => T): { readonly value: T } | null;
}

/** A port whose every member is a method. */
function methods<P extends keyof Ports>(port: P, { ask }: Reach): BenchPorts[P] {
  const get = (_: object, member: string | symbol) =>
    typeof member === "string" && member !== "then"
      ? (...args: readonly unknown[]) => ask(port, member, args)
      : undefined;
  // Whatever method the port has, the adapter's own is called.
  return new Proxy({}, { get }) as BenchPorts[P];
}

function portsBy(reach: Reach): BenchPorts {
  const clock = methods("clock", reach);
  const property = (member: string) => reach.ask("clock", member, []);
  return {
    clock: {
      now: () => clock.now(),
      offsetMinutes: (at) => clock.offsetMinutes(at),
      sleep: (milliseconds) => clock.sleep(milliseconds),
      // The two that are no methods: the port says of what type they are.
      get started() {
        return property("started") as number;
      },
      get zone() {
        return property("zone") as string;
      },
    },
    lock: {
      isHeld: () => reach.ask("lock", "isHeld", []) === true,
      during: (wait, work) => reach.during(wait, work),
    },
    spreadsheets: methods("spreadsheets", reach),
    access: methods("access", reach),
    mailer: methods("mailer", reach),
    memory: methods("memory", reach),
    ownMemory: methods("ownMemory", reach),
    triggers: methods("triggers", reach),
    responses: methods("responses", reach),
    form: methods("form", reach),
    identity: methods("identity", reach),
    chance: methods("chance", reach),
    diagnosis: methods("diagnosis", reach),
    services: methods("services", reach),
  };
}

/** How something ended that was done in the middle of a run. */
type End<T> = { readonly value: T } | { readonly error: unknown };

function endOf<T>(work: () => T): End<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function settled<T>(end: End<T> | undefined): T {
  if (end === undefined) throw new Error("it never began");
  if ("error" in end) throw end.error;
  return end.value;
}

/** JSON makes null of an argument that is left out. */
function given(args: readonly unknown[]): readonly unknown[] {
  return args[args.length - 1] === undefined && args.length > 0 ? given(args.slice(0, -1)) : args;
}

function asked(realm: Realm, port: keyof Ports, member: string, args: readonly unknown[]): unknown {
  const outcome = realm.invoke("perform", [port, member, given(args)], false);
  if (!outcome.ok) throw new Error(outcome.error);
  const answer = outcome.value as Answer; // What `perform` of inside.ts gives back.
  if (!("failure" in answer)) return answer.value;
  const { name, message, code, why } = answer.failure;
  if (code !== null) throw new AppError(code);
  if (why !== null) throw Object.assign(new AddressRefused(why, message), { message });
  throw Object.assign(new Error(message), { name });
}

export interface BenchOptions {
  /** Answers to UNCONFIRMED points. */
  readonly assume?: Readonly<Record<string, string>>;
  readonly form?: Partial<NewForm>;
  /** IANA name of the script's zone, where it is not the manifest's. */
  readonly zone?: string;
  /** Those that are switched on, where they are not the manifest's. */
  readonly advancedServices?: readonly string[];
}

export class Bench {
  readonly workspace: LocalWorkspace;
  /** Each call a run of its own, by the admin. */
  readonly ports: BenchPorts;
  private outside: () => void = () => undefined;

  constructor({ assume = {}, form = {}, zone, advancedServices }: BenchOptions = {}) {
    // The manifest is our own; only the fields of Manifest are read.
    const manifest = JSON.parse(readFileSync(join(root, "appsscript.json"), "utf8")) as Manifest;
    this.workspace = new LocalWorkspace({
      bundle: bundle(),
      manifest: {
        ...manifest,
        timeZone: zone ?? manifest.timeZone,
        ...(advancedServices === undefined
          ? {}
          : {
              dependencies: {
                enabledAdvancedServices: advancedServices.map((userSymbol) => ({ userSymbol })),
              },
            }),
      },
      services: [...allServices, workDoneBy(() => this.outside())],
      start: monday,
      assume,
    });
    this.workspace.containerId = createForm(this.store, { owner: admin, at: monday, ...form });
    for (const name of advancedServiceNames) this.workspace.switchService(name, true);
    this.ports = this.portsOf(admin);
  }

  get store(): LocalWorkspace["store"] {
    return this.workspace.store;
  }

  /** Each call a run of its own, by this account. */
  portsOf(as: string): BenchPorts {
    return portsBy({
      ask: (port, member, args) => this.runIn((realm) => asked(realm, port, member, args), as),
      during: (wait, work) => this.run(({ lock }) => lock.during(wait, work), as),
    });
  }

  /** Several calls in one run. What `work` throws ends the run and comes out. */
  run<T>(work: (ports: BenchPorts) => T, as = admin, surface: Surface = "menu"): T {
    return this.runIn((realm) => work(this.portsIn(realm)), as, surface);
  }

  /** What the last run cost. */
  get cost(): Pick<RunRecord, "cellsRead" | "cellsWritten"> & RunRecord["calls"] {
    const last = this.workspace.runs[this.workspace.runs.length - 1];
    if (last === undefined) throw new Error("nothing has run yet");
    const { calls, cellsRead, cellsWritten } = last;
    return { ...calls, cellsRead, cellsWritten };
  }

  /** How many calls to Google `act` brings about, by name, in all its runs together. */
  callsOf(act: () => void): Readonly<Record<string, number>> {
    const before = this.workspace.runs.length;
    act();
    const counts: Record<string, number> = {};
    for (const { calls } of this.workspace.runs.slice(before)) {
      for (const [name, count] of Object.entries(calls.byName)) {
        counts[name] = (counts[name] ?? 0) + count;
      }
    }
    return counts;
  }

  private runIn<T>(work: (realm: Realm) => T, as: string, surface: Surface = "menu"): T {
    const ends: End<T>[] = [];
    this.workspace.run({ function: "perform", surface, as }, (realm) => {
      const end = endOf(() => work(realm));
      ends.push(end);
      return "error" in end ? { ok: false, error: String(end.error) } : { ok: true };
    });
    return settled(ends[0]);
  }

  private portsIn(realm: Realm): BenchPorts {
    const ask: Reach["ask"] = (port, member, args) => asked(realm, port, member, args);
    return portsBy({
      ask,
      during: <T>(wait: number, work: () => T) => {
        const ends: End<T>[] = [];
        this.outside = () => {
          const end = endOf(work);
          ends.push(end);
          if ("error" in end) throw new GoogleError("the work failed");
        };
        const held = endOf(() => ask("lock", "during", [wait, workOutside]));
        const [end] = ends;
        // What the work threw comes out as it was thrown.
        const done = end === undefined ? null : { value: settled(end) };
        return settled(held) === null ? null : done;
      },
    });
  }
}
