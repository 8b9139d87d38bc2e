/** Days on which people gain and lose access, played through the built script: who can open what, and who is told (design 2.11). */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { mails, mailTo, type Output, openers, wordsOf } from "../day/look";
import { admin, backup, contact, lead, stranger } from "../day/people";
import { situation } from "../day/situation";

const lines = (out: Output) =>
  out.activity
    .filter(({ what }) => /^(access|sharing)-/.test(String(what)))
    .map(({ what, from, to }) => [what, from ?? to]);

test("people added, changed and removed in Contacts, and one added in Sheets", async () => {
  const out = await situation("access-people");

  // Agencies, unticked rows, students and outsiders never get in.
  expect(openers(out, "main")).toEqual([admin, lead, "bo@district.example"]);
  expect(openers(out, "sealed")).toEqual([admin, lead]);

  // Each change is one line, the removed first.
  expect(lines(out)).toEqual([
    ["access-removed", contact],
    ["access-removed", "s1234@district.example"],
    ["access-added", backup],
    ["access-removed", backup],
    ["access-added", "bo@district.example"],
  ]);

  // Lead and admin are told each time, no one else, and no student's address is in a mail.
  expect(mails(out, "desk-notice").flatMap(({ to }) => to)).toEqual([lead, admin, lead, admin]);
  const [first = ""] = mailTo(out, lead).map(({ text }) => text);
  expect(first).toContain("backup@district.example");
  expect(first).toContain("1 address, not staff");
  for (const mail of mails(out, "desk-notice"))
    expect(wordsOf(mail)).not.toMatch(/s1234|Pupil|Casey/);

  // A refused person has the reason beside the row; an unticked one has none.
  const problem = (email: string) => {
    const { problem: words = null } = out.contacts.find((row) => row["email"] === email) ?? {};
    return words;
  };
  expect(problem("s1234@district.example")).toMatch(/Email: A staff address/);
  expect(problem("olly@elsewhere.example")).toMatch(/Email: A staff address/);
  expect(problem(contact)).toBeNull();

  // Nothing failed, and an hour in which nothing changes tells no one.
  expect(mails(out, "desk-notice").every(({ at }) => at < "2026-09-01T18:10")).toBe(true);
});

test("what Google refuses is told once, tried again each hour, and told when it worked", async () => {
  const out = await situation("access-refused", { isEachTick: true });
  expect(lines(out)).toEqual([
    ["access-not-removed", contact],
    ["access-removed", contact],
  ]);
  expect(mails(out, "desk-notice")).toHaveLength(4);
  expect(mails(out, "desk-notice")[0]?.text).toContain(
    "Still able to open it, and should not be".toUpperCase(),
  );
  expect(openers(out, "main")).not.toContain(contact);
});

test("a link that opens the register is told once, and its end written down; who was only let look is out again", async () => {
  const out = await situation("access-link");
  expect(lines(out)).toEqual([
    ["sharing-open", null],
    ["access-removed", stranger],
    ["sharing-closed", null],
  ]);
  expect(mails(out, "desk-notice").map(({ message, to }) => [message, ...to])).toEqual([
    ["desk-notice", lead],
    ["desk-notice", admin],
    ["desk-notice", lead],
    ["desk-notice", admin],
  ]);
  expect(openers(out, "main")).not.toContain(stranger);
});
const bo = "bo@district.example";

test("a run is cut off between taking away and letting in: a later one tells all of it, once", async () => {
  const day = await Day.begin({ directory: { settings: { domains: ["district.example"] } } });
  const next = () => day.workspace.fault({ call: "Spreadsheet.addEditor", when: "stop" });
  day.workspace.atCall("Spreadsheet.removeEditor", next, { when: "after" });
  const out = day.play(
    { edit: { tab: "contacts", key: backup, set: { email: bo } }, as: "lead" },
    { advance: "PT3H" },
  );
  expect(out.runs.filter(({ ok }) => !ok)).toHaveLength(1);
  expect(openers(out, "main")).toContain(bo);
  expect(openers(out, "main")).not.toContain(backup);
  expect(lines(out)).toEqual([
    ["access-removed", backup],
    ["access-added", bo],
  ]);
  expect(mails(out, "desk-notice").flatMap(({ to }) => to)).toEqual([lead, admin]);
  for (const { text } of mails(out, "desk-notice"))
    expect([text.includes(backup), text.includes(bo)]).toEqual([true, true]);
});

test("a sealed register follows its reader, tells that reader alone while a case is open, and leaves no line in the main one", async () => {
  const out = await situation("access-sealed");
  expect(openers(out, "sealed")).toEqual([admin, "nell@district.example"]);
  const sealed = mails(out, "access-changed").filter(({ text }) => !text.includes(contact));
  expect(sealed.map(({ to }) => to)).toEqual([["nell@district.example"]]);
  expect(JSON.stringify(out.cells)).not.toContain("sealed");
});
