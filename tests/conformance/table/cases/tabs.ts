/**
 * The structure of a spreadsheet through the Sheets API: tabs, protections, views, rules, and every kind of request that the script
 * sends.
 */
import { casesOf, type Json, membersOf, outcomeOf, refusedFor } from "../case";
import {
  batch,
  chart,
  colors,
  disc,
  protect,
  read,
  shown,
  stretch,
  wrap,
  written,
} from "../sheets";

export const tabCases = casesOf("dialog", {
  "tabs.born": {
    asks: "Has a tab the id, the title and the size that it was made with, and is what is false left out?",
    source: "recorded 2026-11-24: sheets-api.md 3: GSP; TAN/2025-05-12; GF",
    is: [["gridProperties", "index", "sheetId", "sheetType", "title"], 7, 3, true],
    run(ground) {
      const tab = ground.tab(7, 3);
      const { properties } = shown(ground, tab.sheetId, "properties") ?? {};
      const { rowCount = null, columnCount = null } = properties?.gridProperties ?? {};
      const known = Object.keys(membersOf(properties)).sort();
      return [known, rowCount, columnCount, properties?.title === tab.title];
    },
  },
  "tabs.protected": {
    asks: "Does a protection keep its words and the columns that it leaves open, may its maker edit, and is the owner among its editors, in the reply to adding it and when it is read?",
    source:
      "documented 2026-11-24: sheets-api.md 4: DISC. Of the owner, recorded 2026-11-29: burnash/gspread, tests/cassettes: the reply has `editors: {}`, the read lists the owner",
    is: [["addProtectedRange"], [], ["ACCOUNT"], "Probe", [1, 2], true, "Probe again"],
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const open = { sheetId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
      const editors = { users: [], domainUsersCanEdit: false };
      const range = { sheetId };
      const given = { range, description: "Probe", unprotectedRanges: [open], editors };
      const [reply] = batch(ground, [protect(given)]).replies ?? [];
      const one = () => shown(ground, sheetId, "protectedRanges")?.protectedRanges?.[0];
      const made = one();
      const protectedRangeId = made?.protectedRangeId ?? 0;
      const protectedRange = { protectedRangeId, description: "Probe again" };
      batch(ground, [{ updateProtectedRange: { protectedRange, fields: "description" } }]);
      const [{ startColumnIndex = 0, endColumnIndex = 0 } = {}] = made?.unprotectedRanges ?? [];
      return [
        Object.keys(membersOf(reply)),
        reply?.addProtectedRange?.protectedRange?.editors?.users ?? [],
        made?.editors?.users ?? [],
        made?.description ?? null,
        [startColumnIndex, endColumnIndex],
        made?.requestingUserCanEdit === true,
        one()?.description ?? null,
      ];
    },
  },
  "tabs.editors-alone": {
    asks: "How many open ranges has a protection of a tab after an update of its editors alone, and after one with the ranges?",
    source:
      "recorded 2026-09-26: platform.md 15: almaforte/google-sheets-docs-scripts-mcp, outils_zzzzz_lieux_compte_unique.py (measured, one project)",
    doubt: "editorsOfProtection",
    when: { "erase-open": [0, 1], "keep-open": [1, 1] },
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const open = { sheetId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
      const editors = { users: [ground.me], domainUsersCanEdit: false };
      batch(ground, [protect({ range: { sheetId }, unprotectedRanges: [open], editors })]);
      const one = () => shown(ground, sheetId, "protectedRanges")?.protectedRanges?.[0];
      const protectedRangeId = one()?.protectedRangeId ?? 0;
      return [{ editors }, { editors, unprotectedRanges: [open] }].map((changes) => {
        const protectedRange = { protectedRangeId, ...changes };
        const fields = Object.keys(changes).join(",");
        batch(ground, [{ updateProtectedRange: { protectedRange, fields } }]);
        return one()?.unprotectedRanges?.length ?? 0;
      });
    },
  },
  "tabs.open-ranges": {
    asks: "Where do a protection's open columns, a rule for colors and a view, all without an end, end once rows were inserted and added, and the view was set anew?",
    source:
      "recorded 2026-09-17: platform.md 15: byronbroughten/sheets-framework, docs/architecture/edit-protections.md (measured); gitronald/gdrives, tests/test_sheets_integration.py; burnash/gspread, test_basic_filters. Of views: assumed",
    doubt: "openRanges",
    when: { "by-object": [null, 10, 15], grow: [null, null, null], closed: [10, 10, 15] },
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const column = { sheetId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
      const editors = { users: [ground.me], domainUsersCanEdit: false };
      const range = { sheetId };
      const filter = { filterViewId: 9, title: "Probe", range: { sheetId, startRowIndex: 0 } };
      const inside = stretch(sheetId, "ROWS", 4, 9);
      batch(ground, [
        protect({ range, unprotectedRanges: [column], editors }),
        colors(column),
        { addFilterView: { filter } },
        { insertDimension: { range: inside, inheritFromBefore: true } },
        { appendDimension: { sheetId, dimension: "ROWS", length: 5 } },
        { updateFilterView: { filter, fields: "range" } },
      ]);
      const tab = shown(ground, sheetId, "protectedRanges,filterViews,conditionalFormats");
      return [
        tab?.protectedRanges?.[0]?.unprotectedRanges?.[0],
        tab?.conditionalFormats?.[0]?.ranges?.[0],
        tab?.filterViews?.[0]?.range,
      ].map((found) => found?.endRowIndex ?? null);
    },
  },
  "tabs.columns-move": {
    asks: "Do a protection and a view follow their column, when one is inserted before it and when it is moved?",
    source: disc,
    is: [
      [2, 2],
      [0, 0],
    ],
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const range = { sheetId, startColumnIndex: 1, endColumnIndex: 2 };
      const filterSpecs = [{ columnIndex: 1, filterCriteria: {} }];
      const column = (index: number) => stretch(sheetId, "COLUMNS", index, index + 1);
      const found = () => {
        const tab = shown(ground, sheetId, "protectedRanges,filterViews");
        const [protection] = tab?.protectedRanges ?? [];
        // Newer than the published types.
        const specs = Reflect.get(tab?.filterViews?.[0] ?? {}, "filterSpecs") as typeof filterSpecs;
        return [protection?.range?.startColumnIndex ?? 0, specs[0]?.columnIndex ?? 0];
      };
      batch(ground, [
        protect({ range }),
        { addFilterView: { filter: { title: "Probe", range: { sheetId }, filterSpecs } } },
        { insertDimension: { range: column(0) } },
      ]);
      const inserted = found();
      batch(ground, [{ moveDimension: { source: column(2), destinationIndex: 0 } }]);
      return [inserted, found()];
    },
  },
  "tabs.unknown-editor": {
    asks: "Does a protection take an editor without an account?",
    source: "assumed: no source",
    doubt: "protectionUnknownEditor",
    when: { refused: "refused", kept: "taken" },
    silentUnder: { unknownAddress: "invites" },
    run(ground) {
      const { sheetId } = ground.tab(2, 2);
      const protectedRange = {
        range: { sheetId },
        editors: { users: [ground.me, ground.nobody], domainUsersCanEdit: false },
      };
      return outcomeOf(() => batch(ground, [protect(protectedRange)]));
    },
  },
  "tabs.requests": {
    asks: "Is every other kind of request that the desk sends taken, and what does it answer?",
    source: "documented 2026-11-24: sheets-api.md 1, 4: DISC",
    is: [["addSheet"], [], [], [], [], [], [], [], [], ["addChart"], []],
    run(ground) {
      const { sheetId, title } = ground.tab(6, 4);
      const range = { sheetId, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 };
      const properties = { sheetId, hidden: true, gridProperties: { frozenRowCount: 1 } };
      const fields = "hidden,gridProperties.frozenRowCount";
      const rule = { condition: { type: "BOOLEAN" }, strict: true };
      const width = { properties: { pixelSize: 120 }, fields: "pixelSize" };
      const timeZone = "America/Los_Angeles";
      const reply = batch(ground, [
        { addSheet: { properties: { title: `${title} more` } } },
        { updateSheetProperties: { properties, fields } },
        { updateDimensionProperties: { range: stretch(sheetId, "COLUMNS", 0, 1), ...width } },
        wrap(range),
        { setDataValidation: { range, rule } },
        { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } },
        { insertDimension: { range: stretch(sheetId, "ROWS", 1, 2), inheritFromBefore: false } },
        { deleteDimension: { range: stretch(sheetId, "ROWS", 3, 4) } },
        colors(range),
        chart(sheetId, { headerCount: 1 }),
        { updateSpreadsheetProperties: { properties: { timeZone }, fields: "timeZone" } },
      ]);
      return (reply.replies ?? []).map((one) => Object.keys(membersOf(one)));
    },
  },
  "tabs.new-spreadsheet": {
    asks: "Has a new spreadsheet one tab of 1,000 rows and 26 columns with the id 0, in en_US and Etc/GMT?",
    source: "recorded 2026-11-24: sheets-api.md 3: gspread's cassettes",
    is: ["Etc/GMT", "en_US", [[0, 1000, 26]]],
    run({ google, otherFile }) {
      const fields = "properties(timeZone,locale),sheets.properties(sheetId,gridProperties)";
      const { properties, sheets = [] } = google.sheets().Spreadsheets.get(otherFile(), { fields });
      const tabs = sheets.map(({ properties: { sheetId = null, gridProperties } = {} }) => {
        const { rowCount = null, columnCount = null } = gridProperties ?? {};
        return [sheetId, rowCount, columnCount];
      });
      return [properties?.timeZone ?? null, properties?.locale ?? null, tabs];
    },
  },
  "tabs.last-visible": {
    asks: "What do hiding and deleting the only tab end in?",
    source: "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes; scripts in public",
    is: [
      "You can't hide all the sheets in a document.",
      "You can't remove all the visible sheets in a document.",
    ],
    run({ google, otherFile }) {
      const id = otherFile();
      const properties = { sheetId: 0, hidden: true };
      return [
        { updateSheetProperties: { properties, fields: "hidden" } },
        { deleteSheet: { sheetId: 0 } },
      ].map((request) =>
        refusedFor(/You can't .*/, () =>
          google.sheets().Spreadsheets.batchUpdate({ requests: [request] }, id),
        ),
      );
    },
  },
  "tabs.not-there": {
    asks: "What do these end in: a mask that names no field, a range of a tab that is not there, to read back and to get, a read of one by its id, without a filter, and past the grid? And how is a range without a cell answered?",
    source:
      "recorded 2026-09-22: r-lib/gargle, tests/testthat/fixtures, bad field mask, nonexistent range; brekkylab/backlot, errors/google.py (measured); nailegg/sensory-api-test, samples/google_sheets/error-cases.json (2026-10-04); sheets-api.md 13",
    is: [
      "get failed with error: Request contains an invalid argument.",
      "Unable to parse range: Nowhere!A1",
      "Unable to parse range: Nowhere!A1",
      "Invalid dataFilter[0]: No grid with id: 987654",
      "Must specify at least one dataFilter.",
      "exceeds grid limits. Max rows: 4, max columns: 3",
      ["#REF!", null],
    ],
    run(ground) {
      const { google, spreadsheet } = ground;
      const tab = ground.tab(4, 3);
      const { sheetId } = tab;
      const { Spreadsheets } = google.sheets();
      const ranges = ["Nowhere!A1"];
      const requests = [written(tab, 0, 0, [["a"]])];
      const resource = { requests, includeSpreadsheetInResponse: true, responseRanges: ranges };
      const get = (options: object) => Spreadsheets.get(spreadsheet(), options);
      const words =
        /(get failed with error: Req|Unable to parse|Invalid dataFilter.*: No|Must specify|exceeds grid).*/;
      const [none] = read(ground, [{ sheetId, startRowIndex: 2, endRowIndex: 2 }]);
      return [
        refusedFor(words, () => get({ fields: "sheets.property" })),
        refusedFor(words, () => Spreadsheets.batchUpdate(resource, spreadsheet())),
        refusedFor(words, () => get({ ranges, fields: "sheets.data" })),
        refusedFor(words, () => read(ground, [{ sheetId: 987_654 }])),
        refusedFor(words, () => read(ground, [])),
        refusedFor(words, () => read(ground, [{ sheetId, startRowIndex: 4, endRowIndex: 6 }])),
        [none?.valueRange?.range ?? null, (none?.valueRange?.values ?? null) as Json],
      ];
    },
  },
  "tabs.formulas": {
    asks: "Does a mask that names cells bring them, of the ranges alone, and is a cell without what is named `{}`? Is a tab found by its title in a range whatever its case, and echoed as it is written?",
    source: "documented 2026-11-24: sheets-api.md 3: DISC. Of the title, recorded: 13",
    is: [true, 1, [[{}, { userEnteredValue: { formulaValue: "=1+1" } }]]],
    run(ground) {
      const tab = ground.tab(4, 3);
      const start = { sheetId: tab.sheetId, rowIndex: 1, columnIndex: 1 };
      const rows = [{ values: [{ userEnteredValue: { formulaValue: "=1+1" } }] }];
      batch(ground, [
        written(tab, 0, 0, [["above"]]),
        { updateCells: { start, rows, fields: "userEnteredValue" } },
      ]);
      const fields =
        "sheets(properties.title,data(startRow,rowData.values.userEnteredValue.formulaValue))";
      const options = { ranges: [`'${tab.title.toUpperCase()}'!A2:B3`], fields };
      const { Spreadsheets } = ground.google.sheets();
      const [{ properties, data } = {}] =
        Spreadsheets.get(ground.spreadsheet(), options).sheets ?? [];
      const found = (data?.[0]?.rowData ?? []).map(({ values = [] }) => values);
      // What the API answers is JSON.
      return [properties?.title === tab.title, data?.[0]?.startRow ?? 0, found as unknown as Json];
    },
  },
});
