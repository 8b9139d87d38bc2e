/**
 * What is counted of a school year, and the measures: each number in Summary, in its charts and in the evidence of a year, defined once.
 * Not counted are drills, which are about no student (design 2.17), and cases that were merged into another one, since that one is counted.
 * Hours run from the first report of a case, also at night and on days without school. Pure.
 */

import { type CaseFile, emptyAct, emptyCase, isActMade, isActOver } from "../case/facts/case-file";
import { mergeTargetsOfRows } from "../case/facts/case-reference";
import { counted as countedSteps } from "../case/steps/step-state";
import type { ChecklistRow } from "../case/tabs/case-tabs";
import { addTo } from "../lists";
import { drillMark } from "../protocol/build-checklist";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { actOf, isCall, levelHasProtocol, levelRank, repetitionOf } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { type RowValues, stateKey } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import type { Run } from "../run";
import type { Moment } from "../time";
import { civil, hourMs, schoolYearMonths, schoolYearOf, schoolYearWords } from "../time";

/**
 * What must be read. With 2,000 cases this is most of the register, so read it when a person waits for it or at night, not in every run.
 */
export const countedRequests: readonly TabRequest[] = (
  [
    [
      "cases",
      `case level status opened acknowledged acknowledgedAt asked mergedInto releasedTo protocolVersion drill ${stateKey}`,
    ],
    [
      "checklist",
      `row case act due state done calledAt doneAt alreadyMade madeBy agencyReference notApplicableBecause ${stateKey}`,
    ],
    [
      "reports",
      `row part case received writtenReportDue writtenReportConfirmed reporterUnreachable ${stateKey}`,
    ],
    ["activity", "entry at what case column from to"],
  ] as const
).map(([tab, columns]) => ({ tab, columns: columns.split(" ") }));

/** How Summary's formulas find the rows of drills in a tab. Reports needs no such entry, since the report of a drill is anonymous. */
const drillRows = {
  cases: "[cases.drill],TRUE",
  checklist: `[checklist.what],"${drillMark}*"`,
} as const;

/**
 * A formula of Summary that counts how many rows of the tab meet the criteria (ranges and criteria of COUNTIFS), without rows of drills. It
 * subtracts those, because rows from before the column `drill` existed have no tick to compare.
 */
export function countedIn(tab: keyof typeof drillRows, criteria: string): string {
  return `(COUNTIFS(${criteria})-COUNTIFS(${criteria},${drillRows[tab]}))`;
}

/** What main's Summary has of the registers of schools: numbers alone. */
const countsBeside = {
  "Open cases in registers of schools": () => 1,
  "Not acknowledged yet in registers of schools": ({ row }) => (row.acknowledged ? 0 : 1),
  "Late steps in registers of schools": ({ acts }, now) =>
    acts.filter(({ state, due, lateFrom }) => state === "open" && (lateFrom ?? due ?? now) < now)
      .length,
} satisfies Readonly<Record<string, (file: CaseFile, now: number) => number>>;

export const measuresBeside = Object.keys(countsBeside);

/** Counts the open cases of a register of schools. `now`: milliseconds UTC. No drill is counted. */
export function countBeside(files: readonly CaseFile[], now: number): Record<string, number> {
  const real = files.filter(({ row }) => !row.drill);
  return Object.fromEntries(
    Object.entries(countsBeside).map(([key, of]) => [
      key,
      real.reduce((sum, file) => sum + of(file, now), 0),
    ]),
  );
}

/** The codes of Activity for a case that a roll-over left behind: a real case, and a drill. */
export const wentAs = { counted: "case-went", drill: "drill-went" } as const;

/** A step with a deadline, and whether it was kept. "unknown": it was done, and no one wrote when. */
export interface CountedStep {
  readonly kind: "call" | "written-report" | "other";
  readonly is: "in-time" | "late" | "overdue" | "not-due-yet" | "unknown";
}

/** A case as the measures count it. */
export type CountedCase = ReturnType<typeof countedCase>;

/** What is known of a reporter's own written report. */
type OwnReport = "on-record" | "not-on-record" | "unreachable" | "not-due-yet";

/** What measures count. */
export type Counted = ReturnType<typeof countedOf>;

