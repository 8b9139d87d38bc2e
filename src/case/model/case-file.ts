/**
 * A case in memory: its row of the Cases tab and its acts (rows of the Checklist tab). Also what has to be written to get from one state
 * of a case to another.
 */
import { type PersonRole, personRoles } from "../../district/roles";
import { packOfCase } from "../../protocol/find-pack";
import { isUnconfirmed } from "../../protocol/pack-queries";
import { decodeRow } from "../../register/cells";
import type { Append, Change, Update } from "../../register/change";
import type { RowValues, Value } from "../../register/columns";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
  type ReportRow,
  reportColumns,
} from "../../register/tabs";
import { isWritten } from "../../text";
import { isoText, type Moment, parseIso } from "../../time";
import { inDanger } from "./danger";
import { holdEnds } from "./deadlines";
import { asksForAge } from "./student-age";

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

const noZone = { offsetMinutes: () => 0 };

// Rows with nothing written in them. They fill in for columns that somebody deleted.

/** A row of Cases in which every cell is empty. */
export const emptyCase = (): CaseRow => decodeRow(caseColumns(), {}, noZone);
/** A row of Checklist in which every cell is empty. */
export const emptyAct = (): ChecklistRow => decodeRow(checklistColumns(), {}, noZone);
/** A row of Reports in which every cell is empty. */
export const emptyReport = (): ReportRow => decodeRow(reportColumns(), {}, noZone);

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

// The column "Needs attention" of a case: what its contact should see at a glance. Never student data.

/** The lines of "Needs attention", most pressing first. A closed case has at most the line about printing. */
export function attentionOf(row: CaseRow, { now, zone }: Moment): readonly string[] {
  const printing = row.print ? ["A printed record is asked for: the district lead prints it"] : [];
  if (row.status === "closed") return printing;
  const lines: string[] = [];
  if (inDanger(row)) lines.push("Immediate danger was reported, and is not marked as over");
  if (!row.acknowledged) lines.push("Not acknowledged yet");
  if (isUnconfirmed(packOfCase(row), row)) {
    lines.push("Record which agency confirmed it");
  }
  if (row.holdUntil !== null) {
    const isOver = holdEnds(row.holdUntil, zone) <= now;
    lines.push(isOver ? "The hold has ended: its acts are open again" : "On hold");
  }
  if (row.raiseLevelTo !== null && !row.protocols.includes(row.raiseLevelTo)) {
    lines.push("Write why the level is raised");
  }
  if (row.withdrawFactor !== null && !isWritten(row.withdrawReason)) {
    lines.push("Write why the factor is withdrawn");
  }
  if (asksForAge(row)) lines.push("Is the student 18 or over? Answer in “18 or over”");
  if (row.mainCase !== null) {
    lines.push(`The same student has an open case in the main register: ${row.mainCase}`);
  }
  lines.push(...printing);
  for (const other of row.possibleMatch) lines.push(`May be the same student as ${other}`);
  if (row.reviewReasons.length > 0) lines.push("See “To review”");
  if (row.handedTo !== null && row.handedAt === null)
    lines.push("The hand-over is not received yet");
  if (row.steppedAside !== null) {
    lines.push("Who stepped aside gets no mail about it, and can still read it here");
  }
  return lines;
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
