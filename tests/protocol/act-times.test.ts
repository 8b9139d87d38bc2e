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

const isRead = [[inRegisterAlone], []].map((when) => ({ time: "at-once", when }));
const isDanger = [{ time: "at-once", when: [inImmediateDanger] }];
const twice = ["same-day", "at-once"].map((time) => ({ time, when: [] }));
const levelAlone = { is: "level", anyOf: ["watchful"] };

test.each<[what: string, id: string, change: object, expected: string]>([
  // Words that hold another time than is counted.
  [
    "an hour where the words have half of one",
    "adult-at-side",
    { due: "first-hour" },
    "acts, the tenth (adult-at-side): its words hold “30 minutes”, and what is counted is: within the hour. Write due: { minutes: 30 }, or correct the words.",
  ],
  ["no time", "tell-harbor", { due: null }, "“24 hours”, and no time is counted for it."],
  ["at once", "ring-marshal", { due: "at-once" }, "hold “same day”, and what is counted is: at"],
  ["the district's number of days", "review-with-county", { repeats: "monitor" }, "hold “21 days”"],
  [
    "a number that is written out",
    "see-student",
    { due: { hours: 5 }, what: said("Within two days, meet the student.") },
    "its words hold “two days”, and what is counted is: within 5 hours. Write due: { hours: 48 }",
  ],
  [
    "a step whose acts have another",
    "tell-harbor",
    { due: { hours: 12 }, what: said("Tell the harbor house.") },
    "steps, the seventh: its words hold “24 hours”, and none of its acts (tell-harbor) has that",
  ],
  // Times that cannot be counted.
  ["a word", "ring-marshal", { due: "soon" }, "it is no time. Write"],
  ["zero", "ring-marshal", { due: { minutes: 0 } }, "due: minutes: it is too small. Write more"],
  ["a time of some cases alone", "ring-marshal", { due: isDanger }, "in some cases no time holds"],
  ["a time that never counts", "ring-marshal", { due: twice }, "without conditions stands before"],
  ["a time by where it is read", "ring-marshal", { due: isRead }, "Take inRegisterAlone out"],
  // An act without words.
  [
    "no words where a parent is not named",
    "agree-collecting",
    { when: [], what: said("Agree who may collect.", parentMayBeInvolved) },
    "what: it does not say what to do where no one reports that a parent may be involved.",
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
  ["no one to do it", "two-adults", { who: said("Nurse", childStudent) }, "who does it where"],
  // Conditions that an act cannot have.
  ["one for a role", "read-and-ask", { when: [childStudent] }, "it has the role review"],
  ["whose officer it is", "two-adults", { when: [sroUnknown] }, "what a case says alone"],
  ["one unsaid", "ring-marshal", { when: [parentMayBeInvolved] }, "mails must not say that a"],
  ["one of no case", "two-adults", { when: [levelAlone] }, "no case can owe it: nothing asks"],
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
