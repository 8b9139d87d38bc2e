/**
 * A case in memory: its row of the Cases tab and its acts (rows of the Checklist tab). Also what has to be written to get from one state
 * of a case to another.
 */
import { type PersonRole, personRoles } from "../../district/roles";
import type { Append, Change, Update } from "../../register/change";
import type { RowValues, Value } from "../../register/columns";
import { emptyRow } from "../../register/row-state";
import { type CaseRow, type ChecklistRow, type ReportRow, tabs } from "../../register/tabs";
import { isoText, parseIso } from "../../time";

/** Whether two cell values are equal; lists are compared item by item, in order. */
export function isSameValue(a: Value, b: Value): boolean {
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    return a.length === b.length && a.every((item, index) => item === b[index]);
  }
  return a === b;
}

/** The row of a case with its acts. */
export interface CaseFile {
  readonly row: CaseRow;
  /** In the order of the rows in the sheet. The order in which people see them is in the column `order`. */
  readonly acts: readonly ChecklistRow[];
}

// Rows with nothing written in them. They fill in for columns that somebody deleted.

// The row types are made from the columns and members of these tabs.
/** A row of Cases in which everything is empty. */
export const emptyCase = (): CaseRow => emptyRow(tabs.cases) as CaseRow;
/** A row of Checklist in which everything is empty. */
export const emptyAct = (): ChecklistRow => emptyRow(tabs.checklist) as ChecklistRow;
/** A row of Reports in which everything is empty. */
export const emptyReport = (): ReportRow => emptyRow(tabs.reports) as ReportRow;

/** The cells of `after` whose value differs from `before`, by column key. */
export function cellsThatDiffer(before: RowValues, after: RowValues): RowValues {
  const changed: Record<string, Value> = {};
  for (const [key, value] of Object.entries(after)) {
    if (!isSameValue(before[key] ?? null, value ?? null)) changed[key] = value;
  }
  return changed;
}

/** What to append and update so that the register holds `after`. `before` null: the case is not in the register yet. */
export function changeOfCase(
  before: CaseFile | null,
  after: CaseFile,
): Pick<Change, "append" | "update"> {
  const append: Append[] = [];
  const update: Update[] = [];
  if (before === null) append.push({ tab: "cases", row: after.row });
  else {
    const values = cellsThatDiffer(before.row, after.row);
    if (Object.keys(values).length > 0) {
      update.push({ tab: "cases", key: requireKey(before.row.case), values });
    }
  }
  const known = new Map((before?.acts ?? []).map((act) => [act.row, act]));
  for (const act of after.acts) {
    const earlier = known.get(act.row);
    if (earlier === undefined) {
      append.push({ tab: "checklist", row: act });
      continue;
    }
    const values = cellsThatDiffer(earlier, act);
    if (Object.keys(values).length > 0) {
      update.push({ tab: "checklist", key: requireKey(act.row), values });
    }
  }
  return { append, update };
}

/** Throws for a row without a key: it could not be found again. */
function requireKey(key: string | null): string {
  if (key === null) throw new Error("a row of the register has no key");
  return key;
}

// Cells that record who was asked or reminded, and when. One line for each: role, time in UTC, address, such as
// "backup-contact 2026-09-01T16:00:00.000Z backup@district.example".

/** One person who was asked or reminded. */
export interface Told {
  readonly to: PersonRole;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly email: string;
}

/** Reads such a cell. Lines in any other form (somebody typed there) are left out. */
export function parseToldLines(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line): readonly Told[] => {
    const [role, instant = "", email = ""] = line.trim().split(" ");
    const to = personRoles.find((one) => one === role);
    const at = parseIso(instant);
    return to === undefined || at === null || email === "" ? [] : [{ to, at, email }];
  });
}

/** Writes such a cell. */
export function toldLines(told: readonly Told[]): readonly string[] {
  return told.map(({ to, at, email }) => `${to} ${isoText(at)} ${email}`);
}
