/** Registers of commit c70f176 as a district has made them its own, and one that is restored to a version of before: what Upgrade makes of them. */
import { expect, test } from "vitest";
import { putCells, tabCells } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace";
import { schemaText } from "../../src/register/schema";
import { caseColumns } from "../../src/register/tabs";
import { byHand, one, write } from "../day/damage";
import { fileOf, marksOf } from "./marks";
import { oldDesk, oldestText, played } from "./old-desk";

const upgrade = { menu: { name: "upgrade" } };
const ownTab = 900;

function cases(workspace: LocalWorkspace) {
  const found = tabCells(workspace.store, fileOf(workspace, "main").id, "cases");
  if (found === null) throw new Error("there is no tab of cases");
  return found;
}

/** The rows of keys, of titles and of the first case, in the order of the sheet. */
function sight(workspace: LocalWorkspace) {
  const { rows } = cases(workspace).sheet;
  return [0, 1, 2].map((row) => rows[row]?.values ?? []);
}

test("moved and renamed columns, a column and a tab of the district's own stay where they are", () => {
  const workspace = oldDesk();
  const at = (key: string) => cases(workspace).positions.get(key) ?? -1;
  byHand(workspace, [
    {
      moveDimension: { source: one("cases", "COLUMNS", at("student")), destinationIndex: 2 },
    },
    { insertDimension: { range: one("cases", "COLUMNS", 6), inheritFromBefore: true } },
    write("cases", 1, 6, "Bus line"),
    write("cases", 2, 6, "Line 17"),
    { addSheet: { properties: { sheetId: ownTab, title: "Bus lines", index: 1 } } },
  ]);
  byHand(workspace, [write("cases", 1, at("notes"), "What we know")]);
  const before = sight(workspace);
  const titles = fileOf(workspace, "main").sheets.map(({ properties }) => properties.title);

  const out = played(workspace, upgrade);
  expect(out.errors).toEqual([]);
  expect(marksOf(workspace, "main")).toEqual([schemaText, schemaText]);
  const after = sight(workspace);
  expect(after[0]?.slice(0, before[0]?.length)).toEqual(before[0]);
  expect(after[1]?.slice(0, before[1]?.length)).toEqual(before[1]);
  expect([...cases(workspace).positions.keys()].sort()).toEqual(
    caseColumns()
      .map(({ key }) => key)
      .sort(),
  );
  // Of the first case only what the script alone writes is otherwise.
  const changed = (before[2] ?? []).flatMap((cell, index) =>
    cell === after[2]?.[index] ? [] : [after[0]?.[index]],
  );
  const ofPeople: readonly string[] = caseColumns().flatMap(({ key, editableBy }) =>
    editableBy === "nobody" ? [] : [key],
  );
  expect(changed.filter((key) => ofPeople.includes(String(key)))).toEqual([]);
  expect(fileOf(workspace, "main").sheets.map(({ properties }) => properties.title)).toEqual(
    titles,
  );

  // And work goes on in them.
  const day = played(
    workspace,
    { edit: { case: "26-0006", set: { acknowledged: true, student: "Student Six" } } },
    { advance: "PT6M" },
  );
  expect(day.cases.find((row) => row["case"] === "26-0006")).toMatchObject({
    acknowledged: true,
    student: "Student Six",
  });
});

const told = (out: ReturnType<typeof played>) =>
  out.inbox.flatMap(({ message, to }) => (message === "upgrade-waits" ? [to.join()] : [])).sort();
const leads = ["admin@district.example", "lead@district.example"];

test("a register of before works on; lead and admin are told once, and Upgrade ends it", () => {
  const workspace = oldDesk();
  const out = played(
    workspace,
    { submit: { school: "North High", studentName: "Student 12", factors: ["frequently-absent"] } },
    { advance: "PT90M" },
  );
  expect(out.errors).toEqual([]);
  expect(out.cases.filter((row) => row["student"] === "Student 12")).toHaveLength(1);
  expect(marksOf(workspace, "main")).toEqual([oldestText, oldestText]);
  expect(told(out)).toEqual(leads);
  const after = played(workspace, upgrade, { advance: "PT15M" });
  expect(told(after)).toEqual(leads);
  expect(after.cases.filter((row) => row["student"] === "Student 12")).toHaveLength(1);
});

/** A day on which the register that such a report goes to is upgraded, gets the report, and is restored to how it was before. */
function restored(register: "main" | "sealed", says: object) {
  const workspace = oldDesk();
  const before = new Date(workspace.clock.now).toISOString();
  const report = { school: "North High", studentName: "Student 13", studentId: "710013", ...says };
  const events = [
    upgrade,
    { submit: { ...report, factors: ["frequently-absent"] } },
    { advance: "PT10M" },
    { sheet: { restoreVersion: { register, to: before } }, as: "admin" },
  ];
  played(workspace, ...events);
  expect(marksOf(workspace, register)).toEqual([oldestText, oldestText]);
  return workspace;
}

/** Once a day all that the Form holds is compared. */
function theNextDay(workspace: LocalWorkspace) {
  workspace.passUnattended(24 * 3_600_000);
  const out = played(workspace, { advance: "PT11M" });
  expect(out.errors).toEqual([]);
  return out.cases.filter((row) => row["student"] === "Student 13");
}

test("a register restored to a version of before is known as that, told of, and upgraded again", () => {
  const workspace = restored("main", {});
  const out = played(workspace, { advance: "PT65M" });
  expect(marksOf(workspace, "main")).toEqual([oldestText, oldestText]);
  expect(told(out)).toEqual(leads);
  played(workspace, upgrade);
  expect(marksOf(workspace, "main")).toEqual([schemaText, schemaText]);
  expect(theNextDay(workspace)).toMatchObject([{ register: "main" }]);
});

test("a reader's file restored to one of the oldest schema gets its report again, and Upgrade brings it to today's", () => {
  const workspace = restored("sealed", { recipientMayBeInvolved: "contact" });
  expect(theNextDay(workspace)).toMatchObject([{ register: "sealed" }]);
  played(workspace, upgrade);
  expect(marksOf(workspace, "sealed")).toEqual([schemaText, schemaText]);
});

test("a case stays with its protocol, also one that this version does not have", () => {
  const workspace = oldDesk();
  const elsewhere = "elsewhere-2031 2031-01-01";
  putCells(cases(workspace), 4, { protocolVersion: elsewhere });
  const acts = (out: ReturnType<typeof played>) =>
    out.checklist.filter((row) => row["case"] === "26-0003");
  const before = acts(played(workspace));
  const out = played(workspace, upgrade, { advance: "PT15M" });
  expect(out.cases.find((row) => row["case"] === "26-0003")).toMatchObject({
    protocolVersion: elsewhere,
  });
  expect(before.length).toBeGreaterThan(0);
  expect(acts(out).map((row) => row["act"])).toEqual(before.map((row) => row["act"]));
  expect(out.pages.map(({ text }) => text).join()).toContain(`(${elsewhere}): 26-0003.`);
});
