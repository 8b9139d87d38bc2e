/**
 * Takes in what people typed into a register: the rows that an edit event tells of, or all rows of open cases. Under the lock, in one
 * commit.
 */

import { noteTriggerFired } from "../../access/trigger-health";
import { isSteppedAside } from "../../case/assignment/assignment-rules";
import { excludedIn, excludedRequests, readerIn } from "../../case/assignment/excluded-people";
import { messagesToReaderOnly } from "../../case/assignment/responsible-person";
import type { CaseContext } from "../../case/cells/cell-policy";
import { effectsOf } from "../../case/edits/edit-effects";
import type { TypedCase } from "../../case/edits/reconcile-case";
import { freeTabs, reconcileRecordRows } from "../../case/edits/record-rows";
import type { Move } from "../../case/edits/same-student-edits";
import { type CaseIndex, caseIndexColumns, caseIndexIn } from "../../case/lifecycle/match-report";
import { referencesIn } from "../../case/lifecycle/not-same-student";
import { contextOfCase } from "../../case/lifecycle/open-case";
import type { Belonging } from "../../case/lifecycle/raise-level";
import { acceptedIn, acceptedValue, editsOf, inputColumns } from "../../case/model/accepted-inputs";
import { type CaseFile, isSameValue } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import { actState } from "../../case/model/checklist";
import { factAnswers } from "../../case/model/combined-facts";
import {
  casesIn,
  type LoadedCases,
  loadCases,
  type OpenCases,
  type OpenRows,
  openCaseRequests,
  openRowsIn,
  openRowsRequests,
  rowsWithin,
} from "../../case/storage/load-cases";
import type { Directory } from "../../district/district";
import { directoryBeside, directoryRequests } from "../../district/load-directory";
import { readersOf } from "../../district/sealed-readers";
import { isRolledOver } from "../../errors";
import { commitForDelivery, type Delivery, deliver } from "../../letters/outbox/deliver-messages";
import { lockWaits, type RegisterName, type Workspace } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import {
  type Change,
  isEmpty,
  joinChanges,
  mergeUpdates,
  type Update,
} from "../../register/change";
import type { TouchedRows } from "../../register/header-position";
import {
  rowsOf,
  type Snapshot,
  type SnapshotRow,
  type TabRequest,
  tabOf,
  wholeRows,
} from "../../register/read-register";
import { type Register, registerNamed } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { type CaseRow, firstDataRow, tabs } from "../../register/tabs";
import { isWritten } from "../../text";
import type { Moment } from "../../time";
import { revokeExcluded } from "../intake/sealed-reports";
import { mendHeadsAfter, withMending } from "../outage/header-mend";
import { noteRegisterEdited } from "./formulas";

/** Stands in Activity where Google does not say who edited. */
export const unknownEditor = "unknown editor";

/** What is needed to find the rows of a case, and to know which references there are. */
const caseIndexRequest: TabRequest = {
  tab: "cases",
  columns: [...caseIndexColumns, "steppedAside"],
};

function asideFrom(snapshot: Snapshot, who: string): ReadonlySet<string> {
  if (who === unknownEditor) return new Set();
  return new Set(
    rowsOf(snapshot, "cases").flatMap(({ key, values }) =>
      isSteppedAside({ steppedAside: values.steppedAside ?? null }, who) ? [key] : [],
    ),
  );
}

const editedTabs = ["cases", "checklist", ...freeTabs, "reports"] as const;

/**
 * References of other cases that an edit may change: those that the row names, now or before the edit, as cases of the same student or of
 * another.
 */
function casesNamedOn(values: Partial<CaseRow>, index: CaseIndex): readonly string[] {
  const before = acceptedIn(values.accepted)["notSameStudentAs"] ?? [];
  const apart = [values.notSameStudentAs ?? [], before].flatMap((cell) =>
    referencesIn(cell, index).flatMap((one) => one || []),
  );
  const kept = acceptedIn(values.accepted);
  const { student = null, studentId = null, possibleMatch = [] } = values;
  const isCorrected = [student, studentId].some(
    (now, at) => !isSameValue(acceptedValue(now), kept[at === 0 ? "student" : "studentId"] ?? null),
  );
  const clues = { studentName: student, studentId };
  const isJoined =
    isWritten(values.sameStudentAs ?? null) === ((values.mergedInto ?? null) === null);
  const perhaps = [
    ...(isCorrected || isJoined ? possibleMatch : []),
    ...(isCorrected ? index.matches(referenceOfCase(values), clues) : []),
  ];
  const same = index.target((values.sameStudentAs ?? "").trim())?.case ?? values.mergedInto ?? null;
  return [...apart, ...perhaps, ...(same === null ? [] : [same])];
}