/** The rows of Cases and of Reports that are counted. The read must have the column `drill` of Cases and the column `case` of both. */
function countedRows(snapshot: Snapshot) {
  const all = rowsOf(snapshot, "cases");
  const drills = new Set(all.flatMap(({ key, values }) => (values.drill === true ? key : [])));
  return {
    // A case that went to another register is counted there.
    cases: all.filter(
      ({ key, values }) => !drills.has(key) && (values.releasedTo ?? null) === null,
    ),
    reports: rowsOf(snapshot, "reports").filter(
      ({ values }) => !drills.has(values.case ?? "") && (values.part ?? 1) === 1,
    ),
  };
}

/** The school years (each by the calendar year in which it begins) that have a case or a report, and the current one; the latest first. */
export function schoolYearsIn(snapshot: Snapshot, { now, zone }: Moment): readonly number[] {
  const { cases, reports } = countedRows(snapshot);
  const opened = cases.flatMap(({ values }) => values.opened ?? []);
  const received = reports.flatMap(({ values }) => values.received ?? []);
  const years = [now, ...opened, ...received].map((at) => schoolYearOf(at, zone));
  return [...new Set(years)].sort((a, b) => b - a);
}

/**
 * The step as it is counted; nothing if it has no deadline, or needs nothing more. Steps about staff are not counted: one more that is
 * late would tell an admin, who reads the evidence and may not know, that staff may be involved (design 2.24).
 */
function countedStep(pack: ProtocolPack, step: ChecklistRow, now: number): readonly CountedStep[] {
  const { act, due, state, calledAt, doneAt } = step;
  if (due === null || actOf(pack, act)?.insideOnly === true) return [];
  const kind = isCall(pack, act)
    ? "call"
    : actOf(pack, act)?.duty === true
      ? "written-report"
      : "other";
  const at = calledAt ?? doneAt;
  // A step that repeats is never finished, so it can only be counted as overdue.
  const isAgain = repetitionOf(actOf(pack, act)) !== null;
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

/** `received`: when its reports came in. */
function countedCase(
  row: Row<"cases">,
  steps: readonly ChecklistRow[],
  {
    lines,
    received,
  }: { readonly lines: readonly Row<"activity">[]; readonly received: readonly number[] },
  run: Run,
) {
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
    ...(row.acknowledged === true && row.acknowledgedAt ? [row.acknowledgedAt] : []),
  ];
  const calls = steps.flatMap((step) =>
    isCall(pack, step.act) && isActMade(step) ? (step.calledAt ?? step.doneAt ?? []) : [],
  );
  return {
    level,
    /** Whether it was opened at a level without a protocol and has a level with one now. */
    rose:
      !levelHasProtocol(pack, first) &&
      levelHasProtocol(pack, level) &&
      levelRank(pack, level) > levelRank(pack, first),
    /** Milliseconds since 1970, UTC. */
    opened,
    isClosed: row.status === "closed",
    /** Hours from the first report to the first acknowledgement, and to the first call to an agency; null if there is none on record. */
    hoursToAcknowledge: hoursFrom(reported, acknowledged),
    hoursToCall: hoursFrom(reported, calls),
    /** Whether the next person was asked, because the first one had not acknowledged the case. */
    wasPassedOn: (row.asked ?? []).length > 0,
    /** Whether people were asked again in immediate danger, and whether someone was reminded of a call. */
    askedInDanger: lines.some(({ what }) => what === "danger-asked"),
    remindedOfCall: lines.some(({ what }) => what === "call-reminded"),
    steps: steps.flatMap((step) => countedStep(pack, step, run.now)),
  };
}

function ownReport(row: Row<"reports">, now: number): OwnReport {
  if (row.writtenReportConfirmed === true) return "on-record";
  if (row.reporterUnreachable === true) return "unreachable";
  return (row.writtenReportDue ?? now) < now ? "not-on-record" : "not-due-yet";
}

/** Rows by the case that they name or, if that case was merged, by the case into which it was merged. */
function byCase<T extends { readonly case?: string | null }>(
  rows: readonly { readonly values: T }[],
  into: (reference: string) => string = (reference) => reference,
) {
  const found = new Map<string, T[]>();
  for (const { values } of rows) addTo(found, into(values.case ?? ""), values);
  return found;
}

