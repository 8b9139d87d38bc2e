/**
 * Keeps reporters apart: writes who sent a report into the sealed register whose audience may know, before the report itself is written into
 * the main register (design 2.3).
 */

import { isForLeadAlone, reporterRows } from "../../case/assignment/reporter-identity";
import { sealedRegisters } from "../../district/sealed-readers";
import { noChange } from "../../register/change";
import { onceMore } from "../../retry";
import type { Run } from "../../run";
import { reportersIn } from "./intake-snapshot";
import { lookAtSealed, type Note } from "./sealed-files";
import type { RoutedReport } from "./sort-by-register";

/**
 * Writes who sent these reports of the main register, each once. Returns the ids of the responses whose reporter could not be written: their
 * reports are taken in all the same, and who sent them stands in the Form alone. Call it under the lock. Throws nothing but mistakes of ours.
 */
export function keepReporters(
  run: Run,
  taken: readonly RoutedReport[],
  note: Note,
): ReadonlySet<string> {
  const apart = taken.filter(({ report }) => isForLeadAlone(report));
  if (apart.length === 0) return new Set();
  // Google may fail, or may have written and lost the answer. The second reading shows which.
  const done = onceMore(() => {
    const files = lookAtSealed(run, note);
    const place = files.placeOf(sealedRegisters, { involved: null, excluded: new Set() });
    // Where nobody is left to know, it is kept from the contacts all the same.
    const { register, snapshot } = files.read(place ?? "sealed");
    const known = reportersIn(snapshot);
    const append = apart
      .filter(({ response }) => !known.has(response.id))
      .flatMap(({ response, report }) => reporterRows(response, report))
      .map((row) => ({ tab: "reporters" as const, row }));
    register.commit({ ...noChange, append }, snapshot);
  }, note);
  return done === null ? new Set(apart.map(({ response }) => response.id)) : new Set();
}
