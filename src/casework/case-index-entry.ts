/** The part of a case's row by which reports are linked to it; and the marker of a merged case. */
import type { CaseRow } from "../register/tabs";
import type { CaseIndexEntry } from "./link";

/** A merged case's checklist rows belong to its target: where they stood now says which case that is. */
const mergedMark = ">";

export function mergedMarker(target: string): string {
  return `${mergedMark}${target}`;
}

/** `checklistRows` is read for linking anyway, so a merge is marked there and costs no cell more. */
export function caseIndexEntry(
  row: Pick<CaseRow, "case" | "status" | "student" | "studentId" | "checklistRows">,
): CaseIndexEntry {
  const rows = row.checklistRows ?? "";
  return {
    case: row.case ?? "",
    status: row.status,
    student: row.student,
    studentId: row.studentId,
    mergedInto: rows.startsWith(mergedMark) ? rows.slice(mergedMark.length) : null,
  };
}
