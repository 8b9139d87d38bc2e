/**
 * Edits that are about two cases: people say that both are about one student, or about two. They are weighed after each case by itself.
 * Pure.
 */

import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import { actOf } from "../../protocol/pack-queries";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { personAsked } from "../assignment/responsible-person";
import { mergeCases } from "../duplicates/merge-cases";
import { refusalOfUndo, rememberMerge, undoMerge } from "../duplicates/undo-merge";
import { expiredApprovalLines, risenLines } from "../lifecycle/expire-approvals";
import type { CaseIndex } from "../lifecycle/match-report";
import { askSameStudentAgain, markDifferentStudents } from "../lifecycle/not-same-student";
import { contextOfCase, withDerivedCells } from "../lifecycle/open-case";
import { isRaisedNow, raisedMessage } from "../lifecycle/raise-level";
import { message } from "../messages/message";
import { withUndone } from "../model/accepted-inputs";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { packHoldsFacts } from "../model/combined-facts";
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
function goesOnIn(
  reference: string,
  files: ReadonlyMap<string, CaseFile>,
  index: CaseIndex,
): string | null {
  let at = index.target(reference)?.case ?? null;
  const seen = new Set<string>();
  // The owner of the file can write over protected cells, so merges may lead in a circle.
  for (let next = at; next !== null && !seen.has(next); ) {
    at = next;
    seen.add(next);
    next = files.get(next)?.row.mergedInto ?? null;
  }
  return at;
}

/** Whether the protocol of `target` has a place for everything that `source` knows and owes. */
function canTakeIn(target: CaseFile, source: CaseFile): boolean {
  const pack = packOfCase(target.row);
  const own = packOfCase(source.row);
  const isOwed = source.acts.every(
    ({ act }) => actOf(own, act) === null || actOf(pack, act) !== null,
  );
  return isOwed && packHoldsFacts(pack, source.row);
}

/** Writes new and withdrawn answers of "not the same student" on the rows of both cases. */
function tellApart({ files, before: told }: Weighing, run: EditRun): void {
  for (const [reference, before] of told) {
    const was = before.row.notSameStudentAs;
    const is = files.get(reference)?.row.notSameStudentAs ?? [];
    const change = (one: string, to: (row: CaseRow, other: string) => CaseRow) => {
      for (const [mine, other] of [
        [reference, one],
        [one, reference],
      ] as const) {
        const file = files.get(mine);
        if (file === undefined) continue;
        const row = to(file.row, other);
        files.set(mine, withDerivedCells({ ...file, row }, file, run));
      }
    };
    for (const one of is) if (!was.includes(one)) change(one, markDifferentStudents);
    for (const one of was) {
      if (is.includes(one)) continue;
      change(one, (row, other) => {
        const clues = { ...row, studentName: row.student };
        return askSameStudentAgain(row, other, run.index.matches(referenceOfCase(row), clues));
      });
    }
  }
}

/**
 * After a merge or its undoing: writes what the case asks and answers about other cases on the rows of those cases too. A case that is
 * part of another asks nothing.
 */
function mirror({ files }: Weighing, before: CaseRow, run: EditRun): void {
  const reference = referenceOfCase(before);
  const row = files.get(reference)?.row;
  if (row === undefined) return;
  const isPart = row.mergedInto !== null;
  const [asks, says] = isPart ? [[], []] : [row.possibleMatch, row.notSameStudentAs];
  const others = [before.possibleMatch, before.notSameStudentAs, asks, says].flat();
  const without = (list: readonly string[]) => list.filter((one) => one !== reference);
  for (const other of new Set(others)) {
    const file = files.get(other);
    if (file === undefined || file.row.mergedInto !== null) continue;
    const mine = (list: readonly string[]) => (list.includes(other) ? [reference] : []);
    const possibleMatch = [...without(file.row.possibleMatch), ...mine(asks)];
    const notSameStudentAs = [...without(file.row.notSameStudentAs), ...mine(says)];
    const after = { ...file, row: { ...file.row, possibleMatch, notSameStudentAs } };
    files.set(other, withDerivedCells(after, file, run));
  }
}

/** If a name, an id or the school was corrected: asks anew, on both rows, which cases may be about the same student. */
function lookAgain({ files, before: told }: Weighing, run: EditRun): void {
  const write = (reference: string, possibleMatch: (row: CaseRow) => readonly string[]) => {
    const file = files.get(reference);
    if (file === undefined) return;
    const row = { ...file.row, possibleMatch: possibleMatch(file.row) };
    files.set(reference, withDerivedCells({ ...file, row }, file, run));
  };
  for (const [reference, { row: was }] of told) {
    const row = files.get(reference)?.row;
    if (row === undefined || row.mergedInto !== null) continue;
    const said = ["student", "studentId", "school"] as const;
    if (said.every((key) => was[key] === row[key])) continue;
    const clues = { ...row, studentName: row.student };
    const found = run.index
      .matches(reference, clues)
      .filter((one) => !row.notSameStudentAs.includes(one));
    for (const one of row.possibleMatch) {
      if (!found.includes(one)) {
        write(one, ({ possibleMatch }) => possibleMatch.filter((other) => other !== reference));
      }
    }
    for (const one of found) {
      write(one, ({ possibleMatch }) => union(possibleMatch, [reference]));
    }
    write(reference, () => found);
  }
}

