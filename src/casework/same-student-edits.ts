/**
 * Edits that are about two cases: people say that both are about one student, or that they are not. They are checked after the edits of
 * each case on its own. Pure.
 */

import type { ActivityLine } from "../activity";
import { type CaseFile, emptyCase, isLeftByMerge } from "../case/facts/case-file";
import { followMerges, referenceOfCase } from "../case/facts/case-reference";
import { type UndoReason, undoneNote, withUndone } from "../case/facts/why-edits-are-undone";
import { leadOf, personAsked } from "../case/people/responsible-person";
import type { CaseRow, ChecklistRow } from "../case/tabs/case-tabs";
import { union } from "../lists";
import { message } from "../messages/messages";
import type { Update } from "../register/change";
import type { Change, QueuedMessage } from "../registers/change";
import { isWritten } from "../text";
import { canTakeIn, mergeCases, partCases } from "./merge-cases";
import { contextOfCase } from "./open-case";
import {
  contextRaisedNow,
  expiredApprovalLines,
  raisedMessage,
  risenLines,
  withCellsChanged,
  withDerivedCells,
} from "./reassess-case";
import { hasUnclearReport } from "./reports-while-merged";
import type { EditRun } from "./who-may-act-on-a-case";

/** The cases of one change, and what the change does so far. The functions below add to both. */
interface Weighing {
  readonly run: EditRun;
  /** Every case that the change touches, as it is so far. */
  readonly files: Map<string, CaseFile>;
  /** Each of these cases as it was accepted before. */
  readonly before: ReadonlyMap<string, CaseFile>;
  readonly update: Update[];
  readonly messages: QueuedMessage[];
  readonly activity: ActivityLine[];
  /** Steps that are done after an undone merge because a row of the other case was ticked for them. */
  readonly carried: ChecklistRow[];
}

/** Changes the row of a case, if the case is part of this change. */
function change(
  { files, run }: Weighing,
  reference: string,
  to: (row: CaseRow) => Partial<CaseRow>,
): void {
  const file = files.get(reference);
  if (file === undefined) return;
  files.set(reference, withCellsChanged(file, { ...file.row, ...to(file.row) }, run));
}

/** The cases that may be about the same student, by name and id. */
const matchesOf = (row: CaseRow, { index }: EditRun) =>
  index.matches(referenceOfCase(row), { ...row, studentName: row.student });

/**
 * Writes the questions and answers of a case about other cases on the rows of those cases too. `before`: its row as it was. A case that was
 * merged into another one has none.
 */
function mirror(weighing: Weighing, before: CaseRow): void {
  const { files } = weighing;
  const reference = referenceOfCase(before);
  const row = files.get(reference)?.row;
  if (row === undefined) return;
  const isPart = row.mergedInto !== null;
  const [asks, says] = isPart ? [[], []] : [row.possibleMatch, row.notSameStudentAs];
  for (const other of new Set([before.possibleMatch, before.notSameStudentAs, asks, says].flat())) {
    if (files.get(other)?.row.mergedInto !== null) continue;
    const anew = (theirs: readonly string[], mine: readonly string[]) => [
      ...theirs.filter((one) => one !== reference),
      ...(mine.includes(other) ? [reference] : []),
    ];
    change(weighing, other, ({ possibleMatch, notSameStudentAs }) => ({
      possibleMatch: anew(possibleMatch, asks),
      notSameStudentAs: anew(notSameStudentAs, says),
    }));
  }
}

/**
 * Takes in new and withdrawn answers of "not the same student", and looks again which cases may be about the same student if a name, an id
 * or the school was corrected. An answer removes the question. If an answer is withdrawn, the question comes back if it would be asked
 * today. Both rows ask and answer alike.
 */
