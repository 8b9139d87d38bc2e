/** Free rows in a register, for each way in which Google may store open-ended ranges and count rows that have only formats. */
import { expect, test } from "vitest";
import { appendCells, tabCells } from "../../scripts/play/register-cells";
import { reachOnce } from "../../scripts/play/stage";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { viewsOfCase } from "../../src/case/tabs/views-of-cases";
import type { Append } from "../../src/register/change";
import { firstDataRow, type TabId } from "../../src/register/columns";
import { originalPositions, type TabRequest } from "../../src/register/read/read-tabs";
import { noChange } from "../../src/registers/change";
import { openRegister } from "../../src/registers/open-register";
import { tabs } from "../../src/tabs";
import { admin, Bench, byAPerson, contact, lead } from "../contract/bench";
import { isEveryPoint } from "../every-point";
import { standingClock } from "../register/california";
import { ensureRegister as repair } from "../register/ensure-register";
import { runWith } from "../run";

const clock = standingClock(Date.UTC(2026, 8, 1, 16));
const editors = { installers: [admin], leads: [lead] };

/** Each answer once; with each of the other point's by tests/every-point.ts. */
const answers = (["grow", "closed"] as const).flatMap((openRanges) =>
  (["empty", "filled"] as const).flatMap((formatOnlyRows) =>
    isEveryPoint || (openRanges === "grow") === (formatOnlyRows === "empty")
      ? [{ openRanges, formatOnlyRows }]
      : [],
  ),
);

const everyTab: readonly TabRequest[] = (
  ["cases", "checklist", "reports", "contacts", "schools", "log"] as const
).map((tab) => ({ tab, columns: [tabs[tab].keyColumn] }));

function aRegister(assume: Readonly<Record<string, string>>) {
  const bench = new Bench({ assume });
  const { spreadsheets, access, memory, lock } = bench.ports;
  reachOnce(bench.workspace, ["an empty register, shared"], () => {
    const created = spreadsheets.create("Register", "main");
    repair({ spreadsheets, clock, memory, lock }, created, editors);
    access.add(created, lead);
    access.add(created, contact);
  });
  const [id = ""] = Object.keys(sheetsSlice(bench.store).spreadsheets);
  const setUp = () => repair({ spreadsheets, clock, memory, lock }, id, editors);
  const register = openRegister(runWith({ spreadsheets, clock, lock }), id);
  const sheet = (tab: TabId) =>
    sheetsSlice(bench.store).spreadsheets[id]?.sheets.find(
      ({ properties }) => properties.sheetId === tabs[tab].sheetId,
    );
  return {
    bench,
    spreadsheets,
    id,
    setUp,
    sheet,
    append: (append: readonly Append[], views = noChange.views) =>
      register.commit({ ...noChange, append, views }, register.load(everyTab)),
    rowCount: (tab: TabId) => sheet(tab)?.properties.gridProperties.rowCount ?? 0,
    /** Whether somebody may type into a cell. */
    mayType: (tab: TabId, row: number, column: string | number, as: string): boolean => {
      const at =
        typeof column === "number" ? column : (originalPositions(tabs[tab]).get(column) ?? -1);
      const place = { spreadsheetId: id, sheetId: tabs[tab].sheetId, row, column: at };
      return "done" in editCells(bench.store, { ...place, values: [["typed"]] }, as);
    },
  };
}

const actRows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({
    row: `act ${from + at}`,
    case: "26-0001",
    act: "regular-contact",
    state: "open",
  }));

const acts = (count: number, from = 0): readonly Append[] =>
  actRows(count, from).map((row) => ({ tab: "checklist", row }));

