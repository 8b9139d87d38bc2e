/** Reports as rows: whole text over continuation rows, and a record of every change. */
import { expect, test } from "vitest";
import { reportRows } from "../../src/register/change";

test("a 120,000-character account is kept whole, with nothing repeated in the rows that follow", () => {
  const facts = "She said so. ".repeat(9_231);
  const rows = reportRows({ response: "r1", case: "26-0001", school: "North High", facts });
  expect(rows).toHaveLength(3);
  expect(rows.map(({ facts: part }) => part).join("")).toBe(facts);
  expect(rows[2]).toEqual({
    row: "r1:3",
    response: "r1",
    part: 3,
    case: "26-0001",
    facts: expect.any(String),
  });
  expect(rows[0]).toMatchObject({
    textChanges: ["What was seen and heard: goes on in the next rows"],
  });
});

test("several long answers go on side by side", () => {
  const rows = reportRows({
    response: "r1",
    facts: "f".repeat(60_000),
    unread: "u".repeat(110_000),
  });
  expect(rows.map(({ facts }) => String(facts ?? "").length)).toEqual([50_000, 10_000, 0]);
  expect(rows.map(({ unread }) => String(unread ?? "").length)).toEqual([50_000, 50_000, 10_000]);
});

test("what no cell can hold is replaced and on record, by the header that people read", () => {
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
