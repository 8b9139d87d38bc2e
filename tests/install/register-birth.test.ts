/** A new register: every tab is as designed and accepted by the strict local Sheets, and a second run changes nothing. */

import { beforeEach, describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { editCells, filterViewsOf, readTab } from "../../scripts/workspace/sheets/person";
import { deleteTab } from "../../scripts/workspace/sheets/person-structure";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { roleNamed } from "../../src/district/directory/read-directory";
import { createRegister } from "../../src/install/set-up-steps";
import { shareIndex } from "../../src/intake/index-of-cases";
import type { RegisterMark } from "../../src/ports";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { firstDataRow, type TabId } from "../../src/register/columns";
import { fileMade, tabsOf } from "../../src/registers/kinds";
import { type Run, startRun } from "../../src/run";
import { tabs } from "../../src/tabs";
import { admin, Bench, byAPerson, contact, lead } from "../contract/bench";
import { isEveryPoint } from "../every-point";
import { quillwater2025 } from "../packs/quillwater-2025";
import { ensureRegister as repair } from "../register/ensure-register";

/** What stores the id of a new file. */
const firstStored = "Properties.setProperty";

function indexMade(run: Run): string {
  shareIndex(run);
  return run.memory.get("caseIndex").file;
}

const editors = { installers: [admin], leads: [lead] };

// One register, made once: each test begins with it as it was made.
const bench = new Bench();
const { spreadsheets, access } = bench.ports;
const id = spreadsheets.create("Register", "main");
const repairRegister = () => bench.run((ports) => repair(ports, id, editors));
repairRegister();
const ids = tabsOf(tabs, "main").map((tab) => tab.id);
access.add(id, lead);
access.add(id, contact);
const born = bench.store.snapshot();

beforeEach(() => bench.store.restore(born));

const rowsIn = (sheetId: number) =>
  readTab(bench.store, id, sheetId).map((row) => row.map((cell) => cell?.value ?? null));

test("has every tab, in order, in the district's zone, and no leftover", () => {
  const { sheets = [], properties } = sheetsSlice(bench.store).spreadsheets[id] ?? {};
  const found = sheets.map((one) => one.properties);
  expect(found.map(({ sheetId }) => sheetId)).toEqual(
    tabsOf(tabs, "main").map(({ sheetId }) => sheetId),
  );
  expect(found.map(({ title }) => title)).toEqual(tabsOf(tabs, "main").map(({ title }) => title));
  const hidden = found.filter((one) => one.hidden).map(({ title }) => title);
  expect(hidden).toEqual(["Outbox", "Activity"]);
  expect(properties).toMatchObject({ timeZone: "America/Los_Angeles", locale: "en_US" });
});

test.each(ids)("%s has its keys, its headers and two frozen rows", (tabId) => {
  const { sheetId, columns } = tabs[tabId];
  const [keys, headers] = rowsIn(sheetId);
  expect(headers).toEqual(columns.map(({ header }) => header));
  expect(keys?.slice(0, columns.length)).toEqual(columns.map(({ key }) => key));
  const sheets = sheetsSlice(bench.store).spreadsheets[id]?.sheets ?? [];
  const made = sheets.find(({ properties }) => properties.sheetId === sheetId);
  expect(made?.properties.gridProperties.frozenRowCount).toBe(2);
});

test("only Summary holds formulas, and every reference in them is filled in", () => {
  const formulas = ids.flatMap((tab) =>
    readTab(bench.store, id, tabs[tab].sheetId).flatMap((row) =>
      row.flatMap((cell) => (cell?.formula ? [{ tab, text: cell.formula }] : [])),
    ),
  );
  expect(formulas.length).toBeGreaterThan(12);
  expect(formulas.filter(({ tab }) => tab !== "summary")).toEqual([]);
  expect(formulas.filter(({ text }) => /[[\]]|NaN|undefined/.test(text))).toEqual([]);
});

/** Whether the page takes what somebody types into a cell. */
function mayType(who: string, tab: TabId, row: number, column: number, value: string | boolean) {
  const { sheetId } = tabs[tab];
  const edit = { spreadsheetId: id, sheetId, row, column, values: [[value]] };
  return "done" in editCells(bench.store, edit, who);
}

test.each([
  [contact, "cases", "acknowledged", true],
  [contact, "cases", "leadAgreed", false],
  [contact, "cases", "level", false],
  [lead, "cases", "leadAgreed", true],
  [lead, "cases", "level", false],
  [contact, "checklist", "done", true],
  [contact, "checklist", "what", false],
  [contact, "plan", "action", true],
  [contact, "contacts", "mayOpen", false],
  [lead, "contacts", "mayOpen", true],
  [lead, "settings", "value", true],
  [lead, "settings", "meaning", false],
  [contact, "outbox", "state", false],
  [lead, "activity", "who", false],
] as const)("%s may edit %s.%s: %s", (who, tab, key, may) => {
  const column = tabs[tab].columns.findIndex((each) => each.key === key);
  const value = tabs[tab].columns[column]?.type === "checkbox" ? true : "x";
  expect(mayType(who, tab, firstDataRow, column, value)).toBe(may);
});

test("no one but the automation may edit keys and headers", () => {
  for (const row of [0, 1]) expect(mayType(contact, "plan", row, 2, "x")).toBe(false);
});

test.each(["main", "sealed"] as const)(
  "a second run on %s makes no write, reports nothing",
  (name) => {
    const of = name === "main" ? id : spreadsheets.create("Register", name);
    const run = () => bench.run((ports) => repair(ports, of, editors, name));
    if (name !== "main") run();
    const report = run();
    expect(bench.cost.byName).toEqual({
      "Properties.getProperties": 1,
      "Sheets.Spreadsheets.get": 1,
      "Sheets.Spreadsheets.Values.batchGetByDataFilter": 1,
    });
    expect(report).toMatchObject({ tabs: [], remade: [], columns: [], requests: [] });
  },
);

/** The request that gives a tab another title. */
const titled = (tab: TabId, title: string) => ({
  updateSheetProperties: { properties: { sheetId: tabs[tab].sheetId, title }, fields: "title" },
});

test("a deleted tab, column, protection and setting come back; what a district renamed stays", () => {
  deleteTab(bench.store, { spreadsheetId: id, sheetId: tabs.education.sheetId }, admin);
  const log = spreadsheets
    .structure(id)
    .protectedRanges.find(({ range }) => range.sheetId === tabs.log.sheetId);
  const fifth = (tab: TabId, dimension: "COLUMNS" | "ROWS") => {
    const range = { sheetId: tabs[tab].sheetId, dimension, startIndex: 4, endIndex: 5 };
    return byAPerson({ deleteDimension: { range } });
  };
  spreadsheets.batchUpdate(id, [
    byAPerson({ deleteProtectedRange: { protectedRangeId: log?.id } }),
    titled("log", "Diary"),
    fifth("plan", "COLUMNS"),
    fifth("settings", "ROWS"),
  ]);
  expect(repairRegister()).toMatchObject({
    tabs: ["education"],
    remade: ["education"],
    columns: ["Plan: Who"],
  });
  expect(rowsIn(tabs.settings.sheetId).flat()).toContain("immediateDangerMinutes");
  const { protectedRanges, tabs: present } = spreadsheets.structure(id);
  expect(protectedRanges.map(({ description }) => description)).toEqual(
    expect.arrayContaining(["Kept by the automation (log)", "Kept by the automation (education)"]),
  );
  const titles = present.map(({ title }) => title);
  expect(titles).toContain("Diary");
  expect(titles.indexOf("Education")).toBe(10);
});

test("a Summary made anew counts in tabs that were renamed", () => {
  deleteTab(bench.store, { spreadsheetId: id, sheetId: tabs.summary.sheetId }, admin);
  spreadsheets.batchUpdate(id, [titled("cases", "Kid's cases")]);
  repairRegister();
  const formulas = readTab(bench.store, id, tabs.summary.sheetId).map(
    (row) => row[1]?.formula ?? "",
  );
  expect(formulas.some((formula) => formula.includes("'Kid''s cases'!$F$3:$F"))).toBe(true);
});

test.each([marin2019(), quillwater2025])(
  "every role offered in Contacts is one that the directory reads: $id",
  (pack) => {
    const roles = tabs.contacts.columns[0]?.suggested?.(pack) ?? [];
    expect(roles.filter((role) => roleNamed(pack, role) === null)).toEqual([]);
    expect(roles).toHaveLength(6 + pack.agencies.length);
  },
);

test("a new register has the views that concern no case", () => {
  const titles = filterViewsOf(bench.store, id, tabs.cases.sheetId).map(({ title }) => title);
  expect(titles.sort()).toEqual(["Closed", "Open, worst first", "Waiting on an agency"]);
});

test("a file that was made before its id was remembered is found, not made again, and filled by the next run where that failed", () => {
  const other = new Bench();
  const { memory, spreadsheets: files } = other.ports;
  const made = files.create("Register", "main");
  other.workspace.advance(60_000);
  const later = files.create("A later one", "main");
  other.workspace.advance(10 * 60_000);
  other.workspace.fault({ call: "Sheets.Spreadsheets.batchUpdate", when: "before" });
  const create = () => createRegister(startRun(other.ports, tabs), "main");
  expect(create).toThrow("Internal error");
  expect(create().tabs).toHaveLength(14);
  expect(memory.get("registers")).toEqual({ main: made });
  expect(files.find("main")).toEqual([made, later]);
});

describe.each<[string, RegisterMark, (run: Run) => string]>([
  ["a register", "main", (run) => createRegister(run, "main").id],
  ["one of schools", "school:north", (run) => fileMade(run, "school:north", "Register")],
  ["the index of cases", "index", indexMade],
])("%s is made by runs that are cut, and Drive lists it ten minutes later", (_, mark, make) => {
  const cut = new Bench();
  const { workspace, store } = cut;
  const nothing = store.snapshot();
  const files = () => Object.values(driveSlice(store).files).filter((one) => one.kind !== "form");
  const made = () => cut.run((ports) => make(startRun(ports, tabs)));
  made();
  const calls = Object.entries(cut.cost.byName).flatMap(([call, times]) =>
    Array.from({ length: times }, (_one, at) => [call, at + 1] as const),
  );
  test.each(calls)("cut at %s, %i: one is in use from then on", (call, nth) => {
    const isMade = call === "Drive.Files.create" || isEveryPoint;
    for (const when of isMade ? (["stop", "after"] as const) : (["stop"] as const)) {
      store.restore(nothing);
      workspace.fault({ call, nth, when });
      expect(made).toThrow();
      workspace.disarm();
      workspace.advance(60_000);
      const id = made();
      // Google made it, and the script could not store its id: only then is there a second one.
      const isLost = when === "after" ? call === "Drive.Files.create" : call === firstStored;
      expect(files()).toHaveLength(isLost && nth === 1 ? 2 : 1);
      workspace.advance(10 * 60_000);
      expect([made(), cut.ports.spreadsheets.find(mark).includes(id)]).toEqual([id, true]);
    }
  });
});
