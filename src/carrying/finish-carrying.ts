/**
 * Carries cases into another register of ordinary cases, after an edit that asks for it was accepted: a sealed case that was released, and
 * one that was handed to a school whose cases are in another register. Each step can be repeated: the other register takes no response
 * twice, and the first case closes last (design 2.11, 2.22).
 */

import { attempt } from "../attempt";
import type { CaseFile } from "../case/facts/case-file";
import { changeOfCase, isReleaseDue, isReleaseLeft, referencesOf } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { type UndoReason, undoneNote, withUndone } from "../case/facts/why-edits-are-undone";
import { caseFilesIn, openCasesIn, openReferences } from "../case/load-cases";
import { handedToSchool, movesTo } from "../case/people/responsible-person";
import type { CaseRow } from "../case/tabs/case-tabs";
import { withDerivedCells } from "../casework/reassess-case";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { registerOfSchool } from "../district/find-people";
import type { Directory } from "../district-directory";
import { type Placed, placesIn, readsOf } from "../intake/place-reports";
import type { IntakeState, Taken } from "../intake/read-for-intake";
import { indexRequests, intakeState, returningRequests } from "../intake/read-for-intake";
import { loadWhole } from "../intake/route-reports";
import { goingOnOf } from "../intake/students-who-go-on";
import { commitIntake } from "../intake/take-in-reports";
import { addTo, union } from "../lists";
import { type Delivery, transactAll } from "../outbox/deliver-messages";
import type { RegisterName } from "../ports";
import type { TabRequest } from "../register/read/read-tabs";
import { mergeSnapshots, rowsOf, type Snapshot } from "../register/read/snapshot";
import { type Change, isNoChange, joinChanges, noChange } from "../registers/change";
import { isSealedRegister, ordinaryRegisters, schoolRegisters } from "../registers/kinds";
import { type HourlyRead, registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { cluesOf, decideCarried } from "./open-carried-case";
import {
  isReleasedLately,
  markedAsCarried,
  refusalOfRelease,
  reportsToCarry,
} from "./release-rules";

/** Undoes a release that is no longer allowed: a later report says that someone may be involved, or the row of a report is gone. */
function undone(run: Run, file: CaseFile, refusal: UndoReason): Change {
  const said = withUndone(file.row, [{ column: "release", refusal, at: run.now }]);
  const after = withDerivedCells({ ...file, row: { ...said, release: false } }, file, run);
  const notes = { release: undoneNote(refusal) };
  const told = { tab: "cases", key: referenceOfCase(file.row), values: {}, notes } as const;
  const { append, update } = changeOfCase(file, after);
  return { ...noChange, append, update: [...update, told] };
}

/** What is read of the other register to know which responses it has, in which case, and whether that is acknowledged. */
const heldRequests: readonly TabRequest[] = [
  ...indexRequests,
  ...returningRequests,
  { tab: "cases", columns: ["acknowledged", "status"] },
];

/** References of the open cases and of those that were released lately. */
function referencesToCompare(run: Run, snapshot: Snapshot): readonly string[] {
  const lately = rowsOf(snapshot, "cases").flatMap(({ key, values }) => {
    const { releasedTo = null, closedAt = null, mergedInto = null } = values;
    return isReleasedLately({ releasedTo, closedAt, mergedInto }, run) ? [key] : [];
  });
  return union(openReferences(snapshot), lately);
}

/**
 * Whether a case of the main register has all reports of a sealed case; null if the case has none. Of a case that went on from there and was
 * not released, only later reports count: main has the others anyway.
 */
function isHeld(
  { row }: CaseFile,
  reports: readonly { readonly id: string; readonly receivedAt: number }[],
  main: ReadonlySet<string>,
): boolean | null {
  const since = row.releasedTo === null ? (goingOnOf(row)?.since ?? 0) : 0;
  const later = reports.filter(({ receivedAt }) => receivedAt >= since);
  return later.length === 0 ? null : later.every(({ id }) => main.has(id));
}

/**
 * Whether a sealed register and the main one disagree on what was released: someone deleted rows, or restored an older version of one of
 * them. `snapshot`: all columns of the cases of the sealed register. Two reads at most, none if there is nothing to compare.
 */
function hasStrayRelease(run: Run, { register, snapshot }: HourlyRead): boolean {
  const references = referencesToCompare(run, snapshot);
  if (references.length === 0) return false;
  const rows = register.load([{ tab: "reports", columns: ["response", "case", "received"] }]);
  const files = caseFilesIn(mergeSnapshots(snapshot, rows), references);
  const main = new Set(
    ordinaryRegisters(run.memory).flatMap((name) => [
      ...intakeState(run, registerNamed(run, name).load(heldRequests)).responses,
    ]),
  );
  return [...files.values()].some((file) => {
    const own = referencesOf(file);
    const reports = rowsOf(rows, "reports").flatMap(({ values }) => {
      const { response: id, case: of, received } = values;
      return id != null && own.includes(of ?? "") ? [{ id, receivedAt: received ?? 0 }] : [];
    });
    return isHeld(file, reports, main) === (file.row.releasedTo === null);
  });
}

/**
 * Compares what was released from a sealed register with the main one, and mends what differs (`finishCarrying`). Returns whether anything
 * did. `read`: as in `hasStrayRelease`; read now if left out. Throws what Google throws.
 */
export function compareReleases(run: Run, name: SealedRegister, read?: HourlyRead): boolean {
  const differs = hasStrayRelease(run, read ?? loadWhole(run, name));
  if (differs) finishCarrying(run, name);
  return differs;
}

/** What tells which register of ordinary cases has received a case last. */
const movedRequests: readonly TabRequest[] = [
  ...indexRequests,
  ...returningRequests,
  { tab: "activity", columns: ["at", "what", "case", "to"] },
];

/**
 * Open cases that went to another register of ordinary cases and are here again, since an older version came back: by the register that has
 * them, their references, each with the register that received the case last. One read of each register.
 */
function casesHereAgain(run: Run) {
  const held = new Map<string, { name: RegisterName; of: string; at: number; isOpen: boolean }[]>();
  for (const name of ordinaryRegisters(run.memory)) {
    const read = attempt(run, () => registerNamed(run, name, []).load(movedRequests), null);
    if (read === null) continue;
    const { heldIn, index } = intakeState(run, read);
    const moves = rowsOf(read, "activity").flatMap(({ values: { what, to, case: of, at } }) =>
      what === "case-moved" && !to ? [{ of, at: at ?? 0 }] : [],
    );
    for (const [id, of] of heldIn) {
      const { releasedTo = null, closedAt = null, mergedInto = null } = index.target(of) ?? {};
      if (releasedTo !== null) continue;
      const at = Math.max(0, ...moves.flatMap((one) => (one.of === of ? one.at : [])));
      addTo(held, id, { name, of, at, isOpen: closedAt === null && mergedInto === null });
    }
  }
  const here = new Map<RegisterName, Map<string, RegisterName>>();
  for (const all of held.values()) {
    const [last, next] = [...all].sort((a, b) => b.at - a.at);
    if (last === undefined || next === undefined || last.at === next.at) continue;
    for (const { name, of, isOpen } of all) {
      if (name === last.name || !isOpen) continue;
      here.set(name, (here.get(name) ?? new Map<string, RegisterName>()).set(of, last.name));
    }
  }
  return here;
}

/** Lets cases go on that are open again where they left from (`casesHereAgain`). Throws what Google throws. */
export function compareMoves(run: Run): void {
  if (schoolRegisters(run.memory).length === 0) return;
  for (const [name, again] of casesHereAgain(run)) finishCarrying(run, name, again);
}

/** Whether a case is on its way to another register: it was released or handed over there, and is not closed yet. `run`: in its register. */
export const isCarryingLeft = (row: CaseRow, run: Run): boolean =>
  isReleaseLeft(row) || (row.status !== "closed" && movesTo(row, run) !== null);

/** The case as it arrives in the other register: with its new school, and no one's there. */
function arriving(file: CaseFile, directory: Directory): CaseFile {
  const school = handedToSchool(file.row, directory);
  return { ...file, row: { ...file.row, school, handedTo: null, handedAt: null } };
}

/**
 * Finishes what was accepted in a register: releases of sealed cases, and cases handed to a school of another register. Also mends what no
 * longer fits an earlier release (design 2.11): the other register gets again what it has lost of a case that was released lately; an open
 * case whose reports are all there was released before someone restored an older version of the sealed register. A case closes once the one
 * in the other register is acknowledged. `again`: as in `casesHereAgain`. Throws what Google throws; a later run does what is left.
 */
export function finishCarrying(
  before: Run,
  name: RegisterName,
  again: ReadonlyMap<string, RegisterName> = new Map(),
): void {
  const isSealed = isSealedRegister(name);
  transactAll(before, { lockWait: "work" }, () => {
    const main = registerNamed(before, "main");
    const directory = directoryIn(main.load(directoryRequests), before);
    const run = runAsRead(before, { register: name, directory });
    const { register, snapshot } = loadWhole(run, name);
    const rows = register.load([
      { tab: "reports", columns: "all" },
      ...(isSealed ? [{ tab: "reporters", columns: "all" } as const] : []),
    ]);
    const from = mergeSnapshots(snapshot, rows);
    let change = noChange;
    const reads = readsOf(run, [...heldRequests, { tab: "outbox", columns: ["message", "case"] }]);
    const load = (other: RegisterName) => reads.of(other).index;
    const candidates = isSealed
      ? [...caseFilesIn(from, referencesToCompare(run, from)).values()]
      : [...openCasesIn(register, from).files.values()].filter(
          ({ row }) => isCarryingLeft(row, run) || again.has(referenceOfCase(row)),
        );
    const deliveries = candidates.flatMap((file) => {
      const { releasedTo, status, case: of } = file.row;
      const taken = reportsToCarry(file, from);
      const responses = taken.map(({ response }) => response);
      const isIn = (other: RegisterName) => {
        const { responses: known, heldIn, index } = intakeState(run, load(other));
        // A case that went on from there is not there: it comes back. This one went there if it says so.
        const isGone = (id: string) => index.target(heldIn.get(id) ?? "")?.releasedTo != null;
        const here =
          isSealed || releasedTo !== null ? known : [...known].filter((id) => !isGone(id));
        return isHeld(file, responses, new Set(here)) === true;
      };
      const wanted = isSealed
        ? registerOfSchool(directory, file.row.school)
        : (again.get(referenceOfCase(file.row)) ?? movesTo(file.row, run) ?? name);
      // It may be elsewhere already: an older version came back, or Schools names another register for its school. A hand-over does not
      // wait because some register cannot be read.
      const has = (other: RegisterName) =>
        isSealed ? isIn(other) : attempt(run, () => isIn(other), false);
      const others = [wanted, ...ordinaryRegisters(run.memory)].filter((other) => other !== name);
      const home = others.find(has) ?? wanted;
      const [oldest] = responses;
      if (oldest === undefined || home === name) return [];
      const isThere = isIn(home);
      const isClosed = status === "closed";
      const isDone =
        releasedTo === null ? isSealed && !isReleaseDue(file.row) && !isThere : isClosed && isThere;
      if (isDone) return [];
      const refusal =
        !isSealed || releasedTo !== null || isThere ? null : refusalOfRelease(file, from);
      if (refusal !== null) {
        change = joinChanges(change, undone(run, file, refusal));
        return [];
      }
      const going = isSealed ? file : arriving(file, directory);
      const clues = cluesOf(going);
      // What is released goes where the student's case is now, as a report would; a person says where a case is handed.
      const place: Placed =
        isSealed && !isThere ? placesIn(run, home, reads.of)(clues, oldest.id) : { name: home };
      const { name: to, ...beside } = place;
      const there = runAsRead(run, { register: to });
      // Opens the case in the other register, unless it is there already.
      const what = isSealed ? "case-released" : "case-moved";
      const carried = {
        clues,
        decide: (state: IntakeState, all: readonly Taken[], here: Run) =>
          decideCarried(state, { from: going, what }, all, here).change,
      };
      let sent: readonly Delivery[] = [];
      if (!isThere) {
        const placed = taken.map((one, at) => (at === 0 ? { ...one, ...beside } : one));
        sent = commitIntake(there, { taken: placed, carried, ...reads.of(to) });
        reads.forget(to);
      }
      const read = load(to);
      const { heldIn, index: cases } = intakeState(there, read);
      const into = responses.map(({ id }) => heldIn.get(id));
      const [reference] = into;
      if (reference === undefined || into.includes(undefined)) return sent;
      const isTakenOn = rowsOf(read, "cases").some(
        ({ key, values }) =>
          key === cases.target(reference)?.case &&
          (values.acknowledged === true || values.status === "closed"),
      );
      if (reference === releasedTo && (isClosed || !isTakenOn)) return sent;
      const line = { at: run.now, who: "automation", what, case: of, to: reference };
      const after = changeOfCase(
        file,
        markedAsCarried(file, reference, { ...run, isSealed, isTakenOn: isClosed || isTakenOn }),
      );
      const activity = reference === releasedTo ? [] : [line];
      change = joinChanges(change, { ...noChange, ...after, activity });
      return sent;
    });
    if (!isNoChange(change)) register.commit(change, from);
    return { deliveries };
  });
}
