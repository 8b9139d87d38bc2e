/**
 * When a batch is refused, and how its requests write. Each case is one batch on a blank tab; the answer is Google's error message or
 * the cells afterwards.
 */
import { casesOf, type Json, outcomeOf, type Question, refusal, type Source } from "../case";
import {
  appended,
  at,
  batch,
  cells,
  chart,
  dataOf,
  disc,
  protect,
  stretch,
  wrap,
  written,
} from "../sheets";

type Requests = (sheetId: number) => readonly object[];

const parser = "recorded 2026-11-26: sheets-api.md 1: the JSON reader of protobuf; GSP";
const issues = "recorded 2026-11-24: sheets-api.md 1: issues of public repositories";
const jah = "recorded 2026-09-30: sheets-api.md 2: JAH A8";

const measured =
  "recorded 2026-09-29: live findings of a public project on ranges of repeatCell past the grid";

const append = (sheetId: number, cell: object, ...more: readonly object[]) => ({
  appendCells: { sheetId, fields: "*", rows: [{ values: [cell, ...more] }] },
});
const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });

const a = (sheetId: number) => written({ sheetId, title: "" }, 0, 0, [["a", "b"], ["c"]]);
const first = (sheetId: number, cell: object, fields: string) => ({
  updateCells: { start: { sheetId }, rows: [{ values: [cell] }], fields },
});

const failed =
  "GoogleJsonResponseException: API call to sheets.spreadsheets.batchUpdate failed with error: ";

/** What a batch on a tab of 5 rows and 4 columns called TITLE ends in; `words` follow "failed with error: ". */
const refused = (what: string, source: Source, words: string, requests: Requests): Question => ({
  asks: `What does ${what} end in?`,
  source,
  is: words,
  run(ground) {
    const { sheetId, title } = ground.tab(5, 4);
    const said = refusal(() => batch(ground, requests(sheetId))) ?? "taken";
    const named = said.replace(`'${title}'`, "TITLE").replace(title, "TITLE");
    return named.replace(String(sheetId), "ID").replace(failed, "");
  },
});

/** The values of such a tab after the batch. */
const left = (asks: string, source: Source, is: Json, requests: Requests): Question => ({
  asks,
  source,
  is,
  run(ground) {
    const { sheetId } = ground.tab(5, 4);
    batch(ground, requests(sheetId));
    return cells(ground, { sheetId });
  },
});

