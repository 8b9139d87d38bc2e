/** Cells through the Sheets API: what is written, what is returned, what is refused. */
import { casesOf, type Ground, type Json, membersOf, outcomeOf, refusal } from "../case";
import { appended, batch, batchFor, cells, read, stretch, wrap, written } from "../sheets";

/** The words before a refusal of the API. */
const failed = "GoogleJsonResponseException: API call to sheets.spreadsheets.";

export const cellCases = casesOf("dialog", {
  "cells.trailing-blanks": {
    asks: "Does a read leave out what is empty at the end of rows and of the range, and repeat the range that was asked for, and the cells inside the grid?",
    source:
      "recorded 2026-11-29: sheets-api.md 3, 13: burnash/gspread, tests/cassettes (795 of 807 reads alike); JAH A1",
    is: [
      [[["a"], [], ["", "b"]], "A1:F8", "ROWS"],
      ["no values", "A6:F8", "ROWS"],
      [true, { startRowIndex: 5, endRowIndex: 8 }],
    ],
    run(ground) {
      const tab = ground.tab(9, 6);
      const { sheetId } = tab;
      const below = { startRowIndex: 5, endRowIndex: 8 };
      batch(ground, [written(tab, 0, 0, [["a"], [null], [null, "b"]])]);
      const found = read(ground, [
        { sheetId, startRowIndex: 0, endRowIndex: 8 },
        { sheetId, ...below },
      ]);
      const answered = found.map(({ valueRange }) => [
        (valueRange?.values ?? "no values") as Json,
        valueRange?.range?.split("!")[1] ?? null,
        valueRange?.majorDimension ?? null,
      ]);
      const asked = membersOf(found[1]?.dataFilters?.[0]?.gridRange);
      const { sheetId: ofTab, ...range } = asked;
      // What the API repeats is JSON.
      return [...answered, [ofTab === sheetId, range as Json]];
    },
  },
  "cells.order-of-ranges": {
    asks: "In which order does batchGetByDataFilter answer ranges that were asked for from below?",
    source: "assumed: sheets-api.md 13: recorded replies; 3 leaves it open",
    doubt: "valueRangesOrder",
    when: { "by-position": ["one", "two"], "as-asked": ["two", "one"] },
    run(ground) {
      const { sheetId, ...rest } = ground.tab(5, 5);
      batch(ground, [written({ sheetId, ...rest }, 0, 0, [["one"], [null], ["two"]])]);
      const at = (row: number) => ({ sheetId, startRowIndex: row, endRowIndex: row + 1 });
      return read(ground, [at(2), at(0)]).map(({ valueRange }) => valueRange?.values?.[0]?.[0]);
    },
  },
  "cells.text-runs": {
    asks: "Does a text keep a link on a part of it that was written with it, and lose it with a new text?",
    source: "documented 2026-11-24: sheets-api.md 2, 3: DISC; SAPI/guides/chips; GSP",
    is: [["#gid=1&range=B:C"], []],
    run(ground) {
      const tab = ground.tab(2, 2);
      const linked = {
        userEnteredValue: { stringValue: "see there" },
        textFormatRuns: [{ startIndex: 4, format: { link: { uri: "#gid=1&range=B:C" } } }],
      };
      const start = { sheetId: tab.sheetId, rowIndex: 0, columnIndex: 0 };
      const rows = [{ values: [linked, linked] }];
      batch(ground, [
        { updateCells: { start, fields: "userEnteredValue,textFormatRuns", rows } },
        written(tab, 0, 1, [["see here"]]),
      ]);
      const fields = "sheets.data.rowData.values.textFormatRuns";
      const options = { ranges: [`'${tab.title}'!A1:B1`], fields };
      const { sheets = [] } = ground.google
        .sheets()
        .Spreadsheets.get(ground.spreadsheet(), options);
      const row = sheets.flatMap(({ data }) => data ?? [])[0]?.rowData;
      return (row?.[0]?.values ?? []).map(({ textFormatRuns }) =>
        (textFormatRuns ?? []).flatMap(({ format }) => format?.link?.uri ?? []),
      );
    },
  },
  "cells.appended-formats": {
    asks: "Do rows that hold only a format or a rule count as filled for appendCells?",
    source:
      "recorded 2026-09-26: platform.md 15: byronbroughten/sheets-framework, docs/testing.md (measured)",
    doubt: "formatOnlyRows",
    when: { empty: [["a"]], filled: [[], [], [], [], ["a"]] },
    run(ground) {
      const tab = ground.tab(8, 3);
      const { sheetId } = tab;
      const range = { sheetId, startRowIndex: 0, endRowIndex: 4 };
      const rule = { condition: { type: "BOOLEAN" } };
      batch(ground, [wrap(range), { setDataValidation: { range, rule } }]);
      batch(ground, [appended(tab, [["a"]])]);
      return cells(ground, { sheetId });
    },
  },
  "cells.all-or-nothing": {
    asks: "Is nothing of a batch applied where one request of it is refused?",
    source: "recorded 2026-09-30: sheets-api.md 1: JAH A3",
    is: [
      `${failed}batchUpdate failed with error: Invalid requests[2].updateCells: No grid with id: 987654`,
      [["a"], ["b"]],
    ],
    run(ground) {
      const tab = ground.tab(5, 5);
      const { sheetId } = tab;
      batch(ground, [written(tab, 0, 0, [["a"], ["b"]])]);
      const requests = [
        written(tab, 1, 0, [["x"]]),
        { deleteDimension: { range: stretch(sheetId, "ROWS", 0, 1) } },
        written({ sheetId: 987_654, title: "" }, 0, 0, [["b"]]),
      ];
      const said = refusal(() => batch(ground, requests));
      return [said, cells(ground, { sheetId })];
    },
  },
  "cells.too-long": {
    asks: "Is a text of 50,000 characters kept whole, and what does one of 50,001 end in?",
    source: "recorded 2026-11-24: sheets-api.md 1, platform.md 4: reports in public",
    is: [true, "Your input contains more than the maximum of 50000 characters in a single cell."],
    run: (ground) => [50_000, 50_001].map((length) => keptAs(ground, "x".repeat(length))),
  },
  "cells.control-characters": {
    asks: "Does the Sheets API take control characters and lone surrogates in a text?",
    source: "assumed: sheets-api.md 2: no source",
    is: [true, true],
    here: ["refused", "refused"],
    run: (ground) => ["a\u0001b", "a\ud800b"].map((text) => keptAs(ground, text)),
  },
  "cells.strict-rule": {
    asks: "Does a strict validation rule refuse what the Sheets API writes?",
    source: "recorded 2026-12-02: platform.md 15: openclaw/gogcli pull request 29 (two reports)",
    doubt: "strictValidationOnApiWrite",
    when: { accept: "taken", reject: "refused" },
    run(ground) {
      const tab = ground.tab(3, 3);
      const { sheetId } = tab;
      const condition = {
        type: "ONE_OF_LIST",
        values: [{ userEnteredValue: "yes" }, { userEnteredValue: "no" }],
      };
      const range = { sheetId, startColumnIndex: 0, endColumnIndex: 1 };
      batch(ground, [{ setDataValidation: { range, rule: { condition, strict: true } } }]);
      return outcomeOf(() => batch(ground, [written(tab, 0, 0, [["maybe"]])]));
    },
  },
  "cells.read-back": {
    asks: "Does a batch answer with the cells after it, by where each range begins, and does its option fields cut the reply down?",
    source:
      "documented 2026-11-24: sheets-api.md 1, 13: DISC; of every method of an advanced service",
    is: [
      ["replies", "updatedSpreadsheet"],
      [{}],
      [
        [
          [0, 1, ["b"]],
          [2, 0, ["c"]],
        ],
      ],
    ],
    run(ground) {
      const tab = ground.tab(5, 5);
      const reply = batchFor(
        ground,
        {
          requests: [written(tab, 0, 0, [["a", "b"], [null], ["c"]])],
          includeSpreadsheetInResponse: true,
          responseRanges: [`'${tab.title}'!B1:B1`, `'${tab.title}'!A3:A3`],
          responseIncludeGridData: true,
        },
        "replies,updatedSpreadsheet.sheets(properties.title,data(startRow,startColumn,rowData.values.effectiveValue))",
      );
      const tabs = (reply.updatedSpreadsheet?.sheets ?? []).map(({ data = [] }) =>
        data.map(({ startRow = 0, startColumn = 0, rowData = [] }) => {
          const found = rowData.flatMap(({ values = [] }) => values);
          const texts = found.map((cell) => cell.effectiveValue?.stringValue ?? null);
          return [startRow, startColumn, texts];
        }),
      );
      // Replies are JSON.
      return [Object.keys(reply).sort(), (reply.replies ?? []) as unknown as Json, tabs];
    },
  },
});

/** True where the text comes back as it was, else "changed", or why it is refused as far as a source has the words. */
function keptAs(ground: Ground, text: string): Json {
  const tab = ground.tab(2, 2);
  const said = refusal(() => batch(ground, [written(tab, 0, 0, [[text]])]));
  if (said !== null) return /Your input contains.*/.exec(said)?.[0] ?? "refused";
  const kept = read(ground, [{ sheetId: tab.sheetId }])[0]?.valueRange?.values?.[0]?.[0];
  return kept === text ? true : "changed";
}
