/** Whether a student may be 18 or over, and whether somebody has to answer that. Pure. */
import type { CaseRow } from "../../register/tabs";
import { foldToWords } from "../../text";

/** Words for grades below 11, in which no student of 18 is expected. */
const youngerGrades = new Set(
  "k tk kindergarten preschool first second third fourth fifth sixth seventh eighth ninth tenth freshman sophomore".split(
    " ",
  ),
);

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
