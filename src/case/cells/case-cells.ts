/**
 * The cells of a case: for each what becomes of it in every event of the case's life. Whoever adds a column answers here once; merging,
 * editing, reports and the printed record read it. Pure.
 */

import { schoolNamed } from "../../district/find-people";
import { union } from "../../lists";
import { once } from "../../once";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";
import {
  assignedAsStored,
  refusalOfAssigning,
  refusalOfSteppingAside,
  steppedAsideAsStored,
} from "../assignment/assignment-rules";
import { toldMember } from "../assignment/responsible-person";
import { referencesIn } from "../lifecycle/not-same-student";
import { dangerOfBoth } from "../model/danger";
import { parentAnswersAfter, parentAnswersOfBoth } from "../model/parent-conditions";
import { ownStaffAnswerAfter, ownStaffAnswerOfBoth } from "../model/staff-concern";
import { ageOfBoth } from "../model/student-age";
import type { CaseCells } from "./cell-policy";
import {
  agencyThatMayClear,
  anyAgency,
  bySchoolThatHasIt,
  clearedSinceNews,
  dayThatHasCome,
  higherLevel,
  holdWithinLimit,
  otherCase,
  otherCases,
  reasonToChoose,
  releaseOfSealed,
  reportedFactor,
  schoolOfDistrict,
  statusThatFits,
} from "./edit-rules";
import {
  addReportedCalls,
  keepOrTakeReported,
  residenceAfter,
  victimAnswerAfter,
} from "./reported-values";
import {
  longerHoldOfBoth,
  othersOfBoth,
  questionsOfBoth,
  steppedAsideOfBoth,
  victimAnswerOfBoth,
} from "./values-of-both";

/** What the case that goes on has of its own, such as what people typed. */
const own = {
  merge: "own",
  print: "shown",
} as const;

/** How the district weighs the case, which is not for family or anybody outside. */
const weighed = { ...own, print: "inside" } as const;

/** Of the reports of the case together. */
const fact = { ...weighed, merge: "facts" } as const;

/** For the script alone. */
const unseen = { ...own, print: "never" } as const;

/** An agency's clearance: it was given for what the agency knew then. */
const clearance = { ...own, print: "duty", ends: ["news"] } as const;

/** Who has acknowledged the case. */
const acknowledgement = { ...own, ends: ["asked-anew"] } as const;