function tellApart(weighing: Weighing): void {
  const { before, files, run } = weighing;
  for (const [reference, { row: was }] of before) {
    const row = files.get(reference)?.row;
    if (row === undefined) continue;
    const { notSameStudentAs: answered } = row;
    const isNew = answered.some((one) => !was.notSameStudentAs.includes(one));
    const withdrawn = was.notSameStudentAs.filter((one) => !answered.includes(one));
    const isCorrected =
      row.mergedInto === null &&
      (["student", "studentId", "school"] as const).some((key) => was[key] !== row[key]);
    if (!isNew && withdrawn.length === 0 && !isCorrected) continue;
    // One row may find the other by the name of a case that was merged into that one: then both rows ask.
    const isAsked = (other: string) => {
      const theirs = files.get(other)?.row;
      const found = theirs === undefined ? [] : matchesOf(theirs, run);
      return found.includes(reference) || matchesOf(row, run).includes(other);
    };
    const asks = isCorrected
      ? matchesOf(row, run)
      : union(row.possibleMatch, withdrawn.filter(isAsked));
    const possibleMatch = asks.filter((one) => !answered.includes(one));
    change(weighing, reference, () => ({ possibleMatch }));
    mirror(weighing, { ...was, possibleMatch: union(was.possibleMatch, row.possibleMatch) });
  }
}

/** Restores "Same student as" if its new value is not possible for these cases. */
function undo(
  { files, update, activity, run }: Weighing,
  file: CaseFile,
  sameStudentAs: string | null,
  refusal: UndoReason,
): void {
  const key = referenceOfCase(file.row);
  const said = withUndone(file.row, [{ column: "sameStudentAs", refusal, at: run.now }]);
  const after = { ...file, row: { ...said, sameStudentAs } };
  files.set(key, withDerivedCells(after, file, run));
  const notes = { sameStudentAs: undoneNote(refusal) };
  update.push({ tab: "cases", key, values: { sameStudentAs }, notes });
  const { now: at, who } = run;
  activity.push({ at, who, what: "edit-put-back", case: key, column: "sameStudentAs" });
}

/** Opens each case that was merged into one whose row is gone. */
function standAlone(weighing: Weighing): void {
  const { files, run, update, activity } = weighing;
  for (const [key, file] of files) {
    const { row } = file;
    if (!isLeftByMerge(file)) continue;
    const gone: CaseFile = { ...file, row: emptyCase(), merged: [row, ...(file.merged ?? [])] };
    const context = contextOfCase(row, run);
    files.set(key, partCases(gone, row, { target: context, source: context }).source);
    // Reading took it as not merged already.
    update.push({ tab: "cases", key, values: { mergedInto: null } });
    activity.push({ at: run.now, who: "automation", what: "cases-parted", case: key });
  }
}

/** Merges each case whose "Same student as" names another case. */
function merge(weighing: Weighing): void {
  const { files, run, messages, activity } = weighing;
  for (const [reference, file] of files) {
    const wanted = file.row.sameStudentAs?.trim() ?? "";
    if (wanted === "" || file.row.mergedInto !== null) continue;
    // The case that the reference means after this change, including merges of this change.
    const named = run.index.target(wanted)?.case ?? "";
    const target = followMerges(named, (one) => files.get(one)?.row.mergedInto ?? null);
    const other = files.get(target);
    // Two rows may name each other: then the first has been merged by now.
    const isNone = other === undefined || target === reference || other.row.releasedTo !== null;
    // If the named case follows a protocol that has no place for what this one holds, it is merged into this one.
    const isTurned = !isNone && !canTakeIn(other, file) && canTakeIn(file, other);
    if (isNone || !(isTurned || canTakeIn(other, file))) {
      undo(weighing, file, null, isNone ? "no-such-case" : "other-protocol");
      continue;
    }
    if (isTurned) change(weighing, reference, () => ({ sameStudentAs: null }));
    const emptied = files.get(reference) ?? file;
    const [into, from] = isTurned ? [emptied, other] : [other, file];
    const both = mergeCases(into, from, contextRaisedNow(contextOfCase(into.row, run)));
    const { row } = both.target.file;
    const [to, ended] = [referenceOfCase(into.row), referenceOfCase(from.row)];
    files.set(to, both.target.file);
    files.set(ended, both.source);
    for (const one of [from, into]) mirror(weighing, one.row);
    const raised = raisedMessage(into.row, both.target, "merge", run);
    const known = [run.who, ...raised.map((one) => one.to)];
    const told = holdersOf([into.row, from.row], run).filter((one) => !known.includes(one));
    messages.push(...raised, ...toBoth("merged", [into.row, from.row], told, run));
    const { now: at, who } = run;
    const line = { at, who, what: "cases-merged", case: to, from: ended, to };
    activity.push(
      ...expiredApprovalLines(into.row, row, at),
      { ...line, column: "sameStudentAs" },
      ...risenLines(both.target.rise, row, run),
    );
  }
}

