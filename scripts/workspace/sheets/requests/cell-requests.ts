/** Requests that write cells: appendCells, updateCells, repeatCell, setDataValidation, sortRange. sheets-api.md 2. */

import { ownWords } from "../../service";
import {
  accepts,
  type CellPatch,
  filledRows,
  formatRange,
  mayValidate,
  ruleAt,
  validateRange,
  writeRow,
} from "../cells";
import type { Mask } from "../field-mask";
import { maxCellCharacters } from "../limits";
import {
  CellData,
  DataValidationRule,
  type ExtendedValue,
  GridCoordinate,
  GridRange,
  RowData,
  type TextFormatRun,
} from "../messages/cell-messages";
import { SortSpec } from "../messages/tab-messages";
import { integer, listOf, named, text } from "../payload";
import type { CellValue, Sheet } from "../store";
import {
  changing,
  gridArea,
  growRows,
  insideGrid,
  maskOf,
  notModelled,
  RequestError,
  requestKind,
  requestOf,
  required,
  sheetOf,
  storedRange,
  type Work,
} from "./request-kind";
import { sortedRows } from "./sorting";

const rows = listOf(RowData);
const controlOrLoneSurrogate =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * A text that a cell can hold.
 * @throws RequestError if it is too long; LocalRefusal for characters that no source says how Google treats (case
 * `cells.control-characters`).
 */
function checkedText(written: string): string {
  if (written.length > maxCellCharacters) {
    throw new RequestError(
      `Your input contains more than the maximum of ${maxCellCharacters} characters in a single cell.`,
    );
  }
  if (controlOrLoneSurrogate.test(written)) {
    throw notModelled("a text with control characters or lone surrogates");
  }
  return written;
}

function cellValue(entered: ExtendedValue | undefined): CellValue {
  if (entered === undefined) return null;
  if (entered.numberValue !== undefined) return entered.numberValue;
  if (entered.boolValue !== undefined) return entered.boolValue;
  if (entered.stringValue !== undefined) {
    const written = checkedText(entered.stringValue);
    return written === "" ? null : written;
  }
  if (entered.formulaValue === undefined) return null;
  if (!entered.formulaValue.startsWith("="))
    throw notModelled("a formula that does not begin with =");
  return { formula: checkedText(entered.formulaValue) };
}

/**
 * A validation rule that the API accepts; null if there is none.
 * @throws RequestError for a condition that is not for validation.
 */
function checkedRule(rule: DataValidationRule | undefined): DataValidationRule | null {
  if (rule === undefined) return null;
  if (!mayValidate(rule)) {
    throw new RequestError(
      ownWords(`Invalid data validation condition: ${rule.condition?.type ?? "no type"}`),
    );
  }
  return rule;
}

/** The runs of a text. The API wants them in the order of their start, each within the text. */
function checkedRuns(
  runs: readonly TextFormatRun[] | undefined,
  value: CellValue | undefined,
): readonly TextFormatRun[] | null {
  if (runs === undefined || runs.length === 0) return null;
  if (value === undefined) throw notModelled("textFormatRuns without userEnteredValue");
  const length = typeof value === "string" ? value.length : 0;
  runs.forEach(({ startIndex = 0 }, at) => {
    const before = at === 0 ? -1 : (runs[at - 1]?.startIndex ?? 0);
    if (startIndex <= before || startIndex >= length) {
      throw new RequestError(ownWords(`Invalid textFormatRuns: startIndex ${startIndex}`));
    }
  });
  return runs;
}

/** Makes a function that turns a cell of the request into a patch of the fields that the mask names. */
function cellPatcher(fields: string | undefined): (cell: CellData) => CellPatch {
  const mask = maskOf(fields, CellData);
  const named: Record<string, Mask> =
    mask === true
      ? {
          userEnteredValue: true,
          userEnteredFormat: true,
          note: true,
          dataValidation: true,
          textFormatRuns: true,
        }
      : mask;
  const writable = [
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
  ];
  const other = Object.keys(named).find((field) => !writable.includes(field));
  if (other !== undefined) throw notModelled(`fields: ${other}`);
  const formatMask = named["userEnteredFormat"];
  const enteredIn = (cell: CellData) =>
    named["userEnteredValue"] === undefined ? undefined : cellValue(cell.userEnteredValue);
  return (cell) => ({
    ...(named["userEnteredValue"] === undefined ? {} : { value: enteredIn(cell) ?? null }),
    ...(named["textFormatRuns"] === undefined
      ? {}
      : { runs: checkedRuns(cell.textFormatRuns, enteredIn(cell)) }),
    ...(formatMask === undefined
      ? {}
      : { format: { mask: formatMask, value: cell.userEnteredFormat } }),
    ...(named["note"] === undefined
      ? {}
      : {
          note: cell.note === undefined || cell.note === "" ? null : checkedText(cell.note),
        }),
    ...(named["dataValidation"] === undefined ? {} : { rule: checkedRule(cell.dataValidation) }),
  });
}

