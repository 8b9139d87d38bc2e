import {
  type Installers,
  otherAccountsAtWork,
  readInstallers,
} from "../../access/running-accounts";
import { AppError } from "../../errors";
import { changeMemory } from "../../lock";
import type { BatchRequest } from "../../ports";
import { besideKeys } from "../../register/cells";
import { bookmarkIn } from "../../register/read/header-position";
import { refuseOtherForm, reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { movedMark, schemaIn } from "../../register/schema";
import { firstDataRow, tabs } from "../../register/tabs";
import type { Run } from "../../run";
import { dateText, minuteMs } from "../../time";
import { hasHold } from "../holds-in-registers";
import { setUpSteps } from "../set-up";
import { type CopyWrite, compareFiles } from "./copy-register";
import { copiedTabs } from "./kept-rows";
import { tellWhereItIs } from "./moved-notice";
import { makeFiles, openNextFiles, retire, throwAway } from "./next-files";
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
export function beginRollOver(workspace: Run): void {
  const { access, clock, identity, memory } = workspace;
  refuseOtherForm(workspace);
  const by = identity.runningAs();
  doIfStateHolds(workspace, null, () => {
    const owners = Object.values(reportRegisterIds(memory)).map((id) => access.owner(id) ?? by);
    if (owners.some((owner) => owner !== by) || readInstallers(memory).get(by) !== "ready") {
      throw new AppError("not-owner");
    }
    // Of one that another account stopped: what they hold may be to go by now.
    throwAway(workspace, by);
    workspace.memory.set("rollOver", { ...begun, by, at: clock.now() });
  });
}

/** Does the next step, or a part of it. Null once all is done. Throws as `beginRollOver` does; the same step then comes again. */
export function doRollOverStep(workspace: Run): RollOver | null {
  refuseOtherForm(workspace);
  const state = workspace.memory.get("rollOver");
  if (state === null) return null;
  if (state.by !== workspace.identity.runningAs()) throw new AppError("not-owner");
  const then = (work: () => Partial<RollOver>) =>
    doIfStateHolds(workspace, state, () =>
      workspace.memory.set("rollOver", { ...state, ...work() }),
    );
  if (state.step === 0) {
    const next = makeFiles(workspace, state);
    then(() => ({ step: 1, next }));
  } else if (state.step < switchStep) {
    const after = copyRows(workspace, state);
    then(() => after ?? beginAnew(workspace, state));
  } else if (state.step === switchStep) then(() => switchOver(workspace, state));
  else if (state.step === switchStep + 1) {
    settleIn(workspace);
    then(() => ({ step: state.step + 1 }));
  } else doIfStateHolds(workspace, state, () => putAway(workspace, state));
  return workspace.memory.get("rollOver");
}

/** Makes the writes, one after the other, while there is time and `send` goes on. Returns how many rows are left. */
function sendAll(
  workspace: Run,
  writes: readonly CopyWrite[],
  send: (write: CopyWrite) => boolean,
): number {
  let left = writes.reduce((sum, { rows }) => sum + rows, 0);
  for (const write of writes) {
    if (!hasTime(workspace) || !send(write)) break;
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
function copyRows(workspace: Run, state: RollOver): Partial<RollOver> | null {
  const { responses: form, spreadsheets } = workspace;
  const found = compareFiles(workspace, state);
  if (found === null) return null;
  const left = sendAll(workspace, found.writes, ({ id, requests }) => {
    const sent = doIfStateHolds(workspace, state, () => [spreadsheets.batchUpdate(id, requests)]);
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
function freezeFiles(workspace: Run, by: string, to: "on" | "off"): void {
  const { spreadsheets, memory, clock } = workspace;
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

/** The other accounts that run the desk, each with its own set-up to finish on the new files. */
function othersToFinish({ memory }: Run, { by }: RollOver): Installers {
  const all = [...readInstallers(memory)];
  return new Map(
    all.map(([one, right]) => [one, one !== by && right === "ready" ? "granted" : right]),
  );
}

/**
 * Freezes the old files, brings the new ones up to them, and makes the new ones the registers, in one write to the script's store, once a
 * comparison finds nothing left to write. Anything else, and what is thrown, unfreezes the old files.
 */
function switchOver(workspace: Run, before: RollOver): Partial<RollOver> {
  const { memory, clock, spreadsheets } = workspace;
  openNextFiles(workspace, before);
  const frozenAt = clock.now();
  // Stored first: where this run is cut, a clock run of any account finds that the files are to be unfrozen.
  const state = { ...before, frozenAt };
  workspace.memory.set("rollOver", state);
  try {
    freezeFiles(workspace, state.by, "on");
    for (let pass = 1; ; pass += 1) {
      const found = compareFiles(workspace, state);
      if (found === null) return beginAnew(workspace, state);
      if (found.writes.length === 0) break;
      // Nobody else writes now: what was written does not come out as it stood.
      if (pass > 2) throw new AppError("files-differ");
      const left = sendAll(workspace, found.writes, ({ id, requests }) => {
        spreadsheets.batchUpdate(id, requests);
        return true;
      });
      if (left > 0 || !hasTime(workspace)) return { left, step: switchStep - 1, frozenAt: 0 };
    }
    const after = { left: 0, step: switchStep + 1 };
    const former = Object.values(reportRegisterIds(memory));
    const files = [...workspace.memory.get("rolledOver").files.slice(-9), ...former];
    memory.setAll({
      registers: { ...memory.get("registers"), ...state.next },
      rollOver: { ...state, ...after },
      rolledOver: { at: clock.now(), files, frozenAt, kept: [] },
      // Each account makes its triggers on the new files in its next clock run, also where this account does not get further.
      installers: Object.fromEntries(othersToFinish(workspace, state)),
      // Where rows were seen in the old files says nothing about the new ones.
      openRows: null,
      unheard: true,
    });
    markMoved(workspace);
    return after;
  } finally {
    // As it is stored: the answer to the write that switches may have been lost.
    memory.again();
    const now = workspace.memory.get("rollOver");
    if (now !== null && isFrozen(now)) thaw(workspace, now);
  }
}

/** Lets people type in the old files again. */
function thaw(workspace: Run, state: RollOver): void {
  freezeFiles(workspace, state.by, "off");
  workspace.memory.set("rollOver", { ...state, frozenAt: 0 });
}

/** Ids of the replaced files, in the order of `reportRegisters`. */
function formerFiles(workspace: Run): readonly string[] {
  return workspace.memory.get("rolledOver").files.slice(-reportRegisters.length);
}

/** Marks the old files as replaced, so that a run that still uses one sees it in what it reads anyway. */
function markMoved(workspace: Run): void {
  const { spreadsheets } = workspace;
  const { outbox } = tabs;
  for (const id of formerFiles(workspace)) {
    const [head] = spreadsheets.read(id, [{ sheetId: outbox.sheetId, endRowIndex: 1 }]);
    const [keys = []] = head === undefined ? [] : head.values;
    const mark = bookmarkIn(keys) ?? schemaIn(keys);
    if (mark !== null) spreadsheets.batchUpdate(id, [besideKeys(outbox, mark.column, movedMark)]);
  }
}

/** Set-up on the new files for this account; the other accounts at work make their triggers in their next clock run. */
function settleIn(workspace: Run): void {
  markMoved(workspace);
  for (const { run } of setUpSteps) run(workspace);
  tellWhereItIs(workspace);
}

function putAway(workspace: Run, { by }: RollOver): void {
  const { clock, diagnosis, spreadsheets, memory } = workspace;
  const ids = reportRegisterIds(memory);
  const former = formerFiles(workspace);
  const kept: string[] = [];
  reportRegisters.forEach((name, at) => {
    spreadsheets.mark(ids[name], name);
    const until = `${registerKinds[name].fileName} (until ${dateText(clock.now(), clock)})`;
    const keptAs = `${until}, kept for a legal hold`;
    // The version history of this file belongs to what is held.
    const isHeld = hasHold(workspace, ids[name]);
    try {
      retire(workspace, former[at] ?? "", by, { name: isHeld ? keptAs : until, isBinned: !isHeld });
      if (isHeld) kept.push(keptAs);
    } catch (error) {
      // The file is gone: the bin was emptied meanwhile.
      if (diagnosis.troubleOf(error).kind !== "file-gone") throw error;
    }
  });
  memory.setAll({ rolledOver: { ...memory.get("rolledOver"), kept }, rollOver: null });
}

function beginAnew(workspace: Run, { by }: RollOver): Partial<RollOver> {
  throwAway(workspace, by);
  return begun;
}

/**
 * Stops a roll-over, unfreezes the old files and throws the new ones away; does nothing once they are the registers. Another account than
 * the one that rolls over leaves the new files to that one. Throws "busy" and what Google throws.
 */
export function stopRollOver(workspace: Run): void {
  refuseOtherForm(workspace);
  const state = workspace.memory.get("rollOver");
  if (state === null || state.step > switchStep) return;
  doIfStateHolds(workspace, state, () => {
    thaw(workspace, state);
    throwAway(workspace, workspace.identity.runningAs());
    workspace.memory.set("rollOver", null);
  });
}

/**
 * Does one step in a clock run: Google allows a limited number of reads a minute. A clock run of another account unfreezes the old files,
 * where the run that froze them was cut.
 */
export function continueRollOver(workspace: Run): void {
  const { memory, identity } = workspace;
  const state = workspace.memory.get("rollOver");
  if (state === null) return;
  if (state.by === identity.runningAs()) {
    doRollOverStep(workspace);
    return;
  }
  if (!isFrozen(state)) return;
  // Whoever freezes them holds the lock meanwhile.
  changeMemory(workspace, "clock", () => {
    const now = memory.get("rollOver");
    if (now !== null && isFrozen(now)) thaw(workspace, now);
  });
}
