/** A register on the strict local Sheets: reads, commits, and what people do in between. */
import { expect, test } from "vitest";
import { tabCells } from "../../scripts/play/register-cells";
import { readTab } from "../../scripts/workspace/sheets/person";
import { deleteRows, insertRows, sortRows } from "../../scripts/workspace/sheets/person-structure";
import { caseFilesIn, typedIn } from "../../src/case/load-cases";
import { viewsOfCase } from "../../src/case/tabs/views-of-cases";
import type { BatchRequest } from "../../src/ports";
import { cellOfRaw, cellsAt } from "../../src/register/cells";
import { firstDataRow, type RowValues, type TabId } from "../../src/register/columns";
import type { TabRequest } from "../../src/register/read/read-tabs";
import type { Snapshot } from "../../src/register/read/snapshot";
import { mergeSnapshots, rowsOf, tabOf, typedRows } from "../../src/register/read/snapshot";
import { acceptedText } from "../../src/register/row-state";
import { type Change, noChange, storedDetail } from "../../src/registers/change";
import { openRegister } from "../../src/registers/open-register";
import { tabs } from "../../src/tabs";
import { admin, Bench, byAPerson } from "../contract/bench";
import { one } from "../day/damage";
import { runWith } from "../run";
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
  const row = { case: id, status: "open", level: "at-risk", student: `Kid ${number}` };
  const acts = [
    { row: `${id} a`, case: id, act: "call-child-and-family-services", state: "open" },
    { row: `${id} b`, case: id, act: "regular-contact", state: "open", due: now },
  ];
  const report = { row: `r${number}:1`, response: `r${number}`, part: 1, case: id };
  const detail = storedDetail({ link: null });
  const to = "contact@district.example";
  return {
    append: [
      { tab: "cases", row: { ...row, notes: "=1+1" } },
      ...acts.map((act) => ({ tab: "checklist" as const, row: act })),
      { tab: "reports", row: report },
    ],
    update: [],
    views: [viewsOfCase(id)[0]],
    messages: [{ id: `m${number}`, kind: "case-opened", to, case: id, detail }],
    activity: [{ at: now, who: "automation", what: "case-opened", case: id }],
  };
}

// One register, made once: each test begins with it as it was made.
const bench = new Bench();
const { store } = bench;
const { spreadsheets, memory, lock } = bench.ports;
const clock = standingClock(now);
const id = spreadsheets.create("Register", "main");
ensureRegister({ spreadsheets, clock, memory, lock }, id, { installers: [admin], leads: [] });
const born = store.snapshot();

function setUp(cases = 0) {
  store.restore(born);
  const register = openRegister(runWith({ spreadsheets, clock, lock }), id);
  for (let number = 1; number <= cases; number += 1) {
    const result = register.commit(opened(number), register.load(intake));
    register.commit(sent(number), result.snapshot);
  }
  const place = (tab: TabId) => ({ spreadsheetId: id, sheetId: tabs[tab].sheetId });
  return {
    register,
    cost: (act: () => void) => bench.callsOf(act),
    /** What somebody does between the read of a run and its write. */
    beforeWrite: (act: () => void) => bench.workspace.atCall(write, act),
    insert: (tab: TabId, count: number) =>
      insertRows(store, place(tab), firstDataRow, count, admin),
    remove: (tab: TabId, at: number, count: number) =>
      deleteRows(store, place(tab), at, count, admin),
    /** What a person does to the spreadsheet that has no short form. */
    batch: (...requests: BatchRequest[]) => spreadsheets.batchUpdate(id, requests),
    /** The values of the rows of a tab as a new read finds them. */
    found: <T extends TabId>(tab: T) =>
      rowsOf(register.load(everything), tab).map((row) => row.values),
  };
}

const read = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
const write = "Sheets.Spreadsheets.batchUpdate";

const updating = (tab: TabId, key: string, values: RowValues): Change => ({
  ...noChange,
  update: [{ tab, key, values }],
});
const sent = (number: number) => updating("outbox", `m${number}`, { state: "sent", sentAt: now });

const everything: readonly TabRequest[] = [
  { tab: "cases", columns: "all" },
  { tab: "checklist", columns: "all" },
  { tab: "outbox", columns: "all" },
  { tab: "activity", columns: "all" },
];

const keysOf = (snapshot: Snapshot, tab: TabId) => rowsOf(snapshot, tab).map(({ key }) => key);

