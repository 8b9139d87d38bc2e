/** Whether two cases are of one student: what ends the question, and who is told of the answer (in any order: case/any-day.property). What raises it: case/perhaps-same. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, editOf, first, merge, noEditTrigger, submit, tick } from "../day/events";
import {
  expectNoStudentData,
  happened,
  kinds,
  mails,
  mailTo,
  recipients,
  wordsOf,
} from "../day/look";
import { contact, twoSchools as directory, lead, south } from "../day/people";

const one = submit({ factors: ["frequently-absent"] });
const other = (more: object = {}) =>
  submit({ factors: ["relationships-of-concern"], studentId: "730195", ...more });
const ways = (...edits: readonly object[]): [string, readonly object[]][] => [
  ["by the edit trigger", edits],
  ["by the clock", [noEditTrigger, ...edits, { advance: "PT10M" }]],
];
const asks = (is: boolean, reports = 1) =>
  ["26-0002", "26-0001"].map((reference) => ({
    possibleMatch: is ? [reference] : [],
    notSameStudentAs: is ? [] : [reference],
    reports,
  }));

describe("a person who knows that they are not the same", () => {
  const both = () => Day.after(one, other());
  const not = (on: string, references: readonly string[] | null) =>
    editOf(on, { notSameStudentAs: references });

  test.each([
    ...ways(not("26-0002", ["26-0001"])),
    ["with a word beside it", [not("26-0002", ["26-0001, 26-0001"])]],
  ] as const)(
    "ends the question on both rows, %s; later reports do not raise it",
    async (_, events) => {
      const day = await both();
      expect(day.playClean(...events).cases).toMatchObject(asks(false));
      expect(day.play(one, other()).cases).toMatchObject(asks(false, 2));
    },
  );

  test.each(["26-0001", "26-0002"])(
    "may take it back on %s: the question stands again",
    async (on) => {
      const out = (await both()).playClean(not("26-0002", ["26-0001"]), not(on, null));
      expect(out.cases).toMatchObject(asks(true));
    },
  );

  test("is refused no case, the case itself, and words", async () => {
    const day = await both();
    for (const references of [["26-0099"], ["26-0002"], ["26-0001", "Rowan"]]) {
      const out = day.play(not("26-0002", references));
      expect(out.cases).toMatchObject(asks(true));
      expect(out.activity.at(-1)).toMatchObject({ what: "edit-put-back" });
    }
  });

  test("keeps what is known of a third case through a merge, and forgets it of the two that are joined", async () => {
    const out = (await both()).play(
      other({ studentId: "730196" }),
      not("26-0002", ["26-0001", "26-0003"]),
      merge("26-0002", first),
    );
    const whole = { reports: 2, possibleMatch: [], notSameStudentAs: ["26-0003"] };
    expect(out.cases[0]).toMatchObject(whole);
  });
});

describe("two cases that a person joins", () => {
  test.each([
    ["the contact of one", "contact", "26-0001", "26-0002", [south]],
    ["the lead", "lead", "26-0002", "26-0001", [contact, south]],
  ])("told to both contacts, but for who did it: %s", async (_name, as, from, into, to) => {
    // Neither rises by the other.
    const reports = [submit(), submit({ school: "South Middle", studentId: "730195" })];
    const out = await playCleanDay([...reports, merge(from, into, as)], { directory });
    const merged = mails(out, "case-merged");
    expect(recipients(merged)).toEqual(to);
    for (const mail of merged)
      expect(wordsOf(mail)).toContain(`Case ${from} is part of case ${into}`);
    expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "730195", "South Middle"]);
  });

  test("one mail each, where the case rises with it", async () => {
    const out = await playDay([one, other(), merge("26-0002", first, "lead")], { directory });
    expect(kinds(mailTo(out, contact).slice(2))).toEqual(["case-raised"]);
  });
});

describe("a merge that a person takes back", () => {
  const day = [
    submit({ facts: "From the first." }),
    other({ factors: [], concerns: ["suspected-victim"], facts: "From the other." }),
    { edit: { tab: "log", case: "26-0002", set: { what: "Spoke with the counselor." } } },
    merge("26-0002", first),
    tick("involve-law-enforcement"),
    tick(call),
    submit({ factors: [], facts: "Since then." }),
  ];

  test.each(ways(merge("26-0002", null, "lead")))(
    "gives each what it knew; what came since stays; told to all, %s",
    async (how, events) => {
      const desk = await Day.after(...day);
      expect(desk.out().cases).toMatchObject([
        { level: "suspected-victim", reports: 3 },
        { status: "closed", closeReason: "merged", mergedInto: "26-0001" },
      ]);
      const out = desk.playClean(...events);
      // Cell by cell: case/merging.property.
      expect(out.cases).toMatchObject([
        { status: "open", level: "at-risk", reports: 2, possibleMatch: ["26-0002"] },
        { status: "open", level: "suspected-victim", reports: 1, possibleMatch: ["26-0001"] },
      ]);
      const references = ["26-0001", "26-0002", "26-0001"];
      expect(out.reports.map((row) => row["case"])).toEqual(references);
      const spoke = out.log.find(({ what }) => what === "Spoke with the counselor.");
      expect(spoke).toMatchObject({ case: "26-0002" });
      const done = out.checklist.filter(({ state }) => state === "done");
      expect(new Set(done.map((act) => act["case"]))).toEqual(new Set(["26-0001"]));
      const parted = mails(out, "case-merged").filter(({ text }) => /merge was undone/.test(text));
      const isNamed = how === "by the edit trigger";
      if (isNamed) expect(recipients(parted)).toEqual([contact, lead]);
      expect(parted[0]?.text).toMatch(/Case 26-0002 was part of case 26-0001/);
      expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "730195", "North High"]);
      expect(happened(out)).toEqual(expect.arrayContaining(["cases-parted", "level-restored"]));
    },
  );

  test("another reference in its place is put back as before", async () => {
    const out = (await Day.after(...day)).play(
      submit({ studentId: "815522" }),
      merge("26-0002", "26-0003"),
    );
    const as = { mergedInto: "26-0001", sameStudentAs: "26-0001" };
    expect(out.cases[1]).toMatchObject(as);
  });
});
