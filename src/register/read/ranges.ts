/**
 * Places in a tab: A1 notation, ranges, and groups of neighboring rows or columns. All indexes are zero-based unless a comment says
 * otherwise.
 */
import type { GridRange } from "../../ports";

/** The letters of a zero-based column: "A" for 0, "Z" for 25, "AA" for 26. */
export function columnLetters(index: number): string {
  let rest = index;
  let letters = "";
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letters;
}

/** The zero-based column of these letters: the reverse of `columnLetters`. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}

/** A tab's title for A1 notation. It is always in quotes, so that no title is read as the name of a cell. */
export function quotedTitle(title: string): string {
  return `'${title.replace(/'/g, "''")}'`;
}

/**
 * A range of one column in A1 notation. `column`, `from` and `to` are zero-based, `to` not included. Without `to`, the range ends with the
 * tab.
 */
export function columnRange(title: string, column: number, from: number, to?: number): string {
  const letters = columnLetters(column);
  return `${quotedTitle(title)}!${letters}${from + 1}:${letters}${to ?? ""}`;
}

/**
 * Reads a range in A1 notation that begins in a cell, such as "'My tab'!B3:C": the tab's title, and the corners (zero-based). Null for any
 * other text.
 */
export function parseRange(range: string) {
  const [, name, letters, number = "1", last = letters] =
    /^(.+)!([A-Z]+)(\d+)?(?::([A-Z]+)\d*)?$/.exec(range) ?? [];
  if (name === undefined || letters === undefined || last === undefined) return null;
  const title = name.startsWith("'") ? name.slice(1, -1).replace(/''/g, "'") : name;
  const row = Number(number) - 1;
  return { title, row, column: columnIndex(letters), lastColumn: columnIndex(last) };
}

/**
 * A range that should reach from `firstRow` (zero-based) to the end of its tab and ends before: the same range down to the end. Google may
 * have stored it with the end that the tab had at that time (sheets-api.md 13). Null for any other range.
 */
export function extended({ endRowIndex, ...range }: GridRange, firstRow: number, rowCount: number) {
  const isShort = endRowIndex !== undefined && endRowIndex < rowCount;
  return isShort && (range.startRowIndex ?? 0) === firstRow ? range : null;
}

// Groups of neighboring rows or columns, and the text in which a row remembers rows of another tab.

/** Neighboring rows or columns: zero-based, the end not included, as the Sheets API counts. */
export type Span = readonly [from: number, to: number];

/** Groups these indexes into spans, in ascending order, each index once. */
export function spansOf(indexes: Iterable<number>): readonly Span[] {
  const spans: [number, number][] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = spans[spans.length - 1];
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else spans.push([index, index + 1]);
  }
  return spans;
}

/** Zero-based rows as a text that counts from 1, as people do: "14-25,310". */
export function formatRows(indexes: Iterable<number>): string {
  return spansOf(indexes)
    .map(([from, to]) => (to - from === 1 ? `${to}` : `${from + 1}-${to}`))
    .join(",");
}

/**
 * The spans in a text that `formatRows` wrote. Parts that cannot be read are left out: the text is only a guess, and the keys of the rows
 * show whether it is right.
 */
export function parseRows(text: string | null): readonly Span[] {
  const spans: Span[] = [];
  for (const part of (text ?? "").split(",")) {
    const found = /^\s*(\d{1,8})(?:-(\d{1,8}))?\s*$/.exec(part);
    if (found === null) continue;
    const first = Number(found[1]);
    const last = Number(found[2] || found[1]);
    if (first >= 1 && last >= first) spans.push([first - 1, last]);
  }
  return spans;
}

/**
 * Rows that a person edited, from Google's edit event: zero-based, the end not included. Which tab it was is not known. `who`: the
 * editor's address, "" if Google does not say.
 */
export interface TouchedRows {
  readonly rows: readonly Span[];
  readonly who: string;
}

/** Where the columns of a tab are: column key → zero-based column. */
export type ColumnPositions = ReadonlyMap<string, number>;
