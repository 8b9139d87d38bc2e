/** In which state an act stands: what nothing may stop, what a hold pauses, what the conditions of a parent and one question open. */

import { describe, expect, test } from "vitest";
import { type CaseFile, emptyAct } from "../../src/case/facts/case-file";
import { actState } from "../../src/case/steps/step-state";
import type { ActId } from "../../src/protocol/ids";
import type { CaseRow, ChecklistRow } from "../../src/register/tabs";
import { startOfDay } from "../../src/time";
import { now, pacific } from "../district/rows";
import { actIds, dutyActs, holdableActs, telltaleParentActs } from "../protocol/marin";
import { hour, opened, withActs } from "./cases";

const open = {
  done: false,
  notApplicableBecause: null,
  alreadyMade: false,
  madeBy: null,
  agencyReference: null,
};
const gatesOpen = {
  parentReported: "no",
  parentMayBeInvolved: "no",
  parentSetBy: "contact@district.example",
  victimConsulted: now,
  agencyCleared: "child-and-family-services",
  agencyClearedBy: "Kim Doe",
  agencyClearedAt: now,
} as const satisfies Partial<CaseRow>;
const holding = { holdUntil: now + hour, heldFor: "Det. Lane" };

/** With the row that a school consequence waits for. */
function withTitleIx(file: CaseFile): CaseFile {
  const act = "tell-title-ix-coordinator";
  return { ...file, acts: [...file.acts, { ...emptyAct(), act, row: `${file.row.case} ${act}` }] };
}

/** The call is made, and the Title IX coordinator asked, unless `acts` say otherwise. */
function stateIn(
  act: ActId,
  row: Partial<CaseRow>,
  cells: Partial<ChecklistRow> = {},
  acts: Parameters<typeof withActs>[1] = { "call-child-and-family-services": { done: true } },
) {
  const asked = { "tell-title-ix-coordinator": { done: true } };
  const file = withActs(withTitleIx(opened({ row })), { ...asked, ...acts });
  return actState(act, { ...open, ...cells }, file, { now, zone: pacific });
}

test.each(dutyActs)("nothing stops %s", (act) => {
  for (const row of [holding, { parentMayBeInvolved: "yes" }, { mayBeVictim: null }] as const) {
    expect(stateIn(act, row)).toBe("open");
    expect(stateIn(act, row, { notApplicableBecause: "Someone else did." })).toBe("open");
    expect(stateIn(act, row, { done: true })).toBe("done");
  }
});

test.each(actIds)("what is done is done, whatever waits: %s", (act) => {
  expect(stateIn(act, holding, { done: true, notApplicableBecause: "No need." })).toBe("done");
});

test.each(actIds)("a hold pauses exactly what would give it away: %s", (act) => {
  const leadRecorded = ["tell-title-ix-coordinator"];
  const row = { ...gatesOpen, mayBeVictim: "no", leadRecorded, ...holding } as const;
  const isHoldable = holdableActs.some((id) => id === act);
  expect(stateIn(act, row)).toBe(isHoldable ? "on-hold" : "open");
  expect(stateIn(act, { ...row, holdUntil: now })).toBe("open");
});

test.each([
  ["no one says who made it", { alreadyMade: true }, "open"],
  ["spaces say who made it", { alreadyMade: true, madeBy: "  " }, "open"],
  ["a reference alone", { agencyReference: "C-1" }, "open"],
  ["someone made it", { alreadyMade: true, madeBy: "The nurse" }, "done"],
  ["the agency has a reference", { alreadyMade: true, agencyReference: "C-1" }, "done"],
] as const)("a call that is said to be made already, where %s", (_name, cells, state) => {
  expect(stateIn("call-child-and-family-services", {}, cells)).toBe(state);
});

