/** Whose case it is: stepping aside, giving it to a colleague, handing it over to another school (by which rule: case/responsible, case/may-act). */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playCleanDay } from "../day/day";
import { call, edit, minutes, reportOn, tick } from "../day/events";
import { kinds, mails, mailTo, onlyCase, told, wordsIn, wordsOf } from "../day/look";
import { backup, contact, contactsRow, lead, south, stranger } from "../day/people";

const pine = reportOn("Rowan Pine", "730194");
const victim = reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] });
const contacts = [
  ...demoDirectory.contacts,
  contactsRow("designated contact", south, { school: "South Middle", name: "Sam South" }),
];
/** Two hours before the morning's digest. */
const early = { start: "2026-09-01T05:30:00-07:00", directory: { contacts } };
const acknowledge = edit({ acknowledged: true });

test.each([["x"], [true], [contact], ["Casey Contact"]])(
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

describe("a case is given to a colleague", () => {
  test("who is told, asked first, after the whole time to call, and has the rises and the digest", async () => {
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

  test.each([
    ["a stranger", stranger, /a colleague in Contacts/],
    ["an agency", "Town Police Department", /a colleague in Contacts/],
    ["someone who has stepped aside", contact, /has stepped aside/],
  ])("%s is put back in words", async (_, assignedTo, words) => {
    const day = await Day.after(pine, edit({ steppedAside: "x" }));
    expect(onlyCase(day.play(edit({ assignedTo }, "backup")))).toMatchObject({ assignedTo: null });
    expect(day.note("cases", day.rowOf("cases", "26-0001"), "assignedTo")).toMatch(words);
  });
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
