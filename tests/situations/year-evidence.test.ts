/** The year's evidence, from the menu: what it says of a played week, from which tabs, and whom it never names. */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { report, tick } from "../day/events";

const usual = report({
  studentName: "Robin Testperson",
  studentId: "S-100",
  factors: ["frequently-absent", "substance-abuse-history"],
  facts: "Picked up twice.",
});
const week = [
  { submit: usual },
  { advance: "PT30M" },
  { edit: { case: "26-0001", set: { acknowledged: true } } },
  tick("call-child-and-family-services", { done: true, agencyReference: "R-1" }),
  // One factor: nobody acknowledges it within its school hours, so the backup is asked, who does.
  {
    submit: {
      ...usual,
      studentName: "Sam Testperson",
      studentId: "S-101",
      factors: ["frequently-absent"],
    },
  },
  { advance: "P1DT4H" },
  { edit: { case: "26-0002", set: { acknowledged: true } }, as: "backup" },
  { edit: { tab: "settings", key: "immediateDangerMinutes", set: { value: "20" } }, as: "lead" },
  {
    edit: { tab: "settings", key: "responders", set: { value: "pat@district.example" } },
    as: "lead",
  },
  { advance: "PT1H" },
];

describe("the evidence of a week", () => {
  test("says times, who was asked further and what ended it, and changes, without a name", async () => {
    const day = await Day.begin();
    const out = day
      .reach(...week)
      .play(
        { menu: { name: "evidence" }, as: "lead" },
        { menu: { name: "evidence", answers: { audience: "outside" } }, as: "lead" },
      );
    expect(out.errors).toEqual([]);
    expect(out.refused).toEqual([]);
    const [whole = "", given = ""] = out.pages.map(({ text }) => text);
    for (const words of [
      "Evidence of the school year 2026-27",
      "Cases opened, by level and month",
      "At risk | 0 | 1 |",
      "At risk | 1 | 1 | 30 min | 30 min | 1 | 30 min | 30 min",
      "All | 2 | 2 |",
      "Cases about which the next person was asked, as no one had acknowledged: 1",
      "Calls that the law asks for at once | 0 | 1 | 1 | 0 | 0",
      "2026-09-02 | immediateDangerMinutes: changed",
      "Cases with no call to an agency on record: 1",
      "Not counted here: reports that were sealed",
    ]) {
      expect(whole).toContain(words);
    }
    expect(given).toContain("At risk | left out | left out");
    expect(given).toContain("All | left out | left out");
    expect(given).not.toMatch(/: \d+$/m);
    for (const text of [whole, given]) expect(text).not.toMatch(/Testperson|S-10|26-000|@/);
  });
});
