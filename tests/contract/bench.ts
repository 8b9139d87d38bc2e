/**
 * The ports of src/google on the local Workspace, for tests that use a port. The real adapters run here, in the test's own JavaScript
 * realm. Each call on `ports` is a run of its own; `run` makes several calls in one run.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
import { bundleFacts, rememberedByText } from "../../scripts/workspace/realm/known-bundles";
import { prelude } from "../../scripts/workspace/realm/prelude";
import { KeptRealm, type Realms } from "../../scripts/workspace/realm/realm";
import type { Ref } from "../../scripts/workspace/service";
import type { BatchRequest, FormResponse, Ports } from "../../src/ports";

export const admin = "admin@district.example";
export const lead = "lead@district.example";
export const contact = "contact@district.example";
/** A Monday, 7:00 in California. */
export const monday = Date.UTC(2026, 10, 2, 15);

/** A request as only people cause it: the product never makes it, and has no type for it. */
export const byAPerson = (request: object) => request as BatchRequest;

/** The responses as the script has them: also one that an event brings. */
export interface GooglePorts extends Ports {
  readonly responses: Ports["responses"] & { fromEvent(response: unknown): FormResponse };
}

// By a path that types do not follow: to them the adapters belong to Apps Script alone.
const adapters = "../../src/google/workspace";
const { googlePorts }: { googlePorts: () => GooglePorts } = await import(adapters);

const realmOf = rememberedByText(
  (input) => new KeptRealm((host, now) => prelude(host, now, input, "shared")),
);
/** The realm of the run that is on. */
let current: KeptRealm | null = null;

/** While a run is on, Google's globals stand in this realm, and the time is the Workspace's. */
const ownRealm: Realms = {
  name: "the test's own",
  ready: (bundle) => ({
    ...bundleFacts(bundle),
    open({ input, ...options }) {
      const realm = realmOf(input);
      const inner = realm.open(options, () => () => undefined);
      const [outer, now] = [current, Date.now];
      current = realm;
      const names = [...realm.installed.globals.keys()].filter(
        (name) => !/^(Date|Math)$/.test(name),
      );
      const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
      for (const name of names) Reflect.set(globalThis, name, realm.installed.globals.get(name));
      Date.now = options.world.now;
      return {
        ...inner,
        end() {
          Date.now = now;
          names.forEach((name, index) => {
            Reflect.deleteProperty(globalThis, name);
            const known = before[index];
            if (known !== undefined) Object.defineProperty(globalThis, name, known);
          });
          current = outer;
          inner.end();
        },
      };
    },
  }),
};

/** The object of Google's that an event would bring. To be asked for in a run. */
export function broughtBy(ref: Ref): unknown {
  let found: unknown;
  const take = (one: unknown) => {
    found = one;
  };
  current?.installed.call(take, JSON.stringify([ref]), false);
  return found;
}

const portNames =
  "clock lock spreadsheets access mailer memory ownMemory triggers responses form identity chance diagnosis services";

export interface BenchOptions {
  /** Answers to UNCONFIRMED points. */
  readonly assume?: Readonly<Record<string, string>>;
  readonly form?: Partial<NewForm>;
  /** Those that are switched on, where they are not the manifest's. */
  readonly advancedServices?: readonly string[];
}

export class Bench {
  readonly workspace: LocalWorkspace;
  /** Each call a run of its own, by the admin. */
  readonly ports: GooglePorts;

  constructor({ assume = {}, form = {}, advancedServices }: BenchOptions = {}) {
    // The manifest is our own; only the fields of Manifest are read.
    const manifest = JSON.parse(readFileSync(join(root, "appsscript.json"), "utf8")) as Manifest;
    const names = advancedServices?.map((userSymbol) => ({ userSymbol }));
    const dependencies = { enabledAdvancedServices: names ?? [] };
    this.workspace = new LocalWorkspace({
      bundle: "",
      manifest: names === undefined ? manifest : { ...manifest, dependencies },
      services: allServices,
      realms: ownRealm,
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
  portsOf(as: string): GooglePorts {
    const portOf = (name: string) => {
      const asked = (key: string, args: readonly unknown[]) =>
        this.run((ports) => {
          const port = Reflect.get(ports, name) as object; // By its name.
          const found: unknown = Reflect.get(port, key);
          return typeof found === "function"
            ? (Reflect.apply(found, port, args) as unknown)
            : found;
        }, as);
      return new Proxy(
        {},
        {
          // All members are methods, but for these two of the clock.
          get: (_, key) =>
            key === "started" || key === "zone"
              ? asked(key, [])
              : (...args: readonly unknown[]) => asked(String(key), args),
        },
      );
    };
    // Each answers as the port of that name does.
    return Object.fromEntries(
      portNames.split(" ").map((name) => [name, portOf(name)]),
    ) as unknown as GooglePorts;
  }

  /** Several calls in one run. What `work` throws ends the run and comes out. */
  run<T>(work: (ports: GooglePorts) => T, as = admin, surface: Surface = "menu"): T {
    const ends: ({ readonly value: T } | { readonly error: unknown })[] = [];
    this.workspace.run({ function: "perform", surface, as }, () => {
      try {
        ends.push({ value: work(googlePorts()) });
        return { ok: true };
      } catch (error) {
        ends.push({ error });
        return { ok: false, error: String(error) };
      }
    });
    const [end] = ends;
    if (end === undefined) throw new Error("it never began");
    if ("error" in end) throw end.error;
    return end.value;
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
}
