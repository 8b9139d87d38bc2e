/** How a register looks: colours that can be read, highlights that point at the right cells. */
import { expect, test } from "vitest";
import { highlightRequests, highlightRules } from "../../src/install/tabs/row-highlights";
import {
  blockColours,
  finishedColours,
  headerColours,
  levelColours,
  nowColours,
  overdueColours,
  waitingColours,
} from "../../src/install/tabs/tab-colours";
import { tabRequests } from "../../src/install/tabs/tab-layout";
import { carryPack, packs } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { columnFormat } from "../../src/register/cells";
import { type TabId, tabIds } from "../../src/register/columns";
import { columnLetters } from "../../src/register/read/header-position";
import { originalPositions } from "../../src/register/read/plan-read";
import { firstScreen, matters, tabs } from "../../src/register/tabs";
import { quillwater2025 } from "../packs/quillwater-2025";
import { field } from "../workspace/sheets-context";
import { contrast } from "./contrast";

// Colours of more than one county, whatever else this process has played before.
carryPack(quillwater2025);

test("contrast is measured as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test.each(
  Object.entries({
    ...headerColours,
    ...Object.fromEntries(levelColours(packs())),
    now: nowColours,
    overdue: overdueColours,
    finished: finishedColours,
    waiting: waitingColours,
    ...Object.fromEntries(blockColours.map((pair, at) => [`block ${at}`, pair])),
  }),
)("%s is readable (WCAG AA)", (_, { text, background }) => {
  expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
});

test("levels of a county differ from each other", () => {
  for (const { levels } of packs()) {
    const backgrounds = levels.map(({ colours }) => colours.background);
    expect(new Set(backgrounds).size).toBe(backgrounds.length);
  }
});

function formulas(tab: TabId): string[] {
  return highlightRequests(tab, originalPositions(tabs[tab]), packs()[0]).map((request) =>
    String(
      field(
        request,
        "addConditionalFormatRule",
        "rule",
        "booleanRule",
        "condition",
        "values",
        0,
        "userEnteredValue",
      ),
    ),
  );
}

test("overdue is judged by the row's own cells", () => {
  const cell = (tab: TabId, wanted: string) =>
    `$${columnLetters(tabs[tab].columns.findIndex(({ key }) => key === wanted))}3`;
  const [ofCase, ofAct] = [cell("cases", "lateFrom"), cell("checklist", "lateFrom")];
  const [next, due] = [cell("cases", "nextDue"), cell("checklist", "due")];
  const state = cell("checklist", "state");
  const late = [
    `=AND(${next}<>"",IF(${ofCase}="",${next},${ofCase})<NOW())`,
    `=AND(${due}<>"",IF(${ofAct}="",${due},${ofAct})<NOW(),${state}="Open")`,
  ];
  const now = [
    `=AND(${next}<>"",${next}<NOW(),${ofCase}>=NOW())`,
    `=AND(${due}<>"",${due}<NOW(),${ofAct}>=NOW(),${state}="Open")`,
  ];
  for (const [at, tab] of (["cases", "checklist"] as const).entries()) {
    const found = formulas(tab);
    // The first one that holds wins.
    const order = [late[at], now[at]].map((formula) => found.indexOf(formula ?? ""));
    expect(order.every((index) => index >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
});

/** Pixels of the row numbers to the left of the cells, and of the scroll bar to their right. */
const [rowNumbers, scrollBar] = [46, 17];

/** The right edge of a column, from the left edge of the window; columns that the script hides take no room. */
function rightEdge(id: TabId, key: string): number {
  const shown = tabs[id].columns.filter(({ hidden }) => !hidden);
  const at = shown.findIndex((column) => column.key === key);
  expect(at, key).toBeGreaterThanOrEqual(0);
  return shown.slice(0, at + 1).reduce((sum, one) => sum + one.width, rowNumbers);
}

/** What somebody works with each day. */
const daily = [
  "case",
  "student",
  "attention",
  "openMatters",
  "acknowledged",
  "level",
  "nextDue",
  "school",
  "hasIt",
  "status",
];
const dailyActs = ["what", "done", "case", "call", "due", "agencyReference", "who", "why"];

test.each<[TabId, readonly string[], number]>([
  ["cases", daily, 1_366],
  ["checklist", dailyActs, 1_366],
  ["reports", ["studentName", "facts"], 1_366],
  ["checklist", ["done"], 390],
  ["cases", ["case", "student"], 390],
])("what %s is opened for stands in sight: %s, in %d pixels", (id, keys, width) => {
  for (const key of keys) expect(rightEdge(id, key), key).toBeLessThanOrEqual(width - scrollBar);
});

test("the daily work stands first and in its order, reference and student frozen in at most 200 pixels", () => {
  expect(tabs.cases.columns.slice(0, daily.length).map(({ key }) => key)).toEqual(daily);
  const frozen = (id: TabId) => {
    const grid = tabRequests(tabs[id], "x", 0, marin2019()).map((request) =>
      field(request, "addSheet", "properties", "gridProperties", "frozenColumnCount"),
    );
    const count = grid.find((one) => typeof one === "number");
    return tabs[id].columns.slice(0, Number(count)).filter(({ hidden }) => !hidden);
  };
  expect(frozen("cases").map(({ key }) => key)).toEqual(["case", "student"]);
  const pixels = frozen("cases").reduce((sum, { width }) => sum + width, 0);
  expect(pixels).toBeLessThanOrEqual(200);
  expect(frozen("checklist").map(({ key }) => key)).toEqual(["what"]);
  // On a phone attention and matters are read with no more than one screen of scrolling sideways.
  const beside = 390 - rowNumbers - pixels;
  expect(rightEdge("cases", "openMatters") - rowNumbers - pixels - beside).toBeLessThanOrEqual(390);
});

test("what the first screen does not show is cut at the cell's edge, so that it makes no row taller", () => {
  for (const { columns } of Object.values(tabs)) {
    let right = 0;
    for (const column of columns) {
      right += column.hidden ? 0 : column.width;
      const isCut = columnFormat(column).wrapStrategy === "CLIP";
      expect(isCut, column.key).toBe(right > firstScreen || column.type === "json");
    }
  }
});

test("each matter's columns stand side by side, the reference first, and are coloured as one block", () => {
  const positions = originalPositions(tabs.cases);
  const rules = highlightRules("cases", positions);
  for (const { columns } of Object.values(matters)) {
    const start = positions.get(columns[0]) ?? -1;
    expect(columns.map((key) => positions.get(key))).toEqual(columns.map((_, at) => start + at));
    const area = { startColumnIndex: start, endColumnIndex: start + columns.length };
    expect(
      rules.some(({ ranges: [range] }) => expect.objectContaining(area).asymmetricMatch(range)),
    ).toBe(true);
  }
  // Columns of a register of before stand apart, and are not.
  const older = new Map(
    [...positions].map(([key, at]) => [key, key.endsWith("Case") ? at + 500 : at]),
  );
  expect(highlightRules("cases", older)).toHaveLength(rules.length - Object.keys(matters).length);
});

test("every column that a highlight names is one of its tab's", () => {
  for (const id of tabIds) {
    const real = originalPositions(tabs[id]);
    const asked = new Set<string>();
    const watched = new Map(real);
    watched.get = (key) => {
      asked.add(key);
      return real.get(key);
    };
    highlightRequests(id, watched, packs()[0]);
    expect([...asked].filter((key) => !real.has(key))).toEqual([]);
  }
});
