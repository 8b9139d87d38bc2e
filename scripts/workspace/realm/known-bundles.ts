/** The digest and the entry points of a bundle (the text of Code.js). Each is found out once, however many Workspaces run that bundle. */

import { parse } from "acorn";
import { sha256Text } from "../text-bytes";

/**
 * Names of a script's top-level functions, whether declared or assigned as function expressions.
 * @throws Error on text that is not ES2020: like Google's parser, this one refuses class fields and `#private`.
 */
export function entryPoints(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of parse(script, { ecmaVersion: 2020, sourceType: "script" }).body) {
    if (statement.type === "FunctionDeclaration") names.add(statement.id.name);
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      const isFunction =
        init?.type === "FunctionExpression" || init?.type === "ArrowFunctionExpression";
      if (isFunction && id.type === "Identifier") names.add(id.name);
    }
  }
  return names;
}

export interface BundleFacts {
  /** SHA-256 of the text, in hexadecimal. */
  readonly digest: string;
  /** Names of the top-level functions, which Google can call. */
  readonly entries: ReadonlySet<string>;
}

/** How many results are remembered. The one that has not been used for longest is dropped first. */
const kept = 8;

/** Wraps `make` so that it runs only once for each text, while that text is among the last few that were asked for. */
export function rememberedByText<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? make(text);
    known.delete(text);
    known.set(text, found);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

/** A bundle whose entry points someone supplied. Parsing takes long, and a browser's page already has the names. */
let told: { readonly bundle: string; readonly entries: () => ReadonlySet<string> } | null = null;

/** Supplies the entry points of a bundle, so that it need not be parsed. */
export function hasEntryPoints(bundle: string, names: readonly string[]): void {
  told = { bundle, entries: () => new Set(names) };
}

/** Says that a bundle has the same entry points as another, because the two differ only inside functions. */
export function hasEntryPointsOf(bundle: string, other: string): void {
  told = { bundle, entries: () => bundleFacts(other).entries };
}

/**
 * The digest and entry points of a bundle.
 * @throws Error on text that is not ES2020.
 */
export const bundleFacts: (bundle: string) => BundleFacts = rememberedByText((bundle) => ({
  digest: sha256Text(bundle),
  entries: told?.bundle === bundle ? told.entries() : entryPoints(bundle),
}));

/**
 * The text of a function with the bundle inside. Each call runs the bundle's top level again and returns its entry points by name. `before`
 * is what precedes the bundle on its first line, so callers can take its length off column numbers in stack traces.
 */
export function wrapped(
  bundle: string,
  entries: ReadonlySet<string>,
): { readonly before: string; readonly text: string } {
  const before = "(function () {";
  return { before, text: `${before}${bundle}\nreturn { ${[...entries].join(", ")} };\n})` };
}
