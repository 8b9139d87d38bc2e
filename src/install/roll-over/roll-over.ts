/**
 * The roll-over: new files with the rows that must stay replace the registers. Deleting rows would not be enough, since a file's version
 * history keeps every deleted row.
 */

import { applyAccess, planAccess } from "../../access/register-access";
import {
  type Installers,
  otherAccountsAtWork,
  readInstallers,
} from "../../access/running-accounts";
import { syncEditorsWithContacts } from "../../access/sync-editors";
import { orElse } from "../../attempt";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { sealedRegisters } from "../../district/sealed-readers";
import { AppError } from "../../errors";
import { deliver } from "../../letters/outbox/deliver-messages";
import type { BatchRequest } from "../../ports";
import { besideKeys } from "../../register/cells";
import { ensure } from "../../register/layout/ensure";
import { bookmarkIn } from "../../register/read/header-position";
import { registerNamed } from "../../register/register";
import {
  type ReportRegister,
  refuseOtherForm,
  reportRegisterIds,
  reportRegisters,
} from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { movedMark, schemaIn } from "../../register/schema";
import { firstDataRow, tabs } from "../../register/tabs";
import type { Run } from "../../run";
import { dateText, minuteMs } from "../../time";
import { hasHold } from "../holds-in-registers";
import { layoutOf } from "../make-register";
import { setUp } from "../set-up";
import { copyInto, hasSameLayout, readRows } from "./copy-register";
import { closeFile, openNextFiles } from "./early-access";
import {
  copiedTabs,
  type Going,
  heldCasesInRows,
  keptContent,
  type Rows,
  retentionYearsIn,
  rowsToLeaveBehind,
  shapedTabs,
} from "./kept-rows";
import { movedNotices } from "./moved-notice";
import {
  doIfStateHolds,
  keepRollOver,
  lastRollOver,
  type RollOver,
  rollOverIn,
  switchStep,
} from "./roll-over-state";

/** So many milliseconds of a run are used for copying. A run has six minutes. */
const copiesForMs = 3.5 * minuteMs;

function hasTime({ clock }: Run): boolean {
  return clock.now() - clock.started < copiesForMs;
}

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
    if (owners.some((owner) => owner !== by) || readInstallers(memory).get(by) !== "ready") {
      throw new AppError("not-owner");
    }
    keepRollOver(run, { step: 0, by, at: clock.now(), next: {}, left: 0 });
  });
}

/** Does the next step, or a part of it. Null once all is done. Throws as `beginRollOver` does; the same step then comes again. */
export function doRollOverStep(run: Run): RollOver | null {
  refuseOtherForm(run);
  const state = rollOverIn(run);
  if (state === null) return null;
  if (state.by !== run.identity.runningAs()) throw new AppError("not-owner");
  const then = (work: () => Partial<RollOver>) =>
    doIfStateHolds(run, state, () => keepRollOver(run, { ...state, ...work() }));
  if (state.step === 0) then(() => makeFiles(run, state));
  else if (state.step < switchStep) {
    const after = copyRows(run, state);
    then(() => after ?? throwAway(run));
  } else if (state.step === switchStep) then(() => switchOver(run, state));
  else if (state.step === switchStep + 1) {
    settleIn(run);
    then(() => ({ step: state.step + 1 }));
  } else doIfStateHolds(run, state, () => putAway(run, state));
  return rollOverIn(run);
}

/** Makes the new files. A file that an earlier run made and did not remember is found by its mark. */
function makeFiles(run: Run, { by }: RollOver): Partial<RollOver> {
  const { spreadsheets, memory } = run;
  const ids = reportRegisterIds(memory);
  const next = reportRegisters.map((name) => {
    const mark = `next-${name}` as const;
    const id =
      spreadsheets.find(mark)[0] ?? spreadsheets.create(registerKinds[name].fileName, mark);
    const rows = readRows(spreadsheets, ids[name], name);
    const shape = shapedTabs(name, rows, spreadsheets.structure(ids[name]).tabs);
    ensure(run, id, layoutOf(run, name, { installers: [by], leads: [] }, shape));
    return [name, id];
  });
  return { step: 1, next: Object.fromEntries(next) };
}

