/** What was agreed or cleared for a state of a case ends with it: a new report, a rise, a merge, a reopening. Pure. */
import type { ActivityLine } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Rise } from "../model/combined-facts";

/** An agency cleared what it knew of. `now` in ms UTC. */
export function withoutClearance(row: CaseRow, now: number): CaseRow {
  return {
    ...row,
    agencyCleared: null,
    agencyClearedBy: null,
    agencyClearedAt: null,
    changedAt: now,
  };
}

/** Nobody has cleared or agreed to anything knowing what is new. */
export function clearApprovals(row: CaseRow, now: number): CaseRow {
  return { ...withoutClearance(row, now), leadAgreed: false };
}

export function withoutAcknowledgement(row: CaseRow): CaseRow {
  return { ...row, acknowledged: false, acknowledgedBy: null, acknowledgedAt: null };
}

/** Nobody has agreed to close it knowing why it goes on. */
export function reopenCase(row: CaseRow): CaseRow {
  return row.status === "closed"
    ? { ...row, status: "open", closeReason: null, leadAgreed: false }
    : row;
}

/** For Activity. `now` in ms UTC. */
export function risenLines(
  rise: Rise | null,
  row: CaseRow,
  { who, now }: { readonly who: string; readonly now: number },
): readonly ActivityLine[] {
  if (rise === null) return [];
  const { from, to } = rise;
  return [{ at: now, who, what: "level-raised", case: row.case, column: "level", from, to }];
}

/** Cells of a case whose content ends by itself, and what Activity calls that. */
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

/** For Activity: what ended by itself. */
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
