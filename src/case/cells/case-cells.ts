/**
 * The cells of a case: what happens to each when a person edits it, a report comes in, two cases are merged, or an approval ends. To add a
 * column, add it here once. (Who may see it printed: `case/records`.) Pure.
 */

import { schoolNamed } from "../../district/find-people";
import type { Report } from "../../form/report";
import { once } from "../../lazy";
import { union } from "../../lists";
import type { Value } from "../../register/columns";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { fold } from "../../text";
import { type Asked, readSteppedAside } from "../assignment/responsible-person";
import type { EditRun } from "../edits/who-may-act";
import { toldLine } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { dangerOfBoth } from "../facts/danger";
import { answersAfter, answersOfBoth } from "../facts/parent-and-staff";
import type { ReviewReason } from "../facts/review-reasons";
import { referencesIn } from "../lifecycle/match-report";
import { type CaseContext, holdEnds } from "../steps/deadlines";
import { isOtherCounty } from "../steps/step-state";
import * as rules from "./edit-rules";

/**
 * The cells that only a sealed case has: who may read it, from whom it is kept, and the student's case in the main register (design 2.11).
 */
export type Sealed = Pick<CaseRow, "readBy" | "excluded" | "mainCase">;

/** A report that is being added to a case, with what was found out about it. */
export interface Arrival {
  readonly report: Report;
  /** When it was sent; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** As the Schools tab writes it, if the school is listed there; otherwise as the report has it. */
  readonly school: string | null;
  /** Who is responsible for the case if it is assigned to no one. */
  readonly contact: Asked;
  /** Who is told of a new case instead, while that person is away. Left out: they are there. */
  readonly told?: Asked;
  readonly reviewReasons: readonly ReviewReason[];
  /** Null in the main register. */
  readonly sealed: Sealed | null;
  readonly context: CaseContext;
}

/** Two cases about one student, of which `source` was merged into `target`. */
export interface Both {
  readonly target: CaseRow;
  readonly source: CaseRow;
  /** The protocol of the target case, and the district's zone. */
  readonly context: ContextOfBoth;
}
export type ContextOfBoth = Pick<CaseContext, "pack" | "zone">;

/**
 * How a merge makes one value of two, for the row of the target. `facts`: from what the reports of both cases say (`combineFacts`).
 * `either`: the target's own value, or the source's if the target has none.
 */
type Merging<V> =
  | "facts"
  | (V extends readonly string[]
      ? "union"
      : V extends boolean
        ? "any"
        : V extends number
          ? "sum" | "earliest"
          : V extends string
            ? "either"
            : never);

/**
 * What ends an approval or a reason. "news": a new report, a rise or a merge. "reopening": the case is opened again. "asked-anew": someone
 * is asked again to acknowledge it.
 */
export type Ending = "news" | "reopening" | "asked-anew";

/** How a cell is edited. Without a rule, whatever is typed is accepted. */
export interface Editing<Row, Rule> {
  readonly rule?: Rule;
  /** What is stored in place of what was typed. */
  readonly stored?: (value: Value, row: Row, run: EditRun) => Value;
  /** Further cells that an accepted edit writes. `row`: the row with the edit. */
  readonly alsoWrites?: (
    edit: { readonly value: Value; readonly accepted: Value },
    row: Row,
    run: EditRun,
  ) => Partial<Row>;
  /**
   * True: a refused value empties the cell, since whoever typed it said that the old value no longer holds. Left out: the old value is
   * restored.
   */
  readonly refusalEmpties?: true;
  /**
   * True: can still be edited after the case was merged into another one or released. Other cells cannot, since the people who work on that
   * other case would not see what is typed here.
   */
  readonly afterMerge?: true;
}

/** What happens to a cell in the row of a case. */
export interface CaseCell<V extends Value = Value> {
  readonly edit?: Editing<CaseRow, rules.CaseRule>;
  /** The value after a report, the first or a later one. Left out: the report does not change it. */
  readonly report?: (arrival: Arrival, mine: CaseRow) => V;
  /** The value that the target of a merge shows. Left out: its own. */
  readonly merge?: Merging<V> | ((both: Both) => V);
  /** What empties the cell. Left out: nothing. */
  readonly ends?: readonly Ending[];
  /** The code in Activity for the system having emptied the cell. */
  readonly endedAs?: string;
}

