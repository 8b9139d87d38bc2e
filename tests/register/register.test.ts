/** A register on the strict local Sheets: reads, commits, and what people do in between. */
import { expect, test } from "vitest";
import { tabCells } from "../../scripts/play/register-cells";
import { readTab } from "../../scripts/workspace/sheets/person";
import { deleteRows, insertRows, sortRows } from "../../scripts/workspace/sheets/person-structure";
import { caseFilesIn, typedIn } from "../../src/case/storage/load-cases";
import type { BatchRequest } from "../../src/ports";
import { cellOfRaw, cellsAt } from "../../src/register/cells";
import { type Change, noChange, storedDetail } from "../../src/register/change";
import type { TabRequest } from "../../src/register/read/read-tabs";
import {
  mergeSnapshots,
  rowsOf,
  type Snapshot,
  tabOf,
  typedRows,
} from "../../src/register/read/snapshot";
import { openRegister } from "../../src/register/register";
import { acceptedText } from "../../src/register/row-state";
import { checklistView } from "../../src/register/saved-views";
import { firstDataRow, tabs } from "../../src/register/tabs";
import { admin, Bench, byAPerson } from "../contract/bench";
import { one } from "../day/damage";
import { standingClock } from "./california";
import { ensureRegister } from "./ensure-register";

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
    views: [checklistView(id)],
    messages: [
      {
        id: `m${number}`,
        kind: "case-opened",
        to: "contact@district.example",
        case: id,
        detail: storedDetail({ link: null }),
      },
    ],
    activity: [{ at: now, who: "automation", what: "case-opened", case: id }],
  };
}

// One register, made once: each test begins with it as it was made.
const bench = new Bench();
const { spreadsheets, memory } = bench.ports;
const clock = standingClock(now);
const id = spreadsheets.create("Register", "main");
ensureRegister({ spreadsheets, clock, memory }, id, { installers: [admin], leads: [] });
const born = bench.store.snapshot();

function setUp(cases = 0) {
  bench.store.restore(born);
  const register = openRegister({ spreadsheets, clock }, id);
  for (let number = 1; number <= cases; number += 1) {
    const result = register.commit(opened(number), register.load(intake));
    register.commit(sent(number), result.snapshot);
  }
  return {
    register,
    store: bench.store,
    id,
    cost: (act: () => void) => bench.callsOf(act),
    cellsRead: () => bench.workspace.runs.reduce((sum, run) => sum + run.cellsRead, 0),
    /** The register as a run sees it that knows nothing of the ones before. */
    openAgain: () => openRegister({ spreadsheets, clock }, id),
    /** What somebody does between the read of a run and its write. */
    beforeWrite: (act: () => void) => bench.workspace.atCall(write, act),
    /** What a person does to the spreadsheet that has no short form. */
    batch: (...requests: BatchRequest[]) => spreadsheets.batchUpdate(id, requests),
  };
}

const read = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
const write = "Sheets.Spreadsheets.batchUpdate";

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
  const { register, cost } = setUp();
  const calls = cost(() => {
    const result = register.commit(opened(1), register.load(intake));
    register.commit(sent(1), result.snapshot);
    expect(result).toMatchObject({ corrections: [], repaired: 0 });
  });
  expect(calls).toEqual({ [read]: 1, [write]: 2 });

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

test("the calls and cells of a commit do not grow with the register, beyond six cells a case", () => {
  const cells = (cases: number) => {
    const { register, cost, cellsRead } = setUp(cases);
    const before = cellsRead();
    const calls = cost(() => {
      const result = register.commit(opened(500), register.load(intake));
      register.commit(sent(500), result.snapshot);
    });
    expect(calls).toEqual({ [read]: 1, [write]: 2 });
    return cellsRead() - before;
  };
  expect(cells(30) - cells(10)).toBeLessThanOrEqual(6 * 20);
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
  const { register, store, id, beforeWrite } = setUp(1);
  const before = register.load(intake);
  beforeWrite(() => insertRows(store, { spreadsheetId: id, sheetId: 102 }, firstDataRow, 2, admin));
  const result = register.commit(opened(2), before);
  expect(result.corrections).toEqual([
    { tab: "cases", key: "26-0002", values: { checklistRows: "7-8" } },
  ]);
});

test("a message whose id stands there from before is marked where it was written now", () => {
  const { register, store, id, beforeWrite } = setUp(3);
  const before = register.load(intake);
  beforeWrite(() => deleteRows(store, { spreadsheetId: id, sheetId: 113 }, firstDataRow, 1, admin));
  const again = { ...noChange, messages: opened(3).messages };
  register.commit(sent(3), register.commit(again, before).snapshot);
  const states = rowsOf(register.load(everything), "outbox").map(({ key, values }) => [
    key,
    values.state,
  ]);
  expect(states).toEqual([
    ["m2", "sent"],
    ["m3", "sent"],
    ["m3", "sent"],
  ]);
});