function makeCaseCells(): CaseCells {
  return {
    case: { ...own, print: "never" },
    // It names the protocol, and so what is suspected.
    protocolVersion: weighed,
    opened: own,
    // Neither merged nor printed.
    drill: { ...own, print: "never" },

    // What reports say.
    reports: {
      ...own,
      report: (_arrival, mine) => (mine.reports ?? 0) + 1,
      merge: "sum",
      print: "reports",
    },
    factors: fact,
    concerns: fact,
    // A person writes it too.
    confirmedBy: { ...fact, print: "duty" },
    parentReported: { ...fact, print: "reports-inside" },
    staffReported: { ...fact, print: "reports-inside" },
    studentRole: fact,
    immediateDanger: { ...fact, print: "reports" },
    level: fact,
    protocols: fact,
    why: { ...own, print: "reports-inside" },
    wouldRaise: { ...own, print: "reports-inside" },
    reporterSaysCalled: { ...own, report: addReportedCalls, merge: "union", print: "duty" },
    reviewReasons: { ...own, print: "reports-inside" },
    reviewReasonIds: {
      ...unseen,
      report: ({ reviewReasons }, mine) => union<string>(mine.reviewReasonIds, reviewReasons),
      merge: "union",
    },
    withdrawnFactors: { ...weighed, merge: "union" },
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
      print: "student",
    },
    studentId: {
      ...own,
      report: ({ report }, mine) => keepOrTakeReported(mine.studentId, report.studentId),
      merge: "either",
      print: "student",
    },
    grade: {
      ...own,
      report: ({ report }, mine) => keepOrTakeReported(mine.grade, report.grade),
      merge: "either",
      print: "student",
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
      print: "student",
    },
    countyOfResidence: { ...own, report: residenceAfter, merge: "either" },

    // Immediate danger.
    dangerSince: {
      ...own,
      report: ({ report, context }, mine) =>
        report.immediateDanger === "yes" ? context.now : mine.dangerSince,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerSince,
      print: "reports",
    },
    dangerReported: {
      ...unseen,
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
      print: "reports",
    },

    // Whose it is.
    contact: { ...own, report: ({ contact }) => contact.email },
    told: {
      ...unseen,
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
    toTell: unseen,

    // Sealed cases.
    readBy: {
      ...unseen,
      report: ({ sealed }, mine) => (sealed ?? mine).readBy,
    },
    excluded: {
      ...unseen,
      report: ({ sealed }, mine) => union(mine.excluded, sealed?.excluded),
      merge: "union",
    },
    mainCase: {
      ...unseen,
      report: ({ sealed }, mine) => sealed?.mainCase ?? mine.mainCase,
      merge: "either",
    },
    release: { ...unseen, edit: { rule: releaseOfSealed } },
    releaseReason: unseen,
    releasedTo: unseen,

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
    agreedBy: { ...unseen, ends: ["news", "reopening"] },
    parentMayBeInvolved: {
      ...weighed,
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ parentSetBy: value === null ? null : who }),
      },
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentMayBeInvolved,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentMayBeInvolved,
      endedAs: "answer-ended",
    },
    parentSetBy: {
      ...unseen,
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentSetBy,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentSetBy,
    },
    parentOverruledBy: {
      ...own,
      edit: { rule: anyAgency },
      report: ({ report }, mine) => parentAnswersAfter(mine, report).parentOverruledBy,
      merge: ({ target, source }) => parentAnswersOfBoth(target, source).parentOverruledBy,
      print: "duty",
      endedAs: "answer-ended",
    },
    staffMayBeInvolved: {
      ...weighed,
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
      ...weighed,
      report: victimAnswerAfter,
      merge: (both) => victimAnswerOfBoth(both, both.context),
      endedAs: "answer-ended",
    },
    victimConsulted: { ...weighed, edit: { rule: dayThatHasCome } },
    studentConsented: { ...weighed, edit: { rule: dayThatHasCome } },
    leadRecorded: { ...unseen, merge: "union" },
    changedAt: unseen,

    // The work on it.
    status: { ...own, edit: { rule: statusThatFits } },
    closeReason: {
      ...own,
      edit: { rule: reasonToChoose },
      ends: ["reopening"],
      print: "inside",
    },
    closedAt: own,
    nextDue: { ...own, print: "duty" },
    lateFrom: { ...own, print: "never" },
    openMatters: { ...own, print: "never" },
    hasIt: { ...own, print: "never" },
    urgency: { ...own, print: "never" },

    nextCheckIn: { ...own, merge: "earliest" },
    holdUntil: {
      ...own,
      edit: { rule: holdWithinLimit },
      merge: (both) => longerHoldOfBoth(both, both.context).holdUntil,
      print: "duty",
    },
    heldFor: {
      ...own,
      merge: (both) => longerHoldOfBoth(both, both.context).heldFor,
      print: "duty",
    },
    raiseLevelTo: { ...weighed, edit: { rule: higherLevel } },
    raiseReason: weighed,
    raisedBy: { ...unseen, merge: "union" },
    withdrawFactor: { ...weighed, edit: { rule: reportedFactor } },
    withdrawReason: weighed,
    notes: { ...own, edit: { afterMerge: true } },
    legalHold: {
      ...own,
      edit: { afterMerge: true },
      merge: "any",
      print: "duty",
    },
    print: unseen,

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
    own: unseen,

    // The script's own.
    checklistRows: unseen,
    undone: unseen,
    accepted: unseen,
    stateLost: unseen,
  };
}

export const caseCells = once(makeCaseCells);

/** Every cell of a case. */
// The keys of the table are those of the row, by its type.
/** The columns of a case, as the keys of its table of cells. */
export const caseCellKeys = () => Object.keys(caseCells()) as readonly (keyof CaseRow)[];
