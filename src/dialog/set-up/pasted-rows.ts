/** Rows that were pasted from a spreadsheet, or typed one a line, as columns of a tab. Pure. */
import { headerOf } from "../../district/directory/directory-cells";
import type { TabId } from "../../register/columns";
import { fold, foldToWords } from "../../text";

/** One pasted row. */
export interface PastedRow {
  /** Text by column key, for every column asked for. */
  readonly cells: Readonly<Record<string, string>>;
  /** Whether there were cells beyond the columns asked for. */
  readonly beyond: boolean;
}

/** The cells of each line. Spreadsheets put tabs between cells, people commas or semicolons. A cell in quotes may hold all of these. */
function cellsIn(text: string): readonly (readonly string[])[] {
  const count = (mark: string) => text.split(mark).length;
  const between = text.includes("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    line.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "" && text.indexOf('"', at + 1) > 0) {
      quoted = true;
    } else if (character === between) endCell();
    else if (character === "\n") {
      endCell();
      lines.push(line);
      line = [];
    } else if (character !== "\r") cell += character;
  }
  endCell();
  lines.push(line);
  return lines.filter((cells) => cells.some((one) => one !== ""));
}

/** The column that a word in the first pasted line names; null where it names none. */
function columnNamed(tab: TabId, columns: readonly string[], word: string): string | null {
  const letters = (words: string) => foldToWords(words).replace(/ /g, "");
  const names = (key: string) => {
    const header = headerOf(tab, key);
    return [key, header, header.replace(/ \(.*/, "")];
  };
  return columns.find((key) => names(key).some((name) => letters(name) === letters(word))) ?? null;
}

/**
 * The pasted rows in order. Where the first line names columns, it decides which cell is which; otherwise cells stand in the order of
 * `columns`.
 */
export function parsePastedRows(
  text: string,
  tab: TabId,
  columns: readonly string[],
): readonly PastedRow[] {
  const [first = [], ...rest] = cellsIn(text);
  const named = first.map((word) => columnNamed(tab, columns, word));
  const isHead =
    first.length > 0 && first.every((word, at) => fold(word) === "" || named[at] !== null);
  const order = isHead ? named : columns;
  return (isHead || first.length === 0 ? rest : [first, ...rest]).map((line) => {
    const cells: Record<string, string> = {};
    for (const key of columns) cells[key] = line[order.indexOf(key)] ?? "";
    const beyond = line.some((cell, at) => cell !== "" && (order[at] ?? null) === null);
    return { cells, beyond };
  });
}
