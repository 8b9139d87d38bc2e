/**
 * Takes in what people typed into a register: the rows that an edit event names, or all rows of open cases. It happens under the lock, in
 * one commit with everything that follows from the edits.
 */

import { keepConfirmations } from "../access/confirm-leads-and-accounts";
import { noteRegisterEdited, noteTriggerFired } from "../access/silent-triggers";
import { recipientsOfRegisterNotice } from "../access/who-may-open";
import { attempt, twice, whyFailed } from "../attempt";
import { finishCarrying, isCarryingLeft } from "../carrying/finish-carrying";
import { asksToGoOn, goOnSealed } from "../carrying/go-on-sealed";
import { refusalOfRelease } from "../carrying/release-rules";
import { everyAct, isLeftByMerge, isSameValue, referencesOf } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { openMatters } from "../case/facts/needs-attention";
import { withUndone } from "../case/facts/why-edits-are-undone";
import {
  caseIndexRequests,
  freeTabs,
  type LoadedCases,
  loadCases,
  rememberedEnds,
  rowsWithin,
  typedBesideRequests,
  typedIn,
} from "../case/load-cases";
import { messagesToAudience } from "../case/people/responsible-person";
import { lacksSteps, lostSteps } from "../case/steps/listed-steps";
import { actState } from "../case/steps/step-state";
import { asideMark, type CaseRow, caseTabs, stepsThatCount } from "../case/tabs/case-tabs";
import { leftByClosed } from "../case/tabs/words-in-cells";
import type { TypedCase } from "../casework/accept-or-undo-edits";
import { effectsOfEdits } from "../casework/effects-of-edits";
import { type CaseIndex, caseIndexIn, referencesIn } from "../casework/match-report";
import { casesOfRecord, editedRows, reconcileRecordRows } from "../casework/record-rows";
import { type EditRun, messagesOfTyping, refusalOfActing } from "../casework/who-may-act-on-a-case";
import { rolesOf } from "../district/find-people";
import { isContactRole } from "../district-directory";
import { isRolledOver } from "../errors";
import { rememberWork, rememberWorkAt } from "../intake/route-reports";
import { once } from "../lazy";
import { changeMemory } from "../lock";
import { detailOf, noticeToEach, traitsOf } from "../messages/messages";
import { wholeRun } from "../outage/outage";
import type { Delivery, Transaction } from "../outbox/deliver-messages";
import { commitForDelivery, transact } from "../outbox/deliver-messages";
import { messagesIn } from "../outbox/outbox-rows";
import { casesNamed } from "../outbox/queue-plan";
import type { RegisterName } from "../ports";
import { rememberedUpdates } from "../register/change-to-batch";
import type { TouchedRows } from "../register/read/ranges";
import { wholeRows } from "../register/read/read-tabs";
import type { Snapshot, SnapshotRow } from "../register/read/snapshot";
import { isReadWhole, rowsOf, tabOf } from "../register/read/snapshot";
import { acceptedValue, readAccepted } from "../register/row-state";
import { type Change, isNoChange, joinChanges, noChange } from "../registers/change";
import { isSealedRegister, kindOf } from "../registers/kinds";
import type { Register } from "../registers/open-register";
import type { Run } from "../run";
import {
  contentsOf,
  directoryRequestsOf,
  noticeMendedRows,
  runInRegisterAsRead,
} from "../sealed/remember-who-is-kept-out";
import { installersIn } from "../store/store";
import { isWritten } from "../text";
import type { Moment } from "../time";
import { lookAfter, wakeClock } from "../wake-the-clock";

/** What Activity shows if Google does not say who edited. */
const unknownEditor = "unknown editor";

const takenIn = ["cases", "checklist"] as const;
const recordTabs = [...freeTabs, "reports"] as const;

// Which cases an edit is about.

/**
 * References of other cases that an edit of this row may change: those that it names as cases of the same student or of another student,
 * now or before the edit.
 */
