import type { TabRequest } from "../register/read/plan-read";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { openRegister } from "../register/register";
import type { CaseRow } from "../register/tabs";
import type { Run } from "../run";

const holdColumns = ["case", "legalHold", "mergedInto"] as const;
type HeldRow = Partial<Pick<CaseRow, (typeof holdColumns)[number]>>;

/**
 * References of the cases on which the lead has ticked "Legal hold", and of all cases merged with one of them, since each holds part of
 * the other's record.
 */
function heldCases(rows: readonly HeldRow[]): ReadonlySet<string> {
  const held = new Set(
    rows.flatMap(({ case: one, legalHold }) => (legalHold === true && one ? [one] : [])),
  );
  for (let before = -1; before < held.size; ) {
    before = held.size;
    for (const { case: one, mergedInto: other } of rows) {
      if (!one || !other || (!held.has(one) && !held.has(other))) continue;
      held.add(one).add(other);
    }
  }
  return held;
}

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [{ tab: "cases", columns: holdColumns }];

/** References of cases on legal hold, from a read with `holdRequests`. */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  return heldCases(rowsOf(snapshot, "cases").map(({ values }) => values));
}

/** Whether a register has a case on legal hold. One read. Throws what Google throws. */
export function hasHold(run: Run, registerId: string): boolean {
  return casesOnHold(openRegister(run, registerId, []).load(holdRequests)).size > 0;
}
