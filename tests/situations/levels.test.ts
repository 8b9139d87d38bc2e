/** First reports, each a scenario: one for each level, and those that say too little or what cannot be read (design 2.9, 2.10). Acts: tests/protocol/checklist.test.ts. */

import { describe, expect, test } from "vitest";
import { call } from "../day/events";
import { actIdsOf, actsOf, expectNoStudentData, mailTo, onlyCase, wordsIn } from "../day/look";
import { contact, lead } from "../day/people";
import { situation } from "../day/situation";

const studentData = ["Rowan", "Pine", "730194", "North High", "van", "marina", "since Sunday"];

/** Every mail about a case has its reference in the subject and nothing more; no mail says anything of the student. */
function expectPlainMail({ inbox }: Awaited<ReturnType<typeof situation>>): void {
  expect(inbox.length).toBeGreaterThan(0);
  expectNoStudentData(inbox, studentData);
  for (const { message, subject, case: of } of inbox) {
    if (message !== "reporter-duty")
      expect(subject).toMatch(
        new RegExp(`^Student safety case ${of}: (?:action needed|call now)$`),
      );
  }
}

const [two, all] = [
  ["recruitment-or-exploitation", "suspected-victim"],
  ["at-risk", "recruitment-or-exploitation", "suspected-victim", "confirmed-victim"],
] as const;

test.each<[string, string, readonly string[]]>([
  ["needs-review", "needs-review", []],
  ["below-threshold", "below-threshold", []],
  ["at-risk-by-criterion-1", "at-risk", ["at-risk"]],
  ["at-risk-by-criterion-2", "at-risk", ["at-risk"]],
  ["recruitment-or-exploitation", two[0], [two[0]]],
  ["suspected-victim", two[1], [two[1]]],
  ["confirmed-victim", "confirmed-victim", ["confirmed-victim"]],
  ["all-four-protocols", "confirmed-victim", all],
])(
  "%s: its level and protocols, numbers to call, the written report, mail",
  async (name, level, protocols) => {
    const out = await situation(`levels/${name}`);
    expect(onlyCase(out)).toMatchObject({ level, protocols, status: "open", reviewReasons: [] });
    for (const { act, call: number } of actsOf(out)) {
      if (act === call || act === "involve-law-enforcement")
        expect(number).toMatch(/\(\d{3}\) \d{3}-\d{4}/);
    }
    const written = actsOf(out).filter(({ act }) => /mandated-report$/.test(String(act)));
    if (protocols.length === 0) expect(actIdsOf(out)).toContain("review-report");
    else expect(written).not.toEqual([]);
    for (const { due } of written) expect(due).toBe("2026-09-03T03:30:00.000Z");
    expectPlainMail(out);
  },
);

describe.each<[string, string, RegExp, string]>([
  ["nothing-answered", "needs-review", /does not answer any question/, "nothing-answered"],
  ["not-listed", "at-risk", /Not listed/, "school-not-listed"],
  ["unknown-school", "at-risk", /not in the Schools tab/, "school-unknown"],
  ["unreadable-answer", "confirmed-victim", /what was noticed could not be read/, "unread-factors"],
  ["every-answer-unreadable", "needs-review", /concerns could not be read/, "unread-concerns"],
])("%s", async (name, level, reason, id) => {
  const out = await situation(`incomplete/${name}`);
  // What is not the exact no to the question about danger counts as yes: everybody is told.
  const isDanger = out.reports.some(({ immediateDanger }) => immediateDanger === "yes");

  test(`opens one case, ${level}, that says what to look at; the contact acts, the lead looks`, () => {
    const opened = onlyCase(out);
    expect(opened).toMatchObject({ register: "main", level, status: "open" });
    expect(opened["reviewReasons"]).toContain(id);
    expect(wordsIn(out, "Cases")).toMatch(reason);
    const calls = [...(isDanger ? ["involve-law-enforcement"] : []), call];
    expect(actIdsOf(out).slice(0, calls.length)).toEqual(calls);
    expect(mailTo(out, contact)).toMatchObject([{ message: "case-opened" }]);
    const [review] = mailTo(out, lead);
    expect(review).toMatchObject({ message: isDanger ? "case-opened" : "review-needed" });
    expect(review?.text).toMatch(reason);
    expect(review?.html).toMatch(reason);
    expectPlainMail(out);
  });
});

test("what could not be read is kept as written, and in no mail", async () => {
  const out = await situation("incomplete/unreadable-answer");
  const [keys = [], , row = []] = out.cells?.["Reports"] ?? [];
  const unread = row[keys.findIndex((cell) => cell?.value === "unread")]?.value;
  expect(unread).toContain("A choice of last year that is gone");
  expect(onlyCase(out)).toMatchObject({ factors: ["frequently-absent"] });
  expectNoStudentData(out.inbox, ["A choice of last year"]);
});

test("a time in the future is not believed: the written report is due from when the report came", async () => {
  const out = await situation("incomplete/learned-later-than-received");
  expect(out.reports[0]).toMatchObject({
    learnedAt: "2026-09-03T15:30:00.000Z",
    writtenReportDue: "2026-09-03T04:00:00.000Z",
  });
  expect(mailTo(out, contact)[0]?.text).toMatch(/counted from receipt/);
});
