/** Types of a page of the first set-up. */

import type { Block, Values } from "../page-data";
import type { Read } from "./answers";

/** What a page may look at beside its own fields. */
export interface Around {
  /** Address of the account of this run; "" where Google does not say. */
  readonly account: string;
  /** What the desk would make of the answers so far. */
  readonly read: Read;
}

/** A page of the first set-up. Keys of the returned values are keys of fields. */
export interface WalkPage {
  /** Permanent id of the page. */
  readonly view: string;
  readonly title: string;
  /** What the fields hold before anybody has written in them. */
  defaults?(around: Pick<Around, "account">, values: Values): Values;
  blocks(values: Values, around: Around): readonly Block[];
  /** Field → why the next page cannot be opened without an answer. */
  missing?(values: Values, around: Around): Values;
  /** Field → what should be put right before the next page, though it can be done later. */
  doubts?(values: Values, around: Around): Values;
}

/** Those of the fields in which nothing is written, each with its words. */
export function problemsOfEmptyFields(values: Values, words: Values): Values {
  const missing: Record<string, string> = {};
  for (const [key, needed] of Object.entries(words)) {
    if ((values[key] ?? "").trim() === "") missing[key] = needed;
  }
  return missing;
}
