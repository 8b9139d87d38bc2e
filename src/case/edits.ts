/** One case as typed → the case as accepted: every edit weighed by its rule, stamped or put back (design 2.6). Pure. */
import { schoolNamed } from "../district/find";
import { jsonRecord } from "../json";
import type { RawCell } from "../ports";
import { actOf } from "../protocol/engine";
import { packOfCase } from "../protocol/packs";
import { fitText } from "../register/cell-text";
import { type ActivityLine, type Change, noChange, type Update } from "../register/change";
import type { Column, RowValues, TabId, Value } from "../register/columns";
import type { SnapshotRow } from "../register/read";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
  tabs,
} from "../register/tabs";
import { isoText } from "../time";
import { stateOf } from "./acts";
import { referencesIn } from "./apart";
import { triedAgain } from "./attempts";
import { type CaseFile, isSameValue } from "./case";
import { isStillAgreed } from "./closing";
import { asKept, isAside, withHandOver } from "./hands";
import { moreWorrying } from "./parents";
import {
  type Refusal,
  type RuleContext,
  refusalOfActEdit,
  refusalOfCaseEdit,
  refusalWords,
} from "./rules";
import { endedLines } from "./standing";

// The accepted values of a row's inputs, as the script keeps them beside the row (design 2.6).

/** The cells that people may edit on a row of these columns. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** Short texts are kept whole; of a long one its length and a fingerprint, which is enough to see that it changed. */
const wholeUpTo = 200;

function fingerprint(text: string): string {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (hash * 33 + text.charCodeAt(at)) % 4_294_967_291;
  return `#${text.length}:${hash.toString(36)}`;
}

/** Whether a kept value only tells that a long text changed, and cannot be put back. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/** A value as it is kept; null for an empty cell, an unticked box or an empty list. */
export function acceptedValue(value: Value): Value {
  if (value === null || value === false || value === "") return null;
  if (typeof value === "object" && value.length === 0) return null;
  if (typeof value !== "string") return value;
  // The cell with the accepted values cannot hold what a person's cell may: a delete character would look edited for ever.
  const { text } = fitText(value);
  return text.length > wholeUpTo ? fingerprint(text) : text;
}

/** Inputs of Cases that were none in 0.1.0: a cell of that version says nothing of them, and what it shows was written by the script. */
const lateInputs: readonly string[] = ["school", "student", "studentId"];
/** Stands in a cell that knows of them. */
const knowsLate = "knows";

/** The inputs of a row as JSON; what is empty is left out. */
export function acceptedOf(columns: readonly Column[], row: RowValues): string {
  return acceptedCell(columns, (key) => acceptedValue(row[key] ?? null));
}

function acceptedCell(columns: readonly Column[], kept: (key: string) => Value): string {
  const inputs = inputColumns(columns);
  const values: Record<string, Value> = {};
  if (inputs.some(({ key }) => lateInputs.includes(key))) values[knowsLate] = 2;
  for (const { key } of inputs) {
    const value = kept(key);
    if (value !== null) values[key] = value;
  }
  return JSON.stringify(values);
}

/** Whether a row's accepted values say nothing of some of its inputs, as 0.1.0 left them: what is typed there cannot be told from what was. */
export function isOfOldInputs(row: RowValues): boolean {
  return typeof row["accepted"] === "string" && !(knowsLate in acceptedIn(row["accepted"]));
}

/** The accepted values of a row, by column key. */
export function acceptedWith(row: RowValues): Readonly<Record<string, Value>> {
  const kept = acceptedIn(row["accepted"]);
  if (knowsLate in kept) return kept;
  const shown = lateInputs.map((key) => [key, acceptedValue(row[key] ?? null)]);
  return { ...Object.fromEntries(shown), ...kept };
}

/** The accepted values that a cell holds, by column key; none where it is empty or not ours. */
export function acceptedIn(cell: Value | undefined): Readonly<Record<string, Value>> {
  // Written by this file alone, in a hidden and protected column.
  return typeof cell === "string" ? (jsonRecord(cell) as Readonly<Record<string, Value>>) : {};
}

/**
 * The cell after the script itself has turned `before` (undefined: a new row) into `after`. An input that it left alone
 * keeps its accepted value: what somebody has typed there meanwhile is still to be weighed.
 */
export function acceptedAfter(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): string {
  if (before === undefined) return acceptedOf(columns, after);
  const was = acceptedWith(before);
  return acceptedCell(columns, (key) => {
    const [typed, now] = [before[key] ?? null, after[key] ?? null];
    return isSameValue(typed, now) ? (was[key] ?? null) : acceptedValue(now);
  });
}

// What people typed on a row against what was last accepted there (design 2.6). Pure; knows no rule.

export interface Edit {
  readonly column: Column;
  /** The value as typed; null for an emptied cell. */
  readonly value: Value;
  readonly accepted: Value;
  /** Something was typed that is no value of the column. */
  readonly isUnreadable: boolean;
}

