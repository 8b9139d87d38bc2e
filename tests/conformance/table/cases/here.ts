/**
 * Cases that need a second account, a used-up quota or an administrator. Only the local Workspace plays these, one turn per run. What
 * people and administrators do between two turns is in the test that plays the table, by the id of the case.
 */
import {
  type Case,
  type Ground,
  type Json,
  outcomeOf,
  refusal,
  refusedFor,
  type Source,
  type Turn,
} from "../case";
import { appended, written } from "../sheets";

/** Who the second account is, whom nobody knows, and who is in no domain of ours. */
const second = "second@district.example";
const outside = "olly@elsewhere.example";

const file = ({ note, otherFile }: Ground): string => note("shared") || note("shared", otherFile());
const app = (ground: Ground) => ground.google.SpreadsheetApp.openById(file(ground));
/** The tab that a new file has. */
const first = { sheetId: 0, title: "" };
/** What an earlier turn has kept for the last one's answer. */
const keeps = (name: string, what: (ground: Ground) => Json) => (ground: Ground) =>
  ground.note(name, JSON.stringify(what(ground)));
const kept = ({ note }: Ground, name: string): Json => JSON.parse(note(name)) as Json; // Kept by `keeps`.
const send = (ground: Ground, request: object) =>
  ground.google.sheets().Spreadsheets.batchUpdate({ requests: [request] }, file(ground));
const write = (ground: Ground) => send(ground, written(first, 0, 0, [["x"]]));
const protectAll = (ground: Ground, more?: object) =>
  send(ground, { addProtectedRange: { protectedRange: { range: { sheetId: 0 }, ...more } } });

interface Here {
  readonly id: string;
  readonly asks: string;
  readonly source: Source;
  readonly turns?: readonly Turn[];
  readonly expects: Case["expects"];
  /** What each turn does, all the maker's unless `turns` says otherwise; the answer is the last one's. */
  readonly acts: readonly ((ground: Ground) => unknown)[];
}

const quota = (what: string) =>
  `Quota exceeded for quota metric '${what} requests' and limit '${what} requests per minute per user' of service 'sheets.googleapis.com'`;
const noRight = "read 2026-11-24: sheets-api.md 4: TAN/2023-11-24; NGS PR#20";
const thenSecond: readonly Turn[] = ["maker", "second"];

