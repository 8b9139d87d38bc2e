/** The formulas of a register, worked out for the desk. */
import { describe, expect, test } from "vitest";
import { evaluate, type Surroundings, UnknownFormula } from "../../scripts/desk/grid/formula";
import { type CellValue, emptySheet, newSpreadsheet } from "../../scripts/workspace/sheets/store";

function spreadsheet(tabs: Readonly<Record<string, readonly (readonly CellValue[])[]>>) {
  const made = newSpreadsheet("s", "Register");
  made.sheets = Object.entries(tabs).map(([title, rows], index) => ({
    ...emptySheet({
      sheetId: index + 1,
      title,
      gridProperties: { rowCount: 100, columnCount: 10 },
    }),
    rows: rows.map((values) => ({ values })),
  }));
  return made;
}

const register = spreadsheet({
  Cases: [
    ["case", "status", "due"],
    ["Case", "Status", "Next due"],
    ["26-0001", "Open", 100],
    ["26-0002", "Closed", 50],
    ["26-0003", "Open", null],
  ],
  "Lead's": [["text"], ["x"], [""], [false]],
  Summary: [["value"], ["Value"], [{ formula: '=IF(A4=2,"two","other")' }, 10], [2]],
});

function around(tab: string, rowsBelow = 0): Surroundings {
  const sheet = register.sheets.find(({ properties }) => properties.title === tab);
  if (sheet === undefined) throw new Error(`no tab ${tab}`);
  return { spreadsheet: register, sheet, now: 75.5, rowsBelow, depth: 0 };
}

describe("a formula of the register", () => {
  test.each([
    ["an equal text, whatever its case", '=$B3="open"', 0, true],
    ["the row that it is applied to", '=$B3="Closed"', 1, true],
    ["an anchored row", '=$B$3="Open"', 1, true],
    ["a blank cell as no date", '=AND($C3<>"",$C3<NOW())', 2, false],
    ["a passed date", '=AND($C3<>"",$C3<NOW())', 1, true],
    ["a date to come", '=AND($C3<>"",$C3<NOW())', 0, false],
    ["either of two", '=OR($B3="Waiting",$B3="Closed")', 1, true],
    ["the day without its time", "=TODAY()", 0, 75],
    ["a Saturday's Monday", "=WORKDAY(77-1,1)", 0, 79],
    ["a day of the week as it is", "=WORKDAY(75-1,1)", 0, 75],
    ["a blank as false", "=$C3<>TRUE", 2, true],
    ["products before sums", "=1+2*3-8/4", 0, 5],
    ["brackets", "=(1+2)*3", 0, 9],
    ["a text with quotes", '="say ""so"""', 0, 'say "so"'],
    ["joined texts", '="<"&NOW()', 0, "<75.5"],
    [
      "a count over two columns",
      "=COUNTIFS('Cases'!$A$3:$A,\"<>\",'Cases'!$B$3:$B,\"<>Closed\")",
      0,
      2,
    ],
    ["a count of what is past", "=COUNTIFS('Cases'!$C$3:$C,\"<\"&NOW())", 0, 1],
    [
      "a count of any text, in a tab with an apostrophe",
      "=COUNTIF('Lead''s'!$A$2:$A,\"?*\")",
      0,
      1,
    ],
    ["a count of texts that begin with", "=COUNTIFS('Cases'!$B$3:$B,\"cl*\")", 0, 1],
    ["a count of a boolean", "=COUNTIFS('Lead''s'!$A$2:$A,FALSE)", 0, 1],
    [
      "a sum of counts",
      "=COUNTIF('Cases'!$B$3:$B,\"Open\")+COUNTIF('Cases'!$B$3:$B,\"Closed\")",
      0,
      3,
    ],
  ])("reads %s", (_, formula, rowsBelow, expected) => {
    expect(evaluate(formula, around("Cases", rowsBelow))).toBe(expected);
  });

  test("follows a cell that holds a formula", () => {
    expect(evaluate("=A3", around("Summary"))).toBe("two");
  });

  test.each([
    ["an unknown function", "=VLOOKUP(A1)"],
    ["what is no formula", "1+1"],
    ["an open bracket", "=(1+2"],
    ["a tab that is gone", "='Gone'!$A$1"],
    ["a range of several columns", "=COUNTIF(A1:B,1)"],
    ["a wildcard in the middle of a text", '=COUNTIF(A1:A,"a*b")'],
  ])("refuses %s", (_, formula) => {
    expect(() => evaluate(formula, around("Cases"))).toThrow(UnknownFormula);
  });

  test("ends where cells refer to each other in a circle", () => {
    const circle = spreadsheet({ A: [[{ formula: "=A1" }]] });
    const [sheet] = circle.sheets;
    if (sheet === undefined) throw new Error("no tab");
    const place = { spreadsheet: circle, sheet, now: 0, rowsBelow: 0, depth: 0 };
    expect(() => evaluate("=A1", place)).toThrow(UnknownFormula);
  });
});
