/** Reads the JSON that the script keeps for itself in cells and properties. What is not an object reads as an empty one. */
/** The members of a JSON object; none for any other text. Each member is unknown: whoever uses it checks it. */
export function jsonRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      // An object has string keys, and nothing is said of its values.
      return parsed as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Somebody has typed over it: as if nothing were kept.
  }
  return {};
}
