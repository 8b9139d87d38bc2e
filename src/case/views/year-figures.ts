/**
 * What the register knows of the cases of one school year, case by case and act by act, for counting: levels, hours, what was late, who was
 * asked further. Pure. Cases that were merged into another one are not counted: the other one is.
 */

import type { Directory } from "../../district/district";
import type { PersonRole } from "../../district/roles";
import { packOfCase } from "../../protocol/find-pack";
import type { LevelId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { isCall, isDuty, levelRank, repeatOf } from "../../protocol/pack-queries";
import { stateKey } from "../../register/columns";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Run } from "../../run";
import { hourMs, type Moment, schoolYearOf } from "../../time";
import { isActMade, isActOver } from "../model/acts/act-completion";
import { counted } from "../model/acts/counted-steps";
import { emptyAct, emptyCase, parseToldLines } from "../model/case-file";
import { goingOn } from "../model/case-reference";
import { countedRows } from "./counted-rows";

/** What must be read. At 2,000 cases this is most of the register: for a person who waits, or for the night, never for each run. */
export const yearRequests: readonly TabRequest[] = [
  {
    tab: "cases",
    columns: [
      "case",
      "level",
      "status",
      "opened",
      "acknowledged",
      "acknowledgedBy",
      "acknowledgedAt",
      "contact",
      "asked",
      "mergedInto",
      "closeReason",
      "protocolVersion",
      stateKey,
      "drill",
    ],
  },
  {
    tab: "checklist",
    columns: [
      "row",
      "case",
      "act",
      "due",
      "state",
      "done",
      "calledAt",
      "doneAt",
      "alreadyMade",
      "madeBy",
      "agencyReference",
      "notApplicableBecause",
      stateKey,
    ],
  },
  {
    tab: "reports",
    columns: [
      "row",
      "part",
      "case",
      "received",
      "writtenReportDue",
      "writtenReportConfirmed",
      "reporterUnreachable",
      stateKey,
    ],
  },
  { tab: "activity", columns: ["entry", "at", "what", "case", "column", "from", "to"] },
];

/** What ended the asking, for a case about which somebody further was asked: whoever acknowledged it, or what else became of it. */
export type AskingEnd = PersonRole | "somebody-else" | "closed" | "nothing-yet";

/** Kinds of acts, as lateness is counted. */
export const actKinds = ["call", "written-report", "other"] as const;
export type ActKind = (typeof actKinds)[number];

/** How an act stands to its deadline. "unknown": it was made, and nobody wrote when. */
export type Punctuality = "in-time" | "late" | "overdue" | "not-due-yet" | "unknown";

export interface CaseFigures {
  readonly reference: string;
  readonly level: LevelId | null;
  /** The level with which the case was opened. */
  readonly firstLevel: LevelId | null;
  /** Whether it was opened at a level without protocol and has one now. */
  readonly roseIntoProtocol: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly opened: number;
  readonly isClosed: boolean;
  /** Hours from the first report to the first acknowledgement, and to the first call to an agency; null where there is none on record. */
  readonly hoursToAcknowledge: number | null;
  readonly hoursToCall: number | null;
  /** Roles asked after the first person had not acknowledged, in order; empty where nobody had to be. */
  readonly asked: readonly PersonRole[];
  readonly askingEnd: AskingEnd | null;
  /** Whether people were asked again in immediate danger, and whether somebody was reminded of a call. */
  readonly askedInDanger: boolean;
  readonly remindedOfCall: boolean;
  readonly acts: readonly { readonly kind: ActKind; readonly is: Punctuality }[];
}

/** What is known of a reporter's own written report. */
export type ReporterState = "said-so" | "not-confirmed" | "unreachable" | "not-due-yet";

export interface YearFigures {
  readonly cases: readonly CaseFigures[];
  /** Cases of the year that were merged into another one. */
  readonly merged: number;
  /** Reports of the year, and what reporters confirmed of their own written reports that are due. */
  readonly reports: number;
  readonly reporters: Readonly<Record<ReporterState, number>>;
  /** Rows of Cases that say no time at which they were opened, of whatever year. */
  readonly undated: number;
}

