/** Who reads a sealed report on odd days: readers who are away, excluded, silent or new; nobody left; an older register (design 2.11). */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, editOf, submit } from "../day/events";
import { mailTo, type Output } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead } from "../day/people";

const everybody = [lead, alternate, contact, backup];

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

const begin = (people: readonly object[] = usual) =>
  // The hour since set-up is of no matter here.
  Day.begin({ directory: { contacts: [...people, ...numbers] } }, {}, true);
/** Plays events that end with a day in which the clock comes each other hour. */
const untilNextDay = (day: Day, ...events: readonly object[]) => {
  day.every = 120;
  const out = day.play(...events, { advance: "P1D" });
  day.every = 30;
  return out;
};

const sent = (involved: string, more: object = {}) =>
  submit({ concerns: ["suspected-victim"], recipientMayBeInvolved: involved, ...more });
const registersOf = (out: Output) => out.cases.map(({ register }) => register);
/** Registers that somebody may open. */
const filesOf = (out: Output, who: string) =>
  out.access.flatMap((one) => (one.who === who && one.file !== "form" ? one.file : []));
const waits = (out: Output) => out.inbox.filter(({ text }) => /nobody has read/.test(text));
/** Mail of a case, or that one waits: all that a sealed report brings about. */
const told = (out: Output, who: string) =>
  mailTo(out, who).filter(({ case: of, text }) => of !== null || /nobody has read/.test(text));

describe("the lead is away", async () => {
  const day = await begin(
    usual.map((one) => (one.email === lead ? { ...one, awayFrom: "2026-08-24" } : one)),
  );
  const out = day.play(sent("contact"));

  test("the alternate lead has it at once in a file of their own, and the lead nothing", () => {
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(out.cases).toMatchObject([{ contact: alternate }]);
    expect(told(out, lead)).toEqual([]);
    expect(filesOf(out, alternate)).toContain("sealed-alternate");
  });

  test("delivered again once the lead is back, it stays where it is", () => {
    const again = day.play(editContacts(lead, { awayFrom: null }), sent("contact"), {
      deliverAgain: 0,
    });
    expect(again.reports).toHaveLength(2);
    expect(registersOf(again).sort()).toEqual(["sealed", "sealed-alternate"]);
    day.sleep("P1D");
    const later = day.play({ advance: "PT10M" });
    expect(
      new Set(later.reports.map(({ register, response }) => `${register} ${response}`)).size,
    ).toBe(later.reports.length);
  });
});

test("a report whose rows were lost goes back to the reader who was told of it, though the other would be first by now", async () => {
  const day = await begin(
    usual.map((one) => (one.email === lead ? { ...one, awayFrom: "2026-08-24" } : one)),
  );
  const lost = (["reports", "checklist", "cases"] as const).map((tab) => ({
    sheet: { deleteRows: { tab, case: "26-0001", register: "sealed-alternate" } },
    as: "admin",
  }));
  const back = editContacts(lead, { awayFrom: null });
  const out = day.play(sent("contact"), back, ...lost, { deliverAgain: 0 });
  expect(registersOf(out)).toEqual(["sealed-alternate"]);
  expect(told(out, lead)).toEqual([]);
});

describe("one person under two roles: the lead is a backup contact of that school", async () => {
  const day = await begin([
    ...usual.filter(({ email }) => email !== backup),
    contactsRow("backup contact", lead, { school: "North High" }),
  ]);
  const out = untilNextDay(day, sent("not-sure"));

  test("nothing of it reaches that address under any role", () => {
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(told(out, lead)).toEqual([]);
    expect(filesOf(out, lead)).toEqual(["main"]);
  });

  test("of another school they read it", () => {
    const other = day.play(sent("not-sure", { school: "South Middle", studentId: "730195" }));
    expect(registersOf(other)).toContain("sealed");
    expect(told(other, lead).length).toBeGreaterThan(0);
  });
});

