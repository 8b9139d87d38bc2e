/**
 * Decides on the edits of one case. Each edit is checked by the rule of its cell. It is accepted, and stamped with who typed and when; or
 * it is undone, with a note that says why (design 2.6). Pure.
 */

import type { ActivityLine } from "../activity";
import { type CaseFile, everyAct, isReleasedAndOpen } from "../case/facts/case-file";
import { isStillAgreed } from "../case/facts/closing-rules";
import type { UndoReason } from "../case/facts/why-edits-are-undone";
import { readSteppedAside } from "../case/people/responsible-person";
import { actState, counted, settleCovered } from "../case/steps/step-state";
import { type CaseRow, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import type { RawCell } from "../ports";
import { packOfCase } from "../protocol/find-pack";
import { actOf, isCall } from "../protocol/pack-queries";
import type { Column, RowValues } from "../register/columns";
import { isFingerprint } from "../register/row-state";
import { isSealedRegister } from "../registers/kinds";
import { caseEditing, type Editing, stepEditing } from "./cell-rules";
import { type Edit, editLine, editsOf } from "./find-edits";
import { expiredApprovalLines } from "./reassess-case";
import { type EditRun, refusalOf, refusalOfActing } from "./who-may-act-on-a-case";

/** A case as it is in the sheet now, with what people have typed. */
export interface TypedCase {
  readonly file: CaseFile;
  /** Raw cells by row key, as read. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, RawCell>>>;
}

/** An edit, and whether it was accepted. */
interface Weighed extends Edit {
  readonly tab: "cases" | "checklist";
  /** The key of its row. */
  readonly key: string;
  /** Why the cell is restored; null for an edit that is accepted. */
  readonly refusal: UndoReason | null;
}

/** The edits of one case, checked one after the other, and the case with those that were accepted. */
export type ReconciledCase = ReturnType<typeof reconcileCase>;

/** The row with the values of these edits: as accepted before them, or as typed. */
function withCells<Row extends RowValues>(
  row: Row,
  edits: readonly Edit[],
  as: "accepted" | "value",
): Row {
  return { ...row, ...Object.fromEntries(edits.map((edit) => [edit.column.key, edit[as]])) };
}

/** Why the value is undone; null if it is accepted. */
function refusalOfCaseEdit(
  { column, value }: Edit,
  file: CaseFile,
  run: EditRun,
): UndoReason | null {
  const { key, editableBy, afterMerge } = column;
  if (file.row.mergedInto !== null) {
    // Whether a merge can be undone is decided later, when both cases are known (`same-student-edits.ts`).
    if (key === "sameStudentAs" && typeof value !== "string") return null;
    if (afterMerge !== true) return "already-merged";
  }
  const isAnswer = isReleasedAndOpen(file.row) && (key === "acknowledged" || key === "dangerOver");
  if (file.row.releasedTo !== null && afterMerge !== true && !isAnswer) return goneTo(run);
  const isTick = (key === "release" || key === "leadAgreed") && value === true;
  const closes =
    isSealedRegister(run.register) && (isTick || (key === "status" && value === "closed"));
  return (
    (closes ? refusalOf("close-sealed", file.row, run) : null) ??
    caseEditing(column)?.rule?.(value, file, run) ??
    (editableBy === "lead" ? refusalOf("decide-as-lead", file.row, run) : null)
  );
}

/** Why a case that continues in another register takes no more edits. */
const goneTo = ({ register }: EditRun) => (isSealedRegister(register) ? "release-done" : "moved");

/** The row with an accepted edit, and with the cells that the edit writes as well. */
function withEdit<Row extends RowValues>(
  row: Row,
  edit: Edit,
  cell: Editing<Row, unknown> | undefined,
  run: EditRun,
): Row {
  const value = cell?.stored === undefined ? edit.value : cell.stored(edit.value, row, run);
  const after = withCells(row, [{ ...edit, value }], "value");
  return { ...after, ...cell?.alsoWrites?.(edit, after, run) };
}

/**
 * The row with its list of steps that the lead has ticked and that unlock another step, brought up to date. If Google did not say who
 * ticked, the step is not on the list, and the lead is asked again.
 */
function recordedByLead(
  row: CaseRow,
  { act }: ChecklistRow,
  { column, value }: Edit,
  { isLead }: EditRun,
): CaseRow {
  const isTick = column.key === "done" || column.key === "alreadyMade";
  const isAwaited = packOfCase(row).acts.some(({ lock }) => lock?.untilLeadDid === act);
  if (!isTick || act === null || !isAwaited) return row;
  const others = row.leadRecorded.filter((one) => one !== act);
  return { ...row, leadRecorded: value === true && isLead === true ? [...others, act] : others };
}

/** The cells of a call that say that it was made, and with whom. */
const ofCallMade = ["done", "alreadyMade", "calledAt", "agencyPerson", "agencyReference", "madeBy"];

/** The case with the accepted edits; edits that a rule refuses are undone. */
export function reconcileCase({ file: read, cells }: TypedCase, run: EditRun) {
  const { beside: _beside, ...rest } = read;
  // People type in every row, whether it counts or not.
  const typed: CaseFile = { ...rest, acts: everyAct(read) };
  const editsIn = (columns: readonly Column[], row: RowValues, key: string | null) =>
    editsOf(columns, row, cells.get(key ?? "") ?? {});
  const caseEdits = editsIn(caseTabs.cases.columns, typed.row, typed.row.case);
  const steps = typed.acts.map((act) => {
    const edits = editsIn(caseTabs.checklist.columns, act, act.row);
    return { was: withCells(act, edits, "accepted"), edits };
  });
  const before: CaseFile = {
    ...typed,
    row: withCells(typed.row, caseEdits, "accepted"),
    acts: steps.map(({ was }) => was),
  };
  const pack = packOfCase(before.row);
  const isTyped = caseEdits.length > 0 || steps.some(({ edits }) => edits.length > 0);
  // Judged by the case as it was before the edits: a person who steps aside may fill in further cells in the same edit.
  const outside = isTyped ? refusalOfActing(before.row, run) : null;
  let file = before;
  const weighed: Weighed[] = [];
  const activity: ActivityLine[] = [];
  const line = { at: run.now, who: run.who, case: before.row.case };
  // Someone has written over the hidden cell of a row of the case.
  if ([typed.row, ...typed.acts].some(({ stateLost }) => stateLost))
    activity.push({ ...line, what: "state-lost" });

  /** Records whether an edit is accepted, with a line for Activity. True if it is. */
  const isAccepted = (
    place: Pick<Weighed, "tab" | "key">,
    edit: Edit,
    rule: () => UndoReason | null,
  ) => {
    const unreadable = before.row.stateLost ? "state-lost" : "unreadable";
    // Of a long text only a fingerprint is kept, so it cannot be restored: what was typed stays.
    const byRule = isFingerprint(edit.accepted) ? null : (outside ?? rule());
    const refusal = edit.isUnreadable ? unreadable : byRule;
    weighed.push({ ...edit, ...place, refusal });
    const step = place.tab === "checklist" ? { step: place.key } : {};
    activity.push({ ...line, ...step, ...editLine(edit, refusal) });
    return refusal === null;
  };
  const weighCaseEdit = (edit: Edit) => {
    const { key } = edit.column;
    const rule = () => refusalOfCaseEdit(edit, counted(file), run);
    const place = { tab: "cases", key: before.row.case ?? "" } as const;
    if (isAccepted(place, edit, rule))
      file = { ...file, row: withEdit(file.row, edit, caseEditing(edit.column), run) };
    else if (outside === null && edit.column.refusalEmpties === true)
      file = { ...file, row: { ...file.row, [key]: null } };
  };
  const isLast = ({ column: { key } }: Edit) => key === "status" || key === "release";
  for (const edit of caseEdits) if (!isLast(edit)) weighCaseEdit(edit);

  // The first calls are checked before other steps: a tick that unlocks another step counts in the same edit, whatever the order of the
  // rows.
  const withState = (act: ChecklistRow): ChecklistRow =>
    act.act === null ? act : { ...act, state: actState(act.act, act, counted(file), run) };
  const isFirst = ({ was }: { readonly was: ChecklistRow }) =>
    actOf(pack, was.act)?.role === "first-call";
  const claimed: ChecklistRow[] = [];
  for (const { was, edits } of [...steps].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))) {
    const isClaim = edits.some(
      ({ column, value }) => ofCallMade.includes(column.key) && value !== null && value !== false,
    );
    const mayBeTrue = outside === "not-in-line" || outside === "stepped-aside";
    if (mayBeTrue && isClaim && isCall(pack, was.act)) claimed.push(withCells(was, edits, "value"));
    let act = withState(was);
    for (const edit of edits) {
      const { row } = file;
      const cell = stepEditing(edit.column);
      const isReleased = row.releasedTo !== null && !isReleasedAndOpen(row);
      const rule = () =>
        isReleased ? goneTo(run) : (cell?.rule?.(edit.value, act, row, run) ?? null);
      if (!isAccepted({ tab: "checklist", key: act.row ?? "" }, edit, rule)) continue;
      act = withEdit(act, edit, cell, run);
      file = { ...file, row: recordedByLead(row, act, edit, run) };
    }
    file = { ...file, acts: file.acts.map((one) => (one === was ? act : one)) };
  }
  // The steps after all edits, including those that are done because a fuller step was.
  file = { ...file, acts: settleCovered(pack, before.acts, file.acts) };
  file = { ...file, acts: file.acts.map(withState) };

  // The agreement to close ends if an edit takes away something that it was given for, unless the person who agreed makes that edit.
  const isSealed = isSealedRegister(run.register);
  const isByAgreeing = isSealed ? run.who === file.row.agreedBy : run.isLead === true;
  // Who stepped aside is no reader any more, so their agreement does not count either.
  const isAside = isSealed && readSteppedAside(file.row).includes(file.row.agreedBy ?? "");
  if (
    before.row.leadAgreed &&
    file.row.leadAgreed &&
    (isAside || !isStillAgreed(before, file, isByAgreeing ? "lead" : "another"))
  ) {
    const row = { ...file.row, leadAgreed: false };
    activity.push(...expiredApprovalLines(file.row, row, run.now));
    file = { ...file, row };
  }
  // "Closed" and a release are checked last, when the reasons for them and the steps are known.
  for (const edit of caseEdits) if (isLast(edit)) weighCaseEdit(edit);
  const actsWith = (column: string) =>
    weighed.flatMap(({ tab, key, refusal, column: typedIn, value }) => {
      const isTick = tab === "checklist" && typedIn.key === column && value === true;
      return isTick && refusal === null ? file.acts.filter((act) => act.row === key) : [];
    });
  return {
    /** The case as it was accepted before. */
    before: counted(before),
    /** The case with the edits that were accepted, and their stamps. Its checklist is not brought up to date yet. */
    file: counted(file),
    /** Why nothing counts that this person types; null if it counts. */
    outside,
    weighed,
    activity,
    /** Steps that were ticked in this edit, as they are after it; repeating steps too. */
    ticked: actsWith("done"),
    /** Steps whose call was ticked as not answered, as they are after this edit. */
    tried: actsWith("noAnswer"),
    /** Calls as typed by a person who may not act on the case, if what they typed says that the call was made. */
    claimed,
  };
}
