/** The immediate danger of a case: what ends the questions about it. What a report of danger causes is played in tests/situations. */

import { expect, test } from "vitest";
import { asksUntilCalled } from "../../src/case/facts/danger";
import { call } from "../day/events";
import { now } from "../district/rows";
import { hour, opened, reported, withActs } from "./cases";
import { PureDesk } from "./desk";

const inDanger = (dangerSince = now) => opened({ report: reported.danger, row: { dangerSince } });
const done = { done: true, state: "done", doneAt: now + 1 } as const;

test.each<[string, Parameters<typeof withActs>[1], boolean]>([
  ["a call", { [call]: done }, true],
  ["a written report", { "submit-mandated-report": done }, false],
  ["a plan", { "co-create-action-plan": done }, false],
  ["a call made already: by whom", { [call]: { alreadyMade: true, madeBy: "The nurse" } }, true],
  ["the reference", { [call]: { alreadyMade: true, agencyReference: "R-17" } }, true],
  ["nothing more", { [call]: { alreadyMade: true, madeBy: " " } }, false],
  ["by whom, without the tick", { [call]: { madeBy: "The nurse" } }, false],
])("%s is an answer to it: %s", (_, acts, isAnswer) => {
  expect(asksUntilCalled(withActs(inDanger(), acts))).toBe(!isAnswer);
  // Made before a danger was reported, or said on a row that was owed before, it is no answer to that danger.
  expect(asksUntilCalled(withActs(inDanger(now + hour), acts))).toBe(true);
});

test("a call that was made since is an answer, although its row was owed before", () => {
  const acts = { [call]: { ...done, doneAt: now + hour + 1 } };
  expect(asksUntilCalled(withActs(inDanger(now + hour), acts))).toBe(false);
});

test.each<[string, object]>([
  ["ticked", { done: true }],
  ["made already", { alreadyMade: true, madeBy: "The deputy" }],
])("what comes first in danger is owed again where it was %s before", (_, cells) => {
  const desk = new PureDesk();
  const { reference } = desk.report(reported.danger);
  const rows = () =>
    desk.file(reference).acts.filter(({ act }) => act === "involve-law-enforcement");
  desk.report(reported.danger);
  expect(rows()).toHaveLength(1);
  desk.type({ [reference]: { acts: { [rows()[0]?.row ?? ""]: cells } } });
  desk.report(reported.danger);
  expect(rows().map(({ state }) => state)).toEqual(["done", "open"]);
  expect(asksUntilCalled(desk.file(reference))).toBe(true);
});
