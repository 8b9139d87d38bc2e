/** Which rows of Education a school needs, by its grades and by date. */
import { expect, test } from "vitest";
import { educationYear, gradeSpans } from "../../src/district/directory/education-rows";
import { pacific } from "./rows";

test.each([
  ["9-12", ["high"]],
  ["6-8", ["middle"]],
  ["K-8", ["middle"]],
  ["7 to 12", ["middle", "high"]],
  ["6, 7, 8", ["middle"]],
  ["TK-5", ["none"]],
  ["K", ["none"]],
  ["", ["middle", "high"]],
  ["all of them", ["middle", "high"]],
  [null, ["middle", "high"]],
] as const)("a school with the grades %j owes the lesson in %j", (grades, spans) => {
  expect(gradeSpans(grades)).toEqual(spans);
});

test.each([
  ["2026-06-30T23:00:00-07:00", 2025],
  ["2026-07-01T00:00:00-07:00", 2026],
  ["2027-01-15T12:00:00-07:00", 2026],
])("at %s the rows of %d stand", (at, year) => {
  expect(educationYear(Date.parse(at), pacific)).toBe(year);
});
