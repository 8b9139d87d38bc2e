/** Which of the district's schools a report is about, or why that is not clear. */
import type { ReviewReason } from "../../case/model/review-reasons";
import type { Directory } from "../../district/district";
import { schoolNamed } from "../../district/find-people";
import { isNotListed } from "../../form/choices";

/** The school of a report, and why it is not clear where it is not. */
export interface SchoolOfReport {
  /** The name as the Schools tab has it; null where the report names no school of the tab. */
  readonly known: string | null;
  readonly reason: ReviewReason | null;
}

/** The school that a reporter's answer names. `answer`: null where the question was not answered. */
export function schoolOfReport(directory: Directory, answer: string | null): SchoolOfReport {
  if (answer === null || answer.trim() === "") {
    return { known: null, reason: "school-not-answered" };
  }
  const school = schoolNamed(directory, answer);
  if (school !== null) return { known: school.school, reason: null };
  return { known: null, reason: isNotListed(answer) ? "school-not-listed" : "school-unknown" };
}
