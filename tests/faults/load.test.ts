/** Many reports at the same time, and in one day, enough to reach Google's quotas. */

import { expect, test } from "vitest";
import { admin, districtStage, storeResponse } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { mainRegister, rowsOf } from "../../scripts/play/register-cells";
import { type LocalWorkspace, setMailAllowance } from "../../scripts/workspace/index";
import { hour, minute, report } from "../day/events";

/** Google ends a run after so long. */
const runLimit = 6 * minute;
const of = 100;

const dist = await builtBundle();

const numbered = (index: number) =>
  report({
    ...{ studentName: `Student ${index}`, studentId: String(500_000 + index) },
    facts: `Account ${index}.`,
  });

interface Burst {
  readonly workspace: LocalWorkspace;
  /** When the first was sent; milliseconds since 1970. */
  readonly start: number;
}

/** Moves the simulated clock, also back: runs of a burst begin side by side, while the Workspace plays one after another. */
function setClock({ store }: LocalWorkspace, now: number): void {
  store.slice("clock", () => ({ now })).now = now;
}

/** The runs of all begin within half a minute. */
function burst(): Burst {
  const workspace = districtStage(dist);
  setMailAllowance(workspace.store, admin, 1_500);
  const start = workspace.clock.now;
  const responses = Array.from({ length: of }, (_, at) => storeResponse(workspace, numbered(at)));
  responses.forEach((response, index) => {
    setClock(workspace, start + Math.floor((index * minute) / (2 * of)));
    workspace.formSubmitted(response);
  });
  return { workspace, start };
}

/** How a burst ended. `mails` and `told`: how often a mail told of a case that was opened, alone or with others, and of how many cases. */
function burstEnd({ workspace, start }: Burst) {
  const { reports, cases, inbox, errors } = readOutput(workspace, { cells: false });
  const opened = inbox
    .filter(({ message }) => message === "case-opened" || message === "cases-gathered")
    .flatMap(({ cases: named }) => named);
  const runs = workspace.runs.filter(({ at }) => at >= start);
  return {
    reports: reports.length,
    cases: new Set(cases.map((row) => row["case"])).size,
    responses: new Set(reports.map((row) => row["response"])).size,
    mails: opened.length,
    told: new Set(opened).size,
    /** First mails that wait for the next day's allowance. */
    queued: rowsOf(workspace.store, mainRegister(workspace.store), "outbox").filter(
      ({ cells }) => cells["state"] === "Queued" && cells["kind"] === "case-opened",
    ).length,
    /** Runs that lasted past Google's limit, and what the local Workspace alone refused. */
    overlong: runs.filter(({ at, endedAt }) => (endedAt ?? at + runLimit) - at >= runLimit).length,
    refused: errors.filter(({ error }) => /local Workspace/.test(error)).length,
  };
}

const taken = { reports: of, cases: of, responses: of };

test("a hundred reports within a minute are taken in within ten minutes, none twice, each told once", () => {
  const one = burst();
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
  const whole = { ...taken, mails: of, told: of, queued: 0, overlong: 0, refused: 0 };
  expect(burstEnd(one)).toEqual(whole);
  const ticks = workspace.runs.filter(
    (run) => run.function === "onClock" && run.calls.byName["MailApp.sendEmail"] !== undefined,
  );
  for (const { calls } of ticks) {
    // However many reports and mails: a commit for the reports, a claim, a mark for each lot of mail, and the sign of life.
    expect(calls.byName["Sheets.Spreadsheets.batchUpdate"]).toBeLessThanOrEqual(6);
  }
});

test("2,000 reports over a day need less than the day's six hours of trigger time", () => {
  // An eightieth of the day, at the day's pace: every run of it is timed, the sum is taken eightyfold.
  const workspace = districtStage(dist);
  const start = workspace.clock.now;
  const reports = 25;
  const part = (24 * hour) / 80;
  for (let index = 0; index < reports; index += 1) {
    workspace.advanceTo(start + Math.floor((index * part) / reports));
    workspace.formSubmitted(storeResponse(workspace, numbered(index)));
  }
  workspace.advanceTo(start + part);
  const spent = workspace.runs
    .filter(({ at }) => at >= start)
    .reduce((sum, { at, endedAt }) => sum + ((endedAt ?? at) - at), 0);
  const all = { reports, cases: reports, responses: reports };
  expect(burstEnd({ workspace, start })).toMatchObject(all);
  expect(80 * spent).toBeLessThan(6 * hour);
}, 240_000);
