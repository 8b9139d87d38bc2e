/**
 * Whose case it is: stepping aside, giving it to a colleague, handing it over to another school (the rules: case/responsible,
 * case/may-act).
 */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, edit, editContacts, minutes, reportOn, tick } from "../day/events";
import { kinds, mails, mailTo, onlyCase, recipients, told, wordsIn, wordsOf } from "../day/look";
import { backup, contact, contactsRow, demoAnd, lead, south } from "../day/people";

const pine = reportOn("Rowan Pine", "730194");
const victim = reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] });
const contacts = [
  ...demoDirectory.contacts,
  contactsRow("designated contact", south, { school: "South Middle", name: "Sam South" }),
];
/** Two hours before the morning's digest. */
const early = { start: "2026-09-01T05:30:00-07:00", directory: { contacts } };
const acknowledge = edit({ acknowledged: true });

test.each(["x", "Casey Contact"])(
  "a contact steps aside, by %s: the backup has the case, the lead is told",
  async (how) => {
    const out = (await Day.after(pine)).play(edit({ steppedAside: how }));
    expect(onlyCase(out)).toMatchObject({ steppedAside: contact, contact: backup });
    expect(told(out.inbox).slice(1)).toEqual([
      ["case-given", backup],
      ["case-stepped-aside", lead],
    ]);
    const words = (who: string) => mailTo(out, who).map(wordsOf).join();
    expect(words(lead)).not.toContain("CALL NOW");
    expect(words(backup)).toContain("CALL NOW");
  },
);

test("whoever steps aside after others, by x in the same cell, does not give the case back to them", async () => {
  const aside = (who: string) => edit({ steppedAside: "x" }, who);
  const out = await playDay([pine, aside("contact"), aside("backup"), aside("lead")]);
  expect(onlyCase(out)).toMatchObject({ steppedAside: `${contact}, ${backup}, ${lead}` });
  expect(mailTo(out, contact)).toHaveLength(1);
});

test("a case that the lead gives back is theirs again, before a colleague of the same role who has had it since", async () => {
  const next = contactsRow("designated contact", "next@district.example");
  const out = await playDay(
    [pine, edit({ steppedAside: "x" }), edit({ steppedAside: null }, "lead")],
    {
      directory: demoAnd(next),
    },
  );
  expect(recipients(mails(out, "case-given"))).toEqual([contact, next.email]);
});

describe("whoever has stepped aside", async () => {
  const day = await Day.begin({ start: early.start });
  day.play(pine, acknowledge, edit({ steppedAside: "x" }));
  const { length } = day.out().inbox;
  const typed = day.play(
    edit({ notes: "It is nothing.", acknowledged: true }),
    edit({ steppedAside: null }),
    tick(call, { done: true }, "contact"),
    { edit: { tab: "log", case: "26-0001", set: { what: "I am his aunt." } }, as: "contact" },
    edit({ notes: "Called." }, "backup"),
    edit({ steppedAside: null }, "backup"),
    edit({ steppedAside: `${contact}, ${lead}` }, "backup"),
  );

  test("has what they write undone with a note, but for Log; others go on", () => {
    const now = { notes: "Called.", acknowledged: false, steppedAside: contact };
    expect(onlyCase(typed)).toMatchObject(now);
    expect(typed.checklist.every(({ done }) => done === false)).toBe(true);
    const row = day.rowOf("checklist", "26-0001", call);
    expect(day.note("checklist", row, "done")).toMatch(/you stepped aside/);
    const note = day.note("cases", day.rowOf("cases", "26-0001"), "steppedAside");
    expect(note).toMatch(/step aside only for yourself/);
    expect(typed.log).toMatchObject([{ act: call, outcome: null }, { what: "I am his aunt." }]);
    for (const tab of ["Cases", "Guide"]) expect(wordsIn(typed, tab)).toMatch(/can still read it/);
  });

  test("gets nothing more, while others are asked, also in danger; the lead alone gives it back", () => {
    const danger = { concerns: ["suspected-victim"], immediateDanger: "yes" };
    const after = day.play(reportOn("Rowan Pine", "730194", danger), { advance: "PT2H" }).inbox;
    const kindsAfter = kinds(after.slice(length));
    expect(kindsAfter).toEqual(expect.arrayContaining(["case-raised", "case-escalated", "digest"]));
    const toContact = after.slice(length).filter(({ to }) => to.includes(contact));
    // What they typed is told to have been undone, and nothing of the case.
    expect(toContact).toEqual([]);
    const back = day.play(edit({ steppedAside: null }, "lead"), edit({ notes: "Mine." }));
    expect(onlyCase(back)).toMatchObject({ steppedAside: null, notes: "Mine.", contact });
  });
});

test("a case is given to a colleague who is told, asked first, after the whole time to call, and has the rises and the digest", async () => {
  const given = edit({ assignedTo: "Sam South" });
  const days = [pine, minutes(50), given, minutes(45), victim, { advance: "PT80M" }];
  const out = await playCleanDay(days, early);
  expect(onlyCase(out)).toMatchObject({ assignedTo: south, contact });
  const own = kinds(mailTo(out, south));
  expect(own.slice(0, 2)).toEqual(["case-given", "case-raised"]);
  expect(own).toEqual(expect.arrayContaining(["call-overdue", "digest"]));
  for (const kind of ["case-raised", "digest"])
    expect(kinds(mailTo(out, contact))).not.toContain(kind);
});

