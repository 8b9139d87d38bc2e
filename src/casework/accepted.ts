/** The accepted values of a row's inputs, as the script keeps them beside the row (design 2.6). */
import { jsonRecord } from "../json-record";
import { fitText } from "../register/cell-text";
import type { Column, RowValues, Value } from "../register/columns";
import { isSameValue } from "./same-value";

/** The cells that people may edit on a row of these columns. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** Short texts are kept whole; of a long one its length and a fingerprint, which is enough to see that it changed. */
const wholeUpTo = 200;

function fingerprint(text: string): string {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (hash * 33 + text.charCodeAt(at)) % 4_294_967_291;
  return `#${text.length}:${hash.toString(36)}`;
}

/** Whether a kept value only tells that a long text changed, and cannot be put back. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/** A value as it is kept; null for an empty cell, an unticked box or an empty list. */
export function acceptedValue(value: Value): Value {
  if (value === null || value === false || value === "") return null;
  if (typeof value === "object" && value.length === 0) return null;
  if (typeof value !== "string") return value;
  // The cell with the accepted values cannot hold what a person's cell may: a delete character would look edited for ever.
  const { text } = fitText(value);
  return text.length > wholeUpTo ? fingerprint(text) : text;
}

/** The inputs of a row as JSON; what is empty is left out. */
export function acceptedOf(columns: readonly Column[], row: RowValues): string {
  const values: Record<string, Value> = {};
  for (const { key } of inputColumns(columns)) {
    const value = acceptedValue(row[key] ?? null);
    if (value !== null) values[key] = value;
  }
  return JSON.stringify(values);
}

/** The accepted values that a cell holds, by column key; none where it is empty or not ours. */
export function acceptedIn(cell: Value | undefined): Readonly<Record<string, Value>> {
  // Written by this file alone, in a hidden and protected column.
  return typeof cell === "string" ? (jsonRecord(cell) as Readonly<Record<string, Value>>) : {};
}

/**
 * The cell after the script itself has turned `before` (undefined: a new row) into `after`. An input that it left alone
 * keeps its accepted value: what somebody has typed there meanwhile is still to be weighed.
 */
export function acceptedAfter(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): string {
  if (before === undefined) return acceptedOf(columns, after);
  const was = acceptedIn(before["accepted"]);
  const values: Record<string, Value> = {};
  for (const { key } of inputColumns(columns)) {
    const [typed, now] = [before[key] ?? null, after[key] ?? null];
    const value = isSameValue(typed, now) ? (was[key] ?? null) : acceptedValue(now);
    if (value !== null) values[key] = value;
  }
  return JSON.stringify(values);
}