test("an end that lies past the grid by now stops no commit and doubles no row", () => {
  const { register, store, id, beforeWrite } = setUp(3);
  const before = register.load(intake);
  beforeWrite(() => deleteRows(store, { spreadsheetId: id, sheetId: 102 }, 3, 996, admin));
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

test("a case has no step that was read in part: what people type there is enough to find an edit, and for nothing else", () => {
  const { register } = setUp(2);
  const [own, others] = [[[firstDataRow, firstDataRow + 2]] as const, [[4, 6]] as const];
  const read = register.load([
    { tab: "cases", columns: "all" },
    { tab: "checklist", columns: "all", rows: own },
    typedIn("checklist", others),
  ]);
  const rows = tabOf(read, "checklist").rows;
  expect(rows.map(({ values }) => "accepted" in values)).toEqual([true, true, true, true]);
  const files = caseFilesIn(read, [reference(1), reference(2)]);
  expect([1, 2].map((number) => files.get(reference(number))?.acts.length)).toEqual([2, 0]);
});

test("a row written over by mistake gets back texts of any length and its own state", () => {
  const { register, store, id, beforeWrite } = setUp(4);
  const long = (number: number) => `Notes of ${number}: ${"what was seen, ".repeat(40)}`;
  const typed = (number: number, notes: string): Change["update"][number] => {
    const key = reference(number);
    const accepted = acceptedText(tabs.cases.columns, { notes, student: `Kid ${number}` });
    return { tab: "cases", key, values: { notes, accepted, changedAt: now + number } };
  };
  const all = [1, 2, 3, 4].map((number) => typed(number, long(number)));
  register.commit({ ...noChange, update: all }, register.load(everything));
  const before = register.load(everything);
  beforeWrite(() => {
    const by = { firstRow: firstDataRow, column: 0, descending: true };
    sortRows(store, { spreadsheetId: id, sheetId: 101 }, by, admin);
  });
  const update = [typed(1, `${long(1)} And more.`)];
  expect(register.commit({ ...noChange, update }, before).repaired).toBe(1);
  const rows = rowsOf(register.load(everything), "cases");
  const found = new Map(rows.map(({ key, values }) => [key, values]));
  for (const number of [1, 2, 3, 4]) {
    const notes = number === 1 ? `${long(1)} And more.` : long(number);
    expect(found.get(reference(number))).toMatchObject({
      notes,
      changedAt: now + number,
      stateLost: false,
      accepted: acceptedText(tabs.cases.columns, { notes, student: `Kid ${number}` }),
    });
  }
});

test("after a repair the snapshot knows the new places", () => {
  const { register, store, id, beforeWrite } = setUp(2);
  const before = register.load(everything);
  beforeWrite(() => insertRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, admin));
  const { snapshot } = register.commit(close, before);
  expect(register.commit(close, snapshot).repaired).toBe(0);
  expect(casesNow(register)["26-0002"]?.notes).toBe("second");
});

test("cells that were never read cannot be put back: it is logged, and the right row is still written", () => {
  const { register, store, id, beforeWrite } = setUp(2);
  const before = register.load(intake);
  beforeWrite(() => insertRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, admin));
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
  const { register, store, id, beforeWrite } = setUp(3);
  const before = register.load(everything);
  beforeWrite(() => deleteRows(store, { spreadsheetId: id, sheetId: 101 }, firstDataRow, 1, admin));
  register.commit(close, before);
  expect(casesNow(register)).toEqual({
    "26-0002": { status: "waiting", notes: "second", student: "Kid 2" },
    "26-0003": { status: "open", notes: "=1+1", student: "Kid 3" },
  });
  const logged = rowsOf(register.load(everything), "activity").map(({ values }) => values.what);
  expect(logged).toContain("row-gone");
});

test("columns that a district moved are found, at the cost of one more read the first time", () => {
  const { register, cost, openAgain, batch } = setUp(2);
  const source = { sheetId: 101, dimension: "COLUMNS", startIndex: 6, endIndex: 8 };
  batch(byAPerson({ moveDimension: { source, destinationIndex: 30 } }));
  expect(
    cost(() => {
      const snapshot = register.load(intake);
      const names = rowsOf(snapshot, "cases").map(({ values }) => values.student);
      expect(names).toEqual(["Kid 1", "Kid 2"]);
    }),
  ).toEqual({ [read]: 2 });
  expect(cost(() => register.commit(opened(3), register.load(intake)))).toEqual({
    [read]: 1,
    [write]: 1,
  });
  const again = openAgain();
  expect(rowsOf(again.load(everything), "cases")[2]?.values.student).toBe("Kid 3");
});

const ofStudent = tabs.cases.columns.findIndex(({ key }) => key === "student");

test("a column of ours that was deleted is added again by the write that fills it", () => {
  const { register, batch } = setUp(1);
  batch({ deleteDimension: { range: one("cases", "COLUMNS", ofStudent) } });
  register.commit(opened(2), register.load(everything.concat(intake)));
  expect(rowsOf(register.load(everything), "cases").map(({ values }) => values.student)).toEqual([
    null,
    "Kid 2",
  ]);
});

