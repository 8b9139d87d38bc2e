/** Cells as plain values, for `values.*`. sheets-api.md 3. */
import type { Rectangle } from "../ranges";
import type { CellValue, Sheet } from "../store";

/** What stands for the result of a formula: nothing here evaluates one, and nothing may quietly rely on a result. */
const formulaResult = "#N/A";

const plain = (value: CellValue): string | number | boolean => {
  if (value === null) return "";
  return typeof value === "object" ? formulaResult : value;
};

/** A row of a reply: as JSON, and how many cells it has. */
interface RowRead {
  readonly json: string;
  readonly cells: number;
}

const noCells: RowRead = { json: "[]", cells: 0 };

/** By row and columns. A row is never changed in place, so what was read of one stays true of it; most are read again and again. */
const readBefore = new WeakMap<object, Map<string, RowRead>>();

/** UNFORMATTED_VALUE with SERIAL_NUMBER: blanks inside are "", trailing empty cells are missing. */
function readRow(row: Sheet["rows"][number] | undefined, area: Rectangle): RowRead {
  if (row === undefined || row === null) return noCells;
  const known = readBefore.get(row) ?? new Map<string, RowRead>();
  readBefore.set(row, known);
  const key = `${area.left} ${area.right}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { values } = row;
  let right = Math.min(area.right, values.length);
  while (right > area.left && values[right - 1] === null) right -= 1;
  const cells = values.slice(area.left, right).map(plain);
  const read = cells.length === 0 ? noCells : { json: JSON.stringify(cells), cells: cells.length };
  known.set(key, read);
  return read;
}

/** The rows of an area as a reply has them, in JSON, trailing empty rows missing: null where none is left. */
export function readArea(
  sheet: Sheet,
  area: Rectangle,
): { readonly json: string | null; readonly cells: number } {
  const rows: string[] = [];
  let [end, cells] = [0, 0];
  const bottom = Math.min(area.bottom, sheet.rows.length);
  for (let index = area.top; index < bottom; index += 1) {
    const row = readRow(sheet.rows[index], area);
    rows.push(row.json);
    cells += row.cells;
    if (row.cells > 0) end = rows.length;
  }
  return { json: end === 0 ? null : `[${rows.slice(0, end).join()}]`, cells };
}
