/**
 * The cells of a case: what happens to each when a person edits it, a report comes in, or two cases are merged. To add a column, add it
 * here once. (Who may see it printed: records/who-sees-what-printed.) Pure.
 */

import {
  approvalKeys,
  approvalsOf,
  ownCellsText,
  ownRow,
  statusKeys,
} from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { combineFacts } from "../case/facts/combined-facts";
import { dangerOfBoth } from "../case/facts/danger";
import {
  answersAfter,
  answersOfBoth,
  holdsForStaff,
  isNewAboutStaff,
} from "../case/facts/parent-and-staff";
import type { ReviewReason } from "../case/facts/review-reasons";
import { type Asked, readSteppedAside } from "../case/people/responsible-person";
import { type CaseContext, holdEnds } from "../case/steps/deadlines";
import { isOtherCounty } from "../case/steps/step-state";
import { schoolNamed } from "../district/find-people";
import type { Report } from "../form/report";
import { once } from "../lazy";
import { union } from "../lists";
import { yesNoUnknownIds } from "../protocol/ids";
import type { Entry, RowValues, Value } from "../register/columns";
import { raiseLine } from "../register/lines";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { fold } from "../text";
import * as rules from "./cell-rules";
import { referencesIn } from "./match-report";
import type { EditRun } from "./who-may-act-on-a-case";

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
  /** Whether it comes from a sealed case that was released: then that case says whether there is a legal hold. Left out: it does not. */
  readonly isReleased?: boolean;
  readonly context: CaseContext;
}

/** Two cases about one student, of which `source` was merged into `target`. */
interface Both {
  readonly target: CaseRow;
  readonly source: CaseRow;
  /** The protocol of the target case, and the district's zone. */
  readonly context: ContextOfBoth;
}
type ContextOfBoth = Pick<CaseContext, "pack" | "zone">;

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
interface CaseCell<V extends Value = Value> {
  readonly edit?: Editing<CaseRow, rules.CaseRule>;
  /** The value that the target of a merge shows, from its own and the source's. Left out: its own. */
  readonly merge?: (mine: V, theirs: V, both: Both) => V;
}

/** Cells that need no entry in the table: the script writes them elsewhere, or people type what they like; a merge leaves them as they are. */
type Plain =
  | ("case" | "protocolVersion" | "opened" | "drill" | "why" | "wouldRaise" | "reviewReasons")
  | (
      | "asked"
      | "toTell"
      | "cameMerged"
      | "releaseReason"
      | "releasedTo"
      | "goesOn"
      | "changedAt"
      | "closedAt"
      | "nextDue"
    )
  | ("lateFrom" | "openMatters" | "hasIt" | "urgency" | "raiseReason" | "withdrawReason" | "print")
  | (
      | "mergedInto"
      | "own"
      | "checklistRows"
      | "steps"
      | "undone"
      | "accepted"
      | "stateLost"
      | "contact"
    )
  | ("told" | "readBy" | "acknowledgedBy" | "acknowledgedAt" | "agencyClearedBy" | "agreedBy")
  | "closingAsked";

/** The type of the table. A column that is neither in the table nor in `Plain` does not compile. */
type CaseCells = { readonly [K in Exclude<keyof CaseRow, Plain>]: CellOf<CaseRow[K]> };
type CellOf<V extends Value> = CaseCell<V extends readonly Entry[] ? readonly Entry[] : V>;

/** The target's own value, or the source's if the target has none. */
const either = { merge: <V>(mine: V, theirs: V) => mine ?? theirs };
const both = { merge: <V>(mine: readonly V[], theirs: readonly V[]) => union(mine, theirs) };
/** A merge works these out together with others, in `withMerged`. */
const together = { merge: <V>(mine: V) => mine };

/** The cases that someone has said are about a different student, in either of the two cases. */
function othersOfBoth({ target, source }: Both): readonly string[] {
  const two = [target, source].map(referenceOfCase);
  return union(target.notSameStudentAs, source.notSameStudentAs).filter(
    (one) => !two.includes(one),
  );
}

const table = once(caseCells);

