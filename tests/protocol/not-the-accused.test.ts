/** A step must not lead to the person whom a report is about: each that names someone at the school, or an officer, says whom to use instead. */
import { describe, expect, test } from "vitest";
import { ownPacks } from "../../src/protocol/find-pack";
import type { ActDatum } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";

const instead = (who: string) => new RegExp(`If [^.]*${who}[^.]* may be involved, [^.]+`, "i");
/** Whom a step may name, and what it then also says. */
const named: readonly (readonly [RegExp, RegExp])[] = [
  [/\bofficer|\bSRO\b/i, instead("officer")],
  [/superintendent/i, instead("superintendent")],
  [/\bcounsel\b/i, instead("counsel")],
  [/title ix coordinator/i, instead("title ix coordinator")],
  [/administration of the|site's administration|principal/i, instead("site's administration")],
];

/** All that a step says, but for what every call says of numbers. */
const saidBy = ({ name, what, inMail = [], inRow = [], who, remarks, lock }: ActDatum): string[] =>
  [
    name,
    ...[...what, ...inMail, ...inRow, ...who, ...remarks, ...(lock?.why ?? [])].map(
      ({ words }) => words,
    ),
  ].map((words) => say(words));

describe.each(ownPacks())("$id", ({ acts }) => {
  test.each(acts)("$id", (act) => {
    const shown = act.what.map(({ words }) => say(words));
    const sources = saidBy(act);
    // Whoever answers at an agency of police is an officer, also where the step does not say so.
    if (act.call.some(({ to }) => to === "law-enforcement")) sources.push("an officer");
    for (const [person, otherwise] of named) {
      if (!sources.some((words) => person.test(words) && !otherwise.test(words))) continue;
      expect(
        shown.some((words) => otherwise.test(words)),
        `${act.id}: ${person}`,
      ).toBe(true);
    }
  });
});
