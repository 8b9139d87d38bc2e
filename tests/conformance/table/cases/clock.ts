/** Clock runs, asked by a trigger that the probe sets a minute ahead, and what stands of it afterwards. */
import { type Case, kindOf, membersOf, refusal } from "../case";

export const clockCases: readonly Case[] = [
  {
    id: "clock.lists-responses",
    asks: "Does getResponses work in a clock run under forms.currentonly alone?",
    where: "clock",
    expects: { of: "clockRunListsResponses", when: { yes: "listed", no: "refused" } },
    run: ({ google }) =>
      refusal(() => google.FormApp.getActiveForm().getResponses()) === null ? "listed" : "refused",
  },
  {
    id: "clock.who",
    asks: "Does a clock run have its maker's authority, and nobody at the keyboard?",
    where: "clock",
    settles: ["session-users", "trigger-as-creator"],
    expects: { always: { maker: true, keyboard: "" } },
    run({ google: { Session }, me, note }) {
      const maker = Session.getEffectiveUser().getEmail().toLowerCase();
      return {
        maker: maker === me && maker === note("account"),
        keyboard: Session.getActiveUser().getEmail() === "" ? "" : "somebody",
      };
    },
  },
  {
    id: "clock.told",
    asks: "What is a clock run told?",
    where: "clock",
    expects: { always: { year: "number", hour: "number", triggerUid: "string" } },
    run({ event }) {
      const { year, hour, triggerUid } = membersOf(event);
      return { year: kindOf(year), hour: kindOf(hour), triggerUid: kindOf(triggerUid) };
    },
  },
  {
    id: "clock.no-window",
    asks: "What does a clock run that asks for the editor's window end in?",
    where: "clock",
    settles: ["ui-only-in-editor"],
    expects: { always: "Exception: Cannot call FormApp.getUi() from this context." },
    run: ({ google }) => refusal(() => google.FormApp.getUi()),
  },
  {
    id: "clock.services",
    asks: "Do Sheets, Drive and the list of triggers answer in a clock run?",
    where: "clock",
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
    expects: { always: null },
    run: ({ google: { ScriptApp }, note }) =>
      refusal(() => {
        note("waits:onBornInClock", String(Date.now()));
        ScriptApp.newTrigger("onBornInClock").timeBased().after(60_000).create();
      }),
  },
  {
    id: "clock.trigger-of-clock-run",
    asks: "Does a trigger fire that a clock run has made, within ten minutes?",
    where: "after-born",
    expects: { of: "triggersOfTriggeredRuns", when: { fire: true, disabled: false } },
    run: ({ note }) => note("born-ran") === "yes",
  },
  {
    id: "clock.spent-trigger",
    asks: "Does a trigger made with `after` stay in the list once it has fired?",
    where: "after-clock",
    expects: { of: "spentTriggers", when: { kept: true, removed: false } },
    run({ google: { ScriptApp }, note }) {
      const id = note("clock-trigger");
      return ScriptApp.getProjectTriggers().some((one) => one.getUniqueId() === id);
    },
  },
];
