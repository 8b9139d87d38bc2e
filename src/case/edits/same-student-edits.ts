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
import { responsiblePerson } from "../assignment/responsible-person";
import { mergeCases } from "../duplicates/merge-cases";
import { refusalOfUndo, rememberMerge, undoMerge } from "../duplicates/undo-merge";
import { expiredApprovalLines, risenLines } from "../lifecycle/expire-approvals";
import type { CaseIndex } from "../lifecycle/match-report";
import { askSameStudentAgain, markDifferentStudents } from "../lifecycle/not-same-student";
import { withDerivedCells } from "../lifecycle/open-case";
import { type EffectsContext, isRaisedNow, raisedMessage } from "../lifecycle/raise-level";
import { message } from "../messages/message";
import { withUndone } from "../model/accepted-inputs";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { packHoldsFacts } from "../model/combined-facts";
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
function tellApart({ files, before: told }: Weighing, context: EffectsContext): void {
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
        files.set(mine, withDerivedCells({ ...file, row }, file, context));
      }
    };
    for (const one of is) if (!was.includes(one)) change(one, markDifferentStudents);
    for (const one of was) {
      if (is.includes(one)) continue;
      change(one, (row, other) => {
        const clues = { studentName: row.student, studentId: row.studentId };
        const isPossible = context.index.matches(referenceOfCase(row), clues).includes(other);
        return askSameStudentAgain(row, other, isPossible);
      });
    }
  }
}

/**
 * After a merge or its undoing: writes what the case asks and answers about other cases on the rows of those cases too. A case that is
 * part of another asks nothing.
 */
function mirror({ files }: Weighing, before: CaseRow, context: EffectsContext): void {
  const reference = referenceOfCase(before);
  const row = files.get(reference)?.row;
  if (row === undefined) return;
  const isPart = row.mergedInto !== null;
  const [asks, says] = isPart ? [[], []] : [row.possibleMatch, row.notSameStudentAs];
  const others = [before.possibleMatch, before.notSameStudentAs, asks, says].flat();
  const withMe = (list: readonly string[], isThere: boolean) => {
    const rest = list.filter((one) => one !== reference);
    return isThere ? [...rest, reference] : rest;
  };
  for (const other of new Set(others)) {
    const file = files.get(other);
    if (file === undefined || file.row.mergedInto !== null) continue;
    const possibleMatch = withMe(file.row.possibleMatch, asks.includes(other));
    const notSameStudentAs = withMe(file.row.notSameStudentAs, says.includes(other));
    const after = { ...file, row: { ...file.row, possibleMatch, notSameStudentAs } };
    files.set(other, withDerivedCells(after, file, context));
  }
}