/** The people who have these cases. */
const holdersOf = (rows: readonly CaseRow[], run: EditRun): readonly string[] => [
  ...new Set(rows.map((row) => personAsked(row, run).email)),
];

/** The message about both cases, to each of these people. */
const toBoth = (
  what: "merged" | "parted" | "parted-unclear",
  [about, other]: readonly [CaseRow, CaseRow],
  told: readonly string[],
  { now }: EditRun,
): readonly QueuedMessage[] =>
  told.map((to) => {
    const id = `${referenceOfCase(other)} case-${what} ${now.toString(36)} ${to}`;
    const undone = what === "merged" ? {} : { undone: true };
    const unclear = what === "parted-unclear" ? { unclear: true } : {};
    const detail = { other: other.case, ...undone, ...unclear };
    return message("case-merged", detail, { id, to, case: about.case });
  });

/** Undoes the merge of each case whose "Same student as" was emptied. */
function part(weighing: Weighing): void {
  const { files, run, messages, activity, carried } = weighing;
  for (const [reference, { row: said }] of files) {
    const { mergedInto } = said;
    if (mergedInto === null || isWritten(said.sameStudentAs)) continue;
    const other = [...files.values()].find(({ merged = [] }) =>
      merged.some((one) => one.case === reference),
    );
    if (other === undefined || other.row.releasedTo !== null) {
      // The row of the other case was moved away just now, or both were released together.
      undo(weighing, { row: said, acts: [] }, mergedInto, other ? "release-done" : "no-such-case");
      continue;
    }
    const from = referenceOfCase(other.row);
    const apart = partCases(other, said, {
      target: contextOfCase(other.row, run),
      source: contextOfCase(said, run),
    });
    files.set(from, apart.target);
    files.set(reference, apart.source);
    carried.push(...apart.carried);
    for (const row of [other.row, said]) mirror(weighing, row);
    // The person who undoes a merge is told too: they also have two cases to look at.
    const rows = [apart.source.row, apart.target.row] as const;
    const told = union(holdersOf(rows, run), run.isLead === null ? [] : [run.who]);
    // No one but a person can say whose a report is that names neither student or both.
    const unclear = hasUnclearReport(other.row);
    const asked = unclear ? union(told, [leadOf(other.row, run).email]) : told;
    messages.push(...toBoth(unclear ? "parted-unclear" : "parted", rows, asked, run));
    const line = { at: run.now, who: run.who, case: reference };
    activity.push(...expiredApprovalLines(other.row, apart.target.row, run.now), {
      ...line,
      what: "cases-parted",
      column: "sameStudentAs",
      from,
      to: reference,
    });
    const [was, is] = [other.row.level, apart.target.row.level];
    if (was === is) continue;
    const level = { column: "level", from: was ?? "", to: is ?? "" };
    activity.push({ ...line, what: "level-restored", case: from, ...level });
  }
}

/**
 * Decides on all edits that are about two cases. `files` is changed in place. `before`: each of these cases as it was accepted before the
 * edits.
 */
export function decideSameStudentEdits(
  files: Map<string, CaseFile>,
  before: ReadonlyMap<string, CaseFile>,
  run: EditRun,
): Pick<Change, "update" | "messages" | "activity"> & Pick<Weighing, "carried"> {
  const lists = { update: [], messages: [], activity: [], carried: [] };
  const weighing: Weighing = { run, files, before, ...lists };
  tellApart(weighing);
  standAlone(weighing);
  part(weighing);
  merge(weighing);
  return weighing;
}
