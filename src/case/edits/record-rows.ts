/**
 * Rows that people type in Plan, Log, Disclosures and Reports. A new row gets a key, a changed row a line in Activity, and a value that
 * its column cannot take is put back. Pure.
 */
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
import { refusalWords } from "./refusal-words";

/** Tabs in which people add rows themselves. */
export const freeTabs = ["plan", "log", "disclosures"] as const;
export type FreeTab = (typeof freeTabs)[number];

/** Who typed, and when. */
interface By {
  readonly who: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** References of the cases from which this person has stepped aside: what they type there is put back. */
  readonly asideFrom: ReadonlySet<string>;
  /** This person must not read the file: everything they typed is put back. */
  readonly isOutsider?: boolean;
}

/** The case reference of a row for Activity; null if the cell holds anything else, which is not repeated there. */
function caseOf(values: RowValues): string | null {
  const { case: reference } = values;
  return typeof reference === "string" && /^\d\d-\d{4,7}$/.test(reference) ? reference : null;
}

/** The change that answers what was typed in these rows. `rows`: with all columns. */
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
    // Somebody who stepped aside cannot get around it by writing another case into the row: the accepted case counts too.
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
