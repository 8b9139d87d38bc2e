/** What takes too long for every run of the tests: an overfull register, the walk of each kind of run, and the usual script beside this one. */
import { beforeAll, expect, test } from "vitest";
import { isKept } from "../../scripts/bench/budgets";
import {
  judgeSchools,
  manyCases,
  measureReports,
  measureSchools,
  schoolRegisters,
  tooManyCases,
} from "../../scripts/bench/measure";
import { compared, comparisonText } from "../../scripts/bench/usual/comparison";
import { walks } from "../../scripts/bench/walk";
import { builtBundle } from "../../scripts/play/bundle";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

test("a register with five times the cases that it is made for still works, and no report costs a call more", () => {
  const [usual, overfull] = [manyCases, tooManyCases].map((cases) => measureReports(dist, cases));
  for (const of of ["first", "joining", "sealed"] as const) {
    expect(overfull?.[of].calls, of).toBeLessThanOrEqual(usual?.[of].calls ?? 0);
  }
});

test("registers of schools keep their budgets", () => {
  const budgets = judgeSchools(schoolRegisters.map((registers) => measureSchools(dist, registers)));
  expect(budgets.filter((budget) => !isKept(budget))).toEqual([]);
  expect(Math.min(...budgets.map(({ measured }) => measured))).toBeGreaterThan(0);
});

test("each kind of run passes what it is about, and an idle one little", () => {
  const found = walks(dist);
  const kinds = "idle clock run, full look, report, sealed report, tick of a box, morning pass";
  expect(found.map(({ what }) => what).join(", ")).toBe(kinds);
  const [idle, , report, sealed] = found;
  expect(idle?.files).toBeLessThanOrEqual(40);
  expect(idle?.functions).toBeLessThanOrEqual(150);
  const ofReport = new Set(report?.passed.map(({ file }) => file));
  expect(sealed?.passed.some(({ file }) => !ofReport.has(file))).toBe(true);
});

const small = { reports: 10, students: 7 };

test("neither loses a report or takes one in twice, both wait out a fault, and the usual one shows what it should not", () => {
  const comparison = compared(dist, small);
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
