/** The budgets of design section 8, measured on the built script, and that each of them can fail. */
import { beforeAll, expect, test } from "vitest";
import { type Budget, isAllowed, isKept, limits } from "../../scripts/bench/budgets";
import { distBytes } from "../../scripts/bench/load";
import {
  type Counted,
  type Day,
  judge,
  manyCases,
  measureDay,
  measureReports,
  tooManyCases,
} from "../../scripts/bench/measure";
import { builtBundle } from "../../scripts/play/bundle";

let empty: Day;
let full: Day;
let budgets: readonly Budget[];
beforeAll(async () => {
  const dist = await builtBundle();
  empty = measureDay(dist, 0);
  full = measureDay(dist, manyCases);
  // How long the script takes to load is for `npm run bench`: machines are too noisy for a test of it.
  budgets = judge(empty, full, 1);
}, 240_000);

test("every budget is kept, or is no further from it than it was", () => {
  expect(budgets.length).toBeGreaterThan(30);
  expect(budgets.filter((budget) => !isAllowed(budget))).toEqual([]);
  // What is let pass for now stands beside a limit that is stricter.
  for (const { what, limit, until: most = Number.POSITIVE_INFINITY } of budgets) {
    expect(most, what).toBeGreaterThan(limit);
  }
});

test("nothing was measured as zero that cannot be", () => {
  for (const { first, joining, sealed, fullLook, edit, paste, matching } of [empty, full]) {
    for (const one of [first, joining, sealed, fullLook, edit, paste, matching]) {
      const { calls, sheetsCalls, cellsRead, replyBytes } = one;
      expect(Math.min(calls, sheetsCalls, cellsRead, replyBytes)).toBeGreaterThan(0);
    }
    for (const { mailCalls, messages, commitBytes, replyBytes } of [first, joining, sealed]) {
      expect(commitBytes).toBeGreaterThan(0);
      expect(replyBytes).toBeGreaterThan(commitBytes);
      expect(mailCalls).toBe(messages);
      expect(messages).toBeGreaterThan(0);
    }
  }
});

test("a register with five times the cases that it is made for still works, and no report costs a call more", async () => {
  const overfull = measureReports(await builtBundle(), tooManyCases);
  for (const of of ["first", "joining", "sealed"] as const) {
    expect(overfull[of].calls, of).toBeLessThanOrEqual(empty[of].calls);
  }
});

/** What is over its budget where a count of that run is so much. */
const over = (run: Exclude<keyof Day, "existingCases">, count: keyof Counted, much: number) =>
  judge(empty, { ...full, [run]: { ...full[run], [count]: much } }, 0).filter(
    (budget) => !isAllowed(budget),
  );

test.each([
  ["first", "sheetsCalls", 4],
  ["first", "mailCalls", 2],
  ["first", "cellsRead", 11 * manyCases + 1_000],
  ["first", "commitBytes", limits.commitReplyBytes + 1],
  ["joining", "sheetsCalls", 5],
  ["joining", "commitBytes", limits.commitReplyBytes + 1],
  ["sealed", "sheetsCalls", 6],
  ["sealed", "commitBytes", limits.commitReplyBytes + 1],
  ["fullLook", "sheetsCalls", 4],
  ["fullLook", "cellsRead", limits.fullLookCells + 1],
  ["fullLook", "replyBytes", limits.fullLookBytes + 1],
  ["edit", "sheetsCalls", 5],
  ["clockRun", "calls", limits.clockRunCalls + 1],
  ["idleHour", "calls", limits.idleHourCalls + 1],
] as const)("a budget is broken by %s.%s of %i", (run, count, much) => {
  expect(over(run, count, much)).not.toEqual([]);
});

test("calls beside the messages, and the time to load, break theirs; what is let pass for now is not called kept", () => {
  expect(over("first", "calls", limits.firstReportCalls + full.first.messages + 1)).not.toEqual([]);
  const load = (ratio: number) =>
    judge(empty, full, ratio).filter(({ what }) => what.startsWith("dist"));
  expect(load(1.2)).toEqual([
    { what: "dist: load time by that of ed5b2e91", measured: 1.2, limit: 0.8, until: 1.1 },
  ]);
  for (const [ratio, kept, allowed] of [
    [1, false, true],
    [1.2, false, false],
  ] as const) {
    expect([load(ratio).map(isKept), load(ratio).map(isAllowed)]).toEqual([[kept], [allowed]]);
  }
});

test("the bytes of the script are told by room, and all of them", async () => {
  const { total, files, rooms } = distBytes(await builtBundle());
  const sum = (sizes: Readonly<Record<string, number>>) =>
    Object.values(sizes).reduce((all, size) => all + size, 0);
  expect(sum(files)).toBe(total);
  expect(sum(rooms)).toBe(files["Code.js"]);
  for (const room of ["register", "case", "runs", "protocol"]) {
    expect(rooms[room], room).toBeGreaterThan(10_000);
  }
});
