/** Plays the same week with the same faults through this script and through a usual Form-to-Sheet script. */
import { sentMail } from "../../workspace/services/mail";
import { DeskSide } from "./desk-side";
import { playWeek, type ReportEnd, type Side } from "./side";
import { UsualSide } from "./usual-side";
import { contactOf, lead, type WeekSize, week, weekStart, wholeWeek } from "./week";

export interface Comparison {
  readonly week: WeekSize;
  /** This script, then the usual one. */
  readonly outcomes: readonly [Outcome, Outcome];
}

function playedThrough(side: Side, size: WeekSize): Outcome {
  const ends = playWeek(side, week(size));
  return outcomeOf(side, ends, sentMail(side.workspace.store).length);
}

/** Plays the week through both scripts. */
export function compared(dist: string, size: WeekSize = wholeWeek): Comparison {
  const desk = playedThrough(new DeskSide(dist, weekStart), size);
  const usual = playedThrough(new UsualSide(Date.parse(weekStart)), size);
  return { week: size, outcomes: [desk, usual] };
}

/** One line for each number, this script's value first. */
export function comparisonText({ week: size, outcomes }: Comparison): readonly string[] {
  const [desk, usual] = outcomes;
  return [
    `${size.reports} reports on ${size.students} students; this script, then the usual one:`,
    ...Object.entries(usual).map(([key, number]) => `${key}: ${Reflect.get(desk, key)}, ${number}`),
  ];
}

const median = (numbers: readonly number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
};
const most = (numbers: readonly number[]) => Math.max(0, ...numbers);
const minutes = (ends: readonly ReportEnd[]) => ends.flatMap(({ toldAfter }) => toldAfter ?? []);

function seesOwn({ report, knownTo }: ReportEnd): boolean {
  const contact = Object.entries(contactOf).find(([school]) => school === report.school)?.[1];
  return report.isAboutRecipient && contact !== undefined && knownTo.includes(contact);
}

/** Counts what became of the week. `mails`: how many emails were sent. */
export function outcomeOf(side: Side, ends: readonly ReportEnd[], mails: number) {
  const count = (is: (end: ReportEnd) => boolean) => ends.filter(is).length;
  const round = (number: number) => Math.round(number * 10) / 10;
  return {
    reports: ends.length,
    /**
     * Lost: reports that have no row. Doubled: rows beyond the first for a report. After that, reports that no one was told of, and
     * emails that told someone a second time as if the report were new.
     */
    lost: count(({ rows }) => rows === 0),
    doubled: ends.reduce((sum, { rows }) => sum + Math.max(0, rows - 1), 0),
    untold: count(({ toldAfter }) => toldAfter === null),
    toldAgain: ends.reduce((sum, { toldAgain }) => sum + toldAgain, 0),
    /** Minutes from a report to its first email, and how many reports waited more than 15 minutes for it. */
    medianMinutes: round(median(minutes(ends))),
    slowestMinutes: round(most(minutes(ends))),
    slowestDangerMinutes: round(most(minutes(ends.filter(({ report }) => report.isDanger)))),
    late: minutes(ends).filter((one) => one > 15).length,
    /** Reports about someone who receives reports, if that person was emailed about the report or can open it. */
    shownToWhomItIsAbout: count(seesOwn),
    /** Reports whose reporter only the lead may know, if a contact can look up the reporter. */
    reporterShown: count(
      ({ report, reporterKnownTo }) =>
        report.isReporterApart &&
        reporterKnownTo.some((one) => one !== lead && Object.values(contactOf).includes(one)),
    ),
    /** Rows about a student who has another row: reports that no one merged. */
    apart: side.apart(),
    mails,
    failedRuns: side.workspace.runs.filter(({ ok }) => !ok).length,
  };
}

export type Outcome = ReturnType<typeof outcomeOf>;
