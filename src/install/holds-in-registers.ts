/** Whether a legal hold stands in a register: then nothing is deleted that may belong to it. */
import { heldCases, holdColumns } from "../case/storage/legal-hold";
import type { Workspace } from "../ports";
import { rowsOf, type Snapshot, type TabRequest } from "../register/read-register";
import { openRegister } from "../register/register";
import { reportRegisterIds, reportRegisters } from "../register/register-ids";

export const holdRequests: readonly TabRequest[] = [{ tab: "cases", columns: holdColumns }];

/** Of a read with `holdRequests`. */
export function heldIn(snapshot: Snapshot): ReadonlySet<string> {
  return heldCases(rowsOf(snapshot, "cases").map(({ values }) => values));
}

/** One read. Throws what Google throws. */
export function hasHold(workspace: Workspace, registerId: string): boolean {
  return heldIn(openRegister(workspace, registerId, []).load(holdRequests)).size > 0;
}

/** A read of each register. Where one cannot be read, a hold may stand in it. */
export function anyHold(workspace: Workspace): boolean {
  const ids = reportRegisterIds(workspace.memory);
  try {
    return reportRegisters.some((name) => hasHold(workspace, ids[name]));
  } catch {
    return true;
  }
}
