/** Summary of registers that commit c70f176 made, under this version: its school year, its charts, and what a district did to it. */
import { expect, test } from "vitest";
import { mainRegister, registerIds, rowsOf, tabCells } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace";
import { schoolYearMeasure } from "../../src/case/views/month-figures";
import type { RegisterName } from "../../src/ports";
import { tabs, tabsOf } from "../../src/register/tabs";
import { oldDesk, played } from "./old-desk";

const upgrade = { menu: { name: "upgrade" } };

function summary({ store }: LocalWorkspace, name: RegisterName) {
  const id = registerIds(store).get(name) ?? mainRegister(store);
  const found = tabCells(store, id, "summary");
  if (found === null) throw new Error("no Summary");
  const rows = rowsOf(store, id, "summary");
  return { ...found, rows, at: (measure: string) => rowAt(rows, measure) };
}

const rowAt = (rows: ReturnType<typeof rowsOf>, measure: string) =>
  rows.find(({ cells }) => cells["measure"] === measure)?.cells;

/** The hours in which the figures of the school year are counted, from an evening on. */
function night(desk: LocalWorkspace) {
  desk.passUnattended(Date.parse("2026-09-02T23:50:00-07:00") - desk.clock.now);
  return played(desk, { advance: "PT3H" });
}

const titles = (name: RegisterName) =>
  tabsOf(name)
    .find(({ id }) => id === "summary")
    ?.columns.map(({ header }) => header);

test("before Upgrade nothing is counted, and nothing is added to it", () => {
  const desk = oldDesk();
  const before = summary(desk, "main").sheet.rows[1];
  const { errors } = night(desk);
  expect(errors).toEqual([]);
  const { rows, sheet } = summary(desk, "main");
  expect(sheet.rows[1]).toEqual(before);
  expect(rows.some(({ cells }) => cells["measure"] === schoolYearMeasure)).toBe(false);
});

test.each(["main", "sealed", "sealed-alternate"] as const)(
  "after Upgrade %s has its columns beside those it had, and its charts",
  (name) => {
    const desk = oldDesk();
    expect(summary(desk, name).sheet.charts.map(({ chartId }) => chartId)).toEqual([901]);
    const { errors } = played(desk, upgrade, { advance: "PT2M" }, upgrade);
    expect(errors).toEqual([]);
    const { sheet } = summary(desk, name);
    expect(sheet.rows[1]?.values.filter((title) => title !== null)).toEqual(titles(name));
    const ids = sheet.charts.map(({ chartId }) => chartId);
    expect(ids).toEqual(name === "main" ? [901, 902, 903, 904] : [901, 902]);
  },
);

test("its cases of before are counted in the hour after", () => {
  const desk = oldDesk();
  const { errors } = played(desk, upgrade, { advance: "PT1H" });
  expect(errors).toEqual([]);
  const { at, rows } = summary(desk, "main");
  const merged = rowsOf(desk.store, mainRegister(desk.store), "cases").filter(
    ({ cells }) => cells["mergedInto"] !== null,
  );
  const all = rowsOf(desk.store, mainRegister(desk.store), "cases").length - merged.length;
  const { thisYear, yearBefore } = at("Opened in all") ?? {};
  expect(Number(thisYear) + Number(yearBefore)).toBe(all);
  expect(all).toBeGreaterThan(10);
  expect(rows.filter(({ cells }) => cells["measure"] === schoolYearMeasure)).toHaveLength(1);
});

test("a chart that the district deleted is not made again; one that it never had is", () => {
  const desk = oldDesk();
  summary(desk, "main").sheet.charts.splice(0);
  const { errors } = played(desk, upgrade);
  expect(errors).toEqual([]);
  const charts = () => summary(desk, "main").sheet.charts.map(({ chartId }) => chartId);
  expect(charts()).toEqual([902, 903, 904]);
  summary(desk, "main").sheet.charts.splice(1, 1);
  expect(played(desk, { advance: "PT2M" }, upgrade).errors).toEqual([]);
  expect(charts()).toEqual([902, 904]);
});

test("a Summary whose columns somebody moved is left as it is, and the desk goes on", () => {
  const desk = oldDesk();
  const { sheet } = summary(desk, "main");
  for (const row of sheet.rows) {
    if (row === null || row === undefined) continue;
    const [measure = null, value = null, ...rest] = row.values;
    Object.assign(row, { values: [value, measure, ...rest] });
  }
  played(desk, upgrade);
  const { errors } = night(desk);
  expect(errors).toEqual([]);
  const { id } = tabs.summary;
  expect(rowsOf(desk.store, mainRegister(desk.store), id).length).toBeGreaterThan(10);
  expect(summary(desk, "main").at(schoolYearMeasure)).toBeUndefined();
});
