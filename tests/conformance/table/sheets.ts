/** What cases about spreadsheets share: batches of requests, rows of cells, and reading values. */
import type { Ground, Json, Tab } from "./case";

export const disc = "documented 2026-11-24: sheets-api.md 4: DISC";

type Request = GoogleAppsScript.Sheets.Schema.Request;
type Sheet = GoogleAppsScript.Sheets.Schema.Sheet;

/** The tab as spreadsheets.get shows it under a mask of the tab's members. */
export function shown(
  { google, spreadsheet }: Ground,
  sheetId: number,
  members: string,
): Sheet | undefined {
  const fields = `sheets(properties(sheetId),${members})`;
  const { sheets = [] } = google.sheets().Spreadsheets.get(spreadsheet(), { fields });
  return sheets.find(({ properties }) => properties?.sheetId === sheetId);
}

type Cell = string | number | boolean | null;

/** Google's own types check the requests of a case only where they are written as such: some cases send what there is not. */
export function batch({ google, spreadsheet }: Ground, requests: readonly object[]) {
  return google
    .sheets()
    .Spreadsheets.batchUpdate({ requests: [...requests] as Request[] }, spreadsheet());
}

function cellOf(cell: Cell): GoogleAppsScript.Sheets.Schema.CellData {
  if (cell === null) return {};
  if (typeof cell === "string") return { userEnteredValue: { stringValue: cell } };
  if (typeof cell === "number") return { userEnteredValue: { numberValue: cell } };
  return { userEnteredValue: { boolValue: cell } };
}

const rowsOf = (rows: readonly (readonly Cell[])[]) =>
  rows.map((row) => ({ values: row.map(cellOf) }));

export function written(
  { sheetId }: Tab,
  rowIndex: number,
  columnIndex: number,
  rows: readonly (readonly Cell[])[],
): Request {
  return {
    updateCells: {
      start: { sheetId, rowIndex, columnIndex },
      fields: "userEnteredValue",
      rows: rowsOf(rows),
    },
  };
}

export function appended({ sheetId }: Tab, rows: readonly (readonly Cell[])[]): Request {
  return { appendCells: { sheetId, fields: "userEnteredValue", rows: rowsOf(rows) } };
}

type GridRange = GoogleAppsScript.Sheets.Schema.GridRange;

export function read({ google, spreadsheet }: Ground, ranges: readonly GridRange[]) {
  const reply = google.sheets().Spreadsheets.Values.batchGetByDataFilter(
    {
      dataFilters: ranges.map((gridRange) => ({ gridRange })),
      valueRenderOption: "UNFORMATTED_VALUE",
      dateTimeRenderOption: "SERIAL_NUMBER",
    },
    spreadsheet(),
  );
  return reply.valueRanges ?? [];
}

/** The cells of one range; the elements of `values` are any in the published types. */
export function cells(ground: Ground, range: GridRange): Json {
  const [only] = read(ground, [range]);
  return (only?.valueRange?.values ?? []) as Json;
}

type Resource = GoogleAppsScript.Sheets.Schema.BatchUpdateSpreadsheetRequest;
type Reply = GoogleAppsScript.Sheets.Schema.BatchUpdateSpreadsheetResponse;

/** A batch of whose reply only these fields are sent. */
export function batchFor(
  { google, spreadsheet }: Ground,
  resource: Resource,
  fields: string,
): Reply {
  // The published types lack the options of this one method.
  const spreadsheets = google.sheets().Spreadsheets as unknown as {
    batchUpdate(resource: Resource, id: string, options: { readonly fields: string }): Reply;
  };
  return spreadsheets.batchUpdate(resource, spreadsheet(), { fields });
}

// Requests of which a case changes a part or none.

type Range = { readonly sheetId: number };
export const at = (range: Range, rows: readonly number[], columns: readonly number[]) => ({
  ...range,
  startRowIndex: rows[0],
  endRowIndex: rows[1],
  startColumnIndex: columns[0],
  endColumnIndex: columns[1],
});

export const stretch = (
  sheetId: number,
  dimension: "ROWS" | "COLUMNS",
  startIndex: number,
  endIndex: number,
) => ({ sheetId, dimension, startIndex, endIndex });

/** A chart of three words and three numbers, but for what a case changes. */
export function chart(sheetId: number, changes: object): object {
  const basicChart = {
    chartType: "COLUMN",
    domains: [{ domain: dataOf(sheetId, [1, 4], [0, 1]) }],
    series: [{ series: dataOf(sheetId, [1, 4], [1, 2]) }],
    ...changes,
  };
  const position = { overlayPosition: { anchorCell: { sheetId, rowIndex: 0, columnIndex: 3 } } };
  return { addChart: { chart: { spec: { basicChart }, position } } };
}

export const dataOf = (sheetId: number, rows: readonly number[], columns: readonly number[]) => ({
  sourceRange: { sources: [at({ sheetId }, rows, columns)] },
});

export const wrap = (range: object) => ({
  repeatCell: {
    range,
    cell: { userEnteredFormat: { wrapStrategy: "WRAP" } },
    fields: "userEnteredFormat.wrapStrategy",
  },
});
export const protect = (protectedRange: object) => ({ addProtectedRange: { protectedRange } });
export function colors(range: object) {
  const booleanRule = {
    condition: { type: "NOT_BLANK" },
    format: { backgroundColorStyle: { rgbColor: { green: 1 } } },
  };
  return { addConditionalFormatRule: { index: 0, rule: { ranges: [range], booleanRule } } };
}
