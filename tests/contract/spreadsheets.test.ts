/** The port Spreadsheets: registers are created and found, values are read by sheet id, and a write happens completely or not at all. */
import { describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { type AdvancedService, AppError, TroubleError } from "../../src/errors";
import type { BatchRequest, RawCell, RegisterName } from "../../src/ports";
import { registerNames } from "../../src/ports";
import type { CellData } from "../../src/ports/sheets-requests";
import { cellOfRaw, cellsAt } from "../../src/register/cells";
import { admin, Bench, type BenchOptions, contact } from "./bench";

type Cell = string | number | boolean | { readonly formula: string } | null;

const addTab = (sheetId: number, title: string): BatchRequest => ({
  addSheet: {
    properties: { sheetId, title, gridProperties: { rowCount: 20, columnCount: 6 } },
  },
});

const put = (sheetId: number, rows: readonly (readonly Cell[])[]): BatchRequest => {
  const entered = (cell: Cell): CellData =>
    typeof cell === "object" && cell !== null
      ? { userEnteredValue: { formulaValue: cell.formula } }
      : cellOfRaw(cell);
  const values = rows.map((row) => ({ values: row.map(entered) }));
  return cellsAt({ sheetId, rowIndex: 0, columnIndex: 0 }, values);
};

const cases = 101;
const log = 102;

function aSpreadsheet(options: BenchOptions = {}) {
  const bench = new Bench(options);
  const { spreadsheets } = bench.ports;
  const id = spreadsheets.create("Register", "main");
  spreadsheets.batchUpdate(id, [addTab(cases, "Cases"), addTab(log, "Kid's log")]);
  const share = (address: string) => driveSlice(bench.store).files[id]?.editors.push(address);
  return { bench, spreadsheets, id, share };
}

/** What a read gives, without the empty cells that may stand at the end of a row. */
function trimmed(rows: readonly (readonly RawCell[])[]): readonly (readonly RawCell[])[] {
  return rows.map((row) => {
    const last = row.reduce<number>((at, cell, index) => (cell === "" ? at : index), -1);
    return row.slice(0, last + 1);
  });
}

test("a file is made with its name, private; neither editors share it nor readers copy it", () => {
  const bench = new Bench();
  const id = bench.ports.spreadsheets.create("Student safety register", "sealed");
  expect(bench.cost.total).toBe(1);
  const closed = { editors: [], viewers: [], linkSharing: "none", writersCanShare: false };
  const file = { kind: "spreadsheet", name: "Student safety register", owner: admin, ...closed };
  const found = driveSlice(bench.store).files[id];
  expect(found).toMatchObject({ ...file, copyRequiresWriterPermission: true });
});

test("find gives each register's own files, oldest first, renamed ones too; none in the trash, none of another account's", () => {
  const bench = new Bench();
  const { spreadsheets } = bench.ports;
  const marks: readonly RegisterName[] = ["main", "sealed", "main", "main"];
  const made = marks.map((mark) => {
    bench.workspace.advance(1_000);
    return spreadsheets.create("Register", mark);
  });
  const [first = "", sealed, second, binned = ""] = made;
  const as = { name: "Binned", isBinned: true };
  spreadsheets.mark(binned, "main", as);
  for (const file of Object.values(driveSlice(bench.store).files)) file.name = "Something else";
  expect(spreadsheets.find("main")).toEqual([]);
  bench.workspace.advance(10 * 60_000);
  const found = registerNames.map((name) => spreadsheets.find(name));
  expect(found).toEqual([[first, second], [sealed], [], []]);
  const theirs = bench.portsOf(contact).spreadsheets;
  expect(theirs.find("main")).toEqual([]);
  expect(() => theirs.mark(first, "main", as)).toThrow();
});

test.each(["by-position", "as-asked"])(
  "a read gives one answer a range in the order asked, each with its tab's name of today (Google's order: %s)",
  (valueRangesOrder) => {
    const { spreadsheets, id } = aSpreadsheet({ assume: { valueRangesOrder } });
    spreadsheets.batchUpdate(id, [put(cases, [["a", "b"], ["c"]]), put(log, [["x"]])]);
    const found = spreadsheets.read(id, [
      { sheetId: log, startRowIndex: 0, endRowIndex: 1 },
      { sheetId: cases, startRowIndex: 1 },
      { sheetId: cases, startColumnIndex: 1, endColumnIndex: 2, startRowIndex: 0 },
      { sheetId: log },
      { sheetId: cases, startRowIndex: 1 },
      { sheetId: cases },
      { sheetId: cases, endColumnIndex: 1 },
    ]);
    const first = found.map(({ values }) => trimmed(values)[0]);
    expect(first).toEqual([["x"], ["c"], ["b"], ["x"], ["c"], ["a", "b"], ["a"]]);
    const titles = found.map(({ range }) => range.slice(0, range.lastIndexOf("!")));
    const kids = "'Kid''s log'";
    expect(titles).toEqual([kids, "Cases", "Cases", kids, "Cases", "Cases", "Cases"]);
  },
);

describe("batchUpdate", () => {
  test("reads back after the batch, one answer a range, in the order asked, what a read finds", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    spreadsheets.batchUpdate(id, [put(log, [["old"], ["older"]])]);
    const asked = ["'Kid''s log'!A2:A", "'Cases'!B1:B2", "'Cases'!A1:F", "'Kid''s log'!A1:A1"];
    const rows: Cell[][] = [["", 0, false, 46_266.375], [null, "text"], [], ["=1+1"]];
    const requests = [put(cases, rows), put(log, [["new"]])];
    const ranges = spreadsheets.batchUpdate(id, requests, asked);
    expect(bench.cost.total).toBe(1);
    expect(ranges.map(({ range }) => range)).toEqual(asked);
    const [found] = spreadsheets.read(id, [{ sheetId: cases }]);
    const whole = trimmed(found?.values ?? []);
    expect(whole).toHaveLength(4);
    const parts = [[["older"]], [[0], ["text"]], whole, [["new"]]];
    expect(ranges.map(({ values }) => trimmed(values))).toEqual(parts);
  });

  test("reads back by the title as it is after the batch, and from columns past Z", () => {
    const { spreadsheets, id } = aSpreadsheet();
    const wide = Array.from({ length: 30 }, (_, at) => `wide ${at}`);
    const ranges = spreadsheets.batchUpdate(
      id,
      [
        { appendDimension: { sheetId: cases, dimension: "COLUMNS", length: 30 } },
        put(cases, [wide]),
        {
          updateSheetProperties: {
            properties: { sheetId: cases, title: "It's!" },
            fields: "title",
          },
        },
      ],
      ["'It''s!'!AB1:AB2", "'It''s!'!C:C"],
    );
    expect(ranges.map(({ values }) => trimmed(values))).toEqual([[["wide 27"]], [["wide 2"]]]);
  });

  test.each([
    ["whole rows", ["'Cases'!2:2"]],
    ["a whole tab", ["'Cases'"]],
  ])("sends nothing where what is to be read back could not be told: %s", (_, asked) => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    expect(() => spreadsheets.batchUpdate(id, [put(cases, [["x"]])], asked)).toThrow(/read back/);
    expect(bench.cost.total).toBe(0);
  });
});

