/**
 * When a batch is refused, and how its requests write. Each case is one batch on a blank tab; the answer is Google's error message or
 * the cells afterwards.
 */
import { type Case, type Json, outcomeOf, refusal, type Source } from "../case";
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

const parser = "read 2026-11-26: sheets-api.md 1: the JSON reader of protobuf; GSP";
const issues = "read 2026-11-24: sheets-api.md 1: issues of public repositories";
const jah = "recorded 2026-09-30: sheets-api.md 2: JAH A8";

const measured =
  "recorded 2026-09-29: live findings of a public project on ranges of repeatCell past the grid";

const append = (sheetId: number, cell: object, ...more: readonly object[]) => ({
  appendCells: { sheetId, fields: "*", rows: [{ values: [cell, ...more] }] },
});
const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });

/** By id: the question, where the words are from, the words after "failed with error: ", and the batch on a tab of 5 rows and 4 columns called TITLE. */
const refused: readonly (readonly [string, string, Source, string, Requests])[] = [
  ["empty", "a batch without a request", issues, "Must specify at least one request.", () => []],
  [
    "unknown-request",
    "a kind of request that there is not",
    parser,
    `Invalid JSON payload received. Unknown name "appendRows" at 'requests[0]': Cannot find field.`,
    () => [{ appendRows: {} }],
  ],
  [
    "unknown-deep",
    "a field that a cell does not have",
    parser,
    `Invalid JSON payload received. Unknown name "value" at 'requests[0].append_cells.rows[0].values[0]': Cannot find field.`,
    (id) => [append(id, { value: 1 })],
  ],
  [
    "wrong-type",
    "a text for a number",
    parser,
    `Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), "first"`,
    () => [{ deleteSheet: { sheetId: "first" } }],
  ],
  [
    "wrong-enum",
    "a name that an enum does not have",
    parser,
    `Invalid value at 'requests[0].append_dimension.dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), "ROW"`,
    (sheetId) => [{ appendDimension: { sheetId, dimension: "ROW", length: 1 } }],
  ],
  [
    "two-kinds",
    "two kinds in one request",
    parser,
    `Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'appendCells'`,
    (sheetId) => [{ deleteSheet: { sheetId }, appendCells: {} }],
  ],
  [
    "two-values",
    "two values in one cell",
    parser,
    `Invalid value at 'requests[0].append_cells.rows[0].values[0].user_entered_value' (oneof), oneof field 'value' is already set. Cannot set 'boolValue'`,
    (id) => [append(id, { userEnteredValue: { stringValue: "a", boolValue: true } })],
  ],
  [
    "too-wide",
    "a row that is wider than the grid",
    "read 2026-11-24: sheets-api.md 1: G4#193",
    "Invalid requests[0].appendCells: Attempting to write column: 4, beyond the last requested column of: 3",
    (id) => [append(id, text("a"), text("b"), text("c"), text("d"), text("e"))],
  ],
  [
    "ten-million-cells",
    "more than ten million cells",
    "read 2026-11-24: platform.md 4: reports in public",
    "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
    (sheetId) => [{ appendDimension: { sheetId, dimension: "ROWS", length: 2_500_000 } }],
  ],
  [
    "second-of-tab",
    "a second protection of a whole tab",
    "read 2026-11-24: sheets-api.md 1: googleapis/google-api-python-client#1064",
    'Invalid requests[1].addProtectedRange: Sheet "TITLE" already has sheet protection.',
    (sheetId) => [protect({ range: { sheetId } }), protect({ range: { sheetId } })],
  ],
  [
    "open-in-part",
    "open ranges in the protection of a part of a tab",
    disc,
    "Invalid requests[0].addProtectedRange: ((only of a whole tab))",
    (sheetId) => {
      const range = at({ sheetId }, [1, 3], [0, 2]);
      return [protect({ range, unprotectedRanges: [range] })];
    },
  ],
  [
    "rule-for-formats",
    "a rule for cells whose condition is one for colors",
    "read 2026-11-24: sheets-api.md 4: gspread#1539",
    "Invalid requests[0].setDataValidation: ((not for cells))",
    (sheetId) => [
      { setDataValidation: { range: { sheetId }, rule: { condition: { type: "NOT_BLANK" } } } },
    ],
  ],
  [
    "inherits-nothing",
    "a first row that is to look like the one before it",
    disc,
    "Invalid requests[0].insertDimension: ((there is none))",
    (sheetId) => {
      const range = stretch(sheetId, "ROWS", 0, 1);
      return [{ insertDimension: { range, inheritFromBefore: true } }];
    },
  ],
  [
    "every-row",
    "taking away every row",
    issues,
    "Invalid requests[0].deleteDimension: Sorry, it is not possible to delete all non-frozen rows.",
    (sheetId) => [{ deleteDimension: { range: stretch(sheetId, "ROWS", 0, 5) } }],
  ],
  [
    "view-past-range",
    "a view that filters a column outside of its range",
    disc,
    "Invalid requests[0].addFilterView: ((outside))",
    (sheetId) => {
      const range = at({ sheetId }, [0, 5], [0, 2]);
      const filter = { title: "V", range, filterSpecs: [{ columnIndex: 3, filterCriteria: {} }] };
      return [{ addFilterView: { filter } }];
    },
  ],
  [
    "no-such-colors",
    "a rule for colors that is not there",
    issues,
    "Invalid requests[0].deleteConditionalFormatRule: No conditional format on sheet: ID at index: 3",
    (sheetId) => [{ deleteConditionalFormatRule: { sheetId, index: 3 } }],
  ],
  [
    "format-open-past",
    "a format for open rows that begin past the grid",
    measured,
    "Invalid requests[0].repeatCell: Range (TITLE!A6:B) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [wrap({ sheetId, startRowIndex: 5, startColumnIndex: 0, endColumnIndex: 2 })],
  ],
  [
    "format-past",
    "a format for a row past the grid",
    measured,
    "Invalid requests[0].repeatCell: Range (TITLE!A6:B6) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [wrap(at({ sheetId }, [5, 6], [0, 2]))],
  ],
  [
    "misspelt-mask",
    "a mask that names no member",
    "read 2026-11-24: sheets-api.md 1: a 400 whose words are in no source",
    "Invalid requests[0].updateSheetProperties: ((no such field))",
    (sheetId) => [
      { updateSheetProperties: { properties: { sheetId, title: "Other" }, fields: "titel" } },
    ],
  ],
  [
    "empty-mask",
    "a request without its mask",
    "read 2026-11-24: sheets-api.md 1: NGS#308",
    "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    (sheetId) => [{ updateSheetProperties: { properties: { sheetId }, fields: "" } }],
  ],
  [
    "taken-title",
    "a second tab of the same title",
    "read 2026-11-24: sheets-api.md 1: GSP; JAH A18",
    'Invalid requests[1].addSheet: A sheet with the name "Twice" already exists. Please enter another name.',
    () => [
      { addSheet: { properties: { title: "Twice" } } },
      { addSheet: { properties: { title: "Twice" } } },
    ],
  ],
  [
    "taken-id",
    "a second tab of the same id",
    "read 2026-11-24: sheets-api.md 4: DISC; JAH A18",
    "Invalid requests[0].addSheet: ((taken))",
    (sheetId) => [{ addSheet: { properties: { sheetId, title: "Other" } } }],
  ],
  [
    "write-past",
    "a write past the grid's last row",
    "read 2026-11-24: sheets-api.md 1: socialpoint-labs/sheetfu#53",
    "Invalid requests[0].updateCells: Range (TITLE!A8) exceeds grid limits. Max rows: 5, max columns: 4",
    (sheetId) => [written({ sheetId, title: "" }, 7, 0, [["a"]])],
  ],
  [
    "chart-past-grid",
    "a chart of cells past the grid",
    issues,
    "Invalid requests[0].addChart: Range (TITLE!B2:B9) exceeds grid limits. Max rows: 5, max columns: 4",
    (id) => [chart(id, { series: [{ series: dataOf(id, [1, 9], [1, 2]) }] })],
  ],
];

