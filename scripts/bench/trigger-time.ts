/**
 * How many seconds triggers run in a day, for a district of nine schools with one case a week, compared with the usual script. The times
 * are the planning times of the local Workspace: a guess for each call to Google, not a measurement.
 */
import { demoDirectory } from "../play/directory";
import { DeskSide } from "./usual/desk-side";
import type { Side } from "./usual/side";
import { UsualSide } from "./usual/usual-side";
import { type WeekReport, weekStart } from "./usual/week";

export interface TriggerTime {
  readonly what: string;
  /** Trigger runs in a day, and their seconds in a day with a case and in one without. */
  readonly runs: number;
  readonly withCase: number;
  readonly idle: number;
  /** Seconds a day, averaged over a week with one case. */
  readonly aDay: number;
}

const hourMs = 3_600_000;
const contactOf = (school: string) => `${school.replace(/ /g, "-").toLowerCase()}@district.example`;
const more = Array.from({ length: 7 }, (_, at) => `School ${at + 3}`);
const nineSchools = {
  schools: [
    ...demoDirectory.schools,
    ...more.map((school) => ({ ...demoDirectory.schools[0], school })),
  ],
  contacts: [
    ...demoDirectory.contacts,
    ...more.map((school) => ({
      role: "designated contact",
      school,
      name: `Contact of ${school}`,
      phone: "(415) 555-0120",
      email: contactOf(school),
      mayOpen: true,
    })),
  ],
};

const report: WeekReport = {
  number: 1,
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  isDanger: false,
  isAboutRecipient: false,
  isReporterApart: false,
};

/** The trigger runs that `happens` causes, and their seconds. */
function timed({ workspace }: Side, happens: () => void) {
  const before = workspace.runs.length;
  happens();
  const runs = workspace.runs
    .slice(before)
    .filter(({ surface }) => ["form-submit", "edit", "clock"].includes(surface));
  const failed = runs.find(({ ok }) => !ok);
  if (failed !== undefined) throw new Error(failed.error ?? "a run failed");
  const ms = runs.reduce((sum, { at, endedAt }) => sum + (endedAt ?? at) - at, 0);
  return { runs: runs.length, seconds: Math.round(ms / 1_000) };
}

function timesOf(what: string, side: Side): TriggerTime {
  const { workspace } = side;
  workspace.advance(hourMs);
  const busy = timed(side, () => {
    side.report(report, false);
    workspace.advance(hourMs);
    side.takeOn(report);
    workspace.advance(23 * hourMs);
  });
  const idle = timed(side, () => workspace.advance(24 * hourMs));
  return {
    what,
    runs: busy.runs,
    withCase: busy.seconds,
    idle: idle.seconds,
    aDay: Math.round((busy.seconds + 6 * idle.seconds) / 7),
  };
}

/** Seconds a day for version 0.9.0 by the same planning times. Counted in November 2026; its day can no longer be played here. */
export const before = 972;

/** Measures this script, then the usual one. */
export function triggerTimes(dist: string): readonly TriggerTime[] {
  return [
    timesOf("this script", new DeskSide(dist, weekStart, nineSchools)),
    timesOf("the usual script", new UsualSide(Date.parse(weekStart))),
  ];
}
