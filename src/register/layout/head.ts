/**
 * The two rows above a tab's data: the hidden row of keys, with the marks that stand beside them, and the row of titles. Recognizes them,
 * and says what brings them back to the first two rows after people moved, deleted or overwrote them. All indexes are zero-based.
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
/** A row, and where it stands. */
type Placed = readonly [at: number, cells: Row];

// Marks come with every read, since they stand in the row of keys, and are copied along with the file.

/** The schema of this version: a number that goes up when the layout changes. Raised with every change that an earlier script would write wrongly. */
export const currentSchema = 8;

/** The tabs that carry the mark. Two, since one may be deleted. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** The mark of the current schema, as it stands in a cell. */
export const schemaText = `schema:${currentSchema}`;

/** The number after a mark's word in a row of keys, and the mark's column (zero-based); null where there is none. */
function markIn(keys: Row, word: "schema" | "end") {
  const form = new RegExp(`^${word}:\\d{1,8}$`);
  const column = keys.findIndex((cell) => form.test(String(cell)));
  return column < 0
    ? null
    : { column, number: Number(String(keys[column]).slice(word.length + 1)) };
}

/** The schema that a row of keys is marked with (`number`), and the mark's column; null where there is none. */
export const schemaIn = (keys: Row) => markIn(keys, "schema");

/** The mark of a file that another file has replaced at a roll-over. It stands where the schema's mark stood. */
export const movedMark = "moved";

/**
 * Throws "newer-register" where a newer version made the register, "rolled-over" where another file has replaced it. Nothing read from it
 * may then be used, and nothing may be written. A register without a mark, because someone deleted it, is of this version.
 */
