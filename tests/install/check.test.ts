/** The check and the page of who can open what, through the bundle: what each finding says once the thing is wrong. */
import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/dialog-acts";
import { addresses, demoDirectory } from "../../scripts/play/directory";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import type { Page } from "../../src/dialog/page";
import { Day } from "../situations/day-stage";

/** Lines as "state text", after the events. */
async function linesAfter(
  events: readonly unknown[],
  { rest = {}, fn = "runCheck", as = addresses.admin as string, before = (_: Day) => {} } = {},
): Promise<readonly string[]> {
  const day = await Day.begin(rest);
  day.play(...events);
  before(day);
  return linesOf(pageOf(day, fn, as));
}

function pageOf(day: Day, fn: string, as: string = addresses.admin): Page {
  const { ok, error } = day.workspace.clickMenu(fn, as);
  const page = ok ? new DialogPerson(day.workspace, as).open() : null;
  if (page === null) throw new Error(`no page: ${error ?? ""}`);
  return page;
}

function linesOf({ blocks }: Page): readonly string[] {
  return blocks.flatMap((block) =>
    block.kind === "lines" ? block.lines.map(({ state, text }) => `${state} ${text}`) : [],
  );
}

const tenMinutes = { advance: "PT10M" };
const settings = { retentionYears: 7, studentDomains: "students.district.example" };
const alternate = {
  role: "alternate lead",
  name: "Alex Alternate",
  email: "alternate@district.example",
};
/** Nothing left to do but what no script can see. */
const whole = {
  directory: { contacts: [...demoDirectory.contacts, alternate], settings },
};

const unseen = [
  "unseen Whether admin@district.example is a role account, of no person, with 2-Step Verification: cannot see.",
  "unseen Whether a link or a folder lets people edit the Form: cannot see.",
  "unseen Who may send reports: cannot see.",
  "unseen Whether the registers and the Form lie in a folder or a shared drive that others open: cannot see.",
];

test("a desk in order: nothing wrong, and a look only at what no script can see", async () => {
  const lines = await linesAfter([tenMinutes], { rest: whole });
  expect(lines.filter((line) => !line.startsWith("ok "))).toEqual([...unseen]);
});

