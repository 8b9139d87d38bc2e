/** Whether two cases are of one student: what ends the question, and who is told of the answer (issue 13). What raises it: case/perhaps-same. */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { editOf, report } from "../day/events";
import { expectNoStudentData, mailTo, wordsOf } from "../day/look";
import { contact, twoSchools as directory, lead, south } from "../day/people";

const first = report({ factors: ["frequently-absent"] });
const second = { ...first, factors: ["relationships-of-concern"] };
const lost = { account: { removeTrigger: "onRegisterEdit" } };
const later = { advance: "PT10M" };
describe("a person who knows that they are not the same", () => {
  const both = [{ submit: first }, { submit: { ...second, studentId: "730195" } }];
  const apart = editOf("26-0002", { notSameStudentAs: ["26-0001"] });

  test.each([
    ["by the edit trigger", [apart]],
    ["by the clock", [lost, apart, later]],
    ["with a word beside it", [editOf("26-0002", { notSameStudentAs: ["26-0001, 26-0001"] })]],
  ])("ends the question on both rows, %s", async (_name, events) => {
    const out = (await Day.after(...both)).play(...events);
    expect(out.errors).toEqual([]);
    expect(out.cases).toMatchObject([
      { possibleMatch: [], notSameStudentAs: ["26-0002"], reports: 1 },
      { possibleMatch: [], notSameStudentAs: ["26-0001"], reports: 1 },
    ]);
  });

  test("is not asked again by later reports of either", async () => {
    const out = (await Day.after(...both)).play(
      apart,
      { submit: first },
      { submit: { ...second, studentId: "730195" } },
    );
    expect(out.cases).toMatchObject([
      { reports: 2, possibleMatch: [], notSameStudentAs: ["26-0002"] },
      { reports: 2, possibleMatch: [], notSameStudentAs: ["26-0001"] },
    ]);
  });

  test.each([
    ["on the same row", editOf("26-0002", { notSameStudentAs: null })],
    ["on the other one", editOf("26-0001", { notSameStudentAs: null })],
  ])("may take it back %s: the question stands again", async (_name, back) => {
    const out = (await Day.after(...both)).play(apart, back);
    expect(out.errors).toEqual([]);
    expect(out.cases).toMatchObject([
      { possibleMatch: ["26-0002"], notSameStudentAs: [] },
      { possibleMatch: ["26-0001"], notSameStudentAs: [] },
    ]);
  });

  test.each([
    ["no case", ["26-0099"]],
    ["the case itself", ["26-0002"]],
    ["one of them no case", ["26-0001", "Rowan"]],
  ])("is refused %s", async (_name, notSameStudentAs) => {
    const out = (await Day.after(...both)).play(editOf("26-0002", { notSameStudentAs }));
    expect(out.cases).toMatchObject([
      { possibleMatch: ["26-0002"], notSameStudentAs: [] },
      { possibleMatch: ["26-0001"], notSameStudentAs: [] },
    ]);
    expect(out.activity.map(({ what }) => what)).toContain("edit-put-back");
  });

  test("keeps what is known of a third case through a merge, and forgets it of the two that are joined", async () => {
    const out = await playDay([
      ...both,
      { submit: { ...second, studentId: "730196" } },
      editOf("26-0002", { notSameStudentAs: ["26-0001", "26-0003"] }),
      editOf("26-0002", { sameStudentAs: "26-0001" }),
    ]);
    expect(out.cases[0]).toMatchObject({
      reports: 2,
      possibleMatch: [],
      notSameStudentAs: ["26-0003"],
    });
  });
});

