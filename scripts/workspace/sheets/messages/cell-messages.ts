/** The message types of ranges and cells, as schemas. Source: the discovery document of the Sheets API (DISC in sheets-api.md). */
import type { z } from "zod";
import {
  double,
  flag,
  integer,
  listOf,
  message,
  named,
  oneOf,
  text,
  union,
  unmodelled,
} from "../payload";

export const GridRange = message({
  sheetId: integer,
  startRowIndex: integer,
  endRowIndex: integer,
  startColumnIndex: integer,
  endColumnIndex: integer,
});
export type GridRange = z.infer<typeof GridRange>;

export const Dimension = oneOf("Dimension", "ROWS COLUMNS");
export const DimensionRange = message({
  sheetId: integer,
  dimension: Dimension,
  startIndex: integer,
  endIndex: integer,
});
export type DimensionRange = z.infer<typeof DimensionRange>;

export const GridCoordinate = message({
  sheetId: integer,
  rowIndex: integer,
  columnIndex: integer,
});

const Color = named("Color", { red: double, green: double, blue: double });
export const ColorStyle = named("ColorStyle", { rgbColor: Color });

/** The format of a cell's text, or of a run of it. */
const TextFormat = named("TextFormat", {
  foregroundColorStyle: ColorStyle,
  fontSize: integer,
  bold: flag,
  link: message({ uri: text }),
});

export const CellFormat = named("CellFormat", {
  numberFormat: message({
    type: oneOf("NumberFormatType", "TEXT NUMBER PERCENT CURRENCY DATE TIME DATE_TIME SCIENTIFIC"),
    pattern: text,
  }),
  backgroundColorStyle: ColorStyle,
  horizontalAlignment: oneOf("HorizontalAlign", "LEFT CENTER RIGHT"),
  verticalAlignment: oneOf("VerticalAlign", "TOP MIDDLE BOTTOM"),
  wrapStrategy: oneOf("WrapStrategy", "OVERFLOW_CELL LEGACY_WRAP CLIP WRAP"),
  textFormat: TextFormat,
});
export type CellFormat = z.infer<typeof CellFormat>;

export const BooleanCondition = message({
  type: oneOf(
    "ConditionType",
    "NUMBER_GREATER NUMBER_GREATER_THAN_EQ NUMBER_LESS NUMBER_LESS_THAN_EQ NUMBER_EQ NUMBER_NOT_EQ NUMBER_BETWEEN NUMBER_NOT_BETWEEN TEXT_CONTAINS TEXT_NOT_CONTAINS TEXT_STARTS_WITH TEXT_ENDS_WITH TEXT_EQ TEXT_IS_EMAIL TEXT_IS_URL DATE_EQ DATE_BEFORE DATE_AFTER DATE_ON_OR_BEFORE DATE_ON_OR_AFTER DATE_BETWEEN DATE_NOT_BETWEEN DATE_IS_VALID ONE_OF_RANGE ONE_OF_LIST BLANK NOT_BLANK CUSTOM_FORMULA BOOLEAN TEXT_NOT_EQ DATE_NOT_EQ FILTER_EXPRESSION",
  ),
  values: listOf(
    union("value", {
      userEnteredValue: text,
      relativeDate: oneOf(
        "RelativeDate",
        "PAST_YEAR PAST_MONTH PAST_WEEK YESTERDAY TODAY TOMORROW",
      ),
    }),
  ),
});

export const DataValidationRule = named("DataValidationRule", {
  condition: BooleanCondition,
  strict: flag,
  showCustomUi: flag,
});
export type DataValidationRule = z.infer<typeof DataValidationRule>;

export const ExtendedValue = union("value", {
  numberValue: double,
  stringValue: text,
  boolValue: flag,
  formulaValue: text,
  errorValue: unmodelled,
});
export type ExtendedValue = z.infer<typeof ExtendedValue>;

/** The look or link of a text from `startIndex` (UTF-16 units, from 0) up to where the next run starts. */
export const TextFormatRun = message({
  startIndex: integer,
  format: TextFormat,
});
export type TextFormatRun = z.infer<typeof TextFormatRun>;

export const CellData = named("CellData", {
  userEnteredValue: ExtendedValue,
  userEnteredFormat: CellFormat,
  note: text,
  dataValidation: DataValidationRule,
  textFormatRuns: listOf(TextFormatRun),
  chipRuns: unmodelled,
  effectiveValue: unmodelled,
  effectiveFormat: unmodelled,
  formattedValue: unmodelled,
});
export type CellData = z.infer<typeof CellData>;

export const RowData = message({ values: listOf(CellData) });
