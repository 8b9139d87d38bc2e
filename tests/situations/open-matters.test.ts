/** "Needs attention": what is open in a case, each line a link to its columns that shows nobody else's inputs as the case's own, wherever rows have gone. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Sheet } from "../../scripts/workspace/sheets/store";
import { firstDataRow, matters, tabs } from "../../src/register/tabs";
import { Day, playCleanDay, playDay } from "../day/day";
import { editOf, reportOn, tickOf } from "../day/events";
import { onlyCase, wordsIn } from "../day/look";
import { admin } from "../day/people";

describe("each matter is said in a few words", () => {
  const all = {
    submit: {
      ...reportOn("Rowan Pine", "730194", {
        concerns: ["confirmed-victim", "suspected-victim"],
        immediateDanger: "yes",
        parentMayBeInvolved: "yes",
        grade: "9",
      }).submit,
    },
  };

  test("and goes as it is seen to", async () => {
    const open = await playDay([all, editOf("26-0001", { holdUntil: "2026-09-04" })]);
    expect(onlyCase(open)["openMatters"]).toEqual([
      "Danger: not over, since Tue Sep 1, 9:00 AM",
      "Not acknowledged yet",
      "Parent: locked, 5 of 5 missing",
      "Hold until Fri Sep 4",
      "Level: record which agency confirmed it",
      "Closing: finish every step, or choose a reason; 3 calls or reports are open; the district lead has to agree",
    ]);
    const later = await playCleanDay([
      all,
      editOf("26-0001", {
        dangerOver: true,
        parentMayBeInvolved: "no",
        confirmedBy: "law-enforcement",
      }),
      tickOf("26-0001", "call-child-and-family-services"),
      tickOf("26-0001", "involve-law-enforcement"),
    ]);
    expect(onlyCase(later)["openMatters"]).toEqual([
      "Not acknowledged yet",
      "Parent: locked, 3 of 5 missing",
      "Closing: finish every step, or choose a reason; 1 call or report is open; the district lead has to agree",
    ]);
  });

  test("in two cases that may be one student's; a closed case has none", async () => {
    const out = await playDay([
      reportOn("Rowan Pine", "730194"),
      reportOn("Rowan Pine", ""),
      editOf("26-0002", { sameStudentAs: "26-0001" }),
    ]);
    expect(out.cases[1]?.["openMatters"]).toEqual([]);
    const apart = await playDay([reportOn("Rowan Pine", "730194"), reportOn("Rowan Pine", "")]);
    expect(apart.cases.map(({ openMatters }) => openMatters)).toEqual([
      expect.arrayContaining(["Same student as 26-0002?"]),
      expect.arrayContaining(["Same student as 26-0001?"]),
    ]);
  });
});

describe("what can be undone says why before somebody tries", () => {
  test("a sealed case is closed by two, below the victim protocols too", async () => {
    const out = await playDay([
      reportOn("Rowan Pine", "730194", {
        factors: ["frequently-absent"],
        recipientMayBeInvolved: "contact",
      }),
    ]);
    expect(onlyCase(out)["openMatters"]).toContainEqual(
      expect.stringContaining("the other reader, if there is one, has to agree"),
    );
  });

  test("a step says in its few words why it waits, who else can be called, and what alone is not enough", async () => {
    const victim = reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] });
    const asked = await playDay([
      victim,
      editOf("26-0001", { holdUntil: "2026-09-04" }),
      tickOf("26-0001", "call-child-and-family-services", { noAnswer: true }),
    ]);
    const steps = wordsIn(asked, "Checklist");
    expect(steps).toContain("On hold until Fri Sep 4. Investigate impact on campus.");
    expect(steps).toContain("Inform a parent or guardian. Locked: do not contact parents");
    expect(steps).toContain("No answer yet, tried once. “In full” says who else can take it.");
    const made = await playDay([
      victim,
      tickOf("26-0001", "call-child-and-family-services", { noAnswer: true }),
      tickOf("26-0001", "call-child-and-family-services"),
    ]);
    expect(wordsIn(made, "Checklist")).not.toContain("No answer yet");
    const housing = await playDay([
      reportOn("Rowan Pine", "730194", { factors: ["runaway-or-unstable-housing"] }),
    ]);
    expect(wordsIn(housing, "Checklist")).toContain("homelessness alone is not grounds");
  });
});

interface Line {
  readonly reference: string;
  readonly words: string;
  readonly uri: string;
}

const keysIn = ({ rows }: Sheet) => (rows[0]?.values ?? []).map(String);

/** Every line of every case with its link. */
function linesOf(sheet: Sheet): readonly Line[] {
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

type Answer = "both" | "view" | "columns";

/** What somebody sees who follows the link: for each row that is shown, its reference, and the columns that the link goes to by key. */
function followed(sheet: Sheet, uri: string, answer: Answer) {
  const [, gid, fvid, from = "", to = ""] =
    /^#gid=(\d+)&fvid=(\d+)&range=([A-Z]+):([A-Z]+)$/.exec(uri) ?? [];
  expect(gid).toBe(String(tabs.cases.sheetId));
  const view = sheet.filterViews.find(({ filterViewId }) => String(filterViewId) === fvid);
  const wanted = (view?.filterSpecs ?? []).map(({ columnIndex = 0, filterCriteria }) => ({
    columnIndex,
    text: filterCriteria?.condition?.values?.[0]?.userEnteredValue,
  }));
  expect(wanted).toHaveLength(1);
  const index = (letters: string) =>
    [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const shown = sheet.rows.slice(firstDataRow).filter((row) => {
    if (row === null || row.values.every((value) => value === null)) return false;
    return (
      answer === "columns" ||
      wanted.every(({ columnIndex, text }) => row.values[columnIndex] === text)
    );
  });
  const [start, end] = answer === "view" ? [0, 2] : [index(from), index(to) + 1];
  return {
    keys: keysIn(sheet).slice(start, end),
    rows: shown.map((row) => ({
      reference: row?.values[0],
      cells: row?.values.slice(start, end) ?? [],
    })),
  };
}

describe("a link names no row, and shows no inputs of another case as if they were its own", () => {
  let day: Day;
  beforeAll(async () => {
    const danger = { immediateDanger: "yes", concerns: ["suspected-victim"] };
    day = await Day.after(
      reportOn("Rowan Pine", "730194", danger),
      reportOn("Sam Birch", "815522", { concerns: ["confirmed-victim"] }),
      reportOn("Ash Oak", "640101", danger),
      { sheet: { sort: { by: "student", descending: true } }, as: "admin" },
      { sheet: { insertRows: { before: "26-0001", count: 2 } }, as: "admin" },
      editOf("26-0003", { holdUntil: "2026-09-04" }),
      { sheet: { sort: { by: "student" } }, as: "admin" },
      reportOn("Rowan Pine", "", danger),
      { sheet: { deleteRows: { case: "26-0002" } }, as: "admin" },
    );
  });

  test.each<Answer>(["both", "view", "columns"])("where a link opens %s", (answer) => {
    const sheet = day.tab("cases").sheet;
    const lines = linesOf(sheet);
    expect(new Set(lines.map(({ reference }) => reference))).toEqual(
      new Set(["26-0001", "26-0003", "26-0004"]),
    );
    expect(lines.length).toBeGreaterThan(8);
    for (const { reference, words, uri } of lines) {
      const { keys, rows } = followed(sheet, uri, answer);
      const own = rows.find((row) => row.reference === reference);
      expect(own).toBeDefined();
      if (answer !== "columns") expect(rows).toHaveLength(1);
      if (answer === "view") continue;
      const matter = Object.values(matters).find(({ begins }) => words.startsWith(begins));
      expect(keys).toEqual(matter?.columns);
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
        const view = into.filterViews.find(({ filterViewId }) => String(filterViewId) === fvid);
        const rule = view?.filterSpecs?.[0]?.filterCriteria?.condition?.values?.[0];
        expect(rule?.userEnteredValue).toBe(row?.values[column]);
      }
    }
  });

  test("a text that somebody types over has no links left, and the next write of the cell has them again", () => {
    const row = day.rowOf("cases", "26-0003");
    const own = () =>
      linesOf(day.tab("cases").sheet).filter(({ reference }) => reference === "26-0003");
    expect(own().length).toBeGreaterThan(2);
    day.type("cases", row, "openMatters", "Danger: none", admin);
    expect(own()).toEqual([]);
    day.play(editOf("26-0003", { dangerOver: true }));
    expect(own().map(({ words }) => words)).toContain("Hold until Fri Sep 4");
  });
});
