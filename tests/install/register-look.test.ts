/** How a register looks: its colors can be read, and its highlights refer to the right cells. */

import { expect, test } from "vitest";
import { contrast } from "../../scripts/build/contrast";
import { callWords } from "../../src/protocol/agencies";
import { buildChecklist } from "../../src/protocol/build-checklist";
import { carryPack, packs } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { caseTables } from "../../src/register/case-columns";
import { columnFormat } from "../../src/register/cells";
import { type TabId, tabIds } from "../../src/register/columns";
import {
  blockColours,
  finishedColours,
  headerColours,
  highlightRules,
  levelColours,
  nowColours,
  overdueColours,
  waitingColours,
} from "../../src/register/layout/colours";
import { tabRequests } from "../../src/register/layout/tab-layout";
import { columnLetters } from "../../src/register/read/ranges";
import { originalPositions } from "../../src/register/read/read-tabs";
import { firstScreen, tabs } from "../../src/register/tabs";
import { quillwater2025 } from "../packs/quillwater-2025";
import { caseOf, everyProtocolSet } from "../protocol/every-case";

/** What stands at a path inside a request; undefined where nothing does. */
const field = (request: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((one, part) => Reflect.get(Object(one), part), request);

// Colours of more than one county, whatever else this process has played before.
carryPack(quillwater2025);

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

function formulas(tab: TabId): string[] {
  const rules = highlightRules(tab, originalPositions(tabs[tab]), [packs()[0]]);
  return rules.map((rule) =>
    String(field(rule, "booleanRule", "condition", "values", 0, "userEnteredValue")),
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

/** What somebody works with each day: no more columns than these stand in the window. */
const daily =
  "case acknowledged openMatters student status level nextDue nextCheckIn school hasIt".split(" ");
const dailySteps = "case done step call due noAnswer statutes agencyPerson agencyReference".split(
  " ",
);

/** Keys of the columns that the window shows whole. */
const seenIn = (id: TabId, window: number) =>
  tabs[id].columns.flatMap(({ key, hidden }) =>
    hidden || rightEdge(id, key) > window - scrollBar ? [] : [key],
  );

test.each<[TabId, number, readonly string[]]>([
  ["cases", 1_366, daily],
  ["checklist", 1_366, dailySteps],
  ["cases", 390, ["case", "acknowledged"]],
  ["checklist", 390, ["case", "done"]],
])("%s shows in %d pixels what is needed each day, and nothing else", (id, width, keys) => {
  expect(seenIn(id, width)).toEqual(keys);
});

test("of Cases and Checklist the reference alone is frozen", () => {
  const frozen = (id: TabId) => {
    const grid = tabRequests(tabs[id], "x", 0, marin2019()).map((request) =>
      field(request, "addSheet", "properties", "gridProperties", "frozenColumnCount"),
    );
    const count = grid.find((one) => typeof one === "number");
    return tabs[id].columns
      .slice(0, Number(count))
      .flatMap(({ key, hidden }) => (hidden ? [] : [key]));
  };
  expect([frozen("cases"), frozen("checklist")]).toEqual([["case"], ["case"]]);
});

/** Lines that a text takes where a line holds so many characters. */
function linesIn(text: string, perLine: number): number {
  return text.split("\n").reduce((sum, line) => {
    let [lines, used] = [1, 0];
    for (const { length } of line.split(" ")) {
      if (used > 0 && used + 1 + length > perLine) [lines, used] = [lines + 1, length];
      else used += (used > 0 ? 1 : 0) + length;
    }
    return sum + lines;
  }, 0);
}

test("no step is higher than three lines, whatever is reported", () => {
  const width = (key: string) => tabs.checklist.columns.find((one) => one.key === key)?.width ?? 0;
  // Beside the cell's own margins; a character of Sheets' usual font takes some 6.5 pixels.
  const perLine = (key: string) => Math.floor((width(key) - 8) / 6.5);
  const facts = [null, "yes"] as const;
  const either = [false, true];
  for (const reported of everyProtocolSet) {
    for (const parentMayBeInvolved of facts) {
      for (const isAdult of facts) {
        for (const immediateDanger of either) {
          const more = { parentMayBeInvolved, isAdult, immediateDanger };
          for (const act of buildChecklist(marin2019(), caseOf(reported, more))) {
            expect(linesIn(act.step, perLine("step")), act.step).toBeLessThanOrEqual(3);
            const call = callWords(act.call);
            expect(linesIn(call, perLine("call")), call).toBeLessThanOrEqual(3);
          }
        }
      }
    }
  }
});

test("what the first screen does not show is cut at the cell's edge, so that it makes no row taller", () => {
  for (const { columns } of Object.values(tabs)) {
    let right = 0;
    for (const column of columns) {
      right += column.hidden ? 0 : column.width;
      const isCut = columnFormat(column).wrapStrategy === "CLIP";
      expect(isCut, column.key).toBe(
        right > firstScreen || column.type === "json" || column.key === "statutes",
      );
    }
  }
});

test("each matter's columns stand side by side, and are coloured as one block", () => {
  const positions = originalPositions(tabs.cases);
  const rules = highlightRules("cases", positions);
  const blocks = Object.values(caseTables().blocks).map((block) => block.map(({ key }) => key));
  for (const columns of blocks) {
    const start = positions.get(columns[0] ?? "") ?? -1;
    expect(columns.map((key) => positions.get(key))).toEqual(columns.map((_, at) => start + at));
    const area = { startColumnIndex: start, endColumnIndex: start + columns.length };
    expect(
      rules.some(({ ranges: [range] }) => expect.objectContaining(area).asymmetricMatch(range)),
    ).toBe(true);
  }
  // Columns that a person moved stand apart, and are not.
  const heads: readonly string[] = blocks.map(([head = ""]) => head);
  const older = new Map(
    [...positions].map(([key, at]) => [key, heads.includes(key) ? at + 500 : at]),
  );
  expect(highlightRules("cases", older)).toHaveLength(rules.length - blocks.length);
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
    highlightRules(id, watched, [packs()[0]]);
    expect([...asked].filter((key) => !real.has(key))).toEqual([]);
  }
});
