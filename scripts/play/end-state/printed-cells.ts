/** Cells as an end state prints them where a scenario asks for all of them. */
import type { Store } from "../../workspace/service";
import { type CellValue, sheetsSlice } from "../../workspace/sheets/store";

/** A formula's value is never computed here, so a cell with one prints no value. */
export type PrintedCell = {
  readonly value: string | number | boolean | null;
  readonly formula: string | null;
};

function printedCell(value: CellValue | undefined): PrintedCell | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object"
    ? { value: null, formula: value.formula }
    : { value, formula: null };
}

/** Title of a tab → its rows of cells; null for an empty cell. */
export type PrintedCells = Readonly<Record<string, readonly (readonly (PrintedCell | null)[])[]>>;

export function printedCells(store: Store, main: string | undefined): PrintedCells {
  const sheets = main === undefined ? [] : (sheetsSlice(store).spreadsheets[main]?.sheets ?? []);
  return Object.fromEntries(
    sheets.map(({ properties, rows }) => [
      properties.title,
      rows.map((row) => (row?.values ?? []).map(printedCell)),
    ]),
  );
}
