/** A newer script over older registers, and an older script over newer ones. */
import { describe, expect, test } from "vitest";
import {
  mainRegister,
  putCells,
  rowsOf,
  type TabCells,
  tabCells,
} from "../../scripts/play/register-cells";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { tabs } from "../../src/register/tabs";
import { admin, aReport, counts, Desk, eachOnce } from "../access/two-accounts";

/** Takes away what a version of before did not have: a tab, a column, a setting. */
function makeOlder(desk: Desk): void {
  const { store } = desk.workspace;
  const spreadsheet = sheetsSlice(store).spreadsheets[mainRegister(store)];
  const sheetOf = (id: number) =>
    spreadsheet?.sheets.find(({ properties }) => properties.sheetId === id);
  const disclosures = sheetOf(tabs.disclosures.sheetId);
  const last = tabs.disclosures.columns.length - 1;
  if (disclosures !== undefined) {
    const { properties } = disclosures;
    disclosures.rows = disclosures.rows.map((row) =>
      row?.values === undefined ? row : { ...row, values: row.values.slice(0, last) },
    );
    disclosures.properties = {
      ...properties,
      gridProperties: { ...properties.gridProperties, columnCount: last },
    };
  }
  const settings = sheetOf(tabs.settings.sheetId);
  const at = rowsOf(store, mainRegister(store), "settings").find(
    ({ cells }) => cells["setting"] === "smallCell",
  );
  settings?.rows.splice(at?.index ?? 0, 1);
  desk.play({ sheet: { deleteTab: { tab: "Education" } }, as: "admin" });
}

describe("registers of an earlier version", async () => {
  const desk = await Desk.begin();
  const { store } = desk.workspace;
  desk.play({ submit: aReport() });
  makeOlder(desk);
  delete scriptProperties(store)["layout"];
  const words = desk.choose("upgrade", admin);
  const again = desk.choose("upgrade", admin);
  const out = desk.play({ submit: aReport() }, { advance: "PT11M" });

  test("what this version has more is added, and it reads what", () => {
    expect(words).toMatch(/Tabs added: Education\./);
    expect(words).toMatch(/Columns added: Disclosures: /);
    expect(words).toMatch(/Settings added: smallCell\./);
    expect(out.settings).toHaveProperty("smallCell");
  });

  test("a second time there is nothing to add", () => {
    expect(again).toMatch(/have all that this version needs/);
  });

  test("what was there stays, and work goes on", () => {
    expect(counts(out)).toEqual(eachOnce(2));
    expect(out.errors).toEqual([]);
  });
});

/** As if the tab had never had the column there. */
function emptyCell({ sheet, positions }: TabCells, row: number, key: string): void {
  const at = positions.get(key);
  const there = sheet.rows[row];
  if (there === null || there === undefined) return;
  sheet.rows[row] = { ...there, values: there.values.map((cell, i) => (i === at ? null : cell)) };
}

describe("a column for people that this version added", async () => {
  const desk = await Desk.begin();
  const { store } = desk.workspace;
  desk.play({ submit: aReport() });
  const checklist = tabCells(store, mainRegister(store), "checklist");
  const cases = tabCells(store, mainRegister(store), "cases");
  const [first] = rowsOf(store, mainRegister(store), "cases");
  if (checklist === null || cases === null || first === undefined) throw new Error("no case");
  for (const row of [0, 1]) emptyCell(checklist, row, "noAnswer");
  // Nothing of the tab was open to people yet, whatever the column.
  checklist.sheet.protectedRanges = checklist.sheet.protectedRanges.map(
    ({ unprotectedRanges: _, ...protection }) => protection,
  );
  const sentence = first.cells["why"];
  putCells(cases, first.index, { why: null });
  const words = desk.choose("upgrade", admin);
  const act = "call-child-and-family-services";
  const out = desk.play(
    { edit: { case: "26-0001", act, set: { noAnswer: true } } },
    { advance: "PT10M" },
  );

  test("is theirs to fill in", () => {
    expect(words).toMatch(/Columns added: Checklist: No answer/);
    expect(out.refused).toEqual([]);
    expect(out.checklist[0]).toMatchObject({ act, noAnswer: false, attempts: 1 });
  });

  test("a case of before gets the words about its level", () => {
    expect(String(sentence)).toMatch(/^At risk: /);
    expect(out.cases).toMatchObject([{ why: sentence }]);
  });
});

describe("registers of a later version", async () => {
  const desk = await Desk.begin();
  const { store } = desk.workspace;
  scriptProperties(store)["layout"] = "2";
  const before = JSON.stringify(sheetsSlice(store).spreadsheets);
  const said = [desk.choose("upgrade", admin), desk.setUp(admin), desk.choose("handOver", admin)];
  const waiting = desk.play(
    { submit: aReport() },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT20M" },
  );
  const after = JSON.stringify(sheetsSlice(store).spreadsheets);
  scriptProperties(store)["layout"] = "1";
  const out = desk.play({ advance: "PT11M" });

  test("are refused in words by the menu, and not written by any run", () => {
    for (const words of said) expect(words).toMatch(/^Error: newer-register: .*later version/);
    expect(after).toBe(before);
    expect(waiting.inbox).toEqual([]);
    expect(desk.failures(admin).every((error) => error.includes("safe in the Form"))).toBe(true);
  });

  test("once the later script is back, nothing is lost", () => {
    expect(counts(out)).toEqual(eachOnce(1));
  });
});

test("a case under a protocol that this version does not have is named, and keeps its steps", async () => {
  const desk = await Desk.begin();
  const { store } = desk.workspace;
  desk.play({ submit: aReport() }, { submit: aReport() });
  const cells = tabCells(store, mainRegister(store), "cases");
  const [, second] = rowsOf(store, mainRegister(store), "cases");
  if (cells === null || second === undefined) throw new Error("no second case");
  putCells(cells, second.index, { protocolVersion: "elsewhere-2031 2031-01-01" });
  const before = desk.out().checklist;
  expect(desk.choose("upgrade", admin)).toMatch(/does not have \(elsewhere-2031 .*\): 26-0002\./);
  const out = desk.play({ advance: "PT1H" });
  expect(out.checklist).toEqual(before);
  expect(desk.failures(admin)).toEqual([]);
});
