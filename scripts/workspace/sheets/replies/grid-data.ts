/**
 * Cells as GridData, as far as a mask names them: every cell that holds a value, a note, a format or a rule, blank ones among them. How
 * formats look in a reply is not modelled. sheets-api.md 3, 13.
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

/** What it shows of the value. */
function valueFields(value: CellValue): Shown {
  const typed = entered(value);
  if (value === null || typed === null) return {};
  const errorValue = { type: "N_A", message: "local Workspace: formulas are not evaluated" };
  const effectiveValue = typeof value === "object" ? { errorValue } : typed;
  return { userEnteredValue: typed, effectiveValue };
}

/** What a mask shows of cells: with most of them a format or a rule only tells that a blank cell is there. */
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

/** Which columns of a row have a format, and which a rule, of their ranges. */
interface Dressed {
  readonly formats: readonly boolean[];
  readonly rules: readonly boolean[];
}

/** What ranges say of the cells of a row. To be asked for rows from the top down: most have the same answer as the one above. */
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

/** Whether a blank cell without a note is there at all: it has a format or a rule, of its own or of its ranges. */
function isDressed(row: Row, column: number, { formats, rules }: Dressed): boolean {
  const [format, rule] = [row.formats?.[column] ?? null, row.rules?.[column] ?? null];
  return (
    format !== null ||
    formats[column] === true ||
    (rule === null ? rules[column] === true : rule >= 0)
  );
}

/** A blank cell that is there, of which nothing is asked. */
const bareCell: Shown = {};

/** Null if there is nothing in the cell or on it. Looks up only what is asked for: formats and rules are what is costly. */
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

/** The row after the last one in which a cell of the area holds anything or is formatted; the tab's `defaults` are those that meet it. */
function lastShown(sheet: Sheet, area: Rectangle): number {
  const ends = [sheet.rows.length, ...sheet.defaults.map(({ range }) => rectangle(range).bottom)];
  return Math.min(area.bottom, Math.max(...ends));
}

/** The cells of an area of the grid, as far as `mask` (of a GridData) shows them; `startRow` and `startColumn` are left out when 0. */
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
  // Rows in which nothing is stored are alike as far as the same ranges reach.
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
