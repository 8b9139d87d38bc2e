/**
 * Shapes of values that were read from JSON. As zod has them, of which the script would have to load 60 KB in each run, an eighth of the time
 * that all of it takes (`npm run -s bench -- --load`).
 */

/** The value, if it has the shape; undefined if not. Members that the shape does not name are left out. */
export type Shape<V> = (value: unknown) => V | undefined;

export const text: Shape<string> = (value) => (typeof value === "string" ? value : undefined);
export const flag: Shape<boolean> = (value) => (typeof value === "boolean" ? value : undefined);
export const number: Shape<number> = (value) => (typeof value === "number" ? value : undefined);
export const integer: Shape<number> = (value) =>
  typeof value === "number" && Number.isInteger(value) ? value : undefined;
/** Milliseconds since 1970, UTC; 0: never. */
export const instant: Shape<number> = (value) =>
  typeof value === "number" && value >= 0 ? value : undefined;

export const textLike =
  (form: RegExp): Shape<string> =>
  (value) =>
    typeof value === "string" && form.test(value) ? value : undefined;

export const oneOf =
  <const T extends string>(all: readonly T[]): Shape<T> =>
  (value) =>
    all.find((one) => one === value);

/** Also null. */
export const orNull =
  <V>(shape: Shape<V>): Shape<V | null> =>
  (value) =>
    value === null ? null : shape(value);

/** Where the member is missing, this value counts. */
export const or =
  <V>(shape: Shape<V>, missing: NoInfer<V>): Shape<V> =>
  (value) =>
    value === undefined ? missing : shape(value);

export const listOf =
  <V>(shape: Shape<V>): Shape<readonly V[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const all = value.flatMap((one: unknown): V[] => {
      const found = shape(one);
      return found === undefined ? [] : [found];
    });
    return all.length === value.length ? all : undefined;
  };

/** An object as JSON has them; null for anything else. */
export function membersIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? // An object has string keys, and nothing is said of its values.
      (value as Readonly<Record<string, unknown>>)
    : null;
}

/** An object with any keys, and values of one shape. */
export const byText =
  <V>(shape: Shape<V>): Shape<Readonly<Record<string, V>>> =>
  (value) => {
    const members = Object.entries(membersIn(value) ?? { none: undefined });
    const all = members.flatMap(([key, one]): [string, V][] => {
      const found = shape(one);
      return found === undefined ? [] : [[key, found]];
    });
    return all.length === members.length ? Object.fromEntries(all) : undefined;
  };

type Members<T> = { readonly [K in keyof T]: T[K] extends Shape<infer V> ? V : never };

/** An object with these members. */
export const shaped =
  <T extends Readonly<Record<string, Shape<unknown>>>>(shapes: T): Shape<Members<T>> =>
  (value) => {
    const members = membersIn(value);
    if (members === null) return undefined;
    const found: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries(shapes)) {
      const one = shape(members[key]);
      if (one === undefined) return undefined;
      found[key] = one;
    }
    // Each member was found by the shape under its key.
    return found as Members<T>;
  };
