/**
 * Who reads a sealed report in unusual situations: people are away, excluded or new, no one is left, or files were shared by hand
 * (design 2.11).
 */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { wordsOf } from "../../src/languages/languages";
import type { RegisterName } from "../../src/ports";
import { Day } from "../day/day";
import { editContacts, editOf, first, minutes, setUp, submit } from "../day/events";
import { kinds, mails, mailTo, type Output, recipients } from "../day/look";
import {
  admin,
  alternate,
  backup,
  contact,
  contactsRow,
  lead,
  spare,
  stranger,
} from "../day/people";

const words = wordsOf("en").sentences;
const nell = "nell@district.example";
const usual = [
  contactsRow("designated contact", contact),
  contactsRow("backup contact", backup),
  contactsRow("district lead", lead),
  contactsRow("alternate lead", alternate),
  contactsRow("district admin", admin),
];
const agencies = demoDirectory.contacts.filter(({ role }) => /services|enforcement/.test(role));
const isAway = (who: string) =>
  usual.map((one) => (one.email === who ? { ...one, awayFrom: "2026-08-24" } : one));

const begin = (people: readonly object[] = usual) =>
  // The hour since set-up is of no matter here.
  Day.begin({ directory: { contacts: [...people, ...agencies] } }, {}, true);

const sent = (involved: string, more: object = {}) =>
  submit({ concerns: ["suspected-victim"], recipientMayBeInvolved: involved, ...more });
const other = { studentName: "Ash Grove", studentId: "730196" };
const shares = (who: string, file: string) => ({ share: { add: { who, file } }, as: "admin" });
const leadIs = (who: string) => editContacts(lead, { email: who });
/** A new lead or alternate lead waits until a lead who did not type the address ticks it (design 2.11). */
const confirmedBy = (as: string, who: string) => [
  minutes(10),
  editContacts(who, { mayOpen: true }, as),
  minutes(10),
];
const noAlternate = editContacts(alternate, { role: "probation" });
const acknowledged = (as: string) => editOf(first, { acknowledged: true }, as, "sealed");
const lost = (register: string) =>
  ["reports", "checklist", "cases"].map((tab) => ({
    sheet: { deleteRows: { tab, case: first, register } },
    as: "admin",
  }));

const registersOf = (out: Output) => out.cases.map(({ register }) => register);
const readersOf = (out: Output) => out.cases.map(({ register, contact: of }) => [register, of]);
/** Registers that somebody may open. */
const filesOf = (out: Output, who: string) =>
  out.access.flatMap((one) => (one.who === who && one.file !== "form" ? one.file : []));
/** Whom the protections of a register let write. */
const writersOf = (day: Day, name: RegisterName) =>
  day
    .register(name)
    .sheets.flatMap(({ protectedRanges }) => protectedRanges)
    .flatMap(({ editors }) => editors?.users ?? []);
const waits = (out: Output) => out.inbox.filter(({ text }) => /no one has read/.test(text));
/** Mail of a case, or that one waits: all that a sealed report brings about. */
const toldOf = (out: Output, who: string) =>
  mailTo(out, who).filter(({ cases, text }) => cases.length > 0 || /no one has read/.test(text));

describe("who is told and asked at once", () => {
  const danger = { immediateDanger: "yes" };
  const [open, asked] = ["case-opened", "review-needed"];

  test.each<[string, readonly object[], object, string, string]>([
    ["no danger: both, and the lead is asked", usual, {}, open, asked],
    ["the lead is away: the alternate lead is asked", isAway(lead), {}, asked, open],
    ["danger, and one is away", isAway(alternate), danger, open, open],
  ])("%s", async (_name, people, more, ofLead, ofAlternate) => {
    const out = (await begin(people)).play(sent("contact", more));
    expect(registersOf(out)).toEqual(["sealed"]);
    expect(kinds(toldOf(out, lead))).toEqual([ofLead]);
    expect(kinds(toldOf(out, alternate))).toEqual([ofAlternate]);
    for (const one of [contact, backup, admin]) expect(toldOf(out, one)).toEqual([]);
  });
});

const ofReader = (set: object) => editOf(first, set, "lead", "sealed-lead");
const taken = ofReader({ acknowledged: true });
const mistaken = { closeReason: "entered-by-mistake", notes: "A namesake." };
const closed = [mistaken, { leadAgreed: true }, { status: "closed" }].map(ofReader);
test.each<[string, readonly object[]]>([
  ["delivered again once roles and absences are others", [noAlternate]],
  ["acknowledged, and delivered again a day later", [taken, noAlternate, { advance: "P1D" }]],
  ["closed, and delivered again a day later", [...closed, noAlternate, { advance: "P1D" }]],
  [
    "its rows lost, and delivered again",
    [noAlternate, minutes(70), ...lost("sealed-lead"), minutes(11)],
  ],
])(
  "a report that comes back stays in the register whose people were told of it: %s",
  async (_name, since) => {
    const day = await begin();
    day.every = 240;
    expect(registersOf(day.play(sent("alternate-lead")))).toEqual(["sealed-lead"]);
    const out = day.play(...since, { deliverAgain: 0 }, minutes(90));
    expect(out.reports.map(({ register }) => register)).toEqual(["sealed-lead"]);
  },
);

