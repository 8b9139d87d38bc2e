/**
 * Places in a tab: A1 notation, the two rows above the data (hidden keys and titles), runs of rows, and bookmarks. All indexes are
 * zero-based unless a comment says otherwise.
 */
import type { GridRange, RawCell } from "../../ports";
import type { PlainCell } from "../../sheets-requests";
import { foldCell } from "../cells";
import type { Column, ColumnType, RowValues, Tab, TabId } from "../columns";
import { schemaIn } from "../schema";
import { firstDataRow } from "../tabs";

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

/** The zero-based column of its letters: the opposite of `columnLetters`. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}

/** A tab's title for A1 notation, always in quotes, so that no title is taken for a cell. */
export function quotedTitle(title: string): string {
  return `'${title.replace(/'/g, "''")}'`;
}

/**
 * A range of one column in A1 notation. `column`, `from` and `to` are zero-based, `to` not included; without `to` down to the end of the
 * tab.
 */
export function columnRange(title: string, column: number, from: number, to?: number): string {
  const letters = columnLetters(column);
  return `${quotedTitle(title)}!${letters}${from + 1}:${letters}${to ?? ""}`;
}

/** Title and last column (zero-based) of a range as Google echoes it, such as "'My tab'!A1:AS1". */
export function parseEcho(range: string): { readonly title: string; readonly lastColumn: number } {
  const bang = range.lastIndexOf("!");
  const named = range.slice(0, Math.max(bang, 0));
  const title = named.startsWith("'") ? named.slice(1, -1).replace(/''/g, "'") : named;
  const cells = range.slice(bang + 1);
  const letters = /([A-Z]+)\d*$/.exec(cells)?.[1];
  return { title, lastColumn: letters === undefined ? 0 : columnIndex(letters) };
}

// Ranges that should reach to the end of a tab. Google may have stored them with the end that the tab had on that day (sheets-api.md 13).

/** Whether a range begins in `firstRow` (zero-based) and ends before the tab does. */
export function isShortRange(
  { startRowIndex = 0, endRowIndex }: GridRange,
  firstRow: number,
  rowCount: number,
): boolean {
  return startRowIndex === firstRow && endRowIndex !== undefined && endRowIndex < rowCount;
}

/** The same range down to the end of the tab. */
export function extendToEnd({ endRowIndex: _end, ...range }: GridRange): GridRange {
  return range;
}

// The two rows above a tab's data, the hidden keys and the titles: recognising them, also where people moved or edited them.

function folded(cell: RawCell | undefined): string {
  return typeof cell === "string" ? foldCell(cell) : "";
}

/**
 * Column key → zero-based column, in a row of keys. Of a key that stands twice the first counts: a column that a person copied repeats its
 * key.
 */
export function keysIn({ columns }: Tab, row: readonly RawCell[]): ColumnPositions {
  const ours = new Set<RawCell>(columns.map(({ key }) => key));
  const positions = new Map<string, number>();
  row.forEach((cell, index) => {
    if (ours.delete(cell)) positions.set(String(cell), index);
  });
  return positions;
}

/**
 * Column key → zero-based column, by the titles in a row. A title that stands twice is left out, since nothing says which column is ours.
 */
export function titlesIn({ columns }: Tab, row: readonly RawCell[]): ColumnPositions {
  const places = new Map<string, number>();
  // Most rows that are asked about are blank.
  if (!row.some((cell) => typeof cell === "string" && cell !== "")) return places;
  row.map(folded).forEach((text, index) => {
    places.set(text, places.has(text) ? -1 : index);
  });
  return new Map(
    columns.flatMap(({ key, header }): [string, number][] => {
      const index = places.get(folded(header)) ?? -1;
      return index < 0 ? [] : [[key, index]];
    }),
  );
}

const typedColumns: readonly ColumnType[] = ["number", "checkbox", "date", "date-time"];

