/** Plays the days that the budgets are about and counts what left the script. */
import type { Output } from "../play/end-state/output";
import { playedOut } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";
import { type Budget, limits } from "./budgets";
import { allMails, type DangerMails, mostMails } from "./danger-mails";

/** A run as printed, with its largest reply by method. */
type Run = Output["runs"][number] & { readonly largestReplies: Readonly<Record<string, number>> };
type Played = Pick<Output, "cases" | "inbox"> & { readonly runs: readonly Run[] };

/** What a register is made for: years roll over. */
export const manyCases = 2_000;
/** What it must still work with. */
export const tooManyCases = 10_000;

/** When the days begin. */
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
/** Kept from the contacts: another register, and its reader to let in. */
export const sealedReport = {
  ...firstReport,
  studentId: "730195",
  recipientMayBeInvolved: "contact",
};
/** By another reporter, about the same student, and reason enough for the case to rise. */
const joining = { ...firstReport, concerns: ["suspected-victim"], facts: "Another account." };

export interface Counted {
  readonly calls: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly sheetsCalls: number;
  readonly mailCalls: number;
  /** Messages that the run queued and sent, by the end state's inbox. */
  readonly messages: number;
  /** Cells of every reply of the run, those of the commits included. */
  readonly cellsRead: number;
  readonly cellsWritten: number;
  /** Of all replies of the run together, as Google sends them. */
  readonly replyBytes: number;
  /** Of the largest reply to a write. */
  readonly commitBytes: number;
}

export interface Day {
  /** How many cases the register held before. */
  readonly existingCases: number;
  readonly first: Counted;
  readonly joining: Counted;
  readonly sealed: Counted;
  readonly idleTick: Counted;
}

function onlyRun(out: Played, event: number, name: string): Run {
  const runs = out.runs.filter((run) => run.event === event && run.function === name);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new Error(`event ${event} made ${runs.length} runs of ${name}, not one`);
  }
  if (!run.ok) throw new Error(`event ${event}: ${run.error ?? "failed"}`);
  return run;
}

/** The dearest of the ticks of an event: they take turns at what they look at. */
function dearestTick(out: Played, event: number): Run {
  const ticks = out.runs.filter((run) => run.event === event && run.function === "onClock");
  const failed = ticks.find(({ ok }) => !ok);
  if (failed !== undefined) throw new Error(`a tick failed: ${failed.error ?? ""}`);
  const sheets = (run: Run) => counted(run, 0).sheetsCalls;
  const [dearest] = [...ticks].sort(
    (a, b) => sheets(b) - sheets(a) || b.calls.total - a.calls.total,
  );
  if (dearest === undefined || ticks.length < 3) throw new Error("too few ticks to compare");
  return dearest;
}

function counted(run: Run, messages: number): Counted {
  const { calls, cellsRead, cellsWritten, replyBytes, largestReplies } = run;
  const count = (matches: (name: string) => boolean) =>
    Object.entries(calls.byName).reduce(
      (sum, [name, times]) => (matches(name) ? sum + times : sum),
      0,
    );
  return {
    calls: calls.total,
    byName: calls.byName,
    sheetsCalls: count((name) => name.startsWith("Sheets.")),
    mailCalls: count((name) => name === "MailApp.sendEmail"),
    messages,
    cellsRead,
    cellsWritten,
    replyBytes,
    commitBytes: largestReplies["Sheets.Spreadsheets.batchUpdate"] ?? 0,
  };
}

function played(dist: string, day: object): Played {
  const parsed = parseScenario(JSON.stringify({ start, ...day }));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { workspace, output } = playedOut(parsed.scenario, { dist });
  if (output.errors.length > 0) throw new Error(JSON.stringify(output.errors));
  const largest = workspace.runs.map(({ largestReplies }) => largestReplies);
  const runs = output.runs.map((run, at) => ({ ...run, largestReplies: largest[at] ?? {} }));
  // Of a register of thousands of cases nothing else is printed.
  return { cases: output.cases, inbox: output.inbox, runs };
}

/** What a register of so many cases has behind it. */
const settled = { messages: 5_000, activity: 10_000 } as const;
const seeded = (cases: number) => (cases === 0 ? {} : { seed: { cases, ...settled } });

const reports = [{ submit: firstReport }, { submit: joining }, { submit: sealedReport }];