/** Rows of other tabs that go with their case from one reference to another. */
export interface Move {
  readonly from: string;
  readonly into: string;
  readonly rows: readonly string[];
}

/** The case with which this one is to be joined, or why that cannot be; null where nobody asks for it. */
function wantedIn(
  { files }: Weighing,
  reference: string,
  { row, ...file }: CaseFile,
  { index }: EditRun,
): Into | Refusal | null {
  const wanted = row.sameStudentAs?.trim() ?? "";
  if (wanted === "" || row.mergedInto !== null) return null;
  const target = goesOnIn(wanted, files, index);
  const other = files.get(target ?? "");
  // Also if two rows name each other: the first has been merged by now.
  if (target === null || other === undefined || target === reference) return "no-such-case";
  return canTakeIn(other, { row, ...file }) ? { target, other } : "other-protocol";
}

/** The case that another one goes into. */
interface Into {
  readonly target: string;
  readonly other: CaseFile;
}

/** Merges one case into another. `moved`: the rows of other tabs that go with it. */
function mergeInto(
  { files, ...extra }: Weighing,
  file: CaseFile,
  { target, other, moved }: Into & { readonly moved: readonly string[] },
  run: EditRun,
): void {
  const reference = referenceOfCase(file.row);
  const merged = mergeCases(other, file, isRaisedNow(contextOfCase(other.row, run)));
  const ofTarget = run.belongings(target);
  const both = rememberMerge(other, file, merged, { ofTarget, moved });
  const { row } = both.target.file;
  files.set(target, both.target.file);
  files.set(reference, both.source);
  for (const one of [file, other]) mirror({ files, ...extra }, one.row, run);
  const raised = raisedMessage(other.row, both.target, "merge", run);
  const known = raised.map(({ to }) => to);
  extra.messages.push(...raised, ...toBoth("case-merged", [other.row, file.row], known, run));
  const { now: at, who } = run;
  const line = { at, who, what: "cases-merged", case: target, from: reference, to: target };
  extra.activity.push(
    ...expiredApprovalLines(other.row, row, at),
    { ...line, column: "sameStudentAs" },
    ...risenLines(both.target.rise, row, run),
  );
}

/** Merges each case whose "Same student as" names another case. */
function join(weighing: Weighing, run: EditRun): readonly Move[] {
  const { files } = weighing;
  const merges: Move[] = [];
  for (const [reference, file] of files) {
    const wanted = wantedIn(weighing, reference, file, run);
    if (wanted === null) continue;
    if (typeof wanted === "string") {
      putBack(weighing, file, { sameStudentAs: null, refusal: wanted }, run);
      continue;
    }
    const rows = [
      ...run.belongings(reference).map(({ key }) => key),
      // Rows that an earlier merge of this same change has brought here.
      ...merges.flatMap((one) => (one.into === reference ? one.rows : [])),
    ];
    mergeInto(weighing, file, { ...wanted, moved: rows }, run);
    merges.push({ from: reference, into: wanted.target, rows });
  }
  // If a case was merged into one that is merged itself, its rows go to the last of them.
  return merges.map((one) => ({
    ...one,
    into: goesOnIn(one.into, files, run.index) ?? one.into,
  }));
}

/** The mail to whoever has either case, except people in `knownIds` who are told already. Of a merge the person who wrote it is not told. */
function toBoth(
  kind: "case-merged" | "case-parted",
  [about, other]: readonly [CaseRow, CaseRow],
  known: readonly string[],
  run: EditRun,
): readonly QueuedMessage[] {
  const both = new Set([about, other].map((row) => personAsked(row, run).email));
  // Whoever takes two cases apart has as much to look at as the others.
  const isParted = kind === "case-parted";
  if (isParted && run.isLead !== null) both.add(run.who);
  return [...both]
    .filter((to) => (isParted || to !== run.who) && !known.includes(to))
    .map((to) =>
      message(
        kind,
        { other: other.case },
        {
          id: `${referenceOfCase(other)} ${kind} ${run.now.toString(36)} ${to}`,
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
function partMerged(weighing: Weighing, run: EditRun): readonly Move[] {
  const { files, ...extra } = weighing;
  const moves: Move[] = [];
  for (const [reference, file] of files) {
    const from = file.row.mergedInto;
    if (from === null || isWritten(file.row.sameStudentAs)) continue;
    const other = files.get(from);
    const refusal = other === undefined ? "merge-not-kept" : refusalOfUndo(other.row, file.row);
    if (other === undefined || refusal !== null) {
      putBack(weighing, file, { sameStudentAs: from, refusal: refusal ?? "merge-not-kept" }, run);
      continue;
    }
    const apart = undoMerge(other, file, run.belongings(from), {
      target: contextOfCase(other.row, run),
      source: contextOfCase(file.row, run),
    });
    files.set(from, apart.target);
    files.set(reference, apart.source);
    for (const { row } of [other, file]) mirror(weighing, row, run);
    moves.push({ from, into: reference, rows: [...apart.moved] });
    extra.messages.push(...toBoth("case-parted", [apart.source.row, apart.target.row], [], run));
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
  return moves;
}

/** Weighs all edits about two cases, and adds their effects to `weighing`. Returns the rows of other tabs that have to follow. */
export function decideSameStudentEdits(weighing: Weighing, run: EditRun): readonly Move[] {
  tellApart(weighing, run);
  lookAgain(weighing, run);
  const parted = partMerged(weighing, run);
  return [...parted, ...join(weighing, run)];
}
