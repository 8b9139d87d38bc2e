/** A register on the strict local Sheets: reads, commits, and what people do in between. */
import { expect, test } from "vitest";
import { readTab } from "../../scripts/workspace/sheets/person";
import { deleteRows, insertRows, sortRows } from "../../scripts/workspace/sheets/person-structure";
import { repairRegister } from "../../src/install/make-register";
import { type Change, noChange } from "../../src/register/change";
import {
  mergeSnapshots,
  rowsOf,
  type Snapshot,
  type TabRequest,
  tabOf,
  typedRows,
  UnreadableTab,
} from "../../src/register/read";
import { openRegister } from "../../src/register/register";
import { firstDataRow, tabs } from "../../src/register/tabs";
import { owner } from "../workspace/sheets-context";
import { DeskSpreadsheets, testClock } from "./desk-spreadsheets";

const now = Date.UTC(2026, 8, 1, 16);

const intake: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "student", "studentId", "checklistRows"] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
];

function reference(number: number): string {
  return `26-${String(number).padStart(4, "0")}`;
}

/** A case with two acts, one report, one message and one activity line. */
function opened(number: number): Change {
  const id = reference(number);
  return {
    append: [
      {
        tab: "cases",
        row: {
          case: id,
          status: "open",
          level: "at-risk",
          student: `Kid ${number}`,
          notes: "=1+1",
        },
      },
      {
        tab: "checklist",
        row: { row: `${id} a`, case: id, act: "call-child-and-family-services", state: "open" },
      },
      {
        tab: "checklist",
        row: { row: `${id} b`, case: id, act: "regular-contact", state: "open", due: now },
      },
      { tab: "reports", row: { row: `r${number}:1`, response: `r${number}`, part: 1, case: id } },
    ],
    update: [],
    views: [
      {
        tab: "checklist",
        filterViewId: 5_000 + number,
        title: `Case ${id}`,
        rules: [{ column: "case", equals: id }],
      },
    ],
    messages: [
      {
        id: `m${number}`,
        kind: "case-opened",
        to: "contact@district.example",
        case: id,
        detail: { link: null },
      },
    ],
    activity: [{ at: now, who: "automation", what: "case-opened", case: id }],
  };
}

function setUp(cases = 0) {
  const spreadsheets = new DeskSpreadsheets();
  const clock = testClock(now);
  const { id } = spreadsheets.desk;
  repairRegister({ spreadsheets, clock }, id, { installers: [owner], leads: [] });
  const register = openRegister({ spreadsheets, clock }, id);
  for (let number = 1; number <= cases; number += 1) {
    const result = register.commit(opened(number), register.load(intake));
    register.commit(sent(number), result.snapshot);
  }
  spreadsheets.calls.length = 0;
  return { spreadsheets, register, clock, store: spreadsheets.desk.store, id };
}

function sent(number: number): Change {
  return {
    ...noChange,
    update: [{ tab: "outbox", key: `m${number}`, values: { state: "sent", sentAt: now } }],
  };
}

const everything: readonly TabRequest[] = [
  { tab: "cases", columns: "all" },
  { tab: "checklist", columns: "all" },
  { tab: "outbox", columns: "all" },
  { tab: "activity", columns: "all" },
];

function keysOf(snapshot: Snapshot, tab: "cases" | "checklist" | "outbox"): string[] {
  return rowsOf(snapshot, tab).map(({ key }) => key);
}

test("a first case is one read and one write, and its mark one more", () => {
  const { spreadsheets, register } = setUp();
  const result = register.commit(opened(1), register.load(intake));
  register.commit(sent(1), result.snapshot);
  expect(spreadsheets.calls).toEqual(["read", "batchUpdate", "batchUpdate"]);
  expect(result).toMatchObject({ corrections: [], repaired: 0 });

  const after = register.load(everything);
  expect(rowsOf(after, "cases")[0]?.values).toMatchObject({
    case: "26-0001",
    level: "at-risk",
    notes: "=1+1",
    checklistRows: "3-4",
  });
  expect(keysOf(after, "checklist")).toEqual(["26-0001 a", "26-0001 b"]);
  expect(rowsOf(after, "outbox")[0]?.values).toMatchObject({
    message: "m1",
    state: "sent",
    queuedAt: now,
    claimedUntil: now + 7 * 60_000,
    attempts: 0,
    detail: '{"link":null}',
  });
  expect(rowsOf(after, "activity")[0]?.values).toMatchObject({ who: "automation", at: now });
});

