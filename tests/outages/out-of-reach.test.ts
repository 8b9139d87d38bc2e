/**
 * A register that cannot be reached: one email, as often as for a danger or once a day, says what is known and what to do, and it stops
 * by itself (design 2.11, 2.18). One day for each state.
 */

import { describe, expect, test } from "vitest";
import { Day, type Rest } from "../day/day";
import {
  ash,
  call,
  edit,
  fault,
  first,
  menu,
  minute,
  minutes,
  report,
  setUp,
  tickOf,
} from "../day/events";
import { expectNoStudentData, type Mail, outageMails, recipients, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const everybody = [admin, backup, contact, lead];
const danger = report({ immediateDanger: "yes", facts: "Slept in a van." });
const other = { ...danger, ...ash };
const data = ["Rowan Pine", "730194", "van"];
const damage = { sheet: { deleteTab: "cases" } };
const check = menu("check");

const asks = (day: Day, from = 0) =>
  outageMails(day.out()).filter(({ at }) => Date.parse(at) >= from);
const to = (mails: readonly Mail[]) => [...new Set(recipients(mails))];
const about = (mails: readonly Mail[]) => new Set(mails.flatMap(({ cases }) => cases));
/** Longest time between two emails until now, in minutes. */
const longestGap = ({ workspace }: Day, mails: readonly Mail[], from: number) => {
  const times = [from, ...mails.map(({ at }) => Date.parse(at)), workspace.clock.now];
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((at, i) => (at - (sorted[i - 1] ?? at)) / minute));
};
/** Minutes after the first at which a person was asked. */
const minutesOf = (mails: readonly Mail[], who: string) => {
  const times = mails.flatMap(({ at, to: all }) => (all.includes(who) ? Date.parse(at) : []));
  return times.map((at) => Math.round((at - (times[0] ?? 0)) / minute));
};
const called = (answers: object = {}, as = "admin") => {
  const agency = "child-and-family-services";
  const said = { calledBy: "Ari Admin", agency, calledAt: "2026-09-01 09:10" };
  return menu("danger-called", { ...said, ...answers }, as);
};

/** A district whose clock has run once, and what came then; from when on what is played next is looked at. */
async function stage(rest: Rest, ...events: readonly object[]) {
  const day = (await Day.betweenTicks(rest)).reach(minutes(6));
  day.play(...events);
  return { day, from: day.workspace.clock.now };
}

describe("a danger that was taken in", () => {
  test.each(["cases", "contacts"])(
    "the tab %s is deleted: asked at the pace, until a call is recorded",
    async (tab) => {
      const gone = { sheet: { deleteTab: tab } };
      const both = [{ submit: danger }, { submit: other }, minutes(20), gone];
      const { day, from } = await stage({}, ...both);
      day.play(minutes(300));
      const mails = asks(day);
      expect(to(mails)).toEqual(everybody);
      expect(longestGap(day, mails, from)).toBeLessThanOrEqual(66);
      expect(mails[0]?.cases).toEqual(["26-0001", "26-0002"]);
      for (const { text } of mails) {
        expect(text).toContain("Immediate danger: 2 cases without a call on record");
        for (const words of ["911", "School: North High", "Say who called"])
          expect(text).toContain(words);
        if (tab !== "contacts") expect(text).toContain("(415) 473-7153");
      }
      expectNoStudentData(mails, data);
      // A call recorded for one does not end the other.
      const [taken, page] = day.play(called({ about: first }), check).pages;
      expect(taken?.text).toContain("That was recorded");
      if (tab === "cases") {
        expect(page?.text).toContain("Case 26-0002 is in immediate danger");
        expect(page?.text).not.toContain("Case 26-0001 is in immediate danger");
      }
      const then = day.workspace.clock.now;
      day.play(minutes(120));
      expect(about(asks(day, then))).toEqual(new Set(["26-0002"]));
    },
  );

  test("the whole register is away, and then heals: one email at a time, no burst, and the case goes on by its own", async () => {
    const { day } = await stage({}, { submit: danger }, minutes(20));
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
    const { inbox } = day.play(minutes(14));
    const soon = inbox.filter(({ at }) => Date.parse(at) >= healed);
    for (const who of everybody) expect(minutesOf(soon, who).length, who).toBeLessThanOrEqual(1);
    day.play(minutes(120));
    expect(asks(day, healed)).toEqual([]);
    const own = day.mails("case-escalated").filter(({ at }) => Date.parse(at) >= healed);
    expect(longestGap(day, own, healed)).toBeLessThanOrEqual(31);
  });

  test("read but not written: asked past it, no one twice for one slot, and no one who stepped aside", async () => {
    const refused =
      "API call to sheets.spreadsheets.batchUpdate failed with error: The caller does not have permission";
    const aside = edit({ steppedAside: backup }, "lead");
    const unwritten = fault("Sheets.Spreadsheets.batchUpdate", 900, refused);
    const { day, from } = await stage({}, { submit: danger }, aside, minutes(6), unwritten);
    day.play(minutes(120));
    expect(to(asks(day))).toEqual([admin, contact, lead]);
    expect(longestGap(day, asks(day), from)).toBeLessThanOrEqual(21);
    const sentAt = minutesOf(asks(day), lead);
    expect(new Set(sentAt).size).toBe(sentAt.length);
  });

  test.each([
    ["one school: its police", [{ submit: danger }], [true, false]],
    [
      "two schools: the police of neither",
      [{ submit: danger }, { submit: { ...other, school: "South Middle" } }],
      [false, false],
    ],
  ])("at %s", async (_name, reports, shown) => {
    const phones = { "North High": "(415) 555-0121", "South Middle": "(415) 555-0122" };
    const rows = Object.entries(phones);
    const police = rows.map(([of, phone]) => ({
      role: "law enforcement",
      school: of,
      name: `${of} Police`,
      phone,
    }));
    const { contacts } = demoAnd(...police);
    const directory = {
      schools: rows.map(([of]) => ({ school: of, lawEnforcementAgency: `${of} Police` })),
      contacts: contacts.filter((row) => !("name" in row && row.name === "Town Police Department")),
    };
    const { day } = await stage({ directory }, ...reports, minutes(20), damage, minutes(60));
    const mails = asks(day);
    expect(mails.length).toBeGreaterThan(0);
    for (const { text } of mails)
      expect(rows.map(([, phone]) => text.includes(phone))).toEqual(shown);
  });

  test("acknowledged before: that person each hour, everyone each fourth hour; with a call on record no one", async () => {
    const acknowledged = [{ submit: danger }, edit({ acknowledged: true })];
    const calledAbout = [{ submit: other }, tickOf("26-0002", call), minutes(70), damage];
    const { day, from } = await stage({}, ...acknowledged, ...calledAbout);
    day.play(minutes(300));
    expect(about(asks(day, from))).toEqual(new Set([first]));
    const asked = asks(day, from).filter(({ cases }) => cases.length > 0);
    expect(minutesOf(asked, contact).length).toBeGreaterThanOrEqual(5);
    expect(minutesOf(asked, backup)).toHaveLength(1);
  });

  test("the tab goes before a clock run has seen the case: it is asked about all the same", async () => {
    const { day } = await stage({}, { submit: danger }, damage, minutes(40));
    expect(to(asks(day))).toEqual(everybody);
    expect(asks(day).some(({ text }) => text.includes(first))).toBe(true);
  });
});

