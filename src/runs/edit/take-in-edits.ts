/**
 * Takes in what people typed into a register: the rows that an edit event tells of, or all rows of open cases. Under the lock, in one
 * commit.
 */

import { noteRegisterEdited, noteTriggerFired } from "../../access/trigger-health";
import { whyFailed } from "../../attempt";
import { directoryRequestsOf, lookHere } from "../../case/assignment/excluded-people";
import { casesOfRecord, editedRows, freeTabs } from "../../case/edits/record-rows";
import { isSameValue } from "../../case/facts/case-file";
import { referenceOfCase } from "../../case/facts/case-reference";
import { type CaseIndex, caseIndexIn, referencesIn } from "../../case/lifecycle/match-report";
import { isReleaseDue } from "../../case/lifecycle/release-case";
import { actState } from "../../case/steps/step-state";
import { loadCases } from "../../case/storage/load-cases";
import {
  caseIndexRequests,
  type OpenCases,
  rememberedEnds,
  rowsWithin,
  type TabEnds,
  typedBesideRequests,
  typedIn,
} from "../../case/storage/open-cases";
import { sealedRegister } from "../../district/sealed-readers";
import { isRolledOver } from "../../errors";
import { type Transaction, transact } from "../../letters/outbox/transact";
import { changeMemory } from "../../lock";
import type { RegisterName } from "../../ports";
import type { TouchedRows } from "../../register/read/ranges";
import { type TabRequest, wholeRows } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot, type SnapshotRow, tabOf } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import { acceptedValue, readAccepted } from "../../register/row-state";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { lookAfter, wakeClock } from "../../store/next-due";
import { isWritten } from "../../text";
import type { Moment } from "../../time";
import { finishReleases } from "../intake/release-sealed";
import { commitEdits, unknownEditor } from "./commit-edits";

const editedTabs = ["cases", "checklist", ...freeTabs] as const;

/**
 * References of other cases that an edit may change: those that the row names, now or before the edit, as cases of the same student or of
 * another.
 */
function casesNamedOn(values: Partial<CaseRow>, index: CaseIndex): readonly string[] {
  const before = readAccepted(values.accepted)["notSameStudentAs"] ?? [];
  const apart = [values.notSameStudentAs ?? [], before].flatMap((cell) =>
    referencesIn(cell, index).flatMap((one) => one || []),
  );
  const kept = readAccepted(values.accepted);
  const { student = null, studentId = null, school = null, possibleMatch = [] } = values;
  const isCorrected = Object.entries({ student, studentId, school }).some(
    ([key, now]) => !isSameValue(acceptedValue(now), kept[key] ?? null),
  );
  const clues = { studentName: student, studentId, school };
  const isJoined =
    isWritten(values.sameStudentAs ?? null) === ((values.mergedInto ?? null) === null);
  const perhaps = [
    ...(isCorrected || isJoined ? possibleMatch : []),
    ...(isCorrected ? index.matches(referenceOfCase(values), clues) : []),
  ];
  // The case into which this one was merged, if it was, and the case that it names.
  const same = [referenceOfCase(values), (values.sameStudentAs ?? "").trim()].flatMap(
    (one) => index.target(one)?.case ?? [],
  );
  return [...apart, ...perhaps, ...same];
}

/** The cases named in edited rows of Plan, Disclosures and Reports: the person who typed there has to be one who may act on them. */
function casesOfRecords(snapshot: Snapshot, index: CaseIndex): readonly string[] {
  return [...freeTabs, "reports" as const].flatMap((tab) => {
    const found = snapshot.tabs.get(tab);
    return (found === undefined ? [] : editedRows(tab, found)).flatMap(({ row }) =>
      casesOfRecord(row).flatMap((one) => index.target(one)?.case ?? []),
    );
  });
}

/** The rows of Cases or of Checklist that hold an edit. Of most cases only the columns of the index were read. */
function rowsWithEdits(snapshot: Snapshot, tab: "cases" | "checklist"): readonly SnapshotRow[] {
  const rows = tabOf(snapshot, tab).rows.filter(
    ({ values }) => "accepted" in values && typeof values["case"] === "string",
  );
  return editedRows(tab, { rows, keyless: [] }).map(({ row }) => row);
}

/** The cases whose rows hold an edit, and the cases that those rows name. */
function casesTouched(snapshot: Snapshot, index: CaseIndex): readonly string[] {
  const edited = new Set(rowsWithEdits(snapshot, "cases").map(({ key }) => key));
  const ofCases = rowsOf(snapshot, "cases").flatMap(({ key, values }) =>
    edited.has(key) ? [key, ...casesNamedOn(values, index)] : [],
  );
  // A step of a merged case counts in the case into which it was merged.
  const ofSteps = rowsWithEdits(snapshot, "checklist").map(({ values }) => {
    const reference = String(values["case"] ?? "");
    return index.target(reference)?.case ?? reference;
  });
  return [...new Set([...ofCases, ...ofSteps, ...casesOfRecords(snapshot, index)])];
}

const releaseAnswers: readonly TabRequest[] = [
  { tab: "reports", columns: ["case", "recipientMayBeInvolved"] },
];

