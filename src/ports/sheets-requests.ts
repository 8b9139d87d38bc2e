/**
 * Types of the requests that this product sends to Google Sheets (spreadsheets.batchUpdate). Every field has Google's published name: the
 * local Workspace refuses any other.
 */

/** A range of one tab as the Sheets API writes it: zero-based, the end not included; a bound that is left out is open. */
export interface GridRange {
  readonly sheetId: number;
  readonly startRowIndex?: number;
  readonly endRowIndex?: number;
  readonly startColumnIndex?: number;
  readonly endColumnIndex?: number;
}

export interface GridCoordinate {
  readonly sheetId: number;
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/** Rows or columns of one tab: zero-based, the end not included. */
export interface DimensionRange {
  readonly sheetId: number;
  readonly dimension: "ROWS" | "COLUMNS";
  readonly startIndex: number;
  readonly endIndex: number;
}

export interface ColorStyle {
  readonly rgbColor: { readonly red: number; readonly green: number; readonly blue: number };
}

export interface CellFormat {
  readonly numberFormat?: {
    readonly type: "TEXT" | "NUMBER" | "DATE" | "DATE_TIME";
    readonly pattern?: string;
  };
  readonly wrapStrategy?: "WRAP" | "CLIP";
  readonly verticalAlignment?: "TOP" | "MIDDLE";
  readonly horizontalAlignment?: "CENTER";
  readonly backgroundColorStyle?: ColorStyle;
  readonly textFormat?: {
    readonly foregroundColorStyle?: ColorStyle;
    readonly bold?: boolean;
    readonly fontSize?: number;
  };
}

export interface Condition {
  readonly type: "BOOLEAN" | "ONE_OF_LIST" | "TEXT_EQ" | "CUSTOM_FORMULA" | "DATE_BEFORE";
  readonly values?: readonly (
    | { readonly userEnteredValue: string }
    | { readonly relativeDate: "TODAY" }
  )[];
}

export interface DataValidationRule {
  readonly condition: Condition;
  readonly strict: boolean;
  readonly showCustomUi: boolean;
}

/** A value to write into a cell: exactly one of these members. */
type PlainValue =
  | { readonly stringValue: string }
  | { readonly numberValue: number }
  | { readonly boolValue: boolean };

/** The look of a part of a text, from a place (UTF-16) up to the next run's. A new value erases the runs of a cell. */
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

/** A cell without a formula, on purpose: the product never writes what people typed as a formula. */
export type PlainCell = CellData<PlainValue>;

export interface RowData {
  readonly values: readonly CellData[];
}

export interface ConditionalFormatRule {
  readonly ranges: readonly GridRange[];
  readonly booleanRule: { readonly condition: Condition; readonly format: CellFormat };
}

export interface FilterCriteria {
  readonly hiddenValues?: readonly string[];
  readonly condition?: Condition;
}

export interface FilterView {
  readonly filterViewId: number;
  readonly title: string;
  readonly range: GridRange;
  readonly filterSpecs: readonly {
    readonly columnIndex: number;
    readonly filterCriteria: FilterCriteria;
  }[];
  readonly sortSpecs?: readonly {
    readonly dimensionIndex: number;
    readonly sortOrder: "ASCENDING" | "DESCENDING";
  }[];
}

export interface ProtectedRange {
  readonly description: string;
  readonly range: GridRange;
  readonly unprotectedRanges?: readonly GridRange[];
  readonly editors: { readonly users: readonly string[]; readonly domainUsersCanEdit: boolean };
}

interface GridProperties {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly frozenRowCount: number;
  readonly frozenColumnCount: number;
  readonly hideGridlines: boolean;
}

export interface DimensionProperties {
  readonly pixelSize?: number;
  readonly hiddenByUser?: boolean;
}

/** A chart beside the cells. Its parts have the names of Google's reference; the local Workspace refuses any other. */
interface EmbeddedChart {
  readonly chartId: number;
  readonly spec: { readonly title: string; readonly altText: string; readonly basicChart: object };
  readonly position: {
    readonly overlayPosition: {
      readonly anchorCell: GridCoordinate;
      readonly widthPixels: number;
      readonly heightPixels: number;
    };
  };
}

/** All requests by Google's name. `fields` is a mask of what to change; it begins at the object that the request changes. */
interface Requests {
  readonly addSheet: {
    readonly properties: {
      readonly sheetId: number;
      readonly title: string;
      readonly index?: number;
      readonly hidden?: boolean;
      readonly tabColorStyle?: ColorStyle;
      readonly gridProperties: Partial<GridProperties>;
    };
  };
  readonly deleteSheet: { readonly sheetId: number };
  readonly updateSheetProperties: {
    readonly properties: {
      readonly sheetId: number;
      readonly title?: string;
      readonly gridProperties?: Partial<GridProperties>;
    };
    readonly fields: string;
  };
  readonly updateSpreadsheetProperties: {
    readonly properties: {
      readonly timeZone: string;
      readonly locale?: string;
      readonly autoRecalc?: "HOUR";
    };
    readonly fields: string;
  };
  readonly appendDimension: {
    readonly sheetId: number;
    readonly dimension: DimensionRange["dimension"];
    readonly length: number;
  };
  readonly insertDimension: {
    readonly range: DimensionRange;
    readonly inheritFromBefore: boolean;
  };
  readonly deleteDimension: { readonly range: DimensionRange };
  /** `destinationIndex` counts before the move. */
  readonly moveDimension: { readonly source: DimensionRange; readonly destinationIndex: number };
  readonly updateDimensionProperties: {
    readonly range: DimensionRange;
    readonly properties: DimensionProperties;
    readonly fields: string;
  };
  readonly appendCells: {
    readonly sheetId: number;
    readonly rows: readonly RowData[];
    readonly fields: string;
  };
  readonly updateCells: {
    readonly start: GridCoordinate;
    readonly rows: readonly RowData[];
    readonly fields: string;
  };
  readonly repeatCell: {
    readonly range: GridRange;
    readonly cell: CellData;
    readonly fields: string;
  };
  readonly setDataValidation: { readonly range: GridRange; readonly rule: DataValidationRule };
  readonly addConditionalFormatRule: {
    readonly index: number;
    readonly rule: ConditionalFormatRule;
  };
  readonly deleteConditionalFormatRule: { readonly sheetId: number; readonly index: number };
  readonly addFilterView: { readonly filter: FilterView };
  readonly updateFilterView: {
    readonly filter: Partial<FilterView> & { readonly filterViewId: number };
    readonly fields: string;
  };
  readonly deleteFilterView: { readonly filterId: number };
  readonly addProtectedRange: { readonly protectedRange: ProtectedRange };
  readonly updateProtectedRange: {
    readonly protectedRange: Partial<ProtectedRange> & { readonly protectedRangeId: number };
    readonly fields: string;
  };
  readonly deleteProtectedRange: { readonly protectedRangeId: number };
  readonly addChart: { readonly chart: EmbeddedChart };
  readonly deleteEmbeddedObject: { readonly objectId: number };
}

/** One request: an object with one of Google's names and what belongs to it. */
export type BatchRequest = {
  readonly [Name in keyof Requests]: { readonly [Only in Name]: Requests[Name] };
}[keyof Requests];
