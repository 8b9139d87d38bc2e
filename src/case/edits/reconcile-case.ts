/**
 * Decides on the edits of one case. Each edit is checked by the rule of its cell. It is accepted, and stamped with who typed and when; or
 * it is undone, with a note that says why (design 2.6). Pure.
 */

import type { RawCell } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { isCall, isRecordedByLead, roleOf } from "../../protocol/pack-queries";
import type { ActivityLine } from "../../register/change";
import type { RowValues, Value } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import { isFingerprint } from "../../register/row-state";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
} from "../../register/tabs";
import { actCells, caseEditing, type Editing } from "../cells/case-cells";
import { type CaseFile, everyAct } from "../facts/case-file";
import { isStillAgreed } from "../facts/needs-attention";
import { expiredApprovalLines } from "../lifecycle/reassess-case";
import { actState, counted, settleCovered } from "../steps/step-state";
import { type Edit, editsOf, loggedValue, type Refusal } from "./typed-inputs";
import { type ActingRefusal, type EditRun, refusalOfActing } from "./who-may-act";

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
  readonly refusal: Refusal | null;
}

/** The edits of one case, checked one after the other, and the case with those that were accepted. */
export interface ReconciledCase {
  readonly run: EditRun;
  /** The case as it was accepted before. */
  readonly before: CaseFile;
  /** The case with the edits that were accepted so far, and their stamps. Its checklist is not brought up to date yet. */
  file: CaseFile;
  /** Why nothing counts that this person types; null if it counts. */
  readonly outside: ActingRefusal | null;
  readonly weighed: Weighed[];
  readonly activity: ActivityLine[];
  /** Steps that were ticked in this edit, as they are after it; repeating steps too. */
  readonly ticked: readonly ChecklistRow[];
  /** Steps whose call was ticked as not answered, as they are after this edit. */
  readonly tried: readonly ChecklistRow[];
  /** Calls as typed by a person who may not act on the case, if what they typed says that the call was made. */
  readonly claimed: ChecklistRow[];
}

function withCell<Row extends RowValues>(row: Row, key: string, value: Value): Row {
  // The cast holds: `key` is one of the row's own columns, and that column decoded the value.
  return { ...row, [key]: value } as Row;
}

/** The row with the values of these edits: as accepted before them, or as typed. */
function withCells<Row extends RowValues>(
  row: Row,
  edits: readonly Edit[],
  as: "accepted" | "value",
): Row {
  return edits.reduce((one, edit) => withCell(one, edit.column.key, edit[as]), row);
}

/**
 * Whether only someone whom Google names may type this in a sealed case: it releases the case to others, or is one of the two agreements
 * needed to close it.
 */
function needsName(key: string, value: Value, { register, isLead }: EditRun): boolean {
  if (registerKinds[register].audience === null || isLead !== null) return false;
  const isTick = (key === "release" || key === "leadAgreed") && value === true;
  return isTick || (key === "status" && value === "closed");
}

/** Why the value is undone; null if it is accepted. */
function refusalOfCaseEdit(
  { column: { key, editableBy }, value }: Edit,
  file: CaseFile,
  run: EditRun,
): Refusal | null {
  const cell = caseEditing(key);
  if (file.row.mergedInto !== null) {
    // Whether a merge can be undone is decided later, when both cases are known (`same-student-edits.ts`).
    if (key === "sameStudentAs" && typeof value !== "string") return null;
    if (cell?.afterMerge !== true) return "already-merged";
  }
  if (file.row.releasedTo !== null && cell?.afterMerge !== true) return "release-done";
  if (needsName(key, value, run)) return "not-named";
  const isLeadOnly = editableBy === "lead" && run.isLead === false;
  return cell?.rule?.(value, file, run) ?? (isLeadOnly ? "lead-only" : null);
}