interface LineOfCase {
  readonly at: number;
  readonly what: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

function byCase<T>(rows: readonly { readonly case: string; readonly one: T }[]) {
  const found = new Map<string, T[]>();
  for (const { case: reference, one } of rows) {
    const list = found.get(reference);
    if (list === undefined) found.set(reference, [one]);
    else list.push(one);
  }
  return found;
}

function linesOf(snapshot: Snapshot): ReadonlyMap<string, readonly LineOfCase[]> {
  return byCase(
    rowsOf(snapshot, "activity").flatMap(({ values }) => {
      const { case: reference = null, at = null, what = null } = values;
      if (reference === null || at === null || what === null) return [];
      const { column, from, to } = values;
      const one = { at, what, column: column ?? "", from: from ?? "", to: to ?? "" };
      return [{ case: reference, one }];
    }),
  );
}

type ActRow = ReturnType<typeof rowsOf<"checklist">>[number]["values"];

function kindOf(pack: ReturnType<typeof packOfCase>, act: ActRow): ActKind {
  if (isCall(pack, act.act ?? null)) return "call";
  return isDuty(pack, act.act ?? null) ? "written-report" : "other";
}

function isMade(act: ActRow): boolean {
  const { done = false, alreadyMade = false, madeBy = null, agencyReference = null } = act;
  return isActMade({ done, alreadyMade, madeBy, agencyReference });
}

/** When the act was made: when the call was, as a person wrote, else when it was ticked. Milliseconds UTC. */
const madeAt = ({ calledAt = null, doneAt = null }: ActRow) => calledAt ?? doneAt;

function punctuality(act: ActRow, now: number): Punctuality | null {
  const { due = null, notApplicableBecause = null, state } = act;
  if (due === null) return null;
  if (isMade(act)) {
    const at = madeAt(act);
    return at === null ? "unknown" : at > due ? "late" : "in-time";
  }
  const { done = false, alreadyMade = false, madeBy = null, agencyReference = null } = act;
  const over = isActOver({ done, alreadyMade, madeBy, agencyReference, notApplicableBecause });
  if (over || state !== "open") return null;
  return due < now ? "overdue" : "not-due-yet";
}

const hoursFrom = (from: number, to: number | null) =>
  to === null ? null : Math.max(0, to - from) / hourMs;

const least = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times));

type CaseRead = ReturnType<typeof rowsOf<"cases">>[number]["values"];

function askingEnd(row: CaseRead, { people }: Directory): AskingEnd {
  const told = parseToldLines(row.asked ?? []);
  const by = row.acknowledgedBy ?? null;
  if (row.acknowledged !== true || by === null) {
    return row.status === "closed" ? "closed" : "nothing-yet";
  }
  const asTold = told.find(({ email }) => email === by)?.to;
  const named = people.find(({ email }) => email === by)?.role;
  return asTold ?? (by === row.contact ? "designated-contact" : (named ?? "somebody-else"));
}

/** The kind of an act and how punctual it was; nothing where that cannot be said. */
function actFigure(pack: ProtocolPack, act: ActRow, now: number): CaseFigures["acts"] {
  const is = punctuality(act, now);
  const isRepeated = repeatOf(pack, act.act ?? null) !== null;
  // An act that comes again is never done: all that can be said of it is that it is overdue.
  if (is === null || (isRepeated && is !== "overdue")) return [];
  return [{ kind: kindOf(pack, act), is }];
}

/** A case as read, with what other tabs say of it. */
interface CaseOfYear {
  readonly reference: string;
  readonly row: CaseRead;
  readonly acts: readonly ActRow[];
  /** When it was reported first; milliseconds UTC. */
  readonly reported: number;
  readonly lines: readonly LineOfCase[];
}

function figuresOf(
  { reference, row, acts, reported, lines }: CaseOfYear,
  { directory, now }: Run,
): CaseFigures {
  const pack = packOfCase({ protocolVersion: row.protocolVersion ?? null });
  const level = row.level ?? null;
  const rises = lines.filter(({ what }) => what === "level-raised").sort((a, b) => a.at - b.at);
  // The cells hold ids of the packs' levels, written by the desk.
  const firstLevel = (rises[0]?.from as LevelId | undefined) ?? level;
  const hasProtocol = (id: LevelId | null) =>
    pack.levels.some((one) => one.id === id && one.protocol !== null);
  const acknowledgements = lines.flatMap(({ what, column, to, at }) =>
    what === "edited" && column === "acknowledged" && to !== "" && to !== "false" ? [at] : [],
  );
  const last = row.acknowledged === true ? (row.acknowledgedAt ?? null) : null;
  const calls = acts.flatMap((act) =>
    isCall(pack, act.act ?? null) && isMade(act) ? (madeAt(act) ?? []) : [],
  );
  const asked = parseToldLines(row.asked ?? []).map(({ to }) => to);
  return {
    reference,
    level,
    firstLevel,
    roseIntoProtocol:
      !hasProtocol(firstLevel) &&
      hasProtocol(level) &&
      levelRank(pack, level) > levelRank(pack, firstLevel),
    opened: row.opened ?? 0,
    isClosed: row.status === "closed",
    hoursToAcknowledge: hoursFrom(
      reported,
      least(last === null ? acknowledgements : [...acknowledgements, last]),
    ),
    hoursToCall: hoursFrom(reported, least(calls)),
    asked,
    askingEnd: asked.length === 0 ? null : askingEnd(row, directory),
    askedInDanger: lines.some(({ what }) => what === "danger-asked"),
    remindedOfCall: lines.some(({ what }) => what === "call-reminded"),
    acts: acts.flatMap((act) => actFigure(pack, act, now)),
  };
}

