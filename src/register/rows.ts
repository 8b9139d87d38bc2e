import { minuteMs } from "../time";
import { cellLimit, fitText, splitText, textChangeWords } from "./cell-text";
import type { ActivityLine, QueuedMessage } from "./change";
import type { Column, RowValues, Value } from "./columns";
import { reportColumns } from "./tabs";

/** `response`: the Form's id of it. Part 1 is the report itself. */
export function reportRowKey(response: string, part: number): string {
  return `${response}:${part}`;
}

function holdsText(column: Column): boolean {
  return column.type === "text" || column.type === "long-text";
}

/**
 * `report` by column key, with `response`; `row`, `part` and `textChanges` are set here. Parts from 2 on hold `response`, `part`, `case` and
 * what goes on from the row before.
 */
export function reportRows(report: RowValues): readonly RowValues[] {
  const { response, case: reference = null } = report;
  const whole: Record<string, Value> = { ...report };
  const continued: Record<string, Value>[] = [];
  const record: string[] = [];
  for (const column of reportColumns) {
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

/** Then any run may send a message that another queued (design 2.7). */
export const claimMilliseconds = 7 * minuteMs;

/** For a run about to send it. `now` in ms UTC. */
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

/** `position` tells the lines of one commit apart. */
export function activityRow(line: ActivityLine, now: number, position: number): RowValues {
  return {
    entry: `${now.toString(36)}-${position + 1}`,
    at: line.at,
    who: line.who,
    what: line.what,
    case: line.case,
    column: line.column ?? null,
    from: line.from ?? null,
    to: line.to ?? null,
  };
}
