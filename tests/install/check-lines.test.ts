/** Every line of the check through the bundle: what it says of a situation, why that matters, what to do, and the button where there is one. */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../scripts/build/header";
import { sealOf } from "../../scripts/build/script";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { tabCells } from "../../scripts/play/register-cells";
import { openStage } from "../../scripts/play/stage";
import { driveSlice } from "../../scripts/workspace/service";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { installedTriggers, installTrigger } from "../../scripts/workspace/services/script/store";
import { type Row, sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { Page } from "../../src/dialog/page-data";
import type { Line } from "../../src/install/check/findings";
import { Day } from "../day/day";
import { alternateRow, demoAnd, stranger } from "../day/people";

const { admin, lead, contact, backup } = addresses;
const settings = { retentionYears: 7, studentDomains: "students.district.example" };
const whole = { directory: { ...demoAnd(alternateRow), settings } };

interface Situation {
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly assume?: Readonly<Record<string, string>>;
  readonly events?: readonly unknown[];
  readonly before?: (day: Day) => void;
  readonly as?: string;
}

async function pageIn({ rest = whole, assume, events = [], before, as = admin }: Situation) {
  const day = await Day.begin(rest, assume, true);
  day.play({ advance: "PT10M" }, ...events);
  before?.(day);
  const { ok, error } = day.workspace.clickMenu("runCheck", as);
  const page = ok ? new DialogPerson(day.workspace, as).open() : null;
  if (page === null) throw new Error(`no page: ${error ?? ""}`);
  return page;
}

const linesOn = ({ blocks }: Page): readonly Line[] =>
  blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));

/** State and beginning of the line, then a piece of why, of what to do, and the act of its button. */
type Wanted = readonly [
  state: string,
  text: string | RegExp,
  why?: string,
  next?: string,
  fix?: string,
];

function expectLines(page: Page, wanted: readonly Wanted[]): void {
  const all = linesOn(page);
  for (const [state, text, why, next, fix] of wanted) {
    const found = all.filter((line) =>
      typeof text === "string" ? line.text.startsWith(text) : text.test(line.text),
    );
    expect(found, `${String(text)} among\n${all.map((one) => one.text).join("\n")}`).toHaveLength(
      1,
    );
    const [line] = found;
    expect(line?.state, String(text)).toBe(state);
    if (state === "ok") expect(line).toEqual({ state, text: line?.text });
    else {
      expect(line?.why, String(text)).toContain(why);
      expect(line?.next, String(text)).toContain(next);
      expect(line?.fix?.act, String(text)).toBe(fix);
    }
  }
}

const sheetsOf = (day: Day, name: "main" | "sealed") => {
  const id = day.fileId(name);
  const { sheets } = sheetsSlice(day.workspace.store).spreadsheets[id] ?? { sheets: [] };
  return { id, sheets, file: driveSlice(day.workspace.store).files[id] };
};

/** A row with nothing in one of its cells. */
function without(row: Row | null, at: number): Row | null {
  return row === null ? null : { ...row, values: row.values.map((v, i) => (i === at ? null : v)) };
}

const usual = { school: "North High", factors: ["substance-abuse-history"] };
const noClock = { account: { removeTrigger: { function: "onClock" } } };

