/**
 * Releases sealed cases to the main register, after the edit by which someone who may read the case released it was accepted. Each step can
 * be repeated: the main register takes no response twice, and the sealed case closes last (design 2.11).
 */

import { type CaseFile, changeOfCase, isReleaseDue, referencesOf } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { type UndoReason, undoneNote, withUndone } from "../case/facts/why-edits-are-undone";
import { caseFilesIn, openReferences } from "../case/load-cases";
import { withDerivedCells } from "../casework/reassess-case";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import {
  type IntakeState,
  indexRequests,
  intakeState,
  returningRequests,
  type Taken,
} from "../intake/read-for-intake";
import { loadSealed } from "../intake/route-reports";
import { goingOnOf } from "../intake/students-who-go-on";
import { commitIntake } from "../intake/take-in-reports";
import { union } from "../lists";
import { type Delivery, transactAll } from "../outbox/deliver-messages";
import { openOutboxRequests } from "../outbox/outbox-rows";
import { type Change, isNoChange, joinChanges, noChange } from "../register/change";
import type { TabRequest } from "../register/read/read-tabs";
import { mergeSnapshots, rowsOf, type Snapshot } from "../register/read/snapshot";
import { type HourlyRead, registerNamed } from "../register/register";
import { type Run, runAsRead } from "../run";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { cluesOf, decideCarried } from "./open-carried-case";
import {
  isReleasedLately,
  markedAsReleased,
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

/** What is read of the main register to know which responses it has, in which case, and whether that is acknowledged. */
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
  main: IntakeState["responses"],
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
  const main = intakeState(run, registerNamed(run, "main").load(heldRequests)).responses;
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
 * Compares what was released from a sealed register with the main one, and mends what differs (`finishReleases`). Returns whether anything
 * did. `read`: as in `hasStrayRelease`; read now if left out. Throws what Google throws.
 */
export function compareReleases(run: Run, name: SealedRegister, read?: HourlyRead): boolean {
  const differs = hasStrayRelease(run, read ?? loadSealed(run, name));
  if (differs) finishReleases(run, name);
  return differs;
}

/**
 * Finishes the accepted releases of a sealed register, and mends what no longer fits an earlier one (design 2.11): the main register gets
 * again what it has lost of a case that was released lately; an open case whose reports are all in the main register was released before
 * someone restored an older version of the sealed one. A case closes once the one in the main register is acknowledged. Throws what Google
 * throws; a later run does what is left.
 */
export function finishReleases(before: Run, name: SealedRegister): void {
  transactAll(before, { lockWait: "work" }, () => {
    const main = registerNamed(before, "main");
    const directory = directoryIn(main.load(directoryRequests), before);
    const run = runAsRead(before, { register: "main", directory });
    const { register, snapshot } = loadSealed(run, name);
    const rows = register.load([
      { tab: "reports", columns: "all" },
      { tab: "reporters", columns: "all" },
    ]);
    const from = mergeSnapshots(snapshot, rows);
    let change = noChange;
    let seen: Snapshot | null = null;
    const load = () => {
      seen ??= main.load([
        ...heldRequests,
        { tab: "outbox", columns: ["message", "case"] },
        ...openOutboxRequests(run.memory),
      ]);
      return seen;
    };
    const deliveries = [...caseFilesIn(from, referencesToCompare(run, from)).values()].flatMap(
      (file) => {
        const { releasedTo, status, case: of } = file.row;
        const taken = reportsToCarry(file, from);
        const index = load();
        const held = intakeState(run, index);
        const responses = taken.map(({ response }) => response);
        const isThere = isHeld(file, responses, held.responses) === true;
        const isClosed = status === "closed";
        const isDone =
          releasedTo === null ? !isReleaseDue(file.row) && !isThere : isClosed && isThere;
        if (isDone || taken.length === 0) return [];
        const refusal = releasedTo !== null || isThere ? null : refusalOfRelease(file, from);
        if (refusal !== null) {
          change = joinChanges(change, undone(run, file, refusal));
          return [];
        }
        // Opens the case in the main register, unless it is there already.
        const carried = {
          clues: cluesOf(file),
          decide: (state: IntakeState, all: readonly Taken[], here: Run) =>
            decideCarried(state, { from: file, what: "case-released" }, all, here).change,
        };
        let sent: readonly Delivery[] = [];
        if (!isThere) {
          sent = commitIntake(run, { taken, register: main, index, carried }, (_, error) => {
            throw error;
          });
          seen = null;
        }
        const read = load();
        const { heldIn, index: cases } = intakeState(run, read);
        const into = responses.map(({ id }) => heldIn.get(id));
        const [to] = into;
        if (to === undefined || into.includes(undefined)) return sent;
        const isTakenOn = rowsOf(read, "cases").some(
          ({ key, values }) =>
            key === cases.target(to)?.case &&
            (values.acknowledged === true || values.status === "closed"),
        );
        if (to === releasedTo && (isClosed || !isTakenOn)) return sent;
        const line = { at: run.now, who: "automation", what: "case-released", case: of, to };
        const after = changeOfCase(
          file,
          markedAsReleased(file, to, { ...run, isTakenOn: isClosed || isTakenOn }),
        );
        const activity = to === releasedTo ? [] : [line];
        change = joinChanges(change, { ...noChange, ...after, activity });
        return sent;
      },
    );
    if (!isNoChange(change)) register.commit(change, from);
    return { deliveries };
  });
}
