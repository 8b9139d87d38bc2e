/** Typed rows of Plan, Log, Disclosures and Reports: new ones get a key, changes are on record, what is unreadable is put back. Pure. */
import { type ActivityLine, type Change, noChange, type Update } from "../../register/change";
import type { RowValues, Value } from "../../register/columns";
import type { SnapshotRow } from "../../register/read-register";
import { tabs } from "../../register/tabs";
import {
  acceptedIn,
  acceptedOf,
  editsOf,
  isFingerprint,
  loggedValue,
} from "../model/accepted-inputs";
import { refusalWords } from "./edit-rules";

export const freeTabs = ["plan", "log", "disclosures"] as const;
export type FreeTab = (typeof freeTabs)[number];

interface By {
  readonly who: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Cases from which whoever typed it has stepped aside. */
  readonly asideFrom: ReadonlySet<string>;
  /** Whoever typed it must not read the file: nothing of it stays. */
  readonly isOutsider?: boolean;
}

/** Activity names cases alone: what else somebody wrote there stays there. */
function caseOf(values: RowValues): string | null {
  const { case: reference } = values;
  return typeof reference === "string" && /^\d\d-\d{4,7}$/.test(reference) ? reference : null;
}

/** `rows` with all columns. */
export function reconcileRecordRows(
  tab: FreeTab | "reports",
  rows: readonly SnapshotRow[],
  { who, now, asideFrom, isOutsider = false }: By,
): Change {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const { columns, keyColumn } = tabs[tab];
  for (const row of rows) {
    const edits = editsOf(columns, row.values, row.cells);
    const isNew = row.key === "";
    if (edits.length === 0 || (isNew && tab === "reports")) continue;
    // A row of such a case stays its row, whatever case is written there now.
    const cases = [row.values["case"], acceptedIn(row.values["accepted"])["case"]];
    const isOutside =
      isOutsider || cases.some((one) => typeof one === "string" && asideFrom.has(one));
    const values: Record<string, Value> = {};
    const notes: Record<string, string | null> = {};
    let after: RowValues = row.values;
    for (const { column, value, accepted, isUnreadable } of edits) {
      const reason = isOutsider ? "must-not-read" : "stepped-aside";
      const refusal = isOutside && !isFingerprint(accepted) ? reason : null;
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