function casesNamedOn(values: Partial<CaseRow>, index: CaseIndex): readonly string[] {
  const kept = readAccepted(values.accepted);
  const apart = [values.notSameStudentAs ?? [], kept["notSameStudentAs"] ?? []].flatMap((cell) =>
    referencesIn(cell, index).flatMap((one) => one || []),
  );
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
  // The case into which this one was merged, if any, and the case that it names as one of the same student.
  const same = [referenceOfCase(values), (values.sameStudentAs ?? "").trim()].flatMap(
    (one) => index.target(one)?.case ?? [],
  );
  return [...apart, ...perhaps, ...same];
}

/** The rows of Plan, Log, Disclosures and Reports that hold an edit that is not taken in yet, if they were read. */
export function recordEdits({ tabs }: Snapshot): ReturnType<typeof editedRows> {
  return recordTabs.flatMap((tab) => {
    const found = tabs.get(tab);
    return found === undefined ? [] : editedRows(tab, found);
  });
}

/** The rows of Cases or Checklist that hold an edit. For most cases only the columns of the index were read. */
function rowsWithEdits(snapshot: Snapshot, tab: "cases" | "checklist"): readonly SnapshotRow[] {
  const { rows: all } = tabOf(snapshot, tab);
  const rows = (tab === "checklist" ? stepsThatCount(all) : all).filter(
    ({ values }) => "accepted" in values && typeof values["case"] === "string",
  );
  return editedRows(tab, { rows, keyless: [] }).map(({ row }) => row);
}

/** The cases with an edited row of their own or of a step, and the cases that their rows name. */
function casesTouched(snapshot: Snapshot, index: CaseIndex): readonly string[] {
  const edited = new Set(rowsWithEdits(snapshot, "cases").map(({ key }) => key));
  const ofCases = rowsOf(snapshot, "cases").flatMap(({ key, values }) =>
    edited.has(key) ? [key, ...casesNamedOn(values, index)] : [],
  );
  // A step of a merged case counts for the case into which it was merged.
  const ofSteps = rowsWithEdits(snapshot, "checklist").map(({ values }) => {
    const reference = String(values["case"] ?? "");
    return index.target(reference)?.case ?? reference;
  });
  return [...ofCases, ...ofSteps];
}

// What follows from the edits.

/**
 * What the rest of the register says about a case and the cases merged into it: its schools, and the addresses that a message in the Outbox
 * asks about one of these cases. Leaves out people who were only told that they may not act on it. One read, made when it is first needed.
 */
function aroundIn(register: Register, { files }: LoadedCases, index: CaseIndex) {
  const read = once(() =>
    register.load([
      { tab: "reports", columns: ["case", "school"] },
      { tab: "outbox", columns: ["message", "kind", "case", "to", "detail"] },
    ]),
  );
  const mergedCaseOf = (reference: string) => index.target(reference)?.case ?? reference;
  const rows = [...files.values()].flatMap(({ row, merged = [] }) => [row, ...merged]);
  return (reference: string) => {
    const isOne = (other: unknown) =>
      typeof other === "string" && mergedCaseOf(other) === mergedCaseOf(reference);
    const schools = [
      ...rowsOf(read(), "reports").map(({ values }) => values),
      // What someone has typed there just now does not count.
      ...rows.map((row) => ({ case: row.case, school: readAccepted(row.accepted)["school"] })),
    ].flatMap(({ case: other, school }) =>
      isOne(other) && typeof school === "string" ? [school] : [],
    );
    const asked = messagesIn(read()).flatMap((message) => {
      const { to } = traitsOf(message);
      const isRefusal =
        message.kind === "typed-by-another" &&
        detailOf("typed-by-another", message).because === "not-in-line";
      const asks = (to === "actor" || to === "lead") && !isRefusal;
      return asks && casesNamed(message).some(isOne) ? [message.to.toLowerCase()] : [];
    });
    return { schools, asked };
  };
}

/**
 * Writes what the edits bring about. `looked`: as `runInRegisterAsRead` makes it. `snapshot` includes the case index and the rows of the
 * tabs in which edits are looked for. `seen`: cases with news, and an earlier read in which edits of Cases and Checklist were found; left
 * out: they are in `snapshot`. Must be called under the lock. Returns the messages to send after the lock is released; null if nothing
 * changed.
 */