describe("two cases that a person joins", async () => {
  // Neither rises by the other.
  const factors = ["controlled-or-groomed"];
  const reports = [
    { submit: { ...first, factors } },
    { submit: { ...first, factors, school: "South Middle", studentId: "730195" } },
  ];
  const merge = (as: string) => editOf("26-0002", { sameStudentAs: "26-0001" }, as);

  test.each([
    ["the contact of one", "contact", ["26-0001", "26-0002"], [south]],
    ["the contact of the other", south, ["26-0002", "26-0001"], [contact]],
    ["the lead", "lead", ["26-0002", "26-0001"], [contact, south]],
  ])("told to both contacts, but for who did it: %s", async (_name, as, [from, into], told) => {
    const out = await playCleanDay(
      [...reports, editOf(String(from), { sameStudentAs: into }, as)],
      {
        directory,
      },
    );
    const mails = out.inbox.filter(({ message }) => message === "case-merged");
    expect(mails.flatMap(({ to }) => to)).toEqual(told);
    for (const mail of mails) {
      expect(wordsOf(mail)).toContain(`Case ${from} is part of case ${into}`);
    }
    expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "730195", "South Middle"]);
  });

  test("one mail each, where the case rises with it", async () => {
    const risen = [{ submit: first }, { submit: { ...second, studentId: "730195" } }];
    const out = await playDay([...risen, merge("lead")], { directory });
    const after = mailTo(out, contact).slice(2);
    expect(after.map(({ message }) => message)).toEqual(["case-raised"]);
  });
});

describe("a merge that a person takes back", () => {
  const call = "call-child-and-family-services";
  const risk = { ...first, factors: ["controlled-or-groomed"], facts: "From the first." };
  const victim = {
    ...first,
    studentId: "730195",
    factors: [],
    concerns: ["suspected-victim"],
    facts: "From the other.",
  };
  const merge = editOf("26-0002", { sameStudentAs: "26-0001" });
  const back = editOf("26-0002", { sameStudentAs: null }, "lead");
  const day = [
    { submit: risk },
    { submit: victim },
    { edit: { tab: "log", case: "26-0002", set: { what: "Spoke with the counselor." } } },
    merge,
    { edit: { case: "26-0001", act: "involve-law-enforcement", set: { done: true } } },
    { edit: { case: "26-0001", act: call, set: { done: true } } },
    { submit: { ...first, facts: "Since then." } },
  ];

  test.each([
    ["by the edit trigger", [back]],
    ["by the clock", [lost, back, later]],
  ])(
    "gives each what it knew; what came since stays with the one that went on, %s",
    async (_name, events) => {
      const desk = await Day.after(...day);
      expect(desk.out().cases).toMatchObject([
        { level: "suspected-victim", reports: 3 },
        { status: "closed", closeReason: "merged", mergedInto: "26-0001" },
      ]);
      const out = desk.playClean(...events);
      // Cell by cell: case/parting.property.
      expect(out.cases).toMatchObject([
        { status: "open", level: "at-risk", reports: 2, possibleMatch: ["26-0002"] },
        { status: "open", level: "suspected-victim", reports: 1, possibleMatch: ["26-0001"] },
      ]);
      expect(out.reports.map(({ facts, case: of }) => [facts, of])).toEqual([
        ["From the first.", "26-0001"],
        ["From the other.", "26-0002"],
        ["Since then.", "26-0001"],
      ]);
      expect(out.log.find(({ what }) => what === "Spoke with the counselor.")).toMatchObject({
        case: "26-0002",
      });
      const done = out.checklist.filter(({ state }) => state === "done");
      expect(new Set(done.map((act) => act["case"]))).toEqual(new Set(["26-0001"]));
    },
  );

  test("is told to whoever has either, who did it too, and stands in Activity", async () => {
    const out = (await Day.after(...day)).play(back);
    const mails = out.inbox.filter(
      ({ message, text }) => message === "case-merged" && text.includes("A merge was undone."),
    );
    expect(mails.map(({ to, case: of }) => [to.join(), of])).toEqual([
      [contact, "26-0002"],
      [lead, "26-0002"],
    ]);
    expect(mails[0]?.text).toMatch(/Case 26-0002 was part of case 26-0001/);
    expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "730195", "North High"]);
    expect(out.activity.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["cases-parted", "level-restored"]),
    );
  });

  const third = { submit: { ...first, studentId: "815522", facts: "A third." } };
  test("another reference in its place is put back as before", async () => {
    const out = (await Day.after(...day)).play(
      third,
      editOf("26-0002", { sameStudentAs: "26-0003" }),
    );
    expect(out.cases[1]).toMatchObject({ mergedInto: "26-0001", sameStudentAs: "26-0001" });
  });
});
