/** Reports that say too little, or what cannot be read: a case and a told person each time (design 2.9). */
import { describe, expect, test } from "vitest";
import { actIdsOf, expectNoStudentData, mailTo, onlyCase, wordsIn } from "../day/look";
import { contact, lead } from "../day/people";
import { situation } from "../day/situation";

describe.each([
  ["nothing-answered", "needs-review", /no question answered/, "nothing-answered"],
  ["not-listed", "at-risk", /Not listed/, "school-not-listed"],
  ["unknown-school", "at-risk", /not in the Schools tab/, "school-unknown"],
  ["unreadable-answer", "confirmed-victim", /what was noticed could not be read/, "unread-factors"],
  ["every-answer-unreadable", "needs-review", /concerns could not be read/, "unread-concerns"],
])("%s", async (name, level, reason, id) => {
  const out = await situation(`incomplete/${name}`);
  // What is not the exact no to the question about danger counts as yes (issue 12, item 6): everybody is told.
  const isDanger = out.reports.some(({ immediateDanger }) => immediateDanger === "yes");

  test("ends no run", () => {
    expect(out.runs.every(({ ok }) => ok)).toBe(true);
  });

  test(`opens one case, ${level}, that says what to look at`, () => {
    const opened = onlyCase(out);
    expect(opened).toMatchObject({ register: "main", level, status: "open" });
    expect(opened["reviewReasons"]).toContain(id);
    expect(wordsIn(out, "Cases")).toMatch(reason);
    expect(actIdsOf(out).slice(0, isDanger ? 2 : 1)).toEqual([
      ...(isDanger ? ["involve-law-enforcement"] : []),
      "call-child-and-family-services",
    ]);
  });

  test("asks the contact to act, and the lead to look", () => {
    expect(mailTo(out, contact)).toMatchObject([{ message: "case-opened" }]);
    const [review] = mailTo(out, lead);
    expect(review).toMatchObject({ message: isDanger ? "case-opened" : "review-needed" });
    expect(review?.text).toMatch(reason);
    expect(review?.html).toMatch(reason);
  });
});

test("what could not be read is kept as written in the register, and is in no mail", async () => {
  const out = await situation("incomplete/unreadable-answer");
  const [keys = [], , row = []] = out.cells?.["Reports"] ?? [];
  const unread = row[keys.findIndex((cell) => cell?.value === "unread")]?.value;
  expect(unread).toContain("A choice of last year that is gone");
  expect(onlyCase(out)).toMatchObject({ factors: ["frequently-absent"] });
  expectNoStudentData(out.inbox, ["A choice of last year", "Rowan", "Pine", "North High"]);
});

test("a time in the future is not believed: the written report is due from when the report came", async () => {
  const out = await situation("incomplete/learned-later-than-received");
  expect(out.reports[0]).toMatchObject({
    learnedAt: "2026-09-03T15:30:00.000Z",
    writtenReportDue: "2026-09-03T04:00:00.000Z",
  });
  expect(mailTo(out, contact)[0]?.text).toMatch(/counted from receipt/);
});