test("a row ticked administrator excludes its address, also where it has no role", async () => {
  const day = await begin([...usual, contactsRow("", lead, { administrator: true })]);
  const out = day.play(sent("administrator"), { advance: "PT90M" });
  expect(registersOf(out)).toEqual(["sealed-alternate"]);
  expect(told(out, lead)).toEqual([]);
});

test("a later report that excludes a case's reader leaves neither the file nor the name in the row to them", async () => {
  const second = "dana@district.example";
  const leads = [
    contactsRow("district lead", lead),
    contactsRow("backup contact", lead, { school: "North High" }),
    contactsRow("district lead", second),
  ];
  const day = await begin([contactsRow("district admin", admin), ...leads]);
  const first = day.play(sent("not-sure", { school: "South Middle" }));
  expect(first.cases.map((one) => one["contact"])).toEqual([lead]);
  const mails = first.inbox.length;
  const out = day.play(sent("not-sure"), { advance: "PT90M" });
  expect(out.cases.map((one) => [one["contact"], one["reports"]])).toEqual([[second, 2]]);
  expect(filesOf(out, lead)).not.toContain("sealed");
  expect(filesOf(out, second)).toContain("sealed");
  expect(out.inbox.slice(mails).filter(({ to }) => to.includes(lead))).toEqual([]);
});

test("an answer that cannot be read excludes the contacts", async () => {
  const day = await begin([
    ...usual.filter(({ email }) => email !== contact),
    contactsRow("designated contact", lead),
  ]);
  const out = day.play({
    submit: {
      raw: {
        school: "North High",
        studentName: "Rowan Pine",
        recipientMayBeInvolved: "Yes, and I will not say who",
      },
    },
  });
  expect(registersOf(out)).toEqual(["sealed-alternate"]);
  expect(told(out, lead)).toEqual([]);
  expect(told(out, alternate)).toHaveLength(1);
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

  test("as soon as Contacts name a reader, that one has it", () => {
    const out = day.play(editContacts(alternate, { email: "al@district.example" }), {
      advance: "PT11M",
    });
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(told(out, "al@district.example")).toHaveLength(1);
    expect(told(out, lead)).toEqual([]);
    day.sleep("P1D");
    expect(waits(day.play({ advance: "PT5H" }))).toHaveLength(2);
  });
});

describe("there are two leads", async () => {
  const second = "dana@district.example";
  const rows = [...usual.slice(0, 3), contactsRow("district lead", second), ...usual.slice(3)];
  const day = await begin(rows);
  const out = day.play(sent("lead"), { advance: "PT90M" });

  test("a report about the lead reaches neither: the alternate lead has it", () => {
    expect(registersOf(out)).toEqual(["sealed-alternate"]);
    expect(out.cases).toMatchObject([{ contact: alternate }]);
    for (const one of [lead, second]) {
      expect(told(out, one)).toEqual([]);
      expect(filesOf(out, one)).toEqual(["main"]);
    }
  });

  test("where one of them is the alternate lead as well, nobody can read it, and neither is told", async () => {
    const both = rows.map((one) => (one.email === alternate ? { ...one, email: second } : one));
    const next = (await begin(both)).play(sent("lead"), { advance: "PT10M" });
    expect(next.cases).toEqual([]);
    expect(waits(next).map(({ to }) => to)).toEqual([[admin]]);
    for (const one of [lead, second]) expect(told(next, one)).toEqual([]);
  });
});

test("a reader whom the lead has not ticked is not let in, and the next who is ticked is", async () => {
  const second = "dana@district.example";
  const unticked = usual.map((one) => (one.email === lead ? { ...one, mayOpen: false } : one));
  const alone = await begin(unticked.filter(({ email }) => email !== alternate));
  const day = await begin([...unticked, contactsRow("district lead", second)]);
  for (const events of [[sent("contact")], [{ advance: "PT90M" }]]) {
    const [one, other] = [alone.play(...events), day.play(...events)];
    expect([...filesOf(one, lead), ...filesOf(other, lead)]).toEqual([]);
    expect(filesOf(other, second)).toContain("sealed");
  }
});

