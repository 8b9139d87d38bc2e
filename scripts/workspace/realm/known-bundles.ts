/** What is found out about a bundle once, however many Workspaces are around it: the digest of its text and its entry points. */

import { parse } from "acorn";
import { sha256Text } from "../text-bytes";

/** Names of top-level functions of a script, declared or bound to a function expression. Throws on text that is not ES2020: as Google's parser, it takes no class fields and no `#private`. */
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
  /** Tells texts apart. */
  readonly digest: string;
  /** Names of the functions that Google may call. */
  readonly entries: ReadonlySet<string>;
}

/** How many are remembered; the one used longest ago goes first. */
const kept = 8;

/** What `make` gives for a text: made once, as long as the text is among the last few that were asked for. */
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

/** A bundle whose entry points are known without parsing it. Parsing takes long, and a browser's page brings the names with it. */
let told: { readonly bundle: string; readonly entries: () => ReadonlySet<string> } | null = null;

/** Tells the entry points of a bundle, so that it is not parsed for them. */
export function hasEntryPoints(bundle: string, names: readonly string[]): void {
  told = { bundle, entries: () => new Set(names) };
}

/** Tells that a bundle has the same entry points as another, from which it differs only inside functions. */
export function hasEntryPointsOf(bundle: string, other: string): void {
  told = { bundle, entries: () => bundleFacts(other).entries };
}

/** @throws Error on a text that is not ES2020. */
export const bundleFacts: (bundle: string) => BundleFacts = rememberedByText((bundle) => ({
  digest: sha256Text(bundle),
  entries: told?.bundle === bundle ? told.entries() : entryPoints(bundle),
}));

/**
 * The text of a function around a bundle: each call of it runs the bundle's top level anew, and answers with its entry points by name.
 * `before` is what stands before the bundle, on its first line.
 */
export function wrapped(
  bundle: string,
  entries: ReadonlySet<string>,
): { readonly before: string; readonly text: string } {
  const before = "(function () {";
  return { before, text: `${before}${bundle}\nreturn { ${[...entries].join(", ")} };\n})` };
}
