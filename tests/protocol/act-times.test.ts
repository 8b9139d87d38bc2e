/**
 * What check-protocol says about steps whose words name a different time than the script uses, and about steps that some case must do
 * but has no words for.
 */
import { expect, test } from "vitest";
import { problemsOf } from "../../scripts/check-protocol/problems";
import type { ActDatum, Condition } from "../../src/protocol/pack";
import {
  adultStudent,
  childStudent,
  county,
  inImmediateDanger,
  inProtocol,
  inRegisterAlone,
  law,
  parentMayBeInvolved,
  sroUnknown,
  staffMayBeInvolved,
} from "../../src/protocol/wording";
import quillwater from "../packs/quillwater-next";

/** What is wrong with the county where one act of it is otherwise. */
function problems(id: string, change: Readonly<Record<string, unknown>>): readonly string[] {
  const acts = quillwater.acts.map((act) => (act.id === id ? { ...act, ...change } : act));
  return problemsOf({ ...quillwater, acts });
}

const said = (words: string, ...when: Condition[]): ActDatum["what"] => [
  county([33], words, ...when),
];

test.each<[what: string, id: string, change: object, expected: string]>([
  // Words that hold another time than is counted.
  [
    "an hour where the words have half of one",
    "adult-at-side",
    { due: "first-hour" },
    "acts, the tenth (adult-at-side): its words hold “30 minutes”, and what is counted is: within the hour. Write due: { minutes: 30 }, or correct the words.",
  ],
  [
    "no time",
    "tell-harbor",
    { due: null },
    "its words hold “24 hours”, and no time is counted for it. Write due: { hours: 24 }, or correct the words.",
  ],
  [
    "at once where the words have the same day",
    "ring-marshal",
    { due: "at-once" },
    'its words hold “same day”, and what is counted is: at once. Write due: "same-day", or',
  ],
  [
    "the district's number of days",
    "review-with-county",
    { repeats: "monitor" },
    "its words hold “21 days”, and what is counted is: again and again. Write repeats: { days: 21 }, or",
  ],
  [
    "a number that is written out",
    "see-student",
    { due: { hours: 5 }, what: said("Within two days, meet the student.") },
    "its words hold “two days”, and what is counted is: within 5 hours. Write due: { hours: 48 }, or",
  ],
  [
    "a step whose acts have another",
    "tell-harbor",
    { due: { hours: 12 }, what: said("Tell the harbor house.") },
    "levels, the fourth (stage-red): protocol: steps, the seventh: its words hold “24 hours”, and none of its acts (tell-harbor) has that time. Write due: { hours: 24 } in the act, or correct the words.",
  ],
  // Times that cannot be counted.
  ["a word", "ring-marshal", { due: "soon" }, "it is no time. Write"],
  ["zero", "ring-marshal", { due: { minutes: 0 } }, "due: minutes: it is too small. Write more"],
  [
    "a time that does not hold in some cases",
    "ring-marshal",
    { due: [{ time: "at-once", when: [inImmediateDanger] }] },
    "in some cases no time holds",
  ],
  [
    "a time that never counts",
    "ring-marshal",
    { due: (["same-day", "at-once"] as const).map((time) => ({ time, when: [] })) },
    "a time without conditions stands before others",
  ],
  [
    "a time by where it is read",
    "ring-marshal",
    { due: [[inRegisterAlone], []].map((when) => ({ time: "at-once", when })) },
    "Take inRegisterAlone out",
  ],
  // An act without words.
  [
    "no words where a parent is not named",
    "agree-collecting",
    { when: [], what: said("Agree who may collect.", parentMayBeInvolved) },
    "acts, number 13 (agree-collecting): what: it does not say what to do where no one reports that a parent may be involved. Write a sentence for that, or give the act a when, if it does not apply there.",
  ],
  [
    "no words under 18",
    "ask-adult",
    { when: [], what: said("Ask what they want.", adultStudent) },
    "what: it does not say what to do where the student is under 18.",
  ],
  [
    "no words where two conditions fail together, and neither alone",
    "two-adults",
    {
      what: [
        ...said("Close it with police.", inImmediateDanger),
        ...said("Close it with the lead.", staffMayBeInvolved),
      ],
    },
    "where there is no immediate danger, and no report says that a member of staff is involved.",
  ],
  [
    "no words at one protocol of several",
    "two-adults",
    { what: said("Close it.", inProtocol("stage-established")) },
    "where “Amber stage” alone applies",
  ],
  [
    "no one who does it",
    "two-adults",
    { who: said("Counselor", childStudent) },
    "who: it does not say who does it where the student is 18 or over.",
  ],
  // Conditions that an act cannot have.
  ["one for a role", "read-and-ask", { when: [childStudent] }, "it has the role review"],
  ["one of reading", "two-adults", { when: [inRegisterAlone] }, "what a case says alone"],
  ["whose officer it is", "two-adults", { when: [sroUnknown] }, "what a case says alone"],
  [
    "one of a call of the law that no mail could name",
    "ring-marshal",
    { when: [parentMayBeInvolved] },
    "mails must not say that a parent may be involved",
  ],
  [
    "one of no case",
    "two-adults",
    { when: [{ is: "level", anyOf: ["watchful"] }] },
    "no case can owe it: nothing asks for it where the level is “Watchful”.",
  ],
  ["opposites", "two-adults", { when: [childStudent, adultStudent] }, "never hold together"],
  [
    "one by which an answer would take away a duty",
    "write-to-youth-safety",
    { when: [childStudent] },
    "Saying that the student is 18 or over",
  ],
])("%s is said of an act", (_, id, change, expected) => {
  expect(problems(id, { ...change }).join("\n")).toContain(expected);
});

test("what came before, how often a day, and the law's own times are no deadlines of the document; words for each case it applies to are enough", () => {
  const what = [
    ...said("Ask about the last 30 days, and name a line that answers 24 hours a day."),
    law("QC 12", "tell the commission within 30 days."),
  ];
  expect(problems("two-adults", { what })).toEqual([]);
  const some = said("Agree who may collect.", parentMayBeInvolved);
  expect(problems("agree-collecting", { what: some })).toEqual([]);
});

test("an act on too many conditions to try is refused, and not tried", () => {
  const more = Array.from({ length: 4 }, (_, at) => ({
    ...quillwater.factors[0],
    id: `more-${at}`,
    form: { en: `Sign ${at}` },
  }));
  const factors = [...quillwater.factors, ...more];
  const what = factors.flatMap(({ id }) => said("Close it.", { is: "factor", factor: id }));
  const acts = quillwater.acts.map((act) => (act.id === "two-adults" ? { ...act, what } : act));
  const found = problemsOf({ ...quillwater, factors, acts });
  expect(found.join("\n")).toContain("at most 65536 can be tried");
});
