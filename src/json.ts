/** Reads the JSON that the script keeps in cells and properties. What is no object reads as an empty one. */
/** None for any other text. Each is unknown: whoever uses it checks it. */
export function jsonRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  const json = text ?? "";
  // An error takes long.
  if (!/^\s*\{/.test(json)) return {};
  try {
    return recordIn(JSON.parse(json));
  } catch {
    // Somebody has typed over it.
    return {};
  }
}

/** None of anything but an object. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? // An object has string keys, and nothing is said of its values.
      (value as Readonly<Record<string, unknown>>)
    : {};
}

/** As texts; none of anything but a list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
