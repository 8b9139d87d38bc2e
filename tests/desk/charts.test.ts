/** The charts of Summary as the desk draws them: from the requests that set-up sent, with what the cells hold now. */
import { describe, expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { openDesk } from "./open-desk";

const usual = {
  school: "North High",
  studentName: "Robin Testperson",
  factors: ["controlled-or-groomed"],
};
const events = [
  { submit: { ...usual, studentId: "S-100" } },
  { advance: "PT30M" },
  { edit: { case: "26-0001", set: { acknowledged: true } } },
  { submit: { ...usual, studentId: "S-200", recipientMayBeInvolved: "contact" } },
  { advance: "P1D" },
];

describe("the charts of a register with a case", async () => {
  const { desk } = await openDesk();
  Day.in(desk.workspace).play(...events);
  const charts = (as: string, register: string) => {
    const { sheetId } = tabs.summary;
    return desk.register({ as, register, sheetId, filter: null }).grid?.charts ?? [];
  };
  const [levels, ages, months, hours] = charts("contact", "main");

  test("the main register has four, with titles, axes and words for whoever does not see them", () => {
    expect(charts("contact", "main").map(({ title, axis }) => [title, axis])).toEqual([
      ["Open cases by level", "Cases"],
      ["Open cases by age", "Cases"],
      ["Cases opened, by level", "Cases"],
      ["Hours within which nine in ten were acknowledged, and a first call made", "Hours"],
    ]);
    for (const { words } of charts("contact", "main")) expect(words).toMatch(/stand in the tab\.$/);
  });

  test("the open cases are those of the formulas", () => {
    expect(levels?.categories).toContain("At risk");
    expect(levels?.series.map(({ values }) => values)).toEqual([[0, 0, 1, 0, 0, 0]]);
    expect(ages?.categories).toEqual([
      "Up to 7 days",
      "8 to 30 days",
      "31 to 90 days",
      "Over 90 days",
    ]);
    expect(ages?.series.map(({ values }) => values)).toEqual([[1, 0, 0, 0]]);
  });

  test("the months are those of the titles, and the series are named by their rows", () => {
    expect(months?.categories.slice(0, 3)).toEqual(["Aug", "Sep", "Oct"]);
    expect(months?.categories).toHaveLength(12);
    expect(months?.isStacked).toBe(true);
    const atRisk = months?.series.find(({ name }) => name === "At risk");
    expect(atRisk?.values.slice(0, 3)).toEqual([0, 1, null]);
    const named = hours?.series.map(({ name, values }) => [name, values[1]]);
    expect(named).toEqual([
      ["Acknowledged", 0.5],
      ["First call", null],
    ]);
  });

  test("a reader's file has those of its own open cases", () => {
    const own = charts("lead", "sealed");
    expect(own.map(({ title }) => title)).toEqual(["Open cases by level", "Open cases by age"]);
    expect(own[1]?.series.map(({ values }) => values)).toEqual([[1, 0, 0, 0]]);
  });
});