test("a first case is one read and one write, and its mark one more", () => {
  const { register, cost, found } = setUp();
  const calls = cost(() => {
    const result = register.commit(opened(1), register.load(intake));
    register.commit(sent(1), result.snapshot);
    expect(result).toMatchObject({ corrections: [] });
  });
  expect(calls).toEqual({ [read]: 1, [write]: 2 });
  const row = { case: "26-0001", level: "at-risk", notes: "=1+1", checklistRows: "3-4" };
  expect(found("cases")).toMatchObject([row]);
  expect(found("checklist").map((values) => values.row)).toEqual(["26-0001 a", "26-0001 b"]);
  const claim = { queuedAt: now, claimedUntil: now + 7 * 60_000, attempts: 0 };
  const message = { message: "m1", state: "sent", detail: '{"link":null}', ...claim };
  expect(found("outbox")).toMatchObject([message]);
  expect(found("activity")).toMatchObject([{ who: "automation", at: now }]);
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
  const { register, found } = setUp(3);
  const act = { row: "26-0001 c", case: "26-0001", state: "open" };
  register.commit({ ...noChange, append: [{ tab: "checklist", row: act }] }, register.load(intake));
  expect(found("cases")[0]?.checklistRows).toBe("3-4,9");
});

test("a guess that a person made wrong is corrected with the next write", () => {
  const { register, insert, beforeWrite } = setUp(1);
  const before = register.load(intake);
  beforeWrite(() => insert("checklist", 2));
  const { corrections } = register.commit(opened(2), before);
  expect(corrections).toEqual(updating("cases", "26-0002", { checklistRows: "7-8" }).update);
});

test("a message whose id stands there from before is marked where it was written now", () => {
  const { register, remove, beforeWrite, found } = setUp(3);
  const before = register.load(intake);
  beforeWrite(() => remove("outbox", firstDataRow, 1));
  const again = { ...noChange, messages: opened(3).messages };
  register.commit(sent(3), register.commit(again, before).snapshot);
  expect(found("outbox").map(({ message, state }) => [message, state])).toEqual([
    ["m2", "sent"],
    ["m3", "sent"],
    ["m3", "sent"],
  ]);
});

test("an end that lies past the grid by now stops no commit and doubles no row", () => {
  const { register, remove, beforeWrite } = setUp(3);
  const before = register.load(intake);
  beforeWrite(() => remove("checklist", 3, 996));
  register.commit(opened(4), before);
  const keys = keysOf(register.load(everything), "cases");
  expect(keys.filter((key) => key === "26-0004")).toHaveLength(1);
});

test("a case has no step that was read in part: what people type there is enough to find an edit, and for nothing else", () => {
  const { register } = setUp(2);
  const [own, others] = [[[firstDataRow, firstDataRow + 2]] as const, [[4, 6]] as const];
  const snapshot = register.load([
    { tab: "cases", columns: "all" },
    { tab: "checklist", columns: "all", rows: own },
    typedIn("checklist", others),
  ]);
  const rows = tabOf(snapshot, "checklist").rows;
  expect(rows.map(({ values }) => "accepted" in values)).toEqual([true, true, true, true]);
  const files = caseFilesIn(snapshot, [reference(1), reference(2)]);
  expect([1, 2].map((number) => files.get(reference(number))?.acts.length)).toEqual([2, 0]);
});

test("a row written over by mistake gets back texts of any length and its own state; the snapshot knows the new places", () => {
  const { register, beforeWrite, found } = setUp(4);
  const long = (number: number) => `Notes of ${number}: ${"what was seen, ".repeat(40)}`;
  const acceptedOf = (number: number, notes: string) =>
    acceptedText(tabs.cases.columns, { notes, student: `Kid ${number}` });
  const typed = (number: number, notes: string): Change["update"][number] => {
    const values = { notes, accepted: acceptedOf(number, notes), changedAt: now + number };
    return { tab: "cases", key: reference(number), values };
  };
  const all = [1, 2, 3, 4].map((number) => typed(number, long(number)));
  register.commit({ ...noChange, update: all }, register.load(everything));
  const before = register.load(everything);
  const by = { firstRow: firstDataRow, column: 0, descending: true };
  beforeWrite(() => sortRows(store, { spreadsheetId: id, sheetId: 101 }, by, admin));
  const more = { ...noChange, update: [typed(1, `${long(1)} And more.`)] };
  const { snapshot } = register.commit(more, before);
  register.commit(more, snapshot);
  const moved = found("activity").filter(({ what }) => what === "row-moved-repaired");
  expect(moved).toHaveLength(1);
  const rows = new Map(found("cases").map((values) => [values.case, values]));
  for (const number of [1, 2, 3, 4]) {
    const notes = number === 1 ? `${long(1)} And more.` : long(number);
    const accepted = acceptedOf(number, notes);
    const whole = { notes, changedAt: now + number, stateLost: false, accepted };
    expect(rows.get(reference(number))).toMatchObject(whole);
  }
});

test("cells that were never read cannot be put back: it is logged, and the right row is still written", () => {
  const { register, insert, beforeWrite, found } = setUp(2);
  const before = register.load(intake);
  beforeWrite(() => insert("cases", 1));
  register.commit(updating("cases", "26-0002", { grade: "9" }), before);
  expect(found("cases").map(({ grade }) => grade)).toEqual(["9", "9"]);
  const lost = { what: "row-moved-not-restored", case: "26-0001" };
  expect(found("activity")).toContainEqual(expect.objectContaining(lost));
});

