/** What was last accepted of a row's inputs, and what people have typed since (design 2.6). Pure; knows no rule. */
import { jsonRecord } from "../../json";
import type { RawCell } from "../../ports";
import { fitText } from "../../register/cell-text";
import type { Column, RowValues, Value } from "../../register/columns";
import { isoText } from "../../time";
import { isSameValue } from "./case-file";

/** Those that people may edit. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** Of a longer text its length and a fingerprint are kept: enough to see that it changed. */
const wholeUpTo = 200;

function fingerprint(text: string): string {
  const prime = 4_294_967_291;
  let hash = 5381;
  for (let at = 0; at < text.length; at++) {
    hash = hash * 33 + text.charCodeAt(at);
    // Slow: only before a number gets inexact.
    if (hash > 1e14) hash %= prime;
  }
  return `#${text.length}:${(hash % prime).toString(36)}`;
}

/** Whether a kept value only tells that a long text changed, and cannot be put back. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/** Null for an empty cell, an unticked box or an empty list. */
export function acceptedValue(value: Value): Value {
  if (value === null || value === false || value === "") return null;
  if (typeof value === "object" && value.length === 0) return null;
  if (typeof value !== "string") return value;
  // A cell of ours cannot hold what a person's may: a delete character would look edited for ever.
  const { text } = fitText(value);
  return text.length > wholeUpTo ? fingerprint(text) : text;
}

/** As JSON; what is empty is left out. */
export function acceptedOf(columns: readonly Column[], row: RowValues): string {
  return acceptedCell(columns, (key) => acceptedValue(row[key] ?? null));
}

function acceptedCell(columns: readonly Column[], kept: (key: string) => Value): string {
  const inputs = inputColumns(columns);
  const values: Record<string, Value> = {};
  for (const { key } of inputs) {
    const value = kept(key);
    if (value !== null) values[key] = value;
  }
  return JSON.stringify(values);
}

/** By column key; none where the cell is empty or not ours. */
export function acceptedIn(cell: Value | undefined): Readonly<Record<string, Value>> {
  // Written by this file alone, in a hidden and protected column.
  return typeof cell === "string" ? (jsonRecord(cell) as Readonly<Record<string, Value>>) : {};
}

/**
 * After the script turned `before` (undefined: a new row) into `after`. An input that it left alone keeps its accepted value: what was typed
 * there meanwhile is still to be weighed.
 */
export function acceptedAfter(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): string {
  if (before === undefined) return acceptedOf(columns, after);
  const was = acceptedIn(before["accepted"]);
  return acceptedCell(columns, (key) => {
    const [typed, now] = [before[key] ?? null, after[key] ?? null];
    return isSameValue(typed, now) ? (was[key] ?? null) : acceptedValue(now);
  });
}

export interface Edit {
  readonly column: Column;
  /** The value as typed; null for an emptied cell. */
  readonly value: Value;
  readonly accepted: Value;
  /** Something was typed that is no value of the column. */
  readonly isUnreadable: boolean;
}

function emptyOf(column: Column): Value {
  if (column.type === "checkbox") return false;
  return column.type === "choices" || column.type === "list" ? [] : null;
}

/** A choice of an earlier version that is none any more is as good as empty. */
function wordOf(column: Column, value: Value): Value {
  const isWord =
    column.type !== "choice" ||
    value === null ||
    Object.keys(column.words?.() ?? {}).includes(String(value));
  return isWord ? value : null;
}

/** In the order of the columns. `cells`: raw, as read. */
export function editsOf(
  columns: readonly Column[],
  values: RowValues,
  cells: Readonly<Record<string, RawCell>>,
): readonly Edit[] {
  const accepted = acceptedIn(values["accepted"]);
  return inputColumns(columns).flatMap((column): readonly Edit[] => {
    const value = values[column.key] ?? null;
    const now = acceptedValue(value);
    const kept = accepted[column.key] ?? null;
    const raw = cells[column.key] ?? "";
    const isEmpty = value === null || value === false;
    const isUnreadable = isEmpty && raw !== "" && raw !== false && column.type !== "text";
    if (!isUnreadable && isSameValue(now, kept)) return [];
    const before = wordOf(column, kept ?? emptyOf(column));
    if (!isUnreadable && isSameValue(now ?? emptyOf(column), before)) return [];
    return [{ column, value: value ?? emptyOf(column), accepted: before, isUnreadable }];
  });
}

/** For Activity: never text that somebody wrote. */
export function loggedValue(column: Column, value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (["text", "long-text", "list"].includes(column.type)) return "(text)";
  if (typeof value === "number" && column.type !== "number")
    return `${isoText(value).slice(0, 16)}Z`;
  return String(value);
}
