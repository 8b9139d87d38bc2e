/** Requests about rows and columns: append, insert, delete, move and resize them. sheets-api.md 4. */
import { ownWords } from "../../service";
import { writeRow } from "../cells";
import { type Mask, masked } from "../field-mask";
import { Dimension, DimensionRange } from "../messages/cell-messages";
import { DimensionProperties } from "../messages/tab-messages";
import { flag, integer, named, text } from "../payload";
import type { Rectangle } from "../ranges";
import { shiftTab } from "../shifting";
import type { Row, Sheet, Spreadsheet } from "../store";
import {
  changing,
  maskOf,
  RequestError,
  requestKind,
  requestOf,
  required,
  resize,
  sheetOf,
  type Work,
} from "./request-kind";

type Axis = "ROWS" | "COLUMNS";

const sizeOf = (sheet: Sheet, dimension: Axis): number =>
  dimension === "ROWS"
    ? sheet.properties.gridProperties.rowCount
    : sheet.properties.gridProperties.columnCount;

function resizeTo(spreadsheet: Spreadsheet, sheet: Sheet, dimension: Axis, size: number): void {
  resize(spreadsheet, sheet, dimension === "ROWS" ? { rowCount: size } : { columnCount: size });
}

/** The stretch of rows or columns that a request names. An end that is left out is open. */
function stretch(
  work: Work,
  range: DimensionRange | undefined,
): { sheet: Sheet; dimension: Axis; start: number; end: number; area: Rectangle } {
  const named = required(range, "range");
  const sheet = sheetOf(work, named.sheetId);
  const dimension = required(named.dimension, "dimension");
  const size = sizeOf(sheet, dimension);
  const start = named.startIndex ?? 0;
  const end = named.endIndex ?? size;
  if (start < 0 || end <= start)
    throw new RequestError(ownWords("Invalid range: the end must follow the start"));
  const all: Rectangle = { top: 0, left: 0, bottom: Infinity, right: Infinity };
  const area =
    dimension === "ROWS"
      ? { ...all, top: start, bottom: end }
      : { ...all, left: start, right: end };
  return { sheet, dimension, start, end, area };
}

function within(sheet: Sheet, dimension: Axis, end: number): void {
  const size = sizeOf(sheet, dimension);
  if (end > size) {
    throw new RequestError(
      ownWords(`Range exceeds grid limits. Max ${dimension.toLowerCase()}: ${size}`),
    );
  }
}

export const appendDimension = requestOf(
  named("AppendDimensionRequest", { sheetId: integer, dimension: Dimension, length: integer }),
  (work, request) => {
    const sheet = sheetOf(work, request.sheetId);
    const dimension = required(request.dimension, "dimension");
    const length = required(request.length, "length");
    if (length < 1) throw new RequestError(ownWords("Invalid length"));
    resizeTo(work.spreadsheet, sheet, dimension, sizeOf(sheet, dimension) + length);
  },
);

/** Gives new rows or columns the format and validation of their neighbor: the one before, or (by default) the one after. */
function inherit(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  dimension: Axis,
  at: number,
  count: number,
  from: number,
): void {
  if (dimension === "COLUMNS") {
    sheet.rows.forEach((row, index) => {
      if (row === null) return;
      const format = row.formats?.[from] ?? null;
      const rule = row.rules?.[from] ?? null;
      if (format === null && rule === null) return;
      const fill = <T>(list: readonly (T | null)[] | undefined, value: T | null): (T | null)[] =>
        Array.from({ length: Math.max(list?.length ?? 0, at + count) }, (_, column) =>
          column >= at && column < at + count ? value : (list?.[column] ?? null),
        );
      sheet.rows[index] = {
        ...row,
        formats: fill(row.formats, format),
        rules: fill(row.rules, rule),
      };
    });
    return;
  }
  const source = sheet.rows[from] ?? null;
  if (source === null || (source.formats === undefined && source.rules === undefined)) return;
  const copy: Row = {
    values: [],
    ...(source.formats === undefined ? {} : { formats: source.formats }),
    ...(source.rules === undefined ? {} : { rules: source.rules }),
  };
  for (let row = at; row < at + count; row += 1) {
    writeRow(spreadsheet, sheet, row, 0, []);
    sheet.rows[row] = copy;
  }
}

export const insertDimension = requestKind(
  { range: DimensionRange, inheritFromBefore: flag },
  (work, request) => {
    const { sheet, dimension, start, end } = stretch(work, request.range);
    const size = sizeOf(sheet, dimension);
    if (start > size) within(sheet, dimension, start);
    const before = request.inheritFromBefore === true;
    if (before && start === 0) {
      throw new RequestError(ownWords("inheritFromBefore cannot be true when startIndex is 0"));
    }
    const count = end - start;
    resizeTo(work.spreadsheet, sheet, dimension, size + count);
    shiftTab(sheet, dimension, { kind: "insert", at: start, count });
    inherit(work.spreadsheet, sheet, dimension, start, count, before ? start - 1 : start + count);
  },
);

export const deleteDimension = requestKind({ range: DimensionRange }, (work, request) => {
  const { sheet, dimension, start, end, area } = stretch(work, request.range);
  within(sheet, dimension, end);
  changing(work, sheet, area);
  const { frozenRowCount = 0, frozenColumnCount = 0 } = sheet.properties.gridProperties;
  const rows = dimension === "ROWS";
  const frozen = rows ? frozenRowCount : frozenColumnCount;
  const left = sizeOf(sheet, dimension) - (end - start);
  const frozenLeft = frozen - Math.max(0, Math.min(end, frozen) - start);
  if (left < 1 || left === frozenLeft) {
    throw new RequestError(
      `Sorry, it is not possible to delete all non-frozen ${rows ? "rows" : "columns"}.`,
    );
  }
  shiftTab(sheet, dimension, { kind: "delete", start, end });
  resizeTo(work.spreadsheet, sheet, dimension, left);
  if (frozenLeft !== frozen) {
    const { gridProperties } = sheet.properties;
    const change = rows ? { frozenRowCount: frozenLeft } : { frozenColumnCount: frozenLeft };
    sheet.properties = { ...sheet.properties, gridProperties: { ...gridProperties, ...change } };
  }
});

export const moveDimension = requestKind(
  { source: DimensionRange, destinationIndex: integer },
  (work, request) => {
    const { sheet, dimension, start, end, area } = stretch(work, request.source);
    const to = request.destinationIndex ?? 0;
    within(sheet, dimension, Math.max(end, to));
    if (to > start && to < end) {
      throw new RequestError(ownWords("The destination cannot lie inside the source"));
    }
    changing(work, sheet, area);
    shiftTab(sheet, dimension, { kind: "move", start, end, to });
  },
);

export const updateDimensionProperties = requestOf(
  named("UpdateDimensionPropertiesRequest", {
    range: DimensionRange,
    properties: DimensionProperties,
    fields: text,
  }),
  (work, request) => {
    const { sheet, dimension, start, end } = stretch(work, request.range);
    within(sheet, dimension, end);
    const mask: Mask = maskOf(request.fields, DimensionProperties);
    const list = dimension === "ROWS" ? sheet.rowProperties : sheet.columnProperties;
    while (list.length < end) list.push(null);
    for (let index = start; index < end; index += 1) {
      list[index] =
        masked<DimensionProperties>(list[index] ?? {}, request.properties, mask) ?? null;
    }
  },
);