/** Cells that need no entry in the table: the script writes them elsewhere, or people type what they like. */
type Plain =
  | ("case" | "protocolVersion" | "opened" | "drill" | "why" | "wouldRaise" | "reviewReasons")
  | ("asked" | "toTell" | "releaseReason" | "releasedTo" | "changedAt" | "closedAt" | "nextDue")
  | ("lateFrom" | "openMatters" | "hasIt" | "urgency" | "raiseReason" | "withdrawReason" | "print")
  | ("mergedInto" | "own" | "checklistRows" | "undone" | "accepted" | "stateLost");

/** The type of the table. A column that is neither in the table nor in `Plain` does not compile. */
type CaseCells = { readonly [K in Exclude<keyof CaseRow, Plain>]: CaseCell<CaseRow[K]> };

/** How many characters of an answer are repeated on the row of the case; the Reports tab keeps the whole answer. */
const repeatedUpTo = 1_000;

/** The value of the case; if it has none, the answer of the report, cut if it is long. */
function keepOrTake(mine: string | null, text: string | null): string | null {
  if (mine !== null || text === null || text.length <= repeatedUpTo) return mine ?? text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/** An answer about the student. The first report that has one counts. */
const ofStudent = (
  key: "student" | "studentId" | "grade",
  answer: "studentName" | "studentId" | "grade",
): CaseCell<string | null> => ({
  report: ({ report }, mine) => keepOrTake(mine[key], report[answer]),
  merge: "either",
});

/** The answer of a person who works on the case, or who gave it. A report or a merged case may make it doubtful. */
const answered = <K extends keyof ReturnType<typeof answersAfter>>(key: K) => ({
  report: ({ report, context }: Arrival, mine: CaseRow) =>
    answersAfter(mine, report, context.pack)[key],
  merge: ({ target, source, context }: Both) => answersOfBoth(target, source, context.pack)[key],
});

/**
 * The case whose hold counts. Law enforcement's wish for silence is about the student, so it holds for the merged case; of two holds, the
 * one that ends later.
 */
function longerHold({ target, source, context: { zone } }: Both): CaseRow {
  const ends = ({ holdUntil }: CaseRow) => (holdUntil === null ? 0 : holdEnds(holdUntil, zone));
  return ends(source) > ends(target) ? source : target;
}

/** The cases that someone has said are about a different student, in either of the two cases. */
function othersOfBoth({ target, source }: Both): readonly string[] {
  const two = [target, source].map(referenceOfCase);
  return union(target.notSameStudentAs, source.notSameStudentAs).filter(
    (one) => !two.includes(one),
  );
}

const fact = { merge: "facts" } as const;
/** An agency's clearance ends with any news: it was given for what the agency knew then. */
const clearance = { ends: ["news"] } as const;
const acknowledgement = { ends: ["asked-anew"] } as const;
const agreement = { ends: ["news", "reopening"] } as const;

function makeCaseCells(): CaseCells {
  return {
    // What reports say.
    reports: { report: (_arrival, mine) => (mine.reports ?? 0) + 1, merge: "sum" },
    factors: fact,
    concerns: fact,
    confirmedBy: fact,
    parentReported: fact,
    staffReported: fact,
    studentRole: fact,
    immediateDanger: fact,
    level: fact,
    protocols: fact,
    // Only words on the rows of the calls, never a tick (design 4).
    reporterSaysCalled: {
      report: ({ report }, mine) =>
        (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
          (question) => report[question] === "yes" || mine.reporterSaysCalled.includes(question),
        ),
      merge: "union",
    },
    reviewReasonIds: {
      report: ({ reviewReasons }, mine) => union<string>(mine.reviewReasonIds, reviewReasons),
      merge: "union",
    },
    withdrawnFactors: { merge: "union" },
    earlierCase: {
      merge: ({ target, source }) =>
        target.earlierCase ?? (source.earlierCase === target.case ? null : source.earlierCase),
    },

    // The student.
    student: ofStudent("student", "studentName"),
    studentId: ofStudent("studentId", "studentId"),
    grade: ofStudent("grade", "grade"),
    school: {
      edit: {
        rule: (...typed) => rules.bySchoolThatHasIt(...typed) ?? rules.schoolOfDistrict(...typed),
        stored: (value, _row, { directory }) =>
          schoolNamed(directory, String(value))?.school ?? value,
      },
      report: ({ school }, mine) => keepOrTake(mine.school, school),
      merge: "either",
    },
    // The first report that names another county counts.
    countyOfResidence: {
      report: ({ report, context }, { countyOfResidence: mine }) =>
        isOtherCounty(context.pack, mine)
          ? mine
          : (keepOrTake(null, report.countyOfResidence) ?? mine),
      merge: "either",
    },

    // Immediate danger.
    dangerSince: {
      report: ({ report, context }, mine) =>
        report.immediateDanger === "yes" ? context.now : mine.dangerSince,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerSince,
    },
    dangerReported: {
      report: ({ report, receivedAt }, mine) =>
        report.immediateDanger === "yes" ? receivedAt : mine.dangerReported,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerReported,
    },
    dangerAgain: {
      report: ({ report, context }, mine) =>
        report.immediateDanger === "yes" ? context.now : mine.dangerAgain,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerAgain,
    },
    dangerOver: {
      report: ({ report }, mine) => report.immediateDanger !== "yes" && mine.dangerOver,
      merge: ({ target, source }) => dangerOfBoth(target, source).dangerOver,
    },

    // Whose it is.
    contact: { report: ({ contact }) => contact.email },
    told: {
      report: ({ contact, told = contact, context }, mine) =>
        mine.told ?? toldLine({ to: told.role, at: context.now, email: told.email }),
    },
    assignedTo: {
      edit: { rule: rules.colleagueToAssign, stored: rules.assignedAsStored },
      merge: "either",
    },
    steppedAside: {
      edit: { rule: rules.whoStepsAside, stored: rules.steppedAsideAsStored },
      // Both cases are about one student, so a person who is too close to act on one is too close to act on the other.
      merge: ({ target, source }) =>
        union(readSteppedAside(target), readSteppedAside(source)).join(", ") || null,
    },
    handedTo: {
      edit: {
        rule: rules.bySchoolThatHasIt,
        // If the case is handed to a different school, that one has not received it yet.
        alsoWrites: ({ accepted }, { handedTo }) =>
          typeof accepted === "string" && fold(accepted) !== fold(handedTo ?? "")
            ? { handedAt: null }
            : {},
      },
    },
    handedAt: { edit: { rule: rules.dayThatHasCome } },
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

    // Sealed cases.
    readBy: { report: ({ sealed }, mine) => (sealed ?? mine).readBy },
    excluded: {
      report: ({ sealed }, mine) => union(mine.excluded, sealed?.excluded),
      merge: "union",
    },
    mainCase: {
      report: ({ sealed }, mine) => sealed?.mainCase ?? mine.mainCase,
      merge: "either",
    },
    release: { edit: { rule: rules.releaseOfSealed } },

    // Clearances, agreements and answers that end, in the order in which Activity lists them.
    agencyCleared: {
      ...clearance,
      edit: {
        rule: rules.agencyThatMayClear,
        // Who at the agency said so is never filled in: a person has to know it.
        alsoWrites: ({ value, accepted }, { agencyClearedAt }, { now }) => ({
          agencyClearedAt:
            value === null ? null : accepted === null ? (agencyClearedAt ?? now) : now,
        }),
      },
      endedAs: "clearance-ended",
    },
    agencyClearedBy: clearance,
    // Someone who writes another time says that the one that was filled in is wrong, so a refused time empties the cell.
    agencyClearedAt: { ...clearance, edit: { rule: rules.clearedSinceNews, refusalEmpties: true } },
    leadAgreed: {
      ...agreement,
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ agreedBy: value === true ? who : null }),
      },
      endedAs: "agreement-ended",
    },
    agreedBy: agreement,
    parentMayBeInvolved: {
      ...answered("parentMayBeInvolved"),
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ parentSetBy: value === null ? null : who }),
      },
      endedAs: "answer-ended",
    },
    parentSetBy: answered("parentSetBy"),
    parentOverruledBy: {
      ...answered("parentOverruledBy"),
      edit: { rule: rules.anyAgency },
      endedAs: "answer-ended",
    },
    staffMayBeInvolved: { ...answered("staffMayBeInvolved"), endedAs: "answer-ended" },
    isAdult: {
      // If one case says yes and the other no, someone has to answer again.
      merge: ({ target: { isAdult: mine }, source: { isAdult: theirs } }) =>
        mine === null || theirs === null || mine === theirs ? (mine ?? theirs) : null,
      endedAs: "answer-ended",
    },
    mayBeVictim: { ...answered("mayBeVictim"), endedAs: "answer-ended" },
    victimConsulted: { edit: { rule: rules.dayThatHasCome } },
    studentConsented: { edit: { rule: rules.dayThatHasCome } },
    leadRecorded: { merge: "union" },

    // The work on it.
    status: { edit: { rule: rules.statusThatFits } },
    closeReason: { edit: { rule: rules.reasonToChoose }, ends: ["reopening"] },
    nextCheckIn: { merge: "earliest" },
    holdUntil: {
      edit: { rule: rules.holdWithinLimit },
      merge: (both) => longerHold(both).holdUntil,
    },
    heldFor: { merge: (both) => longerHold(both).heldFor },
    raiseLevelTo: { edit: { rule: rules.higherLevel } },
    raisedBy: { merge: "union" },
    withdrawFactor: { edit: { rule: rules.reportedFactor } },
    notes: { edit: { afterMerge: true } },
    legalHold: { edit: { afterMerge: true }, merge: "any" },

    // Other cases. After a merge, only those questions stay that no one has answered in either case.
    possibleMatch: {
      merge: (both) => {
        const settled = [...[both.target, both.source].map(referenceOfCase), ...othersOfBoth(both)];
        return union(both.target.possibleMatch, both.source.possibleMatch).filter(
          (one) => !settled.includes(one),
        );
      },
    },
    sameStudentAs: { edit: { rule: rules.otherCase } },
    notSameStudentAs: {
      edit: {
        rule: rules.otherCases,
        stored: (value, _row, { index }) => referencesIn(value, index).flatMap((one) => one || []),
      },
      merge: othersOfBoth,
    },
  };
}