function commitEdits(
  looked: Run,
  [register, snapshot]: readonly [Register, Snapshot],
  who: string,
  seen: { readonly news: readonly string[]; readonly in: Snapshot } = { news: [], in: snapshot },
): Delivery | null {
  const { directory, identity } = looked;
  const me = identity.runningAs();
  const { excluded } = contentsOf(looked, looked.register, snapshot);
  const isOutsider = excluded.has(who);
  const index = caseIndexIn(snapshot, directory.settings);
  const isReleased = rowsOf(snapshot, "cases").some(({ values }) => values.release === true);
  const answers = {
    tab: "reports",
    columns: ["case", "response", "recipientMayBeInvolved"],
  } as const;
  // Only a person who may act on the cases that a row of Plan, Disclosures or Reports names may edit it.
  const named = recordEdits(snapshot).flatMap(({ row }) => casesOfRecord(row));
  const touched = new Set([
    ...named.flatMap((one) => index.target(one)?.case ?? []),
    ...seen.news.flatMap((one) => [one, index.target(one)?.case ?? one]),
    ...casesTouched(seen.in, index),
  ]);
  const loaded = loadCases(register, snapshot, [...touched], isReleased ? [answers] : []);
  const run: EditRun = {
    ...looked,
    who,
    isLead:
      who === unknownEditor
        ? null
        : who === me || rolesOf(directory, who).some((role) => !isContactRole(role)),
    index,
    around: aroundIn(register, loaded, index),
    refusalOfRelease: (reference) => {
      const file = loaded.files.get(reference);
      return file === undefined ? "release-named" : refusalOfRelease(file, loaded.snapshot);
    },
    excluded,
    // Who owns the file alone can let people in.
    owner: isOutsider ? attempt(looked, () => looked.access.owner(register.id), null) : null,
  };
  const typed = [
    ...tabOf(loaded.snapshot, "cases").rows,
    ...stepsThatCount(tabOf(loaded.snapshot, "checklist").rows),
  ];
  const cells = new Map(typed.map((row) => [row.key, row.cells]));
  const cases = [...loaded.files].map(([reference, file]): [string, TypedCase] => {
    // The steps of a merged case are looked at together with the case into which it was merged.
    const own = file.row.mergedInto === null ? file : { row: file.row, acts: [] };
    return [reference, { file: own, cells }];
  });
  const { files, change: ofCases } = effectsOfEdits(new Map(cases), run);
  const back = stepsThatCameBack(loaded, ofCases);
  const fileOf = (reference: string) => files.get(index.target(reference)?.case ?? reference);
  const refusalOf = (reference: string) => {
    const file = fileOf(reference);
    return file === undefined ? null : refusalOfActing(file.row, run);
  };
  let change: Change = ofCases;
  for (const tab of recordTabs) {
    const found = snapshot.tabs.get(tab);
    if (found === undefined) continue;
    const rows = reconcileRecordRows(tab, found, refusalOf, run);
    change = joinChanges(change, rows.change);
    for (const [reference, one] of rows.typed) {
      const file = fileOf(reference);
      if (file === undefined) continue;
      const messages = messagesOfTyping(file.row, one, run, `${tab} `);
      // Rows of these tabs have no cell of their own that can say what was undone, so the case's row says it.
      const refusal = one.refusal ?? "unreadable";
      const said = one.undone.map((column) => ({ column, refusal, at: run.now }) as const);
      const row = withUndone(file.row, said);
      const values = { undone: row.undone, openMatters: openMatters({ ...file, row }, run) };
      const update = { tab: "cases", key: referenceOfCase(row), values } as const;
      const restored = said.length === 0 ? [] : [update];
      change = joinChanges(change, { ...noChange, update: restored, messages });
    }
  }
  // Takes away the access of someone whom a case excludes. If Google refuses, the hourly look tries again.
  const mayStay = who === me || installersIn(run.memory).includes(who);
  if (isOutsider && !mayStay) attempt(run, () => twice(() => run.access.remove(register.id, who)));
  change = { ...change, messages: messagesToAudience(change.messages, run) };
  if (back.length > 0) change = joinChanges(change, tellOfSteps(run, snapshot, back));
  change = joinChanges(change, copiesSetAside(loaded, run.now));
  if (isNoChange(change)) return null;
  return commitForDelivery(run, { register, snapshot: loaded.snapshot, files }, change);
}

