/**
 * Values that a cell keeps as a line of words with a space between, such as who was asked and when. A line becomes an object when its row is
 * read, and a line again when the row is written (`inLines`, `fromLines`). Pure.
 */

import { languageOf } from "../language";
import { personRoles } from "../protocol/ids";
import { isoText, parseIso } from "../time";
import type { Entry, Line } from "./columns";

/** A part of the value, as a word of the line. */
interface Word<Part> {
  /** Undefined if this is no such word: then the line does not count. `word`: "" if the line is too short. */
  readonly read: (word: string) => Part | undefined;
  readonly write: (part: unknown) => string;
}

const word: Word<string> = { read: (text) => text || undefined, write: String };
/** A word that may be missing, after all others. */
const last: Word<string> = { read: (text) => text, write: String };
/** Milliseconds since 1970, UTC. In the cell: ISO 8601. */
const time: Word<number> = {
  read: (text) => parseIso(text) ?? undefined,
  write: (at) => isoText(Number(at)),
};
/** A time, or null; in the cell "-". */
const timeOrNone: Word<number | null> = {
  read: (text) => parseIso(text),
  write: (at) => (at === null ? "-" : time.write(at)),
};
const role: Word<(typeof personRoles)[number]> = {
  read: (text) => personRoles.find((one) => one === text),
  write: String,
};

/** A line that begins with these words. What follows them is left out. */
function lineOf<T extends Entry>(words: { readonly [K in keyof T]: Word<T[K]> }): Line<T> {
  const all: readonly (readonly [string, Word<unknown>])[] = Object.entries(words);
  return {
    read(line) {
      const said = line.trim().split(" ");
      const parts = all.map(([name, { read }], at) => [name, read(said[at] ?? "")] as const);
      // The cast holds: each part was read by the word of its name.
      return parts.some(([, part]) => part === undefined)
        ? undefined
        : (Object.fromEntries(parts) as T);
    },
    write: (entry) => {
      const said = all.map(([name, { write }]) => write(entry[name]));
      return said.join(" ").trim();
    },
  };
}

/** A person who was told or asked, in which role, and when. */
export const toldLine = lineOf({ role, at: time, email: word });
/** A reporter who waits to be told, by the response: where, and in which language if not English. */
export const toTellLine = lineOf({
  response: word,
  to: word,
  language: { read: languageOf, write: (language) => (language === null ? "" : String(language)) },
});
/** A level to which a person raised the case. `who`: "" if Google did not say who typed. */
export const raiseLine = lineOf({ level: word, who: last });
/**
 * An input that was undone. `column`: its key; if the input is in another tab, with that tab before it: "plan.byWhen". `refusal`: an id of
 * `undoReasonWords`.
 */
export const undoneLine = lineOf({
  column: word,
  refusal: word,
  at: { ...time, read: (text) => parseIso(text) ?? 0 },
});
/** A report that came while the case was merged, and whether it says which of the students it is about. */
export const cameMergedLine = lineOf({
  at: timeOrNone,
  isClear: { read: (text) => text !== "unclear", write: (is) => (is === true ? "" : "unclear") },
});
/** A step that the case was given: which row of it (2 for a call that is made again), when it is due, and the case whose merge brought it. */
export const stepLine = lineOf({
  act: word,
  occurrence: {
    read: (text) => (/^[1-9]\d*$/.test(text) ? Number(text) : undefined),
    write: String,
  },
  due: timeOrNone,
  broughtBy: { read: (text) => text || null, write: (from) => String(from ?? "") },
});
