/** A contact leaves Contacts: their open cases are given to the next and listed, and their access ends, whatever else happens meanwhile. */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { alreadyMade, editContacts, editOf, reportOn } from "../day/events";
import { caseOf, expectNoStudentData, mails, mailTo, type Output } from "../day/look";
import { admin, backup, contact, contactsRow, lead, south } from "../day/people";
import { isEveryPoint } from "../every-point";

const [second, next] = ["second@district.example", "next@district.example"];
const agencies = demoDirectory.contacts.slice(4);
const at = (school: string) => ({ school });
const person = (role: string, email: string, more: object = {}) =>
  contactsRow(role, email, { name: email, ...more });
const people = {
  contact: person("designated contact", contact, at("North High")),
  second: person("designated contact", second, at("North High")),
  backup: person("backup contact", backup, at("North High")),
  south: person("designated contact", south, at("South Middle")),
  lead: person("district lead", lead),
  admin: person("district admin", admin),
};
const { second: _, ...usual } = people;

const begin = (rows: readonly object[] = Object.values(usual)) =>
  Day.begin({ directory: { contacts: [...rows, ...agencies] } });
const rowan = reportOn("Rowan Pine", "730194");
const robin = reportOn("Robin Lake", "840277");
const acknowledge = (reference: string, as = "contact") =>
  editOf(reference, { acknowledged: true }, as);
const change = (email: string, set: object) => editContacts(email, set, "lead");
/** Only whoever owns the register deletes a row: a lead empties it. */
const gone = (email = contact) => ({ sheet: { deleteRows: { tab: "contacts", key: email } } });
/** The hourly look at who may open the register comes in one of the next two runs. */
const untilLook = { advance: "PT59M" };
/** These two. */
const look = { advance: "PT10M" };
/** Long enough for the hourly look at who may open the register, and for the clock to be played sparsely. */
const later = { advance: "PT90M" };
/** For a second such look after the first. */
const longer = { advance: "PT3H" };

const openers = (out: Output) =>
  out.access.filter(({ file }) => file === "main").map(({ who }) => who);
const contactOf = (out: Output, reference = "26-0001") => caseOf(out, reference)?.["contact"];
/** Who was told of cases given on, and the mail. */
const lists = (out: Output) => mails(out, "contact-left");
const told = (out: Output) => lists(out).map(({ to }) => to.join());
const endOf = (out: Output, who = contact) =>
  out.activity.find(({ what, from }) => what === "access-removed" && from === who)?.["at"] ?? null;
const givenIn = (out: Output) =>
  out.activity
    .filter(({ what }) => what === "case-given")
    .map(({ case: of, from, to }) => `${of} ${from} ${to}`);

/** What a day comes to in which a contact with one acknowledged case leaves in some way. */
interface Way {
  readonly name: string;
  readonly rows?: readonly object[];
  readonly events: readonly object[];
  readonly to: string;
  readonly told: readonly string[];
  /** Whether they may not open the register afterwards. */
  readonly isOut: boolean;
}

const ways: readonly Way[] = [
  { name: "their row is deleted", events: [gone()], to: backup, told: [backup, lead], isOut: true },
  {
    name: "their row is emptied",
    events: [change(contact, { role: null, email: null })],
    to: backup,
    told: [backup, lead],
    isOut: true,
  },
  {
    name: "another designated contact of the school comes before the backup",
    rows: Object.values(people),
    events: [gone()],
    to: second,
    told: [second, lead],
    isOut: true,
  },
  {
    name: "May open is unticked",
    events: [change(contact, { mayOpen: false })],
    to: backup,
    told: [backup, lead],
    isOut: true,
  },
  {
    name: "their role is another one, and they may still open it",
    events: [change(contact, { role: "district admin" })],
    to: backup,
    told: [backup, lead],
    isOut: false,
  },
  {
    name: "their role is an agency's",
    events: [change(contact, { role: "probation" })],
    to: backup,
    told: [backup, lead],
    isOut: true,
  },
  {
    name: "their row has another person's address",
    events: [change(contact, { email: next })],
    to: next,
    told: [next, lead],
    isOut: true,
  },
  {
    name: "they are at another school",
    events: [change(contact, { school: "South Middle" })],
    to: backup,
    told: [backup, lead],
    isOut: false,
  },
  {
    name: "the backup has gone too: the lead is next",
    events: [gone(), gone(backup)],
    to: lead,
    told: [lead],
    isOut: true,
  },
  {
    name: "the backup may not open it: the lead is next",
    rows: Object.values({ ...usual, backup: { ...usual.backup, mayOpen: false } }),
    events: [gone()],
    to: lead,
    told: [lead],
    isOut: true,
  },
  {
    name: "nobody but the admin is left",
    events: [gone(), gone(backup), gone(lead)],
    to: admin,
    told: [admin],
    isOut: true,
  },
];

/** An emptied row is read as one that is not there, an agency's as one that may not open: the desk sees two ways less than there are. */
const isPlayed = ({ name }: Way) => isEveryPoint || !/emptied|an agency's/.test(name);

