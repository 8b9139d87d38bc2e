/** Counts of cases for the evidence of a school year: by level, by how a danger's asking ended, and by how punctual each kind of act was. */
import type { Directory } from "../../district/district";
import { personRoles, roleWords } from "../../district/roles";
import { levelNames, packs } from "../../protocol/find-pack";
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

/** Cases of the year by level and protocol, with how many closed and how long acknowledgement took. */
export function casesByLevel(
  figures: YearFigures,
  directory: Directory,
  shown: Shown,
): EvidencePart {
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

/** How many items of a list a test holds for. */
export const countWhere = <T>(list: readonly T[], is: (one: T) => boolean) =>
  list.filter(is).length;

/** Counts of cases beside those by level. Outside the district only where every level's count is shown. */
export function otherCounts({ cases, merged, reports }: YearFigures, shown: Shown): EvidencePart {
  const closed = countWhere(cases, ({ isClosed }) => isClosed);
  const rose = countWhere(cases, ({ roseIntoProtocol }) => roseIntoProtocol);
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

/** Cases in immediate danger: how often people were asked, and what ended it. */
export function dangerAskings({ cases }: YearFigures, shown: Shown): EvidencePart {
  const asked = cases.filter((one) => one.asked.length > 0);
  const ends = (Object.keys(endWords) as AskingEnd[]).flatMap((end) => {
    const some = countWhere(asked, ({ askingEnd }) => askingEnd === end);
    return some === 0 ? [] : [{ end, some }];
  });
  const parts = shown.whole(ends.map(({ some }) => some)).parts;
  const whom = personRoles.flatMap((role) => {
    const some = countWhere(cases, (one) => one.asked.includes(role));
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
          countWhere(cases, (one) => one.askedInDanger),
          cases.length,
        ),
      ],
      [
        "Cases in which somebody was reminded of a call",
        shown.part(
          countWhere(cases, (one) => one.remindedOfCall),
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

/** Calls, written reports and other acts: how many were in time, late, overdue or not due yet. */
export function latenessOfActs({ cases, reporters }: YearFigures, shown: Shown): EvidencePart {
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
          punctualities.map((how) =>
            countWhere(acts, (act) => act.kind === kind && act.is === how),
          ),
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
