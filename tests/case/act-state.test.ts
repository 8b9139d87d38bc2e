/**
 * The state of a step: what nothing may stop, what a hold pauses, and what the conditions for telling a parent, and one question,
 * unlock.
 */

import { expect, test } from "vitest";
import { type CaseFile, emptyAct } from "../../src/case/facts/case-file";
import { actState } from "../../src/case/steps/step-state";
import type { ActId } from "../../src/protocol/ids";
import type { CaseRow, ChecklistRow } from "../../src/register/tabs";
import { startOfDay } from "../../src/time";
import { now, pacific } from "../district/rows";
import { actIds, holdableActs, telltaleParentActs } from "../protocol/marin";
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

test.each(telltaleParentActs)(
  "%s is open when all conditions stand, and by no other word of an agency than one that may clear",
  (act) => {
    expect(stateIn(act, gatesOpen)).toBe("open");
    expect(stateIn(act, gatesOpen, {}, {})).toBe("locked");
    expect(stateIn(act, { ...gatesOpen, agencyCleared: "district-police" })).toBe("locked");
    const said = { ...gatesOpen, parentReported: "yes" } as const;
    expect(stateIn(act, { ...said, parentOverruledBy: "law-enforcement" })).toBe("open");
    expect(stateIn(act, { ...said, parentOverruledBy: "district-police" })).toBe("locked");
  },
);

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
