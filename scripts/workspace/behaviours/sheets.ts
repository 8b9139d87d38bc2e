/** The behaviours of the Sheets API as the advanced service. */
import { assumed, type Behaviour, documented } from "./behaviour";

const batch = { methods: ["Sheets.Spreadsheets.batchUpdate"] };
const get = { methods: ["Sheets.Spreadsheets.get"] };
const values = { methods: ["Sheets.Spreadsheets.Values.batchGetByDataFilter"] };
const each = { methods: [...batch.methods, ...get.methods, ...values.methods] };

export const sheetsBehaviours: readonly Behaviour[] = [
  ...documented("Sheets", [
    [
      "sheets-error-prefix",
      "What the API refuses reaches the script as GoogleJsonResponseException, `API call to METHOD failed with error: ` and the API's own text.",
      "sheets-api.md 1: RomainVialard/ErrorHandler; GF; justin.poehnelt.com",
      each,
    ],
    [
      "sheets-outside-grant",
      "A file that the script's grant does not cover, and one that does not exist, are the same 404.",
      "sheets-api.md 1, 6: JAH A13",
      each,
    ],
    [
      "sheets-no-access",
      "A file that the account may not open is a 403.",
      "sheets-api.md 1: GSP",
      each,
    ],
    [
      "sheets-quota",
      "A user has 60 reads and 60 writes a minute; past them 429, without Retry-After.",
      "sheets-api.md 5: SAPI/limits; JAH A14",
      each,
    ],
    [
      "sheets-batch-atomic",
      "One request that is refused leaves nothing of its batch.",
      "sheets-api.md 1: DISC; JAH A3",
      batch,
    ],
    [
      "sheets-batch-order",
      "Requests apply in order: a later one sees what an earlier one made.",
      "sheets-api.md 1, 4: DISC; TAN/2024-09-17",
      batch,
    ],
    [
      "sheets-replies",
      "Replies are one to one with requests, `{}` where there is nothing to say: appendCells tells no row.",
      "sheets-api.md 1: DISC; GSP; JAH",
      batch,
    ],
    [
      "sheets-response-ranges",
      "includeSpreadsheetInResponse with responseRanges and grid data shows those cells as they are after the update.",
      "sheets-api.md 1: DISC",
      batch,
    ],
    [
      "sheets-title-case",
      "The title of a tab in a range is matched whatever its case.",
      "sheets-api.md 13: recorded replies",
      batch,
    ],
    [
      "sheets-unknown-field",
      "A field that the message does not have, or a value of another type, is refused by name before anything applies.",
      "sheets-api.md 1: googleapis/google-api-dotnet-client#2161; GSP",
      { methods: [...batch.methods, ...values.methods] },
    ],
    [
      "sheets-null-is-unset",
      "`null` in a request counts as left out.",
      "sheets-api.md 1: GSP",
      batch,
    ],
    [
      "sheets-grid-data-heavy",
      "Grid data of a reply carries the metadata of every row and column asked for, and every blank cell that has a format or a rule with its look.",
      "sheets-api.md 13: gspread's cassettes; backlot",
      batch,
    ],
    [
      "sheets-append-place",
      "appendCells lands from column A after the last row that holds a value in any column, and adds rows to the grid where it must, never columns.",
      "sheets-api.md 2: JAH A15; G4#193",
      batch,
    ],
    [
      "sheets-typed-values",
      "A stringValue stays text, also where it begins with = or looks like a number.",
      "sheets-api.md 2: JAH A16; DISC",
      batch,
    ],
    [
      "sheets-mask-clears",
      "A field named in the mask and absent from the cell is cleared; what the mask does not name stays.",
      "sheets-api.md 2: JAH A8; DISC",
      batch,
    ],
    [
      "sheets-cell-length",
      "A cell takes 50,000 characters and no more.",
      "sheets-api.md 1, platform.md 4: reports in public",
      batch,
    ],
    [
      "sheets-ten-million-cells",
      "A spreadsheet holds ten million cells and no more.",
      "platform.md 4: reports in public",
      batch,
    ],
    [
      "sheets-requests-in-batch",
      "A batch has at least one request and at most 100,000.",
      "sheets-api.md 1: airbytehq/airbyte#42904; googleapis/google-api-nodejs-client#1001",
      batch,
    ],
    [
      "sheets-chosen-ids",
      "The id of a new tab, filter view or chart may be chosen; one that is taken is refused.",
      "sheets-api.md 4: DISC; JAH A18",
      batch,
    ],
    [
      "sheets-chart-sources",
      "A chart has one domain at most and a series at least, all rows or all columns of grids that have them; what a chart's kind does not have is refused.",
      "sheets-api.md 4: DISC; GF",
      batch,
    ],
    [
      "sheets-visible-tab",
      "One tab at least stays visible, and two tabs never share a title, whatever its case.",
      "sheets-api.md 1: GSP; JAH A18",
      batch,
    ],
    [
      "sheets-insert-inherits",
      "insertDimension with inheritFromBefore takes format and rule of the row before, and needs one.",
      "sheets-api.md 4: DISC; SFW",
      batch,
    ],
    [
      "sheets-validation-kinds",
      "A rule for cells takes only the conditions that are meant for cells, each with its number of values.",
      "sheets-api.md 4: DISC; gspread#1539",
      batch,
    ],
    [
      "sheets-protection-binds",
      "A write into a protected cell is refused unless its editors name the account, which for a trigger is its creator; the owner always may.",
      "sheets-api.md 4: TAN/2023-11-24; NGS PR#20",
      batch,
    ],
    [
      "sheets-protection-needs-editors",
      "A protection without editors, or without domainUsersCanEdit false, keeps nobody of the domain out.",
      "sheets-api.md 4: googleapis/google-api-php-client#1943; gspread PR#1273",
      batch,
    ],
    [
      "sheets-protection-warning",
      "A protection that only warns takes no editors.",
      "sheets-api.md 4: gspread#1437",
      batch,
    ],
    [
      "sheets-protection-one-a-tab",
      "A tab has one protection of its whole, and only that one has unprotected ranges.",
      "sheets-api.md 4: DISC; googleapis/google-api-python-client#1064",
      batch,
    ],
    [
      "sheets-defaults-left-out",
      "False flags, zero colours and the sheet id 0 of a range are missing from replies.",
      "sheets-api.md 3: GSP; TAN/2025-05-12; GF",
      { methods: [...batch.methods, ...get.methods] },
    ],
    [
      "sheets-get-mask",
      "spreadsheets.get shows what its mask names, and no cells unless asked; an empty result is `{}`.",
      "sheets-api.md 3: DISC; GSP",
      get,
    ],
    [
      "sheets-get-cells",
      "A mask that names cells brings them, without includeGridData; of the tabs of `ranges` alone, each range from its own first cell. A cell without what the mask names is `{}`.",
      "sheets-api.md 3: DISC",
      get,
    ],
    [
      "sheets-new-spreadsheet",
      "A new spreadsheet has one tab of 1,000 by 26 with the id 0, locale en_US, zone Etc/GMT.",
      "sheets-api.md 3: GSP",
      get,
    ],
    [
      "sheets-values-trimmed",
      "`values` is missing where a range is empty; empty cells and rows at its end are trimmed, those inside are ''.",
      "sheets-api.md 3: GSP; JAH A1",
      values,
    ],
    [
      "sheets-values-unformatted",
      "UNFORMATTED_VALUE gives numbers and flags as such, and dates as serial numbers of the spreadsheet's zone.",
      "sheets-api.md 2, 3: DISC; GSP; JAH A2",
      values,
    ],
    [
      "sheets-values-past-grid",
      "A range that begins past the grid is refused.",
      "sheets-api.md 3: reports in public",
      values,
    ],
    [
      "sheets-values-no-cell",
      "A range without a cell is answered as `#REF!`, without values.",
      "sheets-api.md 13: recorded replies",
      values,
    ],
    [
      "sheets-text-runs",
      "A text's runs begin at places of it in UTF-16 units, in order; a new value erases them, so that text and runs are written together.",
      "sheets-api.md 2, 3: DISC; SAPI/guides/chips; GSP",
      batch,
    ],
    [
      "sheets-filter-errors",
      "No filter, or one that cannot be read, is refused by its number.",
      "sheets-api.md 13: recorded replies",
      values,
    ],
  ]),
  ...assumed("Sheets", [
    [
      "sheets-reply-fields",
      "A mask in the options cuts the reply of a batch down to what it names; blank cells stay there as places.",
      "sheets-api.md 13: documented for every method of an advanced service",
      { ...batch, switch: "replyFields", answers: ["cut", "ignored"] },
    ],
    [
      "sheets-quota-window",
      "The minute of the quota is any 60 seconds; a call that was refused does not count.",
      "sheets-api.md 5: refilled each minute, JAH A14; from when each minute counts is in no source",
      each,
    ],
    [
      "sheets-values-order",
      "batchGetByDataFilter answers by tab, column and row, equal ranges merged, never in the order asked.",
      "sheets-api.md 13: recorded replies; 3 leaves it open",
      { ...values, switch: "valueRangesOrder", answers: ["by-position", "as-asked"] },
    ],
    [
      "sheets-control-characters",
      "A text with control characters or lone surrogates is not modelled, so that none is sent.",
      "sheets-api.md 2: no source",
      { ...batch, switch: "controlCharacters", answers: ["refuse", "keep"] },
    ],
    [
      "sheets-strict-rule-on-write",
      "A strict rule does not refuse what the API writes.",
      "sheets-api.md 2: two reports; no source that settles it",
      { ...batch, switch: "strictValidationOnApiWrite", answers: ["accept", "reject"] },
    ],
    [
      "sheets-opens-bin",
      "A spreadsheet in the bin opens like any other.",
      "no source",
      {
        methods: [...each.methods, "SpreadsheetApp.openById"],
        switch: "apiOpensBin",
        answers: ["yes", "no"],
      },
    ],
    [
      "sheets-append-format-only",
      "Rows that hold only formats, notes or rules do not count for appendCells.",
      "sheets-api.md 2, 13: no source",
      { ...batch, switch: "formatOnlyRows", answers: ["empty", "filled"] },
    ],
    [
      "sheets-open-ranges-kept",
      "A range without an end is stored so, in protections, rules, formats and filter views, and grows with the grid.",
      "sheets-api.md 13: no source",
      { ...batch, switch: "openRanges", answers: ["grow", "closed"] },
    ],
    [
      "sheets-structure-across-protection",
      "An editor whom a protection keeps out may insert rows across it, and neither delete nor sort them.",
      "sheets-api.md 4: commonly reported, no source",
      { methods: [] },
    ],
    [
      "sheets-link-view-and-columns",
      "A link of a text with a filter view and a range of whole columns opens the view and goes to the columns.",
      "sheets-api.md 8: each alone is documented or common; both together, no source",
      { methods: [], switch: "linkWithViewAndColumns", answers: ["both", "view", "columns"] },
    ],
    [
      "sheets-editors-as-sent",
      "A protection's editors are those of the request: the account that sets it is not added.",
      "sheets-api.md 13: three recorded replies; platform.md 4 says otherwise of SpreadsheetApp",
      { ...batch, switch: "protectionActor", answers: ["as-sent", "added"] },
    ],
    [
      "sheets-protection-unknown-editor",
      "A protection takes no editor whom the file could not be shared with: the whole batch is refused.",
      "no source",
      { ...batch, switch: "protectionUnknownEditor", answers: ["refused", "kept"] },
    ],
  ]),
];
