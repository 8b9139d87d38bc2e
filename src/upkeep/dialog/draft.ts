/** What was answered so far in the first set-up, kept until it is done so that the dialog can be closed and taken up again. Staff data only. */
import { jsonRecord } from "../../json-record";
import { type DraftPart, draftParts, type Memory } from "../../workspace";
import type { Values } from "./page";

export interface Draft {
  /** The page that is open. */
  readonly view: string;
  readonly values: Values;
}

/** A property holds 9 KB. */
const partLength = 8_500;

function keptIn(memory: Memory): readonly string[] {
  return draftParts.flatMap((part) => memory.get(part) ?? []);
}

export function valuesIn(given: unknown): Values {
  const values: Record<string, string> = {};
  if (typeof given !== "object" || given === null) return values;
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "string") values[key] = value;
  }
  return values;
}

/** Null where none is kept, or none that can be read. */
export function draftIn(memory: Memory): Draft | null {
  const text = keptIn(memory).join("");
  const { view, values } = jsonRecord(text.slice(0, text.lastIndexOf("}") + 1));
  return typeof view === "string" ? { view, values: valuesIn(values) } : null;
}

/** One call. False, and nothing kept, where it is longer than the script's own store should hold. */
export function keepDraft(memory: Memory, draft: Draft): boolean {
  // Outside ASCII a character can take four bytes of the nine thousand.
  const text = JSON.stringify(draft).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (text.length > partLength * draftParts.length) return false;
  const kept: Partial<Record<DraftPart, string>> = {};
  const before = keptIn(memory).length;
  draftParts.forEach((part, at) => {
    const words = text.slice(at * partLength, (at + 1) * partLength);
    // What a longer draft left behind is blanked, not removed: that would be a call each.
    if (words !== "" || at < before) kept[part] = words || " ";
  });
  memory.setAll(kept);
  return true;
}

export function dropDraft(memory: Memory): void {
  for (const part of draftParts) if (memory.get(part) !== null) memory.remove(part);
}
