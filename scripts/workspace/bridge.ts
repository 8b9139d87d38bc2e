/** The host's side of one execution: a fresh bare context, into which only text goes and from which only text comes. */
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { buildSync } from "esbuild";
import type { EntryOutcome, HostReply, HostRequest, PreludeInput } from "./prelude-contract";

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
   * The first call runs the bundle's top level.
   */
  invoke(functionName: string, args: readonly unknown[], fromDialog: boolean): EntryOutcome;
}

/** The input of every context of one Workspace: the same text each time. */
export function preludeText(
  input: Omit<PreludeInput, "removedGlobals" | "removedMembers">,
): string {
  return JSON.stringify({ ...input, removedGlobals, removedMembers } satisfies PreludeInput);
}

/**
 * Makes the context that the bundle runs in. `serve` answers each call and must not throw.
 * `input` comes from `preludeText`, `seed` decides what chance brings.
 * Not a security boundary: it keeps the bundle from leaning on what Google lacks, not an attacker in.
 */
export function makeRealm(
  bundle: vm.Script,
  input: string,
  seed: number,
  now: () => number,
  serve: (request: HostRequest) => HostReply,
): Realm {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  });
  // The text is this project's own prelude.ts, whose exported function has this type.
  const install = compiledPrelude().runInContext(context) as typeof import("./prelude").prelude;
  const call = install((text) => JSON.stringify(serve(JSON.parse(text))), now, input, seed);
  let isLoaded = false;
  return {
    invoke(functionName, args, fromDialog) {
      try {
        if (!isLoaded) bundle.runInContext(context);
        isLoaded = true;
        const entry: unknown = vm.runInContext(functionName, context);
        return JSON.parse(call(entry, JSON.stringify(args), fromDialog));
      } catch (error) {
        // The top level of the bundle threw, in the context's realm: only its text is taken.
        return { ok: false, error: String(error) };
      }
    },
  };
}
