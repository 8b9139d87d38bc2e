/** Which cases a legal hold keeps: nothing of them may be deleted anywhere, whatever its age (domain: counsel lifts a hold, no clock does). Pure. */
import type { CaseRow } from "../../register/tabs";

export const holdColumns = ["case", "legalHold", "mergedInto"] as const;
type HeldRow = Partial<Pick<CaseRow, (typeof holdColumns)[number]>>;

/** Those on which the lead has ticked it, and those joined with one of them: each holds part of the other's record. */
export function heldCases(rows: readonly HeldRow[]): ReadonlySet<string> {
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
