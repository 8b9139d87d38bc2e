/** The budgets of design section 8, measured on the built script, and that each of them can fail. */
import { beforeAll, expect, test } from "vitest";
import { type Budget, isAllowed, isKept, limits } from "../../scripts/bench/budgets";
import { distBytes } from "../../scripts/bench/load";
import {
  type Counted,
  type Day,
  firstReport,
  judge,
  manyCases,
  measureDay,
} from "../../scripts/bench/measure";
import { builtBundle } from "../../scripts/play/bundle";
import { playCleanDay } from "../day/day";

let empty: Day;
let full: Day;
let budgets: readonly Budget[];
beforeAll(async () => {
  const dist = await builtBundle();
  empty = measureDay(dist, 0);
  full = measureDay(dist, manyCases);
  // How long the script takes to load is for `npm run bench`: machines are too noisy for a test of it.
  budgets = judge(empty, full, 0.85);
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

type RunOfDay = Exclude<keyof Day, "existingCases">;

/** What is over its budget where these runs of a day with many cases cost a hundred times as much, and one more. */
function over(named: readonly RunOfDay[]): readonly string[] {
  const dear = (run: Counted) =>
    Object.entries(run).flatMap(([count, much]): [string, number][] =>
      typeof much === "number" && count !== "messages" ? [[count, 100 * much + 1]] : [],
    );
  const runs = named.map((name) => [
    name,
    { ...full[name], ...Object.fromEntries(dear(full[name])) },
  ]);
  const day = { ...full, ...Object.fromEntries(runs) };
  return judge(empty, day, 0.85).flatMap((budget) => (isAllowed(budget) ? [] : [budget.what]));
}

test("each run can break a budget, and no other run breaks it; what is let pass for now is not called kept", () => {
  // Of a day the other member is a number.
  const runs = Object.keys(full).filter((name) => name !== "existingCases") as RunOfDay[];
  const broken = runs.map((run) => over([run]));
  expect(broken.filter((budgets) => budgets.length === 0)).toEqual([]);
  expect(broken.flat().sort()).toEqual([...over(runs)].sort());
  // Of the day without cases none is broken; of the other each but that of loading.
  expect(over(runs).length).toBe((budgets.length - 1) / 2);
  const load = (ratio: number) =>
    judge(empty, full, ratio).filter(({ what }) => what.startsWith("dist"));
  expect(load(1.2)).toEqual([
    { what: "dist: load time by that of ed5b2e91", measured: 1.2, limit: 0.8, until: 0.9 },
  ]);
  expect([load(0.85).map(isKept), load(0.85).map(isAllowed)]).toEqual([[false], [true]]);
  expect(load(1.2).map(isAllowed)).toEqual([false]);
});

test("a first report of danger makes no more calls than any first report", async () => {
  const out = await playCleanDay([{ submit: { ...firstReport, immediateDanger: "yes" } }]);
  const calls = out.runs.flatMap(({ event, calls }) => (event === 0 ? calls.total : []));
  expect(calls).toEqual([limits.firstReportCalls + out.inbox.length]);
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
