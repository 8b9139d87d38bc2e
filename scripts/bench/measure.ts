/** Plays the days that the budgets are about and counts the calls, cells and bytes of their runs. */

import { demoDirectory } from "../play/directory";
import type { Output } from "../play/end-state/output";
import { playedOut } from "../play/play-scenario";
import { scenarioFrom } from "../play/scenario";
import { allServices } from "../workspace/index";
import { startUpMilliseconds } from "../workspace/run/runner";
import { type Budget, limits, until } from "./budgets";
import { allMails, type DangerMails, mostMails } from "./danger-mails";

/** The seconds that a day's clock runs take in the planned times of their calls (no measurement of Google), and what takes them. */
export function daySeconds({ byName }: Counted): Readonly<Record<string, number>> {
  const planned = new Map(
    allServices.flatMap(({ name, methods }) =>
      Object.entries(methods).map(([method, one]) => [
        `${name}.${method}`,
        one.planningMilliseconds,
      ]),
    ),
  );
  const of: Record<string, number> = { start: runsInDay * startUpMilliseconds };
  for (const [name, times] of Object.entries(byName)) {
    const [service = ""] = name.split(".");
    of[service] = (of[service] ?? 0) + 24 * times * (planned.get(name) ?? 0);
  }
  const all = Object.values(of).reduce((sum, one) => sum + one, 0);
  const rounded = ([name, one]: [string, number]) => [name, Math.round(one / 1000)] as const;
  return Object.fromEntries([["all", all] as [string, number], ...Object.entries(of)].map(rounded));
}

/** The clock fires each five minutes. */
const runsInDay = 24 * 12;

/** A run as `play` prints it, with the size of its largest reply by method. */
type Run = Output["runs"][number] & { readonly largestReplies: Readonly<Record<string, number>> };
type Played = Pick<Output, "cases" | "inbox"> & { readonly runs: readonly Run[] };

/** The number of cases a register is designed for. The roll-over of each school year keeps it within that. */
export const manyCases = 2_000;
/** The number of cases at which a register must still work. */
export const tooManyCases = 10_000;

/** The start of each measured day. */
export const start = "2026-09-01T09:00:00-07:00";
export const firstReport = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  grade: "10",
  factors: ["controlled-or-groomed", "frequently-absent"],
  facts: "An account of what was seen.",
  learnedAt: "2026-09-01T08:30:00-07:00",
};
/** A report that the contacts must not see: it goes into a sealed register, and the person who reads it needs access to that. */
export const sealedReport = {
  ...firstReport,
  studentId: "730195",
  recipientMayBeInvolved: "contact",
};
/** A report that may be about the same student: it has no id and different words. */
const matching = { school: "North High", studentName: "Rowan Pine", facts: "Seen again." };
/** A report about the same student by another reporter, with enough risk factors to raise the level of the case. */
const joining = { ...firstReport, concerns: ["suspected-victim"], facts: "Another account." };

export interface Counted {
  readonly calls: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly sheetsCalls: number;
  readonly mailCalls: number;
  /** How many messages the run queued and sent, counted in the inbox of the end state. */
  readonly messages: number;
  /** Cells in all replies of the run, including those to commits. */
  readonly cellsRead: number;
  readonly cellsWritten: number;
  /** Bytes of all replies of the run together, as Google sends them. */
  readonly replyBytes: number;
  /** Bytes of the largest reply to a write, as Google sends it. */
  readonly commitBytes: number;
}

export interface Day {
  /** How many cases the register had before. */
  readonly existingCases: number;
  readonly first: Counted;
  readonly joining: Counted;
  readonly sealed: Counted;
  /**
   * An hour with nothing to do: a run that ends without a look at the register, the look without an audit, and all twelve runs together.
   * The audit is once an hour.
   */
  readonly clockRun: Counted;
  readonly fullLook: Counted;
  readonly idleHour: Counted;
  readonly edit: Counted;
  readonly paste: Counted;
  readonly matching: Counted;
}

type Reports = Pick<Day, "existingCases" | "first" | "joining" | "sealed">;

function onlyRun(out: Played, event: number, name: string): Run {
  const runs = out.runs.filter((run) => run.event === event && run.function === name);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new Error(`event ${event} made ${runs.length} runs of ${name}, not one`);
  }
  if (!run.ok) throw new Error(`event ${event}: ${run.error ?? "failed"}`);
  return run;
}

/**
 * The clock runs of an event, the most expensive first. An hour has a look with an audit, a look without, and ten runs that end without
 * a look.
 */
