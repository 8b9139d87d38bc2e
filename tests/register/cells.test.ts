/**
 * Cells: a value is read back as it was written, nothing ever becomes a formula, what a cell cannot hold is changed and logged, and what
 * people type is read tolerantly.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { reportRows } from "../../src/case/tabs/rows-of-reports";
import { factorNames, levelNames } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import {
  cellLimit,
  cellOfRaw,
  cellText,
  decodeCell,
  encodeRaw,
  fitText,
  formattedCell,
  splitText,
} from "../../src/register/cells";
import type { Column, ColumnType, Value } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { california } from "./california";

function column(type: ColumnType, words?: Record<string, string>): Column {
  const named = words === undefined ? {} : { words: () => words };
  const [key, header] = ["key", "Header"];
  return { key, header, type, editableBy: "contact", hidden: false, width: 100, ...named };
}

/** The cell that is written for a value. */
const written = (of: Column, value: Value) => cellOfRaw(encodeRaw(of, value, california));

const level = column("choice", levelNames());
const factors = column("choices", factorNames());
const instant = Date.UTC(2026, 8, 1, 16);
const midnight = Date.UTC(2026, 8, 1, 7);

test.each<[Column | ColumnType, Value]>([
  ["text", "=HYPERLINK(1)"],
  ["long-text", "'quoted\nand \ttabbed"],
  ["number", 3],
  ["checkbox", true],
  ["checkbox", false],
  ["date-time", instant],
  ["instant", instant],
  ["date", midnight],
  [level, "at-risk"],
  [factors, ["frequently-absent", "runaway-or-unstable-housing"]],
  ["list", ["26-0001", "26-0002"]],
  ["json", '{"a":[1]}'],
  ["text", null],
  ["number", null],
  ["date-time", null],
  [level, null],
  [factors, []],
  ["list", []],
])("a value of a column comes back as it went in (%#)", (type, value) => {
  const of = typeof type === "string" ? column(type) : type;
  expect(decodeCell(of, encodeRaw(of, value, california), california)).toEqual(value);
});

test.each<[string, Column | ColumnType, string | number | boolean, Value]>([
  ["a label whatever its case", level, "  at RISK ", "at-risk"],
  ["an id", level, "confirmed-victim", "confirmed-victim"],
  ["no choice of the list", level, "probably", null],
  ["the name of a prototype", level, "constructor", null],
  ["a number in a text column", "text", 1001, "1001"],
  ["a boolean in a text column", "text", true, "TRUE"],
  ["text in a date column", "date", "2026-09-01", midnight],
  ["a time in a date column", "date", 46_266.375, midnight],
  ["garbage in a date column", "date", "soon", null],
  ["a number that is no date", "date-time", 1e12, null],
  ["the word for a tick", "checkbox", "Yes", true],
  ["any other word in a checkbox", "checkbox", "no", false],
  ["a number typed as text", "number", " 12 ", 12],
  ["hexadecimal", "number", "0x10", null],
  ["known and unknown choices", factors, "no\nOften missing from school", ["frequently-absent"]],
])("reads %s", (_, type, raw, value) => {
  const of = typeof type === "string" ? column(type) : type;
  expect(decodeCell(of, raw, california)).toEqual(value);
});

const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "'", "<script>"), fc.string())
    .map(([a, b]) => a + b),
  fc.constantFrom("TRUE", "1/2", "007", "12:30", "1e5", "__proto__", "2026-09-01", "#REF!"),
);

test("hostile text is a string in its cell, as written but for what no cell can hold, and comes back so", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const { userEnteredValue } = written(column("text"), text);
      if (text === "") expect(userEnteredValue).toBeUndefined();
      else expect(userEnteredValue).toEqual({ stringValue: cellText(text) });
      const raw = encodeRaw(column("json"), text, california);
      expect(decodeCell(column("json"), raw, california)).toBe(cellText(text) || null);
    }),
  );
});

test("no cell breaks a reader of any column", () => {
  const raw = fc.oneof(hostile, fc.double(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(raw, fc.constantFrom(...tabs.cases.columns), (cell, of) => {
      expect(decodeCell(of, cell, california)).not.toBeUndefined();
    }),
  );
});

test("an appended cell brings its format and its rule, an updated one its value alone", () => {
  const cell = written(column("checkbox"), false);
  expect(cell).toEqual({ userEnteredValue: { boolValue: false } });
  expect(formattedCell(cell, column("checkbox"), marin2019())).toEqual({
    ...cell,
    userEnteredFormat: {
      wrapStrategy: "WRAP",
      verticalAlignment: "TOP",
      horizontalAlignment: "CENTER",
    },
    dataValidation: { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true },
  });
});

test("no number that JSON cannot carry reaches a cell", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const type of ["number", "date", "date-time"] as const) {
      expect(written(column(type), value)).toEqual({});
    }
  }
});

