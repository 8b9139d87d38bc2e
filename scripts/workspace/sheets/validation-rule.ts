/** Whether a cell's validation rule accepts a value. Only the conditions that a rule can be judged by without evaluating formulas. */
import { LocalRefusal } from "../service";
import { parseRange } from "./a1-notation";
import { inGrid } from "./cells";
import type { DataValidationRule } from "./messages/cell-messages";
import { rectangle } from "./ranges";
import type { CellValue, Spreadsheet } from "./store";

function valuesOfRange(formula: string, spreadsheet: Spreadsheet): CellValue[] {
  const range = parseRange(formula.replace(/^=/, ""));
  const sheet = spreadsheet.sheets.find(({ properties }) => properties.title === range?.title);
  if (range === null || sheet === undefined) {
    throw new LocalRefusal(`modelled, but not with this argument: ONE_OF_RANGE ${formula}`);
  }
  const area = inGrid(sheet, rectangle(range.cells));
  return sheet.rows
    .slice(area.top, area.bottom)
    .flatMap((row) => row?.values.slice(area.left, area.right) ?? []);
}

/** Blank is always accepted (platform.md 4). @throws LocalRefusal for a condition that is not modelled. */
export function accepts(
  rule: DataValidationRule,
  value: CellValue,
  spreadsheet: Spreadsheet,
): boolean {
  if (value === null || typeof value === "object") return true;
  const listed = (rule.condition?.values ?? []).map((one) => one.userEnteredValue ?? "");
  const [first = "", second = ""] = listed;
  switch (rule.condition?.type) {
    case "BOOLEAN":
      return listed.length === 0 ? typeof value === "boolean" : listed.includes(String(value));
    case "ONE_OF_LIST":
      return listed.includes(String(value));
    case "ONE_OF_RANGE":
      return valuesOfRange(first, spreadsheet).some((one) => one !== null && one === value);
    case "DATE_IS_VALID":
      return typeof value === "number";
    case "NUMBER_GREATER":
      return typeof value === "number" && value > Number(first);
    case "NUMBER_GREATER_THAN_EQ":
      return typeof value === "number" && value >= Number(first);
    case "NUMBER_LESS":
      return typeof value === "number" && value < Number(first);
    case "NUMBER_LESS_THAN_EQ":
      return typeof value === "number" && value <= Number(first);
    case "NUMBER_BETWEEN":
      return typeof value === "number" && value >= Number(first) && value <= Number(second);
    default:
      throw new LocalRefusal(
        `modelled, but not with this argument: validation by ${rule.condition?.type ?? "nothing"}`,
      );
  }
}

const notForValidation: readonly string[] = [
  "BLANK",
  "NOT_BLANK",
  "TEXT_STARTS_WITH",
  "TEXT_ENDS_WITH",
  "TEXT_NOT_EQ",
  "DATE_NOT_EQ",
  "FILTER_EXPRESSION",
];

/** Whether the API takes a rule's condition for validation at all: some belong to conditional formats and filters, and each wants its number of values (sheets-api.md 4). */
export function mayValidate(rule: DataValidationRule): boolean {
  const type = rule.condition?.type;
  if (type === undefined || notForValidation.includes(type)) return false;
  const values = rule.condition?.values ?? [];
  if (values.some((value) => value.relativeDate !== undefined)) return false;
  switch (type) {
    case "BOOLEAN":
      return values.length <= 2;
    case "DATE_IS_VALID":
      return values.length === 0;
    case "ONE_OF_RANGE":
      return values.length === 1 && values[0]?.userEnteredValue?.startsWith("=") === true;
    case "ONE_OF_LIST":
      return values.length > 0;
    default:
      return true;
  }
}
