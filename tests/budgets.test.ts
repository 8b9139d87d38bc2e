/** The budgets of design section 8, counted on the built bundle; and that each can be broken. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Budget, limits } from "../scripts/bench/budgets";
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

test("every budget is kept", () => {
  expect(budgets.length).toBeGreaterThan(12);
  expect(budgets.filter(({ measured, limit }) => !(measured <= limit))).toEqual([]);
});

test("nothing was measured as zero that cannot be", () => {
  for (const { first, joining, sealed, idleTick } of [empty, full]) {
    for (const one of [first, joining, sealed, idleTick]) {
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
      (day: Day) => ({ ...day, idleTick: { ...day.idleTick, cellsRead: 100_001 } }),
    ],
    [
      "a byte more in a tick",
      (day: Day) => ({ ...day, idleTick: { ...day.idleTick, replyBytes: 2_000_001 } }),
    ],
    ...(["first", "joining", "sealed"] as const).map((report): [string, (day: Day) => Day] => [
      `a byte more that the write of a ${report} report brings back`,
      (day) => ({ ...day, [report]: { ...day[report], commitBytes: 100_001 } }),
    ]),
    ["a Sheets call more", (day: Day) => ({ ...day, first: { ...day.first, sheetsCalls: 4 } })],
    ["a mail more", (day: Day) => ({ ...day, first: { ...day.first, mailCalls: 2 } })],
    ["a join's", (day: Day) => ({ ...day, joining: { ...day.joining, sheetsCalls: 5 } })],
    ["a tick's", (day: Day) => ({ ...day, idleTick: { ...day.idleTick, sheetsCalls: 3 } })],
    [
      "an eleventh cell of each case",
      (day: Day) => ({ ...day, first: { ...day.first, cellsRead: 11 * manyCases + 1_000 } }),
    ],
  ])("%s", (_name, broken) => {
    const over = judge(empty, broken(full), 0).filter(({ measured, limit }) => measured > limit);
    expect(over.length).toBeGreaterThan(0);
  });

  test("a script that takes a third longer to load", () => {
    const over = judge(empty, full, 4 / 3).filter(({ measured, limit }) => measured > limit);
    expect(over).toEqual([
      { what: "dist: load time by that of c70f176", measured: 4 / 3, limit: 1.25 },
    ]);
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
