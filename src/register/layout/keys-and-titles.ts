/**
 * The head of a tab is its first two rows: the hidden row of keys, which also holds marks of the script, and the row of titles. This file
 * recognizes them, and moves or writes them back after people moved, deleted or overwrote them. All indexes are zero-based.
 */
import { AppError } from "../../errors";
import type { BatchRequest, RawCell } from "../../ports";
import type { CellData } from "../../ports/sheets-requests";
import { cellsAt, foldCell } from "../cells";
import { type Column, type ColumnType, firstDataRow, type Tab } from "../columns";
import type { ColumnPositions } from "../read/ranges";
import { dimensionLook, headerCell, rowsAt } from "./tab-layout";

type Row = readonly RawCell[];

// Marks. They are in the row of keys, so every read includes them, and a copy of the file has them too.

/** The schema of this version. Raise it with every change of the layout that an older script would write wrongly. */
export const currentSchema = 8;

/** The mark of the current schema, as it is written in a cell. */
export const schemaText = `schema:${currentSchema}`;

/**
 * A mark in a row of keys: its zero-based column and the number after its word; null if there is none. "end": the zero-based row after the
 * last filled row (the bookmark of a tab), so that the tab need not be read whole.
 */
export function markIn(keys: Row, word: "schema" | "end") {
  const form = new RegExp(`^${word}:(\\d{1,8})$`);
  const column = keys.findIndex((cell) => form.test(String(cell)));
  const [, number] = form.exec(String(keys[column])) ?? [];
  return number === undefined ? null : { column, number: Number(number) };
}

/** The mark of a file that another file replaced at a roll-over. It replaces the schema's mark. */
export const movedMark = "moved";

/**
 * Throws "newer-register" if a newer version of the script made the register, "rolled-over" if another file has replaced it. Then nothing
 * that was read from it may be used, and nothing may be written. If someone deleted the mark, the register counts as one of this version.
 */