export const batchCases = casesOf("dialog", {
  "batch.format-ends-past": {
    asks: "Are formats taken for rows that begin inside the grid and end past it, and for no row at all?",
    source: measured,
    is: ["taken", "taken"],
    here: ["refused", "refused"],
    run(ground) {
      const { sheetId } = ground.tab(5, 4);
      const wrapped = (...rows: number[]) => wrap(at({ sheetId }, rows, [0, 2]));
      return [wrapped(4, 8), wrapped(3, 3)].map((one) => outcomeOf(() => batch(ground, [one])));
    },
  },
  "batch.empty": refused(
    "a batch without a request",
    issues,
    "Must specify at least one request.",
    () => [],
  ),
  "batch.unknown-request": refused(
    "a kind of request that there is not",
    parser,
    `Invalid JSON payload received. Unknown name "appendRows" at 'requests[0]': Cannot find field.`,
    () => [{ appendRows: {} }],
  ),
  "batch.unknown-deep": refused(
    "a field that a cell does not have",
    parser,
    `Invalid JSON payload received. Unknown name "value" at 'requests[0].append_cells.rows[0].values[0]': Cannot find field.`,
    (id) => [append(id, { value: 1 })],
  ),
  "batch.wrong-type": refused(
    "a text for a number",
    parser,
    `Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), "first"`,
    () => [{ deleteSheet: { sheetId: "first" } }],
  ),
  "batch.wrong-enum": refused(
    "a name that an enum does not have",
    parser,
    `Invalid value at 'requests[0].append_dimension.dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), "ROW"`,
    (sheetId) => [{ appendDimension: { sheetId, dimension: "ROW", length: 1 } }],
  ),
  "batch.two-kinds": refused(
    "two kinds in one request",
    parser,
    `Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'appendCells'`,
    (sheetId) => [{ deleteSheet: { sheetId }, appendCells: {} }],
  ),
  "batch.two-values": refused(
    "two values in one cell",
    parser,
    `Invalid value at 'requests[0].append_cells.rows[0].values[0].user_entered_value' (oneof), oneof field 'value' is already set. Cannot set 'boolValue'`,
    (id) => [append(id, { userEnteredValue: { stringValue: "a", boolValue: true } })],
  ),
  "batch.too-wide": refused(
    "a row that is wider than the grid",
    "recorded 2026-11-24: sheets-api.md 1: G4#193",
    "Invalid requests[0].appendCells: Attempting to write column: 4, beyond the last requested column of: 3",
    (id) => [append(id, text("a"), text("b"), text("c"), text("d"), text("e"))],
  ),
  "batch.ten-million-cells": refused(
    "more than ten million cells",
    "recorded 2026-11-24: platform.md 4: reports in public",
    "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
    (sheetId) => [{ appendDimension: { sheetId, dimension: "ROWS", length: 2_500_000 } }],
  ),
  "batch.second-of-tab": refused(
    "a second protection of a whole tab",
    "recorded 2026-11-24: sheets-api.md 1: googleapis/google-api-python-client#1064",
    'Invalid requests[1].addProtectedRange: Sheet "TITLE" already has sheet protection.',
    (sheetId) => [protect({ range: { sheetId } }), protect({ range: { sheetId } })],
  ),
  "batch.open-in-part": refused(
    "open ranges in the protection of a part of a tab",
    disc,
    "Invalid requests[0].addProtectedRange: ((only of a whole tab))",
    (sheetId) => {
      const range = at({ sheetId }, [1, 3], [0, 2]);
      return [protect({ range, unprotectedRanges: [range] })];
    },
  ),
  "batch.rule-for-formats": refused(
    "a rule for cells whose condition is one for colors",
    "recorded 2026-11-24: sheets-api.md 4: gspread#1539",
    "Invalid requests[0].setDataValidation: ((not for cells))",
    (sheetId) => [
      { setDataValidation: { range: { sheetId }, rule: { condition: { type: "NOT_BLANK" } } } },
    ],
  ),
  "batch.inherits-nothing": refused(
    "a first row that is to look like the one before it",
    disc,
    "Invalid requests[0].insertDimension: ((there is none))",
    (sheetId) => {
      const range = stretch(sheetId, "ROWS", 0, 1);
      return [{ insertDimension: { range, inheritFromBefore: true } }];
    },
  ),
  "batch.every-row": refused(
    "taking away every row",
    issues,
    "Invalid requests[0].deleteDimension: Sorry, it is not possible to delete all non-frozen rows.",
    (sheetId) => [{ deleteDimension: { range: stretch(sheetId, "ROWS", 0, 5) } }],
  ),
  "batch.view-past-range": refused(
    "a view that filters a column outside of its range",
    disc,
    "Invalid requests[0].addFilterView: ((outside))",
    (sheetId) => {
      const range = at({ sheetId }, [0, 5], [0, 2]);
      const filter = { title: "V", range, filterSpecs: [{ columnIndex: 3, filterCriteria: {} }] };
      return [{ addFilterView: { filter } }];
    },
  ),
  "batch.no-such-colors": refused(
    "a rule for colors that is not there",
    issues,
    "Invalid requests[0].deleteConditionalFormatRule: No conditional format on sheet: ID at index: 3",
    (sheetId) => [{ deleteConditionalFormatRule: { sheetId, index: 3 } }],
  ),
  "batch.format-open-past": refused(
    "a format for open rows that begin past the grid",
    measured,
    "Invalid requests[0].repeatCell: Range (TITLE!A6:B) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [wrap({ sheetId, startRowIndex: 5, startColumnIndex: 0, endColumnIndex: 2 })],
  ),
  "batch.format-past": refused(
    "a format for a row past the grid",
    measured,
    "Invalid requests[0].repeatCell: Range (TITLE!A6:B6) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [wrap(at({ sheetId }, [5, 6], [0, 2]))],
  ),
  "batch.misspelt-mask": refused(
    "a mask that names no member",
    "recorded 2026-11-24: sheets-api.md 1: a 400 whose words are in no source",
    "Invalid requests[0].updateSheetProperties: ((no such field))",
    (sheetId) => [
      { updateSheetProperties: { properties: { sheetId, title: "Other" }, fields: "titel" } },
    ],
  ),
  "batch.empty-mask": refused(
    "a request without its mask",
    "recorded 2026-11-24: sheets-api.md 1: NGS#308",
    "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    (sheetId) => [{ updateSheetProperties: { properties: { sheetId }, fields: "" } }],
  ),
  "batch.taken-title": refused(
    "a second tab of the same title",
    "recorded 2026-11-24: sheets-api.md 1: GSP; JAH A18",
    'Invalid requests[1].addSheet: A sheet with the name "Twice" already exists. Please enter another name.',
    () => [
      { addSheet: { properties: { title: "Twice" } } },
      { addSheet: { properties: { title: "Twice" } } },
    ],
  ),
  "batch.taken-id": refused(
    "a second tab of the same id",
    "documented 2026-11-24: sheets-api.md 4: DISC; JAH A18",
    "Invalid requests[0].addSheet: ((taken))",
    (sheetId) => [{ addSheet: { properties: { sheetId, title: "Other" } } }],
  ),
  "batch.write-past": refused(
    "a write past the grid's last row",
    "recorded 2026-11-24: sheets-api.md 1: socialpoint-labs/sheetfu#53",
    "Invalid requests[0].updateCells: Range (TITLE!A8) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [written({ sheetId, title: "" }, 7, 0, [["a"]])],
  ),
  "batch.chart-past-grid": refused(
    "a chart of cells past the grid",
    issues,
    "Invalid requests[0].addChart: Range (TITLE!B2:B9) exceeds grid limits. Max rows: 5, max columns: 4",
    (id) => [chart(id, { series: [{ series: dataOf(id, [1, 9], [1, 2]) }] })],
  ),
  "batch.order": left(
    "Does a later request see what an earlier one of its batch made?",
    "documented 2026-11-24: sheets-api.md 4: DISC; TAN/2024-09-17",
    [["b"]],
    (id) => [first(id, text("a"), "userEnteredValue"), first(id, text("b"), "userEnteredValue")],
  ),
  "batch.mask-clears": left(
    "Is a field cleared that the mask names and the cell leaves out?",
    jah,
    [["", "b"], ["c"]],
    (id) => [a(id), first(id, {}, "userEnteredValue")],
  ),
  "batch.mask-keeps": left(
    "Does a field stay that the mask does not name?",
    jah,
    [["a", "b"], ["c"]],
    (id) => [a(id), first(id, text("x"), "note")],
  ),
  "batch.null-is-unset": left(
    "Does null count as left out?",
    "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes",
    [["a"]],
    (sheetId) => {
      const cell = { ...text("a"), userEnteredFormat: null };
      const rows = [{ values: [cell, {}] }];
      return [{ appendCells: { sheetId, fields: "userEnteredValue", tableId: null, rows } }];
    },
  ),
  "batch.inserted-row": left(
    "Do the rows below move down for an inserted row?",
    disc,
    [["a", "b"], [], ["c"]],
    (sheetId) => {
      const range = stretch(sheetId, "ROWS", 1, 2);
      return [a(sheetId), { insertDimension: { range, inheritFromBefore: true } }];
    },
  ),
  "batch.moved-down": left(
    "Does a row stand before the one that it was moved to, from above?",
    disc,
    [["c"], ["a", "b"], [], ["d"]],
    (id) => [
      a(id),
      written({ sheetId: id, title: "" }, 3, 0, [["d"]]),
      { moveDimension: { source: stretch(id, "ROWS", 0, 1), destinationIndex: 2 } },
    ],
  ),
  "batch.moved-up": left("And from below?", disc, [["c"], ["a", "b"]], (id) => [
    a(id),
    { moveDimension: { source: stretch(id, "ROWS", 1, 2), destinationIndex: 0 } },
  ]),
  "batch.typed": left(
    "Are texts that look like formulas, numbers and dates kept as texts, and values as what they are?",
    "recorded 2026-09-30: sheets-api.md 2: JAH A16",
    [
      ["=1+1", "007", "1/2", "'x"],
      [12.5, true, 46000, "a\n\tb 😀 é"],
    ],
    (id) => [
      written({ sheetId: id, title: "" }, 0, 0, [
        ["=1+1", "007", "1/2", "'x"],
        [12.5, true, 46_000, "a\n\tb 😀 é"],
      ]),
    ],
  ),
  "batch.appended": left(
    "Do appended rows stand below the last row with data, from column A, and does the grid grow?",
    "recorded 2026-09-30: sheets-api.md 2: JAH A15",
    [["a"], [], ["", "b"], ["c", "d"], ["e"], ["f"]],
    (sheetId) => {
      const tab = { sheetId, title: "" };
      const rows = [["c", "d"], ["e"], ["f"]];
      return [written(tab, 0, 0, [["a"]]), written(tab, 2, 1, [["b"]]), appended(tab, rows)];
    },
  ),
  "batch.appended-ticks": left(
    "Does a row that holds only FALSE count as filled?",
    "recorded 2026-11-24: sheets-api.md 2: n8n-io/n8n#9950",
    [[false], ["a"]],
    (sheetId) => {
      const tab = { sheetId, title: "" };
      return [written(tab, 0, 0, [[false]]), appended(tab, [["a"]])];
    },
  ),
  "batch.deleted-column": left(
    "Do the columns to the right move for a deleted column?",
    disc,
    [["b"]],
    (sheetId) => {
      const range = stretch(sheetId, "COLUMNS", 0, 1);
      return [a(sheetId), { deleteDimension: { range } }];
    },
  ),
});
