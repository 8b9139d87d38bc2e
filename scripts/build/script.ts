/** The script: esbuild's plain ES2019 output of src/main.ts, readable, with the sources' own comments and a mark where each begins. */
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { type BuildOptions, build as bundle, type Plugin } from "esbuild";
import { entryFunctions } from "./entry-functions";
import { root } from "./sources";

/** What main.ts exports to Google lives in this one variable; the wrappers call it. */
const globalName = "studentSafetyDesk";

/** The functions that Google finds by name: it looks for declarations in the text (platform.md 9). */
const wrappers = entryFunctions
  .map((name) => `function ${name}(event) {\n  return ${globalName}.${name}(event);\n}\n`)
  .join("\n");

/** A docstring, and the type after it where it is one's: types leave no trace in the bundle, so nor may their comments. */
const docstring =
  /^([ \t]*)\/\*\*(\s[\s\S]*?\*\/)(\s*(?:export )?(?:declare |interface |type )(?!\())?/gm;

/** A line of comment on its own, other than those for the linter. */
const lineComment = /^([ \t]*)\/\/ (?!biome-)/gm;

/** esbuild keeps the comments that are marked as legal ones and drops all others, so the sources' own are marked on the way in. */
function marked(source: string): string {
  return source
    .replace(docstring, (all, indent: string, rest: string, ofType?: string) =>
      ofType === undefined ? `${indent}/*!${rest}` : all,
    )
    .replace(lineComment, "$1//! ");
}

const keepsComments: Plugin = {
  name: "keeps-comments",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      path.startsWith(join(root, "src") + sep)
        ? { loader: "ts", contents: marked(readFileSync(path, "utf8")) }
        : null,
    );
  },
};

/** Puts a pack from outside src/ among those that the script carries, before the others: new districts begin with it. */
function addsPack(file: string): Plugin {
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
export async function script(pack: string | null): Promise<string> {
  const common: BuildOptions = {
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    bundle: true,
    target: "es2019",
    charset: "utf8",
    logLevel: "error",
    plugins: pack === null ? [keepsComments] : [addsPack(pack), keepsComments],
  };
  const { outputFiles } = await bundle({
    ...common,
    write: false,
    format: "iife",
    globalName,
    legalComments: "inline",
    footer: { js: `// What Google calls by name.\n\n${wrappers}` },
  });
  // Only of a module does esbuild say what it exports.
  const { metafile } = await bundle({ ...common, write: false, format: "esm", metafile: true });
  checkExports(Object.values(metafile.outputs).flatMap(({ exports }) => exports));
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild wrote nothing for src/main.ts");
  return output.text;
}

function checkExports(exported: readonly string[]): void {
  const missing = entryFunctions.filter((name) => !exported.includes(name));
  const unknown = exported.filter((name) => !entryFunctions.some((known) => known === name));
  if (missing.length + unknown.length === 0) return;
  throw new Error(
    `src/main.ts and scripts/build/entry-functions.ts differ: main lacks ${missing.join(", ") || "none"}, the list lacks ${unknown.join(", ") || "none"}`,
  );
}
