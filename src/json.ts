/**
 * Reads JSON that the script keeps in cells and properties, where a person may have typed over it, and checks its shape. Never throws. Zod
 * can check shapes too, but each run would have to load 60 KB of it, an eighth of the time that loading the whole script takes (`npm run -s
 * bench -- --load`).
 */

/** The value of a JSON text; undefined if the text is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object in a JSON text; {} for any other text. The type of each value is unknown: check it before use. */
export function jsonRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  const json = text ?? "";
  // Parsing is tried only if the text can be an object, because failing takes long.
  return /^\s*\{/.test(json) ? recordIn(parsedJson(json)) : {};
}

/** The value as an object; {} for anything else. The type of each member is unknown: check it before use. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return membersIn(value) ?? {};
}

/** The items of a list as texts; [] for anything but a list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * JSON with only ASCII characters, so that it has as many bytes as characters. A stored property may have nine thousand bytes, and any
 * other character can take four of them, so it is written as an escape.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** In characters: a property of the script's store holds 9 KB. */
const fitsUpTo = 8_000;

/** The first of these: as many as fit into one property of the store, beside what takes up `taken` characters there. */
export function fitting<Item>(all: readonly Item[], taken = 0): readonly Item[] {
  let length = taken;
  return all.filter((one) => {
    length += asciiJson(one).length;
    return length < fitsUpTo;
  });
}

// Shapes of values that were read from JSON.

/** Checks a value: returns it if it has the shape, undefined if not. Members that the shape does not name are left out. */
export interface Shape<V> {
  (value: unknown): V | undefined;
  /** Counts where there is no value: 0, false, no text, no entries, or null where the shape allows it. */
  readonly empty: V;
}

/** A shape, from its check. */
export const shape = <V>(check: (value: unknown) => V | undefined, empty: NoInfer<V>): Shape<V> =>
  Object.assign(check, { empty });

export const text = shape((value) => (typeof value === "string" ? value : undefined), "");
export const flag = shape((value) => (typeof value === "boolean" ? value : undefined), false);
export const number = shape((value) => (typeof value === "number" ? value : undefined), 0);
export const integer = shape((value) => (Number.isInteger(value) ? number(value) : undefined), 0);
/** Milliseconds since 1970, UTC. 0 means never. */
export const instant = shape(
  (value) => (typeof value === "number" && value >= 0 ? value : undefined),
  0,
);

export const textLike = (form: RegExp): Shape<string> =>
  shape((value) => (typeof value === "string" && form.test(value) ? value : undefined), "");

/** One of these. The first counts where there is none. */
export const oneOf = <const T extends string>(all: readonly [T, ...T[]]): Shape<T> =>
  shape<T>((value) => all.find((one) => one === value), all[0]);

/** Accepts null as well. */
export const orNull = <V>(one: Shape<V>): Shape<V | null> =>
  shape((value) => (value === null ? null : one(value)), null);

/** Uses `missing` if the member is missing. */
export const or = <V>(one: Shape<V>, missing: NoInfer<V> = one.empty): Shape<V> =>
  shape((value) => (value === undefined ? missing : one(value)), missing);

export const listOf = <V>(one: Shape<V>): Shape<readonly V[]> =>
  shape<readonly V[]>((value) => {
    if (!Array.isArray(value)) return undefined;
    const all = value.flatMap((item: unknown): V[] => {
      const found = one(item);
      return found === undefined ? [] : [found];
    });
    return all.length === value.length ? all : undefined;
  }, []);

/** The value as an object; null if it is anything else, such as a list or null. */
export function membersIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? // A JSON object has only string keys, and `unknown` claims nothing about its values.
      (value as Readonly<Record<string, unknown>>)
    : null;
}

/** The shape of an object with any keys whose values all have one shape. */
export const byText = <V>(one: Shape<V>): Shape<Readonly<Record<string, V>>> =>
  shape<Readonly<Record<string, V>>>((value) => {
    const members = Object.entries(membersIn(value) ?? { none: undefined });
    const all = members.flatMap(([key, member]): [string, V][] => {
      const found = one(member);
      return found === undefined ? [] : [[key, found]];
    });
    return all.length === members.length ? Object.fromEntries(all) : undefined;
  }, {});

type Members<T> = { readonly [K in keyof T]: T[K] extends Shape<infer V> ? V : never };

/** The shape of an object with these members, each of its own shape. */
export const shaped = <T extends Readonly<Record<string, Shape<unknown>>>>(shapes: T) => {
  const all = Object.entries(shapes);
  // Both objects have one value for each key of `shapes`, of the shape of that key.
  const empty = Object.fromEntries(all.map(([key, one]) => [key, one.empty])) as Members<T>;
  return shape<Members<T>>((value) => {
    const members = membersIn(value);
    if (members === null) return undefined;
    const found: Record<string, unknown> = {};
    for (const [key, check] of all) {
      const one = check(members[key]);
      if (one === undefined) return undefined;
      found[key] = one;
    }
    return found as Members<T>;
  }, empty);
};