/** The rows of these cases' steps that do not count beside another row of their key, and do not say so yet. */
function copiesOfSteps({ snapshot, files }: LoadedCases): readonly SnapshotRow[] {
  const tab = tabOf(snapshot, "checklist");
  const counting = new Set(stepsThatCount(tab.rows));
  if (counting.size === tab.rows.length) return [];
  const ours = new Set<unknown>([...files.values()].flatMap(referencesOf));
  const isNews = (row: SnapshotRow) =>
    isReadWhole(tab, row) && row.values["act"] !== asideMark && ours.has(row.values["case"]);
  return tab.rows.filter((row) => !counting.has(row) && isNews(row));
}

/** Marks these rows, so that the views leave them out and each says why. What people wrote in them stays. */
function copiesSetAside(loaded: LoadedCases, now: number): Change {
  const copies = copiesOfSteps(loaded);
  if (copies.length === 0) return noChange;
  const values = {
    act: asideMark,
    step: "Copy of another row, which counts in its place. You can delete this one.",
    state: "not-applicable",
    closed: leftByClosed,
  };
  const steps = copies.map((row) => row.values);
  const counting = stepsThatCount(tabOf(loaded.snapshot, "checklist").rows);
  return {
    ...noChange,
    update: [
      ...copies.map(({ key, index: row }) => ({ tab: "checklist", key, row, values }) as const),
      ...rememberedUpdates(caseTabs.checklist, steps, counting, loaded.snapshot),
    ],
    activity: [...new Set(steps.map((step) => String(step["case"])))].map((reference) => ({
      ...{ at: now, who: "automation", what: "steps-copied", case: reference },
    })),
  };
}

/** References of the cases whose steps were gone and come back with this change. A drill is left out: no student needs them. */
function stepsThatCameBack({ files }: LoadedCases, { append }: Change): readonly string[] {
  const added = new Set(append.flatMap(({ tab, row }) => (tab === "checklist" ? row["row"] : [])));
  const back = [...files.values()].flatMap((file) =>
    [file.row, ...(file.merged ?? [])].filter(
      (row) => !row.drill && lostSteps(row, everyAct(file)).some((act) => added.has(act.row)),
    ),
  );
  return [...new Set(back.map(referenceOfCase))].sort();
}

/** Tells leads and admins, or who reads the sealed register, which cases' steps were gone. */
function tellOfSteps(run: Run, snapshot: Snapshot, cases: readonly string[]): Change {
  const { register, now } = run;
  const to = recipientsOfRegisterNotice(run, register, contentsOf(run, register, snapshot));
  const id = `steps-missing ${now.toString(36)}`;
  return {
    ...noChange,
    messages: noticeToEach(to, id, { id: "steps-missing", cases }),
    activity: cases.map((one) => ({
      ...{ at: now, who: "automation", what: "steps-came-back", case: one },
    })),
  };
}

// Edits that a trigger announced.

/**
 * Rows of a register were edited, as a trigger told. Reads those rows in every tab that people can edit, since Google's event does not say
 * which tab it was (platform.md 1). If another run held the lock, the next clock run finds the edit. Throws what Google throws.
 * Returns whether it was one of ordinary cases, so that everybody may know of the edit.
 */
