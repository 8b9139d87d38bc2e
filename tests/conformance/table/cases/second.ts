/** A second account: let in, what it sees and may, and let out again. It has unticked one permission, sending mail. */
import { type Case, refusal } from "../case";

export const secondCases: readonly Case[] = [
  {
    id: "sharing.responder",
    asks: "Does the Form list an account that is no editor once it may answer by address?",
    where: "sharing",
    settles: ["form-responders"],
    expects: { of: "publishedReadersReadBack", when: { listed: true, empty: false } },
    run({ form, second }) {
      if (!form.supportsAdvancedResponderPermissions()) return "older than publishing";
      form.addPublishedReader(second);
      return form.getPublishedReaders().some((one) => one.getEmail().toLowerCase() === second);
    },
  },
  {
    id: "sharing.let-in",
    asks: "Is an editor of the Form and of a spreadsheet listed once let in?",
    where: "sharing",
    settles: ["form-editors", "spreadsheetapp-editors"],
    expects: { always: { form: true, spreadsheet: true } },
    run({ google, form, spreadsheet, second }) {
      form.addEditor(second);
      const file = google.SpreadsheetApp.openById(spreadsheet());
      file.addEditor(second);
      const lists = (people: readonly GoogleAppsScript.Base.User[]) =>
        people.some((one) => one.getEmail().toLowerCase() === second);
      return {
        form: lists(form.getEditors()),
        spreadsheet: lists(google.SpreadsheetApp.openById(spreadsheet()).getEditors()),
      };
    },
  },
  {
    id: "second.triggers-apart",
    asks: "Does an account see no triggers of another?",
    where: "second",
    settles: ["trigger-own-only"],
    expects: { always: 0 },
    run: ({ google: { ScriptApp } }) => ScriptApp.getProjectTriggers().length,
  },
  {
    id: "second.files",
    asks: "Which services reach a file that another account made with the script and shared?",
    where: "second",
    expects: { always: { drive: "File not found", sheets: null, app: null } },
    run({ google, spreadsheet }) {
      const id = spreadsheet();
      const drive = refusal(() => google.drive().Files.get(id, { fields: "id" })) ?? "found";
      return {
        drive: /File not found/.exec(drive)?.[0] ?? drive,
        sheets: refusal(() => google.sheets().Spreadsheets.get(id, { fields: "spreadsheetId" })),
        app: refusal(() => google.SpreadsheetApp.openById(id).getOwner()),
      };
    },
  },
  {
    id: "second.protected",
    asks: "What does a write to a protected cell end in, for an editor whom the protection does not name?",
    where: "second",
    settles: ["sheets-protection-binds"],
    expects: { always: "You are trying to edit a protected cell or object." },
    run({ google, spreadsheet, note }) {
      const sheetId = Number(note("protected-tab"));
      const request = {
        updateCells: {
          start: { sheetId, rowIndex: 0, columnIndex: 0 },
          fields: "userEnteredValue",
          rows: [{ values: [{ userEnteredValue: { stringValue: "x" } }] }],
        },
      };
      const said = refusal(() =>
        google.sheets().Spreadsheets.batchUpdate({ requests: [request] }, spreadsheet()),
      );
      return (
        /You are trying to edit a protected cell or object\./.exec(said ?? "taken")?.[0] ?? said
      );
    },
  },
  {
    id: "second.across-protection",
    asks: "May an editor whom a protection keeps out insert rows across it, delete them, sort them?",
    where: "second",
    settles: ["sheets-structure-across-protection"],
    expects: { always: { insert: true, delete: false, sort: false } },
    run({ google, spreadsheet, note }) {
      const sheetId = Number(note("protected-column"));
      const may = (request: GoogleAppsScript.Sheets.Schema.Request) =>
        refusal(() =>
          google.sheets().Spreadsheets.batchUpdate({ requests: [request] }, spreadsheet()),
        ) === null;
      const range = { sheetId, dimension: "ROWS", startIndex: 1, endIndex: 2 };
      return {
        insert: may({ insertDimension: { range } }),
        delete: may({ deleteDimension: { range } }),
        sort: may({
          sortRange: {
            range: { sheetId, startRowIndex: 0, endRowIndex: 3 },
            sortSpecs: [{ dimensionIndex: 0, sortOrder: "ASCENDING" }],
          },
        }),
      };
    },
  },
  {
    id: "second.missing-permission",
    asks: "How does a call say that its permission was not given?",
    where: "second",
    settles: ["scope-refusal"],
    expects: {
      always:
        "Exception: You do not have permission to call MailApp.getRemainingDailyQuota. Required permissions: https://www.googleapis.com/auth/script.send_mail",
    },
    run: ({ google: { MailApp } }) => refusal(() => MailApp.getRemainingDailyQuota()),
  },
  {
    id: "second.asks-for-all",
    asks: "Does requireAllScopes ask, and end the run, where one permission was not given?",
    where: "after-second",
    expects: { of: "requireAllScopes", when: { asks: "ended", nothing: "went on" } },
    run: ({ note }) => note("require-all") || "never asked",
  },
  {
    id: "second.trigger-without-all",
    asks: "Does a trigger run whose maker has not given every permission?",
    where: "after-second",
    expects: { of: "triggersWithoutAllScopes", when: { "do-not-run": false, run: true } },
    run: ({ note }) => note("second-trigger-ran") === "yes",
  },
  {
    id: "second.let-out",
    asks: "Is nobody listed who was let out again, and is letting out twice no failure?",
    where: "after-second",
    settles: ["form-editors", "spreadsheetapp-editors"],
    expects: { always: { form: false, spreadsheet: false, twice: [null, null] } },
    run({ google, form, spreadsheet, second }) {
      form.removeEditor(second);
      const file = google.SpreadsheetApp.openById(spreadsheet());
      file.removeEditor(second);
      const lists = (people: readonly GoogleAppsScript.Base.User[]) =>
        people.some((one) => one.getEmail().toLowerCase() === second);
      return {
        form: lists(form.getEditors()),
        spreadsheet: lists(google.SpreadsheetApp.openById(spreadsheet()).getEditors()),
        twice: [refusal(() => file.removeEditor(second)), refusal(() => file.removeViewer(second))],
      };
    },
  },
];
