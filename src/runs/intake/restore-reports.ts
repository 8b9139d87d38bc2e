/**
 * Reports that are taken in again because their rows are gone from the register, while the Form still holds them. Each goes back to its
 * case, or opens a new case where the row of its case is gone too. Pure.
 */

import { type CaseIndex, foldName, type Link } from "../../case/lifecycle/match-report";
import { referenceOfCase } from "../../case/model/case-reference";
import type { Change, Update } from "../../register/change";
import { stateKey } from "../../register/columns";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Run } from "../../run";
import { minuteMs } from "../../time";
import type { RoutedReport } from "./sort-by-register";

/** What has to be read in addition where a report may come back. */
export const returningRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "reports", "opened", "school", stateKey] },
  { tab: "reports", columns: ["row", "response", "part", "case"] },
];

/** A case whose row counts more reports than the Reports tab has rows for. */
interface Bereft {
  missing: number;
  /** Milliseconds since 1970, UTC. */
  readonly opened: number;
  readonly school: string | null;
}

/** What is known of the reports that come back. */
export interface RestoredReports {
  /** Response id → reference of the case that the report belonged to and that has no row any more. */
  readonly former: ReadonlyMap<string, string>;
  /** Keys of the rows that Reports has now. */
  readonly rows: ReadonlySet<string>;
  readonly bereft: ReadonlyMap<string, Bereft>;
  /** Responses that the Form received before this instant were in the register once. Milliseconds since 1970, UTC. */
  readonly until: number;
}

/** Where no report is old enough to come back. */
export const nothingReturns: RestoredReports = {
  former: new Map(),
  rows: new Set(),
  bereft: new Map(),
  until: 0,
};

/** Responses that the Form received before this instant (ms UTC) were in a register once. No call. */
export function sweptUntil({ memory }: Run): number {
  return memory.get("sweepSince");
}

/** Cases whose row counts more reports than the Reports tab has rows for, by reference. `snapshot` was read with `returningRequests`. */
function casesMissingReports(snapshot: Snapshot, index: CaseIndex): ReadonlyMap<string, Bereft> {
  const there = new Map<string, number>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if ((values.part ?? 1) > 1) continue;
    const of = index.target(referenceOfCase(values))?.case ?? "";
    there.set(of, (there.get(of) ?? 0) + 1);
  }
  return new Map(
    rowsOf(snapshot, "cases").flatMap(({ key, values }): [string, Bereft][] => {
      const missing = (values.reports ?? 0) - (there.get(key) ?? 0);
      const isOwn = index.target(key)?.case === key;
      const { opened = null, school = null } = values;
      return missing > 0 && isOwn ? [[key, { missing, opened: opened ?? 0, school }]] : [];
    }),
  );
}

/**
 * What the reports of the Form have to be compared with when they are taken in again. `until`: see `sweptUntil`. `snapshot` was read with
 * `returningRequests`.
 */
export function reportsToRestore(
  snapshot: Snapshot,
  index: CaseIndex,
  until: number,
): RestoredReports {
  const reports = rowsOf(snapshot, "reports");
  const former = new Map<string, string>();
  for (const { values } of reports) {
    const { response, case: reference } = values;
    if (response == null || reference == null || index.target(reference) !== null) continue;
    former.set(response, reference);
  }
  return {
    former,
    rows: new Set(reports.map(({ key }) => key)),
    bereft: casesMissingReports(snapshot, index),
    until,
  };
}

/** The state, as far as it concerns reports that come back. */
interface Returned {
  readonly returning: RestoredReports;
  readonly index: CaseIndex;
}

/**
 * A case opens within 15 minutes of its first report (milliseconds): the trigger takes a minute or two, the clock that stands in for a lost
 * trigger five to ten. A case opened later was opened by another report.
 */
const openedWithin = 15 * minuteMs;

/**
 * The case that counts this report already. For a report whose row of Reports is gone and whose case the Outbox does not name either. It is
 * a case of the same student that lacks reports, or the case that was opened when the report came in. Null for a new report, and where no
 * such case is found.
 */
export function ownCaseOf(
  { returning: { bereft, until }, index }: Returned,
  { response: { receivedAt }, report: { studentName, school } }: RoutedReport,
  link: Link,
): string | null {
  if (receivedAt >= until) return null;
  const linked = link.kind === "join" ? [link.case, ...link.others] : link.earlierCases;
  const isOf = (reference: string) => (bereft.get(reference)?.missing ?? 0) > 0;
  const isOpenedByIt = (reference: string) => {
    const { opened = 0, school: at = null } = bereft.get(reference) ?? {};
    const since = opened - receivedAt;
    const student = index.target(reference)?.student ?? null;
    const isSame = foldName(student) === foldName(studentName) && (at ?? "") === (school ?? "");
    return isSame && since >= 0 && since < openedWithin;
  };
  const all = [...linked, ...[...bereft.keys()].filter(isOpenedByIt)];
  return all.find(isOf) ?? null;
}

/** Notes that one of the missing reports of a case is back. */
export function countRestoredReport({ bereft }: RestoredReports, reference: string): void {
  const found = bereft.get(reference);
  if (found !== undefined) found.missing -= 1;
}

/**
 * Turns appended report rows that Reports already has into updates that only put them under the new case. What people confirmed in those
 * rows stays.
 */
export function reuseReportRows(change: Change, { rows }: RestoredReports): Change {
  const isThere = (one: Change["append"][number]) =>
    one.tab === "reports" && rows.has(String(one.row["row"]));
  const update = change.append.filter(isThere).map(
    ({ tab, row }): Update => ({
      tab,
      key: String(row["row"]),
      values: { case: row["case"] ?? null },
    }),
  );
  if (update.length === 0) return change;
  return {
    ...change,
    append: change.append.filter((one) => !isThere(one)),
    update: [...change.update, ...update],
  };
}

/**
 * Marks a report that came back under another case. Its messages get ids that differ from those of the first time, so that they are sent;
 * the reporter is not told of their own duty a second time; Activity says which case it belonged to (`former`). `now` in ms UTC.
 */
export function markRestored(
  change: Change,
  reference: string,
  former: string,
  now: number,
): Change {
  return {
    ...change,
    messages: change.messages
      .filter(({ kind }) => kind !== "reporter-duty")
      .map((message) => ({ ...message, id: message.id.replace(" ", ` ${reference} `) })),
    activity: [
      ...change.activity,
      { at: now, who: "automation", what: "report-came-back", case: reference, from: former },
    ],
  };
}
