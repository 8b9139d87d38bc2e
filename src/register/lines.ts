/**
 * Values of several parts that a cell keeps as a line of words, such as who was asked and when. `fromLines` makes objects of the lines when
 * a row is read, `toLines` lines of the objects when it is written. Pure.
 */

import { languageOf } from "../language";
import { type PersonRole, personRoles } from "../protocol/ids";
import { isoText, parseIso } from "../time";
import { type Column, type Entry, isList, type Line, type Stored, type Value } from "./columns";

/** How a part is read from its word ("" if the line is too short), and written. If it is undefined, the line does not count. */
type Word<P> = readonly [read: (word: string) => P | undefined, write: (part: unknown) => string];

const text: Word<string> = [(word) => word || undefined, String];
/** Milliseconds since 1970, UTC; in the cell ISO 8601. */
const time: Word<number> = [(word) => parseIso(word) ?? undefined, (at) => isoText(Number(at))];
/** Null: "-" in the cell, or a time that cannot be read. */
const timeOrNone: Word<number | null> = [parseIso, (at) => (at === null ? "-" : time[1](at))];
const timeOrZero: Word<number> = [(word) => parseIso(word) ?? 0, time[1]];
const role: Word<PersonRole> = [(word) => personRoles.find((one) => one === word), String];
const orNothing = (part: unknown) => String(part ?? "");

/** A line that begins with these words. What follows them is left out. */
function lineOf<T extends Entry>(words: { readonly [K in keyof T]: Word<T[K]> }): Line<T> {
  const all: readonly (readonly [string, Word<unknown>])[] = Object.entries(words);
  return {
    read(line) {
      const said = line.trim().split(" ");
      const parts = all.map(([name, [read]], at) => [name, read(said[at] ?? "")] as const);
      // The cast holds: each part was read by the word of its name.
      const whole = Object.fromEntries(parts) as T;
      return parts.some(([, part]) => part === undefined) ? undefined : whole;
    },
    write(entry) {
      const said = all.map(([name, [, write]]) => write(entry[name]));
      return said.join(" ").trim();
    },
  };
}

/** A person who was told or asked, in which role, and when. */
export const toldLine = lineOf({ role, at: time, email: text });
/** Who was asked to agree to close a case, when, and who wants to close it: "" if Google did not say. */
export const closingAskedLine = lineOf({ role, at: time, email: text, by: [String, orNothing] });
/** A reporter who waits to be told, by the response; and in which language if not English. */
export const toTellLine = lineOf({ response: text, to: text, language: [languageOf, orNothing] });
/** A level to which a person raised the case. `who`: "" if Google did not say who typed. */
export const raiseLine = lineOf({ level: text, who: [String, String] });
/**
 * An input that was undone. `column`: its key; if the input is in another tab, with that tab before it: "plan.byWhen". `refusal`: an id of
 * `undoReasonWords`.
 */
export const undoneLine = lineOf({ column: text, refusal: text, at: timeOrZero });
/** A report that came while the case was merged, and whether it says which of the students it is about. */
export const cameMergedLine = lineOf({
  at: timeOrNone,
  isClear: [(word) => word !== "unclear", (is) => (is === true ? "" : "unclear")],
});
/** A step that the case was given: which row of it (2 for a call that is made again), when it is due, and the case whose merge brought it. */
export const stepLine = lineOf({
  act: text,
  occurrence: [(word) => (/^[1-9]\d*$/.test(word) ? Number(word) : undefined), String],
  due: timeOrNone,
  broughtBy: [(word) => word || null, orNothing],
});

/** The value with its objects as lines. */
export function toLines({ line }: Pick<Column, "line">, value: Value): Stored {
  if (typeof value !== "object" || value === null) return value;
  const lineOf = (one: string | Entry) =>
    typeof one === "string" ? one : (line?.write(one) ?? "");
  return isList(value) ? value.map(lineOf) : lineOf(value);
}

/** The value with its lines as objects. Lines that cannot be read are left out. */
export function fromLines({ line }: Pick<Column, "line">, stored: Stored): Value {
  if (line === undefined) return stored;
  if (isList(stored)) return stored.map(line.read).filter((one) => one !== undefined);
  return typeof stored === "string" ? (line.read(stored) ?? null) : stored;
}
