/** People at the pages of a Form and a spreadsheet, beside what tests/play asks of scenarios: all or nothing. */
import { expect, test } from "vitest";
import { editQuestion, PersonRefused, submitResponse } from "../../scripts/workspace/forms";
import { driveSlice } from "../../scripts/workspace/service";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import type { NewFormItem } from "../../src/ports";
import { appended, protect } from "../conformance/table/sheets";
import { Bench, byAPerson, contact as editor, monday, admin as owner } from "../contract/bench";

const stranger = "stranger@elsewhere.example";
const cases = { sheetId: 101, title: "Cases" };
const { sheetId } = cases;

/** A register that an editor can open: a column that is closed, one of choices, one of ticks. */
function aRegister() {
  const bench = new Bench();
  const { spreadsheets } = bench.ports;
  const id = spreadsheets.create("Register", "main");
  driveSlice(bench.store).files[id]?.editors.push(editor);
  const column = (at: number) => ({ sheetId, startColumnIndex: at, endColumnIndex: at + 1 });
  const strict = (at: number, condition: object) => ({
    setDataValidation: {
      range: { ...column(at), startRowIndex: 1 },
      rule: { condition, strict: true },
    },
  });
  const requests = [
    { addSheet: { properties: { ...cases, gridProperties: { rowCount: 6, columnCount: 4 } } } },
    appended(cases, [
      ["k", "s", "d", "n"],
      ["2", "Open", false, "b"],
      ["1", "Open", true, "a"],
    ]),
    strict(1, { type: "ONE_OF_LIST", values: [{ userEnteredValue: "Open" }] }),
    strict(2, { type: "BOOLEAN" }),
    protect({ range: column(0), editors: { users: [], domainUsersCanEdit: false } }),
  ];
  spreadsheets.batchUpdate(id, requests.map(byAPerson));
  return { store: bench.store, id };
}

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
  const { store, id } = aRegister();
  const before = readTab(store, id, sheetId);
  const edit = { spreadsheetId: id, sheetId, row: 1, column, values };
  const outcome = editCells(store, edit, as);
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
    expect(readTab(store, id, sheetId)[1]?.[column]?.value ?? "").toBe(values[0]?.[0]);
  } else {
    expect(outcome).toEqual({ refused: expect.stringContaining(refusal) });
    expect(readTab(store, id, sheetId)).toEqual(before);
  }
});

test("a file in the bin is edited by nobody", () => {
  const { store, id } = aRegister();
  Object.assign(driveSlice(store).files[id] ?? {}, { trashed: true });
  const edit = { spreadsheetId: id, sheetId, row: 1, column: 3, values: [["x"]] };
  expect(editCells(store, edit, owner)).toHaveProperty("refused");
});

/** A published form with four questions, and their ids. */
function published() {
  const bench = new Bench();
  const ids = bench.run(({ form }) => {
    const add = (kind: NewFormItem["kind"], choices: string[] = []) =>
      String(
        form.add({ kind, title: kind, help: "", required: kind === "dropdown", choices }, null),
      );
    form.set("published", true);
    return {
      name: add("line"),
      signs: add("any-of", ["a", "b", "c"]),
      school: add("dropdown", ["North", "South"]),
      time: add("date-time"),
    };
  });
  const { store, workspace } = bench;
  const id = workspace.containerId;
  const submit = (answers: Record<string, string | string[]>) =>
    submitResponse(store, id, answers, monday, { checkPage: true });
  return { store, id, ...ids, submit };
}

test("its page takes what it offers and refuses the rest", () => {
  const { name, signs, school, time, submit } = published();
  const good = { [school]: "North" };
  expect(submit({ ...good, [signs]: ["c"], [time]: "2026-09-01 08:30" })).toMatch(/^2_/);
  for (const bad of [
    {},
    { [name]: "x" },
    { [school]: "East" },
    { ...good, [signs]: "c" },
    { ...good, [signs]: ["d"] },
    { ...good, [time]: "yesterday" },
  ]) {
    expect(() => submit(bad)).toThrow(PersonRefused);
  }
});

test("an editor renames a choice; a stranger may not", () => {
  const { store, id, school, submit } = published();
  const rename = (as: string) => editQuestion(store, id, Number(school), { choices: ["East"] }, as);
  expect(() => rename(stranger)).toThrow(PersonRefused);
  rename(owner);
  expect(submit({ [school]: "East" })).toMatch(/^2_/);
});
