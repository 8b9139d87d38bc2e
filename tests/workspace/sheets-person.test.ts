/** What people type in the spreadsheet's page, beside what tests/play asks of scenarios: all or nothing. */
import { beforeEach, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { addTab, append, Desk, editor, field, owner } from "./sheets-context";

const sheetId = 101;
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
    "a paste that touches a protected cell",
    editor,
    0,
    [["9", "Open"]],
    "You are trying to edit a protected cell",
  ],
  ["the owner types into a protected cell", owner, 0, [["9"]], null],
  ["a text in a checkbox", editor, 2, [["TRUE"]], "violates the data validation rules"],
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
