/** Text in cells: only what a cell cannot hold is changed, and on record. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellLimit, cellText, fitText, splitText } from "../../src/register/cells";

test.each([
  ["=1+1", "=1+1", []],
  ["\ttab and\nline", "\ttab and\nline", []],
  ["a\r\nb", "a\nb", ["line-endings"]],
  ["a\rb", "a\uFFFDb", ["control-characters"]],
  ["a\r\r\nb", "a\uFFFD\nb", ["control-characters", "line-endings"]],
  ["\u0000\u007f", "\uFFFD\uFFFD", ["control-characters"]],
  ["\u0085 \u2028", "\u0085 \u2028", []],
  ["\ud83d\ude00", "\ud83d\ude00", []],
  ["\ud83d", "\uFFFD", ["lone-surrogates"]],
  ["\ude00\ud83d", "\uFFFD\uFFFD", ["lone-surrogates"]],
  ["\ud83d\ud83d\ude00\ude00", "\uFFFD\ud83d\ude00\uFFFD", ["lone-surrogates"]],
  ["", "", []],
])("%j is kept as %j", (written, kept, changes) => {
  expect(fitText(written)).toEqual({ text: kept, changes });
});

const wild = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((u) => String.fromCharCode(u)),
});

test("nothing is left that a cell cannot hold, and fitting twice changes nothing more", () => {
  fc.assert(
    fc.property(wild, (written) => {
      const { text } = fitText(written);
      const units = Array.from(text, (unit) => unit.charCodeAt(0));
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
