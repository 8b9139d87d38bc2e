/**
 * Finds what people have typed on a row since the script last looked. The row's hidden state has the inputs that were accepted last; a cell
 * that differs from them is an edit (design 2.6). Which edits are allowed is decided in `accept-or-undo-edits.ts` and `record-rows.ts`; why
 * one is undone is said in `case/facts/why-edits-are-undone.ts`. Pure.
 */

import { isSameValue } from "../case/facts/case-file";
import type { UndoReason } from "../case/facts/why-edits-are-undone";
import type { RawCell } from "../ports";
import type { Column, RowValues, Value } from "../register/columns";
import {
  acceptedText,
  acceptedValue,
  emptyOf,
  inputColumns,
  readAccepted,
} from "../register/row-state";
import { isoText } from "../time";

/**
 * The accepted inputs after the system changed a row from `before` to `after` (`before` undefined: a new row). An input that the system did
 * not change keeps its accepted value, so that an edit which someone typed in the meantime is still found.
 */
export function acceptedTextAfter(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): string {
  if (before === undefined) return acceptedText(columns, after);
  const was = readAccepted(before["accepted"]);
  const accepted = inputColumns(columns).map(({ key }) => {
    const [typed, now] = [before[key] ?? null, after[key] ?? null];
    return [key, isSameValue(typed, now) ? (was[key] ?? null) : now] as const;
  });
  return acceptedText(columns, Object.fromEntries(accepted));
}

/** One cell that a person changed. */
export interface Edit {
  readonly column: Column;
  /** The value as typed; null for an emptied cell. */
  readonly value: Value;
  /** The value that was accepted before: what the cell goes back to if the edit is refused. */
  readonly accepted: Value;
  /** Whether what was typed is not a value of the column, such as a word in a date column. */
  readonly isUnreadable: boolean;
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
    const was = kept ?? emptyOf(column);
    // An earlier version of the pack may have had a choice that this one does not have.
    const isWord =
      column.type !== "choice" || Object.keys(column.words?.() ?? {}).includes(String(was));
    const before = isWord ? was : null;
    if (!isUnreadable && isSameValue(now ?? emptyOf(column), before)) return [];
    return [{ column, value: value ?? emptyOf(column), accepted: before, isUnreadable }];
  });
}

/** A value as the Activity tab shows it. Text that someone wrote is never repeated there: "(text)". Times in UTC, to the minute. */
function loggedValue(column: Column, value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (["text", "long-text", "list"].includes(column.type)) return "(text)";
  if (typeof value === "number" && column.type !== "number")
    return `${isoText(value).slice(0, 16)}Z`;
  return String(value);
}

/** What a line of Activity says of an edit. `refusal`: why it was undone; null if it was accepted. */
export const editLine = (
  { column, value, accepted, isUnreadable }: Edit,
  refusal: UndoReason | null,
) => ({
  what: refusal === null ? "edited" : "edit-put-back",
  column: column.key,
  from: loggedValue(column, accepted),
  to: isUnreadable ? "" : loggedValue(column, value),
});

/** A note on text that begins like a formula. It stays on the cell although the text is accepted. */
export const formulaNote =
  "This was a formula. It is text now, because a formula can send what is in this register elsewhere.";
