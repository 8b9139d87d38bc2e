/**
 * The measures: each number that Summary, its charts and the evidence of a year show, defined once. Hours run from the first report of a
 * case, also at night and on days without school. Pure.
 */
import { addTo } from "../../lists";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { RowValues } from "../../register/columns";
import type { Run } from "../../run";
import { civil, schoolYearMonths, schoolYearOf, schoolYearWords } from "../../time";
import type { Counted, CountedCase, CountedReport, CountedStep } from "./school-year-rows";

/** One measure. */
export interface Measure {
  /** Its name, which is also the key of its row in Summary. */
  readonly key: string;
  /** A few words for a chart. */
  readonly label: string;
  /** What it counts and what it does not. */
  readonly note: string;
  /** Whether it is a time in hours, with tenths; otherwise it is a count. */
  readonly isHours: boolean;
  /** Null where there is nothing to say. */
  readonly of: (counted: Counted) => number | null;
}

const count = (
  [key, label = key, note = ""]: readonly [key: string, label?: string, note?: string],
  of: Measure["of"],
): Measure => ({ key, label, note, isHours: false, of });

const casesThat =
  (is: (one: CountedCase) => boolean): Measure["of"] =>
  ({ cases }) =>
    cases.filter(is).length;

/** How many steps of a kind stand so to their deadline. */
export const stepsThat =
  (kind: CountedStep["kind"], is: CountedStep["is"]): ((counted: Counted) => number) =>
  ({ cases }) =>
    cases.flatMap(({ steps }) => steps).filter((step) => step.kind === kind && step.is === is)
      .length;

const reportsThat =
  (own: CountedReport["own"]): Measure["of"] =>
  ({ reports }) =>
    reports.filter((one) => one.own === own).length;

/** The key of the measure of how many cases were opened at a level. */
export const levelKey = (label: string): string => `Opened: ${label}`;

function levelMeasures({ levels }: ProtocolPack): readonly Measure[] {
  const own = new Set<string>(levels.map(({ id }) => id));
  const other = [
    levelKey("another level"),
    "Another level",
    "At a level of another protocol, or one that cannot be read.",
  ] as const;
  return [
    ...levels.map(({ id, name }) =>
      count(
        [levelKey(say(name)), say(name), "By the level of the case today."],
        casesThat(({ level }) => level === id),
      ),
    ),
    count(
      other,
      casesThat(({ level }) => level === null || !own.has(level)),
    ),
  ];
}

/** The two times of a case that are measured. */
export const times = {
  acknowledged: {
    name: "Hours to acknowledgement",
    label: "Acknowledged",
    note: "From the first report, at night and on days without school too.",
    of: ({ hoursToAcknowledge }: CountedCase) => hoursToAcknowledge,
  },
  called: {
    name: "Hours to the first call",
    label: "First call",
    note: "From the first report to the call, as somebody wrote its time.",
    of: ({ hoursToCall }: CountedCase) => hoursToCall,
  },
} as const;
export type Time = keyof typeof times;

const spreads = ["median", "nine in ten within", "slowest"] as const;
type Spread = (typeof spreads)[number];

/** The key of the measure of how soon nine in ten were done. */
export const mostKey = (time: Time): string => `${times[time].name}: nine in ten within`;

/** The hours of the cases that have them on record. */
export const hoursIn = ({ cases }: Pick<Counted, "cases">, time: Time): readonly number[] =>
  cases.flatMap((one) => times[time].of(one) ?? []);

/** One of a list of hours: the median, the time within which nine in ten were done, or the slowest. Null for an empty list. */
export function spreadOf(hours: readonly number[], which: Spread): number | null {
  const sorted = [...hours].sort((a, b) => a - b);
  const [many, last] = [sorted.length, sorted.length - 1];
  const at = (index: number) => sorted[index] ?? 0;
  if (many === 0) return null;
  if (which === "median") return (at(Math.floor(last / 2)) + at(Math.floor(many / 2))) / 2;
  return at(which === "slowest" ? last : Math.ceil(many * 0.9) - 1);
}

