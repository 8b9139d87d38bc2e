/** What is a student id, what only looks like one, and what is not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type IdSettings, parseStudentId } from "../../src/district/student-id";
import { anyText } from "../any-character";

interface Shape {
  readonly length: number | null;
  readonly isDigits: boolean;
  readonly prefix: string;
}
/** The settings of that shape; null: they cannot be read. */
const settingsOf = (shape: Shape | null): IdSettings => ({
  studentIdLength: shape === null ? "unreadable" : shape.length,
  studentIdDigits: shape?.isDigits ?? false,
  studentIdPrefix: shape?.prefix ?? null,
});
const anything: Shape = { length: null, isDigits: false, prefix: "" };
const sixDigits: Shape = { length: 6, isDigits: true, prefix: "" };
const kindOf = (text: string, shape: Shape | null = anything) =>
  parseStudentId(text, settingsOf(shape)).kind;

const others = [
  ..."unknown,n/a,N/A,none,?,-,0,000000,0000,1111,12345,654321,123,idk,see above".split(","),
  ..."room 12,Room 12,room12,room-12,Rm. 12,rm12,R204,grade 9,9,9th,10th,k-12,7B".split(","),
  ..."bus 114,period 3,class of 2027,10/02/2009,2009-10-02,415-555-0100,12 years".split(","),
  ..."id 730194,test123,s0000,ID-0000,Rowan Pine,rowan1 pine,730194\u200b,٧٣٠١٩٤,<b>1234</b>".split(
    ",",
  ),
  "",
  "   ",
  "7".repeat(61),
];

describe("where the district says nothing", () => {
  test.each("730194,1001,0042,S1234,SEED-5,A12345678".split(","))("%s is an id", (text) => {
    expect(kindOf(text)).toBe("id");
  });

  test.each(others)("%j is none", (text) => {
    expect(kindOf(text)).toBe("none");
  });
});

describe("as the district says", () => {
  test.each<[string, Shape, string]>([
    ["730194", sixDigits, "id"],
    [" 730 194 ", sixDigits, "id"],
    ["73019", sixDigits, "doubtful"],
    ["7301944", sixDigits, "doubtful"],
    ["S30194", sixDigits, "doubtful"],
    ["12", sixDigits, "none"],
    ["room12", { ...anything, length: 6 }, "none"],
    ["room 12", { ...anything, length: 7 }, "none"],
    ["111111", sixDigits, "none"],
    ["S000000", { length: 7, isDigits: true, prefix: "s" }, "none"],
    ["S123456", { length: 7, isDigits: true, prefix: "s" }, "doubtful"],
    ["730194", { ...anything, prefix: "s" }, "doubtful"],
    ["742", { length: 3, isDigits: true, prefix: "" }, "id"],
    ["ID730194", { ...anything, prefix: "id" }, "id"],
  ])("%s", (text, shape, kind) => {
    expect(kindOf(text, shape)).toBe(kind);
  });

  test.each(others)("%j is still none", (text) => {
    const lengths = [3, 4, 5, 6, 7, 8, 10, 12];
    // A short number of the length that the district has chosen is an id by its own word.
    const own = lengths.filter(
      (length) => length === text.length && /^\d+$|^[a-z]-?\d+$/i.test(text),
    );
    for (const length of lengths.filter((one) => !own.includes(one))) {
      expect(kindOf(text, { ...anything, length })).toBe("none");
    }
  });

  test("where what it says cannot be read, nothing is an id", () => {
    expect(kindOf("730194", null)).toBe("doubtful");
    expect(kindOf("room 12", null)).toBe("none");
  });
});

test.each([" s730194", "S730194", "Ｓ730194", "S 730194"])("%j is the same id", (text) => {
  const shape = { length: 7, isDigits: true, prefix: "s" };
  expect(parseStudentId(text, settingsOf(shape))).toEqual({ kind: "id", id: "s730194" });
});

const shapes: fc.Arbitrary<Shape | null> = fc.option(
  fc.record({
    length: fc.option(fc.integer({ min: 3, max: 30 })),
    isDigits: fc.boolean(),
    prefix: fc.constantFrom("", "s", "20-", "9"),
  }),
);

test("whatever is written and set: it ends, and an id is as the settings say", () => {
  const text = fc.oneof(
    anyText(),
    fc.stringMatching(/^[sS]?[0-9 -]{0,12}$/),
    fc.stringMatching(/^[a-zA-Z]{1,6} ?[0-9]{1,6}$/),
    fc.constant(null),
  );
  fc.assert(
    fc.property(text, shapes, (written, shape) => {
      const read = parseStudentId(written, settingsOf(shape));
      if (read.kind === "none") return;
      expect(read.id).toMatch(/^[a-z0-9-]*[1-9][a-z0-9-]*$/);
      if (read.kind === "doubtful") return;
      expect(shape).not.toBeNull();
      if (shape === null) return;
      expect(read.id.startsWith(shape.prefix)).toBe(true);
      if (shape.length !== null) expect(read.id).toHaveLength(shape.length);
      if (shape.isDigits) expect(read.id.slice(shape.prefix.length)).toMatch(/^\d+$/);
    }),
    { numRuns: 500 },
  );
});
