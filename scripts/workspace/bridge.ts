/** The host's side of one execution: a bare context, into which only text goes and from which only text comes. */
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { buildSync } from "esbuild";
import type { Catalog } from "./catalog";
import type { Compiled, Ground } from "./compiled";
import type { EntryOutcome, HostReply, PreludeInput } from "./prelude-contract";
import type { World } from "./tape";

/** Present in a bare V8 context, absent or unconfirmed in Apps Script (platform.md 9). */
export const removedGlobals: readonly string[] = [
  "console",
  "WebAssembly",
  "SharedArrayBuffer",
  "Atomics",
  "Intl",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "WeakRef",
  "FinalizationRegistry",
  "AggregateError",
];

const removedFrom = (holder: string, names: string): readonly string[] =>
  names.split(" ").map((name) => `${holder}.${name}`);

/** The library after ES2019: unconfirmed one by one on Google, so a bundle may not lean on it. */
export const removedMembers: readonly string[] = [
  ...removedFrom(
    "Array.prototype",
    "at findLast findLastIndex toReversed toSorted toSpliced with group groupToMap",
  ),
  ...removedFrom("Array", "fromAsync"),
  ...removedFrom("Object", "hasOwn groupBy"),
  ...removedFrom("Map", "groupBy"),
  ...removedFrom("String.prototype", "at matchAll replaceAll isWellFormed toWellFormed"),
  ...removedFrom("Promise", "any allSettled withResolvers"),
];

let preludeScript: vm.Script | null = null;

function compiledPrelude(): vm.Script {
  if (preludeScript === null) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(new URL("./prelude.ts", import.meta.url))],
      bundle: true,
      write: false,
      format: "cjs",
      target: "es2019",
    });
    const code = outputFiles[0]?.text ?? "";
    const text = `((module) => {\n${code}\nreturn module.exports.prelude;\n})({ exports: {} })`;
    preludeScript = new vm.Script(text, { filename: "local-workspace/prelude.js" });
  }
  return preludeScript;
}

export interface Realm {
  /**
   * Calls a top-level function of the bundle with arguments in JSON; `Ref`s and the like become objects, unless a dialog's page calls.
   * The first call in a context runs the bundle's top level.
   */
  invoke(functionName: string, args: readonly unknown[], fromDialog: boolean): EntryOutcome;
  /** Ends the realm after its run, however that ended: the context may serve a later run, where the bundle carries nothing over. */
  giveBack(): void;
}

const preludeTexts = new WeakMap<Catalog, Map<string, string>>();

/** The input of every context of one Workspace, given the advanced services that its manifest switches on: the same text each time. */
export function preludeText(
  catalog: Catalog,
  enabled: readonly string[],
  hidesText: boolean,
): string {
  const texts = preludeTexts.get(catalog) ?? new Map<string, string>();
  preludeTexts.set(catalog, texts);
  const key = [hidesText, ...enabled].join();
  const known = texts.get(key);
  if (known !== undefined) return known;
  const input: PreludeInput = {
    classes: catalog.describe(),
    globals: catalog.globals(enabled),
    unmodelledGlobals: catalog.unmodelledGlobals(),
    removedGlobals,
    removedMembers,
    hidesText,
  };
  const text = JSON.stringify(input);
  texts.set(key, text);
  return text;
}

const noReply: HostReply = { error: { name: "Error", message: "local Workspace: no run is on" } };
const noRun: World = { now: () => Number.NaN, serve: () => JSON.stringify(noReply) };

function makeGround(input: string): Ground {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  });
  // The text is this project's own prelude.ts, whose exported function has this type.
  const install = compiledPrelude().runInContext(context) as typeof import("./prelude").prelude;
  const { begin, call } = install(
    (request) => ground.run.serve(request),
    () => ground.run.now(),
    input,
  );
  const ground: Ground = { context, begin, call, run: noRun, isLoaded: false };
  return ground;
}

/**
 * The context that the bundle runs in: new for each run, unless the bundle is known to carry nothing over (compiled.ts).
 * `input` comes from `preludeText`, `seed` decides what chance brings.
 * Not a security boundary: it keeps the bundle from leaning on what Google lacks, not an attacker in.
 */
export function makeRealm(
  { script, grounds }: Compiled,
  input: string,
  seed: number,
  world: World,
): Realm {
  const ground = grounds?.get(input)?.pop() ?? makeGround(input);
  ground.run = world;
  ground.begin(seed);
  return {
    invoke(functionName, args, fromDialog) {
      try {
        if (!ground.isLoaded) script.runInContext(ground.context);
        ground.isLoaded = true;
        const entry: unknown = vm.runInContext(functionName, ground.context);
        return JSON.parse(ground.call(entry, JSON.stringify(args), fromDialog));
      } catch (error) {
        // The top level of the bundle threw, in the context's realm: only its text is taken.
        return { ok: false, error: String(error) };
      }
    },
    giveBack() {
      if (grounds === null || !ground.isLoaded) return;
      ground.run = noRun;
      const waiting = grounds.get(input) ?? [];
      grounds.set(input, waiting);
      waiting.push(ground);
    },
  };
}