describe.each(ways.filter(isPlayed))("$name", ({ rows, events, to, told: expected, isOut }) => {
  test("who is next has the case, they and the lead are told, and then access ends", async () => {
    const day = (await begin(rows)).reach(rowan, acknowledge("26-0001"), untilLook);
    day.play(...events, look);
    day.sleep("PT50M");
    const out = day.playClean(look);
    expect(contactOf(out)).toBe(to);
    expect(out.cases).toMatchObject([{ acknowledged: false, acknowledgedBy: null }]);
    expect(told(out)).toEqual(expected);
    expect(openers(out).includes(contact)).toBe(!isOut);
    for (const mail of lists(out)) {
      expect(mail.case).toBeNull();
      expect(mail.text).toContain("Case 26-0001");
      if (isOut) expect(mail.at < String(endOf(out))).toBe(true);
    }
    expectNoStudentData(lists(out), ["Rowan Pine", "730194", "North High"]);
    // A second hour changes nothing more.
    expect(givenIn(out)).toHaveLength(1);
    expect(mailTo(out, contact).filter(({ at: when }) => when > String(lists(out)[0]?.at))).toEqual(
      [],
    );
  });
});

describe("several cases", async () => {
  const day = await begin();
  const closed = [
    ...alreadyMade(
      "26-0003",
      "call-child-and-family-services",
      "submit-mandated-report",
      "involve-law-enforcement",
    ),
    { edit: { case: "26-0003", set: { closeReason: "agency-took-over" } } },
    { edit: { case: "26-0003", set: { leadAgreed: true } }, as: "lead" },
    { edit: { case: "26-0003", set: { status: "closed" } } },
  ];
  const out = day.play(
    rowan,
    robin,
    reportOn("Sky Brook", "951362"),
    reportOn("Ash Field", "662104", { school: "South Middle" }),
    ...alreadyMade("26-0001", "call-child-and-family-services", "involve-law-enforcement"),
    ...closed,
    acknowledge("26-0001"),
    later,
    gone(),
    later,
  );
  const [list] = lists(out);

  test("go in one list; closed ones and those of other schools stay", () => {
    expect(out.cases.map(({ contact: who }) => who)).toEqual([backup, backup, contact, south]);
    expect(told(out)).toEqual([backup, lead]);
    expect(list?.text).toMatch(/YOURS FROM NOW ON\n- Case 26-0001\n- Case 26-0002: a call is owed/);
    for (const { text } of lists(out)) {
      expect(text).not.toMatch(/26-0003|26-0004/);
      expect(text).toContain(contact);
    }
    expect(lists(out)[1]?.text).toContain("Case 26-0001: with the backup contact");
  });

  test("where a call is owed the case comes with its numbers", () => {
    const own = mails(out, "case-given");
    expect(own.map(({ to, case: of }) => [of, ...to])).toEqual([["26-0002", backup]]);
    expect(own[0]?.text).toMatch(/\(415\) 473-7153[\s\S]*is not its contact any more/);
  });

  test("who does not answer is followed by the next", () => {
    const after = day.play({ advance: "PT9H" });
    const asked = after.inbox.filter(
      ({ message, case: of, at: when }) =>
        message === "case-escalated" && of === "26-0001" && when > String(list?.at),
    );
    expect(asked.map(({ to }) => to.join())).toEqual([lead, admin]);
  });
});

test("who had taken a case on and leaves is missed, although its contact is there", async () => {
  const day = await begin();
  const out = day.reach(rowan, acknowledge("26-0001", "backup"), later).play(gone(backup), later);
  expect(contactOf(out)).toBe(contact);
  expect(out.cases).toMatchObject([{ acknowledged: false }]);
  expect(told(out)).toEqual([contact, lead]);
  expect(givenIn(out)).toEqual([`26-0001 ${backup} designated-contact`]);
});

test("who has taken it on already keeps that when it becomes theirs", async () => {
  const day = await begin();
  const out = day.reach(rowan, acknowledge("26-0001", "backup"), later).play(gone(), later);
  expect(out.cases).toMatchObject([
    { contact: backup, acknowledged: true, acknowledgedBy: backup },
  ]);
  expect(told(out)).toEqual([backup, lead]);
});

describe("a case assigned to a colleague", () => {
  const assign = { edit: { case: "26-0001", set: { assignedTo: south } }, as: "contact" };

  test("goes back to the school's contact when the colleague leaves", async () => {
    const day = await begin();
    const out = day
      .reach(rowan, assign, acknowledge("26-0001", south), later)
      .play(gone(south), later);
    expect(out.cases).toMatchObject([{ contact, assignedTo: null, acknowledged: false }]);
    expect(told(out)).toEqual([contact, lead]);
    const again = day.play({ edit: { case: "26-0001", set: { notes: "Called." } } });
    expect(again.cases).toMatchObject([{ notes: "Called.", assignedTo: null }]);
  });

  test("stays with the colleague when the school's contact leaves", async () => {
    const day = await begin();
    const out = day.reach(rowan, assign, acknowledge("26-0001", south), later).play(gone(), later);
    expect(out.cases).toMatchObject([{ assignedTo: south, acknowledged: true }]);
    expect(told(out)).toEqual([]);
    expect(openers(out)).not.toContain(contact);
    const emptied = day.play(
      { edit: { case: "26-0001", set: { assignedTo: null } }, as: "lead" },
      longer,
    );
    expect(contactOf(emptied)).toBe(backup);
  });
});

