/** The work that every run of the clock does. */

import { watchTriggers } from "../../access/trigger-health";
import { openCasesIn, rememberedOpenRows } from "../../case/storage/open-cases";
import { tellOfDeadTriggers, tellOfSilentAccounts } from "../../install/grant-account";
import { noticeMissingRows } from "../../install/missing-rows";
import { pendingMessages } from "../../letters/outbox/outbox-rows";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { tabs } from "../../register/tabs";
import { clearLeftovers } from "../drill/drill-leftovers";
import { escalationContext, sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/pending-sealed";
import { askPastMain } from "../outage/ask-past-register";
import {
  dangersOf,
  dangersText,
  keepOutageNotes,
  keptDangers,
  lostDangers,
} from "../outage/kept-dangers";
import { type ClockRun, type Learned, learningNothing, type Work } from "./clock-work";
import { keepEducationRows } from "./education-notices";
import { emptyOutbox } from "./empty-outbox";
import { deleteSealed, emptyForm, watchForm } from "./form-store";
import { readersFileStep } from "./steps-in-turn";
import { findUnseen, isMissedByTriggers, sweptUpTo, takeInUnseen } from "./sweep-responses";
import { tellOfRollOver } from "./weekly-notices";

/** Every run does all of these, in this order. Where one fails, the next ones are done all the same. */
export const eachRun: readonly Work[] = [
  seeWhatIsUnseen,
  takeInWhatNoTriggerToldOf,
  learningNothing(tidyTheForm),
  seeWhatIsMissing,
  sendWhatWaits,
  findOpenCases,
  learningNothing(weighEditsThatNoTriggerToldOf),
  askRemindAndDigest,
  learningNothing(askReadersWhoHaveNotAnswered),
  watchOtherAccounts,
  learningNothing((run) => tellOfDeadTriggers(run.workspace, run, run.directory, run.dead)),
  learningNothing((run) => tellOfSilentAccounts(run.workspace, run, run.directory)),
  learningNothing(seeOnceADayWhatTheFormAsks),
  keepEducationRows,
  emptyOutboxesOnceADay,
];

function seeWhatIsUnseen({ workspace, swept, snapshot }: ClockRun): Partial<Learned> {
  return swept === null ? {} : { unseen: findUnseen(workspace, swept, snapshot) };
}

function takeInWhatNoTriggerToldOf(run: ClockRun): Partial<Learned> {
  const { workspace, swept, unseen, started } = run;
  if (swept === null || unseen === null || !takeInUnseen(workspace, unseen)) return {};
  const at = String(started);
  const sweepSince = String(sweptUpTo(workspace, swept, started));
  const remember = { sweepSince, sweepOk: at, ...(swept.isOfAll ? { sweptAll: at } : {}) };
  return { isSwept: true, remember };
}

/** Each run sees to sealed reports among those listed; the run that lists all responses, once a day, to old ones. */
function tidyTheForm({ workspace, swept, unseen, isSwept, directory }: ClockRun): void {
  if (swept === null || unseen === null) return;
  const gone = deleteSealed(workspace, unseen, directory);
  if (!swept.isOfAll || !isSwept) return;
  emptyForm(
    workspace,
    swept.listed.filter(({ id }) => !gone.has(id)),
    directory,
  );
  clearLeftovers(workspace);
}

/** Where rows are missing, the next run compares the Form whole. */
function seeWhatIsMissing(run: ClockRun): Partial<Learned> {
  const { workspace, snapshot, directory } = run;
  const { fresh } = lostDangers(workspace, "main", snapshot);
  const watched = { workspace, name: "main", read: run, directory } as const;
  const seen = noticeMissingRows(watched, workspace.memory.get("heartbeat"), fresh);
  return { remember: { heartbeat: seen } };
}

function sendWhatWaits({ workspace, snapshot, started }: ClockRun): Partial<Learned> {
  if (pendingMessages(snapshot, started).length === 0) return {};
  return sendPendingMessages(workspace, "main", snapshot);
}

function findOpenCases({ workspace, register, snapshot }: ClockRun): Partial<Learned> {
  const open = openCasesIn(register, snapshot, rememberedOpenRows(workspace.memory));
  return { open, remember: open.seen };
}

function weighEditsThatNoTriggerToldOf({ workspace, open }: ClockRun): void {
  if (open !== null) takeInSeenEdits(workspace, "main", open);
}

/** People are asked about a danger past the register where its row is gone, or where the register can be read and not written. */
function askRemindAndDigest({ workspace, directory, open, snapshot }: ClockRun): Partial<Learned> {
  if (open === null) return {};
  const { dangers: lost } = lostDangers(workspace, "main", snapshot);
  askPastMain(workspace, { kind: "damage", tab: tabs.cases.title }, lost);
  const context = escalationContext(workspace, "main", directory, open.snapshot);
  const before = keptDangers(workspace, "main");
  const asked = Object.entries(before).filter(([reference]) => reference in lost);
  const dangers = {
    ...dangersOf(open.files.values(), context, open.snapshot, before),
    ...Object.fromEntries(asked),
  };
  try {
    const done = sendReminders(workspace, "main", directory, open);
    return { remember: { ...done, dangers: dangersText(dangers) } };
  } catch (error) {
    askPastMain(workspace, workspace.diagnosis.troubleOf(error), keepOutageNotes(dangers, before));
    throw error;
  }
}

/**
 * Asks the next reader in files where somebody was asked and has not answered. Files that have their turn in this run are left out. Nothing
 * is remembered in the script's store, which others can look into; a digest that is queued twice for that reason has one id and is sent
 * once.
 */
function askReadersWhoHaveNotAnswered(run: ClockRun): void {
  if (run.isFull) return;
  for (const name of filesWithOpenAsks(run.workspace)) {
    if (name !== run.step) readersFileStep(name)(run);
  }
}

function watchOtherAccounts({ workspace, unseen, started }: ClockRun): Partial<Learned> {
  const isMissed = unseen !== null && isMissedByTriggers(unseen, started);
  const { changes, dead } = watchTriggers(workspace, isMissed, started);
  return { firing: changes, dead };
}

/** In the run that lists all responses, which comes once a day. */
function emptyOutboxesOnceADay(run: ClockRun): Partial<Learned> {
  const { workspace, swept, isSwept, directory, snapshot } = run;
  if (swept?.isOfAll !== true || !isSwept) return {};
  const responses = new Set(swept.listed.map(({ id }) => id));
  const noted: unknown[] = [];
  for (const name of reportRegisters) {
    try {
      const read = registerKinds[name].hasDirectory ? snapshot : null;
      emptyOutbox(workspace, name, read, responses, directory);
    } catch (error) {
      // Tomorrow is soon enough. The account of this run may be shut out of a reader's file.
      noted.push(error);
    }
  }
  return { noted };
}

/** In the run that lists all responses, which comes once a day. */
function seeOnceADayWhatTheFormAsks(run: ClockRun): void {
  if (run.swept?.isOfAll !== true) return;
  watchForm(run.workspace, run, run.directory, true);
  tellOfRollOver(run.workspace, run, run.directory);
}
