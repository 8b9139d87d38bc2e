/**
 * The cells of a case: for each what becomes of it in every event of the case's life. Whoever adds a column answers here once; merging,
 * editing and reports read it. (Who may see it printed: case/records.) Pure.
 */

import { schoolNamed } from "../../district/find-people";
import { union } from "../../lists";
import { once } from "../../once";
import { saysMayBeVictim } from "../../protocol/level-reasons";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";
import type { ZoneOffset } from "../../time";
import {
  assignedAsStored,
  refusalOfAssigning,
  refusalOfSteppingAside,
  steppedAsideAsStored,
} from "../assignment/assignment-rules";
import { readSteppedAside, steppedAsideCell, toldMember } from "../assignment/responsible-person";
import { referencesIn } from "../lifecycle/not-same-student";
import { isOtherCounty } from "../model/acts/act-state";
import { countUnansweredCall } from "../model/acts/call-attempts";
import { referenceOfCase } from "../model/case-reference";
import { dangerOfBoth } from "../model/danger";
import { holdEnds } from "../model/deadlines";
import { parentAnswersAfter, parentAnswersOfBoth } from "../model/parent-conditions";
import { ownStaffAnswerAfter, ownStaffAnswerOfBoth } from "../model/staff-concern";
import { ageOfBoth } from "../model/student-age";
import type { ActCells, Arrival, Both, CaseCells, ContextOfBoth } from "./cell-policy";
import {
  actThatIsOpen,
  agencyThatMayClear,
  anyAgency,
  attemptOfOpenCall,
  bySchoolThatHasIt,
  callThatWasMade,
  clearedSinceNews,
  dayThatHasCome,
  higherLevel,
  holdWithinLimit,
  notOfDuty,
  otherCase,
  otherCases,
  reasonToChoose,
  releaseOfSealed,
  reportedFactor,
  schoolOfDistrict,
  statusThatFits,
} from "./edit-rules";

/** What the case that goes on has of its own, such as what people typed. */
const own = {
  merge: "own",
} as const;

/** Of the reports of the case together. */
const fact = { ...own, merge: "facts" } as const;

/** An agency's clearance: it was given for what the agency knew then. */
const clearance = { ...own, ends: ["news"] } as const;

/** Who has acknowledged the case. */
const acknowledgement = { ...own, ends: ["asked-anew"] } as const;

