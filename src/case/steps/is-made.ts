/** Whether an act of a checklist was made, and whether it is over. Every part of the system asks here, so that all use one rule. Pure. */
import type { ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";

/** The cells of an act that show whether someone made it. */
export type MadeCells = Pick<ChecklistRow, "done" | "alreadyMade" | "madeBy" | "agencyReference">;

/** Whether the act was made: ticked as done; or "Already made" is ticked, and it says by whom or with which reference of the agency. */
export function isActMade(act: MadeCells): boolean {
  return act.done || (act.alreadyMade && (isWritten(act.madeBy) || isWritten(act.agencyReference)));
}

/** Whether nothing is left to do for the act: it was made, or it says why it is not applicable. */
export function isActOver(act: MadeCells & Pick<ChecklistRow, "notApplicableBecause">): boolean {
  return isActMade(act) || isWritten(act.notApplicableBecause);
}
