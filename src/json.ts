/** Reads JSON that the script keeps in cells and properties, where a person may have typed over it. Never throws. */
import { membersIn } from "./shape";

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object in a JSON text; {} for any other text. The type of each value is unknown: whoever uses it checks it. */
export function jsonRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  const json = text ?? "";
  // Only what can be an object is parsed: an error takes long.
  if (!/^\s*\{/.test(json)) return {};
  return recordIn(parsedJson(json));
}

/** The value as an object; {} for anything else. The type of each member is unknown: whoever uses it checks it. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return membersIn(value) ?? {};
}

/** The items of a list as texts; [] for anything but a list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * JSON in ASCII: as many bytes as characters. Outside ASCII a character can take four bytes of the nine thousand that a value of the
 * script's store may have, so it is written as an escape.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
