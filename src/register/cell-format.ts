/** How a column's cells look and what they accept, as the Sheets API writes it: used for whole columns at birth and for each appended cell. */
import type { Column } from "./columns";

/** `CellFormat` of the Sheets API, as far as we set it. */
export interface CellFormat {
  readonly numberFormat?: { readonly type: string; readonly pattern?: string };
  readonly wrapStrategy?: string;
  readonly verticalAlignment?: string;
  readonly horizontalAlignment?: string;
}

/** `DataValidationRule` of the Sheets API, as far as we set it. */
export interface CellRule {
  readonly condition: {
    readonly type: string;
    readonly values?: readonly { readonly userEnteredValue: string }[];
  };
  readonly strict: boolean;
  readonly showCustomUi: boolean;
}

/** The mask of what `columnFormat` may set. */
export const formatMask =
  "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment,horizontalAlignment)";

const dateTimePattern = "ddd, mmm d, yyyy h:mm am/pm";
const datePattern = "ddd, mmm d, yyyy";

function numberFormat(column: Column): CellFormat["numberFormat"] {
  switch (column.type) {
    case "date-time":
      return { type: "DATE_TIME", pattern: dateTimePattern };
    case "date":
      return { type: "DATE", pattern: datePattern };
    case "number":
      return { type: "NUMBER", pattern: "0" };
    case "checkbox":
    case "choice":
    case "choices":
      return undefined;
    default:
      // Plain text, so that an id such as 0042 that a person types keeps its zeros.
      return { type: "TEXT" };
  }
}

/** The format of a column's data cells. Script-only JSON is clipped; everything that people read wraps. */
export function columnFormat(column: Column): CellFormat {
  const format = numberFormat(column);
  return {
    ...(format === undefined ? {} : { numberFormat: format }),
    wrapStrategy: column.type === "json" ? "CLIP" : "WRAP",
    verticalAlignment: "TOP",
    ...(column.type === "checkbox" || column.type === "number"
      ? { horizontalAlignment: "CENTER" }
      : {}),
  };
}

/** The rule of a column's data cells: a checkbox, a list of words, or none. Cells that nobody edits need no list. */
export function columnRule(column: Column): CellRule | null {
  if (column.type === "checkbox") {
    return { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true };
  }
  if (column.type === "choice" && column.editableBy !== "nobody") {
    return {
      condition: {
        type: "ONE_OF_LIST",
        values: Object.values(column.words ?? {}).map((label) => ({ userEnteredValue: label })),
      },
      strict: true,
      showCustomUi: true,
    };
  }
  return null;
}
