/** Who reads a sealed report on odd days: readers who are away, excluded or new; nobody left; files that were shared by hand (design 2.11). */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, editOf, submit } from "../day/events";
import { mailTo, type Output, wordsOf } from "../day/look";
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

const nell = "nell@district.example";
const numbers = [
  { role: "child and family services", name: "Child and Family Services", phone: "(415) 473-7153" },
  { role: "law enforcement", name: "Town Police Department", phone: "(415) 555-0111" },
];
const usual = [
  contactsRow("designated contact", contact),
  contactsRow("backup contact", backup),
  contactsRow("district lead", lead),
  contactsRow("alternate lead", alternate),
  contactsRow("district admin", admin),
];
const isAway = (who: string) =>
  usual.map((one) => (one.email === who ? { ...one, awayFrom: "2026-08-24" } : one));

const begin = (people: readonly object[] = usual) =>
  // The hour since set-up is of no matter here.
  Day.begin({ directory: { contacts: [...people, ...numbers] } }, {}, true);

const sent = (involved: string, more: object = {}) =>
  submit({ concerns: ["suspected-victim"], recipientMayBeInvolved: involved, ...more });
const other = { studentName: "Ash Grove", studentId: "730196" };
const registersOf = (out: Output) => out.cases.map(({ register }) => register);
/** Registers that somebody may open. */
const filesOf = (out: Output, who: string) =>
  out.access.flatMap((one) => (one.who === who && one.file !== "form" ? one.file : []));
const waits = (out: Output) => out.inbox.filter(({ text }) => /nobody has read/.test(text));
/** Mail of a case, or that one waits: all that a sealed report brings about. */
const told = (out: Output, who: string) =>
  mailTo(out, who).filter(({ cases, text }) => cases.length > 0 || /nobody has read/.test(text));
const kinds = (out: Output, who: string) => told(out, who).map(({ message }) => message);

describe("who is told and asked at once", () => {
  test.each<[string, readonly object[], object, readonly string[], readonly string[]]>([
    ["no danger: both, and the lead is asked", usual, {}, ["case-opened"], ["review-needed"]],
    [
      "the lead is away: the alternate lead is asked",
      isAway(lead),
      {},
      ["review-needed"],
      ["case-opened"],
    ],
    ["the alternate lead is away", isAway(alternate), {}, ["case-opened"], ["review-needed"]],
    ["danger: both are asked", usual, { immediateDanger: "yes" }, ["case-opened"], ["case-opened"]],
    [
      "danger, and one is away",
      isAway(alternate),
      { immediateDanger: "yes" },
      ["case-opened"],
      ["case-opened"],
    ],
  ])("%s", async (_name, people, more, ofLead, ofAlternate) => {
    const out = (await begin(people)).play(sent("contact", more));
    expect(registersOf(out)).toEqual(["sealed"]);
    expect([kinds(out, lead), kinds(out, alternate)]).toEqual([ofLead, ofAlternate]);
    expect([...told(out, contact), ...told(out, backup), ...told(out, admin)]).toEqual([]);
  });

  test("the alternate lead is asked at the lead's deadline, in the same register, and reads who has not answered", async () => {
    const day = await begin();
    const out = day.play(sent("contact"), { advance: "PT75M" });
    const asked = mailTo(out, alternate).filter(({ message }) => message === "case-escalated");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.text).toContain("Asked before you: the district lead.");
    expect(registersOf(out)).toEqual(["sealed"]);
    const taken = day.play(editOf("26-0001", { acknowledged: true }, alternate, "sealed"));
    expect(taken.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: alternate }]);
  });

  test("of a report about the alternate lead the lead alone, and of one about the lead the alternate", async () => {
    const day = await begin();
    const before = day.out().access;
    const out = day.play(sent("alternate-lead"), sent("lead", other), { advance: "PT3H" });
    expect(out.cases.map(({ register, contact: of }) => [register, of])).toEqual([
      ["sealed-lead", lead],
      ["sealed-alternate", alternate],
    ]);
    for (const [who, file] of [
      [lead, "sealed-lead"],
      [alternate, "sealed-alternate"],
    ] as const) {
      for (const { text } of told(out, who)) expect(text).toContain(day.fileId(file));
    }
    // Nothing in who can open which file says that anybody is kept out of anything.
    expect(out.access).toEqual(before);
  });
});

