/** Free rows in a register, for each way in which Google may store open-ended ranges and count rows that have only formats. */
import { describe, expect, test } from "vitest";
import { appendCells, tabCells } from "../../scripts/play/register-cells";
import { reachOnce } from "../../scripts/play/stage";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { RawRow } from "../../src/register/cells";
import { type Append, type Change, noChange } from "../../src/register/change";
import type { TabId } from "../../src/register/columns";
import { spareRows } from "../../src/register/layout/ensure";
import { originalPositions, type TabRequest } from "../../src/register/read/read-tabs";
import { openRegister } from "../../src/register/register";
import { viewsOfCase } from "../../src/register/saved-views";
import { firstDataRow, tabs } from "../../src/register/tabs";
import { admin, Bench, byAPerson, contact, lead } from "../contract/bench";
import { isEveryPoint } from "../every-point";
import { standingClock } from "../register/california";
import { ensureRegister as repair } from "../register/ensure-register";

const now = Date.UTC(2026, 8, 1, 16);
const clock = standingClock(now);
const editors = { installers: [admin], leads: [lead] };

/** Each answer once; with each of the other point's by tests/every-point.ts. */
const answers = (["grow", "closed"] as const).flatMap((openRanges) =>
  (["empty", "filled"] as const).flatMap((formatOnlyRows) =>
    isEveryPoint || (openRanges === "grow") === (formatOnlyRows === "empty")
      ? [{ openRanges, formatOnlyRows }]
      : [],
  ),
);

function aRegister(assume: Readonly<Record<string, string>>) {
  const bench = new Bench({ assume });
  const { spreadsheets, access, memory } = bench.ports;
  reachOnce(bench.workspace, ["an empty register, shared"], () => {
    const created = spreadsheets.create("Register", "main");
    repair({ spreadsheets, clock, memory }, created, editors);
    access.add(created, lead);
    access.add(created, contact);
  });
  const [id = ""] = Object.keys(sheetsSlice(bench.store).spreadsheets);
  const setUp = () => repair({ spreadsheets, clock, memory }, id, editors);
  const register = openRegister({ spreadsheets, clock }, id);
  const sheet = (tab: TabId) =>
    sheetsSlice(bench.store).spreadsheets[id]?.sheets.find(
      ({ properties }) => properties.sheetId === tabs[tab].sheetId,
    );
  const columnOf = (tab: TabId, key: string) => originalPositions(tabs[tab]).get(key) ?? -1;
  return {
    bench,
    spreadsheets,
    id,
    setUp,
    register,
    sheet,
    rowCount: (tab: TabId) => sheet(tab)?.properties.gridProperties.rowCount ?? 0,
    /** What becomes of it where somebody types into a cell. */
    type: (tab: TabId, row: number, key: string, as: string): "done" | "refused" => {
      const { sheetId } = tabs[tab];
      const column = columnOf(tab, key);
      const edit = { spreadsheetId: id, sheetId, row, column, values: [["typed"]] };
      return "done" in editCells(bench.store, edit, as) ? "done" : "refused";
    },
    columnOf,
    /** Puts rows straight into the sheet: what matters is that they are there when others come. */
    fill: (tab: TabId, rows: readonly RawRow[]) => {
      const cells = tabCells(bench.store, id, tab);
      if (cells === null) throw new Error(`no tab ${tab}`);
      appendCells(cells, rows);
    },
  };
}

const everyTab: readonly TabRequest[] = (
  ["cases", "checklist", "reports", "contacts", "schools", "log"] as const
).map((tab) => ({ tab, columns: [tabs[tab].keyColumn] }));

const actRows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({
    row: `act ${from + at}`,
    case: "26-0001",
    act: "regular-contact",
    state: "open",
  }));

const acts = (count: number, from = 0): readonly Append[] =>
  actRows(count, from).map((row) => ({ tab: "checklist", row }));

const opened: Change = {
  ...noChange,
  append: [
    { tab: "cases", row: { case: "26-0001", status: "open", student: "Kid 1" } },
    { tab: "reports", row: { row: "r1:1", response: "r1", part: 1, case: "26-0001" } },
    ...acts(2),
  ],
  views: [viewsOfCase("26-0001")[0]],
  activity: [{ at: now, who: "automation", what: "case-opened", case: "26-0001" }],
};

