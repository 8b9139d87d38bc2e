/**
 * Rows of Schools and Contacts that were pasted from a spreadsheet or typed one to a line: how they are read, and how they are shown to the
 * person.
 */
import { headerOf } from "../../district/directory/directory-cells";
import { fold, foldToWords } from "../../text";
import type { Table, Values } from "../page-data";

/** The columns of pasted rows, by tab, in the order of the cells. */
const pastedColumns = {
  schools: ["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice"],
  contacts: ["role", "school", "name", "phone", "email"],
} as const;

export type PastedTab = keyof typeof pastedColumns;

/** The title of a column without the part in parentheses. */
const shortHeader = (tab: PastedTab, key: string) => headerOf(tab, key).replace(/ \(.*/, "");

/**
 * The cells of each line. A spreadsheet separates them by tabs; people type commas or semicolons. A cell in quotation marks may contain any
 * of these.
 */
function cellsIn(text: string): readonly (readonly string[])[] {
  const count = (mark: string) => text.split(mark).length;
  const between = text.includes("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  const cell = new RegExp(
    `(?:[^\\S\\n${between}]*"((?:[^"]|"")*)")?([^${between}\\n]*)(${between}|\\n|$)`,
    "g",
  );
  const plain = text.replace(/\r/g, "");
  const lines: string[][] = [[]];
  for (;;) {
    const [, quoted = "", rest = "", end = ""] = cell.exec(plain) ?? [];
    lines[lines.length - 1]?.push((quoted.replace(/""/g, '"') + rest).trim());
    if (end === "") return lines.filter((cells) => cells.some((one) => one !== ""));
    if (end === "\n") lines.push([]);
  }
}

/** One pasted row. */
interface PastedRow {
  /** Text by column key, for every column asked for. */
  readonly cells: Readonly<Record<string, string>>;
  /** Whether the line had more cells than columns. */
  readonly beyond: boolean;
}

/**
 * The pasted rows in order. If the first line names columns, it decides what each cell is; otherwise the cells are in the order of the
 * columns.
 */
export function pastedRows(values: Values, tab: PastedTab): readonly PastedRow[] {
  const columns: readonly string[] = pastedColumns[tab];
  const letters = (words: string) => foldToWords(words).replace(/ /g, "");
  const columnNamed = (word: string) =>
    columns.find((key) =>
      [key, headerOf(tab, key), shortHeader(tab, key)].map(letters).includes(letters(word)),
    );
  const lines = cellsIn(values[tab] ?? "");
  const [first = []] = lines;
  const isHead = first.every((word) => fold(word) === "" || columnNamed(word) !== undefined);
  const order = isHead ? first.map(columnNamed) : columns;
  return lines.slice(isHead ? 1 : 0).map((line) => {
    const cells: Record<string, string> = {};
    for (const key of columns) cells[key] = line[order.indexOf(key)] ?? "";
    return { cells, beyond: line.some((cell, at) => cell !== "" && order[at] === undefined) };
  });
}

/** The rows as they were read, as a table. `notes`: index of a row → what is wrong with it. */
export function pastedTable(tab: PastedTab, rows: readonly PastedRow[], notes: Table["notes"]) {
  const columns = pastedColumns[tab];
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  const bad = Object.keys(notes ?? {}).map((at) => Number(at) + 1);
  const wrong = `; to correct: ${bad.length === 1 ? "row" : "rows"} ${bad.join(", ")}`;
  return {
    caption: `${count} read${bad.length === 0 ? "" : wrong}.`,
    head: ["Row", ...columns.map((key) => shortHeader(tab, key))],
    rows: rows.map(({ cells }, at) => [String(at + 1), ...columns.map((key) => cells[key] ?? "")]),
    notes,
  };
}
