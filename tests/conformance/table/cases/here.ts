/**
 * Cases that need a second account, a used-up quota or an administrator. Only the local Workspace plays these, one turn per run. What
 * people and administrators do between two turns is in the test that plays the table, by the id of the case.
 */
import {
  casesOf,
  type Ground,
  type Json,
  outcomeOf,
  type Question,
  refusal,
  refusedFor,
  type Turn,
} from "../case";
import { appended, protect, written } from "../sheets";

/** Who the second account is, whom nobody knows, and who is in no domain of ours. */
const second = "second@district.example";
const outside = "olly@elsewhere.example";

const file = ({ note, otherFile }: Ground): string => note("shared") || note("shared", otherFile());
const app = (ground: Ground) => ground.google.SpreadsheetApp.openById(file(ground));
/** The tab that a new file has. */
const first = { sheetId: 0, title: "" };
const send = (ground: Ground, request: object) =>
  ground.google.sheets().Spreadsheets.batchUpdate({ requests: [request] }, file(ground));
const write = (ground: Ground) => send(ground, written(first, 0, 0, [["x"]]));
const protectAll = (ground: Ground, more: object = {}) =>
  send(ground, protect({ range: { sheetId: 0 }, ...more }));
const listsSecond = (ground: Ground) =>
  app(ground)
    .getEditors()
    .some((one) => one.getEmail() === second);
const driveShows = (ground: Ground) =>
  refusedFor(/File not found/, () =>
    ground.google.drive().Files.get(file(ground), { fields: "id" }),
  );
const onlyMaker = ({ me }: Ground) => ({ editors: { users: [me], domainUsersCanEdit: false } });
const clockTrigger = ({ google: { ScriptApp } }: Ground) =>
  ScriptApp.newTrigger("onBornInClock").timeBased().after(60_000).create();

type Turns = readonly (readonly [who: Turn, act: (ground: Ground) => unknown])[];

/** A case of more than one turn. Its answer is what a turn gives; where more than one gives something, a list. */
const inTurns = (...turns: Turns) => ({
  turns: turns.map(([who]) => who),
  // What an act gives is JSON.
  run: (ground: Ground) => (turns[ground.turn]?.[1](ground) ?? null) as Json,
});

/** A turn of the maker that gives nothing. */
const prepares = (act: (ground: Ground) => unknown) =>
  ["maker", (ground: Ground) => void act(ground)] as const;
const letIn = prepares((ground) => app(ground).addEditor(second));
const letOut = prepares((ground) => app(ground).removeEditor(second));
const secondWrites = ["second", (ground: Ground) => outcomeOf(() => write(ground))] as const;

const quota = (what: string) =>
  `Quota exceeded for quota metric '${what} requests' and limit '${what} requests per minute per user' of service 'sheets.googleapis.com'`;
const noRight = "recorded 2026-11-24: sheets-api.md 4: TAN/2023-11-24; NGS PR#20";

const apiIsOn = (name: "Sheets" | "Drive"): Question => ({
  asks: `Is the ${name} API on once the manifest names the service?`,
  source:
    "recorded 2026-09-05: platform.md 13, 15: google/clasp issue 1151, and one measurement; against them Google's page on advanced services",
  doubt: name === "Sheets" ? "sheetsApi" : "driveApi",
  when: { off: `Google ${name} API has not been used in project`, on: "taken" },
  run: ({ google }) =>
    refusedFor(/Google \w+ API has not been used in project|not found/, () =>
      name === "Sheets"
        ? google.sheets().Spreadsheets.get("none", { fields: "spreadsheetId" })
        : google.drive().Files.get("none", { fields: "id" }),
    ).replace("not found", "taken"),
});

