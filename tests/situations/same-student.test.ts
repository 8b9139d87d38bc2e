/**
 * The question whether two cases are about one student: what ends it, and who is told the answer (in any order: case/any-day.property).
 * What raises it: case/perhaps-same.
 */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import {
  ash,
  call,
  closing,
  editOf,
  first,
  merge,
  noEditTrigger,
  rowan,
  submit,
  tick,
} from "../day/events";
import {
  actIdsOf,
  actsOf,
  expectNoStudentData,
  happened,
  kinds,
  mails,
  mailTo,
  type Output,
  onlyCase,
  recipients,
  wordsOf,
} from "../day/look";
import { contact, twoSchools as directory, lead, south } from "../day/people";

const absent = submit({ factors: ["frequently-absent"] });
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
  const both = () => Day.after(absent, other());
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
      expect(day.play(absent, other()).cases).toMatchObject(asks(false, 2));
    },
  );

  test("may take it back, on the other row too: the question stands again", async () => {
    const out = (await both()).playClean(not("26-0002", ["26-0001"]), not("26-0001", null));
    expect(out.cases).toMatchObject(asks(true));
  });

  test("takes it back where the name is that of a merged case: both rows ask again", async () => {
    const robin = other({ studentName: "Robin Oak", studentId: "730194" });
    const desk = await Day.after(robin, submit({ studentId: "" }), submit());
    const out = desk.playClean(
      merge("26-0003", first),
      not("26-0001", ["26-0002"]),
      not("26-0001", null),
    );
    expect(out.cases.slice(0, 2)).toMatchObject([
      { student: "Robin Oak", possibleMatch: ["26-0002"], notSameStudentAs: [] },
      { student: "Rowan Pine", possibleMatch: ["26-0001"], notSameStudentAs: [] },
    ]);
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
    const out = await playDay([absent, other(), merge("26-0002", first, "lead")], { directory });
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
});

// What two teachers saw of perhaps one student: joined where nothing is in doubt, shown to the contact where something is (each pair: case/perhaps-same).

const one = { ...rowan, factors: ["frequently-absent"], facts: "Gone every Monday." };
const second = {
  ...one,
  factors: ["relationships-of-concern"],
  facts: "Is fetched by a man in a grey van.",
};
const robin = { studentName: "Robin Oak" };
const no = { studentId: undefined };

async function twoReports(more: object, less: object = {}, settings?: object): Promise<Output> {
  const directory = settings && { settings: { domains: "district.example", ...settings } };
  const reports = [{ submit: { ...one, ...less } }, { submit: { ...second, ...more } }];
  const out = await playCleanDay(reports, directory === undefined ? {} : { directory }, {
    isAsleep: true,
  });
  expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "Monday", "grey van"]);
  return out;
}

const placed = (out: Output) => out.reports.map(({ facts, case: reference }) => [facts, reference]);

test.each([
  ["name and id, written otherwise", { studentName: " PINE  rówan " }, undefined],
  ["the id, where a name is no name", { studentName: "unknown" }, undefined],
  [
    "an id that fits the settings",
    { studentId: "s730194" },
    { studentIdLength: 7, studentIdDigits: "yes", studentIdPrefix: "S" },
  ],
])("one case, at risk by two factors that no one saw together: %s", async (_, more, settings) => {
  const out = await twoReports(more, settings && more, settings);
  expect(onlyCase(out)).toMatchObject({
    level: "at-risk",
    protocols: ["at-risk"],
    factors: ["frequently-absent", "relationships-of-concern"],
    reports: 2,
    possibleMatch: [],
    student: "Rowan Pine",
  });
  expect(placed(out).map(([, reference]) => reference)).toEqual(["26-0001", "26-0001"]);
});

test.each<[string, object, object]>([
  ["the same id under another name", robin, {}],
  ["the same name, one without an id", no, {}],
  ["the same name and a placeholder twice", { studentId: "12345" }, { studentId: "12345" }],
])("two cases, each shown on the other's row: %s", async (_, more, less) => {
  const out = await twoReports(more, less);
  expect(out.cases).toMatchObject([
    { case: "26-0001", reports: 1, level: "below-threshold", possibleMatch: ["26-0002"] },
    { case: "26-0002", reports: 1, level: "below-threshold", possibleMatch: ["26-0001"] },
  ]);
  expect(kinds(out.inbox)).toEqual(["case-opened", "case-opened"]);
});