/** The cases whose rows were edited, and the cases that those rows name. */
function casesTouched(
  snapshot: Snapshot,
  index: CaseIndex,
  isTouched: (row: number) => boolean,
): readonly string[] {
  const touched = new Set<string>();
  for (const { index: row, key, values } of rowsOf(snapshot, "cases")) {
    if (!isTouched(row)) continue;
    for (const one of [key, ...casesNamedOn(values, index)]) touched.add(one);
  }
  for (const { index: row, values } of rowsOf(snapshot, "checklist")) {
    if (isTouched(row) && typeof values.case === "string") touched.add(values.case);
  }
  return [...touched];
}

function typedCases({ snapshot, files }: LoadedCases): ReadonlyMap<string, TypedCase> {
  const rows = [...tabOf(snapshot, "cases").rows, ...tabOf(snapshot, "checklist").rows];
  const cells = new Map(rows.map((row) => [row.key, row.cells]));
  return new Map([...files].map(([reference, file]) => [reference, { file, cells }]));
}

const followers = [...freeTabs, "reports"] as const;
/** What was reported is needed where a report leaves its case again. */
const followerRequests = followers.map((tab): TabRequest => {
  const more = tab === "reports" ? ["part", ...factAnswers] : [];
  return { tab, columns: ["row", "case", ...more] };
});

/** Whether an edit joins a case to another or takes it out again. Then the rows of both cases in other tabs are read as well. */
function isMerge(snapshot: Snapshot, isTouched: (row: number) => boolean): boolean {
  return rowsOf(snapshot, "cases").some(
    ({ index, values }) =>
      isTouched(index) &&
      isWritten(values.sameStudentAs ?? null) === ((values.mergedInto ?? null) === null),
  );
}

/** Schools that the reports of a case name. Their contacts may have been asked too. */
const reportedSchools: readonly TabRequest[] = [{ tab: "reports", columns: ["case", "school"] }];

/** Whether somebody acknowledges one of the edited cases. */
function isAcknowledged(snapshot: Snapshot, isTouched: (row: number) => boolean): boolean {
  return rowsOf(snapshot, "cases").some(
    ({ index, values }) =>
      isTouched(index) &&
      values.acknowledged === true &&
      acceptedIn(values.accepted)["acknowledged"] !== true,
  );
}

/** A case's rows in other tabs. `snapshot` has them all where cases are joined or taken apart. */
function belongings(snapshot: Snapshot, reference: string): readonly (Belonging & SnapshotRow)[] {
  return followers.flatMap((tab) =>
    tabOf(snapshot, tab).rows.flatMap((row) => {
      const { index, key, values, cells } = row;
      return values["case"] === reference ? [{ index, key, values, cells, tab }] : [];
    }),
  );
}

/** Updates that put rows under the case that they now belong to. */
function followed(snapshot: Snapshot, moves: readonly Move[]): readonly Update[] {
  return moves.flatMap(({ from, into, rows }) => {
    const wanted = new Set(rows);
    return belongings(snapshot, from).flatMap(({ tab, key, index }): readonly Update[] =>
      wanted.has(key) ? [{ tab, key, row: index, values: { case: into } }] : [],
    );
  });
}

function isLead(directory: Directory, who: string, runningAs: string): boolean | null {
  if (who === unknownEditor) return null;
  const leads = ["district-lead", "alternate-lead", "district-admin"];
  return (
    who === runningAs ||
    directory.people.some(({ email, role }) => email === who && leads.includes(role))
  );
}

/** The edits of one register that are to be taken in together. */
export interface Reconciling {
  readonly register: Register;
  readonly name: RegisterName;
  readonly directory: Directory;
  /** Includes the case index and the rows of the tabs that are reconciled. */
  readonly snapshot: Snapshot;
  readonly loaded: LoadedCases;
  readonly who: string;
}

/** Schools that the reports of a case name, as far as they were read. */
function schoolsReported(snapshot: Snapshot, reference: string): readonly string[] {
  return tabOf(snapshot, "reports").rows.flatMap(({ values }) =>
    values["case"] === reference && typeof values["school"] === "string" ? [values["school"]] : [],
  );
}

