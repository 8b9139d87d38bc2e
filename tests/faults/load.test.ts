/** Many reports at once, and in one day, under Google's quotas (issue 5, item 3): enough to meet them; `bench -- --faults` sends twice as many. */
import { beforeAll, describe, expect, test } from "vitest";
import { burst, burstEnd, burstWrong } from "../../scripts/bench/faults/burst";
import { admin, districtStage, fireSubmit, storeResponse } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { type LocalWorkspace, setMailAllowance } from "../../scripts/workspace/index";

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

function counts(workspace: LocalWorkspace) {
  const { reports, cases } = readOutput(workspace, { cells: false });
  return {
    reports: reports.length,
    cases: new Set(cases.map((row) => row["case"])).size,
    responses: new Set(reports.map((row) => row["response"])).size,
  };
}

const of = 100;
const taken = { reports: of, cases: of, responses: of };

describe("a hundred reports within a minute", () => {
  test("whose runs all begin at once are taken in within ten minutes, none twice, each told once", () => {
    const one = burst(dist, true, { of });
    const { workspace, start } = one;
    const runs = workspace.runs.filter((run) => run.function === "onFormSubmit");
    expect(runs).toHaveLength(of);
    // The quota was met: some runs failed, and cleanly.
    const failed = runs.filter(({ ok }) => !ok);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ error }) => error?.includes("google-limit"))).toBe(true);
    workspace.advanceTo(start + 10 * minute);
    expect(burstEnd(one)).toMatchObject(taken);
    // Ten for themselves, and sixty together each quarter of an hour.
    workspace.advanceSparsely(50 * minute, 15);
    expect(burstWrong(burstEnd(one), of)).toEqual([]);
    expect(burstEnd(one)).toMatchObject({ mails: of, queued: 0, overlong: 0 });
    const ticks = workspace.runs.filter(
      (run) => run.function === "onClock" && run.calls.byName["MailApp.sendEmail"] !== undefined,
    );
    for (const { calls } of ticks) {
      // However many reports and mails: a commit for the reports, a claim, and a mark for each lot of mail.
      expect(calls.byName["Sheets.Spreadsheets.batchUpdate"]).toBeLessThanOrEqual(5);
    }
  });

  test("none of whose triggers fires are taken in by one commit; mail past the day's allowance waits and is sent once", () => {
    const one = burst(dist, false, { of, allowance: 8 });
    const { workspace, start } = one;
    workspace.advanceTo(start + 10 * minute);
    expect(burstEnd(one)).toMatchObject(taken);
    const taking = workspace.runs.find(
      ({ at, function: name }) => at > start && name === "onClock",
    );
    // The reports, the marks of their mail, and what this tick does anyway.
    expect(taking?.calls.byName["Sheets.Spreadsheets.batchUpdate"]).toBeLessThanOrEqual(3);
    workspace.advanceTo(start + 20 * minute);
    expect(burstWrong(burstEnd(one), of)).toEqual([]);
    // Of so few, where 1,500 were seen within a day, all are kept for danger; the lead alone is told.
    expect(burstEnd(one)).toMatchObject({ mails: 0, queued: of });
    setMailAllowance(workspace.store, admin, 1_500);
    workspace.advanceSparsely(50 * minute, 15);
    expect(burstWrong(burstEnd(one), of)).toEqual([]);
    expect(burstEnd(one)).toMatchObject({ mails: of, queued: 0, overlong: 0 });
  });
});

test("2,000 reports over a day need less than the day's six hours of trigger time", () => {
  // An eightieth of the day, at the day's pace: every run of it is timed, the sum is taken eightyfold.
  const workspace = districtStage(dist);
  const start = workspace.clock.now;
  const reports = 25;
  const part = (24 * hour) / 80;
  for (let index = 0; index < reports; index += 1) {
    workspace.advanceTo(start + Math.floor((index * part) / reports));
    fireSubmit(workspace, storeResponse(workspace, report(index)));
  }
  workspace.advanceTo(start + part);
  const spent = workspace.runs
    .filter(({ at }) => at >= start)
    .reduce((sum, { at, endedAt }) => sum + ((endedAt ?? at) - at), 0);
  expect(counts(workspace)).toMatchObject({ reports, cases: reports, responses: reports });
  expect(80 * spent).toBeLessThan(6 * hour);
}, 240_000);