/** The row with an accepted edit, and with the cells that the edit writes as well. */
function withEdit<Row extends RowValues>(
  row: Row,
  edit: Edit,
  cell: Editing<Row, unknown> | undefined,
  run: EditRun,
): Row {
  const value = cell?.stored === undefined ? edit.value : cell.stored(edit.value, row, run);
  const after = withCell(row, edit.column.key, value);
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
  if (!isTick || act === null || !isRecordedByLead(packOfCase(row), act)) return row;
  const others = row.leadRecorded.filter((one) => one !== act);
  const leadRecorded = value === true && isLead === true ? [...others, act] : others;
  return { ...row, leadRecorded };
}

/** Records whether an edit is accepted, with a line for Activity. True if it is. */
function isAccepted(
  { before, run, outside, weighed, activity }: ReconciledCase,
  [tab, key]: readonly [Weighed["tab"], string],
  edit: Edit,
  rule: () => Refusal | null,
): boolean {
  const { column, accepted, value, isUnreadable } = edit;
  const unreadable = before.row.stateLost ? "state-lost" : "unreadable";
  // Of a long text only a fingerprint is kept, so it cannot be restored: what was typed stays.
  const byRule = isFingerprint(accepted) ? null : (outside ?? rule());
  const refusal = isUnreadable ? unreadable : byRule;
  weighed.push({ ...edit, tab, key, refusal });
  activity.push({
    at: run.now,
    who: run.who,
    what: refusal === null ? "edited" : "edit-put-back",
    case: before.row.case,
    ...(tab === "checklist" ? { step: key } : {}),
    column: column.key,
    from: loggedValue(column, accepted),
    to: isUnreadable ? "" : loggedValue(column, value),
  });
  return refusal === null;
}

function weighCaseEdit(weighing: ReconciledCase, edit: Edit): void {
  const { file, run } = weighing;
  const rule = () => refusalOfCaseEdit(edit, counted(file), run);
  const { key } = edit.column;
  const cell = caseEditing(key);
  if (isAccepted(weighing, ["cases", file.row.case ?? ""], edit, rule)) {
    weighing.file = { ...file, row: withEdit(file.row, edit, cell, run) };
  } else if (weighing.outside === null && cell?.refusalEmpties === true) {
    weighing.file = { ...file, row: withCell(file.row, key, null) };
  }
}

/** The step with the state that it has in the case now. */
function withState(act: ChecklistRow, file: CaseFile, run: EditRun): ChecklistRow {
  if (act.act === null) return act;
  return { ...act, state: actState(act.act, act, counted(file), run) };
}

/** The cells of a call that say that it was made, and with whom. */
const ofCallMade = ["done", "alreadyMade", "calledAt", "agencyPerson", "agencyReference", "madeBy"];

function weighActEdits(weighing: ReconciledCase, was: ChecklistRow, edits: readonly Edit[]): void {
  const { run, outside, claimed, file: before } = weighing;
  const isClaim = ({ column, value }: Edit) =>
    ofCallMade.includes(column.key) && value !== null && value !== false;
  const mayBeTrue = outside === "not-in-line" || outside === "stepped-aside";
  if (mayBeTrue && isCall(packOfCase(before.row), was.act) && edits.some(isClaim))
    claimed.push(withCells(was, edits, "value"));
  let act = withState(was, before, run);
  for (const edit of edits) {
    const { row } = weighing.file;
    const cell = actCells[edit.column.key];
    const isReleased = row.releasedTo !== null && cell?.afterMerge !== true;
    const rule = () =>
      isReleased ? "release-done" : (cell?.rule?.(edit.value, act, row, run) ?? null);
    if (!isAccepted(weighing, ["checklist", act.row ?? ""], edit, rule)) continue;
    act = withEdit(act, edit, cell, run);
    weighing.file = { ...weighing.file, row: recordedByLead(row, act, edit, run) };
  }
  const { file } = weighing;
  weighing.file = { ...file, acts: file.acts.map((one) => (one === was ? act : one)) };
}