const a = (sheetId: number) => written({ sheetId, title: "" }, 0, 0, [["a", "b"], ["c"]]);
const first = (sheetId: number, cell: object, fields: string) => ({
  updateCells: { start: { sheetId }, rows: [{ values: [cell] }], fields },
});

/** By id: the question, the source, the tab's values after the batch, and the batch. */
const left: readonly (readonly [string, string, Source, Json, Requests])[] = [
  [
    "order",
    "Does a later request see what an earlier one of its batch made?",
    "read 2026-11-24: sheets-api.md 4: DISC; TAN/2024-09-17",
    [["b"]],
    (id) => [first(id, text("a"), "userEnteredValue"), first(id, text("b"), "userEnteredValue")],
  ],
  [
    "mask-clears",
    "Is a field cleared that the mask names and the cell leaves out?",
    jah,
    [["", "b"], ["c"]],
    (id) => [a(id), first(id, {}, "userEnteredValue")],
  ],
  [
    "mask-keeps",
    "Does a field stay that the mask does not name?",
    jah,
    [["a", "b"], ["c"]],
    (id) => [a(id), first(id, text("x"), "note")],
  ],
  [
    "null-is-unset",
    "Does null count as left out?",
    "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes",
    [["a"]],
    (sheetId) => {
      const cell = { ...text("a"), userEnteredFormat: null };
      const rows = [{ values: [cell, {}] }];
      return [{ appendCells: { sheetId, fields: "userEnteredValue", tableId: null, rows } }];
    },
  ],
  [
    "inserted-row",
    "Do the rows below move down for an inserted row?",
    disc,
    [["a", "b"], [], ["c"]],
    (sheetId) => {
      const range = stretch(sheetId, "ROWS", 1, 2);
      return [a(sheetId), { insertDimension: { range, inheritFromBefore: true } }];
    },
  ],
  [
    "moved-down",
    "Does a row stand before the one that it was moved to, from above?",
    disc,
    [["c"], ["a", "b"], [], ["d"]],
    (id) => [
      a(id),
      written({ sheetId: id, title: "" }, 3, 0, [["d"]]),
      { moveDimension: { source: stretch(id, "ROWS", 0, 1), destinationIndex: 2 } },
    ],
  ],
  [
    "moved-up",
    "And from below?",
    disc,
    [["c"], ["a", "b"]],
    (id) => [a(id), { moveDimension: { source: stretch(id, "ROWS", 1, 2), destinationIndex: 0 } }],
  ],
  [
    "typed",
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
  ],
  [
    "appended",
    "Do appended rows stand below the last row with data, from column A, and does the grid grow?",
    "recorded 2026-09-30: sheets-api.md 2: JAH A15",
    [["a"], [], ["", "b"], ["c", "d"], ["e"], ["f"]],
    (sheetId) => {
      const tab = { sheetId, title: "" };
      const rows = [["c", "d"], ["e"], ["f"]];
      return [written(tab, 0, 0, [["a"]]), written(tab, 2, 1, [["b"]]), appended(tab, rows)];
    },
  ],
  [
    "appended-ticks",
    "Does a row that holds only FALSE count as filled?",
    "read 2026-11-24: sheets-api.md 2: n8n-io/n8n#9950",
    [[false], ["a"]],
    (sheetId) => {
      const tab = { sheetId, title: "" };
      return [written(tab, 0, 0, [[false]]), appended(tab, [["a"]])];
    },
  ],
  [
    "deleted-column",
    "Do the columns to the right move for a deleted column?",
    disc,
    [["b"]],
    (sheetId) => {
      const range = stretch(sheetId, "COLUMNS", 0, 1);
      return [a(sheetId), { deleteDimension: { range } }];
    },
  ],
];

