/** One case as typed → as accepted: every edit weighed by its rule, stamped or put back (design 2.6). Pure. */
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
import { type Refusal, type RuleContext, refusalOfActEdit, refusalOfCaseEdit } from "./edit-rules";
import { refusalOfOutsider } from "./who-may-tick";

/** A case as it stands in the sheet, with what people have typed. */
export interface TypedCase {
  readonly file: CaseFile;
  /** Raw cells by row key, as read. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, RawCell>>>;
}

export type EditContext = RuleContext;

export interface RefusedEdit {
  readonly tab: TabId;
  readonly key: string;
  readonly column: string;
  readonly refusal: Refusal;
}

export interface ReconciledCase {
  /** Accepted values only; stamps set; not yet tailored to what was accepted. */
  readonly file: CaseFile;
  readonly refused: readonly RefusedEdit[];
  /** Cells that had been refused before may carry a note: it goes when an edit is accepted. */
  readonly accepted: readonly {
    readonly tab: TabId;
    readonly key: string;
    readonly column: string;
  }[];
  readonly activity: readonly ActivityLine[];
  /** Acts that were ticked now, as they stand after it; repeating ones too. */
  readonly ticked: readonly ChecklistRow[];
  /** Acts whose call nobody answered, as they stand after it. */
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

/** As it was accepted before. */
function putBack<Row extends RowValues>(row: Row, edits: readonly Edit[]): Row {
  return edits.reduce((before, edit) => withCell(before, edit.column.key, edit.accepted), row);
}

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

function stampedAct(act: ChecklistRow, edit: Edit, context: EditContext): ChecklistRow {
  if (edit.column.key === "done") {
    return edit.value === true
      ? { ...act, doneBy: context.who, doneAt: context.now }
      : { ...act, doneBy: null, doneAt: null };
  }
  return edit.column.key === "noAnswer" ? countUnansweredCall(act) : act;
}

/** Whether the lead has ticked an act for which another waits. Of a tick that nobody is known to have made, the lead is asked again. */
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

/** A long text cannot be put back: what was typed stays rather than a fingerprint. */
function keeps(edit: Edit, refusal: Refusal | null): Refusal | null {
  return isFingerprint(edit.accepted) ? null : refusal;
}

/** References and addresses in place of what people write for them. */
function keptValue({ column: { key }, value }: Edit, row: CaseRow, context: EditContext): Value {
  if (key === "school") return schoolNamed(context.directory, String(value))?.school ?? value;
  if (key !== "notSameStudentAs") return assignmentAsStored(key, value, row, context);
  return referencesIn(value, context.index).flatMap((one) => one || []);
}

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
  // By the case as it was: whoever steps aside now may say more by the same hand.
  const refusalOfAside =
    refusalOfOutsider(context) ?? (isSteppedAside(file.row, context.who) ? "stepped-aside" : null);
  // Closing comes last: by then its reason and the acts' reasons stand.
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
  // Calls first: a gate that the same hand opened counts, in whatever order the rows stand.
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
