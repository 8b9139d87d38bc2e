/** Which filter views a register should have: they are made, kept and removed, but a person's own view never changes. */
import { expect, test } from "vitest";
import {
  closedViewsKept,
  generalViews,
  planViews,
  viewsOfCase,
} from "../../src/case/tabs/views-of-cases";
import type { SavedView } from "../../src/register/change";
import { originalPositions } from "../../src/register/read/read-tabs";
import { viewRequest } from "../../src/register/views-and-links";
import { tabs } from "../../src/tabs";

type ListedCase = Parameters<typeof planViews>[0][number];

const listed = (reference: string, status: ListedCase["status"]) => ({ case: reference, status });
const present = (...views: readonly SavedView[]) =>
  views.map(({ filterViewId, tab, title }) => ({
    id: filterViewId,
    sheetId: tabs[tab].sheetId,
    title,
  }));
const ofOne = ["Case 26-0001", "Row of case 26-0001"];
const fixed = planViews([], []).add;

test.each<[string, readonly ListedCase[], readonly string[]]>([
  ["nothing but those of the whole register where there is no case", [], []],
  ["those of an open case", [listed("26-0001", "open")], ofOne],
  ["those of one whose status cannot be read", [listed("26-0001", null)], ofOne],
  ["none for a closed case", [listed("26-0001", "closed")], []],
  ["none for a row that a person numbered", [listed("my case", "open")], []],
])("%s are made, once; one that was deleted comes back", (_name, cases, expected) => {
  const { add, remove } = planViews(cases, present(...fixed));
  expect(add.map(({ title }) => title)).toEqual(expected);
  expect(remove).toEqual([]);
  const all = planViews(cases, []).add;
  expect(planViews(cases, present(...all))).toEqual({ add: [], remove: [] });
  const [gone, ...left] = all;
  expect(planViews(cases, present(...left)).add).toEqual([gone]);
});

test("removed are the oldest closed cases' views and those of a case that is gone; not of one opened since the reading", () => {
  const closed = Array.from({ length: closedViewsKept + 2 }, (_, at) =>
    listed(`26-${String(at + 1).padStart(4, "0")}`, "closed"),
  );
  const views = present(...fixed, ...closed.flatMap((one) => viewsOfCase(one.case)));
  const idsOf = (...cases: readonly string[]) =>
    cases.flatMap(viewsOfCase).map(({ filterViewId }) => filterViewId);
  expect(planViews(closed, views).remove).toEqual(idsOf("26-0001", "26-0002"));
  const there = present(...["26-0001", "26-0003"].flatMap(viewsOfCase));
  const { remove } = planViews([listed("26-0002", "open")], there);
  expect(remove).toEqual(idsOf("26-0001"));
});

test.each([
  ["a person's own", { id: 1_260_000_001, sheetId: 102, title: "Mine" }],
  ["one that only bears such a title", { id: 77, sheetId: 102, title: "Case 26-0001" }],
])("never removed is %s", (_name, view) => {
  expect(planViews([listed("26-0009", "closed")], [view]).remove).toEqual([]);
});

test("ids differ, and are positive 32-bit numbers", () => {
  const views = [...fixed, ...["26-0001", "26-0002", "99-9999999"].flatMap(viewsOfCase)];
  const ids = views.map(({ filterViewId }) => filterViewId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id > 0 && id < 2 ** 31).toBe(true);
});

test("what is not wanted is hidden; each view begins with what is due first or is worst; none is made where a column is gone", () => {
  const positions = originalPositions(tabs.checklist);
  const [request] = viewRequest(generalViews.steps, tabs.checklist, positions);
  const filterSpecs = [
    {
      columnIndex: positions.get("state"),
      filterCriteria: { condition: { values: [{ userEnteredValue: "Open" }] } },
    },
    { columnIndex: positions.get("closed"), filterCriteria: { hiddenValues: ["closed"] } },
  ];
  expect(request).toMatchObject({
    addFilterView: { filter: { range: { sheetId: 102, startRowIndex: 1 }, filterSpecs } },
  });
  const { steps, worstFirst, waiting, closed } = generalViews;
  const [ofCase] = viewsOfCase("26-0001");
  const first = [steps, ofCase, worstFirst, waiting, closed].map(
    ({ sortedBy }: SavedView) => sortedBy?.[0]?.column,
  );
  expect(first).toEqual(["due", "order", "urgency", "nextDue", "student"]);
  const ofCases = originalPositions(tabs.cases);
  const sortSpecs = [
    { dimensionIndex: ofCases.get("urgency"), sortOrder: "DESCENDING" },
    { dimensionIndex: ofCases.get("nextDue"), sortOrder: "ASCENDING" },
  ];
  const [worst] = viewRequest(worstFirst, tabs.cases, ofCases);
  expect(worst).toMatchObject({ addFilterView: { filter: { sortSpecs } } });
  expect(viewRequest(steps, tabs.checklist, new Map([["state", 3]]))).toEqual([]);
});
