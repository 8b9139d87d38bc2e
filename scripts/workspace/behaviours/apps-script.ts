/** The behaviours of triggers, the lock, mail, properties, accounts and the small services of Apps Script. */
import { assumed, type Behaviour, documented } from "./behaviour";

export const appsScriptBehaviours: readonly Behaviour[] = [
  ...documented("Triggers", [
    [
      "trigger-makers",
      "A Form-bound script makes triggers for its Form's submissions, for edits of any spreadsheet by id, and for the clock.",
      "platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md; REF/TriggerBuilder",
      {
        methods: [
          "ScriptApp.newTrigger",
          "TriggerBuilder.for*",
          "TriggerBuilder.timeBased",
          "FormTriggerBuilder.*ormSubmit",
          "FormTriggerBuilder.create",
          "SpreadsheetTriggerBuilder.onEdit",
          "SpreadsheetTriggerBuilder.create",
          "ClockTriggerBuilder.create",
          "ClockTriggerBuilder.after",
        ],
      },
    ],
    [
      "trigger-every-minutes",
      "everyMinutes takes 1, 5, 10, 15 or 30.",
      "platform.md 1: REF/ClockTriggerBuilder",
      { methods: ["ClockTriggerBuilder.everyMinutes"] },
    ],
    [
      "trigger-own-only",
      "An account lists and deletes its own triggers, never another's.",
      "platform.md 1: REF/ScriptApp.getProjectTriggers",
      { methods: ["ScriptApp.getProjectTriggers", "ScriptApp.deleteTrigger"] },
    ],
    [
      "trigger-described",
      "A listed trigger tells its function, its kind, its source and an id of its own.",
      "platform.md 1: REF/Trigger",
      { methods: ["Trigger.get*"] },
    ],
    [
      "trigger-twenty",
      "An account has at most 20 triggers in a script.",
      "platform.md 1: DOC/guides/quotas-and-limits.md",
      { methods: ["*TriggerBuilder.create"] },
    ],
    [
      "trigger-as-creator",
      "A trigger runs as the account that made it, whoever submitted or edited.",
      "platform.md 1: DOC/guides/triggers/installable-triggers.md",
      { methods: ["Session.getEffectiveUser"] },
    ],
    [
      "trigger-not-for-scripts",
      "What a script or the API writes fires no trigger.",
      "platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md",
      { methods: [] },
    ],
    [
      "trigger-by-name",
      "A trigger keeps its function's name; where the function is gone every run fails.",
      "platform.md 1: reports in public",
      { methods: [] },
    ],
    [
      "trigger-submit-event",
      "A Form's submit event brings the response and the Form, no cells.",
      "platform.md 1: DOC/guides/triggers/event-objects.md",
      { methods: [] },
    ],
    [
      "trigger-edit-event",
      "An edit's event brings rows and columns counted from 1 and no tab; value and oldValue are not to be trusted, and here are never there.",
      "platform.md 1, sheets-api.md 7: TAN/2018-04-14",
      { methods: [] },
    ],
    [
      "trigger-six-minutes",
      "A run ends after six minutes, a simple trigger after 30 seconds.",
      "platform.md 1, 2: DOC/guides/quotas-and-limits.md",
      { methods: [] },
    ],
  ]),
  ...assumed("Triggers", [
    [
      "triggers-of-triggered-runs-fire",
      "A trigger that is made inside a triggered run fires like any other.",
      "platform.md 13: issuetracker 150756612 says that it may be born disabled, and listed all the same",
      { methods: [], switch: "triggersOfTriggeredRuns", answers: ["fire", "disabled"] },
    ],
    [
      "trigger-spent-stays",
      "A trigger made with `after` stays in the list once it has fired.",
      "no source",
      {
        methods: ["ClockTriggerBuilder.after", "ScriptApp.getProjectTriggers"],
        switch: "spentTriggers",
        answers: ["kept", "removed"],
      },
    ],
    [
      "trigger-needs-all-scopes",
      "A trigger does not run where its creator has not granted every scope.",
      "platform.md 1: where the script later needs more; unknown where one was unticked",
      { methods: [], switch: "triggersWithoutAllScopes", answers: ["do-not-run", "run"] },
    ],
    [
      "trigger-edit-user",
      "The event of an edit names the editor by address.",
      "platform.md 1, sheets-api.md 7: may be blank, for another domain for one",
      { methods: [], switch: "editEventUser", answers: ["editor", "nobody", "blank"] },
    ],
    [
      "trigger-on-the-minute",
      "Clock triggers fire on the minute and one after the other; Google spreads them and runs them side by side.",
      "platform.md 1: randomised in the window; here a simplification of ours",
      { methods: [] },
    ],
    [
      "run-killed-uncatchable",
      "A run that is ended for its time catches nothing more, `finally` neither.",
      "platform.md 11: common report, no source",
      { methods: [] },
    ],
  ]),
  ...documented("Authorization", [
    [
      "scope-refusal",
      "A call whose scope is missing is refused with its name and the scopes that would do.",
      "platform.md 8: reports in public",
      { methods: [] },
    ],
    [
      "session-users",
      "In a trigger's run the effective user is its creator and the active user is ''.",
      "platform.md 8: REF/Session",
      { methods: ["Session.getActiveUser", "Session.getEffectiveUser", "User.getEmail"] },
    ],
    [
      "session-zone",
      "The script's zone is the manifest's.",
      "platform.md 4: REF/Session.getScriptTimeZone",
      { methods: ["Session.getScriptTimeZone"] },
    ],
  ]),
  ...assumed("Authorization", [
    [
      "require-all-scopes-asks",
      "requireAllScopes ends the run and asks the person for what is missing.",
      "platform.md 1: only from surfaces that support granular consent",
      {
        methods: ["ScriptApp.requireAllScopes"],
        switch: "requireAllScopes",
        answers: ["asks", "nothing"],
      },
    ],
    [
      "sheets-api-on-after-push",
      "The Sheets API is on once the manifest names the service; off, every call says that it has not been used in the project.",
      "platform.md 13: google/clasp issue 1151 says that a push leaves it off, and that adding it by hand turns it on",
      { methods: [], switch: "sheetsApi", answers: ["on", "off"] },
    ],
    [
      "drive-api-on-after-push",
      "The Drive API is on once the manifest names the service; off, every call says that it has not been used in the project.",
      "platform.md 13: google/clasp issue 1151, as for the Sheets API",
      { methods: [], switch: "driveApi", answers: ["on", "off"] },
    ],
    [
      "authorized-scopes-named",
      "getAuthorizedScopes names in full the scopes that the account has granted.",
      "platform.md 13: since January 2025; what it answers where nothing was asked for is open",
      {
        methods: ["ScriptApp.getAuthorizationInfo", "AuthorizationInfo.getAuthorizedScopes"],
        switch: "authorizedScopes",
        answers: ["named", "null"],
      },
    ],
  ]),
  ...documented("Lock", [
    [
      "lock-one-for-all",
      "The script's lock is one for all its users; getting it acquires nothing.",
      "platform.md 3: REF/LockService",
      { methods: ["LockService.getScriptLock", "Lock.tryLock"] },
    ],
    [
      "lock-try-zero",
      "tryLock(0) succeeds where the lock is free, and again in the run that holds it.",
      "platform.md 3: REF/Lock; GF/test/testlock.js",
      { methods: ["Lock.tryLock", "Lock.hasLock"] },
    ],
    [
      "lock-try-negative",
      "tryLock with a negative time answers false.",
      "platform.md 13: gas-fakes, verified live",
      { methods: ["Lock.tryLock"] },
    ],
    [
      "lock-released",
      "releaseLock without holding it does nothing; the end of a run releases it.",
      "platform.md 3: REF/Lock",
      { methods: ["Lock.releaseLock", "Lock.hasLock"] },
    ],
    [
      "lock-lost-in-alert",
      "A lock does not outlive an alert that the script waits for.",
      "platform.md 3: REF/Ui.alert",
      { methods: ["Ui.alert"] },
    ],
  ]),
  ...documented("Mail", [
    [
      "mail-quota-recipients",
      "The day's quota counts recipients of the account of the run, from its first use, and tells what is left.",
      "platform.md 2: REF/MailApp; DOC/guides/quotas-and-limits.md",
      { methods: ["MailApp.sendEmail", "MailApp.getRemainingDailyQuota"] },
    ],
    [
      "mail-limits",
      "A mail has 1 to 50 recipients, 400 KB of text and a subject of 250 characters.",
      "platform.md 2: DOC/guides/quotas-and-limits.md; 11",
      { methods: ["MailApp.sendEmail"] },
    ],
  ]),
  ...assumed("Mail", [
    [
      "mail-address-shape",
      "An address without a dot after its @ is refused as invalid.",
      "platform.md 11: the words; for which addresses is in no source",
      { methods: ["MailApp.sendEmail"] },
    ],
  ]),
  ...documented("Properties", [
    [
      "properties-texts",
      "Values are texts, kept for the script or for the account.",
      "platform.md 2: REF/PropertiesService",
      { methods: ["PropertiesService.get*Properties", "Properties.*Propert*"] },
    ],
    [
      "properties-limits",
      "A value has at most 9 KB and a store 500 KB.",
      "platform.md 2: DOC/guides/quotas-and-limits.md",
      { methods: ["Properties.setProperty", "Properties.setProperties"] },
    ],
  ]),
  ...documented("Utilities", [
    [
      "utilities-small",
      "formatDate writes an instant in a zone by a pattern, getUuid gives a version 4 UUID, sleep lets time pass.",
      "REF/Utilities",
      { methods: ["Utilities.formatDate", "Utilities.getUuid", "Utilities.sleep"] },
    ],
    [
      "utilities-digest",
      "computeDigest gives the SHA-256 of a text in UTF-8 as signed bytes.",
      "REF/Utilities.computeDigest",
      { methods: ["Utilities.computeDigest"] },
    ],
  ]),
  ...assumed("Runtime", [
    [
      "runtime-own-text",
      "A function's toString gives the text that was pasted, character by character.",
      "platform.md 9: V8 does so by ECMAScript 2019; whether Google hands V8 the text as it stands in the editor is open",
      { methods: [], switch: "ownText", answers: ["whole", "hidden"] },
    ],
  ]),
  ...documented("Ui", [
    [
      "ui-only-in-editor",
      "getUi works for who has the Form's editor open, in menus and dialogs, and nowhere else.",
      "platform.md 7: REF/SpreadsheetApp.getUi",
      { methods: ["FormApp.getUi"] },
    ],
    [
      "ui-menus",
      "onOpen may add a menu with items, separators and menus inside; an item calls a function by name as the person who clicks.",
      "platform.md 7: REF/Ui; DOC/workspace-add-ons/concepts/menus.md",
      { methods: ["Ui.createMenu", "Menu.add*"] },
    ],
    [
      "ui-alert-waits",
      "An alert suspends the run until the person answers.",
      "platform.md 6, 7: REF/Ui.alert",
      { methods: ["Ui.alert"] },
    ],
    [
      "ui-dialog",
      "A modal dialog shows a page of the project or a text as HTML, and does not suspend the run.",
      "platform.md 6: REF/Ui, REF/HtmlService",
      {
        methods: [
          "Ui.showModalDialog",
          "HtmlService.createHtmlOutput*",
          "HtmlOutput.append",
          "HtmlOutput.set*",
        ],
      },
    ],
    [
      "ui-carry",
      "A page's arguments are plain data: a Date, a function or a circle throws; a Date in what comes back makes the handler receive null.",
      "platform.md 6: DOC/guides/html; TAN/2023-08-28",
      { methods: [] },
    ],
    [
      "ui-private-names",
      "A page calls any top-level function whose name does not end in _, as the person who has it open.",
      "platform.md 6: DOC/guides/html",
      { methods: [] },
    ],
    [
      "ui-ten-calls",
      "Ten calls of a page run at once, the others wait.",
      "platform.md 6: DOC/guides/html",
      { methods: [] },
    ],
  ]),
  ...assumed("Ui", [
    [
      "ui-reply-order",
      "The replies to a page's calls come in the order asked.",
      "platform.md 6: no order is promised",
      { methods: [], switch: "dialogReplies", answers: ["as-asked", "last-first"] },
    ],
    [
      "ui-error-name",
      "The message of a dialog's failed call begins with the error's name.",
      "no source",
      { methods: [], switch: "dialogErrorText", answers: ["with-name", "without-name"] },
    ],
  ]),
  ...documented("Runtime", [
    [
      "runtime-bare",
      "Timers, fetch, URL, text encoders and the like are missing.",
      "platform.md 9: DOC/guides/v8runtimeoverview.md",
      { methods: [] },
    ],
    [
      "runtime-entry-points",
      "What Google may call is found in the text: top-level functions, never what is assigned when the script runs.",
      "platform.md 9: DOC/guides/v8runtimeoverview.md",
      { methods: [] },
    ],
    [
      "runtime-fresh",
      "Each run loads the script anew; nothing stays in it.",
      "platform.md 9: DOC/guides/v8runtimeoverview.md",
      { methods: [] },
    ],
  ]),
  ...assumed("Runtime", [
    [
      "runtime-es2019",
      "Library members after ES2019 are missing.",
      "platform.md 9: unconfirmed one by one",
      { methods: [] },
    ],
    [
      "runtime-no-evaluation",
      "Text cannot be run as code.",
      "platform.md 9: unconfirmed",
      { methods: [] },
    ],
  ]),
];
