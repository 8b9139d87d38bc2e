/** In which state an act stands: what nothing may stop, what a hold pauses, what three gates and one question open. */
import { describe, expect, test } from "vitest";
import { stateOf } from "../../src/case/acts";
import { dutyActs, holdableActs, telltaleParentActs } from "../../src/protocol/act-kinds";
import { type ActId, actIds } from "../../src/protocol/ids";
import type { CaseRow } from "../../src/register/tabs";
import { now } from "../district/rows";
import { hour, opened } from "./cases";

const open = { done: false, notApplicableBecause: null };
const gatesOpen = {
  parentMayBeInvolved: "no",
  victimConsulted: now,
  agencyCleared: "CFS",
} as const;
const holding = { holdUntil: now + hour, heldFor: "Det. Lane" };

function stateIn(act: ActId, row: Partial<CaseRow>, cells: Partial<typeof open> | object = {}) {
  return stateOf(act, { ...open, ...cells }, opened({ row }).row, now);
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
  const row = { ...gatesOpen, mayBeVictim: "no", ...holding } as const;
  const isHoldable = holdableActs.some((id) => id === act);
  expect(stateIn(act, row)).toBe(isHoldable ? "on-hold" : "open");
  expect(stateIn(act, { ...row, holdUntil: now })).toBe("open");
});

describe.each(telltaleParentActs)("%s", (act) => {
  test.each([
    ["a parent may be involved", { parentMayBeInvolved: "yes" }],
    ["nobody knows", { parentMayBeInvolved: "unknown" }],
    ["nobody has said", { parentMayBeInvolved: null }],
    ["the victim was not consulted", { victimConsulted: null }],
    ["nobody has cleared it", { agencyCleared: null }],
    ["the cell of the agency holds spaces", { agencyCleared: "  " }],
  ] as const)("is locked when %s", (_name, row) => {
    expect(stateIn(act, { ...gatesOpen, ...row })).toBe("locked");
  });
});

test.each([
  ["no", [], "open"],
  ["no", ["suspected-victim"], "locked"],
  ["no", ["confirmed-victim"], "locked"],
  ["unknown", [], "locked"],
  ["yes", [], "locked"],
  [null, [], "locked"],
] as const)(
  "a consequence, where the student may be a victim: %s %j → %s",
  (mayBeVictim, concerns, state) => {
    expect(stateIn("school-consequence", { mayBeVictim, concerns, protocols: [] })).toBe(state);
  },
);
