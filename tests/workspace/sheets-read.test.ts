/** Reading, structure, access and quota of the local Sheets, as sheets-api.md 1, 3, 5 and 6 describe them. */
import { beforeEach, describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { columnLetters, parseRange, rangeText } from "../../scripts/workspace/sheets/a1-notation";
import { parseMask } from "../../scripts/workspace/sheets/field-mask";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { addTab, append, Desk, editor, field } from "./sheets-context";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(101, "Cases", 10, 4), addTab(102, "Check list", 20, 3));
  desk.batch(append(101, ["a", null, true], ["", ""], [null, 2.5]), append(102, ["x"], ["y"]));
});

describe("values", () => {
  test("values is missing where a range is empty; sheet id 0 vanishes from the echo", () => {
    expect(desk.read({ sheetId: 0, startRowIndex: 0, endRowIndex: 1 })).toEqual({
      spreadsheetId: desk.id,
      valueRanges: [
        {
          valueRange: { range: "Sheet1!A1:Z1", majorDimension: "ROWS" },
          dataFilters: [{ gridRange: { startRowIndex: 0, endRowIndex: 1 } }],
        },
      ],
    });
  });

  test("a range without a cell is answered, and has no name", () => {
    const empty = { sheetId: 101, startRowIndex: 2, endRowIndex: 2 };
    const [found, other] = [empty, { sheetId: 101, endRowIndex: 1 }].map((range) =>
      field(desk.read(range), "valueRanges", 0, "valueRange"),
    );
    expect(found).toEqual({ range: "#REF!", majorDimension: "ROWS" });
    expect(field(other, "range")).toBe("Cases!A1:D1");
  });

  test("no filter at all is refused", () => {
    expect(() => desk.read()).toThrow("Must specify at least one dataFilter.");
  });

  test.each<[string, unknown, string]>([
    [
      "past the grid",
      { sheetId: 101, startRowIndex: 10, endRowIndex: 12 },
      "Range (Cases!A11:D12) exceeds grid limits. Max rows: 10, max columns: 4",
    ],
    [
      "an unknown field",
      { sheetId: 101, startRow: 1 },
      `Unknown name "startRow" at 'data_filters[0].grid_range'`,
    ],
    ["that ends before it begins", { sheetId: 101, startRowIndex: 3, endRowIndex: 2 }, "(("],
  ])("refuses a range %s", (_name, range, message) => {
    expect(() => desk.read(range)).toThrow(message);
    expect(() => desk.read(range)).toThrow(
      "API call to sheets.spreadsheets.values.batchGetByDataFilter failed",
    );
  });

  test("other renderings are not modelled", () => {
    const resource = { dataFilters: [{ gridRange: { sheetId: 101 } }] };
    expect(() =>
      desk.call("Sheets.Spreadsheets.Values.batchGetByDataFilter", resource, desk.id),
    ).toThrow("local Workspace:");
  });

  test("a formula is stored and never evaluated", () => {
    desk.batch({
      updateCells: {
        start: { sheetId: 101 },
        rows: [{ values: [{ userEnteredValue: { formulaValue: "=1+1" } }] }],
        fields: "userEnteredValue",
      },
    });
    expect(desk.values({ sheetId: 101, endRowIndex: 1, endColumnIndex: 1 })).toEqual([["#N/A"]]);
  });
});

