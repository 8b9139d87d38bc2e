/** Ranges and spans: A1 notation, runs of neighbours, what one read asks for. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { planRead } from "../../src/register/read/plan-read";
import {
  columnIndex,
  columnLetters,
  columnRange,
  formatRows,
  parseEcho,
  parseRows,
  spansOf,
} from "../../src/register/read/ranges";

test.each([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [44, "AS"],
  [701, "ZZ"],
  [702, "AAA"],
])("column %i is %s", (index, letters) => {
  expect(columnLetters(index)).toBe(letters);
  expect(columnIndex(letters)).toBe(index);
});

test.each([
  ["Cases!A1:AS1", { title: "Cases", lastColumn: 44 }],
  ["'It''s ours'!A1:B1", { title: "It's ours", lastColumn: 1 }],
  ["'A!B'!A1", { title: "A!B", lastColumn: 0 }],
])("reads the echo %s", (echo, parsed) => {
  expect(parseEcho(echo)).toEqual(parsed);
});

test("a range of one column, with and without an end", () => {
  expect(columnRange("It's", 0, 2)).toBe("'It''s'!A3:A");
  expect(columnRange("Log", 27, 2, 5)).toBe("'Log'!AB3:AB5");
});

test("rows are written as people count them and read back", () => {
  expect(formatRows([13, 14, 15, 309])).toBe("14-16,310");
  expect(parseRows("14-16,310")).toEqual([
    [13, 16],
    [309, 310],
  ]);
  expect(parseRows("x, 5-3,,0,7")).toEqual([[6, 7]]);
  expect(parseRows(null)).toEqual([]);
});

test("spans hold each index once", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (indexes) => {
      const spans = spansOf(indexes);
      const held = spans.flatMap(([from, to]) =>
        Array.from({ length: to - from }, (_, n) => from + n),
      );
      expect(held).toEqual([...new Set(indexes)].sort((a, b) => a - b));
      expect(spansOf(held)).toEqual(spans);
      expect(parseRows(formatRows(indexes))).toEqual(spans);
    }),
  );
});

test("what an intake reads of each earlier case is six cells, in few ranges", () => {
  const plan = planRead([
    { tab: "cases", columns: ["case", "status", "student", "studentId", "checklistRows"] },
    { tab: "reports", columns: ["response"] },
    { tab: "checklist", columns: [] },
  ]);
  const data = plan.filter(({ part }) => part === "data").map(({ range }) => range);
  const width = (tab: number) =>
    data
      .filter(({ sheetId }) => sheetId === tab)
      .reduce(
        (sum, { startColumnIndex = 0, endColumnIndex = 0 }) =>
          sum + endColumnIndex - startColumnIndex,
        0,
      );
  expect([width(101), width(106)]).toEqual([5, 1]);
  expect(data).toHaveLength(5);
  expect(plan.filter(({ part }) => part === "head")).toHaveLength(3);
});

test("no range is asked for twice, and key rows once a tab", () => {
  const request = { tab: "cases", columns: ["case"] } as const;
  expect(planRead([request, request])).toHaveLength(2);
});
