/** How a register looks: colours that can be read, highlights that point at the right cells. */
import { expect, test } from "vitest";
import {
  colorStyle,
  finishedColours,
  formerRules,
  headerColours,
  highlightRequests,
  highlightRules,
  levelColours,
  nowColours,
  overdueColours,
  waitingColours,
} from "../../src/install/tab-layout";
import { carryPack, packs } from "../../src/protocol/find-pack";
import { type TabId, tabIds } from "../../src/register/columns";
import { columnLetters } from "../../src/register/header-position";
import { originalPositions } from "../../src/register/read-register";
import { tabs } from "../../src/register/tabs";
import { quillwater2025 } from "../packs/quillwater-2025";
import { field } from "../workspace/sheets-context";

// Colours of more than one county, whatever else this process has played before.
carryPack(quillwater2025);

function luminance(hex: string): number {
  const { red, green, blue } = colorStyle(hex).rgbColor;
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

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
  const letters = (tab: TabId) =>
    columnLetters(tabs[tab].columns.findIndex(({ key }) => key === "lateFrom"));
  const [ofCase, ofAct] = [letters("cases"), letters("checklist")];
  const late = [
    `=AND($D3<>"",IF($${ofCase}3="",$D3,$${ofCase}3)<NOW())`,
    `=AND($G3<>"",IF($${ofAct}3="",$G3,$${ofAct}3)<NOW(),$H3="Open")`,
  ];
  const now = [
    `=AND($D3<>"",$D3<NOW(),$${ofCase}3>=NOW())`,
    `=AND($G3<>"",$G3<NOW(),$${ofAct}3>=NOW(),$H3="Open")`,
  ];
  for (const [at, tab] of (["cases", "checklist"] as const).entries()) {
    const found = formulas(tab);
    // The first one that holds wins.
    const order = [late[at], now[at]].map((formula) => found.indexOf(formula ?? ""));
    expect(order.every((index) => index >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
});

/** Row numbers that a spreadsheet shows to the left of its cells. */
const rowNumbers = 52;

test.each<[TabId, readonly string[], number]>([
  ["cases", ["acknowledged", "student", "studentId"], 1_280],
  ["checklist", ["done", "what", "call", "due", "state"], 1_280],
  ["reports", ["studentName", "facts"], 1_280],
  ["checklist", ["done"], 412],
])("what %s is opened for stands in sight: %s, in %d pixels", (id, keys, width) => {
  const shown = tabs[id].columns.filter(({ hidden }) => !hidden);
  for (const key of keys) {
    const at = shown.findIndex((column) => column.key === key);
    const right = shown.slice(0, at + 1).reduce((sum, one) => sum + one.width, rowNumbers);
    expect(at, key).toBeGreaterThanOrEqual(0);
    expect(right, key).toBeLessThanOrEqual(width);
  }
});

test("what is to be done stands right beside its tick, and the number right beside that", () => {
  const keys = tabs.checklist.columns.map(({ key }) => key);
  expect(keys.slice(keys.indexOf("done"), keys.indexOf("done") + 3)).toEqual([
    "done",
    "what",
    "call",
  ]);
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

test("a register without the column of late says late at once, and never by another column", () => {
  for (const tab of ["cases", "checklist"] as const) {
    const born = originalPositions(tabs[tab]);
    const older = new Map([...born].filter(([key]) => key !== "lateFrom"));
    const texts = JSON.stringify(highlightRequests(tab, older, packs()[0]));
    expect(texts).toContain(tab === "cases" ? "$D3<NOW())" : "$G3<NOW(),");
    expect(texts).not.toContain("IF(");
    expect(formerRules(tab, born)).toEqual(highlightRules(tab, older));
  }
});
