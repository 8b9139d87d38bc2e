/** What the check says of acts whose words hold another time than is counted, and of acts that some case owes without words. */
import { describe, expect, test } from "vitest";
import { problemsOf } from "../../scripts/check-protocol/problems";
import type { ActDatum, Condition } from "../../src/protocol/pack";
import {
  adultStudent,
  childStudent,
  county,
  inImmediateDanger,
  inRegisterAlone,
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

test("the county passes as it stands", () => {
  expect(problems("", {})).toEqual([]);
});

describe("words that hold another time than is counted", () => {
  test.each<[string, string, object, string]>([
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
      "acts, the twelfth (tell-harbor): its words hold “24 hours”, and no time is counted for it. Write due: { hours: 24 }, or correct the words.",
    ],
    [
      "at once where the words have the same day",
      "ring-marshal",
      { due: "at-once" },
      'acts, the second (ring-marshal): its words hold “same day”, and what is counted is: at once. Write due: "same-day", or correct the words.',
    ],
    [
      "the district's number of days",
      "review-with-county",
      { repeats: "monitor" },
      "acts, number 16 (review-with-county): its words hold “21 days”, and what is counted is: again and again. Write repeats: { days: 21 }, or correct the words.",
    ],
    [
      "a number that is written out",
      "see-student",
      { due: { hours: 5 }, what: said("Within two days, meet the student.") },
      "acts, the eleventh (see-student): its words hold “two days”, and what is counted is: within 5 hours. Write due: { hours: 48 }, or correct the words.",
    ],
    [
      "a step whose acts have another",
      "tell-harbor",
      { due: { hours: 12 }, what: said("Tell the harbor house.") },
      "levels, the fourth (stage-red): protocol: steps, the seventh: its words hold “24 hours”, and none of its acts (tell-harbor) has that time. Write due: { hours: 24 } in the act, or correct the words.",
    ],
  ])("%s", (_, id, change, expected) => {
    expect(problems(id, { ...change })).toContain(expected);
  });

  test("what came before, how often a day, and the law's own times are no deadlines of the document", () => {
    const what = [
      ...said("Ask about the last 30 days, and name a line that answers 24 hours a day."),
      {
        words: { en: "tell the commission within 30 days." },
        from: { statute: "QC 12" },
        when: [],
      },
    ];
    expect(problems("two-adults", { what })).toEqual([]);
  });
});

describe("times that cannot be counted", () => {
  test.each<[string, object, string]>([
    ["a word", { due: "soon" }, "it is no time. Write"],
    ["none", { due: { minutes: 0 } }, "due: minutes: it is too small. Write more than 0."],
    [
      "no end",
      { due: [{ time: "at-once", when: [inImmediateDanger] }] },
      "in some cases no time holds",
    ],
    [
      "one that never counts",
      {
        due: [
          { time: "same-day", when: [] },
          { time: "at-once", when: [] },
        ],
      },
      "a time without conditions stands before others",
    ],
    [
      "by where it is read",
      {
        due: [
          { time: "at-once", when: [inRegisterAlone] },
          { time: "same-day", when: [] },
        ],
      },
      "Take inRegisterAlone out",
    ],
  ])("%s", (_, change, expected) => {
    expect(problems("ring-marshal", { ...change }).join("\n")).toContain(expected);
  });
});

describe("an act without words", () => {
  const bare = { when: [] };
  test.each<[string, string, object, string]>([
    [
      "where a parent is not named",
      "agree-collecting",
      { ...bare, what: said("Agree who may collect.", parentMayBeInvolved) },
      "acts, number 13 (agree-collecting): what: it does not say what to do where no one reports that a parent may be involved. Write a sentence for that, or give the act a when, if it does not apply there.",
    ],
    [
      "under 18",
      "ask-adult",
      { ...bare, what: said("Ask what they want.", adultStudent) },
      "what: it does not say what to do where the student is under 18.",
    ],
    [
      "where two conditions fail together, and neither alone",
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
      "at one protocol of several",
      "two-adults",
      { what: said("Close it.", { is: "protocol", anyOf: ["stage-established"] }) },
      "where “Amber stage” alone applies",
    ],
    [
      "who does it",
      "two-adults",
      { who: said("Counselor", childStudent) },
      "who: it does not say who does it where the student is 18 or over.",
    ],
  ])("%s", (_, id, change, expected) => {
    expect(problems(id, { ...change }).join("\n")).toContain(expected);
  });

  test("on too many conditions to try is refused, and not tried", () => {
    const { factors } = quillwater;
    const more = Array.from({ length: 4 }, (_, at) => ({
      ...factors[0],
      id: `more-${at}`,
      form: { en: `Sign ${at}` },
    }));
    const what = [...factors, ...more].flatMap(({ id }) =>
      said("Close it.", { is: "factor", factor: id }),
    );
    const acts = quillwater.acts.map((act) => (act.id === "two-adults" ? { ...act, what } : act));
    const found = problemsOf({ ...quillwater, factors: [...factors, ...more], acts });
    expect(found.join("\n")).toContain("at most 65536 can be tried");
  });

  test("with words wherever it applies it passes", () => {
    const what = said("Agree who may collect.", parentMayBeInvolved);
    expect(problems("agree-collecting", { what })).toEqual([]);
  });
});

describe("conditions that an act cannot have", () => {
  test.each<[string, string, object, string]>([
    ["a role", "read-and-ask", { when: [childStudent] }, "it has the role review"],
    ["where it is read", "two-adults", { when: [inRegisterAlone] }, "what a case says alone"],
    ["whose officer", "two-adults", { when: [sroUnknown] }, "what a case says alone"],
    [
      "a call of the law that no mail could name",
      "ring-marshal",
      { when: [parentMayBeInvolved] },
      "mails must not say that a parent may be involved",
    ],
    [
      "no case",
      "two-adults",
      { when: [{ is: "level", anyOf: ["watchful"] }] },
      "no case can owe it: nothing asks for it where the level is “Watchful”.",
    ],
    [
      "each other's opposite",
      "two-adults",
      { when: [childStudent, adultStudent] },
      "never hold together",
    ],
    [
      "a duty that an answer would take away",
      "write-to-youth-safety",
      { when: [childStudent] },
      "Saying that the student is 18 or over",
    ],
  ])("%s", (_, id, change, expected) => {
    expect(problems(id, { ...change }).join("\n")).toContain(expected);
  });
});

test("a step without an act is told how to say that it is for some cases alone", () => {
  const levels = quillwater.levels.map((level) => ({
    ...level,
    protocol: level.protocol && {
      ...level.protocol,
      steps: level.protocol.steps.map((step) => (step.step === 8 ? { ...step, acts: [] } : step)),
    },
  }));
  expect(problemsOf({ ...quillwater, levels })[0]).toBe(
    "levels, the fourth (stage-red): protocol: steps, the eighth: acts: the list is empty. Name the act that does the step. Where the step is for some cases alone, give that act a when.",
  );
});
