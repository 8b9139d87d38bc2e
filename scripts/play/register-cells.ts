/** The cells of the registers, read directly from the local Workspace's store: by tab, and by the keys in the key row. */

import type { RawCell, RegisterName } from "../../src/ports";
import type { RawRow } from "../../src/register/cells";
import { firstDataRow, type TabId } from "../../src/register/columns";
import { registersOf } from "../../src/registers/kinds";
import { tabs } from "../../src/tabs";
import { LocalRefusal, type Store } from "../workspace/service";
import { type CellValue, type Row, type Sheet, sheetsSlice } from "../workspace/sheets/store";
import { scriptMemory } from "./script-memory";

/** The spreadsheet ids of the existing registers, from the script's own memory. */
export function registerIds(store: Store): ReadonlyMap<RegisterName, string> {
  const memory = scriptMemory(store);
  const kept = memory.get("registers");
  return new Map(
    registersOf(memory).flatMap((name) => {
      const id = kept[name];
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

/** The spreadsheet id of the register of that name; undefined if there is none. */
export function registerId(store: Store, register: string): string | undefined {
  const ids: ReadonlyMap<string, string> = registerIds(store);
  return ids.get(register);
}

export function mainRegister(store: Store): string {
  const id = registerId(store, "main");
  if (id === undefined) throw new LocalRefusal("there is no main register: set-up made none");
  return id;
}

/** A tab with the current positions of its columns. */
export interface TabCells {
  readonly sheet: Sheet;
  /** Zero-based column by key. */
  readonly positions: ReadonlyMap<string, number>;
}

/** A tab of a register; null if it does not exist. */
export function tabCells(store: Store, spreadsheetId: string, tab: TabId): TabCells | null {
  const sheet = sheetsSlice(store).spreadsheets[spreadsheetId]?.sheets.find(
    ({ properties }) => properties.sheetId === tabs[tab].sheetId,
  );
  if (sheet === undefined) return null;
  const positions = new Map<string, number>();
  const known = new Set(tabs[tab].columns.map(({ key }) => key));
  (sheet.rows[0]?.values ?? []).forEach((value, index) => {
    if (typeof value === "string" && known.has(value) && !positions.has(value)) {
      positions.set(value, index);
    }
  });
  return { sheet, positions };
}

export interface DataRow {
  /** Zero-based. */
  readonly index: number;
  readonly cells: RawRow;
}

/** The value of a cell; a formula as its text. */
export function rawCell(value: CellValue | undefined): RawCell {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? value.formula : value;
}

/** The rows of a tab that have anything except unticked checkboxes, in order. */
export function dataRows({ sheet, positions }: TabCells): readonly DataRow[] {
  const rows: DataRow[] = [];
  for (let index = firstDataRow; index < sheet.rows.length; index += 1) {
    const values = sheet.rows[index]?.values ?? [];
    const cells: Record<string, RawCell> = {};
    let isFilled = false;
    for (const [key, column] of positions) {
      const cell = rawCell(values[column]);
      cells[key] = cell;
      isFilled ||= cell !== null && cell !== "" && cell !== false;
    }
    if (isFilled) rows.push({ index, cells });
  }
  return rows;
}

/** The rows of a tab of a register; empty if the tab or the register does not exist. */
export function rowsOf(store: Store, spreadsheetId: string, tab: TabId): readonly DataRow[] {
  const cells = tabCells(store, spreadsheetId, tab);
  return cells === null ? [] : dataRows(cells);
}

/** The stored row for cells by column key. Values in other columns are kept. */
function storedRow(
  cells: RawRow,
  positions: ReadonlyMap<string, number>,
  before?: Row | null,
): Row {
  const values: CellValue[] = [...(before?.values ?? [])];
  for (const [key, cell] of Object.entries(cells)) {
    const column = positions.get(key);
    if (column === undefined) continue;
    while (values.length <= column) values.push(null);
    values[column] = cell === "" ? null : cell;
  }
  return { ...before, values };
}

function growTo(sheet: Sheet, rowCount: number): void {
  const { gridProperties } = sheet.properties;
  if (gridProperties.rowCount >= rowCount) return;
  sheet.properties = { ...sheet.properties, gridProperties: { ...gridProperties, rowCount } };
}

/** Writes cells into an existing row directly, without rules, access or triggers. */
export function putCells({ sheet, positions }: TabCells, index: number, cells: RawRow): void {
  growTo(sheet, index + 1);
  sheet.rows[index] = storedRow(cells, positions, sheet.rows[index]);
}

/** The zero-based index of the row below the last one with data. */
export function nextRow(tab: TabCells): number {
  return (dataRows(tab).at(-1)?.index ?? firstDataRow - 1) + 1;
}

/** Adds rows below the last one with data. Returns the zero-based index of the first. */
export function appendCells(tab: TabCells, rows: readonly RawRow[]): number {
  const first = nextRow(tab);
  rows.forEach((cells, offset) => {
    putCells(tab, first + offset, cells);
  });
  return first;
}

/** Empties the data rows but keeps their formats and rules. */
export function clearRows({ sheet }: TabCells): void {
  for (let index = firstDataRow; index < sheet.rows.length; index += 1) {
    const row = sheet.rows[index];
    if (row !== null && row !== undefined) sheet.rows[index] = { ...row, values: [] };
  }
}
