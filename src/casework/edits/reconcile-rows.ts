/** Rows of Plan, Log, Disclosures and Reports as typed: new ones get a key, changes are on record, what is unreadable is put back. Pure. */
import { type ActivityLine, type Change, noChange, type Update } from "../../register/change";
import type { RowValues, Value } from "../../register/columns";
import type { SnapshotRow } from "../../register/snapshot";
import { tabs } from "../../register/tabs";
import { acceptedOf } from "../accepted";
import { editsOf } from "./inputs";
import { loggedValue } from "./reconcile-case";
import { refusalWords } from "./refusals";

export const freeTabs = ["plan", "log", "disclosures"] as const;
export type FreeTab = (typeof freeTabs)[number];

interface By {
  readonly who: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** For Activity, which names cases and nobody: what else somebody wrote in the cell stays there. */
function caseOf(values: RowValues): string | null {
  const { case: reference } = values;
  return typeof reference === "string" && /^\d\d-\d{4,7}$/.test(reference) ? reference : null;
}

/** Rows that were read with all their columns. */
export function reconciledRows(
  tab: FreeTab | "reports",
  rows: readonly SnapshotRow[],
  { who, now }: By,
): Change {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const { columns, keyColumn } = tabs[tab];
  for (const row of rows) {
    const edits = editsOf(columns, row.values, row.cells);
    const isNew = row.key === "";
    if (edits.length === 0 || (isNew && tab === "reports")) continue;
    const values: Record<string, Value> = {};
    const notes: Record<string, string | null> = {};
    let after: RowValues = row.values;
    for (const { column, value, accepted, isUnreadable } of edits) {
      if (isUnreadable) {
        values[column.key] = accepted;
        notes[column.key] = refusalWords.unreadable;
        after = { ...after, [column.key]: accepted };
      }
      if (isNew) continue;
      activity.push({
        at: now,
        who,
        what: isUnreadable ? "edit-put-back" : "edited",
        case: caseOf(row.values),
        column: `${tab}.${column.key}`,
        from: loggedValue(column, accepted),
        to: isUnreadable ? "" : loggedValue(column, value),
      });
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
