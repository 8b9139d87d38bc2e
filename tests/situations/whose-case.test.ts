/** Whose case it is (issue 12): stepping aside, giving it to a colleague, handing it over to another school. */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, edit, reportOn, tick } from "../day/events";
import { mailTo, onlyCase, wordsOf } from "../day/look";
import { backup, contact, contactsRow, lead, south, stranger } from "../day/people";

const rowan = reportOn("Rowan Pine", "730194");
const acknowledge = edit({ acknowledged: true });
const contacts = [
  ...demoDirectory.contacts,
  contactsRow("designated contact", south, {
    school: "South Middle",
    name: "Sam South",
    phone: "(415) 555-0109",
  }),
];

/** Two hours before the morning's digest. */
const early = { start: "2026-09-01T05:30:00-07:00" };

describe("a contact steps aside", () => {
  test("the backup has it, the lead is told, and nothing more comes", async () => {
    const out = await playCleanDay(
      [
        rowan,
        acknowledge,
        { advance: "PT10M" },
        edit({ steppedAside: "x" }),
        { advance: "PT10M" },
        reportOn("Rowan Pine", "730194", {
          concerns: ["suspected-victim"],
          immediateDanger: "yes",
        }),
        { advance: "PT2H" },
      ],
      early,
    );
    expect(onlyCase(out)).toMatchObject({ steppedAside: contact, contact: backup });
    const after = out.inbox.filter(({ at }) => at > "2026-09-01T12:38");
    expect(after.slice(0, 2).map(({ message, to }) => [message, to.join()])).toEqual([
      ["case-given", backup],
      ["case-stepped-aside", lead],
    ]);
    expect(after.filter(({ to }) => to.includes(contact))).toEqual([]);
    expect(after.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["case-raised", "case-escalated", "digest"]),
    );
  });

  test.each([[true], [contact], ["Casey Contact"]])("with %s", async (how) => {
    const out = await playDay([rowan, edit({ steppedAside: how })]);
    expect(onlyCase(out)).toMatchObject({ steppedAside: contact, contact: backup });
  });
});

describe("whoever has stepped aside", async () => {
  const day = await Day.begin();
  const out = day.play(
    rowan,
    edit({ steppedAside: "x" }),
    edit({ notes: "It is nothing.", acknowledged: true }),
    edit({ steppedAside: null }),
    tick(call, { done: true }, "contact"),
    {
      edit: { tab: "log", case: "26-0001", set: { what: "I am his aunt." } },
      as: "contact",
    },
    edit({ notes: "Called." }, "backup"),
    edit({ steppedAside: null }, "backup"),
    edit({ steppedAside: `${contact}, ${lead}` }, "backup"),
  );

  test("has what they write undone with a note, but for Log; others go on", () => {
    expect(onlyCase(out)).toMatchObject({
      notes: "Called.",
      acknowledged: false,
      steppedAside: contact,
    });
    expect(out.checklist.every(({ done }) => done === false)).toBe(true);
    const row = day.rowOf("checklist", "26-0001", call);
    expect(day.note("checklist", row, "done")).toMatch(/you stepped aside/);
    expect(day.note("cases", day.rowOf("cases", "26-0001"), "steppedAside")).toMatch(
      /step aside for yourself/,
    );
    expect(out.log).toMatchObject([
      { act: "call-child-and-family-services", who: contact, outcome: null },
      { what: "I am his aunt." },
    ]);
  });

  test("is given it back by the lead alone", () => {
    const back = day.play(edit({ steppedAside: null }, "lead"), edit({ notes: "Mine." }));
    expect(onlyCase(back)).toMatchObject({ steppedAside: null, notes: "Mine.", contact });
  });

  test("the register says that they can still read it", () => {
    const row = String(
      out.cells?.["Cases"]?.map((cells) => cells.map((one) => one?.value).join()).join(),
    );
    expect(row).toMatch(/can still read it/);
    const guide = out.cells?.["Guide"]?.flatMap((cells) => cells.map((one) => one?.value)).join();
    expect(guide).toMatch(/You can still read it/);
  });
});

describe("a case is given to a colleague", async () => {
  const out = await playCleanDay(
    [
      rowan,
      edit({ assignedTo: "Sam South" }),
      { advance: "PT70M" },
      reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] }),
      { advance: "PT1H" },
    ],
    { ...early, directory: { contacts } },
  );

  test("who is told, asked first, and has the rises and the digest", () => {
    expect(onlyCase(out)).toMatchObject({ assignedTo: south, contact });
    const kinds = mailTo(out, String(south)).map(({ message }) => message);
    expect(kinds.slice(0, 2)).toEqual(["case-given", "call-overdue"]);
    expect(kinds).toEqual(expect.arrayContaining(["case-raised", "digest"]));
    const ofContact = mailTo(out, contact).map(({ message }) => message);
    expect(ofContact).not.toContain("case-raised");
    expect(ofContact).not.toContain("digest");
  });

  test.each([
    ["a stranger", stranger, /a colleague in Contacts/],
    ["an agency", "Town Police Department", /a colleague in Contacts/],
    ["somebody who has stepped aside", contact, /has stepped aside/],
  ])("%s is put back in words", async (_, value, words) => {
    const day = await Day.begin();
    const after = day.play(
      rowan,
      edit({ steppedAside: "x" }),
      edit({ assignedTo: value }, "backup"),
    );
    expect(onlyCase(after)).toMatchObject({ assignedTo: null });
    expect(day.note("cases", day.rowOf("cases", "26-0001"), "assignedTo")).toMatch(words);
  });
});

describe("a hand-over to another school of the district", async () => {
  const out = await playCleanDay(
    [
      rowan,
      acknowledge,
      edit({ handedTo: "South Middle" }),
      { advance: "PT2H10M" },
      reportOn("Rowan Pine", "730194", { factors: ["frequently-absent"] }),
      { advance: "PT10M" },
      edit({ handedAt: "2026-09-01" }),
      reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] }),
      { advance: "PT65M" },
    ],
    { ...early, directory: { contacts } },
  );
  const given = out.inbox.findIndex(({ message }) => message === "case-given");

  test("until it is received the case stays where it was, and both schools are asked", () => {
    const before = out.inbox.slice(0, given);
    const digest = (to: unknown) =>
      before.filter((mail) => mail.message === "digest" && mail.to.includes(String(to)));
    expect(digest(contact).map(wordsOf).join()).toMatch(
      /other school has not received this case yet, so it is still yours/,
    );
    expect(digest(south).map(wordsOf).join()).toMatch(/being handed over to your school/);
    expect(digest(south).map(wordsOf).join()).not.toMatch(/Late:/);
    expect(mailTo(out, String(south))[0]).toMatchObject({ message: "case-handed-over" });
    const added = out.inbox.find(({ message }) => message === "report-added");
    expect(added?.to).toEqual([contact]);
  });

  test("from then on everything goes to that school's contact", () => {
    const after = out.inbox.slice(given);
    expect(after.filter(({ to }) => to.includes(contact))).toEqual([]);
    expect(after.slice(0, 2).map(({ message, to }) => [message, to.join()])).toEqual([
      ["case-given", south],
      ["case-raised", south],
    ]);
    expect(after.map(({ message }) => message)).toContain("case-escalated");
    expect(onlyCase(out)).toMatchObject({ contact: south, acknowledged: false });
  });
});
