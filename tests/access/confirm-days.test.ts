/** Days on which a new lead, a new alternate lead or a second account waits until somebody else has confirmed the address. */

import { expect, test } from "vitest";
import {
  afterLook,
  noneConfirmed,
  refusalToConfirm,
} from "../../src/district/directory/confirmations";
import { Day } from "../day/day";
import { editContacts, minute, minutes, reportOnAnother } from "../day/events";
import { mails, openers } from "../day/look";
import { admin, alternate, contact, contactsRow, demoAnd, lead, spare } from "../day/people";
import { directoryOf, now, person } from "../district/rows";

const friend = "friend@district.example";
const more = "more@district.example";
const alternateOpens = contactsRow("alternate lead", alternate);
const begin = (...rows: readonly object[]) =>
  Day.begin({ directory: demoAnd(alternateOpens, ...rows) });

const setAlternate = (email: string, as: string, from = alternate) =>
  editContacts(from, { email }, as);
const tick = (email: string, as: string) => editContacts(email, { mayOpen: true }, as);
const reportAboutLead = {
  submit: reportOnAnother({ recipientMayBeInvolved: "lead", immediateDanger: "yes" }),
};
/** The page, with the address ticked. */
const confirm = (email: string, as: string) => ({
  menu: { name: "access", answers: { [`confirm ${email}`]: true } },
  as,
});
const said = (out: ReturnType<Day["play"]>) => out.pages.at(-1)?.text ?? "";
const readsSealed = (day: Day, who: string) => {
  const out = day.play(reportAboutLead, minutes(70));
  const opened = mails(out, "case-opened").flatMap(({ to }) => to);
  return opened.includes(who) && openers(out, "sealed-alternate").includes(who);
};

test("the alternate that a lead wrote reads nothing; the earlier one goes on, and people are told who waits", async () => {
  const day = await begin();
  day.play(setAlternate(friend, lead), minutes(70));
  const out = day.play(reportAboutLead, minutes(70));
  expect(openers(out, "sealed-alternate")).toEqual([admin, alternate]);
  expect(out.inbox.flatMap(({ to, case: of }) => (of === null ? [] : to))).not.toContain(friend);
  expect(mails(out, "case-opened").flatMap(({ to }) => to)).toContain(alternate);
  expect(mails(out, "confirmation-waits").flatMap(({ text }) => text)[0]).toContain(friend);
  expect(day.read("runCheck", admin)).toContain(`${friend} waits for a confirmation`);
});

test.each([
  ["the admin on the page", lead, confirm(friend, admin), true],
  ["a lead who did not type it", admin, tick(friend, lead), true],
  ["the lead who typed it", lead, tick(friend, lead), false],
  ["a contact on the page", lead, confirm(friend, contact), false],
  ["the admin who typed it, on the page", admin, confirm(friend, admin), false],
])("confirmed by %s", async (_who, typedBy, confirms, isConfirmed) => {
  const day = await begin();
  day.play(setAlternate(friend, typedBy), minutes(10));
  day.play(confirms, minutes(10));
  expect(readsSealed(day, friend)).toBe(isConfirmed);
});

test("the address itself confirms nothing", async () => {
  const day = await begin();
  day.play({ share: { add: { who: friend, file: "form" } }, as: "admin" });
  day.play(setAlternate(friend, lead), minutes(70), tick(friend, friend), confirm(friend, friend));
  expect(readsSealed(day, friend)).toBe(false);
});

test.each([
  ["a lead", { who: lead, goneAt: 0 }, true],
  ["a lead whom Contacts no longer names", { who: lead, goneAt: now - 1 }, false],
  ["the address itself, even as a lead that was", { who: friend, goneAt: 0 }, false],
])("in a row that the admin typed, a tick by %s", (_who, { who, goneAt }, isConfirmed) => {
  const kept = {
    ...noneConfirmed,
    leads: { [who]: { role: "district-lead", mayOpen: true, goneAt } },
    waiting: {
      [friend]: { by: [admin], since: now - 70 * minute, wasTicked: false, isTicked: false },
    },
  } as const;
  expect(refusalToConfirm(kept, friend, { who, isOwner: false }) === null).toBe(who !== friend);
  const directory = directoryOf({ contacts: [person("alternate lead", "", friend)] });
  const { ticked } = afterLook(kept, directory, { who, rows: [[2, 3]] }, now);
  expect(ticked).toEqual(isConfirmed ? [friend] : []);
});

test("an address that is mistyped and corrected needs no confirmation; two new ones wait for themselves", async () => {
  const day = await begin(contactsRow("alternate lead", more));
  day.play(
    setAlternate("altrnate@district.example", lead),
    minutes(10),
    setAlternate(alternate, lead, "altrnate@district.example"),
    minutes(70),
  );
  expect(day.read("runCheck", admin)).not.toContain("waits for a confirmation");
  day.play(setAlternate(friend, lead), setAlternate("two@district.example", lead, more));
  day.play(minutes(10), confirm(friend, admin), minutes(10));
  const words = day.read("runCheck", admin);
  expect(words).toContain("two@district.example waits for a confirmation");
  expect(words).not.toContain(`${friend} waits`);
});

