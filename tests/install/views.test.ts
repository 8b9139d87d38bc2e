/** Which filter views a register should have: they are made, kept and removed, but a person's own view never changes. */
import { describe, expect, test } from "vitest";
import type { SavedView } from "../../src/register/change";
import { originalPositions } from "../../src/register/read/read-tabs";
import {
  closedViewsKept,
  generalViews,
  type ListedCase,
  planViews,
  viewRequest,
  viewsOfCase,
} from "../../src/register/saved-views";
import { tabs } from "../../src/register/tabs";

const listed = (reference: string, status: ListedCase["status"]) => ({ case: reference, status });
const present = (...views: readonly SavedView[]) =>
  views.map(({ filterViewId, tab, title }) => ({
    id: filterViewId,
    sheetId: tabs[tab].sheetId,
    title,
  }));
const titles = (views: readonly SavedView[]) => views.map(({ title }) => title);
const fixed = planViews([], []).add;

describe("what is made", () => {
  test.each<[string, readonly ListedCase[], readonly string[]]>([
    ["nothing but those of the whole register where there is no case", [], []],
    ["those of an open case", [listed("26-0001", "open")], ["Case 26-0001", "Row of case 26-0001"]],
    [
      "one where the status cannot be read",
      [listed("26-0001", null)],
      ["Case 26-0001", "Row of case 26-0001"],
    ],
    ["none for a closed case", [listed("26-0001", "closed")], []],
    ["none for a row that a person numbered", [listed("my case", "open")], []],
  ])("%s", (_name, cases, expected) => {
    const { add, remove } = planViews(cases, present(...fixed));
    expect(titles(add)).toEqual(expected);
    expect(remove).toEqual([]);
  });

  test("nothing a second time; one that was deleted comes back", () => {
    const cases = [listed("26-0001", "open"), listed("26-0002", "open")];
    const all = planViews(cases, []).add;
    expect(planViews(cases, present(...all))).toEqual({ add: [], remove: [] });
    const [gone, ...left] = all;
    expect(planViews(cases, present(...left)).add).toEqual([gone]);
  });
});

describe("what is removed", () => {
  const cases = Array.from({ length: closedViewsKept + 2 }, (_, at) =>
    listed(`26-${String(at + 1).padStart(4, "0")}`, "closed"),
  );
  const views = present(...fixed, ...cases.flatMap((one) => viewsOfCase(one.case)));

  test("the oldest closed cases' views, past those that are kept", () => {
    expect(planViews(cases, views).remove).toEqual(
      ["26-0001", "26-0002"].flatMap(viewsOfCase).map(({ filterViewId }) => filterViewId),
    );
  });

  test("the view of a case that is gone, not that of one opened since the reading", () => {
    const there = present(...["26-0001", "26-0003"].flatMap(viewsOfCase));
    const { remove } = planViews([listed("26-0002", "open")], there);
    expect(remove).toEqual(viewsOfCase("26-0001").map(({ filterViewId }) => filterViewId));
  });

  test.each([
    ["a person's own", { id: 1_260_000_001, sheetId: 102, title: "Mine" }],
    ["one that only bears such a title", { id: 77, sheetId: 102, title: "Case 26-0001" }],
  ])("never %s", (_name, view) => {
    expect(planViews([listed("26-0009", "closed")], [view]).remove).toEqual([]);
  });
});

test("ids derive from what is shown, differ, and are positive 32-bit numbers", () => {
  const views = [...fixed, ...["26-0001", "26-0002", "99-9999999"].flatMap(viewsOfCase)];
  const ids = views.map(({ filterViewId }) => filterViewId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id > 0 && id < 2 ** 31).toBe(true);
});

describe("as requests", () => {
  test("columns where they stand; what is not wanted is hidden by its value", () => {
    const positions = originalPositions(tabs.checklist);
    const [request] = viewRequest(generalViews.steps, positions);
    expect(request).toMatchObject({
      addFilterView: {
        filter: {
          range: { sheetId: 102, startRowIndex: 1 },
          filterSpecs: [
            {
              columnIndex: positions.get("state"),
              filterCriteria: { condition: { values: [{ userEnteredValue: "Open" }] } },
            },
            {
              columnIndex: positions.get("closed"),
              filterCriteria: { hiddenValues: ["closed"] },
            },
          ],
        },
      },
    });
  });

  test("each view of open cases, and of one case's steps, begins with what is due first or is worst", () => {
    const first = ({ sortedBy }: SavedView) => sortedBy?.[0]?.column;
    const { steps, worstFirst, waiting, closed } = generalViews;
    const views = [steps, viewsOfCase("26-0001")[0], worstFirst, waiting, closed];
    expect(views.map(first)).toEqual(["due", "order", "urgency", "nextDue", "student"]);
  });

  test("the worst first", () => {
    const positions = originalPositions(tabs.cases);
    const [worst] = viewRequest(generalViews.worstFirst, positions);
    const sortSpecs = [
      { dimensionIndex: positions.get("urgency"), sortOrder: "DESCENDING" },
      { dimensionIndex: positions.get("nextDue"), sortOrder: "ASCENDING" },
    ];
    expect(worst).toMatchObject({ addFilterView: { filter: { sortSpecs } } });
  });

  test("none where a column is gone", () => {
    expect(viewRequest(generalViews.steps, new Map([["state", 3]]))).toEqual([]);
  });
});