function makeCaseCells(): CaseCells {
  return {
    case: own,
    protocolVersion: own,
    opened: own,
    drill: own,

    // What reports say.
    reports: {
      ...own,
      report: (_arrival, mine) => (mine.reports ?? 0) + 1,
      merge: "sum",
    },
    factors: fact,
    concerns: fact,
    // A person writes it too.
    confirmedBy: { ...fact },
    parentReported: { ...fact },
    staffReported: { ...fact },
    studentRole: fact,
    immediateDanger: { ...fact },
    level: fact,
    protocols: fact,
    why: own,
    wouldRaise: own,
    reporterSaysCalled: { ...own, report: addReportedCalls, merge: "union" },
    reviewReasons: own,
    reviewReasonIds: {
      ...own,
      report: ({ reviewReasons }, mine) => union<string>(mine.reviewReasonIds, reviewReasons),
      merge: "union",
    },
    withdrawnFactors: { ...own, merge: "union" },
    earlierCase: {
      ...own,
      merge: ({ target, source }) =>
        target.earlierCase ?? (source.earlierCase === target.case ? null : source.earlierCase),
    },

    // The student.
    student: {
      ...own,
      report: ({ report }, mine) => keepOrTakeReported(mine.student, report.studentName),
      merge: "either",
    },
    studentId: {
      ...own,
      report: ({ report }, mine) => keepOrTakeReported(mine.studentId, report.studentId),
      merge: "either",
    },
    grade: {
      ...own,
      report: ({ report }, mine) => keepOrTakeReported(mine.grade, report.grade),
      merge: "either",
    },
    school: {
      ...own,
      edit: {
        rule: (...typed) => bySchoolThatHasIt(...typed) ?? schoolOfDistrict(...typed),
        stored: (value, _row, { directory }) =>
          schoolNamed(directory, String(value))?.school ?? value,
      },
      report: ({ school }, mine) => keepOrTakeReported(mine.school, school),
      merge: "either",
    },
    countyOfResidence: { ...own, report: residenceAfter, merge: "either" },

    // Immediate danger.
    dangerSince: {
      ...own,
      report: ({ report, context }, mine) =>
        report.immediateDanger === "yes" ? context.now : mine.dangerSince,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerSince,
    },
    dangerReported: {
      ...own,
      report: ({ report, receivedAt }, mine) =>
        report.immediateDanger === "yes" ? receivedAt : mine.dangerReported,
      merge: ({ target, source }) =>
        dangerOfBoth(target, source).dangerSince === target.dangerSince
          ? target.dangerReported
          : source.dangerReported,
    },
    dangerOver: {
      ...own,
      report: ({ report }, mine) => report.immediateDanger !== "yes" && mine.dangerOver,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerOver,
    },

    // Whose it is.
    contact: { ...own, report: ({ contact }) => contact.email },
    told: {
      ...own,
      report: ({ contact, told = contact, context }, mine) =>
        mine.told ?? toldMember(told, context.now),
    },
    assignedTo: {
      ...own,
      edit: {
        rule: (value, { row }, writer) => refusalOfAssigning(value, row, writer),
        stored: assignedAsStored,
      },
      merge: "either",
    },
    steppedAside: {
      ...own,
      edit: {
        rule: (value, { row }, writer) => refusalOfSteppingAside(value, row, writer),
        stored: steppedAsideAsStored,
      },
      merge: steppedAsideOfBoth,
    },
    handedTo: {
      ...own,
      edit: {
        rule: bySchoolThatHasIt,
        // Another school has not received the case.
        alsoWrites: ({ accepted }, { handedTo }) =>
          typeof accepted === "string" && fold(accepted) !== fold(handedTo ?? "")
            ? { handedAt: null }
            : {},
      },
    },
    handedAt: { ...own, edit: { rule: dayThatHasCome } },
    acknowledged: {
      ...acknowledgement,
      edit: {
        alsoWrites: ({ value }, _row, { who, now }) =>
          value === true
            ? { acknowledgedBy: who, acknowledgedAt: now }
            : { acknowledgedBy: null, acknowledgedAt: null },
        afterMerge: true,
      },
      endedAs: "acknowledgement-ended",
    },
    acknowledgedBy: acknowledgement,
    acknowledgedAt: acknowledgement,
    asked: own,
    toTell: own,

    // Sealed cases.
    readBy: {
      ...own,
      report: ({ sealed }, mine) => (sealed ?? mine).readBy,
    },
    excluded: {
      ...own,
      report: ({ sealed }, mine) => union(mine.excluded, sealed?.excluded),
      merge: "union",
    },
    mainCase: {
      ...own,
      report: ({ sealed }, mine) => sealed?.mainCase ?? mine.mainCase,
      merge: "either",
    },
    release: { ...own, edit: { rule: releaseOfSealed } },
    releaseReason: own,
    releasedTo: own,

    // Clearances, agreements and answers that end, in the order in which Activity lists them.
    agencyCleared: {
      ...clearance,
      edit: {
        rule: agencyThatMayClear,
        // Who there said so is never filled in: a person has to know it.
        alsoWrites: ({ value, accepted }, { agencyClearedAt }, { now }) => ({
          agencyClearedAt:
            value === null ? null : accepted === null ? (agencyClearedAt ?? now) : now,
        }),
      },
      endedAs: "clearance-ended",
    },
    agencyClearedBy: clearance,
    // Whoever writes another time says that the one that was filled in is wrong.
    agencyClearedAt: { ...clearance, edit: { rule: clearedSinceNews, refusalEmpties: true } },
    leadAgreed: {
      ...own,
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ agreedBy: value === true ? who : null }),
      },
      ends: ["news", "reopening"],
      endedAs: "agreement-ended",
    },
    agreedBy: { ...own, ends: ["news", "reopening"] },
    parentMayBeInvolved: {
      ...own,
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ parentSetBy: value === null ? null : who }),
      },
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentMayBeInvolved,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentMayBeInvolved,
      endedAs: "answer-ended",
    },
    parentSetBy: {
      ...own,
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentSetBy,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentSetBy,
    },
    parentOverruledBy: {
      ...own,
      edit: { rule: anyAgency },
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentOverruledBy,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentOverruledBy,
      endedAs: "answer-ended",
    },
    staffMayBeInvolved: {
      ...own,
      report: ({ report }, mine) => ownStaffAnswerAfter(mine, report),
      merge: ({ target, source }) => ownStaffAnswerOfBoth(target, source),
      endedAs: "answer-ended",
    },
    isAdult: {
      ...own,
      merge: ({ target, source }) => ageOfBoth(target, source),
      endedAs: "answer-ended",
    },
    mayBeVictim: {
      ...own,
      report: victimAnswerAfter,
      merge: (both) => victimAnswerOfBoth(both, both.context),
      endedAs: "answer-ended",
    },
    victimConsulted: { ...own, edit: { rule: dayThatHasCome } },
    studentConsented: { ...own, edit: { rule: dayThatHasCome } },
    leadRecorded: { ...own, merge: "union" },
    changedAt: own,

    // The work on it.
    status: { ...own, edit: { rule: statusThatFits } },
    closeReason: {
      ...own,
      edit: { rule: reasonToChoose },
      ends: ["reopening"],
    },
    closedAt: own,
    nextDue: own,
    lateFrom: own,
    openMatters: own,
    hasIt: own,
    urgency: own,

    nextCheckIn: { ...own, merge: "earliest" },
    holdUntil: {
      ...own,
      edit: { rule: holdWithinLimit },
      merge: (both) => longerHoldOfBoth(both, both.context).holdUntil,
    },
    heldFor: {
      ...own,
      merge: (both) => longerHoldOfBoth(both, both.context).heldFor,
    },
    raiseLevelTo: { ...own, edit: { rule: higherLevel } },
    raiseReason: own,
    raisedBy: { ...own, merge: "union" },
    withdrawFactor: { ...own, edit: { rule: reportedFactor } },
    withdrawReason: own,
    notes: { ...own, edit: { afterMerge: true } },
    legalHold: {
      ...own,
      edit: { afterMerge: true },
      merge: "any",
    },
    print: own,

    // Other cases.
    possibleMatch: { ...own, merge: questionsOfBoth },
    sameStudentAs: { ...own, edit: { rule: otherCase } },
    notSameStudentAs: {
      ...own,
      edit: {
        rule: otherCases,
        stored: (value, _row, { index }) => referencesIn(value, index).flatMap((one) => one || []),
      },
      merge: othersOfBoth,
    },
    mergedInto: own,
    own: own,

    // The script's own.
    checklistRows: own,
    undone: own,
    accepted: own,
    stateLost: own,
  };
}

