/** The rows of Reports, Outbox and Activity, made from a report, a message and a line of Activity. Pure. */
import { minuteMs } from "../time";
import { cellLimit, fitText, splitText, textChangeWords } from "./cell-text";
import type { ActivityLine, QueuedMessage } from "./change";
import type { Column, RowValues, Value } from "./columns";
import { tabs } from "./tabs";

/**
 * The key of a row of Reports. `response`: the Form's id of the response. Part 1 is the report itself; longer reports go on in parts 2, 3,
 * ...
 */
export function reportRowKey(response: string, part: number): string {
  return `${response}:${part}`;
}

function holdsText(column: Column): boolean {
  return column.type === "text" || column.type === "long-text";
}

/**
 * The rows of Reports for one report. `report` holds values by column key, with `response`; `row`, `part` and `textChanges` are set here.
 * Rows from part 2 on hold `response`, `part`, `case` and the rest of texts that are too long for one cell.
 */
export function reportRows(report: RowValues): readonly RowValues[] {
  const { response, case: reference = null } = report;
  const whole: Record<string, Value> = { ...report };
  const continued: Record<string, Value>[] = [];
  const record: string[] = [];
  for (const column of tabs.reports.columns) {
    const value = report[column.key];
    if (!holdsText(column) || typeof value !== "string") continue;
    const fitted = fitText(value);
    for (const change of fitted.changes)
      record.push(`${column.header}: ${textChangeWords[change]}`);
    const [first = "", ...rest] = splitText(fitted.text, cellLimit);
    whole[column.key] = first;
    rest.forEach((piece, index) => {
      continued[index] = { ...continued[index], [column.key]: piece };
    });
    if (rest.length > 0) {
      record.push(`${column.header}: goes on in the next ${rest.length === 1 ? "row" : "rows"}`);
    }
  }
  const parts = [{ ...whole, textChanges: record }, ...continued];
  return parts.map((values, index) => ({
    ...values,
    row: reportRowKey(String(response ?? ""), index + 1),
    response: response ?? null,
    part: index + 1,
    case: reference,
  }));
}

/** For so long (milliseconds) a queued message belongs to the run that queued it. After that any run may send it (design 2.7). */
export const claimMilliseconds = 7 * minuteMs;

/** The row of Outbox for a message that this run is about to send. `now` in ms UTC. */
export function messageRow(message: QueuedMessage, now: number): RowValues {
  return {
    message: message.id,
    kind: message.kind,
    case: message.case,
    to: message.to,
    state: "queued",
    queuedAt: now,
    claimedUntil: now + claimMilliseconds,
    attempts: 0,
    detail: JSON.stringify(message.detail),
  };
}

/** The row of Activity for a line. `position` tells the lines of one commit apart. The key of a line about a step ends with the step's row. */
export function activityRow(line: ActivityLine, now: number, position: number): RowValues {
  const step = line.step === undefined ? "" : ` ${line.step}`;
  return {
    entry: `${now.toString(36)}-${position + 1}${step}`,
    at: line.at,
    who: line.who,
    what: line.what,
    case: line.case,
    column: line.column ?? null,
    from: line.from ?? null,
    to: line.to ?? null,
  };
}

/** The id of the act of which a line of Activity is, by the line's key; null for a line about no step. */
export function actOfEntry(entry: string): string | null {
  const [, , act] = entry.split(" ");
  return act ?? null;
}
