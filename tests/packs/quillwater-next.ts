/**
 * The next version of the made-up county: one step was removed and one added; one risk factor was removed, one added and one reworded;
 * and times are shorter. Its red stage has times of its own and steps for some students only: thirty minutes, a day, every 21 days, if a
 * parent may be involved, and at 18 or over.
 */

import type { ActId } from "../../src/protocol/ids";
import type { ActDatum, ProtocolPack } from "../../src/protocol/pack";
import { madeAct, madeCriterion, madeFactor, madeStep } from "../../src/protocol/parts";
import {
  adultStudent,
  childStudent,
  county,
  en,
  inImmediateDanger,
  inProtocol,
  notIn,
  notInDanger,
  parentMayBeInvolved,
} from "../../src/protocol/wording";
import { quillwater2025 } from "./quillwater-2025";

const { acts, criteria, factors, levels } = quillwater2025;

const harborHouse: ActDatum["call"] = [{ to: "harbor-house", when: [] }];

/** What the acts of the red stage's new steps have beside their words. */
const parts: Readonly<Record<ActId, Partial<ActDatum>>> = {
  "adult-at-side": { due: { minutes: 30 } },
  "see-student": { due: "same-day", who: [county([26], "Counselor")] },
  "tell-harbor": { due: { hours: 24 }, call: harborHouse },
  "agree-collecting": { when: [parentMayBeInvolved], call: [{ to: "youth-safety", when: [] }] },
  "ask-adult": { when: [adultStudent], call: harborHouse },
  "refer-advocate": { when: [childStudent], due: { hours: 24 }, call: harborHouse },
  "review-with-county": { repeats: { days: 21 } },
};

/** Steps that the red stage gains, each with its act in the same words. A line each: line of the document, id, name, words. */
const inRed = `
25 | adult-at-side | An adult with the student | Within 30 minutes, an adult whom the student trusts is with the student.
26 | see-student | The counselor sees the student | The counselor sees the student the same day.
27 | tell-harbor | Tell the harbor house | Within 24 hours, tell the harbor house.
28 | agree-collecting | Who may collect the student | Agree with the youth safety line who may collect the student.
29 | ask-adult | Ask the adult student | Ask what they want, and refer them to the advocate for adults.
35 | refer-advocate | Refer to the advocate | Within 24 hours, refer the student to the advocate for young people.
36 | review-with-county | Review with the county | Review the case every 21 days with the county.
`
  .trim()
  .split("\n")
  .map((row) => {
    const [at, id = "", name = "", words = ""] = row.split(" | ");
    const line = Number(at);
    return {
      act: madeAct(id, name, { what: [county([line], words)], ...parts[id] }),
      step: (number: number) => madeStep(number, line, words, [id]),
    };
  });

/** A call that has time, unless an answer or a rise brings it forward. */
const marshalsTime: Partial<ActDatum> = {
  due: [
    { time: "at-once", when: [inImmediateDanger] },
    { time: "at-once", when: [inProtocol("stage-established")] },
    { time: "same-day", when: [] },
  ],
  what: [
    county([5], "Call 911 immediately.", inImmediateDanger),
    county(
      [31],
      "Ring the marshal at once: it is established.",
      notInDanger,
      inProtocol("stage-established"),
    ),
    county([21], "Ring the marshal the same day.", notInDanger, notIn("stage-established")),
  ],
};

const next: ProtocolPack = {
  ...quillwater2025,
  version: "2026-08-03",
  citedAs: en("Quillwater County document of 2026-08-03"),
  effectiveFrom: "2026-08-03",
  approval: null,
  levels: levels.map((level) => ({
    ...level,
    protocol: level.protocol && {
      ...level.protocol,
      steps: [
        ...level.protocol.steps.map((step) => ({
          ...step,
          words: step.acts.includes("weekly-adult")
            ? en("Name two adults for the student.")
            : step.words,
          acts: step.acts.map((id) => (id === "weekly-adult" ? "two-adults" : id)),
        })),
        // After its four.
        ...(level.id === "stage-red" ? inRed.map(({ step }, at) => step(at + 5)) : []),
      ],
    },
  })),
  criteria: [
    ...criteria.filter(({ id }) => id !== "grave-signs"),
    madeCriterion("grave-signs", [40], {
      name: "the grave signs",
      atLeast: 1,
      words: "One grave sign.",
    }),
  ],
  factors: [
    ...factors
      .filter(({ id }) => id !== "new-gifts")
      .map((one) =>
        one.id === "dropped-friends"
          ? { ...one, form: en("No longer has any earlier friend") }
          : one,
      ),
    madeFactor("school-signs", "two-phones", 45, {
      name: "A second phone",
      form: "Has a second phone and hides it",
      words: "Has a second phone and hides it.",
    }),
  ],
  acts: [
    ...acts
      .filter(({ id }) => id !== "weekly-adult")
      .map((act) => (act.id === "ring-marshal" ? { ...act, ...marshalsTime } : act)),
    madeAct("two-adults", "Two adults", {
      what: [county([13, 33], "Name two adults whom the student may come to.")],
    }),
    ...inRed.map(({ act }) => act),
  ],
  writtenReport: { ...quillwater2025.writtenReport, hours: 12 },
};
export default next;
export const earlier = [quillwater2025];
