/** Clock runs, started by a trigger that the probe sets one minute ahead, and what is left of the trigger afterwards. */
import { casesOf, outcomeOf, refusal } from "../case";

export const clockCases = casesOf("clock", {
  "clock.lists-responses": {
    asks: "Does getResponses work in a clock run under forms.currentonly alone?",
    source: "assumed: platform.md 8, 13: no measurement found; sources disagree",
    doubt: "clockRunListsResponses",
    when: { yes: "taken", no: "refused" },
    run: ({ google }) => outcomeOf(() => google.FormApp.getActiveForm().getResponses()),
  },
  "clock.who": {
    asks: "Does a clock run have its maker's authority, and no one at the keyboard?",
    source: "documented 2026-11-24: platform.md 8: REF/Session",
    is: [true, true],
    run({ google: { Session }, me, note }) {
      const maker = Session.getEffectiveUser().getEmail().toLowerCase();
      return [maker === me && maker === note("begun"), Session.getActiveUser().getEmail() === ""];
    },
  },
  "clock.services": {
    asks: "Do Sheets, Drive and the list of triggers answer in a clock run, may it make a trigger, and what does it get that asks for the editor's window?",
    source:
      "documented 2026-11-24: platform.md 1, 7: DOC/guides/triggers/installable-triggers.md; REF/SpreadsheetApp.getUi. Of making a trigger (13) issuetracker 150756612 says only what such a trigger does",
    is: [null, null, null, null, "Exception: Cannot call FormApp.getUi() from this context."],
    run: ({ google, spreadsheet }) =>
      [
        () => google.sheets().Spreadsheets.get(spreadsheet(), { fields: "spreadsheetId" }),
        () => google.drive().Files.get(spreadsheet(), { fields: "permissions(type)" }),
        () => google.ScriptApp.getProjectTriggers(),
        () => google.ScriptApp.newTrigger("onBornInClock").timeBased().after(60_000).create(),
        () => google.FormApp.getUi(),
      ].map(refusal),
  },
  "clock.trigger-of-clock-run": {
    asks: "Does a trigger fire that a clock run has made, within ten minutes?",
    where: "after-born",
    source:
      "recorded 2026-12-02: platform.md 15: tanaikech/TriggerApp, README; against it issuetracker 150756612",
    doubt: "triggersOfTriggeredRuns",
    when: { fire: true, disabled: false },
    run: ({ note }) => note("born-ran") === "yes",
  },
  "clock.spent-trigger": {
    asks: "Does a trigger made with `after` stay in the list once it has fired?",
    where: "after-clock",
    source: "recorded 2026-12-02: platform.md 15: derekantrican/GAS-ICS-Sync issue 137",
    doubt: "spentTriggers",
    when: { kept: true, removed: false },
    run({ google: { ScriptApp }, note }) {
      const [, id] = note("clock").split(" ");
      return ScriptApp.getProjectTriggers().some((one) => one.getUniqueId() === id);
    },
  },
  "clock.own-writes": {
    asks: "May a script write into a spreadsheet whose edits have a trigger?",
    where: "after-clock",
    source: "documented 2026-11-24: sheets-api.md 7: DOC/guides/triggers/installable-triggers.md",
    is: null,
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
  "clock.own-writes-fire": {
    asks: "Does what the script writes itself fire the trigger of an edit?",
    where: "after-born",
    source:
      "documented 2026-11-24: platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md",
    is: "quiet",
    run({ google: { ScriptApp }, note }) {
      for (const trigger of ScriptApp.getProjectTriggers()) {
        if (trigger.getHandlerFunction() === "onOwnWrite") ScriptApp.deleteTrigger(trigger);
      }
      return note("own-write") || "quiet";
    },
  },
});
