/** What google.script.run takes to the server: plain data and nothing else. Runs in the dialog's page and here, so it uses the language alone. */

/** Google's words (platform.md 6; read in its client code by others). */
const illegalText = "Failed due to illegal value in property: ";
const circularText = "Failed due to circular reference.";

function carried(value: unknown, property: string, outer: readonly object[]): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object") throw new Error(illegalText + property);
  if (outer.includes(value)) throw new Error(circularText);
  const within = [...outer, value];
  if (Array.isArray(value)) {
    return Array.from(value, (one, index) => carried(one, String(index), within));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Error(illegalText + property);
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    // A name that ends in two underscores is left behind without a word, as is what is undefined.
    if (inner !== undefined && !key.endsWith("__")) copy[key] = carried(inner, key, within);
  }
  return copy;
}

/** A copy of a call's arguments as the server gets them. @throws Error with Google's words at what cannot go; a <form> is not modelled. */
export function carriedArguments(args: readonly unknown[]): readonly unknown[] {
  return args.map((value, index) => carried(value, String(index), []));
}
