/** spreadsheets.values.batchGetByDataFilter with grid ranges. sheets-api.md 3. */
import type { z } from "zod";
import { type CallContext, GoogleError, LocalRefusal, ownWords, ReadyJson } from "../../service";
import { rangeText } from "../a1-notation";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { inGrid } from "../cells";
import { GridRange } from "../messages/cell-messages";
import { listOf, message, oneOf, parsed, withoutNulls } from "../payload";
import { isEmpty, type Rectangle, rectangle } from "../ranges";
import type { CellValue, Sheet, Spreadsheet } from "../store";
import { withoutDefaults } from "./resource";

/** Shown instead of a formula's result: formulas are not worked out here, and no test may rely on one. */
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

/** What was read of each row before. A row is never changed in place, so this stays correct, and most rows are read again and again. */
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

/** The rows of an area as a reply has them, in JSON, trailing empty rows missing: null if none is left. */
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

const Resource = message(
  {
    dataFilters: listOf(message({ gridRange: GridRange }, "DataFilter")),
    valueRenderOption: oneOf("ValueRenderOption", "FORMATTED_VALUE UNFORMATTED_VALUE FORMULA"),
    dateTimeRenderOption: oneOf("DateTimeRenderOption", "SERIAL_NUMBER FORMATTED_STRING"),
  },
  "BatchGetValuesByDataFilterRequest",
);

type Resource = z.infer<typeof Resource>;

/** Requests that were found right, by their JSON: a script asks for the same ranges in each of its runs. */
const asked = new Map<string, Resource>();
const keptRequests = 200;

/** @throws what `parsed` and `withoutNulls` throw. */
function resourceOf(payload: unknown): Resource {
  const json = JSON.stringify(payload) ?? "";
  const known = asked.get(json);
  if (known !== undefined) return known;
  const resource = parsed(Resource, withoutNulls(payload), []);
  if (asked.size >= keptRequests) asked.clear();
  asked.set(json, resource);
  return resource;
}

interface Match {
  readonly sheet: Sheet;
  readonly place: number;
  readonly area: Rectangle;
  readonly dataFilters: unknown[];
}

/** What a range without a cell is called (sheets-api.md 13). */
const noRange = "#REF!";

/** The cells of a filter, inside the grid. @throws GoogleError without a range, for an unknown tab, or for a start past the grid. */
function matched(
  spreadsheet: Spreadsheet,
  range: GridRange | undefined,
): Omit<Match, "dataFilters"> {
  if (range === undefined) throw new GoogleError(ownWords("no filter set"));
  const place = spreadsheet.sheets.findIndex(
    ({ properties }) => properties.sheetId === (range.sheetId ?? 0),
  );
  const sheet = spreadsheet.sheets[place];
  if (sheet === undefined) throw new GoogleError(`No grid with id: ${range.sheetId ?? 0}`);
  const asked = rectangle(range);
  const isBackwards = asked.bottom < asked.top || asked.right < asked.left;
  if (isBackwards || asked.top < 0 || asked.left < 0) {
    throw new GoogleError(ownWords("indexes must be positive and the end after the start"));
  }
  if (isEmpty(asked)) return { sheet, place, area: asked };
  const area = inGrid(sheet, asked);
  if (isEmpty(area)) {
    const { title, gridProperties } = sheet.properties;
    const bounded = {
      ...asked,
      bottom: range.endRowIndex ?? asked.top + 1,
      right: range.endColumnIndex ?? Math.max(asked.left + 1, gridProperties.columnCount),
    };
    throw new GoogleError(
      `Range (${rangeText(title, bounded)}) exceeds grid limits. Max rows: ${gridProperties.rowCount}, max columns: ${gridProperties.columnCount}`,
    );
  }
  return { sheet, place, area };
}

/** What one filter of the list matches. @throws GoogleError that tells which one was refused, counted from 0. */
function matchOf(spreadsheet: Spreadsheet, range: GridRange | undefined, index: number): Match {
  try {
    const dataFilters = [{ gridRange: echoed(range ?? {}) }];
    return { ...matched(spreadsheet, range), dataFilters };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    throw new GoogleError(`Invalid dataFilter[${index}]: ${error.message}`);
  }
}

const byPosition = (one: Match, other: Match): number =>
  one.place - other.place ||
  one.area.top - other.area.top ||
  one.area.left - other.area.left ||
  one.area.bottom - other.area.bottom ||
  one.area.right - other.area.right;

/** One value range per distinct area, with all filters that asked for it; or, under `assume.valueRangesOrder` = "as-asked", one per filter (order and merging are UNCONFIRMED). */
function inReplyOrder(matches: readonly Match[], order: string | undefined): readonly Match[] {
  if (order === "as-asked") return matches;
  const distinct: Match[] = [];
  for (const match of [...matches].sort(byPosition)) {
    const last = distinct.at(-1);
    if (last !== undefined && byPosition(last, match) === 0) {
      last.dataFilters.push(...match.dataFilters);
    } else distinct.push({ ...match, dataFilters: [...match.dataFilters] });
  }
  return distinct;
}

/**
 * `Sheets.Spreadsheets.Values.batchGetByDataFilter(resource, spreadsheetId)`, for UNFORMATTED_VALUE with SERIAL_NUMBER only.
 * @throws GoogleError with the API's texts.
 */
export function batchGetByDataFilter(context: CallContext, args: readonly unknown[]): unknown {
  const [payload, idArgument, ...more] = args;
  if (more.length > 0) {
    throw new LocalRefusal("modelled, but not with this argument: options of batchGetByDataFilter");
  }
  const id = pathParameter(idArgument, "spreadsheetId");
  return asAdvancedCall("sheets.spreadsheets.values.batchGetByDataFilter", () => {
    spend(context, "reads");
    const { spreadsheet } = opened(context, id, "read");
    const resource = resourceOf(payload);
    const { valueRenderOption, dateTimeRenderOption, dataFilters = [] } = resource;
    if (valueRenderOption !== "UNFORMATTED_VALUE" || dateTimeRenderOption !== "SERIAL_NUMBER") {
      throw new LocalRefusal(
        "modelled, but not with this argument: values other than UNFORMATTED_VALUE, SERIAL_NUMBER",
      );
    }
    if (dataFilters.length === 0) throw new GoogleError("Must specify at least one dataFilter.");
    const matches = dataFilters.map(({ gridRange }, index) =>
      matchOf(spreadsheet, gridRange, index),
    );
    const valueRanges = inReplyOrder(matches, context.assume["valueRangesOrder"]).map((match) => {
      const { json, cells } = readArea(match.sheet, match.area);
      context.countCellsRead(cells);
      const range = isEmpty(match.area)
        ? noRange
        : rangeText(match.sheet.properties.title, match.area);
      const head = JSON.stringify({ range, majorDimension: "ROWS" }).slice(0, -1);
      const values = json === null ? "" : `,"values":${json}`;
      return `{"valueRange":${head}${values}},"dataFilters":${JSON.stringify(match.dataFilters)}}`;
    });
    return new ReadyJson(
      `{"spreadsheetId":${JSON.stringify(id)},"valueRanges":[${valueRanges.join()}]}`,
    );
  });
}

/** A range as replies repeat it: the id of the tab with id 0 vanishes, also from a range without bounds. */
function echoed(range: GridRange): unknown {
  const { sheetId, ...bounds } = range;
  return withoutDefaults(sheetId === 0 ? bounds : range);
}
