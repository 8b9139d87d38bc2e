/** Serial numbers as people read and type them. */
import { expect, test } from "vitest";
import { serialAsInput, serialInWords, serialOfInput } from "../../scripts/desk/grid/serial-time";

test.each([
  [46266, "date", "Tue, Sep 1, 2026", "2026-09-01"],
  [46266.375, "date-time", "Tue, Sep 1, 2026, 9:00 AM", "2026-09-01T09:00"],
  [46266.5, "date-time", "Tue, Sep 1, 2026, 12:00 PM", "2026-09-01T12:00"],
  [46266.374999999, "date-time", "Tue, Sep 1, 2026, 9:00 AM", "2026-09-01T09:00"],
] as const)("%d as a %s", (serial, kind, words, input) => {
  expect(serialInWords(serial, kind)).toBe(words);
  expect(serialAsInput(serial, kind)).toBe(input);
});

test.each([
  ["2026-09-01", 46266],
  ["2026-09-01T09:00", 46266.375],
  ["1899-12-30", 0],
  ["next week", null],
  ["2026-13-01", null],
  ["", null],
])("%s typed into a date cell", (typed, serial) => {
  expect(serialOfInput(typed)).toBe(serial);
});

test("a number that is no date has no words", () => {
  expect(serialInWords(1e300, "date")).toBeNull();
  expect(serialAsInput(1e300, "date")).toBe("");
});