/** Its keys are in the order in which `own` keeps the cells. */
function caseCells(): CaseCells {
  return {
    // What reports say.
    reports: { merge: (mine, theirs) => Number(mine) + Number(theirs) },
    factors: together,
    concerns: together,
    confirmedBy: together,
    parentReported: together,
    staffReported: together,
    studentRole: together,
    immediateDanger: together,
    level: together,
    protocols: together,
    reporterSaysCalled: both,
    reviewReasonIds: both,
    withdrawnFactors: both,
    earlierCase: {
      merge: (mine, theirs, { target }) => mine ?? (theirs === target.case ? null : theirs),
    },

    // The student.
    student: either,
    studentId: either,
    grade: either,
    school: {
      ...either,
      edit: {
        rule: (...typed) => rules.bySchoolThatHasIt(...typed) ?? rules.schoolOfDistrict(...typed),
        stored: (value, _row, { directory }) =>
          schoolNamed(directory, String(value))?.school ?? value,
      },
    },
    countyOfResidence: either,

    // Immediate danger.
    dangerSince: together,
    dangerReported: together,
    dangerAgain: together,
    dangerOver: together,

    // Whose it is.
    assignedTo: {
      ...either,
      edit: { rule: rules.colleagueToAssign, stored: rules.assignedAsStored },
    },
    steppedAside: {
      edit: { rule: rules.whoStepsAside, stored: rules.steppedAsideAsStored },
      // Both cases are about one student, so a person who is too close to act on one is too close to act on the other.
      merge: (_mine, _theirs, { target, source }) =>
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
      edit: {
        alsoWrites: ({ value }, _row, { who, now }) =>
          value === true
            ? { acknowledgedBy: who, acknowledgedAt: now }
            : { acknowledgedBy: null, acknowledgedAt: null },
        afterMerge: true,
      },
    },

    // Sealed cases.
    excluded: both,
    mainCase: either,
    release: { edit: { rule: rules.releaseOfSealed } },

    // Clearances, agreements and answers.
    agencyCleared: {
      edit: {
        rule: rules.agencyThatMayClear,
        // Who at the agency said so is never filled in: a person has to know it.
        alsoWrites: ({ value, accepted }, { agencyClearedAt }, { now }) => ({
          agencyClearedAt:
            value === null ? null : accepted === null ? (agencyClearedAt ?? now) : now,
        }),
      },
    },
    // Someone who writes another time says that the one that was filled in is wrong, so a refused time empties the cell.
    agencyClearedAt: { edit: { rule: rules.clearedSinceNews, refusalEmpties: true } },
    leadAgreed: {
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ agreedBy: value === true ? who : null }),
      },
    },
    parentMayBeInvolved: {
      ...together,
      edit: {
        alsoWrites: ({ value }, _row, { who }) => ({ parentSetBy: value === null ? null : who }),
      },
    },
    parentSetBy: together,
    parentOverruledBy: { ...together, edit: { rule: rules.anyAgency } },
    staffMayBeInvolved: {
      ...together,
      edit: {
        alsoWrites: ({ accepted }, { staffMayBeInvolved, staffReported }) => {
          const before = yesNoUnknownIds.find((id) => id === accepted) ?? null;
          return isNewAboutStaff(staffMayBeInvolved, [before, staffReported])
            ? { legalHold: true }
            : {};
        },
      },
    },
    // If one case says yes and the other no, someone has to answer again.
    isAdult: {
      merge: (mine, theirs) =>
        mine === null || theirs === null || mine === theirs ? (mine ?? theirs) : null,
    },
    mayBeVictim: together,
    victimConsulted: { edit: { rule: rules.dayThatHasCome } },
    studentConsented: { edit: { rule: rules.dayThatHasCome } },
    leadRecorded: both,

    // The work on it.
    status: { edit: { rule: rules.statusThatFits } },
    closeReason: { edit: { rule: rules.reasonToChoose } },
    nextCheckIn: {
      merge: (mine, theirs) =>
        mine === null || theirs === null ? (mine ?? theirs) : Math.min(mine, theirs),
    },
    holdUntil: { ...together, edit: { rule: rules.holdWithinLimit } },
    heldFor: together,
    raiseLevelTo: { edit: { rule: rules.higherLevel } },
    raisedBy: { merge: (mine, theirs) => union(mine, theirs, raiseLine.write) },
    withdrawFactor: { edit: { rule: rules.reportedFactor } },
    notes: { edit: { afterMerge: true } },
    legalHold: {
      edit: { rule: rules.liftedByLead, afterMerge: true },
      merge: (mine, theirs) => mine || theirs,
    },

    // Other cases. After a merge, only those questions stay that no one has answered in either case.
    possibleMatch: {
      merge: (mine, theirs, two) => {
        const settled = [...[two.target, two.source].map(referenceOfCase), ...othersOfBoth(two)];
        return union(mine, theirs).filter((one) => !settled.includes(one));
      },
    },
    sameStudentAs: { edit: { rule: rules.otherCase } },
    notSameStudentAs: {
      edit: {
        rule: rules.otherCases,
        stored: (value, _row, { index }) => referencesIn(value, index).flatMap((one) => one || []),
      },
      merge: (_mine, _theirs, two) => othersOfBoth(two),
    },
  };
}

/** The table by column key. */
// The cast holds: each entry has the type of its column, and a caller who asks by name knows only that it holds a value.
const cells = () => table() as Readonly<Record<string, CaseCell | undefined>>;