const table = once(makeCaseCells);

/** The entry of the table for a cell; undefined if it has none. */
export const caseCell = (key: string): CaseCell | undefined =>
  // The cast holds: each entry has the type of its column, and a caller who asks by name knows only that it holds a value.
  Object.entries(table()).find(([known]) => known === key)?.[1] as CaseCell | undefined;

/** The cells whose entry meets the condition, in the order of the table. */
export const caseKeys = (is: (cell: CaseCell) => boolean): readonly (keyof CaseRow)[] =>
  // The casts hold: the keys of the table are those of the row.
  Object.entries(table()).flatMap(([key, cell]) =>
    is(cell as CaseCell) ? [key as keyof CaseRow] : [],
  );

/** The row with the values that `cell` returns; undefined leaves a cell as it is. */
export function withCells(
  row: CaseRow,
  cell: (one: CaseCell, key: keyof CaseRow) => Value | undefined,
): CaseRow {
  const values = Object.entries(table()).flatMap(([key, one]) => {
    // The casts hold: keys of the table are keys of the row, and each value is of its column.
    const value = cell(one as CaseCell, key as keyof CaseRow);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...row, ...Object.fromEntries(values) };
}

/** The cells of a step for which there is a rule or something else to write. Whatever people type in its other inputs is accepted. */
export const actCells: Readonly<Record<string, Editing<ChecklistRow, rules.ActRule>>> = {
  done: {
    rule: rules.actThatIsOpen,
    alsoWrites: ({ value }, _act, { who, now }) =>
      value === true ? { doneBy: who, doneAt: now } : { doneBy: null, doneAt: null },
  },
  calledAt: { rule: rules.callThatWasMade },
  noAnswer: {
    rule: rules.attemptOfOpenCall,
    // The tick empties itself, so that the next attempt can be ticked.
    alsoWrites: (_edit, { attempts }) => ({ noAnswer: false, attempts: (attempts ?? 0) + 1 }),
  },
  alreadyMade: { rule: rules.actThatIsOpen },
  notApplicableBecause: { rule: rules.notOfDuty },
};
