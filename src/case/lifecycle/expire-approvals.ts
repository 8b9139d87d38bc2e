/**
 * Approvals expire when the case changes. An agency's clearance to talk to a parent, the lead's agreement to close, and an acknowledgement
 * were given for the case as it was then. A new report, a higher level, a merge or a reopening ends them. Pure.
 */

import type { ActivityLine } from "../../register/change";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import { caseCell, caseKeys, type Ending, withCells } from "../cells/case-cells";
import type { Rise } from "../facts/combined-facts";

/** The row without the approvals and reasons that `ending` ends. */
function endedBy(row: CaseRow, ending: Ending): CaseRow {
  // Each of these cells holds a text, a time or a tick.
  return withCells(row, ({ ends }, key) =>
    ends?.includes(ending) === true ? (typeof row[key] === "boolean" ? false : null) : undefined,
  );
}

/**
 * The row without clearance and without the lead's agreement, because something new is known that neither had seen. `now`: milliseconds
 * UTC, written as the last change.
 */
export function clearApprovals(row: CaseRow, now: number): CaseRow {
  return { ...endedBy(row, "news"), changedAt: now };
}

/** The row as not acknowledged, so that someone is asked to acknowledge the case again. */
export function withoutAcknowledgement(row: CaseRow): CaseRow {
  return endedBy(row, "asked-anew");
}

/** A closed row opened again, without its reason for closing and without the lead's agreement. An open row is returned unchanged. */
export function reopenCase(row: CaseRow): CaseRow {
  return row.status === "closed" ? { ...endedBy(row, "reopening"), status: "open" } : row;
}

/** The line for the Activity tab that says that the level rose; none for `rise` null. `now`: milliseconds UTC. */
export function risenLines(
  rise: Rise | null,
  row: CaseRow,
  { who, now }: { readonly who: string; readonly now: number },
): readonly ActivityLine[] {
  if (rise === null) return [];
  const { from, to } = rise;
  return [{ at: now, who, what: "level-raised", case: row.case, column: "level", from, to }];
}

/**
 * The lines for the Activity tab: one for each approval or answer that stood in `before` and that the system emptied in `after`. `at`:
 * milliseconds UTC.
 */
export function expiredApprovalLines(
  before: CaseRow,
  after: CaseRow,
  at: number,
): readonly ActivityLine[] {
  const isEmpty = (value: Value) => value === null || value === false;
  return caseKeys(({ endedAs }) => endedAs !== undefined).flatMap((column) => {
    const what = caseCell(column)?.endedAs;
    if (what === undefined || isEmpty(before[column]) || !isEmpty(after[column])) return [];
    const from = column === "acknowledged" ? before.acknowledgedBy : before[column];
    const line = { at, who: "automation", what, case: after.case, column };
    return [{ ...line, from: String(from ?? ""), to: "" }];
  });
}