test("a sealed report stays sealed where Google no longer gives the answer that made it so", async () => {
  const day = await begin();
  day.play(sent("contact"), minutes(12));
  const asks = day.form().items.find(({ title }) => title === words["ask-recipientMayBeInvolved"]);
  delete day.form().responses[0]?.answers[String(asks?.id)];
  const out = day.play({ deliverAgain: 0 }, minutes(90));
  expect(out.reports.map(({ register }) => register)).toEqual(["sealed"]);
  expect(mailTo(out, contact).filter(({ cases }) => cases.length > 0)).toEqual([]);
});

test("one person under two roles, the lead and a backup contact of that school: nothing reaches that address under any role, and they lose nothing by it", async () => {
  const people = usual.filter(({ email }) => email !== backup);
  const both = contactsRow("backup contact", lead, { school: "North High" });
  const day = await begin([...people, both]);
  const out = day.play(sent("not-sure"), { advance: "PT3H" });
  expect(registersOf(out)).toEqual(["sealed-alternate"]);
  expect(toldOf(out, lead)).toEqual([]);
  expect(filesOf(out, lead)).toEqual(["main", "sealed", "sealed-lead"]);
  // Of another school they read it.
  const next = day.play(sent("not-sure", { ...other, school: "South Middle" }));
  expect(registersOf(next)).toContain("sealed");
  expect(toldOf(next, lead).length).toBeGreaterThan(0);
});

test.each<[string, unknown]>([
  ["is ticked administrator", true],
  ["has a tick that no one can read", "perhaps"],
])(
  "a row that %s excludes its address, also where it has no role",
  async (_name, administrator) => {
    const day = await begin([...usual, contactsRow("", lead, { administrator })]);
    const out = day.play(sent("administrator"), minutes(90));
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(toldOf(out, lead)).toEqual([]);
  },
);

describe("both leads are excluded", async () => {
  const alsoContacts = [
    contactsRow("designated contact", lead),
    contactsRow("backup contact", alternate),
  ];
  const day = await begin([...alsoContacts, ...usual.slice(2)]);
  const told = day.playClean(sent("contact"));
  day.every = 120;
  const later = day.play({ advance: "PT6H" });

  test("district-level people are told at once that it waits, with the numbers and nothing of it", () => {
    expect(told.inbox.map(({ to }) => to)).toEqual([[admin]]);
    const text = told.inbox[0]?.text;
    expect(text).toContain("(415) 473-7153");
    expect(text).toContain("No one in Contacts may read this report");
    expect(text).not.toMatch(/Rowan|730194|North High|suspected|involved/i);
    expect(told.cases).toEqual([]);
    expect(day.form().responses).toHaveLength(1);
  });

  test("once a day, not with each run of the clock", () => {
    expect(waits(later)).toHaveLength(1);
    day.sleep("PT16H");
    expect(waits(day.play({ advance: "PT3H" }))).toHaveLength(2);
  });

  test("whom it excluded when it came stays excluded, also as a contact no more", () => {
    // The first row with that address: the backup contact's.
    const out = day.play(editContacts(alternate, { email: nell }), minutes(11));
    expect(registersOf(out)).toEqual([]);
    expect(toldOf(out, alternate)).toEqual([]);
  });

  test("as soon as Contacts name a reader, and the former one is out, that one has it", () => {
    const al = "al@district.example";
    day.play(editContacts(alternate, { email: al }), ...confirmedBy("lead", al));
    const out = day.play({ advance: "PT5H" });
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(toldOf(out, al).length).toBeGreaterThan(0);
    expect(toldOf(out, lead)).toEqual([]);
    expect(filesOf(out, alternate)).toEqual([]);
  });
});

const ofLeads = (role: string) => [contactsRow(role, lead), contactsRow(role, alternate)];
const leadsAlone = [...ofLeads("backup contact"), ...usual.slice(2, 4)];
const administrators = usual.slice(2).map((one) => ({ ...one, administrator: true }));
const own = contactsRow("backup contact", backup, { school: "North High" });
test.each<[string, string, readonly object[], boolean, string]>([
  ["the account that runs the system", "contact", leadsAlone, false, admin],
  ["the account, in an outage", "contact", leadsAlone, true, admin],
  [
    "it is excluded too: the school's contact",
    "administrator",
    [own, ...administrators],
    false,
    backup,
  ],
  ["the same, in an outage", "administrator", [own, ...administrators], true, backup],
])(
  "a danger of which no one of the district or of other schools may hear is told each hour, without content: %s",
  async (_name, involved, people, isOutage, who) => {
    const day = await begin(people);
    day.every = 20;
    if (isOutage) day.takeAway("main");
    const out = day.play(sent(involved, { immediateDanger: "yes" }), minutes(70));
    const told = out.inbox.filter(({ text }) => /waiting/.test(text));
    expect(new Set(recipients(told))).toEqual(new Set([who]));
    expect(told.length).toBeGreaterThan(3);
    expect(told[0]?.text).not.toMatch(/Rowan|730194|North High|suspected|involved/i);
  },
);

