/**
 * What is counted: everything but drills, which are about no student (design 2.17). Every number of cases, reports or steps goes by this
 * file: a year's and a month's figures by its rows, Summary by its formulas. Two numbers are not of cases: emails that wait, and the rows of
 * a file.
 */
import { drillMark } from "../../protocol/engine";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";

/** The rows of Cases and of Reports that are counted. The read must have the columns `drill` of Cases and `case` of both. */
export function countedRows(snapshot: Snapshot) {
  const all = rowsOf(snapshot, "cases");
  const drills = new Set(all.flatMap(({ key, values }) => (values.drill === true ? key : [])));
  return {
    cases: all.filter(({ key }) => !drills.has(key)),
    reports: rowsOf(snapshot, "reports").filter(({ values }) => !drills.has(values.case ?? "")),
  };
}

/** The drills' rows of a tab, as Summary's formulas name them. A report of a drill is anonymous, so Reports needs none. */
const drillRows = {
  cases: "[cases.drill],TRUE",
  checklist: `[checklist.what],"${drillMark}*"`,
} as const;

/**
 * A formula for how many rows of the tab meet the criteria (ranges and criteria of COUNTIFS), without those of drills. They are taken off,
 * since a row from before the column existed has no tick to compare.
 */
export function countedIn(tab: keyof typeof drillRows, criteria: string): string {
  return `(COUNTIFS(${criteria})-COUNTIFS(${criteria},${drillRows[tab]}))`;
}

/** How Activity names a case that a roll-over left behind: one that is counted, and a drill. */
export const wentAs = { counted: "case-went", drill: "drill-went" } as const;
