/**
 * A register out of reach: one email at the pace of danger, or once a day, that says what is known and what to do; and it ends by itself
 * (design 2.11, 2.18). A day for each state.
 */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { call, fault, menu, minute, minutes, rowan, tickOf } from "../day/events";
import { expectNoStudentData, type Output, outageMails, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const everybody = [admin, backup, contact, lead];
const danger = { ...rowan, immediateDanger: "yes", facts: "Slept in a van." };
const other = { ...danger, studentName: "Ash Grove", studentId: "730195" };
const data = ["Rowan Pine", "730194", "van"];
const damage = { sheet: { deleteTab: "cases" } };

const asks = (day: Day, from = 0) =>
  outageMails(day.out()).filter(({ at }) => Date.parse(at) >= from);
const to = (mails: Output["inbox"]) => [...new Set(mails.flatMap((mail) => mail.to))].sort();
/** Longest time between two emails, in minutes. */
const longestGap = (mails: Output["inbox"], from: number, until: number) => {
  const times = [from, ...mails.map(({ at }) => Date.parse(at)), until].sort((a, b) => a - b);
  return Math.max(...times.map((at, i) => (at - (times[i - 1] ?? at)) / minute));
};
/** Minutes after the first at which a person was asked. */
const minutesOf = (mails: Output["inbox"], who: string) => {
  const times = mails.flatMap(({ at, to: all }) => (all.includes(who) ? Date.parse(at) : []));
  return times.map((at) => Math.round((at - (times[0] ?? 0)) / minute));
};
const called = (answers: object = {}, as = "admin") =>
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

async function stage(rest: Readonly<Record<string, unknown>> = {}): Promise<Day> {
  return (await Day.betweenTicks(rest)).reach(minutes(6));
}

describe("a danger that was taken in", () => {
  test.each(["cases", "contacts"])(
    "the tab %s is deleted: asked at the pace, until a call is recorded",
    async (tab) => {
      const day = await stage();
      day.play({ submit: danger }, { submit: other }, minutes(20), { sheet: { deleteTab: tab } });
      const from = day.workspace.clock.now;
      day.play(minutes(300));
      const mails = asks(day);
      expect(to(mails)).toEqual(everybody);
      expect(longestGap(mails, from, day.workspace.clock.now)).toBeLessThanOrEqual(66);
      expect(mails[0]?.cases).toEqual(["26-0001", "26-0002"]);
      for (const { text } of mails) {
        expect(text).toContain("Immediate danger: 2 cases without a call on record");
        expect(text).toContain("911");
        expect(text).toContain("School: North High");
        expect(text).toContain("Say who called");
        if (tab !== "contacts") expect(text).toContain("(415) 473-7153");
      }
      expectNoStudentData(mails, data);
      // A call recorded for one does not end the other.
      const pages = day.play(called({ about: "26-0001" }), { menu: { name: "check" } }).pages;
      expect(pages[0]?.text).toContain("That was recorded");
      if (tab === "cases") {
        expect(pages[1]?.text).toContain("Case 26-0002 is in immediate danger");
        expect(pages[1]?.text).not.toContain("Case 26-0001 is in immediate danger");
      }
      const then = day.workspace.clock.now;
      day.play(minutes(120));
      expect(new Set(asks(day, then).flatMap((mail) => mail.cases))).toEqual(new Set(["26-0002"]));
    },
  );

  test("the whole register is away, and then heals: one email at a time, no burst, and the case goes on by its own", async () => {
    const day = await stage();
    day.play({ submit: danger }, minutes(20));
    const back = day.takeAway("main");
    day.play(minutes(60));
    expect(to(asks(day))).toEqual(everybody);
    for (const who of everybody) {
      const times = minutesOf(asks(day), who);
      expect(new Set(times).size, who).toBe(times.length);
      expect(times.length, who).toBeLessThanOrEqual(6);
    }
    back();
    const healed = day.workspace.clock.now;
    day.play(minutes(14));
    const soon = day.out().inbox.filter(({ at }) => Date.parse(at) >= healed);
    for (const who of everybody) {
      expect(soon.filter((mail) => mail.to.includes(who)).length, who).toBeLessThanOrEqual(1);
    }
    day.play(minutes(120));
    expect(asks(day, healed)).toEqual([]);
    const own = day.mails("case-escalated").filter(({ at }) => Date.parse(at) >= healed);
    expect(longestGap(own, healed, day.workspace.clock.now)).toBeLessThanOrEqual(31);
  });

  test("read but not written: asked past it, nobody twice for one slot, and nobody who stepped aside", async () => {
    const day = await stage();
    const aside = { edit: { case: "26-0001", set: { steppedAside: backup } }, as: "lead" };
    day.play({ submit: danger }, aside, minutes(6));
    const refused =
      "API call to sheets.spreadsheets.batchUpdate failed with error: The caller does not have permission";
    day.play(fault("Sheets.Spreadsheets.batchUpdate", 900, refused));
    const from = day.workspace.clock.now;
    day.play(minutes(120));
    expect(to(asks(day))).toEqual([admin, contact, lead]);
    expect(longestGap(asks(day), from, day.workspace.clock.now)).toBeLessThanOrEqual(21);
    const sentAt = minutesOf(asks(day), lead);
    expect(new Set(sentAt).size).toBe(sentAt.length);
  });

  test("acknowledged before: that person each hour, everybody each fourth hour; with a call on record nobody", async () => {
    const day = await stage();
    const acknowledge = { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" };
    day.play(
      { submit: danger },
      acknowledge,
      { submit: other },
      tickOf("26-0002", call),
      minutes(70),
      damage,
    );
    const from = day.workspace.clock.now;
    day.play(minutes(300));
    expect(new Set(asks(day, from).flatMap(({ cases }) => cases))).toEqual(new Set(["26-0001"]));
    const about = asks(day, from).filter(({ cases }) => cases.length > 0);
    expect(minutesOf(about, contact).length).toBeGreaterThanOrEqual(5);
    expect(minutesOf(about, backup)).toHaveLength(1);
  });

  test("the tab goes before a clock run has seen the case: it is asked about all the same", async () => {
    const day = await stage();
    day.play({ submit: danger }, damage, minutes(40));
    expect(to(asks(day))).toEqual(everybody);
    expect(asks(day).some(({ text }) => text.includes("26-0001"))).toBe(true);
  });
});

describe("a report that waits in the Form", () => {
  test("with danger: told by its own run and again at the pace, until it is taken in", async () => {
    const day = await stage();
    day.play(damage, { submit: danger });
    expect(to(asks(day))).toEqual(everybody);
    for (const mail of asks(day)) {
      expect(mail.text).toContain("Immediate danger");
      expect(mail.text).toContain("School: North High");
      expect(mail.text).toContain("(415) 473-7153");
      expect(mail.text.split("\n")[0]).not.toMatch(/danger|school/i);
    }
    expectNoStudentData(asks(day), data);
    day.play(minutes(250));
    const times = minutesOf(asks(day), lead);
    for (const round of [0, 15, 30, 60, 240]) {
      expect(
        times.some((at) => at >= round && at <= round + 6),
        `at ${round}: ${times}`,
      ).toBe(true);
    }
    day.play({ menu: { name: "set-up" } });
    const healed = day.workspace.clock.now;
    day.play(minutes(15));
    expect(day.out().cases).toHaveLength(1);
    expect(asks(day, healed)).toEqual([]);
  });

  test("without danger, where Contacts are gone too: those who were remembered, and once a day", async () => {
    const day = await stage();
    const { immediateDanger: _, ...calm } = danger;
    day.play(
      { sheet: { deleteTab: "contacts" } },
      { submit: { ...calm, school: "Rowan Pine of North" } },
    );
    day.every = 180;
    day.play({ advance: "PT50H" });
    expect(to(asks(day))).toEqual([admin, lead]);
    for (const mail of asks(day)) {
      expect(mail.text).not.toContain("Immediate danger");
      // A school that is none of the district's may be anything.
      expect(wordsOf(mail)).not.toContain("Rowan");
    }
    expect(minutesOf(asks(day), lead).length).toBeLessThanOrEqual(5);
  });
});

describe("a sealed one", () => {
  const directory = demoAnd(contactsRow("alternate lead", alternate));
  const sealed = { ...danger, recipientMayBeInvolved: "contact" };

  test.each([
    ["contact", [alternate, lead]],
    ["lead", [alternate]],
    ["alternate-lead", [lead]],
  ])(
    "a report that waits and names the %s goes to its readers and no one else",
    async (named, expected) => {
      const day = await stage({ directory });
      day.play({ submit: { ...sealed, recipientMayBeInvolved: named } }, damage);
      day.play({ submit: { ...other, recipientMayBeInvolved: named } }, minutes(5));
      const waits = asks(day).filter(({ text }) => text.includes("waits in the Form"));
      expect(to(waits).filter((who) => !expected.includes(who))).toEqual([]);
    },
  );

  test("its register is out of reach: its readers alone are asked, and nothing stands in the script's store", async () => {
    const day = await stage({ directory });
    day.play({ submit: sealed }, minutes(10));
    const back = day.takeAway("sealed");
    const from = day.workspace.clock.now;
    day.play(minutes(240));
    expect(to(asks(day))).toEqual([alternate, lead]);
    expect(longestGap(asks(day), from, day.workspace.clock.now)).toBeLessThanOrEqual(66);
    expect(asks(day).some(({ text }) => text.includes("26-0001"))).toBe(true);
    for (const { text } of asks(day)) expect(text).not.toContain("docs.google.com/spreadsheets");
    expectNoStudentData(asks(day), data);
    expect(day.properties()["dangers"] ?? "").toBe("");
    // The reader's own check takes the call; the admin's says nothing of it.
    const pages = day
      .play(
        { share: { add: { who: "lead", file: "form" } } },
        { menu: { name: "check" }, as: "admin" },
        called({}, "lead"),
      )
      .pages.map(({ text }) => text);
    expect(pages[0]).not.toContain("says immediate danger");
    expect(pages[1]).toContain("That was recorded");
    const then = day.workspace.clock.now;
    day.play(minutes(120));
    expect(asks(day, then)).toEqual([]);
    back();
    day.play(minutes(40));
    expect(day.out().inbox.some(({ at }) => Date.parse(at) > then)).toBe(true);
  });

  test("the main register is out of reach whole: its readers, as remembered, are asked", async () => {
    const day = await stage({ directory });
    day.play({ submit: sealed }, minutes(10));
    day.takeAway("main");
    day.play(minutes(60));
    expect(to(asks(day).filter(({ cases }) => cases.length > 0))).toEqual([alternate, lead]);
  });
});
