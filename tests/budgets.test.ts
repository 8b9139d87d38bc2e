/** The budgets of design section 8, counted on the built bundle; and that each can be broken. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Budget, isAllowed, isKept, limits } from "../scripts/bench/budgets";
import { distBytes } from "../scripts/bench/bytes";
import {
  type Day,
  judge,
  manyCases,
  measureDay,
  measureReports,
  tooManyCases,
} from "../scripts/bench/measure";
import { builtBundle } from "../scripts/play/bundle";

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

describe("a budget can be broken", () => {
  test.each([
    [
      "a call more",
      (day: Day) => ({
        ...day,
        first: { ...day.first, calls: limits.firstReportCalls + day.first.messages + 1 },
      }),
    ],
    ["a sealed report's", (day: Day) => ({ ...day, sealed: { ...day.sealed, sheetsCalls: 6 } })],
    [
      "a cell more in a tick",
      (day: Day) => ({
        ...day,
        fullLook: { ...day.fullLook, cellsRead: limits.fullLookCells + 1 },
      }),
    ],
    [
      "a byte more in a tick",
      (day: Day) => ({
        ...day,
        fullLook: { ...day.fullLook, replyBytes: limits.fullLookBytes + 1 },
      }),
    ],
    ...(["first", "joining", "sealed"] as const).map((report): [string, (day: Day) => Day] => [
      `a byte more that the write of a ${report} report brings back`,
      (day) => ({ ...day, [report]: { ...day[report], commitBytes: 100_001 } }),
    ]),
    ["a Sheets call more", (day: Day) => ({ ...day, first: { ...day.first, sheetsCalls: 4 } })],
    ["a mail more", (day: Day) => ({ ...day, first: { ...day.first, mailCalls: 2 } })],
    ["a join's", (day: Day) => ({ ...day, joining: { ...day.joining, sheetsCalls: 5 } })],
    ["a full look's", (day: Day) => ({ ...day, fullLook: { ...day.fullLook, sheetsCalls: 4 } })],
    ["an edit's", (day: Day) => ({ ...day, edit: { ...day.edit, sheetsCalls: 5 } })],
    [
      "a clock run's",
      (day: Day) => ({ ...day, clockRun: { ...day.clockRun, calls: limits.clockRunCalls + 1 } }),
    ],
    [
      "an idle hour's",
      (day: Day) => ({ ...day, idleHour: { ...day.idleHour, calls: limits.idleHourCalls + 1 } }),
    ],
    [
      "an eleventh cell of each case",
      (day: Day) => ({ ...day, first: { ...day.first, cellsRead: 11 * manyCases + 1_000 } }),
    ],
  ])("%s", (_name, broken) => {
    const over = judge(empty, broken(full), 0).filter((budget) => !isAllowed(budget));
    expect(over.length).toBeGreaterThan(0);
  });

  test("a script that takes longer to load than it did", () => {
    const over = judge(empty, full, 1.2).filter((budget) => !isAllowed(budget));
    expect(over).toEqual([
      { what: "dist: load time by that of ed5b2e91", measured: 1.2, limit: 0.8, until: 1.1 },
    ]);
  });

  test("and what is let pass for now is not called kept", () => {
    const load = judge(empty, full, 1).filter(({ what }) => what.startsWith("dist"));
    expect(load.map(isKept)).toEqual([false]);
    expect(load.map(isAllowed)).toEqual([true]);
  });
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
