/** Builds the script: what esbuild makes of src/main.ts, wrapped in one function, followed by the names that Google calls. */

import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build as bundle, type Plugin } from "esbuild";
import { product, releases, sha256 } from "./header";
import { root } from "./sources";

/** What to build a script from: its main file, and the functions that Google calls. */
export interface ScriptParts {
  /** Path of main.ts, relative to the project's root. */
  readonly entry: string;
  /** The variable that holds what main.ts exports. The functions that Google calls forward to it. */
  readonly globalName: string;
  readonly functions: readonly string[];
  readonly plugins?: readonly Plugin[];
}

/** Adds a pack from outside src/ before the packs of the script, so that new districts start with it. */
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

/** The esbuild plugins for a bundle that includes the pack of a file (absolute path); none if there is no pack. */
export function packPlugins(pack: string | null): readonly Plugin[] {
  return pack === null ? [] : [addsPack(pack), packImports(pack)];
}

/**
 * The text of dist/Code.js below its header. `pack` is the absolute path of a pack file to add. Throws an Error if the sources do not
 * build, or if src/main.ts does not export exactly the functions that Google calls.
 */
export function script(pack: string | null): Promise<string> {
  return readableScript({
    entry: "src/main.ts",
    globalName: "studentSafetyDesk",
    functions: entryFunctions,
    plugins: packPlugins(pack),
  });
}

/** The text of a script, without a header. Throws an Error if its sources do not build, or do not export exactly the functions. */
export async function readableScript(parts: ScriptParts): Promise<string> {
  const { entry, functions, plugins = [] } = parts;
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    // Google's parser accepts `??` and `?.` but refuses class fields, static fields and #private, which came later (design section 3).
    target: "es2020",
    charset: "utf8",
    logLevel: "error",
    plugins: [...plugins],
    // Class fields become assignments, which is what the TypeScript compiler assumes at this target.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    // The script is wrapped in one function, and esbuild must not add a second: deeper nesting takes longer to load.
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

/**
 * Turns the export statement at the end of esbuild's output into the return statement of the one function. Throws an Error if there is
 * none.
 */
function returned(text: string): string {
  const [whole, names] = /\nexport \{\n([^}]*)\};\n$/.exec(text) ?? [];
  if (whole === undefined || names === undefined)
    throw new Error("esbuild wrote no export at the end");
  const members = names.replace(/(\S+) as (\S+?)(?=,?\n)/g, "$2: $1");
  return `${text.slice(0, -whole.length)}\nreturn {\n${members}};\n`;
}

/** Wraps esbuild's output in the one function. It has a name because only a named function can read its own text. */
function wholeScript(text: string): string {
  return `function wholeScript(builtAs) {\n${returned(text)}}`;
}

/**
 * A script made of its one function and the names that Google calls; Google looks for those names in the text (platform.md 9). The
 * function gets its version, the hash of its own text and the day of the newest release as an argument from outside that text, so the script can tell whether it runs
 * as it was built.
 */
export function wrapped(
  { globalName, functions }: Pick<ScriptParts, "globalName" | "functions">,
  whole: string,
): string {
  const wrappers = functions.map(
    (name) => `function ${name}(event) {\n  return ${globalName}.${name}(event);\n}\n`,
  );
  const builtAs = `${product().version} ${sha256(whole)} ${releases()[0].day}`;
  return `var ${globalName} = (${whole})("${builtAs}");\n\n// What Google calls by name.\n\n${wrappers.join("\n")}`;
}

/** The version and hash that a script passes to its function; null if it is not one of our scripts. */
export function sealOf(script: string): { readonly version: string; readonly hash: string } | null {
  const [, version, hash] = /^\}\)\("(\S+) ([0-9a-f]{64}) [-0-9]{10}"\);$/m.exec(script) ?? [];
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
  "poster",
  "rollOver",
  "stopAccount",
  "uninstall",
] as const;

/** The folder of the packs of src/. A relative import that does not resolve from the pack's own file is looked up from here. */
const packsFolder = join(root, "src/protocol/packs");

/** A folder does not count: an author's folder "parts" must not hide a file of that name. */
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const isThere = (path: string) => [path, `${path}.ts`, join(path, "index.ts")].some(isFile);

/** Resolves the imports of a pack outside src/. `file`: the absolute path of the pack. Earlier versions of it are in the same folder. */
export function packImports(file: string): Plugin {
  // esbuild reports importers by their real path, even if a symbolic link leads there.
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
