/** What edits, idle ticks and the morning digest cost, counted on the built bundle (design 8, issue 4). */
import { describe, expect, test } from "vitest";
import { limits } from "../../scripts/bench/budgets";
import { manyCases } from "../../scripts/bench/measure";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { call, reportOn } from "../day/events";
import { mails, type Output, sheetsCalls } from "../day/look";
import { demoAnd } from "../day/people";

type Run = Output["runs"][number];
/** The morning's digest has a budget of its own in issue 4. */
const digestSheetsCalls = 30;

const onlyEdits = (runs: readonly Run[]) =>
  runs.filter(({ function: name }) => name === "onRegisterEdit");

describe("a single edit", () => {
  test.each([
    ["acknowledges", { set: { acknowledged: true } }],
    ["is put back", { set: { status: "closed" } }],
    ["ticks a call", { act: call, set: { done: true } }],
    [
      "raises a level",
      { set: { raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." } },
    ],
    ["begins a row of the Plan", { tab: "plan", set: { action: "Talk" } }],
  ])("that %s", async (_name, edit) => {
    const day = await Day.after(reportOn("Rowan Pine", "730194"), { advance: "PT10M" });
    const runs = onlyEdits(day.runsOf(() => day.play({ edit: { case: "26-0001", ...edit } })));
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.every(({ ok }) => ok)).toBe(true);
    expect(Math.max(...runs.map(sheetsCalls))).toBeLessThanOrEqual(limits.editSheetsCalls);
    expect(Math.max(...runs.map(sheetsCalls))).toBeGreaterThan(1);
  });
});

test("an edit of someone who may not act on the case reads once more, who was asked", async () => {
  const south = {
    ...demoDirectory.contacts[0],
    school: "South Middle",
    email: "south@district.example",
  };
  const day = await Day.begin({ directory: demoAnd(south) });
  day.reach(reportOn("Rowan Pine", "730194"), { advance: "PT10M" });
  const edit = { case: "26-0001", act: call, set: { done: true } };
  const runs = onlyEdits(day.runsOf(() => day.play({ edit, as: south.email })));
  expect(day.out().checklist.filter(({ done }) => done)).toEqual([]);
  expect(runs.map(sheetsCalls)).toEqual([limits.editSheetsCalls + 1]);
});

/** Of an hour with nothing to do two runs look, one of them with the hourly audits; the others ask neither Sheets nor Drive. */
function expectIdleHour(day: Day, open: number): void {
  // To a minute between two ticks.
  day.sleep("PT61M");
  day.play({ advance: "PT90M" });
  const runs = day.runsOf(() => day.play({ advance: "PT1H" }));
  expect(day.out().cases.filter(({ status }) => status !== "closed")).toHaveLength(open);
  expect(runs).toHaveLength(12);
  expect(runs.filter(({ ok }) => !ok)).toEqual([]);
  const [, half, ...others] = [...runs].sort((a, b) => b.calls.total - a.calls.total);
  expect(half?.calls.total).toBeLessThanOrEqual(limits.fullLookCalls);
  expect(others.filter((run) => run.calls.total > limits.clockRunCalls)).toEqual([]);
  expect(others.map(sheetsCalls)).toEqual(others.map(() => 0));
  expect(runs.reduce((sum, run) => sum + run.calls.total, 0)).toBeLessThanOrEqual(
    limits.idleHourCalls,
  );
}

describe("a register of 2,000 cases, 100 of them open", async () => {
  const day = await Day.begin({
    start: "2026-09-01T07:16:00-07:00",
    seed: { cases: manyCases },
    directory: { settings: { checkInEveryDays: 1 } },
  });

  test("an edit there costs no more", () => {
    const runs = onlyEdits(
      day.runsOf(() =>
        day.play({ edit: { case: "26-2000", act: "co-create-action-plan", set: { done: true } } }),
      ),
    );
    expect(runs.map(({ ok }) => ok)).toEqual([true]);
    expect(Math.max(...runs.map(sheetsCalls))).toBeLessThanOrEqual(limits.editSheetsCalls);
  });

  test("the morning digest goes out within its budget", () => {
    // Every open case is to be seen to by the next morning.
    const runs = day.runsOf(() => day.play({ advance: "PT20M" }));
    const sent = mails(day.out(), "digest");
    expect(sent.length).toBeGreaterThan(0);
    expect(runs.every(({ ok }) => ok)).toBe(true);
    const most = Math.max(...runs.map(sheetsCalls));
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(digestSheetsCalls);
    expect(runs.reduce((sum, run) => sum + sheetsCalls(run), 0)).toBeLessThan(
      2 * digestSheetsCalls,
    );
  });

  test("an hour of ticks with nothing to do after it", () => {
    expectIdleHour(day, 100);
  });
});

describe("an hour of ticks with nothing to do", () => {
  test.each([
    ["0", 0],
    ["1", 20],
  ])("with %s open cases", async (open, seed) => {
    expectIdleHour(await Day.begin(seed === 0 ? {} : { seed: { cases: seed } }), Number(open));
  });
});
