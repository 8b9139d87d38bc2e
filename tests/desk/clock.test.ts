/** The clock of the page: how far it is put ahead, also over the change to winter time, and how it goes by itself. */
import { expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { instantOf, type Until } from "../../scripts/desk/times";
import { builtBundle } from "../../scripts/play/bundle";
import { zoneOffsets } from "../../scripts/play/zone";

const zone = zoneOffsets();

test.each<[from: string, until: Until, there: string]>([
  ["2026-09-01T09:00:00-07:00", { minutes: 15 }, "2026-09-01T09:15:00-07:00"],
  ["2026-09-01T22:00:00-07:00", { named: "tonight" }, "2026-09-02T22:00:00-07:00"],
  ["2026-09-07T07:59:00-07:00", { named: "monday" }, "2026-09-07T08:00:00-07:00"],
  ["2026-10-30T09:00:00-07:00", { named: "monday" }, "2026-11-02T08:00:00-08:00"],
])("from %s, %j leads to %s", (from, until, there) => {
  expect(instantOf(until, Date.parse(from), zone)).toBe(Date.parse(there));
});

test.each([0, Number.NaN, 200_000])("%d minutes are refused", (minutes) => {
  expect(() => instantOf({ minutes }, 0, zone)).toThrow(/only goes ahead|120 days at most/);
});

test("it goes with real time, but not for what a page slept through", async () => {
  const start = Date.parse("2026-09-01T09:00:00-07:00");
  let real = start;
  const desk = new Desk({ dist: await builtBundle(), realNow: () => real, start });
  for (const [passed, there] of [
    [5_000, 5_000],
    [36_000_000, 65_000],
    [-3_600_000, 65_000],
  ] as const) {
    real += passed;
    desk.keepUp();
    expect(desk.workspace.clock.now - start).toBe(there);
  }
});