test("where no one held the role before, a danger that names the lead is told without content", async () => {
  const day = await Day.begin({});
  day.play(
    editContacts(contact, { role: "alternate lead", email: friend }, lead),
    reportAboutLead,
    minutes(30),
  );
  const out = day.out();
  expect(mails(out, "case-opened")).toEqual([]);
  expect(out.inbox.some(({ text }) => /waiting that no one has read/.test(text))).toBe(true);
});

test("a second account: not before Contacts names it as admin alone and somebody else confirms it", async () => {
  const day = await begin();
  const isIn = () => openers(day.out(), "sealed").includes(spare);
  day.play({ share: { add: { who: spare, file: "form" } }, as: "admin" });
  expect(day.read("setUp", spare)).toMatch(/waits until someone else confirms it/);
  expect(said(day.play(confirm(spare, admin)))).toMatch(/not possible today/);
  day.play(minutes(70));
  expect(isIn()).toBe(false);

  // Named, and still waiting, until a lead ticks it.
  day.play(editContacts(contact, { role: "district admin", email: spare }, "admin"), minutes(15));
  expect(isIn()).toBe(false);
  day.play(editContacts(spare, { mayOpen: false }, "lead"), tick(spare, "lead"), minutes(15));
  expect(isIn()).toBe(true);
  expect(day.read("setUp", spare)).toContain(`${admin} runs the system too`);
  expect(day.read("runCheck", admin)).not.toMatch(/waits for a confirmation|does not name it/);
});

const adminRow = contactsRow("district admin", spare, { mayOpen: false });
const shareForm = { share: { add: { who: spare, file: "form" } }, as: "admin" };

test.each([
  ["a lead's tick", lead, true],
  ["the admin's own tick", admin, false],
])("an account that Contacts named from the beginning joins by %s", async (_what, who, isIn) => {
  const day = await begin(adminRow);
  day.play(shareForm);
  day.read("setUp", spare);
  day.play(minutes(10), tick(spare, who), minutes(15));
  expect(openers(day.out(), "sealed").includes(spare)).toBe(isIn);
});

test.each([
  ["is told only", contactsRow("told only", spare, { mayOpen: false })],
  ["is an administrator", contactsRow("district admin", spare, { administrator: true })],
])("an account that also %s does not join by a lead's tick", async (_what, row) => {
  const day = await begin(row, adminRow);
  day.play(shareForm);
  day.read("setUp", spare);
  day.play(minutes(10), confirm(spare, admin), tick(spare, lead), minutes(15));
  expect(openers(day.out(), "sealed")).not.toContain(spare);
});

test("an account that stopped waits for a confirmation once it chooses Set up again", async () => {
  const day = await begin(adminRow);
  day.play(shareForm);
  day.read("setUp", spare);
  day.play(minutes(10), tick(spare, lead), minutes(15));
  expect(day.read("setUp", spare)).toContain(`${admin} runs the system too`);
  day.play(minutes(15));
  expect(day.choose("stopAccount", spare)).toMatch(/stops as soon as/);
  day.play(minutes(70));
  expect(openers(day.out(), "sealed")).not.toContain(spare);
  expect(day.read("setUp", spare)).toMatch(/waits until someone else confirms it/);
  day.play(minutes(70));
  expect(openers(day.out(), "sealed")).not.toContain(spare);
});

test("an account that owns the files and is ticked does not join by itself while another one runs", async () => {
  const day = await begin(adminRow);
  day.play(shareForm, { account: { transferFiles: { of: admin, to: spare } } }, minutes(10));
  day.play(tick(spare, lead));
  expect(day.read("setUp", spare)).toMatch(/^Error: not-confirmed: /);
});

test("an admin whom a lead makes the alternate lead is not confirmed by that lead", async () => {
  const day = await begin(adminRow);
  day.play(editContacts(alternate, { role: "backup contact" }, admin), minutes(10));
  day.play(editContacts(spare, { role: "alternate lead", mayOpen: false }, lead), minutes(10));
  day.play(tick(spare, lead), minutes(10));
  expect(readsSealed(day, spare)).toBe(false);
});

test("an account that a sealed report excludes is confirmed in the same words, and is never let in", async () => {
  const day = await begin();
  day.play(
    { submit: reportOnAnother({ recipientMayBeInvolved: "contact" }) },
    minutes(10),
    editContacts(contact, { role: "district admin" }, "lead"),
    { share: { add: { who: contact, file: "form" } }, as: "admin" },
  );
  expect(day.read("setUp", contact)).toMatch(/waits until someone else confirms it/);
  expect(said(day.play(confirm(contact, admin)))).toMatch(/not possible today/);
  // Before the clock has looked at it.
  day.read("setUp", admin);
  expect(openers(day.out(), "sealed")).not.toContain(contact);
  day.play(minutes(130));
  for (const file of ["sealed", "sealed-lead", "sealed-alternate"] as const)
    expect(openers(day.out(), file)).not.toContain(contact);
});