/** Whether a row is a row of data: it has a number, a date or a tick under a column of ours, and none of our titles. */
export function isDataRow(tab: Tab, positions: ColumnPositions, row: readonly RawCell[]): boolean {
  const holds = ({ key, type }: Column) => {
    const cell = row[positions.get(key) ?? -1];
    return typedColumns.includes(type) && (typeof cell === "number" || typeof cell === "boolean");
  };
  return tab.columns.some(holds) && titlesIn(tab, row).size === 0;
}

/** Makes a test for whether a key cell holds the title of the key column, as it does where somebody inserted a row above the titles. */
export function titleTest(tab: Tab): (key: RawCell | undefined) => boolean {
  const title = folded(tab.columns.find(({ key }) => key === tab.keyColumn)?.header);
  // Called for thousands of keys, of which hardly one begins like the title.
  const mayBe = (text: string) => text.trimStart().charAt(0).toLowerCase() === title.charAt(0);
  return (key) => typeof key === "string" && key !== "" && mayBe(key) && folded(key) === title;
}

/** How many keys or titles of a tab are no coincidence: half of those that every register has. */
function half({ columns }: Tab): number {
  return columns.filter(({ isOfYear }) => isOfYear !== true).length / 2;
}

/** Whether a row is the row of titles: at least half of our titles stand in it. */
export function isTitles(tab: Tab, row: readonly RawCell[]): boolean {
  return titlesIn(tab, row).size >= half(tab);
}

/** How many of a tab's first rows are searched for the keys and titles. */
export const headWithin = 60;

/** Where the row of keys and the row of titles stand, zero-based; null for a row that was not found. */
export interface Head {
  readonly keys: number | null;
  readonly titles: number | null;
}

/** Whether a row holds no words of a person. Unticked checkboxes, keys of ours and our marks beside the keys do not count as words. */
export function isBlank(tab: Tab, row: readonly RawCell[]): boolean {
  return row.every(
    (cell) =>
      cell === "" ||
      cell === null ||
      cell === false ||
      bookmarkIn([cell]) !== null ||
      schemaIn([cell]) !== null ||
      tab.columns.some(({ key }) => key === cell),
  );
}

/**
 * The row of keys: the row with most keys. Below the first row only where it can be nothing else, since people write words that are also
 * keys.
 */
function keyRowIn(tab: Tab, rows: readonly (readonly RawCell[])[]): number | null {
  const counts = rows.map((row) => keysIn(tab, row).size);
  const most = Math.max(0, ...counts);
  const at = counts.indexOf(most);
  const isSure = most >= half(tab) || isBlank(tab, rows[at] ?? []);
  return most > 0 && (at === 0 || isSure) ? at : null;
}

/** Whether a row is a row of titles that the district renamed: words above at least half of our columns, and no data. */
function isRenamed(tab: Tab, keys: ColumnPositions, row: readonly RawCell[]): boolean {
  const named = [...keys.values()].filter((at) => typeof row[at] === "string" && row[at].trim());
  return 2 * named.length >= keys.size && !isDataRow(tab, keys, row);
}

function titleRowIn(tab: Tab, rows: readonly (readonly RawCell[])[], keys: number | null) {
  const from = keys === null ? 0 : keys + 1;
  const ours = rows.findIndex((row, index) => index >= from && isTitles(tab, row));
  if (ours >= 0 || keys === null) return ours < 0 ? null : ours;
  const positions = keysIn(tab, rows[keys] ?? []);
  const next = rows.findIndex((row, index) => index >= from && !isBlank(tab, row));
  if (next === from) return isDataRow(tab, positions, rows[next] ?? []) ? null : next;
  return next > from && isRenamed(tab, positions, rows[next] ?? []) ? next : null;
}

/** Finds the row of keys and the row of titles among a tab's first rows. */
export function findHead(tab: Tab, rows: readonly (readonly RawCell[])[]): Head {
  const keys = keyRowIn(tab, rows);
  return { keys, titles: titleRowIn(tab, rows, keys) };
}

/** Whether a key was deleted: its title still stands, above a column that has no other key. */
export function lacksKeys(tab: Tab, keys: readonly RawCell[], titles: readonly RawCell[]): boolean {
  const found = keysIn(tab, keys);
  const usedColumns = new Set(found.values());
  return [...titlesIn(tab, titles)].some(
    ([key, index]) => !found.has(key) && !usedColumns.has(index),
  );
}

