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

const count = (key: string, of: Measure["of"], label = key, note = ""): Measure => {
  return { key, label, note, isHours: false, of };
};

const casesThat = (key: string, is: (one: CountedCase) => boolean, label?: string, note?: string) =>
  count(key, ({ cases }) => cases.filter(is).length, label, note);

/** How many steps of a kind stand so to their deadline. */
export const stepsThat = (
  { cases }: Counted,
  kind: CountedStep["kind"],
  is: CountedStep["is"],
): number =>
  cases.flatMap(({ steps }) => steps).filter((step) => step.kind === kind && step.is === is).length;

const overdue = (key: string, kind: CountedStep["kind"]) =>
  count(
    key,
    (counted) => stepsThat(counted, kind, "overdue"),
    "Overdue",
    "Open and late when this was counted.",
  );

const reportsThat = (key: string, own: CountedReport["own"]) =>
  count(key, ({ reports }) => reports.filter((one) => one.own === own).length);

/** The key of the measure of how many cases were opened at a level. */
export const levelKey = (label: string): string => `Opened: ${label}`;

function levelMeasures({ levels }: ProtocolPack): readonly Measure[] {
  const own = new Set<string>(levels.map(({ id }) => id));
  return [
    ...levels.map(({ id, name }) => {
      const [key, note] = [levelKey(say(name)), "By the level of the case today."];
      return casesThat(key, ({ level }) => level === id, say(name), note);
    }),
    casesThat(
      levelKey("another level"),
      ({ level }) => level === null || !own.has(level),
      "Another level",
      "At a level of another protocol, or one that cannot be read.",
    ),
  ];
}

/** The two times of a case that are measured. */
export const times = {
  acknowledged: {
    name: "Hours to acknowledgement",
    label: "Acknowledged",
    note: "From the first report, counting nights and days without school.",
    of: ({ hoursToAcknowledge }: CountedCase) => hoursToAcknowledge,
  },
  called: {
    name: "Hours to the first call",
    label: "First call",
    note: "From the first report to the call, at the time that someone wrote.",
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

/** The measures that Summary has a row for, in the order of its rows. */
export function summaryMeasures(pack: ProtocolPack): readonly Measure[] {
  const merged = "A case that was merged into another is not counted.";
  const added = "Because reports added up, or someone raised the level.";
  return [
    ...levelMeasures(pack),
    count("Opened in all", ({ cases }) => cases.length, "All", merged),
    casesThat("Started below the threshold, later rose", ({ rose }) => rose, "Rose later", added),
    ...timeMeasures("acknowledged"),
    ...timeMeasures("called"),
    overdue("Overdue: calls", "call"),
    overdue("Overdue: written mandated reports", "written-report"),
    overdue("Overdue: other steps", "other"),
  ];
}

/** Further measures of a year, for the district alone. */
export const yearMeasures: readonly Measure[] = [
  count("Reports that came in", ({ reports }) => reports.length),
  casesThat("Cases that are open now", ({ isClosed }) => !isClosed),
  casesThat("Cases that are closed now", ({ isClosed }) => isClosed),
  count("Merged into another case, and not counted above", ({ merged }) => merged),
  casesThat(
    "Cases in which the next person was asked, because no one had acknowledged",
    ({ wasPassedOn }) => wasPassedOn,
  ),
  casesThat(
    "Cases with immediate danger, in which people were asked again",
    ({ askedInDanger }) => askedInDanger,
  ),
  casesThat(
    "Cases in which someone was reminded of a call",
    ({ remindedOfCall }) => remindedOfCall,
  ),
  casesThat(
    "Cases with no acknowledgement on record",
    ({ hoursToAcknowledge }) => hoursToAcknowledge === null,
  ),
  casesThat("Cases with no call to an agency on record", ({ hoursToCall }) => hoursToCall === null),
  reportsThat("Reporters' own written reports: confirmed", "on-record"),
  reportsThat("Reporters' own written reports: due, and not confirmed", "not-on-record"),
  reportsThat("Reporters who cannot be asked about theirs", "unreachable"),
  count("Cases whose opening date is not known", ({ undated }) => undated),
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