/** What is counted of a school year (given by the calendar year in which it begins), from a read with `countedRequests`. */
export function countedOf(snapshot: Snapshot, year: number, run: Run) {
  const isOfYear = (at: number | null | undefined) =>
    at !== null && at !== undefined && schoolYearOf(at, run.zone) === year;
  const of = countedRows(snapshot);
  const into = mergeTargetsOfRows(of.cases.map(({ values }) => values));
  const steps = byCase(rowsOf(snapshot, "checklist"), into);
  const parts = of.cases.filter(({ key }) => into(key) !== key);
  const merged = byCase(parts, into);
  const linesOf = byCase(rowsOf(snapshot, "activity"));
  const reports = byCase(of.reports, into);
  const ofYear = of.cases.filter(({ values }) => isOfYear(values.opened));
  const own = ofYear.filter(({ values }) => (values.mergedInto ?? null) === null);
  const cases: readonly CountedCase[] = own.map(({ key, values: row }) => {
    const acts = (steps.get(key) ?? []).map((values) => ({ ...emptyAct(), ...values }));
    const others = merged.get(key)?.map((values) => ({ ...emptyCase(), ...values }));
    // For merged cases, only the steps that count: what was done in one of them counts once.
    const counting =
      others === undefined
        ? acts
        : countedSteps({ row: { ...emptyCase(), ...row }, merged: others, acts }).acts;
    const received = (reports.get(key) ?? []).flatMap((report) => report.received ?? []);
    return countedCase(row, counting, { lines: linesOf.get(key) ?? [], received }, run);
  });
  return {
    cases,
    /** How each reporter's own written report stands. */
    reports: of.reports
      .filter(({ values }) => isOfYear(values.received))
      .map(({ values }) => ownReport(values, run.now)),
    /** Cases of the year that were merged into another one. */
    merged: ofYear.length - own.length,
    /** Rows of Cases that do not say when they were opened, of whatever year. */
    undated: of.cases.filter(({ values }) => (values.opened ?? null) === null).length,
  };
}

// The measures.

/** A number that is counted of a school year or a month. */
export interface Measure {
  /** Its name, which is also the key of its row in Summary. */
  readonly key: string;
  /** A few words for a chart. */
  readonly label: string;
  /** What it counts and what it does not. */
  readonly note: string;
  /** Whether it is a time in hours, with tenths; otherwise it is a count. */
  readonly isHours: boolean;
  /** The value; null if nothing can be said. */
  readonly of: (counted: Counted) => number | null;
}

const count = (key: string, of: Measure["of"], label = key, note = ""): Measure => {
  return { key, label, note, isHours: false, of };
};

const casesThat = (key: string, is: (one: CountedCase) => boolean, label?: string, note?: string) =>
  count(key, ({ cases }) => cases.filter(is).length, label, note);

/** How many steps of a kind have kept or missed their deadline in this way. */
export const stepsThat = (
  { cases }: Counted,
  kind: CountedStep["kind"],
  is: CountedStep["is"],
): number =>
  cases.flatMap(({ steps }) => steps).filter((step) => step.kind === kind && step.is === is).length;

/** The key of the measure that counts the cases opened at a level. */
export const levelKey = (label: string): string => `Opened: ${label}`;

/** The two times of a case that are measured. */
const times = {
  acknowledged: {
    name: "Hours to acknowledgement",
    label: "Acknowledged",
    note: "From the first report, counting nights and days without school.",
    of: "hoursToAcknowledge",
  },
  called: {
    name: "Hours to the first call",
    label: "First call",
    note: "From the first report to the call, at the time that someone wrote.",
    of: "hoursToCall",
  },
} as const;
export type Time = keyof typeof times;

const spreads = ["median", "nine in ten within", "slowest"] as const;
type Spread = (typeof spreads)[number];

/** The key of the measure of the hours within which nine in ten were done. */
export const mostKey = (time: Time): string => `${times[time].name}: nine in ten within`;

/** The hours of the cases that have them on record. */
export const hoursIn = ({ cases }: Pick<Counted, "cases">, time: Time): readonly number[] =>
  cases.flatMap((one) => one[times[time].of] ?? []);

/** One of a list of hours: the median, the time within which nine in ten were done, or the slowest. Null for an empty list. */
export function spreadOf(hours: readonly number[], which: Spread): number | null {
  const sorted = [...hours].sort((a, b) => a - b);
  const [many, last] = [sorted.length, sorted.length - 1];
  const at = (index: number) => sorted[index] ?? 0;
  if (many === 0) return null;
  if (which === "median") return (at(Math.floor(last / 2)) + at(Math.floor(many / 2))) / 2;
  return at(which === "slowest" ? last : Math.ceil(many * 0.9) - 1);
}