export const hereCases = casesOf("here", {
  "quota.calls-a-minute": {
    asks: "How many reads and writes may a user make in a minute, and are all forgiven when the minute turns, whatever their age, and none before? (Others saw up to 77 pass.)",
    source:
      "recorded 2022-01-31: platform.md 15: aiguofer/gspread-pandas, tests/cassettes/tests.util_test.test_monkey_patch_request.json and its history; JAH A14. When a minute turns: assumed",
    is: [
      [60, quota("Read")],
      ["refused", 60],
      [60, quota("Write")],
    ],
    run(ground) {
      const id = file(ground);
      const get = () => ground.google.sheets().Spreadsheets.get(id, { fields: "spreadsheetId" });
      const many = (what: string, call: () => unknown): Json => {
        for (let made = 0; made < 99; made += 1) {
          const said = refusal(call);
          if (said !== null) return [made, said.includes(quota(what)) ? quota(what) : said];
        }
        return "no end";
      };
      const { sleep } = ground.google.Utilities;
      // Begins late in a minute of the clock, so that no call is a minute old when it turns.
      sleep(60_000 - (Date.now() % 60_000) + 20_000);
      const reads = many("Read", get);
      sleep(59_500 - (Date.now() % 60_000));
      const before = outcomeOf(get);
      sleep(1_000);
      const [after] = many("Read", get) as readonly Json[];
      sleep(60_000 - (Date.now() % 60_000));
      return [reads, [before, after ?? null], many("Write", () => write(ground))];
    },
  },
  "access.stranger": {
    asks: "What are the words for an account that may open neither the spreadsheet nor the Form?",
    source: "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes; platform.md 11",
    is: [
      "The caller does not have permission",
      "Exception: You do not have permissions to access the requested document.",
      "File not found",
      "Exception: You do not have permissions to access the requested document.",
    ],
    ...inTurns(prepares(file), [
      "second",
      (ground) => {
        const { google } = ground;
        const id = file(ground);
        return [
          refusedFor(/The caller does.*/, () => write(ground)),
          refusal(() => google.SpreadsheetApp.openById(id)),
          refusedFor(/File not found/, () => google.drive().Files.get(id, { fields: "id" })),
          refusal(() => ground.form.getTitle()),
        ];
      },
    ]),
  },
  "access.reader": {
    asks: "May someone who can only look read through the API, and not write?",
    source: "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes",
    is: [null, "The caller does not have permission"],
    ...inTurns(prepares(file), [
      "second",
      (ground) => {
        const { Spreadsheets } = ground.google.sheets();
        return [
          refusal(() => Spreadsheets.get(file(ground), { fields: "spreadsheetId" })),
          refusedFor(/The caller does.*/, () => write(ground)),
        ];
      },
    ]),
  },
  "access.editors": {
    asks: "Does addEditor let someone in and removeEditor out, and may an editor do neither where editors may not share?",
    source: "documented 2026-11-24: platform.md 8: REF/Spreadsheet; DRV",
    is: ["taken", "refused", false],
    ...inTurns(
      letIn,
      secondWrites,
      ["second", (ground) => outcomeOf(() => app(ground).addEditor(ground.nobody))],
      letOut,
      ["maker", listsSecond],
    ),
  },
  "access.grant": {
    asks: "Does Drive show an editor a file that the script made for another account?",
    source: "recorded 2026-09-30: sheets-api.md 6, 10: JAH A11 to A13",
    is: ["File not found", []],
    ...inTurns(letIn, [
      "second",
      (ground) => {
        const { Files } = ground.google.drive();
        const options = { q: "trashed = false", orderBy: "createdTime", fields: "files(id)" };
        return [driveShows(ground), Files.list(options).files ?? []];
      },
    ]),
  },
  "access.owner-only": {
    asks: "May an editor put a file into the trash, or let editors share it; and does Drive show it to them once they are no editor?",
    source: "documented 2026-11-24: sheets-api.md 10: DRV",
    is: [["refused", "refused"], "File not found"],
    ...inTurns(
      letIn,
      [
        "second",
        (ground) =>
          [{ trashed: true }, { writersCanShare: true }].map((change) =>
            outcomeOf(() => ground.google.drive().Files.update(change, file(ground))),
          ),
      ],
      letOut,
      ["second", driveShows],
    ),
  },
  "access.suspended": {
    asks: "May a suspended account be added as an editor?",
    source: "assumed: no source",
    doubt: "suspendedAddress",
    when: { taken: "taken", refused: "refused" },
    run: (ground) => outcomeOf(() => app(ground).addEditor(second)),
  },
  "access.deleted": {
    asks: "Does a file list an account that was deleted?",
    source:
      "documented 2026-12-02: platform.md 15: DRV/permissions, deleted: such an account stays listed; of SpreadsheetApp: assumed",
    doubt: "deletedEditors",
    when: { gone: [false, []], listed: [true, [true]] },
    ...inTurns(letIn, [
      "maker",
      (ground) => {
        const fields = "permissions(role,deleted)";
        const { permissions = [] } = ground.google.drive().Files.get(file(ground), { fields });
        const others = permissions.filter(({ role }) => role !== "owner");
        return [listsSecond(ground), others.map((one) => one.deleted === true)];
      },
    ]),
  },
  "access.outside": {
    asks: "May a file be shared outside the domain of its owner?",
    source: "assumed: platform.md 13: the administrator may forbid it; no source has the words",
    doubt: "outsideSharing",
    when: { allowed: "taken", refused: "refused" },
    run: (ground) => outcomeOf(() => app(ground).addEditor(outside)),
  },
  "access.full": {
    asks: "May a fifth editor be added?",
    source:
      "documented 2026-12-02: platform.md 15: Drive help 2494822: 600; no source for the words",
    doubt: "shareLimit",
    when: { "600": "taken", "4": "refused" },
    run(ground) {
      for (const name of ["a", "b", "c", "d"]) app(ground).addEditor(`${name}@district.example`);
      return outcomeOf(() => app(ground).addEditor(second));
    },
  },
  "protection.binds": {
    asks: "Is a write into a protected cell refused to an editor whom it does not name, by hand and by the clock, and are its editors hidden from them?",
    source: noRight,
    is: [
      ["You are trying to edit a protected cell or object.", false, "hidden"],
      "refused",
      "taken",
    ],
    ...inTurns(
      letIn,
      prepares((ground) => protectAll(ground, onlyMaker(ground))),
      [
        "second",
        (ground) => {
          const said = refusedFor(/You are trying [^.]*\./, () => write(ground));
          const fields = "sheets.protectedRanges(editors,requestingUserCanEdit)";
          const { sheets = [] } = ground.google.sheets().Spreadsheets.get(file(ground), { fields });
          const [one] = sheets[0]?.protectedRanges ?? [];
          const editors = one?.editors === undefined ? "hidden" : "shown";
          return [said, one?.requestingUserCanEdit === true, editors];
        },
      ],
      ["second's clock", (ground) => outcomeOf(() => write(ground))],
      ["maker's clock", (ground) => outcomeOf(() => write(ground))],
    ),
  },
  "protection.needs-editors": {
    asks: "Whom does a protection keep out that names no editors, or does not shut out the domain?",
    source:
      "recorded 2026-11-24: sheets-api.md 4: googleapis/google-api-php-client#1943; gspread PR#1273",
    is: ["taken", "taken"],
    ...inTurns(
      letIn,
      prepares((ground) => protectAll(ground)),
      secondWrites,
      prepares((ground) => ground.note("shared", ground.otherFile())),
      letIn,
      prepares((ground) => protectAll(ground, { editors: { users: [ground.me] } })),
      secondWrites,
    ),
  },
  "protection.without-sender": {
    asks: "May an editor who does not own the file set a protection that does not name them?",
    source:
      "recorded 2026-12-02: platform.md 15: sanjeev-stallioni/citta-companion, tools/protect_sheets.py, and seven others",
    is: "You can't remove yourself as an editor.",
    ...inTurns(letIn, [
      "second",
      (ground) =>
        refusedFor(/You can't remove.*/, () => protectAll(ground, { editors: { users: [] } })),
    ]),
  },
  "protection.reach": {
    asks: "May an editor whom the protection of a tab does not name write into what it leaves open, append, delete the tab, or lift it?",
    source: noRight,
    is: ["taken", "refused", "refused", "refused"],
    ...inTurns(
      letIn,
      prepares((ground) => {
        const open = { sheetId: 0, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
        const protection = { protectedRangeId: 7, unprotectedRanges: [open] };
        protectAll(ground, { ...protection, ...onlyMaker(ground) });
        send(ground, { addSheet: { properties: { title: "Other" } } });
      }),
      [
        "second",
        (ground) =>
          [
            written(first, 1, 1, [["x"]]),
            appended(first, [["x"]]),
            { deleteSheet: { sheetId: 0 } },
            { deleteProtectedRange: { protectedRangeId: 7 } },
          ].map((request) => outcomeOf(() => send(ground, request))),
      ],
    ),
  },
  "form.legacy": {
    asks: "What does a Form from before publishing say of it?",
    source: "documented 2026-11-24: platform.md 5: REF/Form.setPublished, isPublished",
    is: [false, "refused", "refused", "refused"],
    run: ({ form }) => [
      form.supportsAdvancedResponderPermissions(),
      outcomeOf(() => form.setPublished(true)),
      outcomeOf(() => form.isPublished()),
      outcomeOf(() => form.addPublishedReader(second)),
    ],
  },
  "form.responders": {
    asks: "Does getPublishedReaders list whom addPublishedReader added?",
    source: "assumed: platform.md 5, 14: the method; whom it lists is in no source",
    doubt: "publishedReadersReadBack",
    when: { listed: [second], empty: [] },
    run({ form }) {
      form.setPublished(true);
      form.addPublishedReader(second);
      return form.getPublishedReaders().map((one) => one.getEmail());
    },
  },
  "form.audience": {
    asks: "May someone of the domain who is no editor answer a Form that a script published? Others met a page that asks people to sign in.",
    source:
      "recorded 2026-10-06: platform.md 15: nailegg/sensory-api-test, samples/google_forms/precheck-default-responders.json (a personal account: anyone); vm0-ai/vm0 issue 25163 (Workspace: a sign-in page)",
    doubt: "newFormAudience",
    when: { nobody: 0, domain: 1, anyone: 1 },
    ...inTurns(
      prepares(({ form }) => form.setPublished(true)),
      ["maker", ({ form }) => form.getResponses().length],
    ),
  },
  "form.oldest-first": {
    asks: "Does getResponses list the oldest first?",
    source: "documented 2026-11-24: platform.md 5: GF; REF/Form.getResponses",
    is: ["first", "later"],
    ...inTurns(
      prepares(({ form }) => {
        form.setPublished(true);
        form.addTextItem();
      }),
      [
        "maker",
        ({ form }) =>
          form.getResponses().map((one) => one.getItemResponses()[0]?.getResponse() as Json),
      ],
    ),
  },
  "triggers.own-only": {
    asks: "Does an account list another's triggers?",
    source: "documented 2026-11-24: platform.md 1: REF/ScriptApp.getProjectTriggers",
    is: 0,
    ...inTurns(prepares(clockTrigger), [
      "second",
      ({ google: { ScriptApp } }) => ScriptApp.getProjectTriggers().length,
    ]),
  },
  "triggers.permission-taken-back": {
    asks: "Does a trigger run where its creator has not granted every permission?",
    source:
      "assumed: platform.md 1: where the script later needs more; unknown where one was unticked",
    doubt: "triggersWithoutAllScopes",
    when: { "do-not-run": "", run: "yes" },
    ...inTurns(prepares(clockTrigger), ["maker", ({ note }) => note("born-ran")]),
  },
  "triggers.all-asked": {
    asks: "Does requireAllScopes end the run where a permission is missing, and ask the person?",
    source: "assumed: platform.md 1: only from surfaces that support granular consent",
    doubt: "requireAllScopes",
    when: { asks: "the run was ended", nothing: "went on" },
    run({ google: { ScriptApp } }) {
      ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
      return "went on";
    },
  },
  "scopes.taken-back": {
    asks: "What does a call end in whose permission was taken back?",
    source: "recorded 2026-11-24: platform.md 8: reports in public",
    is: "Exception: You do not have permission to call MailApp.sendEmail. Required permissions: https://www.googleapis.com/auth/script.send_mail",
    run: ({ google: { MailApp }, me }) =>
      refusal(() => MailApp.sendEmail({ to: me, subject: "s", body: "b" })),
  },
  "apis.sheets": apiIsOn("Sheets"),
  "apis.drive": apiIsOn("Drive"),
  "lock.held-elsewhere": {
    asks: "Is the script's lock one for all its accounts, and does tryLock wait as long as it is told?",
    source: "documented 2026-11-24: platform.md 3: REF/LockService",
    is: [false, true],
    run({ google: { LockService } }) {
      const before = Date.now();
      const given = LockService.getScriptLock().tryLock(4_000);
      return [given, Date.now() - before >= 4_000];
    },
  },
  "mail.day-spent": {
    asks: "Does the day's quota count recipients, and what does a mail past it end in?",
    source: "documented 2026-11-24: platform.md 2: REF/MailApp; DOC/guides/quotas-and-limits.md",
    is: [5, 1, "Exception: Service invoked too many times for one day: email.", 1],
    run({ google: { MailApp } }) {
      const left = () => MailApp.getRemainingDailyQuota();
      const two = () => MailApp.sendEmail({ to: `${second},${outside}`, subject: "s", body: "b" });
      const begun = left();
      two();
      two();
      return [begun, left(), refusal(two), left()];
    },
  },
});
