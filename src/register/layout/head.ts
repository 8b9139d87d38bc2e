/**
 * The head of a tab is its first two rows: the hidden row of keys, which also holds marks of the script, and the row of titles. This file
 * recognizes them, and moves or writes them back after people moved, deleted or overwrote them. All indexes are zero-based.
 */
import { AppError } from "../../errors";
import type { BatchRequest, RawCell } from "../../ports";
import type { CellData } from "../../ports/sheets-requests";
import { cellsAt, foldCell } from "../cells";
import type { Column, ColumnType, Tab, TabId } from "../columns";
import type { ColumnPositions } from "../read/ranges";
import { firstDataRow } from "../tabs";
import { dimensionLook, headerCell } from "./tab-layout";

type Row = readonly RawCell[];
/** A row, and its zero-based place. */
type Placed = readonly [at: number, cells: Row];

// Marks. They are in the row of keys, so every read includes them, and a copy of the file has them too.

/** The schema of this version. Raise it with every change of the layout that an older script would write wrongly. */
export const currentSchema = 8;

/** The tabs that carry the schema's mark. There are two, since someone may delete one. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** The mark of the current schema, as it is written in a cell. */
export const schemaText = `schema:${currentSchema}`;

/** The number after the word of a mark in a row of keys, and the mark's zero-based column; null if there is no such mark. */
function markIn(keys: Row, word: "schema" | "end") {
  const form = new RegExp(`^${word}:\\d{1,8}$`);
  const column = keys.findIndex((cell) => form.test(String(cell)));
  return column < 0
    ? null
    : { column, number: Number(String(keys[column]).slice(word.length + 1)) };
}

/** The schema in a row of keys (`number`), and the zero-based column of its mark; null if there is none. */
export const schemaIn = (keys: Row) => markIn(keys, "schema");

/** The mark of a file that another file replaced at a roll-over. It replaces the schema's mark. */
export const movedMark = "moved";

/**
 * Throws "newer-register" if a newer version of the script made the register, "rolled-over" if another file has replaced it. Then nothing
 * that was read from it may be used, and nothing may be written. If someone deleted the mark, the register counts as one of this version.
 */
