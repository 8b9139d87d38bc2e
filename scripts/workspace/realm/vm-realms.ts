/**
 * Realms in Node: bare contexts that exchange only text with the outside. A bundle runs again and again in one context whose built-ins
 * are frozen: a new context for every run, as Google has it, would take ten times as long.
 */
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { buildSync } from "esbuild";
import { bundleFacts, rememberedByText, wrapped } from "./known-bundles";
import type { prelude } from "./prelude";
import { KeptRealm, type Realms } from "./realm";

const filename = "Code.js";

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

interface Ground {
  readonly context: vm.Context;
  readonly realm: KeptRealm;
}

function newGround(input: string): Ground {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  });
  // The text is our own prelude.ts compiled, so its exported function has this type.
  const install = compiledPrelude().runInContext(context) as typeof prelude;
  return { context, realm: new KeptRealm((host, now) => install(host, now, input, "kept")) };
}

const keptGround = rememberedByText(newGround);

/** The function with the bundle inside, in one context. Each run calls it once. */
type Around = () => Readonly<Record<string, unknown>>;

/** One context for all runs of all bundles whose services are described by the same text. */
export const keptRealms: Realms = {
  name: "one context, kept",
  ready: rememberedByText((bundle) => {
    const facts = bundleFacts(bundle);
    const { before, text } = wrapped(bundle, facts.entries);
    const script = new vm.Script(text, { filename, columnOffset: -before.length });
    const functions = new WeakMap<Ground, Around>();
    const functionIn = (ground: Ground): Around => {
      // The text evaluates to a function without parameters that returns the bundle's entry points (known-bundles.ts).
      const known = functions.get(ground) ?? (script.runInContext(ground.context) as Around);
      functions.set(ground, known);
      return known;
    };
    return {
      ...facts,
      open({ input, ...options }) {
        const ground = keptGround(input);
        return ground.realm.open(options, () => {
          const entries = functionIn(ground)();
          return (name) => entries[name];
        });
      },
    };
  }),
};