/** What the reports cost that a day played from its event `at` on. */
function countedReports(out: Played, at: number, existingCases: number): Omit<Day, "idleTick"> {
  const [opened, kept] = out.cases.slice(existingCases);
  if (opened?.["reports"] !== 2 || kept?.["register"] !== "sealed") {
    throw new Error(
      "the second report did not join the case of the first, or the third is not sealed",
    );
  }
  const sentBefore = (run: Run) => out.inbox.filter((mail) => mail.at < run.at).length;
  const first = onlyRun(out, at, "onFormSubmit");
  const second = onlyRun(out, at + 1, "onFormSubmit");
  const third = onlyRun(out, at + 2, "onFormSubmit");
  return {
    existingCases,
    first: counted(first, sentBefore(second) - sentBefore(first)),
    joining: counted(second, sentBefore(third) - sentBefore(second)),
    sealed: counted(third, out.inbox.length - sentBefore(third)),
  };
}

/** One report that opens a case, one that joins it and a sealed one, with `existingCases` in the register before. */
export function measureReports(dist: string, existingCases: number): Omit<Day, "idleTick"> {
  const out = played(dist, { ...seeded(existingCases), events: reports });
  return countedReports(out, 0, existingCases);
}

/** The same, after an hour of ticks with nothing to do; `switches` are answers to UNCONFIRMED points that differ from the defaults. */
export function measureDay(
  dist: string,
  existingCases: number,
  switches: Readonly<Record<string, string>> = {},
): Day {
  // The first hour makes the filter views that seeded cases lack; the second has nothing to do.
  const hours = [{ advance: "PT1H" }, { advance: "PT1H" }];
  const day = { ...seeded(existingCases), switches, events: [...hours, ...reports] };
  const out = played(dist, day);
  return {
    ...countedReports(out, hours.length, existingCases),
    idleTick: counted(dearestTick(out, 1), 0),
  };
}

/**
 * Each budget with what was measured for it; `empty` and `full` are the same day in registers of different size, `load` is how long the
 * script takes to load by what that of c70f176 takes.
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
    const at = `with ${day.existingCases} cases`;
    const budget = (what: string, measured: number, limit: number) => ({
      what: `${what}, ${at}`,
      measured,
      limit,
    });
    return [
      budget(
        "first report: calls beside mail",
        day.first.calls - day.first.mailCalls,
        limits.firstReportCalls,
      ),
      budget("first report: Sheets calls", day.first.sheetsCalls, limits.firstReportSheetsCalls),
      budget(
        "first report: mail calls",
        day.first.mailCalls,
        limits.mailCallsPerMessage * day.first.messages,
      ),
      budget(
        "sealed report: calls beside mail",
        day.sealed.calls - day.sealed.mailCalls,
        limits.sealedReportCalls,
      ),
      budget("sealed report: Sheets calls", day.sealed.sheetsCalls, limits.sealedReportSheetsCalls),
      budget(
        "sealed report: mail calls",
        day.sealed.mailCalls,
        limits.mailCallsPerMessage * day.sealed.messages,
      ),
      budget(
        "report that joins: Sheets calls",
        day.joining.sheetsCalls,
        limits.joiningReportSheetsCalls,
      ),
      budget("idle tick: all calls", day.idleTick.calls, limits.idleTickCalls),
      budget("idle tick: Sheets calls", day.idleTick.sheetsCalls, limits.idleTickSheetsCalls),
      budget("idle tick: cells read", day.idleTick.cellsRead, limits.idleTickCells),
      budget("idle tick: bytes in replies", day.idleTick.replyBytes, limits.idleTickBytes),
      ...(["first", "joining", "sealed"] as const).map((report) =>
        budget(
          `${report} report: bytes of the largest reply to a write`,
          day[report].commitBytes,
          limits.commitReplyBytes,
        ),
      ),
    ];
  };
  return [
    ...ofDay(empty),
    ...ofDay(full),
    {
      what: "first report: calls more with many cases than with none",
      measured: full.first.calls - empty.first.calls,
      limit: 0,
    },
    {
      what: "report that joins: calls more with many cases than with none",
      measured: full.joining.calls - empty.joining.calls,
      limit: 0,
    },
    {
      what: "first report: cells read per existing case",
      measured: perCase(({ first }) => first),
      limit: limits.cellsReadPerExistingCase,
    },
    {
      what: "report that joins: cells read per existing case",
      measured: perCase(({ joining: second }) => second),
      limit: limits.cellsReadPerExistingCase,
    },
    ...mails.flatMap(({ people, most, total, longestSilenceMinutes }): readonly Budget[] => {
      const of = (what: string) => `an unanswered danger in 24 hours, ${people} people: ${what}`;
      return [
        { what: of("mails to one"), measured: most, limit: mostMails[people] ?? 0 },
        { what: of("mails in all"), measured: total, limit: allMails(people) },
        // A clock run comes each five minutes.
        { what: of("longest silence in minutes"), measured: longestSilenceMinutes, limit: 65 },
      ];
    }),
    { what: "dist: load time by that of c70f176", measured: load, limit: limits.loadTime },
  ];
}
