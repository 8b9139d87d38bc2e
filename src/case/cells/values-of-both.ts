/** What a merge makes of cells that no general word describes: of the cells of both cases, or of both rows of one act. Pure. */

import { union } from "../../lists";
import { saysMayBeVictim } from "../../protocol/classify";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { readSteppedAside, steppedAsideCell } from "../assignment/responsible-person";
import { isActMade } from "../model/acts/act-completion";
import type { CaseContext } from "../model/acts/act-deadlines";
import { referenceOfCase } from "../model/case-reference";
import { holdEnds } from "../model/deadlines";
import type { Both } from "./cell-policy";

/** The texts that are not empty, one a line; null if all are empty. */
function joinedLines(...texts: readonly (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null && text !== "");
  return kept.length === 0 ? null : kept.join("\n");
}

/** The notes of both; those of the case that ends after its reference. */
export function notesOfBoth({ target, source }: Both<CaseRow>): string | null {
  const said = source.notes === null ? null : `From ${referenceOfCase(source)}: ${source.notes}`;
  return joinedLines(target.notes, said);
}

/** The notes of the act that goes on, with what the act of the ending case had recorded. */
export function actNotesOfBoth(
  { target, source }: Both<ChecklistRow>,
  from: string,
): string | null {
  const { agencyReference, agencyPerson, notes, notApplicableBecause } = source;
  const reference = agencyReference === null ? null : `reference ${agencyReference}`;
  const said = joinedLines(reference, agencyPerson, notes, notApplicableBecause);
  return joinedLines(target.notes, said === null ? null : `From ${from}: ${said}`);
}

/**
 * The act of the two whose cells say who did it last, and when. For a repeating act, which is open again after each time, these two cells
 * are the only proof that it was ever done.
 */
export function lastDoneOfBoth({ target, source }: Both<ChecklistRow>): ChecklistRow {
  const isTheirs =
    target.doneAt === null || (!isActMade(target) && (source.doneAt ?? 0) > target.doneAt);
  return isTheirs ? source : target;
}

/**
 * The case whose hold counts. Law enforcement's wish for silence concerns the student, so it holds for the merged case; of two holds the
 * one that ends later.
 */
export function longerHoldOfBoth(
  { target, source }: Both<CaseRow>,
  { zone }: { readonly zone: ZoneOffset },
): CaseRow {
  const ends = ({ holdUntil }: CaseRow) => (holdUntil === null ? 0 : holdEnds(holdUntil, zone));
  return ends(source) > ends(target) ? source : target;
}

/** "May be a victim" of the merged case. "Yes" in either case wins. A "no" stays only if nothing in the other case suggests a victim. */
export function victimAnswerOfBoth(
  { target, source }: Both<CaseRow>,
  { pack }: CaseContext,
): CaseRow["mayBeVictim"] {
  if (source.mayBeVictim === "yes") return "yes";
  const isDoubtful = source.mayBeVictim === null && saysMayBeVictim(pack, source);
  return target.mayBeVictim === "no" && isDoubtful ? null : target.mayBeVictim;
}

/** Everybody who stepped aside from either case: both are about one student, to whom they are too close. */
export function steppedAsideOfBoth({ target, source }: Both<CaseRow>): string | null {
  return steppedAsideCell([
    ...readSteppedAside(target.steppedAside),
    ...readSteppedAside(source.steppedAside),
  ]);
}

/** The cases of which somebody has said, in either case, that they are about a different student. */
export function othersOfBoth({ target, source }: Both<CaseRow>): readonly string[] {
  const two = [target, source].map(referenceOfCase);
  const apart = union(target.notSameStudentAs, source.notSameStudentAs);
  return apart.filter((one) => !two.includes(one));
}

/** The questions about any other case that nobody has answered in either case. */
export function questionsOfBoth(both: Both<CaseRow>): readonly string[] {
  const { target, source } = both;
  const settled = [...[target, source].map(referenceOfCase), ...othersOfBoth(both)];
  return union(target.possibleMatch, source.possibleMatch).filter((one) => !settled.includes(one));
}
