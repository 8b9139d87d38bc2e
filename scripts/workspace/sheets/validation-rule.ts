/** Whether a cell's validation rule accepts a value. Only the conditions that a rule can be judged by without evaluating formulas. */
import { LocalRefusal } from "../service";
import type { DataValidationRule } from "./messages/cell-messages";
import type { CellValue } from "./store";

/** Blank is always accepted (platform.md 4). @throws LocalRefusal for a condition that is not modelled. */
export function accepts({ condition }: DataValidationRule, value: CellValue): boolean {
  if (value === null || typeof value === "object") return true;
  const listed = (condition?.values ?? []).map((one) => one.userEnteredValue ?? "");
  switch (condition?.type) {
    case "BOOLEAN":
      return listed.length === 0 ? typeof value === "boolean" : listed.includes(String(value));
    case "ONE_OF_LIST":
      return listed.includes(String(value));
    default:
      throw new LocalRefusal(
        `modelled, but not with this argument: validation by ${condition?.type ?? "nothing"}`,
      );
  }
}

const notForValidation: readonly string[] =
  "BLANK NOT_BLANK TEXT_STARTS_WITH TEXT_ENDS_WITH TEXT_NOT_EQ DATE_NOT_EQ FILTER_EXPRESSION".split(
    " ",
  );

/** Whether the API takes a rule's condition for validation at all: some belong to conditional formats and filters, and each wants its number of values (sheets-api.md 4). */
export function mayValidate(rule: DataValidationRule): boolean {
  const type = rule.condition?.type;
  if (type === undefined || notForValidation.includes(type)) return false;
  const values = rule.condition?.values ?? [];
  if (values.some((value) => value.relativeDate !== undefined)) return false;
  switch (type) {
    case "BOOLEAN":
      return values.length <= 2;
    case "ONE_OF_LIST":
      return values.length > 0;
    default:
      return true;
  }
}
