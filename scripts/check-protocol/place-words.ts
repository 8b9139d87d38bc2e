/** Where something stands in a pack's file, in words: "acts, the eighth (school-consequence): what, the first: its words in English". Pure. */

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

/** The place in a list, counted from 0: "the eighth", "number 21". */
function ordinal(at: number): string {
  const word = ordinals[at];
  return word === undefined ? `number ${at + 1}` : `the ${word}`;
}

/** The name of a language of a wording, such as "English (en)". */
export function languageWords(code: string): string {
  const names: Readonly<Record<string, string>> = { en: "English", es: "Spanish" };
  const name = names[code];
  return name === undefined ? code : `${name} (${code})`;
}

/** Whether a key is a language of a wording, and no field of two letters. */
export const isLanguage = (key: string) =>
  /^[a-z]{2}$/.test(key) && !["by", "to", "is", "of", "id"].includes(key);

/** Every object and list of a value, the outer before the inner, each with the keys and places that lead to it. */
export function* partsOf(
  value: unknown,
  path: readonly string[] = [],
): Iterable<readonly [readonly string[], object]> {
  if (typeof value !== "object" || value === null) return;
  yield [path, value];
  for (const [key, child] of Object.entries(value)) yield* partsOf(child, [...path, key]);
}

/** What stands at a path of keys and places; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined,
    value,
  );
}

/** The place in words. `value`: the whole pack, of which the ids are taken. */
export function placeWords(value: unknown, path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  path.forEach((key, at) => {
    const isPlace = typeof key === "number" || /^\d+$/.test(String(key));
    if (isPlace) {
      const id: unknown = valueAt(value, [...path.slice(0, at + 1), "id"]);
      const named = typeof id === "string" && id !== "" ? ` (${id})` : "";
      const list = parts.pop() ?? "the list";
      parts.push(`${list}, ${ordinal(Number(key))}${named}`);
    } else if (isLanguage(String(key)) && at === path.length - 1 && at > 0) {
      const words = parts.pop() ?? "words";
      parts.push(`${words}, in ${languageWords(String(key))}`);
    } else {
      parts.push(String(key));
    }
  });
  return parts.length === 0 ? "the pack" : parts.join(": ");
}
