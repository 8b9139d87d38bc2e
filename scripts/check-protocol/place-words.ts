/** Describes a place in a pack's file in words: "acts, the eighth (school-consequence): what, the first: its words in English". */

const ordinals = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
];

/** A place in a list in words, from its zero-based index: "the eighth", "number 21". */
function ordinal(at: number): string {
  const word = ordinals[at];
  return word === undefined ? `number ${at + 1}` : `the ${word}`;
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** The name of a language of a wording, such as "English (en)". */
export const languageWords = (code: string) => `${languageNames.of(code)} (${code})`;

/** Whether a key is a language code in a wording, and not one of the fields with two letters. */
export const isLanguage = (key: string) =>
  /^[a-z]{2}$/.test(key) && !["by", "to", "is", "of", "id"].includes(key);

/** Every object and list inside a value, outer ones first, each with the path of keys and indexes to it. */
export function* partsOf(
  value: unknown,
  path: readonly string[] = [],
): Iterable<readonly [readonly string[], object]> {
  if (typeof value !== "object" || value === null) return;
  yield [path, value];
  for (const [key, child] of Object.entries(value)) yield* partsOf(child, [...path, key]);
}

/** The value at a path of keys and indexes; undefined if there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined,
    value,
  );
}

/** A place in words. `value`: the whole pack, which the ids are taken from. */
export function placeWords(value: unknown, path: readonly PropertyKey[]): string {
  const parts = path.map(String).map((key, at) => {
    if (/^\d+$/.test(key)) {
      const id: unknown = valueAt(value, [...path.slice(0, at + 1), "id"]);
      const named = typeof id === "string" && id !== "" ? ` (${id})` : "";
      return `, ${ordinal(Number(key))}${named}`;
    }
    const isLast = at === path.length - 1 && at > 0;
    return isLast && isLanguage(key) ? `, in ${languageWords(key)}` : `: ${key}`;
  });
  return parts.join("").slice(2) || "the pack";
}