function emptyOf(column: Column): Value {
  if (column.type === "checkbox") return false;
  return column.type === "choices" || column.type === "list" ? [] : null;
}

/** A choice that was kept by an earlier version and is none any more is as good as empty. */
function wordOf(column: Column, value: Value): Value {
  const isWord =
    column.type !== "choice" ||
    value === null ||
    Object.keys(column.words ?? {}).includes(String(value));
  return isWord ? value : null;
}

/** The edits of a row in the order of its columns. `cells` are the raw cells as read. */
export function editsOf(
  columns: readonly Column[],
  values: RowValues,
  cells: Readonly<Record<string, RawCell>>,
): readonly Edit[] {
  const accepted = acceptedWith(values);
  return inputColumns(columns).flatMap((column): readonly Edit[] => {
    const value = values[column.key] ?? null;
    const before = wordOf(column, accepted[column.key] ?? emptyOf(column));
    const raw = cells[column.key] ?? "";
    const isEmpty = value === null || value === false;
    const isUnreadable = isEmpty && raw !== "" && raw !== false && column.type !== "text";
    if (!isUnreadable && isSameValue(acceptedValue(value) ?? emptyOf(column), before)) return [];
    return [{ column, value: value ?? emptyOf(column), accepted: before, isUnreadable }];
  });
}

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

/** What Activity may say of a value: never text that somebody wrote. */
export function loggedValue(column: Column, value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (["text", "long-text", "list"].includes(column.type)) return "(text)";
  if (typeof value === "number" && column.type !== "number")
    return `${isoText(value).slice(0, 16)}Z`;
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
  if (edit.column.key === "parentMayBeInvolved") return answeredParent(row, edit, context);
  if (edit.column.key !== "acknowledged") return row;
  return edit.value === true
    ? { ...row, acknowledgedBy: context.who, acknowledgedAt: context.now }
    : { ...row, acknowledgedBy: null, acknowledgedAt: null };
}

/** Who answered. What stood there without a name came from a report (0.1.0): it goes on as such. */
function answeredParent(row: CaseRow, edit: Edit, context: EditContext): CaseRow {
  const reported = (["yes", "no", "unknown"] as const).find(
    (one) => row.parentSetBy === null && one === edit.accepted,
  );
  return {
    ...row,
    parentReported: moreWorrying(row.parentReported, reported ?? null),
    parentSetBy: edit.value === null ? null : context.who,
  };
}

function stampedAct(act: ChecklistRow, edit: Edit, context: EditContext): ChecklistRow {
  if (edit.column.key === "done") {
    return edit.value === true
      ? { ...act, doneBy: context.who, doneAt: context.now }
      : { ...act, doneBy: null, doneAt: null };
  }
  return edit.column.key === "noAnswer" ? triedAgain(act) : act;
}

/** 0.1.0 took any text as the agency. It opens nothing any more, and stays on record as who cleared it. */
function withOldClearance(row: CaseRow, cells: Readonly<Record<string, RawCell>>): CaseRow {
  const kept = acceptedIn(row.accepted)["agencyCleared"];
  const text = cells["agencyCleared"];
  const isOld = row.agencyCleared === null && typeof kept === "string" && typeof text === "string";
  return isOld && text !== "" && row.agencyClearedBy === null
    ? { ...row, agencyClearedBy: text }
    : row;
}

/** A long text that is not there any more cannot be put back: what was typed stays rather than a fingerprint of it. */
function keeps(edit: Edit, refusal: Refusal | null): Refusal | null {
  return isFingerprint(edit.accepted) ? null : refusal;
}

/** The value as the register keeps it: references and addresses in place of what people write for them. */
function keptValue({ column: { key }, value }: Edit, row: CaseRow, context: EditContext): Value {
  if (key === "school") return schoolNamed(context.directory, String(value))?.school ?? value;
  if (key !== "notSameStudentAs") return asKept(key, value, row, context);
  return referencesIn(value, context.index).flatMap((one) => one ?? []);
}

