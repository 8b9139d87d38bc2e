/** The script: esbuild's plain ES2019 output of src/main.ts, readable, with the sources' own comments and a mark where each begins. */
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parse, type Token, tokTypes } from "acorn";
import { build as bundle, type Plugin } from "esbuild";
import { entryFunctions } from "./entry-functions";
import { product, sha256 } from "./header";
import { root } from "./sources";

/** A script to make: its main file, what Google calls in it, and where its sources lie. */
export interface ScriptParts {
  /** Path of main.ts below the root. */
  readonly entry: string;
  /** What it exports to Google lives in this one variable; the wrappers call it. */
  readonly globalName: string;
  readonly functions: readonly string[];
  /** Folders below the root whose comments are kept. */
  readonly sources: readonly string[];
  readonly plugins?: readonly Plugin[];
}

/** The functions that Google finds by name: it looks for declarations in the text (platform.md 9). */
function wrappers({ functions, globalName }: ScriptParts): string {
  return functions
    .map((name) => `function ${name}(event) {\n  return ${globalName}.${name}(event);\n}\n`)
    .join("\n");
}

/** A docstring, and the type after it where it is one's: types leave no trace in the bundle, so nor may their comments. */
const docstring =
  /^([ \t]*)\/\*\*\s([\s\S]*?)\s*\*\/(\s*(?:export )?(?:declare |interface |type )(?!\())?/gm;

/** A line of comment on its own, other than those for the linter. */
const lineComment = /^([ \t]*)\/\/ (?!biome-)/gm;

/** The end of a comment that is nobody's docstring: a file's, or a section's. */
const endOfOwn = /^(\/\/! .*\n)(?=\n|import )/gm;

/**
 * esbuild keeps the comments that are marked as legal ones and drops all others, so the sources' own are marked on the way in. A
 * docstring becomes lines of comment, which say the same in fewer bytes; a mark alone is the blank line below such a comment.
 */
export function marked(source: string): string {
  return source
    .replace(lineComment, "$1//! ")
    .replace(docstring, (all, indent: string, text: string, ofType?: string) =>
      ofType === undefined ? text.replace(/^(?:\s*\*)? ?/gm, () => `${indent}//! `) : all,
    )
    .replace(endOfOwn, "$1//!\n");
}

const keepsComments = (sources: readonly string[]): Plugin => ({
  name: "keeps-comments",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      sources.some((folder) => path.startsWith(join(root, folder) + sep))
        ? { loader: "ts", contents: marked(readFileSync(path, "utf8")) }
        : null,
    );
  },
});

/** Puts a pack from outside src/ among those that the script carries, before the others: new districts begin with it. */
export function addsPack(file: string): Plugin {
  const added = join(root, "src/protocol/packs/added.ts");
  return {
    name: "adds-pack",
    setup(build) {
      build.onLoad({ filter: /added\.ts$/ }, ({ path }) => {
        if (path !== added) return null;
        const from = JSON.stringify(file);
        const contents = `import * as found from ${from};\nexport const added = [found.default ?? Object.values(found)[0]];\n`;
        return {
          loader: "ts",
          contents: file.endsWith(".json")
            ? `import pack from ${from};\nexport const added = [pack];\n`
            : contents,
          resolveDir: root,
        };
      });
    },
  };
}

/**
 * The whole text of dist/Code.js below its header. `pack` is the file of a pack to add, its path absolute. Fails where the sources
 * do not build, or src/main.ts does not export exactly the entry functions.
 */
export function script(pack: string | null): Promise<string> {
  return readableScript({
    entry: "src/main.ts",
    globalName: "studentSafetyDesk",
    functions: entryFunctions,
    sources: ["src"],
    plugins: pack === null ? [] : [addsPack(pack)],
  });
}

/** The whole text of a script. Fails where its sources do not build, or do not export exactly the functions. */
export async function readableScript(parts: ScriptParts): Promise<string> {
  const { entry, globalName, functions, sources, plugins = [] } = parts;
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    target: "es2019",
    charset: "utf8",
    logLevel: "error",
    plugins: [...plugins, keepsComments(sources)],
    // As the compiler has it at this target: a class's fields are assigned.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    // One function around all of it, as esbuild's own would be, but for two spaces before each of its lines and a getter for each name.
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    legalComments: "inline",
    banner: { js: `var ${globalName} = (function wholeScript(builtAs) {` },
    footer: { js: `${unsealed};\n// What Google calls by name.\n\n${wrappers(parts)}` },
  });
  const exported = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
  checkExports(entry, functions, exported);
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  return sealed(tidied(returned(output.text)));
}

/** What a module exports at its end, given back by the function around it instead. */
function returned(text: string): string {
  return text.replace(
    /^export \{\n((?: {2}.*\n)*)\};$/m,
    (_all, names: string) => `return {\n${names.replace(/(\w+) as (\w+)/g, "$2: $1")}};`,
  );
}

/**
 * The script with a tab for every two spaces before a line, and without the marks on its comments and esbuild's notes to itself: it is to
 * stay below its size with all its comments, and nothing else of it changes. Lines that go on within a template are text, and stay.
 */
export function tidied(text: string): string {
  const tokens: Token[] = [];
  const comments = new Set<number>();
  const onComment = (_isBlock: boolean, _text: string, start: number) => comments.add(start);
  parse(text, { ecmaVersion: 2019, onToken: tokens, onComment });
  const templates = tokens.filter(({ type }) => type === tokTypes.template);
  let next = 0;
  const marks = /^(?: {2})+|\/\/!(?:$| )|\/\* @__PURE__ \*\/ /gm;
  return text.replace(marks, (found: string, at: number) => {
    if (found.startsWith("/")) return comments.has(at) ? (found === "//! " ? "// " : "") : found;
    while ((templates[next]?.end ?? Number.POSITIVE_INFINITY) < at) next += 1;
    const isText = (templates[next]?.start ?? Number.POSITIVE_INFINITY) < at;
    return isText ? found : "\t".repeat(found.length / 2);
  });
}

const unsealed = '})("")';

/**
 * Hands the function around a script its version and the hash of its own text, which stands outside that text: so a script can say
 * whether it runs as it was built.
 */
export function sealed(text: string): string {
  const whole = /\((function wholeScript\([\s\S]*^\})\)\("[^"]*"\);$/m;
  return text.replace(
    whole,
    (_all, script: string) => `(${script})("${product().version} ${sha256(script)}");`,
  );
}

/** The version and the hash that a script was handed; null where it is none of ours. */
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
