/** One case as typed → the case as accepted: every edit weighed by its rule, stamped or put back (design 2.6). Pure. */
import { actIds } from "../../protocol/ids";
import type { ActivityLine } from "../../register/change";
import type { Column, RowValues, TabId, Value } from "../../register/columns";
import { civil } from "../../register/local-time";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
} from "../../register/tabs";
import type { RawCell } from "../../workspace";
import { isFingerprint } from "../accepted";
import { stateOf } from "../act-state";
import type { CaseFile } from "../case-file";
import { refusalOfActEdit } from "./act-rules";
import { type RuleContext, refusalOfCaseEdit } from "./case-rules";
import { type Edit, editsOf } from "./inputs";
import type { Refusal } from "./refusals";

/** A case as it stands in the sheet, with what people have typed. */
export interface TypedCase {
  readonly file: CaseFile;
  /** Raw cells by row key, as read. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, RawCell>>>;
}

export interface EditContext extends RuleContext {
  /** An address, or "unknown editor" where Google does not say. */
  readonly who: string;
}

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
}

function instantText(at: number): string {
  const { year, month, day, hour, minute } = civil(at, { offsetMinutes: () => 0 });
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}Z`;
}

/** What Activity may say of a value: never text that somebody wrote. */
export function loggedValue(column: Column, value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (column.type === "text" || column.type === "long-text") return "(text)";
  if (typeof value === "number" && column.type !== "number") return instantText(value);
  return String(value);
}

function line(
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
  // The key is one of the row's own columns and the value was decoded by that column.
  return { ...row, [key]: value } as Row;
}

/** The row with its inputs as they were accepted before. Text is kept as a fingerprint there, so it stays as it is. */
function putBack<Row extends RowValues>(row: Row, edits: readonly Edit[]): Row {
  return edits.reduce((before, edit) => withCell(before, edit.column.key, edit.accepted), row);
}

function stampedCase(row: CaseRow, edit: Edit, context: EditContext): CaseRow {
  if (edit.column.key !== "acknowledged") return row;
  return edit.value === true
    ? { ...row, acknowledgedBy: context.who, acknowledgedAt: context.now }
    : { ...row, acknowledgedBy: null, acknowledgedAt: null };
}

function stampedAct(act: ChecklistRow, edit: Edit, context: EditContext): ChecklistRow {
  if (edit.column.key !== "done") return act;
  return edit.value === true
    ? { ...act, doneBy: context.who, doneAt: context.now }
    : { ...act, doneBy: null, doneAt: null };
}

/** A long text that is not there any more cannot be put back: what was typed stays rather than a fingerprint of it. */
function keeps(edit: Edit, refusal: Refusal | null): Refusal | null {
  return isFingerprint(edit.accepted) ? null : refusal;
}

export function reconciledCase(typed: TypedCase, context: EditContext): ReconciledCase {
  const refused: RefusedEdit[] = [];
  const accepted: { tab: TabId; key: string; column: string }[] = [];
  const activity: ActivityLine[] = [];
  const ticked: ChecklistRow[] = [];
  const reference = typed.file.row.case;
  const note = (tab: TabId, key: string, edit: Edit, refusal: Refusal | null) => {
    const cell = { tab, key, column: edit.column.key };
    if (refusal === null) accepted.push(cell);
    else refused.push({ ...cell, refusal });
    activity.push(line(edit, refusal === null ? "edited" : "edit-put-back", reference, context));
  };

  const caseKey = reference ?? "";
  const caseEdits = editsOf(caseColumns, typed.file.row, typed.cells.get(caseKey) ?? {});
  let file: CaseFile = { ...typed.file, row: putBack(typed.file.row, caseEdits) };
  // The last of them is whether the case is closed: by then its reason and the acts' reasons stand.
  const inOrder = [...caseEdits].sort(
    (a, b) => Number(a.column.key === "status") - Number(b.column.key === "status"),
  );
  const actEdits = new Map(
    typed.file.acts.map((act) => [
      act.row,
      editsOf(checklistColumns, act, typed.cells.get(act.row ?? "") ?? {}),
    ]),
  );

  const applyCase = (edit: Edit) => {
    const refusal = edit.isUnreadable
      ? "unreadable"
      : keeps(edit, refusalOfCaseEdit(edit.column.key, edit.value, file, context));
    note("cases", caseKey, edit, refusal);
    if (refusal !== null) return;
    const row = withCell(file.row, edit.column.key, edit.value);
    file = { ...file, row: stampedCase(row, edit, context) };
  };
  const isStatus = (edit: Edit) => edit.column.key === "status";
  for (const edit of inOrder) if (!isStatus(edit)) applyCase(edit);

  const acts = file.acts.map((typedAct): ChecklistRow => {
    const edits = actEdits.get(typedAct.row) ?? [];
    let act = putBack(typedAct, edits);
    const id = actIds.find((one) => one === act.act);
    // Gates that were opened by the same hand a moment ago already count.
    if (id !== undefined) act = { ...act, state: stateOf(id, act, file.row, context.now) };
    for (const edit of edits) {
      const refusal = edit.isUnreadable
        ? "unreadable"
        : keeps(edit, refusalOfActEdit(edit.column.key, edit.value, act, file.row));
      note("checklist", act.row ?? "", edit, refusal);
      if (refusal !== null) continue;
      act = stampedAct(withCell(act, edit.column.key, edit.value), edit, context);
      if (edit.column.key === "done" && edit.value === true) ticked.push(act);
    }
    return id === undefined ? act : { ...act, state: stateOf(id, act, file.row, context.now) };
  });
  file = { ...file, acts };
  for (const edit of inOrder) if (isStatus(edit)) applyCase(edit);
  const last = new Map(file.acts.map((act) => [act.row, act]));
  return {
    file,
    refused,
    accepted,
    activity,
    ticked: ticked.map((act) => last.get(act.row) ?? act),
  };
}
