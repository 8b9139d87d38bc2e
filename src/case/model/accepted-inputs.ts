/**
 * Tells what people have typed on a row since the script last looked. The row's state has the inputs that were accepted last; a cell that
 * differs from them is an edit (design 2.6). Pure. Which edits are allowed is decided elsewhere (case/edits).
 */
import type { RawCell } from "../../ports";
import type { Column, RowValues, Value } from "../../register/columns";
import {
  acceptedCell,
  acceptedText,
  acceptedValue,
  emptyOf,
  inputColumns,
  readAccepted,
} from "../../register/row-state";
import type { CaseRow } from "../../register/tabs";
import { isoText, parseIso } from "../../time";
import { isRefusal, type Refusal } from "../edits/refusal-words";
import { isSameValue } from "./case-file";

/** An input that was undone, as long as its row still says so. */
export interface Undone {
  /** Key of the column; of an input in another tab with that tab before it: "plan.byWhen". */
  readonly column: string;
  readonly refusal: Refusal;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** What the row says was undone, oldest first. */
export function undoneIn({ undone }: Pick<CaseRow, "undone">): readonly Undone[] {
  return undone.flatMap((line): readonly Undone[] => {
    const [column = "", refusal = "", instant = ""] = line.split(" ");
    return isRefusal(refusal) ? [{ column, refusal, at: parseIso(instant) ?? 0 }] : [];
  });
}

/** The member of a row that says what was undone. */
export const undoneLines = (undone: readonly Undone[]): CaseRow["undone"] =>
  undone.map(({ column, refusal, at }) => [column, refusal, isoText(at)].join(" "));

/** The row, which says from now on that these inputs were undone too. */
export function withUndone<Row extends Pick<CaseRow, "undone">>(
  row: Row,
  undone: readonly Undone[],
): Row {
  const others = undoneIn(row).filter(({ column }) => undone.every((one) => one.column !== column));
  return { ...row, undone: undoneLines([...others, ...undone]) };
}

/**
 * The accepted inputs after the desk changed a row from `before` to `after` (`before` undefined: a new row). An input that the desk did not
 * change keeps its accepted value, so that an edit which somebody typed in the meantime is still found.
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
  return acceptedCell(columns, kept);
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