function timeMeasures(time: Time): readonly Measure[] {
  const { name, label, note } = times[time];
  return spreads.map((which) => ({
    key: `${name}: ${which}`,
    label: which === "nine in ten within" ? label : `${label}, ${which}`,
    note,
    isHours: true,
    of: (counted) => {
      const found = spreadOf(hoursIn(counted, time), which);
      return found === null ? null : Math.round(found * 10) / 10;
    },
  }));
}

const merged = "A case that was merged into another is not counted.";
const added = "Reports that added up, or somebody who raised the level.";
const late = "Open and past their time when this was counted.";

/** The measures that Summary has a row for, in the order of its rows. */
export function summaryMeasures(pack: ProtocolPack): readonly Measure[] {
  return [
    ...levelMeasures(pack),
    count(["Opened in all", "All", merged], ({ cases }) => cases.length),
    count(
      ["Opened below every protocol, and rose later", "Rose later", added],
      casesThat(({ rose }) => rose),
    ),
    ...timeMeasures("acknowledged"),
    ...timeMeasures("called"),
    count(["Overdue: calls", "Overdue", late], stepsThat("call", "overdue")),
    count(
      ["Overdue: written mandated reports", "Overdue", late],
      stepsThat("written-report", "overdue"),
    ),
    count(["Overdue: other steps", "Overdue", late], stepsThat("other", "overdue")),
  ];
}

/** Further measures of a year, for the district alone. */
export const yearMeasures: readonly Measure[] = [
  count(["Reports that came in"], ({ reports }) => reports.length),
  count(
    ["Cases that are open now"],
    casesThat(({ isClosed }) => !isClosed),
  ),
  count(
    ["Cases that are closed now"],
    casesThat(({ isClosed }) => isClosed),
  ),
  count(["Merged into another case, and not counted above"], (counted) => counted.merged),
  count(
    ["Cases about which the next person was asked, as no one had acknowledged"],
    casesThat(({ wasPassedOn }) => wasPassedOn),
  ),
  count(
    ["Cases with immediate danger, in which people were asked again"],
    casesThat(({ askedInDanger }) => askedInDanger),
  ),
  count(
    ["Cases in which someone was reminded of a call"],
    casesThat(({ remindedOfCall }) => remindedOfCall),
  ),
  count(
    ["Cases with no acknowledgement on record"],
    casesThat(({ hoursToAcknowledge }) => hoursToAcknowledge === null),
  ),
  count(
    ["Cases with no call to an agency on record"],
    casesThat(({ hoursToCall }) => hoursToCall === null),
  ),
  count(["Reporters' own written reports: confirmed"], reportsThat("on-record")),
  count(["Reporters' own written reports: due, and not confirmed"], reportsThat("not-on-record")),
  count(["Reporters who cannot be asked about theirs"], reportsThat("unreachable")),
  count(["Cases of which it is not known when they were opened"], ({ undated }) => undated),
];

/** The key of the row of Summary that says which school year the figures are of, and as of when they were counted (column `at`). */
export const schoolYearMeasure = "The school year, counted";

/** What is counted of each month (1 is January): a case in the month in which it was opened. */
export function byMonth(counted: Counted, zone: Run["zone"]) {
  const cases = new Map<number, CountedCase[]>();
  for (const one of counted.cases) addTo(cases, civil(one.opened, zone).month, one);
  return schoolYearMonths.map((month) => ({ ...counted, month, cases: cases.get(month) ?? [] }));
}

/**
 * The cells of Summary's rows by their key: each month that has begun, the school year and the year before; and which year it is, as of
 * `now`.
 */
export function summaryCells(
  thisYear: Counted,
  yearBefore: Counted,
  { directory, now, zone }: Run,
): ReadonlyMap<string, RowValues> {
  const begun = schoolYearMonths.indexOf(civil(now, zone).month);
  const months = byMonth(thisYear, zone);
  const rows = summaryMeasures(directory.pack).map(({ key, of }): readonly [string, RowValues] => {
    const cells = months.map((one, at) => [`month${one.month}`, at > begun ? null : of(one)]);
    const years = { thisYear: of(thisYear), yearBefore: of(yearBefore) };
    return [key, { ...Object.fromEntries(cells), ...years }];
  });
  const year = schoolYearWords(schoolYearOf(now, zone));
  return new Map([[schoolYearMeasure, { value: year, at: now }], ...rows]);
}
