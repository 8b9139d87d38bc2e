/** Clock runs, started by a trigger that the probe sets one minute ahead, and what is left of the trigger afterwards. */
import { type Case, refusal } from "../case";

export const clockCases: readonly Case[] = [
  {
    id: "clock.lists-responses",
    asks: "Does getResponses work in a clock run under forms.currentonly alone?",
    where: "clock",
    source: "assumed: platform.md 8, 13: no measurement found; sources disagree",
    expects: { of: "clockRunListsResponses", when: { yes: "listed", no: "refused" } },
    run: ({ google }) =>
      refusal(() => google.FormApp.getActiveForm().getResponses()) === null ? "listed" : "refused",
  },
  {
    id: "clock.who",
    asks: "Does a clock run have its maker's authority, and no one at the keyboard?",
    where: "clock",
    source: "read 2026-11-24: platform.md 8: REF/Session",
    expects: { always: { maker: true, keyboard: "" } },
    run({ google: { Session }, me, note }) {
      const maker = Session.getEffectiveUser().getEmail().toLowerCase();
      return {
        maker: maker === me && maker === note("begun"),
        keyboard: Session.getActiveUser().getEmail() === "" ? "" : "somebody",
      };
    },
  },
  {
    id: "clock.no-window",
    asks: "What does a clock run that asks for the editor's window end in?",
    where: "clock",
    source: "read 2026-11-24: platform.md 7: REF/SpreadsheetApp.getUi",
    expects: { always: "Exception: Cannot call FormApp.getUi() from this context." },
    run: ({ google }) => refusal(() => google.FormApp.getUi()),
  },
  {
    id: "clock.services",
    asks: "Do Sheets, Drive and the list of triggers answer in a clock run?",
    where: "clock",
    source: "read 2026-11-24: platform.md 1: DOC/guides/triggers/installable-triggers.md",
    expects: { always: [null, null, null] },
    run: ({ google, spreadsheet }) => [
      refusal(() => google.sheets().Spreadsheets.get(spreadsheet(), { fields: "spreadsheetId" })),
      refusal(() =>
        google.drive().Permissions.list(spreadsheet(), { fields: "permissions(type)" }),
      ),
      refusal(() => google.ScriptApp.getProjectTriggers()),
    ],
  },
  {
    id: "clock.makes-a-trigger",
    asks: "May a clock run make a trigger?",
    where: "clock",
    source:
      "assumed: platform.md 13: issuetracker 150756612 speaks only of what such a trigger does",
    expects: { always: null },
    run: ({ google: { ScriptApp } }) =>
      refusal(() => {
        ScriptApp.newTrigger("onBornInClock").timeBased().after(60_000).create();
      }),
  },
  {
    id: "clock.trigger-of-clock-run",
    asks: "Does a trigger fire that a clock run has made, within ten minutes?",
    where: "after-born",
    source:
      "assumed: platform.md 13: issuetracker 150756612 says that it may be born disabled, and listed all the same",
    expects: { of: "triggersOfTriggeredRuns", when: { fire: true, disabled: false } },
    run: ({ note }) => note("born-ran") === "yes",
  },
  {
    id: "clock.spent-trigger",
    asks: "Does a trigger made with `after` stay in the list once it has fired?",
    where: "after-clock",
    source: "assumed: no source",
    expects: { of: "spentTriggers", when: { kept: true, removed: false } },
    run({ google: { ScriptApp }, note }) {
      const [, id] = note("clock").split(" ");
      return ScriptApp.getProjectTriggers().some((one) => one.getUniqueId() === id);
    },
  },
  {
    id: "clock.own-writes",
    asks: "May a script write into a spreadsheet whose edits have a trigger?",
    where: "after-clock",
    source: "read 2026-11-24: sheets-api.md 7: DOC/guides/triggers/installable-triggers.md",
    expects: { always: null },
    run({ google, otherFile }) {
      const id = otherFile();
      google.ScriptApp.newTrigger("onOwnWrite").forSpreadsheet(id).onEdit().create();
      const rows = [{ values: [{ userEnteredValue: { stringValue: "written" } }] }];
      const updateCells = { start: { sheetId: 0 }, rows, fields: "userEnteredValue" };
      return refusal(() =>
        google.sheets().Spreadsheets.batchUpdate({ requests: [{ updateCells }] }, id),
      );
    },
  },
  {
    id: "clock.own-writes-fire",
    asks: "Does what the script writes itself fire the trigger of an edit?",
    where: "after-born",
    source:
      "read 2026-11-24: platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md",
    expects: { always: "quiet" },
    run({ google: { ScriptApp }, note }) {
      for (const trigger of ScriptApp.getProjectTriggers()) {
        if (trigger.getHandlerFunction() === "onOwnWrite") ScriptApp.deleteTrigger(trigger);
      }
      return note("own-write") || "quiet";
    },
  },
];
