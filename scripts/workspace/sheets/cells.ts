/** Reads and writes the cells of a draft, row by row. Knows nothing of requests or access. */

import { LocalRefusal } from "../service";
import { type Mask, masked } from "./field-mask";
import type {
  CellFormat,
  DataValidationRule,
  GridRange,
  TextFormatRun,
} from "./messages/cell-messages";
import {
  contains,
  coveredBy,
  gridRange,
  intersection,
  isEmpty,
  type Rectangle,
  rectangle,
} from "./ranges";
import {
  type CellValue,
  pooled,
  type RangeDefault,
  type Row,
  type Sheet,
  type Spreadsheet,
} from "./store";

/** What a write does to one cell. What is left out stays as it is. */
export interface CellPatch {
  readonly value?: CellValue;
  readonly format?: { readonly mask: Mask; readonly value: CellFormat | undefined };
  readonly rule?: DataValidationRule | null;
  readonly note?: string | null;
  /** Runs of the text with their own look or link. Null removes them. If this is left out, a new value removes them too. */
  readonly runs?: readonly TextFormatRun[] | null;
}

const blank: Row = { values: [] };

/** The part of a rectangle that lies in the tab's grid. */
export function inGrid(sheet: Sheet, area: Rectangle): Rectangle {
  const { rowCount, columnCount } = sheet.properties.gridProperties;
  return {
    top: area.top,
    left: area.left,
    bottom: Math.min(area.bottom, rowCount),
    right: Math.min(area.right, columnCount),
  };
}

function isDressed({ formats }: Spreadsheet, row: Row): boolean {
  const isLook = (index: number | null) =>
    index !== null && Object.keys(formats.entries[index] ?? {}).length > 0;
  return (
    row.formats?.some(isLook) === true || row.rules?.some((rule) => (rule ?? -1) >= 0) === true
  );
}

/**
 * How many rows count as filled: up to the last one with a value in any column. If `countsLooks`, also rows that have only formats or
 * rules, of their own or from a range. Rows with only notes never count. No source confirms this: sheets-api.md 2, 13.
 */
export function filledRows(spreadsheet: Spreadsheet, sheet: Sheet, countsLooks: boolean): number {
  const { rowCount } = sheet.properties.gridProperties;
  const ranges = countsLooks
    ? sheet.defaults.filter(({ rule }) => rule === undefined || rule >= 0)
    : [];
  const dressed = ranges.map(({ range }) => Math.min(rectangle(range).bottom, rowCount));
  const least = Math.max(0, ...dressed);
  for (let index = sheet.rows.length - 1; index >= least; index -= 1) {
    const row = sheet.rows[index];
    if (row === null || row === undefined) continue;
    if (row.values.some((value) => value !== null)) return index + 1;
    if (countsLooks && isDressed(spreadsheet, row)) return index + 1;
  }
  return least;
}

/** The format or rule (as an index) that a cell has from ranges of its tab. If several ranges hold the cell, the last one decides. */
function ofRanges(
  sheet: Sheet,
  [row, column]: readonly [number, number],
  says: (entry: RangeDefault) => number | undefined,
): number | undefined {
  const last = sheet.defaults.findLast(
    (entry) => says(entry) !== undefined && contains(rectangle(entry.range), row, column),
  );
  return last === undefined ? undefined : says(last);
}

/** The cell's own format, or the one that it has from a range. */
export function formatAt(
  { formats }: Spreadsheet,
  sheet: Sheet,
  row: number,
  column: number,
): CellFormat | undefined {
  const own = sheet.rows[row]?.formats?.[column];
  return formats.entries[own ?? ofRanges(sheet, [row, column], ({ format }) => format) ?? -1];
}

/** The validation rule that applies to a cell: its own, or the one that it has from a range. */
export function ruleAt(
  { rules }: Spreadsheet,
  sheet: Sheet,
  row: number,
  column: number,
): DataValidationRule | undefined {
  const own = sheet.rows[row]?.rules?.[column];
  return rules.entries[own ?? ofRanges(sheet, [row, column], ({ rule }) => rule) ?? -1];
}

function put<T>(list: (T | null)[], index: number, value: T | null): void {
  while (list.length < index) list.push(null);
  list[index] = value;
}