/** Brings each new file to what it is to hold. `left` is null where columns were moved meanwhile. */
function compareFiles(
  { spreadsheets, clock, memory }: Run,
  { next, by, at }: RollOver,
  send: (id: string, requests: readonly BatchRequest[]) => boolean,
) {
  const ids = reportRegisterIds(memory);
  const moment = { now: at, zone: clock };
  const rows = new Map<ReportRegister, Rows>();
  const copied = new Map<ReportRegister, Rows>();
  for (const name of reportRegisters) {
    rows.set(name, readRows(spreadsheets, ids[name], name));
    copied.set(name, readRows(spreadsheets, next[name] ?? "", name));
  }
  const held = new Map([...copied].map(([name, there]) => [name, heldCasesInRows(there)]));
  const years = retentionYearsIn(rows.get("main") ?? new Map());
  let responses: Going["responses"] = new Set();
  let left: number | null = 0;
  for (const [name, gone] of rowsToLeaveBehind(rows, years, moment, held)) {
    const id = next[name] ?? "";
    const from = rows.get(name) ?? new Map();
    const there = copied.get(name) ?? new Map();
    ({ responses } = gone);
    if (left === null || !hasSameLayout(from, there)) left = null;
    else {
      const content = keptContent(name, from, gone, { ...moment, who: by });
      const structure = () => spreadsheets.structure(id);
      left += copyInto(structure, content, there, (requests) => send(id, requests));
    }
  }
  return { left, responses };
}

/** So many responses in one run: each is a call. */
const responsesAtOnce = 100;

/**
 * Copies rows, with the lock for each write alone. Deletes the Form's copy of a report while a register still knows the report, so that no
 * sweep takes it in again.
 */
function copyRows(run: Run, state: RollOver): Partial<RollOver> | null {
  const { responses: form, spreadsheets } = run;
  const { left, responses } = compareFiles(run, state, (id, requests) => {
    const sent = doIfStateHolds(run, state, () => [spreadsheets.batchUpdate(id, requests)]);
    return sent !== null && hasTime(run);
  });
  if (left === null) return null;
  const isRead = left === 0 && responses.size > 0;
  const old = (isRead ? form.list() : []).filter(({ id }) => responses.has(id));
  for (const { id } of old.slice(0, responsesAtOnce)) form.remove(id);
  const isDone = left === 0 && old.length <= responsesAtOnce;
  return { left, step: isDone ? switchStep : state.step };
}

const frozen = "Roll-over: this file is about to be replaced";

