/**
 * Cells as GridData, as far as a mask names them. A cell is included if it has a value, a note, a format or a rule, even if it is blank.
 * The formats themselves are not modeled in replies. sheets-api.md 3, 13.
 */

import { LocalRefusal } from "../../service";
import { ruleAt } from "../cells";
import { fieldOf, type Mask } from "../field-mask";
import { meets, type Rectangle, rectangle } from "../ranges";
import type { CellValue, RangeDefault, Row, Sheet, Spreadsheet } from "../store";
import { withoutDefaults } from "./resource";

type Shown = Record<string, unknown>;

function entered(value: CellValue): Shown | null {
  if (value === null) return null;
  if (typeof value === "object") return { formulaValue: value.formula };
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "number" ? { numberValue: value } : { boolValue: value };
}

/** The fields of a reply that show a cell's value. */
function valueFields(value: CellValue): Shown {
  const typed = entered(value);
  if (value === null || typed === null) return {};
  const errorValue = { type: "N_A", message: "local Workspace: formulas are not evaluated" };
  const effectiveValue = typeof value === "object" ? { errorValue } : typed;
  return { userEnteredValue: typed, effectiveValue };
}

/** Which details of cells the mask asks for. Without them, a format or rule only decides whether a blank cell is included. */
interface AskedOfCells {
  readonly rules: boolean;
  readonly runs: boolean;
}

function askedOfCells(mask: Mask | null): AskedOfCells {
  const asks = (field: string) => fieldOf(mask, field) !== null;
  if (asks("userEnteredFormat") || asks("effectiveFormat") || asks("formattedValue")) {
    throw new LocalRefusal("modelled, but not with this argument: cells with their formats");
  }
  return { rules: asks("dataValidation"), runs: asks("textFormatRuns") };
}

/** Which columns of a row have a format from a range, and which a rule. */
interface Dressed {
  readonly formats: readonly boolean[];
  readonly rules: readonly boolean[];
}

/**
 * Finds the columns that ranges format or validate in a row. Call the result for rows from top to bottom: most rows have the same answer as
 * the row above, which is then used again.
 */
function dressedBy(
  defaults: readonly RangeDefault[],
  width: number,
): (rowIndex: number) => Dressed & { readonly until: number } {
  const layers = defaults.map((one) => ({ ...one, area: rectangle(one.range) }));
  let known = { formats: [] as boolean[], rules: [] as boolean[], until: 0 };
  return (rowIndex) => {
    if (rowIndex < known.until) return known;
    const formats = new Array<boolean>(width).fill(false);
    const rules = new Array<boolean>(width).fill(false);
    let until = Number.POSITIVE_INFINITY;
    for (const { area, format, rule } of layers) {
      const { top, bottom, left } = area;
      if (rowIndex < bottom) until = Math.min(until, rowIndex < top ? top : bottom);
      if (rowIndex < top || rowIndex >= bottom) continue;
      const right = Math.min(area.right, width);
      if (format !== undefined) formats.fill(true, left, Math.max(left, right));
      if (rule !== undefined) rules.fill(rule >= 0, left, Math.max(left, right));
    }
    known = { formats, rules, until };
    return known;
  };
}

/** Whether a blank cell without a note is included, because it has a format or a rule of its own or from a range. */
function isDressed(row: Row, column: number, { formats, rules }: Dressed): boolean {
  const [format, rule] = [row.formats?.[column] ?? null, row.rules?.[column] ?? null];
  return (
    format !== null ||
    formats[column] === true ||
    (rule === null ? rules[column] === true : rule >= 0)
  );
}

/** A blank cell that is included, when the mask asks for none of its details. */
const bareCell: Shown = {};

/**
 * A cell as the reply shows it; null if the cell has no content, format or rule. Looks up only what the mask asks for, since rules are slow
 * to find.
 */
function cellData(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  row: Row,
  [rowIndex, column]: readonly [number, number],
  asked: AskedOfCells,
  dressed: Dressed,
): Shown | null {
  const value = row.values[column] ?? null;
  const note = row.notes?.[String(column)];
  const isBare = value === null && note === undefined;
  if (isBare && !isDressed(row, column, dressed)) return null;
  if (isBare && !asked.rules) return bareCell;
  const rule = asked.rules ? ruleAt(spreadsheet, sheet, rowIndex, column) : undefined;
  return {
    ...valueFields(value),
    ...(note === undefined ? {} : { note }),
    ...(asked.runs && row.runs?.[String(column)] !== undefined
      ? { textFormatRuns: row.runs[String(column)]?.map(withoutDefaults) }
      : {}),
    ...(rule === undefined || !asked.rules ? {} : { dataValidation: withoutDefaults(rule) }),
  };
}

/**
 * The row after the last one in which a cell of the area can have content or a format. `sheet.defaults` must hold only ranges that meet the
 * area.
 */
function lastShown(sheet: Sheet, area: Rectangle): number {
  const ends = [sheet.rows.length, ...sheet.defaults.map(({ range }) => rectangle(range).bottom)];
  return Math.min(area.bottom, Math.max(...ends));
}

/**
 * The cells of an area of the grid, as far as `mask` (for a GridData) names them. `startRow` and `startColumn` are left out when they are
 * 0.
 */
export function gridData(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  area: Rectangle,
  mask: Mask,
): { data: Shown; cells: number } {
  const cellMask = fieldOf(fieldOf(mask, "rowData"), "values");
  const asked = askedOfCells(cellMask);
  const near: Sheet = {
    ...sheet,
    defaults: sheet.defaults.filter(({ range }) => meets(rectangle(range), area)),
  };
  const rowData: { values?: Shown[] }[] = [];
  let cells = 0;
  function rowAt(index: number, row: Row): { values?: Shown[] } {
    const dressed = dressedAt(index);
    const found = Array.from({ length: area.right - area.left }, (_, right) =>
      cellData(spreadsheet, near, row, [index, area.left + right], asked, dressed),
    );
    while (found.length > 0 && found.at(-1) === null) found.pop();
    return found.length > 0 ? { values: found.map((cell) => cell ?? bareCell) } : {};
  }
  const bottom = cellMask === null ? area.top : lastShown(near, area);
  const dressedAt = dressedBy(near.defaults, area.right);
  // Rows without stored cells look the same as long as the same ranges cover them.
  let blank = { until: 0, data: {} as { values?: Shown[] } };
  for (let index = area.top; index < bottom; index += 1) {
    const stored = sheet.rows[index] ?? null;
    const isKnown = stored === null && index < blank.until;
    const data = isKnown ? blank.data : rowAt(index, stored ?? { values: [] });
    if (stored === null && !isKnown) blank = { until: dressedAt(index).until, data };
    cells += data.values?.length ?? 0;
    rowData.push(data);
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
