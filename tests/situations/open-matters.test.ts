/**
 * The column "Needs attention": what is open in a case. Each line links to the columns it is about, never shows other rows' cells as the
 * case's own, and still works after rows moved.
 */

import { describe, expect, test } from "vitest";
import type { Sheet } from "../../scripts/workspace/sheets/store";
import { caseTables, matters } from "../../src/case/tabs/case-columns";
import { firstDataRow } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { call, edit, editOf, first, reportOn, submit, tick } from "../day/events";
import { actOf, caseOf, type Output, onlyCase } from "../day/look";

const rowans = (more: object = {}) => reportOn("Rowan Pine", "730194", more);
const hold = { holdUntil: "2026-09-04" };

test("each matter is said in a few words, and goes as it is seen to", async () => {
  const day = await Day.begin();
  const worst = { concerns: ["confirmed-victim", "suspected-victim"], grade: "9" };
  day.play(rowans({ ...worst, immediateDanger: "yes", parentMayBeInvolved: "yes" }));
  expect(onlyCase(day.play(edit(hold)))["openMatters"]).toEqual([
    "Danger: not over, since Tue Sep 1, 9:00 AM",
    "Acknowledge this case",
    "Hold until Fri Sep 4",
    "Level: record which agency confirmed it",
  ]);
  const seenTo = { dangerOver: true, parentMayBeInvolved: "no", confirmedBy: "law-enforcement" };
  const later = day.playClean(
    edit({ ...seenTo, holdUntil: null }),
    tick(call),
    tick("involve-law-enforcement"),
  );
  expect(onlyCase(later)["openMatters"]).toEqual([
    "Acknowledge this case",
    "Parent: locked; missing: the lead's answer on parents, and 2 more",
    "Closing: finish every step, or choose a reason; 1 call or report is open; the district lead has to agree",
    "Agency's reference missing: Involve law enforcement, and 1 more",
  ]);
});

test("what comes after the calls is said then, or once somebody begins with it", async () => {
  const day = await Day.after(rowans({ concerns: ["suspected-victim"], grade: "12" }));
  const begin = (...events: readonly object[]) =>
    [onlyCase(day.playClean(...events))["openMatters"]]
      .flat()
      .map((line) => String(line).slice(0, 9));
  expect(begin()).toEqual(["Acknowled"]);
  expect(begin(edit({ acknowledged: true }))).toEqual(["2 calls a", "Parent: i"]);
  const tried = ["Undone in", "2 calls a", "Parent: i", "Closing: "];
  expect(begin(edit({ status: "closed" }))).toEqual(tried);
  expect(begin(edit({ victimConsulted: "2026-09-01" }))).toContain("Parent: l");

  const ticked = await Day.after(rowans({ concerns: ["suspected-victim"], grade: "9" }));
  const out = ticked.playClean(tick("inform-parent-or-guardian"));
  expect(String(onlyCase(out)["openMatters"])).toContain("Parent: locked; missing");
});

const keysIn = ({ rows }: Sheet) => (rows[0]?.values ?? []).map(String);
const viewOf = (sheet: Sheet, id: string | undefined) =>
  sheet.filterViews.find(({ filterViewId }) => String(filterViewId) === id)?.filterSpecs ?? [];

/** Every line of every case with its link. */
function linesOf(sheet: Sheet) {
  const column = keysIn(sheet).indexOf("openMatters");
  return sheet.rows.slice(firstDataRow).flatMap((row) => {
    const text = String(row?.values[column] ?? "");
    const runs = row?.runs?.[String(column)] ?? [];
    return runs.flatMap(({ startIndex = 0, format }, at) => {
      const uri = format?.link?.uri;
      const words = text.slice(startIndex, runs[at + 1]?.startIndex);
      return uri === undefined ? [] : [{ reference: String(row?.values[0]), words, uri }];
    });
  });
}

