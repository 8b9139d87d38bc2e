/** Every hostile string in every cell that a contact may edit: typed, and pasted many rows at a time. */
import { beforeAll, describe, expect, test } from "vitest";
import { mainRegister, rowsOf } from "../../scripts/play/register-cells";
import type { Column, TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import type { Output } from "../day/look";
import { dutyActs } from "../protocol/marin";
import { allWords, expectSoundMail, expectUnsaid, expectWholeDay } from "./checks";
import {
  cellTexts,
  hostile,
  kinds,
  long,
  longest,
  nth,
  ofKinds,
  stretches,
  textAt,
  texts,
} from "./strings";

const all = [...hostile, ...long];
/** Rows that have the strings in each column: the long ones, and the others as `texts` has them. */
const rowCount = long.length + cellTexts.length;
const cellAt = (at: number, turn: number) => {
  const place = at % rowCount;
  return place < long.length
    ? nth(long, place)
    : textAt(cellTexts[(place - long.length) % cellTexts.length] ?? 0, turn);
};
const rowsInPaste = { cases: 53, checklist: 53, plan: 125, log: 125, disclosures: 125 } as const;

/** Who has the case: what is written there changes whose edits count, so that these are typed into last. */
const handing: readonly string[] = ["assignedTo", "steppedAside"];

const editable = (tab: TabId): readonly Column[] =>
  tabs[tab].columns.filter(
    ({ key, editableBy }) => editableBy === "contact" && !handing.includes(key),
  );
const isFree = ({ type }: Column) => type === "text" || type === "long-text";

const isChosen = ({ type }: Column) => type === "choice" || type === "checkbox";

/** Columns of text that stand side by side: one paste covers them. */
function textBlocks(tab: TabId): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let isOpen = false;
  for (const column of tabs[tab].columns) {
    const isText = isFree(column) && editable(tab).includes(column);
    if (isText && isOpen) blocks.at(-1)?.push(column.key);
    else if (isText) blocks.push([column.key]);
    isOpen = isText;
  }
  return blocks;
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at));

const cellsIn = ({ workspace }: Day, tab: TabId) =>
  rowsOf(workspace.store, mainRegister(workspace.store), tab).map(({ cells }) => cells);

/** By then what began with "=" is text. In most of it no trigger of the clock fires, but for one tab: what the clock does is the same for all. */
function withinTheHour(day: Day, tab: TabId): Output {
  if (tab === "plan") return day.play({ advance: "PT65M" });
  day.play({ advance: "PT15M" });
  day.sleep("PT50M");
  return day.play({ advance: "PT5M" });
}

/** What is kept beside a row is readable, and nothing is left that would be taken in once more. */
function expectSettled(day: Day, before: Output): void {
  for (const tab of ["cases", "checklist", "plan", "log", "disclosures"] as const) {
    for (const { accepted } of cellsIn(day, tab)) {
      if (accepted !== null) expect(() => JSON.parse(String(accepted))).not.toThrow();
    }
  }
  const after = day.play({ advance: "PT15M" });
  expectWholeDay(after);
  const edits = ({ activity }: Output) =>
    activity.filter(({ what }) => String(what).includes("edit"));
  expect(edits(after)).toEqual(edits(before));
}

/** No text of anybody's own stands in Activity. */
function expectNoTextOnRecord({ activity }: Output): void {
  const own = activity.flatMap(({ from, to }) => [from, to]).filter((text) => text !== null);
  const theirs = written();
  expect(own.filter((text) => theirs.has(String(text)) && text !== "TRUE")).toEqual([]);
}

/** What is written anywhere, alone or with others. */
const written = () =>
  new Set([...all, ...[0, 1, 2].flatMap((turn) => texts.map((_, at) => textAt(at, turn)))]);

let ordinary = "";
beforeAll(async () => {
  const day = await Day.begin();
  day.play(
    reportOn("Alex Synthetic", "1001", { concerns: ["suspected-victim"] }),
    { edit: { case: "26-0001", set: { raiseLevelTo: "confirmed-victim", raiseReason: "Told." } } },
    { advance: "PT25H" },
  );
  ordinary = allWords(day.workspace);
});