describe("the sheet after an update", () => {
  const update = (responseRanges: string[], options?: object) =>
    desk.call(
      "Sheets.Spreadsheets.batchUpdate",
      {
        requests: [append(102, ["z", 1])],
        includeSpreadsheetInResponse: true,
        responseIncludeGridData: true,
        responseRanges,
      },
      desk.id,
      options,
    );
  /** Format and rule of a whole column, as a register's tabs are born. */
  const dress = (sheetId: number) => {
    const range = { sheetId, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 };
    const rgbColor = { red: 0, green: 0.5, blue: 1 };
    const cell = {
      userEnteredFormat: { wrapStrategy: "WRAP", backgroundColorStyle: { rgbColor } },
    };
    desk.batch(
      { repeatCell: { range, cell, fields: "userEnteredFormat" } },
      { setDataValidation: { range, rule: { condition: { type: "BOOLEAN" }, strict: true } } },
    );
  };

  test("fields cut the reply down to what they name, and blank cells of a look stay as places", () => {
    dress(102);
    const fields = "updatedSpreadsheet.sheets.data.rowData.values.effectiveValue";
    const reply = update(["'Check list'!A2:A4"], { fields });
    expect(reply).toEqual({
      updatedSpreadsheet: {
        sheets: [
          {
            data: [
              {
                rowData: [
                  { values: [{ effectiveValue: { stringValue: "y" } }] },
                  { values: [{ effectiveValue: { stringValue: "z" } }] },
                  { values: [{}] },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(update(["'Check list'!A2:A4"], { fields: "spreadsheetId" })).toEqual({
      spreadsheetId: desk.id,
    });
  });

  test.each([
    ["updatedSpreadsheets", "updatedSpreadsheets"],
    [
      "updatedSpreadsheet.sheets.data.rowData.value",
      "updatedSpreadsheet.sheets.data.rowData.value",
    ],
  ])("a field that there is not refuses the call: %s", (fields, named) => {
    expect(() => update(["Cases!A1"], { fields })).toThrow(`Invalid field selection ${named}`);
    expect(desk.values({ sheetId: 102 })).toEqual([["x"], ["y"]]);
  });

  test("a range that cannot be read refuses the whole batch", () => {
    expect(() => update(["Nowhere!A1"])).toThrow("Unable to parse range: Nowhere!A1");
    expect(desk.values({ sheetId: 102 })).toEqual([["x"], ["y"]]);
  });
});

describe("structure", () => {
  test.each<[string, unknown]>([
    ["properties(timeZone,locale)", { properties: { timeZone: "Etc/GMT", locale: "en_US" } }],
    [
      "sheets.properties.hidden",
      { sheets: [{ properties: {} }, { properties: {} }, { properties: {} }] },
    ],
    ["properties/autoRecalc,spreadsheet_id", "id"],
  ])("the mask %s", (fields, expected) => {
    const wanted =
      expected === "id"
        ? { properties: { autoRecalc: "ON_CHANGE" }, spreadsheetId: desk.id }
        : expected;
    expect(desk.structure(fields)).toEqual(wanted);
  });

  test.each([["sheets.property"], ["sheets("], ["sheets.properties.title.x"]])(
    "refuses the mask %s",
    (fields) => {
      expect(() => desk.structure(fields)).toThrow("Invalid field selection");
    },
  );

  test("index counts positions before the move; defaults of a first tab", () => {
    desk.batch({
      updateSheetProperties: { properties: { sheetId: 0, index: 2 }, fields: "index" },
    });
    const sheets = field(desk.structure("sheets.properties.sheetId"), "sheets");
    expect(sheets).toEqual([101, 0, 102].map((sheetId) => ({ properties: { sheetId } })));
  });
});

describe("access and quota", () => {
  const stranger = "stranger@elsewhere.example";
  test.each<[string, (desk: Desk) => void, string | null]>([
    [
      "an editor",
      (desk) => {
        desk.share(editor);
        desk.user = editor;
      },
      null,
    ],
    [
      "a stranger",
      (desk) => {
        desk.user = stranger;
      },
      "The caller does not have permission",
    ],
    [
      "an editor under drive.file who has no grant",
      (desk) => {
        desk.share(editor);
        desk.user = editor;
        desk.granted = ["drive.file"];
      },
      "Requested entity was not found.",
    ],
    [
      "the maker under drive.file",
      (desk) => {
        desk.granted = ["drive.file"];
      },
      null,
    ],
  ])("%s", (_name, arrange, refusal) => {
    arrange(desk);
    for (const act of [
      () => desk.batch(append(102, ["n"])),
      () => desk.structure("spreadsheetId"),
      () => desk.read({ sheetId: 101 }),
    ]) {
      if (refusal === null) expect(act).not.toThrow();
      else expect(act).toThrow(refusal);
    }
  });

  test("a reader may read and not write", () => {
    driveSlice(desk.store).files[desk.id]?.viewers.push(stranger);
    desk.user = stranger;
    expect(() => desk.read({ sheetId: 101 })).not.toThrow();
    expect(() => desk.batch(append(102, ["n"]))).toThrow("The caller does not have permission");
  });

  test("sixty reads and sixty writes a minute for each user (5)", () => {
    desk.now += 60_000;
    for (let call = 0; call < 60; call += 1) desk.read({ sheetId: 101 });
    expect(() => desk.structure("spreadsheetId")).toThrow(
      "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com'",
    );
    expect(() => desk.batch(append(102, ["n"]))).not.toThrow();
    desk.share(editor);
    desk.user = editor;
    expect(() => desk.read({ sheetId: 101 })).not.toThrow();
    desk.user = "admin@district.example";
    desk.now += 60_000;
    expect(() => desk.read({ sheetId: 101 })).not.toThrow();
  });

  test("the minute is any minute: a new one of the clock forgives nothing", () => {
    desk.now += 119_000 - (desk.now % 60_000);
    for (let call = 0; call < 60; call += 1) desk.read({ sheetId: 101 });
    desk.now += 2_000;
    expect(() => desk.read({ sheetId: 101 })).toThrow("Quota exceeded");
    desk.now += 57_999;
    expect(() => desk.read({ sheetId: 101 })).toThrow("Quota exceeded");
    desk.now += 1;
    expect(() => desk.read({ sheetId: 101 })).not.toThrow();
  });
});

describe("notation", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("column %i is %s", (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });

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
        sheetId: 102,
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
  desk.read({ sheetId: 102, startRowIndex: 9990, startColumnIndex: 0, endColumnIndex: 1 });
  expect(desk.cellsRead).toBe(12);
  // A write to one tab shares the rows of the others with what was there before.
  desk.batch(append(101, ["n"]));
  const after = sheetsSlice(desk.store).spreadsheets[desk.id];
  expect(after?.sheets[2]?.rows[5]).toBe(stored?.sheets[2]?.rows[5]);
});