describe("what is wrong is named", () => {
  test.each<[string, readonly unknown[], string, object?]>([
    [
      "one person is designated contact and lead",
      [],
      "look In Contacts, row 4 contradicts a row above.",
      {
        directory: {
          contacts: [
            { role: "designated contact", name: "Pat", email: "lead@district.example" },
            { role: "district lead", name: "Pat", email: "lead@district.example" },
          ],
        },
      },
    ],
    [
      "a trigger is gone",
      [{ account: { removeTrigger: { function: "onFormSubmit" } } }],
      "wrong 1 trigger of admin@district.example missing.",
    ],
    [
      "the clock has not come for hours",
      [tenMinutes, { account: { removeTrigger: { function: "onClock" } } }, { advance: "PT2H" }],
      "wrong The clock last read the Form Tue Sep 1, 9:10 AM: more than an hour ago.",
    ],
    [
      "a link opens the register",
      [{ share: { link: "anyone" } }],
      "wrong Student safety register: anyone with the link, or a whole domain, can open it.",
    ],
    [
      "somebody was let in by hand",
      [{ share: { add: "stranger" } }],
      "wrong Can open the register, not ticked in Contacts: stranger@elsewhere.example.",
    ],
    [
      "somebody who is ticked was taken out",
      [{ share: { remove: "contact" } }],
      "look Ticked in Contacts, cannot open the register yet: contact@district.example.",
    ],
    [
      "a tab was deleted",
      [{ sheet: { deleteTab: "Log" } }],
      "wrong Student safety register: 1 tab missing.",
    ],
    [
      "the row of a case was deleted",
      [
        { submit: { school: "North High", factors: ["substance-abuse-history"] } },
        { sheet: { deleteRows: { tab: "cases", case: "26-0001" } } },
      ],
      "wrong In Reports, and without a row in Cases: 26-0001.",
    ],
    [
      "the Form is not published",
      [{ form: { unpublish: true } }],
      "wrong The Form takes no reports: it is unpublished or closed.",
    ],
    [
      "a question is gone",
      [{ form: { deleteQuestion: "facts" } }],
      "wrong 2 things in the Form are not as needed: a question, its choices or a setting.",
    ],
    [
      "a contact may edit the Form",
      [{ share: { add: { who: "contact", file: "form", role: "editor" } } }],
      "look contact@district.example (designated contact) can edit the Form.",
    ],
    [
      "nothing is chosen",
      [],
      "wrong The years that a closed case is kept are not chosen.",
      { directory: {} },
    ],
    [
      "no alternate lead",
      [],
      "wrong No alternate lead: a report that names the lead would have no reader.",
      { directory: {} },
    ],
    [
      "a school without a contact, an agency without a number, a cell that cannot be read",
      [],
      "wrong No designated contact for: North High, South Middle.",
      { directory: { contacts: [{ role: "probation", name: "Juvenile Probation", phone: "?" }] } },
    ],
    [
      "a pattern of an earlier version is left in Settings",
      [],
      "wrong In Settings, row 21 cannot be used.",
      { directory: { settings: { ...settings, studentIdPattern: "[0-9]{6}" } } },
    ],
    [
      "the same day, its agencies",
      [],
      "wrong No number for child and family services, law enforcement, probation, a victim advocate.",
      { directory: { contacts: [{ role: "probation", name: "Juvenile Probation", phone: "?" }] } },
    ],
    [
      "the same day, its cells",
      [],
      "wrong 2 cells in Contacts, Schools or Settings cannot be used.",
      { directory: { contacts: [{ role: "probation", name: "Juvenile Probation", phone: "?" }] } },
    ],
  ])("%s", async (_, events, line, rest = whole) => {
    expect(await linesAfter(events, { rest: rest as Record<string, unknown> })).toContain(line);
  });

  test("no mail can be sent any more", async () => {
    const before = (day: Day) => setMailAllowance(day.workspace.store, addresses.admin, 0);
    const lines = await linesAfter([], { before });
    expect(lines).toContain("wrong This account can send 0 more mails today.");
  });

  test("a part that Google does not answer says so and keeps no other from its turn", async () => {
    const before = (day: Day) =>
      day.workspace.fault({
        call: "MailApp.getRemainingDailyQuota",
        when: "before",
        nth: 1,
        times: 1,
      });
    const lines = await linesAfter([tenMinutes], { rest: whole, before });
    expect(lines.filter((line) => line.startsWith("wrong"))).toEqual([
      "wrong One thing could not be looked at. A service of Google failed, and nothing of yours is known to be the cause.",
    ]);
  });
});

