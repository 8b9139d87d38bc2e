/** The script's sources as one ES2019 text, not yet minified. */
import { type BuildOptions, build as bundle } from "esbuild";
import { entryFunctions } from "./entry-functions";
import { root } from "./sources";

/** The bundled sources: what they run, and what of it Google calls. */
export interface Bundle {
  readonly statements: string;
  /** Names in the statements by name of the entry function. */
  readonly exports: ReadonlyMap<string, string>;
}

/** Fails where src/main.ts does not export exactly the entry functions. */
function checkExports(exported: readonly string[]): void {
  const missing = entryFunctions.filter((name) => !exported.includes(name));
  const unknown = exported.filter((name) => !entryFunctions.some((known) => known === name));
  if (missing.length + unknown.length === 0) return;
  throw new Error(
    `src/main.ts and scripts/build/entry-functions.ts differ: main lacks ${missing.join(", ") || "none"}, the list lacks ${unknown.join(", ") || "none"}`,
  );
}

/** Bundles src/main.ts; `how` adds to the options or replaces some. Fails as checkExports does. */
export async function bundledScript(how: BuildOptions = {}): Promise<Bundle> {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    bundle: true,
    // As a module, its exports stand as plain names at its end.
    format: "esm",
    target: "es2019",
    charset: "utf8",
    logLevel: "error",
    minifySyntax: true,
    legalComments: "none",
    // A field is set like any property: the same here, and shorter.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    ...how,
    write: false,
  });
  const text = outputFiles?.[0]?.text ?? "";
  const found = /\nexport \{([^}]*)\};\s*$/.exec(text);
  if (found === null) throw new Error("esbuild wrote no exports");
  const exports = (found[1] ?? "").split(",").map((one): [string, string] => {
    const [name = "", as = name] = one.trim().split(" as ");
    return [as, name];
  });
  checkExports(exports.map(([name]) => name));
  return { statements: text.slice(0, found.index + 1), exports: new Map(exports.sort()) };
}

/** What main.ts exports to Google lives in this one variable; the wrappers call it. */
const globalName = "studentSafetyDesk";

/** The bundle as a script: all in one function, whose value has the entry functions. */
export function scriptOf({ statements, exports }: Bundle): string {
  const members = [...exports].map(([as, name]) => (as === name ? as : `${as}: ${name}`));
  return `var ${globalName} = (() => {\n${statements}\nreturn { ${members.join(", ")} };\n})();\n`;
}

/** The functions that Google finds by name: it looks for declarations in the text (platform.md 9). */
export const wrappers: string = entryFunctions
  .map((name) => `function ${name}(event) {\n  return ${globalName}.${name}(event);\n}\n`)
  .join("\n");