test("each tab is appended to once in a batch", () => {
  const { spreadsheets, register } = setUp();
  register.commit(opened(1), register.load(intake));
  const appended = (spreadsheets.batches[spreadsheets.batches.length - 1] ?? []).filter(
    (request) => "appendCells" in request,
  );
  expect(appended).toHaveLength(5);
});

test("the calls and cells of a commit do not grow with the register, beyond six cells a case", () => {
  const cost = (cases: number) => {
    const { spreadsheets, register } = setUp(cases);
    const { desk } = spreadsheets;
    desk.cellsRead = 0;
    const result = register.commit(opened(500), register.load(intake));
    register.commit(sent(500), result.snapshot);
    expect(spreadsheets.calls).toEqual(["read", "batchUpdate", "batchUpdate"]);
    return desk.cellsRead;
  };
  expect(cost(30) - cost(10)).toBeLessThanOrEqual(6 * 20);
});

test("the snapshot after a commit is what a new read finds", () => {
  const { register } = setUp(2);
  const { snapshot } = register.commit(opened(3), register.load(everything.concat(intake)));
  const fresh = register.load(everything);
  for (const tab of ["cases", "checklist", "outbox"] as const) {
    const plain = (from: Snapshot) =>
      rowsOf(from, tab).map(({ index, key, values }) => ({ index, key, values }));
    expect(plain(snapshot)).toEqual(plain(fresh));
  }
});

test("acts added to a case later join the rows that it remembers", () => {
  const { register } = setUp(3);
  const act = { row: "26-0001 c", case: "26-0001", state: "open" };
  register.commit({ ...noChange, append: [{ tab: "checklist", row: act }] }, register.load(intake));
  const [first] = rowsOf(register.load(everything), "cases");
  expect(first?.values.checklistRows).toBe("3-4,9");
});

test("a guess that a person made wrong is corrected with the next write", () => {
  const { spreadsheets, register, store, id } = setUp(1);
  const before = register.load(intake);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => insertRows(store, { spreadsheetId: id, sheetId: 102 }, firstDataRow, 2, owner),
  };
  const result = register.commit(opened(2), before);
  expect(result.corrections).toEqual([
    { tab: "cases", key: "26-0002", values: { checklistRows: "7-8" } },
  ]);
});

test("new rows are found also where rows above were deleted meanwhile", () => {
  const { spreadsheets, register, store, id } = setUp(3);
  const before = register.load(intake);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => deleteRows(store, { spreadsheetId: id, sheetId: 102 }, firstDataRow, 4, owner),
  };
  const result = register.commit(opened(4), before);
  expect(result.corrections[0]?.values).toEqual({ checklistRows: "5-6" });
  expect(keysOf(register.load(everything), "checklist")).toContain("26-0004 b");
});

test("an end that lies past the grid by now stops no commit and doubles no row", () => {
  const { spreadsheets, register, store, id } = setUp(3);
  const before = register.load(intake);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => deleteRows(store, { spreadsheetId: id, sheetId: 102 }, 3, 996, owner),
  };
  register.commit(opened(4), before);
  expect(
    keysOf(register.load(everything), "cases").filter((key) => key === "26-0004"),
  ).toHaveLength(1);
});

const close: Change = {
  ...noChange,
  update: [
    { tab: "cases", key: "26-0001", values: { status: "closed", notes: "first" } },
    { tab: "cases", key: "26-0002", values: { status: "waiting", notes: "second" } },
  ],
};

function casesNow(register: ReturnType<typeof setUp>["register"]) {
  return Object.fromEntries(
    rowsOf(register.load(everything), "cases").map(({ key, values }) => [
      key,
      { status: values.status, notes: values.notes, student: values.student },
    ]),
  );
}

test("rows sorted between read and write are repaired: nothing lands on another case", () => {
  const { spreadsheets, register, store, id } = setUp(4);
  const before = register.load(everything);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => {
      const by = { firstRow: firstDataRow, column: 0, descending: true };
      sortRows(store, { spreadsheetId: id, sheetId: 101 }, by, owner);
    },
  };
  expect(register.commit(close, before).repaired).toBe(2);
  expect(casesNow(register)).toEqual({
    "26-0001": { status: "closed", notes: "first", student: "Kid 1" },
    "26-0002": { status: "waiting", notes: "second", student: "Kid 2" },
    "26-0003": { status: "open", notes: "=1+1", student: "Kid 3" },
    "26-0004": { status: "open", notes: "=1+1", student: "Kid 4" },
  });
  const logged = rowsOf(register.load(everything), "activity").map(({ values }) => values.what);
  expect(logged.filter((what) => what === "row-moved-repaired")).toHaveLength(2);
});

