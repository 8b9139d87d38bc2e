/** The state of each step: what nothing may stop, what a hold pauses, and what one question unlocks. */

import { expect, test } from "vitest";
import { emptyAct } from "../../src/case/facts/case-file";
import { actState } from "../../src/case/steps/step-state";
import type { CaseRow, ChecklistRow } from "../../src/case/tabs/case-tabs";
import type { ActId } from "../../src/protocol/ids";
import { call } from "../day/events";
import { now, pacific } from "../district/rows";
import { actIds, holdableActs } from "../protocol/marin";
import { hour, opened, withActs } from "./cases";

const titleIx = "tell-title-ix-coordinator";
const holding = { holdUntil: now + hour, heldFor: "Det. Lane" };
/** Nothing keeps a step locked. */
const unlocked = {
  parentReported: "no",
  parentMayBeInvolved: "no",
  parentSetBy: "contact@district.example",
  victimConsulted: now,
  agencyCleared: "child-and-family-services",
  agencyClearedBy: "Kim Doe",
  agencyClearedAt: now,
  mayBeVictim: "no",
  leadRecorded: [titleIx],
} as const satisfies Partial<CaseRow>;

/** The call is made, and the Title IX coordinator asked. */
function stateIn(act: ActId, row: Partial<CaseRow>, cells: Partial<ChecklistRow> = {}) {
  const file = opened({ row });
  const asked = { ...emptyAct(), act: titleIx, row: `${file.row.case} ${titleIx}` };
  const made = { [call]: { done: true }, [titleIx]: { done: true } };
  const whole = withActs({ ...file, acts: [...file.acts, asked] }, made);
  return actState(act, { ...emptyAct(), ...cells }, whole, { now, zone: pacific });
}

test.each(actIds)(
  "what is done is done, and a hold pauses exactly what would give it away: %s",
  (act) => {
    expect(stateIn(act, holding, { done: true, notApplicableBecause: "No need." })).toBe("done");
    const isHoldable = holdableActs.some((id) => id === act);
    expect(stateIn(act, { ...unlocked, ...holding })).toBe(isHoldable ? "on-hold" : "open");
    expect(stateIn(act, { ...unlocked, ...holding, holdUntil: now })).toBe("open");
  },
);

test.each([
  ["no", [], "open"],
  ["no", ["suspected-victim"], "locked"],
  ["no", ["confirmed-victim"], "locked"],
  ["yes", [], "locked"],
  [null, [], "locked"],
] as const)(
  "a consequence, where the student may be a victim: %s %j → %s",
  (mayBeVictim, concerns, state) => {
    const row = { mayBeVictim, concerns, protocols: [], leadRecorded: [titleIx] };
    expect(stateIn("school-consequence", row)).toBe(state);
  },
);