/** A day each, in which several things are wrong at once. */
const situations: readonly (readonly [string, Situation, readonly Wanted[]])[] = [
  [
    "a desk in order",
    {},
    [
      ["ok", "In use since"],
      ["ok", "The Sheets and Drive APIs are switched on"],
      ["ok", "admin@district.example is a Google Workspace account of the district."],
      ["ok", "admin@district.example gave every permission that the script needs."],
      ["ok", /^Version \S+ runs as it was built: SHA-256 [0-9a-f]{64}\./],
      ["ok", "The triggers are there and run as admin@district.example."],
      ["ok", "The clock read the Form Tue Sep 1"],
      ["ok", "This account can send"],
      ["ok", "No message waits to be sent."],
      ["ok", "Contacts serve all 2 schools."],
      ["ok", "Every number in Contacts can be dialled."],
      ["ok", "No row of Contacts is repeated"],
      ["ok", "Each agency has a number."],
      ["ok", "Each way to send a written report was checked within 180 days."],
      ["ok", "Closed cases are kept for 7 years."],
      ["ok", "The Form takes reports, and its questions are whole."],
      ["ok", "Nobody edits the Form by name but who should."],
      ["ok", "The three registers are there and whole, and so are their protections."],
      ["ok", "The registers are open to those ticked in Contacts"],
      ["ok", "No link, domain or group opens a register"],
      ["ok", "The register has every report that the Form has for it."],
      ["ok", "Every edit is taken in."],
      ["unseen", "Who may send reports: cannot see.", "do harm", "choose Publish"],
      [
        "unseen",
        "Whether a link or a folder lets people edit the Form: cannot see.",
        "can read every report in it",
        "General access Restricted",
      ],
      [
        "unseen",
        "Whether admin@district.example is a role account",
        "owns every record",
        "Admin console",
      ],
      ["unseen", "Whether the registers and the Form lie in a folder", "folder", "My Drive"],
    ],
  ],
  [
    "Contacts, Schools and Settings with all that can be wrong in them",
    {
      rest: {
        directory: {
          settings: { studentIdPattern: "[0-9]{6}" },
          contacts: [
            { role: "designated contact", school: "North High", name: "Pat", email: contact },
            { role: "designated contact", school: "North High", name: "Pat", email: contact },
            { role: "backup contact", name: "Bo", email: backup, awayFrom: "2026-08-01" },
            {
              role: "backup contact",
              school: "Atlantis",
              name: "No",
              email: "no@district.example",
            },
            { role: "district lead", name: "Lee", phone: "by fax only", email: lead },
            {
              role: "child and family services",
              name: "Services",
              phone: "(415) 555-0110",
              channel: "fax",
              channelValue: "(415) 555-0119",
              channelChecked: "2026-03-04",
            },
          ],
        },
      },
    },
    [
      ["look", "In Contacts, row 4 repeats row 3", "its reports reach nobody", "Delete one"],
      ["look", "Away without an end: row 5", "its reports reach nobody", "Away to (last day)"],
      [
        "look",
        "Contact of no school in the Schools tab: row 6",
        "its reports reach nobody",
        "delete the row",
      ],
      [
        "wrong",
        /missing or cannot be used, in Contacts: row 7 \(Phone\)/,
        "will call this number",
        "(555) 555-0100",
      ],
      [
        "look",
        "Ways to send a written report, not checked for 180 days: row 8",
        "reaches nobody",
        "Last checked on",
      ],
      [
        "wrong",
        "No number for law enforcement, probation, a victim advocate.",
        "call",
        "Add a row",
      ],
      [
        "wrong",
        "No designated contact for: South Middle.",
        "for its school",
        "Add one in Contacts",
      ],
      ["wrong", "No alternate lead", "must not read it", "alternate lead in Contacts"],
      ["wrong", /^\d+ cells in Contacts, Schools or Settings/, "for its school", "To correct"],
      [
        "wrong",
        "Nobody has chosen how many years a closed case is kept.",
        "must not be kept for ever",
        "Settings",
      ],
      ["look", "No student domain is set", "must never get mail", "Settings"],
      ["wrong", "In Settings, row 24 cannot be used.", "The desk cannot read this value", ""],
    ],
  ],
  [
    "people and triggers that should not be there, and a Form and protections that were changed",
    {
      events: [
        { share: { add: "stranger" } },
        { share: { remove: "contact" } },
        { share: { add: { who: "viewer@elsewhere.example", role: "viewer" } } },
        { share: { link: "anyone" } },
        { share: { add: { who: "contact", file: "form", role: "editor" } } },
        { share: { add: { who: "lead", file: "form", role: "editor" } } },
        { form: { unpublish: true } },
        { form: { deleteQuestion: "facts" } },
        { sheet: { renameTab: { tab: "Log", to: "Journal" } } },
      ],
      before: (day) => {
        const { store } = day.workspace;
        day.workspace.makeGroup("staff@district.example");
        const { id, sheets, file } = sheetsOf(day, "main");
        if (file !== undefined) file.writersCanShare = true;
        sheetsOf(day, "sealed").file?.editors.push("staff@district.example");
        const [first, second, third] = sheets;
        if (first === undefined || second === undefined || third === undefined) throw new Error();
        first.protectedRanges = first.protectedRanges.slice(0, -1);
        second.protectedRanges = second.protectedRanges.map((range) => ({
          ...range,
          editors: { users: [...(range.editors?.users ?? []), stranger] },
        }));
        const byHand = {
          protectedRangeId: 77,
          description: "by hand",
          range: { sheetId: third.properties.sheetId },
          editors: { users: [admin, contact] },
        };
        third.protectedRanges = [...third.protectedRanges, byHand];
        for (const one of installedTriggers(store).filter(({ kind }) => kind !== "clock")) {
          if (one.kind === "form-submit") installTrigger(store, { ...one, id: "twice" });
        }
        const edits = installedTriggers(store).find(({ kind }) => kind === "edit");
        if (edits !== undefined) installTrigger(store, { ...edits, id: "again" });
        expect(id).not.toBe("");
      },
    },
    [
      [
        "wrong",
        "Can open the register, not ticked in Contacts: stranger@elsewhere.example.",
        "copy every student's record",
        "correct them first",
        "fix-access",
      ],
      [
        "look",
        "Ticked in Contacts, cannot open the register yet: contact@district.example.",
        "copy every student's record",
        "correct them first",
        "fix-access",
      ],
      [
        "wrong",
        "Student safety register: not named in Contacts, and may read it: viewer@elsewhere.example.",
        "nobody named",
        "within the hour",
      ],
      [
        "wrong",
        "Student safety register: anyone with the link, or a whole domain, can open it.",
        "nobody named",
        "Restricted",
      ],
      [
        "wrong",
        "Student safety register: whoever edits it may share it on.",
        "nobody named",
        "cog wheel",
        "fix-sharing main",
      ],
      [
        "wrong",
        "Student safety register (lead): can be opened by staff@district.example, who is not its reader.",
        "copy every student's record",
        "within the hour",
      ],
      [
        "unseen",
        "Student safety register (lead): who is in the group staff@district.example",
        "nobody named",
        "Google Groups",
      ],
      [
        "look",
        "contact@district.example (designated contact) can edit the Form.",
        "can read every report in it",
        "Add collaborators",
      ],
      [
        "ok",
        "lead@district.example (district lead) can edit the Form, to print records and hold drills: so they can read every report",
      ],
      ["wrong", "The Form takes no reports", "this Form and no other", "Set up", "set-up"],
      [
        "wrong",
        /^\d things in the Form are not as needed/,
        "this Form and no other",
        "Set up",
        "set-up",
      ],
      [
        "look",
        "2 triggers of admin@district.example too many",
        "at once",
        "make one anew",
        "fix-triggers",
      ],
      [
        "wrong",
        "Student safety register: 1 protection missing or changed",
        "known of a case",
        "Set up",
        "set-up",
      ],
      [
        "look",
        /^Student safety register: \d protections? with other people than Contacts say/,
        "known of a case",
        "correct them first",
        "fix-access",
      ],
      [
        "look",
        /^Student safety register, \w+: a protection that is not the desk's. Only these write there: admin@district.example, contact@district.example\.$/,
        "known of a case",
        "Protect sheets and ranges",
      ],
      [
        "ok",
        "Student safety register: the district's own tabs, columns and names are left alone: Journal for Log.",
      ],
    ],
  ],
  [
    "a desk whose clock and mail stand still",
    {
      events: [
        { fault: { call: "MailApp.sendEmail", when: "before", times: 20 } },
        { submit: usual },
        { submit: { ...usual, studentName: "Robin Vale" } },
        { account: { removeTrigger: { function: "onRegisterEdit" } } },
        noClock,
        { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
        { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
        { advance: "PT2H" },
        { sheet: { deleteRows: { tab: "cases", case: "26-0002" } } },
      ],
      before: (day) => day.allowMail(0),
    },
    [
      [
        "wrong",
        "The clock last read the Form Tue Sep 1",
        "that the triggers missed",
        "Choose Set up",
      ],
      ["wrong", /^\d triggers of admin@district.example missing\./, "at once", "Set up", "set-up"],
      ["wrong", "This account can send 0 more mails today.", "by mail", "until tomorrow"],
      [
        "wrong",
        /^\d+ messages waiting to be sent, the oldest since Tue Sep 1/,
        "by mail",
        "look into the register",
        "fix-mail",
      ],
      [
        "wrong",
        "1 report in the Form, not in the register, the oldest since Tue Sep 1",
        "Nobody acts",
        "choose Responses",
        "fix-unseen",
      ],
      ["look", "Typed and not taken in: 26-0001", "Nobody acts", "within 5 minutes", "fix-unseen"],
      ["wrong", "In Reports, and without a row in Cases: 26-0002.", "no row", "Version history"],
    ],
  ],
  [
    "tabs and columns that are gone",
    {
      events: [{ sheet: { deleteTab: "Log" } }],
      before: (day) => {
        const { id } = sheetsOf(day, "sealed");
        const plan = tabCells(day.workspace.store, id, "plan");
        const at = plan?.positions.get("byWhen") ?? -1;
        const rows = plan?.sheet.rows ?? [];
        for (const row of [0, 1]) rows[row] = without(rows[row] ?? null, at);
      },
    },
    [
      ["wrong", "Student safety register: 1 tab missing.", "known of a case", "Set up", "set-up"],
      [
        "wrong",
        "Student safety register (lead): columns are gone: Plan: By when.",
        "known of a case",
        "Set up",
        "set-up",
      ],
    ],
  ],
  [
    "what Google does not tell this account",
    {
      as: lead,
      assume: { ownText: "hidden", authorizedScopes: "null" },
      events: [{ share: { add: { who: "lead", file: "form", role: "editor" } } }],
    },
    [
      [
        "unseen",
        /^Whether the script that runs is version \S+ as it was built: cannot see\.$/,
        "who reads what",
        "SHA256SUMS",
      ],
      [
        "unseen",
        "Student safety register: whether a link or a domain opens it: cannot see.",
        "nobody named",
        "Restricted",
      ],
      [
        "wrong",
        "Student safety register (lead): this account cannot open it.",
        "known of a case",
        "look with that one",
      ],
      ["look", "lead@district.example has no triggers here.", "at once", "sign in as them"],
      ["ok", "The clock of admin@district.example last came Tue Sep 1"],
    ],
  ],
  [
    "a desk of an earlier version, not live, under accounts that are none of the district's",
    {
      rest: {
        directory: {
          ...whole.directory,
          settings: { ...settings, domains: "district.example" },
        },
      },
      before: (day) => {
        const { store } = day.workspace;
        const properties = scriptProperties(store);
        const kept = {
          [admin]: "ready",
          "desk@gmail.com": "ready",
          "it@elsewhere.example": "ready",
        };
        Object.assign(properties, { installers: JSON.stringify(kept), live: "no" });
        delete properties["sweepOk"];
        setMailAllowance(store, admin, 30);
        installTrigger(store, {
          id: "strange",
          kind: "edit",
          function: "onRegisterEdit",
          owner: admin,
          spreadsheetId: "another-file",
        });
        for (const { rows } of sheetsOf(day, "sealed").sheets) {
          const [keys = null] = rows;
          const at = keys?.values.findIndex((value) => /^schema:/.test(String(value))) ?? -1;
          rows[0] = without(keys, at);
        }
        const { file } = sheetsOf(day, "sealed");
        if (file !== undefined) file.trashed = true;
      },
    },
    [
      ["look", "Not in use yet", "not to rely on it", "press Go live"],
      [
        "wrong",
        "desk@gmail.com is a private Google account.",
        "owns every record",
        "Hand over here",
      ],
      [
        "look",
        "it@elsewhere.example is outside the domains",
        "owns every record",
        "Hand over here",
      ],
      [
        "look",
        "The clock has not read the Form yet.",
        "that the triggers missed",
        "press Look again",
      ],
      ["look", "This account can send 30 more mails today.", "by mail", "Send nothing else"],
      [
        "look",
        "1 trigger of admin@district.example for a file that is no register",
        "at once",
        "delete those for another file",
      ],
      [
        "look",
        "Student safety register (lead): made by an earlier version.",
        "known of a case",
        "Set up",
        "set-up",
      ],
      ["wrong", "Student safety register (lead): it is in the bin.", "nobody named", "Restore it"],
      ["look", "The clock of desk@gmail.com has not come yet.", "at once", "sign in as it"],
    ],
  ],
  [
    "one person everywhere, and an API that is off",
    {
      rest: {
        directory: {
          settings,
          contacts: [
            { role: "designated contact", name: "Lee", email: lead, administrator: true },
            { role: "district lead", name: "Lee", email: lead, administrator: true },
            { role: "alternate lead", name: "Lee", email: lead, administrator: true },
          ],
        },
      },
      events: [{ account: { turnOffService: "Drive" } }],
    },
    [
      ["wrong", "The alternate lead has the lead's address", "must not read it", "another person"],
      ["wrong", "The lead is every contact", "must not read it", "somebody else"],
      [
        "wrong",
        "Lead and alternate lead are contacts of the same school",
        "must not read it",
        "or as lead",
      ],
      [
        "wrong",
        "Every lead and alternate lead is ticked as an administrator",
        "must not read it",
        "no administrator",
      ],
      [
        "wrong",
        "Drive API is not switched on for this script.",
        "read or written",
        "Remove it and add it again",
      ],
      [
        "look",
        "Student safety register: not seen whether a link or a domain opens it: the Drive API is off.",
        "nobody named",
        "Restricted",
      ],
    ],
  ],
  [
    "a register that is nearly full",
    {
      before: (day) => {
        const { store } = day.workspace;
        const cases = tabCells(store, sheetsOf(day, "main").id, "cases");
        if (cases === null || cases === undefined) throw new Error("no tab");
        const { sheet, positions } = cases;
        const { gridProperties } = sheet.properties;
        const grid = { ...gridProperties, rowCount: 2_000 };
        sheet.properties = { ...sheet.properties, gridProperties: grid };
        const at = positions.get("case") ?? 0;
        for (let row = 0; row < 1_500; row += 1) {
          const values: (string | null)[] = [];
          for (let column = 0; column < at; column += 1) values.push(null);
          sheet.rows[2 + row] = { values: [...values, `20-${row}`] };
        }
      },
    },
    [
      [
        "look",
        "The register holds 1500 cases; it is made for 2000.",
        "no row",
        "Choose Roll over",
        "roll-over",
      ],
    ],
  ],
  [
    "a permission that was taken back",
    { events: [{ account: { revokeScope: "script.send_mail" } }] },
    [
      [
        "wrong",
        "A permission is missing that the script needs of admin@district.example. What does not work: sending mail",
        "owns every record",
        "myaccount.google.com",
      ],
    ],
  ],
];

test.each(situations)("%s", async (_, situation, wanted) => {
  const page = await pageIn(situation);
  expectLines(page, wanted);
});

test("nothing in a desk in order is wrong or to be looked at; the worst comes first, and what is fine is one line", async () => {
  const page = await pageIn({});
  expect(linesOn(page).filter(({ state }) => state === "wrong" || state === "look")).toEqual([]);
  const kinds = page.blocks.map((block) =>
    block.kind === "lines" ? (block.folded ?? block.lines[0]?.state) : block.kind,
  );
  expect(kinds).toEqual([
    "text",
    "heading",
    "text",
    "unseen",
    expect.stringMatching(/^In order: \d+$/),
  ]);
});

test("who does not run the desk has no button", async () => {
  const events = [
    { share: { add: { who: "lead", file: "form", role: "editor" } } },
    { form: { unpublish: true } },
    { share: { add: "stranger" } },
  ];
  const lines = linesOn(await pageIn({ as: lead, events }));
  expect(lines.some(({ text }) => text.startsWith("The Form takes no reports"))).toBe(true);
  expect(lines.filter(({ fix }) => fix !== undefined)).toEqual([]);
});

test("a proof of more than a year ago is to be renewed", async () => {
  const proved = (on: string): Situation => ({
    before: ({ workspace }) => {
      scriptProperties(workspace.store)["proved"] = JSON.stringify({ how: "probe", on });
    },
  });
  expectLines(await pageIn(proved("2025-09-01")), [["ok", "On 2025-09-01 the probe was run"]]);
  expectLines(await pageIn(proved("2025-08-31")), [
    [
      "look",
      "On 2025-08-31 the probe was run, as whoever went live said. That is more than a year ago.",
      "Google changes",
      "Run the probe",
    ],
  ]);
});

describe("the script that runs", () => {
  let dist = "";
  let code = "";
  beforeAll(async () => {
    dist = await builtBundle();
    code = readFileSync(join(dist, "Code.js"), "utf8");
  });

  test("carries the hash of its own text, outside that text; the check says the same", async () => {
    const seal = sealOf(code);
    const [, whole = ""] = /\((function wholeScript[\s\S]*^\})\)\("/m.exec(code) ?? [];
    expect(sha256(whole)).toBe(seal?.hash);
    expectLines(await pageIn({}), [
      ["ok", `Version ${seal?.version} runs as it was built: SHA-256 ${seal?.hash}.`],
    ]);
  });

  test("says so once somebody has changed it, by one character of a comment", () => {
    const changed = code.replace(/^ {2}\/\/ .*$/m, "$&!");
    expect(changed).not.toBe(code);
    const folder = mkdtempSync(join(tmpdir(), "changed-"));
    for (const name of readdirSync(dist)) copyFileSync(join(dist, name), join(folder, name));
    writeFileSync(join(folder, "Code.js"), changed);
    const start = Date.parse("2026-09-01T16:00:00Z");
    const workspace = openStage({ dist: folder, start, isAsleep: true });
    workspace.clickMenu("runCheck", admin);
    const page = new DialogPerson(workspace, admin).open();
    rmSync(folder, { recursive: true });
    if (page === null) throw new Error("no page");
    expectLines(page, [
      [
        "look",
        `The script that runs is not version ${sealOf(code)?.version} as it was built`,
        "who reads what",
        "Paste Code.gs of the release again",
      ],
    ]);
  });
});
