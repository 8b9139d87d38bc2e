/**
 * Cells as GridData, for spreadsheets with grid data: metadata of every row and column, and every cell that holds a value, a note, a
 * format or a rule, blank ones among them. Heavy: a script that wants values alone names them as fields. sheets-api.md 3, 13.
 */
import { formulaResult } from "./cell-reading";
import { formatAt, ruleAt } from "./cells";
import type { Mask } from "./field-mask";
import type { Rectangle } from "./ranges";
import { meets, rectangle } from "./ranges";
import { fieldOf } from "./reply-fields";
import { withoutDefaults } from "./resource";
import { effectiveFormat, shownFormat } from "./shown-format";
import type { CellValue, Row, Sheet, Spreadsheet } from "./store";
import type { DimensionProperties } from "./tab-messages";

/** Pixels, as a tab is born; DISC. */
const bornSize = { row: 21, column: 100 } as const;

type Shown = Record<string, unknown>;

function entered(value: CellValue): Shown | null {
  if (value === null) return null;
  if (typeof value === "object") return { formulaValue: value.formula };
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "number" ? { numberValue: value } : { boolValue: value };
}

/** What it shows of the value; how a number looks under a format is not modelled, and its `formattedValue` then left out. */
function valueFields(value: CellValue, hasNumberFormat: boolean): Shown {
  const typed = entered(value);
  if (value === null || typed === null) return {};
  if (typeof value === "object") {
    const errorValue = { type: "N_A", message: "local Workspace: formulas are not evaluated" };
    return {
      userEnteredValue: typed,
      effectiveValue: { errorValue },
      formattedValue: formulaResult,
    };
  }
  const formatted = typeof value === "boolean" ? String(value).toUpperCase() : String(value);
  return {
    userEnteredValue: typed,
    effectiveValue: typed,
    ...(hasNumberFormat && typeof value === "number" ? {} : { formattedValue: formatted }),
  };
}

/** What a mask shows of cells: with most of them a format or a rule only tells that a blank cell is there. */
interface AskedOfCells {
  readonly formats: boolean;
  /** Or the text that a format decides about. */
  readonly looks: boolean;
  readonly rules: boolean;
  readonly runs: boolean;
}

function askedOfCells(mask: Mask | null): AskedOfCells {
  const asks = (field: string) => fieldOf(mask, field) !== null;
  const formats = asks("userEnteredFormat") || asks("effectiveFormat");
  return {
    formats,
    looks: formats || asks("formattedValue"),
    rules: asks("dataValidation"),
    runs: asks("textFormatRuns"),
  };
}

/** Null where there is nothing in the cell or on it. Looks up only what is asked for: formats and rules are what is costly. */
function cellData(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  row: Row,
  [rowIndex, column]: readonly [number, number],
  asked: AskedOfCells,
): Shown | null {
  const value = row.values[column] ?? null;
  const note = row.notes?.[String(column)];
  const isBare = value === null && note === undefined;
  const format = isBare || asked.looks ? formatAt(spreadsheet, sheet, rowIndex, column) : undefined;
  const rule =
    (isBare && format === undefined) || asked.rules
      ? ruleAt(spreadsheet, sheet, rowIndex, column)
      : undefined;
  if (isBare && format === undefined && rule === undefined) return null;
  return {
    ...valueFields(value, format?.numberFormat !== undefined),
    ...(note === undefined ? {} : { note }),
    ...(asked.runs && row.runs?.[String(column)] !== undefined
      ? { textFormatRuns: row.runs[String(column)]?.map(withoutDefaults) }
      : {}),
    ...(rule === undefined || !asked.rules ? {} : { dataValidation: withoutDefaults(rule) }),
    ...(format === undefined || !asked.formats ? {} : { userEnteredFormat: shownFormat(format) }),
    ...(asked.formats ? { effectiveFormat: effectiveFormat(format) } : {}),
  };
}

/** The row after the last one in which a cell of the area holds anything or is formatted; the tab's `defaults` are those that meet it. */
function lastShown(sheet: Sheet, area: Rectangle): number {
  const ends = [sheet.rows.length, ...sheet.defaults.map(({ range }) => rectangle(range).bottom)];
  return Math.min(area.bottom, Math.max(...ends));
}

function metadata(
  list: readonly (DimensionProperties | null)[],
  from: number,
  to: number,
  pixelSize: number,
): unknown {
  return Array.from({ length: to - from }, (_, at) =>
    withoutDefaults({ pixelSize, ...list[from + at] }),
  );
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
  const bottom = cellMask === null ? area.top : lastShown(near, area);
  for (let index = area.top; index < bottom; index += 1) {
    const row = sheet.rows[index] ?? { values: [] };
    const found = Array.from({ length: area.right - area.left }, (_, right) =>
      cellData(spreadsheet, near, row, [index, area.left + right], asked),
    );
    while (found.length > 0 && found.at(-1) === null) found.pop();
    cells += found.length;
    rowData.push(found.length > 0 ? { values: found.map((cell) => cell ?? {}) } : {});
  }
  while (rowData.length > 0 && rowData.at(-1)?.values === undefined) rowData.pop();
  const { rowProperties, columnProperties } = sheet;
  return {
    data: {
      ...(area.top > 0 ? { startRow: area.top } : {}),
      ...(area.left > 0 ? { startColumn: area.left } : {}),
      ...(rowData.length > 0 ? { rowData } : {}),
      ...(fieldOf(mask, "rowMetadata") === null
        ? {}
        : { rowMetadata: metadata(rowProperties, area.top, area.bottom, bornSize.row) }),
      ...(fieldOf(mask, "columnMetadata") === null
        ? {}
        : { columnMetadata: metadata(columnProperties, area.left, area.right, bornSize.column) }),
    },
    cells,
  };
}
