/** Whether a student may be 18 or over, and whether somebody has to answer that. Pure. */
import type { CaseRow } from "../../register/tabs";
import { foldToWords } from "../../text";
import { type ReviewReason, reviewReasonCells } from "./review-reasons";

/** Words for grades below 11, in which no student of 18 is expected. */
const youngerGrades = new Set(
  "k tk kindergarten preschool first second third fourth fifth sixth seventh eighth ninth tenth freshman sophomore".split(
    " ",
  ),
);

/** The review reason of a student who is 18 or over: the lead has to know whose record it is. */
const ofAdult = "student-owns-record" satisfies ReviewReason;

/** The case with that reason where the student is 18 or over, and without it where not. */
export function withOwnerReason(row: CaseRow): CaseRow {
  const isOwner = row.isAdult === "yes";
  if (row.reviewReasonIds.includes(ofAdult) === isOwner) return row;
  const others = row.reviewReasonIds.filter((id) => id !== ofAdult);
  return { ...row, ...reviewReasonCells(isOwner ? [...others, ofAdult] : others) };
}

/** Whether somebody has to answer if the student is 18 or over: nobody has yet, and the grade is 11, 12, empty or not readable. */
export function asksForAge({ isAdult, grade }: Pick<CaseRow, "isAdult" | "grade">): boolean {
  if (isAdult !== null) return false;
  const words = foldToWords(grade ?? "").split(" ");
  const numbers = words.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? []);
  if (numbers.some((text) => Number(text) > 10)) return true;
  return numbers.length === 0 && !words.some((word) => youngerGrades.has(word));
}

/** The answer for two cases of one student that are merged. Yes in one and no in the other: emptied, to be answered anew. */
export function ageOfBoth(
  { isAdult: mine }: Pick<CaseRow, "isAdult">,
  { isAdult: theirs }: Pick<CaseRow, "isAdult">,
): CaseRow["isAdult"] {
  if (mine === null || theirs === null) return mine ?? theirs;
  return mine === theirs ? mine : null;
}