/** Writes cells of one row, beginning at a column. The caller must have checked grid, protection and limits. */
export function writeRow(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  rowIndex: number,
  firstColumn: number,
  patches: readonly CellPatch[],
): void {
  const before = sheet.rows[rowIndex] ?? blank;
  const values = [...before.values];
  const formats = [...(before.formats ?? [])];
  const rules = [...(before.rules ?? [])];
  const notes: Record<string, string> = { ...before.notes };
  const runs: Record<string, readonly TextFormatRun[]> = { ...before.runs };
  patches.forEach((patch, offset) => {
    const column = firstColumn + offset;
    if (patch.value !== undefined) put(values, column, patch.value);
    if (patch.format !== undefined) {
      const base = formatAt(spreadsheet, sheet, rowIndex, column);
      const format = masked(base, patch.format.value, patch.format.mask);
      put(formats, column, pooled(spreadsheet.formats, format ?? {}));
    }
    if (patch.rule !== undefined) {
      put(rules, column, patch.rule === null ? -1 : pooled(spreadsheet.rules, patch.rule));
    }
    if (patch.note === null) delete notes[String(column)];
    else if (patch.note !== undefined) notes[String(column)] = patch.note;
    if (patch.runs !== undefined || patch.value !== undefined) delete runs[String(column)];
    if ((patch.runs ?? []).length > 0) runs[String(column)] = patch.runs ?? [];
  });
  while (values.length > 0 && values.at(-1) === null) values.pop();
  put(sheet.rows, rowIndex, {
    values,
    ...(formats.length > 0 ? { formats } : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...(Object.keys(notes).length > 0 ? { notes } : {}),
    ...(Object.keys(runs).length > 0 ? { runs } : {}),
  });
}

/** Formats all cells of a range. This includes blank cells and, if the range is open, cells that are added later. */
export function formatRange(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  range: GridRange,
  mask: Mask,
  format: CellFormat | undefined,
): void {
  const area = rectangle(range);
  const merge = (index: number | null): number => {
    const before = index === null ? undefined : spreadsheet.formats.entries[index];
    return pooled(spreadsheet.formats, masked(before, format, mask) ?? {});
  };
  const layers = [{ range, format: merge(null) }];
  for (const entry of sheet.defaults) {
    const part = intersection(rectangle(entry.range), area);
    if (entry.format === undefined || isEmpty(part)) continue;
    layers.push({ range: gridRange(part, range.sheetId), format: merge(entry.format) });
  }
  sheet.defaults = sheet.defaults.filter(
    (entry) => entry.format === undefined || !coveredBy(rectangle(entry.range), [area]),
  );
  sheet.defaults.push(...layers);
  eachOwn(sheet, area, (row) =>
    row.formats === undefined
      ? row
      : {
          ...row,
          formats: row.formats.map((own, column) =>
            own !== null && column >= area.left && column < area.right ? merge(own) : own,
          ),
        },
  );
}

/** Gives all cells of a range a validation rule. Null removes their rules. */
export function validateRange(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  range: GridRange,
  rule: DataValidationRule | null,
): void {
  const area = rectangle(range);
  sheet.defaults = sheet.defaults.filter(
    (entry) => entry.rule === undefined || !coveredBy(rectangle(entry.range), [area]),
  );
  sheet.defaults.push({ range, rule: rule === null ? -1 : pooled(spreadsheet.rules, rule) });
  eachOwn(sheet, area, (row) =>
    row.rules === undefined
      ? row
      : {
          ...row,
          rules: row.rules.map((own, column) =>
            column >= area.left && column < area.right ? null : own,
          ),
        },
  );
}

function eachOwn(sheet: Sheet, area: Rectangle, change: (row: Row) => Row): void {
  const end = Math.min(area.bottom, sheet.rows.length);
  for (let index = area.top; index < end; index += 1) {
    const row = sheet.rows[index];
    if (row !== undefined && row !== null) sheet.rows[index] = change(row);
  }
}

/**
 * Whether a rule accepts a value. Every rule accepts a blank cell (platform.md 4).
 * @throws LocalRefusal for a condition that is not modeled.
 */
export function accepts({ condition }: DataValidationRule, value: CellValue): boolean {
  if (value === null || typeof value === "object") return true;
  const listed = (condition?.values ?? []).map((one) => one.userEnteredValue ?? "");
  switch (condition?.type) {
    case "BOOLEAN":
      return listed.length === 0 ? typeof value === "boolean" : listed.includes(String(value));
    case "ONE_OF_LIST":
      return listed.includes(String(value));
    default:
      throw new LocalRefusal(
        `modelled, but not with this argument: validation by ${condition?.type ?? "nothing"}`,
      );
  }
}

const notForValidation: readonly string[] =
  "BLANK NOT_BLANK TEXT_STARTS_WITH TEXT_ENDS_WITH TEXT_NOT_EQ DATE_NOT_EQ FILTER_EXPRESSION".split(
    " ",
  );

/**
 * Whether the API accepts a rule's condition for validation. Some conditions are only for conditional formats and filters, and each needs a
 * certain number of values (sheets-api.md 4).
 */
export function mayValidate(rule: DataValidationRule): boolean {
  const type = rule.condition?.type;
  if (type === undefined || notForValidation.includes(type)) return false;
  const values = rule.condition?.values ?? [];
  if (values.some((value) => value.relativeDate !== undefined)) return false;
  switch (type) {
    case "BOOLEAN":
      return values.length <= 2;
    case "ONE_OF_LIST":
      return values.length > 0;
    default:
      return true;
  }
}