test("a report that names another school is told there too", async () => {
  const there = reportOn("Rowan Pine", "730194", { school: "South Middle" });
  const out = await playCleanDay([pine, there], early);
  expect(recipients(mails(out, "report-added"))).toEqual([contact, south]);
});

describe("a hand-over to another school of the district", async () => {
  const day = await Day.begin(early);
  const before = day.playClean(
    pine,
    acknowledge,
    edit({ handedTo: "South Middle" }),
    { advance: "PT2H10M" },
    reportOn("Rowan Pine", "730194", { factors: ["frequently-absent"] }),
    minutes(10),
  ).inbox;
  const out = day.playClean(edit({ handedAt: "2026-09-01" }), victim, { advance: "PT65M" });

  test("until it is received the case stays where it was, and both schools are asked", () => {
    const digest = (to: string) =>
      mails({ inbox: before }, "digest")
        .filter((mail) => mail.to.includes(to))
        .map(wordsOf)
        .join();
    expect(digest(contact)).toMatch(
      /other school has not received this case yet, so it is still yours/,
    );
    expect(digest(south)).toMatch(/being handed over to your school/);
    expect(digest(south)).not.toMatch(/Late:/);
    expect(mailTo(out, south)[0]).toMatchObject({ message: "case-handed-over" });
    expect(mails(out, "report-added").map(({ to }) => to.join())).toEqual([contact]);
  });

  test("from then on everything goes to that school's contact", () => {
    const after = out.inbox
      .slice(before.length)
      .filter(({ message }) => message !== "case-handed-over");
    expect(after.filter(({ to }) => to.includes(contact))).toEqual([]);
    expect(told(after).slice(0, 2)).toEqual([
      ["case-given", south],
      ["case-raised", south],
    ]);
    expect(kinds(after)).toContain("case-escalated");
    expect(onlyCase(out)).toMatchObject({ contact: south, acknowledged: false });
  });
});

test("whoever had the case reads that somebody else hands it over, and that it is received", async () => {
  const by = (set: object) => edit(set, "lead");
  const out = await playCleanDay(
    [pine, by({ handedTo: "South Middle" }), by({ handedAt: "2026-09-01" })],
    early,
  );
  const handed = mails(out, "case-handed-over").map(({ to }) => to.join());
  expect(handed).toEqual([south, contact, contact]);
});

test("whoever was assigned the case at one school does not act for the next", async () => {
  const out = await playCleanDay(
    [
      pine,
      edit({ assignedTo: "Billie Backup" }),
      edit({ handedTo: "South Middle" }),
      edit({ handedAt: "2026-09-01" }),
    ],
    early,
  );
  expect(onlyCase(out)).toMatchObject({ assignedTo: null, contact: south });
  expect(recipients(mails(out, "case-given"))).toEqual([backup, south]);
});

// Who is told when a contact is away or is replaced, and when a school is closed (whoever and whenever: case/responsible, case/escalate).

const onLeaveTo = (awayTo: string) => ({
  directory: {
    contacts: demoDirectory.contacts.map((row) =>
      row.role === "designated contact" ? { ...row, awayFrom: "2026-08-31", awayTo } : row,
    ),
  },
});

test("a contact on leave who acknowledges all the same is there: reminded first, and has the morning's email", async () => {
  const events = [pine, acknowledge, { advance: "PT2H" }, { advance: "PT22H" }];
  const out = await playDay(events, onLeaveTo("2026-09-04"), { every: 30 });
  expect(kinds(mailTo(out, contact))).toEqual(["call-overdue", "digest"]);
});

test("a contact on leave is never asked while away, also on the last day, and has the case when back", async () => {
  const day = await Day.begin(onLeaveTo("2026-09-01"), {}, true);
  day.every = 30;
  day.play(pine, { advance: "PT2H" });
  day.sleep("PT19H");
  const own = mailTo(day.play({ advance: "PT3H" }), contact);
  expect(own.filter(({ at }) => at < "2026-09-02T07:00")).toEqual([]);
  expect(kinds(own)).toContain("digest");
});

test("who is asked next is replaced: the new one is asked, although someone was under that role, then the lead", async () => {
  const next = "next@district.example";
  const day = await Day.begin();
  day.every = 30;
  day.play(pine, { advance: "PT2H15M" }, editContacts(backup, { email: next }, "lead"));
  // Each tick around four hours after the report, and after the one before, twice.
  for (const wait of ["PT70M", "PT30M", "PT15M", "PT3H50M", "PT30M"]) day.play({ advance: wait });
  const asked = (kind: string) => mails(day.out(), kind).map(({ to }) => to.join());
  expect(asked("call-overdue").slice(0, 3)).toEqual([contact, backup, next]);
  expect(asked("case-escalated").slice(0, 2)).toEqual([next, lead]);
});

test("who has the case leaves for good, and who comes after is away: whoever stands in is told that it is theirs", async () => {
  const day = await Day.begin();
  day.play(pine, minutes(10));
  const after = { email: "next@district.example", awayFrom: "2026-08-31", awayTo: "2026-09-04" };
  const out = day.playClean(editContacts(contact, after, "lead"), minutes(75));
  expect(kinds(mailTo(out, backup))).toContain("case-given");
});
