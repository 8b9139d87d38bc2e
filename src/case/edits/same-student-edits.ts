/**
 * Edits that are about two cases: people say that both are about one student, or about two. They are weighed after each case by itself.
 * Pure.
 */

import { union } from "../../lists";
import { message } from "../../messages/messages";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { personAsked } from "../assignment/responsible-person";
import { canTakeIn, mergeCases, partCases } from "../duplicates/merged-cases";
import { expiredApprovalLines, risenLines } from "../lifecycle/expire-approvals";
import { askSameStudentAgain, markDifferentStudents } from "../lifecycle/not-same-student";
import { contextOfCase, withCellsChanged, withDerivedCells } from "../lifecycle/open-case";
import { isRaisedNow, raisedMessage } from "../lifecycle/raise-level";
import { withUndone } from "../model/accepted-inputs";
import type { CaseFile } from "../model/case-file";
import { goesOnIn, referenceOfCase } from "../model/case-reference";
import type { EditRun } from "./edit-run";
import { type Refusal, undoneNote } from "./refusal-words";

/** The cases of one change, and what it brings about so far. The functions below add to both. */
export interface Weighing {
  /** Every case that is touched, as it stands so far. */
  readonly files: Map<string, CaseFile>;
  /** Each of these cases as it was accepted before. */
  readonly before: ReadonlyMap<string, CaseFile>;
  readonly update: Update[];
  readonly messages: QueuedMessage[];
  readonly activity: ActivityLine[];
}

/** The case that a reference will mean after this change, following merges of this change too; null if there is none. */
function targetOf(reference: string, { files }: Weighing, { index }: EditRun): string | null {
  const at = index.target(reference)?.case ?? null;
  return at === null ? null : goesOnIn(at, (one) => files.get(one)?.row.mergedInto ?? null);
}

/** Changes the row of a case, if it is among those of this change. */
function change(
  { files }: Weighing,
  reference: string,
  to: (row: CaseRow) => Partial<CaseRow>,
  run: EditRun,
): void {
  const file = files.get(reference);
  if (file === undefined) return;
  files.set(reference, withCellsChanged(file, { ...file.row, ...to(file.row) }, run));
}

/** The cases that by name and id may be about the same student. */
const matchesOf = (row: CaseRow, { index }: EditRun) =>
  index.matches(referenceOfCase(row), { ...row, studentName: row.student });

/** Writes new and withdrawn answers of "not the same student" on the rows of both cases. */
function tellApart(weighing: Weighing, run: EditRun): void {
  for (const [reference, { row: told }] of weighing.before) {
    const was = told.notSameStudentAs;
    const is = weighing.files.get(reference)?.row.notSameStudentAs ?? [];
    const both = (one: string, to: (row: CaseRow, other: string) => CaseRow) => {
      change(weighing, reference, (row) => to(row, one), run);
      change(weighing, one, (row) => to(row, reference), run);
    };
    for (const one of is) if (!was.includes(one)) both(one, markDifferentStudents);
    for (const one of was) {
      const again = (row: CaseRow, other: string) =>
        askSameStudentAgain(row, other, matchesOf(row, run));
      if (!is.includes(one)) both(one, again);
    }
  }
}

/**
 * After a merge or its undoing: writes what the case asks and answers about other cases on the rows of those cases too. A case that is
 * part of another asks nothing.
 */
function mirror(weighing: Weighing, before: CaseRow, run: EditRun): void {
  const { files } = weighing;
  const reference = referenceOfCase(before);
  const row = files.get(reference)?.row;
  if (row === undefined) return;
  const isPart = row.mergedInto !== null;
  const [asks, says] = isPart ? [[], []] : [row.possibleMatch, row.notSameStudentAs];
  const others = [before.possibleMatch, before.notSameStudentAs, asks, says].flat();
  for (const other of new Set(others)) {
    if (files.get(other)?.row.mergedInto !== null) continue;
    const anew = (theirs: readonly string[], mine: readonly string[]) => [
      ...theirs.filter((one) => one !== reference),
      ...(mine.includes(other) ? [reference] : []),
    ];
    change(
      weighing,
      other,
      ({ possibleMatch, notSameStudentAs }) => ({
        possibleMatch: anew(possibleMatch, asks),
        notSameStudentAs: anew(notSameStudentAs, says),
      }),
      run,
    );
  }
}

/** If a name, an id or the school was corrected: asks anew, on both rows, which cases may be about the same student. */
function lookAgain(weighing: Weighing, run: EditRun): void {
  for (const [reference, { row: was }] of weighing.before) {
    const row = weighing.files.get(reference)?.row;
    if (row === undefined || row.mergedInto !== null) continue;
    const said = ["student", "studentId", "school"] as const;
    if (said.every((key) => was[key] === row[key])) continue;
    const found = matchesOf(row, run).filter((one) => !row.notSameStudentAs.includes(one));
    const others = (list: readonly string[]) => list.filter((one) => one !== reference);
    for (const one of union(row.possibleMatch, found)) {
      const ours = found.includes(one) ? [reference] : [];
      change(
        weighing,
        one,
        ({ possibleMatch }) => ({ possibleMatch: [...others(possibleMatch), ...ours] }),
        run,
      );
    }
    change(weighing, reference, () => ({ possibleMatch: found }), run);
  }
}

