/** What cases about spreadsheets share: batches of requests, rows of cells, and reads of values. */
import type { Ground, Json, Tab } from "./case";

type Request = GoogleAppsScript.Sheets.Schema.Request;
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
