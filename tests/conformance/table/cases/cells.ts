/** Cells through the Sheets API: what is written, what is returned, what is refused. */
import { type Case, type Ground, type Json, membersOf, outcomeOf, refusal } from "../case";
import { appended, batch, batchFor, cells, read, written } from "../sheets";

/** The words before a refusal of the API. */
const failed = "GoogleJsonResponseException: API call to sheets.spreadsheets.";

export const cellCases: readonly Case[] = [
  {
    id: "cells.trailing-blanks",
    asks: "Does a read leave out what is empty at the end of rows and of the range?",
    source:
      "recorded 2026-11-29: sheets-api.md 3: burnash/gspread, tests/cassettes (795 of 807 reads alike); JAH A1",
    expects: { always: { rows: [["a"], [], ["", "b"]], empty: "no values" } },
    run(ground) {
      const tab = ground.tab(9, 6);
      batch(ground, [written(tab, 0, 0, [["a"], [null], [null, "b"]])]);
      const [full, blank] = read(ground, [
        { sheetId: tab.sheetId, startRowIndex: 0, endRowIndex: 8 },
        { sheetId: tab.sheetId, startRowIndex: 5, endRowIndex: 8 },
      ]);
      return {
        rows: (full?.valueRange?.values ?? []) as Json,
        empty: blank?.valueRange?.values === undefined ? "no values" : "values",
      };
    },
  },
  {
    id: "cells.echo",
    asks: "Does a read repeat the range that was asked for, and the cells inside the grid?",
    source: "recorded 2026-11-24: sheets-api.md 13: gspread's cassettes",
    expects: {
      always: {
        asked: { startRowIndex: 1, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 2 },
        sameTab: true,
        cells: "A2:B3",
        major: "ROWS",
      },
    },
    run(ground) {
      const tab = ground.tab(5, 5);
      batch(ground, [written(tab, 0, 0, [["a"], ["b"]])]);
      const range = { startRowIndex: 1, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 2 };
      const [only] = read(ground, [{ sheetId: tab.sheetId, ...range }]);
      const { sheetId, ...asked } = membersOf(only?.dataFilters?.[0]?.gridRange);
      return {
        // What the API repeats is JSON.
        asked: asked as Json,
        sameTab: sheetId === tab.sheetId,
        cells: only?.valueRange?.range?.split("!")[1] ?? null,
        major: only?.valueRange?.majorDimension ?? null,
      };
    },
  },
  {
    id: "cells.order-of-ranges",
    asks: "In which order does batchGetByDataFilter answer ranges that were asked for from below?",
    source: "assumed: sheets-api.md 13: recorded replies; 3 leaves it open",
    expects: {
      of: "valueRangesOrder",
      when: { "by-position": ["one", "two"], "as-asked": ["two", "one"] },
    },
    run(ground) {
      const { sheetId, ...rest } = ground.tab(5, 5);
      batch(ground, [written({ sheetId, ...rest }, 0, 0, [["one"], [null], ["two"]])]);
      const at = (row: number) => ({ sheetId, startRowIndex: row, endRowIndex: row + 1 });
      return read(ground, [at(2), at(0)]).map(({ valueRange }) => valueRange?.values?.[0]?.[0]);
    },
  },
  {
    id: "cells.text-runs",
    asks: "Does a text keep a link on a part of it that was written with it, and lose it with a new text?",
    source: "read 2026-11-24: sheets-api.md 2, 3: DISC; SAPI/guides/chips; GSP",
    expects: { always: [["#gid=1&range=B:C"], []] },
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
  {
    id: "cells.no-such-tab",
    asks: "What does a read of a tab that is not there end in?",
    source: "recorded 2026-11-24: sheets-api.md 13",
    expects: {
      always: `${failed}values.batchGetByDataFilter failed with error: Invalid dataFilter[0]: No grid with id: 987654`,
    },
    run(ground) {
      ground.tab(2, 2);
      return refusal(() => read(ground, [{ sheetId: 987_654 }]));
    },
  },
  {
    id: "cells.appended-formats",
    asks: "Do rows that hold only a format or a rule count as filled for appendCells?",
    source: "assumed: sheets-api.md 2, 13: no source",
    expects: {
      of: "formatOnlyRows",
      when: { empty: [["a"]], filled: [[], [], [], [], ["a"]] },
    },
    run(ground) {
      const tab = ground.tab(8, 3);
      const { sheetId } = tab;
      const range = { sheetId, startRowIndex: 0, endRowIndex: 4 };
      batch(ground, [
        {
          repeatCell: {
            range,
            cell: { userEnteredFormat: { wrapStrategy: "WRAP" } },
            fields: "userEnteredFormat.wrapStrategy",
          },
        },
        { setDataValidation: { range, rule: { condition: { type: "BOOLEAN" } } } },
      ]);
      batch(ground, [appended(tab, [["a"]])]);
      return cells(ground, { sheetId });
    },
  },
  {
    id: "cells.all-or-nothing",
    asks: "Is nothing of a batch applied where one request of it is refused?",
    source: "recorded 2026-09-30: sheets-api.md 1: JAH A3",
    expects: {
      always: {
        said: `${failed}batchUpdate failed with error: Invalid requests[2].updateCells: No grid with id: 987654`,
        kept: [["a"], ["b"]],
      },
    },
    run(ground) {
      const tab = ground.tab(5, 5);
      const gone = { sheetId: 987_654, title: "" };
      const { sheetId } = tab;
      const range = { sheetId, dimension: "ROWS", startIndex: 0, endIndex: 1 };
      batch(ground, [written(tab, 0, 0, [["a"], ["b"]])]);
      const said = refusal(() =>
        batch(ground, [
          written(tab, 1, 0, [["x"]]),
          { deleteDimension: { range } },
          written(gone, 0, 0, [["b"]]),
        ]),
      );
      return { said, kept: cells(ground, { sheetId }) };
    },
  },
  {
    id: "cells.too-long",
    asks: "What does a text of 50,001 characters end in, and is one of 50,000 kept whole?",
    source: "read 2026-11-24: sheets-api.md 1, platform.md 4: reports in public",
    expects: {
      always: {
        longer: "Your input contains more than the maximum of 50000 characters in a single cell.",
        longest: 50_000,
      },
    },
    run(ground) {
      const tab = ground.tab(3, 3);
      const long = (length: number) => written(tab, 0, 0, [["x".repeat(length)]]);
      const said = refusal(() => batch(ground, [long(50_001)])) ?? "taken";
      batch(ground, [long(50_000)]);
      const kept = read(ground, [{ sheetId: tab.sheetId }])[0]?.valueRange?.values?.[0]?.[0];
      return {
        longer: /Your input contains.*/.exec(said)?.[0] ?? said,
        longest: typeof kept === "string" ? kept.length : null,
      };
    },
  },
  {
    id: "cells.control-characters",
    asks: "Does the Sheets API take control characters and lone surrogates in a text?",
    source: "assumed: sheets-api.md 2: no source",
    expects: { always: [true, true], here: ["refused", "refused"] },
    run: (ground) => ["a\u0001b", "a\ud800b"].map((text) => keptOrRefused(ground, text)),
  },
  {
    id: "cells.strict-rule",
    asks: "Does a strict validation rule refuse what the Sheets API writes?",
    source: "assumed: sheets-api.md 2: two reports; no source that settles it",
    expects: { of: "strictValidationOnApiWrite", when: { accept: "taken", reject: "refused" } },
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
  {
    id: "cells.reply-fields",
    asks: "Does the option fields of a batch cut its reply down?",
    source: "read 2026-11-24: sheets-api.md 13: of every method of an advanced service",
    expects: { always: ["spreadsheetId"] },
    run(ground) {
      const requests = [written(ground.tab(2, 2), 0, 0, [["a"]])];
      return Object.keys(batchFor(ground, { requests }, "spreadsheetId"));
    },
  },
  {
    id: "cells.read-back",
    asks: "Does a batch answer with the cells after it, by where each range begins?",
    source: "read 2026-11-24: sheets-api.md 1: DISC",
    expects: {
      always: {
        replies: [{}],
        tabs: 1,
        places: ["0 1", "2 0"],
        values: [["b"], ["c"]],
      },
    },
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
      const sheets = reply.updatedSpreadsheet?.sheets ?? [];
      const parts = sheets.flatMap(({ data = [] }) => data);
      return {
        // Replies are JSON.
        replies: (reply.replies ?? []) as unknown as Json,
        tabs: sheets.length,
        places: parts.map(({ startRow = 0, startColumn = 0 }) => `${startRow} ${startColumn}`),
        values: parts.map(({ rowData = [] }) =>
          rowData.flatMap(({ values = [] }) =>
            values.map((cell) => cell.effectiveValue?.stringValue ?? null),
          ),
        ),
      };
    },
  },
];

/** True where the text comes back as it was, else what came back, or "refused". */
function keptOrRefused(ground: Ground, text: string): Json {
  const tab = ground.tab(2, 2);
  if (refusal(() => batch(ground, [written(tab, 0, 0, [[text]])])) !== null) return "refused";
  const kept = read(ground, [{ sheetId: tab.sheetId }])[0]?.valueRange?.values?.[0]?.[0];
  return kept === text ? true : "changed";
}
