/** A new register: every tab as designed, accepted by the strict local Sheets; a second run changes nothing. */
import { expect, test } from "vitest";
import { editCells, filterViewsOf, readTab } from "../../scripts/workspace/sheets/person";
import { deleteTab } from "../../scripts/workspace/sheets/person-structure";
import { roleOf } from "../../src/district/read";
import { suggestedRoles } from "../../src/install/look";
import { repairRegister } from "../../src/install/make-register";
import { tabIds } from "../../src/register/columns";
import { firstDataRow, tabs } from "../../src/register/tabs";
import { DeskSpreadsheets, testClock } from "../register/desk-spreadsheets";
import { field, owner } from "../workspace/sheets-context";

const lead = "lead@district.example";
const contact = "contact@district.example";
const editors = { installers: [owner], leads: [lead] };
const now = Date.UTC(2026, 8, 1, 16);

function born(): DeskSpreadsheets {
  const spreadsheets = new DeskSpreadsheets();
  repairRegister({ spreadsheets, clock: testClock(now) }, spreadsheets.desk.id, editors);
  spreadsheets.share(lead);
  spreadsheets.share(contact);
  return spreadsheets;
}

function sheet(spreadsheets: DeskSpreadsheets, sheetId: number): unknown {
  const sheets = field(spreadsheets.desk.structure(), "sheets");
  return Array.isArray(sheets)
    ? sheets.find((one: unknown) => field(one, "properties", "sheetId") === sheetId)
    : undefined;
}

test("has every tab, in order, in the district's zone, and no leftover", () => {
  const spreadsheets = born();
  const { tabs: found, zone, locale } = spreadsheets.structure(spreadsheets.desk.id);
  expect(found.map(({ sheetId }) => sheetId)).toEqual(tabIds.map((id) => tabs[id].sheetId));
  expect(found.map(({ title }) => title)).toEqual(tabIds.map((id) => tabs[id].title));
  expect(found.filter(({ hidden }) => hidden).map(({ title }) => title)).toEqual([
    "Outbox",
    "Activity",
  ]);
  expect([zone, locale]).toEqual(["America/Los_Angeles", "en_US"]);
});

test("is made with one structure call and one write", () => {
  expect(born().calls.slice(0, 2)).toEqual(["structure", "batchUpdate"]);
});

test.each(tabIds)("%s has its keys, its headers and two frozen rows", (id) => {
  const spreadsheets = born();
  const tab = tabs[id];
  const rows = spreadsheets.desk.values({ sheetId: tab.sheetId, endRowIndex: firstDataRow });
  expect(field(rows, 1)).toEqual(tab.columns.map(({ header }) => header));
  const keys = field(rows, 0);
  expect(Array.isArray(keys) && keys.slice(0, tab.columns.length)).toEqual(
    tab.columns.map(({ key }) => key),
  );
  const found = sheet(spreadsheets, tab.sheetId);
  expect(field(found, "properties", "gridProperties", "frozenRowCount")).toBe(2);
  expect(field(found, "properties", "sheetId")).not.toBe(0);
});

test("only Summary holds formulas, and every reference in them is filled in", () => {
  const spreadsheets = born();
  const formulas = new Map<string, string[]>();
  for (const id of tabIds) {
    for (const row of readTab(spreadsheets.desk.store, spreadsheets.desk.id, tabs[id].sheetId)) {
      for (const cell of row) {
        if (cell?.formula) formulas.set(id, [...(formulas.get(id) ?? []), cell.formula]);
      }
    }
  }
  expect([...formulas.keys()]).toEqual(["summary"]);
  const texts = formulas.get("summary") ?? [];
  expect(texts.length).toBeGreaterThan(12);
  expect(texts.filter((text) => /[[\]]|NaN|undefined/.test(text))).toEqual([]);
});

test("appended tabs hold no cell below their headers, so that the first row lands there", () => {
  const spreadsheets = born();
  for (const id of ["cases", "checklist", "reports", "outbox", "activity"] as const) {
    expect(spreadsheets.cells(tabs[id].sheetId, firstDataRow)).toEqual([]);
  }
});