describe("what no script can see", () => {
  const foldersLine = (page: Page) =>
    linesOf(page).find((line) => line.includes("lie in a folder or a shared drive"));

  async function attesting() {
    const day = await Day.begin(whole);
    day.play(tenMinutes);
    const person = new DialogPerson(day.workspace, addresses.admin);
    const asked = person.press(pageOf(day, "runCheck"), "attest");
    const say = (over: Readonly<Record<string, string>>) => person.press(asked, "attest", over);
    return { day, asked, say };
  }

  test("whoever looked says so with the day; it is kept with the account, and good for a year", async () => {
    const { day, asked, say } = await attesting();
    expect(asked.values).toEqual({
      "account admin@district.example": "",
      "form-editors": "",
      audience: "",
      folders: "",
      seenOn: "2026-09-01",
    });
    const page = say({ folders: "yes", seenOn: "2026-08-31" });
    expect(foldersLine(page)).toBe(
      "ok Whether the registers and the Form lie in a folder or a shared drive that others open: admin@district.example looked on 2026-08-31, and said that it is as it should be.",
    );
    expect(day.out().activity.map(({ who, what, to }) => [who, what, to])).toContainEqual([
      addresses.admin,
      "attested",
      "folders: 2026-08-31",
    ]);
    day.sleep("P365D");
    expect(foldersLine(pageOf(day, "runCheck"))).toBe(
      "unseen Whether the registers and the Form lie in a folder or a shared drive that others open: cannot see. Last looked at on 2026-08-31, more than a year ago.",
    );
  });

  test.each([
    [{ seenOn: "yesterday", folders: "yes" }, "Write the day like 2026-09-01."],
    [{ seenOn: "2026-09-02", folders: "yes" }, "That day is still to come."],
    [
      { seenOn: "2025-08-31", folders: "yes" },
      "That is more than a year ago. Do it again: Google changes.",
    ],
    [{}, "Tick what you looked at."],
    [{ retentionYears: "yes", "account nobody in particular": "yes" }, "Tick what you looked at."],
  ])("%o is not taken", async (over, words) => {
    const { day, say } = await attesting();
    const page = say(over as Record<string, string>);
    expect(page.errors).toEqual({ seenOn: words });
    expect(day.out().activity.filter(({ what }) => what === "attested")).toEqual([]);
  });
});

describe("somebody else looks: the lead, who may edit the Form", () => {
  const events = [tenMinutes, { share: { add: { who: "lead", file: "form", role: "editor" } } }];

  test("the check says whose triggers it cannot see, and what this account may not open", async () => {
    const lines = await linesAfter(events, { rest: whole, as: addresses.lead });
    expect(lines).toContain("look lead@district.example has no triggers here.");
    expect(lines.join("\n")).toMatch(/ok The clock of admin@district.example last came Tue Sep 1/);
    expect(lines).toContain("wrong Student safety register (lead): this account cannot open it.");
    expect(lines.join("\n")).toContain(
      "unseen Student safety register: whether a link or a domain opens it: cannot see.",
    );
  });
});

describe("who can open what", () => {
  const rowsOf = (page: Page) =>
    page.blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
  const notesOf = (page: Page) =>
    page.blocks.flatMap((block) =>
      block.kind === "table" ? Object.values(block.notes ?? {}) : [],
    );

  test("each file, each person, and why; whoever is not meant to be there stands out", async () => {
    const day = await Day.begin(whole);
    day.play({ share: { add: "stranger" } });
    const page = pageOf(day, "whoCanOpen");
    expect(rowsOf(page)).toEqual([
      ["Student safety register", "admin@district.example", "Owns the file"],
      ["Student safety register", "contact@district.example", "Ticked in Contacts"],
      ["Student safety register", "backup@district.example", "Ticked in Contacts"],
      ["Student safety register", "lead@district.example", "Ticked in Contacts"],
      ["Student safety register", "stranger@elsewhere.example", "Not named by Contacts"],
      ["Student safety register (lead)", "admin@district.example", "Owns the file"],
      ["Student safety register (lead)", "lead@district.example", "Once a report needs it"],
      ["Student safety register (alternate lead)", "admin@district.example", "Owns the file"],
      [
        "Student safety register (alternate lead)",
        "alternate@district.example",
        "Once a report needs it",
      ],
    ]);
    expect(notesOf(page)).toEqual(["Who let them in? The clock puts this right within the hour."]);
  });

  test("it reads the same whether or not a sealed report is there", async () => {
    const sealed = {
      school: "North High",
      recipientMayBeInvolved: "contact",
      factors: ["frequently-absent"],
    };
    const quiet = await Day.begin(whole);
    quiet.play({ advance: "PT3H" });
    const day = await Day.begin(whole);
    day.play({ submit: sealed }, { advance: "PT3H" });
    const letIn = { file: "sealed", who: addresses.lead, role: "editor" };
    expect(day.out().access, "the lead was let in").toContainEqual(letIn);
    expect(rowsOf(pageOf(day, "whoCanOpen"))).toEqual(rowsOf(pageOf(quiet, "whoCanOpen")));
  });
});
