/** The size of a tab's grid, and the limit on the size of all of them. */
import { maxCells } from "../limits";
import type { Sheet, Spreadsheet } from "../store";
import { RequestError } from "./request-kind";

/** Sets rows and columns of a tab. @throws RequestError past ten million cells of the spreadsheet. */
export function resize(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  size: { readonly rowCount?: number; readonly columnCount?: number },
): void {
  const { gridProperties } = sheet.properties;
  sheet.properties = { ...sheet.properties, gridProperties: { ...gridProperties, ...size } };
  assertTotal(spreadsheet);
}

/** @throws RequestError past ten million cells. */
export function assertTotal(spreadsheet: Spreadsheet): void {
  const total = spreadsheet.sheets.reduce((sum, { properties }) => {
    const { rowCount, columnCount } = properties.gridProperties;
    return sum + rowCount * columnCount;
  }, 0);
  if (total > maxCells) {
    throw new RequestError(
      `This action would increase the number of cells in the workbook above the limit of ${maxCells} cells.`,
    );
  }
}

/** Adds rows where the grid has fewer; never takes any away. */
export function growRows(spreadsheet: Spreadsheet, sheet: Sheet, rowCount: number): void {
  if (rowCount > sheet.properties.gridProperties.rowCount) resize(spreadsheet, sheet, { rowCount });
}