/** The measures that Summary has a row for, in the order of its rows. */
export function summaryMeasures({ levels }: ProtocolPack): readonly Measure[] {
  const overdue = (key: string, kind: CountedStep["kind"]) => {
    const of = (counted: Counted) => stepsThat(counted, kind, "overdue");
    return count(key, of, "Overdue", "Open and late when this was counted.");
  };
  return [
    ...levels.map(({ id, name }) => {
      const [key, note] = [levelKey(say(name)), "By the level of the case today."];
      return casesThat(key, ({ level }) => level === id, say(name), note);
    }),
    casesThat(
      levelKey("another level"),
      ({ level }) => !levels.some(({ id }) => id === level),
      "Another level",
      "At a level of another protocol, or one that cannot be read.",
    ),
    count(
      "Opened in all",
      ({ cases }) => cases.length,
      "All",
      "A case that was merged into another is not counted.",
    ),
    casesThat(
      "Started below the threshold, later rose",
      ({ rose }) => rose,
      "Rose later",
      "Because reports added up, or someone raised the level.",
    ),
    ...(["acknowledged", "called"] as const).flatMap((time) =>
      spreads.map((which): Measure => {
        const { name, label, note } = times[time];
        return {
          key: `${name}: ${which}`,
          label: which === "nine in ten within" ? label : `${label}, ${which}`,
          note,
          isHours: true,
          of: (counted) => {
            const found = spreadOf(hoursIn(counted, time), which);
            return found === null ? null : Math.round(found * 10) / 10;
          },
        };
      }),
    ),
    overdue("Overdue: calls", "call"),
    overdue("Overdue: written mandated reports", "written-report"),
    overdue("Overdue: other steps", "other"),
  ];
}

/** Counts of a year that only the district sees. */
export function yearCounts({ cases, reports, merged, undated }: Counted) {
  const that = (key: keyof CountedCase, value: boolean | null = true) =>
    cases.filter((one) => one[key] === value).length;
  const own = (how: OwnReport) => reports.filter((one) => one === how).length;
  return {
    "Reports that came in": reports.length,
    "Cases that are open now": that("isClosed", false),
    "Cases that are closed now": that("isClosed"),
    "Merged into another case, and not counted above": merged,
    "Cases in which the next person was asked, because no one had acknowledged":
      that("wasPassedOn"),
    "Cases with immediate danger, in which people were asked again": that("askedInDanger"),
    "Cases in which someone was reminded of a call": that("remindedOfCall"),
    "Cases with no acknowledgement on record": that("hoursToAcknowledge", null),
    "Cases with no call to an agency on record": that("hoursToCall", null),
    "Reporters' own written reports: confirmed": own("on-record"),
    "Reporters' own written reports: due, and not confirmed": own("not-on-record"),
    "Reporters who cannot be asked about theirs": own("unreachable"),
    "Cases whose opening date is not known": undated,
  };
}

/** The key of the row of Summary that says which school year the figures are of, and when they were counted (column `at`). */
export const schoolYearMeasure = "The school year, counted";

/** What is counted of each month (1 is January). A case counts in the month in which it was opened. */
export function byMonth(counted: Counted, zone: Run["zone"]) {
  const cases = new Map<number, CountedCase[]>();
  for (const one of counted.cases) addTo(cases, civil(one.opened, zone).month, one);
  return schoolYearMonths.map((month) => ({ ...counted, month, cases: cases.get(month) ?? [] }));
}

/**
 * The cells of Summary's rows by their key: the values of each month that has begun, of the school year and of the year before; and which
 * year it is, as of `now`.
 */
export function summaryCells(
  thisYear: Counted,
  yearBefore: Counted,
  { directory, now, zone }: Run,
): ReadonlyMap<string, RowValues> {
  const begun = schoolYearMonths.indexOf(civil(now, zone).month);
  const months = byMonth(thisYear, zone);
  const rows = summaryMeasures(directory.pack).map(({ key, of }): readonly [string, RowValues] => {
    const cells = months.map((one, at) => [`month${one.month}`, at > begun ? null : of(one)]);
    const years = { thisYear: of(thisYear), yearBefore: of(yearBefore) };
    return [key, { ...Object.fromEntries(cells), ...years }];
  });
  const year = schoolYearWords(schoolYearOf(now, zone));
  return new Map([[schoolYearMeasure, { value: year, at: now }], ...rows]);
}
