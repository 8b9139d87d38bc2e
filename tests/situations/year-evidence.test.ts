/** The year's evidence, from the menu: what it says of a played week, from which tabs, and whom it never names. */

import { expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { call, edit, editOf, menu, minutes, report, tick } from "../day/events";

const usual = report({
  studentName: "Robin Testperson",
  studentId: "S-100",
  factors: ["frequently-absent", "substance-abuse-history"],
  facts: "Picked up twice.",
});
const setting = (key: string, value: string) => ({
  edit: { tab: "settings", key, set: { value } },
  as: "lead",
});
const another = {
  studentName: "Sam Testperson",
  studentId: "S-101",
  factors: ["frequently-absent"],
};

test("the evidence of a week says times, who was asked further and what ended it, changes and checks, without a name", async () => {
  const out = await playCleanDay([
    { submit: usual },
    minutes(30),
    edit({ acknowledged: true }),
    tick(call, { done: true, agencyReference: "R-1" }),
    // One factor: nobody acknowledges it within its school hours, so the backup is asked, who does.
    { submit: { ...usual, ...another } },
    { advance: "P1DT4H" },
    editOf("26-0002", { acknowledged: true }, "backup"),
    setting("immediateDangerMinutes", "20"),
    setting("responders", "pat@district.example"),
    minutes(60),
    menu("evidence", undefined, "lead"),
    menu("evidence", { audience: "outside" }, "lead"),
  ]);
  expect(out.refused).toEqual([]);
  const [whole = "", given = ""] = out.pages.slice(-2).map(({ text }) => text);
  for (const words of [
    "Evidence of the school year 2026-27",
    "Cases opened, by level and month",
    "At risk | 0 | 1 |",
    "At risk | 1 | 1 | 30 min | 30 min | 1 | 30 min | 30 min",
    "All | 2 | 2 |",
    "Cases in which the next person was asked, because no one had acknowledged: 1",
    "Calls that the law asks for at once | 0 | 1 | 1 | 0 | 0",
    "2026-09-02 | immediateDangerMinutes: changed",
    "Cases with no call to an agency on record: 1",
    "Not counted here: sealed reports",
  ]) {
    expect(whole).toContain(words);
  }
  expect(given).toContain("At risk | left out | left out");
  expect(given).toContain("All | left out | left out");
  expect(given).not.toMatch(/: \d+$/m);
  for (const text of [whole, given]) expect(text).not.toMatch(/Testperson|S-10|26-000|@/);
});
