/**
 * Rules of the local Sheets and Forms that are not in the table: filled rows, notation, sizes, what is not modeled, and people at their
 * pages.
 */
import { expect, test } from "vitest";
import { allServices, installedTriggers } from "../../scripts/workspace";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import { parseRange, rangeText } from "../../scripts/workspace/sheets/a1-notation";
import { maySee } from "../../scripts/workspace/sheets/access";
import { parseMask } from "../../scripts/workspace/sheets/field-mask";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { shiftedStretch } from "../../scripts/workspace/sheets/ranges";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { appended, written } from "../conformance/table/sheets";
import { admin, Bench, byAPerson, contact } from "../contract/bench";
import { evaluate, manifest } from "./runtime-bench";

const cases = { sheetId: 101, title: "Cases" };
const { sheetId } = cases;

function aSpreadsheet(assume: Readonly<Record<string, string>> = {}) {
  const bench = new Bench({ assume });
  const { spreadsheets } = bench.ports;
  const id = spreadsheets.create("Register", "main");
  const batch = (...requests: object[]) => spreadsheets.batchUpdate(id, requests.map(byAPerson));
  const values = (startRowIndex = 0) =>
    spreadsheets.read(id, [{ sheetId, startRowIndex }])[0]?.values;
  const stored = () => sheetsSlice(bench.store).spreadsheets[id];
  batch({
    addSheet: { properties: { ...cases, gridProperties: { rowCount: 10, columnCount: 4 } } },
  });
  return { bench, id, batch, values, stored };
}

test.each([
  ["a format of its own", { userEnteredFormat: { wrapStrategy: "WRAP" } }, "userEnteredFormat", 6],
  ["a rule", { dataValidation: { condition: { type: "BOOLEAN" } } }, "dataValidation", 6],
  ["an emptied format", {}, "userEnteredFormat", 0],
  ["a member of it that is left out", {}, "userEnteredFormat.wrapStrategy", 0],
  ["a note", { note: "n" }, "note,userEnteredFormat", 0],
])("counted as filled is a row with %s", (_name, cell, fields, first) => {
  const { batch, values } = aSpreadsheet({ formatOnlyRows: "filled" });
  const start = { sheetId, rowIndex: 5 };
  const wrapped = { userEnteredFormat: { wrapStrategy: "WRAP" } };
  if (first === 0)
    batch({ updateCells: { start, rows: [{ values: [wrapped] }], fields: "userEnteredFormat" } });
  batch({ updateCells: { start, rows: [{ values: [cell] }], fields } });
  batch(appended(cases, [["first"]]));
  expect(values(first)).toEqual([["first"]]);
});

test.each([
  ["grow", 15],
  ["closed", 10],
])(
  "so are the rows of a rule without an end, those that are added later or not: %s",
  (openRanges, first) => {
    const { batch, values } = aSpreadsheet({ formatOnlyRows: "filled", openRanges });
    const rule = { condition: { type: "BOOLEAN" } };
    batch({ setDataValidation: { range: { sheetId, startRowIndex: 2 }, rule } });
    batch({ appendDimension: { sheetId, dimension: "ROWS", length: 5 } });
    batch(appended(cases, [["first"]]));
    expect(values(first)).toEqual([["first"]]);
  },
);

test("written cells are counted", () => {
  const { bench, batch } = aSpreadsheet();
  batch(appended(cases, [["a", null, 1], ["b"]]));
  expect(bench.cost.cellsWritten).toBe(4);
});

test.each([
  ["Cases", "Cases!A1:B2"],
  ["Case log", "'Case log'!A1:B2"],
  ["D3", "'D3'!A1:B2"],
  ["It's", "'It''s'!A1:B2"],
  ["Fälle", "'Fälle'!A1:B2"],
])("a range of the tab %s is echoed as %s", (title, echoed) => {
  expect(rangeText(title, { top: 0, bottom: 2, left: 0, right: 2 })).toBe(echoed);
  const cells = { startRowIndex: 0, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 2 };
  expect(parseRange(echoed)).toEqual({ title, cells });
});

test.each<[string, unknown]>([
  ["A!B3:B", { startRowIndex: 2, startColumnIndex: 1, endColumnIndex: 2 }],
  ["A!2:3", { startRowIndex: 1, endRowIndex: 3 }],
  ["A!C5:A2", { startRowIndex: 1, endRowIndex: 5, startColumnIndex: 0, endColumnIndex: 3 }],
  ["A", {}],
  ...["A!", "A!B", "A!1:2:3", "'A!B1", "A!B0"].map((text): [string, null] => [text, null]),
])("the range %s is %j", (written, cells) => {
  expect(parseRange(written)?.cells ?? null).toEqual(cells);
});