export function reconciledCase(typed: TypedCase, context: EditContext): ReconciledCase {
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
    activity.push(line(edit, refusal === null ? "edited" : "edit-put-back", reference, context));
  };

  const caseKey = reference ?? "";
  const caseEdits = editsOf(caseColumns, typed.file.row, typed.cells.get(caseKey) ?? {});
  const cellsOfCase = typed.cells.get(caseKey) ?? {};
  const actEdits = new Map(
    typed.file.acts.map((act) => [
      act.row,
      editsOf(checklistColumns, act, typed.cells.get(act.row ?? "") ?? {}),
    ]),
  );
  const before: CaseFile = {
    row: withOldClearance(putBack(typed.file.row, caseEdits), cellsOfCase),
    acts: typed.file.acts.map((act) => putBack(act, actEdits.get(act.row) ?? [])),
  };
  let file = before;
  // Going by the case as it was: whoever steps aside now may say more by the same hand.
  const refusalOfAside = isAside(file.row, context.who) ? "stepped-aside" : null;
  // The last of them is whether the case is closed: by then its reason and the acts' reasons stand.
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
      : { ...act, state: stateOf(pack, act.act, act, { row: file.row, acts }, context) };
  // Calls first: a gate that the same hand opened a moment ago already counts, in whatever order the rows stand.
  const isCall = (at: number) => actOf(pack, acts[at]?.act ?? null)?.role === "first-call";
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
            refusalOfAside ??
              refusalOfActEdit(edit.column.key, edit.value, act, file.row, context.now),
          );
      note("checklist", act.row ?? "", edit, refusal);
      if (refusal !== null) continue;
      act = stampedAct(withCell(act, edit.column.key, edit.value), edit, context);
      if (edit.column.key === "done" && edit.value === true) ticked.push(act);
      if (edit.column.key === "noAnswer") tried.push(act);
    }
    acts = acts.map((one, place) => (place === at ? act : one));
  }
  file = { ...file, acts: acts.map(standing) };
  const isAgreed = before.row.leadAgreed && file.row.leadAgreed;
  if (isAgreed && !isStillAgreed(before, file, context.isLead === true)) {
    const row = { ...file.row, leadAgreed: false };
    activity.push(...endedLines(file.row, row, context.now));
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

// Rows of Plan, Log, Disclosures and Reports as typed: new ones get a key, changes are on record, what is unreadable is put back. Pure.

export const freeTabs = ["plan", "log", "disclosures"] as const;
export type FreeTab = (typeof freeTabs)[number];

interface By {
  readonly who: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Cases from which whoever typed it has stepped aside. */
  readonly asideFrom: ReadonlySet<string>;
}

/** For Activity, which names cases and nobody: what else somebody wrote in the cell stays there. */
function caseOf(values: RowValues): string | null {
  const { case: reference } = values;
  return typeof reference === "string" && /^\d\d-\d{4,7}$/.test(reference) ? reference : null;
}

/** What 0.1.0 took as free text where there is a choice now: it stays as it was accepted, until somebody chooses. */
function oldTexts(columns: readonly Column[], { values, cells }: SnapshotRow): RowValues {
  const kept = acceptedIn(values["accepted"]);
  return Object.fromEntries(
    columns.flatMap(({ key, type }) => {
      const cell = cells[key];
      const isOld = type === "choice" && (values[key] ?? null) === null && typeof cell === "string";
      return isOld && cell !== "" && acceptedValue(cell) === kept[key] ? [[key, cell]] : [];
    }),
  );
}

/** Rows that were read with all their columns. */
export function reconciledRows(
  tab: FreeTab | "reports",
  rows: readonly SnapshotRow[],
  { who, now, asideFrom }: By,
): Change {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const { columns, keyColumn } = tabs[tab];
  for (const row of rows) {
    const old = oldTexts(columns, row);
    const edits = editsOf(columns, row.values, row.cells).filter(
      ({ column }) => !(column.key in old),
    );
    const isNew = row.key === "";
    if (edits.length === 0 || (isNew && tab === "reports")) continue;
    // A row that belonged to such a case stays its row, whatever case is written there now.
    const cases = [row.values["case"], acceptedIn(row.values["accepted"])["case"]];
    const isOutside = cases.some((one) => typeof one === "string" && asideFrom.has(one));
    const values: Record<string, Value> = {};
    const notes: Record<string, string | null> = {};
    let after: RowValues = { ...row.values, ...old };
    for (const { column, value, accepted, isUnreadable } of edits) {
      const refusal = isOutside && !isFingerprint(accepted) ? "stepped-aside" : null;
      const isPutBack = isUnreadable || refusal !== null;
      if (isPutBack) {
        values[column.key] = accepted;
        notes[column.key] = refusalWords[refusal ?? "unreadable"];
        after = { ...after, [column.key]: accepted };
      }
      if (isNew) continue;
      activity.push({
        at: now,
        who,
        what: isPutBack ? "edit-put-back" : "edited",
        case: caseOf(row.values),
        column: `${tab}.${column.key}`,
        from: loggedValue(column, accepted),
        to: isPutBack ? "" : loggedValue(column, value),
      });
    }
    if (isNew && isOutside) {
      activity.push({ at: now, who, what: "edit-put-back", case: caseOf(row.values) });
      update.push({ tab, key: row.key, row: row.index, values, notes });
      continue;
    }
    values["accepted"] = acceptedOf(columns, after);
    if (isNew) {
      values[keyColumn] = `${tab} ${now.toString(36)}-${row.index}`;
      activity.push({ at: now, who, what: `${tab}-row-added`, case: caseOf(row.values) });
    }
    update.push({ tab, key: row.key, row: row.index, values, notes });
  }
  return { ...noChange, update, activity };
}
