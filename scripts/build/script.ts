/** The script: what esbuild makes of src/main.ts, as esbuild writes it, within one function, and the names that Google calls behind it. */

import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build as bundle, type Plugin } from "esbuild";
import { product, sha256 } from "./header";
import { root } from "./sources";

/** A script to make: its main file, and what Google calls in it. */
export interface ScriptParts {
  /** Path of main.ts below the root. */
  readonly entry: string;
  /** What it exports to Google lives in this one variable; the wrappers call it. */
  readonly globalName: string;
  readonly functions: readonly string[];
  readonly plugins?: readonly Plugin[];
}

/** Puts a pack from outside src/ among those that the script carries, before the others: new districts begin with it. */
function addsPack(file: string): Plugin {
  const added = join(root, "src/protocol/packs/added-packs.ts");
  return {
    name: "adds-pack",
    setup(build) {
      build.onLoad({ filter: /added-packs\.ts$/ }, ({ path }) => {
        if (path !== added) return null;
        const from = JSON.stringify(file);
        const contents = [
          `import * as found from ${from};`,
          "const { earlier = [], ...own } = found;",
          "const all = [own.default ?? Object.values(own)[0], ...earlier];",
          'export const addedPacks = all.map((one) => (typeof one === "function" ? one() : one));',
          "",
        ].join("\n");
        return {
          loader: "ts",
          contents: file.endsWith(".json")
            ? `import pack from ${from};\nexport const addedPacks = [pack];\n`
            : contents,
          resolveDir: root,
        };
      });
    },
  };
}

/** What a bundle needs that carries the pack of a file, its path absolute; nothing without one. */
export function packPlugins(pack: string | null): readonly Plugin[] {
  return pack === null ? [] : [addsPack(pack), packImports(pack)];
}

/**
 * The whole text of dist/Code.js below its header. `pack` is the file of a pack to add, its path absolute. Fails if the sources
 * do not build, or src/main.ts does not export exactly the entry functions.
 */
export function script(pack: string | null): Promise<string> {
  return readableScript({
    entry: "src/main.ts",
    globalName: "studentSafetyDesk",
    functions: entryFunctions,
    plugins: packPlugins(pack),
  });
}

/** The whole text of a script. Fails if its sources do not build, or do not export exactly the functions. */
export async function readableScript(parts: ScriptParts): Promise<string> {
  const { entry, functions, plugins = [] } = parts;
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    // Google's parser takes `??` and `?.`, and refuses class fields, static fields and #private, which are later (design section 3).
    target: "es2020",
    charset: "utf8",
    logLevel: "error",
    plugins: [...plugins],
    // As the compiler has it at this target: a class's fields are assigned.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    // One function around it, and not a second one within: what stands two functions deep takes longer to load.
    format: "esm",
    metafile: true,
    platform: "neutral",
    mainFields: ["module", "main"],
    legalComments: "inline",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  const exported = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
  checkExports(entry, functions, exported);
  return wrapped(parts, wholeScript(output.text));
}

/** The export statement that esbuild ends with, as what the one function returns. Throws if there is none. */
function returned(text: string): string {
  const [whole, names] = /\nexport \{\n([^}]*)\};\n$/.exec(text) ?? [];
  if (whole === undefined || names === undefined)
    throw new Error("esbuild wrote no export at the end");
  const members = names.replace(/(\S+) as (\S+?)(?=,?\n)/g, "$2: $1");
  return `${text.slice(0, -whole.length)}\nreturn {\n${members}};\n`;
}

/** The one function around what esbuild wrote: only a function with a name can read its own text. */
function wholeScript(text: string): string {
  return `function wholeScript(builtAs) {\n${returned(text)}}`;
}

/**
 * A script of its one function and the names that Google calls, for which it searches the text (platform.md 9). The function is handed its
 * version and the hash of its own text, which stands outside that text: so a script can say whether it runs as it was built.
 */
export function wrapped(
  { globalName, functions }: Pick<ScriptParts, "globalName" | "functions">,
  whole: string,
): string {
  const wrappers = functions.map(
    (name) => `function ${name}(event) {\n  return ${globalName}.${name}(event);\n}\n`,
  );
  const builtAs = `${product().version} ${sha256(whole)}`;
  return `var ${globalName} = (${whole})("${builtAs}");\n\n// What Google calls by name.\n\n${wrappers.join("\n")}`;
}

/** The version and the hash that a script was handed; null if it is none of ours. */
export function sealOf(script: string): { readonly version: string; readonly hash: string } | null {
  const [, version, hash] = /^\}\)\("(\S+) ([0-9a-f]{64})"\);$/m.exec(script) ?? [];
  return version === undefined || hash === undefined ? null : { version, hash };
}

function checkExports(
  entry: string,
  functions: readonly string[],
  exported: readonly string[],
): void {
  const missing = functions.filter((name) => !exported.includes(name));
  const unknown = exported.filter((name) => !functions.includes(name));
  if (missing.length + unknown.length === 0) return;
  throw new Error(
    `${entry} and its list of entry functions differ: it lacks ${missing.join(", ") || "none"}, the list lacks ${unknown.join(", ") || "none"}`,
  );
}

export const entryFunctions = [
  "onOpen",
  "onFormSubmit",
  "onRegisterEdit",
  "onClock",
  "setUp",
  "settings",
  "runCheck",
  "whoCanOpen",
  "onDialog",
  "runDrill",
  "goLive",
  "printRecord",
  "yearEvidence",
  "rollOver",
  "stopAccount",
  "uninstall",
] as const;

/** Where the packs of src/ lie: a relative import that leads nowhere from the file itself is looked up from here. */
const packsFolder = join(root, "src/protocol/packs");

/** A folder of that name is none: an author's own folder "parts" takes nothing from the file. */
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const isThere = (path: string) => [path, `${path}.ts`, join(path, "index.ts")].some(isFile);

/** `file`: the pack's, absolute. Earlier versions of it lie in the same folder. */
export function packImports(file: string): Plugin {
  // esbuild names importers by where they really lie, whatever links lead there.
  const folder = dirname(realpathSync(file));
  return {
    name: "pack-imports",
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ importer, path, kind }) => {
        if (dirname(importer) !== folder || isThere(resolve(folder, path))) return null;
        return build.resolve(path, { resolveDir: packsFolder, kind });
      });
    },
  };
}
