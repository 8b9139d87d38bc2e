/** The charts of Summary as the page draws them: from the requests that set-up sent, with what the cells hold now. */
import { expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { openDesk } from "./open-desk";

const usual = {
  school: "North High",
  studentName: "Robin Testperson",
  factors: ["controlled-or-groomed"],
};

test("the charts of the main register, and of a sealed one, have what the formulas of today say", async () => {
  const { desk } = await openDesk();
  Day.in(desk.workspace).play(
    { submit: { ...usual, studentId: "S-100" } },
    { advance: "PT30M" },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { submit: { ...usual, studentId: "S-200", recipientMayBeInvolved: "contact" } },
    { advance: "P1D" },
  );
  const charts = (as: string, register: string) => {
    const { sheetId } = tabs.summary;
    return desk.registers.view({ as, register, sheetId, filter: null }).grid?.charts ?? [];
  };
  const [levels, ages, months, hours] = charts("contact", "main");
  expect(charts("contact", "main").map(({ title }) => title)).toEqual([
    "Open cases by level",
    "Open cases by age",
    "Cases opened, by level",
    "Hours within which nine in ten were acknowledged, and a first call made",
  ]);
  for (const { words } of charts("contact", "main")) expect(words).toMatch(/stand in the tab\.$/);
  expect(levels?.categories).toContain("At risk");
  expect(levels?.series.map(({ values }) => values)).toEqual([[0, 0, 1, 0, 0, 0]]);
  expect(ages?.series.map(({ values }) => values)).toEqual([[1, 0, 0, 0]]);
  expect([months?.categories.slice(0, 3), months?.isStacked]).toEqual([
    ["Aug", "Sep", "Oct"],
    true,
  ]);
  const atRisk = months?.series.find(({ name }) => name === "At risk");
  expect(atRisk?.values.slice(0, 3)).toEqual([0, 1, null]);
  expect(hours?.series.map(({ name, values }) => [name, values[1]])).toEqual([
    ["Acknowledged", 0.5],
    ["First call", null],
  ]);
  expect(charts("lead", "sealed").map(({ title }) => title)).toEqual([
    "Open cases by level",
    "Open cases by age",
  ]);
});
