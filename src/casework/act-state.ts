/** In which state an act stands, from the case and the act's own cells. Duty acts are only ever open or done (design 2.13). */
import { isDuty, isHoldable, isTelltale } from "../protocol/act-kinds";
import type { ActId, ActState } from "../protocol/ids";
import type { CaseRow, ChecklistRow } from "../register/tabs";

type Gates = Pick<CaseRow, "parentMayBeInvolved" | "victimConsulted" | "agencyCleared">;

/** Whether a parent or guardian may be told: not thought to be involved, the victim consulted, an agency has cleared it. */
export function parentGatesOpen(gates: Gates): boolean {
  return (
    gates.parentMayBeInvolved === "no" &&
    gates.victimConsulted !== null &&
    (gates.agencyCleared ?? "").trim() !== ""
  );
}

/** Whether law enforcement's wish for silence is in force at an instant (milliseconds UTC). */
export function isHeld(row: Pick<CaseRow, "holdUntil">, now: number): boolean {
  return row.holdUntil !== null && row.holdUntil > now;
}

/** Whether somebody has answered that the student is not thought to be a victim: until then no school consequence. */
export function victimRuledOut(
  row: Pick<CaseRow, "mayBeVictim" | "concerns" | "protocols">,
): boolean {
  return (
    row.mayBeVictim === "no" &&
    [...row.concerns, ...row.protocols].every(
      (id) => id !== "suspected-victim" && id !== "confirmed-victim",
    )
  );
}

/** The state that an act must show at an instant (milliseconds UTC). */
export function stateOf(
  act: ActId,
  cells: Pick<ChecklistRow, "done" | "notApplicableBecause">,
  row: CaseRow,
  now: number,
): ActState {
  if (cells.done) return "done";
  if (isDuty(act)) return "open";
  if ((cells.notApplicableBecause ?? "").trim() !== "") return "not-applicable";
  if (isTelltale(act) && !parentGatesOpen(row)) return "locked";
  if (act === "school-consequence" && !victimRuledOut(row)) return "locked";
  if (isHoldable(act) && isHeld(row, now)) return "on-hold";
  return "open";
}