/** How the cell of a case is edited; undefined if whatever is typed is accepted. */
export const caseEditing = (key: string) => cells()[key]?.edit;

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

/** How many characters of an answer are repeated on the row of the case; the Reports tab keeps the whole answer. */
const repeatedUpTo = 1_000;

/** The value of the case; if it has none, the answer of the report, cut if it is long. */
function keepOrTake(mine: string | null, text: string | null): string | null {
  if (mine !== null || text === null || text.length <= repeatedUpTo) return mine ?? text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/**
 * The row after a report was added: the first one of a new case, or a further one. Its facts, level and protocols are combined elsewhere
 * (`combineFacts`).
 */
export function withReport(mine: CaseRow, arrival: Arrival): CaseRow {
  const { report, receivedAt, contact, told = contact, sealed, isReleased, context } = arrival;
  const { now, pack } = context;
  const { countyOfResidence: county } = mine;
  const inDanger = {
    dangerSince: now,
    dangerReported: receivedAt,
    dangerAgain: now,
    dangerOver: false,
  };
  return {
    ...mine,
    reports: (mine.reports ?? 0) + 1,
    // Only words on the rows of the calls, never a tick (design 4).
    reporterSaysCalled: (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
      (question) => report[question] === "yes" || mine.reporterSaysCalled.includes(question),
    ),
    reviewReasonIds: union<string>(mine.reviewReasonIds, arrival.reviewReasons),
    student: keepOrTake(mine.student, report.studentName),
    studentId: keepOrTake(mine.studentId, report.studentId),
    grade: keepOrTake(mine.grade, report.grade),
    school: keepOrTake(mine.school, arrival.school),
    // The first report that names another county counts.
    countyOfResidence: isOtherCounty(pack, county)
      ? county
      : (keepOrTake(null, report.countyOfResidence) ?? county),
    ...(report.immediateDanger === "yes" ? inDanger : {}),
    contact: contact.email,
    told: mine.told ?? { role: told.role, at: now, email: told.email },
    readBy: (sealed ?? mine).readBy,
    excluded: union(mine.excluded, sealed?.excluded),
    mainCase: sealed?.mainCase ?? mine.mainCase,
    // A lead who lifted the hold is asked again by each further report about staff. A drill is about no one.
    legalHold:
      mine.legalHold ||
      (!mine.drill && isReleased !== true && holdsForStaff(report, { isSealed: sealed !== null })),
    // An answer that the report makes doubtful is emptied.
    ...answersAfter(mine, report, pack),
  };
}

// What the row of a case shows if other cases were merged into it: its own cells combined with those of their rows (design 2.6). The rows
// of the other cases stay as they are. Where the row shows something other than the case alone would, the case's own value is kept in its
// member `own`.

/** The cells in which a merge may show something other than the case alone would. */
const keysOfBoth = once((): readonly (keyof CaseRow)[] => [
  // The cast holds: the keys of the table are those of the row.
  ...(Object.keys(table()) as (keyof CaseRow)[]).filter((key) => cells()[key]?.merge !== undefined),
  ...statusKeys,
  ...approvalKeys,
]);

/** The row `shown`, which also keeps what the case alone would show (`own`). */
export function withOwn(own: CaseRow, shown: CaseRow): CaseRow {
  return { ...shown, own: ownCellsText(keysOfBoth(), own, shown) };
}

/** The row with the status of another row, and with the cells that go with a status. */
export function withStatusOf(
  row: CaseRow,
  { status, closeReason, closedAt, leadAgreed, agreedBy }: CaseRow,
): CaseRow {
  return { ...row, status, closeReason, closedAt, leadAgreed, agreedBy };
}

/** The row of `target`, combined with the row of a case that was merged into it. */
function withMerged(target: CaseRow, source: CaseRow, context: ContextOfBoth): CaseRow {
  const merged = Object.entries(cells()).flatMap(([key, cell]) => {
    if (cell?.merge === undefined) return [];
    const [mine = null, theirs = null] = [target, source].map((row: RowValues) => row[key]);
    return [[key, cell.merge(mine, theirs, { target, source, context })] as const];
  });
  // Law enforcement's wish for silence is about the student, so it holds for the merged case; of two holds, the one that ends later.
  const [mine, theirs] = [target, source].map(({ holdUntil }) =>
    holdUntil === null ? 0 : holdEnds(holdUntil, context.zone),
  );
  const { holdUntil, heldFor } = Number(theirs) > Number(mine) ? source : target;
  return {
    ...target,
    ...Object.fromEntries(merged),
    ...dangerOfBoth(target, source),
    ...answersOfBoth(target, source, context.pack),
    holdUntil,
    heldFor,
    ...combineFacts(context.pack, target, source),
  };
}

/**
 * The row of a case combined with those of the cases that were merged into it. This is the one function by which the facts of several cases
 * become the facts of one. `merged`: the rows of the cases that name this one, in any order.
 */
export function rowTogether(
  row: CaseRow,
  merged: readonly CaseRow[],
  context: ContextOfBoth,
): CaseRow {
  const own = ownRow(row);
  const parts = [...merged].sort((a, b) => ((a.case ?? "") < (b.case ?? "") ? -1 : 1));
  const together = parts.reduce((shown, part) => withMerged(shown, part, context), own);
  return withOwn(own, parts.length === 0 ? own : { ...together, ...approvalsOf(row) });
}

/** The row, on legal hold if it or a case that was merged into it is. */
export function withHoldOfAll(row: CaseRow, merged: readonly CaseRow[]): CaseRow {
  const own = ownRow(row);
  const legalHold = [own, ...merged].some((one) => one.legalHold);
  return row.legalHold === legalHold ? row : withOwn(own, { ...row, legalHold });
}

// What happens to the cells of a case when it is carried: opened again in another register, in which others may read it (design 2.22).

/** Goes along as it is: what people typed, and what belongs to that. An emptied cell stays empty. */
const goesAlong = [
  ...(["student", "studentId", "grade", "school", "countyOfResidence", "confirmedBy"] as const),
  ...(["handedTo", "handedAt", "steppedAside", "notes", "legalHold", "nextCheckIn"] as const),
  ...(["parentMayBeInvolved", "parentSetBy", "parentOverruledBy", "staffMayBeInvolved"] as const),
  ...(["isAdult", "mayBeVictim", "victimConsulted", "studentConsented", "leadRecorded"] as const),
  ...(["agencyCleared", "agencyClearedBy", "agencyClearedAt", "changedAt"] as const),
  ...(["holdUntil", "heldFor", "raiseLevelTo", "raiseReason", "raisedBy"] as const),
  ...(["withdrawFactor", "withdrawReason", "withdrawnFactors"] as const),
] as const;

/** `carry-case.ts` works it out from the reports that go along and from the first case. */
type WorkedOut =
  | ("reports" | "factors" | "concerns" | "parentReported" | "staffReported" | "studentRole")
  | ("immediateDanger" | "level" | "protocols" | "protocolVersion" | "reporterSaysCalled")
  | ("dangerSince" | "dangerReported" | "dangerAgain" | "dangerOver" | "earlierCase")
  | ("reviewReasonIds" | "reviewReasons" | "steps");

/**
 * Begins anew: who has the case, and whether they have acknowledged it; what it lacks; references of cases of the first register; and all
 * that would tell that it was sealed.
 */
type BeginsAnew =
  | ("case" | "status" | "opened" | "drill" | "contact" | "told" | "asked" | "toTell" | "hasIt")
  | ("assignedTo" | "acknowledged" | "acknowledgedBy" | "acknowledgedAt" | "print" | "undone")
  | ("closeReason" | "closedAt" | "leadAgreed" | "agreedBy" | "why" | "wouldRaise" | "nextDue")
  | ("lateFrom" | "openMatters" | "urgency" | "checklistRows" | "accepted" | "stateLost" | "own")
  | ("possibleMatch" | "sameStudentAs" | "notSameStudentAs" | "mergedInto" | "mainCase")
  | ("cameMerged" | "readBy" | "excluded" | "release" | "releaseReason" | "releasedTo" | "goesOn")
  | "closingAsked";

/** Does not compile if what a carried case does with a column is not said above. */
type Carried =
  Exclude<keyof CaseRow, (typeof goesAlong)[number] | WorkedOut | BeginsAnew> extends never
    ? (typeof goesAlong)[number]
    : never;

/** The cells of a case that go along as they are when it is carried into another register. */
export function cellsGoingAlong(from: CaseRow): Pick<CaseRow, Carried> {
  const keys: readonly Carried[] = goesAlong;
  // The cast holds: the entries are these cells of the row.
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<CaseRow, Carried>;
}

/** The row of an open case that a carried case joins, with what that case brings (`carried`): as in a merge, but as its own from then on. */
export function withCarried(row: CaseRow, carried: CaseRow, context: ContextOfBoth): CaseRow {
  const joined = (mine: CaseRow): CaseRow => {
    const [own, theirs] = [mine.notes ?? "", carried.notes ?? ""];
    // A case that comes back brings the notes that it took along.
    const notes = own.includes(theirs) ? own : theirs.includes(own) ? theirs : `${own}\n${theirs}`;
    return {
      ...withMerged(mine, carried, context),
      notes: notes === "" ? null : notes,
      raiseReason: mine.raiseReason ?? carried.raiseReason,
      victimConsulted: mine.victimConsulted ?? carried.victimConsulted,
      studentConsented: mine.studentConsented ?? carried.studentConsented,
    };
  };
  return withOwn(joined(withStatusOf(ownRow(row), row)), joined(row));
}