export const caseCells = once(makeCaseCells);

/** Every cell of a case. */
// The keys of the table are those of the row, by its type.
/** The columns of a case, as the keys of its table of cells. */
export const caseCellKeys = () => Object.keys(caseCells()) as readonly (keyof CaseRow)[];

export const actCells: ActCells = {
  done: {
    rule: actThatIsOpen,
    alsoWrites: ({ value }, _act, { who, now }) =>
      value === true ? { doneBy: who, doneAt: now } : { doneBy: null, doneAt: null },
  },
  calledAt: { rule: callThatWasMade },
  noAnswer: { rule: attemptOfOpenCall, alsoWrites: (_edit, act) => countUnansweredCall(act) },
  alreadyMade: { rule: actThatIsOpen },
  notApplicableBecause: { rule: notOfDuty },
};

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

/** So many characters of an answer are repeated on the row of the case; the Reports tab keeps the whole. */
const repeatedUpTo = 1_000;

/** The value of the case, or else what the report says, cut where it is long. */
export function keepOrTakeReported(mine: string | null, text: string | null): string | null {
  if (mine !== null || text === null || text.length <= repeatedUpTo) return mine ?? text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/** The county of residence. The first report that names another county counts. */
export function residenceAfter(
  { report, context }: Arrival,
  { countyOfResidence: mine }: CaseRow,
): CaseRow["countyOfResidence"] {
  if (isOtherCounty(context.pack, mine)) return mine;
  return keepOrTakeReported(null, report.countyOfResidence) ?? mine;
}

/** The answer "may be a victim". A "no" is emptied if the report says, or may say, that the student is a victim. */
export function victimAnswerAfter(
  { report, context }: Arrival,
  { mayBeVictim }: CaseRow,
): CaseRow["mayBeVictim"] {
  const bears: readonly string[] = ["studentRole", "factors", "concerns"];
  const isDoubtful =
    saysMayBeVictim(context.pack, report) || report.unread.some(({ key }) => bears.includes(key));
  return mayBeVictim === "no" && isDoubtful ? null : mayBeVictim;
}

/** The calls that reporters say they made. Only words on the rows, never a tick (design 4). */
export function addReportedCalls(
  { report }: Arrival,
  mine: CaseRow,
): CaseRow["reporterSaysCalled"] {
  return (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
    (question) => report[question] === "yes" || mine.reporterSaysCalled.includes(question),
  );
}
