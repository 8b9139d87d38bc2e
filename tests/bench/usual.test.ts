/** This script and the usual one in a small week with the same faults: what is counted for each. */
import { expect, test } from "vitest";
import { compared, comparisonText } from "../../scripts/bench/usual/comparison";
import { week } from "../../scripts/bench/usual/week";
import { builtBundle } from "../../scripts/play/bundle";

const small = { reports: 10, students: 7 };

test("a week has each fault once, and begins and ends each that lasts", () => {
  const happenings = week(small);
  const of = (what: string) => happenings.filter((one) => one.what === what);
  expect(of("report")).toHaveLength(small.reports);
  expect(of("report").filter((one) => "isTriggerLost" in one && one.isTriggerLost)).toHaveLength(1);
  expect([of("told-again").length, of("answer-lost").length]).toEqual([1, 1]);
  expect(of("outage")).toEqual([true, false].map((isOn) => ({ what: "outage", isOn })));
  expect(of("quota")).toEqual([true, false].map((isSpent) => ({ what: "quota", isSpent })));
});

test("neither loses a report or takes one in twice, both wait out a fault, and the usual one shows what it should not", async () => {
  const comparison = compared(await builtBundle(), small);
  const [desk, usual] = comparison.outcomes;
  for (const { reports, lost, doubled, untold, toldAgain, ...others } of [desk, usual]) {
    expect([reports, lost, doubled, untold, toldAgain]).toEqual([small.reports, 0, 0, 0, 0]);
    expect(others.failedRuns).toBeGreaterThan(0);
    expect(others.slowestMinutes).toBeGreaterThan(120);
  }
  expect(desk.late).toBeLessThan(usual.late);
  expect([desk.shownToWhomItIsAbout, desk.reporterShown, desk.apart]).toEqual([0, 0, 0]);
  expect([usual.shownToWhomItIsAbout, usual.reporterShown]).toEqual([1, 1]);
  expect([usual.apart, usual.mails]).toEqual([small.reports - small.students, small.reports]);
  const lines = comparisonText(comparison);
  expect(lines).toContain(`mails: ${desk.mails}, ${usual.mails}`);
  expect(lines).toHaveLength(1 + Object.keys(desk).length);
});