test("after a repair the snapshot knows the new places", () => {
  const { spreadsheets, register, store, id } = setUp(2);
  const before = register.load(everything);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => insertRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, owner),
  };
  const { snapshot } = register.commit(close, before);
  expect(register.commit(close, snapshot).repaired).toBe(0);
  expect(casesNow(register)["26-0002"]?.notes).toBe("second");
});

test("cells that were never read cannot be put back: it is logged, and the right row is still written", () => {
  const { spreadsheets, register, store, id } = setUp(2);
  const before = register.load(intake);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => insertRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, owner),
  };
  const change: Change = {
    ...noChange,
    update: [{ tab: "cases", key: "26-0002", values: { grade: "9" } }],
  };
  register.commit(change, before);
  const after = register.load(everything);
  expect(rowsOf(after, "cases").map(({ values }) => values.grade)).toEqual(["9", "9"]);
  const logged = rowsOf(after, "activity").map(({ values }) => [values.what, values.case]);
  expect(logged).toContainEqual(["row-moved-not-restored", "26-0001"]);
});

test("a row deleted meanwhile is logged as gone, and its values reach no other row", () => {
  const { spreadsheets, register, store, id } = setUp(3);
  const before = register.load(everything);
  spreadsheets.before = {
    call: "batchUpdate",
    act: () => deleteRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, owner),
  };
  register.commit(close, before);
  expect(casesNow(register)).toEqual({
    "26-0002": { status: "waiting", notes: "second", student: "Kid 2" },
    "26-0003": { status: "open", notes: "=1+1", student: "Kid 3" },
  });
  const logged = rowsOf(register.load(everything), "activity").map(({ values }) => values.what);
  expect(logged).toContain("row-gone");
});

test("columns that a district moved are found, at the cost of one more read the first time", () => {
  const { spreadsheets, register, clock, id } = setUp(2);
  spreadsheets.desk.batch({
    moveDimension: {
      source: { sheetId: 101, dimension: "COLUMNS", startIndex: 7, endIndex: 9 },
      destinationIndex: 30,
    },
  });
  const snapshot = register.load(intake);
  expect(spreadsheets.calls).toEqual(["read", "read"]);
  expect(rowsOf(snapshot, "cases").map(({ values }) => values.student)).toEqual(["Kid 1", "Kid 2"]);
  register.commit(opened(3), register.load(intake));
  expect(spreadsheets.calls).toEqual(["read", "read", "read", "batchUpdate"]);
  const other = openRegister({ spreadsheets, clock }, id);
  expect(rowsOf(other.load(everything), "cases")[2]?.values.student).toBe("Kid 3");
});

test("a column of ours that was deleted is added again by the write that fills it", () => {
  const { spreadsheets, register } = setUp(1);
  spreadsheets.desk.batch({
    deleteDimension: {
      range: { sheetId: 101, dimension: "COLUMNS", startIndex: 7, endIndex: 8 },
    },
  });
  register.commit(opened(2), register.load(everything.concat(intake)));
  expect(rowsOf(register.load(everything), "cases").map(({ values }) => values.student)).toEqual([
    null,
    "Kid 2",
  ]);
});

test("a column that the district added is left alone", () => {
  const { spreadsheets, register, store, id } = setUp(1);
  spreadsheets.desk.batch(
    {
      insertDimension: {
        range: { sheetId: 101, dimension: "COLUMNS", startIndex: 1, endIndex: 2 },
        inheritFromBefore: true,
      },
    },
    {
      updateCells: {
        start: { sheetId: 101, rowIndex: firstDataRow, columnIndex: 1 },
        rows: [{ values: [{ userEnteredValue: { stringValue: "district" } }] }],
        fields: "userEnteredValue",
      },
    },
  );
  const values = { level: "suspected-victim", status: "open" };
  register.commit(
    { ...noChange, update: [{ tab: "cases", key: "26-0001", values }] },
    register.load(everything),
  );
  expect(
    readTab(store, id, 101)
      [firstDataRow]?.slice(0, 3)
      .map((cell) => cell?.value),
  ).toEqual(["26-0001", "district", "Suspected victim"]);
});

