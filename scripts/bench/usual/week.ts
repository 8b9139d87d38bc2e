/** One week of a district with three schools, the same for every script: reports, what contacts write, and what goes wrong. */
import { demoDirectory } from "../../play/directory";
import type { DirectoryInput } from "../../play/scenario";

/** What a reporter sends. */
export interface WeekReport {
  /** The place in the order sent, from 0. The report's facts name it, so that the report can be found again. */
  readonly number: number;
  readonly school: string;
  readonly studentName: string;
  readonly studentId: string;
  readonly isDanger: boolean;
  /** Whether it says that someone who receives reports may be involved. */
  readonly isAboutRecipient: boolean;
  /** Whether only the lead may know who reported. */
  readonly isReporterApart: boolean;
}

export type Happening =
  | { readonly what: "report"; readonly report: WeekReport; readonly isTriggerLost: boolean }
  /** Google fires the trigger for it a second time. */
  | { readonly what: "told-again"; readonly number: number }
  /** A contact writes that they have it in hand. */
  | { readonly what: "taken-on"; readonly number: number }
  /** Google Sheets can be neither read nor written. */
  | { readonly what: "outage"; readonly isOn: boolean }
  /** No more email can be sent today; or it can again. */
  | { readonly what: "quota"; readonly isSpent: boolean }
  /** The next write to Sheets succeeds, but the script is told that it failed. */
  | { readonly what: "answer-lost" }
  | { readonly what: "time"; readonly minutes: number };

/** A Monday, 7:00 in the morning. */
export const weekStart = "2026-09-14T07:00:00-07:00";
export const reporter = "teacher@district.example";
export const schools = ["North High", "South Middle", "East Elementary"] as const;

/** The contact of each school. The first school has the demo's contact. */
export const contactOf: Readonly<Record<(typeof schools)[number], string>> = {
  "North High": "contact@district.example",
  "South Middle": "contact2@district.example",
  "East Elementary": "contact3@district.example",
};
export const lead = "lead@district.example";

export const weekDirectory = {
  schools: schools.map((school) => ({ ...demoDirectory.schools[0], school })),
  contacts: [
    ...demoDirectory.contacts,
    ...schools.slice(1).map((school) => ({
      role: "designated contact",
      school,
      name: `Contact of ${school}`,
      phone: "(415) 555-0120",
      email: contactOf[school],
      mayOpen: true,
    })),
  ],
} satisfies DirectoryInput;

/** How large a week is. */
export interface WeekSize {
  readonly reports: number;
  readonly students: number;
}
export const wholeWeek: WeekSize = { reports: 60, students: 40 };

function reportOf(number: number, { students }: WeekSize): WeekReport {
  const student = number % students;
  return {
    number,
    school: schools[student % schools.length] ?? schools[0],
    studentName: `Student ${student}`,
    studentId: `W-${3_000 + student}`,
    isDanger: number % 12 === 4,
    isAboutRecipient: number % 15 === 7,
    isReporterApart: number % 10 === 3,
  };
}

const time = (minutes: number): Happening => ({ what: "time", minutes });

/** What goes wrong just before the report with that number. */
function faultsOf(reports: number): ReadonlyMap<number, readonly Happening[]> {
  const at = (share: number) => Math.floor(share * reports);
  const outage = at(0.4);
  const quota = at(0.65);
  const faults: readonly (readonly [number, Happening])[] = [
    [at(0.3), { what: "answer-lost" }],
    [outage, { what: "outage", isOn: true }],
    [outage + Math.max(1, at(0.05)), { what: "outage", isOn: false }],
    [quota, { what: "quota", isSpent: true }],
    [Math.max(quota + 1, at(0.8)), { what: "quota", isSpent: false }],
  ];
  const found = new Map<number, Happening[]>();
  for (const [number, fault] of faults) found.set(number, [...(found.get(number) ?? []), fault]);
  return found;
}

/**
 * The week: five days from 8:00 to 16:00, with the reports spread over them. Every third report and every danger is acknowledged within
 * twenty minutes.
 */
export function week(size: WeekSize): readonly Happening[] {
  const { reports } = size;
  const faults = faultsOf(reports);
  const [lost, again] = [0.2, 0.25].map((share) => Math.floor(share * reports));
  const aDay = Math.ceil(reports / 5);
  const between = Math.floor((8 * 60) / aDay);
  const happenings: Happening[] = [time(60)];
  for (let number = 0; number < reports; number += 1) {
    happenings.push(...(faults.get(number) ?? []));
    const isTriggerLost = number === lost;
    const report = reportOf(number, size);
    happenings.push({ what: "report", report, isTriggerLost });
    if (number === again) happenings.push({ what: "told-again", number });
    const early = Math.min(20, Math.floor(between / 2));
    happenings.push(time(early));
    if (number % 3 === 0 || report.isDanger) happenings.push({ what: "taken-on", number });
    const isLastOfDay = number % aDay === aDay - 1;
    const night = isLastOfDay ? 24 * 60 - aDay * between : 0;
    happenings.push(time(between - early + night));
  }
  return happenings;
}
