/** spreadsheets.values.batchGetByDataFilter with grid ranges. sheets-api.md 3. */
import type { z } from "zod";
import { type CallContext, GoogleError, LocalRefusal, ownWords, ReadyJson } from "../../service";
import { rangeText } from "../a1-notation";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { inGrid } from "../cells";
import { GridRange } from "../messages/cell-messages";
import { listOf, named, oneOf, parsed, withoutNulls } from "../payload";
import { isEmpty, type Rectangle, rectangle } from "../ranges";
import type { CellValue, Sheet, Spreadsheet } from "../store";
import { withoutDefaults } from "./resource";

/** Shown in place of a formula's result. Formulas are not calculated here, and no test may rely on a result. */
const formulaResult = "#N/A";

const plain = (value: CellValue): string | number | boolean => {
  if (value === null) return "";
  return typeof value === "object" ? formulaResult : value;
};

/** One row of a reply: its JSON, and how many cells it has. */
interface RowRead {
  readonly json: string;
  readonly cells: number;
}

const noCells: RowRead = { json: "[]", cells: 0 };

/** What was read of each row before, since most rows are read again and again. It stays correct because a row is never changed in place. */
const readBefore = new WeakMap<object, Map<string, RowRead>>();

/** One row, read as UNFORMATTED_VALUE with SERIAL_NUMBER. Empty cells between others are ""; empty cells at the end are missing. */
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

/** The rows of an area as JSON, without empty rows at the end. `json` is null if no row is left. */
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

const Resource = named("BatchGetValuesByDataFilterRequest", {
  dataFilters: listOf(named("DataFilter", { gridRange: GridRange })),
  valueRenderOption: oneOf("ValueRenderOption", "FORMATTED_VALUE UNFORMATTED_VALUE FORMULA"),
  dateTimeRenderOption: oneOf("DateTimeRenderOption", "SERIAL_NUMBER FORMATTED_STRING"),
});

type Resource = z.infer<typeof Resource>;

/** Requests that passed the checks, by their JSON: a script asks for the same ranges in each run. */
const asked = new Map<string, Resource>();
const keptRequests = 200;

/**
 * The checked request.
 * @throws What `parsed` and `withoutNulls` throw.
 */
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

/** How a reply names a range without cells (sheets-api.md 13). */
const noRange = "#REF!";

/**
 * The cells that a filter asks for, within the grid.
 * @throws GoogleError if there is no range, the tab is unknown, or the range starts outside the grid.
 */
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

/**
 * What one filter of the list matches.
 * @throws GoogleError that names the refused filter by its index, from 0.
 */
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

/**
 * One value range for each distinct area, with all filters that asked for it. If `assume.valueRangesOrder` is "as-asked": one for each
 * filter, in the order of the request. No source confirms the order or the merging.
 */
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
 * `Sheets.Spreadsheets.Values.batchGetByDataFilter(resource, spreadsheetId)`. Only UNFORMATTED_VALUE with SERIAL_NUMBER is modeled.
 * @throws GoogleError in the API's words.
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

/** A range as replies repeat it: without the sheet id if that is 0, even if nothing else is left. */
function echoed(range: GridRange): unknown {
  const { sheetId, ...bounds } = range;
  return withoutDefaults(sheetId === 0 ? bounds : range);
}
