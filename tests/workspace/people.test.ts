/** People at the pages of a Form and a spreadsheet, beside what tests/play asks of scenarios: all or nothing. */
import { beforeEach, expect, test } from "vitest";
import {
  createForm,
  editQuestion,
  formServices,
  PersonRefused,
  submitResponse,
} from "../../scripts/workspace/forms";
import { LocalWorkspace } from "../../scripts/workspace/runtime";
import { driveSlice } from "../../scripts/workspace/service";
import { scriptOwnServices } from "../../scripts/workspace/services";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { addTab, append, Desk, editor, field, owner } from "./sheets-context";

const stranger = "stranger@elsewhere.example";
const start = Date.parse("2026-09-01T16:00:00Z");
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

function workspaceWith(body: string, scopes = ["forms.currentonly", "userinfo.email"]) {
  const workspace = new LocalWorkspace({
    bundle: `function go() { const form = FormApp.getActiveForm(); ${body} }`,
    manifest: {
      timeZone: "America/Los_Angeles",
      oauthScopes: scopes.map((scope) => `https://www.googleapis.com/auth/${scope}`),
    },
    services: [...scriptOwnServices, ...formServices],
    start,
  });
  workspace.containerId = createForm(workspace.store, { owner: owner, at: start, title: "Report" });
  return workspace;
}

const click = (workspace: LocalWorkspace, as = owner) =>
  workspace.run({ function: "go", surface: "menu", as });

/** A published form with four questions, and their ids. */
function published() {
  const workspace = workspaceWith(`
    form.setPublished(true);
    const name = form.addTextItem().setTitle("Name");
    const signs = form.addCheckboxItem().setTitle("Signs").setChoiceValues(["a", "b", "c"]);
    const place = form.addListItem().setTitle("School").setRequired(true).setChoiceValues(["North", "South"]);
    const when = form.addDateTimeItem().setTitle("When");
    return [name, signs, place, when].map((item) => item.getId());`);
  const ids = click(workspace).value as readonly number[]; // What the script returns.
  const [name = "", signs = "", school = "", time = ""] = ids.map(String);
  const { store, containerId: id } = workspace;
  const submit = (answers: Record<string, string | string[]>) =>
    submitResponse(store, id, answers, start, { checkPage: true });
  return { store, id, name, signs, school, time, submit };
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
