/** batchUpdate as sheets-api.md describes it: checks, atomicity, cells, structure. */
import { beforeEach, describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { notJsonSafe } from "../../scripts/workspace/store";
import { addTab, append, Desk, editor, field, number, text } from "./sheets-context";

const cases = 101;
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(cases, "Cases", 10, 4));
});

const prefix = "API call to sheets.spreadsheets.batchUpdate failed with error: ";

describe("what is refused", () => {
  test.each<[string, unknown, string]>([
    ["no request", [], "Must specify at least one request."],
    [
      "an unknown request",
      [{ appendRows: {} }],
      `Invalid JSON payload received. Unknown name "appendRows" at 'requests[0]': Cannot find field.`,
    ],
    [
      "an unknown field deep in a cell",
      [
        append(cases, ["a"]),
        { appendCells: { sheetId: cases, rows: [{ values: [{ value: 1 }] }] } },
      ],
      `Invalid JSON payload received. Unknown name "value" at 'requests[1].append_cells.rows[0].values[0]': Cannot find field.`,
    ],
    [
      "a wrong type",
      [{ deleteSheet: { sheetId: "first" } }],
      `Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), "first"`,
    ],
    [
      "an unknown enum value",
      [{ appendDimension: { sheetId: cases, dimension: "ROW", length: 1 } }],
      `Invalid value at 'requests[0].append_dimension.dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), "ROW"`,
    ],
    [
      "two kinds in one request",
      [{ deleteSheet: { sheetId: cases }, appendCells: {} }],
      `Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'appendCells'`,
    ],
    [
      "two values in one cell",
      [
        {
          appendCells: {
            sheetId: cases,
            fields: "*",
            rows: [{ values: [{ userEnteredValue: { stringValue: "a", boolValue: true } }] }],
          },
        },
      ],
      `Invalid value at 'requests[0].append_cells.rows[0].values[0].user_entered_value' (oneof), oneof field 'value' is already set. Cannot set 'boolValue'`,
    ],
    [
      "an append wider than the grid",
      [append(cases, ["a", "b", "c", "d", "e"])],
      "Invalid requests[0].appendCells: Attempting to write column: 4, beyond the last requested column of: 3",
    ],
    [
      "hiding every tab",
      [
        { updateSheetProperties: { properties: { sheetId: 0, hidden: true }, fields: "hidden" } },
        {
          updateSheetProperties: { properties: { sheetId: cases, hidden: true }, fields: "hidden" },
        },
      ],
      "Invalid requests[1].updateSheetProperties: You can't hide all the sheets in a document.",
    ],
    [
      "more than ten million cells",
      [{ appendDimension: { sheetId: cases, dimension: "ROWS", length: 2_500_000 } }],
      "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
    ],
    [
      "editors of a warning",
      [
        {
          addProtectedRange: {
            protectedRange: {
              range: { sheetId: cases },
              warningOnly: true,
              editors: { users: [] },
            },
          },
        },
      ],
      "Invalid requests[0].addProtectedRange: ProtectedRange is warningOnly. Editors cannot be set on it.",
    ],
    [
      "a condition that does not validate",
      [
        {
          setDataValidation: {
            range: { sheetId: cases },
            rule: { condition: { type: "NOT_BLANK" } },
          },
        },
      ],
      "Invalid requests[0].setDataValidation: ((Invalid data validation condition: NOT_BLANK))",
    ],
  ])("%s", (_name, requests, message) => {
    expect(() => desk.call("Sheets.Spreadsheets.batchUpdate", { requests }, desk.id)).toThrow(
      expect.objectContaining({
        message: prefix + message,
        googleName: "GoogleJsonResponseException",
      }),
    );
  });

  test.each<[string, unknown, string]>([
    [
      "a request that is not modelled",
      { mergeCells: {} },
      "real but not modelled here: request mergeCells",
    ],
    [
      "a field that is not modelled",
      { appendCells: { sheetId: cases, fields: "*", rows: [{ values: [{ chipRuns: [] }] }] } },
      "real but not modelled here: requests[0].append_cells.rows[0].values[0].chip_runs",
    ],
    ["what JSON cannot carry", append(cases, [Number.NaN]), "which JSON cannot carry"],
  ])("by the Workspace itself: %s", (_name, request, message) => {
    expect(() => desk.batch(request)).toThrow(/^local Workspace: /);
    expect(() => desk.batch(request)).toThrow(message);
  });
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

describe("cells", () => {
  test.each([
    [
      "a format of its own",
      { userEnteredFormat: { wrapStrategy: "WRAP" } },
      "userEnteredFormat",
      6,
    ],
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

  test("a masked field that is absent is cleared, one outside the mask is kept (A8)", () => {
    const write = (cell: unknown, fields: string) => ({
      updateCells: { start: { sheetId: cases }, rows: [{ values: [cell] }], fields },
    });
    desk.batch(write({ ...text("a"), note: "kept" }, "*"));
    desk.batch(write({}, "userEnteredValue"));
    expect(desk.values({ sheetId: cases })).toBeUndefined();
    desk.batch(write(text("b"), "userEnteredValue"));
    const reply = desk.call(
      "Sheets.Spreadsheets.batchUpdate",
      {
        requests: [append(cases, ["c"])],
        includeSpreadsheetInResponse: true,
        responseRanges: ["Cases!A1"],
        responseIncludeGridData: true,
      },
      desk.id,
      { fields: "updatedSpreadsheet.sheets.data.rowData.values" },
    );
    expect(
      field(reply, "updatedSpreadsheet", "sheets", 0, "data", 0, "rowData", 0, "values", 0),
    ).toMatchObject({
      userEnteredValue: { stringValue: "b" },
      effectiveValue: { stringValue: "b" },
      formattedValue: "b",
      note: "kept",
    });
  });

  test("a range in updateCells clears the cells that its rows do not cover (2)", () => {
    desk.batch(append(cases, ["a", "b"], ["c", "d"]));
    desk.batch({
      updateCells: {
        range: {
          sheetId: cases,
          startRowIndex: 0,
          endRowIndex: 2,
          startColumnIndex: 0,
          endColumnIndex: 2,
        },
        rows: [{ values: [text("new")] }],
        fields: "userEnteredValue",
      },
    });
    expect(desk.values({ sheetId: cases })).toEqual([["new"]]);
  });

  test("null and undefined are as if left out", () => {
    desk.batch({
      appendCells: {
        sheetId: cases,
        fields: "userEnteredValue",
        tableId: null,
        rows: [{ values: [{ ...text("a"), note: undefined, userEnteredFormat: null }, {}] }],
      },
    });
    expect(desk.values({ sheetId: cases })).toEqual([["a"]]);
  });

  test("written cells are counted", () => {
    desk.batch(append(cases, ["a", null, 1], ["b"]));
    expect(desk.cellsWritten).toBe(4);
  });
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

  test("not every unfrozen row can go", () => {
    desk.batch({
      updateSheetProperties: {
        properties: { sheetId: cases, gridProperties: { frozenRowCount: 2 } },
        fields: "gridProperties.frozenRowCount",
      },
    });
    const range = { sheetId: cases, dimension: "ROWS", startIndex: 2 };
    expect(() => desk.batch({ deleteDimension: { range } })).toThrow("all non-frozen rows");
  });

  test("an id in use is refused for filter views", () => {
    const filter = { filterViewId: 9, range: { sheetId: cases } };
    expect(() => desk.batch({ addFilterView: { filter } })).toThrow("already exists");
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

  test("one sheet protection per tab", () => {
    desk.batch(protect(closed));
    expect(() => desk.batch(protect(closed))).toThrow(
      'Sheet "Cases" already has sheet protection.',
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
