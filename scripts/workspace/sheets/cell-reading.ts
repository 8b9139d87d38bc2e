/** Cells as the API shows them: plain values for `values.*`, GridData for spreadsheets with grid data. sheets-api.md 3. */
import { formatAt } from "./cells";
import type { Rectangle } from "./ranges";
import type { CellValue, Row, Sheet, Spreadsheet } from "./store";

/** What stands for the result of a formula: nothing here evaluates one, and nothing may quietly rely on a result. */
export const formulaResult = "#N/A";

const plain = (value: CellValue): string | number | boolean => {
  if (value === null) return "";
  return typeof value === "object" ? formulaResult : value;
};

/** UNFORMATTED_VALUE with SERIAL_NUMBER: ragged rows, blanks inside are "", trailing empty cells and rows are missing. */
export function unformattedValues(sheet: Sheet, area: Rectangle): (string | number | boolean)[][] {
  const result: (string | number | boolean)[][] = [];
  const bottom = Math.min(area.bottom, sheet.rows.length);
  for (let index = area.top; index < bottom; index += 1) {
    const values = sheet.rows[index]?.values ?? [];
    let right = Math.min(area.right, values.length);
    while (right > area.left && values[right - 1] === null) right -= 1;
    result.push(right > area.left ? values.slice(area.left, right).map(plain) : []);
  }
  while (result.length > 0 && result.at(-1)?.length === 0) result.pop();
  return result;
}

/** How many cells a reply holds. */
export const cellsIn = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((sum, row) => sum + row.length, 0);

function entered(value: CellValue): Record<string, unknown> | null {
  if (value === null) return null;
  if (typeof value === "object") return { formulaValue: value.formula };
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "number" ? { numberValue: value } : { boolValue: value };
}

function cellData(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  row: Row,
  rowIndex: number,
  column: number,
): Record<string, unknown> {
  const value = row.values[column] ?? null;
  const typed = entered(value);
  const note = row.notes?.[String(column)];
  const shownNote = note === undefined ? {} : { note };
  if (value === null || typed === null) return shownNote;
  if (typeof value === "object") {
    const errorValue = { type: "N_A", message: "local Workspace: formulas are not evaluated" };
    return {
      userEnteredValue: typed,
      effectiveValue: { errorValue },
      formattedValue: formulaResult,
      ...shownNote,
    };
  }
  // How a number looks under a format is not modelled; its formattedValue is then left out.
  const hasNumberFormat =
    typeof value === "number" &&
    formatAt(spreadsheet, sheet, rowIndex, column)?.numberFormat !== undefined;
  const formatted = typeof value === "boolean" ? String(value).toUpperCase() : String(value);
  return {
    userEnteredValue: typed,
    effectiveValue: typed,
    ...(hasNumberFormat ? {} : { formattedValue: formatted }),
    ...shownNote,
  };
}

/** The cells of an area as GridData, without formats and rules (not modelled in replies); `startRow` and `startColumn` are left out when 0. */
export function gridData(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  area: Rectangle,
): { data: Record<string, unknown>; cells: number } {
  const rowData: { values?: Record<string, unknown>[] }[] = [];
  const bottom = Math.min(area.bottom, sheet.rows.length);
  let cells = 0;
  for (let index = area.top; index < bottom; index += 1) {
    const row = sheet.rows[index] ?? { values: [] };
    const noted = Object.keys(row.notes ?? {}).map(Number);
    const width = Math.max(row.values.length, ...noted.map((column) => column + 1));
    const values: Record<string, unknown>[] = [];
    for (let column = area.left; column < Math.min(area.right, width); column += 1) {
      values.push(cellData(spreadsheet, sheet, row, index, column));
    }
    while (values.length > 0 && Object.keys(values.at(-1) ?? {}).length === 0) values.pop();
    cells += values.length;
    rowData.push(values.length > 0 ? { values } : {});
  }
  while (rowData.length > 0 && rowData.at(-1)?.values === undefined) rowData.pop();
  return {
    data: {
      ...(area.top > 0 ? { startRow: area.top } : {}),
      ...(area.left > 0 ? { startColumn: area.left } : {}),
      ...(rowData.length > 0 ? { rowData } : {}),
    },
    cells,
  };
}