test("one id under two names: a report with no name belongs to neither until a person says so", async () => {
  const out = await playDay([
    { submit: one },
    { submit: { ...second, ...robin } },
    { submit: { ...second, studentName: undefined, facts: "No name was given." } },
    { submit: { ...second, ...robin, facts: "Robin again." } },
  ]);
  const references = ["26-0001", "26-0002", "26-0003", "26-0002"];
  expect(placed(out).map(([, reference]) => reference)).toEqual(references);
  expect(out.cases[2]).toMatchObject({ possibleMatch: ["26-0001", "26-0002"] });
});

test("once a person has said that two names under one id are one student, a report with no name joins", async () => {
  const out = await playDay([
    ...[{ submit: one }, { submit: { ...second, ...robin } }, merge("26-0002", "26-0001")],
    { submit: { ...second, studentName: undefined, facts: "No name was given." } },
  ]);
  expect(placed(out).map(([, reference]) => reference)).toEqual(Array(3).fill("26-0001"));
});

test.each<[string, (submit: object) => object]>([
  ["one by one", (submit) => ({ submit })],
  ["found by the clock at once", (submit) => ({ loseTrigger: { submit } })],
])("a case that a report names, before another name under its id, %s", async (_, sent) => {
  const reports = [{ ...one, studentName: undefined }, second, { ...second, ...robin }];
  const out = await playCleanDay([...reports.map(sent), { advance: "PT10M" }]);
  expect(placed(out).map(([, of]) => of)).toEqual(["26-0001", "26-0001", "26-0002"]);
  expect(out.cases).toMatchObject([
    { student: "Rowan Pine", possibleMatch: ["26-0002"] },
    { student: "Robin Oak", possibleMatch: ["26-0001"] },
  ]);
});

// What is known of one student adds up, also over cases that are closed: factors count, concerns are shown (mistakes: casework/which-cases-are-kept.property).

test("over a closed case factors add up, and say so; a concern is shown to the lead, sets no level and owes nothing again", async () => {
  const duties = [call, "involve-law-enforcement", "submit-mandated-report"];
  const ofAsh = (more: object) => ({ submit: { ...ash, ...more } });
  const out = await playCleanDay([
    submit({ factors: ["frequently-absent"] }),
    ...closing("26-0001", "no-reasonable-suspicion", ...duties),
    submit({ factors: ["substance-abuse-history"] }),
    ofAsh({ concerns: ["suspected-victim"] }),
    ...closing("26-0003", "agency-took-over", ...duties),
    ofAsh({ factors: ["frequently-absent"] }),
  ]);
  expect(out.cases).toMatchObject([
    { case: "26-0001", status: "closed", level: "below-threshold", reports: 1 },
    {
      ...{ case: "26-0002", status: "open", level: "at-risk", earlierCase: "26-0001" },
      factors: ["frequently-absent", "substance-abuse-history"],
      reviewReasons: ["earlier-factors"],
    },
    {},
    {
      ...{ case: "26-0004", level: "below-threshold", concerns: [], earlierCase: "26-0003" },
      reviewReasons: ["earlier-concern-suspected-victim"],
    },
  ]);
  expect(actIdsOf(out, "26-0002")).toContain("submit-mandated-report");
  expect(actsOf(out, "26-0002").every(({ done }) => done === false)).toBe(true);
  expect(actIdsOf(out, "26-0004")).not.toContain("involve-law-enforcement");
  for (const mail of mailTo(out, contact).filter(({ cases }) => cases[0] !== "26-0004"))
    expect(/earlier case: 26-0001/i.test(wordsOf(mail))).toBe(mail.case === "26-0002");
  const [mail, ...others] = mailTo(out, lead).filter(({ case: of }) => of === "26-0004");
  expect(others).toEqual([]);
  expect(mail?.text).toMatch(/earlier case reported: .*victim.*does not count here by itself/i);
  expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "Ash Grove", "North High"]);
});

test("a call that a merge makes part of a protocol names its step, until the merge is undone", async () => {
  const day = await Day.after(absent, other(), merge("26-0002", first));
  const steps = (out: Output) => actsOf(out).find(({ act }) => act === call)?.["protocolSteps"];
  expect(steps(day.out())).toEqual(["at-risk 1"]);
  expect(steps(day.play(editOf("26-0002", { sameStudentAs: null })))).toEqual([]);
});