/** Makes the old files read-only for people while they are compared for the last time ("frozen"), or editable again. */
function freezeFiles(run: Run, { by }: RollOver, to: "frozen" | "editable"): void {
  const isOn = to === "frozen";
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
    const requests = isOn ? [...thaw, ...freeze] : thaw;
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

/** Makes the new files the registers, in one write to the script's store. */
function switchOver(run: Run, state: RollOver): Partial<RollOver> {
  const { memory, clock, spreadsheets } = run;
  let isDone = false;
  try {
    openNextFiles(run, state);
    const frozenAt = clock.now();
    freezeFiles(run, state, "frozen");
    const { left } = compareFiles(run, state, (id, requests) => {
      spreadsheets.batchUpdate(id, requests);
      return hasTime(run);
    });
    if (left === null) return throwAway(run);
    if (left > 0) return { left, step: switchStep - 1 };
    const after = { left, step: switchStep + 1 };
    const former = Object.values(reportRegisterIds(memory));
    const files = [...lastRollOver(run).files.slice(-9), ...former];
    memory.setAll({
      registers: { ...memory.get("registers"), ...state.next },
      rollOver: { ...state, ...after },
      rolledOver: { at: clock.now(), files, frozenAt, kept: [] },
      // Each account makes its triggers on the new files in its next clock run, also where this account does not get further.
      installers: Object.fromEntries(othersToFinish(run, state)),
      // Where rows were seen in the old files says nothing about the new ones.
      openRows: null,
      outboxFrom: 0,
    });
    isDone = true;
    markMoved(run);
    return after;
  } finally {
    if (!isDone) freezeFiles(run, state, "editable");
  }
}

/** Ids of the replaced files, in the order of `reportRegisters`. */
function formerFiles(run: Run): readonly string[] {
  return lastRollOver(run).files.slice(-reportRegisters.length);
}

/** Marks the old files as replaced, so that a run that still uses one sees it in what it reads anyway. */
function markMoved(run: Run): void {
  const { spreadsheets } = run;
  const { outbox } = tabs;
  for (const id of formerFiles(run)) {
    const [head] = spreadsheets.read(id, [{ sheetId: outbox.sheetId, endRowIndex: 1 }]);
    const [keys = []] = head === undefined ? [] : head.values;
    const mark = bookmarkIn(keys) ?? schemaIn(keys);
    if (mark !== null) spreadsheets.batchUpdate(id, [besideKeys(outbox, mark.column, movedMark)]);
  }
}

/** Set-up on the new files for this account; the other accounts at work make their triggers in their next clock run. */
function settleIn(run: Run): void {
  const { clock } = run;
  markMoved(run);
  setUp(run);
  const main = registerNamed(run, "main");
  const directory = directoryIn(main.load(directoryRequests), clock);
  for (const name of sealedRegisters) {
    syncEditorsWithContacts(run, name, directory);
  }
  for (const notice of movedNotices(run)) deliver(notice);
}

function putAway(run: Run, { by }: RollOver): void {
  const { access, clock, diagnosis, spreadsheets, memory } = run;
  const ids = reportRegisterIds(memory);
  const former = formerFiles(run);
  const kept: string[] = [];
  reportRegisters.forEach((name, at) => {
    const id = former[at] ?? "";
    spreadsheets.mark(ids[name], name);
    const lock = () => {
      const plan = planAccess(access, { id, present: access.editors(id) }, [by], by);
      const { error } = applyAccess(access, id, plan);
      if (error !== null) throw error;
      const until = `${registerKinds[name].fileName} (until ${dateText(clock.now(), clock)})`;
      // The version history of this file belongs to what is held.
      const isHeld = hasHold(run, ids[name]);
      const keptAs = `${until}, kept for a legal hold`;
      spreadsheets.mark(id, "retired", { name: isHeld ? keptAs : until, isBinned: !isHeld });
      if (isHeld) kept.push(keptAs);
    };
    orElse(lock, (error) => {
      // The file is gone: the bin was emptied meanwhile.
      if (diagnosis.troubleOf(error).kind !== "file-gone") throw error;
    });
  });
  memory.setAll({ rolledOver: { ...memory.get("rolledOver"), kept }, rollOver: null });
}

function throwAway(run: Run): Partial<RollOver> {
  const { identity, spreadsheets } = run;
  for (const name of reportRegisters) {
    for (const id of spreadsheets.find(`next-${name}`)) {
      closeFile(run, id, identity.runningAs());
      // A new file that never became a register.
      const unfinished = { name: `${registerKinds[name].fileName} (unfinished)`, isBinned: true };
      spreadsheets.mark(id, "retired", unfinished);
    }
  }
  return { step: 0, next: {}, left: 0 };
}

/** Stops a roll-over and throws the new files away; does nothing once they are the registers. Throws "busy" and what Google throws. */
export function stopRollOver(run: Run): void {
  refuseOtherForm(run);
  const state = rollOverIn(run);
  if (state === null || state.step > switchStep) return;
  doIfStateHolds(run, state, () => {
    freezeFiles(run, state, "editable");
    throwAway(run);
    run.memory.set("rollOver", null);
  });
}

/** Does one step in a clock run. Google allows a limited number of reads a minute. */
export function continueRollOver(run: Run): void {
  const state = rollOverIn(run);
  if (state !== null && state.by === run.identity.runningAs()) doRollOverStep(run);
}
