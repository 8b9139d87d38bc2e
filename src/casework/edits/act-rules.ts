/** What a person may write in the cells of an act. Pure. */
import { isDuty } from "../../protocol/act-kinds";
import { actIds } from "../../protocol/ids";
import type { Value } from "../../register/columns";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { Refusal } from "./refusals";

/** Why a value is not accepted in a cell of the act, going by its case and the state that it is in; null where it is. */
export function refusalOfActEdit(
  key: string,
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
): Refusal | null {
  if (row.mergedInto !== null && key !== "notes") return "already-merged";
  const id = actIds.find((one) => one === act.act);
  if (key === "done" && value === true) {
    if (act.state === "locked") return "locked";
    if (act.state === "on-hold") return "on-hold";
  }
  if (key === "notApplicableBecause" && value !== null && id !== undefined && isDuty(id)) {
    return "duty-stays";
  }
  return null;
}
