/** The school year in Summary: what the clock counts at night, of which cases, and what nobody can count from it. */

import { describe, expect, test } from "vitest";
import { schoolYearMeasure } from "../../src/case/figures/measures";
import type { RegisterName } from "../../src/ports";
import type { RawRow } from "../../src/register/cells";
import { fromSerial } from "../../src/time";
import { Day } from "../day/day";
import { call, edit, editOf, menu, minutes, report, setUp, tickOf } from "../day/events";
import { pacific } from "../district/rows";

type Summary = ReadonlyMap<string, RawRow>;

function summaryOf(day: Day, name: RegisterName = "main"): Summary {
  return new Map(day.rows("summary", name).map(({ cells }) => [String(cells["measure"]), cells]));
}

/** What a row says of these columns. */
const said = (summary: Summary, measure: string, ...columns: readonly string[]) =>
  columns.map((column) => summary.get(measure)?.[column] ?? null);

/** As of when the year was counted; ms UTC. */
function countedAt(day: Day): number {
  const at = summaryOf(day).get(schoolYearMeasure)?.["at"];
  return typeof at === "number" ? fromSerial(at, pacific) : 0;
}

const chartsOf = (day: Day, name: RegisterName) =>
  day.tab("summary", name).sheet.charts.map(({ chartId }) => chartId);

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
  const of = (measure: string, ...columns: readonly string[]) => said(summary, measure, ...columns);

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
    const [, time = ""] = new Date(countedAt(day)).toISOString().split("T");
    // From one o'clock in the district on.
    expect(time >= "08:00" && time < "08:40").toBe(true);
    const sealed = summaryOf(day, "sealed");
    expect([...sealed.keys()].some((key) => key.startsWith("Opened"))).toBe(false);
    expect(sealed.has("Open cases in all")).toBe(true);
    expect(chartsOf(day, "sealed")).toEqual([901]);
  });

  test("its two charts are those of set-up, also after it was counted and after another set-up", () => {
    expect(chartsOf(day, "main")).toEqual([901, 903]);
    const counted = countedAt(day);
    day.play(setUp, minutes(10));
    // The clock runs again from shortly before one in the night, when the school year is counted.
    day.workspace.passUnattended(Date.parse("2026-10-02T00:58:00-07:00") - day.workspace.clock.now);
    day.playClean(minutes(40));
    expect(countedAt(day)).toBeGreaterThan(counted);
    expect(chartsOf(day, "main")).toEqual([901, 903]);
  });
});

test("the night's count comes once, in the write of the sign of life; one that cannot be read leaves that, and comes with the next one", async () => {
  const reads = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
  const writes = "Sheets.Spreadsheets.batchUpdate";
  const day = await Day.begin();
  const aliveAt = () => Number(summaryOf(day).get("Automation last ran")?.["at"] ?? 0);
  day.isEachTick = true;
  // What was due in the hours before is done by then.
  day.sleep("PT14H15M");
  day.play(minutes(75));
  const beforeNight = day.workspace.save();
  const before = countedAt(day);
  let ticks = 0;
  while (countedAt(day) === before && ticks < 24) {
    day.playClean(minutes(5));
    ticks += 1;
  }
  const at = countedAt(day);
  expect(at).toBeGreaterThan(before);
  expect(ticks).toBeGreaterThan(5);
  const run = day.workspace.runs.findLast((one) => one.function === "onClock");
  expect(run?.calls.byName[writes]).toBe(1);
  Object.assign(day, { isEachTick: false, every: 60 });
  day.playClean({ advance: "PT20H" });
  expect(countedAt(day)).toBe(at);

  day.workspace.resume(beforeNight);
  day.isEachTick = true;
  day.play(minutes((ticks - 1) * 5));
  const alive = aliveAt();
  day.play({ fault: { call: reads, nth: 2, when: "before" } }, minutes(5));
  expect(countedAt(day)).toBe(before);
  expect(aliveAt()).toBeGreaterThan(alive);
  day.play(minutes(35));
  expect(countedAt(day)).toBeGreaterThan(before);
});