test("a tab whose key row is lost is named, never guessed at", () => {
  const { spreadsheets, register } = setUp(1);
  spreadsheets.desk.batch({
    updateCells: { range: { sheetId: 101, startRowIndex: 0, endRowIndex: 1 }, fields: "*" },
  });
  expect(() => register.load(intake)).toThrow(UnreadableTab);
});

test("rows that lie past the grid are left out, those that are there are read", () => {
  const { register } = setUp(2);
  const rows = [
    [3, 5],
    [2_000, 2_010],
  ] as const;
  const snapshot = register.load([
    { tab: "checklist", columns: "all", rows },
    { tab: "cases", columns: ["case"] },
  ]);
  expect(keysOf(snapshot, "checklist")).toEqual(["26-0001 b", "26-0002 a"]);
  expect(keysOf(snapshot, "cases")).toHaveLength(2);
  const none = register.load([{ tab: "checklist", columns: "all", rows: [[2_000, 2_010]] }]);
  expect(keysOf(none, "checklist")).toEqual([]);
});

test("a few rows of a tab are read without the rest, and join what was read before", () => {
  const { register } = setUp(3);
  const first = register.load(intake);
  const second = register.load([
    { tab: "cases", columns: "all", rows: [[firstDataRow + 1, firstDataRow + 2]] },
    { tab: "checklist", columns: "all", rows: [[firstDataRow + 2, firstDataRow + 4]] },
  ]);
  expect(keysOf(second, "checklist")).toEqual(["26-0002 a", "26-0002 b"]);
  const both = mergeSnapshots(first, second);
  expect(keysOf(both, "cases")).toEqual(["26-0001", "26-0002", "26-0003"]);
  expect(rowsOf(both, "cases").map(({ values }) => values.level)).toEqual([
    undefined,
    "at-risk",
    undefined,
  ]);
  expect(tabOf(both, "cases").whole).toBe(true);
});

test("rows that people typed without a key are kept apart, and shown as typed", () => {
  const { spreadsheets, register } = setUp();
  spreadsheets.desk.batch({
    updateCells: {
      start: { sheetId: tabs.contacts.sheetId, rowIndex: firstDataRow + 1, columnIndex: 0 },
      rows: [
        {
          values: [
            { userEnteredValue: { stringValue: "Probation" } },
            {},
            {},
            { userEnteredValue: { numberValue: 4155550100 } },
          ],
        },
      ],
      fields: "userEnteredValue",
    },
  });
  const snapshot = register.load([{ tab: "contacts", columns: "all" }]);
  expect(tabOf(snapshot, "contacts").rows).toEqual([]);
  expect(tabOf(snapshot, "contacts").keyless.map(({ index }) => index)).toEqual([3]);
  expect(typedRows(snapshot, "contacts")).toEqual([
    { row: 4, cells: { role: "Probation", phone: 4155550100 } },
  ]);
});

test("an empty change costs nothing; an update of a row that was not read is refused before anything is sent", () => {
  const { spreadsheets, register } = setUp(1);
  const snapshot = register.load(intake);
  spreadsheets.calls.length = 0;
  register.commit(noChange, snapshot);
  const stray: Change = {
    ...noChange,
    update: [{ tab: "cases", key: "26-0099", values: { status: "closed" } }],
  };
  expect(() => register.commit(stray, snapshot)).toThrow("was not read");
  expect(spreadsheets.calls).toEqual([]);
});

test("a note goes onto its cell and off again, and leaves the value", () => {
  const { spreadsheets, register } = setUp(1);
  const noted = (note: string | null): Change => ({
    ...noChange,
    update: [{ tab: "cases", key: "26-0001", values: {}, notes: { status: note } }],
  });
  const { snapshot } = register.commit(noted("put back"), register.load(intake));
  register.commit(noted(null), snapshot);
  const written = spreadsheets.batches.slice(-2).map(([request]) => request);
  const start = { sheetId: 101, rowIndex: firstDataRow, columnIndex: 2 };
  expect(written).toEqual([
    { updateCells: { start, rows: [{ values: [{ note: "put back" }] }], fields: "note" } },
    { updateCells: { start, rows: [{ values: [{}] }], fields: "note" } },
  ]);
  expect(rowsOf(register.load(intake), "cases")[0]?.values.status).toBe("open");
});
