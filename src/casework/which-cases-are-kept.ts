/** Which cases a roll-over to a new register takes along, and why. Pure. */

import { mergeTargetsOfRows } from "../case/facts/case-reference";
import { isDrillOfStudent } from "../case/facts/drill-facts";
import type { CaseRow } from "../case/tabs/case-tabs";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { addDays, civil, daysFromCivil, type Moment, type ZoneOffset } from "../time";

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "legalHold", "mergedInto"] },
];

/**
 * Why a case is taken along. "hold": closed, and on legal hold. "undated": closed, but the day of closing is missing. "recent": closed less
 * than `retentionYears` ago. "joined": merged with a case that is taken along.
 */
export type Stay = "open" | "hold" | "recent" | "joined" | "undated";

/** The columns of Cases that decide whether a case is taken along. */
export const retentionColumns = [
  "case",
  "status",
  "closedAt",
  "legalHold",
  "mergedInto",
  "drill",
  "student",
  "studentId",
  "raiseLevelTo",
] as const;

type StudentCells = "student" | "studentId" | "raiseLevelTo";

export type RetainedCase = Pick<CaseRow, Exclude<(typeof retentionColumns)[number], StudentCells>> &
  Partial<Pick<CaseRow, StudentCells>>;

/**
 * The same day and time of day this many years later, in the district's zone; March 1 for February 29 in a year that has none. Milliseconds
 * UTC. `years` null: never, so infinity.
 */
export function yearsAfter(instant: number, years: number | null, zone: ZoneOffset): number {
  if (years === null) return Number.POSITIVE_INFINITY;
  const { year, month, day } = civil(instant, zone);
  const days = daysFromCivil(year + years, month, day) - daysFromCivil(year, month, day);
  return addDays(instant, days, zone);
}

/** How many days a drill's case is kept after it was closed. It holds nothing of a student. */
const daysOfDrill = 30;

/**
 * Which cases stay, with the reason, and which go, each with the time at which it was closed (milliseconds UTC); by reference. `years`: how
 * long closed cases are kept; null: forever. Merged cases stay or go together, since each holds part of the other's record. A drill's case
 * is kept for 30 days, whatever the years. A case that is only named as an earlier case of the student may go alone; its reference stays as
 * text.
 */
export function casesToKeep(
  rows: readonly RetainedCase[],
  years: number | null,
  { now, zone }: Moment,
) {
  const stays = new Map<string, Stay>();
  const goes = new Map<string, number>();
  const keptUntil = (isDrill: boolean, closedAt: number) =>
    isDrill ? addDays(closedAt, daysOfDrill, zone) : yearsAfter(closedAt, years, zone);
  for (const row of rows) {
    const { case: reference, status, closedAt, legalHold } = row;
    // No one has seen yet what was written into such a drill.
    const drill = row.drill && !isDrillOfStudent(row);
    // If two rows have one reference, a hold on either is a hold on both.
    if (reference === null || stays.get(reference) === "hold") continue;
    if (status !== "closed") stays.set(reference, "open");
    else if (legalHold) stays.set(reference, "hold");
    else if (closedAt === null) stays.set(reference, "undated");
    else if (keptUntil(drill, closedAt) > now) stays.set(reference, "recent");
    else goes.set(reference, closedAt);
  }
  for (let before = -1; before < stays.size; ) {
    before = stays.size;
    for (const { case: one, mergedInto: other } of rows) {
      const pair = [one ?? "", other ?? ""];
      if (pair.some((each) => stays.has(each))) {
        for (const each of pair) if (goes.has(each) && !stays.has(each)) stays.set(each, "joined");
      }
    }
  }
  for (const reference of stays.keys()) goes.delete(reference);
  return { stays, goes };
}

export type Retention = ReturnType<typeof casesToKeep>;

/**
 * References of the cases on legal hold, from a read with `holdRequests`: those that the lead has ticked, and all that were merged with one
 * of them, since each holds a part of the other's record.
 */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  const rows = rowsOf(snapshot, "cases");
  const into = mergeTargetsOfRows(rows.map(({ values }) => values));
  const held = new Set(rows.flatMap(({ key, values }) => (values.legalHold ? into(key) : [])));
  return new Set(rows.flatMap(({ key }) => (held.has(into(key)) ? key : [])));
}