test.each(answers)(
  "what an admin answers stands at the top of Contacts, and is the leads' to fill in, as are the blank rows below: %o",
  (assume) => {
    const { append, bench, id, mayType, rowCount } = aRegister(assume);
    append(
      ["one", "two"].map((name): Append => {
        const row = { role: "Backup contact", name, email: `${name}@district.example` };
        return { tab: "contacts", row };
      }),
    );
    const rows = readTab(bench.store, id, tabs.contacts.sheetId).slice(firstDataRow);
    expect(rows.slice(0, 2).map((row) => row[2]?.value)).toEqual(["one", "two"]);
    for (const row of [firstDataRow, rowCount("contacts") - 1]) {
      expect(mayType("contacts", row, "phone", lead)).toBe(true);
      expect(mayType("contacts", row, "phone", contact)).toBe(false);
    }
  },
);

test.each(answers)("a tab that was filled past its end is whole after a repair: %o", (assume) => {
  const { append, bench, setUp, rowCount, mayType, spreadsheets, id, sheet } = aRegister(assume);
  append(
    [{ tab: "cases", row: { case: "26-0001", status: "open" } }, ...acts(2)],
    [viewsOfCase("26-0001")[0]],
  );
  // Straight into the sheet: what matters is that they are there when others come.
  const cells = tabCells(bench.store, id, "checklist");
  if (cells !== null) appendCells(cells, actRows(950, 2));
  append(acts(350, 952));
  const last = firstDataRow + 1_301;
  expect(rowCount("checklist")).toBe(last + 1);
  expect(mayType("checklist", last, "notes", contact)).toBe(assume.openRanges !== "closed");
  const looks = () => sheet("checklist")?.conditionalFormats.map((one) => one.booleanRule);
  const rules = looks();
  setUp();
  const rows = rowCount("checklist");
  expect(rows - last - 1).toBeGreaterThanOrEqual(500);
  expect(mayType("checklist", last, "notes", contact)).toBe(true);
  expect(mayType("checklist", last, "act", contact)).toBe(false);
  expect(mayType("checklist", rows - 1, "notes", contact)).toBe(true);
  const { protectedRanges, filterViews, highlights } = spreadsheets.structure(id);
  const ends = [
    ...protectedRanges.flatMap((one) => [one.range, ...one.leavesOpen]),
    ...filterViews.map(({ range }) => range),
    ...highlights.flatMap(({ ranges }) => ranges),
  ].flatMap((one) => (one.sheetId === tabs.checklist.sheetId ? (one.endRowIndex ?? rows) : []));
  expect(ends.length).toBeGreaterThan(5);
  expect(new Set(ends)).toEqual(new Set([rows]));
  expect(looks()).toEqual(rules);
});

test.each(answers)("entries of the Log bring no rows that no one needs: %o", (assume) => {
  const { append, setUp, rowCount, mayType } = aRegister(assume);
  const before = rowCount("log");
  for (let round = 0; round < 4; round += 1) {
    append([{ tab: "log", row: { entry: `log ${round}`, case: "26-0001", what: "Called" } }]);
    setUp();
  }
  expect(rowCount("log") - before).toBeLessThanOrEqual(4);
  expect(mayType("log", firstDataRow + 400, "what", contact)).toBe(true);
});

test("a repair closes a column of the automation's, opens one of people's, and leaves open one that the district added", () => {
  const { spreadsheets, id, setUp, mayType } = aRegister({});
  const { sheetId, columns } = tabs.checklist;
  const act = originalPositions(tabs.checklist).get("act") ?? -1;
  const ranges = [act, columns.length].map((column) => ({
    sheetId,
    startRowIndex: firstDataRow,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  }));
  const found = spreadsheets
    .structure(id)
    .protectedRanges.find(({ description }) => description.endsWith("(checklist)"));
  const unprotectedRanges = [...(found?.leavesOpen ?? []).slice(1), ...ranges];
  const protectedRange = { protectedRangeId: found?.id, unprotectedRanges };
  spreadsheets.batchUpdate(id, [
    { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } },
    byAPerson({ updateProtectedRange: { protectedRange, fields: "unprotectedRanges" } }),
  ]);
  setUp();
  expect(mayType("checklist", firstDataRow, "act", contact)).toBe(false);
  for (const column of ["done", "notes", columns.length])
    expect(mayType("checklist", firstDataRow, column, contact)).toBe(true);
});