/** Ends the agreement to close if an edit takes away something that it was given for, unless the person who agreed makes that edit. */
function endAgreement(weighing: ReconciledCase): void {
  const { before, file, run } = weighing;
  const isAgreed = before.row.leadAgreed && file.row.leadAgreed;
  const isByAgreeing =
    registerKinds[run.register].audience === null
      ? run.isLead === true
      : run.who === file.row.agreedBy;
  if (!isAgreed || isStillAgreed(before, file, isByAgreeing ? "lead" : "another")) return;
  const row = { ...file.row, leadAgreed: false };
  weighing.activity.push(...expiredApprovalLines(file.row, row, run.now));
  weighing.file = { ...file, row };
}

/** The case with the accepted edits; edits that a rule refuses are undone. */
export function reconcileCase({ file: read, cells }: TypedCase, run: EditRun): ReconciledCase {
  const { beside: _beside, ...rest } = read;
  // People type in every row, whether it counts or not.
  const typed: CaseFile = { ...rest, acts: everyAct(read) };
  const caseEdits = editsOf(caseColumns(), typed.row, cells.get(typed.row.case ?? "") ?? {});
  const actEdits = typed.acts.map((act) =>
    editsOf(checklistColumns(), act, cells.get(act.row ?? "") ?? {}),
  );
  const before: CaseFile = {
    ...typed,
    row: withCells(typed.row, caseEdits, "accepted"),
    acts: typed.acts.map((act, at) => withCells(act, actEdits[at] ?? [], "accepted")),
  };
  const isTyped = [caseEdits, ...actEdits].some((edits) => edits.length > 0);
  const weighing: ReconciledCase = {
    file: before,
    before,
    run,
    // Judged by the case as it was before the edits: a person who steps aside may fill in further cells in the same edit.
    outside: isTyped ? refusalOfActing(before.row, run) : null,
    weighed: [],
    // Someone has written over the hidden cell of a row of the case.
    activity: [typed.row, ...typed.acts].some(({ stateLost }) => stateLost)
      ? [{ at: run.now, who: run.who, what: "state-lost", case: typed.row.case }]
      : [],
    ticked: [],
    tried: [],
    claimed: [],
  };
  const isLast = ({ column: { key } }: Edit) => key === "status" || key === "release";
  for (const edit of caseEdits) if (!isLast(edit)) weighCaseEdit(weighing, edit);
  // The first calls are checked before other steps: a tick that unlocks another step counts in the same edit, whatever the order of the
  // rows.
  const pack = packOfCase(weighing.file.row);
  const isFirst = ({ act }: ChecklistRow) => roleOf(pack, act) === "first-call";
  const acts = before.acts.map((act, at) => ({ act, edits: actEdits[at] ?? [] }));
  acts.sort((a, b) => Number(isFirst(b.act)) - Number(isFirst(a.act)));
  for (const { act, edits } of acts) weighActEdits(weighing, act, edits);
  // The steps after all edits, including those that are done because a fuller step was.
  const settled = settleCovered(pack, before.acts, weighing.file.acts);
  const file = { ...weighing.file, acts: settled };
  weighing.file = { ...file, acts: settled.map((act) => withState(act, file, run)) };
  endAgreement(weighing);
  // "Closed" and a release are checked last, when the reasons for them and the steps are known.
  for (const edit of caseEdits) if (isLast(edit)) weighCaseEdit(weighing, edit);
  const last = new Map(weighing.file.acts.map((act) => [act.row ?? "", act]));
  const actsWith = (column: string, is: Value) =>
    weighing.weighed.flatMap((one) =>
      one.tab === "checklist" &&
      one.refusal === null &&
      one.column.key === column &&
      one.value === is
        ? (last.get(one.key) ?? [])
        : [],
    );
  return {
    ...weighing,
    file: counted(weighing.file),
    before: counted(before),
    ticked: actsWith("done", true),
    tried: actsWith("noAnswer", true),
  };
}
