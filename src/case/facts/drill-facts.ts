/** What tells a drill's case from one about a student: its code in place of a name, and nothing else (design 2.17). Pure. */

import { isWritten, unicodePattern } from "../../text";
import type { CaseRow } from "../tabs/case-tabs";

/** Letters and digits of a code: none that is easily mistaken for another, and no vowels, so that no code is a word. */
export const codeLetters = "BCDFGHJKMNPQRSTVWXYZ23456789";
export const codeLength = 8;
const codeShape = new RegExp(`^[${codeLetters}]{${codeLength}}$`);

/**
 * The name as the code that it may be: in capitals, without the dots, quotes, dashes and spaces that people and phones add. It need not be a
 * code.
 */
export function bareCode(name: string | null): string {
  const plain = (name ?? "").normalize("NFKC").toUpperCase();
  return plain.replace(unicodePattern("[^\\p{L}\\p{N}]+"), "");
}

/** Whether a student's name looks like the code of a drill, this drill or any other. */
export function isLikeCode(name: string | null): boolean {
  return codeShape.test(bareCode(name));
}

/** The cells by which a drill's case becomes one about a student. */
type Said = Partial<Pick<CaseRow, "drill" | "student" | "studentId" | "raiseLevelTo">>;

/** Whether the row is that of a drill in which someone has written a student's name or id, or has raised the level: then it is no drill. */
export function isDrillOfStudent({ drill, student, studentId, raiseLevelTo }: Said): boolean {
  if (drill !== true) return false;
  // The row of a drill has its bare code. A name may have the letters of a code and a space.
  const isNamed = isWritten(student ?? null) && !codeShape.test((student ?? "").trim());
  return isNamed || isWritten(studentId ?? null) || isWritten(raiseLevelTo ?? null);
}