describe.each(telltaleParentActs)("%s", (act) => {
  test("is open when all conditions stand, the call made by whomever", () => {
    expect(stateIn(act, gatesOpen)).toBe("open");
    const made = { alreadyMade: true, madeBy: "The nurse" };
    expect(stateIn(act, gatesOpen, {}, { "call-child-and-family-services": made })).toBe("open");
  });

  test.each([
    ["a parent may be involved", { parentMayBeInvolved: "yes" }],
    ["no one knows", { parentMayBeInvolved: "unknown" }],
    ["no one has said", { parentMayBeInvolved: null }],
    ["only a report has said", { parentSetBy: null }],
    ["a report says yes", { parentReported: "yes" }],
    ["the victim was not consulted", { victimConsulted: null }],
    ["no one has cleared it", { agencyCleared: null }],
    ["an agency has that may not", { agencyCleared: "probation" }],
    ["the district's own police has", { agencyCleared: "district-police" }],
    ["no one there is named", { agencyClearedBy: null }],
    ["spaces are named", { agencyClearedBy: "  " }],
    ["no one says when", { agencyClearedAt: null }],
  ] as const)("is locked when %s", (_name, row) => {
    expect(stateIn(act, { ...gatesOpen, ...row })).toBe("locked");
  });

  test("is locked while the call is not made", () => {
    expect(stateIn(act, gatesOpen, {}, {})).toBe("locked");
  });

  test("opens against a report that says yes by the agency that says otherwise, and by no other word", () => {
    const row = { ...gatesOpen, parentReported: "yes" } as const;
    expect(stateIn(act, { ...row, parentOverruledBy: "law-enforcement" })).toBe("open");
    expect(stateIn(act, { ...row, parentOverruledBy: "district-police" })).toBe("locked");
  });
});

describe.each(telltaleParentActs)("%s of a student of 18 or over", (act) => {
  test.each([
    ["no one said whether", { isAdult: null }, "open"],
    ["a child", { isAdult: "no" }, "open"],
    ["who did not consent", { isAdult: "yes" }, "locked"],
    ["who consented", { isAdult: "yes", studentConsented: now }, "open"],
    [
      "who consented, not consulted",
      { isAdult: "yes", studentConsented: now, victimConsulted: null },
      "locked",
    ],
  ] as const)("%s", (_name, row, state) => {
    expect(stateIn(act, { ...gatesOpen, ...row })).toBe(state);
  });
});

test("a consequence waits until the Title IX coordinator was asked, and for ever where no row says so", () => {
  const leadRecorded = ["tell-title-ix-coordinator"];
  const answered = { mayBeVictim: "no", concerns: [], protocols: [], leadRecorded } as const;
  const called = { "call-child-and-family-services": { done: true } };
  const notAsked = { ...called, "tell-title-ix-coordinator": { done: false } };
  expect(stateIn("school-consequence", answered)).toBe("open");
  expect(stateIn("school-consequence", answered, {}, notAsked)).toBe("locked");
  // Ticked, and not by the lead.
  expect(stateIn("school-consequence", { ...answered, leadRecorded: [] })).toBe("locked");
  const file = withActs(opened({ row: answered }), called);
  const moment = { now, zone: pacific };
  expect(actState("school-consequence", open, file, moment)).toBe("locked");
});

test("a hold lasts to the end of the day that was written, and to the hour where one was", () => {
  const midnight = startOfDay(now, pacific);
  expect(stateIn("co-create-action-plan", { holdUntil: midnight })).toBe("on-hold");
  expect(stateIn("co-create-action-plan", { holdUntil: midnight - 24 * hour })).toBe("open");
  expect(stateIn("co-create-action-plan", { holdUntil: midnight + 60_000 })).toBe("open");
});

test.each([
  ["no", [], "open"],
  ["no", ["suspected-victim"], "locked"],
  ["no", ["confirmed-victim"], "locked"],
  ["yes", [], "locked"],
  [null, [], "locked"],
] as const)(
  "a consequence, where the student may be a victim: %s %j → %s",
  (mayBeVictim, concerns, state) => {
    const leadRecorded = ["tell-title-ix-coordinator"];
    const row = { mayBeVictim, concerns, protocols: [], leadRecorded };
    expect(stateIn("school-consequence", row)).toBe(state);
  },
);