describe("the account that runs the desk is a contact, and nobody else is left", async () => {
  const day = await begin([contactsRow("designated contact", admin)]);
  const out = day.playClean(sent("contact"), { advance: "PT90M" });

  test("it is not told that a report waits which may be about it", () => {
    expect(out.cases).toEqual([]);
    expect(told(out, admin)).toEqual([]);
  });

  test("of one that is not about it, it is told", () => {
    const next = day.play(sent("lead", { studentId: "730196", studentName: "Wren Hill" }));
    expect(waits(next).map(({ to }) => to)).toEqual([[admin]]);
  });
});

test("two reports that nobody can read: of each everybody is told whom it does not exclude", async () => {
  const south = "south@district.example";
  const day = await begin([
    contactsRow("district lead", lead),
    contactsRow("alternate lead", lead),
    contactsRow("designated contact", lead, { school: "North High" }),
    contactsRow("designated contact", south, { school: "South Middle" }),
    contactsRow("backup contact", backup, { school: "South Middle" }),
  ]);
  const out = day.play(sent("lead"));
  expect(
    waits(out)
      .map(({ to }) => to[0])
      .sort(),
  ).toEqual([backup, south]);
  expect(told(out, lead)).toEqual([]);
});

describe("two at once", async () => {
  const [first, second] = ["ash@district.example", "bo@district.example"];
  const other = { studentName: "Wren Hill", studentId: "840277" };
  const twoOf = (role: string) => [
    contactsRow(role, first),
    // The first of them is a contact of the school too.
    contactsRow("backup contact", first, { school: "North High" }),
    contactsRow(role, second),
    contactsRow("district admin", admin),
  ];

  /** Neither child waits for the next turn of the clock. */
  const momentsOf = (out: Output, what: string) =>
    new Set(out.activity.flatMap((line) => (line["what"] === what ? String(line["at"]) : [])));

  test("reports that one run takes in: whom the first excludes is not the reader of the second", async () => {
    const day = await begin(twoOf("district lead"));
    const out = day.play(
      { loseTrigger: sent("contact") },
      // It excludes nobody: no row of Contacts is ticked as an administrator's.
      { loseTrigger: sent("administrator", other) },
      { advance: "PT11M" },
    );
    expect(out.cases).toMatchObject([
      { register: "sealed", contact: second },
      { register: "sealed", contact: second },
    ]);
    expect(filesOf(out, first)).toEqual(["main"]);
    expect(told(out, first)).toEqual([]);
  });

  test("copies that one run makes: both, under two references, and none for whom the first excludes", async () => {
    const day = await begin([contactsRow("district lead", lead), ...twoOf("alternate lead")]);
    // Their time ends between the same two runs of the clock.
    day.play({ advance: "PT2M" });
    const out = day.play(sent("contact"), sent("administrator", other), { advance: "PT90M" });
    const copies = out.cases.filter(({ register }) => register === "sealed-alternate");
    expect(copies.map((one) => [one["case"], one["student"], one["contact"]])).toEqual([
      ["26-0001", "Rowan Pine", second],
      ["26-0002", "Wren Hill", second],
    ]);
    expect(filesOf(out, first)).toEqual(["main"]);
    expect(told(out, first)).toEqual([]);
    expect(new Set(told(out, second).map((mail) => mail.case))).toEqual(
      new Set(["26-0001", "26-0002"]),
    );
    expect(momentsOf(out, "case-copied").size).toBe(1);
  });

  test("cases of a lead who has left: the new one has both, and is told of both", async () => {
    const day = await begin();
    const acknowledge = (reference: string) =>
      editOf(reference, { acknowledged: true }, "lead", "sealed");
    day.play(
      sent("contact"),
      sent("contact", other),
      acknowledge("26-0001"),
      acknowledge("26-0002"),
    );
    const out = day.play(editContacts(lead, { email: second }), { advance: "PT45M" });
    expect(out.cases).toMatchObject([
      { contact: second, acknowledged: false },
      { contact: second, acknowledged: false },
    ]);
    const given = out.inbox.filter(({ message }) => message === "case-given");
    expect(given.map(({ to, case: of }) => [to[0], of])).toEqual([
      [second, "26-0001"],
      [second, "26-0002"],
    ]);
    expect(momentsOf(out, "case-given").size).toBe(1);
  });

  test("people who were let in by hand: all whom a report excludes are out before it is in", async () => {
    const day = await begin();
    for (const who of [contact, backup]) {
      day.play({ share: { add: { who, file: "sealed" } }, as: "admin" });
    }
    const out = day.play(sent("contact"));
    expect(registersOf(out)).toEqual(["sealed"]);
    for (const who of [contact, backup]) expect(filesOf(out, who)).toEqual(["main"]);
  });

  test("dangers in both files: each reader is asked as often as the other", async () => {
    const day = await begin();
    day.isEachTick = true;
    const danger = { immediateDanger: "yes" };
    const out = day.play(sent("contact", danger), sent("lead", { ...danger, ...other }), {
      advance: "PT70M",
    });
    const asked = (who: string, register: "sealed" | "sealed-alternate") => {
      const id = day.fileId(register);
      return mailTo(out, who).filter(
        ({ text, message, case: of }) =>
          text.includes(id) &&
          (message === "case-escalated"
            ? of === "26-0001"
            : message === "dangers-unanswered" && text.includes("26-0001")),
      ).length;
    };
    expect(asked(alternate, "sealed-alternate")).toBeGreaterThanOrEqual(4);
    expect(asked(lead, "sealed")).toBeGreaterThanOrEqual(4);
  });
});