test("a row deleted meanwhile is logged as gone, and its values reach no other row", () => {
  const { register, remove, beforeWrite, found } = setUp(3);
  const before = register.load(everything);
  beforeWrite(() => remove("cases", firstDataRow, 1));
  const { update: first } = updating("cases", "26-0001", { status: "closed", notes: "first" });
  const { update: second } = updating("cases", "26-0002", { status: "waiting", notes: "second" });
  register.commit({ ...noChange, update: [...first, ...second] }, before);
  expect(found("cases")).toMatchObject([
    { case: "26-0002", status: "waiting", notes: "second", student: "Kid 2" },
    { case: "26-0003", status: "open", notes: "=1+1", student: "Kid 3" },
  ]);
  expect(found("activity").map(({ what }) => what)).toContain("row-gone");
});

test("columns that a district moved are found, at the cost of one more read the first time", () => {
  const { register, cost, batch, found } = setUp(2);
  const source = { sheetId: 101, dimension: "COLUMNS", startIndex: 6, endIndex: 8 };
  batch(byAPerson({ moveDimension: { source, destinationIndex: 30 } }));
  expect(cost(() => register.load(intake))).toEqual({ [read]: 2 });
  const calls = cost(() => register.commit(opened(3), register.load(intake)));
  expect(calls).toEqual({ [read]: 1, [write]: 1 });
  expect(found("cases").map(({ student }) => student)).toEqual(["Kid 1", "Kid 2", "Kid 3"]);
});

const ofStudent = tabs.cases.columns.findIndex(({ key }) => key === "student");

test("a column that the district added is left alone", () => {
  const { register, batch } = setUp(1);
  const typed = [{ values: [cellOfRaw("district")] }];
  batch(
    { insertDimension: { range: one("cases", "COLUMNS", ofStudent), inheritFromBefore: false } },
    cellsAt({ sheetId: 101, rowIndex: firstDataRow, columnIndex: ofStudent }, typed),
  );
  const change = updating("cases", "26-0001", { student: "Kid 9", status: "open" });
  register.commit(change, register.load(everything));
  const cells = readTab(store, id, 101)[firstDataRow]?.slice(ofStudent, ofStudent + 2);
  expect(cells?.map((cell) => cell?.value)).toEqual(["district", "Kid 9"]);
});

test.each([
  ["as expected", 0, {}],
  ["further down, below rows that someone inserted meanwhile", 2, { [read]: 1 }],
])("new rows are known where they landed, %s", (_where, inserted, more) => {
  const { register, cost, insert, beforeWrite } = setUp(1);
  const before = register.load(intake);
  if (inserted > 0) beforeWrite(() => insert("checklist", inserted));
  let after = before;
  const calls = cost(() => {
    after = register.commit(opened(2), before).snapshot;
  });
  expect(calls).toEqual({ [write]: 1, ...more });
  const acts = rowsOf(after, "checklist").filter(({ key }) => key.startsWith("26-0002"));
  const first = firstDataRow + 2 + inserted;
  expect(acts.map(({ index }) => index)).toEqual([first, first + 1]);
  expect(readTab(store, id, tabs.checklist.sheetId)[first]?.[0]?.value).toBe("26-0002 a");
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
  const levels = rowsOf(both, "cases").map(({ values }) => values.level);
  expect(levels).toEqual([undefined, "at-risk", undefined]);
  expect(tabOf(both, "cases").whole).toBe(true);
});

test("a row that a person moved between two reads stands once, where it was read last", () => {
  const { register, insert } = setUp(2);
  const first = register.load(intake);
  insert("cases", 1);
  const both = mergeSnapshots(first, register.load(intake));
  expect(keysOf(both, "cases")).toEqual(["26-0001", "26-0002"]);
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
  const { rows, keyless } = tabOf(snapshot, "contacts");
  expect([rows, keyless.map(({ index }) => index)]).toEqual([[], [3]]);
  expect(typedRows(snapshot, "contacts")).toMatchObject([
    { row: 4, cells: { role: "Probation", school: "", phone: 4155550100 } },
  ]);
});

test("an empty change costs nothing; an update of a row that was not read is refused before anything is sent", () => {
  const { register, cost } = setUp(1);
  const snapshot = register.load(intake);
  const stray = updating("cases", "26-0099", { status: "closed" });
  const calls = cost(() => {
    register.commit(noChange, snapshot);
    expect(() => register.commit(stray, snapshot)).toThrow("was not read");
  });
  expect(calls).toEqual({});
});

test("a note goes onto its cell and off again, and leaves the value", () => {
  const { register, found } = setUp(1);
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
  expect(found("cases")[0]?.status).toBe("open");
});
