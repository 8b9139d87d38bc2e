/** Cells as plain values, for `values.*`. sheets-api.md 3. */
import type { Rectangle } from "./ranges";
import type { CellValue, Sheet } from "./store";

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
    const row: (string | number | boolean)[] = [];
    for (let column = area.left; column < right; column += 1) {
      row.push(plain(values[column] ?? null));
    }
    result.push(row);
  }
  while (result.length > 0 && result.at(-1)?.length === 0) result.pop();
  return result;
}

/** How many cells a reply holds. */
export const cellsIn = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((sum, row) => sum + row.length, 0);