function ticksOf(out: Played, event: number): readonly Run[] {
  const ticks = out.runs.filter((run) => run.event === event && run.function === "onClock");
  const failed = ticks.find(({ ok }) => !ok);
  if (failed !== undefined) throw new Error(`a tick failed: ${failed.error ?? ""}`);
  if (ticks.length < 3) throw new Error("too few ticks to compare");
  const sheets = (run: Run) => counted([run]).sheetsCalls;
  return [...ticks].sort((a, b) => sheets(b) - sheets(a) || b.calls.total - a.calls.total);
}

/** The total cost of some runs. */
function counted(runs: readonly Run[], messages = 0): Counted {
  const sum = (of: (run: Run) => number) => runs.reduce((whole, run) => whole + of(run), 0);
  const byName: Record<string, number> = {};
  for (const { calls } of runs) {
    for (const [name, times] of Object.entries(calls.byName)) {
      byName[name] = (byName[name] ?? 0) + times;
    }
  }
  const called = (matches: (name: string) => boolean) =>
    Object.entries(byName).reduce((all, [name, times]) => (matches(name) ? all + times : all), 0);
  const commits = runs.map(
    ({ largestReplies }) => largestReplies["Sheets.Spreadsheets.batchUpdate"] ?? 0,
  );
  return {
    byName,
    calls: sum(({ calls }) => calls.total),
    sheetsCalls: called((name) => name.startsWith("Sheets.")),
    mailCalls: called((name) => name === "MailApp.sendEmail"),
    messages,
    cellsRead: sum(({ cellsRead }) => cellsRead),
    cellsWritten: sum(({ cellsWritten }) => cellsWritten),
    replyBytes: sum(({ replyBytes }) => replyBytes),
    commitBytes: Math.max(0, ...commits),
  };
}

function played(dist: string, day: object): Played {
  const { workspace, output } = playedOut(scenarioFrom({ start, ...day }), { dist });
  if (output.errors.length > 0) throw new Error(JSON.stringify(output.errors));
  const largest = workspace.runs.map(({ largestReplies }) => largestReplies);
  const runs = output.runs.map((run, at) => ({ ...run, largestReplies: largest[at] ?? {} }));
  // For a register with thousands of cases, only what is measured is read.
  return { cases: output.cases, inbox: output.inbox, runs };
}

/** How many sent messages and lines of Activity the seeded register has. */
const settled = { messages: 5_000, activity: 10_000 } as const;
const seeded = (cases: number) => (cases === 0 ? {} : { seed: { cases, ...settled } });

const reports = [{ submit: firstReport }, { submit: joining }, { submit: sealedReport }];

/** The cost of the three reports of a day that were played from its event number `at` on. */
function countedReports(out: Played, at: number, existingCases: number): Reports {
  const [opened, ...others] = out.cases.slice(existingCases);
  if (opened?.["reports"] !== 2 || others.at(-1)?.["register"] !== "sealed") {
    throw new Error(
      "the second report did not join the case of the first, or the third is not sealed",
    );
  }
  const sentBy = (at: number) => out.inbox.filter((mail) => Date.parse(mail.at) < at).length;
  const sentBefore = (run: Run) => sentBy(Date.parse(run.at));
  const first = onlyRun(out, at, "onFormSubmit");
  const second = onlyRun(out, at + 1, "onFormSubmit");
  const third = onlyRun(out, at + 2, "onFormSubmit");
  return {
    existingCases,
    first: counted([first], sentBefore(second) - sentBefore(first)),
    joining: counted([second], sentBefore(third) - sentBefore(second)),
    // What else the sealed report caused comes only minutes later, so two minutes separate its messages.
    sealed: counted([third], sentBy(Date.parse(third.at) + 120_000) - sentBefore(third)),
  };
}

/** Measures a report that opens a case, one that joins it, and a sealed one, in a register with `existingCases` cases. */
export function measureReports(dist: string, existingCases: number): Reports {
  const out = played(dist, { ...seeded(existingCases), events: reports });
  return countedReports(out, 0, existingCases);
}

/** Forty rows for the tab Log, all about one case. */
const fortyRows = (reference: string) =>
  Array.from({ length: 40 }, (_, at) => [
    reference,
    null,
    "Casey Contact",
    null,
    "CFS",
    `Call ${at + 1}`,
  ]);

/**
 * Measures a whole day: an hour of ticks with nothing to do, then reports and edits. `switches` are answers to open questions about
 * Google (UNCONFIRMED) that differ from the defaults.
 */
