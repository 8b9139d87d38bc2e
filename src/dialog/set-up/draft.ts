/**
 * What was answered so far in the first set-up, kept until set-up is done, so that the dialog can be closed and opened again. Staff data
 * only.
 */
import { asciiJson } from "../../json";
import type { Memory } from "../../ports";
import { draftUpTo } from "../../store/store";
import type { Values } from "../page-data";

/** The draft. */
export interface Draft {
  /** Id of the page that is open. */
  readonly view: string;
  readonly values: Values;
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
  return memory.get("draft");
}

/** Keeps the draft. One call. False, and nothing is kept, where it is longer than the script's store should hold. */
export function keepDraft(memory: Memory, draft: Draft): boolean {
  if (asciiJson(draft).length > draftUpTo) return false;
  memory.set("draft", draft);
  return true;
}

/** Forgets the draft. */
export function dropDraft(memory: Memory): void {
  memory.set("draft", null);
}
