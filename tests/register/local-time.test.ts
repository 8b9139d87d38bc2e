/** Local time compared with JavaScript's own dates over a year, in a time zone with two clock changes and in one without. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, civil, fromSerial, parseLocal, startOfDay, toSerial } from "../../src/time";
import { california } from "./california";

const kolkata = { offsetMinutes: () => 330 };
const start = Date.UTC(2026, 0, 1);
const minutesOfYear = 365 * 24 * 60;
const instants = fc.integer({ min: 0, max: minutesOfYear }).map((m) => start + m * 60_000);
const summerEnds = Date.UTC(2026, 10, 1, 9);

describe.each([
  { name: "Los Angeles", zone: california, iana: "America/Los_Angeles" },
  { name: "Kolkata", zone: kolkata, iana: "Asia/Kolkata" },
])("$name", ({ zone, iana }) => {
  test("civil agrees with Intl", () => {
    const as = { timeZone: iana, dateStyle: "short", timeStyle: "short" } as const;
    // As "2026-09-01 09:00".
    const format = new Intl.DateTimeFormat("sv-SE", as);
    fc.assert(
      fc.property(instants, (instant) => {
        const { year, month, day, hour, minute, weekday } = civil(instant, zone);
        const wall = new Date(Date.UTC(year, month - 1, day, hour, minute));
        expect(wall.toISOString().slice(0, 16)).toBe(format.format(instant).replace(" ", "T"));
        expect(weekday).toBe(wall.getUTCDay());
      }),
    );
  });

  test("a serial number leads back to its instant, or an hour earlier where the hour comes twice", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const repeated =
          zone === california && instant >= summerEnds && instant < summerEnds + 3_600_000;
        expect(fromSerial(toSerial(instant, zone), zone)).toBe(
          repeated ? instant - 3_600_000 : instant,
        );
      }),
    );
  });

  test("the start of the day is a midnight, less than 25 hours and 1 minute before", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const midnight = startOfDay(instant, zone);
        expect(midnight).toBeLessThanOrEqual(instant);
        expect(instant - midnight).toBeLessThan(25 * 3_600_000);
        expect(civil(midnight, zone)).toEqual({ ...civil(instant, zone), hour: 0, minute: 0 });
      }),
    );
  });
});

test("a serial number counts days since 1899-12-30 on the wall clock", () => {
  // 2026-09-01 09:00 in Los Angeles.
  expect(toSerial(Date.UTC(2026, 8, 1, 16), california)).toBe(46_266.375);
  expect(fromSerial(2.5, { offsetMinutes: () => 0 })).toBe(Date.UTC(1900, 0, 1, 12));
});

test.each([
  ["2026-09-01 09:00", Date.UTC(2026, 8, 1, 16)],
  ["2026-01-15T09:00", Date.UTC(2026, 0, 15, 17)],
  ["2026-01-15T09:00:30", Date.UTC(2026, 0, 15, 17, 0, 30)],
  ["2026-01-15", Date.UTC(2026, 0, 15, 8)],
  ["2026-01-15T09:00Z", Date.UTC(2026, 0, 15, 9)],
  ["2026-01-15T09:00:00.000Z", Date.UTC(2026, 0, 15, 9)],
  ["2026-01-15T09:00-05:00", Date.UTC(2026, 0, 15, 14)],
  ["2026-11-01 01:30", Date.UTC(2026, 10, 1, 8, 30)],
  // It never comes: the next that does is three.
  ["2026-03-08 02:30", Date.UTC(2026, 2, 8, 10)],
  ["2024-02-29 00:00", Date.UTC(2024, 1, 29, 8)],
  ["2026-02-29 00:00", null],
  ["2026-13-01 00:00", null],
  ["2026-01-15 24:00", null],
  ["2026-01-15 09:60", null],
  ["yesterday", null],
  ["", null],
])("parseLocal(%j)", (text, instant) => {
  expect(parseLocal(text, california)).toBe(instant);
});

test("days later the clock shows the same time, over a jump too", () => {
  const before = Date.UTC(2026, 2, 7, 20);
  expect(civil(addDays(before, 2, california), california).hour).toBe(12);
  expect(addDays(before, 2, california) - before).toBe(47 * 3_600_000);
});