describe("a report comes back", () => {
  test("delivered again once roles and absences are others, it stays where it is", async () => {
    const day = await begin();
    const first = day.play(sent("alternate-lead"));
    expect(registersOf(first)).toEqual(["sealed-lead"]);
    const out = day.play(
      editContacts(alternate, { role: "probation" }),
      { deliverAgain: 0 },
      { advance: "P1D" },
    );
    expect(out.reports.map(({ register }) => register)).toEqual(["sealed-lead"]);
  });

  test("its rows lost, it goes back to the register whose people were told of it", async () => {
    const day = await begin();
    const lost = (["reports", "checklist", "cases"] as const).map((tab) => ({
      sheet: { deleteRows: { tab, case: "26-0001", register: "sealed-lead" } },
      as: "admin",
    }));
    day.play(sent("alternate-lead"), editContacts(alternate, { role: "probation" }), ...lost);
    day.play({ advance: "PT11M" });
    const out = day.play({ deliverAgain: 0 });
    expect(registersOf(out)).toEqual(["sealed-lead"]);
  });
});

describe("one person under two roles: the lead is a backup contact of that school", async () => {
  const day = await begin([
    ...usual.filter(({ email }) => email !== backup),
    contactsRow("backup contact", lead, { school: "North High" }),
  ]);
  const out = day.play(sent("not-sure"), { advance: "PT3H" });

  test("nothing of it reaches that address under any role, and they lose nothing by it", () => {
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(told(out, lead)).toEqual([]);
    expect(filesOf(out, lead)).toEqual(["main", "sealed", "sealed-lead"]);
  });

  test("of another school they read it", () => {
    const next = day.play(sent("not-sure", { ...other, school: "South Middle" }));
    expect(registersOf(next)).toContain("sealed");
    expect(told(next, lead).length).toBeGreaterThan(0);
  });
});

test("a row ticked administrator excludes its address, also where it has no role", async () => {
  const day = await begin([...usual, contactsRow("", lead, { administrator: true })]);
  const out = day.play(sent("administrator"), { advance: "PT90M" });
  expect(registersOf(out)).toEqual(["sealed-alternate"]);
  expect(told(out, lead)).toEqual([]);
});

describe("both leads are excluded", async () => {
  const day = await begin([
    contactsRow("designated contact", lead),
    contactsRow("backup contact", alternate),
    contactsRow("district lead", lead),
    contactsRow("alternate lead", alternate),
    contactsRow("district admin", admin),
  ]);
  const first = day.playClean(sent("contact"));
  day.every = 120;
  const later = day.play({ advance: "PT6H" });

  test("district-level people are told at once that it waits, with the numbers and nothing of it", () => {
    expect(first.inbox.map(({ to }) => to)).toEqual([[admin]]);
    expect(first.inbox[0]?.text).toContain("(415) 473-7153");
    expect(first.inbox[0]?.text).toContain("Nobody in Contacts may read this report");
    expect(first.inbox[0]?.text).not.toMatch(/Rowan|730194|North High|suspected|involved/i);
    expect(first.cases).toEqual([]);
    expect(day.form().responses).toHaveLength(1);
  });

  test("once a day, not with each run of the clock", () => {
    expect(waits(later)).toHaveLength(1);
    day.sleep("PT16H");
    expect(waits(day.play({ advance: "PT3H" }))).toHaveLength(2);
  });

  test("whom it excluded when it came stays excluded, also as a contact no more", () => {
    // The first row with that address: the backup contact's.
    const out = day.play(editContacts(alternate, { email: "new@district.example" }), {
      advance: "PT11M",
    });
    expect(registersOf(out)).toEqual([]);
    expect(told(out, alternate)).toEqual([]);
  });

  test("as soon as Contacts name a reader, and the former one is out, that one has it", () => {
    const al = "al@district.example";
    const out = day.play(editContacts(alternate, { email: al }), { advance: "PT5H" });
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(told(out, al).length).toBeGreaterThan(0);
    expect(told(out, lead)).toEqual([]);
    expect(filesOf(out, alternate)).toEqual([]);
  });
});