/** Whether the keys stand in the first row, the titles in the second, and no key was deleted. */
export function isHeadInOrder(tab: Tab, rows: readonly (readonly RawCell[])[]): boolean {
  const { keys, titles } = findHead(tab, rows);
  const [first = [], second = []] = rows;
  return keys === 0 && titles === 1 && !(isTitles(tab, second) && lacksKeys(tab, first, second));
}

/**
 * Whether the first two rows may be something else than keys and titles, so that more rows must be read. `isTitledBelow`: a row of titles
 * was met among the data.
 */
export function isHeadDoubtful(
  tab: Tab,
  keys: ColumnPositions,
  titles: readonly RawCell[],
  isTitledBelow: boolean,
): boolean {
  const least = half(tab);
  if (keys.size < least || keysIn(tab, titles).size >= least) return true;
  return (isTitledBelow || !isRenamed(tab, keys, titles)) && !isTitles(tab, titles);
}

// Runs of rows or columns, and the text in which a case remembers the rows of its checklist.

/** A run of indexes: zero-based, the end not included, as the Sheets API counts. */
export type Span = readonly [from: number, to: number];

/** Indexes as runs, ascending; each index once. */
export function spansOf(indexes: Iterable<number>): readonly Span[] {
  const spans: [number, number][] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = spans[spans.length - 1];
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else spans.push([index, index + 1]);
  }
  return spans;
}

/** Zero-based rows as a text that counts as people do (the first row is 1), such as "14-25,310". */
export function formatRows(indexes: Iterable<number>): string {
  return spansOf(indexes)
    .map(([from, to]) => (to - from === 1 ? `${to}` : `${from + 1}-${to}`))
    .join(",");
}

/** The runs in such a text. Parts that make no sense are left out: the text is only ever a guess, which the keys then prove. */
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

/** The mark beside the keys of Outbox that says up to where rows are filled, so that the tab need not be read whole. */
export interface Bookmark {
  /** Zero-based column of the key row that holds it. */
  readonly column: number;
  /** Zero-based row after the last filled row. */
  readonly end: number;
}

/** The text of a bookmark. `end`: zero-based row after the last filled row. */
export function bookmarkText(end: number): string {
  return `end:${end}`;
}

/** The bookmark in a row of keys; null where there is none. */
export function bookmarkIn(keyRow: readonly RawCell[]): Bookmark | null {
  for (let column = 0; column < keyRow.length; column += 1) {
    const found = /^end:(\d{1,8})$/.exec(String(keyRow[column] ?? ""));
    if (found !== null) return { column, end: Math.max(firstDataRow, Number(found[1])) };
  }
  return null;
}

/**
 * Rows in which a person typed, as Google's edit event tells: zero-based, the end not included, of an unknown tab. `who`: the editor's
 * address, "" where Google does not say.
 */
export interface TouchedRows {
  readonly rows: readonly Span[];
  readonly who: string;
}

/** Where the columns of a tab stand: column key → zero-based column. */
export type ColumnPositions = ReadonlyMap<string, number>;

// Cells of existing rows, written to where the rows were last seen.

/** Cells of one existing row to be written, where the row was last seen and which key it must have. */
export interface CellWrite {
  readonly tab: TabId;
  /** The key that the row must have; "" for a row without a key. */
  readonly key: string;
  /** Zero-based row. */
  readonly index: number;
  /** The values after the write, by column key; empty where cells are restored as they were. */
  readonly values: RowValues;
  readonly cells: ReadonlyMap<string, PlainCell>;
  /** Column key → note; null removes the note. */
  readonly notes: ReadonlyMap<string, string | null>;
}

/** A piece of a tab's key column that is read back after the batch was applied, to prove that rows stand where they should. */
export interface KeyRange {
  readonly tab: TabId;
  readonly a1: string;
  /** The same range by sheet id, for a read by sheet id. */
  readonly grid: GridRange & { readonly startRowIndex: number };
}