describe.each(answers)("ranges $openRanges, formatted rows $formatOnlyRows", (assume) => {
  test("what an admin answers stands at the top of Contacts, and is the leads' to fill in, as are the blank rows below", () => {
    const { register, bench, id, type, rowCount } = aRegister(assume);
    const append = ["one", "two"].map((name): Append => {
      const row = { role: "Backup contact", name, email: `${name}@district.example` };
      return { tab: "contacts", row };
    });
    register.commit({ ...noChange, append }, register.load(everyTab));
    const rows = readTab(bench.store, id, tabs.contacts.sheetId).slice(firstDataRow);
    expect(rows.slice(0, 2).map((row) => row[2]?.value)).toEqual(["one", "two"]);
    for (const row of [firstDataRow, rowCount("contacts") - 1]) {
      expect(type("contacts", row, "phone", lead)).toBe("done");
      expect(type("contacts", row, "phone", contact)).toBe("refused");
    }
  });

  test("a tab that was filled past its end at once is whole after a repair", () => {
    const { register, setUp, rowCount, type, fill, spreadsheets, id, sheet } = aRegister(assume);
    register.commit(opened, register.load(everyTab));
    fill("checklist", actRows(950, 2));
    register.commit({ ...noChange, append: acts(350, 952) }, register.load(everyTab));
    const last = firstDataRow + 1_301;
    expect(rowCount("checklist")).toBe(last + 1);
    const isClosed = assume.openRanges === "closed";
    expect(type("checklist", last, "notes", contact)).toBe(isClosed ? "refused" : "done");
    const rules = sheet("checklist")?.conditionalFormats;
    setUp();
    expect(rowCount("checklist") - last - 1).toBeGreaterThanOrEqual(spareRows);
    expect(type("checklist", last, "notes", contact)).toBe("done");
    expect(type("checklist", last, "act", contact)).toBe("refused");
    expect(type("checklist", rowCount("checklist") - 1, "notes", contact)).toBe("done");
    const { protectedRanges, filterViews, highlights } = spreadsheets.structure(id);
    const rows = rowCount("checklist");
    const { sheetId } = tabs.checklist;
    const ends = [
      ...protectedRanges.flatMap((one) => [one.range, ...one.leavesOpen]),
      ...filterViews.map(({ range }) => range),
      ...highlights.flatMap(({ ranges }) => ranges),
    ]
      .filter((range) => range.sheetId === sheetId)
      .map((range) => range.endRowIndex);
    expect(ends.length).toBeGreaterThan(5);
    expect(new Set(ends.map((end) => end ?? rows))).toEqual(new Set([rows]));
    // The rules are the same ones, in the same order.
    const looks = (list: typeof rules) => list?.map(({ booleanRule }) => booleanRule);
    expect(looks(sheet("checklist")?.conditionalFormats)).toEqual(looks(rules));
  });

  test("entries of the Log, which people and the automation both make, bring no rows that no one needs", () => {
    const { register, setUp, rowCount, type } = aRegister(assume);
    const before = rowCount("log");
    for (let round = 0; round < 4; round += 1) {
      const row = { entry: `log ${round}`, case: "26-0001", what: "Called" };
      register.commit({ ...noChange, append: [{ tab: "log", row }] }, register.load(everyTab));
      setUp();
    }
    expect(rowCount("log") - before).toBeLessThanOrEqual(4);
    expect(type("log", firstDataRow + 400, "what", contact)).toBe("done");
  });
});

describe("what a whole tab's protection leaves open", () => {
  const leaving = (
    { spreadsheets, id }: ReturnType<typeof aRegister>,
    change: (open: readonly object[]) => readonly object[],
  ) => {
    const found = spreadsheets
      .structure(id)
      .protectedRanges.find(({ description }) => description.endsWith("(checklist)"));
    const unprotectedRanges = change(found?.leavesOpen ?? []);
    spreadsheets.batchUpdate(id, [
      byAPerson({
        updateProtectedRange: {
          protectedRange: { protectedRangeId: found?.id, unprotectedRanges },
          fields: "unprotectedRanges",
        },
      }),
    ]);
  };
  const { sheetId } = tabs.checklist;
  const range = (column: number) => ({
    sheetId,
    startRowIndex: firstDataRow,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });

  test("is put right by a repair where a column of the automation's was opened, or one of people's closed", () => {
    const one = aRegister({});
    leaving(one, (open) => [...open.slice(1), range(one.columnOf("checklist", "act"))]);
    one.setUp();
    expect(one.type("checklist", firstDataRow, "act", contact)).toBe("refused");
    expect(one.type("checklist", firstDataRow, "done", contact)).toBe("done");
  });

  test("keeps a column that the district has added and opened", () => {
    const one = aRegister({});
    one.spreadsheets.batchUpdate(one.id, [
      { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } },
    ]);
    const theirs = tabs.checklist.columns.length;
    leaving(one, (open) => [...open.slice(1), range(theirs)]);
    one.setUp();
    const place = { spreadsheetId: one.id, sheetId, row: firstDataRow, column: theirs };
    const typed = editCells(one.bench.store, { ...place, values: [["ours"]] }, contact);
    expect("done" in typed).toBe(true);
    expect(one.type("checklist", firstDataRow, "notes", contact)).toBe("done");
  });
});
