/**
 * Approvals expire when the case changes. An agency's clearance to talk to a parent, the lead's agreement to close, and an acknowledgement
 * were given for the case as it was then. A new report, a higher level, a merge or a reopening ends them. Pure.
 */
import type { ActivityLine } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Rise } from "../model/combined-facts";

/** The row without the agency's clearance: the agency cleared only what it knew of. `now`: milliseconds UTC, written as the last change. */
export function withoutClearance(row: CaseRow, now: number): CaseRow {
  return {
    ...row,
    agencyCleared: null,
    agencyClearedBy: null,
    agencyClearedAt: null,
    changedAt: now,
  };
}

/**
 * The row without clearance and without the lead's agreement, because something new is known that neither had seen. `now`: milliseconds
 * UTC.
 */
export function clearApprovals(row: CaseRow, now: number): CaseRow {
  return { ...withoutClearance(row, now), leadAgreed: false };
}

/** The row as not acknowledged, so that somebody is asked to take the case on again. */
export function withoutAcknowledgement(row: CaseRow): CaseRow {
  return { ...row, acknowledged: false, acknowledgedBy: null, acknowledgedAt: null };
}

/** A closed row opened again, without its reason for closing and without the lead's agreement. An open row is returned unchanged. */
export function reopenCase(row: CaseRow): CaseRow {
  return row.status === "closed"
    ? { ...row, status: "open", closeReason: null, leadAgreed: false }
    : row;
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

/** Cells that the desk may empty by itself, each with the name under which Activity lists this. */
const endings = [
  ["acknowledged", "acknowledgement-ended"],
  ["agencyCleared", "clearance-ended"],
  ["leadAgreed", "agreement-ended"],
  ["parentMayBeInvolved", "answer-ended"],
  ["parentOverruledBy", "answer-ended"],
  ["staffMayBeInvolved", "answer-ended"],
  ["isAdult", "answer-ended"],
  ["mayBeVictim", "answer-ended"],
] as const;

/**
 * The lines for the Activity tab: one for each approval or answer that stood in `before` and that the desk emptied in `after`. `at`:
 * milliseconds UTC.
 */
export function expiredApprovalLines(
  before: CaseRow,
  after: CaseRow,
  at: number,
): readonly ActivityLine[] {
  const isEmpty = (value: string | boolean | null) => value === null || value === false;
  return endings.flatMap(([column, what]) => {
    if (isEmpty(before[column]) || !isEmpty(after[column])) return [];
    const from = column === "acknowledged" ? before.acknowledgedBy : before[column];
    const line = { at, who: "automation", what, case: after.case, column };
    return [{ ...line, from: String(from ?? ""), to: "" }];
  });
}