describe("roles change", () => {
  const leadIs = (who: string) => editContacts(lead, { email: who });
  const acknowledged = editOf("26-0001", { acknowledged: true }, "lead", "sealed");

  test("a new lead has the case, in the same register, and is asked to acknowledge it", async () => {
    const day = await begin();
    const out = day.play(sent("contact"), acknowledged, leadIs(nell), { advance: "PT70M" });
    expect(out.cases).toMatchObject([{ register: "sealed", contact: nell, acknowledged: false }]);
    expect(kinds(out, nell)).toContain("case-given");
    expect(filesOf(out, nell)).toEqual(["main", "sealed", "sealed-lead"]);
    expect(filesOf(out, lead)).toEqual([]);
  });

  test("whom a case excludes does not read it as the lead: the alternate lead goes on, and so do new reports", async () => {
    const day = await begin();
    day.play(sent("contact"), acknowledged, editContacts(contact, { email: nell }));
    day.play(leadIs(contact), { advance: "PT3H" });
    const out = day.play(sent("administrator", other));
    expect(out.cases.map(({ register, contact: of }) => [register, of])).toEqual([
      ["sealed", alternate],
      ["sealed", alternate],
    ]);
    expect(told(out, contact)).toEqual([]);
    expect(filesOf(out, contact)).toEqual(["main", "sealed-lead"]);
    // The page names them for each register of their role, as it names any lead.
    const page = day.read("whoCanOpen", admin);
    expect(page.split(contact)).toHaveLength(page.split(alternate).length);
  });

  test("and stays out once the case has left the register", async () => {
    const day = await begin();
    const lost = (["reports", "checklist", "cases"] as const).map((tab) => ({
      sheet: { deleteRows: { tab, case: "26-0001", register: "sealed" } },
      as: "admin",
    }));
    day.play(sent("contact"), ...lost, editContacts(contact, { email: nell }), leadIs(contact));
    const out = day.play({ advance: "PT3H" });
    expect(filesOf(out, contact)).not.toContain("sealed");
  });

  test("lead and alternate lead change places after a report that names the lead: its reader goes on with it", async () => {
    const day = await begin();
    const swap = [
      editContacts(alternate, { email: nell }),
      leadIs(alternate),
      editContacts(nell, { email: lead }),
    ];
    const out = day.play(sent("lead"), ...swap, { advance: "PT3H" });
    // The register is the alternate lead's, whom the case excludes: an open case lets the other role in.
    expect(out.cases).toMatchObject([{ register: "sealed-alternate", contact: alternate }]);
    expect(filesOf(out, lead)).not.toContain("sealed-alternate");
    expect(filesOf(out, alternate)).toContain("sealed-alternate");
    expect(told(out, lead)).toEqual([]);
  });

  test("where nobody is left for a case, people are told that one waits", async () => {
    const day = await begin();
    day.play(sent("lead"));
    const out = day.play(editContacts(alternate, { role: "probation" }), { advance: "PT70M" });
    expect(waits(out).map(({ to }) => to)).toEqual([[admin]]);
    expect(told(out, lead)).toEqual([]);
    expect(filesOf(out, lead)).not.toContain("sealed-alternate");
  });
});

test("whom this account cannot let in: people are told that the register is why", async () => {
  const day = await begin();
  day.join(spare, "PT25M");
  day.play(
    { account: { suspend: "admin" } },
    { ...editContacts(alternate, { email: nell }), as: "lead" },
  );
  const out = day.play(sent("lead"));
  expect(registersOf(out)).toEqual([]);
  expect(waits(out).map(({ to }) => to)).toContainEqual([admin]);
  for (const mail of waits(out)) {
    expect(wordsOf(mail)).toContain("cannot be opened to that person alone");
    expect(wordsOf(mail)).not.toContain("Nobody in Contacts");
  }
  expect(told(out, lead)).toEqual([]);
});

describe("somebody shared a file by hand", () => {
  const shared = async (who: string, file: string) => {
    const day = await begin();
    day.play({ share: { add: { who, file } }, as: "admin" });
    return day;
  };

  test("with whom a report excludes: it goes to the next register that they cannot open", async () => {
    const out = (await shared(contact, "sealed")).play(sent("contact"));
    expect(registersOf(out)).toEqual(["sealed-lead"]);
  });

  test("with anybody else: that register comes last, and not at all for a report about a lead", async () => {
    const day = await shared(stranger, "sealed-alternate");
    const [told] = waits(day.play(sent("lead")));
    expect(told?.text).toContain("cannot be opened to that person alone");
    expect(registersOf(day.out())).toEqual([]);
    expect(registersOf(day.play(sent("contact", other)))).toEqual(["sealed"]);
    // The clock takes them out within the hour; then the report has its place.
    expect(registersOf(day.play({ advance: "PT80M" })).sort()).toEqual([
      "sealed",
      "sealed-alternate",
    ]);
  });

  test("with whom a case excludes: what they type is undone, and they are out", async () => {
    const day = await begin();
    day.play(sent("contact"), { share: { add: { who: contact, file: "sealed" } }, as: "admin" });
    const out = day.play(editOf("26-0001", { acknowledged: true }, "contact", "sealed"));
    expect(out.cases).toMatchObject([{ acknowledged: false }]);
    expect(filesOf(out, contact)).toEqual(["main"]);
  });
});

test("a day with everything at once tells only those who may know", async () => {
  const day = await begin();
  day.every = 120;
  const out = day.play(sent("lead"), sent("contact", other), sent("administrator"), {
    advance: "P1D",
  });
  for (const one of [contact, backup]) expect(told(out, one)).toEqual([]);
  expect(registersOf(out)).not.toContain("main");
});
