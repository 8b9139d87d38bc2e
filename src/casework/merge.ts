/** Joins a case into another because a person says that both are of one student: nothing reported, ticked or owed is lost. Pure. */
import { type CaseRow, type ChecklistRow, checklistColumns } from "../register/tabs";
import { acceptedAfter } from "./accepted";
import { added, riseBetween } from "./accumulate";
import type { CaseFile } from "./case-file";
import { mergedPointer } from "./case-index-entry";
import { caseMemory, memoryCell } from "./case-memory";
import { type CaseContext, type Grown, grown, reopened, settled } from "./open-case";
import { reviewReasonIds } from "./review-reasons";
import { actKey } from "./tailor";

export interface Merged {
  /** The case that goes on, with what both know and what either did. */
  readonly target: Grown;
  /** The case that ends in it. */
  readonly source: CaseFile;
}

function lines(...texts: readonly (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null && text !== "");
  return kept.length === 0 ? null : kept.join("\n");
}

function from(act: ChecklistRow, source: string): string | null {
  const reference = act.agencyReference === null ? null : `reference ${act.agencyReference}`;
  const said = lines(reference, act.agencyPerson, act.notes, act.notApplicableBecause);
  return said === null ? null : `From ${source}: ${said}`;
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** Who did an act last, and when: of a repeating act this is all that tells that it has happened. */
function traceOf(
  mine: ChecklistRow,
  theirs: ChecklistRow,
): Pick<ChecklistRow, "doneBy" | "doneAt"> {
  const isTheirs = mine.doneAt === null || (!mine.done && (theirs.doneAt ?? 0) > mine.doneAt);
  const { doneBy, doneAt } = isTheirs ? theirs : mine;
  return { doneBy, doneAt };
}

/** One act of both cases as one: done where either did it, by whoever did it first. */
function together(mine: ChecklistRow, theirs: ChecklistRow, source: string): ChecklistRow {
  const both = {
    ...mine,
    ...traceOf(mine, theirs),
    notes: lines(mine.notes, from(theirs, source)),
    due: earliest(mine.due, theirs.due),
  };
  if (mine.done || !theirs.done) return both;
  return {
    ...both,
    done: true,
    agencyPerson: mine.agencyPerson ?? theirs.agencyPerson,
    agencyReference: mine.agencyReference ?? theirs.agencyReference,
  };
}

function isFirst(act: ChecklistRow): boolean {
  return act.row === actKey(act.case ?? "", act.act ?? "");
}

/** An update call tells what was new on its day: two of them are never one. */
function mayBeOne(act: ChecklistRow): boolean {
  return isFirst(act) && act.act !== "update-child-and-family-services";
}

/** Each tells what was known to one of the two cases, so that one that is open stays owed beside one that was made. */
const owedForEach: readonly (string | null)[] = [
  "involve-law-enforcement",
  "submit-mandated-report",
  "submit-detailed-mandated-report",
];

interface BothActs {
  readonly acts: ChecklistRow[];
  /** Child and family services were called for one of the cases and not for the other: they have not been told of both. */
  readonly isHalfTold: boolean;
}

function actsOfBoth(target: CaseFile, source: CaseFile): BothActs {
  const reference = target.row.case ?? "";
  const origin = source.row.case ?? "";
  const theirs = new Map(source.acts.filter(mayBeOne).map((act) => [act.act, act]));
  const owed: ChecklistRow[] = [];
  let isHalfTold = false;
  const acts = target.acts.map((act) => {
    const other = mayBeOne(act) ? theirs.get(act.act) : undefined;
    if (other === undefined) return act;
    theirs.delete(act.act);
    if (act.done !== other.done) {
      if (owedForEach.includes(act.act)) owed.push(act.done ? other : act);
      else if (act.act === "call-child-and-family-services") isHalfTold = true;
    }
    const both = together(act, other, origin);
    return { ...both, accepted: acceptedAfter(checklistColumns, act, both) };
  });
  const add = (act: ChecklistRow) => {
    const known = acts.filter((one) => one.act === act.act).length;
    acts.push({ ...act, case: reference, row: actKey(reference, act.act ?? "", known + 1) });
  };
  for (const act of source.acts) if (!mayBeOne(act) || theirs.has(act.act)) add(act);
  for (const act of owed) add(act);
  return { acts, isHalfTold };
}

/** Law enforcement's wish for silence about either case is one about the student: the later end counts. */
function heldBoth(a: CaseRow, b: CaseRow): Pick<CaseRow, "holdUntil" | "heldFor"> {
  const isTheirs = (b.holdUntil ?? 0) > (a.holdUntil ?? 0);
  const { holdUntil, heldFor } = isTheirs ? b : a;
  return { holdUntil, heldFor };
}

/** What reporters say was called, of both. */
function memoryOfBoth(a: CaseRow, b: CaseRow): string | null {
  const [mine, theirs] = [caseMemory(a.memory), caseMemory(b.memory)];
  const said = [...new Set([...(mine.saidCalled ?? []), ...(theirs.saidCalled ?? [])])];
  return said.length === 0 ? a.memory : memoryCell({ ...mine, saidCalled: said });
}

/** The row that goes on. The gates of a parent stay as they are there: what an agency cleared, it cleared for what that case knew. */
function rowOfBoth(target: CaseRow, source: CaseRow): CaseRow {
  const [reference, origin] = [target.case ?? "", source.case ?? ""];
  const matches = new Set([...target.possibleMatch, ...source.possibleMatch]);
  return {
    ...target,
    ...heldBoth(target, source),
    reports: (target.reports ?? 0) + (source.reports ?? 0),
    student: target.student ?? source.student,
    studentId: target.studentId ?? source.studentId,
    grade: target.grade ?? source.grade,
    school: target.school ?? source.school,
    contact: target.contact ?? source.contact,
    earlierCase:
      target.earlierCase ?? (source.earlierCase === reference ? null : source.earlierCase),
    nextCheckIn: earliest(target.nextCheckIn, source.nextCheckIn),
    mayBeVictim: source.mayBeVictim === "yes" ? "yes" : target.mayBeVictim,
    legalHold: target.legalHold || source.legalHold,
    notes: lines(target.notes, source.notes === null ? null : `From ${origin}: ${source.notes}`),
    memory: memoryOfBoth(target, source),
    possibleMatch: [...matches].filter((other) => other !== origin && other !== reference),
    reviewReasonIds: [...new Set([...reviewReasonIds(target), ...reviewReasonIds(source)])],
  };
}

/** The acts of a case that ended in another: kept as they were, and owed there. */
function goingOn(acts: readonly ChecklistRow[], reference: string): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.state === "done" ? act : { ...act, due: null, why: `This act goes on in ${reference}.` },
  );
}

