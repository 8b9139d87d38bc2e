/** What a function gives back to the page of a dialog, as Google carries it (platform.md 6). Runs inside the context. */

class DateInside extends Error {}

/**
 * A copy of plain data; null for the whole of it where a date is anywhere inside. Maps, sets and patterns come out empty, a function
 * as its text. `isOurs` knows the objects that stand for Google's; those, and what no source tells, are refused.
 */
export function carriedBack(
  value: unknown,
  OwnDate: DateConstructor,
  isOurs: (value: object) => boolean,
  refuse: (what: string) => never,
): unknown {
  const unfit = (what: string): never =>
    refuse(`real but not modelled here: ${what} given back to a dialog`);

  function copyOf(one: unknown, outer: readonly object[]): unknown {
    if (one === undefined || one === null) return null;
    if (typeof one === "string" || typeof one === "boolean") return one;
    if (typeof one === "number") return Number.isFinite(one) ? one : unfit(String(one));
    if (typeof one === "function") return String(one);
    if (typeof one !== "object") return unfit(`a ${typeof one}`);
    if (isOurs(one)) return unfit("an object of Google's");
    if (one instanceof OwnDate) throw new DateInside();
    if (one instanceof Map || one instanceof Set || one instanceof RegExp) return {};
    if (outer.includes(one)) return unfit("something that holds itself");
    const within = [...outer, one];
    if (Array.isArray(one)) return one.map((inner) => copyOf(inner, within));
    const prototype: unknown = Object.getPrototypeOf(one);
    if (prototype !== Object.prototype && prototype !== null) return unfit("an object of a class");
    const copy: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(one)) copy[key] = copyOf(inner, within);
    return copy;
  }

  try {
    return copyOf(value, []);
  } catch (error) {
    if (error instanceof DateInside) return null;
    throw error;
  }
}
