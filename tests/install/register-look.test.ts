/** How a register looks: its colors can be read, and its highlights refer to the right cells. */

import { expect, test } from "vitest";
import { contrast } from "../../scripts/build/contrast";
import {
  blockColours,
  levelColours,
  nowColours,
  waitingColours,
} from "../../src/case/tabs/case-colours";
import { caseTables } from "../../src/case/tabs/case-columns";
import { callWords } from "../../src/protocol/agency-words";
import { buildChecklist } from "../../src/protocol/build-checklist";
import { ownPacks } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { columnFormat } from "../../src/register/cells";
import { firstScreen, idsOf, type TabId } from "../../src/register/columns";
import {
  finishedColours,
  headerColours,
  highlightRules,
  overdueColours,
} from "../../src/register/layout/colours";
import { tabRequests } from "../../src/register/layout/tab-layout";
import { columnLetters } from "../../src/register/read/ranges";
import { originalPositions } from "../../src/register/read/read-tabs";
import { tabs } from "../../src/tabs";
import { quillwater2025 } from "../packs/quillwater-2025";
import { caseOf, everyProtocolSet, subsets } from "../protocol/every-case";

/** What stands at a path inside a request; undefined where nothing does. */
const field = (request: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((one, part) => Reflect.get(Object(one), part), request);

test.each(
  Object.entries({
    ...headerColours,
    ...Object.fromEntries(levelColours([...ownPacks(), quillwater2025])),
    now: nowColours,
    overdue: overdueColours,
    finished: finishedColours,
    waiting: waitingColours,
    ...Object.fromEntries(blockColours.map((pair, at) => [`block ${at}`, pair])),
  }),
)("%s is readable (WCAG AA)", (_, { text, background }) => {
  expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
});

test("overdue is judged by the row's own cells, before what is due now", () => {
  const cell = (tab: TabId, wanted: string) =>
    `$${columnLetters(tabs[tab].columns.findIndex(({ key }) => key === wanted))}3`;
  const state = `,${cell("checklist", "state")}="Open"`;
  const wanted = [
    ["cases", cell("cases", "nextDue"), cell("cases", "lateFrom"), ""],
    ["checklist", cell("checklist", "due"), cell("checklist", "lateFrom"), state],
  ] as const;
  for (const [tab, due, late, more] of wanted) {
    const found = highlightRules(tabs[tab], originalPositions(tabs[tab]), [marin2019()]).map(
      (rule) => field(rule, "booleanRule", "condition", "values", 0, "userEnteredValue"),
    );
    // The first one that holds wins.
    const [first, second] = [
      found.indexOf(`=AND(${due}<>"",IF(${late}="",${due},${late})<NOW()${more})`),
      found.indexOf(`=AND(${due}<>"",${due}<NOW(),${late}>=NOW()${more})`),
    ];
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThan(first);
  }
});

/** Pixels of the row numbers to the left of the cells, and of the scroll bar to their right. */
const [rowNumbers, scrollBar] = [46, 17];

/** What somebody works with each day: no more columns than these stand in the window. */
const daily =
  "case acknowledged openMatters student status level nextDue nextCheckIn school hasIt".split(" ");
const dailySteps = "case done step call due noAnswer statutes agencyPerson agencyReference".split(
  " ",
);

/** Keys of the columns that the window shows whole; columns that the script hides take no room. */
function seenIn(id: TabId, window: number): readonly string[] {
  let right = rowNumbers;
  const shown = tabs[id].columns.filter(({ hidden }) => !hidden);
  return shown.flatMap(({ key, width }) => {
    right += width;
    return right > window - scrollBar ? [] : [key];
  });
}

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

test("no step is higher than three lines, whatever is reported", () => {
  // Beside the cell's own margins; a character of Sheets' usual font takes some 6.5 pixels, and words leave the end of a line empty.
  const fits = (key: "step" | "call", text: string) => {
    const width = tabs.checklist.columns.find((one) => one.key === key)?.width ?? 0;
    expect(text.length, text).toBeLessThanOrEqual((2.8 * (width - 8)) / 6.5);
  };
  const answers = [{ parentMayBeInvolved: "yes" }, { isAdult: "yes" }, { immediateDanger: true }];
  for (const reported of everyProtocolSet) {
    for (const some of subsets(answers)) {
      for (const act of buildChecklist(marin2019(), caseOf(reported, Object.assign({}, ...some)))) {
        fits("step", act.step);
        fits("step", act.lock?.step ?? "");
        fits("call", callWords(act.call));
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

test("each matter's columns are colored as one block while they stand side by side", () => {
  const positions = originalPositions(tabs.cases);
  const rules = highlightRules(tabs.cases, positions);
  const blocks = Object.values(caseTables().blocks).map((block) => block.map(({ key }) => key));
  for (const columns of blocks) {
    const start = positions.get(columns[0] ?? "") ?? -1;
    const area = { startColumnIndex: start, endColumnIndex: start + columns.length };
    expect(
      rules.some(({ ranges: [range] }) => expect.objectContaining(area).asymmetricMatch(range)),
    ).toBe(true);
  }
  // Columns that a person moved stand apart, and are not.
  const several = blocks.filter(({ length }) => length > 1);
  const heads: readonly string[] = several.map(([head = ""]) => head);
  const older = new Map(
    [...positions].map(([key, at]) => [key, heads.includes(key) ? at + 500 : at]),
  );
  expect(highlightRules(tabs.cases, older)).toHaveLength(rules.length - heads.length);
});

test("every column that a highlight names is one of its tab's", () => {
  for (const id of idsOf(tabs)) {
    const real = originalPositions(tabs[id]);
    const asked = new Set<string>();
    const watched = new Map(real);
    watched.get = (key) => {
      asked.add(key);
      return real.get(key);
    };
    highlightRules(tabs[id], watched, [marin2019()]);
    expect([...asked].filter((key) => !real.has(key))).toEqual([]);
  }
});
