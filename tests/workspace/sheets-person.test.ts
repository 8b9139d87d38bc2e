/** People's acts in the spreadsheet's page: access, protection, validation; all or nothing. */
import { beforeEach, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { editCells, filterViewsOf, readTab } from "../../scripts/workspace/sheets/person";
import {
  deleteRows,
  deleteTab,
  insertRows,
  moveColumn,
  renameTab,
  restoreVersion,
  sortRows,
  versionOf,
} from "../../scripts/workspace/sheets/person-structure";
import { addTab, append, Desk, editor, field, owner } from "./sheets-context";

const sheetId = 101;
const stranger = "stranger@elsewhere.example";
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.share(editor);
  const column = (at: number) => ({ sheetId, startColumnIndex: at, endColumnIndex: at + 1 });
  const rule = (condition: unknown) => ({ condition, strict: true });
  const words = { type: "ONE_OF_LIST", values: [{ userEnteredValue: "Open" }] };
  desk.batch(
    addTab(sheetId, "Cases", 6, 4),
    append(sheetId, ["k", "s", "d", "n"], ["2", "Open", false, "b"], ["1", "Open", true, "a"]),
    { setDataValidation: { range: { ...column(1), startRowIndex: 1 }, rule: rule(words) } },
    {
      setDataValidation: {
        range: { ...column(2), startRowIndex: 1 },
        rule: rule({ type: "BOOLEAN" }),
      },
    },
    {
      addProtectedRange: {
        protectedRange: { range: column(0), editors: { users: [], domainUsersCanEdit: false } },
      },
    },
  );
});

const keys = () => readTab(desk.store, desk.id, sheetId).map((row) => row[0]?.value ?? null);

test.each<[string, string, number, (string | number | boolean | null)[][], string | null]>([
  ["an editor ticks a box", editor, 2, [[true]], null],
  ["an editor clears a choice", editor, 1, [[""]], null],
  [
    "an editor pastes below the last row",
    editor,
    3,
    [["x"], ["y"], ["z"], ["w"], ["v"], ["u"]],
    null,
  ],
  [
    "an editor types into a protected cell",
    editor,
    0,
    [["9"]],
    "You are trying to edit a protected cell",
  ],
  [
    "a paste that touches a protected cell",
    editor,
    0,
    [["9", "Open"]],
    "You are trying to edit a protected cell",
  ],
  ["the owner types into a protected cell", owner, 0, [["9"]], null],
  ["a word that is not in the list", editor, 1, [["Closed"]], "violates the data validation rules"],
  ["a text in a checkbox", editor, 2, [["TRUE"]], "violates the data validation rules"],
  [
    "one bad row of a paste",
    editor,
    1,
    [["Open"], ["Closed"]],
    "violates the data validation rules",
  ],
  ["somebody without access", stranger, 3, [["x"]], "You need access"],
])("%s", (_name, as, column, values, refusal) => {
  const before = readTab(desk.store, desk.id, sheetId);
  const edit = { spreadsheetId: desk.id, sheetId, row: 1, column, values };
  const outcome = editCells(desk.store, edit, as);
  if (refusal === null) {
    expect(outcome).toEqual({
      done: {
        sheetId,
        rowStart: 2,
        rowEnd: 1 + values.length,
        columnStart: column + 1,
        columnEnd: column + (values[0]?.length ?? 0),
      },
    });
    expect(readTab(desk.store, desk.id, sheetId)[1]?.[column]?.value ?? "").toBe(values[0]?.[0]);
  } else {
    expect(field(outcome, "refused")).toContain(refusal);
    expect(readTab(desk.store, desk.id, sheetId)).toEqual(before);
  }
});

test("a file in the bin is edited by nobody", () => {
  const file = driveSlice(desk.store).files[desk.id];
  if (file !== undefined) file.trashed = true;
  const edit = { spreadsheetId: desk.id, sheetId, row: 1, column: 3, values: [["x"]] };
  expect(editCells(desk.store, edit, owner)).toHaveProperty("refused");
});

test("rows and columns move for the owner, and across protection for nobody else", () => {
  const place = { spreadsheetId: desk.id, sheetId };
  expect(deleteRows(desk.store, place, 1, 1, editor)).toHaveProperty("refused");
  expect(sortRows(desk.store, place, { firstRow: 1, column: 0 }, editor)).toHaveProperty("refused");
  expect(deleteTab(desk.store, place, editor)).toHaveProperty("refused");
  expect(insertRows(desk.store, place, 1, 1, editor)).toEqual({ done: null });
  expect(keys()).toEqual(["k", null, "2", "1"]);
  const version = versionOf(desk.store, desk.id);
  expect(sortRows(desk.store, place, { firstRow: 1, column: 0 }, owner)).toEqual({ done: null });
  expect(keys()).toEqual(["k", "1", "2"]);
  expect(moveColumn(desk.store, place, 0, 2, owner)).toEqual({ done: null });
  expect(keys()[0]).toBe("s");
  expect(renameTab(desk.store, place, "Fälle", editor)).toEqual({ done: null });
  expect(field(desk.structure("sheets.properties.title"), "sheets", 1, "properties", "title")).toBe(
    "Fälle",
  );
  if (version === null) throw new Error("no version");
  expect(restoreVersion(desk.store, version, editor)).toEqual({ done: null });
  expect(keys()).toEqual(["k", null, "2", "1"]);
});

test("filter views of a tab", () => {
  desk.batch({
    addFilterView: { filter: { filterViewId: 3, title: "26-0001", range: { sheetId } } },
  });
  expect(filterViewsOf(desk.store, desk.id, sheetId)).toEqual([
    { filterViewId: 3, title: "26-0001", range: { sheetId } },
  ]);
  expect(filterViewsOf(desk.store, desk.id, 0)).toEqual([]);
});
