/**
 * Contacts change while cases are open. The person who is then responsible is told, and so is the lead, before anyone loses access
 * (design 2.6). Who is responsible: case/responsible.
 */
import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { alreadyMade, editContacts, editOf, reportOn } from "../day/events";
import { expectNoStudentData, mails, mailTo, type Output, openers } from "../day/look";
import { backup, contact, contactsRow, lead, south } from "../day/people";

const next = "next@district.example";
const people = {
  contact: contactsRow("designated contact", contact, { school: "North High" }),
  backup: contactsRow("backup contact", backup, { school: "North High" }),
  south: contactsRow("designated contact", south, { school: "South Middle" }),
  lead: contactsRow("district lead", lead),
};
const agencies = demoDirectory.contacts.slice(4);
const begin = (rows: readonly object[] = Object.values(people)) =>
  Day.begin({ directory: { contacts: [...rows, ...agencies] } });
const rowan = reportOn("Rowan Pine", "730194");
const robin = reportOn("Robin Lake", "840277");
const acknowledge = (reference: string, as = "contact") =>
  editOf(reference, { acknowledged: true }, as);
const change = (email: string, set: object) => editContacts(email, set, "lead");
/** Only whoever owns the register deletes a row: a lead empties it. */
const gone = (email = contact) => ({ sheet: { deleteRows: { tab: "contacts", key: email } } });
/** Long enough for the next look at open cases. */
const look = { advance: "PT35M" };
/** Long enough for the hourly look at who may open the register. */
const later = { advance: "PT75M" };

/** "kind to case" of the mails about cases that somebody else has. */
const told = (out: Output) =>
  out.inbox
    .filter(({ message }) => message === "case-given" || message === "contact-left")
    .map(({ message, to, case: of }) => `${message} ${to.join()} ${of}`);
const givenIn = (out: Output) =>
  out.activity
    .filter(({ what }) => what === "case-given")
    .map(({ case: of, from, to }) => `${of} ${from} ${to}`);

test.each<readonly [string, readonly object[], string, boolean]>([
  ["their row is deleted", [gone()], backup, true],
  ["May open is unticked", [change(contact, { mayOpen: false })], backup, true],
  ["they are at another school", [change(contact, { school: "South Middle" })], backup, false],
  ["their row has another address", [change(contact, { email: next })], next, true],
])("a contact leaves while a case is open: %s", async (_how, events, to, isOut) => {
  const day = (await begin()).reach(rowan, acknowledge("26-0001"), look);
  const out = day.playClean(...events, look);
  expect(out.cases).toMatchObject([{ contact: to, acknowledged: false, acknowledgedBy: null }]);
  expect(told(out)).toEqual([`case-given ${to} 26-0001`, `contact-left ${lead} null`]);
  const [mail] = mails(out, "contact-left");
  expect(mail?.text).toMatch(
    /Until now: contact@[\s\S]*Case 26-0001: the (backup|designated) contact/,
  );
  expect(mails(out, "case-given")[0]?.text).toMatch(/CALL NOW[\s\S]*you are responsible/);
  expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "North High"]);
  const after = day.playClean(later);
  expect(givenIn(after)).toHaveLength(1);
  expect(openers(after, "main").includes(contact)).toBe(!isOut);
  const ended = after.activity.find(({ what }) => what === "access-removed")?.["at"];
  if (isOut) expect(String(mail?.at) < String(ended)).toBe(true);
  expect(mailTo(after, contact).filter(({ at }) => at > String(mail?.at))).toEqual([]);
});

test("of several cases the lead gets one list; closed ones and those of other schools stay", async () => {
  const day = await begin();
  const out = day.playClean(
    rowan,
    robin,
    reportOn("Sky Brook", "951362"),
    reportOn("Ash Field", "662104", { school: "South Middle" }),
    ...alreadyMade(
      "26-0003",
      "call-child-and-family-services",
      "submit-mandated-report",
      "involve-law-enforcement",
    ),
    { edit: { case: "26-0003", set: { closeReason: "agency-took-over" } } },
    { edit: { case: "26-0003", set: { leadAgreed: true } }, as: "lead" },
    { edit: { case: "26-0003", set: { status: "closed" } } },
    gone(),
    look,
  );
  expect(out.cases.map(({ contact: who }) => who)).toEqual([backup, backup, contact, south]);
  expect(told(out)).toEqual([
    `case-given ${backup} 26-0001`,
    `case-given ${backup} 26-0002`,
    `contact-left ${lead} null`,
  ]);
  expect(mails(out, "contact-left")[0]?.text).toMatch(
    /26-0001: the backup[\s\S]*26-0002: the backup/,
  );
  const asked = day.play({ advance: "PT4H10M" });
  const ofBackup = mails(asked, "case-escalated").filter(({ case: of }) => of !== "26-0004");
  expect(ofBackup.map(({ to, case: of }) => [of, ...to])).toEqual([
    ["26-0001", lead],
    ["26-0002", lead],
  ]);
});

test("a contact returns to Contacts: the case is theirs again, and all three are told", async () => {
  const day = await begin();
  day.play(rowan, change(contact, { mayOpen: false }), look, acknowledge("26-0001", "backup"));
  const out = day.playClean(change(contact, { mayOpen: true }), look);
  expect(out.cases).toMatchObject([{ contact, acknowledged: false }]);
  expect(told(out).slice(2)).toEqual([
    `case-given ${contact} 26-0001`,
    `contact-left ${lead} null`,
    `contact-left ${backup} null`,
  ]);
});

test("a case assigned to a colleague who leaves is the contact's again, and can be worked on", async () => {
  const assign = { edit: { case: "26-0001", set: { assignedTo: south } }, as: "contact" };
  const day = await begin();
  const out = day
    .reach(rowan, assign, acknowledge("26-0001", south), look)
    .play(gone(south), look, { edit: { case: "26-0001", set: { notes: "Called." } } });
  expect(out.cases).toMatchObject([
    { contact, assignedTo: null, acknowledged: false, notes: "Called." },
  ]);
  expect(told(out).slice(1)).toEqual([
    `case-given ${contact} 26-0001`,
    `contact-left ${lead} null`,
  ]);
});
