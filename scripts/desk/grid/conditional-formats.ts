/** Which conditional format a cell shows: the first of the tab's rules that holds for it. */
import type { CellFormat } from "../../workspace/sheets/messages/cell-messages";
import { contains, rectangle } from "../../workspace/sheets/ranges";
import { evaluate, type Result, type Surroundings, UnknownFormula } from "./formula";

type Look = (row: number, column: number, value: Result) => CellFormat | undefined;

/** For one reading of a tab: a formula is worked out once for each row. */
export function conditionalLook(around: Surroundings): Look {
  const known = new Map<string, boolean>();
  const holds = (formula: string, rowsBelow: number): boolean => {
    const key = `${rowsBelow} ${formula}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = isTrue(formula, { ...around, rowsBelow });
    known.set(key, now);
    return now;
  };
  return (row, column, value) => {
    for (const { ranges = [], booleanRule } of around.sheet.conditionalFormats) {
      const area = ranges.map(rectangle).find((one) => contains(one, row, column));
      if (area === undefined || booleanRule === undefined) continue;
      const { condition, format } = booleanRule;
      const wanted = condition?.values?.[0]?.userEnteredValue ?? "";
      const applies =
        condition?.type === "CUSTOM_FORMULA"
          ? holds(wanted, row - area.top)
          : condition?.type === "TEXT_EQ" && value === wanted;
      if (applies) return format;
    }
    return undefined;
  };
}

/** Whether the formula of a condition holds, `rowsBelow` its first row; a formula beyond the desk never does. */
export function isTrue(formula: string, around: Surroundings): boolean {
  try {
    return evaluate(formula, around) === true;
  } catch (error) {
    if (!(error instanceof UnknownFormula)) throw error;
    return false;
  }
}
