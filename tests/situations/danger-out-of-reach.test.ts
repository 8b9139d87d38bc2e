/** A danger that was taken in, and then its register is damaged or out of reach: people are asked on, until a call is recorded or it can be used again (design 2.11, 2.18). */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { call, fault, menu, minute, minutes, rowan, tickOf } from "../day/events";
import { expectNoStudentData, type Output, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const everybody = [admin, backup, contact, lead];
const danger = { ...rowan, immediateDanger: "yes", facts: "Slept in a van." };
const data = ["Rowan Pine", "730194", "van"];
const kind = "register-unreachable";

const asks = (day: Day, from = 0) => day.mails(kind).filter(({ at }) => Date.parse(at) >= from);
const to = (mails: Output["inbox"]) => [...new Set(mails.flatMap((mail) => mail.to))].sort();
/** Longest time between two mails, in minutes. */
const longestGap = (mails: Output["inbox"], from: number, until: number) => {
  const times = [from, ...mails.map(({ at }) => Date.parse(at)), until].sort((a, b) => a - b);
  return Math.max(...times.map((at, i) => (at - (times[i - 1] ?? at)) / minute));
};

const pagesOf = (day: Day, events: readonly unknown[]) =>
  day.play(...events).pages.map(({ text }) => text);

async function stage(rest: Readonly<Record<string, unknown>> = {}): Promise<Day> {
  return (await Day.betweenTicks(rest)).reach(minutes(6));
}

const called = (answers: object, as = "admin") =>
  menu(
    "danger-called",
    {
      calledBy: "Ari Admin",
      agency: "child-and-family-services",
      calledAt: "2026-09-01 09:10",
      ...answers,
    },
    as,
  );

test.each(["cases", "checklist", "outbox", "contacts"])(
  "the tab %s is deleted: whoever has the case, the school's own, lead and admin are asked at the pace",
  async (tab) => {
    const day = await stage();
    day.play({ submit: danger }, minutes(20), { sheet: { deleteTab: tab } });
    const from = day.workspace.clock.now;
    day.play(minutes(300));
    const mails = asks(day);
    expect(to(mails)).toEqual(everybody);
    expect(longestGap(mails, from, day.workspace.clock.now)).toBeLessThanOrEqual(66);
    const [first] = mails;
    expect(first?.subject).not.toMatch(/danger/i);
    for (const { text } of mails) {
      expect(text).toContain("Immediate danger: 1 case without a call on record");
      expect(text).toContain("911");
      expect(text).toContain("26-0001");
      expect(text).toContain("School: North High");
      expect(text).toContain("Say who called");
      if (tab !== "contacts") expect(text).toContain("(415) 473-7153");
    }
    expectNoStudentData(mails, data);
  },
);

test("the tab goes before a clock run has seen the case: it is asked about all the same", async () => {
  const day = await stage();
  day.play({ submit: danger }, { sheet: { deleteTab: "cases" } }, minutes(40));
  expect(to(asks(day))).toEqual(everybody);
  expect(asks(day)[0]?.text).toContain("26-0001");
});

test("the whole register is out of reach, and then heals: no flood, and the case goes on by its own mails", async () => {
  const day = await stage();
  day.play({ submit: danger }, minutes(20));
  const back = day.takeAway("main");
  day.play(minutes(60));
  expect(to(asks(day))).toEqual(everybody);
  const count = day.out().inbox.filter(({ to: who }) => who.includes(lead)).length;
  // The first mail, three rounds by then, register-unreachable, and a turn alone or two.
  expect(count).toBeLessThanOrEqual(8);
  back();
  const healed = day.workspace.clock.now;
  day.play(minutes(14));
  const soon = day.out().inbox.filter(({ at }) => Date.parse(at) >= healed);
  for (const who of everybody) {
    expect(soon.filter((mail) => mail.to.includes(who)).length, who).toBeLessThanOrEqual(1);
  }
  day.play(minutes(120));
  expect(asks(day, healed)).toEqual([]);
  const own = day
    .out()
    .inbox.filter(({ message, at }) => message === "case-escalated" && Date.parse(at) >= healed);
  expect(longestGap(own, healed, day.workspace.clock.now)).toBeLessThanOrEqual(31);
});

test("read but not written: asked past it, and not twice", async () => {
  const day = await stage();
  day.play({ submit: danger }, minutes(6));
  const refused =
    "API call to sheets.spreadsheets.batchUpdate failed with error: The caller does not have permission";
  day.play(fault("Sheets.Spreadsheets.batchUpdate", 900, refused));
  const from = day.workspace.clock.now;
  day.play(minutes(120));
  expect(to(asks(day))).toEqual(everybody);
  expect(longestGap(asks(day), from, day.workspace.clock.now)).toBeLessThanOrEqual(21);
  const slots = asks(day).filter((mail) => mail.to.includes(lead));
  const sentAt = slots.map(({ at }) => Math.round(Date.parse(at) / minute));
  expect(new Set(sentAt).size).toBe(sentAt.length);
});

test("two dangers: one mail a person names both, and a call recorded for one does not end the other", async () => {
  const day = await stage();
  const other = { ...danger, studentName: "Ash Grove", studentId: "730195" };
  day.play(
    { submit: danger },
    { submit: other },
    minutes(10),
    { sheet: { deleteTab: "cases" } },
    minutes(60),
  );
  const [first] = asks(day);
  expect(first?.cases).toEqual(["26-0001", "26-0002"]);
  const pages = pagesOf(day, [
    { menu: { name: "check" } },
    called({ about: "26-0001" }),
    { menu: { name: "check" } },
  ]);
  expect(pages[0]).toContain("Case 26-0001 is in immediate danger");
  expect(pages[1]).toContain("That was recorded");
  expect(pages[2]).not.toContain("Case 26-0001 is in immediate danger");
  expect(pages[2]).toContain("Case 26-0002 is in immediate danger");
  const then = day.workspace.clock.now;
  day.play(minutes(120));
  expect(new Set(asks(day, then).flatMap((mail) => mail.cases))).toEqual(new Set(["26-0002"]));
});

test("where nothing of the register can be read, the check still shows the danger and takes the call", async () => {
  const day = await stage();
  day.play({ submit: danger }, minutes(10));
  day.takeAway("main");
  day.play(minutes(40));
  const pages = pagesOf(day, [{ menu: { name: "check" } }, called({})]);
  expect(pages[0]).toContain("Case 26-0001 is in immediate danger");
  expect(pages[1]).toContain("That was recorded");
  const then = day.workspace.clock.now;
  day.play(minutes(240));
  expect(asks(day, then)).toEqual([]);
});

test("who stepped aside is not asked; who acknowledged is asked alone, each hour", async () => {
  const day = await stage();
  const aside = { edit: { case: "26-0001", set: { steppedAside: backup } }, as: "lead" };
  day.play({ submit: danger }, aside, minutes(6));
  const acknowledged = { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" };
  const other = { ...danger, studentName: "Ash Grove", studentId: "730195" };
  day.play(
    { submit: other },
    acknowledged,
    minutes(6),
    { sheet: { deleteTab: "cases" } },
    minutes(240),
  );
  const about = (reference: string) => asks(day).filter(({ cases }) => cases.includes(reference));
  expect(to(about("26-0001"))).toEqual([contact]);
  expect(to(about("26-0002"))).toEqual(everybody);
});

test("a call on record, or no danger: nobody is asked", async () => {
  const day = await stage();
  const tick = {
    edit: { case: "26-0001", act: call, set: { done: true } },
    as: "contact",
  };
  const { immediateDanger: _, ...calm } = danger;
  const other = { ...calm, studentName: "Ash Grove", studentId: "730195" };
  day.play(
    { submit: danger },
    tick,
    { submit: other },
    minutes(6),
    { sheet: { deleteTab: "cases" } },
    minutes(90),
  );
  expect(asks(day)).toEqual([]);
});

describe("a sealed one", () => {
  const directory = demoAnd(contactsRow("alternate lead", alternate));
  const sealed = { ...danger, recipientMayBeInvolved: "contact" };

  test("its register is out of reach: its readers alone are asked, and nothing stands in the script's store", async () => {
    const day = await stage({ directory });
    day.play({ submit: sealed }, minutes(10));
    const back = day.takeAway("sealed");
    const from = day.workspace.clock.now;
    day.play(minutes(240));
    const mails = asks(day);
    expect(to(mails)).toEqual([alternate, lead]);
    expect(longestGap(mails, from, day.workspace.clock.now)).toBeLessThanOrEqual(66);
    expect(mails[0]?.text).toContain("26-0001");
    expect(mails[0]?.text).not.toContain("docs.google.com/spreadsheets");
    expectNoStudentData(mails, data);
    expect(day.properties()["dangers"] ?? "").toBe("");
    // The reader's own check takes the call; the admin's says nothing of it.
    const pages = pagesOf(day, [
      { share: { add: { who: "lead", file: "form" } } },
      { menu: { name: "check" }, as: "admin" },
      called({}, "lead"),
    ]);
    expect(pages[0]).toContain("Check");
    expect(pages[0]).not.toContain("says immediate danger");
    expect(pages[1]).toContain("That was recorded");
    const then = day.workspace.clock.now;
    day.play(minutes(120));
    expect(asks(day, then)).toEqual([]);
    back();
    day.play(minutes(40));
    expect(day.out().inbox.some(({ at }) => Date.parse(at) > then)).toBe(true);
  });

  test("its reader has left Contacts meanwhile, and no other has come: people of the district, without the case", async () => {
    const day = await stage({ directory: demoAnd() });
    day.play({ submit: sealed }, minutes(10));
    day.takeAway("sealed");
    day.play(
      { edit: { tab: "contacts", key: lead, set: { role: "district admin" } }, as: "admin" },
      minutes(60),
    );
    const mails = asks(day);
    expect(to(mails)).not.toContain(contact);
    expect(to(mails)).toContain(admin);
    for (const mail of mails.filter((one) => one.to.includes(admin))) {
      expect(wordsOf(mail)).not.toMatch(/26-0001|North High/);
    }
  });

  test("the main register is damaged: its reader goes on by the file, and what they tick counts", async () => {
    const day = await stage();
    day.play({ submit: sealed }, minutes(10), { sheet: { deleteTab: "cases" } });
    const from = day.workspace.clock.now;
    day.play(minutes(90));
    const mine = day
      .out()
      .inbox.filter(({ message, at }) => message === "case-escalated" && Date.parse(at) >= from);
    expect(to(mine)).toEqual([lead]);
    expect(longestGap(mine, from, day.workspace.clock.now)).toBeLessThanOrEqual(21);
    expect(asks(day)).toEqual([]);
    day.play(tickOf("26-0001", call, { done: true }, "lead", "sealed"));
    const then = day.workspace.clock.now;
    day.play(minutes(120));
    const later = day
      .out()
      .inbox.filter(({ message, at }) => message === "case-escalated" && Date.parse(at) >= then);
    // The acknowledgement alone is still asked for, at its own slow pace.
    expect(later.length).toBeLessThanOrEqual(1);
  });

  test("the main register is out of reach whole: its readers, as remembered, are asked", async () => {
    const day = await stage({ directory });
    day.play({ submit: sealed }, minutes(10));
    day.takeAway("main");
    day.play(minutes(60));
    expect(to(asks(day))).toEqual([alternate, lead]);
  });
});
