/** batchUpdate as sheets-api.md describes it: checks, atomicity, cells, structure. */
import { beforeEach, describe, expect, test } from "vitest";
import { account } from "../../scripts/workspace/accounts";
import { driveSlice } from "../../scripts/workspace/service";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { notJsonSafe } from "../../scripts/workspace/store";
import { addTab, append, Desk, editor, field, number, owner, text, tick } from "./sheets-context";

const cases = 101;
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(cases, "Cases", 10, 4));
});

const prefix = "API call to sheets.spreadsheets.batchUpdate failed with error: ";

describe("what is refused", () => {
  const control = String.fromCharCode(7);
  test.each<[string, unknown, string]>([
    ["no request", [], "Must specify at least one request."],
    [
      "an unknown request",
      [{ appendRows: {} }],
      `Invalid JSON payload received. Unknown name "appendRows" at 'requests[0]': Cannot find field.`,
    ],
    [
      "an unknown field",
      [{ appendCells: { sheetId: cases, row: [] } }],
      `Invalid JSON payload received. Unknown name "row" at 'requests[0].append_cells': Cannot find field.`,
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
      "an unknown tab",
      [append(999, ["a"])],
      "Invalid requests[0].appendCells: No grid with id: 999",
    ],
    [
      "an append wider than the grid",
      [append(cases, ["a", "b", "c", "d", "e"])],
      "Invalid requests[0].appendCells: Attempting to write column: 4, beyond the last requested column of: 3",
    ],
    [
      "a write past the grid",
      [
        {
          updateCells: {
            start: { sheetId: cases, rowIndex: 10, columnIndex: 0 },
            rows: [{ values: [text("a"), text("b"), text("c")] }],
            fields: "userEnteredValue",
          },
        },
      ],
      "Invalid requests[0].updateCells: Range (Cases!A11:C11) exceeds grid limits. Max rows: 10, max columns: 4",
    ],
    [
      "an empty mask",
      [{ appendCells: { sheetId: cases, rows: [{ values: [text("a")] }] } }],
      "Invalid requests[0].appendCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    ],
    [
      "a path that cells do not have",
      [{ appendCells: { sheetId: cases, rows: [], fields: "userEnteredValue,userFormat" } }],
      "Invalid requests[0].appendCells: ((Invalid field: userFormat))",
    ],
    [
      "a cell that is too long",
      [append(cases, ["x".repeat(50_001)])],
      "Invalid requests[0].appendCells: Your input contains more than the maximum of 50000 characters in a single cell.",
    ],
    [
      "a title that is taken",
      [addTab(7, "cases")],
      'Invalid requests[0].addSheet: A sheet with the name "cases" already exists. Please enter another name.',
    ],
    [
      "a sheet id that is taken",
      [addTab(cases, "Other")],
      `Invalid requests[0].addSheet: ((A sheetId of ${cases} already exists))`,
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
    [
      "control characters, whose fate is unconfirmed",
      append(cases, [control]),
      "control characters",
    ],
    ["a lone surrogate", append(cases, ["a\ud83d"]), "lone surrogates"],
  ])("by the Workspace itself: %s", (_name, request, message) => {
    expect(() => desk.batch(request)).toThrow(/^local Workspace: /);
    expect(() => desk.batch(request)).toThrow(message);
  });

  test("control characters are kept under the other answer to that question", () => {
    desk.assume = { controlCharacters: "keep" };
    desk.batch(append(cases, [control]));
    expect(desk.values({ sheetId: cases })).toEqual([[control]]);
  });
});

describe("all or nothing", () => {
  test.each<[string, unknown]>([
    ["a bad tab", append(999, ["x"])],
    ["a bad field", { nonsense: {} }],
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
  test("typed values are never parsed, and read back as written (sheets-api.md 2)", () => {
    const hostile = [
      "=1+1",
      "+1",
      "-2",
      "@a",
      "'a",
      "\ttab",
      "2026-11-24",
      "007",
      "TRUE",
      "<b>",
      "a\nb",
    ];
    desk.batch(append(cases, ...hostile.map((written) => [written])));
    expect(desk.values({ sheetId: cases })).toEqual(hostile.map((written) => [written]));
  });

  test("append lands after the last row with data in any column, grows rows, and FALSE counts (A15, 2)", () => {
    desk.batch({
      updateCells: {
        start: { sheetId: cases, rowIndex: 7, columnIndex: 3 },
        rows: [{ values: [tick(false)] }],
        fields: "userEnteredValue",
      },
    });
    desk.batch(append(cases, ["nine"], ["ten"], ["eleven"]));
    expect(desk.values({ sheetId: cases, startRowIndex: 7 })).toEqual([
      ["", "", "", false],
      ["nine"],
      ["ten"],
      ["eleven"],
    ]);
    expect(desk.structure("sheets(properties(gridProperties.rowCount))")).toEqual({
      sheets: [
        { properties: { gridProperties: { rowCount: 1000 } } },
        { properties: { gridProperties: { rowCount: 11 } } },
      ],
    });
  });

  test("formats, notes and rules alone are no data", () => {
    desk.batch({
      updateCells: {
        start: { sheetId: cases, rowIndex: 5 },
        rows: [{ values: [{ note: "n", dataValidation: { condition: { type: "BOOLEAN" } } }] }],
        fields: "note,dataValidation",
      },
    });
    desk.batch(append(cases, ["first"]));
    expect(desk.values({ sheetId: cases })).toEqual([["first"]]);
  });

  test.each([
    ["empty", 0],
    ["filled", 10],
  ])("rows that hold only a format or a rule are %s (formatOnlyRows)", (answer, first) => {
    desk.assume = { formatOnlyRows: answer };
    const cell = { userEnteredFormat: { wrapStrategy: "WRAP" } };
    const range = { sheetId: cases, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 };
    desk.batch({ repeatCell: { range, cell, fields: "userEnteredFormat" } });
    desk.batch(append(cases, ["first"]));
    expect(desk.values({ sheetId: cases, startRowIndex: first })).toEqual([["first"]]);
  });

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

  test("appendCells and updateCells have no reply; commentUpdateState is there", () => {
    expect(desk.batch(append(cases, ["a"]), append(cases, ["b"]))).toEqual({
      spreadsheetId: desk.id,
      replies: [{}, {}],
      commentUpdateState: "NO_UPDATES_REQUESTED",
    });
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

  test("a later request may use a tab that an earlier one of the batch made (4)", () => {
    desk.batch(addTab(5, "New"), append(5, ["here"]));
    expect(desk.values({ sheetId: 5 })).toEqual([["here"]]);
  });

  test.each([
    ["accept", false],
    ["reject", true],
  ])("strict rules and writes by script: %s", (answer, refused) => {
    desk.assume = { strictValidationOnApiWrite: answer };
    desk.batch({
      setDataValidation: {
        range: { sheetId: cases, startColumnIndex: 0, endColumnIndex: 1 },
        rule: { condition: { type: "BOOLEAN" }, strict: true },
      },
    });
    const write = () => desk.batch(append(cases, ["TRUE"]));
    if (refused) expect(write).toThrow("violates the data validation rules");
    else expect(write).not.toThrow();
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
      "insert",
      {
        insertDimension: {
          range: { sheetId: cases, dimension: "ROWS", startIndex: 1, endIndex: 3 },
        },
      },
      [["k"], [], [], ["3"], ["1"], ["2"]],
    ],
    [
      "delete",
      {
        deleteDimension: {
          range: { sheetId: cases, dimension: "ROWS", startIndex: 1, endIndex: 3 },
        },
      },
      [["k"], ["2"]],
    ],
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
    [
      "sort",
      {
        sortRange: {
          range: { sheetId: cases, startRowIndex: 1 },
          sortSpecs: [{ dimensionIndex: 0, sortOrder: "DESCENDING" }],
        },
      },
      [["k"], ["3"], ["2"], ["1"]],
    ],
    [
      "move a column",
      {
        moveDimension: {
          source: { sheetId: cases, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
          destinationIndex: 4,
        },
      },
      [["h"], ["c"], ["a"], ["b"]],
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
    [
      "deleting rows across it",
      closed,
      editor,
      {
        deleteDimension: {
          range: { sheetId: cases, dimension: "ROWS", startIndex: 1, endIndex: 2 },
        },
      },
      false,
    ],
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

  test.each([
    ["as-sent", []],
    ["added", [owner]],
  ])("whoever protects is among its editors: %s", (protectionActor, users) => {
    desk.assume = { protectionActor };
    desk.batch(protect(closed));
    const shown = desk.structure("sheets.protectedRanges.editors.users");
    expect(JSON.stringify(shown).includes(owner)).toBe(users.length > 0);
  });

  test.each([
    ["refused", true],
    ["kept", false],
  ])("an editor without an account is %s", (protectionUnknownEditor, isRefused) => {
    desk.assume = { protectionUnknownEditor };
    account(desk.store, editor).exists = false;
    const act = () => desk.batch(protect({ users: [owner, editor], domainUsersCanEdit: false }));
    if (isRefused) {
      expect(act).toThrow(`Invalid requests[0].addProtectedRange: Invalid email: ${editor}`);
    } else expect(act).not.toThrow();
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

  test("the protection of a whole tab stays one, whatever is stored of the rest", () => {
    expect(ends()).toEqual(all(10));
    expect(
      field(desk.structure("sheets.protectedRanges.range"), "sheets", 1, "protectedRanges", 0),
    ).toEqual({
      range: { sheetId: cases },
    });
  });

  test("rows that are added below are in them, or not", () => {
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