test("who has stepped aside is passed over", async () => {
  const day = await begin();
  const aside = { edit: { case: "26-0001", set: { steppedAside: "x" } }, as: "backup" };
  const out = day.play(rowan, aside, later, gone(), later);
  expect(contactOf(out)).toBe(lead);
  expect(told(out)).toEqual([lead]);
});

describe("a contact who is back", () => {
  test("before anybody was given a case: nothing happens", async () => {
    const day = await begin();
    const out = day.play(
      rowan,
      acknowledge("26-0001"),
      { advance: "PT15M" },
      change(contact, { email: next }),
      { advance: "PT10M" },
      change(next, { email: contact }),
      longer,
    );
    expect(told(out)).toEqual([]);
    expect(out.cases).toMatchObject([{ contact, acknowledged: true, acknowledgedBy: contact }]);
    expect(openers(out)).toContain(contact);
  });

  test.each([
    ["is ticked again", { mayOpen: false }, { mayOpen: true }],
    ["has the role again", { role: "probation" }, { role: "designated contact" }],
  ])("and %s after it was given on has it again, and all three are told", async (_how, off, on) => {
    const day = await begin();
    day.reach(rowan, acknowledge("26-0001"), later);
    const given = day.play(change(contact, off), later);
    expect(contactOf(given)).toBe(backup);
    const taken = day.play(acknowledge("26-0001", "backup"), later);
    expect(taken.cases).toMatchObject([{ contact: backup, acknowledgedBy: backup }]);
    const out = day.play(change(contact, on), longer);
    expect(out.cases).toMatchObject([{ contact, acknowledged: false }]);
    expect(told(out).slice(2).sort()).toEqual([backup, contact, lead].sort());
    expect(openers(out)).toContain(contact);
    expect(givenIn(out)).toHaveLength(2);
  });

  test("where another becomes the school's contact: the case goes from who stood in to them", async () => {
    const day = await begin();
    day.play(rowan, later, gone(), later);
    const out = day.play(change(south, { school: "North High" }), longer);
    expect(contactOf(out)).toBe(south);
    expect(told(out).slice(2).sort()).toEqual([backup, lead, south].sort());
  });
});

test("Contacts in another order: nobody is given anything, and whoever has a case keeps it", async () => {
  const day = await begin(Object.values(people));
  const out = day.play(
    rowan,
    acknowledge("26-0001"),
    later,
    { sheet: { sort: { tab: "contacts", by: "email", descending: true } } },
    later,
    reportOn("Rowan Pine", "730194", { factors: ["runaway-or-unstable-housing"] }),
    robin,
    later,
  );
  expect(told(out)).toEqual([]);
  expect(contactOf(out)).toBe(contact);
  expect(out.inbox.find(({ message }) => message === "report-added")?.to).toEqual([contact]);
  // What is new goes to the first of them by then.
  expect(contactOf(out, "26-0002")).toBe(second);
});

describe("a report between leaving and giving on", async () => {
  const day = await begin();
  const out = day.play(
    rowan,
    acknowledge("26-0001"),
    later,
    gone(),
    reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] }),
    robin,
    later,
  );

  test("reaches the next at once, as does a new case", () => {
    expect(out.inbox.find(({ message }) => message === "case-raised")?.to).toEqual([backup]);
    expect(contactOf(out, "26-0002")).toBe(backup);
  });

  test("the case is given on all the same, the new one is not", () => {
    expect(contactOf(out)).toBe(backup);
    expect(givenIn(out)).toEqual([`26-0001 ${contact} backup-contact`]);
    expect(told(out)).toEqual([backup, lead]);
  });
});

describe("what Google refuses", () => {
  /** Commits of the run are refused from the beginning, so that the first that would give on is one of them. */
  const refuse = (day: Day, times: number) =>
    day.workspace.fault({
      call: "Sheets.Spreadsheets.batchUpdate",
      when: "before",
      times,
      error: "Exception: Service Spreadsheets failed",
    });

  test("once is tried again in the same run", async () => {
    const day = (await begin()).reach(rowan, acknowledge("26-0001"), { advance: "PT59M" }, gone());
    refuse(day, 1);
    const out = day.play(later);
    expect(contactOf(out)).toBe(backup);
    expect(told(out)).toEqual([backup, lead]);
    expect(openers(out)).not.toContain(contact);
  });

  test("no mail today: the case is given on, access ends, and the list comes later", async () => {
    const day = await begin();
    day.play(rowan, { advance: "PT59M" }, gone());
    day.workspace.fault({
      call: "MailApp.sendEmail",
      when: "before",
      times: 4,
      error: "Exception: Service invoked too many times for one day: email.",
    });
    const out = day.play(later);
    expect(contactOf(out)).toBe(backup);
    expect(openers(out)).not.toContain(contact);
    expect(new Set(told(out))).toEqual(new Set([backup, lead]));
  });
});
