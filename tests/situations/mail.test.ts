/** What every mail about a case has, and what none has (design 2.10): played for each level. */
import { describe, expect, test } from "vitest";
import { expectNoStudentData } from "../day/look";
import { situation } from "../day/situation";

const studentData = ["Rowan", "Pine", "730194", "North High", "van", "marina", "since Sunday"];

describe.each([
  "levels/needs-review",
  "levels/below-threshold",
  "levels/at-risk-by-criterion-1",
  "levels/at-risk-by-criterion-2",
  "levels/recruitment-or-exploitation",
  "levels/suspected-victim",
  "levels/confirmed-victim",
  "levels/all-four-protocols",
  "incomplete/unknown-school",
  "incomplete/unreadable-answer",
  "directory/all-empty",
  "directory/full-of-mistakes",
  "directory/immediate-danger",
  "directory/reporter-inside-and-outside",
])("%s", async (name) => {
  const out = await situation(name);
  const aboutCases = out.inbox.filter(({ message }) => message !== "reporter-duty");

  test("has no student data and names no factor, in subject, text or html", () => {
    expect(out.inbox.length).toBeGreaterThan(0);
    expectNoStudentData(out.inbox, studentData);
  });

  test("has the subject and nothing more in it", () => {
    for (const mail of aboutCases) {
      expect(mail.subject).toBe(`Student safety case ${mail.case}: action needed`);
    }
  });
});
