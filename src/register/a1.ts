/** A1 notation, where the Sheets API offers nothing better: columns as letters, quoted titles, the echo of a range. */

/** "A" for 0, "Z" for 25, "AA" for 26. */
export function columnLetters(index: number): string {
  let rest = index;
  let letters = "";
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letters;
}

/** The opposite of `columnLetters`. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}

/** A tab's title as a range or formula names it; always quoted, so that no title is taken for a cell. */
export function quotedTitle(title: string): string {
  return `'${title.replace(/'/g, "''")}'`;
}

/** Rows `from` up to but not including `to` (zero-based; no `to`: down to the end) of one column. */
export function columnRange(title: string, column: number, from: number, to?: number): string {
  const letters = columnLetters(column);
  return `${quotedTitle(title)}!${letters}${from + 1}:${letters}${to ?? ""}`;
}

/** The tab's title and last column (zero-based) in a range as Google echoes it, e.g. "'My tab'!A1:AS1". */
export function parseEcho(range: string): { readonly title: string; readonly lastColumn: number } {
  const bang = range.lastIndexOf("!");
  const named = range.slice(0, Math.max(bang, 0));
  const title = named.startsWith("'") ? named.slice(1, -1).replace(/''/g, "'") : named;
  const cells = range.slice(bang + 1);
  const letters = /([A-Z]+)\d*$/.exec(cells)?.[1];
  return { title, lastColumn: letters === undefined ? 0 : columnIndex(letters) };
}
