/**
 * The evidence of a school year, as parts to print: what was known when, who was told, what was done by when, and what nobody can say. No
 * names, of students or of staff: roles, dates and counts alone. Each part says from which tab it was counted. Pure.
 */

import { type EducationGap, educationGaps } from "../../district/directory/education-rows";
import type { Directory } from "../../district/district";
import { personRoles, roleWords } from "../../district/roles";
import { settingDefinitions } from "../../district/settings";
import { levelNames, packNamed, packs } from "../../protocol/find-pack";
import { educationSpanWords } from "../../register/columns";
import { rowsOf, type Snapshot } from "../../register/read-register";
import { capital } from "../../text";
import { dateText, type Moment, schoolYearOf, schoolYearWords } from "../../time";
import type { RecordPart } from "./printed-record";
import { leftOut, type Shown } from "./small-cells";
import {
  type ActKind,
  type AskingEnd,
  actKinds,
  type CaseFigures,
  type Punctuality,
  spreadOfHours,
  type YearFigures,
} from "./year-figures";

/** A part of the evidence. `from`: the tabs it was counted from. */
export interface EvidencePart extends RecordPart {
  readonly from: string;
  /** Sentences under the heading. */
  readonly words?: readonly string[];
}

/** Hours as people read them: minutes below two hours, days from four on. */
function hoursWords(hours: number): string {
  if (hours < 2) return `${Math.round(hours * 60)} min`;
  return hours < 96 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 2.4) / 10} days`;
}

/** The slowest is one case, so it never leaves the district. */
function spreadWords(hours: readonly number[], shown: Shown): string {
  const found = spreadOfHours(hours);
  if (found === null && shown.least === 0) return "none";
  return shown.about(hours.length, () => {
    if (found === null) return leftOut;
    const { median, nineInTen, slowest } = found;
    const most = `median ${hoursWords(median)}, nine in ten within ${hoursWords(nineInTen)}`;
    return shown.least === 0 ? `${most}, slowest ${hoursWords(slowest)}` : most;
  });
}

/** The levels of cases, lowest first: those of the district's pack, then others that a case has. */
function levelsOf(cases: readonly CaseFigures[], { pack }: Directory): readonly string[] {
  const known = packs().flatMap(({ levels }) => [...levels].sort((a, b) => a.rank - b.rank));
  const own = [...pack.levels].sort((a, b) => a.rank - b.rank).map(({ id }): string => id);
  const others = known.flatMap(({ id }): string[] =>
    cases.some(({ level }) => level === id) ? [id] : [],
  );
  return [...new Set([...own, ...others])];
}

const isHours = (hours: number | null): hours is number => hours !== null;

const levelHead = [
  "Level today",
  "Cases opened",
  "Report to acknowledgement",
  "Report to first call",
  "Acknowledged",
  "A call on record",
];

function byLevel(figures: YearFigures, directory: Directory, shown: Shown): EvidencePart {
  const { cases } = figures;
  const names: Readonly<Record<string, string>> = levelNames();
  const levels = levelsOf(cases, directory);
  const groups = [
    ...levels.map((id) => ({
      name: names[id] ?? id,
      cases: cases.filter(({ level }) => level === id),
    })),
    {
      name: "No level that can be read",
      cases: cases.filter(({ level }) => level === null || !levels.includes(level)),
    },
  ].filter((group, at) => at < levels.length || group.cases.length > 0);
  const counts = shown.whole(groups.map((group) => group.cases.length));
  const row = (name: string, count: string, some: readonly CaseFigures[]) => {
    if (count === leftOut) return [name, ...levelHead.slice(1).map(() => leftOut)];
    const acknowledged = some.map((one) => one.hoursToAcknowledge).filter(isHours);
    const called = some.map((one) => one.hoursToCall).filter(isHours);
    return [
      name,
      count,
      spreadWords(acknowledged, shown),
      spreadWords(called, shown),
      shown.part(acknowledged.length, some.length),
      shown.part(called.length, some.length),
    ];
  };
  const rows = groups.map((group, at) => row(group.name, counts.parts[at] ?? leftOut, group.cases));
  // Where one level's part is left out, the part of all would give it away.
  const all = row("All", counts.all, cases).map((cell, at) =>
    rows.some((cells) => cells[at] === leftOut) ? leftOut : cell,
  );
  return {
    heading: "Cases and times, by level",
    from: "Cases, Checklist, Reports, Activity",
    words: [
      "Hours run from the first report of the case, also at night and on days without school. A call counts from when it was made, as somebody wrote; one made before the report counts as at once.",
    ],
    table: {
      head: levelHead,
      rows: [...rows, all],
    },
  };
}

const count = <T>(list: readonly T[], is: (one: T) => boolean) => list.filter(is).length;

/** Counts of cases beside those by level. Outside the district only where every level's count is shown. */
function otherCounts({ cases, merged, reports }: YearFigures, shown: Shown): EvidencePart {
  const closed = count(cases, ({ isClosed }) => isClosed);
  const rose = count(cases, ({ roseIntoProtocol }) => roseIntoProtocol);
  const states = shown.whole([cases.length - closed, closed]);
  return {
    heading: "Cases and reports",
    from: "Cases, Reports, Activity",
    entries: [
      // The reports beyond the first of each case must be as many, or they could be worked out.
      ["Reports that came in", shown.part(reports, 2 * reports - cases.length)],
      ["Cases that are open now", states.parts[0] ?? leftOut],
      ["Cases that are closed now", states.parts[1] ?? leftOut],
      ["Opened below every protocol, and rose into one later", shown.part(rose, cases.length)],
      ...(shown.least === 0
        ? [["Merged into another case, and not counted above", String(merged)] as const]
        : []),
    ],
  };
}

const endWords: Readonly<Record<AskingEnd, string>> = {
  ...(Object.fromEntries(
    personRoles.map((role) => [role, `Acknowledged by the ${roleWords[role]}`]),
  ) as Record<(typeof personRoles)[number], string>), // Every role has its words.
  "somebody-else": "Acknowledged by somebody whom Contacts does not name now",
  closed: "Closed without being acknowledged",
  "nothing-yet": "Nobody has acknowledged it yet",
};

function askings({ cases }: YearFigures, shown: Shown): EvidencePart {
  const asked = cases.filter((one) => one.asked.length > 0);
  const ends = (Object.keys(endWords) as AskingEnd[]).flatMap((end) => {
    const some = count(asked, ({ askingEnd }) => askingEnd === end);
    return some === 0 ? [] : [{ end, some }];
  });
  const parts = shown.whole(ends.map(({ some }) => some)).parts;
  const whom = personRoles.flatMap((role) => {
    const some = count(cases, (one) => one.asked.includes(role));
    return some === 0 ? [] : [[`The ${roleWords[role]} was asked`, String(some)] as const];
  });
  return {
    heading: "Nobody answered in time: who was asked further, and what ended it",
    from: "Cases (Asked to acknowledge, Acknowledged by), Activity",
    entries: [
      ["Cases about which the next person was asked", shown.part(asked.length, cases.length)],
      ...(shown.least === 0
        ? [...whom, ...ends.map(({ end }, at) => [endWords[end], parts[at] ?? leftOut] as const)]
        : []),
      [
        "Cases with immediate danger, in which people were asked again",
        shown.part(
          count(cases, (one) => one.askedInDanger),
          cases.length,
        ),
      ],
      [
        "Cases in which somebody was reminded of a call",
        shown.part(
          count(cases, (one) => one.remindedOfCall),
          cases.length,
        ),
      ],
    ],
  };
}

const kindWords: Readonly<Record<ActKind, string>> = {
  call: "Calls that the law asks for at once",
  "written-report": "Written mandated reports",
  other: "Other acts",
};
const punctualities = ["in-time", "late", "overdue", "not-due-yet", "unknown"] as const;
const punctualityWords: Readonly<Record<Punctuality, string>> = {
  "in-time": "In time",
  late: "Done late",
  overdue: "Overdue now",
  "not-due-yet": "Not due yet",
  unknown: "Done, time not known",
};

function lateness({ cases, reporters }: YearFigures, shown: Shown): EvidencePart {
  const acts = cases.flatMap((one) => one.acts);
  const states = (["said-so", "not-confirmed", "unreachable", "not-due-yet"] as const).map(
    (state) => reporters[state],
  );
  const [confirmed = leftOut, open = leftOut, unreachable = leftOut] = shown.whole(states).parts;
  return {
    heading: "In time and late, by kind of act",
    from: "Checklist, Reports",
    table: {
      head: ["Kind", ...punctualities.map((one) => punctualityWords[one])],
      rows: actKinds.map((kind) => [
        kindWords[kind],
        ...shown.whole(
          punctualities.map((how) => count(acts, (act) => act.kind === kind && act.is === how)),
        ).parts,
      ]),
    },
    words: ["An act that comes again counts only while it is overdue."],
    entries: [
      ["Reporters' own written reports: confirmed (Reports)", confirmed],
      ["Due, and not confirmed (Reports)", open],
      ["Reporter cannot be asked (Reports)", unreachable],
    ],
  };
}

/** Lessons and training, district-wide; inside the district also what is missing, by school. */
function education(snapshot: Snapshot, year: number, shown: Shown): EvidencePart {
  const rows = educationGaps(snapshot, year);
  const lessons = rows.filter(({ span }) => span !== "none");
  const sum = (of: (values: EducationGap["values"]) => number | null | undefined) =>
    rows.reduce((all, { values }) => all + (of(values) ?? 0), 0);
  const lesson = (is: (values: EducationGap["values"]) => boolean) =>
    `${count(lessons, ({ values }) => is(values))} of ${lessons.length}`;
  const [enrolled, taught, excused] = [
    sum((values) => values.enrolled),
    sum((values) => values.taught),
    sum((values) => values.excused),
  ];
  const [owed, trained] = [sum((values) => values.staffOwed), sum((values) => values.staffTrained)];
  const group = shown.whole([enrolled]).parts[0] ?? leftOut;
  const isHeld = ({ middleSchoolLesson = null, highSchoolLesson = null }: EducationGap["values"]) =>
    (middleSchoolLesson ?? highSchoolLesson) !== null;
  return {
    heading: "Lessons and staff training",
    from: "Education",
    words:
      rows.length === 0
        ? ["Education has no row of this year."]
        : ["A row is a school and a span of grades: middle school or high school."],
    entries:
      rows.length === 0
        ? []
        : [
            ["Rows whose lesson was held", lesson(isHeld)],
            [
              "With all three elements",
              lesson(
                ({ taughtPrevalence, taughtBoundaries, taughtSeekingHelp }) =>
                  taughtPrevalence === true &&
                  taughtBoundaries === true &&
                  taughtSeekingHelp === true,
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
            ["Students enrolled", group],
            ["Students taught", shown.part(taught, enrolled)],
            // Beside those taught it would tell how many were neither.
            ["Students excused", shown.least === 0 ? String(excused) : leftOut],
            ["Staff who owe the training", shown.whole([owed]).parts[0] ?? leftOut],
            ["Staff who proved it", shown.part(trained, owed)],
            ...(shown.least > 0
              ? []
              : rows.flatMap(({ school, span, missing }) =>
                  missing.length === 0
                    ? []
                    : [
                        [
                          `Missing: ${school}${span === null || span === "none" ? "" : `, ${educationSpanWords[span].toLowerCase()}`}`,
                          missing.join("; "),
                        ] as const,
                      ],
                )),
          ],
  };
}

// What the district did beside cases: one line for each event, with its day. These are no counts of students.

interface Happened {
  readonly at: number;
  readonly what: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

function happenedIn(snapshot: Snapshot, codes: readonly string[]): readonly Happened[] {
  return rowsOf(snapshot, "activity")
    .flatMap(({ values: { at = null, what = null, column, from, to } }): readonly Happened[] =>
      at === null || what === null || !codes.includes(what)
        ? []
        : [{ at, what, column: column ?? "", from: from ?? "", to: to ?? "" }],
    )
    .sort((a, b) => a.at - b.at);
}

const rolesIn = (text: string) => {
  const named = personRoles.filter((role) => text.split(" ").includes(role));
  return named.length === 0 ? null : named.map((role) => `the ${roleWords[role]}`).join(", ");
};

function drills(lines: readonly Happened[], moment: Moment): EvidencePart {
  return {
    heading: "Drills, and who was silent",
    from: "Activity",
    words: lines.length === 0 ? ["No drill was held in this year."] : [],
    entries: lines.map(({ at, from, to }) => {
      const answered = rolesIn(from);
      const silent = rolesIn(to);
      return [
        dateText(at, moment.zone),
        from === ""
          ? "Held. Who answered was not kept then."
          : `${from === "nobody" ? "Nobody acknowledged it." : `Acknowledged by ${answered ?? "somebody else"}.`} ${silent === null ? "Nobody who was asked was silent." : `Asked, and silent: ${silent}.`}`,
      ] as const;
    }),
  };
}

/** Settings whose values name nobody, so that the evidence shows them. Of the others it shows that they changed. */
const shownSettings: readonly string[] = [
  "acknowledgeWithinHours",
  "protocol",
  "immediateDangerMinutes",
  "dangerAgainMinutes",
  "callReminderHours",
  "digestAt",
  "checkInEveryDays",
  "monitorEveryDays",
  "holdMaxDays",
  "formResponsesDays",
  "retentionYears",
  "smallCell",
  "schoolClosed",
];

/** A value as the evidence shows it: numbers, times, days and ids of protocols. Whatever else somebody typed could be a name. */
function valueWords(value: string): string {
  if (value === "") return "empty";
  const isPlain = /^[\d\s.,:-]+$/.test(value.replace(/\bto\b/g, "")) || packNamed(value) !== null;
  return isPlain ? `“${value}”` : "another text";
}

function changes(lines: readonly Happened[], moment: Moment): EvidencePart {
  const known = settingDefinitions().map(({ key }): string => key);
  return {
    heading: "Changes of the protocol and of settings",
    from: "Activity",
    words: lines.length === 0 ? ["None is on record in this year."] : [],
    entries: lines
      .filter(({ column }) => known.includes(column))
      .map(({ at, column, from, to }) => [
        dateText(at, moment.zone),
        shownSettings.includes(column)
          ? `${column}: from ${valueWords(from)} to ${valueWords(to)}`
          : `${column}: changed`,
      ]),
  };
}

/** What somebody looked at, without the address that an id may hold. */
function lookedAtWords(to: string): string {
  const [id = "", on = ""] = to.split(": ");
  const [kind = ""] = id.split(" ");
  const what =
    kind === "account" || kind === "group"
      ? `an ${kind === "account" ? "account" : "address of a group"}`
      : id;
  return `${capital(what.replace(/-/g, " "))}, looked at on ${on}`;
}

function assurances(
  all: readonly Happened[],
  year: number,
  shown: Shown,
  moment: Moment,
): EvidencePart {
  const { zone } = moment;
  const isOfYear = ({ at }: Happened) => schoolYearOf(at, zone) === year;
  const live = all.filter(({ what, at }) => what === "went-live" && schoolYearOf(at, zone) <= year);
  const tried = (to: string) => /tried on Google: (\w+) (\d{4}-\d{2}-\d{2})/.exec(to);
  const wayWords: Readonly<Record<string, string>> = {
    probe: "the probe was run",
    list: "the list of ten minutes was gone through",
  };
  return {
    heading: "Going live, checks, and what somebody attested",
    from: "Activity",
    entries: [
      ...live.map(({ at, to }) => {
        const [, how = "", on = ""] = tried(to) ?? [];
        const way = wayWords[how];
        return [
          dateText(at, zone),
          `Went live, after a proof report.${way === undefined ? "" : ` Tried on Google on ${on}: ${way}.`}`,
        ] as const;
      }),
      ...all
        .filter((one) => one.what !== "went-live" && isOfYear(one))
        .map(
          (one) =>
            [
              dateText(one.at, zone),
              // Lines of a check can be about cases in danger, so their number stays inside.
              one.what !== "checked"
                ? lookedAtWords(one.to)
                : shown.least === 0
                  ? `Check. ${one.to}`
                  : "Check",
            ] as const,
        ),
    ],
    words: [
      ...(live.length === 0 ? ["When the desk went live is not on record."] : []),
      ...(all.some((one) => one.what === "checked" && isOfYear(one))
        ? []
        : ["No check is on record in this year."]),
      ...(all.some((one) => one.what === "attested" && isOfYear(one))
        ? []
        : ["Nobody attested anything in this year."]),
    ],
  };
}

function notKnown(figures: YearFigures, snapshot: Snapshot, shown: Shown): EvidencePart {
  const { cases, undated } = figures;
  const went = happenedIn(snapshot, ["case-went"]).length;
  const acts = cases.flatMap((one) => one.acts);
  const some = (is: (one: CaseFigures) => boolean) => String(count(cases, is));
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
              String(count(acts, ({ is }) => is === "unknown")),
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
  const levels = byLevel(figures, directory, shown);
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
    askings(figures, others),
    lateness(figures, others),
    education(snapshot, year, shown),
    drills(ofYear(["drill-held"]), moment),
    changes(ofYear(["setting-changed"]), moment),
    assurances(happenedIn(snapshot, ["went-live", "checked", "attested"]), year, shown, moment),
    notKnown(figures, snapshot, others),
  ];
}

export function evidenceTitle(year: number): string {
  return `Evidence of the school year ${schoolYearWords(year)}`;
}
