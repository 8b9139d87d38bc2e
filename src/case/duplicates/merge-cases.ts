/**
 * Merges one case into another after a person said that both are about one student. Nothing that was reported, ticked or is still owed in
 * either case is lost. Undoing a merge is in undo-merge. Pure.
 */

import { union } from "../../lists";
import { actOf, coveredBy, roleOf, saysMayBeVictim } from "../../protocol/engine";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { steppedAsideCell, steppedAsideIn } from "../assignment/responsible-person";
import { reopenCase, withoutClearance } from "../lifecycle/expire-approvals";
import {
  type CaseContext,
  type GrownCase,
  growCase,
  withDerivedCells,
} from "../lifecycle/open-case";
import { isActMade } from "../model/act-completion";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { actKey, isFirstOfItsAct } from "../model/checklist";
import { isClosingReasonGone } from "../model/closing-conditions";
import { combineFacts, riseBetween } from "../model/combined-facts";
import { dangerOfBoth } from "../model/danger";
import { holdEnds } from "../model/deadlines";
import { answersOfBoth, isParentTold } from "../model/parent-conditions";
import { ownStaffAnswerOfBoth } from "../model/staff-concern";
import { ageOfBoth } from "../model/student-age";

export interface MergedCase {
  /** The case that goes on, with what both cases knew and the acts of both. */
  readonly target: GrownCase;
  /** The case that ends: it is closed with the reason "merged", and its row names the target. */
  readonly source: CaseFile;
}

/** The texts that are not empty, one a line; null if all are empty. */
function joinedLines(...texts: readonly (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null && text !== "");
  return kept.length === 0 ? null : kept.join("\n");
}

