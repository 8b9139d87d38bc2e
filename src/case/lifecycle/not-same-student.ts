/**
 * Whether two cases are about one student. Both rows store the open question (`possibleMatch`) and the answer "no" (`notSameStudentAs`),
 * each under the reference of the other case. The answer "yes" is a merge and is not here. Pure.
 */
import { union } from "../../lists";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import type { CaseIndex } from "./match-report";

type Index = Pick<CaseIndex, "target">;

/**
 * The cases that a cell names, one or several a line. A reference that was merged into another case means that other case; null stands for
 * a word that is the reference of no case.
 */
export function referencesIn(value: Value, index: Index): readonly (string | null)[] {
  const lines = Array.isArray(value) ? value : [];
  const words = lines.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
  return [...new Set(words.map((word) => index.target(word)?.case ?? null))];
}

/** The row after a person answered that the case `other` is about a different student: the question goes, the answer is kept. */
export function markDifferentStudents(row: CaseRow, other: string): CaseRow {
  return {
    ...row,
    possibleMatch: row.possibleMatch.filter((one) => one !== other),
    notSameStudentAs: union(row.notSameStudentAs, [other]),
  };
}

/**
 * The row after that answer was taken back. `matches`: the cases of which the question would be asked today; of these it is asked again.
 */
export function askSameStudentAgain(
  row: CaseRow,
  other: string,
  matches: readonly string[],
): CaseRow {
  const question = matches.filter((one) => one === other);
  return {
    ...row,
    possibleMatch: union(row.possibleMatch, question),
    notSameStudentAs: row.notSameStudentAs.filter((one) => one !== other),
  };
}
