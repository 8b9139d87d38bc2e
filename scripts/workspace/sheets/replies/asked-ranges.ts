/**
 * Which tabs a reply shows: those of the ranges that the script asked for, or all. Their cells are included as far as the field mask names
 * them. sheets-api.md 3.
 */

import type { z } from "zod";
import { type CallContext, GoogleError, LocalRefusal } from "../../service";
import { parseRange } from "../a1-notation";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { fieldOf, type Mask, parseMask, shown, unknownField } from "../field-mask";
import type { Actor } from "../protection";
import { gridArea } from "../requests/request-kind";
import type { Sheet, Spreadsheet } from "../store";
import { gridData } from "./grid-data";
import { SpreadsheetResource, sheetResource, spreadsheetResource } from "./resource";

/**
 * `Sheets.Spreadsheets.get(spreadsheetId, { ranges, fields })`. Cells are included only if the mask names them below `sheets`. An empty
 * result is `{}`.
 * @throws GoogleError in the API's words.
 */
export function getSpreadsheet(context: CallContext, args: readonly unknown[]): unknown {
  const [idArgument, options] = args;
  const id = pathParameter(idArgument, "spreadsheetId");
  return asAdvancedCall("sheets.spreadsheets.get", () => {
    spend(context, "reads");
    const { spreadsheet, file } = opened(context, id, "read");
    const { ranges, others } = askedRanges(options);
    const mask = replyFields(others, SpreadsheetResource, "spreadsheets.get");
    const below = fieldOf(mask, "sheets");
    const actor = { address: context.user, owner: file.owner };
    // If the mask names whole tabs (`sheets`), they come without cells. Only a mask that goes below can name them.
    const sheets = sheetsAsked(context, spreadsheet, ranges, actor, below, below !== true);
    return shown(spreadsheetResource(spreadsheet, sheets), mask);
  });
}

/**
 * The part of the requested cells that lies in the grid.
 * @throws GoogleError if they start outside it.
 */
function clipped(sheet: Sheet, cells: Parameters<typeof gridArea>[1]): ReturnType<typeof gridArea> {
  const { rowCount, columnCount } = sheet.properties.gridProperties;
  const { endRowIndex, endColumnIndex, ...start } = cells;
  return gridArea(sheet, {
    ...start,
    ...(endRowIndex === undefined
      ? {}
      : {
          endRowIndex:
            (cells.startRowIndex ?? 0) < rowCount ? Math.min(endRowIndex, rowCount) : endRowIndex,
        }),
    ...(endColumnIndex === undefined
      ? {}
      : {
          endColumnIndex:
            (cells.startColumnIndex ?? 0) < columnCount
              ? Math.min(endColumnIndex, columnCount)
              : endColumnIndex,
        }),
  });
}

/**
 * The tabs of a reply. `mask` applies to each tab; cells are shown only if `withCells`.
 * @throws GoogleError if a range names no tab or starts outside its grid.
 */
export function sheetsAsked(
  context: CallContext,
  spreadsheet: Spreadsheet,
  asked: readonly string[],
  actor: Actor,
  mask: Mask | null,
  withCells: boolean,
): readonly Record<string, unknown>[] {
  const wanted = asked.map((written) => {
    const range = parseRange(written);
    // Google ignores the case of titles (sheets-api.md 13).
    const title = range?.title.toLowerCase();
    const sheet = spreadsheet.sheets.find(
      ({ properties }) => properties.title.toLowerCase() === title,
    );
    if (range === null || sheet === undefined) {
      throw new GoogleError(`Unable to parse range: ${written}`);
    }
    return { sheet, area: clipped(sheet, range.cells) };
  });
  const all = spreadsheet.sheets.map((sheet) => ({ sheet, area: clipped(sheet, {}) }));
  const shown = asked.length > 0 ? wanted : all;
  const cells = withCells ? fieldOf(mask, "data") : null;
  return spreadsheet.sheets.flatMap((sheet, index) => {
    const areas = shown.filter((one) => one.sheet === sheet);
    if (areas.length === 0) return [];
    const tab = sheetResource(sheet, index, actor, mask);
    if (cells === null) return [tab];
    const data = areas.map(({ area }) => {
      const part = gridData(spreadsheet, sheet, area, cells);
      context.countCellsRead(part.cells);
      return part.data;
    });
    return [{ ...tab, data }];
  });
}

/** Splits the options of spreadsheets.get into `ranges` and the rest. */
export function askedRanges(options: unknown): { ranges: readonly string[]; others: unknown } {
  if (typeof options !== "object" || options === null) return { ranges: [], others: options };
  const { ranges = [], ...others }: { ranges?: unknown } = options;
  if (!Array.isArray(ranges) || !ranges.every((one) => typeof one === "string")) {
    throw new LocalRefusal(
      "modelled, but not with this argument: ranges that are no list of texts",
    );
  }
  return { ranges, others };
}

const invalidArgumentText = "Request contains an invalid argument.";

/**
 * The field mask of a reply; everything if the options name no fields.
 * @throws GoogleError for a field that the reply does not have.
 */
export function replyFields(options: unknown, reply: z.ZodType, method: string): Mask {
  if (options === undefined || options === null) return true;
  if (typeof options !== "object") throw new LocalRefusal("options must be an object");
  const { fields, ...others } = { fields: undefined, ...options };
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new LocalRefusal(`modelled, but not with this argument: ${other} of ${method}`);
  }
  if (fields === undefined) return true;
  const mask = typeof fields === "string" ? parseMask(fields) : null;
  if (mask === null) throw new GoogleError(invalidArgumentText);
  const unknown = unknownField(mask, reply, true);
  if (unknown !== null) throw new GoogleError(invalidArgumentText);
  return mask;
}