/** What the act of the ending case had recorded, as a note for the act of the case that goes on. */
function sourceSays(act: ChecklistRow, source: string): string | null {
  const reference = act.agencyReference === null ? null : `reference ${act.agencyReference}`;
  const said = joinedLines(reference, act.agencyPerson, act.notes, act.notApplicableBecause);
  return said === null ? null : `From ${source}: ${said}`;
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/**
 * Who did the act last, and when. For a repeating act, which is open again after each time, these two cells are the only proof that it was
 * ever done.
 */
function traceOf(
  mine: ChecklistRow,
  theirs: ChecklistRow,
): Pick<ChecklistRow, "doneBy" | "doneAt"> {
  const isTheirs = mine.doneAt === null || (!isActMade(mine) && (theirs.doneAt ?? 0) > mine.doneAt);
  const { doneBy, doneAt } = isTheirs ? theirs : mine;
  return { doneBy, doneAt };
}

/** One act of both cases as one row: done if either case had done it. If both had, what `mine` (the case that goes on) recorded stands. */
function together(mine: ChecklistRow, theirs: ChecklistRow, source: string): ChecklistRow {
  const both = {
    ...mine,
    ...traceOf(mine, theirs),
    notes: joinedLines(mine.notes, sourceSays(theirs, source)),
    due: earliest(mine.due, theirs.due),
    attempts: (mine.attempts ?? 0) + (theirs.attempts ?? 0),
  };
  if (isActMade(mine) || !isActMade(theirs)) return both;
  return {
    ...both,
    coveredBy: theirs.coveredBy,
    done: theirs.done,
    calledAt: mine.calledAt ?? theirs.calledAt,
    alreadyMade: theirs.alreadyMade,
    madeBy: mine.madeBy ?? theirs.madeBy,
    agencyPerson: mine.agencyPerson ?? theirs.agencyPerson,
    agencyReference: mine.agencyReference ?? theirs.agencyReference,
  };
}

/**
 * Whether this act and the same act of the other case may become one row. Update calls never do: each told the agency what was new on its
 * day.
 */
function mayBeOne(act: ChecklistRow, pack: ProtocolPack): boolean {
  return isFirstOfItsAct(act) && roleOf(pack, act.act) !== "update";
}

/** Whether `whole` covers `part` and one of them was made, so that the two stand for what two cases owe and not for one report. */
function isSetApart(pack: ProtocolPack, whole: ChecklistRow, part: ChecklistRow): boolean {
  const isPart = part.act !== null && coveredBy(pack, whole.act).includes(part.act);
  return isPart && isActMade(whole) !== isActMade(part);
}

interface BothActs {
  readonly acts: ChecklistRow[];
  /** The first call was made in one case and not in the other, so the agency has not heard what the other case knows. */
  readonly isHalfTold: boolean;
}

/** The acts of both cases as acts of the target. */
function actsOfBoth(target: CaseFile, source: CaseFile, pack: ProtocolPack): BothActs {
  const one = (act: ChecklistRow) => mayBeOne(act, pack);
  const reference = referenceOfCase(target.row);
  const origin = referenceOfCase(source.row);
  const theirs = new Map(source.acts.filter(one).map((act) => [act.act, act]));
  const owed: ChecklistRow[] = [];
  let isHalfTold = false;
  const acts = target.acts.map((act) => {
    const other = one(act) ? theirs.get(act.act) : undefined;
    if (other === undefined) return act;
    theirs.delete(act.act);
    if (isActMade(act) !== isActMade(other)) {
      const datum = actOf(pack, act.act);
      // Such a call is owed for each case: the call made in one told the agency nothing of what the other knew, so the open one stays.
      if (datum?.owedForEach === true) {
        const theirDebt = { ...other, owedFor: other.owedFor ?? origin };
        owed.push(isActMade(act) ? theirDebt : act);
        return {
          ...together(act, other, origin),
          ...(isActMade(act) ? {} : { owedFor: theirDebt.owedFor }),
        };
      }
      if (datum?.role === "first-call") isHalfTold = true;
    }
    return together(act, other, origin);
  });
  const add = (act: ChecklistRow) => {
    const known = acts.filter((known) => known.act === act.act).length;
    // A plain report beside a fuller one of which only one was made: the first place is that of the fuller one's own debt.
    const isBeside = known === 0 && target.acts.some((whole) => isSetApart(pack, whole, act));
    const row = actKey(reference, act.act ?? "", known + (isBeside ? 2 : 1));
    acts.push({ ...act, case: reference, row });
  };
  for (const act of source.acts) {
    if (one(act) && !theirs.has(act.act)) continue;
    const isApart = target.acts.some(
      (mine) => isSetApart(pack, mine, act) || isSetApart(pack, act, mine),
    );
    add(isApart ? { ...act, owedFor: act.owedFor ?? origin } : act);
  }
  for (const act of owed) add(act);
  return { acts, isHalfTold };
}

/**
 * Law enforcement's wish for silence concerns the student, so it holds for the merged case. Of two holds the one that ends later counts.
 */
export function heldBoth(
  a: CaseRow,
  b: CaseRow,
  { zone }: CaseContext,
): Pick<CaseRow, "holdUntil" | "heldFor"> {
  const ends = ({ holdUntil }: CaseRow) => (holdUntil === null ? 0 : holdEnds(holdUntil, zone));
  const isTheirs = ends(b) > ends(a);
  const { holdUntil, heldFor } = isTheirs ? b : a;
  return { holdUntil, heldFor };
}

/** "May be a victim" of the merged case. "Yes" in either case wins. A "no" stays only if nothing in the other case suggests a victim. */
function victimAnswerOfBoth(
  target: CaseRow,
  source: CaseRow,
  pack: ProtocolPack,
): CaseRow["mayBeVictim"] {
  if (source.mayBeVictim === "yes") return "yes";
  const isDoubtful = source.mayBeVictim === null && saysMayBeVictim(pack, source);
  return target.mayBeVictim === "no" && isDoubtful ? null : target.mayBeVictim;
}

/** The target's contact, or the source's if the target has none. */
function contactOfBoth(
  target: CaseRow,
  source: CaseRow,
): Pick<CaseRow, "contact" | "contactRole" | "contactsLeft"> {
  const { contact, contactRole, contactsLeft } = target.contact === null ? source : target;
  return { contact, contactRole, contactsLeft };
}

/** The row of the case that goes on. An agency's clearance is dropped: it was given for one of the two cases alone. */
function rowOfBoth(target: CaseRow, source: CaseRow, context: CaseContext): CaseRow {
  const [reference, origin] = [referenceOfCase(target), referenceOfCase(source)];
  const matches = new Set([...target.possibleMatch, ...source.possibleMatch]);
  const isOther = (one: string) => one !== origin && one !== reference;
  // Merging says that these two are one student. Answers that they differ from any other case stay.
  const apart = union(target.notSameStudentAs, source.notSameStudentAs);
  return {
    ...withoutClearance(target, context.now),
    ...answersOfBoth(target, source),
    staffMayBeInvolved: ownStaffAnswerOfBoth(target, source),
    isAdult: ageOfBoth(target, source),
    leadRecorded: union(target.leadRecorded, source.leadRecorded),
    ...heldBoth(target, source, context),
    ...dangerOfBoth(target, source),
    // Who stepped aside from either case is too close to the one student.
    steppedAside: steppedAsideCell([
      ...steppedAsideIn(target.steppedAside),
      ...steppedAsideIn(source.steppedAside),
    ]),
    assignedTo: target.assignedTo ?? source.assignedTo,
    reports: (target.reports ?? 0) + (source.reports ?? 0),
    student: target.student ?? source.student,
    studentId: target.studentId ?? source.studentId,
    grade: target.grade ?? source.grade,
    countyOfResidence: target.countyOfResidence ?? source.countyOfResidence,
    school: target.school ?? source.school,
    ...contactOfBoth(target, source),
    earlierCase:
      target.earlierCase ?? (source.earlierCase === reference ? null : source.earlierCase),
    nextCheckIn: earliest(target.nextCheckIn, source.nextCheckIn),
    mayBeVictim: victimAnswerOfBoth(target, source, context.pack),
    legalHold: target.legalHold || source.legalHold,
    excluded: union(target.excluded, source.excluded),
    mainCase: target.mainCase ?? source.mainCase,
    notes: joinedLines(
      target.notes,
      source.notes === null ? null : `From ${origin}: ${source.notes}`,
    ),
    reporterSaysCalled: union(target.reporterSaysCalled, source.reporterSaysCalled),
    possibleMatch: [...matches].filter((one) => isOther(one) && !apart.includes(one)),
    notSameStudentAs: apart.filter(isOther),
    toTell: [...target.toTell, ...source.toTell],
    raisedBy: union(target.raisedBy, source.raisedBy),
    withdrawnFactors: union(target.withdrawnFactors, source.withdrawnFactors),
    reviewReasonIds: union(target.reviewReasonIds, source.reviewReasonIds),
  };
}

/**
 * The acts of the ending case. Their rows stay for the record; those not done lose their due date, and say in which case they are owed
 * now.
 */
function goingOn(acts: readonly ChecklistRow[], reference: string): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.state === "done" ? act : { ...act, due: null, why: `This act goes on in ${reference}.` },
  );
}

