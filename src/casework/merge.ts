/** Joins a case into another because a person says that both are of one student: nothing reported, ticked or owed is lost. Pure. */
import { actIds } from "../protocol/ids";
import type { ChecklistRow } from "../register/tabs";
import { added } from "./accumulate";
import type { CaseFile } from "./case-file";
import { mergedPointer } from "./case-index-entry";
import { type CaseContext, type Grown, grown, settled } from "./open-case";
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

/** One act of both cases as one: done where either did it, by whoever did it first. */
function together(mine: ChecklistRow, theirs: ChecklistRow, source: string): ChecklistRow {
  const due =
    mine.due === null || theirs.due === null
      ? (mine.due ?? theirs.due)
      : Math.min(mine.due, theirs.due);
  if (!mine.done && theirs.done) {
    return {
      ...mine,
      done: true,
      doneBy: theirs.doneBy,
      doneAt: theirs.doneAt,
      agencyPerson: mine.agencyPerson ?? theirs.agencyPerson,
      agencyReference: mine.agencyReference ?? theirs.agencyReference,
      notes: lines(mine.notes, from(theirs, source)),
      due,
    };
  }
  return { ...mine, notes: lines(mine.notes, from(theirs, source)), due };
}

function isFirst(act: ChecklistRow): boolean {
  return act.row === actKey(act.case ?? "", act.act ?? "");
}

function actsOfBoth(target: CaseFile, source: CaseFile): ChecklistRow[] {
  const reference = target.row.case ?? "";
  const origin = source.row.case ?? "";
  const theirs = new Map(source.acts.filter(isFirst).map((act) => [act.act, act]));
  const acts = target.acts.map((act) => {
    const other = isFirst(act) ? theirs.get(act.act) : undefined;
    return other === undefined ? act : together(act, other, origin);
  });
  for (const act of source.acts) {
    const known = acts.filter((one) => one.act === act.act).length;
    if (isFirst(act) && known > 0) continue;
    acts.push({ ...act, case: reference, row: actKey(reference, act.act ?? "", known + 1) });
  }
  return acts;
}

/**
 * `source` ends in `target`. Where a call of the source was still open and the target's was made before, the agency has
 * not been told of the source: the call is made again.
 */
export function merged(target: CaseFile, source: CaseFile, context: CaseContext): Merged {
  const origin = source.row.case ?? "";
  const reference = target.row.case ?? "";
  const acts = actsOfBoth(target, source);
  const knowledge = added(context.pack, target.row, source.row);
  const without = (list: readonly string[]) =>
    list.filter((other) => other !== origin && other !== reference);
  const row = {
    ...target.row,
    reports: (target.row.reports ?? 0) + (source.row.reports ?? 0),
    student: target.row.student ?? source.row.student,
    studentId: target.row.studentId ?? source.row.studentId,
    grade: target.row.grade ?? source.row.grade,
    school: target.row.school ?? source.row.school,
    contact: target.row.contact ?? source.row.contact,
    earlierCase: target.row.earlierCase ?? source.row.earlierCase,
    legalHold: target.row.legalHold || source.row.legalHold,
    possibleMatch: without([
      ...new Set([...target.row.possibleMatch, ...source.row.possibleMatch]),
    ]),
    reviewReasons: [...new Set([...target.row.reviewReasons, ...source.row.reviewReasons])],
  };
  const untold = source.acts.some(
    (act) =>
      act.call !== null &&
      !act.done &&
      actIds.some((id) => id === act.act) &&
      target.acts.some((mine) => mine.act === act.act && mine.done),
  );
  const before: CaseFile = { row: target.row, acts };
  const result = grown(before, row, knowledge, context, null, untold);
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
        acts: source.acts,
        row: {
          ...source.row,
          status: "closed",
          closeReason: "merged",
          mergedInto: reference,
          sameStudentAs: reference,
          possibleMatch: without(source.row.possibleMatch),
          checklistRows: mergedPointer(reference),
        },
      },
      context.now,
    ),
  };
}
