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
  type Edit,
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

/** The answer to the edits of one row: cells and notes to write, lines for Activity, and the row as accepted. */
function answerTo(
  tab: FreeTab | "reports",
  row: SnapshotRow,
  edits: readonly Edit[],
  refusal: "must-not-read" | "stepped-aside" | null,
  { who, now }: By,
) {
  const values: Record<string, Value> = {};
  const notes: Record<string, string | null> = {};
  const activity: ActivityLine[] = [];
  let after: RowValues = row.values;
  for (const { column, value, accepted, isUnreadable } of edits) {
    const refused = isFingerprint(accepted) ? null : refusal;
    const isPutBack = isUnreadable || refused !== null;
    if (isPutBack) {
      values[column.key] = accepted;
      notes[column.key] = refusalWords()[refused ?? "unreadable"];
      after = { ...after, [column.key]: accepted };
    }
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
  return { values, notes, activity, after };
}

/** The change that answers what was typed in these rows. `rows`: with all columns. */
export function reconcileRecordRows(
  tab: FreeTab | "reports",
  rows: readonly SnapshotRow[],
  by: By,
): Change {
  const { who, now, asideFrom, isOutsider = false } = by;
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const { columns, keyColumn } = tabs[tab];
  for (const row of rows) {
    const edits = editsOf(columns, row.values, row.cells);
    const isNew = row.key === "";
    if (edits.length === 0 || (isNew && tab === "reports")) continue;
    // Somebody who stepped aside cannot get around it by writing another case into the row: the accepted case counts too.
    const cases = [row.values["case"], acceptedIn(row.values["accepted"])["case"]];
    const isAside = cases.some((one) => typeof one === "string" && asideFrom.has(one));
    const refusal = isOutsider ? "must-not-read" : isAside ? "stepped-aside" : null;
    const { values, notes, after, ...answer } = answerTo(tab, row, edits, refusal, by);
    const line = { at: now, who, case: caseOf(row.values) };
    if (!isNew) activity.push(...answer.activity);
    else if (refusal !== null) activity.push({ ...line, what: "edit-put-back" });
    else activity.push({ ...line, what: `${tab}-row-added` });
    if (!isNew || refusal === null) values["accepted"] = acceptedOf(columns, after);
    if (isNew && refusal === null) values[keyColumn] = `${tab} ${now.toString(36)}-${row.index}`;
    update.push({ tab, key: row.key, row: row.index, values, notes });
  }
  return { ...noChange, update, activity };
}
