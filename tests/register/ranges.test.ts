/** Ranges: A1 notation, and runs of neighbors. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  columnIndex,
  columnLetters,
  columnRange,
  formatRows,
  parseRange,
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
  ["Cases!A1:AS1", { title: "Cases", row: 0, column: 0, lastColumn: 44 }],
  ["'It''s ours'!B3:C", { title: "It's ours", row: 2, column: 1, lastColumn: 2 }],
  ["'A!B'!A12", { title: "A!B", row: 11, column: 0, lastColumn: 0 }],
  ["Cases", null],
  ["Cases!2:2", null],
])("reads the range %s", (range, parsed) => {
  expect(parseRange(range)).toEqual(parsed);
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
