/** What people typed on a row against what was last accepted there (design 2.6). Pure; knows no rule. */

import type { Column, RowValues, Value } from "../../register/columns";
import type { RawCell } from "../../workspace";
import { acceptedIn, acceptedValue, inputColumns } from "../accepted";
import { isSameValue } from "../same-value";

export interface Edit {
  readonly column: Column;
  /** The value as typed; null for an emptied cell. */
  readonly value: Value;
  readonly accepted: Value;
  /** Something was typed that is no value of the column. */
  readonly isUnreadable: boolean;
}

function emptyOf(column: Column): Value {
  return column.type === "checkbox" ? false : column.type === "choices" ? [] : null;
}

/** The edits of a row in the order of its columns. `cells` are the raw cells as read. */
export function editsOf(
  columns: readonly Column[],
  values: RowValues,
  cells: Readonly<Record<string, RawCell>>,
): readonly Edit[] {
  const accepted = acceptedIn(values["accepted"]);
  return inputColumns(columns).flatMap((column): readonly Edit[] => {
    const value = values[column.key] ?? null;
    const before = accepted[column.key] ?? emptyOf(column);
    const raw = cells[column.key] ?? "";
    const isEmpty = value === null || value === false;
    const isUnreadable = isEmpty && raw !== "" && raw !== false && column.type !== "text";
    if (!isUnreadable && isSameValue(acceptedValue(value) ?? emptyOf(column), before)) return [];
    return [{ column, value: value ?? emptyOf(column), accepted: before, isUnreadable }];
  });
}