export function refuseNewer(keyRows: readonly Row[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (keyRows.some((keys) => (markIn(keys, "schema")?.number ?? 0) > currentSchema)) {
    throw new AppError("newer-register");
  }
}

/** The text of a bookmark. `end`: the zero-based row after the last filled row. */
export const bookmarkText = (end: number): string => `end:${end}`;

/** The request that writes marks into a tab's row of keys, from a zero-based column on. */
export function markRequest({ sheetId }: Tab, columnIndex: number, ...marks: readonly string[]) {
  const values = marks.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return cellsAt({ sheetId, rowIndex: 0, columnIndex }, [{ values }]);
}

// Keys and titles.

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
  row.forEach((cell, index) => {
    const text = foldCell(String(cell ?? ""));
    places.set(text, places.has(text) ? -1 : index);
  });
  return new Map(
    columns.flatMap(({ key, header }): [string, number][] => {
      const index = places.get(foldCell(header)) ?? -1;
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

function isWritten(cell: RawCell | undefined): boolean {
  return typeof cell === "string" ? cell.trim() !== "" : typeof cell === "number" || cell === true;
}

/** How many of a tab's first rows are searched for keys and titles. */
export const headWithin = 60;

/** The columns that a tab has in every register. If half of their keys or titles are in a row, that is no coincidence. */
function lasting({ columns }: Tab): readonly Column[] {
  return columns.filter(({ isInSome }) => isInSome !== true);
}

/** The zero-based rows of keys and of titles; null for one that is not found. */
function headRows(tab: Tab, rows: readonly Row[]) {
  const half = lasting(tab).length / 2;
  // The row of keys has the most keys. With fewer than half of them it counts only if it is the first row, since people also write words
  // that are keys.
  const counts = rows.map((row) => keysIn(tab, row).size);
  const most = Math.max(0, ...counts);
  const fullest = counts.indexOf(most);
  const keysAt = most > 0 && (fullest === 0 || most >= half) ? fullest : null;
  const titlesAt = rows.findIndex((row, at) => at !== keysAt && titlesIn(tab, row).size >= half);
  if (titlesAt >= 0 || keysAt === null) return { keysAt, titlesAt: titlesAt < 0 ? null : titlesAt };
  // Titles that the district changed are recognized only right below the keys: text above at least half of our columns, and no data.
  const positions = keysIn(tab, rows[keysAt] ?? []);
  const next = rows[keysAt + 1] ?? [];
  const named = [...positions.values()].filter(
    (at) => typeof next[at] === "string" && next[at].trim(),
  );
  const isRenamed = 2 * named.length >= positions.size && !isDataRow(tab, positions, next);
  return { keysAt, titlesAt: isRenamed ? keysAt + 1 : null };
}

/**
 * The requests that bring keys and titles back to the first two rows. Rows that were between them become the first rows of data. An empty
 * list if there is nothing to do. Null if a column cannot be identified; then nothing may be written. `rows`: the first rows of the tab.
 *
 * Rows are moved and never deleted: if a person moves rows at the same time, nothing is lost, and the next run corrects their places.
 */
export function headRequests(tab: Tab, rows: readonly Row[]): readonly BatchRequest[] | null {
  const { sheetId } = tab;
  const inserted = (at: number): BatchRequest => ({
    insertDimension: { range: rowsAt(sheetId, at), inheritFromBefore: at > 0 },
  });
  const moved = (from: number, destinationIndex: number): readonly BatchRequest[] =>
    from === destinationIndex
      ? []
      : [{ moveDimension: { source: rowsAt(sheetId, from), destinationIndex } }];
  const written = (rowIndex: number, columnIndex: number, cell: CellData) =>
    cellsAt({ sheetId, rowIndex, columnIndex }, [{ values: [cell] }], Object.keys(cell).join(","));
  /** With the requests that hide the first row, show the second, and freeze both. */
  const done = (requests: readonly BatchRequest[]): readonly BatchRequest[] => {
    if (requests.length === 0) return [];
    const properties = { sheetId, gridProperties: { frozenRowCount: firstDataRow } };
    return [
      ...requests,
      dimensionLook(sheetId, "ROWS", 0, { hiddenByUser: true }),
      dimensionLook(sheetId, "ROWS", 1, { hiddenByUser: false }),
      { updateSheetProperties: { properties, fields: "gridProperties.frozenRowCount" } },
    ];
  };
  const { keysAt, titlesAt } = headRows(tab, rows);
  if (titlesAt === null) {
    if (keysAt === null) return null;
    const isFree = keysAt === 0 && !(rows[1] ?? []).some(isWritten);
    const positions = keysIn(tab, rows[keysAt] ?? []);
    const titles = tab.columns.flatMap((column) => {
      const at = positions.get(column.key);
      return at === undefined ? [] : [written(1, at, headerCell(column))];
    });
    return done([...moved(keysAt, 0), ...(isFree ? [] : [inserted(1)]), ...titles]);
  }
  const titles = rows[titlesAt] ?? [];
  const own = titlesIn(tab, titles);
  // If no keys are found, they were in the row above the titles, unless someone deleted that row and data is there now.
  const from = keysAt ?? titlesAt - 1;
  const isDeleted = keysAt === null && (from < 0 || isDataRow(tab, own, rows[from] ?? []));
  const keys = isDeleted ? [] : (rows[from] ?? []);
  const positions = keysIn(tab, keys);
  // Missing keys are identified by the titles above columns that have no key of ours.
  const keyed = new Set(positions.values());
  const missing = [...own].filter(([key, at]) => !positions.has(key) && !keyed.has(at));
  // A column that cannot be identified may be one whose key or title someone overwrote: with a text that is none of ours.
  const known = new Map(keysAt === null ? own : [...positions, ...missing]);
  const used = new Set(known.values());
  const ours = new Set<RawCell>(keysAt === null ? [] : tab.columns.map(({ key }) => key));
  const hasOther = (keysAt === null ? titles : keys).some(
    (cell, at) =>
      isWritten(cell) &&
      !used.has(at) &&
      !ours.has(cell) &&
      (keysAt === null || !/^(?:schema|end):\d{1,8}$/.test(String(cell))),
  );
  if (hasOther && lasting(tab).some(({ key }) => !known.has(key))) return null;
  const [keyRow, titleRow] = isDeleted ? [0, titlesAt + 1] : [from, titlesAt];
  const keyCells: (readonly [text: string, at: number])[] = [...missing];
  // The bookmark starts at the first row of data; the first run that writes into the tab corrects it.
  if (tab.hasBookmark && markIn(keys, "end") === null) {
    keyCells.push([bookmarkText(firstDataRow), tab.columns.length]);
  }
  return done([
    ...(isDeleted ? [inserted(0)] : []),
    ...keyCells.map(([stringValue, at]) =>
      written(keyRow, at, { userEnteredValue: { stringValue } }),
    ),
    // What a person had typed over a key is kept as a note on the title below.
    ...missing.flatMap(([, at]) =>
      isWritten(keys[at])
        ? [written(titleRow, at, { note: `This was in the hidden row above: ${keys[at]}` })]
        : [],
    ),
    ...moved(keyRow, 0),
    ...moved(titleRow < keyRow ? titleRow + 1 : titleRow, 1),
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
