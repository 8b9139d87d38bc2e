/**
 * The roll-over: when it is time for one and what it would remove; its steps, each of which can be repeated, and what is stored between
 * them. Never student data.
 */

import { isReady, otherAccountsAtWork } from "../access/accounts-at-work";
import { setEditors } from "../access/match-editors-to-contacts";
import { alignProtections, whoMayOpen } from "../access/who-may-open";
import { orElse } from "../attempt";
import type { RetainedCase } from "../casework/which-cases-are-kept";
import {
  casesOnHold,
  casesToKeep,
  holdRequests,
  retentionColumns,
  yearsAfter,
} from "../casework/which-cases-are-kept";
import {
  directoryBeside,
  directoryIn,
  directoryRequests,
  readDirectory,
} from "../district/directory/read-directory";
import { AppError } from "../errors";
import { setUpSteps } from "../install/set-up-steps";
import { deleteLeftBehind } from "../intake/delete-responses";
import { changeMemory, runLocked } from "../lock";
import { messageToEach } from "../messages/messages";
import { tellOnce } from "../outbox/deliver-messages";
import type { BatchRequest } from "../ports";
import { firstDataRow } from "../register/columns";
import { markIn, markRequest, movedMark } from "../register/layout/keys-and-titles";
import { rowsOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import {
  isFrozen,
  isSealedRegister,
  kindOf,
  type RollOver,
  registerId,
  registerIds,
  registersOf,
  switchStep,
} from "../registers/kinds";
import { loadOrdinary, openRegister, registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { contentsOf, directoryRequestsOf } from "../sealed/remember-who-is-kept-out";
import { tabs } from "../tabs";
import { dateText, minuteMs } from "../time";
import type { CopyWrite } from "./new-files";
import { compareFiles, copiedTabs, makeFiles, retire, throwAway } from "./new-files";

// What people see before: which cases would go, and how many stay.

/**
 * The number of cases that a register is made for (design 8). Most registers need a roll-over before that, because cases reach their years.
 */
export const capacity = 2_000;

const nearCapacity = 1_500;

/**
 * What a roll-over done now would do: which cases would go and stay, and why it is time for one (`due`). "capacity": a register is nearly
 * full; "retention": a case has been kept for its years, or, asked once a year, a case in a sealed register may have been. Null: not yet.
 * One read of each register of ordinary cases.
 */
export function previewOf(run: Run) {
  const { memory, clock } = run;
  const now = clock.now();
  const read = loadOrdinary(run, [{ tab: "cases", columns: retentionColumns }], directoryRequests);
  const { retentionYears: years } = directoryIn(read, run).settings;
  const found = casesToKeep(
    // The same columns that the type picks.
    rowsOf(read, "cases").map(({ values }) => values as RetainedCase),
    years,
    { now, zone: clock },
  );
  const isFull = found.goes.size + found.stays.size >= nearCapacity;
  const live = memory.get("goingLive").live || now;
  const isOld =
    years !== null &&
    yearsAfter(memory.get("rollOver").at, 1, clock) <= now &&
    (found.goes.size > 0 || yearsAfter(live, years, clock) <= now);
  const due = isFull ? ("capacity" as const) : isOld ? ("retention" as const) : null;
  return { ...found, due, years };
}

// The steps.

/** The steps in order. Each can be repeated. */
export const rollOverSteps = [
  "Making the new files",
  "Copying what stays",
  "Comparing once more, then switching to the new files",
  "Making the triggers again, telling people",
  "Moving the old files to the trash",
] as const;

/** Does `work` under the lock if the stored state is still `state`; null if another run has continued meanwhile. Throws "busy". */
function doIfStateHolds<T>(run: Run, state: RollOver | null, work: () => T): T | null {
  return runLocked(run, () => {
    const now = run.memory.get("rollOver").now;
    return now?.at === state?.at && now?.step === state?.step ? work() : null;
  });
}

/** How long one run copies, in milliseconds. Google ends a run after six minutes. */
const copiesForMs = 3.5 * minuteMs;

function hasTime({ clock }: Run): boolean {
  return clock.now() - clock.started < copiesForMs;
}

/**
 * Stores that a roll-over has begun; makes no file yet. Throws "not-owner" if another account owns a register, "busy", and what Google
 * throws.
 */
export function beginRollOver(run: Run): void {
  const { access, clock, identity, memory } = run;
  const by = identity.runningAs();
  doIfStateHolds(run, null, () => {
    const owners = registerIds(memory).map((id) => access.owner(id) ?? by);
    if (owners.some((owner) => owner !== by) || !isReady(memory, by)) {
      throw new AppError("not-owner");
    }
    // New files may be left from a roll-over that another account stopped. Cases in them may have to be removed by now.
    throwAway(run, by);
    run.memory.set("rollOver", { now: { ...begun, by, at: clock.now() } });
  });
}

/**
 * Does the next step or a part of it. Returns null once all steps are done. Throws what `beginRollOver` throws; the same step is then tried
 * again.
 */
export function doRollOverStep(run: Run): RollOver | null {
  const state = run.memory.get("rollOver").now;
  if (state === null) return null;
  if (state.by !== run.identity.runningAs()) throw new AppError("not-owner");
  const then = (work: () => Partial<RollOver>) =>
    doIfStateHolds(run, state, () => run.memory.set("rollOver", { now: { ...state, ...work() } }));
  if (state.step === 0) {
    const next = makeFiles(run, state, (work) => doIfStateHolds(run, state, work));
    then(() => ({ step: 1, next }));
  } else if (state.step < switchStep) {
    const after = copyRows(run, state);
    then(() => after ?? beginAnew(run, state));
  } else if (state.step === switchStep) then(() => switchOver(run, state));
  else if (state.step === switchStep + 1) {
    // Set up takes the lock itself. The other accounts at work make their triggers in their next clock run.
    markMoved(run);
    const { registers, inRegisters } = setUpSteps();
    for (const step of [...registers, ...inRegisters]) step.run(run);
    tellWhereItIs(run);
    then(() => ({ step: state.step + 1 }));
  } else doIfStateHolds(run, state, () => putAway(run, state));
  return run.memory.get("rollOver").now;
}

/** Makes the writes one after the other while there is time and `send` continues. Returns how many rows are left. */
function sendAll(run: Run, writes: readonly CopyWrite[], send: (write: CopyWrite) => unknown) {
  let left = writes.reduce((sum, { rows }) => sum + rows, 0);
  for (const write of writes) {
    if (!hasTime(run) || send(write) === null) break;
    left -= write.rows;
  }
  return left;
}

/**
 * Copies rows, taking the lock for each write separately. Deletes the Form's copy of a report while a register still has the report, so
 * that no sweep takes it in again.
 */
function copyRows(run: Run, state: RollOver): Partial<RollOver> | null {
  const { responses: form, spreadsheets } = run;
  const found = compareFiles(run, state);
  if (found === null) return null;
  const left = sendAll(run, found.writes, ({ id, requests }) =>
    doIfStateHolds(run, state, () => spreadsheets.batchUpdate(id, requests)),
  );
  const isRead = left === 0 && found.responses.size > 0;
  const old = (isRead ? form.list() : []).filter(({ id }) => found.responses.has(id));
  const gone = deleteLeftBehind(run, old);
  const isDone = left === 0 && old.every(({ id }) => gone.has(id));
  return { left, step: isDone ? switchStep : state.step };
}

const frozen = "Roll-over: this file is about to be replaced";

/** "on": people can only read the old files, while they are compared for the last time; "off": they can type again. */
function freezeFiles(run: Run, by: string, to: "on" | "off"): void {
  const { spreadsheets, memory, clock } = run;
  const users = [by, ...otherAccountsAtWork(memory, by, clock.now())];
  for (const name of registersOf(run.memory)) {
    const thaw = spreadsheets
      .structure(registerId(memory, name))
      .protectedRanges.filter(({ description }) => description === frozen)
      .map((one): BatchRequest => ({ deleteProtectedRange: { protectedRangeId: one.id } }));
    const freeze = copiedTabs(name).map(({ sheetId }): BatchRequest => {
      const range = { sheetId, startRowIndex: firstDataRow };
      const editors = { users, domainUsersCanEdit: false };
      return { addProtectedRange: { protectedRange: { description: frozen, range, editors } } };
    });
    const requests = to === "on" ? [...thaw, ...freeze] : thaw;
    if (requests.length > 0) spreadsheets.batchUpdate(registerId(memory, name), requests);
  }
}

/**
 * Freezes the old files, copies the last differences, and, once a comparison finds nothing left to write, makes the new files the registers
 * in one write to the script's store. In any other case, and if anything is thrown, unfreezes the old files.
 */
function switchOver(run: Run, before: RollOver): Partial<RollOver> {
  const { memory, clock, spreadsheets } = run;
  // Lets everyone who works with the registers into the new files: from the switch on every link leads there, and a minute later this
  // account may be gone. Addresses that Google refuses are left out.
  const looked = runAsRead(run, { directory: readDirectory(run) });
  for (const name of registersOf(run.memory)) {
    const id = before.next[name] ?? "";
    const held = setEditors(looked, id, name);
    alignProtections(looked, name, spreadsheets.structure(id), { held, id });
  }
  const frozenAt = clock.now();
  // Stored before freezing: if this run is cut off, a clock run of any account finds that the files must be unfrozen.
  const state = { ...before, frozenAt };
  run.memory.set("rollOver", { now: state });
  try {
    freezeFiles(run, state.by, "on");
    for (let pass = 1; ; pass += 1) {
      const found = compareFiles(run, state);
      if (found === null) return beginAnew(run, state);
      if (found.writes.length === 0) break;
      // No one else can write now, so the new file does not return the cells as they were written.
      if (pass > 2) throw new AppError("files-differ");
      const left = sendAll(run, found.writes, ({ id, requests }) =>
        spreadsheets.batchUpdate(id, requests),
      );
      if (left > 0 || !hasTime(run)) return { left, step: switchStep - 1, frozenAt: 0 };
    }
    const after = { left: 0, step: switchStep + 1 };
    const at = clock.now();
    const files = registerIds(memory);
    const values = {
      registers: { ...memory.get("registers"), ...state.next },
      rollOver: { now: { ...state, ...after }, at, unheard: true, files },
      // Where rows were seen in the old files says nothing about the new ones.
      openRows: null,
      clock: { outboxFrom: 0 },
    };
    // Makes every other account make its triggers on the new files in its next clock run, even if this account gets no further.
    memory.setAll(values, { account: { [state.by]: { ran: at } } });
    markMoved(run);
    return after;
  } finally {
    // Reads the store again: the write that switches may have been done although its answer was lost.
    memory.again();
    const now = run.memory.get("rollOver").now;
    if (now !== null && isFrozen(now)) thaw(run, now);
  }
}

// After the switch: tells people where the new files are, and puts the old ones away.

/** Marks the old files as replaced, so that a run that still uses one notices this in what it reads anyway. Two calls for each file. */
function markMoved({ memory, spreadsheets }: Run): void {
  const { outbox } = tabs;
  for (const id of memory.get("rollOver").files) {
    const [head] = spreadsheets.read(id, [{ sheetId: outbox.sheetId, endRowIndex: 1 }]);
    const [keys = []] = head === undefined ? [] : head.values;
    const mark = markIn(keys, "end") ?? markIn(keys, "schema");
    if (mark !== null) spreadsheets.batchUpdate(id, [markRequest(outbox, mark.column, movedMark)]);
  }
}

/**
 * Tells each person once for each roll-over and register. Everyone who can type is told, since the script cannot find out whose typing
 * Google refused while the old file was frozen. For a sealed register people are told only if it has an open case; otherwise a person in
 * that role who got no email about an empty register would learn that a case excludes them. Two or three calls for each register.
 */
function tellWhereItIs(run: Run): void {
  const { at } = run.memory.get("rollOver");
  for (const name of registersOf(run.memory)) {
    const register = registerNamed(run, name);
    const outbox = { tab: "outbox", columns: ["message"] } as const;
    const snapshot = register.load([outbox, ...directoryRequestsOf(run, name)]);
    const directory = directoryBeside(run, name, snapshot);
    const held = contentsOf(run, name, snapshot);
    const isAtWork = !isSealedRegister(name) || held.hasOpenCase;
    const looked = runAsRead(run, { register: name, directory });
    const people = isAtWork ? whoMayOpen(looked, name, held).people : [];
    const id = `moved ${name} ${at.toString(36)}`;
    tellOnce(looked, { register, snapshot }, id, () => ({
      ...noChange,
      messages: messageToEach(people, id, "register-moved", {}),
    }));
  }
}

/** Takes the old files out of use, and new ones that were made twice, and ends the roll-over. Throws what Google throws. */
function putAway(run: Run, { by }: RollOver): void {
  const { clock, diagnosis, spreadsheets, memory } = run;
  const { files } = memory.get("rollOver");
  registersOf(memory).forEach((name, at) => {
    spreadsheets.mark(registerId(memory, name), name);
    // A legal hold also covers the version history of the old file, so the file is kept.
    const held = casesOnHold(openRegister(run, registerId(memory, name), []).load(holdRequests));
    const isBinned = held.size === 0;
    const until = `${kindOf(name).fileName} (until ${dateText(clock.now(), clock)})`;
    const as = { isBinned, name: isBinned ? until : `${until}, kept for a legal hold` };
    orElse(
      () => retire(run, files[at] ?? "", by, as),
      (error) => {
        // The file no longer exists: someone emptied the bin.
        if (diagnosis.troubleOf(error).kind !== "file-gone") throw error;
      },
    );
  });
  throwAway(run, by);
  memory.set("rollOver", { now: null });
}

// Stopping a roll-over.

/** Lets people type in the old files again. */
function thaw(run: Run, state: RollOver): void {
  freezeFiles(run, state.by, "off");
  run.memory.set("rollOver", { now: { ...state, frozenAt: 0 } });
}

const begun = { step: 0, next: {}, left: 0, frozenAt: 0 } as const;

function beginAnew(run: Run, { by }: RollOver): Partial<RollOver> {
  throwAway(run, by);
  return begun;
}

/**
 * Stops a roll-over: unfreezes the old files and throws the new ones away. Does nothing once the new ones are the registers. If another
 * account is rolling over, the new files are left for that account to remove. Throws "busy" and what Google throws.
 */
export function stopRollOver(run: Run): void {
  const state = run.memory.get("rollOver").now;
  if (state === null || state.step > switchStep) return;
  doIfStateHolds(run, state, () => {
    thaw(run, state);
    throwAway(run, run.identity.runningAs());
    run.memory.set("rollOver", { now: null });
  });
}

/**
 * Does one step in a clock run; only one, because Google allows a limited number of reads a minute. A clock run of another account
 * unfreezes the old files if the run that froze them was cut off.
 */
export function continueRollOver(run: Run): void {
  const { memory, identity } = run;
  const state = run.memory.get("rollOver").now;
  if (state === null) return;
  if (state.by === identity.runningAs()) {
    doRollOverStep(run);
    return;
  }
  if (!isFrozen(state)) return;
  // The run that freezes the files holds the lock until it is done, so whoever gets the lock and finds them frozen knows that it was cut
  // off.
  changeMemory(run, "clock", () => {
    const now = memory.get("rollOver").now;
    if (now !== null && isFrozen(now)) thaw(run, now);
  });
}
