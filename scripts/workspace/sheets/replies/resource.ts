/**
 * A spreadsheet as the API shows it, without what Google leaves out: false flags, zero color channels, and sheet id 0 in ranges.
 * sheets-api.md 3.
 */
import { z } from "zod";
import { fieldOf, type Mask } from "../field-mask";
import { RowData } from "../messages/cell-messages";
import {
  ConditionalFormatRule,
  EmbeddedChart,
  FilterView,
  ProtectedRange,
  SheetProperties,
  SpreadsheetProperties,
} from "../messages/tab-messages";
import { integer, message, text, unmodelled } from "../payload";
import { type Actor, passes } from "../protection";
import type { Sheet, Spreadsheet } from "../store";

const list = (type: z.ZodType) => z.array(type);

/** The fields that a mask can name. `data` is shown only if a mask or a batchUpdate asks for it. */
export const SpreadsheetResource = message({
  spreadsheetId: text,
  spreadsheetUrl: text,
  properties: SpreadsheetProperties,
  namedRanges: unmodelled,
  sheets: list(
    message({
      properties: SheetProperties,
      protectedRanges: list(ProtectedRange),
      filterViews: list(FilterView),
      basicFilter: unmodelled,
      conditionalFormats: list(ConditionalFormatRule),
      bandedRanges: unmodelled,
      charts: list(EmbeddedChart),
      data: list(
        message({
          startRow: integer,
          startColumn: integer,
          rowData: list(RowData),
        }),
      ),
    }),
  ),
});

const colourChannels = ["red", "green", "blue", "alpha"];

const isRange = (value: object): boolean =>
  "startRowIndex" in value ||
  "startColumnIndex" in value ||
  "endRowIndex" in value ||
  "endColumnIndex" in value;

/** A value without false flags and zero color channels. A range of the tab with id 0 loses its sheet id. */
export function withoutDefaults(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutDefaults);
  const kept: Record<string, unknown> = {};
  for (const [field, item] of Object.entries(value)) {
    if (item === false || item === undefined) continue;
    if (item === 0 && (colourChannels.includes(field) || (field === "sheetId" && isRange(value))))
      continue;
    kept[field] = typeof item === "object" ? withoutDefaults(item) : item;
  }
  return kept;
}

/** The properties of a tab. `sheetId` and `index` are shown even if they are 0. */
export function sheetProperties(sheet: Sheet, index: number): unknown {
  const { frozenRowCount, frozenColumnCount, ...grid } = sheet.properties.gridProperties;
  return withoutDefaults({
    ...sheet.properties,
    index,
    gridProperties: {
      ...grid,
      ...(frozenRowCount ? { frozenRowCount } : {}),
      ...(frozenColumnCount ? { frozenColumnCount } : {}),
    },
  });
}

/**
 * A protection as the API shows it. Only an account that may edit the range sees the editors: in the reply to the request that adds it, as
 * they were sent; in later reads, with the owner (case `tabs.protected`).
 */
export function protectedRange(
  protection: ProtectedRange,
  actor: Actor,
  shownIn: "reply" | "read",
): unknown {
  const may = passes(protection, actor);
  const { editors: kept, ...rest } = protection;
  const users = [...new Set([actor.owner, ...(kept?.users ?? [])])];
  const editors = kept === undefined || shownIn === "reply" ? kept : { ...kept, users };
  return withoutDefaults({
    ...rest,
    requestingUserCanEdit: may,
    ...(may && editors !== undefined ? { editors } : {}),
  });
}

/** One tab without its cells, as far as `mask` names its fields. */
export function sheetResource(
  sheet: Sheet,
  index: number,
  actor: Actor,
  mask: Mask | null,
): Record<string, unknown> {
  const tab: Record<string, unknown> = {};
  const asks = (field: string) => fieldOf(mask, field) !== null;
  function list<T>(field: string, items: readonly T[], show: (item: T) => unknown): void {
    if (items.length > 0 && asks(field)) tab[field] = items.map(show);
  }
  if (asks("properties")) tab["properties"] = sheetProperties(sheet, index);
  list("protectedRanges", sheet.protectedRanges, (one) => protectedRange(one, actor, "read"));
  list("filterViews", sheet.filterViews, withoutDefaults);
  list("conditionalFormats", sheet.conditionalFormats, withoutDefaults);
  list("charts", sheet.charts, withoutDefaults);
  return tab;
}

/** The address at which people open the spreadsheet. */
export const spreadsheetUrl = (id: string): string =>
  `https://docs.google.com/spreadsheets/d/${id}/edit`;

/** A spreadsheet with the given tabs: all of them or some. */
export function spreadsheetResource(
  spreadsheet: Spreadsheet,
  sheets: readonly Record<string, unknown>[],
): Record<string, unknown> {
  return {
    spreadsheetId: spreadsheet.id,
    properties: { ...spreadsheet.properties },
    sheets,
    spreadsheetUrl: spreadsheetUrl(spreadsheet.id),
  };
}
