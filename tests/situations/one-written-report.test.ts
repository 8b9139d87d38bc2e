/** A fuller written report stands for the plain one: one row, one report, one reference; within one debt, and never for what a reporter owes (design 2.12). */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { editOf, first, merge, rowan, tick, tickOf } from "../day/events";
import { actsOf, type Output } from "../day/look";
import { contact } from "../day/people";

const plain = "submit-mandated-report";
const full = "submit-detailed-mandated-report";
const victim = { concerns: ["suspected-victim"] };
const suspected = { submit: { ...rowan, ...victim } };
const certain = { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
const confirmed = { submit: { ...rowan, ...certain } };
const both = {
  submit: {
    ...{ ...rowan, ...certain, concerns: ["suspected-victim", "confirmed-victim"] },
    learnedAt: "2026-09-01T07:00:00-07:00",
  },
};
/** A report of the same student as far as names go, which opens a case of its own. */
const unlinked = (event: { readonly submit: object }) => ({
  submit: { ...event.submit, studentId: undefined, facts: "Another account." },
});
const rows = (out: Output, act: string, reference = first) =>
  actsOf(out, reference).filter((row) => row["act"] === act);

test("a case that opens with both has one row with both steps, by the one deadline; each reporter owes their own", async () => {
  const sent = { done: true, agencyReference: "CFS-7" };
  const out = await playCleanDay([both, tick(full, sent), suspected]);
  expect(rows(out, plain)).toEqual([]);
  expect(rows(out, full)).toMatchObject([
    {
      covers: [plain],
      protocolSteps: ["suspected-victim 2", "confirmed-victim 2"],
      due: "2026-09-03T02:00:00.000Z",
      agencyReference: "CFS-7",
      state: "done",
      what: expect.stringContaining("write one, not two"),
    },
  ]);
  expect(out.reports.map((row) => row["writtenReportConfirmed"])).toEqual([false, false]);
  expect(out.disclosures).toHaveLength(1);
});

describe("a plain row that is open when the fuller one comes", () => {
  const grown = () => Day.after(suspected, confirmed);

  test("is closed with the fuller one by the same reference, also one that is written later", async () => {
    const day = await grown();
    expect(rows(day.out(), plain)).toMatchObject([{ state: "open", covers: [] }]);
    expect(rows(day.out(), full)).toMatchObject([{ state: "open", covers: [plain] }]);
    const out = day.play(
      tick(full, { done: true, agencyPerson: "Kim Doe" }),
      tick(full, { agencyReference: "CFS-7" }),
    );
    const agency = { agencyReference: "CFS-7", agencyPerson: "Kim Doe" };
    const done = { state: "done", done: true, doneBy: contact, ...agency };
    const doneAt = rows(out, full)[0]?.["doneAt"];
    expect(rows(out, plain)).toMatchObject([{ ...done, doneAt }]);
    expect(out.disclosures).toHaveLength(1);
    expect(out.reports.every((row) => row["writtenReportConfirmed"] === false)).toBe(true);
  });

  test("is open again where that tick is taken back, and goes its own way once someone writes in it", async () => {
    const day = await grown();
    const made = tick(full, { alreadyMade: true, madeBy: "The county nurse" });
    const back = tick(full, { alreadyMade: false });
    expect(rows(day.play(made, back), plain)).toMatchObject([{ state: "open", madeBy: null }]);
    const own = day.play(made, tick(plain, { agencyReference: "CFS-1" }), back);
    expect(rows(own, plain)).toMatchObject([{ state: "done", agencyReference: "CFS-1" }]);
  });

  test("never closes the fuller one, and keeps its own reference", async () => {
    const day = await grown();
    const open = day.play(tick(plain, { done: true, agencyReference: "CFS-1" }));
    expect(rows(open, full)).toMatchObject([{ state: "open", covers: [], agencyReference: null }]);
    const late = day.play(tick(full, { done: true, agencyReference: "CFS-2" }));
    expect(rows(late, plain)).toMatchObject([{ agencyReference: "CFS-1" }]);
  });
});

test("what is owed only after the fuller one was sent has a row of its own; before, it is part of it", async () => {
  const sent = await playDay([confirmed, tick(full), suspected]);
  expect(rows(sent, full)).toMatchObject([{ state: "done", covers: [] }]);
  expect(rows(sent, plain)).toMatchObject([{ state: "open" }]);
  const open = await playDay([confirmed, suspected]);
  expect(rows(open, plain)).toEqual([]);
  expect(rows(open, full)).toMatchObject([{ covers: [plain] }]);
});

test.each([
  ["opened with both", [unlinked(both)], []],
  [
    "raised later",
    [
      unlinked(suspected),
      editOf("26-0002", { raiseLevelTo: "confirmed-victim", raiseReason: "So." }),
    ],
    [{ state: "done" }],
  ],
])(
  "of two merged cases, the other %s, each owes its own in its own row",
  async (_name, other, theirs) => {
    const sent = tickOf("26-0002", full, { done: true, agencyReference: "CFS-2" });
    const out = await playCleanDay([suspected, ...other, merge("26-0002", first), sent]);
    expect(rows(out, plain)).toMatchObject([{ state: "open", agencyReference: null }]);
    expect(rows(out, plain, "26-0002")).toMatchObject(theirs);
    expect(rows(out, full, "26-0002")).toMatchObject([{ state: "done" }]);
    const owed = expect.stringMatching(/calls? or reports? /);
    expect(out.cases[0]?.["openMatters"]).toContainEqual(owed);
  },
);