function reporterState(
  { writtenReportDue, writtenReportConfirmed, reporterUnreachable }: ReportRead,
  now: number,
): ReporterState {
  if (writtenReportConfirmed === true) return "said-so";
  if (reporterUnreachable === true) return "unreachable";
  return (writtenReportDue ?? now) < now ? "not-confirmed" : "not-due-yet";
}

type ReportRead = ReturnType<typeof rowsOf<"reports">>[number]["values"];

/**
 * The school years (by their first year) in which a case was opened or a report came in, and the one that is on; the latest first.
 */
export function schoolYearsIn(snapshot: Snapshot, { now, zone }: Moment): readonly number[] {
  const { cases, reports } = countedRows(snapshot);
  const times = [
    now,
    ...cases.flatMap(({ values }) => values.opened ?? []),
    ...reports.flatMap(({ values }) => values.received ?? []),
  ];
  return [...new Set(times.map((at) => schoolYearOf(at, zone)))].sort((a, b) => b - a);
}

/** The figures of a school year (by its first year), from a read with `yearRequests`. */
export function yearFigures(snapshot: Snapshot, year: number, run: Run): YearFigures {
  const { now, zone } = run;
  const isOfYear = (at: number | null | undefined) =>
    at !== null && at !== undefined && schoolYearOf(at, zone) === year;
  const lines = linesOf(snapshot);
  const { cases: rows, reports: allReports } = countedRows(snapshot);
  const into = goingOn(rows.map(({ values }) => values));
  const reports = allReports.filter(({ values }) => (values.part ?? 1) === 1);
  const received = byCase(
    reports.flatMap(({ values: { case: reference = null, received: one = null } }) =>
      reference === null || one === null ? [] : [{ case: into(reference), one }],
    ),
  );
  const ofYear = rows.filter(({ values }) => isOfYear(values.opened));
  const own = ofYear.filter(({ values }) => (values.mergedInto ?? null) === null);
  const acts = byCase(
    rowsOf(snapshot, "checklist").flatMap(({ values: one }) =>
      typeof one.case === "string" ? [{ case: into(one.case), one }] : [],
    ),
  );
  const merged = byCase(
    rows.flatMap(({ key, values: one }) => (into(key) === key ? [] : [{ case: into(key), one }])),
  );
  // Of merged cases the steps that count; what one of them did counts once.
  const stepsOf = (key: string, row: CaseRead): readonly ActRow[] => {
    const all = acts.get(key) ?? [];
    const parts = merged.get(key)?.map((one) => ({ ...emptyCase(), ...one }));
    if (parts === undefined) return all;
    const file = { row: { ...emptyCase(), ...row }, merged: parts };
    return counted({ ...file, acts: all.map((one) => ({ ...emptyAct(), ...one })) }).acts;
  };
  const reportsOfYear = reports.filter(({ values }) => isOfYear(values.received));
  const reporters = { "said-so": 0, "not-confirmed": 0, unreachable: 0, "not-due-yet": 0 };
  for (const { values } of reportsOfYear) reporters[reporterState(values, now)] += 1;
  return {
    cases: own.map(({ key, values }) => {
      // Of a case that was merged into it a report may be older: then it is not its first.
      const first = least(received.get(key) ?? []) ?? values.opened ?? now;
      const reported = Math.min(first, values.opened ?? first);
      const own = { acts: stepsOf(key, values), lines: lines.get(key) ?? [] };
      return figuresOf({ reference: key, row: values, reported, ...own }, run);
    }),
    merged: ofYear.length - own.length,
    reports: reportsOfYear.length,
    reporters,
    undated: rows.filter(({ values }) => (values.opened ?? null) === null).length,
  };
}

// How long things took.

/** Median, the time within which nine in ten were done, and the slowest; hours. Null for an empty list. */
export function spreadOfHours(hours: readonly number[]): {
  readonly median: number;
  readonly nineInTen: number;
  readonly slowest: number;
} | null {
  const sorted = [...hours].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  const count = sorted.length;
  if (count === 0) return null;
  return {
    median: (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2,
    nineInTen: at(Math.ceil(count * 0.9) - 1),
    slowest: at(count - 1),
  };
}
