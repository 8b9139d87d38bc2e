/**
 * Values of several parts that a cell keeps as a line of words, such as who was asked and when. `fromLines` makes objects of the lines when
 * a row is read, `toLines` lines of the objects when it is written. Pure.
 */
import { type Column, type Entry, isList, type Line, type Stored, type Value } from "./columns";

/** How a part is read from its word ("" if the line is too short), and written. If it is undefined, the line does not count. */
export type Word<P> = readonly [
  read: (word: string) => P | undefined,
  write: (part: unknown) => string,
];

/** A line that begins with these words. What follows them is left out. */
export function lineOf<T extends Entry>(words: { readonly [K in keyof T]: Word<T[K]> }): Line<T> {
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
