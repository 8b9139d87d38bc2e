/** People at the pages of a Form and a spreadsheet, beside what tests/play asks of scenarios. */
import { expect, test } from "vitest";
import { PersonRefused, submitResponse } from "../../scripts/workspace/forms";
import { installedTriggers } from "../../scripts/workspace/index";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import { maySee } from "../../scripts/workspace/sheets/access";
import { editCells, readTab } from "../../scripts/workspace/sheets/person";
import { shiftedStretch } from "../../scripts/workspace/sheets/ranges";
import type { NewFormItem } from "../../src/ports";
import { written } from "../conformance/table/sheets";
import { admin, Bench, byAPerson, contact, monday } from "../contract/bench";

test("a cell of ticks takes a tick or nothing, of all that is pasted or of none; in the trash no cell takes anything", () => {
  const { ports, store } = new Bench();
  const id = ports.spreadsheets.create("Register", "main");
  const range = { sheetId: 0, startColumnIndex: 1, endColumnIndex: 2 };
  const rule = { condition: { type: "BOOLEAN" }, strict: true };
  const cells = written({ sheetId: 0, title: "" }, 0, 0, [["a", true]]);
  const below = { sheetId: 0, startRowIndex: 1, startColumnIndex: 2, endColumnIndex: 3 };
  const rules = [range, below].map((one) => ({ setDataValidation: { range: one, rule } }));
  const requests = [...rules, cells];
  ports.spreadsheets.batchUpdate(id, requests.map(byAPerson));
  const paste = (...values: (string | boolean)[]) => pasteRows([values]);
  const pasteRows = (values: (string | boolean)[][]) => {
    const edit = { spreadsheetId: id, sheetId: 0, row: 0, column: 0, values };
    const outcome = editCells(store, edit, admin);
    const row = (readTab(store, id, 0)[0] ?? []).map((cell) => cell?.value ?? "");
    return ["refused" in outcome, ...row];
  };
  expect(paste("b", "TRUE")).toEqual([true, "a", true]);
  expect(paste("b", false)).toEqual([false, "b", false]);
  expect(
    pasteRows([
      ["c", true, "free"],
      ["d", true, "bound"],
    ])[0],
  ).toBe(true);
  expect(paste("c", "")).toEqual([false, "c"]);
  Object.assign(driveSlice(store).files[id] ?? {}, { trashed: true });
  expect(paste("d", "")).toEqual([true, "c"]);
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
  return { ...ids, submit };
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

test.each<[DriveFile["linkSharing"], string, boolean]>([
  ["domain", contact, true],
  ["domain", "somebody@elsewhere.example", false],
  ["anyone", "somebody@elsewhere.example", true],
  ["none", contact, false],
])("a file that is open by link to %s is seen by %s: %s", (linkSharing, who, sees) => {
  const { ports, store } = new Bench();
  const file = driveSlice(store).files[ports.spreadsheets.create("Register", "main")];
  expect(file !== undefined && maySee({ ...file, linkSharing }, who)).toBe(sees);
});

test("a range grows by rows inserted within it, and by none right after it; a deleted account's triggers stay gone", () => {
  const inserted = (at: number) => shiftedStretch(2, 5, { kind: "insert", at, count: 3 });
  expect([inserted(4), inserted(5)]).toEqual([
    { start: 2, end: 8 },
    { start: 2, end: 5 },
  ]);
  const { workspace, ports } = new Bench();
  ports.triggers.createEveryMinutes("perform", 5);
  workspace.deleteAccount(admin);
  workspace.createAccount(admin);
  expect(installedTriggers(workspace.store)).toEqual([]);
});
