/**
 * Rows of Education: which rows a school year needs, and what is missing in them (AB 1227: Education Code 51934, 51950, 49381; mandated
 * reporters' training: 44691). They hold counts and days, never a student's name.
 */

import type { Directory } from "../../district-directory";
import type { Append } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { noChange } from "../../registers/change";
import type { Register } from "../../registers/open-register";
import type { Run } from "../../run";
import { civil, schoolYearWords, type ZoneOffset } from "../../time";
import type { educationSpanWords } from "../district-tabs";

export const educationRequests: readonly TabRequest[] = [{ tab: "education", columns: "all" }];

/** The lesson that a row is about: one in middle school, one in high school; "none" for a school with neither. */
export type EducationSpan = keyof typeof educationSpanWords;

/**
 * The lessons that a school owes by its grades, such as "9-12", "K-8" or "6, 7, 8". Both if the grades cannot be read, so that none is
 * forgotten. Middle school is grades 6 to 8, high school 9 to 12.
 */
export function gradeSpans(grades: string | null): readonly EducationSpan[] {
  const written = (grades ?? "").match(/\bt?k\b|\d+/gi) ?? [];
  const named = written.map((text) => (/k/i.test(text) ? 0 : Number(text)));
  if (named.length === 0) return ["middle", "high"];
  const [from, to] = [Math.min(...named), Math.max(...named)];
  const spans = [
    ...(from <= 8 && to >= 6 ? (["middle"] as const) : []),
    ...(to >= 9 ? (["high"] as const) : []),
  ];
  return spans.length === 0 ? ["none"] : spans;
}

/** The school year, given by its first year, whose rows should exist now. In July it changes to the next one. */
export function educationYear(now: number, zone: ZoneOffset): number {
  const { year, month } = civil(now, zone);
  return month >= 7 ? year : year - 1;
}

/**
 * Adds the rows that are missing for this school year: at set-up, each July, and when a school is added. A row that a contact has filled in
 * stays as it is, even if the school has another name now. One read, and one write if rows are missing. Call it while the lock is held.
 * Throws what Google throws.
 */
export function makeEducationRows(
  { clock }: Run,
  register: Register,
  { schools }: Directory,
): void {
  if (schools.length === 0) return;
  const snapshot = register.load(educationRequests);
  const year = schoolYearWords(educationYear(clock.now(), clock));
  const there = new Set(rowsOf(snapshot, "education").map(({ key }) => key));
  const append = schools.flatMap(({ school, grades }) =>
    gradeSpans(grades).flatMap((span): readonly Append[] => {
      const row = `${school} | ${year} | ${span}`;
      return there.has(row) ? [] : [{ tab: "education", row: { row, school, year, span } }];
    }),
  );
  register.commit({ ...noChange, append }, snapshot);
}

type EducationRow = ReturnType<typeof rowsOf<"education">>[number]["values"];

/** What a school owes for each lesson, by column, in the order in which it is listed. `lesson` stands for the row's own lesson. */
const owedForLesson = {
  lesson: "the day of the lesson",
  taughtPrevalence: "prevalence, nature and strategies",
  taughtBoundaries: "healthy boundaries",
  taughtSeekingHelp: "safely seeking help",
  taughtOnline: "social media and mobile apps",
  taughtBy: "who taught it",
  teacherTrained: "the day of that person's training",
  enrolled: "how many students were enrolled",
  taught: "how many were taught",
  excused: "how many were excused",
  parentsTold: "the day of the notice to parents",
  noticeLanguages: "its languages",
  noticeMethod: "how it was sent",
};
/** What every school owes, by column. */
const owed = {
  staffOwed: "staff training: how many staff owed it",
  staffTrained: "how many staff proved it",
  staffDue: "the date by which it was due, six weeks from the first day",
};

/** A row of a school year, and what is missing in it. */
export interface EducationGap {
  readonly school: string;
  readonly span: EducationSpan | null;
  readonly values: EducationRow;
  readonly missing: readonly string[];
}

/** The rows of a school year, given by its first year, each with what is missing. */
export function educationGaps(snapshot: Snapshot, year: number): readonly EducationGap[] {
  return rowsOf(snapshot, "education").flatMap(({ values }): readonly EducationGap[] => {
    if ((values.year ?? "").trim() !== schoolYearWords(year)) return [];
    const span = values.span ?? null;
    const lesson = span === "high" ? values.highSchoolLesson : values.middleSchoolLesson;
    const cells: Readonly<Record<string, unknown>> = { ...values, lesson };
    const all = Object.entries(span === "none" ? owed : { ...owedForLesson, ...owed });
    const missing = all.flatMap(([key, what]) => {
      const cell = cells[key] ?? "";
      const isBlank = cell === false || (typeof cell === "string" && cell.trim() === "");
      return isBlank ? what : [];
    });
    return [{ school: values.school ?? "", span, values, missing }];
  });
}
