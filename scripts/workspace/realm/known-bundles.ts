/** What is found out about a bundle once, however many Workspaces are around it: the digest of its text and its entry points. */
import { sha256Text } from "../digest";
import { entryPoints } from "../entry-points";

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

/** The last text that was said to be like another one. */
let alike: { readonly bundle: string; readonly other: string } | null = null;

/** States that a bundle differs from another one inside of functions alone: it is not searched for its entry points again. */
export function hasEntryPointsOf(bundle: string, other: string): void {
  alike = { bundle, other };
}

/** @throws Error on a text that is not ES2019. */
export const bundleFacts: (bundle: string) => BundleFacts = rememberedByText((bundle) => ({
  digest: sha256Text(bundle),
  entries: alike?.bundle === bundle ? bundleFacts(alike.other).entries : entryPoints(bundle),
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
