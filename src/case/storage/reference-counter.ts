/**
 * Remembers the highest case reference that each register has given, outside the sheet. Rows can be deleted and old versions of the file
 * restored, but emails with a reference cannot be taken back: no reference may be given twice.
 */

import { attempt } from "../../attempt";
import type { RegisterName } from "../../ports";
import { registerKinds, rememberedOf } from "../../register/register-kinds";
import type { Run } from "../../run";
import { numberIn } from "../facts/case-reference";

/** The highest reference that is remembered; null if none is, and where the running account's own store does not answer. */
export function highestReference(run: Run, register: RegisterName): string | null {
  const { get } = rememberedOf(run, register, "referencesGiven");
  return registerKinds[register].isMain ? get() : attempt(run, get, null);
}

/** Whether `reference` is later than `other`: by year, then by number. */
export function isAfter(reference: string, other: string | null): boolean {
  const year = reference.slice(0, 2);
  const last = (other ?? "").slice(0, 2);
  return year === last ? numberIn(year, reference) > numberIn(year, other) : year > last;
}

/**
 * Remembers the highest of `references`, if it is higher than what is remembered. Called after the cases are written and before an
 * email names them. At most one write. A memory that is full holds up
 * no report, and the rows themselves still show which references are taken.
 */
export function rememberReferences(
  run: Run,
  register: RegisterName,
  references: readonly string[],
): void {
  const before = references.length === 0 ? null : highestReference(run, register);
  const last = references.reduce(
    (highest, one) => (/^\d\d-\d{4,9}$/.test(one) && isAfter(one, highest) ? one : highest),
    before,
  );
  if (last !== before) attempt(run, () => rememberedOf(run, register, "referencesGiven").set(last));
}
