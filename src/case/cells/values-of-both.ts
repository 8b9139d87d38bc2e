/** What the case that goes on shows of two cases, in cells that no general word describes. Pure. */

import { union } from "../../lists";
import { saysMayBeVictim } from "../../protocol/classify";
import type { CaseRow } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { readSteppedAside, steppedAsideCell } from "../assignment/responsible-person";
import { referenceOfCase } from "../model/case-reference";
import { holdEnds } from "../model/deadlines";
import type { Both, ContextOfBoth } from "./cell-policy";

/**
 * The case whose hold counts. Law enforcement's wish for silence concerns the student, so it holds for the merged case; of two holds the
 * one that ends later.
 */
export function longerHoldOfBoth(
  { target, source }: Both,
  { zone }: { readonly zone: ZoneOffset },
): CaseRow {
  const ends = ({ holdUntil }: CaseRow) => (holdUntil === null ? 0 : holdEnds(holdUntil, zone));
  return ends(source) > ends(target) ? source : target;
}

/** "May be a victim" of both. "Yes" in either case wins. A "no" stays only if nothing in the other case suggests a victim. */
export function victimAnswerOfBoth(
  { target, source }: Both,
  { pack }: Pick<ContextOfBoth, "pack">,
): CaseRow["mayBeVictim"] {
  if (source.mayBeVictim === "yes") return "yes";
  const isDoubtful = source.mayBeVictim === null && saysMayBeVictim(pack, source);
  return target.mayBeVictim === "no" && isDoubtful ? null : target.mayBeVictim;
}

/** Everybody who stepped aside from either case: both are about one student, to whom they are too close. */
export function steppedAsideOfBoth({ target, source }: Both): string | null {
  return steppedAsideCell([
    ...readSteppedAside(target.steppedAside),
    ...readSteppedAside(source.steppedAside),
  ]);
}

/** The cases of which somebody has said, in either case, that they are about a different student. */
export function othersOfBoth({ target, source }: Both): readonly string[] {
  const two = [target, source].map(referenceOfCase);
  const apart = union(target.notSameStudentAs, source.notSameStudentAs);
  return apart.filter((one) => !two.includes(one));
}

/** The questions about any other case that nobody has answered in either case. */
export function questionsOfBoth(both: Both): readonly string[] {
  const { target, source } = both;
  const settled = [...[target, source].map(referenceOfCase), ...othersOfBoth(both)];
  return union(target.possibleMatch, source.possibleMatch).filter((one) => !settled.includes(one));
}