export function measureDay(
  dist: string,
  existingCases: number,
  switches: Readonly<Record<string, string>> = {},
): Day {
  // The first hour makes the filter views that seeded cases lack, so only the second has nothing to do.
  const hours = [{ advance: "PT1H" }, { advance: "PT1H" }];
  // The case of the first report. An edit in Cases is compared with every other case.
  const reference = `26-${String(existingCases + 1).padStart(4, "0")}`;
  const edit = { edit: { case: reference, set: { acknowledged: true } }, as: "contact" };
  const rows = fortyRows(reference);
  const paste = { paste: { tab: "log", case: reference, column: "case", rows }, as: "contact" };
  const edits = [{ advance: "PT10M" }, edit, paste, { submit: matching }];
  const day = { ...seeded(existingCases), switches, events: [...hours, ...reports, ...edits] };
  const out = played(dist, day);
  const ticks = ticksOf(out, 1);
  const [, fullLook] = ticks;
  const cheapest = ticks.at(-1);
  if (fullLook === undefined || cheapest === undefined) throw new Error("no tick came");
  const after = hours.length + reports.length + 1;
  return {
    ...countedReports(out, hours.length, existingCases),
    clockRun: counted([cheapest]),
    fullLook: counted([fullLook]),
    idleHour: counted(ticks),
    edit: counted([onlyRun(out, after, "onRegisterEdit")]),
    paste: counted([onlyRun(out, after + 1, "onRegisterEdit")]),
    matching: counted([onlyRun(out, after + 2, "onFormSubmit")]),
  };
}

/** How many registers of schools are measured, and how many of them have an open case. */
export const schoolRegisters = [8, 12] as const;
const schoolsWithCase = 4;

/** What a district costs whose schools have registers of their own. */
export interface SchoolsDay extends Pick<Day, "first" | "fullLook" | "idleHour"> {
  readonly registers: number;
}

/**
 * Measures an hour with nothing to do and a first report where each school has a register of its own, and the main one has
 * `manyCases`.
 */
export function measureSchools(dist: string, registers: number): SchoolsDay {
  const names = Array.from({ length: registers }, (_, at) => `School ${at + 1}`);
  const emailOf = (name: string) => `${name.toLowerCase().replace(" ", "-")}@district.example`;
  const { contacts } = demoDirectory;
  const directory = {
    schools: names.map((school) => ({ school, grades: "9-12", register: school })),
    contacts: [
      ...contacts.filter(({ role }) => !/contact$/.test(role)),
      ...names.map((school) => ({
        ...{ role: "designated contact", name: school, phone: "(415) 555-0199", school },
        email: emailOf(school),
      })),
    ],
  };
  const withCase = names.slice(0, schoolsWithCase).flatMap((school, at) => {
    const [studentId, register] = [String(731_000 + at), `school:school-${at + 1}`];
    const edit = { register, case: `26-${at + 1}001`, set: { acknowledged: true } };
    const student = { school, studentName: `Rowan Pine ${at}`, studentId };
    return [
      { submit: { ...student, factors: ["frequently-absent"] } },
      { edit, as: emailOf(school) },
    ];
  });
  const report = { submit: { ...firstReport, school: names.at(-1) } };
  const hours = [{ advance: "PT2H" }, { advance: "PT1H" }];
  const events = [...withCase, ...hours, report];
  const out = played(dist, { ...seeded(manyCases), directory, events });
  const at = events.length - 2;
  const ticks = ticksOf(out, at);
  const [, fullLook] = ticks;
  if (fullLook === undefined) throw new Error("no tick came");
  const run = onlyRun(out, at + 1, "onFormSubmit");
  const messages = out.inbox.filter((mail) => mail.at >= run.at).length;
  return {
    registers,
    first: counted([run], messages),
    fullLook: counted([fullLook]),
    idleHour: counted(ticks),
  };
}

/** The budgets with registers of schools (design section 8); those of an hour are for the first of `schoolRegisters`. */
export function judgeSchools(days: readonly SchoolsDay[]): readonly Budget[] {
  return days.flatMap(({ registers, first, fullLook, idleHour }): readonly Budget[] => {
    const of = (what: string, measured: number, limit: number) => ({
      ...{ what: `${what}, with ${registers} registers of schools`, measured, limit },
    });
    const { schoolReportCalls, schoolReportSheetsCalls, schoolsIdleHourCalls } = limits;
    const look = limits.fullLookCalls + schoolsWithCase * limits.fullLookCallsPerRegister;
    return [
      of("first report: calls beside mail", first.calls - first.mailCalls, schoolReportCalls),
      of("first report: Sheets calls", first.sheetsCalls, schoolReportSheetsCalls),
      of("full look: calls", fullLook.calls, look),
      of("idle hour: calls", idleHour.calls, schoolsIdleHourCalls),
    ];
  });
}

