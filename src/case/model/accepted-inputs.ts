/**
 * Tells what people have typed on a row since the desk last looked. A hidden cell, `accepted`, keeps as JSON the inputs that the desk
 * accepted last; a cell that differs from it is an edit (design 2.6). Pure. Which edits are allowed is decided elsewhere (case/edits).
 */
import { jsonRecord } from "../../json";
import type { RawCell } from "../../ports";
import { fitText } from "../../register/cell-text";
import type { Column, RowValues, Value } from "../../register/columns";
import { isoText, parseIso } from "../../time";
import { isRefusal, type Refusal } from "../edits/refusal-words";
import { isSameValue } from "./case-file";

/** The columns that people may edit. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** In characters. Of a longer text only its length and a fingerprint are kept: enough to see that the text changed. */
const wholeUpTo = 200;

/** Such as "#512:1a2b3c": the length, and a hash in base 36. Not for secrecy. */
function fingerprint(text: string): string {
  const prime = 4_294_967_291;
  let hash = 5381;
  for (let at = 0; at < text.length; at++) {
    hash = hash * 33 + text.charCodeAt(at);
    // Taking the remainder is slow, so it is done only before the number would become inexact.
    if (hash > 1e14) hash %= prime;
  }
  return `#${text.length}:${(hash % prime).toString(36)}`;
}

/** Whether a kept value is only the fingerprint of a long text. Such a text cannot be put back. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/**
 * A value in the form in which it is kept and compared. Null for an empty cell, an unticked box or an empty list; a long text becomes its
 * fingerprint.
 */
export function acceptedValue(value: Value): Value {
  if (value === null || value === false || value === "") return null;
  if (typeof value === "object" && value.length === 0) return null;
  if (typeof value !== "string") return value;
  // People can type characters that the desk cannot write, such as a delete character.
  // Without this such a cell would look edited for ever.
  const { text } = fitText(value);
  return text.length > wholeUpTo ? fingerprint(text) : text;
}

/** An input that was undone, as long as its row still says so. */
export interface Undone {
  /** Key of the column; of an input in another tab with that tab before it: "plan.byWhen". */
  readonly column: string;
  readonly refusal: Refusal;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** Beside the inputs in the hidden cell: what was undone, one line each. No column has this key. */
const undoneKey = "undone";

/** What the row says was undone, oldest first. */
export function undoneIn(row: RowValues): readonly Undone[] {
  const { [undoneKey]: lines } = readAccepted(row["accepted"]);
  if (typeof lines !== "object" || lines === null) return [];
  return lines.flatMap((line): readonly Undone[] => {
    const [column = "", refusal = "", instant = ""] = line.split(" ");
    return isRefusal(refusal) ? [{ column, refusal, at: parseIso(instant) ?? 0 }] : [];
  });
}

/**
 * The text for the hidden cell if all inputs of the row are accepted: JSON by column key, without the empty ones. `undone`: what the row
 * says was undone.
 */
export function acceptedText(
  columns: readonly Column[],
  row: RowValues,
  undone: readonly Undone[] = [],
): string {
  return acceptedCell(columns, (key) => acceptedValue(row[key] ?? null), undone);
}

function acceptedCell(
  columns: readonly Column[],
  kept: (key: string) => Value,
  undone: readonly Undone[],
): string {
  const inputs = inputColumns(columns);
  const values: Record<string, Value> = {};
  for (const { key } of inputs) {
    const value = kept(key);
    if (value !== null) values[key] = value;
  }
  return JSON.stringify({ ...values, ...undoneMember(undone) });
}

function undoneMember(undone: readonly Undone[]): Readonly<Record<string, Value>> {
  const lines = undone.map(({ column, refusal, at }) => [column, refusal, isoText(at)].join(" "));
  return lines.length === 0 ? {} : { [undoneKey]: lines };
}

/** The row, which says from now on that these inputs were undone. */
export function withUndone<Row extends RowValues>(row: Row, undone: readonly Undone[]): Row {
  const others = undoneIn(row).filter(({ column }) => undone.every((one) => one.column !== column));
  const member = undoneMember([...others, ...undone]);
  return { ...row, accepted: JSON.stringify({ ...readAccepted(row["accepted"]), ...member }) };
}

/** The accepted values by column key. None if the cell is empty or holds something that the desk did not write. */
export function readAccepted(cell: Value | undefined): Readonly<Record<string, Value>> {
  // Written by this file alone, in a hidden and protected column.
  return typeof cell === "string" ? (jsonRecord(cell) as Readonly<Record<string, Value>>) : {};
}

/**
 * The text for the hidden cell after the desk changed a row from `before` to `after` (`before` undefined: a new row). An input that the
 * desk did not change keeps its accepted value, so that an edit which somebody typed in the meantime is still found. What `after` says was
 * undone it goes on saying.
 */
export function acceptedTextAfter(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): string {
  if (before === undefined) return acceptedText(columns, after);
  const was = readAccepted(before["accepted"]);
  const kept = (key: string) => {
    const [typed, now] = [before[key] ?? null, after[key] ?? null];
    return isSameValue(typed, now) ? (was[key] ?? null) : acceptedValue(now);
  };
  return acceptedCell(columns, kept, undoneIn(after));
}

/** One cell that a person changed. */
export interface Edit {
  readonly column: Column;
  /** The value as typed; null for an emptied cell. */
  readonly value: Value;
  /** The value that was accepted before: what the cell goes back to if the edit is refused. */
  readonly accepted: Value;
  /** What was typed is no value of the column, such as a word in a date column. */
  readonly isUnreadable: boolean;
}

/** What an empty cell of the column holds: false, an empty list or null. */
function emptyOf(column: Column): Value {
  if (column.type === "checkbox") return false;
  return column.type === "choices" || column.type === "list" ? [] : null;
}

/** Null for a choice that a pack had and its next version has not; else the value. */
function wordOf(column: Column, value: Value): Value {
  const isWord =
    column.type !== "choice" ||
    value === null ||
    Object.keys(column.words?.() ?? {}).includes(String(value));
  return isWord ? value : null;
}

/** The edits of one row, in the order of the columns. `cells`: the raw cells as read. */
export function editsOf(
  columns: readonly Column[],
  values: RowValues,
  cells: Readonly<Record<string, RawCell>>,
): readonly Edit[] {
  const accepted = readAccepted(values["accepted"]);
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

/** A value as the Activity tab shows it. Text that somebody wrote is never repeated there: "(text)". Times in UTC, to the minute. */
export function loggedValue(column: Column, value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (["text", "long-text", "list"].includes(column.type)) return "(text)";
  if (typeof value === "number" && column.type !== "number")
    return `${isoText(value).slice(0, 16)}Z`;
  return String(value);
}