describe("typed into one case", () => {
  test("each string in every cell of Cases, Checklist and Reports", async () => {
    const day = await Day.begin();
    const school = "North High";
    const act = "co-create-action-plan";
    day.play(reportOn("Alex Synthetic", "1001", { school, concerns: ["suspected-victim"] }));
    const typed = (tab: TabId) => editable(tab).filter((column) => !isChosen(column));
    const chosen = (["cases", "checklist", "reports"] as const).flatMap((tab) =>
      editable(tab).flatMap((column) => (isChosen(column) ? [{ tab, key: column.key }] : [])),
    );
    const rows = {
      cases: day.rowOf("cases", "26-0001"),
      checklist: day.rowOf("checklist", "26-0001", act),
    };
    const isLast = (text: string) => text === ofKinds.at(-1);
    for (const [at, text] of ofKinds.entries()) {
      for (const tab of ["cases", "checklist"] as const) {
        // Typed one after another before the first run of the trigger, which finds them all: of one tab, and then of the other.
        const ranges = typed(tab).map(({ key }) => day.type(tab, rows[tab], key, text));
        const isTold = isLast(text) || (at % 2 === 0) === (tab === "cases");
        for (const range of isTold ? ranges.slice(-1) : []) day.announce(range);
      }
    }
    const out = day.play(
      ...ofKinds.flatMap((text) =>
        chosen.map(({ tab, key }) => ({ edit: { tab, case: "26-0001", set: { [key]: text } } })),
      ),
    );
    expectWholeDay(out);
    expectNoTextOnRecord(out);
    // The page itself refuses what is no choice and no tick.
    expect(out.refused).toHaveLength(ofKinds.length * chosen.length);
    const [row] = cellsIn(day, "cases");
    const actRow = cellsIn(day, "checklist").find((cells) => cells["act"] === act);
    const last = ofKinds.at(-1);
    const kept = (
      cells: Readonly<Record<string, unknown>> | undefined,
      columns: readonly Column[],
    ) => columns.filter(isFree).map(({ key }) => [key, cells?.[key] ?? null]);
    const expected = (columns: readonly Column[], putBack: Readonly<Record<string, unknown>>) =>
      columns.filter(isFree).map(({ key }) => [key, key in putBack ? putBack[key] : last]);
    // No case has such a reference, and no school such a name.
    const putBack = { sameStudentAs: null, school };
    expect(kept(row, editable("cases"))).toEqual(expected(editable("cases"), putBack));
    expect(kept(actRow, editable("checklist"))).toEqual(expected(editable("checklist"), {}));
    // The one date among them is a date; before and after it each text was put back.
    const date = "2026-09-02T07:00:00.000Z";
    expect(out.cases[0]).toMatchObject({
      holdUntil: date,
      nextCheckIn: date,
      victimConsulted: null,
    });
    expectSettled(day, out);
    expectSoundMail(day.workspace);
    expectUnsaid(day.workspace, all, ordinary);
  }, 120_000);

  test("each string in the cell that assigns the case assigns it to nobody", async () => {
    const nobody = ofKinds.filter((text) => !text.includes("@"));
    const day = await Day.begin({ seed: { cases: nobody.length } });
    const key = String(cellsIn(day, "cases")[0]?.["case"]);
    const rows = nobody.map((text) => [text]);
    const out = day.play(
      reportOn("Alex Synthetic", "1001"),
      { paste: { tab: "cases", key, column: "assignedTo", rows } },
      ...nobody.slice(0, 8).map((text) => ({ edit: { case: key, set: { assignedTo: text } } })),
    );
    expectWholeDay(out);
    expect(out.refused).toEqual([]);
    expectNoTextOnRecord(out);
    const assigned = cellsIn(day, "cases").map(({ assignedTo }) => assignedTo ?? null);
    expect(assigned).toEqual(Array(nobody.length + 1).fill(null));
    expectSettled(day, out);
    expectSoundMail(day.workspace);
    expectUnsaid(day.workspace, all, ordinary);
  });

  test("what is longer than a cell is refused by the page, and nothing changes", async () => {
    const day = await Day.begin();
    day.play(reportOn("Alex Synthetic", "1001"));
    const out = day.play(
      { edit: { case: "26-0001", set: { notes: longest } } },
      {
        paste: {
          tab: "plan",
          column: "case",
          rows: [
            ["26-0001", "A risk"],
            ["26-0001", longest],
          ],
        },
      },
    );
    expectWholeDay(out);
    expect(out.refused).toHaveLength(2);
    expect(out.cases[0]).toMatchObject({ notes: null });
    expect(out.plan).toEqual([]);
  });
});

