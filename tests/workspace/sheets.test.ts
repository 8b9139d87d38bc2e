/** What the local Sheets keeps to beside the cases of the table: notation, what is not modelled, and sizes. */
import { beforeEach, describe, expect, test } from "vitest";
import { parseRange, rangeText } from "../../scripts/workspace/sheets/a1-notation";
import { parseMask } from "../../scripts/workspace/sheets/field-mask";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { addTab, append, Desk, field } from "./sheets-context";

const cases = 101;
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(cases, "Cases", 10, 4));
});

test.each([
  ["a format of its own", { userEnteredFormat: { wrapStrategy: "WRAP" } }, "userEnteredFormat", 6],
  [
    "a rule of its own",
    { dataValidation: { condition: { type: "BOOLEAN" } } },
    "dataValidation",
    6,
  ],
  ["an emptied format", {}, "userEnteredFormat", 0],
  ["a note", { note: "n" }, "note", 0],
])("counted as filled is a row with %s", (_name, cell, fields, first) => {
  desk.assume = { formatOnlyRows: "filled" };
  const start = { sheetId: cases, rowIndex: 5 };
  desk.batch({ updateCells: { start, rows: [{ values: [cell] }], fields } });
  desk.batch(append(cases, ["first"]));
  expect(desk.values({ sheetId: cases, startRowIndex: first })).toEqual([["first"]]);
});

test("written cells are counted", () => {
  desk.batch(append(cases, ["a", null, 1], ["b"]));
  expect(desk.cellsWritten).toBe(4);
});

test.each([
  ["grow", 7],
  ["closed", 2],
])("a rule for rows without an end is kept so, or not: %s", (openRanges, rowCount) => {
  desk.assume = { openRanges };
  const range = { sheetId: cases, startRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 };
  desk.batch(
    { setDataValidation: { range, rule: { condition: { type: "BOOLEAN" } } } },
    { appendDimension: { sheetId: cases, dimension: "ROWS", length: 5 } },
  );
  const reply = desk.call("Sheets.Spreadsheets.get", desk.id, {
    ranges: ["Cases!A9:A15"],
    fields: "sheets.data.rowData.values.dataValidation.condition.type",
  });
  const rows = field(reply, "sheets", 0, "data", 0, "rowData");
  expect(Array.isArray(rows) ? rows.length : 0).toBe(rowCount);
});

describe("notation", () => {
  test.each([
    ["Cases", "Cases!A1:B2"],
    ["Case log", "'Case log'!A1:B2"],
    ["D3", "'D3'!A1:B2"],
    ["It's", "'It''s'!A1:B2"],
    ["Fälle", "'Fälle'!A1:B2"],
  ])("the title %s is echoed as %s", (title, expected) => {
    expect(rangeText(title, { top: 0, bottom: 2, left: 0, right: 2 })).toBe(expected);
    expect(parseRange(expected)).toEqual({
      title,
      cells: { startRowIndex: 0, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 2 },
    });
  });

  test.each<[string, unknown]>([
    ["A!B3:B", { startRowIndex: 2, startColumnIndex: 1, endColumnIndex: 2 }],
    ["A!2:3", { startRowIndex: 1, endRowIndex: 3 }],
    ["A!C5:A2", { startRowIndex: 1, endRowIndex: 5, startColumnIndex: 0, endColumnIndex: 3 }],
    ["A", {}],
  ])("%s is read", (written, cells) => {
    expect(parseRange(written)).toEqual({ title: "A", cells });
  });

  test.each([["A!"], ["A!B"], ["A!1:2:3"], ["'A!B1"], ["A!B0"]])("%s is not a range", (written) => {
    expect(parseRange(written)).toBeNull();
  });

  test.each<[string, unknown]>([
    ["a,b.c", { a: true, b: { c: true } }],
    ["a(b,c(d))", { a: { b: true, c: { d: true } } }],
    ["a/b_c", { a: { bC: true } }],
    ["a.b,a", { a: true }],
    ["*", true],
    ["a.*", { a: true }],
    ["a,,b", null],
    ["a(b", null],
  ])("the mask %s", (written, expected) => {
    expect(parseMask(written)).toEqual(expected);
  });
});

test("a register of ten thousand cases is stored and read sparsely", () => {
  desk.batch(addTab(103, "Check list", 20, 3), append(103, ["x"], ["y"]));
  const sheet = sheetsSlice(desk.store).spreadsheets[desk.id]?.sheets[1];
  if (sheet === undefined) throw new Error("no tab");
  const rule = { condition: { type: "BOOLEAN" }, strict: true };
  const row = {
    values: [
      {
        ...{ userEnteredValue: { stringValue: "c" } },
        dataValidation: rule,
        userEnteredFormat: { wrapStrategy: "WRAP" },
      },
    ],
  };
  for (let batch = 0; batch < 10; batch += 1) {
    desk.batch({
      appendCells: {
        sheetId: 103,
        fields: "userEnteredValue,dataValidation,userEnteredFormat",
        rows: new Array(1000).fill(row),
      },
    });
  }
  const stored = sheetsSlice(desk.store).spreadsheets[desk.id];
  // Ten thousand equal rules and formats are kept once.
  expect(stored?.rules.entries).toEqual([rule]);
  expect(stored?.formats.entries).toEqual([{ wrapStrategy: "WRAP" }]);
  expect(JSON.stringify(stored?.sheets[2]?.rows).length / 10_000).toBeLessThan(60);
  desk.cellsRead = 0;
  desk.read({ sheetId: 103, startRowIndex: 9990, startColumnIndex: 0, endColumnIndex: 1 });
  expect(desk.cellsRead).toBe(12);
  // A write to one tab shares the rows of the others with what was there before.
  desk.batch(append(cases, ["n"]));
  const after = sheetsSlice(desk.store).spreadsheets[desk.id];
  expect(after?.sheets[2]?.rows[5]).toBe(stored?.sheets[2]?.rows[5]);
});

test("a new name of a file reaches its spreadsheet, and the other way round", () => {
  desk.call("Drive.Files.update", { name: "A" }, desk.id);
  expect(desk.structure("properties.title")).toEqual({ properties: { title: "A" } });
  desk.batch({ updateSpreadsheetProperties: { properties: { title: "B" }, fields: "title" } });
  expect(desk.call("Drive.Files.get", desk.id, { fields: "name" })).toEqual({ name: "B" });
});

test.each<[string, string, unknown[]]>([
  ["another kind of file", "Drive.Files.create", [{ mimeType: "text/plain" }, null, {}]],
  ["another query", "Drive.Files.list", [{ q: "name contains 'x'" }]],
  ["another order", "Drive.Files.list", [{ orderBy: "name" }]],
  ["another rendering", "Sheets.Spreadsheets.Values.batchGetByDataFilter", [{}, "id"]],
  [
    "what JSON cannot carry",
    "Sheets.Spreadsheets.batchUpdate",
    [{ requests: [append(1, [NaN])] }, "id"],
  ],
])("%s is not modelled", (_name, path, args) => {
  const given = args.map((one) => (one === "id" ? desk.id : one));
  expect(() => desk.call(path, ...given)).toThrow(/^local Workspace: /);
});
