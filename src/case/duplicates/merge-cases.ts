/** Joins a case into another, of one student by a person's word: nothing reported, ticked or owed is lost. Pure. */

import { union } from "../../lists";
import { actOf, roleOf, saysMayBeVictim } from "../../protocol/engine";
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
import { actKey } from "../model/checklist";
import { isClosingReasonGone } from "../model/closing-conditions";
import { combineFacts, riseBetween } from "../model/combined-facts";
import { dangerOfBoth } from "../model/danger";
import { holdEnds } from "../model/deadlines";
import { answersOfBoth, isParentTold } from "../model/parent-conditions";
import { ownStaffAnswerOfBoth } from "../model/staff-concern";
import { ageOfBoth } from "../model/student-age";

export interface MergedCase {
  /** The case that goes on, with what both know and what either did. */
  readonly target: GrownCase;
  /** The case that ends in it. */
  readonly source: CaseFile;
}

function joinedLines(...texts: readonly (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null && text !== "");
  return kept.length === 0 ? null : kept.join("\n");
}

function sourceSays(act: ChecklistRow, source: string): string | null {
  const reference = act.agencyReference === null ? null : `reference ${act.agencyReference}`;
  const said = joinedLines(reference, act.agencyPerson, act.notes, act.notApplicableBecause);
  return said === null ? null : `From ${source}: ${said}`;
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** Of a repeating act this is all that tells that it has happened. */
function traceOf(
  mine: ChecklistRow,
  theirs: ChecklistRow,
): Pick<ChecklistRow, "doneBy" | "doneAt"> {
  const isTheirs = mine.doneAt === null || (!isActMade(mine) && (theirs.doneAt ?? 0) > mine.doneAt);
  const { doneBy, doneAt } = isTheirs ? theirs : mine;
  return { doneBy, doneAt };
}

/** Done where either did it, by whoever did it first. */
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
    done: theirs.done,
    calledAt: mine.calledAt ?? theirs.calledAt,
    alreadyMade: theirs.alreadyMade,
    madeBy: mine.madeBy ?? theirs.madeBy,
    agencyPerson: mine.agencyPerson ?? theirs.agencyPerson,
    agencyReference: mine.agencyReference ?? theirs.agencyReference,
  };
}

function isFirst(act: ChecklistRow): boolean {
  return act.row === actKey(referenceOfCase(act), act.act ?? "");
}

/** Update calls tell what was new on their day: two are never one. */
function mayBeOne(act: ChecklistRow, pack: ProtocolPack): boolean {
  return isFirst(act) && roleOf(pack, act.act) !== "update";
}

interface BothActs {
  readonly acts: ChecklistRow[];
  /** The first call was made for one of the cases and not for the other: the agency has not been told of both. */
  readonly isHalfTold: boolean;
}

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
      // Each tells what one case knew: one that is open stays owed beside one that was made.
      if (datum?.owedForEach === true) owed.push(isActMade(act) ? other : act);
      else if (datum?.role === "first-call") isHalfTold = true;
    }
    return together(act, other, origin);
  });
  const add = (act: ChecklistRow) => {
    const known = acts.filter((known) => known.act === act.act).length;
    acts.push({ ...act, case: reference, row: actKey(reference, act.act ?? "", known + 1) });
  };
  for (const act of source.acts) if (!one(act) || theirs.has(act.act)) add(act);
  for (const act of owed) add(act);
  return { acts, isHalfTold };
}

/** The wish for silence is about the student: the later end counts. */
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

/** Yes where either says so; a "no" stands where nothing in the other case speaks against it. */
function victimAnswerOfBoth(
  target: CaseRow,
  source: CaseRow,
  pack: ProtocolPack,
): CaseRow["mayBeVictim"] {
  if (source.mayBeVictim === "yes") return "yes";
  const isDoubtful = source.mayBeVictim === null && saysMayBeVictim(pack, source);
  return target.mayBeVictim === "no" && isDoubtful ? null : target.mayBeVictim;
}

function contactOfBoth(
  target: CaseRow,
  source: CaseRow,
): Pick<CaseRow, "contact" | "contactRole" | "contactsLeft"> {
  const { contact, contactRole, contactsLeft } = target.contact === null ? source : target;
  return { contact, contactRole, contactsLeft };
}

/** What an agency cleared, it cleared for one of the two: it is asked anew. */
function rowOfBoth(target: CaseRow, source: CaseRow, context: CaseContext): CaseRow {
  const [reference, origin] = [referenceOfCase(target), referenceOfCase(source)];
  const matches = new Set([...target.possibleMatch, ...source.possibleMatch]);
  const isOther = (one: string) => one !== origin && one !== reference;
  // Whoever joins these two has changed their mind about them alone.
  const apart = union(target.notSameStudentAs, source.notSameStudentAs);
  return {
    ...withoutClearance(target, context.now),
    ...answersOfBoth(target, source),
    staffMayBeInvolved: ownStaffAnswerOfBoth(target, source),
    isAdult: ageOfBoth(target, source),
    leadRecorded: union(target.leadRecorded, source.leadRecorded),
    ...heldBoth(target, source, context),
    ...dangerOfBoth(target, source),
    // Too close to the student of both.
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

/** Kept as they were, and owed in the other case. */
function goingOn(acts: readonly ChecklistRow[], reference: string): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.state === "done" ? act : { ...act, due: null, why: `This act goes on in ${reference}.` },
  );
}

/**
 * `source` ends in `target`. Where the first call was made for one alone, the agency has not been told of both: it is made again. A closed
 * target opens again unless both were closed and nothing is new.
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
  // The lead agreed to the one, not to what the other brings.
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
