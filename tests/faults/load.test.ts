/** Many reports at once, and in one day, under Google's quotas (issue 5, item 3). */
import { beforeAll, describe, expect, test } from "vitest";
import { fireSubmit, storeResponse } from "../../scripts/bench/faults-interleave";
import { districtStage } from "../../scripts/bench/faults-stage";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/output";
import type { LocalWorkspace } from "../../scripts/workspace/index";

const minute = 60_000;
const hour = 60 * minute;

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

const report = (index: number) => ({
  school: "North High",
  studentName: `Student ${index}`,
  studentId: String(500_000 + index),
  factors: ["controlled-or-groomed"],
  facts: `Account ${index}.`,
});

/** Moves the simulated clock, also back: runs of a burst begin side by side, while the Workspace plays one after another. */
function setClock(workspace: LocalWorkspace, now: number): void {
  const { store } = workspace;
  store.restore({ ...store.snapshot(), clock: { now } });
}

function counts(workspace: LocalWorkspace) {
  const { reports, cases, inbox, errors } = readOutput(workspace, { cells: false });
  const told = inbox.filter(({ message }) => message === "case-opened");
  return {
    reports: reports.length,
    cases: new Set(cases.map((row) => row["case"])).size,
    responses: new Set(reports.map((row) => row["response"])).size,
    told: new Set(told.map((mail) => mail.case)).size,
    refusals: errors.filter(({ error }) => /local Workspace/.test(error)),
  };
}

describe("200 reports within a minute", () => {
  const all = 200;

  test("whose runs all begin at once are taken in within ten minutes, none twice", () => {
    const workspace = districtStage(dist);
    const start = workspace.clock.now;
    const responses = Array.from({ length: all }, (_, index) =>
      storeResponse(workspace, report(index)),
    );
    responses.forEach((response, index) => {
      setClock(workspace, start + Math.floor((index * minute) / (2 * all)));
      fireSubmit(workspace, response);
    });
    const runs = workspace.runs.filter((run) => run.function === "onFormSubmit");
    expect(runs).toHaveLength(all);
    // The quota was met: some runs failed, and cleanly.
    const failed = runs.filter(({ ok }) => !ok);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ error }) => error?.includes("google-limit"))).toBe(true);
    workspace.advanceTo(start + 10 * minute);
    expect(counts(workspace)).toMatchObject({ reports: all, cases: all, responses: all });
    workspace.advanceTo(start + 40 * minute);
    expect(counts(workspace)).toEqual({
      reports: all,
      cases: all,
      responses: all,
      told: all,
      refusals: [],
    });
    const ticks = workspace.runs.filter(
      (run) => run.function === "onClock" && run.calls.byName["MailApp.sendEmail"] !== undefined,
    );
    for (const { calls } of ticks) {
      // However many reports and mails: a commit for the reports, a claim, and a mark for each lot of mail.
      expect(calls.byName["Sheets.Spreadsheets.batchUpdate"]).toBeLessThanOrEqual(5);
    }
  });

  test("none of whose triggers fires are taken in by one commit, and no run comes near six minutes", () => {
    const workspace = districtStage(dist);
    const start = workspace.clock.now;
    for (let index = 0; index < all; index += 1) storeResponse(workspace, report(index));
    workspace.advanceTo(start + 10 * minute);
    expect(counts(workspace)).toMatchObject({ reports: all, cases: all, responses: all });
    const taking = workspace.runs.find(
      ({ at, function: name }) => at > start && name === "onClock",
    );
    // The reports, the marks of their mail, and what this tick does anyway.
    expect(taking?.calls.byName["Sheets.Spreadsheets.batchUpdate"]).toBeLessThanOrEqual(3);
    workspace.advanceTo(start + hour);
    expect(counts(workspace).told).toBe(all);
    const ticks = workspace.runs.filter(({ at }) => at > start);
    const longest = Math.max(...ticks.map(({ at, endedAt }) => (endedAt ?? at) - at));
    expect(longest).toBeLessThan(5 * minute);
    const mails = readOutput(workspace, { cells: false }).inbox.filter(
      ({ message }) => message === "case-opened",
    );
    expect(mails).toHaveLength(all);
  });
});

test("2,000 reports over a day need less than the day's six hours of trigger time", () => {
  // A twentieth of the day, at the day's pace: every run of it is timed, the sum is taken twentyfold.
  const workspace = districtStage(dist);
  const start = workspace.clock.now;
  const reports = 100;
  const part = (24 * hour) / 20;
  for (let index = 0; index < reports; index += 1) {
    workspace.advanceTo(start + Math.floor((index * part) / reports));
    fireSubmit(workspace, storeResponse(workspace, report(index)));
  }
  workspace.advanceTo(start + part);
  const spent = workspace.runs
    .filter(({ at }) => at >= start)
    .reduce((sum, { at, endedAt }) => sum + ((endedAt ?? at) - at), 0);
  expect(counts(workspace)).toMatchObject({ reports, cases: reports, responses: reports });
  expect(20 * spent).toBeLessThan(6 * hour);
}, 240_000);
