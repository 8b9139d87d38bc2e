/** Reads rows that were pasted from a spreadsheet, or typed one a line, into columns of a tab. Pure. */
import { fold, foldToWords } from "../../directory/fold";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";

export interface PastedRow {
  /** By column key; every column asked for. */
  readonly cells: Readonly<Record<string, string>>;
  /** What stood beyond the columns asked for. */
  readonly beyond: boolean;
}

/** Cells by line. Spreadsheets put tabs between cells, people commas or semicolons; a cell in quotes may hold them all. */
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

/** The column that a word at the head of pasted rows names. */
function columnNamed(tab: TabId, columns: readonly string[], word: string): string | null {
  const letters = (words: string) => foldToWords(words).replace(/ /g, "");
  const names = (key: string) => {
    const header = tabs[tab].columns.find((column) => column.key === key)?.header ?? key;
    return [key, header, header.replace(/ \(.*/, "")];
  };
  return columns.find((key) => names(key).some((name) => letters(name) === letters(word))) ?? null;
}

/** The rows in order. Where the first line names columns, it says which is which; else they stand in the order of `columns`. */
export function pastedRows(
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
