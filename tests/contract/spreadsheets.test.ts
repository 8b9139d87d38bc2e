/** The port Spreadsheets: registers made and found, values read by sheet id, writes all or nothing. */
import { describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { type AdvancedService, AppError, TroubleError } from "../../src/errors";
import type { BatchRequest, RawCell, RegisterName } from "../../src/ports";
import { registerNames } from "../../src/ports";
import type { CellData } from "../../src/sheets-requests";
import { admin, Bench, type BenchOptions, contact } from "./bench";

type Cell = string | number | boolean | { readonly formula: string } | null;

const addTab = (sheetId: number, title: string): BatchRequest => ({
  addSheet: {
    properties: { sheetId, title, gridProperties: { rowCount: 20, columnCount: 6 } },
  },
});

function entered(cell: Cell): CellData {
  if (cell === null) return {};
  if (typeof cell === "string") return { userEnteredValue: { stringValue: cell } };
  if (typeof cell === "number") return { userEnteredValue: { numberValue: cell } };
  if (typeof cell === "boolean") return { userEnteredValue: { boolValue: cell } };
  return { userEnteredValue: { formulaValue: cell.formula } };
}

const put = (
  sheetId: number,
  rows: readonly (readonly Cell[])[],
  at: readonly [number, number] = [0, 0],
): BatchRequest => ({
  updateCells: {
    start: { sheetId, rowIndex: at[0], columnIndex: at[1] },
    rows: rows.map((row) => ({ values: row.map(entered) })),
    fields: "userEnteredValue",
  },
});

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

describe("create", () => {
  test("makes a file of that name that is private, and that neither editors share nor readers copy", () => {
    const bench = new Bench();
    const id = bench.ports.spreadsheets.create("Student safety register", "sealed");
    expect(bench.cost.total).toBe(1);
    expect(driveSlice(bench.store).files[id]).toMatchObject({
      kind: "spreadsheet",
      name: "Student safety register",
      owner: admin,
      editors: [],
      viewers: [],
      linkSharing: "none",
      writersCanShare: false,
      copyRequiresWriterPermission: true,
    });
  });
});

describe("find", () => {
  test("gives each register's own files, oldest first", () => {
    const bench = new Bench();
    const made: [RegisterName, string][] = [];
    for (const name of [...registerNames, ...registerNames]) {
      made.push([name, bench.ports.spreadsheets.create(name, name)]);
      bench.workspace.advance(1_000);
    }
    for (const name of registerNames) {
      const own = made.flatMap(([register, id]) => (register === name ? [id] : []));
      expect(bench.ports.spreadsheets.find(name), name).toEqual(own);
    }
  });

  test("gives a file that was renamed, none in the bin, and none where none was made", () => {
    const bench = new Bench();
    const { spreadsheets } = bench.ports;
    expect(spreadsheets.find("main")).toEqual([]);
    const [kept, binned] = [spreadsheets.create("A", "main"), spreadsheets.create("B", "main")];
    const { files } = driveSlice(bench.store);
    Object.assign(files[kept] ?? {}, { name: "Something else" });
    expect(() => bench.portsOf(contact).spreadsheets.toBin(kept)).toThrow();
    spreadsheets.toBin(binned);
    expect(spreadsheets.find("main")).toEqual([kept]);
  });

  test("sees a file in the run that made it, and none that the script made for another account", () => {
    const bench = new Bench();
    const [id, found] = bench.run(({ spreadsheets }) => {
      const made = spreadsheets.create("Register", "main");
      return [made, spreadsheets.find("main")] as const;
    });
    expect(found).toEqual([id]);
    expect(bench.portsOf(contact).spreadsheets.find("main")).toEqual([]);
  });
});

describe("read", () => {
  test.each(["by-position", "as-asked"])(
    "gives one answer a range in the order asked, however Google orders them (%s)",
    (valueRangesOrder) => {
      const { spreadsheets, id } = aSpreadsheet({ assume: { valueRangesOrder } });
      spreadsheets.batchUpdate(id, [put(cases, [["a", "b"], ["c"]]), put(log, [["x"]])]);
      const found = spreadsheets.read(id, [
        { sheetId: log, startRowIndex: 0, endRowIndex: 1 },
        { sheetId: cases, startRowIndex: 1 },
        { sheetId: cases, startColumnIndex: 1, endColumnIndex: 2, startRowIndex: 0 },
        { sheetId: log },
        { sheetId: cases, startRowIndex: 1 },
      ]);
      expect(found.map(({ values }) => values)).toEqual([
        [["x"]],
        [["c"]],
        [["b"]],
        [["x"]],
        [["c"]],
      ]);
    },
  );

  test("names the tab as it is called today, and an empty range has no rows", () => {
    const { spreadsheets, id } = aSpreadsheet();
    const [found, empty] = spreadsheets.read(id, [
      { sheetId: log },
      { sheetId: cases, startRowIndex: 5 },
    ]);
    expect(found?.range.slice(0, found.range.lastIndexOf("!"))).toBe("'Kid''s log'");
    expect(empty?.values).toEqual([]);
  });
});

describe("batchUpdate", () => {
  test("reads back after the batch, one answer a range, in the order asked", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    spreadsheets.batchUpdate(id, [put(log, [["old"], ["older"]])]);
    const asked = ["'Kid''s log'!A2:A", "'Cases'!B1:B2", "'Cases'!A2:A", "'Kid''s log'!A1:A1"];
    const { ranges } = spreadsheets.batchUpdate(
      id,
      [
        put(cases, [
          ["a", 1],
          ["b", 2],
          ["c", true],
        ]),
        put(log, [["new"]]),
      ],
      asked,
    );
    expect(bench.cost.total).toBe(1);
    expect(ranges.map(({ range }) => range)).toEqual(asked);
    expect(ranges.map(({ values }) => trimmed(values))).toEqual([
      [["older"]],
      [[1], [2]],
      [["b"], ["c"]],
      [["new"]],
    ]);
  });

  test("reads back what a read finds: empty cells, numbers, ticks and times alike", () => {
    const { spreadsheets, id } = aSpreadsheet();
    const rows: Cell[][] = [["", 0, false, 46_266.375], [null, "text"], [], ["=1+1"]];
    const { ranges } = spreadsheets.batchUpdate(id, [put(cases, rows)], ["'Cases'!A1:F"]);
    const [found] = spreadsheets.read(id, [{ sheetId: cases }]);
    expect(trimmed(ranges[0]?.values ?? [])).toEqual(trimmed(found?.values ?? []));
    expect(trimmed(found?.values ?? [])).toHaveLength(4);
  });

  test("brings no more back than the cells asked for, however the rest is formatted", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    const range = { sheetId: cases, startRowIndex: 0 };
    const cell: CellData = { userEnteredFormat: { wrapStrategy: "WRAP" } };
    spreadsheets.batchUpdate(id, [
      { repeatCell: { range, cell, fields: "userEnteredFormat" } },
      put(cases, [["a", "b"]]),
    ]);
    const bytes = () => {
      const [last] = bench.workspace.runs.slice(-1);
      return last?.largestReplies["Sheets.Spreadsheets.batchUpdate"] ?? 0;
    };
    // Nothing was asked for: what comes back is the id.
    expect(bytes()).toBeLessThan(100);
    spreadsheets.batchUpdate(id, [put(cases, [["a"]])], ["'Cases'!A1:A2"]);
    expect(bytes()).toBeGreaterThan(100);
    expect(bytes()).toBeLessThan(250);
  });

  test("reads back by the title as it is after the batch, and from columns past Z", () => {
    const { spreadsheets, id } = aSpreadsheet();
    const wide = Array.from({ length: 30 }, (_, at) => `wide ${at}`);
    const { ranges } = spreadsheets.batchUpdate(
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
    ["two that begin in the same cell", ["'Cases'!A1:B", "'Cases'!A1:A1"]],
    ["one twice", ["'Cases'!A1:A1", "'Cases'!A1:A1"]],
  ])("sends nothing where what is to be read back could not be told: %s", (_, asked) => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    expect(() => spreadsheets.batchUpdate(id, [put(cases, [["x"]])], asked)).toThrow(/read back/);
    expect(bench.cost.total).toBe(0);
  });
});