describe("roles change", () => {
  test("a new lead has the case, in the same register, and is asked to acknowledge it", async () => {
    const day = await begin();
    const out = day.play(
      sent("contact"),
      acknowledged("lead"),
      leadIs(nell),
      ...confirmedBy(alternate, nell),
      minutes(70),
    );
    expect(out.cases).toMatchObject([{ register: "sealed", contact: nell, acknowledged: false }]);
    expect(kinds(toldOf(out, nell))).toContain("case-given");
    expect(filesOf(out, nell)).toEqual(["main", "sealed", "sealed-lead"]);
    expect(filesOf(out, lead)).toEqual([]);
  });

  test("whom a case excludes does not read it as the lead: the alternate lead goes on, and so do new reports; nor after it has left the register", async () => {
    const day = await begin();
    day.play(sent("contact"), acknowledged("lead"), editContacts(contact, { email: nell }));
    // Set up lets people in by the same rule.
    day.play(leadIs(contact), ...confirmedBy(alternate, contact));
    expect(filesOf(day.play(setUp), contact)).not.toContain("sealed");
    day.play({ advance: "PT3H" });
    const out = day.play(sent("administrator", other));
    expect(readersOf(out)).toEqual([
      ["sealed", alternate],
      ["sealed", alternate],
    ]);
    expect(toldOf(out, contact)).toEqual([]);
    expect(filesOf(out, contact)).toEqual(["main", "sealed-lead"]);
    expect(writersOf(day, "sealed")).not.toContain(contact);
    // The page names them for each register of their role, as it names any lead.
    const page = day.read("whoCanOpen", admin);
    expect(page.split(contact)).toHaveLength(page.split(alternate).length);
    const left = day.play(...lost("sealed"), { advance: "PT3H" });
    expect(filesOf(left, contact)).not.toContain("sealed");
  });

  test("lead and alternate lead change places after a report that names the lead: its reader goes on with it", async () => {
    const day = await begin();
    const away = editContacts(alternate, { email: nell });
    const swap = [away, leadIs(alternate), editContacts(nell, { email: lead })];
    const out = day.play(sent("lead"), ...swap, { advance: "PT3H" });
    // The register is the alternate lead's, whom the case excludes: an open case lets the other role in.
    expect(readersOf(out)).toEqual([["sealed-alternate", alternate]]);
    expect(filesOf(out, lead)).not.toContain("sealed-alternate");
    expect(filesOf(out, alternate)).toContain("sealed-alternate");
    expect(toldOf(out, lead)).toEqual([]);
  });

  test("where no one is left for a case, people are told that one waits", async () => {
    const out = (await begin()).play(sent("lead"), noAlternate, minutes(70));
    expect(waits(out).map(({ to }) => to)).toEqual([[admin]]);
    expect(toldOf(out, lead)).toEqual([]);
    expect(filesOf(out, lead)).not.toContain("sealed-alternate");
  });
});

test("another account that runs the system, named in Contacts since, has no access any more to what a report may say of it", async () => {
  const day = await begin();
  day.join(spare, "PT25M");
  expect(filesOf(day.out(), spare)).toContain("sealed");
  day.play(editContacts(backup, { email: spare }, "lead"), minutes(80));
  const out = day.play(sent("contact"), minutes(80));
  expect(registersOf(out)).toEqual(["sealed"]);
  expect(filesOf(out, spare)).toEqual(["main"]);
  expect(toldOf(out, spare)).toEqual([]);
});

test("the register that keeps a case from the lead fails: the account that runs the system is told, and not the lead", async () => {
  const day = await begin();
  day.play(sent("lead"));
  day.takeAway("sealed-alternate");
  const told = mails(day.play(minutes(60)), "clock-fails");
  expect(recipients(told)).toEqual([admin]);
});

describe("someone shared a file by hand", () => {
  test("with whom a report excludes: it goes to the next register that they cannot open", async () => {
    const out = (await begin()).play(shares(contact, "sealed"), sent("contact"));
    expect(registersOf(out)).toEqual(["sealed-lead"]);
  });

  test("with anyone else: that register comes last, and not at all for a report about a lead", async () => {
    const day = await begin();
    const [told] = waits(day.play(shares(stranger, "sealed-alternate"), sent("lead")));
    expect(told?.text).toContain("cannot be opened to that person alone");
    expect(registersOf(day.out())).toEqual([]);
    expect(registersOf(day.play(sent("contact", other)))).toEqual(["sealed"]);
    // The clock takes them out within the hour; then the report has its place.
    const both = registersOf(day.play(minutes(80)));
    expect([...both].sort()).toEqual(["sealed", "sealed-alternate"]);
  });
});