test("failing district-level people, contacts of other schools are told, and never an agency", async () => {
  const south = "south@district.example";
  const day = await begin([
    contactsRow("designated contact", contact, { school: "North High" }),
    contactsRow("designated contact", south, { school: "South Middle" }),
    contactsRow("district lead", lead),
  ]);
  const out = day.play(sent("lead"), { advance: "PT10M" });
  expect(waits(out).map(({ to }) => to)).toEqual([[south]]);
  expect(out.cases).toEqual([]);
  expect(told(out, lead)).toEqual([]);
});

describe("the reader does not answer", async () => {
  const day = await begin();
  day.play(sent("contact"), { advance: "PT5M" });
  day.sleep("PT40M");
  const early = day.play({ advance: "PT5M" });
  const out = day.play({ advance: "PT25M" });

  test("the other gets a copy of the case, its checklist and its report in a file of their own, in time", () => {
    expect(registersOf(early)).toEqual(["sealed"]);
    expect(registersOf(out)).toEqual(["sealed", "sealed-alternate"]);
    const [own, copy] = out.cases;
    expect(copy).toMatchObject({
      student: own?.["student"],
      level: own?.["level"],
      contact: alternate,
      acknowledged: false,
      reports: 1,
    });
    const acts = (register: string) =>
      out.checklist.filter((act) => act["register"] === register).map(({ act, due }) => [act, due]);
    expect(acts("sealed-alternate")).toEqual(acts("sealed"));
    expect(out.reports.map(({ register }) => register)).toEqual(["sealed", "sealed-alternate"]);
    expect(filesOf(out, alternate)).toContain("sealed-alternate");
  });

  test("both know who has it, and each is asked again", () => {
    expect(told(out, alternate)[0]?.text).toContain("Asked before you: the district lead.");
    expect(told(out, lead).length).toBeGreaterThan(1);
    expect(told(out, lead).pop()?.text).toMatch(
      /only the district lead and the alternate lead have it/,
    );
    expect([...told(out, contact), ...told(out, backup), ...told(out, admin)]).toEqual([]);
  });

  test("another report brings the copy up to what is known, where it is not answered either", () => {
    day.play(sent("contact", { concerns: ["confirmed-victim"] }));
    const risen = day.play({ advance: "PT3H" });
    expect(risen.cases.map(({ level, reports }) => [level, reports])).toEqual([
      ["confirmed-victim", 2],
      ["confirmed-victim", 2],
    ]);
    expect(risen.reports).toHaveLength(4);
  });

  test("and nobody gets a third", () => {
    day.sleep("P1D");
    day.every = 120;
    expect(day.play({ advance: "PT5H" }).cases).toHaveLength(2);
  });
});

