/**
 * What was answered so far in the first set-up, kept until set-up is done, so that the dialog can be closed and opened again. Staff data
 * only.
 */
import { asciiJson, jsonRecord } from "../../json";
import { type DraftPart, draftParts, type Memory } from "../../ports";
import type { Values } from "../page-data";

/** The draft. */
export interface Draft {
  /** Id of the page that is open. */
  readonly view: string;
  readonly values: Values;
}

/** Length of one stored part in characters: a property holds 9 KB. */
const partLength = 8_500;

function keptIn(memory: Memory): readonly string[] {
  return draftParts.flatMap((part) => memory.get(part) ?? []);
}

/** The values of a request: texts by field key. Anything else in `answered` is dropped. */
export function fieldValuesIn(answered: unknown): Values {
  const values: Record<string, string> = {};
  if (typeof answered !== "object" || answered === null) return values;
  for (const [key, value] of Object.entries(answered)) {
    if (typeof value === "string") values[key] = value;
  }
  return values;
}

/** The draft; null where none is kept that can be read. */
export function readDraft(memory: Memory): Draft | null {
  const text = keptIn(memory).join("");
  const { view, values } = jsonRecord(text.slice(0, text.lastIndexOf("}") + 1));
  return typeof view === "string" ? { view, values: fieldValuesIn(values) } : null;
}

/** Keeps the draft. One call. False, and nothing is kept, where it is longer than the script's store should hold. */
export function keepDraft(memory: Memory, draft: Draft): boolean {
  const text = asciiJson(draft);
  if (text.length > partLength * draftParts.length) return false;
  const kept: Partial<Record<DraftPart, string>> = {};
  const before = keptIn(memory).length;
  draftParts.forEach((part, at) => {
    const words = text.slice(at * partLength, (at + 1) * partLength);
    // Parts that only a longer draft needed are blanked. To remove them would be a call each.
    if (words !== "" || at < before) kept[part] = words || " ";
  });
  memory.setAll(kept);
  return true;
}

/** Forgets the draft. */
export function dropDraft(memory: Memory): void {
  for (const part of draftParts) if (memory.get(part) !== null) memory.remove(part);
}