export function refuseNewer(keyRows: readonly Row[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (keyRows.some((keys) => (schemaIn(keys)?.number ?? 0) > currentSchema)) {
    throw new AppError("newer-register");
  }
}

/** How far Outbox is filled, so that the tab need not be read whole. */
export interface Bookmark {
  /** Zero-based column of the key row that holds it. */
  readonly column: number;
  /** Zero-based row after the last filled row. */
  readonly end: number;
}

/** The text of a bookmark. `end`: zero-based row after the last filled row. */
export const bookmarkText = (end: number): string => `end:${end}`;

/** The bookmark in a row of keys; null where there is none. */
export function bookmarkIn(keys: Row): Bookmark | null {
  const mark = markIn(keys, "end");
  return mark === null ? null : { column: mark.column, end: Math.max(firstDataRow, mark.number) };
}

/** Writes marks into the row of keys of a tab, from a zero-based column on. */
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
 * Column key → column, in a row of keys. If a key is there twice, the first counts: a column that a person copied repeats its key.
 */
export function keysIn({ columns }: Tab, row: Row): ColumnPositions {
  const ours = new Set<RawCell>(columns.map(({ key }) => key));
  const positions = new Map<string, number>();
  row.forEach((cell, index) => {
    if (ours.delete(cell)) positions.set(String(cell), index);
  });
  return positions;
}

/** Column key → column, by the titles in a row. A title that is there twice is left out, since nothing says which column is ours. */
function titlesIn({ columns }: Tab, row: Row): ColumnPositions {
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
function isDataRow(tab: Tab, positions: ColumnPositions, row: Row): boolean {
  const holds = ({ key, type }: Column) => {
    const cell = row[positions.get(key) ?? -1];
    return typedColumns.includes(type) && (typeof cell === "number" || typeof cell === "boolean");
  };
  return tab.columns.some(holds) && titlesIn(tab, row).size === 0;
}

/** Makes a test for whether a key cell holds the title of the key column, as it does where someone inserted a row above the titles. */
export function titleTest(tab: Tab): (key: RawCell | undefined) => boolean {
  const title = folded(tab.columns.find(({ key }) => key === tab.keyColumn)?.header);
  // Called for thousands of keys, of which hardly one begins like the title.
  const mayBe = (text: string) => text.trimStart().charAt(0).toLowerCase() === title.charAt(0);
  return (key) => typeof key === "string" && key !== "" && mayBe(key) && folded(key) === title;
}

/** The columns that every register has. */
function lasting({ columns }: Tab): readonly Column[] {
  return columns.filter(({ isOfYear }) => isOfYear !== true);
}

/** How many keys or titles of a tab are no coincidence. */
function half(tab: Tab): number {
  return lasting(tab).length / 2;
}

function isWritten(cell: RawCell | undefined): boolean {
  return typeof cell === "string" ? cell.trim() !== "" : typeof cell === "number" || cell === true;
}

/** Whether a row is a row of titles that the district renamed: words above at least half of our columns, and no data. */
function isRenamed(tab: Tab, keys: ColumnPositions, row: Row): boolean {
  const named = [...keys.values()].filter((at) => typeof row[at] === "string" && row[at].trim());
  return 2 * named.length >= keys.size && !isDataRow(tab, keys, row);
}

/** The keys that are missing and whose titles stand above columns without a key of ours. */
function identified(tab: Tab, keys: Row, titles: Row): ColumnPositions {
  const there = keysIn(tab, keys);
  const used = new Set(there.values());
  return new Map(
    [...titlesIn(tab, titles)].filter(([key, at]) => !there.has(key) && !used.has(at)),
  );
}

/**
 * Whether the key of a column may have been overwritten that cannot be identified by its title: keys are missing, and a text stands among
 * the keys that is none of ours.
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

/** The row of keys: the row with most keys. Fewer than half of them count in the first row alone: people write words that are also keys. */
function keyRowIn(tab: Tab, rows: readonly Row[]): number | null {
  const counts = rows.map((row) => keysIn(tab, row).size);
  const most = Math.max(0, ...counts);
  const at = counts.indexOf(most);
  return most > 0 && (at === 0 || most >= half(tab)) ? at : null;
}

/** The row of titles; one that the district renamed only right below the keys. */
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

/** Rows are moved and never deleted: if a person moves rows at the same moment, nothing is lost, and the next run brings them back. */
function moveRow(
  { sheetId }: Tab,
  startIndex: number,
  destinationIndex: number,
): readonly BatchRequest[] {
  const source = { sheetId, dimension: "ROWS", startIndex, endIndex: startIndex + 1 } as const;
  return startIndex === destinationIndex ? [] : [{ moveDimension: { source, destinationIndex } }];
}

/** The first row hidden, the second visible, both frozen. */
function headLook({ sheetId }: Tab): readonly BatchRequest[] {
  const properties = { sheetId, gridProperties: { frozenRowCount: firstDataRow } };
  return [
    dimensionLook(sheetId, "ROWS", 0, { hiddenByUser: true }),
    dimensionLook(sheetId, "ROWS", 1, { hiddenByUser: false }),
    { updateSheetProperties: { properties, fields: "gridProperties.frozenRowCount" } },
  ];
}

/** Requests that write the keys that are missing in a row. What they overwrite becomes a note on the title below. */
function keyRequests(tab: Tab, [keysAt, keys]: Placed, [titlesAt, titles]: Placed) {
  const missing = [...identified(tab, keys, titles)];
  const isMarked = tab.id !== "outbox" || bookmarkIn(keys) !== null;
  // The mark of the filled rows begins at the first one; the first run that writes messages corrects it.
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
 * The requests that bring keys and titles back to the first two rows. Rows that stood among them are then the first rows of data. None
 * where nothing is to be done; null where a column cannot be identified, so that nothing may be written. `rows`: the first ones of the tab.
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
  // Keys that stand nowhere stood above the titles, unless someone deleted that row and data is there now.
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
  // Every read of every tab asks, and hardly ever was a title changed: then no title is compared in all its spellings.
  const isWhole = tab.columns.every(
    ({ key, header }) => titles[positions.get(key) ?? -1] === header,
  );
  return isWhole || headRequests(tab, head)?.length === 0;
}