/**
 * `source` ends in `target`. Where child and family services were called for one of them and not for the other, they
 * have not been told of both: the call is made again. A closed target opens again unless both were closed and nothing is new.
 */
export function merged(target: CaseFile, source: CaseFile, context: CaseContext): Merged {
  const reference = target.row.case ?? "";
  const { acts, isHalfTold } = actsOfBoth(target, source);
  const knowledge = added(context.pack, target.row, source.row);
  const isNew =
    source.row.status !== "closed" || isHalfTold || riseBetween(target.row, knowledge) !== null;
  const both = rowOfBoth(target.row, source.row);
  const before: CaseFile = { row: target.row, acts };
  const result = grown(before, isNew ? reopened(both) : both, knowledge, context, null, isHalfTold);
  const had = new Set(target.acts.map((act) => act.row));
  return {
    target: {
      ...result,
      newActs: result.file.acts.flatMap((act) =>
        act.row === null || had.has(act.row) ? [] : [act.row],
      ),
    },
    source: settled(
      {
        acts: goingOn(source.acts, reference),
        row: {
          ...source.row,
          status: "closed",
          closeReason: "merged",
          mergedInto: reference,
          sameStudentAs: reference,
          possibleMatch: source.row.possibleMatch.filter((other) => other !== reference),
          checklistRows: mergedPointer(reference),
        },
      },
      source,
      context.now,
    ),
  };
}
