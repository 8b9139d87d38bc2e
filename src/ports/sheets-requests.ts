/**
 * Types of the requests that the system sends to Google Sheets (spreadsheets.batchUpdate). Every field has the name that Google published;
 * the local Workspace refuses any other.
 */

/** A range of one tab, as the Sheets API writes it: zero-based, the end not included. Without a bound, the range is open on that side. */
export interface GridRange {
  readonly sheetId: number;
  readonly startRowIndex?: number;
  readonly endRowIndex?: number;
  readonly startColumnIndex?: number;
  readonly endColumnIndex?: number;
}

export type GridCoordinate = Readonly<{ sheetId: number; rowIndex: number; columnIndex: number }>;

type Dimension = "ROWS" | "COLUMNS";

/** Rows or columns of one tab: zero-based, the end not included. */
export interface DimensionRange {
  readonly sheetId: number;
  readonly dimension: Dimension;
  readonly startIndex: number;
  readonly endIndex: number;
}

export interface ColorStyle {
  readonly rgbColor: Readonly<{ red: number; green: number; blue: number }>;
}

export interface CellFormat {
  readonly numberFormat?: Readonly<{
    type: "TEXT" | "NUMBER" | "DATE" | "DATE_TIME";
    pattern?: string;
  }>;
  readonly wrapStrategy?: "WRAP" | "CLIP";
  readonly verticalAlignment?: "TOP" | "MIDDLE";
  readonly horizontalAlignment?: "CENTER";
  readonly backgroundColorStyle?: ColorStyle;
  readonly textFormat?: Readonly<{
    foregroundColorStyle?: ColorStyle;
    bold?: boolean;
    fontSize?: number;
  }>;
}

export interface Condition {
  readonly type: "BOOLEAN" | "ONE_OF_LIST" | "TEXT_EQ" | "CUSTOM_FORMULA";
  readonly values?: readonly Readonly<{ userEnteredValue: string }>[];
}

export interface DataValidationRule {
  readonly condition: Condition;
  readonly strict: boolean;
  readonly showCustomUi: boolean;
}

/** A value to write into a cell. It has exactly one of these members. */
type PlainValue = Readonly<
  { stringValue: string } | { numberValue: number } | { boolValue: boolean }
>;

/**
 * How a part of a text looks, from a place in the text (in UTF-16 units) to the start of the next run. Writing a new value erases the
 * cell's runs.
 */
export interface TextFormatRun {
  readonly startIndex: number;
  readonly format: { readonly link?: { readonly uri: string } };
}

export interface CellData<Value = PlainValue | { readonly formulaValue: string }> {
  readonly userEnteredValue?: Value;
  readonly userEnteredFormat?: CellFormat;
  readonly dataValidation?: DataValidationRule;
  readonly note?: string;
  readonly textFormatRuns?: readonly TextFormatRun[];
}

/** A cell that cannot hold a formula, so that nothing a person typed is ever written as one. */
export type PlainCell = CellData<PlainValue>;

export interface RowData {
  readonly values: readonly CellData[];
}

export interface ConditionalFormatRule {
  readonly ranges: readonly GridRange[];
  readonly booleanRule: { readonly condition: Condition; readonly format: CellFormat };
}

interface FilterView {
  readonly filterViewId: number;
  readonly title: string;
  readonly range: GridRange;
  readonly filterSpecs: readonly object[];
  readonly sortSpecs?: readonly object[];
}

export interface ProtectedRange {
  readonly description: string;
  readonly range: GridRange;
  readonly unprotectedRanges?: readonly GridRange[];
  readonly editors: Readonly<{ users: readonly string[]; domainUsersCanEdit: boolean }>;
}

/** Properties of a tab. */
type SheetProperties = Readonly<{ sheetId: number; title?: string } & Record<string, unknown>>;

export type DimensionProperties = Readonly<{ pixelSize?: number; hiddenByUser?: boolean }>;

/** All requests, by Google's name. `fields` is a mask that says what to change; its paths start at the object that the request changes. */
interface Requests {
  addSheet: { properties: SheetProperties };
  deleteSheet: { sheetId: number };
  updateSheetProperties: { properties: SheetProperties; fields: string };
  updateSpreadsheetProperties: {
    properties: Readonly<{ timeZone: string; locale?: string; autoRecalc?: "HOUR" }>;
    fields: string;
  };
  appendDimension: { sheetId: number; dimension: Dimension; length: number };
  insertDimension: { range: DimensionRange; inheritFromBefore: boolean };
  /** `destinationIndex` counts places as they were before the move. */
  moveDimension: { source: DimensionRange; destinationIndex: number };
  updateDimensionProperties: {
    range: DimensionRange;
    properties: DimensionProperties;
    fields: string;
  };
  appendCells: { sheetId: number; rows: readonly RowData[]; fields: string };
  updateCells: { start: GridCoordinate; rows: readonly RowData[]; fields: string };
  repeatCell: { range: GridRange; cell: CellData; fields: string };
  setDataValidation: { range: GridRange; rule: DataValidationRule };
  addConditionalFormatRule: { index: number; rule: ConditionalFormatRule };
  deleteConditionalFormatRule: { sheetId: number; index: number };
  addFilterView: { filter: FilterView };
  updateFilterView: { filter: Partial<FilterView>; fields: string };
  deleteFilterView: { filterId: number };
  addProtectedRange: { protectedRange: ProtectedRange };
  updateProtectedRange: {
    protectedRange: Partial<ProtectedRange> & { readonly protectedRangeId: number };
    fields: string;
  };
  deleteProtectedRange: { protectedRangeId: number };
  /** A chart that floats over the cells, with the names of Google's reference. */
  addChart: {
    chart: { readonly chartId: number; readonly spec: object; readonly position: object };
  };
  deleteEmbeddedObject: { objectId: number };
}

/** One request: an object with one of Google's names as its only key. */
export type BatchRequest = {
  readonly [Name in keyof Requests]: { readonly [Only in Name]: Readonly<Requests[Name]> };
}[keyof Requests];