test.each<[string, unknown]>([
  ["a,b.c", { a: true, b: { c: true } }],
  ["a(b,c(d))", { a: { b: true, c: { d: true } } }],
  ["a.b,a.c(d)", { a: { b: true, c: { d: true } } }],
  ["a/b", null],
  ["a.b,a", { a: true }],
  ["*", true],
  ["a.*", { a: true }],
  ["a,,b", null],
  ["a(b", null],
])("the mask %s is %j", (written, expected) => {
  expect(parseMask(written)).toEqual(expected);
});

test("a new name of a file reaches its spreadsheet, and the other way round", () => {
  const { bench, id, batch, stored } = aSpreadsheet();
  bench.ports.spreadsheets.mark(id, "main", { name: "A", isBinned: false });
  expect(stored()?.properties.title).toBe("A");
  batch({ updateSpreadsheetProperties: { properties: { title: "B" }, fields: "title" } });
  expect(driveSlice(bench.store).files[id]?.name).toBe("B");
});

test.each([
  ["another kind of file", "Drive.Files.create({ mimeType: 'text/plain' }, null, {})"],
  ["another query", "Drive.Files.list({ q: \"name contains 'x'\" })"],
  ["another order", "Drive.Files.list({ orderBy: 'name' })"],
  ["another rendering", "Sheets.Spreadsheets.Values.batchGetByDataFilter({}, id)"],
])("%s is not modelled", (_name, call) => {
  const names = [{ userSymbol: "Sheets" }, { userSymbol: "Drive" }];
  const dependencies = { enabledAdvancedServices: names };
  const options = { services: allServices, manifest: { ...manifest, dependencies } };
  const mimeType = "application/vnd.google-apps.spreadsheet";
  const body = `const { id } = Drive.Files.create({ mimeType: "${mimeType}" }, null, {}); ${call};`;
  expect(() => evaluate(body, options)).toThrow(/local Workspace: /);
});

test("a cell of ticks takes a tick or nothing, of all that is pasted or of none; in the trash no cell takes anything", () => {
  const { ports, store } = new Bench();
  const id = ports.spreadsheets.create("Register", "main");
  const range = { sheetId: 0, startColumnIndex: 1, endColumnIndex: 2 };
  const rule = { condition: { type: "BOOLEAN" }, strict: true };
  const cells = written({ sheetId: 0, title: "" }, 0, 0, [["a", true]]);
  const below = { sheetId: 0, startRowIndex: 1, startColumnIndex: 2, endColumnIndex: 3 };
  const rules = [range, below].map((one) => ({ setDataValidation: { range: one, rule } }));
  const requests = [...rules, cells];
  ports.spreadsheets.batchUpdate(id, requests.map(byAPerson));
  const paste = (...values: (string | boolean)[]) => pasteRows([values]);
  const pasteRows = (values: (string | boolean)[][]) => {
    const edit = { spreadsheetId: id, sheetId: 0, row: 0, column: 0, values };
    const outcome = editCells(store, edit, admin);
    const row = (readTab(store, id, 0)[0] ?? []).map((cell) => cell?.value ?? "");
    return ["refused" in outcome, ...row];
  };
  expect(paste("b", "TRUE")).toEqual([true, "a", true]);
  expect(paste("b", false)).toEqual([false, "b", false]);
  expect(
    pasteRows([
      ["c", true, "free"],
      ["d", true, "bound"],
    ])[0],
  ).toBe(true);
  expect(paste("c", "")).toEqual([false, "c"]);
  Object.assign(driveSlice(store).files[id] ?? {}, { trashed: true });
  expect(paste("d", "")).toEqual([true, "c"]);
});

test.each<[DriveFile["linkSharing"], string, boolean]>([
  ["domain", contact, true],
  ["domain", "somebody@elsewhere.example", false],
  ["anyone", "somebody@elsewhere.example", true],
  ["none", contact, false],
])("a file that is open by link to %s is seen by %s: %s", (linkSharing, who, sees) => {
  const { ports, store } = new Bench();
  const file = driveSlice(store).files[ports.spreadsheets.create("Register", "main")];
  expect(file !== undefined && maySee({ ...file, linkSharing }, who)).toBe(sees);
});

test("a range grows by rows inserted within it, and by none right after it; a deleted account's triggers stay gone", () => {
  const inserted = (at: number) => shiftedStretch(2, 5, { kind: "insert", at, count: 3 });
  expect([inserted(4), inserted(5)]).toEqual([
    { start: 2, end: 8 },
    { start: 2, end: 5 },
  ]);
  const { workspace, ports } = new Bench();
  ports.triggers.createEveryMinutes("perform", 5);
  workspace.deleteAccount(admin);
  workspace.createAccount(admin);
  expect(installedTriggers(workspace.store)).toEqual([]);
});