/** The owner of a file, who alone can let people in; null where nobody owns it, or Google does not say. */
function ownerOf({ access }: Workspace, id: string): string | null {
  try {
    return access.owner(id);
  } catch {
    return null;
  }
}

/**
 * Writes what the edits bring about. Call it under the lock. Returns the messages to be sent once the lock is released; null where nothing
 * changed.
 */
export function commitEdits(workspace: Workspace, one: Reconciling): Delivery | null {
  const { register, directory, loaded, who } = one;
  const { clock } = workspace;
  const now = clock.now();
  const runningAs = workspace.identity.runningAs();
  const { settings } = directory;
  const caseContext = ({ row }: CaseFile): CaseContext =>
    contextOfCase(row, directory, { now, zone: clock });
  const reader = readerIn(one.name, one.snapshot, directory, now)?.email ?? null;
  const excluded =
    registerKinds[one.name].reader === null
      ? new Set<string>()
      : excludedIn(one.snapshot, directory);
  const isOutsider = excluded.has(who);
  const effects = effectsOf(typedCases(loaded), {
    who,
    now,
    zone: clock,
    holdMaxDays: settings.holdMaxDays,
    isLead: isLead(directory, who, runningAs),
    index: caseIndexIn(one.snapshot, directory.settings),
    belongings: (reference) => belongings(loaded.snapshot, reference),
    directory,
    register: one.name,
    reader,
    runningAs,
    caseContext,
    schoolsReported: (reference) => schoolsReported(loaded.snapshot, reference),
    readers: readersOf(one.name, directory, excluded).map(({ email }) => email),
    excluded,
    owner: isOutsider ? ownerOf(workspace, register.id) : null,
  });
  const by = { who, now, asideFrom: asideFrom(one.snapshot, who), isOutsider };
  let change: Change = effects.change;
  for (const tab of [...freeTabs, "reports"] as const) {
    const found = one.snapshot.tabs.get(tab);
    if (found === undefined) continue;
    change = joinChanges(change, reconcileRecordRows(tab, [...found.rows, ...found.keyless], by));
  }
  if (isOutsider)
    revokeExcluded(workspace, register.id, new Set([who]), new Set([who]), () => undefined);
  const rows = followed(loaded.snapshot, effects.moves);
  const messages = messagesToReaderOnly(change.messages, { register: one.name, reader });
  change = mergeUpdates({ ...change, messages, update: [...change.update, ...rows] });
  if (isEmpty(change)) return null;
  return commitForDelivery(register, change, loaded.snapshot, directory, effects.files);
}

/** The rows, and so many rows above and below. */
function rowsAround(rows: TouchedRows["rows"], more: number): TouchedRows["rows"] {
  return rows.map(([from, to]) => [Math.max(firstDataRow, from - more), to + more]);
}

/**
 * Takes in the edited rows. Looks at those rows in every editable tab, since Google's event does not say which tab it was (platform.md 1).
 * Returns "busy" where another run held the lock; the next clock run then finds the edit.
 */
export function takeEdits(
  workspace: Workspace,
  name: RegisterName,
  { rows, who }: TouchedRows,
): "taken-in" | "busy" {
  const { hasDirectory, isRemembered } = registerKinds[name];
  const once = (rows: TouchedRows["rows"]): Delivery | null => {
    const register = registerNamed(workspace, name);
    const isTouched = (row: number) => rows.some(([from, to]) => row >= from && row < to);
    const read = (seen: OpenRows | null) =>
      register.load([
        caseIndexRequest,
        ...editedTabs.map((tab) => wholeRows(tab, rowsWithin(tab, rows, seen))),
        ...openRowsRequests(seen),
        ...(hasDirectory ? directoryRequests : excludedRequests),
      ]);
    let snapshot = read(isRemembered ? openRowsIn(workspace.memory) : null);
    // Cases has grown much since the clock last looked, so only the index has the edited row.
    const isPassedOver = rowsOf(snapshot, "cases").some(
      ({ index, values }) => isTouched(index) && !("accepted" in values),
    );
    if (isPassedOver) snapshot = read(null);
    const directory = directoryBeside(workspace, name, snapshot);
    const index = caseIndexIn(snapshot, directory.settings);
    const touched = casesTouched(snapshot, index, isTouched);
    const also = isMerge(snapshot, isTouched)
      ? followerRequests
      : isAcknowledged(snapshot, isTouched)
        ? reportedSchools
        : [];
    const loaded = casesIn(register, snapshot, touched, also);
    return commitEdits(workspace, {
      register,
      name,
      directory,
      snapshot,
      loaded,
      who: who === "" ? unknownEditor : who.toLowerCase(),
    });
  };
  if (isRemembered) noteRegisterEdited(workspace);
  const done = workspace.lock.during(lockWaits.work, () => {
    try {
      return once(rows);
    } catch (error) {
      // Tried once more: after this run nobody knows any more who typed it.
      const touched = rowsAround(rows, mendHeadsAfter(workspace, error) ?? 0);
      return withMending(workspace, () => once(touched));
    }
  });
  if (done === null) return "busy";
  if (done.value !== null) deliver(workspace, done.value);
  return "taken-in";
}

