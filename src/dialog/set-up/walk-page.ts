/** A page of Set up and Settings: its type, and what is found in its fields. */

import type { Block, Findings, Values } from "../page-data";
import type { Read } from "./answers";

/** What a page may look at beside its own fields. */
export interface Around {
  /** Address of the account that is to run the system; "" where Google does not say, or in Settings for an account that does not run it. */
  readonly account: string;
  /** What the system would make of the answers so far. */
  readonly read: Read;
}

/** A page. Keys of the returned values are keys of fields. */
export interface WalkPage {
  /** Permanent id of the page. */
  readonly view: string;
  readonly title: string;
  /** Asked at the first set-up alone. */
  readonly isOnce?: true;
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

/** The values of the fields of a page. */
export function valuesOf(blocks: readonly Block[], values: Values): Values {
  const own: Record<string, string> = {};
  for (const block of blocks) if (block.kind === "field") own[block.key] = values[block.key] ?? "";
  return own;
}

/** What a request answers to the fields of a page. Anything else in the request is dropped. */
export function answersTo(blocks: readonly Block[], given: Values): Values {
  const answers: Record<string, string> = {};
  for (const block of blocks) {
    const answer = block.kind === "field" ? given[block.key] : undefined;
    if (block.kind !== "field" || answer === undefined) continue;
    const { options } = block;
    const isOffered = options === undefined || options.some(({ id }) => id === answer);
    answers[block.key] = isOffered ? answer : "";
  }
  return answers;
}

/** Findings about the fields that a page shows. */
export function shown({ errors, tables }: Findings, own: Values): Findings {
  return { errors: only(errors, own), tables: only(tables, own) };
}

/** The entries whose key the other has too. */
export function only<T>(
  all: Readonly<Record<string, T>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in own));
}

const rowsToCorrect =
  "Correct the rows named below, or go on and correct them in the register. They cannot be used as they are.";

/**
 * What keeps the person from going on: `errors` until they are corrected; `doubts`, of which `rows` are about pasted rows, until the person
 * chooses to go on.
 */
export function refusalsOn(page: WalkPage, values: Values, around: Around) {
  const { errors, tables } = shown(around.read, valuesOf(page.blocks(values, around), values));
  const rows: Values = Object.fromEntries(
    Object.entries(tables).flatMap(([key, { notes = {} }]) =>
      Object.keys(notes).length === 0 ? [] : [[key, rowsToCorrect] as const],
    ),
  );
  return {
    errors: { ...errors, ...page.missing?.(values, around) },
    doubts: { ...page.doubts?.(values, around), ...rows },
    rows,
  };
}

/** The button with which a person goes on although something is in doubt. */
export const anywayButton = { act: "anyway", label: "Go on all the same" } as const;