describe("structure", () => {
  test("tells all of a spreadsheet in one call, and what this account may write", () => {
    const { bench, spreadsheets, id, share } = aSpreadsheet();
    const bare = { protectedRanges: [], filterViews: [], highlights: [], charts: [] };
    expect(spreadsheets.structure(id)).toMatchObject(bare);
    share(contact);
    const ranges = [{ sheetId: log, startRowIndex: 2, startColumnIndex: 1, endColumnIndex: 3 }];
    const description = "Kept by the automation";
    const known = [
      { range: { sheetId: cases, startRowIndex: 0, endRowIndex: 2 }, leavesOpen: [] },
      { range: { sheetId: log }, leavesOpen: ranges },
    ].map((one, at) => ({ ...one, id: 7 + at, description }));
    const rule = (type: "TEXT_EQ" | "CUSTOM_FORMULA", userEnteredValue: string) => {
      const condition = { type, values: [{ userEnteredValue }] };
      const booleanRule = { condition, format: { textFormat: { bold: true } } };
      return { addConditionalFormatRule: { index: 0, rule: { ranges, booleanRule } } };
    };
    const view = { title: "Open cases", range: { sheetId: log } };
    spreadsheets.batchUpdate(id, [
      ...known.map(({ id: protectedRangeId, range, leavesOpen }) => {
        const editors = { users: [admin], domainUsersCanEdit: false };
        const open = leavesOpen.length === 0 ? {} : { unprotectedRanges: leavesOpen };
        const protectedRange = { protectedRangeId, range, description, editors, ...open };
        return { addProtectedRange: { protectedRange } };
      }),
      { addFilterView: { filter: { ...view, filterViewId: 9, filterSpecs: [] } } },
      rule("TEXT_EQ", "Late"),
      rule("CUSTOM_FORMULA", "=$A3>1"),
    ]);
    const size = { rowCount: 20, columnCount: 6 };
    const closed = ranges.map((range) => ({ ...range, endRowIndex: 20 }));
    const mine = { editors: [admin], isOpen: true };
    expect(spreadsheets.structure(id)).toEqual({
      zone: "Etc/GMT",
      tabs: [
        // The tab that Google makes itself has the id 0, which its replies leave out.
        expect.objectContaining({ sheetId: 0 }),
        { sheetId: cases, title: "Cases", ...size },
        { sheetId: log, title: "Kid's log", ...size },
      ],
      charts: [],
      protectedRanges: known.map((one) => ({ ...one, ...mine })),
      filterViews: [
        { id: 9, title: view.title, range: { sheetId: log, endRowIndex: 20, endColumnIndex: 6 } },
      ],
      highlights: [
        { sheetId: log, index: 0, ranges: closed, condition: ["CUSTOM_FORMULA", "=$A3>1"] },
        { sheetId: log, index: 1, ranges: closed, condition: ["TEXT_EQ", "Late"] },
      ],
    });
    expect(bench.cost.byName).toEqual({ "Sheets.Spreadsheets.get": 1 });
    const { protectedRanges } = bench.portsOf(contact).spreadsheets.structure(id);
    expect(protectedRanges).toEqual(known.map((one) => ({ ...one, editors: [], isOpen: false })));
  });

  test("is no-access where the account may not open the file, and where there is none", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    const noAccess = new AppError("no-access");
    expect(() => bench.portsOf(contact).spreadsheets.structure(id)).toThrow(noAccess);
    expect(() => spreadsheets.structure("nowhere")).toThrow(noAccess);
  });
});

test("a script whose advanced services are switched off says so", () => {
  const bench = new Bench({ advancedServices: [] });
  const off = (service: AdvancedService) =>
    new TroubleError({ kind: "service-off", services: [service] }).message;
  expect(() => bench.ports.spreadsheets.batchUpdate("id", [])).toThrow(off("Sheets"));
  expect(() => bench.ports.spreadsheets.find("main")).toThrow(off("Drive"));
});