/** Takes in the edit that a trigger told of. Throws as `takeEdits` does. */
export function takeToldEdits(
  workspace: Workspace,
  name: RegisterName,
  touched: TouchedRows,
): void {
  try {
    takeEdits(workspace, name, touched);
  } catch (error) {
    // Another file replaced this one at a roll-over. It has what was typed, and the clock finds it there.
    if (!isRolledOver(error)) throw error;
  } finally {
    if (registerKinds[name].isRemembered) noteTriggerFired(workspace, "edits");
  }
}

// What the clock finds by itself: edits of which no trigger told, and states that change because time passes.

/**
 * References of the read cases that have an edit not yet taken in; of open cases also those with an act whose state changes because time
 * passes.
 */
export function casesWithNews({ snapshot, files }: OpenCases, moment: Moment): readonly string[] {
  const edited = (tab: "cases" | "checklist") => {
    const inputs = inputColumns(tabs[tab].columns);
    return tabOf(snapshot, tab).rows.flatMap(({ values, cells }) => {
      // Of most closed cases only the index columns were read.
      const isRead = "accepted" in values && typeof values["case"] === "string";
      const hasNews = isRead && editsOf(inputs, values, cells).length > 0;
      return hasNews ? [String(values["case"])] : [];
    });
  };
  const changed = [...files].flatMap(([reference, file]) => {
    const pack = packOfCase(file.row);
    const hasChanged = file.acts.some(
      (act) => act.act !== null && actState(pack, act.act, act, file, moment) !== act.state,
    );
    return hasChanged ? [reference] : [];
  });
  return [...new Set([...edited("cases"), ...edited("checklist"), ...changed])];
}

/** Whether rows of the other tabs (Plan, Log, Disclosures, Contacts, ...) hold edits that are not taken in yet. `now` in ms UTC. */
export function othersHaveNews({ snapshot }: OpenCases, now: number): boolean {
  return [...freeTabs, "reports" as const].some((tab) => {
    const found = snapshot.tabs.get(tab);
    if (found === undefined || found.rows.length + found.keyless.length === 0) return false;
    const { update } = reconcileRecordRows(tab, [...found.rows, ...found.keyless], {
      who: unknownEditor,
      now,
      asideFrom: new Set(),
    });
    return update.length > 0;
  });
}

/**
 * Takes in edits that the clock found. Under the lock, from a fresh read. Who typed is not known, so the rows are stamped with the time at
 * which the edit was seen.
 */
export function takeSeenEdits(workspace: Workspace, name: RegisterName, seen: OpenCases): void {
  const now = workspace.clock.now();
  const news = casesWithNews(seen, { now, zone: workspace.clock });
  if (news.length === 0 && !othersHaveNews(seen, now)) return;
  const { hasDirectory, isRemembered } = registerKinds[name];
  if (isRemembered) noteRegisterEdited(workspace);
  const done = workspace.lock.during(lockWaits.clock, () => {
    const register = registerNamed(workspace, name);
    const snapshot = register.load([
      ...openCaseRequests({ cases: [], checklist: [], ends: {} }, true),
      ...followerRequests,
      ...(hasDirectory ? directoryRequests : excludedRequests),
    ]);
    const directory = directoryBeside(workspace, name, snapshot);
    const index = caseIndexIn(snapshot, directory.settings);
    const wanted = new Set(news.filter((reference) => index.target(reference) !== null));
    const edited = new Set(wanted);
    for (const { key, values } of rowsOf(seen.snapshot, "cases")) {
      if (!edited.has(key)) continue;
      for (const one of casesNamedOn(values, index)) wanted.add(one);
    }
    const loaded = loadCases(register, snapshot, [...wanted]);
    return commitEdits(workspace, {
      register,
      name,
      directory,
      snapshot,
      loaded,
      who: unknownEditor,
    });
  });
  if (done?.value != null) deliver(workspace, done.value);
}
