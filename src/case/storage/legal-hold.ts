/**
 * Which cases a legal hold protects: nothing of them may be deleted anywhere, however old they are. Counsel lifts a hold; no clock does.
 * Pure.
 */
import type { CaseRow } from "../../register/tabs";

export const holdColumns = ["case", "legalHold", "mergedInto"] as const;
type HeldRow = Partial<Pick<CaseRow, (typeof holdColumns)[number]>>;

/**
 * References of the cases on which the lead has ticked "Legal hold", and of all cases merged with one of them, since each holds part of
 * the other's record.
 */
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
