/** Rows, columns and tabs that a scenario moves, in each shape that its argument may take; and earlier versions put back. */
import { expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import type { Output } from "../day/look";

const submit = (studentName: string) => ({
  submit: { school: "North High", studentName, factors: ["frequently-absent"] },
});
const two = [submit("Zoe Doe"), submit("Ann Roe")];
const students = ({ cases }: Output) => cases.map(({ student }) => student);
const headers = ({ cells }: Output) => (cells?.["Cases"]?.[0] ?? []).map((cell) => cell?.value);

test.each([
  ["by a column", { sort: { tab: "cases", by: "student" } }, ["Ann Roe", "Zoe Doe"]],
  ["bare", { sort: "student" }, ["Ann Roe", "Zoe Doe"]],
  ["with the tab beside it", { sort: "student", tab: "Cases" }, ["Ann Roe", "Zoe Doe"]],
  ["by a header", { sort: { column: "Student", order: "asc" } }, ["Ann Roe", "Zoe Doe"]],
  ["downwards", { sort: { by: "case", descending: true } }, ["Ann Roe", "Zoe Doe"]],
  [
    "the other way to say so",
    { sort: { column: "student", ascending: false } },
    ["Zoe Doe", "Ann Roe"],
  ],
])("a sort %s", async (_name, sheet, expected) => {
  const out = await playCleanDay([...two, { sheet }]);
  expect(students(out)).toEqual(expected);
  expect(out.runs.some(({ event }) => event === 2)).toBe(false);
});

test.each([
  ["one above the data", { insertRows: 1 }, [4, 5]],
  ["two before a key", { insertRows: { tab: "cases", before: "26-0002", count: 2 } }, [3, 6]],
  ["one after a row", { insertRows: { after: 3 } }, [3, 5]],
  ["at a row", { insertRows: { at: 4, rows: 1 } }, [3, 5]],
])("inserting rows: %s", async (_name, sheet, rows) => {
  const out = await playCleanDay([...two, { sheet, as: "contact" }]);
  const keys = (out.cells?.["Cases"] ?? []).map((row) => row[0]?.value);
  expect(keys.flatMap((key, at) => (String(key).startsWith("26-") ? [at + 1] : []))).toEqual(rows);
});

test.each([
  ["a key", { deleteRows: { tab: "cases", key: "26-0001" } }],
  ["keys", { deleteRows: { tab: "cases", keys: ["26-0001"] } }],
  ["a case", { deleteRows: { case: "26-0001" } }],
  ["a row", { deleteRows: { rows: [3] } }],
  ["a row and a count", { deleteRows: { from: 3, count: 1 } }],
  ["a bare key", { deleteRows: "26-0001" }],
])("deleting rows by %s", async (_name, sheet) => {
  const out = await playCleanDay([...two, { sheet }]);
  expect(students(out)).toEqual(["Ann Roe"]);
});

test("an act's row is deleted by its case and its act, and all acts of a case by the case", async () => {
  const gone = { tab: "checklist", case: "26-0001", act: "review-report" };
  const out = await playCleanDay([
    ...two,
    { sheet: { deleteRows: gone } },
    { sheet: { deleteRows: { tab: "checklist", case: "26-0002" } } },
  ]);
  expect(out.checklist.map(({ case: of }) => of)).not.toContain("26-0002");
  expect(out.checklist.map(({ act }) => act)).toContain("call-child-and-family-services");
  expect(out.checklist.map(({ act }) => act)).not.toContain("review-report");
});

test("tabs are renamed and deleted", async () => {
  const out = await playCleanDay([
    { sheet: { renameTab: { tab: "plan", to: "Action plan" } }, as: "lead" },
    { sheet: { deleteTab: "log" } },
    { sheet: { deleteTab: { tab: "Action plan" } } },
  ]);
  expect(Object.keys(out.cells ?? {})).not.toContain("Log");
  expect(Object.keys(out.cells ?? {})).not.toContain("Plan");
  expect(Object.keys(out.cells ?? {})).not.toContain("Action plan");
});

test.each([
  ["to a place further right", { column: "case", to: 3 }, ["acknowledged", "openMatters", "case"]],
  [
    "to the first place",
    { tab: "cases", column: "status", to: 1 },
    ["status", "case", "acknowledged"],
  ],
  [
    "before another",
    { column: "status", before: "acknowledged" },
    ["case", "status", "acknowledged"],
  ],
  [
    "after another",
    { column: "case", after: "acknowledged" },
    ["acknowledged", "case", "openMatters"],
  ],
  ["to where another is", { column: "status", to: "case" }, ["status", "case", "acknowledged"]],
  ["to where it is", { column: "acknowledged", to: "B" }, ["case", "acknowledged", "openMatters"]],
])("a column moves %s", async (_name, moveColumn, expected) => {
  const out = await playCleanDay([submit("Zoe Doe"), { sheet: { moveColumn } }]);
  expect(headers(out).slice(0, 3)).toEqual(expected);
  expect(students(out)).toEqual(["Zoe Doe"]);
});

const day = [submit("First"), { advance: "PT1H" }, submit("Second"), { advance: "PT1H" }];

test.each([
  ["an age", { ago: "PT90M" }, ["First"]],
  ["a bare age", "PT90M", ["First"]],
  ["an instant", { to: "2026-09-01T09:30:00-07:00" }, ["First"]],
  ["an event that had ended", 1, ["First"]],
  ["an event that had not begun", { beforeEvent: 2 }, ["First"]],
  ["the start of the day", { event: -1 }, []],
  ["an age that changes nothing", { ago: "PT0S" }, ["First", "Second"]],
])("a version is restored by %s", async (_name, restoreVersion, expected) => {
  const out = await playCleanDay([...day, { sheet: { restoreVersion } }]);
  expect(students(out)).toEqual(expected);
});

test("the version before the present one brings back what was deleted", async () => {
  const out = await playCleanDay([
    ...two,
    { sheet: { deleteTab: "plan" } },
    { sheet: { restoreVersion: true }, as: "contact" },
  ]);
  expect(Object.keys(out.cells ?? {})).toContain("Plan");
  expect(students(out)).toHaveLength(2);
});

test.each([
  ["a tab that is not there", { sort: { tab: "Ghosts", by: "x" } }, "there is no tab Ghosts"],
  ["a register that is not there", { sort: "case", register: "attic" }, "no register attic"],
  ["a column that is not there", { sort: "colour" }, "there is no column colour"],
  ["a member that means nothing", { sort: { by: "case", colour: 1 } }, "it takes no `colour`"],
  ["a key that is not there", { deleteRows: { key: "26-0009" } }, "there is no row 26-0009"],
  ["no rows", { deleteRows: {} }, "it names no rows"],
  ["no title", { renameTab: {} }, "it says no new title"],
  ["an age before the register", { restoreVersion: { ago: "P9D" } }, "no version so old"],
  ["what is no age", { restoreVersion: "yesterday" }, "neither a duration nor an instant"],
])("%s is noted, and the day goes on", async (_name, sheet, reason) => {
  const out = await playDay([...two, { sheet }]);
  expect(out.refused).toMatchObject([{ event: 2, error: expect.stringContaining(reason) }]);
  expect(students(out)).toEqual(["Zoe Doe", "Ann Roe"]);
});

test.each([
  ["deleteRows", "26-0001"],
  ["sort", "student"],
  ["deleteTab", "cases"],
  ["moveColumn", { column: "case", to: 3 }],
])("%s is refused to a contact, whom protected cells are kept from", async (act, argument) => {
  const out = await playDay([...two, { sheet: { [act]: argument }, as: "contact" }]);
  expect(out.refused).toMatchObject([{ event: 2, error: expect.stringContaining("protected") }]);
  expect(students(out)).toEqual(["Zoe Doe", "Ann Roe"]);
});
