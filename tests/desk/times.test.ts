/** How far the clock is put ahead: a table, over a night and over the change of the clocks. */
import { expect, test } from "vitest";
import { asInput, millisecondsUntil, type Until } from "../../scripts/desk/times";
import { zoneOffsets } from "../../scripts/play/zone";

const zone = zoneOffsets();

test.each<[from: string, until: Until, there: string]>([
  ["2026-09-01T09:00:00-07:00", { minutes: 15 }, "2026-09-01T09:15:00-07:00"],
  ["2026-09-01T09:00:00-07:00", { named: "tonight" }, "2026-09-01T22:00:00-07:00"],
  ["2026-09-01T22:00:00-07:00", { named: "tonight" }, "2026-09-02T22:00:00-07:00"],
  ["2026-09-01T09:00:00-07:00", { named: "monday" }, "2026-09-07T08:00:00-07:00"],
  ["2026-09-07T07:59:00-07:00", { named: "monday" }, "2026-09-07T08:00:00-07:00"],
  ["2026-09-07T08:00:00-07:00", { named: "monday" }, "2026-09-14T08:00:00-07:00"],
  ["2026-10-30T09:00:00-07:00", { named: "monday" }, "2026-11-02T08:00:00-08:00"],
  ["2026-09-01T09:00:00-07:00", { at: "2026-09-03T07:30" }, "2026-09-03T07:30:00-07:00"],
  ["2026-10-31T09:00:00-07:00", { at: "2026-11-01T09:00" }, "2026-11-01T09:00:00-08:00"],
])("from %s, %j leads to %s", (from, until, there) => {
  const now = Date.parse(from);
  expect(now + millisecondsUntil(until, now, zone)).toBe(Date.parse(there));
});

test.each<[Until, RegExp]>([
  [{ at: "2026-08-31T09:00" }, /only goes ahead/],
  [{ minutes: 0 }, /only goes ahead/],
  [{ at: "soon" }, /no date and time/],
  [{ minutes: Number.NaN }, /no date and time/],
  [{ at: "2027-09-01T09:00" }, /120 days at most/],
])("%j is refused", (until, words) => {
  const now = Date.parse("2026-09-01T09:00:00-07:00");
  expect(() => millisecondsUntil(until, now, zone)).toThrow(words);
});

test("an instant is read back as it was put in", () => {
  const now = Date.parse("2026-11-01T01:30:00-08:00");
  expect(asInput(now, zone)).toBe("2026-11-01T01:30");
});
