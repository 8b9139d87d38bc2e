/** The months of Summary, whatever cases there are: they add up, none is counted twice, and what has not begun is blank. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { monthCells, monthFigures, schoolYearMeasure } from "../../src/case/views/month-figures";
import type { CaseFigures, YearFigures } from "../../src/case/views/year-figures";
import { defaultPack } from "../../src/protocol/find-pack";
import { isCountDue } from "../../src/runs/clock/school-year-figures";
import { schoolYearMonths } from "../../src/time";
import { pacific } from "../district/rows";
import { runWith } from "../run";

const pack = defaultPack();
const begins = Date.parse("2026-08-01T00:00:00-07:00");
/** A day in January. */
const now = Date.parse("2027-01-15T12:00:00-08:00");

const run = runWith({ now, zone: pacific, directory: { pack } });

const level = fc.constantFrom(null, "of-another-pack", ...pack.levels.map(({ id }) => id));
const one = (until: number): fc.Arbitrary<CaseFigures> =>
  fc.record({
    reference: fc.uuid(),
    level,
    firstLevel: level,
    roseIntoProtocol: fc.boolean(),
    opened: fc.integer({ min: begins, max: until - 1 }),
    isClosed: fc.boolean(),
    hoursToAcknowledge: fc.option(fc.integer({ min: 0, max: 90 })),
    hoursToCall: fc.option(fc.integer({ min: 0, max: 90 })),
    asked: fc.constant([]),
    askingEnd: fc.constant(null),
    askedInDanger: fc.boolean(),
    remindedOfCall: fc.boolean(),
    acts: fc.array(
      fc.record({
        kind: fc.constantFrom("call", "written-report", "other"),
        is: fc.constantFrom("in-time", "late", "overdue", "not-due-yet", "unknown"),
      }),
      { maxLength: 3 },
    ),
  });

const figures = (cases: readonly CaseFigures[]): YearFigures => ({
  cases,
  merged: 0,
  reports: cases.length,
  reporters: { "said-so": 0, "not-confirmed": 0, unreachable: 0, "not-due-yet": 0 },
  undated: 0,
});

const monthsOf = (row: Readonly<Record<string, unknown>> = {}) =>
  schoolYearMonths.map((month) => row[`month${month}`]);

test("counts add up to the year's, levels to all cases, and a month to come is blank", () => {
  fc.assert(
    fc.property(fc.array(one(now)), fc.array(one(now)), (cases, before) => {
      const cells = monthCells(figures(cases), figures(before), run);
      const rows = monthFigures(pack);
      for (const { measure, isHours } of rows) {
        const row = cells.get(measure);
        const months = monthsOf(row);
        expect(months.slice(6)).toEqual([null, null, null, null, null, null]);
        if (isHours) continue;
        const sum = months.reduce<number>((all, month) => all + Number(month ?? 0), 0);
        expect(sum).toBe(row?.["thisYear"]);
      }
      const byLevel = rows.filter(({ words }) => /level of the case|level of another/i.test(words));
      const levels = byLevel.map(({ measure }) => Number(cells.get(measure)?.["thisYear"]));
      expect(levels.reduce((all, some) => all + some, 0)).toBe(cases.length);
      expect(cells.get("Opened in all")).toMatchObject({
        thisYear: cases.length,
        yearBefore: before.length,
      });
      expect(cells.get(schoolYearMeasure)).toEqual({ value: "2026-27", at: now });
    }),
  );
});

test("a time is within those of its cases, in tenths of an hour", () => {
  fc.assert(
    fc.property(fc.array(one(now), { minLength: 1 }), (cases) => {
      const cells = monthCells(figures(cases), figures([]), run);
      const times = cases.flatMap(({ hoursToCall }) => hoursToCall ?? []);
      const of = (which: string) => cells.get(`Hours to the first call: ${which}`)?.["thisYear"];
      const [median, most, slowest] = ["median", "nine in ten within", "slowest"].map(of);
      if (times.length === 0) expect([median, most, slowest]).toEqual([null, null, null]);
      else {
        expect(slowest).toBe(Math.max(...times));
        expect(Number(median)).toBeLessThanOrEqual(Number(most));
        expect(Number(most)).toBeLessThanOrEqual(Number(slowest));
      }
    }),
  );
});

const at = (text: string) => Date.parse(text);

test.each<[string, number | null, string, boolean]>([
  ["never counted", null, "2026-09-02T14:00:00-07:00", true],
  ["before one o'clock", at("2026-09-01T01:05:00-07:00"), "2026-09-02T00:59:00-07:00", false],
  ["from one o'clock on", at("2026-09-01T01:05:00-07:00"), "2026-09-02T01:00:00-07:00", true],
  ["once a day", at("2026-09-02T01:05:00-07:00"), "2026-09-02T23:59:00-07:00", false],
  [
    "in the day after a night without a run",
    at("2026-09-01T01:05:00-07:00"),
    "2026-09-02T09:00:00-07:00",
    true,
  ],
  ["clocks set back", at("2026-10-31T01:05:00-07:00"), "2026-11-01T01:00:00-08:00", true],
  [
    "once in the hour that comes twice",
    at("2026-11-01T01:05:00-07:00"),
    "2026-11-01T01:10:00-08:00",
    false,
  ],
  ["clocks set forward", at("2027-03-13T01:05:00-08:00"), "2027-03-14T03:05:00-07:00", true],
  [
    "counted in what is the future now",
    at("2026-09-03T01:05:00-07:00"),
    "2026-09-02T09:00:00-07:00",
    true,
  ],
])("%s: due or not", (_, counted, time, isDue) => {
  expect(isCountDue(counted, { now: at(time), zone: pacific })).toBe(isDue);
});
