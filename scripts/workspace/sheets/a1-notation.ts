/** A1 notation: reads the ranges that a script asks for, and writes ranges as Google repeats them in replies. sheets-api.md 3. */
import type { GridRange } from "./messages/cell-messages";
import type { Rectangle } from "./ranges";

/** The letters of a column, whose index is zero-based: 0 is "A". */
export function columnLetters(index: number): string {
  let rest = index + 1;
  let letters = "";
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

/** The zero-based index of a column from its letters. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

const looksLikeCell = /^(?:[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*)$/;

/** A tab's title as it is written before "!": in quotes, unless it is a plain word that does not look like a cell. */
export function quotedTitle(title: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(title) && !looksLikeCell.test(title);
  return plain ? title : `'${title.replaceAll("'", "''")}'`;
}

/** An area as Google repeats it, e.g. `'Case log'!A1:C9`. A single cell has no colon; an open end has no row or no column. */
export function rangeText(title: string, area: Rectangle): string {
  const first = `${columnLetters(area.left)}${area.top + 1}`;
  const column = Number.isFinite(area.right) ? columnLetters(area.right - 1) : "";
  const last = `${column}${Number.isFinite(area.bottom) ? area.bottom : ""}`;
  return `${quotedTitle(title)}!${first === last ? first : `${first}:${last}`}`;
}

interface Corner {
  readonly row: number | null;
  readonly column: number | null;
}

function corner(written: string): Corner | null {
  const parts = /^\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?$/.exec(written);
  if (parts === null || written === "") return null;
  const [, letters, digits] = parts;
  return {
    column: letters === undefined ? null : columnIndex(letters),
    row: digits === undefined ? null : Number(digits) - 1,
  };
}

/**
 * Reads `Tab!A1:B2`, `'A tab'!C3:C`, `Tab!2:2`, `Tab`.
 * @returns The tab's title, and the cells without a sheet id. Null for a text that is no range.
 */
export function parseRange(written: string): { title: string; cells: GridRange } | null {
  const parts = /^(?:'((?:[^']|'')*)'|([^'!]+))(?:!(.+))?$/.exec(written);
  if (parts === null) return null;
  const title = parts[1] === undefined ? (parts[2] ?? "") : parts[1].replaceAll("''", "'");
  const cells = parts[3];
  if (cells === undefined) return { title, cells: {} };
  const [firstText = "", lastText = firstText, ...more] = cells.split(":");
  const first = corner(firstText);
  const last = corner(lastText);
  if (first === null || last === null || more.length > 0) return null;
  if (!cells.includes(":") && (first.row === null || first.column === null)) return null;
  const edges = (one: number | null, other: number | null): [number | null, number | null] =>
    one !== null && other !== null ? [Math.min(one, other), Math.max(one, other)] : [one, other];
  const [top, bottom] = edges(first.row, last.row);
  const [left, right] = edges(first.column, last.column);
  return {
    title,
    cells: {
      ...(top === null ? {} : { startRowIndex: top }),
      ...(bottom === null ? {} : { endRowIndex: bottom + 1 }),
      ...(left === null ? {} : { startColumnIndex: left }),
      ...(right === null ? {} : { endColumnIndex: right + 1 }),
    },
  };
}