describe("structure", () => {
  const protection = {
    addProtectedRange: {
      protectedRange: {
        protectedRangeId: 7,
        range: { sheetId: cases, startRowIndex: 0, endRowIndex: 2 },
        description: "Kept by the automation",
        editors: { users: [admin], domainUsersCanEdit: false },
      },
    },
  };
  const view = {
    addFilterView: {
      filter: { filterViewId: 9, title: "Open cases", range: { sheetId: log }, filterSpecs: [] },
    },
  };

  test("tells tabs in their order, with sizes, which are hidden, zone and locale; in one call", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    const hide = {
      updateSheetProperties: { properties: { sheetId: log, hidden: true }, fields: "hidden" },
    };
    spreadsheets.batchUpdate(id, [hide]);
    const { tabs, zone, locale } = spreadsheets.structure(id);
    expect(bench.cost.byName).toEqual({ "Sheets.Spreadsheets.get": 1 });
    expect(tabs.slice(1)).toEqual([
      { sheetId: cases, title: "Cases", index: 1, hidden: false, rowCount: 20, columnCount: 6 },
      { sheetId: log, title: "Kid's log", index: 2, hidden: true, rowCount: 20, columnCount: 6 },
    ]);
    // The tab that Google makes itself has the id 0, which its replies leave out.
    expect(tabs[0]).toMatchObject({ sheetId: 0, index: 0 });
    expect(zone).toMatch(/^\w+\/\w+/);
    expect(locale).toBe("en_US");
  });

  test("tells protections with whether this account may write there, and filter views", () => {
    const { bench, spreadsheets, id, share } = aSpreadsheet();
    expect(spreadsheets.structure(id)).toMatchObject({ protectedRanges: [], filterViews: [] });
    share(contact);
    spreadsheets.batchUpdate(id, [protection, view]);
    const known = {
      id: 7,
      sheetId: cases,
      description: "Kept by the automation",
      range: { sheetId: cases, startRowIndex: 0, endRowIndex: 2 },
      leavesOpen: [],
    };
    const own = spreadsheets.structure(id);
    expect(own.protectedRanges).toEqual([{ ...known, editors: [admin], isOpen: true }]);
    const range = { sheetId: log };
    expect(own.filterViews).toEqual([{ id: 9, sheetId: log, title: "Open cases", range }]);
    const [theirs] = bench.portsOf(contact).spreadsheets.structure(id).protectedRanges;
    expect(theirs).toEqual({ ...known, editors: [], isOpen: false });
  });

  test("tells conditional formats with their place, where they are and their condition", () => {
    const { spreadsheets, id } = aSpreadsheet();
    expect(spreadsheets.structure(id).highlights).toEqual([]);
    const ranges = [{ sheetId: log, startRowIndex: 2, startColumnIndex: 0, endColumnIndex: 3 }];
    const rule = (type: "TEXT_EQ" | "CUSTOM_FORMULA", userEnteredValue: string) => ({
      ranges,
      booleanRule: {
        condition: { type, values: [{ userEnteredValue }] },
        format: { textFormat: { bold: true } },
      },
    });
    spreadsheets.batchUpdate(id, [
      { addConditionalFormatRule: { index: 0, rule: rule("TEXT_EQ", "Late") } },
      { addConditionalFormatRule: { index: 0, rule: rule("CUSTOM_FORMULA", "=$A3>1") } },
    ]);
    expect(spreadsheets.structure(id).highlights).toEqual([
      { sheetId: log, index: 0, ranges, condition: ["CUSTOM_FORMULA", "=$A3>1"] },
      { sheetId: log, index: 1, ranges, condition: ["TEXT_EQ", "Late"] },
    ]);
  });

  test("tells what the protection of a whole tab leaves open", () => {
    const { spreadsheets, id } = aSpreadsheet();
    const open = { sheetId: cases, startRowIndex: 2, startColumnIndex: 1, endColumnIndex: 3 };
    const unprotectedRanges = [open, { ...open, startColumnIndex: 0, endColumnIndex: 1 }];
    const protectedRange = {
      range: { sheetId: cases },
      description: "Kept by the automation",
      unprotectedRanges,
      editors: { users: [admin], domainUsersCanEdit: false },
    };
    spreadsheets.batchUpdate(id, [{ addProtectedRange: { protectedRange } }]);
    const [found] = spreadsheets.structure(id).protectedRanges;
    expect(found?.leavesOpen).toEqual(unprotectedRanges);
    expect(found?.range).toEqual({ sheetId: cases });
  });

  test.each<[string, (bench: Bench, id: string) => unknown]>([
    ["may not open the file", (bench, id) => bench.portsOf(contact).spreadsheets.structure(id)],
    ["knows of no such file", (bench) => bench.ports.spreadsheets.structure("nowhere")],
  ])("is no-access where the account %s", (_, act) => {
    const { bench, id } = aSpreadsheet();
    expect(() => act(bench, id)).toThrow(new AppError("no-access"));
  });

  test("any other trouble is thrown as Google says it", () => {
    const { bench, spreadsheets, id } = aSpreadsheet();
    bench.workspace.fault({ call: "Sheets.Spreadsheets.get", when: "before" });
    expect(() => spreadsheets.structure(id)).toThrow("Internal error");
  });
});

test("a script whose advanced services are switched off says so", () => {
  const bench = new Bench({ advancedServices: [] });
  const off = (service: AdvancedService) =>
    new TroubleError({ kind: "service-off", services: [service] }).message;
  const { spreadsheets } = bench.ports;
  expect(() => spreadsheets.structure("id")).toThrow(off("Sheets"));
  expect(() => spreadsheets.read("id", [{ sheetId: 1 }])).toThrow(off("Sheets"));
  expect(() => spreadsheets.batchUpdate("id", [])).toThrow(off("Sheets"));
  expect(() => spreadsheets.create("Register", "main")).toThrow(off("Drive"));
  expect(() => spreadsheets.find("main")).toThrow(off("Drive"));
});
