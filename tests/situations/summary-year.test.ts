/** The school year in Summary: what the clock counts at night, of which cases, and what nobody can count from it. */
import { describe, expect, test } from "vitest";
import { schoolYearMeasure } from "../../src/case/figures/measures";
import type { RegisterName } from "../../src/ports";
import type { RawRow } from "../../src/register/cells";
import { fromSerial } from "../../src/time";
import { Day } from "../day/day";
import { call, editOf, report, tickOf } from "../day/events";
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
const acknowledged = (reference: string) => editOf(reference, { acknowledged: true });

/** Half an hour before midnight in the district, so that the next report is of another month: in UTC both are of October. */
const start = "2026-09-30T23:30:00-07:00";

/** Lets the clock run again from shortly before one in the night, when the school year is counted. */
function night(day: Day, at: string) {
  day.workspace.passUnattended(Date.parse(at) - day.workspace.clock.now);
  return day.play({ advance: "PT40M" });
}

describe("two months of a school year", async () => {
  const day = await Day.begin({ start });
  day.play(
    { submit: usual },
    { advance: "PT12M" },
    acknowledged("26-0001"),
    called("26-0001"),
    about("S-200", { factors: ["frequently-absent"] }),
    { advance: "PT48M" },
    about("S-300"),
    about("S-400", { recipientMayBeInvolved: "contact" }),
    { advance: "PT24M" },
    called("26-0003"),
    { menu: { name: "drill" }, as: "lead" },
    { submit: { school: "North High", studentName: "{drill}" } },
    editOf("26-0002", { raiseLevelTo: "suspected-victim", raiseReason: "She told me." }),
  );
  day.play({ advance: "PT40M" });
  day.every = 180;
  const out = day.play({ advance: "PT12H" });
  const summary = summaryOf(day);
  const months = ["month8", "month9", "month10", "month11", "thisYear", "yearBefore"];

  test("each case stands in its month, at the level of today; no drill and no sealed report is counted", () => {
    expect(said(summary, "Opened: At risk", ...months)).toEqual([0, 1, 1, null, 2, 0]);
    expect(said(summary, "Opened: Suspected victim", ...months)).toEqual([0, 1, 0, null, 1, 0]);
    expect(said(summary, "Opened in all", ...months)).toEqual([0, 2, 1, null, 3, 0]);
    expect(said(summary, "Opened below every protocol, and rose later", "thisYear")).toEqual([1]);
    expect(out.cases.map(({ drill, register }) => [drill, register])).toEqual(
      expect.arrayContaining([
        [true, "main"],
        [false, "sealed"],
      ]),
    );
  });

  test("hours are those from the report, in tenths; where there are none the cell is blank", () => {
    const of = (measure: string) => said(summary, measure, "month9", "month10", "thisYear");
    expect(of("Hours to acknowledgement: median")).toEqual([0.2, null, 0.2]);
    expect(of("Hours to the first call: median")).toEqual([0.2, 0.4, 0.3]);
    // The raised case owes a call, the officers' part and what to add to the call.
    expect(of("Overdue: calls")).toEqual([3, 0, 3]);
  });

  test("says which year it is, and as of when", () => {
    expect(said(summary, schoolYearMeasure, "value")).toEqual(["2026-27"]);
    const [, time = ""] = new Date(countedAt(day)).toISOString().split("T");
    // From one o'clock in the district on.
    expect(time >= "08:00" && time < "08:40").toBe(true);
  });

  test("a reader's file has neither the months nor a figure of the night", () => {
    const sealed = summaryOf(day, "sealed");
    expect([...sealed.keys()].some((key) => key.startsWith("Opened"))).toBe(false);
    expect(sealed.has("Open cases in all")).toBe(true);
    expect(chartsOf(day, "sealed")).toEqual([901]);
  });

  test("its two charts are those of set-up, also after it was counted and after another set-up", () => {
    expect(chartsOf(day, "main")).toEqual([901, 903]);
    const counted = countedAt(day);
    day.play({ menu: { name: "setUp" } }, { advance: "PT10M" });
    expect(night(day, "2026-10-02T00:58:00-07:00").errors).toEqual([]);
    expect(countedAt(day)).toBeGreaterThan(counted);
    expect(chartsOf(day, "main")).toEqual([901, 903]);
  });
});

describe("the night's count", () => {
  const reads = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
  const writes = "Sheets.Spreadsheets.batchUpdate";
  const evening = async () => {
    const day = await Day.begin();
    day.isEachTick = true;
    // What was due in the hours before is done by then.
    day.sleep("PT14H15M");
    day.play({ advance: "PT75M" });
    return day;
  };

  /** Runs the clock until it has counted; returns how many times five minutes that took. */
  function untilCounted(day: Day): number {
    const before = countedAt(day);
    for (let ticks = 1; ticks <= 24; ticks += 1) {
      const { errors } = day.play({ advance: "PT5M" });
      expect(errors).toEqual([]);
      if (countedAt(day) !== before) return ticks;
    }
    throw new Error("two hours of the night without a count");
  }

  test("comes once, in the write of the sign of life", async () => {
    const day = await evening();
    const ticks = untilCounted(day);
    expect(ticks).toBeGreaterThan(5);
    const run = day.workspace.runs.filter((one) => one.function === "onClock").at(-1);
    expect(run?.calls.byName[writes]).toBe(1);
    const at = countedAt(day);
    Object.assign(day, { isEachTick: false, every: 60 });
    const { errors } = day.play({ advance: "PT20H" });
    expect(errors).toEqual([]);
    expect(countedAt(day)).toBe(at);
  });

  test("that cannot be read leaves the sign of life, and comes with the next one", async () => {
    const day = await evening();
    const beforeNight = day.workspace.save();
    const ticks = untilCounted(day);
    day.workspace.resume(beforeNight);
    day.play({ advance: `PT${(ticks - 1) * 5}M` });
    const before = { counted: countedAt(day), alive: aliveAt(day) };
    day.play({ fault: { call: reads, nth: 2, when: "before" } }, { advance: "PT5M" });
    expect(countedAt(day)).toBe(before.counted);
    expect(aliveAt(day)).toBeGreaterThan(before.alive);
    day.play({ advance: "PT35M" });
    expect(countedAt(day)).toBeGreaterThan(before.counted);
  });

  function aliveAt(day: Day): number {
    return Number(summaryOf(day).get("Automation last ran")?.["at"] ?? 0);
  }
});
