/** spreadsheets.values.batchGetByDataFilter with grid ranges. sheets-api.md 3. */
import type { z } from "zod";
import { type CallContext, GoogleError, LocalRefusal, ownWords, ReadyJson } from "../../service";
import { rangeText } from "../a1-notation";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { inGrid } from "../cells";
import { GridRange } from "../messages/cell-messages";
import { listOf, message, oneOf, parsed, withoutNulls } from "../payload";
import { isEmpty, type Rectangle, rectangle } from "../ranges";
import type { Sheet, Spreadsheet } from "../store";
import { readArea } from "./cell-reading";
import { withoutDefaults } from "./resource";

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
