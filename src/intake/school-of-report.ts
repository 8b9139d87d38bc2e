/** Which school a report is about, and what a person has to look at where that is not plain. */
import type { Directory } from "../directory/directory";
import { schoolNamed } from "../directory/find";
import type { ReviewReason } from "../messages/review-reasons";
import { notListed } from "./questions";

export interface SchoolOfReport {
  /** The name as the Schools tab has it; null where the report names none of them. */
  readonly known: string | null;
  readonly reason: ReviewReason | null;
}

export function schoolOfReport(directory: Directory, answer: string | null): SchoolOfReport {
  if (answer === null || answer.trim() === "") {
    return { known: null, reason: "school-not-answered" };
  }
  const school = schoolNamed(directory, answer);
  if (school !== null) return { known: school.school, reason: null };
  const isNotListed = answer.trim().toLowerCase() === notListed.toLowerCase();
  return { known: null, reason: isNotListed ? "school-not-listed" : "school-unknown" };
}
