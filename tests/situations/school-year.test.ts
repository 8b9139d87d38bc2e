/** The school year in Summary: what the clock counts at night, for which cases, and what no one can work out from it. */

import { describe, expect, test } from "vitest";
import { schoolYearMeasure } from "../../src/figures/what-is-counted";
import type { RegisterName } from "../../src/ports";
import type { RawRow } from "../../src/register/cells";
import { fromSerial } from "../../src/time";
import { Day, playCleanDay } from "../day/day";
import { call, edit, editOf, menu, minutes, report, tick, tickOf } from "../day/events";
import { mails } from "../day/look";
import { lead } from "../day/people";
import { pacific } from "../district/rows";

type Summary = ReadonlyMap<string, RawRow>;

function summaryOf(day: Day, name: RegisterName = "main"): Summary {
  return new Map(day.rows("summary", name).map(({ cells }) => [String(cells["measure"]), cells]));
}

const usual = report({ studentName: "Robin Testperson", studentId: "S-100", facts: "Seen twice." });
const about = (id: string, more: object = {}) => ({
  submit: { ...usual, studentName: `Kid ${id}`, studentId: id, ...more },
});
const called = (reference: string) =>
  tickOf(reference, call, { done: true, agencyReference: "R-1" });

/** Half an hour before midnight in the district, so that the next report is of another month: in UTC both are of October. */
const start = "2026-09-30T23:30:00-07:00";

describe("two months of a school year", async () => {
  const day = await Day.begin({ start });
  day.play(
    { submit: usual },
    minutes(12),
    edit({ acknowledged: true }),
    called("26-0001"),
    about("S-200", { factors: ["frequently-absent"] }),
    minutes(48),
    about("S-300"),
    about("S-400", { recipientMayBeInvolved: "contact" }),
    minutes(24),
    called("26-0003"),
    menu("drill", undefined, "lead"),
    { submit: { school: "North High", studentName: "{drill}" } },
    editOf("26-0002", { raiseLevelTo: "suspected-victim", raiseReason: "She told me." }),
  );
  day.play(minutes(40));
  day.every = 180;
  const out = day.play({ advance: "PT12H" });
  const summary = summaryOf(day);
  const of = (measure: string, ...columns: readonly string[]) =>
    columns.map((column) => summary.get(measure)?.[column] ?? null);

  test("each case stands in its month, at the level of today; no drill and no sealed report is counted", () => {
    const months = ["month8", "month9", "month10", "month11", "thisYear", "yearBefore"];
    expect(of("Opened: At risk", ...months)).toEqual([0, 1, 1, null, 2, 0]);
    expect(of("Opened: Suspected victim", ...months)).toEqual([0, 1, 0, null, 1, 0]);
    expect(of("Opened in all", ...months)).toEqual([0, 2, 1, null, 3, 0]);
    expect(of("Started below the threshold, later rose", "thisYear")).toEqual([1]);
    const uncounted = out.cases.filter(({ drill, register }) => drill || register !== "main");
    expect(uncounted).toHaveLength(2);
  });

  test("hours are those from the report, in tenths; where there are none the cell is blank", () => {
    const columns = ["month9", "month10", "thisYear"];
    expect(of("Hours to acknowledgement: median", ...columns)).toEqual([0.2, null, 0.2]);
    expect(of("Hours to the first call: median", ...columns)).toEqual([0.2, 0.4, 0.3]);
    // The raised case owes a call, the officers' part and what to add to the call.
    expect(of("Overdue: calls", ...columns)).toEqual([3, 0, 3]);
  });

  test("says which year it is, and as of when; a reader's file has neither the months nor a figure of the night", () => {
    expect(of(schoolYearMeasure, "value")).toEqual(["2026-27"]);
    const at = fromSerial(Number(summary.get(schoolYearMeasure)?.["at"]), pacific);
    const [, time = ""] = new Date(at).toISOString().split("T");
    // From one o'clock in the district on.
    expect(time >= "08:00" && time < "08:40").toBe(true);
    const sealed = summaryOf(day, "sealed");
    expect([...sealed.keys()].some((key) => key.startsWith("Opened"))).toBe(false);
    expect(sealed.has("Open cases in all")).toBe(true);
    const chartsOf = (name: RegisterName) =>
      day.tab("summary", name).sheet.charts.map(({ chartId }) => chartId);
    expect([chartsOf("main"), chartsOf("sealed")]).toEqual([[901, 903], [901]]);
  });
});

// The year's evidence, from the menu: what it says of a played week, from which tabs, and whom it never names.

const setting = (key: string, value: string) => ({
  edit: { tab: "settings", key, set: { value } },
  as: "lead",
});
test("the evidence of a week says times, who was asked further and what ended it, changes and checks, without a name", async () => {
  const out = await playCleanDay([
    { submit: { ...usual, factors: ["frequently-absent", "substance-abuse-history"] } },
    minutes(30),
    edit({ acknowledged: true }),
    tick(call, { done: true, agencyReference: "R-1" }),
    // One factor: nobody acknowledges it within its school hours, so the backup is asked, who does.
    about("S-101", { factors: ["frequently-absent"] }),
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
  for (const text of [whole, given]) expect(text).not.toMatch(/Testperson|Kid|S-10|26-000|@/);
});

// Education: the year's rows by themselves, filled in by contacts, what is missing told in January and kept in the evidence.

test("each school has its rows; a contact fills one in; in January the lead is told what is missing", async () => {
  const day = await Day.begin({ start: "2026-12-31T09:00:00-08:00" });
  day.every = 30;
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