/**
 * Writes a row's patches. Strict validation rules matter only if `assume.strictValidationOnApiWrite` is "reject" (no source says whether
 * Google checks them).
 */
function write(
  work: Work,
  sheet: Sheet,
  row: number,
  column: number,
  patches: readonly CellPatch[],
): void {
  if (patches.length === 0) return;
  writeRow(work.spreadsheet, sheet, row, column, patches);
  work.countWritten(patches.length);
  if (work.assume["strictValidationOnApiWrite"] !== "reject") return;
  patches.forEach((patch, offset) => {
    const rule = ruleAt(work.spreadsheet, sheet, row, column + offset);
    if (patch.value === undefined || rule?.strict !== true) return;
    if (!accepts(rule, patch.value)) {
      throw new RequestError(
        ownWords("The data you entered violates the data validation rules set on this cell."),
      );
    }
  });
}

export const appendCells = requestOf(
  named("AppendCellsRequest", { sheetId: integer, rows, fields: text }),
  (work, request) => {
    const sheet = sheetOf(work, request.sheetId);
    const patch = cellPatcher(request.fields);
    const appended = (request.rows ?? []).map((row) => (row.values ?? []).map(patch));
    const first = filledRows(work.spreadsheet, sheet, work.assume["formatOnlyRows"] === "filled");
    const width = appended.reduce((widest, row) => Math.max(widest, row.length), 0);
    const { columnCount } = sheet.properties.gridProperties;
    if (width > columnCount) {
      throw new RequestError(
        `Attempting to write column: ${columnCount}, beyond the last requested column of: ${columnCount - 1}`,
      );
    }
    changing(work, sheet, { top: first, bottom: first + appended.length, left: 0, right: width });
    growRows(work.spreadsheet, sheet, first + appended.length);
    appended.forEach((patches, offset) => {
      write(work, sheet, first + offset, 0, patches);
    });
  },
);

export const updateCells = requestOf(
  named("UpdateCellsRequest", { rows, fields: text, start: GridCoordinate }),
  (work, request) => {
    const start = required(request.start, "start");
    const sheet = sheetOf(work, start.sheetId);
    const patch = cellPatcher(request.fields);
    const given = (request.rows ?? []).map((row) => (row.values ?? []).map(patch));
    const width = given.reduce((widest, row) => Math.max(widest, row.length), 0);
    const { rowIndex: top = 0, columnIndex: left = 0 } = start;
    const area = { top, left, bottom: top + given.length, right: left + width };
    insideGrid(sheet, area);
    changing(work, sheet, area);
    given.forEach((patches, offset) => {
      write(work, sheet, top + offset, left, patches);
    });
  },
);

export const repeatCell = requestKind(
  { range: GridRange, cell: CellData, fields: text },
  (work, request) => {
    const range = required(request.range, "range");
    const sheet = sheetOf(work, range.sheetId);
    const area = gridArea(sheet, range);
    changing(work, sheet, area);
    const patch = cellPatcher(request.fields)(request.cell ?? {});
    const { value, note, format, rule } = patch;
    if (value !== undefined || note !== undefined) {
      const one = {
        ...(value === undefined ? {} : { value }),
        ...(note === undefined ? {} : { note }),
      };
      const last = value === null && note === undefined ? sheet.rows.length : area.bottom;
      for (let row = area.top; row < Math.min(area.bottom, last); row += 1) {
        const patches = new Array<CellPatch>(area.right - area.left).fill(one);
        write(work, sheet, row, area.left, patches);
      }
    }
    const stored = storedRange(work, sheet, range, "cells");
    if (format !== undefined) {
      formatRange(work.spreadsheet, sheet, stored, format.mask, format.value);
    }
    if (rule !== undefined) validateRange(work.spreadsheet, sheet, stored, rule);
  },
);

export const setDataValidation = requestOf(
  named("SetDataValidationRequest", { range: GridRange, rule: DataValidationRule }),
  (work, request) => {
    const range = required(request.range, "range");
    const sheet = sheetOf(work, range.sheetId);
    changing(work, sheet, gridArea(sheet, range));
    const stored = storedRange(work, sheet, range, "cells");
    validateRange(work.spreadsheet, sheet, stored, checkedRule(request.rule));
  },
);

export const sortRange = requestKind(
  { range: GridRange, sortSpecs: listOf(SortSpec) },
  (work, request) => {
    const range = required(request.range, "range");
    const sheet = sheetOf(work, range.sheetId);
    changing(work, sheet, gridArea(sheet, range));
    sheet.rows = sortedRows(sheet.rows, gridArea(sheet, range), request.sortSpecs ?? []);
  },
);
