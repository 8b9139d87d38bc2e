/** Cases of perhaps one student: the question, and the answer that they are not, stand on both rows. Pure. */
import { union } from "../../lists";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import type { CaseIndex } from "./match-report";

type Index = Pick<CaseIndex, "target">;

/** One or several a line, as the cases that they mean today; null for no case. */
export function referencesIn(value: Value, index: Index): readonly (string | null)[] {
  const lines = Array.isArray(value) ? value : [];
  const words = lines.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
  return [...new Set(words.map((word) => index.target(word)?.case ?? null))];
}

/** A person has answered that the case is not of the other's student. */
export function markDifferentStudents(row: CaseRow, other: string): CaseRow {
  return {
    ...row,
    possibleMatch: row.possibleMatch.filter((one) => one !== other),
    notSameStudentAs: union(row.notSameStudentAs, [other]),
  };
}

/** That answer is taken back; the question stands again where it would be asked today. */
export function askSameStudentAgain(row: CaseRow, other: string, isPossible: boolean): CaseRow {
  const question = isPossible ? [other] : [];
  return {
    ...row,
    possibleMatch: union(row.possibleMatch, question),
    notSameStudentAs: row.notSameStudentAs.filter((one) => one !== other),
  };
}
