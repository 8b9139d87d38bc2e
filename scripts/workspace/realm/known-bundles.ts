/** What is found out about a bundle once, however many Workspaces are around it: the digest of its text and its entry points. */
import { sha256Text } from "../digest";
import { entryPoints } from "../run/entry-points";

export interface BundleFacts {
  /** Tells texts apart. */
  readonly digest: string;
  /** Names of the functions that Google may call. */
  readonly entries: ReadonlySet<string>;
}

/** Few texts are live at once; what was not asked for longest is forgotten. */
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

/** The last text of which somebody said what its entry points are. */
let told: { readonly bundle: string; readonly entries: () => ReadonlySet<string> } | null = null;

/** States what a bundle's entry points are, as somebody found out before: it is not searched for them. */
export function hasEntryPoints(bundle: string, names: readonly string[]): void {
  told = { bundle, entries: () => new Set(names) };
}

/** States that a bundle differs from another one inside of functions alone. */
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
