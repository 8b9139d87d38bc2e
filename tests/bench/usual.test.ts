/** This script and the usual one through a small week with the same faults: what is counted of each. */
import { describe, expect, test } from "vitest";
import { compared, comparisonText } from "../../scripts/bench/usual/comparison";
import { week } from "../../scripts/bench/usual/week";
import { builtBundle } from "../../scripts/play/bundle";

const small = { reports: 10, students: 7 };

test("a week has each fault once, and begins and ends each that lasts", () => {
  const happenings = week(small);
  const of = (what: string) => happenings.filter((one) => one.what === what);
  expect(of("report")).toHaveLength(small.reports);
  expect(of("report").filter((one) => "isTriggerLost" in one && one.isTriggerLost)).toHaveLength(1);
  expect(of("told-again")).toHaveLength(1);
  expect(of("answer-lost")).toHaveLength(1);
  expect(of("outage")).toEqual([true, false].map((isOn) => ({ what: "outage", isOn })));
  expect(of("quota")).toEqual([true, false].map((isSpent) => ({ what: "quota", isSpent })));
});

describe("a small week", async () => {
  const comparison = compared(await builtBundle(), small);
  const [desk, usual] = comparison.outcomes;

  test("neither loses a report, nor takes one in twice", () => {
    for (const { reports, lost, doubled, untold, toldAgain } of [desk, usual]) {
      expect(reports).toBe(small.reports);
      expect([lost, doubled, untold, toldAgain]).toEqual([0, 0, 0, 0]);
    }
  });

  test("both fail in the outage and wait for the quota", () => {
    for (const { failedRuns, slowestMinutes } of [desk, usual]) {
      expect(failedRuns).toBeGreaterThan(0);
      expect(slowestMinutes).toBeGreaterThan(120);
    }
    expect(desk.late).toBeLessThan(usual.late);
  });

  test("the usual one shows a report to whom it is about, a reporter to a contact, and a student in two rows", () => {
    expect([desk.shownToWhomItIsAbout, desk.reporterShown, desk.apart]).toEqual([0, 0, 0]);
    expect([usual.shownToWhomItIsAbout, usual.reporterShown]).toEqual([1, 1]);
    expect(usual.apart).toBe(small.reports - small.students);
    expect(usual.mails).toBe(small.reports);
  });

  test("every count is printed", () => {
    const lines = comparisonText(comparison);
    expect(lines).toContain(`mails: ${desk.mails}, ${usual.mails}`);
    expect(lines).toHaveLength(1 + Object.keys(desk).length);
  });
});
