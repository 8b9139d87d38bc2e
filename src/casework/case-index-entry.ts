/** The part of a case's row by which reports are linked to it, and what its hidden pointer says beside rows. */
import type { CaseRow } from "../register/tabs";
import type { CaseIndexEntry } from "./link";

/**
 * `checklistRows` is read for linking anyway, so that a case is closed, or merged, is marked there too and costs no cell
 * more: "14-25,closed" and ">26-0001". Readers of rows pass over what is no row.
 */
const closedMark = "closed";
const mergedMark = ">";

/** The pointer of a case that was merged into another. */
export function mergedPointer(target: string): string {
  return `${mergedMark}${target}`;
}

/** The pointer with or without the mark of a closed case. */
export function pointerOf(rows: string | null, isClosed: boolean): string | null {
  const parts = (rows ?? "").split(",").filter((part) => part !== "" && part !== closedMark);
  if (isClosed) parts.push(closedMark);
  return parts.length === 0 ? null : parts.join(",");
}

export function caseIndexEntry(
  row: Pick<CaseRow, "case" | "student" | "studentId" | "checklistRows">,
): CaseIndexEntry {
  const pointer = row.checklistRows ?? "";
  const isMerged = pointer.startsWith(mergedMark);
  return {
    case: row.case ?? "",
    isClosed: isMerged || pointer.split(",").includes(closedMark),
    student: row.student,
    studentId: row.studentId,
    mergedInto: isMerged ? pointer.slice(mergedMark.length) : null,
  };
}
