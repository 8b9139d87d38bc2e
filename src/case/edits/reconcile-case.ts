/**
 * Weighs the edits of one case. Each edit is checked by its rule; it is accepted and stamped with who and when, or put back with a note
 * that says why (design 2.6). Pure.
 */
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
import { isSteppedAside } from "../assignment/assignment-rules";
import { actCells } from "../cells/act-cells";
import { caseCells } from "../cells/case-cells";
import type { ActCell, CaseCell, RuleContext } from "../cells/cell-policy";
import { expiredApprovalLines } from "../lifecycle/expire-approvals";
import { type Edit, editsOf, isFingerprint, loggedValue } from "../model/accepted-inputs";
import type { CaseFile } from "../model/case-file";
import { actState } from "../model/checklist";
import { isStillAgreed } from "../model/closing-conditions";
import { settleCovered } from "../model/covered-acts";
import type { Refusal } from "./refusal-words";
import { refusalOfCallTick, refusalOfOutsider, refusalOfTick } from "./who-may-tick";

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

/** What a table says of a column, if the column has an entry there. */
function entryOf<Cell>(cells: Readonly<Record<string, Cell>>, key: string): Cell | undefined {
  return Object.entries(cells).find(([column]) => column === key)?.[1];
}

/** Why the value is put back; null where it is accepted. */
export function refusalOfCaseEdit(
  { column: { key, editableBy }, value }: Pick<Edit, "column" | "value">,
  file: CaseFile,
  context: RuleContext,
): Refusal | null {
  const cell = entryOf<CaseCell<Value>>(caseCells, key)?.edit;
  if (file.row.mergedInto !== null) {
    // Undoing is weighed with both cases at hand.
    if (key === "sameStudentAs" && typeof value !== "string") return null;
    if (cell?.afterMerge !== true) return "already-merged";
  }
  const refusal =
    refusalOfTick(key, value, file.row, context) ?? cell?.rule?.(value, file, context) ?? null;
  const isLeadOnly = editableBy === "lead" && context.isLead === false;
  return refusal ?? (isLeadOnly ? "lead-only" : null);
}

/** Why the value is put back, by the act's case and state; null where it is accepted. */
function refusalOfActEdit(
  { column: { key }, value }: Edit,
  act: ChecklistRow,
  row: CaseRow,
  context: RuleContext,
): Refusal | null {
  const cell = entryOf<ActCell<Value>>(actCells, key)?.edit;
  if (row.mergedInto !== null && cell?.afterMerge !== true) return "already-merged";
  return cell?.rule?.(value, act, row, context) ?? refusalOfCallTick(key, value, act, row, context);
}

/** The case's row with an accepted edit, and with what the edit writes beside it. */
function withCaseEdit(row: CaseRow, edit: Edit, context: RuleContext): CaseRow {
  const { key } = edit.column;
  const cell = entryOf<CaseCell<Value>>(caseCells, key)?.edit;
  const value = cell?.stored === undefined ? edit.value : cell.stored(edit.value, row, context);
  const after = withCell(row, key, value);
  return { ...after, ...cell?.alsoWrites?.(edit, after, context) };
}

/** The act's row with an accepted edit, and with what the edit writes beside it. */
function withActEdit(act: ChecklistRow, edit: Edit, context: RuleContext): ChecklistRow {
  const { key } = edit.column;
  const after = withCell(act, key, edit.value);
  const also = entryOf<ActCell<Value>>(actCells, key)?.edit?.alsoWrites;
  return { ...after, ...also?.(edit, after, context) };
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
    const refusal = edit.isUnreadable
      ? "unreadable"
      : keeps(edit, refusalOfAside ?? refusalOfCaseEdit(edit, file, context));
    note("cases", caseKey, edit, refusal);
    if (refusal !== null) return;
    file = { ...file, row: withCaseEdit(file.row, edit, context) };
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
        : keeps(edit, refusalOfAside ?? refusalOfActEdit(edit, act, file.row, context));
      note("checklist", act.row ?? "", edit, refusal);
      if (refusal !== null) continue;
      act = withActEdit(act, edit, context);
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
