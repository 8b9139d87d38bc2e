/**
 * What is counted of a school year: its cases and reports as the register has them, each with what the measures ask of it. Not counted are
 * drills, which are about no student (design 2.17), and cases that were merged into another one: the other one is. Pure.
 */

import { addTo } from "../../lists";
import { drillMark } from "../../protocol/build-checklist";
import { packOfCase } from "../../protocol/find-pack";
import type { LevelId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { isCall, isDuty, levelHasProtocol, levelRank, repeatOf } from "../../protocol/pack-queries";
import { stateKey } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { ChecklistRow } from "../../register/tabs";
import type { Run } from "../../run";
import { hourMs, type Moment, schoolYearOf } from "../../time";
import { emptyAct, emptyCase, isActMade, isActOver, parseToldLines } from "../facts/case-file";
import { goingOn } from "../facts/case-reference";
import { counted as countedSteps } from "../steps/step-state";

const keys = (text: string) => text.split(" ");

/** What must be read. At 2,000 cases this is most of the register: for a person who waits, or for the night, never for each run. */
export const countedRequests: readonly TabRequest[] = [
  {
    tab: "cases",
    columns: keys(
      `case level status opened acknowledged acknowledgedAt asked mergedInto protocolVersion drill ${stateKey}`,
    ),
  },
  {
    tab: "checklist",
    columns: keys(
      `row case act due state done calledAt doneAt alreadyMade madeBy agencyReference notApplicableBecause ${stateKey}`,
    ),
  },
  {
    tab: "reports",
    columns: keys(
      `row part case received writtenReportDue writtenReportConfirmed reporterUnreachable ${stateKey}`,
    ),
  },
  { tab: "activity", columns: keys("entry at what case column from to") },
];

/** The drills' rows of a tab, as Summary's formulas name them. A report of a drill is anonymous, so Reports needs none. */
const drillRows = {
  cases: "[cases.drill],TRUE",
  checklist: `[checklist.what],"${drillMark}*"`,
} as const;

/**
 * A formula of Summary for how many rows of the tab meet the criteria (ranges and criteria of COUNTIFS), without those of drills. They are
 * taken off, since a row from before the column existed has no tick to compare.
 */
export function countedIn(tab: keyof typeof drillRows, criteria: string): string {
  return `(COUNTIFS(${criteria})-COUNTIFS(${criteria},${drillRows[tab]}))`;
}

/** How Activity names a case that a roll-over left behind: a real case, and a drill. */
export const wentAs = { counted: "case-went", drill: "drill-went" } as const;

/** A step with a deadline, and how it stands to it. "unknown": it was made, and no one wrote when. */
export interface CountedStep {
  readonly kind: "call" | "written-report" | "other";
  readonly is: "in-time" | "late" | "overdue" | "not-due-yet" | "unknown";
}

export interface CountedCase {
  readonly level: LevelId | null;
  /** Whether it was opened at a level without protocol and has one now. */
  readonly rose: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly opened: number;
  readonly isClosed: boolean;
  /** Hours from the first report to the first acknowledgement, and to the first call to an agency; null where there is none on record. */
  readonly hoursToAcknowledge: number | null;
  readonly hoursToCall: number | null;
  /** Whether the next person was asked, since the first had not acknowledged. */
  readonly wasPassedOn: boolean;
  /** Whether people were asked again in immediate danger, and whether someone was reminded of a call. */
  readonly askedInDanger: boolean;
  readonly remindedOfCall: boolean;
  readonly steps: readonly CountedStep[];
}

export interface CountedReport {
  /** What is known of the reporter's own written report. */
  readonly own: "on-record" | "not-on-record" | "unreachable" | "not-due-yet";
}

/** What measures count. */
export interface Counted {
  readonly cases: readonly CountedCase[];
  readonly reports: readonly CountedReport[];
  /** Cases of the year that were merged into another one. */
  readonly merged: number;
  /** Rows of Cases that do not say when they were opened, of whatever year. */
  readonly undated: number;
}

/** The rows of Cases and of Reports that are counted. The read must have the columns `drill` of Cases and `case` of both. */
function countedRows(snapshot: Snapshot) {
  const all = rowsOf(snapshot, "cases");
  const drills = new Set(all.flatMap(({ key, values }) => (values.drill === true ? key : [])));
  return {
    cases: all.filter(({ key }) => !drills.has(key)),
    reports: rowsOf(snapshot, "reports").filter(
      ({ values }) => !drills.has(values.case ?? "") && (values.part ?? 1) === 1,
    ),
  };
}

/** The school years (by their first year) of which there is anything, and the one that is on; the latest first. */
export function schoolYearsIn(snapshot: Snapshot, { now, zone }: Moment): readonly number[] {
  const { cases, reports } = countedRows(snapshot);
  const opened = cases.flatMap(({ values }) => values.opened ?? []);
  const received = reports.flatMap(({ values }) => values.received ?? []);
  const years = [now, ...opened, ...received].map((at) => schoolYearOf(at, zone));
  return [...new Set(years)].sort((a, b) => b - a);
}

/** The step as it is counted; nothing where it has no deadline, or needs nothing more. */
function countedStep(pack: ProtocolPack, step: ChecklistRow, now: number): readonly CountedStep[] {
  const { act, due, state, calledAt, doneAt } = step;
  if (due === null) return [];
  const kind = isCall(pack, act) ? "call" : isDuty(pack, act) ? "written-report" : "other";
  const at = calledAt ?? doneAt;
  // A step that comes again is never done: all that can be said of it is that it is overdue.
  const isAgain = repeatOf(pack, act) !== null;
  if (isActMade(step)) {
    return isAgain ? [] : [{ kind, is: at === null ? "unknown" : at > due ? "late" : "in-time" }];
  }
  if (isActOver(step) || state !== "open" || (isAgain && due >= now)) return [];
  return [{ kind, is: due < now ? "overdue" : "not-due-yet" }];
}

const hoursFrom = (from: number, times: readonly number[]) =>
  times.length === 0 ? null : Math.max(0, Math.min(...times) - from) / hourMs;

type Row<Tab extends "cases" | "reports" | "activity"> = ReturnType<
  typeof rowsOf<Tab>
>[number]["values"];

/** A case with its rows in other tabs. */
interface CaseRead {
  readonly row: Row<"cases">;
  readonly steps: readonly ChecklistRow[];
  readonly lines: readonly Row<"activity">[];
  /** When its reports came in. */
  readonly received: readonly number[];
}

function countedCase({ row, steps, lines, received }: CaseRead, run: Run): CountedCase {
  const pack = packOfCase({ protocolVersion: row.protocolVersion ?? null });
  const opened = row.opened ?? run.now;
  const reported = Math.min(opened, ...received);
  const level = row.level ?? null;
  const rises = lines
    .filter(({ what }) => what === "level-raised")
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const first = rises[0]?.from ?? level;
  const isAcknowledging = ({ what, column, to }: Row<"activity">) =>
    what === "edited" && column === "acknowledged" && to === "true";
  const acknowledged = [
    ...lines.filter(isAcknowledging).flatMap(({ at }) => at ?? []),
    ...(row.acknowledged === true ? [row.acknowledgedAt ?? []].flat() : []),
  ];
  const calls = steps.flatMap((step) =>
    isCall(pack, step.act) && isActMade(step) ? (step.calledAt ?? step.doneAt ?? []) : [],
  );
  return {
    level,
    rose:
      !levelHasProtocol(pack, first) &&
      levelHasProtocol(pack, level) &&
      levelRank(pack, level) > levelRank(pack, first),
    opened,
    isClosed: row.status === "closed",
    hoursToAcknowledge: hoursFrom(reported, acknowledged),
    hoursToCall: hoursFrom(reported, calls),
    wasPassedOn: parseToldLines(row.asked ?? []).length > 0,
    askedInDanger: lines.some(({ what }) => what === "danger-asked"),
    remindedOfCall: lines.some(({ what }) => what === "call-reminded"),
    steps: steps.flatMap((step) => countedStep(pack, step, run.now)),
  };
}

function countedReport(row: Row<"reports">, now: number): CountedReport {
  const { writtenReportDue, writtenReportConfirmed, reporterUnreachable } = row;
  if (writtenReportConfirmed === true) return { own: "on-record" };
  if (reporterUnreachable === true) return { own: "unreachable" };
  return { own: (writtenReportDue ?? now) < now ? "not-on-record" : "not-due-yet" };
}

/** Rows by the case that they name or, if it was merged, by the case into which it was merged. */
function byCase<T extends { readonly case?: string | null }>(
  rows: readonly T[],
  into: (reference: string) => string = (reference) => reference,
) {
  const found = new Map<string, T[]>();
  for (const row of rows) addTo(found, into(row.case ?? ""), row);
  return found;
}

/** What is counted of a school year (by its first year), from a read with `countedRequests`. */
export function countedOf(snapshot: Snapshot, year: number, run: Run): Counted {
  const isOfYear = (at: number | null | undefined) =>
    at !== null && at !== undefined && schoolYearOf(at, run.zone) === year;
  const of = countedRows(snapshot);
  const into = goingOn(of.cases.map(({ values }) => values));
  const steps = byCase(
    rowsOf(snapshot, "checklist").map(({ values }) => ({ ...emptyAct(), ...values })),
    into,
  );
  const merged = byCase(
    of.cases.flatMap(({ key, values }) => (into(key) === key ? [] : { ...emptyCase(), ...values })),
    into,
  );
  // Of merged cases the steps that count; what one of them did counts once.
  const stepsOf = (key: string, row: Row<"cases">) => {
    const [acts, parts] = [steps.get(key) ?? [], merged.get(key)];
    return parts === undefined
      ? acts
      : countedSteps({ row: { ...emptyCase(), ...row }, merged: parts, acts }).acts;
  };
  const lines = byCase(rowsOf(snapshot, "activity").map(({ values }) => values));
  const reports = byCase(
    of.reports.map(({ values }) => values),
    into,
  );
  const ofYear = of.cases.filter(({ values }) => isOfYear(values.opened));
  const own = ofYear.filter(({ values }) => (values.mergedInto ?? null) === null);
  return {
    cases: own.map(({ key, values: row }) =>
      countedCase(
        {
          row,
          steps: stepsOf(key, row),
          lines: lines.get(key) ?? [],
          received: (reports.get(key) ?? []).flatMap(({ received }) => received ?? []),
        },
        run,
      ),
    ),
    reports: of.reports
      .filter(({ values }) => isOfYear(values.received))
      .map(({ values }) => countedReport(values, run.now)),
    merged: ofYear.length - own.length,
    undated: of.cases.filter(({ values }) => (values.opened ?? null) === null).length,
  };
}
