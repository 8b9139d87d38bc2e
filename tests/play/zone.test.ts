/** Conversion of times between ISO, the Form and the register, in the district's time zone. */
import { expect, test } from "vitest";
import { typedCell } from "../../scripts/play/acts/edit";
import { formTime, instantOf, iso, zoneOffsets } from "../../scripts/play/zone";
import { tabs } from "../../src/tabs";

test.each([
  ["2026-09-01T08:30:00-07:00", "2026-09-01 08:30"],
  ["2026-09-01T15:30:00Z", "2026-09-01 08:30"],
  ["2026-01-01T07:59:00Z", "2025-12-31 23:59"],
  ["2026-07-01T08:00Z", "2026-07-01 01:00"],
  ["2026-09-01 08:30", "2026-09-01 08:30"],
  ["last Tuesday", "last Tuesday"],
  ["2026-99-01T08:30:00Z", "2026-99-01T08:30:00Z"],
])("%s stands in the Form as %s", (text, held) => {
  expect(formTime(text)).toBe(held);
});

test.each([
  ["2026-09-01", "2026-09-01T07:00:00.000Z"],
  ["2026-12-01", "2026-12-01T08:00:00.000Z"],
  ["2026-09-01T09:00:00-07:00", "2026-09-01T16:00:00.000Z"],
  ["soon", null],
])("%s is the instant %s", (text, expected) => {
  const instant = instantOf(text, zoneOffsets());
  expect(instant === null ? null : iso(instant)).toBe(expected);
});

test.each([
  ["raiseLevelTo", "confirmed-victim", "Confirmed victim"],
  ["raiseLevelTo", "no such level", "no such level"],
  ["acknowledged", true, true],
  ["victimConsulted", "2026-09-02", 46267],
  ["holdUntil", "2026-09-02T12:00:00-07:00", 46267.5],
  ["holdUntil", "soon", "soon"],
  ["notes", "=1+1", "=1+1"],
  ["notes", null, null],
] as const)("%s set to %j becomes the cell %j", (key, value, cell) => {
  const column = tabs.cases.columns.find((one) => one.key === key);
  expect(column && typedCell(column, value)).toEqual(cell);
});
