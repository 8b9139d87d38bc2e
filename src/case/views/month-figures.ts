/**
 * The figures that Summary shows of a school year, month by month, from its first month: what each is called, and how it is counted from
 * the cases. A case counts in the month in which it was opened. Pure.
 */

import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { RowValues } from "../../register/columns";
import type { Run } from "../../run";
import { civil, schoolYearMonths, schoolYearOf, schoolYearWords } from "../../time";
import {
  type ActKind,
  actKinds,
  type CaseFigures,
  spreadOfHours,
  type YearFigures,
} from "./year-figures";

/** One figure: a row of Summary, whose key is `measure`. */
export interface MonthFigure {
  readonly measure: string;
  /** A few words for a chart. */
  readonly label: string;
  /** What it counts and what it does not. */
  readonly words: string;
  /** Whether it is a time in hours, with tenths; otherwise it is a count. */
  readonly isHours: boolean;
  /** Of these cases; null where there is nothing to say. */
  of(cases: readonly CaseFigures[]): number | null;
}

/** The key of the row that says which school year the figures are of, and as of when they were counted (column `at`). */
export const schoolYearMeasure = "The school year, counted";
/** Keys of the rows of which a chart is made. */
export const slowOnes = {
  acknowledged: "Hours to acknowledgement: nine in ten within",
  called: "Hours to the first call: nine in ten within",
} as const;

const overdueWords: Readonly<Record<ActKind, string>> = {
  call: "calls",
  "written-report": "written mandated reports",
  other: "other steps",
};

function counted(
  measure: string,
  label: string,
  words: string,
  is: (one: CaseFigures) => boolean,
): MonthFigure {
  const of = (cases: readonly CaseFigures[]) => cases.filter(is).length;
  return { measure, label, words, isHours: false, of };
}

function hours(
  row: Pick<MonthFigure, "measure" | "label" | "words">,
  which: "median" | "nineInTen" | "slowest",
  timeOf: (one: CaseFigures) => number | null,
): MonthFigure {
  const of = (cases: readonly CaseFigures[]) => {
    const found = spreadOfHours(cases.flatMap((one) => timeOf(one) ?? []));
    return found === null ? null : Math.round(found[which] * 10) / 10;
  };
  return { ...row, isHours: true, of };
}

function openedFigures({ levels }: ProtocolPack): readonly MonthFigure[] {
  const own = new Set<string>(levels.map(({ id }) => id));
  return [
    ...levels.map(({ id, name }) =>
      counted(
        `Opened: ${say(name)}`,
        say(name),
        "By the level of the case today.",
        ({ level }) => level === id,
      ),
    ),
    counted(
      "Opened: another level",
      "Another level",
      "At a level of another protocol, or one that cannot be read.",
      ({ level }) => level === null || !own.has(level),
    ),
    counted(
      "Opened in all",
      "All",
      "A case that was merged into another is not counted.",
      () => true,
    ),
    counted(
      "Opened below every protocol, and rose later",
      "Rose later",
      "Reports that added up, or somebody who raised the level.",
      ({ roseIntoProtocol }) => roseIntoProtocol,
    ),
  ];
}

function timeFigures(): readonly MonthFigure[] {
  const acknowledged = ({ hoursToAcknowledge }: CaseFigures) => hoursToAcknowledge;
  const called = ({ hoursToCall }: CaseFigures) => hoursToCall;
  const [toAcknowledge, toCall] = ["Hours to acknowledgement", "Hours to the first call"];
  const since = "From the first report, at night and on days without school too.";
  const asWritten = "From the first report to the call, as somebody wrote its time.";
  return [
    hours(
      { measure: `${toAcknowledge}: median`, label: "Acknowledged, median", words: since },
      "median",
      acknowledged,
    ),
    hours(
      { measure: slowOnes.acknowledged, label: "Acknowledged", words: since },
      "nineInTen",
      acknowledged,
    ),
    hours(
      { measure: `${toAcknowledge}: slowest`, label: "Acknowledged, slowest", words: since },
      "slowest",
      acknowledged,
    ),
    hours(
      { measure: `${toCall}: median`, label: "First call, median", words: asWritten },
      "median",
      called,
    ),
    hours({ measure: slowOnes.called, label: "First call", words: asWritten }, "nineInTen", called),
    hours(
      { measure: `${toCall}: slowest`, label: "First call, slowest", words: asWritten },
      "slowest",
      called,
    ),
  ];
}

function overdueFigures(): readonly MonthFigure[] {
  return actKinds.map((kind) => ({
    measure: `Overdue: ${overdueWords[kind]}`,
    label: "Overdue",
    words: "Open and past their time when this was counted.",
    isHours: false,
    of: (cases) =>
      cases.flatMap(({ acts }) => acts).filter((act) => act.kind === kind && act.is === "overdue")
        .length,
  }));
}

/** All figures under a pack, in the order of Summary's rows. */
export function monthFigures(pack: ProtocolPack): readonly MonthFigure[] {
  return [...openedFigures(pack), ...timeFigures(), ...overdueFigures()];
}

/**
 * The cells of Summary's rows by their key: each month that has begun, the school year and the year before; and which year it is, as of
 * `now`.
 */
export function monthCells(
  thisYear: YearFigures,
  yearBefore: YearFigures,
  { directory, now, zone }: Run,
): ReadonlyMap<string, RowValues> {
  const months = new Map<number, CaseFigures[]>();
  for (const one of thisYear.cases) {
    const { month } = civil(one.opened, zone);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  const begun = schoolYearMonths.indexOf(civil(now, zone).month);
  const rows = monthFigures(directory.pack).map(({ measure, of }): readonly [string, RowValues] => {
    const byMonth = schoolYearMonths.map((month, at) => [
      `month${month}`,
      at > begun ? null : of(months.get(month) ?? []),
    ]);
    const years = { thisYear: of(thisYear.cases), yearBefore: of(yearBefore.cases) };
    return [measure, { ...Object.fromEntries(byMonth), ...years }];
  });
  const year = schoolYearWords(schoolYearOf(now, zone));
  return new Map([[schoolYearMeasure, { value: year, at: now }], ...rows]);
}