test("a reader who answers keeps it alone", async () => {
  const day = await begin();
  const out = untilNextDay(
    day,
    sent("contact"),
    editOf("26-0001", { acknowledged: true }, "lead", "sealed"),
  );
  expect(registersOf(out)).toEqual(["sealed"]);
  expect(told(out, alternate)).toEqual([]);
});

test("in danger the other has the copy within minutes, also while away", async () => {
  const day = await begin(
    usual.map((one) => (one.email === alternate ? { ...one, awayFrom: "2026-08-24" } : one)),
  );
  const out = day.play(sent("contact", { immediateDanger: "yes" }), { advance: "PT25M" });
  expect(registersOf(out)).toEqual(["sealed", "sealed-alternate"]);
  expect(told(out, alternate)[0]?.text).toContain("Urgent: please read this now.");
  expect([...told(out, contact), ...told(out, backup)]).toEqual([]);
});

describe("who is excluded becomes the lead after the reader was silent", async () => {
  const day = await begin();
  day.play(sent("contact"), { advance: "PT90M" });
  day.every = 60;
  // The contact takes the lead's place, under the lead's row.
  const out = day.playClean(editContacts(lead, { email: contact }), { advance: "PT5H" });

  test("the file that holds the case does not open to them, and nobody mails them of it", () => {
    expect(filesOf(out, contact)).toEqual(["main"]);
    expect(told(out, contact)).toEqual([]);
    expect(filesOf(out, lead)).not.toContain("sealed");
  });

  test("a new sealed report that does not name them goes to the alternate lead all the same", () => {
    const next = day.play(sent("administrator", { studentId: "730196", studentName: "Ash Grove" }));
    expect(told(next, contact)).toEqual([]);
    expect(next.cases.find(({ student }) => student === "Ash Grove")).toMatchObject({
      register: "sealed-alternate",
    });
  });

  test("nor does it open to them because a report of the main register says who sent it", () => {
    // At once: the hourly look would put them out again.
    const next = day.playClean(
      submit({
        school: "South Middle",
        studentName: "Sky Reed",
        studentId: "815522",
        reporterKnownTo: "lead",
        reporterName: "Terry Teller",
      }),
    );
    expect(filesOf(next, contact)).toEqual(["main"]);
  });
});

describe("lead and alternate lead change places after a report that names the lead", async () => {
  const day = await begin();
  day.play(sent("lead"), editOf("26-0001", { acknowledged: true }, alternate, "sealed-alternate"));
  const out = day.playClean(
    editContacts(lead, { email: "x@district.example" }),
    editContacts(alternate, { email: lead }),
    editContacts("x@district.example", { email: alternate }),
    { advance: "PT90M" },
  );

  test("whoever was the lead enters neither file, and has no mail of it", () => {
    expect(filesOf(out, lead)).toEqual(["main"]);
    expect(told(out, lead)).toEqual([]);
  });

  test("its reader goes on in the file that is theirs by now", () => {
    expect(registersOf(out)).toEqual(["sealed", "sealed-alternate"]);
    expect(filesOf(out, alternate)).toContain("sealed");
    expect(out.cases[0]).toMatchObject({ contact: alternate });
  });
});

