/**
 * Keeps reporters apart: writes who sent a report into the file of the person who alone may know (a reader's file), before the report
 * itself is written into the main register (design 2.3).
 */

import { readersLetInForReporters } from "../../access/register-access";
import { onceMore } from "../../attempt";
import { excludedFromRegister, excludedRequests } from "../../case/assignment/excluded-people";
import { isForLeadAlone, reporterRows } from "../../case/assignment/reporter-identity";
import type { Directory } from "../../district/district";
import {
  readerAtHand,
  readerOf,
  type SealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import { noChange } from "../../register/change";
import type { Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { reportersIn } from "./intake-snapshot";
import { letReaderIn, type Note, reporterRequests } from "./readers-file-access";
import type { RoutedReport } from "./sort-by-register";

/** The reader's file for reporters: the lead's; the alternate lead's while the lead is away and the alternate is not. */
function fileFor(directory: Directory, now: number): SealedRegister {
  const nobody = new Set<string>();
  return sealedRegisters.find((name) => readerAtHand(name, directory, nobody, now)) ?? "sealed";
}

function openToReader(
  workspace: Run,
  name: SealedRegister,
  register: Register,
  snapshot: Snapshot,
  directory: Directory,
  note: Note,
): void {
  const { access, clock, memory } = workspace;
  const excluded = excludedFromRegister(snapshot, directory);
  const reader = readerOf(name, directory, excluded, clock.now());
  if (reader === null || readersLetInForReporters(memory).get(name) === reader.email) return;
  // Where it fails, the hourly look lets the reader in.
  onceMore(() => {
    const editors = new Set(access.editors(register.id));
    letReaderIn(workspace, register.id, editors, reader, directory, note);
  }, note);
  const now = new Map([...readersLetInForReporters(memory), [name, reader.email] as const]);
  memory.set("reportersIn", Object.fromEntries(now));
}

/**
 * Writes who sent these reports of the main register, each once, and lets the reader open the file. Returns the ids of the responses whose
 * reporter could not be written: their reports are taken in all the same, and who sent them stands in the Form alone. Call it under the
 * lock. Throws nothing but mistakes of ours.
 */
export function keepReporters(
  workspace: Run,
  taken: readonly RoutedReport[],
  directory: Directory,
  note: Note,
): ReadonlySet<string> {
  const apart = taken.filter(({ report }) => isForLeadAlone(report));
  if (apart.length === 0) return new Set();
  const name = fileFor(directory, workspace.clock.now());
  // Google may fail, or may have written and lost the answer. The second reading shows which.
  const done = onceMore(() => {
    const register = registerNamed(workspace, name);
    const snapshot = register.load([...reporterRequests, ...excludedRequests]);
    const known = reportersIn(snapshot);
    const append = apart
      .filter(({ response }) => !known.has(response.id))
      .flatMap(({ response, report }) => reporterRows(response, report))
      .map((row) => ({ tab: "reporters" as const, row }));
    register.commit({ ...noChange, append }, snapshot);
    openToReader(workspace, name, register, snapshot, directory, note);
  }, note);
  return done === null ? new Set(apart.map(({ response }) => response.id)) : new Set();
}
