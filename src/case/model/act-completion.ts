/** Whether an act was made, and is over: one rule for every place that asks. Pure. */
import type { ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";

/** An act's cells by which it is seen to be made, by whomever. */
export type MadeCells = Pick<ChecklistRow, "done" | "alreadyMade" | "madeBy" | "agencyReference">;

/** Ticked, or made by somebody else, with the agency's reference or who it was. */
export function isActMade(act: MadeCells): boolean {
  return act.done || (act.alreadyMade && (isWritten(act.madeBy) || isWritten(act.agencyReference)));
}

/** Made, or not applicable because of something. */
export function isActOver(act: MadeCells & Pick<ChecklistRow, "notApplicableBecause">): boolean {
  return isActMade(act) || isWritten(act.notApplicableBecause);
}