test("a column that the district added is left alone", () => {
  const { register, store, id, batch } = setUp(1);
  const typed = [{ values: [cellOfRaw("district")] }];
  batch(
    { insertDimension: { range: one("cases", "COLUMNS", ofStudent), inheritFromBefore: false } },
    cellsAt({ sheetId: 101, rowIndex: firstDataRow, columnIndex: ofStudent }, typed),
  );
  const values = { student: "Kid 9", status: "open" };
  register.commit(
    { ...noChange, update: [{ tab: "cases", key: "26-0001", values }] },
    register.load(everything),
  );
  expect(
    readTab(store, id, 101)
      [firstDataRow]?.slice(ofStudent, ofStudent + 2)
      .map((cell) => cell?.value),
  ).toEqual(["district", "Kid 9"]);
});

test.each([
  ["as expected", 0, {}],
  ["further down, below rows that someone inserted meanwhile", 2, { [read]: 1 }],
])("new rows are known where they landed, %s", (_where, inserted, more) => {
  const { register, store, cost, beforeWrite } = setUp(1);
  const before = register.load(intake);
  const { sheetId } = tabs.checklist;
  if (inserted > 0) {
    const place = { spreadsheetId: id, sheetId };
    beforeWrite(() => insertRows(store, place, firstDataRow, inserted, admin));
  }
  let after = before;
  expect(
    cost(() => {
      after = register.commit(opened(2), before).snapshot;
    }),
  ).toEqual({ [write]: 1, ...more });
  const acts = rowsOf(after, "checklist").filter(({ key }) => key.startsWith("26-0002"));
  const first = firstDataRow + 2 + inserted;
  expect(acts.map(({ index }) => index)).toEqual([first, first + 1]);
  expect(readTab(store, id, sheetId)[first]?.[0]?.value).toBe("26-0002 a");
});

test("a commit reads back a few hundred bytes, however many blank rows are formatted", () => {
  const { register } = setUp(2);
  register.commit(opened(3), register.load(intake));
  const [last] = bench.workspace.runs.slice(-1);
  const bytes = last?.largestReplies[write] ?? 0;
  expect(bytes).toBeGreaterThan(100);
  expect(bytes).toBeLessThan(1_500);
});

test("where rows are asked for that lie past the grid, the tab is read to its end", () => {
  const { register } = setUp(2);
  const rows = [
    [3, 5],
    [2_000, 2_010],
  ] as const;
  const snapshot = register.load([
    { tab: "checklist", columns: "all", rows },
    { tab: "cases", columns: ["case"] },
  ]);
  expect(keysOf(snapshot, "checklist")).toContain("26-0001 b");
  expect(keysOf(snapshot, "cases")).toHaveLength(2);
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

test("one read of whole columns and of a few whole rows says of each row what was read of it", () => {
  const { register } = setUp(3);
  const row = [firstDataRow + 1, firstDataRow + 2] as const;
  const snapshot = register.load([...intake, { tab: "cases", columns: "all", rows: [row] }]);
  const cases = rowsOf(snapshot, "cases").map(({ values }) => values);
  expect(cases.map(({ status }) => status)).toEqual(["open", "open", "open"]);
  expect(cases.map((values) => "closedAt" in values)).toEqual([false, true, false]);
  expect(cases.map(({ level }) => level)).toEqual([undefined, "at-risk", undefined]);
});

test("rows that people typed without a key are kept apart, and shown as typed", () => {
  const { register, batch } = setUp();
  const { sheetId } = tabs.contacts;
  const values = ["Probation", "", "", 4155550100].map(cellOfRaw);
  batch(cellsAt({ sheetId, rowIndex: firstDataRow + 1, columnIndex: 0 }, [{ values }]));
  const snapshot = register.load([{ tab: "contacts", columns: "all" }]);
  expect(tabOf(snapshot, "contacts").rows).toEqual([]);
  expect(tabOf(snapshot, "contacts").keyless.map(({ index }) => index)).toEqual([3]);
  expect(typedRows(snapshot, "contacts")).toEqual([
    { row: 4, cells: { role: "Probation", phone: 4155550100 } },
  ]);
});

test("an empty change costs nothing; an update of a row that was not read is refused before anything is sent", () => {
  const { register, cost } = setUp(1);
  const snapshot = register.load(intake);
  const stray: Change = {
    ...noChange,
    update: [{ tab: "cases", key: "26-0099", values: { status: "closed" } }],
  };
  const calls = cost(() => {
    register.commit(noChange, snapshot);
    expect(() => register.commit(stray, snapshot)).toThrow("was not read");
  });
  expect(calls).toEqual({});
});

test("a note goes onto its cell and off again, and leaves the value", () => {
  const { register, store, id } = setUp(1);
  const noted = (note: string | null): Change => ({
    ...noChange,
    update: [{ tab: "cases", key: "26-0001", values: {}, notes: { status: note } }],
  });
  const shown = () => {
    const cells = tabCells(store, id, "cases");
    return cells?.sheet.rows[firstDataRow]?.notes?.[String(cells.positions.get("status"))];
  };
  const { snapshot } = register.commit(noted("put back"), register.load(intake));
  expect(shown()).toBe("put back");
  register.commit(noted(null), snapshot);
  expect(shown()).toBeUndefined();
  expect(rowsOf(register.load(intake), "cases")[0]?.values.status).toBe("open");
});
