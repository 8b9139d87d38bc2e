/** Reports that come back from the Form after a tab was made again: to their case, or as a new one where that is gone. Pure. */

import { type CaseIndex, foldName, type Link } from "../../case/lifecycle/match-report";
import { referenceOfCase } from "../../case/model/case-reference";
import type { Report } from "../../form/report";
import type { FormResponse } from "../../ports";
import type { Change, Update } from "../../register/change";
import type { TabId } from "../../register/columns";
import { rowsOf, type Snapshot, type TabRequest } from "../../register/read-register";
import { minuteMs } from "../../time";

/** Read besides, where tabs had to be made again. */
export const returningRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "reports", "opened", "school"] },
  { tab: "reports", columns: ["row", "response", "part", "case"] },
];

/** A case that had more reports than Reports has of it. */
interface Bereft {
  missing: number;
  /** Milliseconds since 1970, UTC. */
  readonly opened: number;
  readonly school: string | null;
}

/** Nothing of it where no tab had to be made again. */
export interface RestoredReports {
  /** By response the case that it was part of and that has no row any more. */
  readonly former: ReadonlyMap<string, string>;
  /** Keys of the rows that Reports has. */
  readonly rows: ReadonlySet<string>;
  readonly bereft: ReadonlyMap<string, Bereft>;
  /** What the Form received before was in a register once. Milliseconds since 1970, UTC. */
  readonly until: number;
}

export const nothingReturns: RestoredReports = {
  former: new Map(),
  rows: new Set(),
  bereft: new Map(),
  until: 0,
};

interface Remade {
  readonly tabs: readonly TabId[];
  readonly until: number;
}

/** Cases that had more reports than Reports has of them. `snapshot` has `returningRequests`. */
export function casesMissingReports(
  snapshot: Snapshot,
  index: CaseIndex,
): ReadonlyMap<string, Bereft> {
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

/** `snapshot` has `returningRequests`. */
export function reportsToRestore(
  snapshot: Snapshot,
  index: CaseIndex,
  remade: Remade,
): RestoredReports {
  const reports = rowsOf(snapshot, "reports");
  const former = new Map<string, string>();
  for (const { values } of remade.tabs.includes("cases") ? reports : []) {
    const { response, case: reference } = values;
    if (response == null || reference == null || index.target(reference) !== null) continue;
    former.set(response, reference);
  }
  return {
    former,
    rows: new Set(reports.map(({ key }) => key)),
    bereft: remade.tabs.includes("reports") ? casesMissingReports(snapshot, index) : new Map(),
    until: remade.until,
  };
}

/** Of its report, unless Google lost the trigger and the clock too. */
const openedWithin = 15 * minuteMs;

/**
 * The case that counts this report, where its row of Reports is gone and the Outbox does not name the case: one of the student's that lacks
 * a report, or the one opened when it came. Null for a new report, or where that cannot be told.
 */
export function ownCaseOf(
  { bereft, until }: RestoredReports,
  index: CaseIndex,
  { receivedAt }: FormResponse,
  { studentName, school }: Report,
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

/** One more of those that the case counts. */
export function countRestoredReport({ bereft }: RestoredReports, reference: string): void {
  const found = bereft.get(reference);
  if (found !== undefined) found.missing -= 1;
}

/** Rows that Reports has come to stand under the case. What was confirmed in them stays. */
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
 * A report that came back to another case: its mails are others than those of that time, and whoever sent it is not told of their own duty
 * again. `now` in ms UTC.
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
