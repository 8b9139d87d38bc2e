/** The cost of edits and of the morning digest, measured on the built script (design 8, issue 4). */
import { expect, test } from "vitest";
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

test.each([
  ["raises a level", { raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." }],
  ["is undone", { status: "closed" }],
])("an edit that %s", async (_name, set) => {
  const day = await Day.after(reportOn("Rowan Pine", "730194"), { advance: "PT10M" });
  const runs = onlyEdits(day.runsOf(() => day.play({ edit: { case: "26-0001", set } })));
  expect(runs.every(({ ok }) => ok)).toBe(true);
  expect(Math.max(...runs.map(sheetsCalls))).toBeLessThanOrEqual(limits.editSheetsCalls);
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

test("the morning digest of 100 open cases among 2,000 goes out within its budget", async () => {
  const day = await Day.begin({
    start: "2026-09-01T07:16:00-07:00",
    seed: { cases: manyCases },
    directory: { settings: { checkInEveryDays: 1 } },
  });
  // Every open case is to be seen to by the next morning.
  const runs = day.runsOf(() => day.play({ advance: "PT20M" }));
  expect(mails(day.out(), "digest").length).toBeGreaterThan(0);
  expect(runs.every(({ ok }) => ok)).toBe(true);
  const most = Math.max(...runs.map(sheetsCalls));
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(digestSheetsCalls);
  expect(runs.reduce((sum, run) => sum + sheetsCalls(run), 0)).toBeLessThan(2 * digestSheetsCalls);
});