const failed =
  "GoogleJsonResponseException: API call to sheets.spreadsheets.batchUpdate failed with error: ";

export const batchCases: readonly Case[] = [
  {
    id: "batch.format-ends-past",
    asks: "Are formats taken for rows that begin inside the grid and end past it, and for no row at all?",
    source: measured,
    expects: { always: ["taken", "taken"], here: ["refused", "refused"] },
    run(ground) {
      const { sheetId } = ground.tab(5, 4);
      return [
        [4, 8],
        [3, 3],
      ].map((rows) => {
        return outcomeOf(() => batch(ground, [wrap(at({ sheetId }, rows, [0, 2]))]));
      });
    },
  },
  ...refused.map(
    ([id, what, source, words, requests]): Case => ({
      id: `batch.${id}`,
      asks: `What does ${what} end in?`,
      source,
      expects: { always: words },
      run(ground) {
        const { sheetId, title } = ground.tab(5, 4);
        const said = refusal(() => batch(ground, requests(sheetId))) ?? "taken";
        const named = said.replace(`'${title}'`, "TITLE").replace(title, "TITLE");
        return named.replace(String(sheetId), "ID").replace(failed, "");
      },
    }),
  ),
  ...left.map(
    ([id, asks, source, values, requests]): Case => ({
      id: `batch.${id}`,
      asks,
      source,
      expects: { always: values },
      run(ground) {
        const { sheetId } = ground.tab(5, 4);
        batch(ground, requests(sheetId));
        return cells(ground, { sheetId });
      },
    }),
  ),
];
