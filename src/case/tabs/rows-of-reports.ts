/** The rows of Reports for one report, and a report from its rows. */
import { cellLimit, fitText, splitText, textChangeWords } from "../../register/cells";
import type { RowValues, Value } from "../../register/columns";
import { caseTabs } from "./case-tabs";

/**
 * The rows of Reports for one report: one row, or several if a text is too long for one cell. `report` has the values by column key,
 * including `response`; this function sets `row`, `part` and `textChanges`. From part 2 on, a row has only `response`, `part`, `case` and
 * the rest of the long texts.
 */
export function reportRows(report: RowValues): readonly RowValues[] {
  const { response, case: reference = null } = report;
  const whole: Record<string, Value> = { ...report };
  const continued: Record<string, Value>[] = [];
  const record: string[] = [];
  for (const { key, type, header } of caseTabs.reports.columns) {
    const value = report[key];
    if ((type !== "text" && type !== "long-text") || typeof value !== "string") continue;
    const fitted = fitText(value);
    for (const change of fitted.changes) record.push(`${header}: ${textChangeWords[change]}`);
    const [first = "", ...rest] = splitText(fitted.text, cellLimit);
    whole[key] = first;
    rest.forEach((piece, index) => {
      continued[index] = { ...continued[index], [key]: piece };
    });
    if (rest.length > 0) {
      record.push(`${header}: goes on in the next ${rest.length === 1 ? "row" : "rows"}`);
    }
  }
  const parts = [{ ...whole, textChanges: record }, ...continued];
  return parts.map((values, index) => ({
    ...values,
    row: `${response ?? ""}:${index + 1}`,
    response: response ?? null,
    part: index + 1,
    case: reference,
  }));
}

/**
 * The reports of these rows of Reports, each whole, oldest first: the first row of a report, with the rest of its long texts from the rows
 * that continue it.
 */
export function wholeReports(rows: readonly RowValues[]): readonly RowValues[] {
  const whole = new Map<Value, Record<string, Value>>();
  for (const row of [...rows].sort((a, b) => Number(a["part"] ?? 1) - Number(b["part"] ?? 1))) {
    const { row: _row, response = null, case: _case, ...pieces } = row;
    const first = whole.get(response);
    if (first === undefined) whole.set(response, { ...row });
    else
      for (const [key, piece] of Object.entries(pieces))
        if (typeof piece === "string") first[key] = `${String(first[key] ?? "")}${piece}`;
  }
  const received = (report: RowValues) => Number(report["received"] ?? 0);
  return [...whole.values()].sort((a, b) => received(a) - received(b));
}
