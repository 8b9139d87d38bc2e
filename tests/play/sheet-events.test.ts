/** Rows, columns and tabs that a scenario moves, with each form of the argument, and earlier versions that it restores. */
import { expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { editOf, noEditTrigger } from "../day/events";
import type { Output } from "../day/look";

const submit = (studentName: string) => ({
  submit: { school: "North High", studentName, factors: ["frequently-absent"] },
});
const two = [submit("Zoe Doe"), submit("Ann Roe")];
const students = ({ cases }: Output) => cases.map(({ student }) => student);
const rows = ({ cells }: Output) =>
  (cells?.["Cases"] ?? []).flatMap(([key], at) =>
    String(key?.value).startsWith("26-") ? [at + 1] : [],
  );
const headers = ({ cells }: Output) =>
  (cells?.["Cases"]?.[0] ?? [])
    .slice(0, 3)
    .map((cell) => cell?.value)
    .join(" ");

/** Somebody's act on the sheet after the two reports; no run of the script fails or is brought about. */
async function after(sheet: object, as = "admin"): Promise<Output> {
  const day = await Day.after(...two);
  const before = day.workspace.runs.length;
  const out = day.playClean({ sheet, as });
  expect(day.workspace.runs.length).toBe(before);
  return out;
}

const byName = ["Ann Roe", "Zoe Doe"];
const shapes: readonly (readonly [object, (out: Output) => unknown, unknown])[] = [
  [{ sort: { tab: "cases", by: "student" } }, students, byName],
  [{ sort: "student" }, students, byName],
  [{ sort: "student", tab: "Cases" }, students, byName],
  [{ sort: { column: "Student", order: "asc" } }, students, byName],
  [{ sort: { by: "case", descending: true } }, students, byName],
  [{ sort: { column: "student", ascending: false } }, students, ["Zoe Doe", "Ann Roe"]],
  [{ insertRows: 1 }, rows, [4, 5]],
  [{ insertRows: { tab: "cases", before: "26-0002", count: 2 } }, rows, [3, 6]],
  [{ insertRows: { after: 3 } }, rows, [3, 5]],
  [{ insertRows: { at: 4, rows: 1 } }, rows, [3, 5]],
  [{ deleteRows: { tab: "cases", key: "26-0001" } }, students, ["Ann Roe"]],
  [{ deleteRows: { tab: "cases", keys: ["26-0001"] } }, students, ["Ann Roe"]],
  [{ deleteRows: { case: "26-0001" } }, students, ["Ann Roe"]],
  [{ deleteRows: { rows: [3] } }, students, ["Ann Roe"]],
  [{ deleteRows: { from: 3, count: 1 } }, students, ["Ann Roe"]],
  [{ deleteRows: "26-0001" }, students, ["Ann Roe"]],
  [{ moveColumn: { column: "case", to: 3 } }, headers, "acknowledged openMatters case"],
  [{ moveColumn: { tab: "cases", column: "status", to: 1 } }, headers, "status case acknowledged"],
  [
    { moveColumn: { column: "status", before: "acknowledged" } },
    headers,
    "case status acknowledged",
  ],
  [
    { moveColumn: { column: "case", after: "acknowledged" } },
    headers,
    "acknowledged case openMatters",
  ],
  [{ moveColumn: { column: "status", to: "case" } }, headers, "status case acknowledged"],
  [{ moveColumn: { column: "acknowledged", to: "B" } }, headers, "case acknowledged openMatters"],
];

test.each(shapes)("%j", async (sheet, look, expected) => {
  expect(look(await after(sheet))).toEqual(expected);
});

test("a contact may insert rows; an act's row is deleted by its case and its act, and all of a case by the case", async () => {
  expect(rows(await after({ insertRows: 1 }, "contact"))).toEqual([4, 5]);
  const gone = { tab: "checklist", case: "26-0001", act: "review-report" };
  const day = await Day.after(...two);
  const { checklist } = day.playClean(
    { sheet: { deleteRows: gone } },
    { sheet: { deleteRows: { tab: "checklist", case: "26-0002" } } },
  );
  expect(checklist.map(({ case: of }) => of)).not.toContain("26-0002");
  expect(checklist.map(({ act }) => act)).toContain("call-child-and-family-services");
  expect(checklist.map(({ act }) => act)).not.toContain("review-report");
});

test("tabs are renamed and deleted, and the version before the present one brings back what was deleted", async () => {
  const day = await Day.after(...two);
  const titles = (...events: object[]) => Object.keys(day.playClean(...events).cells ?? {});
  const renamed = { sheet: { renameTab: { tab: "plan", to: "Action plan" } }, as: "lead" };
  const gone = titles(renamed, { sheet: { deleteTab: "log" } });
  expect(gone).toContain("Action plan");
  expect(gone).not.toContain("Log");
  const back = titles(
    { sheet: { deleteTab: { tab: "Action plan" } } },
    { sheet: { restoreVersion: true }, as: "contact" },
  );
  expect(back).toContain("Action plan");
  const cases = { sheet: { deleteTab: "cases" } };
  expect(titles(cases, { sheet: { restoreVersion: true } })).toContain("Cases");
});

const renamed = (student: string) => editOf("26-0002", { student });
const hour = { advance: "PT1H" };
const day = [
  ...[submit("First"), hour, submit("Second"), hour],
  ...[noEditTrigger, renamed("Third"), renamed("Fourth")],
];

test.each([
  [{ ago: "PT90M" }, ["First"]],
  ["PT90M", ["First"]],
  [{ to: "2026-09-01T09:30:00-07:00" }, ["First"]],
  [1, ["First"]],
  [{ beforeEvent: 2 }, ["First"]],
  [{ event: -1 }, []],
  [{ event: 5 }, ["First", "Third"]],
  [{ back: 1 }, ["First", "Third"]],
  [{ ago: "PT0S" }, ["First", "Fourth"]],
])("the version %j is restored", async (restoreVersion, expected) => {
  const out = await playDay([...day, { sheet: { restoreVersion } }]);
  expect([out.errors, students(out)]).toEqual([[], expected]);
});

test.each<[object, string]>([
  [{ sort: { tab: "Ghosts", by: "x" } }, "there is no tab Ghosts"],
  [{ sort: "case", register: "attic" }, "no register attic"],
  [{ sort: "colour" }, "there is no column colour"],
  [{ sort: { by: "case", colour: 1 } }, "it takes no `colour`"],
  [{ deleteRows: { key: "26-0009" } }, "there is no row 26-0009"],
  [{ deleteRows: {} }, "it names no rows"],
  [{ renameTab: {} }, "it says no new title"],
  [{ restoreVersion: { ago: "P9D" } }, "no version so old"],
  [{ restoreVersion: "yesterday" }, "neither a duration nor an instant"],
])("%j is noted, and the day goes on", async (sheet, reason) => {
  const out = await after(sheet);
  expect(out.refused).toMatchObject([{ error: expect.stringContaining(reason) }]);
  expect(students(out)).toEqual(["Zoe Doe", "Ann Roe"]);
});

test.each<object>([
  { deleteRows: "26-0001" },
  { sort: "student" },
  { deleteTab: "cases" },
  { moveColumn: { column: "case", to: 3 } },
])("%j is refused to a contact, whom protected cells are kept from", async (sheet) => {
  const out = await after(sheet, "contact");
  expect(out.refused).toMatchObject([{ error: expect.stringContaining("protected") }]);
  expect(students(out)).toEqual(["Zoe Doe", "Ann Roe"]);
});
