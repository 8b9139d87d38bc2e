/** The formulas of a register, as the desk calculates them for its page. */
import { expect, test } from "vitest";
import { evaluate, UnknownFormula } from "../../scripts/desk/grid/formula";
import { type CellValue, emptySheet, newSpreadsheet } from "../../scripts/workspace/sheets/store";

const spreadsheet = newSpreadsheet("s", "Register");
const rows: readonly (readonly CellValue[])[] = [
  ["case", "status", "due", { formula: '=IF(1=2,"one","two")' }],
  ["Case", "Status", "Next due"],
  ["26-0001", "Open", 100],
  ["26-0002", "Closed", 50],
  ["26-0003", "Open", null],
];
const gridProperties = { rowCount: 100, columnCount: 10 };
const sheet = {
  ...emptySheet({ sheetId: 1, title: "Lead's", gridProperties }),
  rows: rows.map((values) => ({ values: [...values] })),
};
spreadsheet.sheets = [sheet];
const value = (formula: string, rowsBelow: number) =>
  evaluate(formula, { spreadsheet, sheet, now: 75.5, rowsBelow, depth: 0 });

test.each([
  ["an equal text, whatever its case", '=$B3="open"', 0, true],
  ["the row that it is applied to", '=OR($B3="Waiting",$B3="Closed")', 1, true],
  ["an anchored row", '=$B$3="Open"', 1, true],
  ["a blank cell as no date", '=AND($C3<>"",$C3<NOW())', 2, false],
  ["a passed date", '=AND($C3<>"",$C3<NOW())', 1, true],
  ["a Saturday's Monday", "=WORKDAY(77-1,1)", 0, 79],
  ["a blank as false", "=$C3<>TRUE", 2, true],
  ["products before sums, and brackets", "=(1+2*3-8/4)*3", 0, 15],
  ["a text with quotes", '="say ""so"""&TODAY()', 0, 'say "so"75'],
  ["a cell that holds a formula", "=$D$1", 0, "two"],
  ["two columns", "=COUNTIFS('Lead''s'!$A$3:$A,\"<>\",$B$3:$B,\"<>Closed\")", 0, 2],
  ["a count of what is past", '=COUNTIFS($C$3:$C,"<"&NOW())+COUNTIF($A$3:$A,"?*")', 0, 4],
] as const)("%s", (_, formula, rowsBelow, expected) => {
  expect(value(formula, rowsBelow)).toBe(expected);
});

test.each(["=VLOOKUP(A1)", "1+1", "=(1+2", "='Gone'!$A$1", "=COUNTIF(A1:B,1)"])(
  "%s is refused",
  (formula) => {
    expect(() => value(formula, 0)).toThrow(UnknownFormula);
  },
);