/** What is read along with an edit. `ends`: how many rows the tabs had at the last look of the clock. */
function editRequests(
  name: RegisterName,
  rows: TouchedRows["rows"],
  ends: TabEnds,
): readonly TabRequest[] {
  return [
    ...caseIndexRequests,
    ...editedTabs.map((tab) => wholeRows(tab, rowsWithin(tab, rows, ends))),
    typedIn("reports", rowsWithin("reports", rows, ends)),
    ...directoryRequestsOf(name),
  ];
}

/**
 * Takes in the edited rows. Looks at those rows in every editable tab, since Google's event does not say which tab it was (platform.md 1).
 * Returns "busy" where another run held the lock; the next clock run then finds the edit.
 */
export function takeInEdits(
  run: Run,
  name: RegisterName,
  { rows, who }: TouchedRows,
): "taken-in" | "busy" {
  const { isRemembered } = registerKinds[name];
  if (isRemembered) noteRegisterEdited(run);
  const edits: Transaction = {
    reads: () => editRequests(name, rows, isRemembered ? rememberedEnds(run.memory) : {}),
    lockWait: "work",
    // Always tried once more: only this run knows who typed it.
    retry: (_error, tries) => tries === 1,
  };
  let isReleaseAccepted = false;
  const done = transact(run, name, edits, (register, snapshot) => {
    wakeClock(run, run.clock.now() + lookAfter);
    const looked = lookHere(run, name, snapshot);
    const touched = casesTouched(snapshot, caseIndexIn(snapshot, looked.directory.settings));
    const isReleased = rowsOf(snapshot, "cases").some(({ values }) => values.release === true);
    const answers = isReleased ? releaseAnswers : [];
    const loaded = loadCases(register, snapshot, touched, answers);
    const by = who === "" ? unknownEditor : who.toLowerCase();
    const written = commitEdits({ run: looked, register, snapshot, loaded, who: by });
    const files = [...(written?.files.values() ?? [])];
    isReleaseAccepted = files.some(({ row }) => isReleaseDue(row));
    return written;
  });
  const sealed = sealedRegister(name);
  // Where this run ends here, the clock finishes it.
  if (isReleaseAccepted && sealed !== null) finishReleases(run, sealed);
  return done === "busy" ? "busy" : "taken-in";
}

/** Takes in the edit that a trigger told of. Throws as `takeInEdits` does. */
export function takeInToldEdits(run: Run, name: RegisterName, touched: TouchedRows): void {
  // Another file may replace this one at a roll-over. It has what was typed, and the clock finds it there.
  const failed = whyFailed(() => takeInEdits(run, name, touched));
  if (registerKinds[name].isRemembered) {
    noteTriggerFired(run, "edits");
    if (run.memory.get("rollOver").unheard) {
      changeMemory(run, "clock", () => run.memory.set("rollOver", { unheard: false }));
    }
  }
  if (failed !== null && !isRolledOver(failed.error)) throw failed.error;
}

// What the clock finds by itself: edits of which no trigger told, and states that change because time passes.

/**
 * References of the read cases that have an edit not yet taken in; of open cases also those with an act whose state changes because time
 * passes.
 */
export function casesWithNews({ snapshot, files }: OpenCases, moment: Moment): readonly string[] {
  const edited = (["cases", "checklist"] as const).flatMap((tab) =>
    rowsWithEdits(snapshot, tab).map(({ values }) => String(values["case"] ?? "")),
  );
  const changed = [...files].flatMap(([reference, file]) => {
    const hasChanged = file.acts.some(
      (act) => act.act !== null && actState(act.act, act, file, moment) !== act.state,
    );
    return hasChanged ? [reference] : [];
  });
  return [...new Set([...edited, ...changed])];
}

/** Whether rows of the other tabs (Plan, Log, Disclosures, Reports) hold edits that are not taken in yet. */
export function othersHaveNews({ snapshot }: OpenCases): boolean {
  return [...freeTabs, "reports" as const].some((tab) => {
    const found = snapshot.tabs.get(tab);
    return found !== undefined && editedRows(tab, found).length > 0;
  });
}

/**
 * Takes in edits that the clock found. Under the lock, from a fresh read. Who typed is not known, so the rows are stamped with the time at
 * which the edit was seen.
 */
export function takeInSeenEdits(run: Run, name: RegisterName, seen: OpenCases): void {
  const now = run.clock.now();
  const news = casesWithNews(seen, { now, zone: run.clock });
  if (news.length === 0 && !othersHaveNews(seen)) return;
  if (registerKinds[name].isRemembered) noteRegisterEdited(run);
  const reads = () => [
    ...caseIndexRequests,
    ...typedBesideRequests(),
    ...directoryRequestsOf(name),
  ];
  transact(run, name, { reads, lockWait: "clock" }, (register, snapshot) => {
    const looked = lookHere(run, name, snapshot);
    const index = caseIndexIn(snapshot, looked.directory.settings);
    const goingOn = news.flatMap((reference) => index.target(reference)?.case ?? []);
    const touched = casesTouched(seen.snapshot, index);
    const wanted = new Set([...news, ...goingOn, ...touched, ...casesOfRecords(snapshot, index)]);
    const loaded = loadCases(register, snapshot, [...wanted]);
    return commitEdits({ run: looked, register, snapshot, loaded, who: unknownEditor });
  });
}