test.each([
  { who: contact, tab: "cases", key: "acknowledged", may: true },
  { who: contact, tab: "cases", key: "leadAgreed", may: false },
  { who: contact, tab: "cases", key: "level", may: false },
  { who: lead, tab: "cases", key: "leadAgreed", may: true },
  { who: lead, tab: "cases", key: "level", may: false },
  { who: contact, tab: "checklist", key: "done", may: true },
  { who: contact, tab: "checklist", key: "what", may: false },
  { who: contact, tab: "plan", key: "action", may: true },
  { who: contact, tab: "contacts", key: "mayOpen", may: false },
  { who: lead, tab: "contacts", key: "mayOpen", may: true },
  { who: lead, tab: "settings", key: "value", may: true },
  { who: lead, tab: "settings", key: "meaning", may: false },
  { who: contact, tab: "outbox", key: "state", may: false },
  { who: lead, tab: "activity", key: "who", may: false },
] as const)("$who may edit $tab.$key: $may", ({ who, tab, key, may }) => {
  const spreadsheets = born();
  const { sheetId, columns } = tabs[tab];
  const column = columns.findIndex((each) => each.key === key);
  const boxes = columns[column]?.type === "checkbox";
  const outcome = editCells(
    spreadsheets.desk.store,
    {
      spreadsheetId: spreadsheets.desk.id,
      sheetId,
      row: firstDataRow,
      column,
      values: [[boxes ? true : "x"]],
    },
    who,
  );
  expect("done" in outcome).toBe(may);
});

test("nobody but the automation may edit keys and headers", () => {
  const spreadsheets = born();
  for (const row of [0, 1]) {
    const outcome = editCells(
      spreadsheets.desk.store,
      {
        spreadsheetId: spreadsheets.desk.id,
        sheetId: tabs.plan.sheetId,
        row,
        column: 2,
        values: [["x"]],
      },
      contact,
    );
    expect("refused" in outcome).toBe(true);
  }
});

test("a second run makes no write and reports nothing", () => {
  const spreadsheets = born();
  spreadsheets.calls.length = 0;
  const report = repairRegister(
    { spreadsheets, clock: testClock(now) },
    spreadsheets.desk.id,
    editors,
  );
  expect(spreadsheets.calls).toEqual(["structure", "read"]);
  expect(report).toEqual({
    mended: [],
    tabs: [],
    columns: [],
    protections: [],
    settings: [],
    zone: false,
  });
});

test("a deleted tab, column, protection and setting come back; what a district renamed stays", () => {
  const spreadsheets = born();
  const { store, id } = spreadsheets.desk;
  deleteTab(store, { spreadsheetId: id, sheetId: tabs.education.sheetId }, owner);
  const log = spreadsheets
    .structure(id)
    .protectedRanges.find(({ sheetId }) => sheetId === tabs.log.sheetId);
  spreadsheets.desk.batch(
    { deleteProtectedRange: { protectedRangeId: log?.id } },
    {
      updateSheetProperties: {
        properties: { sheetId: tabs.log.sheetId, title: "Diary" },
        fields: "title",
      },
    },
    {
      deleteDimension: {
        range: { sheetId: tabs.plan.sheetId, dimension: "COLUMNS", startIndex: 4, endIndex: 5 },
      },
    },
    {
      deleteDimension: {
        range: { sheetId: tabs.settings.sheetId, dimension: "ROWS", startIndex: 3, endIndex: 4 },
      },
    },
  );
  const report = repairRegister({ spreadsheets, clock: testClock(now) }, id, editors);
  expect(report).toEqual({
    mended: [],
    tabs: ["education"],
    columns: ["plan.who"],
    protections: ["Kept by the automation (log)", "Kept by the automation (education)"],
    settings: ["immediateDangerMinutes"],
    zone: false,
  });
  const titles = spreadsheets.structure(id).tabs.map(({ title }) => title);
  expect(titles).toContain("Diary");
  expect(titles.indexOf("Education")).toBe(10);
});

test("a Summary made anew counts in tabs that were renamed", () => {
  const spreadsheets = born();
  const { store, id } = spreadsheets.desk;
  deleteTab(store, { spreadsheetId: id, sheetId: tabs.summary.sheetId }, owner);
  spreadsheets.desk.batch({
    updateSheetProperties: {
      properties: { sheetId: tabs.cases.sheetId, title: "Kid's cases" },
      fields: "title",
    },
  });
  repairRegister({ spreadsheets, clock: testClock(now) }, id, editors);
  const formulas = readTab(store, id, tabs.summary.sheetId).map((row) => row[1]?.formula ?? "");
  expect(formulas.some((formula) => formula.includes("'Kid''s cases'!$B$3:$B"))).toBe(true);
});

test("every role offered in Contacts is one that the directory reads", () => {
  expect(suggestedRoles.filter((role) => roleOf(role) === null)).toEqual([]);
  expect(suggestedRoles).toHaveLength(9);
});

test("a new register has no filter views", () => {
  const spreadsheets = born();
  expect(
    filterViewsOf(spreadsheets.desk.store, spreadsheets.desk.id, tabs.checklist.sheetId),
  ).toEqual([]);
});
