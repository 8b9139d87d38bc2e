/** Cells: what goes in comes out, nothing is ever a formula, and what people type is read generously. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyCase } from "../../src/case/facts/case-file";
import { factorNames, levelNames } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import {
  cellText,
  decodeCell,
  encodeCell,
  encodeRaw,
  formattedCell,
} from "../../src/register/cells";
import { type Column, type ColumnType, stateKey, type Value } from "../../src/register/columns";
import { decodeWholeRow } from "../../src/register/row-state";
import { tabs } from "../../src/register/tabs";
import { california } from "./california";

function column(type: ColumnType, words?: Record<string, string>): Column {
  return {
    key: "key",
    header: "Header",
    type,
    editableBy: "contact",
    hidden: false,
    width: 100,
    ...(words === undefined ? {} : { words: () => words }),
  };
}

const level = column("choice", levelNames());
const factors = column("choices", factorNames());
const instant = Date.UTC(2026, 8, 1, 16);
const midnight = Date.UTC(2026, 8, 1, 7);

const values: [string, Column, Value][] = [
  ["text", column("text"), "=HYPERLINK(1)"],
  ["long text", column("long-text"), "'quoted\nand \ttabbed"],
  ["number", column("number"), 3],
  ["checkbox", column("checkbox"), true],
  ["unticked checkbox", column("checkbox"), false],
  ["time", column("date-time"), instant],
  ["date", column("date"), midnight],
  ["choice", level, "at-risk"],
  ["choices", factors, ["frequently-absent", "runaway-or-unstable-housing"]],
  ["list", column("list"), ["26-0001", "26-0002"]],
  ["json", column("json"), '{"a":[1]}'],
  ["an empty text", column("text"), null],
  ["an empty number", column("number"), null],
  ["an empty time", column("date-time"), null],
  ["an empty choice", level, null],
  ["an empty list of choices", factors, []],
  ["an empty list", column("list"), []],
];

test.each(values)("%s comes back as it went in", (_, of, value) => {
  expect(decodeCell(of, encodeRaw(of, value, california), california)).toEqual(value);
});

const typed: [string, Column, string | number | boolean, Value][] = [
  ["a label whatever its case", level, "  at RISK ", "at-risk"],
  ["an id", level, "confirmed-victim", "confirmed-victim"],
  ["no choice of the list", level, "probably", null],
  ["the name of a prototype", level, "constructor", null],
  ["a number in a text column", column("text"), 1001, "1001"],
  ["a boolean in a text column", column("text"), true, "TRUE"],
  ["text in a date column", column("date"), "2026-09-01", midnight],
  ["a time in a date column", column("date"), 46_266.375, midnight],
  ["garbage in a date column", column("date"), "soon", null],
  ["a number that is no date", column("date-time"), 1e12, null],
  ["the word for a tick", column("checkbox"), "Yes", true],
  ["any other word in a checkbox", column("checkbox"), "no", false],
  ["a number typed as text", column("number"), " 12 ", 12],
  ["hexadecimal", column("number"), "0x10", null],
  [
    "known and unknown choices",
    factors,
    "nonsense\nOften missing from school",
    ["frequently-absent"],
  ],
];

test.each(typed)("reads %s", (_, of, raw, value) => {
  expect(decodeCell(of, raw, california)).toEqual(value);
});

describe("hostile text", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "'", "<script>"), fc.string())
      .map(([a, b]) => a + b),
    fc.constantFrom("TRUE", "1/2", "007", "12:30", "1e5", "__proto__", "2026-09-01", "#REF!"),
  );

  test("is a string in its cell, as written but for what no cell can hold, and comes back so", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { userEnteredValue } = encodeCell(column("text"), text, california);
        if (text === "") expect(userEnteredValue).toBeUndefined();
        else expect(userEnteredValue).toEqual({ stringValue: cellText(text) });
        const raw = encodeRaw(column("json"), text, california);
        expect(decodeCell(column("json"), raw, california)).toBe(cellText(text) || null);
      }),
    );
  });

  test("never breaks a reader of any column", () => {
    const raw = fc.oneof(hostile, fc.double(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(raw, fc.constantFrom(...tabs.cases.columns), (cell, of) => {
        expect(decodeCell(of, cell, california)).not.toBeUndefined();
      }),
    );
  });
});

test("an appended cell brings its format and its rule, an updated one its value alone", () => {
  expect(
    formattedCell(
      encodeCell(column("checkbox"), false, california),
      column("checkbox"),
      marin2019(),
    ),
  ).toEqual({
    userEnteredValue: { boolValue: false },
    userEnteredFormat: {
      wrapStrategy: "WRAP",
      verticalAlignment: "TOP",
      horizontalAlignment: "CENTER",
    },
    dataValidation: { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true },
  });
  expect(encodeCell(column("checkbox"), false, california)).toEqual({
    userEnteredValue: { boolValue: false },
  });
});

test("no number that JSON cannot carry reaches a cell", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const type of ["number", "date", "date-time"] as const) {
      expect(encodeCell(column(type), value, california)).toEqual({});
    }
  }
});

test("a row has every column, empty where nothing was read", () => {
  const row = {
    ...emptyCase(),
    ...decodeWholeRow(tabs.cases, { case: "26-0001", level: "At risk" }, california),
  };
  expect(row.case).toBe("26-0001");
  expect(row.level).toBe("at-risk");
  expect(row.factors).toEqual([]);
  expect(row.acknowledged).toBe(false);
  expect(row.nextDue).toBeNull();
  const read = [...tabs.cases.columns, ...tabs.cases.members].flatMap(({ key }) =>
    key === stateKey ? [] : [key],
  );
  expect(Object.keys(row).sort()).toEqual(read.sort());
});
