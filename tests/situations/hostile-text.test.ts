/** Text that a mail or a cell could take for something else, where it comes from: an agency's name, characters that no cell holds, accounts longer than a cell. Every string in every place: tests/hostile. */

import { expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { submit } from "../day/events";
import { contact } from "../day/people";

test("an agency whose name is markup stands in the mail as text, and so does its number", async () => {
  const name = '<img src=x onerror="alert(1)">Agency & Sons';
  const contacts = [
    { role: "designated contact", name: "Casey", email: contact },
    { role: "child and family services", name, phone: "(415) 555-0199" },
  ];
  const out = await playDay([{ submit: { concerns: ["suspected-victim"] } }], {
    directory: { contacts },
  });
  const [mail] = out.inbox;
  expect(mail?.html).not.toContain("<img");
  expect(mail?.html).toContain("&lt;img");
  expect(mail?.text).toContain(`${name} (415) 555-0199`);
});

test("what a cell cannot hold is changed visibly and on record; what it can stays, and no record is made", async () => {
  const kept = "a\tb\nc x😀y";
  const changed = "one\r\ntwo a\u0000b\u007F x\uD83Dy";
  const out = await playCleanDay([kept, changed].map((facts) => submit({ facts })));
  expect(out.reports.map(({ facts }) => facts)).toEqual([kept, "one\ntwo a\uFFFDb\uFFFD x\uFFFDy"]);
  const [keys = [], , ...rows] = out.cells?.["Reports"] ?? [];
  const column = keys.findIndex((cell) => cell?.value === "textChanges");
  const [none, record] = rows.map((row) => row[column]?.value ?? "");
  expect(none).toBe("");
  expect(record).toMatch(/\S/);
});

test.each([
  ["one word", "abcdefghij".repeat(12_000)],
  ["surrogate pairs where it is cut", `x${"😀".repeat(60_000)}`.slice(0, 119_999)],
  ["formulas", "=1+1 ".repeat(24_000)],
])(
  "an account of %s that is longer than a cell is kept whole, beside another",
  async (_name, facts) => {
    const studentName = "z".repeat(60_000);
    const events = [submit({ facts, studentName }), { deliverAgain: 0 }, { advance: "PT10M" }];
    const out = await playCleanDay(events);
    expect(out.cases).toHaveLength(1);
    expect(out.reports.map(({ part }) => part)).toEqual([1, 2, 3]);
    expect(new Set(out.reports.map(({ response }) => response)).size).toBe(1);
    for (const [key, written] of Object.entries({ facts, studentName })) {
      const parts = out.reports.map((row) => String(row[key] ?? ""));
      expect(parts.every((part) => part.length <= 50_000)).toBe(true);
      expect(parts.join("") === written, key).toBe(true);
    }
    expect(out.inbox.length).toBeGreaterThan(0);
  },
);