describe("a new lead follows one who has left", async () => {
  const nell = "nell@district.example";
  const day = await begin();
  day.play(sent("contact"), editOf("26-0001", { acknowledged: true }, "lead", "sealed"));
  const out = day.play(editContacts(lead, { email: nell }), { advance: "PT45M" });

  test("they have the case, are told of it and asked to acknowledge it", () => {
    expect(registersOf(out)).toEqual(["sealed"]);
    expect(out.cases).toMatchObject([{ contact: nell, acknowledged: false }]);
    expect(told(out, nell)[0]?.text).toContain("You read sealed reports now");
    expect(filesOf(out, nell)).toContain("sealed");
    expect(filesOf(out, lead)).not.toContain("sealed");
  });
});

test("where nobody is left for a case that is in a file, people are told that one waits", async () => {
  const day = await begin();
  const out = day.play(sent("lead"), editContacts(alternate, { email: lead }), {
    advance: "PT2H",
  });
  expect(waits(out).map(({ to }) => to)).toEqual([[admin]]);
  expect(told(out, lead)).toEqual([]);
  expect(filesOf(out, lead)).toEqual(["main"]);
});

test("somebody shared a reader's file with a contact: they are out before a report that excludes them is in", async () => {
  const day = await begin();
  day.play({ share: { add: { who: contact, file: "sealed" } }, as: "admin" });
  const out = day.play(sent("contact"));
  expect(registersOf(out)).toEqual(["sealed"]);
  expect(filesOf(out, contact)).toEqual(["main"]);
});

describe("somebody shared a reader's file with whom a case in it excludes", () => {
  const shared = async () => {
    const day = await begin();
    day.play(sent("contact"), { share: { add: { who: contact, file: "sealed" } }, as: "admin" });
    return day;
  };
  // It excludes nobody: no row of Contacts is ticked as an administrator's.
  const other = sent("administrator", { studentName: "Wren Hill", studentId: "840277" });

  test("they are out before the next report is in, whomever that one excludes", async () => {
    const out = (await shared()).play(other);
    expect(registersOf(out)).toEqual(["sealed", "sealed"]);
    expect(filesOf(out, contact)).toEqual(["main"]);
  });

  test("where Google does not take them out, the other reader has it", async () => {
    const day = await shared();
    day.workspace.fault({ call: "Spreadsheet.removeEditor", when: "before", times: 2 });
    const out = day.play(other);
    expect(registersOf(out)).toEqual(["sealed", "sealed-alternate"]);
  });

  test("they are out when a copy for the other reader is in", async () => {
    const day = await begin();
    const { workspace } = day;
    day.play(sent("lead"), sent("contact", { studentName: "Wren Hill", studentId: "840277" }));
    const copies = (out: Output) =>
      out.cases.filter(({ register }) => register === "sealed-alternate").length;
    let before = workspace.save();
    // An hour passes before the readers are asked whether they have seen it.
    day.play({ advance: "PT10M" });
    day.sleep("PT35M");
    for (let tick = 0; tick < 40 && copies(day.out()) < 2; tick += 1) {
      before = workspace.save();
      day.play({ advance: "PT5M" });
    }
    workspace.resume(before);
    const out = day.play(
      { share: { add: { who: lead, file: "sealed-alternate" } }, as: "admin" },
      { advance: "PT5M" },
    );
    expect(copies(out)).toBe(2);
    expect(filesOf(out, lead)).not.toContain("sealed-alternate");
  });
});

test("a day with everything at once tells only those who may know", async () => {
  const day = await begin();
  const out = untilNextDay(day, sent("lead"), sent("contact"), sent("administrator"));
  const allowed = new Set([lead, alternate]);
  for (const one of everybody.filter((who) => !allowed.has(who)))
    expect(told(out, one)).toEqual([]);
  expect(registersOf(out)).not.toContain("main");
});
