/**
 * Weighs the edits of one case. Each edit is checked by its rule; it is accepted and stamped with who and when, or put back with a note
 * that says why (design 2.6). Pure.
 */
import { schoolNamed } from "../../district/find-people";
import type { RawCell } from "../../ports";
import { isRecordedByLead, roleOf } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { ActivityLine } from "../../register/change";
import type { RowValues, TabId, Value } from "../../register/columns";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
} from "../../register/tabs";
import { assignmentAsStored, isSteppedAside, withHandOver } from "../assignment/assignment-rules";
import { expiredApprovalLines } from "../lifecycle/expire-approvals";
import { referencesIn } from "../lifecycle/not-same-student";
import { type Edit, editsOf, isFingerprint, loggedValue } from "../model/accepted-inputs";
import { countUnansweredCall } from "../model/call-attempts";
import type { CaseFile } from "../model/case-file";
import { actState } from "../model/checklist";
import { isStillAgreed } from "../model/closing-conditions";
import { settleCovered } from "../model/covered-acts";
import { type Refusal, type RuleContext, refusalOfActEdit, refusalOfCaseEdit } from "./edit-rules";
import { refusalOfOutsider } from "./who-may-tick";

/** A case as it stands in the sheet, with what people have typed. */
export interface TypedCase {
  readonly file: CaseFile;
  /** Raw cells by row key, as read. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, RawCell>>>;
}

export type EditContext = RuleContext;

/** A cell that is put back, and why. */
export interface RefusedEdit {
  readonly tab: TabId;
  readonly key: string;
  readonly column: string;
  readonly refusal: Refusal;
}

/** The outcome for one case. */
export interface ReconciledCase {
  /** Accepted values only; stamps set; not yet tailored to what was accepted. */
  readonly file: CaseFile;
  readonly refused: readonly RefusedEdit[];
  /** Cells whose edit was accepted. A note from an earlier refusal on such a cell is removed. */
  readonly accepted: readonly {
    readonly tab: TabId;
    readonly key: string;
    readonly column: string;
  }[];
  readonly activity: readonly ActivityLine[];
  /** Acts that were ticked in this edit, as they stand afterwards; repeating acts too. */
  readonly ticked: readonly ChecklistRow[];
  /** Acts whose call was ticked as not answered, as they stand afterwards. */
  readonly tried: readonly ChecklistRow[];
  /** The case as it was accepted before. */
  readonly before: CaseFile;
}

function editLine(
  edit: Edit,
  what: string,
  reference: string | null,
  context: EditContext,
): ActivityLine {
  return {
    at: context.now,
    who: context.who,
    what,
    case: reference,
    column: edit.column.key,
    from: loggedValue(edit.column, edit.accepted),
    to: edit.isUnreadable ? "" : loggedValue(edit.column, edit.value),
  };
}

function withCell<Row extends RowValues>(row: Row, key: string, value: Value): Row {
  // One of the row's own columns, decoded by it.
  return { ...row, [key]: value } as Row;
}

/** The row as it was accepted before these edits. */
function putBack<Row extends RowValues>(row: Row, edits: readonly Edit[]): Row {
  return edits.reduce((before, edit) => withCell(before, edit.column.key, edit.accepted), row);
}

/** The row with who and when beside an accepted edit, for columns that have such a stamp. */
function stampedCase(row: CaseRow, edit: Edit, context: EditContext): CaseRow {
  if (edit.column.key === "parentMayBeInvolved") return answeredParent(row, edit, context);
  if (edit.column.key !== "acknowledged") return row;
  return edit.value === true
    ? { ...row, acknowledgedBy: context.who, acknowledgedAt: context.now }
    : { ...row, acknowledgedBy: null, acknowledgedAt: null };
}

function answeredParent(row: CaseRow, edit: Edit, context: EditContext): CaseRow {
  return { ...row, parentSetBy: edit.value === null ? null : context.who };
}

/** The act with who and when beside a tick, or with one more attempt of a call. */
function stampedAct(act: ChecklistRow, edit: Edit, context: EditContext): ChecklistRow {
  if (edit.column.key === "done") {
    return edit.value === true
      ? { ...act, doneBy: context.who, doneAt: context.now }
      : { ...act, doneBy: null, doneAt: null };
  }
  return edit.column.key === "noAnswer" ? countUnansweredCall(act) : act;
}

/**
 * The row with the list of acts that the lead has ticked and for which another act waits. If Google did not say who ticked, the act is not
 * on the list, and the lead is asked again.
 */
function recordedByLead(
  row: CaseRow,
  { act }: ChecklistRow,
  { column, value }: Edit,
  { isLead }: EditContext,
): CaseRow {
  const isTick = column.key === "done" || column.key === "alreadyMade";
  if (!isTick || act === null || !isRecordedByLead(packOfCase(row), act)) return row;
  const others = row.leadRecorded.filter((one) => one !== act);
  const leadRecorded = value === true && isLead === true ? [...others, act] : others;
  return { ...row, leadRecorded };
}

/** The refusal, or null if the old value is a long text of which only a fingerprint is kept: then what was typed stays. */
function keeps(edit: Edit, refusal: Refusal | null): Refusal | null {
  return isFingerprint(edit.accepted) ? null : refusal;
}

/** The value as it is stored: school names as Schools writes them, references and addresses in place of what people write for them. */
function keptValue({ column: { key }, value }: Edit, row: CaseRow, context: EditContext): Value {
  if (key === "school") return schoolNamed(context.directory, String(value))?.school ?? value;
  if (key !== "notSameStudentAs") return assignmentAsStored(key, value, row, context);
  return referencesIn(value, context.index).flatMap((one) => one || []);
}

/** The case with the accepted edits. Edits that a rule refuses are put back. */
export function reconcileCase(typed: TypedCase, context: EditContext): ReconciledCase {
  const refused: RefusedEdit[] = [];
  const accepted: { tab: TabId; key: string; column: string }[] = [];
  const activity: ActivityLine[] = [];
  const ticked: ChecklistRow[] = [];
  const tried: ChecklistRow[] = [];
  const reference = typed.file.row.case;
  const note = (tab: TabId, key: string, edit: Edit, refusal: Refusal | null) => {
    const cell = { tab, key, column: edit.column.key };
    if (refusal === null) accepted.push(cell);
    else refused.push({ ...cell, refusal });
    activity.push(
      editLine(edit, refusal === null ? "edited" : "edit-put-back", reference, context),
    );
  };

  const caseKey = reference ?? "";
  const caseEdits = editsOf(caseColumns, typed.file.row, typed.cells.get(caseKey) ?? {});
  const actEdits = new Map(
    typed.file.acts.map((act) => [
      act.row,
      editsOf(checklistColumns, act, typed.cells.get(act.row ?? "") ?? {}),
    ]),
  );
  const before: CaseFile = {
    row: putBack(typed.file.row, caseEdits),
    acts: typed.file.acts.map((act) => putBack(act, actEdits.get(act.row) ?? [])),
  };
  let file = before;
  // Judged by the case before these edits: whoever steps aside in this edit may write further cells in the same edit.
  const refusalOfAside =
    refusalOfOutsider(context) ?? (isSteppedAside(file.row, context.who) ? "stepped-aside" : null);
  // "Closed" is weighed last, when the reason for closing and the reasons on the acts are known.
  const inOrder = [...caseEdits].sort(
    (a, b) => Number(a.column.key === "status") - Number(b.column.key === "status"),
  );
  const applyCase = (edit: Edit) => {
    const { key } = edit.column;
    const refusal = edit.isUnreadable
      ? "unreadable"
      : keeps(edit, refusalOfAside ?? refusalOfCaseEdit(key, edit.value, file, context));
    note("cases", caseKey, edit, refusal);
    if (refusal !== null) return;
    const row = withCell(file.row, key, keptValue(edit, file.row, context));
    file = { ...file, row: stampedCase(withHandOver(row, key, edit.accepted), edit, context) };
  };
  const isStatus = (edit: Edit) => edit.column.key === "status";
  for (const edit of inOrder) if (!isStatus(edit)) applyCase(edit);

  const pack = packOfCase(file.row);
  let { acts } = before;
  const standing = (act: ChecklistRow): ChecklistRow =>
    act.act === null
      ? act
      : { ...act, state: actState(pack, act.act, act, { row: file.row, acts }, context) };
  // The first calls are weighed before other acts: a tick that unlocks another act counts in the same edit, whatever the order of the rows.
  const isCall = (at: number) => roleOf(pack, acts[at]?.act ?? null) === "first-call";
  const places = [...acts.keys()].sort((a, b) => Number(isCall(b)) - Number(isCall(a)));
  for (const at of places) {
    const was = acts[at];
    if (was === undefined) continue;
    let act = standing(was);
    for (const edit of actEdits.get(was.row) ?? []) {
      const refusal = edit.isUnreadable
        ? "unreadable"
        : keeps(
            edit,
            refusalOfAside ?? refusalOfActEdit(edit.column.key, edit.value, act, file.row, context),
          );
      note("checklist", act.row ?? "", edit, refusal);
      if (refusal !== null) continue;
      act = stampedAct(withCell(act, edit.column.key, edit.value), edit, context);
      file = { ...file, row: recordedByLead(file.row, act, edit, context) };
      if (edit.column.key === "done" && edit.value === true) ticked.push(act);
      if (edit.column.key === "noAnswer") tried.push(act);
    }
    acts = acts.map((one, place) => (place === at ? act : one));
  }
  acts = [...settleCovered(pack, before.acts, acts)];
  file = { ...file, acts: acts.map(standing) };
  const isAgreed = before.row.leadAgreed && file.row.leadAgreed;
  if (isAgreed && !isStillAgreed(before, file, context.isLead === true)) {
    const row = { ...file.row, leadAgreed: false };
    activity.push(...expiredApprovalLines(file.row, row, context.now));
    file = { ...file, row };
  }
  for (const edit of inOrder) if (isStatus(edit)) applyCase(edit);
  const last = new Map(file.acts.map((act) => [act.row, act]));
  const asLeft = (act: ChecklistRow) => last.get(act.row) ?? act;
  return {
    file,
    refused,
    accepted,
    activity,
    ticked: ticked.map(asLeft),
    tried: tried.map(asLeft),
    before,
  };
}