/** What somebody sees who follows the link: the references of the rows that are shown, and the keys of the columns that the link goes to. */
function followed(sheet: Sheet, uri: string) {
  const [, gid, fvid, from = "", to = ""] =
    /^#gid=(\d+)&fvid=(\d+)&range=([A-Z]+):([A-Z]+)$/.exec(uri) ?? [];
  expect(gid).toBe(String(tabs.cases.sheetId));
  const wanted = viewOf(sheet, fvid).map(({ columnIndex = 0, filterCriteria }) => ({
    columnIndex,
    text: filterCriteria?.condition?.values?.[0]?.userEnteredValue,
  }));
  expect(wanted).toHaveLength(1);
  const index = (letters: string) =>
    [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const shown = sheet.rows.slice(firstDataRow).flatMap((row) => {
    if (row === null || row.values.every((value) => value === null)) return [];
    const isShown = wanted.every(({ columnIndex, text }) => row.values[columnIndex] === text);
    return isShown ? [row.values[0]] : [];
  });
  return { keys: keysIn(sheet).slice(index(from), index(to) + 1), shown };
}

describe("a link names no row, and shows no inputs of another case as if they were its own", async () => {
  const danger = { immediateDanger: "yes", concerns: ["suspected-victim"] };
  const sheet = (act: object) => ({ sheet: act, as: "admin" });
  const day = await Day.after(
    rowans(danger),
    reportOn("Sam Birch", "815522", { concerns: ["confirmed-victim"] }),
    reportOn("Ash Oak", "640101", danger),
    sheet({ sort: { by: "student", descending: true } }),
    sheet({ insertRows: { before: first, count: 2 } }),
    editOf("26-0003", hold),
    sheet({ sort: { by: "student" } }),
    reportOn("Rowan Pine", "", danger),
    sheet({ deleteRows: { case: "26-0002" } }),
  );

  test("it leads to the case's own row alone, and to the columns of its matter", () => {
    const cases = day.tab("cases").sheet;
    const found = linesOf(cases);
    const references = new Set(found.map(({ reference }) => reference));
    expect(references).toEqual(new Set([first, "26-0003", "26-0004"]));
    expect(found.length).toBeGreaterThan(5);
    for (const { reference, words, uri } of found) {
      const { keys, shown } = followed(cases, uri);
      expect(shown).toEqual([reference]);
      const at = Object.values(matters).findIndex(({ begins }) => words.startsWith(begins));
      expect(keys).toEqual(Object.values(caseTables().blocks)[at]?.map(({ key }) => key));
    }
    expect(day.workspace.errors).toEqual([]);
  });

  test("a reference leads to the case's acts, and there back to its row", () => {
    const [cases, acts] = [day.tab("cases").sheet, day.tab("checklist").sheet];
    for (const [from, into] of [
      [cases, acts],
      [acts, cases],
    ] as const) {
      const column = keysIn(from).indexOf("case");
      const rows = from.rows.slice(firstDataRow).filter((row) => row?.values[column] != null);
      expect(rows.length).toBeGreaterThan(2);
      for (const row of rows) {
        const [run] = row?.runs?.[String(column)] ?? [];
        const [, gid, fvid] = /^#gid=(\d+)&fvid=(\d+)$/.exec(run?.format?.link?.uri ?? "") ?? [];
        expect(gid).toBe(String(into.properties.sheetId));
        const [rule] = viewOf(into, fvid)[0]?.filterCriteria?.condition?.values ?? [];
        expect(rule?.userEnteredValue).toBe(row?.values[column]);
      }
    }
  });
});

// What is undone says so in the row itself, since a phone hides notes: what was undone, why, and until when.

const undone = (out: Output, reference = first) =>
  [caseOf(out, reference)?.["openMatters"]]
    .flat()
    .filter((line) => String(line).startsWith("Undone in"));
const stepOf = (day: Day, act: string) =>
  String(day.rows("checklist").find(({ cells }) => cells["act"] === act)?.cells["step"]);

test("“Needs attention” says what was undone and what to do", async () => {
  const day = await Day.after(submit());
  const said: readonly (readonly [object, RegExp])[] = [
    [{ holdUntil: "2027-06-01" }, /Hold until”: a hold may not last/],
    [{ school: "Nowhere High" }, /School”: .* as the Schools tab has it/],
    [{ raiseLevelTo: "at-risk" }, /Raise level to”: .*only be rai/],
    [{ assignedTo: "Kim Nemo" }, /Assigned to”: .* in Contacts/],
    [{ victimConsulted: "2026-10-01" }, /Victim consulted on”: .*is in the future/],
    [{ sameStudentAs: "26-0999" }, /Same student as \(case\)”: write the re/],
    [{ status: "closed" }, /Status”: this case cannot be closed yet/],
  ];
  for (const [at, [set, words]] of said.entries()) {
    const lines = undone(day.playClean(edit(set)));
    expect(lines).toHaveLength(at + 1);
    expect(lines).toContainEqual(expect.stringMatching(words));
  }
  const rows = [["31 February"]];
  const out = day.play({ paste: { tab: "cases", key: first, column: "holdUntil", rows } });
  expect(undone(out)).toContainEqual(
    expect.stringMatching(/“Hold until”: this cell takes only a da/),
  );
});

test("until that input is accepted; another one ends it only an hour later", async () => {
  const day = await Day.begin();
  const count = (...events: readonly object[]) => undone(day.play(...events)).length;
  expect(count(submit(), edit({ holdUntil: "2027-06-01" }))).toBe(1);
  expect(count(edit({ notes: "Called home." }))).toBe(1);
  expect(count({ advance: "PT2H" })).toBe(1);
  expect(count(edit({ notes: "Called again." }))).toBe(0);
  expect(count(edit({ school: "Nowhere High" }))).toBe(1);
  expect(count(edit({ school: "South Middle" }))).toBe(0);
});

test("the note on the cell stays as long: on a status, until what was missing is there", async () => {
  const day = await Day.after(submit());
  const noted = (...events: readonly object[]) => {
    day.play(...events);
    return ["status", "holdUntil"].map(
      (key) => day.note("cases", day.rowOf("cases", first), key) !== null,
    );
  };
  expect(noted(edit({ status: "closed" }))).toEqual([true, false]);
  expect(noted(edit({ holdUntil: "2027-06-01" }))).toEqual([true, true]);
  expect(noted(edit({ closeReason: "agency-took-over" }))).toEqual([false, true]);
  expect(noted({ advance: "PT2H" }, edit({ notes: "Called." }))).toEqual([false, false]);
});

test("a step says it in its own row, within three lines, and no longer once it is done", async () => {
  const day = await Day.after(submit(), tick(call, { notApplicableBecause: "Not needed." }));
  const words = stepOf(day, call);
  expect(words).toMatch(
    /^Call child and family services now\.\nUndone in “Not applicable because”: this step is required by law\. Tick Done or “Already made”\.$/,
  );
  expect(words.length).toBeLessThanOrEqual(156);
  expect(actOf(day.play(tick(call)), call)).toMatchObject({ done: true });
  expect(stepOf(day, call)).toBe("Call child and family services now.");
});

test("a locked step keeps its warning when it is ticked, and says in its row what is missing; one that repeats says that it was done", async () => {
  const day = await Day.after(submit({ concerns: ["suspected-victim"] }));
  const [parent, contacts] = ["inform-parent-or-guardian", "regular-contact"];
  const warning = "Inform a parent or guardian. Locked: do not contact parents or guardians yet.";
  expect(stepOf(day, parent)).toBe(`${warning}\nMissing: your answer on parents, and 3 more.`);
  day.playClean(tick(parent), tick(contacts));
  expect(stepOf(day, parent)).toBe(
    `${warning}\nUndone. Missing: your answer on parents, and 3 more.`,
  );
  expect(stepOf(day, contacts)).toMatch(/\nDone Tue Sep 1, next Tue Sep 8\.$/);
  day.playClean(tick(call), edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }));
  expect(stepOf(day, parent)).toMatch(/ Missing: agency that cleared it\.$/);
  const cleared = { agencyCleared: "law-enforcement", agencyClearedBy: "Sgt. Roe" };
  day.playClean(edit(cleared));
  expect(stepOf(day, parent)).toMatch(/^Inform a parent or guardian if [^\n]*$/);
});
