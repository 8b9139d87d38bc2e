/**
 * The evidence of a school year, as parts to print: how soon cases were acknowledged and called about, which steps were late, what was
 * taught, what the district changed, and what is not counted. No names, of students or of staff: only roles, dates and counts. Pure.
 */

import { type EducationGap, educationGaps } from "../district/directory/education-rows";
import { educationSpanWords } from "../district/district-tabs";
import type { Directory } from "../district-directory";
import type { RecordPart } from "../parts-of-a-page";
import { levelNames, packs } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { capital } from "../text";
import { dateText, englishDates, type Moment, schoolYearOf } from "../time";
import type { Counted, CountedCase, CountedStep } from "./what-is-counted";
import {
  byMonth,
  hoursIn,
  levelKey,
  mostKey,
  spreadOf,
  stepsThat,
  summaryMeasures,
  wentAs,
  yearCounts,
} from "./what-is-counted";

/** Hours as people read them: minutes below two hours, days from four on. */
function hoursWords(hours: number | null): string {
  if (hours === null) return "none";
  if (hours < 2) return `${Math.round(hours * 60)} min`;
  return hours < 96 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 2.4) / 10} days`;
}

/** What the evidence is made of. */
interface EvidenceOf {
  readonly counted: Counted;
  /** A read with the requests of what is counted, and of Education. */
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  /** The school year, by the calendar year in which it begins. */
  readonly year: number;
  /** The smallest count that is shown; 0 if the evidence stays in the district. */
  readonly least: number;
}

/** The heads of the columns about the two times of a case: how many have it, and how soon. */
const timesHead = ["Acknowledged", "First call"].flatMap((time) => [
  time,
  "half within",
  "nine in ten within",
]);

/**
 * How many cases, how many of them were acknowledged and called about, and how soon. The slowest time is that of a single case, so it is
 * never shown here.
 */
function levelCells(cases: readonly CountedCase[]): readonly Cell[] {
  const times = (["acknowledged", "called"] as const).flatMap((time): readonly Cell[] => {
    const hours = hoursIn({ cases }, time);
    const part = { count: hours.length, of: cases.length };
    const within = (["median", "nine in ten within"] as const).map((which) => ({
      count: hours.length,
      words: hoursWords(spreadOf(hours, which)),
    }));
    return [part, ...within];
  });
  return [{ count: cases.length }, ...times];
}

/**
 * Cases by level, lowest first, including levels of other protocols that a case has. Inside the district, levels without a case are left
 * out.
 */
function levelsPart({ counted: { cases }, directory, least }: EvidenceOf): RecordPart {
  const names: Readonly<Record<string, string>> = levelNames();
  const all = [directory.pack, ...packs()].flatMap((pack) => pack.levels.map(({ id }) => id));
  const own = new Set<string>(directory.pack.levels.map(({ id }) => id));
  const groups = [...new Set(all), null].flatMap((id) => {
    const some = cases.filter(({ level }) =>
      id === null ? level === null || !all.includes(level) : level === id,
    );
    const isListed = some.length > 0 || (least > 0 && id !== null && own.has(id));
    const name = id === null ? "No level that can be read" : (names[id] ?? id);
    return isListed ? [[name, levelCells(some)] as const] : [];
  });
  return {
    heading: "Cases by level, and how soon",
    words: [
      "Times run from the first report of the case, counting nights and days without school. A call counts from the time that someone wrote for it; a call made before the report counts as immediate.",
    ],
    table: {
      head: ["Level today", "Cases opened", ...timesHead],
      rows: shownTable(groups, levelCells(cases), least),
    },
  };
}

/** The color of a level in a chart. A level with white text is known by its background instead. */
export const levelColour = ({ colours: { text, background } }: ProtocolPack["levels"][number]) =>
  text === "#ffffff" ? background : text;

/** The two charts. Only the district sees them: a month has so few cases that a count could point to one of them. */
function chartParts(
  { counted, directory: { pack } }: EvidenceOf,
  { zone }: Moment,
): readonly RecordPart[] {
  const months = byMonth(counted, zone);
  const columns = months.map(({ month }) => englishDates.months[month - 1] ?? "");
  const all = summaryMeasures(pack);
  const colours = new Map(pack.levels.map((one) => [levelKey(say(one.name)), levelColour(one)]));
  const part = (heading: string, unit: string, keys: readonly string[]) => {
    const series = all.flatMap(({ key, label, of }) => {
      const values = months.map(of);
      const isShown = keys.includes(key) && values.some((value) => value !== null && value > 0);
      return isShown ? [{ name: label, colour: colours.get(key) ?? null, values }] : [];
    });
    return { heading, chart: { columns, series, isStacked: unit === "Cases", unit } };
  };
  return [
    part("Cases opened, by level and month", "Cases", [
      ...colours.keys(),
      levelKey("another level"),
    ]),
    part("Hours within which nine in ten cases were acknowledged, and a first call made", "Hours", [
      mostKey("acknowledged"),
      mostKey("called"),
    ]),
  ];
}

const stepColumns = {
  "in-time": "In time",
  late: "Done late",
  overdue: "Overdue",
  "not-due-yet": "Not due yet",
  unknown: "Done, time not known",
} as const satisfies Record<CountedStep["is"], string>;

const stepRows = {
  call: "Calls that the law asks for at once",
  "written-report": "Written mandated reports",
  other: "Other steps",
} as const satisfies Record<CountedStep["kind"], string>;

function stepsPart({ counted }: EvidenceOf): RecordPart {
  // The casts hold: these are the kinds and outcomes of a step.
  const columns = Object.keys(stepColumns) as CountedStep["is"][];
  const kinds = Object.entries(stepRows) as [CountedStep["kind"], string][];
  return {
    heading: "Steps: in time and late",
    words: ["A step that comes again counts only while it is overdue."],
    table: {
      head: ["Kind", ...Object.values(stepColumns)],
      rows: kinds.map(([kind, name]) => [
        name,
        ...columns.map((is) => String(stepsThat(counted, kind, is))),
      ]),
    },
  };
}

/** Lessons and training: sums of the days and counts in the tab Education; inside the district also what is missing, by school. */
function educationPart({ snapshot, year, least }: EvidenceOf): RecordPart {
  const heading = "What was taught, and who was trained";
  const rows = educationGaps(snapshot, year);
  if (rows.length === 0) return { heading, words: ["Education has no row of this year."] };
  const lessons = rows.filter(({ span }) => span !== "none").map(({ values }) => values);
  const held = (label: string, is: (row: EducationGap["values"]) => unknown) =>
    [label, `${lessons.filter((row) => Boolean(is(row))).length} of ${lessons.length}`] as const;
  const sum = (key: "enrolled" | "taught" | "excused" | "staffOwed" | "staffTrained") =>
    rows.reduce((all, { values }) => all + (values[key] ?? 0), 0);
  const [enrolled, owed] = [sum("enrolled"), sum("staffOwed")];
  const people: readonly (readonly [label: string, cell: Cell])[] = [
    ["Students enrolled", { count: enrolled }],
    ["Students taught", { count: sum("taught"), of: enrolled }],
    // Next to the number taught, this would tell how many were neither taught nor excused.
    ...(least === 0 ? [["Students excused", { count: sum("excused") }] as const] : []),
    ["Staff who must take the training", { count: owed }],
    ["Staff who proved it", { count: sum("staffTrained"), of: owed }],
  ];
  const missing = rows.flatMap(({ school, span, missing: what }) => {
    const grades =
      span === null || span === "none" ? "" : `, ${educationSpanWords[span].toLowerCase()}`;
    return what.length === 0 ? [] : [[`Missing: ${school}${grades}`, what.join("; ")] as const];
  });
  return {
    heading,
    words: ["A row of Education is a school and a span of grades: middle school or high school."],
    entries: [
      held("Rows whose lesson was held", (row) => row.middleSchoolLesson ?? row.highSchoolLesson),
      held(
        "With all four elements",
        (row) =>
          row.taughtPrevalence && row.taughtBoundaries && row.taughtSeekingHelp && row.taughtOnline,
      ),
      held("With the day of the teacher's training", (row) => row.teacherTrained),
      held("With the day of the notice to parents", (row) => row.parentsTold),
      ...people.flatMap(([label, cell]) =>
        least === 0 && cell.count === 0 ? [] : [[label, shownCell(cell, least)] as const],
      ),
      ...(least > 0 ? [] : missing),
    ],
  };
}

const notCounted =
  "Not counted here: sealed reports, which are in separate registers; what no one reported; calls and written reports that no one recorded; what reporters did outside the Form; and whether an email was read.";

/**
 * The parts, in the order printed. Evidence that leaves the district has no counts of cases but those by level: small counts could be
 * worked out from the others.
 */
export function yearEvidence(of: EvidenceOf, moment: Moment): readonly RecordPart[] {
  const { counted, snapshot, year, least } = of;
  // Cases that a roll-over left behind.
  const left = rowsOf(snapshot, "activity").filter(({ values }) => values.what === wentAs.counted);
  const gone = least === 0 ? left.length : 0;
  const ofCases = (): readonly RecordPart[] => {
    if (least > 0) return [levelsPart(of)];
    if (counted.cases.length + counted.reports.length === 0) {
      const words = ["No report came in and no case was opened in this school year."];
      return [{ heading: "Cases", words }];
    }
    const counts = Object.entries(yearCounts(counted)).flatMap(([name, count]) =>
      count > 0 ? [[name, String(count)] as const] : [],
    );
    return [
      ...chartParts(of, moment),
      levelsPart(of),
      { heading: "Cases and reports", entries: counts },
      stepsPart(of),
    ];
  };
  const deleted = `Deleted at the end of the retention time, from any year: ${gone} cases.`;
  return [
    ...ofCases(),
    educationPart(of),
    ...districtEvents(snapshot, year, moment),
    { heading: "What is not counted", words: [notCounted, ...(gone > 0 ? [deleted] : [])] },
  ];
}

/** Stands in place of a count that is left out. The words are the same for every reason, so that they do not give the reason away. */
export const leftOut = "left out";

/**
 * A count as it is shown. `of`: the count of which it is a part, if that is shown too. Then the rest (`of` minus `count`) must be large
 * enough as well.
 */
interface Cell {
  readonly count: number;
  readonly of?: number;
  /** What is shown in place of the count, if the count is large enough. */
  readonly words?: string;
}

/** The words for a count. `least`: the smallest count that is shown; 0 inside the district, where every count is. */
function shownCell({ count, of, words = String(count) }: Cell, least: number): string {
  const isShown = least === 0 || (count >= least && (of === undefined || of - count >= least));
  return isShown ? words : leftOut;
}

/**
 * A table of groups, with a last row for all of them together. A cell that is left out takes the sum of its column with it, since it could
 * be worked out from the sum. A group that is too small is left out as a whole. The first cell of a row is the count of its group.
 */
function shownTable(
  groups: readonly (readonly [name: string, cells: readonly Cell[]])[],
  all: readonly Cell[],
  least: number,
): readonly string[][] {
  const rows = groups.map(([name, cells]) => {
    const words = cells.map((cell) => shownCell(cell, least));
    return [name, ...words.map((one) => (words[0] === leftOut ? leftOut : one))];
  });
  const sums = all.map((cell, at) =>
    rows.some((row) => row[at + 1] === leftOut) ? leftOut : shownCell(cell, least),
  );
  return [...rows, ["All", ...sums]];
}

type Line = ReturnType<typeof rowsOf<"activity">>[number]["values"];

/** What happened, in words, by the code of the line. */
const eventWords: Readonly<Record<string, (line: Line) => string>> = {
  "setting-changed": ({ column }) => `${column ?? ""}: changed`,
  "went-live": () => "Went live, after a drill.",
  // What someone attested to have looked at, without the address that an id may hold.
  attested: ({ to }) => {
    const [id = "", on = ""] = (to ?? "").split(": ");
    const [kind = ""] = id.split(" ");
    const what =
      kind === "account" ? "an account" : kind === "group" ? "an address of a group" : id;
    return `${capital(what.replace(/-/g, " "))}, looked at on ${on}`;
  },
};

/**
 * Changes of the protocol and of settings, going live, and what someone attested. Going live is also listed in the evidence of later years.
 */
function districtEvents(snapshot: Snapshot, year: number, { zone }: Moment): readonly RecordPart[] {
  const heading = "What the district changed and attested";
  const rows = rowsOf(snapshot, "activity")
    .flatMap(({ values }) => {
      const at = values.at ?? null;
      const words = eventWords[values.what ?? ""]?.(values);
      if (at === null || words === undefined) return [];
      const of = schoolYearOf(at, zone);
      return of === year || (of < year && values.what === "went-live") ? [{ at, words }] : [];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ at, words }) => [dateText(at, zone), words]);
  return rows.length === 0
    ? [{ heading, words: ["Nothing is on record for this school year."] }]
    : [{ heading, table: { head: ["Day", "What"], rows } }];
}
