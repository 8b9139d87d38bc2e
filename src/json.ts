/** Reads the JSON that the script keeps for itself in cells and properties. What is not an object reads as an empty one. */
/** The members of a JSON object; none for any other text. Each member is unknown: whoever uses it checks it. */
export function jsonRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    return recordIn(JSON.parse(text ?? ""));
  } catch {
    // Somebody has typed over it: as if nothing were kept.
    return {};
  }
}

/** The members of an object that was read; none of anything else. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? // An object has string keys, and nothing is said of its values.
      (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The items of a list that was read, as texts; none of anything else. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