describe("pasted", () => {
  test.each(["plan", "log", "disclosures"] as const)(
    "new rows of %s",
    async (tab) => {
      const day = await Day.begin();
      day.play(reportOn("Alex Synthetic", "1001"));
      const columns = editable(tab);
      // A cell of a list takes nothing else: the sheet refuses it, and the whole paste with it.
      const rows = Array.from({ length: rowCount }, (_, at) =>
        columns.map(({ type, words = {} }, right) =>
          type === "choice" ? nth(Object.values(words), at) : cellAt(at + right * 31, right),
        ),
      );
      day.play(
        ...stretches(numbers(rowCount), rowsInPaste[tab]).map((some) => ({
          paste: { tab, column: "case", rows: some.map((at) => rows[Number(at)]) },
        })),
      );
      const out = withinTheHour(day, tab);
      expectWholeDay(out);
      expect(out.refused).toEqual([]);
      expectNoTextOnRecord(out);
      const kept = cellsIn(day, tab);
      expect(kept).toHaveLength(rows.length);
      const lost = rows.flatMap((row, at) =>
        columns.flatMap((column, right) => {
          const [cell, text] = [kept[at]?.[column.key] ?? null, row[right]];
          // A text that is no date goes, with a note that says what to write; one that is a date is one.
          const isKept = isFree(column)
            ? cell === text
            : cell === null || typeof cell !== "string" || cell === text;
          return isKept ? [] : [`${column.key}: ${text}`];
        }),
      );
      expect(lost).toEqual([]);
      expect(kept.filter((row) => !String(row["row"]).startsWith(`${tab} `))).toEqual([]);
      expectSettled(day, out);
    },
    120_000,
  );

  test.each(["cases", "checklist"] as const)(
    "text of %s, over what was pasted before",
    async (tab) => {
      const day = await Day.begin({ seed: { cases: rowsInPaste[tab] } });
      const [first] = cellsIn(day, tab);
      const key = String(first?.[tab === "cases" ? "case" : "row"]);
      const schools = cellsIn(day, tab).map(({ school }) => school ?? null);
      const expectedAt = (column: string, at: number) =>
        cellAt(at + column.length * 7, column.length);
      for (const some of stretches(numbers(rowCount), rowsInPaste[tab])) {
        day.play(
          ...textBlocks(tab).map((block) => ({
            paste: {
              tab,
              key,
              column: block[0],
              rows: some.map((at) => block.map((column) => expectedAt(column, Number(at)))),
            },
          })),
        );
        const kept = cellsIn(day, tab);
        for (const column of textBlocks(tab).flat()) {
          some.forEach((at, row) => {
            const { [column]: cell = null, act } = kept[row] ?? {};
            // No case has such a reference, no school such a name, and no duty is ever set not applicable.
            const isDutys =
              column === "notApplicableBecause" && dutyActs.some((duty) => duty === act);
            const putBack = column === "sameStudentAs" || isDutys;
            const own = column === "school" ? schools[row] : expectedAt(column, Number(at));
            expect(cell, `${column} of ${String(act)}`).toBe(putBack ? null : own);
          });
        }
      }
      const out = withinTheHour(day, tab);
      expectWholeDay(out);
      expect(out.refused).toEqual([]);
      expectNoTextOnRecord(out);
      expectSettled(day, out);
      expectUnsaid(day.workspace, all, ordinary);
    },
    120_000,
  );
});

test("prototype names in the cells by which rows are found", async () => {
  const day = await Day.begin();
  day.play(reportOn("Alex Synthetic", "1001"), reportOn("Bo Synthetic", "1002"));
  const names = kinds.prototype;
  // What each object has, in three ways, and a text that makes one; of the others each is like one of these.
  const some = ["__proto__", "constructor", "hasOwnProperty", '{"__proto__":{"level":"at-risk"}}'];
  const edits = some.flatMap((name) => [
    { edit: { tab: "plan", case: name, set: { risk: name } } },
    { edit: { tab: "log", case: name, set: { act: name, what: name } } },
    { edit: { tab: "disclosures", case: name, set: { agency: name } } },
    { edit: { tab: "contacts", set: { role: name, school: name, email: name } }, as: "lead" },
    { edit: { tab: "schools", set: { school: name } }, as: "lead" },
    { edit: { case: "26-0001", set: { sameStudentAs: name } } },
    { edit: { tab: "education", key: "North High", set: { year: name, notes: name } } },
    // The owner of the spreadsheet passes every protection.
    { edit: { tab: "settings", key: "smallCell", set: { setting: name } }, as: "admin" },
    { edit: { tab: "settings", key: name, set: { setting: "smallCell" } }, as: "admin" },
    {
      edit: {
        case: "26-0002",
        set: { accepted: name, reviewReasonIds: name, checklistRows: name },
      },
      as: "admin",
    },
    {
      edit: { case: "26-0002", act: "review-report", set: { act: name, accepted: name } },
      as: "admin",
    },
    { advance: "PT5M" },
  ]);
  const out = day.play(
    ...names.map((name) => ({
      submit: { school: name, studentName: name, studentId: name, concerns: ["suspected-victim"] },
    })),
    ...edits,
    { edit: { case: "26-0002", set: { case: "__proto__" } }, as: "admin" },
    { advance: "PT70M" },
  );
  expectWholeDay(out);
  expect(out.cases.length).toBeGreaterThanOrEqual(2 + names.length);
  expect(names).toEqual(expect.arrayContaining(some));
  for (const name of names)
    expect(
      out.cases.some(({ student }) => student === name),
      name,
    ).toBe(true);
  expectSoundMail(day.workspace);
});
