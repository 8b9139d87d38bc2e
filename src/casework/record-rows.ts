/**
 * Rows that people type in Plan, Disclosures and Reports. A new row gets a key, a changed row gets a line in Activity, and a value that its
 * column cannot take is undone. Pure.
 */

import type { ActivityLine } from "../activity";
import { undoneNote } from "../case/facts/why-edits-are-undone";
import type { freeTabs } from "../case/load-cases";
import { caseTabs } from "../case/tabs/case-tabs";
import { union } from "../lists";
import type { Update } from "../register/change";
import type { RowValues, Value } from "../register/columns";
import type { SnapshotRow, TabSnapshot } from "../register/read/snapshot";
import { acceptedText, isFingerprint, readAccepted } from "../register/row-state";
import { type Change, noChange } from "../registers/change";
import { caseReferencePattern } from "../text";
import { editLine, editsOf } from "./find-edits";
import type { ActingRefusal, EditRun, TypedByAnother } from "./who-may-act-on-a-case";

type RecordTab = (typeof freeTabs)[number] | "reports";

/** Rows of a tab that hold an edit, with the edits. A row that a person added to Reports is left out, since it is not a report. */
export function editedRows(
  tab: RecordTab | "cases" | "checklist",
  rows: Pick<TabSnapshot, "rows" | "keyless">,
) {
  const { columns } = caseTabs[tab];
  return [...rows.rows, ...rows.keyless].flatMap((row) => {
    const edits = editsOf(columns, row.values, row.cells);
    const isNews = edits.length > 0 || row.values["stateLost"] === true;
    return !isNews || (row.key === "" && tab === "reports") ? [] : [{ row, edits }];
  });
}

/** The cases that the row names, as typed and as accepted before, so that no one gets around a rule by changing the case of a row. */
export function casesOfRecord({ values }: SnapshotRow): readonly string[] {
  const cases = [values["case"], readAccepted(values["accepted"])["case"]];
  return cases.flatMap((one) => (typeof one === "string" ? one.trim() : []));
}

/** The case reference of a row, for Activity. Null if the cell holds anything else, which must not be repeated there. */
function caseOf(values: RowValues): string | null {
  const { case: reference } = values;
  return typeof reference === "string" && caseReferencePattern.test(reference) ? reference : null;
}

/**
 * The change that answers what was typed in these rows; and, for each case, what was typed about it. `rows`: read with all columns.
 * `refusalOf`: why this person may not type about the case with that reference; null if they may.
 */
export function reconcileRecordRows(
  tab: RecordTab,
  rows: Pick<TabSnapshot, "rows" | "keyless">,
  refusalOf: (reference: string) => ActingRefusal | null,
  { who, now, excluded }: EditRun,
): { readonly change: Change; readonly typed: ReadonlyMap<string, TypedByAnother> } {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const typed = new Map<string, TypedByAnother>();
  const { columns, keyColumn } = caseTabs[tab];
  for (const { row, edits } of editedRows(tab, rows)) {
    const isNew = row.key === "";
    const cases = casesOfRecord(row);
    const refusals = cases.flatMap((one) => refusalOf(one) ?? []);
    const [refusal = null] = excluded.has(who) ? (["must-not-read"] as const) : refusals;
    const line = { at: now, who, case: caseOf(row.values) };
    // Cells and notes to write, and the row as accepted.
    const values: Record<string, Value> = {};
    const notes: Record<string, string | null> = {};
    let after: RowValues = row.values;
    for (const edit of edits) {
      const { accepted, isUnreadable } = edit;
      const { key } = edit.column;
      const undone =
        (isFingerprint(accepted) ? null : refusal) ?? (isUnreadable ? "unreadable" : null);
      const logged = editLine({ ...edit, isUnreadable: undone !== null }, undone);
      if (!isNew) activity.push({ ...line, ...logged, column: `${tab}.${key}` });
      if (undone === null) continue;
      values[key] = accepted;
      notes[key] = undoneNote(undone);
      after = { ...after, [key]: accepted };
    }
    for (const reference of edits.length > 0 ? cases.slice(0, 1) : []) {
      const { undone = [], kept = [] } = typed.get(reference) ?? {};
      const [out, stays] = [true, false].map((isOut) =>
        edits.flatMap(({ column: { key } }) => (key in values === isOut ? `${tab}.${key}` : [])),
      );
      typed.set(reference, { refusal, undone: union(undone, out), kept: union(kept, stays) });
    }
    if (isNew)
      activity.push({ ...line, what: refusal === null ? `${tab}-row-added` : "edit-put-back" });
    if (!isNew || refusal === null) {
      values["accepted"] = acceptedText(columns, after);
      values["stateLost"] = false;
    }
    if (isNew && refusal === null) values[keyColumn] = `${tab} ${now.toString(36)}-${row.index}`;
    update.push({ tab, key: row.key, row: row.index, values, notes });
  }
  return { change: { ...noChange, update, activity }, typed };
}