/** If a name or an id was corrected: asks anew, on both rows, which cases may be about the same student. */
function lookAgain({ files, before: told }: Weighing, context: EffectsContext): void {
  const write = (reference: string, possibleMatch: (row: CaseRow) => readonly string[]) => {
    const file = files.get(reference);
    if (file === undefined) return;
    const row = { ...file.row, possibleMatch: possibleMatch(file.row) };
    files.set(reference, withDerivedCells({ ...file, row }, file, context));
  };
  for (const [reference, { row: was }] of told) {
    const row = files.get(reference)?.row;
    if (row === undefined || row.mergedInto !== null) continue;
    if (was.student === row.student && was.studentId === row.studentId) continue;
    const clues = { studentName: row.student, studentId: row.studentId };
    const found = context.index
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
  { index }: EffectsContext,
): { readonly target: string; readonly other: CaseFile } | Refusal | null {
  const wanted = row.sameStudentAs?.trim() ?? "";
  if (wanted === "" || row.mergedInto !== null) return null;
  const target = goesOnIn(wanted, files, index);
  const other = files.get(target ?? "");
  // Also if two rows name each other: the first has been merged by now.
  if (target === null || other === undefined || target === reference) return "no-such-case";
  return canTakeIn(other, { row, ...file }) ? { target, other } : "other-protocol";
}

/** Merges one case into another. `moved`: the rows of other tabs that go with it. */
function mergeInto(
  { files, ...extra }: Weighing,
  file: CaseFile,
  { target, other }: { readonly target: string; readonly other: CaseFile },
  moved: readonly string[],
  context: EffectsContext,
): void {
  const reference = referenceOfCase(file.row);
  const merged = mergeCases(other, file, isRaisedNow(context.caseContext(other)));
  const ofTarget = context.belongings(target);
  const both = rememberMerge(other, file, merged, { ofTarget, moved });
  const { row } = both.target.file;
  files.set(target, both.target.file);
  files.set(reference, both.source);
  for (const one of [file, other]) mirror({ files, ...extra }, one.row, context);
  const raised = raisedMessage(other.row, both.target, "merge", context);
  const known = raised.map(({ to }) => to);
  extra.messages.push(...raised, ...toBoth("case-merged", [other.row, file.row], known, context));
  const { now: at, who } = context;
  const line = { at, who, what: "cases-merged", case: target, from: reference, to: target };
  extra.activity.push(
    ...expiredApprovalLines(other.row, row, at),
    { ...line, column: "sameStudentAs" },
    ...risenLines(both.target.rise, row, context),
  );
}

/** Merges each case whose "Same student as" names another case. */
function join(weighing: Weighing, context: EffectsContext): readonly Move[] {
  const { files } = weighing;
  const merges: Move[] = [];
  for (const [reference, file] of files) {
    const wanted = wantedIn(weighing, reference, file, context);
    if (wanted === null) continue;
    if (typeof wanted === "string") {
      putBack(weighing, file, null, wanted, context);
      continue;
    }
    const rows = [
      ...context.belongings(reference).map(({ key }) => key),
      // Rows that an earlier merge of this same change has brought here.
      ...merges.flatMap((one) => (one.into === reference ? one.rows : [])),
    ];
    mergeInto(weighing, file, wanted, rows, context);
    merges.push({ from: reference, into: wanted.target, rows });
  }
  // If a case was merged into one that is merged itself, its rows go to the last of them.
  return merges.map((one) => ({
    ...one,
    into: goesOnIn(one.into, files, context.index) ?? one.into,
  }));
}

/** The mail to whoever has either case, except people in `knownIds` who are told already. Of a merge the person who wrote it is not told. */
function toBoth(
  kind: "case-merged" | "case-parted",
  [about, other]: readonly [CaseRow, CaseRow],
  known: readonly string[],
  context: EffectsContext,
): readonly QueuedMessage[] {
  const both = new Set([about, other].map((row) => responsiblePerson(row, context).email));
  // Whoever takes two cases apart has as much to look at as the others.
  const isParted = kind === "case-parted";
  if (isParted && context.isLead !== null) both.add(context.who);
  return [...both]
    .filter((to) => (isParted || to !== context.who) && !known.includes(to))
    .map((to) =>
      message(
        kind,
        { other: other.case },
        {
          id: `${referenceOfCase(other)} ${kind} ${context.now.toString(36)} ${to}`,
          to,
          case: about.case,
        },
      ),
    );
}

/** Refuses a value of "Same student as" that does not fit how the cases stand. */
function putBack(
  { files, update, activity }: Weighing,
  file: CaseFile,
  sameStudentAs: string | null,
  refusal: Refusal,
  { now, who, zone }: EffectsContext,
): void {
  const key = referenceOfCase(file.row);
  const said = withUndone(file.row, [{ column: "sameStudentAs", refusal, at: now }]);
  const after = { ...file, row: { ...said, sameStudentAs } };
  files.set(key, withDerivedCells(after, file, { now, zone }));
  update.push({
    tab: "cases",
    key,
    values: { sameStudentAs },
    notes: { sameStudentAs: undoneNote(refusal) },
  });
  activity.push({ at: now, who, what: "edit-put-back", case: key, column: "sameStudentAs" });
}

/** Takes a merged case out again if its "Same student as" was emptied. */
function partMerged(weighing: Weighing, context: EffectsContext): readonly Move[] {
  const { files, ...extra } = weighing;
  const moves: Move[] = [];
  for (const [reference, file] of files) {
    const from = file.row.mergedInto;
    if (from === null || isWritten(file.row.sameStudentAs)) continue;
    const other = files.get(from);
    const refusal = other === undefined ? "merge-not-kept" : refusalOfUndo(other.row, file.row);
    if (other === undefined || refusal !== null) {
      putBack(weighing, file, from, refusal ?? "merge-not-kept", context);
      continue;
    }
    const apart = undoMerge(other, file, context.belongings(from), {
      target: context.caseContext(other),
      source: context.caseContext(file),
    });
    files.set(from, apart.target);
    files.set(reference, apart.source);
    for (const { row } of [other, file]) mirror(weighing, row, context);
    moves.push({ from, into: reference, rows: [...apart.moved] });
    extra.messages.push(
      ...toBoth("case-parted", [apart.source.row, apart.target.row], [], context),
    );
    const line = { at: context.now, who: context.who, case: reference };
    extra.activity.push(...expiredApprovalLines(other.row, apart.target.row, context.now), {
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
export function decideSameStudentEdits(
  weighing: Weighing,
  context: EffectsContext,
): readonly Move[] {
  tellApart(weighing, context);
  lookAgain(weighing, context);
  const parted = partMerged(weighing, context);
  return [...parted, ...join(weighing, context)];
}
