/**
 * Releases sealed cases to the main register, after the edit by which someone who may read the case released it was accepted. Each step can
 * be repeated: the main register takes no response twice, and the sealed case closes last (design 2.11).
 */

import { type CaseFile, changeOfCase, referencesOf } from "../case/facts/case-file";
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
import { commitIntake } from "../intake/take-in-reports";
import { union } from "../lists";
import { transactAll } from "../outbox/deliver-messages";
import { openOutboxRequests } from "../outbox/outbox-rows";
import { type Change, isNoChange, joinChanges, noChange } from "../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../register/read/snapshot";
import { type HourlyRead, registerNamed } from "../register/register";
import { type Run, runAsRead } from "../run";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { cluesOf, decideCarried } from "./open-carried-case";
import {
  closedAsReleased,
  isReleaseDue,
  isReleasedLately,
  refusalOfRelease,
  reportsToRelease,
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

/** What is read of the main register to know which responses it has, in which case. */
const heldRequests = [...indexRequests, ...returningRequests];

/** References of the open cases and of those that were released lately. */
function referencesToCompare(run: Run, snapshot: Snapshot): readonly string[] {
  const lately = rowsOf(snapshot, "cases").flatMap(({ key, values }) => {
    const { releasedTo = null, closedAt = null, mergedInto = null } = values;
    return isReleasedLately({ releasedTo, closedAt, mergedInto }, run) ? [key] : [];
  });
  return union(openReferences(snapshot), lately);
}

/** Whether all of these responses are in a case of the main register; and whether none is. */
function heldOf(reports: readonly { readonly response: string }[], main: IntakeState["responses"]) {
  const count = reports.filter(({ response }) => main.has(response)).length;
  return { isAll: reports.length > 0 && count === reports.length, isNone: count === 0 };
}

/**
 * Whether a sealed register and the main one disagree on what was released: someone deleted rows, or restored an older version of one of
 * them. `snapshot`: all columns of the cases of the sealed register. Two reads at most, none if there is nothing to compare.
 */
function hasStrayRelease(run: Run, { register, snapshot }: HourlyRead): boolean {
  const references = referencesToCompare(run, snapshot);
  if (references.length === 0) return false;
  const rows = register.load([{ tab: "reports", columns: ["response", "case"] }]);
  const files = caseFilesIn(mergeSnapshots(snapshot, rows), references);
  const main = intakeState(run, registerNamed(run, "main").load(heldRequests)).responses;
  return [...files.values()].some((file) => {
    const own = referencesOf(file);
    const reports = rowsOf(rows, "reports").flatMap(({ values: { response, case: of } }) =>
      response != null && own.includes(of ?? "") ? [{ response }] : [],
    );
    const { isAll } = heldOf(reports, main);
    return file.row.releasedTo === null ? isAll : reports.length > 0 && !isAll;
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
 * someone restored an older version of the sealed one, and closes. Throws what Google throws; a later run does what is left.
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
    const deliveries = [...caseFilesIn(from, referencesToCompare(run, from)).values()].flatMap(
      (file) => {
        const isDue = isReleaseDue(file.row);
        const reports = reportsToRelease(file, from);
        const load = () =>
          main.load([
            ...heldRequests,
            { tab: "outbox", columns: ["message", "case"] },
            ...openOutboxRequests(run.memory),
          ]);
        const index = load();
        const held = intakeState(run, index);
        const { isAll } = heldOf(reports, held.responses);
        const isReleased = file.row.releasedTo !== null;
        if (isReleased ? isAll || reports.length === 0 : !isDue && !isAll) return [];
        const refusal = isReleased || isAll ? null : refusalOfRelease(file, from);
        if (refusal !== null) {
          change = joinChanges(change, undone(run, file, refusal));
          return [];
        }
        const taken = reports.map(
          ({ response: id, receivedAt, report }): Taken => ({
            response: { id, receivedAt, language: report.language, answers: {}, strangers: [] },
            ...{ report, route: "main" },
          }),
        );
        // Opens the case in the main register, unless it is there already.
        const carried = {
          clues: cluesOf(file),
          decide: (state: IntakeState, all: readonly Taken[], here: Run) =>
            decideCarried(state, file, all, here),
        };
        const intake = { taken, register: main, index, carried };
        const sent = isAll
          ? []
          : commitIntake(run, intake, (_, error) => {
              throw error;
            });
        // A sealed case closes once all of its reports are in the main register.
        const { heldIn } = isAll ? held : intakeState(run, load());
        const into = reports.map(({ response }) => heldIn.get(response));
        const [to] = into;
        if (to === undefined || into.includes(undefined)) return sent;
        if (to === file.row.releasedTo) return sent;
        const { case: of } = file.row;
        const line = { at: run.now, who: "automation", what: "case-released", case: of, to };
        const closed = changeOfCase(file, closedAsReleased(file, to, run));
        change = joinChanges(change, { ...noChange, ...closed, activity: [line] });
        return sent;
      },
    );
    if (!isNoChange(change)) register.commit(change, from);
    return { deliveries };
  });
}