/**
 * `source` ends in `target`. If the first call was made in one case only, the agency has not heard of both, so the call is owed again. A
 * closed target opens again, unless both cases were closed and the merge brings nothing new.
 */
export function mergeCases(target: CaseFile, source: CaseFile, context: CaseContext): MergedCase {
  const reference = referenceOfCase(target.row);
  const { acts, isHalfTold } = actsOfBoth(target, source, context.pack);
  const knowledge = combineFacts(context.pack, target.row, source.row);
  const both = rowOfBoth(target.row, source.row, context);
  const goesOn =
    target.row.status !== "closed" ||
    source.row.status !== "closed" ||
    isHalfTold ||
    riseBetween(context.pack, target.row, knowledge) !== null ||
    isClosingReasonGone(target, { row: both, acts });
  // The lead agreed to close one case without knowing what the other adds.
  const row = goesOn ? { ...reopenCase(both), leadAgreed: false } : both;
  const callsAgain = isHalfTold || isParentTold(context.pack, acts);
  return {
    target: growCase(target, { row, acts }, knowledge, context, null, callsAgain),
    source: withDerivedCells(
      {
        acts: goingOn(source.acts, reference),
        row: {
          ...source.row,
          status: "closed",
          closeReason: "merged",
          mergedInto: reference,
          sameStudentAs: reference,
          toTell: [],
          possibleMatch: source.row.possibleMatch.filter((other) => other !== reference),
        },
      },
      source,
      context,
    ),
  };
}
