/** The work that every run of the clock does. */

import { watchTriggers } from "../../access/trigger-health";
import { openCasesIn, rememberedOpenRows } from "../../case/storage/open-cases";
import { tellOfDeadTriggers, tellOfSilentAccounts } from "../../install/grant-account";
import { heartbeatMeasure } from "../../install/summary/summary-rows";
import { pendingMessages } from "../../letters/outbox/outbox-rows";
import { rowsOf } from "../../register/read/snapshot";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { clearLeftovers } from "../drill/drill-leftovers";
import { escalationContext, sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/pending-sealed";
import { askPastMain } from "../outage/ask-past-register";
import { dangersOf, dangersText, keepOutageNotes, keptDangers } from "../outage/kept-dangers";
import { type ClockRun, type Learned, learningNothing, type Work } from "./clock-work";
import { keepEducationRows } from "./education-notices";
import { emptyOutbox } from "./empty-outbox";
import { deleteSealed, emptyForm, watchForm } from "./form-store";
import { seeLostRows } from "./register/lost-rows";
import { seenText } from "./register/restored-version";
import { sealedStep } from "./steps-in-turn";
import { findUnseen, isMissedByTriggers, sweptUpTo, takeInUnseen } from "./sweep-responses";
import { tellOfRollOver } from "./weekly-notices";

/** Every run does all of these, in this order. Where one fails, the next ones are done all the same. */
export const eachRun: readonly Work[] = [
  seeWhatIsUnseen,
  takeInWhatNoTriggerToldOf,
  learningNothing(tidyTheForm),
  // Before reminders: a checklist that was lost is back before anybody is reminded of it.
  seeWhatWasLost,
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

/** What the Form holds of rows that were lost is listed whole by the next run. */
function seeWhatWasLost(run: ClockRun): Partial<Learned> {
  const { workspace, register, snapshot, directory, highestReference, isSwept } = run;
  const rows = snapshot.tabs.has("summary") ? rowsOf(snapshot, "summary") : [];
  const alive = rows.find(({ key }) => key === heartbeatMeasure)?.values.at ?? null;
  const { seen } = seeLostRows({
    workspace,
    name: "main",
    isSwept,
    read: () => ({ id: register.id, snapshot, alive }),
    before: () => workspace.memory.get("heartbeat"),
    highestReference,
    formResponsesDays: directory.settings.formResponsesDays,
  });
  return { seen, remember: { heartbeat: seenText(seen) } };
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

/** Where the register can be read and not written, people are asked about danger past it. */
function askRemindAndDigest({ workspace, directory, open }: ClockRun): Partial<Learned> {
  if (open === null) return {};
  const context = escalationContext(workspace, "main", directory, open.snapshot);
  const before = keptDangers(workspace, "main");
  const dangers = dangersOf(open.files.values(), context, open.snapshot, before);
  try {
    const done = sendReminders(workspace, "main", directory, open);
    return { remember: { ...done, dangers: dangersText(dangers) } };
  } catch (error) {
    askPastMain(workspace, workspace.diagnosis.troubleOf(error), keepOutageNotes(dangers, before));
    throw error;
  }
}

/**
 * Asks the next reader in sealed registers where somebody was asked and has not answered. One that has its turn in this run is left out.
 * Nothing is remembered in the script's store, which others can look into; a digest that is queued twice for that reason has one id and is sent
 * once.
 */
function askReadersWhoHaveNotAnswered(run: ClockRun): void {
  if (run.isFull) return;
  for (const name of filesWithOpenAsks(run.workspace)) {
    if (name !== run.step) sealedStep(name)(run);
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
      // Tomorrow is soon enough. The account of this run may be shut out of a sealed register.
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
