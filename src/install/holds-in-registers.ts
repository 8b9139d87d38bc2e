/** Whether a case on legal hold stands in a register. While one does, nothing is deleted that may belong to it. */
import { heldCases, holdColumns } from "../case/storage/legal-hold";
import type { Workspace } from "../ports";
import type { TabRequest } from "../register/read/plan-read";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { openRegister } from "../register/register";
import { reportRegisterIds, reportRegisters } from "../register/register-ids";

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [{ tab: "cases", columns: holdColumns }];

/** References of cases on legal hold, from a read with `holdRequests`. */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  return heldCases(rowsOf(snapshot, "cases").map(({ values }) => values));
}

/** Whether a register has a case on legal hold. One read. Throws what Google throws. */
export function hasHold(workspace: Workspace, registerId: string): boolean {
  return casesOnHold(openRegister(workspace, registerId, []).load(holdRequests)).size > 0;
}

/** Whether any register has a case on legal hold. One read for each. True where a register cannot be read, since a hold may stand in it. */
export function hasAnyHold(workspace: Workspace): boolean {
  const ids = reportRegisterIds(workspace.memory);
  try {
    return reportRegisters.some((name) => hasHold(workspace, ids[name]));
  } catch {
    return true;
  }
}