describe("a report that waits in the Form", () => {
  test("with danger: told by its own run and again at the pace, until it is taken in", async () => {
    const { day } = await stage({}, damage, { submit: danger });
    expect(to(asks(day))).toEqual(everybody);
    for (const { text } of asks(day)) {
      for (const words of ["Immediate danger", "School: North High", "(415) 473-7153"])
        expect(text).toContain(words);
      expect(text.split("\n")[0]).not.toMatch(/danger|school/i);
    }
    expectNoStudentData(asks(day), data);
    day.play(minutes(250));
    const times = minutesOf(asks(day), lead);
    const rounds = [0, 15, 30, 60, 240];
    const missed = rounds.filter((round) => !times.some((at) => at >= round && at <= round + 6));
    expect(missed, String(times)).toEqual([]);
    day.play(setUp);
    const healed = day.workspace.clock.now;
    day.play(minutes(15));
    expect(day.out().cases).toHaveLength(1);
    expect(asks(day, healed)).toEqual([]);
  });

  test("without danger, where Contacts are gone too: those who were remembered, and once a day", async () => {
    const calm = report({ school: "Rowan Pine of North", facts: "Slept in a van." });
    const { day } = await stage({}, { sheet: { deleteTab: "contacts" } }, { submit: calm });
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
  const rest = { directory: demoAnd(contactsRow("alternate lead", alternate)) };
  const naming = (recipientMayBeInvolved: string, one = danger) => ({
    submit: { ...one, recipientMayBeInvolved },
  });

  test.each([
    ["contact", [alternate, lead]],
    ["lead", [alternate]],
    ["alternate-lead", [lead]],
  ])(
    "a report that waits and names the %s goes to its readers and no one else",
    async (named, readers) => {
      const both = [naming(named), damage, naming(named, other), minutes(5)];
      const { day } = await stage(rest, ...both);
      const waits = asks(day).filter(({ text }) => text.includes("waits in the Form"));
      expect(to(waits).filter((who) => !readers.includes(who))).toEqual([]);
    },
  );

  test("its register is out of reach: its readers alone are asked, and nothing stands in the script's store", async () => {
    const { day, from } = await stage(rest, naming("contact"), minutes(10));
    const back = day.takeAway("sealed");
    day.play(minutes(240));
    expect(to(asks(day))).toEqual([alternate, lead]);
    expect(longestGap(day, asks(day), from)).toBeLessThanOrEqual(66);
    expect(asks(day).some(({ text }) => text.includes(first))).toBe(true);
    for (const { text } of asks(day)) expect(text).not.toContain("docs.google.com/spreadsheets");
    expectNoStudentData(asks(day), data);
    expect(day.properties()["dangers"] ?? "").toBe("");
    // The reader's own check takes the call; the admin's says nothing of it.
    const shared = { share: { add: { who: "lead", file: "form" } } };
    const [page, taken] = day.play(shared, check, called({}, "lead")).pages;
    expect(page?.text).not.toContain("says immediate danger");
    expect(taken?.text).toContain("That was recorded");
    const then = day.workspace.clock.now;
    day.play(minutes(120));
    expect(asks(day, then)).toEqual([]);
    back();
    const { inbox } = day.play(minutes(40));
    expect(inbox.some(({ at }) => Date.parse(at) > then)).toBe(true);
  });

  test("the main register is out of reach whole: its readers, as remembered, are asked", async () => {
    const { day } = await stage(rest, naming("contact"), minutes(10));
    day.takeAway("main");
    day.play(minutes(60));
    expect(to(asks(day).filter(({ cases }) => cases.length > 0))).toEqual([alternate, lead]);
  });
});
