import { isReady, otherAccountsAtWork } from "../../access/running-accounts";
import { AppError } from "../../errors";
import { changeMemory } from "../../lock";
import type { BatchRequest } from "../../ports";
import { refuseOtherForm, reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { firstDataRow } from "../../register/tabs";
import type { Run } from "../../run";
import { minuteMs } from "../../time";
import { markMoved, putAway, settleIn } from "./after-switch";
import { type CopyWrite, compareFiles } from "./copy-register";
import { copiedTabs } from "./kept-rows";
import { makeFiles, openNextFiles, throwAway } from "./next-files";
import { doIfStateHolds, isFrozen, type RollOver, switchStep } from "./roll-over-state";

/** So many milliseconds of a run are used for copying. A run has six minutes. */
const copiesForMs = 3.5 * minuteMs;

function hasTime({ clock }: Run): boolean {
  return clock.now() - clock.started < copiesForMs;
}

const begun = { step: 0, next: {}, left: 0, frozenAt: 0 } as const;

/**
 * Stores that a roll-over begins; makes no file yet. Throws "not-owner" where another account owns a register, "busy", and what Google
 * throws.
 */
export function beginRollOver(run: Run): void {
  const { access, clock, identity, memory } = run;
  refuseOtherForm(run);
  const by = identity.runningAs();
  doIfStateHolds(run, null, () => {
    const owners = Object.values(reportRegisterIds(memory)).map((id) => access.owner(id) ?? by);
    if (owners.some((owner) => owner !== by) || !isReady(memory, by)) {
      throw new AppError("not-owner");
    }
    // Of one that another account stopped: what they hold may be to go by now.
    throwAway(run, by);
    run.memory.set("rollOver", { ...begun, by, at: clock.now() });
  });
}

/** Does the next step, or a part of it. Null once all is done. Throws as `beginRollOver` does; the same step then comes again. */
export function doRollOverStep(run: Run): RollOver | null {
  refuseOtherForm(run);
  const state = run.memory.get("rollOver");
  if (state === null) return null;
  if (state.by !== run.identity.runningAs()) throw new AppError("not-owner");
  const then = (work: () => Partial<RollOver>) =>
    doIfStateHolds(run, state, () => run.memory.set("rollOver", { ...state, ...work() }));
  if (state.step === 0) {
    const next = makeFiles(run, state);
    then(() => ({ step: 1, next }));
  } else if (state.step < switchStep) {
    const after = copyRows(run, state);
    then(() => after ?? beginAnew(run, state));
  } else if (state.step === switchStep) then(() => switchOver(run, state));
  else if (state.step === switchStep + 1) {
    settleIn(run);
    then(() => ({ step: state.step + 1 }));
  } else doIfStateHolds(run, state, () => putAway(run, state));
  return run.memory.get("rollOver");
}

/** Makes the writes, one after the other, while there is time and `send` goes on. Returns how many rows are left. */
function sendAll(
  run: Run,
  writes: readonly CopyWrite[],
  send: (write: CopyWrite) => boolean,
): number {
  let left = writes.reduce((sum, { rows }) => sum + rows, 0);
  for (const write of writes) {
    if (!hasTime(run) || !send(write)) break;
    left -= write.rows;
  }
  return left;
}

/** So many responses in one run: each is a call. */
const responsesAtOnce = 100;

/**
 * Copies rows, with the lock for each write alone. Deletes the Form's copy of a report while a register still knows the report, so that no
 * sweep takes it in again.
 */
function copyRows(run: Run, state: RollOver): Partial<RollOver> | null {
  const { responses: form, spreadsheets } = run;
  const found = compareFiles(run, state);
  if (found === null) return null;
  const left = sendAll(run, found.writes, ({ id, requests }) => {
    const sent = doIfStateHolds(run, state, () => [spreadsheets.batchUpdate(id, requests)]);
    return sent !== null;
  });
  const isRead = left === 0 && found.responses.size > 0;
  const old = (isRead ? form.list() : []).filter(({ id }) => found.responses.has(id));
  for (const { id } of old.slice(0, responsesAtOnce)) form.remove(id);
  const isDone = left === 0 && old.length <= responsesAtOnce;
  return { left, step: isDone ? switchStep : state.step };
}

const frozen = "Roll-over: this file is about to be replaced";

/** Makes the old files read-only for people while they are compared for the last time ("on"), or editable again. */
function freezeFiles(run: Run, by: string, to: "on" | "off"): void {
  const { spreadsheets, memory, clock } = run;
  const ids = reportRegisterIds(memory);
  const users = [by, ...otherAccountsAtWork(memory, by, clock.now())];
  for (const name of reportRegisters) {
    const thaw = spreadsheets
      .structure(ids[name])
      .protectedRanges.filter(({ description }) => description === frozen)
      .map((one): BatchRequest => ({ deleteProtectedRange: { protectedRangeId: one.id } }));
    const freeze = copiedTabs(name).map(({ sheetId }): BatchRequest => {
      const range = { sheetId, startRowIndex: firstDataRow };
      const editors = { users, domainUsersCanEdit: false };
      return { addProtectedRange: { protectedRange: { description: frozen, range, editors } } };
    });
    const requests = to === "on" ? [...thaw, ...freeze] : thaw;
    if (requests.length > 0) spreadsheets.batchUpdate(ids[name], requests);
  }
}

/**
 * Freezes the old files, brings the new ones up to them, and makes the new ones the registers, in one write to the script's store, once a
 * comparison finds nothing left to write. Anything else, and what is thrown, unfreezes the old files.
 */
function switchOver(run: Run, before: RollOver): Partial<RollOver> {
  const { memory, clock, spreadsheets } = run;
  openNextFiles(run, before);
  const frozenAt = clock.now();
  // Stored first: where this run is cut, a clock run of any account finds that the files are to be unfrozen.
  const state = { ...before, frozenAt };
  run.memory.set("rollOver", state);
  try {
    freezeFiles(run, state.by, "on");
    for (let pass = 1; ; pass += 1) {
      const found = compareFiles(run, state);
      if (found === null) return beginAnew(run, state);
      if (found.writes.length === 0) break;
      // Nobody else writes now: what was written does not come out as it stood.
      if (pass > 2) throw new AppError("files-differ");
      const left = sendAll(run, found.writes, ({ id, requests }) => {
        spreadsheets.batchUpdate(id, requests);
        return true;
      });
      if (left > 0 || !hasTime(run)) return { left, step: switchStep - 1, frozenAt: 0 };
    }
    const after = { left: 0, step: switchStep + 1 };
    const ids = reportRegisterIds(memory);
    memory.setAll({
      registers: { ...memory.get("registers"), ...state.next },
      rollOver: { ...state, ...after },
      // Each account makes its triggers on the new files in its next clock run, also where this account does not get further.
      rolledOver: { at: clock.now(), files: reportRegisters.map((name) => ids[name]) },
      // Where rows were seen in the old files says nothing about the new ones.
      openRows: null,
      outboxFrom: 0,
      unheard: true,
    });
    markMoved(run);
    return after;
  } finally {
    // As it is stored: the answer to the write that switches may have been lost.
    memory.again();
    const now = run.memory.get("rollOver");
    if (now !== null && isFrozen(now)) thaw(run, now);
  }
}

/** Lets people type in the old files again. */
function thaw(run: Run, state: RollOver): void {
  freezeFiles(run, state.by, "off");
  run.memory.set("rollOver", { ...state, frozenAt: 0 });
}

function beginAnew(run: Run, { by }: RollOver): Partial<RollOver> {
  throwAway(run, by);
  return begun;
}

/**
 * Stops a roll-over, unfreezes the old files and throws the new ones away; does nothing once they are the registers. Another account than
 * the one that rolls over leaves the new files to that one. Throws "busy" and what Google throws.
 */
export function stopRollOver(run: Run): void {
  refuseOtherForm(run);
  const state = run.memory.get("rollOver");
  if (state === null || state.step > switchStep) return;
  doIfStateHolds(run, state, () => {
    thaw(run, state);
    throwAway(run, run.identity.runningAs());
    run.memory.set("rollOver", null);
  });
}

/**
 * Does one step in a clock run: Google allows a limited number of reads a minute. A clock run of another account unfreezes the old files,
 * where the run that froze them was cut.
 */
export function continueRollOver(run: Run): void {
  const { memory, identity } = run;
  const state = run.memory.get("rollOver");
  if (state === null) return;
  if (state.by === identity.runningAs()) {
    doRollOverStep(run);
    return;
  }
  if (!isFrozen(state)) return;
  // Whoever freezes them holds the lock meanwhile.
  changeMemory(run, "clock", () => {
    const now = memory.get("rollOver");
    if (now !== null && isFrozen(now)) thaw(run, now);
  });
}
