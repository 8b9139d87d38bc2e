/** The budgets of design section 8, counted on the built bundle. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Budget, limits } from "../scripts/bench/budgets";
import { type Day, distBytes, judge, manyCases, measureDay } from "../scripts/bench/measure";
import { builtBundle } from "../scripts/play/bundle";

let empty: Day;
let full: Day;
let budgets: readonly Budget[];
beforeAll(async () => {
  const dist = await builtBundle();
  empty = measureDay(dist, 0);
  full = measureDay(dist, manyCases);
  budgets = judge(empty, full, distBytes(dist));
});

test("every budget is kept", () => {
  expect(budgets.length).toBeGreaterThan(12);
  expect(budgets.filter(({ measured, limit }) => !(measured <= limit))).toEqual([]);
});

test("nothing was measured as zero that cannot be", () => {
  for (const { first, joining, idleTick } of [empty, full]) {
    for (const { calls, sheetsCalls, cellsRead } of [first, joining, idleTick]) {
      expect(Math.min(calls, sheetsCalls, cellsRead)).toBeGreaterThan(0);
    }
    expect(first.mailCalls).toBe(first.messages);
    expect(first.messages).toBeGreaterThan(0);
    expect(joining.messages).toBeGreaterThan(0);
  }
});

test("a first report reads its response once, takes one lock, remembers its reference, and nothing else leaves the script", () => {
  for (const { first } of [empty, full]) {
    expect(first.byName).toEqual({
      "Properties.getProperties": 1,
      "Properties.setProperty": 1,
      "FormResponse.*": 1,
      "Lock.tryLock": 1,
      "Sheets.Spreadsheets.Values.batchGetByDataFilter": 1,
      "Sheets.Spreadsheets.batchUpdate": 2,
      "Lock.releaseLock": 1,
      "MailApp.sendEmail": first.messages,
    });
  }
});

describe("a budget can be broken", () => {
  test.each([
    ["a call more", (day: Day) => ({ ...day, first: { ...day.first, calls: 13 } })],
    ["a Sheets call more", (day: Day) => ({ ...day, first: { ...day.first, sheetsCalls: 4 } })],
    ["a mail more", (day: Day) => ({ ...day, first: { ...day.first, mailCalls: 2 } })],
    ["a join's", (day: Day) => ({ ...day, joining: { ...day.joining, sheetsCalls: 5 } })],
    ["a tick's", (day: Day) => ({ ...day, idleTick: { ...day.idleTick, sheetsCalls: 3 } })],
    [
      "a seventh cell of each case",
      (day: Day) => ({ ...day, first: { ...day.first, cellsRead: 7 * manyCases + 1_000 } }),
    ],
  ])("%s", (_name, broken) => {
    const over = judge(empty, broken(full), 0).filter(({ measured, limit }) => measured > limit);
    expect(over.length).toBeGreaterThan(0);
  });

  test("a byte", () => {
    const over = judge(empty, full, limits.distBytes + 1).filter(
      ({ measured, limit }) => measured > limit,
    );
    expect(over).toEqual([{ what: "dist: bytes", measured: 1_000_001, limit: 1_000_000 }]);
  });
});
