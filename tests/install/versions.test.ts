/** What Set up adds to registers that lack it; and registers of a newer version, which nothing writes into. */
import { describe, expect, test } from "vitest";
import {
  mainRegister,
  putCells,
  rowsOf,
  type TabCells,
  tabCells,
} from "../../scripts/play/register-cells";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { currentSchema, schemaText } from "../../src/register/schema";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, outageMails } from "../day/look";
import { admin, alternate, lead } from "../day/people";
import { fileOf, markSchema, marksOf, newer } from "./marks";

/** Takes away a tab, a column and a setting, as before a version that has them. */
function makeOlder(desk: Day): void {
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

describe("a register that lacks what this version has", async () => {
  const desk = await Day.withAlternate();
  desk.play({ submit: reportOnAnother() });
  makeOlder(desk);
  markSchema(desk.workspace, "main", null);
  const words = desk.read("setUp", admin);
  const marks = marksOf(desk.workspace, "main");
  const again = desk.read("setUp", admin);
  const out = desk.playClean({ submit: reportOnAnother() }, { advance: "PT11M" });

  test("gets it, and the admin reads what was lost", () => {
    expect(words).toMatch(/Tabs were missing and are back without what was in them: Education\./);
    expect(out.settings).toHaveProperty("smallCell");
    expect(marks).toEqual([schemaText, schemaText]);
  });

  test("a second time nothing is lost", () => {
    expect(again).not.toMatch(/Tabs were missing/);
  });

  test("what was there stays, and work goes on", () => {
    expect(counts(out)).toEqual(eachOnce(2));
  });
});

/** As if the tab had never had the column there. */
function emptyCell({ sheet, positions }: TabCells, row: number, key: string): void {
  const at = positions.get(key);
  const there = sheet.rows[row];
  if (there === null || there === undefined) return;
  sheet.rows[row] = { ...there, values: there.values.map((cell, i) => (i === at ? null : cell)) };
}

describe("a column for people that Set up adds", async () => {
  const desk = await Day.withAlternate();
  const { store } = desk.workspace;
  desk.play({ submit: reportOnAnother() });
  const checklist = tabCells(store, mainRegister(store), "checklist");
  const cases = tabCells(store, mainRegister(store), "cases");
  const [first] = rowsOf(store, mainRegister(store), "cases");
  if (checklist === null || cases === null || first === undefined) throw new Error("no case");
  for (const row of [0, 1]) emptyCell(checklist, row, "noAnswer");
  // Nothing of the tab was open to people yet, whatever the column.
  checklist.sheet.protectedRanges = checklist.sheet.protectedRanges.map(
    ({ unprotectedRanges: _, ...protection }) => protection,
  );
  markSchema(desk.workspace, "main", null);
  desk.read("setUp", admin);
  const act = "call-child-and-family-services";
  const out = desk.play(
    { edit: { case: "26-0001", act, set: { noAnswer: true } } },
    { advance: "PT10M" },
  );

  test("is theirs to fill in", () => {
    expect(out.refused).toEqual([]);
    expect(out.checklist[0]).toMatchObject({ act, noAnswer: false, attempts: 1 });
  });
});

const registers = [
  ["main", {}, lead],
  ["sealed", { recipientMayBeInvolved: "contact" }, lead],
  ["sealed-alternate", { recipientMayBeInvolved: "lead" }, alternate],
] as const;

describe.each(registers)("a register of a newer version: %s", (name, says, reader) => {
  async function waiting() {
    const desk = await Day.withAlternate();
    const { workspace } = desk;
    // Whom to tell past a register is remembered by a clock run that could read them.
    desk.play({ advance: "PT11M" });
    markSchema(workspace, name, newer);
    const before = JSON.stringify(fileOf(workspace, name));
    return { desk, workspace, before };
  }

  test("is refused by the menu, in words that say what to do, and not written", async () => {
    const { desk, workspace, before } = await waiting();
    expect(desk.read("setUp", admin)).toMatch(
      /^Error: newer-register: .*Install the newest release/,
    );
    expect(desk.read("runCheck", admin)).toMatch(/Install the newest release/);
    expect(JSON.stringify(fileOf(workspace, name))).toBe(before);
  });

  test("takes no report: it is kept, people are told past it, and once the newer script is back it comes in", async () => {
    const { desk, workspace, before } = await waiting();
    const out = desk.play({ submit: reportOnAnother(says) }, { advance: "PT20M" });
    expect(JSON.stringify(fileOf(workspace, name))).toBe(before);
    const told = outageMails(out);
    expect(told.map(({ to }) => to.join())).toContain(reader);
    for (const { text } of told) expect(text).toContain("Install the newest release");
    markSchema(workspace, name, currentSchema);
    const back = desk.play({ advance: "PT21M" });
    expect(counts(back)).toEqual(eachOnce(1));
    expect(back.cases).toMatchObject([{ register: name }]);
  });
});

test("with a reader's file of a newer version, other reports are taken in; who sent one that the lead alone may know stays in the Form", async () => {
  const desk = await Day.withAlternate();
  const { workspace } = desk;
  markSchema(workspace, "sealed", newer);
  const before = JSON.stringify(fileOf(workspace, "sealed"));
  const out = desk.play(
    { submit: reportOnAnother({ reporterName: "Terry Teacher", reporterKnownTo: "lead" }) },
    { advance: "PT61M" },
  );
  expect(JSON.stringify(fileOf(workspace, "sealed"))).toBe(before);
  expect(out.cases).toMatchObject([
    { register: "main", reviewReasons: expect.arrayContaining(["reporter-not-kept"]) },
  ]);
});

test("of a register of a newer version, edits are weighed once the newer script is back", async () => {
  const desk = await Day.withAlternate();
  const { workspace } = desk;
  desk.play({ submit: reportOnAnother() });
  markSchema(workspace, "main", newer);
  const out = desk.play(
    { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
    { advance: "PT16M" },
  );
  expect(out.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: null }]);
  expect(outageMails(out)).toHaveLength(3);
  expect(desk.failures(admin).every((error) => /^Error: newer-register: /.test(error))).toBe(true);
  markSchema(workspace, "main", currentSchema);
  expect(desk.play({ advance: "PT11M" }).cases[0]?.["acknowledgedBy"]).not.toBeNull();
});

test("a case under a protocol that this version does not have is named, and keeps its steps", async () => {
  const desk = await Day.withAlternate();
  const { store } = desk.workspace;
  desk.play({ submit: reportOnAnother() }, { submit: reportOnAnother() });
  const cells = tabCells(store, mainRegister(store), "cases");
  const [, second] = rowsOf(store, mainRegister(store), "cases");
  if (cells === null || second === undefined) throw new Error("no second case");
  putCells(cells, second.index, { protocolVersion: "elsewhere-2031 2031-01-01" });
  const before = desk.out().checklist;
  expect(desk.read("runCheck", admin)).toMatch(/does not have \(elsewhere-2031 .*\): 26-0002\./);
  const out = desk.play({ advance: "PT1H" });
  expect(out.checklist).toEqual(before);
  expect(desk.failures(admin)).toEqual([]);
});