const rows: readonly Here[] = [
  {
    id: "quota.calls-a-minute",
    asks: "How many reads and writes may a user make in a minute?",
    source: "recorded 2026-09-30: sheets-api.md 5: JAH A14; SAPI/limits",
    expects: { always: { reads: [60, quota("Read")], writes: [60, quota("Write")] } },
    acts: [
      (ground) => {
        const id = file(ground);
        const { Spreadsheets } = ground.google.sheets();
        const many = (what: string, call: () => unknown): Json => {
          for (let made = 0; made < 99; made += 1) {
            const said = refusal(call);
            if (said !== null) return [made, said.includes(quota(what)) ? quota(what) : said];
          }
          return "no end";
        };
        return {
          reads: many("Read", () => Spreadsheets.get(id, { fields: "spreadsheetId" })),
          writes: many("Write", () => write(ground)),
        };
      },
    ],
  },
  {
    id: "quota.any-minute",
    asks: "Does the quota forgive a call 60 seconds after it, and none before? (From when a minute counts is in no source.)",
    source: "assumed: sheets-api.md 5: refilled each minute, JAH A14",
    expects: { always: ["refused", "taken"] },
    acts: [
      (ground) => {
        const id = file(ground);
        const get = () => ground.google.sheets().Spreadsheets.get(id, { fields: "spreadsheetId" });
        const at = Date.now();
        for (let made = 0; made < 60; made += 1) get();
        ground.google.Utilities.sleep(59_000 - (Date.now() - at));
        const before = outcomeOf(get);
        ground.google.Utilities.sleep(1_500);
        return [before, outcomeOf(get)];
      },
    ],
  },
  {
    id: "access.stranger",
    asks: "What are the words for an account that may open neither the spreadsheet nor the Form?",
    source: "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes; platform.md 11",
    turns: thenSecond,
    expects: {
      always: {
        api: "The caller does not have permission",
        app: "Exception: You do not have permissions to access the requested document.",
        drive: "File not found",
        form: "Exception: You do not have permissions to access the requested document.",
      },
    },
    acts: [
      file,
      (ground) => {
        const { google } = ground;
        const id = file(ground);
        return {
          api: refusedFor(/The caller does.*/, () => write(ground)),
          app: refusal(() => google.SpreadsheetApp.openById(id)),
          drive: refusedFor(/File not found/, () => google.drive().Files.get(id, { fields: "id" })),
          form: refusal(() => ground.form.getTitle()),
        };
      },
    ],
  },
  {
    id: "access.reader",
    asks: "May someone who can only look read through the API, and not write?",
    source: "recorded 2026-11-24: sheets-api.md 1: gspread's cassettes",
    turns: thenSecond,
    expects: { always: [null, "The caller does not have permission"] },
    acts: [
      file,
      (ground) => {
        const id = file(ground);
        const { Spreadsheets } = ground.google.sheets();
        return [
          refusal(() => Spreadsheets.get(id, { fields: "spreadsheetId" })),
          refusedFor(/The caller does.*/, () => write(ground)),
        ];
      },
    ],
  },
  {
    id: "access.editors",
    asks: "Does addEditor let someone in and removeEditor out, and may an editor do neither where editors may not share?",
    source: "read 2026-11-24: platform.md 8: REF/Spreadsheet; DRV",
    turns: ["maker", "second", "maker"],
    expects: { always: { in: ["taken", "refused"], out: false } },
    acts: [
      (ground) => app(ground).addEditor(second),
      keeps("in", (ground) => [
        outcomeOf(() => write(ground)),
        outcomeOf(() => app(ground).addEditor(ground.nobody)),
      ]),
      (ground) => {
        app(ground).removeEditor(second);
        const editors = app(ground)
          .getEditors()
          .map((one) => one.getEmail());
        return { in: kept(ground, "in"), out: editors.indexOf(second) >= 0 };
      },
    ],
  },
  {
    id: "access.grant",
    asks: "Does Drive show an editor a file that the script made for another account?",
    source: "recorded 2026-09-30: sheets-api.md 6, 10: JAH A11 to A13",
    turns: thenSecond,
    expects: { always: ["File not found", []] },
    acts: [
      (ground) => app(ground).addEditor(second),
      (ground) => {
        const { Files } = ground.google.drive();
        const q = "trashed = false";
        const { files = [] } = Files.list({ q, orderBy: "createdTime", fields: "files(id)" });
        return [
          refusedFor(/File not found/, () => Files.get(file(ground), { fields: "id" })),
          files,
        ];
      },
    ],
  },
  {
    id: "access.owner-only",
    asks: "May an editor put a file into the trash, or let editors share it; and does Drive show it to them once they are no editor?",
    source: "read 2026-11-24: sheets-api.md 10: DRV",
    turns: ["maker", "second", "maker", "second"],
    expects: { always: [["refused", "refused"], "File not found"] },
    acts: [
      (ground) => app(ground).addEditor(second),
      keeps("said", (ground) =>
        [{ trashed: true }, { writersCanShare: true }].map((change) =>
          outcomeOf(() => ground.google.drive().Files.update(change, file(ground))),
        ),
      ),
      (ground) => app(ground).removeEditor(second),
      (ground) => [
        kept(ground, "said"),
        refusedFor(/File not found/, () =>
          ground.google.drive().Files.get(file(ground), { fields: "id" }),
        ),
      ],
    ],
  },
  {
    id: "access.suspended",
    asks: "May a suspended account be added as an editor?",
    source: "assumed: no source",
    expects: { of: "suspendedAddress", when: { taken: "taken", refused: "refused" } },
    acts: [(ground) => outcomeOf(() => app(ground).addEditor(second))],
  },
  {
    id: "access.deleted",
    asks: "Does a file list an account that was deleted?",
    source: "assumed: no source",
    expects: { of: "deletedEditors", when: { gone: false, listed: true } },
    acts: [
      (ground) => app(ground).addEditor(second),
      (ground) =>
        app(ground)
          .getEditors()
          .some((one) => one.getEmail() === second),
    ],
  },
  {
    id: "access.outside",
    asks: "May a file be shared outside the domain of its owner?",
    source: "assumed: platform.md 13: the administrator may forbid it; no source has the words",
    expects: { of: "outsideSharing", when: { allowed: "taken", refused: "refused" } },
    acts: [(ground) => outcomeOf(() => app(ground).addEditor(outside))],
  },
  {
    id: "access.full",
    asks: "May a fifth editor be added?",
    source: "assumed: 600 people by REF; no source for the words",
    expects: { of: "shareLimit", when: { "600": "taken", "4": "refused" } },
    acts: [
      (ground) => {
        for (const name of ["a", "b", "c", "d"]) app(ground).addEditor(`${name}@district.example`);
        return outcomeOf(() => app(ground).addEditor(second));
      },
    ],
  },
  {
    id: "protection.binds",
    asks: "Is a write into a protected cell refused to an editor whom it does not name, by hand and by the clock, and are its editors hidden from them?",
    source: noRight,
    turns: ["maker", "second", "second's clock", "maker's clock"],
    expects: {
      always: {
        second: ["You are trying to edit a protected cell or object.", false, "hidden"],
        clock: "refused",
        maker: "taken",
      },
    },
    acts: [
      (ground) => {
        app(ground).addEditor(second);
        protectAll(ground, { editors: { users: [ground.me], domainUsersCanEdit: false } });
      },
      keeps("second", (ground) => {
        const said = refusedFor(/You are trying [^.]*\./, () => write(ground));
        const fields = "sheets.protectedRanges(editors,requestingUserCanEdit)";
        const { sheets = [] } = ground.google.sheets().Spreadsheets.get(file(ground), { fields });
        const [one] = sheets[0]?.protectedRanges ?? [];
        const editors = one?.editors === undefined ? "hidden" : "shown";
        return [said, one?.requestingUserCanEdit === true, editors];
      }),
      keeps("clock", (ground) => outcomeOf(() => write(ground))),
      (ground) => ({
        second: kept(ground, "second"),
        clock: kept(ground, "clock"),
        maker: outcomeOf(() => write(ground)),
      }),
    ],
  },
  {
    id: "protection.needs-editors",
    asks: "Whom does a protection keep out that names no editors, or does not shut out the domain?",
    source:
      "read 2026-11-24: sheets-api.md 4: googleapis/google-api-php-client#1943; gspread PR#1273",
    turns: ["maker", "second", "maker", "second"],
    expects: { always: ["taken", "taken"] },
    acts: [
      (ground) => {
        app(ground).addEditor(second);
        protectAll(ground);
      },
      keeps("bare", (ground) => outcomeOf(() => write(ground))),
      (ground) => {
        ground.note("shared", ground.otherFile());
        app(ground).addEditor(second);
        protectAll(ground, { editors: { users: [ground.me] } });
      },
      (ground) => [kept(ground, "bare"), outcomeOf(() => write(ground))],
    ],
  },
  {
    id: "protection.reach",
    asks: "May an editor whom the protection of a tab does not name write into what it leaves open, append, delete the tab, or lift it?",
    source: noRight,
    turns: thenSecond,
    expects: { always: ["taken", "refused", "refused", "refused"] },
    acts: [
      (ground) => {
        app(ground).addEditor(second);
        const open = { sheetId: 0, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
        const editors = { users: [ground.me], domainUsersCanEdit: false };
        protectAll(ground, { protectedRangeId: 7, unprotectedRanges: [open], editors });
        send(ground, { addSheet: { properties: { title: "Other" } } });
      },
      (ground) =>
        [
          written(first, 1, 1, [["x"]]),
          appended(first, [["x"]]),
          { deleteSheet: { sheetId: 0 } },
          { deleteProtectedRange: { protectedRangeId: 7 } },
        ].map((request) => outcomeOf(() => send(ground, request))),
    ],
  },
  {
    id: "form.legacy",
    asks: "What does a Form from before publishing say of it?",
    source: "read 2026-11-24: platform.md 5: REF/Form.setPublished, isPublished",
    expects: { always: [false, "refused", "refused", "refused"] },
    acts: [
      ({ form }) => [
        form.supportsAdvancedResponderPermissions(),
        outcomeOf(() => form.setPublished(true)),
        outcomeOf(() => form.isPublished()),
        outcomeOf(() => form.addPublishedReader(second)),
      ],
    ],
  },
  {
    id: "form.responders",
    asks: "Does getPublishedReaders list whom addPublishedReader added?",
    source: "assumed: platform.md 5, 14: the method; whom it lists is in no source",
    expects: { of: "publishedReadersReadBack", when: { listed: [second], empty: [] } },
    acts: [
      ({ form }) => {
        form.setPublished(true);
        form.addPublishedReader(second);
        return form.getPublishedReaders().map((one) => one.getEmail());
      },
    ],
  },
  {
    id: "form.audience",
    asks: "May someone of the domain who is no editor answer a Form that a script published? Others met a page that asks people to sign in.",
    source:
      "assumed: platform.md 14: projects that publish through the API found so; no official page states the default",
    expects: { of: "newFormAudience", when: { nobody: 0, domain: 1, anyone: 1 } },
    acts: [({ form }) => form.setPublished(true), ({ form }) => form.getResponses().length],
  },
  {
    id: "form.oldest-first",
    asks: "Does getResponses list the oldest first?",
    source: "read 2026-11-24: platform.md 5: GF; REF/Form.getResponses",
    expects: { always: ["first", "later"] },
    acts: [
      ({ form, note }) => {
        form.setPublished(true);
        note("item", String(form.addTextItem().setTitle("Word").getId()));
      },
      ({ form }) =>
        form.getResponses().map((one) => one.getItemResponses()[0]?.getResponse() as Json),
    ],
  },
  {
    id: "triggers.own-only",
    asks: "Does an account list another's triggers?",
    source: "read 2026-11-24: platform.md 1: REF/ScriptApp.getProjectTriggers",
    turns: thenSecond,
    expects: { always: 0 },
    acts: [
      ({ google: { ScriptApp } }) => {
        ScriptApp.newTrigger("onNothing").timeBased().everyMinutes(5).create();
      },
      ({ google: { ScriptApp } }) => ScriptApp.getProjectTriggers().length,
    ],
  },
  {
    id: "triggers.permission-taken-back",
    asks: "Does a trigger run where its creator has not granted every permission?",
    source:
      "assumed: platform.md 1: where the script later needs more; unknown where one was unticked",
    expects: { of: "triggersWithoutAllScopes", when: { "do-not-run": "", run: "yes" } },
    acts: [
      ({ google: { ScriptApp } }) => {
        ScriptApp.newTrigger("onBornInClock").timeBased().after(60_000).create();
      },
      ({ note }) => note("born-ran"),
    ],
  },
  {
    id: "triggers.all-asked",
    asks: "Does requireAllScopes end the run where a permission is missing, and ask the person?",
    source: "assumed: platform.md 1: only from surfaces that support granular consent",
    expects: { of: "requireAllScopes", when: { asks: "the run was ended", nothing: "went on" } },
    acts: [
      ({ google: { ScriptApp } }) => {
        ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
        return "went on";
      },
    ],
  },
  {
    id: "scopes.taken-back",
    asks: "What does a call end in whose permission was taken back?",
    source: "read 2026-11-24: platform.md 8: reports in public",
    expects: {
      always:
        "Exception: You do not have permission to call MailApp.sendEmail. Required permissions: https://www.googleapis.com/auth/script.send_mail",
    },
    acts: [
      ({ google: { MailApp }, me }) =>
        refusal(() => MailApp.sendEmail({ to: me, subject: "s", body: "b" })),
    ],
  },
  ...(["Sheets", "Drive"] as const).map(
    (name): Here => ({
      id: `apis.${name.toLowerCase()}`,
      asks: `Is the ${name} API on once the manifest names the service?`,
      source:
        "assumed: platform.md 13: google/clasp issue 1151 says that a push leaves it off, and that adding it by hand turns it on",
      expects: {
        of: name === "Sheets" ? "sheetsApi" : "driveApi",
        when: { off: `Google ${name} API has not been used in project`, on: "taken" },
      },
      acts: [
        ({ google }) =>
          refusedFor(/Google \w+ API has not been used in project|not found/, () =>
            name === "Sheets"
              ? google.sheets().Spreadsheets.get("none", { fields: "spreadsheetId" })
              : google.drive().Files.get("none", { fields: "id" }),
          ).replace("not found", "taken"),
      ],
    }),
  ),
  {
    id: "lock.held-elsewhere",
    asks: "Is the script's lock one for all its accounts, and does tryLock wait as long as it is told?",
    source: "read 2026-11-24: platform.md 3: REF/LockService",
    expects: { always: [false, true] },
    acts: [
      ({ google: { LockService } }) => {
        const before = Date.now();
        const given = LockService.getScriptLock().tryLock(4_000);
        return [given, Date.now() - before >= 4_000];
      },
    ],
  },
  {
    id: "mail.day-spent",
    asks: "Does the day's quota count recipients, and what does a mail past it end in?",
    source: "read 2026-11-24: platform.md 2: REF/MailApp; DOC/guides/quotas-and-limits.md",
    expects: { always: [3, 1, "Exception: Service invoked too many times for one day: email.", 1] },
    acts: [
      ({ google: { MailApp } }) => {
        const left = () => MailApp.getRemainingDailyQuota();
        const two = () =>
          MailApp.sendEmail({ to: `${second},${outside}`, subject: "s", body: "b" });
        const first = left();
        two();
        return [first, left(), refusal(two), left()];
      },
    ],
  },
];

export const hereCases: readonly Case[] = rows.map(
  ({ acts, turns = acts.map((): Turn => "maker"), ...rest }): Case => ({
    ...rest,
    where: "here",
    turns,
    run(ground) {
      const given = acts[ground.turn]?.(ground);
      // What the last act gives is JSON.
      return ground.turn + 1 < acts.length ? null : (given as Json);
    },
  }),
);
