/** What the local Sheets keeps to beside the cases of the table: what refers to rows and columns, whom a protection binds, and sizes. */
import { beforeEach, describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { parseRange, rangeText } from "../../scripts/workspace/sheets/a1-notation";
import { parseMask } from "../../scripts/workspace/sheets/field-mask";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { notJsonSafe } from "../../scripts/workspace/store";
import { addTab, append, Desk, editor, field, number } from "./sheets-context";

const cases = 101;
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(cases, "Cases", 10, 4));
});

describe("all or nothing", () => {
  test.each<[string, unknown]>([
    ["a refusal of the Workspace", { mergeCells: {} }],
    ["a cell that is too long", append(cases, ["x".repeat(50_001)])],
  ])("%s after good requests leaves nothing behind", (_name, bad) => {
    desk.batch(append(cases, ["kept", 1]));
    desk.now += 60_000; // a minute later, so that the count of calls starts anew
    // Calls are counted whether they succeed or not; everything else must stay as it was.
    const state = () => ({
      sheets: sheetsSlice(desk.store).spreadsheets,
      drive: driveSlice(desk.store),
    });
    const before = structuredClone(state());
    const good = [
      append(cases, ["gone", 2]),
      addTab(5, "Gone"),
      {
        repeatCell: {
          range: { sheetId: cases },
          cell: { userEnteredFormat: { textFormat: { bold: true } } },
          fields: "userEnteredFormat",
        },
      },
      { updateSpreadsheetProperties: { properties: { title: "Gone" }, fields: "title" } },
      {
        deleteDimension: {
          range: { sheetId: cases, dimension: "ROWS", startIndex: 0, endIndex: 1 },
        },
      },
    ];
    expect(() => desk.batch(...good, bad)).toThrow();
    expect(state()).toEqual(before);
    expect(() => desk.batch(...good)).not.toThrow();
  });
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

describe("rows, columns and what refers to them", () => {
  const columnOf = (column: number) => ({
    sheetId: cases,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });

  beforeEach(() => {
    desk.batch(append(cases, ["k", "h", "x", "y"], ["3", "c"], ["1", "a"], ["2", "b"]), {
      addFilterView: {
        filter: {
          filterViewId: 9,
          title: "One case",
          range: { sheetId: cases, startRowIndex: 1 },
          filterSpecs: [
            {
              columnIndex: 1,
              filterCriteria: {
                condition: { type: "TEXT_EQ", values: [{ userEnteredValue: "b" }] },
              },
            },
          ],
        },
      },
    });
  });

  test.each<[string, unknown, unknown]>([
    [
      "move down",
      {
        moveDimension: {
          source: { sheetId: cases, dimension: "ROWS", startIndex: 1, endIndex: 2 },
          destinationIndex: 4,
        },
      },
      [["k"], ["1"], ["2"], ["3"]],
    ],
    [
      "move up",
      {
        moveDimension: {
          source: { sheetId: cases, dimension: "ROWS", startIndex: 3, endIndex: 4 },
          destinationIndex: 1,
        },
      },
      [["k"], ["2"], ["3"], ["1"]],
    ],
  ])("%s", (_name, request, expected) => {
    desk.batch(request);
    expect(desk.values(columnOf(0))).toEqual(expected);
    expect(notJsonSafe(desk.store.snapshot())).toBeNull();
  });

  test("a filter view follows its column", () => {
    desk.batch({
      moveDimension: {
        source: { sheetId: cases, dimension: "COLUMNS", startIndex: 1, endIndex: 2 },
        destinationIndex: 0,
      },
    });
    const view = field(desk.structure("sheets.filterViews"), "sheets", 1, "filterViews", 0);
    expect(field(view, "filterSpecs", 0, "columnIndex")).toBe(0);
  });

  test("a protected column follows its cells when a column is inserted before it", () => {
    const protectedRange = {
      range: columnOf(1),
      editors: { users: [], domainUsersCanEdit: false },
    };
    desk.batch({ addProtectedRange: { protectedRange } });
    desk.batch({
      insertDimension: {
        range: { sheetId: cases, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
      },
    });
    expect(field(desk.structure("sheets.protectedRanges.range"), "sheets", 1)).toEqual({
      protectedRanges: [{ range: columnOf(2) }],
    });
  });
});

describe("protected ranges bind scripts to their user (4)", () => {
  const protect = (editors: unknown) => ({
    addProtectedRange: {
      protectedRange: {
        range: { sheetId: cases },
        unprotectedRanges: [
          { sheetId: cases, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 },
        ],
        ...(editors === undefined ? {} : { editors }),
      },
    },
  });
  const write = (rowIndex: number, columnIndex: number) => ({
    updateCells: {
      start: { sheetId: cases, rowIndex, columnIndex },
      rows: [{ values: [number(1)] }],
      fields: "userEnteredValue",
    },
  });
  const closed = { users: [], domainUsersCanEdit: false };

  test.each<[string, unknown, string, unknown, boolean]>([
    ["another editor, protected cell", closed, editor, write(1, 0), false],
    ["another editor, open cell", closed, editor, write(1, 1), true],
    ["another editor, append", closed, editor, append(cases, ["a"]), false],
    ["the owner", closed, "admin@district.example", write(1, 0), true],
    ["a named editor", { users: [editor], domainUsersCanEdit: false }, editor, write(1, 0), true],
    ["editors left out protect from nobody", undefined, editor, write(1, 0), true],
    ["the domain flag left out lets the domain in", { users: [] }, editor, write(1, 0), true],
    ["deleting the tab", closed, editor, { deleteSheet: { sheetId: cases } }, false],
    [
      "lifting the protection",
      closed,
      editor,
      { deleteProtectedRange: { protectedRangeId: 1_000_000 } },
      false,
    ],
  ])("%s", (_name, editors, user, request, allowed) => {
    desk.share(editor);
    desk.batch(protect(editors));
    desk.user = user;
    if (allowed) expect(() => desk.batch(request)).not.toThrow();
    else
      expect(() => desk.batch(request)).toThrow(
        "You are trying to edit a protected cell or object.",
      );
  });
});

describe.each(["grow", "closed"])("ranges without an end: %s", (openRanges) => {
  const range = { sheetId: cases, startRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 };
  const ends = () => {
    const tab = field(
      desk.structure(
        "sheets(protectedRanges(range,unprotectedRanges),filterViews.range,conditionalFormats.ranges)",
      ),
      "sheets",
      1,
    );
    return [
      field(tab, "protectedRanges", 0, "unprotectedRanges", 0, "endRowIndex"),
      field(tab, "protectedRanges", 1, "range", "endRowIndex"),
      field(tab, "filterViews", 0, "range", "endRowIndex"),
      field(tab, "conditionalFormats", 0, "ranges", 0, "endRowIndex"),
    ];
  };
  const all = (end: number) => Array(4).fill(openRanges === "closed" ? end : undefined);

  beforeEach(() => {
    desk.assume = { openRanges };
    const condition = { type: "BOOLEAN" };
    const booleanRule = {
      condition: { type: "NOT_BLANK" },
      format: { textFormat: { bold: true } },
    };
    desk.batch(
      {
        addProtectedRange: {
          protectedRange: { range: { sheetId: cases }, unprotectedRanges: [range] },
        },
      },
      { addProtectedRange: { protectedRange: { range } } },
      { addFilterView: { filter: { filterViewId: 9, title: "View", range } } },
      { addConditionalFormatRule: { index: 0, rule: { ranges: [range], booleanRule } } },
      { setDataValidation: { range, rule: { condition } } },
      { repeatCell: { range, cell: { note: "n" }, fields: "note" } },
    );
  });

  test("rows that are added below are in them, or not; a whole tab's protection stays one", () => {
    const [whole] = [field(desk.structure("sheets.protectedRanges.range"), "sheets", 1)];
    expect(field(whole, "protectedRanges", 0)).toEqual({ range: { sheetId: cases } });
    desk.batch({ appendDimension: { sheetId: cases, dimension: "ROWS", length: 5 } });
    expect(ends()).toEqual(all(10));
    const reply = desk.call(
      "Sheets.Spreadsheets.batchUpdate",
      {
        requests: [append(cases, ["x"])],
        includeSpreadsheetInResponse: true,
        responseIncludeGridData: true,
        responseRanges: ["Cases!A9:A15"],
      },
      desk.id,
      { fields: "updatedSpreadsheet.sheets.data.rowData.values.dataValidation.condition.type" },
    );
    const rows = field(reply, "updatedSpreadsheet", "sheets", 0, "data", 0, "rowData");
    expect(Array.isArray(rows) ? rows.length : 0).toBe(openRanges === "closed" ? 2 : 7);
  });

  test("rows that are inserted within let them grow", () => {
    const stretch = { sheetId: cases, dimension: "ROWS", startIndex: 9, endIndex: 14 };
    desk.batch({ insertDimension: { range: stretch, inheritFromBefore: true } });
    expect(ends()).toEqual(all(15));
  });

  test("an update stores anew what it names", () => {
    desk.batch({ appendDimension: { sheetId: cases, dimension: "ROWS", length: 5 } });
    const { endRowIndex: _none, ...open } = { ...range, endRowIndex: undefined };
    const id = field(
      desk.structure("sheets.protectedRanges"),
      "sheets",
      1,
      "protectedRanges",
      1,
      "protectedRangeId",
    );
    desk.batch(
      {
        updateProtectedRange: {
          protectedRange: { protectedRangeId: id, range: open },
          fields: "range",
        },
      },
      { updateFilterView: { filter: { filterViewId: 9, range: open }, fields: "range" } },
    );
    const closed = openRanges === "closed";
    expect(ends().slice(1, 3)).toEqual(closed ? [15, 15] : [undefined, undefined]);
    expect(ends()[0]).toBe(closed ? 10 : undefined);
  });
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
