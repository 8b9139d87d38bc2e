/** Patterns that a district writes: usable ones work, and none can stall a run. */
import { expect, test } from "vitest";
import { fitsSomewhere, fitsWhole, judgePattern } from "../../src/directory/pattern";

test.each([
  ["\\d{4,8}", "usable"],
  ["[A-Z]{2}-?[0-9]+", "usable"],
  ["(?:19|20)\\d{6}(?:-\\d{2})?", "usable"],
  [".*@students\\..*", "usable"],
  ["(\\d{3}-)*\\d", "usable"],
  ["[)(*+]{3}", "usable"],
  ["(\\d", "invalid"],
  ["*", "invalid"],
  [`${"x".repeat(200)}y`, "too-long"],
  ["(a+)+", "too-slow"],
  ["(a|a)*", "too-slow"],
  ["(?:(?:a?)b?){2,}", "too-slow"],
  [".*.*.*.*x", "too-slow"],
  [`${"a?".repeat(30)}${"a".repeat(30)}`, "too-slow"],
  ["(.)\\1", "too-slow"],
  ["(?<x>.)\\k<x>", "too-slow"],
])("%s is %s", (pattern, verdict) => {
  expect(judgePattern(pattern)).toBe(verdict);
});

test("an id has to fit as a whole; an account may fit in part, whatever its case", () => {
  expect(fitsWhole("1|22", "22")).toBe(true);
  expect(fitsWhole("1|22", "1x")).toBe(false);
  expect(fitsWhole("[a-z]", "A")).toBe(false);
  expect(fitsSomewhere("@students\\.", "s1@STUDENTS.district.example")).toBe(true);
});

test("long text and unusable patterns fit nothing", () => {
  expect(fitsSomewhere("a", "a".repeat(255))).toBe(false);
  expect(fitsSomewhere("(a+)+$", "aaaa")).toBe(false);
});