/**
 * Each budget with its measured value. `empty` and `full` are the same day in registers of different sizes; `load` is the script's load
 * time divided by that of commit ed5b2e91.
 */
export function judge(
  empty: Day,
  full: Day,
  load: number,
  mails: readonly DangerMails[] = [],
): readonly Budget[] {
  const perCase = (of: (day: Day) => Counted) =>
    (of(full).cellsRead - of(empty).cellsRead) / (full.existingCases - empty.existingCases);
  const ofDay = (day: Day): readonly Budget[] => {
    type Row = readonly [what: string, measured: number, limit: number];
    const ofReport = (name: string, { calls, mailCalls, messages }: Counted): readonly Row[] => [
      [
        `${name}: calls beside mail`,
        calls - mailCalls,
        limits[name === "first report" ? "firstReportCalls" : "sealedReportCalls"],
      ],
      [`${name}: mail calls`, mailCalls, limits.mailCallsPerMessage * messages],
    ];
    const ofEdit = (name: string, one: Counted): readonly Row[] => [
      [`${name}: Sheets calls`, one.sheetsCalls, limits.editSheetsCalls],
      [`${name}: cells read`, one.cellsRead, limits.editCells],
      [`${name}: bytes in replies`, one.replyBytes, limits.editBytes],
    ];
    const { first, joining: second, sealed, clockRun, fullLook, idleHour } = day;
    const rows: readonly Row[] = [
      ...ofReport("first report", first),
      ["first report: Sheets calls", first.sheetsCalls, limits.firstReportSheetsCalls],
      ...ofReport("sealed report", sealed),
      ["sealed report: Sheets calls", sealed.sheetsCalls, limits.sealedReportSheetsCalls],
      ["report that joins: Sheets calls", second.sheetsCalls, limits.joiningReportSheetsCalls],
      [
        "report that may be of a known student: Sheets calls",
        day.matching.sheetsCalls,
        limits.matchingReportSheetsCalls,
      ],
      ...ofEdit("single edit", day.edit),
      ...ofEdit("paste of 40 rows", day.paste),
      ["clock run with nothing due: calls", clockRun.calls, limits.clockRunCalls],
      [
        "clock run with nothing due: Sheets calls",
        clockRun.sheetsCalls,
        limits.clockRunSheetsCalls,
      ],
      ["full look: calls", fullLook.calls, limits.fullLookCalls],
      ["full look: Sheets calls", fullLook.sheetsCalls, limits.fullLookSheetsCalls],
      ["full look: cells read", fullLook.cellsRead, limits.fullLookCells],
      ["full look: bytes in replies", fullLook.replyBytes, limits.fullLookBytes],
      ["idle hour: calls", idleHour.calls, limits.idleHourCalls],
      ["idle hour: cells read", idleHour.cellsRead, limits.idleHourCells],
      ...(["first", "joining", "sealed"] as const).map(
        (report): Row => [
          `${report} report: bytes of the largest reply to a write`,
          day[report].commitBytes,
          limits.commitReplyBytes,
        ],
      ),
    ];
    return rows.map(([what, measured, limit]) => ({
      what: `${what}, with ${day.existingCases} cases`,
      measured,
      limit,
    }));
  };
  const grown = (of: (day: Day) => Counted) => of(full).calls - of(empty).calls;
  return [
    ...ofDay(empty),
    ...ofDay(full),
    ...(["first", "joining"] as const).flatMap((report): readonly Budget[] => [
      {
        what: `${report} report: calls more with many cases than with none`,
        measured: grown((day) => day[report]),
        limit: 0,
      },
      {
        what: `${report} report: cells read per existing case`,
        measured: perCase((day) => day[report]),
        limit: limits.cellsReadPerExistingCase,
      },
    ]),
    ...mails.flatMap(({ people, most, total, longestSilenceMinutes }): readonly Budget[] => {
      const of = (what: string) => `an unanswered danger in 24 hours, ${people} people: ${what}`;
      return [
        { what: of("mails to one"), measured: most, limit: mostMails[people] ?? 0 },
        { what: of("mails in all"), measured: total, limit: allMails(people) },
        // Clock runs are five minutes apart, so this may be up to five minutes over an hour.
        { what: of("longest silence in minutes"), measured: longestSilenceMinutes, limit: 65 },
      ];
    }),
    {
      what: "dist: load time by that of ed5b2e91",
      measured: load,
      limit: limits.loadTime,
      until: until.loadTime,
    },
  ];
}
