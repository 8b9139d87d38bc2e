import { goingOn } from "../case/model/case-reference";
import type { TabRequest } from "../register/read/plan-read";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { openRegister } from "../register/register";
import type { Run } from "../run";

const holdColumns = ["case", "legalHold", "mergedInto"] as const;

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [{ tab: "cases", columns: holdColumns }];

/**
 * References of the cases on legal hold, from a read with `holdRequests`: those on which the lead has ticked it, and all that were merged
 * with one of them, since each holds part of the other's record.
 */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  const rows = rowsOf(snapshot, "cases");
  const into = goingOn(rows.map(({ values }) => values));
  const held = new Set(rows.flatMap(({ key, values }) => (values.legalHold ? into(key) : [])));
  return new Set(rows.flatMap(({ key }) => (held.has(into(key)) ? key : [])));
}

/** Whether a register has a case on legal hold. One read. Throws what Google throws. */
export function hasHold(run: Run, registerId: string): boolean {
  return casesOnHold(openRegister(run, registerId, []).load(holdRequests)).size > 0;
}