export function rowsEdited(run: Run, name: RegisterName, { rows, who }: TouchedRows): boolean {
  const { hasDirectory, isOrdinary } = kindOf(name);
  const sealed = isSealedRegister(name) ? name : null;
  const edits: Transaction = {
    reads: () => {
      // How many rows the tabs had when the clock last looked.
      const ends = hasDirectory ? rememberedEnds(run.memory) : {};
      return [
        ...caseIndexRequests,
        ...[...takenIn, ...freeTabs].map((tab) => wholeRows(tab, rowsWithin(tab, rows, ends))),
        typedIn("reports", rowsWithin("reports", rows, ends)),
        ...directoryRequestsOf(run, name),
        ...(sealed === null ? [] : [{ tab: "goOnSealed", columns: "all" } as const]),
      ];
    },
    lockWait: "work",
    // Always tried once more: only this run knows who typed it.
    retry: (_error, tries) => tries === 1,
  };
  wholeRun(run, () => {
    const failed = whyFailed(() => {
      if (hasDirectory) noteRegisterEdited(run);
      let [isCarried, isAsked] = [false, false];
      transact(run, name, edits, (...read) => {
        wakeClock(run, run.clock.now() + lookAfter);
        const by = who === "" ? unknownEditor : who.toLowerCase();
        const [register, snapshot] = read;
        rememberWorkAt(run, name, "left");
        const edit = { who: who.toLowerCase(), rows };
        if (hasDirectory) keepConfirmations(run, { register, snapshot }, edit);
        const looked = runInRegisterAsRead(run, name, snapshot);
        // An edit of Contacts may be mended again before the next look.
        if (hasDirectory) noticeMendedRows(looked);
        isAsked = asksToGoOn(snapshot).length > 0;
        const hasRelease = rowsOf(snapshot, "cases").some(({ values }) => values.release === true);
        // If this run is cut off, the next look goes on.
        if (sealed !== null && (isAsked || hasRelease)) rememberWork(run, sealed, "left");
        const written = commitEdits(looked, read, by);
        const files = [...(written?.files.values() ?? [])];
        isCarried = files.some(({ row }) => row.releasedTo === null && isCarryingLeft(row, looked));
        return written;
      });
      // If this run is cut off here, the clock goes on.
      if (isCarried) finishCarrying(run, name);
      if (isAsked && sealed !== null)
        goOnSealed(run, sealed, who === "" ? null : who.toLowerCase());
    });
    if (hasDirectory) {
      noteTriggerFired(run, "edits");
      if (run.memory.get("rollOver").unheard) {
        changeMemory(run, "clock", () => run.memory.set("rollOver", { unheard: false }));
      }
    }
    // A roll-over may replace this file with a new one. The new one has what was typed, and the clock finds it there.
    if (failed !== null && !isRolledOver(failed.error)) throw failed.error;
  });
  return isOrdinary;
}

// What the clock finds by itself: edits that no trigger announced, and states that change as time passes.

/**
 * References of cases with an edit that is not taken in yet; also open cases with a step whose state changes because time has passed, or
 * whose row is gone, and cases that were merged into one whose row is gone.
 */
export function casesWithNews(seen: LoadedCases, moment: Moment): readonly string[] {
  const { snapshot, files } = seen;
  const edited = takenIn.flatMap((tab) =>
    rowsWithEdits(snapshot, tab).map(({ values }) => String(values["case"] ?? "")),
  );
  const changed = [...files].filter(
    ([, file]) =>
      lacksSteps(file) ||
      isLeftByMerge(file) ||
      file.acts.some(
        (act) => act.act !== null && actState(act.act, act, file, moment) !== act.state,
      ),
  );
  const copied = copiesOfSteps(seen).map(({ values }) => String(values["case"] ?? ""));
  return [...new Set([...edited, ...copied, ...changed.map(([reference]) => reference)])];
}

/**
 * Takes in edits that the clock found, under the lock and from a fresh read. It is not known who typed them or when, so the rows are
 * stamped with the time when the edit was found.
 */
export function takeInSeenEdits(run: Run, name: RegisterName, seen: LoadedCases): void {
  const now = run.clock.now();
  const news = casesWithNews(seen, { now, zone: run.clock });
  if (news.length === 0 && recordEdits(seen.snapshot).length === 0) return;
  if (kindOf(name).hasDirectory) noteRegisterEdited(run);
  const reads = () => [
    ...caseIndexRequests,
    ...typedBesideRequests(),
    ...directoryRequestsOf(run, name),
  ];
  transact(run, name, { reads, lockWait: "clock" }, (...read) =>
    commitEdits(runInRegisterAsRead(run, name, read[1]), read, unknownEditor, {
      news,
      in: seen.snapshot,
    }),
  );
}