test.each([
  ["=1+1", "=1+1", []],
  ["\ttab and\nline", "\ttab and\nline", []],
  ["a\r\nb", "a\nb", ["line-endings"]],
  ["a\rb", "a\uFFFDb", ["control-characters"]],
  ["a\r\r\nb", "a\uFFFD\nb", ["control-characters", "line-endings"]],
  ["\u0000\u007f", "\uFFFD\uFFFD", ["control-characters"]],
  ["\u0085 \u2028", "\u0085 \u2028", []],
  ["\ud83d\ude00", "\ud83d\ude00", []],
  ["\ude00\ud83d", "\uFFFD\uFFFD", ["lone-surrogates"]],
  ["\ud83d\ud83d\ude00\ude00", "\uFFFD\ud83d\ude00\uFFFD", ["lone-surrogates"]],
])("%j is kept as %j", (written, kept, changes) => {
  expect(fitText(written)).toEqual({ text: kept, changes });
});

test("nothing is left that a cell cannot hold, and fitting twice changes nothing more", () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((u) => String.fromCharCode(u));
  fc.assert(
    fc.property(fc.string({ unit }), (written) => {
      const { text } = fitText(written);
      const units = Array.from(text, (one) => one.charCodeAt(0));
      const controls = units.filter((u) => (u < 32 && u !== 9 && u !== 10) || u === 127);
      expect(controls).toEqual([]);
      expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
      expect(fitText(text)).toEqual({ text, changes: [] });
    }),
  );
});

test("parts join to the whole, none is too long or empty, and no pair is split", () => {
  const units = fc.string({ unit: fc.constantFrom("a", " ", "\n", "\ud83d\ude00") });
  fc.assert(
    fc.property(units, fc.integer({ min: 2, max: 9 }), (text, limit) => {
      const parts = splitText(text, limit);
      expect(parts.join("")).toBe(text);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(limit);
        expect(fitText(part).changes).toEqual([]);
      }
      expect(parts.length === 1 || parts.every((part) => part !== "")).toBe(true);
    }),
  );
});

test("a part ends at a line break where there is one in its second half, else at a space", () => {
  expect(splitText("aaaa aa\nbbbb", 10)).toEqual(["aaaa aa\n", "bbbb"]);
  expect(splitText("aaaaaa aaaa", 10)).toEqual(["aaaaaa ", "aaaa"]);
  expect(splitText("a\naaaaaaaaaa", 10)).toEqual(["a\naaaaaaaa", "aa"]);
});

test("a text too long for its cell says so and fits", () => {
  const cut = cellText("x".repeat(120_000));
  expect(cut).toHaveLength(cellLimit);
  expect(cut.endsWith("(cut: the whole text is in Reports)")).toBe(true);
  expect(cellText("x".repeat(cellLimit))).toBe("x".repeat(cellLimit));
});

test("long accounts go on side by side in the rows that follow, whole, with nothing else repeated", () => {
  const facts = "She said so. ".repeat(9_231);
  const unread = "u".repeat(60_000);
  const report = { response: "r1", case: "26-0001", school: "North High", facts, unread };
  const rows = reportRows(report);
  expect(rows.map(({ facts: part }) => part).join("")).toBe(facts);
  expect(rows.map((row) => String(row["unread"] ?? "").length)).toEqual([50_000, 10_000, 0]);
  const continued = { row: "r1:3", response: "r1", part: 3, case: "26-0001" };
  expect(rows[2]).toEqual({ ...continued, facts: expect.any(String) });
  const textChanges = expect.arrayContaining(["What was seen and heard: goes on in the next rows"]);
  expect(rows[0]).toMatchObject({ row: "r1:1", school: "North High", textChanges });
});

test("what no cell can hold is on record by the header that people read", () => {
  const [row] = reportRows({ response: "r1", facts: "a\r\nb\u0000", studentName: "A\ud800" });
  expect(row).toMatchObject({
    facts: "a\nb\uFFFD",
    textChanges: [
      "Student: broken characters replaced by \uFFFD",
      "What was seen and heard: line endings made plain",
      "What was seen and heard: control characters replaced by \uFFFD",
    ],
  });
});
