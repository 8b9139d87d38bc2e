/**
 * The evidence of a school year, as parts to print: what was known when, who was told, what was done by when, and what nobody can say. No
 * names, of students or of staff: roles, dates and counts alone. Each part says from which tab it was counted. Pure.
 */
import { type EducationGap, educationGaps } from "../../district/directory/education-rows";
import type { Directory } from "../../district/district";
import { educationSpanWords } from "../../register/columns";
import type { Snapshot } from "../../register/read/snapshot";
import { type Moment, schoolYearOf, schoolYearWords } from "../../time";
import {
  casesByLevel,
  countWhere,
  dangerAskings,
  type EvidencePart,
  latenessOfActs,
  otherCounts,
} from "./case-counts";
import { wentAs } from "./counted-rows";
import { assurances, happenedIn, settingChanges } from "./district-events";
import { leftOut, type Shown } from "./small-cells";
import type { CaseFigures, YearFigures } from "./year-figures";

type Entries = NonNullable<EvidencePart["entries"]>;

/** Lessons: how many rows have one, and which say that it was held as the law asks. */
function lessonEntries(rows: readonly EducationGap[]): Entries {
  const lessons = rows.filter(({ span }) => span !== "none");
  const lesson = (is: (values: EducationGap["values"]) => boolean) =>
    `${countWhere(lessons, ({ values }) => is(values))} of ${lessons.length}`;
  const isHeld = ({ middleSchoolLesson = null, highSchoolLesson = null }: EducationGap["values"]) =>
    (middleSchoolLesson ?? highSchoolLesson) !== null;
  return [
    ["Rows whose lesson was held", lesson(isHeld)],
    [
      "With all four elements",
      lesson(
        ({ taughtPrevalence, taughtBoundaries, taughtSeekingHelp, taughtOnline }) =>
          taughtPrevalence === true &&
          taughtBoundaries === true &&
          taughtSeekingHelp === true &&
          taughtOnline === true,
      ),
    ],
    [
      "With the day of the teacher's training",
      lesson(({ teacherTrained = null }) => teacherTrained !== null),
    ],
    [
      "With the day of the notice to parents",
      lesson(({ parentsTold = null }) => parentsTold !== null),
    ],
  ];
}

/** Students and staff, in sums that leave the district only where they are large enough. */
function trainingEntries(rows: readonly EducationGap[], shown: Shown): Entries {
  const sum = (key: "enrolled" | "taught" | "excused" | "staffOwed" | "staffTrained") =>
    rows.reduce((all, { values }) => all + (values[key] ?? 0), 0);
  const [enrolled, owed] = [sum("enrolled"), sum("staffOwed")];
  const whole = (all: number) => shown.whole([all]).parts[0] ?? leftOut;
  return [
    ["Students enrolled", whole(enrolled)],
    ["Students taught", shown.part(sum("taught"), enrolled)],
    // Beside those taught it would tell how many were neither.
    ["Students excused", shown.least === 0 ? String(sum("excused")) : leftOut],
    ["Staff who owe the training", whole(owed)],
    ["Staff who proved it", shown.part(sum("staffTrained"), owed)],
  ];
}

/** What each school's rows lack. */
function missingEntries(rows: readonly EducationGap[]): Entries {
  return rows.flatMap(({ school, span, missing }) => {
    if (missing.length === 0) return [];
    const grades =
      span === null || span === "none" ? "" : `, ${educationSpanWords[span].toLowerCase()}`;
    return [[`Missing: ${school}${grades}`, missing.join("; ")] as const];
  });
}

/** Lessons and training, district-wide; inside the district also what is missing, by school. */
function education(snapshot: Snapshot, year: number, shown: Shown): EvidencePart {
  const rows = educationGaps(snapshot, year);
  const part = { heading: "Lessons and staff training", from: "Education" } as const;
  if (rows.length === 0) {
    return { ...part, words: ["Education has no row of this year."], entries: [] };
  }
  return {
    ...part,
    words: ["A row is a school and a span of grades: middle school or high school."],
    entries: [
      ...lessonEntries(rows),
      ...trainingEntries(rows, shown),
      ...(shown.least > 0 ? [] : missingEntries(rows)),
    ],
  };
}

function notKnown(figures: YearFigures, snapshot: Snapshot, shown: Shown): EvidencePart {
  const { cases, undated } = figures;
  const went = happenedIn(snapshot, [wentAs.counted]).length;
  const acts = cases.flatMap((one) => one.acts);
  const some = (is: (one: CaseFigures) => boolean) => String(countWhere(cases, is));
  return {
    heading: "What is not known",
    from: "Cases, Checklist, Activity",
    entries: [
      // Outside these are what the table of levels leaves over.
      ...(shown.least === 0
        ? ([
            [
              "Cases with no acknowledgement on record",
              some((one) => one.hoursToAcknowledge === null),
            ],
            ["Cases with no call to an agency on record", some((one) => one.hoursToCall === null)],
            [
              "Acts that were done, and nobody wrote when",
              String(countWhere(acts, ({ is }) => is === "unknown")),
            ],
            ["Cases of which it is not known when they were opened", String(undated)],
            ["Cases deleted at the end of the retention time, of whatever year", String(went)],
          ] as const)
        : []),
    ],
    words: [
      "Reports that were sealed from some who receive reports: they are in files of their own, and are counted nowhere here.",
      "Whether a call or a written report that is not on record was made all the same. The times of calls are as somebody wrote them.",
      "What nobody reported, and what reporters did beside the Form.",
      "What a mail's recipient read. Mails that were sent are kept for the days of the setting formResponsesDays.",
    ],
  };
}

/** What the evidence is made of. */
export interface EvidenceOf {
  readonly figures: YearFigures;
  /** A read with the requests of the figures. */
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  /** The school year, by its first year. */
  readonly year: number;
}

/**
 * The parts, in the order printed. `shown`: whether it stays in the district. Outside, all other counts of cases are left out as soon as one
 * level's count is, since they could be subtracted from each other.
 */
export function yearEvidence(
  { figures, snapshot, directory, year }: EvidenceOf,
  shown: Shown,
  moment: Moment,
): readonly EvidencePart[] {
  const levels = casesByLevel(figures, directory, shown);
  const isWhole = levels.table?.rows.every(([, cells]) => cells !== leftOut) ?? false;
  const nothing: Shown = {
    ...shown,
    whole: (parts) => ({ parts: parts.map(() => leftOut), all: leftOut }),
    part: () => leftOut,
    about: () => leftOut,
  };
  const others = isWhole ? shown : nothing;
  const ofYear = (codes: readonly string[]) =>
    happenedIn(snapshot, codes).filter(({ at }) => schoolYearOf(at, moment.zone) === year);
  return [
    levels,
    otherCounts(figures, others),
    dangerAskings(figures, others),
    latenessOfActs(figures, others),
    education(snapshot, year, shown),
    settingChanges(ofYear(["setting-changed"]), moment),
    assurances(happenedIn(snapshot, ["went-live", "checked", "attested"]), year, shown, moment),
    notKnown(figures, snapshot, others),
  ];
}

/** The title of the evidence of a school year (by its first year). */
export function evidenceTitle(year: number): string {
  return `Evidence of the school year ${schoolYearWords(year)}`;
}