export function refuseNewer(keyRows: readonly Row[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (keyRows.some((keys) => (schemaIn(keys)?.number ?? 0) > currentSchema)) {
    throw new AppError("newer-register");
  }
}

/** Where the filled rows of Outbox end, so that the tab need not be read whole. */
export interface Bookmark {
  /** Zero-based column of the bookmark in the row of keys. */
  readonly column: number;
  /** Zero-based row after the last filled row. */
  readonly end: number;
}

/** The text of a bookmark. `end`: the zero-based row after the last filled row. */
export const bookmarkText = (end: number): string => `end:${end}`;

/** The bookmark in a row of keys; null if there is none. */
export function bookmarkIn(keys: Row): Bookmark | null {
  const mark = markIn(keys, "end");
  return mark === null ? null : { column: mark.column, end: Math.max(firstDataRow, mark.number) };
}

/** The request that writes marks into a tab's row of keys, from a zero-based column on. */
export function markRequest(
  { sheetId }: Tab,
  columnIndex: number,
  ...marks: readonly string[]
): BatchRequest {
  const values = marks.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return cellsAt({ sheetId, rowIndex: 0, columnIndex }, [{ values }]);
}

// Keys and titles.

function folded(cell: RawCell | undefined): string {
  return typeof cell === "string" ? foldCell(cell) : "";
}

/**
 * Column key → zero-based column, from a row of keys. If a key is there twice, the first one counts: when a person copies a column, the
 * copy repeats its key.
 */
export function keysIn({ columns }: Tab, row: Row): ColumnPositions {
  const ours = new Set<RawCell>(columns.map(({ key }) => key));
  const positions = new Map<string, number>();
  row.forEach((cell, index) => {
    if (ours.delete(cell)) positions.set(String(cell), index);
  });
  return positions;
}

/**
 * Column key → zero-based column, from the titles in a row. A title that is there twice is left out, since we cannot tell which column is
 * ours.
 */
function titlesIn({ columns }: Tab, row: Row): ColumnPositions {
  const places = new Map<string, number>();
  // Most rows that are checked are blank.
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

/** Whether a row holds data: it has a number, date or tick under one of our columns, and none of our titles. */
function isDataRow(tab: Tab, positions: ColumnPositions, row: Row): boolean {
  const holds = ({ key, type }: Column) => {
    const cell = row[positions.get(key) ?? -1];
    return typedColumns.includes(type) && (typeof cell === "number" || typeof cell === "boolean");
  };
  return tab.columns.some(holds) && titlesIn(tab, row).size === 0;
}

/**
 * Makes a function that tells whether a cell of the key column holds that column's title. This happens if someone inserted a row above the
 * titles.
 */
export function titleTest(tab: Tab): (key: RawCell | undefined) => boolean {
  const title = folded(tab.columns.find(({ key }) => key === tab.keyColumn)?.header);
  // This is called for thousands of keys, and hardly any begins with the title's first letter.
  const mayBe = (text: string) => text.trimStart().charAt(0).toLowerCase() === title.charAt(0);
  return (key) => typeof key === "string" && key !== "" && mayBe(key) && folded(key) === title;
}

/** The columns that a tab has in every register. */
function lasting({ columns }: Tab): readonly Column[] {
  return columns.filter(({ isOfYear }) => isOfYear !== true);
}

/** How many of a tab's keys or titles must be found so that it is no coincidence. */
function half(tab: Tab): number {
  return lasting(tab).length / 2;
}

function isWritten(cell: RawCell | undefined): boolean {
  return typeof cell === "string" ? cell.trim() !== "" : typeof cell === "number" || cell === true;
}

/** Whether a row may hold titles that the district changed: there is text above at least half of our columns, and no data. */
function isRenamed(tab: Tab, keys: ColumnPositions, row: Row): boolean {
  const named = [...keys.values()].filter((at) => typeof row[at] === "string" && row[at].trim());
  return 2 * named.length >= keys.size && !isDataRow(tab, keys, row);
}

/** Missing keys, identified by their titles: the title is above a column that has no key of ours. Column key → zero-based column. */
function identified(tab: Tab, keys: Row, titles: Row): ColumnPositions {
  const there = keysIn(tab, keys);
  const used = new Set(there.values());
  return new Map(
    [...titlesIn(tab, titles)].filter(([key, at]) => !there.has(key) && !used.has(at)),
  );
}

/**
 * Whether someone may have overwritten the key of a column that cannot be identified by its title either: keys are missing, and among the
 * keys is a text that is none of ours.
 */
function isUnsure(tab: Tab, keys: Row, titles: Row): boolean {
  const known = new Map([...keysIn(tab, keys), ...identified(tab, keys, titles)]);
  const used = new Set(known.values());
  const ours = new Set<RawCell>(tab.columns.map(({ key }) => key));
  const isStrange = (cell: RawCell, at: number) =>
    isWritten(cell) &&
    !used.has(at) &&
    !ours.has(cell) &&
    bookmarkIn([cell]) === null &&
    schemaIn([cell]) === null;
  return lasting(tab).some(({ key }) => !known.has(key)) && keys.some(isStrange);
}

/** How many of a tab's first rows are searched for keys and titles. */
export const headWithin = 60;

/**
 * The zero-based row of keys: the row with the most keys. A row with fewer than half of them counts only if it is the first row, since
 * people also write words that are keys.
 */
function keyRowIn(tab: Tab, rows: readonly Row[]): number | null {
  const counts = rows.map((row) => keysIn(tab, row).size);
  const most = Math.max(0, ...counts);
  const at = counts.indexOf(most);
  return most > 0 && (at === 0 || most >= half(tab)) ? at : null;
}

/**
 * The zero-based row of titles; null if there is none. A row of titles that the district changed is recognized only right below the keys.
 */
function titleRowIn(tab: Tab, rows: readonly Row[], keys: number | null): number | null {
  const ours = rows.findIndex((row, at) => at !== keys && titlesIn(tab, row).size >= half(tab));
  if (ours >= 0 || keys === null) return ours < 0 ? null : ours;
  const next = rows[keys + 1] ?? [];
  return isRenamed(tab, keysIn(tab, rows[keys] ?? []), next) ? keys + 1 : null;
}

function cellsIn(
  { sheetId }: Tab,
  rowIndex: number,
  cells: readonly (readonly [number, CellData])[],
): readonly BatchRequest[] {
  return cells.map(([columnIndex, cell]) =>
    cellsAt({ sheetId, rowIndex, columnIndex }, [{ values: [cell] }], Object.keys(cell).join(",")),
  );
}

function insertRow({ sheetId }: Tab, startIndex: number): BatchRequest {
  const range = { sheetId, dimension: "ROWS", startIndex, endIndex: startIndex + 1 } as const;
  return { insertDimension: { range, inheritFromBefore: startIndex > 0 } };
}

/**
 * Moves a row. Rows are never deleted: if a person moves rows at the same time, nothing is lost, and the next run corrects their places.
 */
function moveRow(
  { sheetId }: Tab,
  startIndex: number,
  destinationIndex: number,
): readonly BatchRequest[] {
  const source = { sheetId, dimension: "ROWS", startIndex, endIndex: startIndex + 1 } as const;
  return startIndex === destinationIndex ? [] : [{ moveDimension: { source, destinationIndex } }];
}

/** The requests that hide the first row, show the second, and freeze both. */
function headLook({ sheetId }: Tab): readonly BatchRequest[] {
  const properties = { sheetId, gridProperties: { frozenRowCount: firstDataRow } };
  return [
    dimensionLook(sheetId, "ROWS", 0, { hiddenByUser: true }),
    dimensionLook(sheetId, "ROWS", 1, { hiddenByUser: false }),
    { updateSheetProperties: { properties, fields: "gridProperties.frozenRowCount" } },
  ];
}

/** Requests that write the missing keys of a row. What a person had typed over a key is kept as a note on the title below. */
function keyRequests(tab: Tab, [keysAt, keys]: Placed, [titlesAt, titles]: Placed) {
  const missing = [...identified(tab, keys, titles)];
  const isMarked = tab.id !== "outbox" || bookmarkIn(keys) !== null;
  // The bookmark starts at the first row of data; the first run that writes messages corrects it.
  const marks = isMarked ? [] : [[bookmarkText(firstDataRow), tab.columns.length] as const];
  const notes = missing.flatMap(([, at]): [number, CellData][] =>
    isWritten(keys[at]) ? [[at, { note: `This was in the hidden row above: ${keys[at]}` }]] : [],
  );
  const cells = [...missing, ...marks].map(
    ([stringValue, at]) => [at, { userEnteredValue: { stringValue } }] as const,
  );
  return [...cellsIn(tab, keysAt, cells), ...cellsIn(tab, titlesAt, notes)];
}

/** Requests that write our titles above the columns that have a key. */
function titleRequests(tab: Tab, at: number, keys: Row): readonly BatchRequest[] {
  const positions = keysIn(tab, keys);
  const cells = tab.columns.flatMap((column) => {
    const index = positions.get(column.key);
    return index === undefined ? [] : [[index, headerCell(column)] as const];
  });
  return cellsIn(tab, at, cells);
}

/**
 * The requests that bring keys and titles back to the first two rows. Rows that were between them become the first rows of data. An empty
 * list if there is nothing to do. Null if a column cannot be identified; then nothing may be written. `rows`: the first rows of the tab.
 */
export function headRequests(tab: Tab, rows: readonly Row[]): readonly BatchRequest[] | null {
  const keysFound = keyRowIn(tab, rows);
  const titlesFound = titleRowIn(tab, rows, keysFound);
  const done = (requests: readonly BatchRequest[]) =>
    requests.length === 0 ? [] : [...requests, ...headLook(tab)];
  if (titlesFound === null) {
    if (keysFound === null) return null;
    const isFree = keysFound === 0 && !(rows[1] ?? []).some(isWritten);
    return done([
      ...moveRow(tab, keysFound, 0),
      ...(isFree ? [] : [insertRow(tab, 1)]),
      ...titleRequests(tab, 1, rows[keysFound] ?? []),
    ]);
  }
  const titles = rows[titlesFound] ?? [];
  const own = titlesIn(tab, titles);
  // If no keys are found, they were in the row above the titles, unless someone deleted that row and data is there now.
  const keysAt = keysFound ?? titlesFound - 1;
  const isDeleted = keysFound === null && (keysAt < 0 || isDataRow(tab, own, rows[keysAt] ?? []));
  const keys = isDeleted ? [] : (rows[keysAt] ?? []);
  const used = new Set(own.values());
  const hasOther = titles.some((cell, at) => isWritten(cell) && !used.has(at));
  const isLost =
    keysFound === null
      ? hasOther && lasting(tab).some(({ key }) => !own.has(key))
      : isUnsure(tab, keys, titles);
  if (isLost) return null;
  const from = isDeleted ? 0 : keysAt;
  const titlesAt = isDeleted ? titlesFound + 1 : titlesFound;
  return done([
    ...(isDeleted ? [insertRow(tab, 0)] : []),
    ...keyRequests(tab, [from, keys], [titlesAt, titles]),
    ...moveRow(tab, from, 0),
    ...moveRow(tab, titlesAt < from ? titlesAt + 1 : titlesAt, 1),
  ]);
}

/** Whether a tab's first two rows are its keys and titles, and no key was deleted or overwritten. */
export function isHeadInPlace(tab: Tab, head: readonly Row[]): boolean {
  const [keys = [], titles = []] = head;
  const positions = keysIn(tab, keys);
  // Every read checks this for every tab, and titles are hardly ever changed. So the titles are first compared exactly as we write them.
  const isWhole = tab.columns.every(
    ({ key, header }) => titles[positions.get(key) ?? -1] === header,
  );
  return isWhole || headRequests(tab, head)?.length === 0;
}
