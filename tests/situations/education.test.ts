/** Education: the year's rows by themselves, filled in by contacts, what is missing told in January and kept in the evidence. */

import { expect, test } from "vitest";
import { Day } from "../day/day";
import { mails } from "../day/look";
import { lead } from "../day/people";

test("each school has its rows; a contact fills one in; in January the lead is told what is missing", async () => {
  const day = await Day.begin({ start: "2026-12-31T09:00:00-08:00" });
  const rows = day.out().education;
  expect(rows.map(({ school, year, span }) => [school, year, span])).toEqual([
    ["North High", "2026-27", "high"],
    ["South Middle", "2026-27", "middle"],
  ]);
  const filled = {
    ...{
      highSchoolLesson: "2026-10-01",
      taughtBy: "A health teacher",
      teacherTrained: "2026-08-20",
    },
    ...{ taughtPrevalence: true, taughtBoundaries: true, taughtSeekingHelp: true },
    ...{ enrolled: 300, taught: 290, excused: 4, taughtOnline: true },
    ...{ parentsTold: "2026-09-15", noticeLanguages: "English, Spanish", noticeMethod: "mail" },
    ...{ staffOwed: 40, staffTrained: 39, staffDue: "2026-09-29" },
  };
  const key = String(rows[0]?.["row"] ?? "");
  const out = day.playClean(
    { edit: { tab: "education", key, set: filled } },
    { advance: "P1DT1H" },
    { menu: { name: "evidence" }, as: "lead" },
    { menu: { name: "evidence", answers: { audience: "outside" } }, as: "lead" },
  );
  expect(out.refused).toEqual([]);
  expect(out.education[0]).toMatchObject({
    enrolled: 300,
    taughtPrevalence: true,
    staffTrained: 39,
  });
  expect(out.education).toHaveLength(2);
  const told = mails(out, "education-missing");
  expect(new Set(told.flatMap(({ to }) => to))).toContain(lead);
  expect(told[0]?.text).toContain("at one school");
  const [whole = "", given = ""] = out.pages.map(({ text }) => text);
  expect(whole).toContain("Rows whose lesson was held: 1 of 2");
  expect(whole).toContain("Missing: South Middle, middle school: the day of the lesson");
  expect(whole).not.toContain("Missing: North High");
  expect(given).toContain("Students enrolled: 300");
  // Ten were not taught: fewer than may be shown.
  expect(given).toContain("Students taught: left out");
  expect(given).not.toContain("South Middle");
});
