/** What a page of the first set-up is made of. */
import type { Read } from "../answers";
import type { Block, Values } from "../page-data";

export interface Around {
  /** The account that runs; "" where Google does not say. */
  readonly account: string;
  /** What the desk makes of the answers so far. */
  readonly read: Read;
}

export interface WalkPage {
  /** Permanent. */
  readonly view: string;
  readonly title: string;
  /** What fields hold before anybody wrote in them. */
  defaults?(around: Pick<Around, "account">, values: Values): Values;
  blocks(values: Values, around: Around): readonly Block[];
  /** By field key: what must be answered before the next page. */
  missing?(values: Values, around: Around): Values;
  /** By field key: what should be put right before the next page, and can be later. */
  doubts?(values: Values, around: Around): Values;
}

/** Those of the fields that nothing is written in, with the words for each. */
export function problemsOfEmptyFields(values: Values, words: Values): Values {
  const missing: Record<string, string> = {};
  for (const [key, needed] of Object.entries(words)) {
    if ((values[key] ?? "").trim() === "") missing[key] = needed;
  }
  return missing;
}