/** The case with which this one is to be joined, or why that cannot be; null where nobody asks for it. */
function wantedIn(
  weighing: Weighing,
  reference: string,
  { row, ...file }: CaseFile,
  run: EditRun,
): Into | Refusal | null {
  const wanted = row.sameStudentAs?.trim() ?? "";
  if (wanted === "" || row.mergedInto !== null) return null;
  const target = targetOf(wanted, weighing, run);
  const other = weighing.files.get(target ?? "");
  // Also if two rows name each other: the first has been merged by now.
  if (target === null || other === undefined || target === reference) return "no-such-case";
  return canTakeIn(other, { row, ...file }) ? { target, other } : "other-protocol";
}

/** The case that another one goes into. */
interface Into {
  readonly target: string;
  readonly other: CaseFile;
}

/** Merges one case into another. */
function mergeInto(
  weighing: Weighing,
  file: CaseFile,
  { target, other }: Into,
  run: EditRun,
): void {
  const { files, ...extra } = weighing;
  const reference = referenceOfCase(file.row);
  const both = mergeCases(other, file, isRaisedNow(contextOfCase(other.row, run)));
  const { row } = both.target.file;
  files.set(target, both.target.file);
  files.set(reference, both.source);
  for (const one of [file, other]) mirror(weighing, one.row, run);
  const raised = raisedMessage(other.row, both.target, "merge", run);
  const known = raised.map(({ to }) => to);
  extra.messages.push(...raised, ...toBoth("merged", [other.row, file.row], known, run));
  const { now: at, who } = run;
  const line = { at, who, what: "cases-merged", case: target, from: reference, to: target };
  extra.activity.push(
    ...expiredApprovalLines(other.row, row, at),
    { ...line, column: "sameStudentAs" },
    ...risenLines(both.target.rise, row, run),
  );
}

/** Merges each case whose "Same student as" names another case. */
function merge(weighing: Weighing, run: EditRun): void {
  for (const [reference, file] of weighing.files) {
    const wanted = wantedIn(weighing, reference, file, run);
    if (wanted === null) continue;
    if (typeof wanted === "string") {
      putBack(weighing, file, { sameStudentAs: null, refusal: wanted }, run);
    } else mergeInto(weighing, file, wanted, run);
  }
}

/** The mail to whoever has either case, except people in `knownIds` who are told already. Of a merge the person who wrote it is not told. */
function toBoth(
  what: "merged" | "parted",
  [about, other]: readonly [CaseRow, CaseRow],
  known: readonly string[],
  run: EditRun,
): readonly QueuedMessage[] {
  const both = new Set([about, other].map((row) => personAsked(row, run).email));
  // Whoever takes two cases apart has as much to look at as the others.
  const isParted = what === "parted";
  if (isParted && run.isLead !== null) both.add(run.who);
  return [...both]
    .filter((to) => (isParted || to !== run.who) && !known.includes(to))
    .map((to) =>
      message(
        "case-merged",
        { other: other.case, ...(isParted ? { undone: true } : {}) },
        {
          id: `${referenceOfCase(other)} case-${what} ${run.now.toString(36)} ${to}`,
          to,
          case: about.case,
        },
      ),
    );
}

/** The value that "Same student as" has again, and why. */
interface PutBack {
  readonly sameStudentAs: string | null;
  readonly refusal: Refusal;
}

/** Refuses a value of "Same student as" that does not fit how the cases stand. */
function putBack(
  { files, update, activity }: Weighing,
  file: CaseFile,
  { sameStudentAs, refusal }: PutBack,
  run: EditRun,
): void {
  const key = referenceOfCase(file.row);
  const said = withUndone(file.row, [{ column: "sameStudentAs", refusal, at: run.now }]);
  const after = { ...file, row: { ...said, sameStudentAs } };
  files.set(key, withDerivedCells(after, file, run));
  update.push({
    tab: "cases",
    key,
    values: { sameStudentAs },
    notes: { sameStudentAs: undoneNote(refusal) },
  });
  const { now: at, who } = run;
  activity.push({ at, who, what: "edit-put-back", case: key, column: "sameStudentAs" });
}

/** Takes a merged case out again if its "Same student as" was emptied. */
function part(weighing: Weighing, run: EditRun): void {
  const { files, ...extra } = weighing;
  for (const [reference, { row: said }] of files) {
    const { mergedInto } = said;
    if (mergedInto === null || isWritten(said.sameStudentAs)) continue;
    const other = [...files.values()].find(({ merged = [] }) =>
      merged.some((one) => one.case === reference),
    );
    if (other === undefined) {
      // Its row was moved away just now.
      const refusal = "no-such-case";
      putBack(weighing, { row: said, acts: [] }, { sameStudentAs: mergedInto, refusal }, run);
      continue;
    }
    const from = referenceOfCase(other.row);
    const apart = partCases(other, said, {
      target: contextOfCase(other.row, run),
      source: contextOfCase(said, run),
    });
    files.set(from, apart.target);
    files.set(reference, apart.source);
    for (const row of [other.row, said]) mirror(weighing, row, run);
    extra.messages.push(...toBoth("parted", [apart.source.row, apart.target.row], [], run));
    const line = { at: run.now, who: run.who, case: reference };
    extra.activity.push(...expiredApprovalLines(other.row, apart.target.row, run.now), {
      ...line,
      what: "cases-parted",
      column: "sameStudentAs",
      from,
      to: reference,
    });
    const [was, is] = [other.row.level, apart.target.row.level];
    if (was === is) continue;
    const level = { column: "level", from: was ?? "", to: is ?? "" };
    extra.activity.push({ ...line, what: "level-restored", case: from, ...level });
  }
}

/** Weighs all edits about two cases, and adds their effects to `weighing`. */
export function decideSameStudentEdits(weighing: Weighing, run: EditRun): void {
  tellApart(weighing, run);
  lookAgain(weighing, run);
  part(weighing, run);
  merge(weighing, run);
}
