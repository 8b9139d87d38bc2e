/** The work that every run of the clock does. */

import { watchTriggers } from "../../access/trigger-health";
import { attempt, tellingIfItFails } from "../../attempt";
import { inRegister } from "../../case/assignment/excluded-people";
import { openCasesIn, rememberedOpenRows } from "../../case/storage/open-cases";
import { tellOfDeadTriggers, tellOfSilentAccounts } from "../../install/grant-account";
import { heartbeatMeasure } from "../../install/summary/summary-rows";
import { pendingMessages } from "../../letters/outbox/outbox-rows";
import { rowsOf } from "../../register/read/snapshot";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { keys } from "../../store/keys";
import { clearLeftovers } from "../drill/drill-leftovers";
import { sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/pending-sealed";
import { askPastMain } from "../outage/ask-past-register";
import { dangersOf, dangersThatFit, keepOutageNotes, keptDangers } from "../outage/kept-dangers";
import { type ClockRun, type Learned, learningNothing, type Work } from "./clock-work";
import { keepEducationRows } from "./education-notices";
import { emptyOutbox } from "./empty-outbox";
import { deleteSealed, emptyForm, watchForm } from "./form-store";
import { seeLostRows } from "./register/lost-rows";
import { seenText } from "./register/restored-version";
import { readersFileStep } from "./steps-in-turn";
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
  learningNothing((tick) => tellOfDeadTriggers(tick.run, tick, tick.run.directory, tick.dead)),
  learningNothing((tick) => tellOfSilentAccounts(tick.run, tick, tick.run.directory)),
  learningNothing(seeOnceADayWhatTheFormAsks),
  keepEducationRows,
  learningNothing(emptyOutboxesOnceADay),
];

function seeWhatIsUnseen({ run, swept, snapshot }: ClockRun): Partial<Learned> {
  return swept === null ? {} : { unseen: findUnseen(run, swept, snapshot) };
}

function takeInWhatNoTriggerToldOf(tick: ClockRun): Partial<Learned> {
  const { run, swept, unseen, started } = tick;
  if (swept === null || unseen === null || !takeInUnseen(run, unseen)) return {};
  const sweepSince = sweptUpTo(run, swept, started);
  const remember = {
    sweepSince,
    sweepOk: started,
    ...(swept.isOfAll ? { sweptAll: started } : {}),
  };
  return { isSwept: true, remember };
}

/** Each run sees to sealed reports among those listed; the run that lists all responses, once a day, to old ones. */
function tidyTheForm({ run, swept, unseen, isSwept }: ClockRun): void {
  if (swept === null || unseen === null) return;
  const gone = deleteSealed(run, unseen);
  if (!swept.isOfAll || !isSwept) return;
  emptyForm(
    run,
    swept.listed.filter(({ id }) => !gone.has(id)),
  );
  clearLeftovers(run);
}

/** What the Form holds of rows that were lost is listed whole by the next run. */
function seeWhatWasLost(tick: ClockRun): Partial<Learned> {
  const { run, register, snapshot, highestReference, isSwept } = tick;
  const rows = snapshot.tabs.has("summary") ? rowsOf(snapshot, "summary") : [];
  const alive = rows.find(({ key }) => key === heartbeatMeasure)?.values.at ?? null;
  const { seen } = seeLostRows({
    run,
    name: "main",
    isSwept,
    read: () => ({ id: register.id, snapshot, alive }),
    before: () => run.memory.get("heartbeat"),
    highestReference,
    formResponsesDays: run.directory.settings.formResponsesDays,
  });
  return { seen, remember: { heartbeat: seenText(seen) } };
}

function sendWhatWaits({ run, snapshot, started }: ClockRun): Partial<Learned> {
  if (pendingMessages(snapshot, started).length === 0) return {};
  return sendPendingMessages(run, "main", snapshot);
}

function findOpenCases({ run, register, snapshot }: ClockRun): Partial<Learned> {
  const open = openCasesIn(register, snapshot, rememberedOpenRows(run.memory));
  return { open, remember: open.seen };
}

function weighEditsThatNoTriggerToldOf({ run, open }: ClockRun): void {
  if (open !== null) takeInSeenEdits(run, "main", open);
}

/** Where the register can be read and not written, people are asked about danger past it. */
function askRemindAndDigest({ run, open }: ClockRun): Partial<Learned> {
  if (open === null) return {};
  const looked = inRegister(run, "main", open.snapshot);
  const before = keptDangers(run, "main");
  const dangers = dangersOf(looked, open, before);
  const done = tellingIfItFails(
    () => sendReminders(run, "main", open),
    (error) => askPastMain(run, run.diagnosis.troubleOf(error), keepOutageNotes(dangers, before)),
  );
  return { remember: { ...done, dangers: dangersThatFit(dangers) } };
}

/**
 * Asks the next reader in files where somebody was asked and has not answered. Files that have their turn in this run are left out. Nothing
 * is remembered in the script's store, which others can look into; a digest that is queued twice for that reason has one id and is sent
 * once.
 */
function askReadersWhoHaveNotAnswered(tick: ClockRun): void {
  if (tick.isFull) return;
  for (const name of filesWithOpenAsks(tick.run)) {
    if (name !== tick.step) readersFileStep(name)(tick);
  }
}

function watchOtherAccounts({ run, unseen, started }: ClockRun): Partial<Learned> {
  const isMissed = unseen !== null && isMissedByTriggers(unseen, started);
  const { changes, dead } = watchTriggers(run, isMissed, started);
  return { firing: changes, dead };
}

/** In the run that lists all responses, which comes once a day. */
function emptyOutboxesOnceADay({ run, swept, isSwept, snapshot }: ClockRun): void {
  if (swept?.isOfAll !== true || !isSwept) return;
  const responses = new Set(swept.listed.map(({ id }) => id));
  for (const name of reportRegisters) {
    const seen = registerKinds[name].hasDirectory ? snapshot : null;
    // Tomorrow is soon enough. The account of this run may be shut out of a reader's file.
    attempt(run, () => emptyOutbox(run, name, { seen, responses }));
  }
}

/** In the run that lists all responses, which comes once a day. */
function seeOnceADayWhatTheFormAsks(tick: ClockRun): void {
  if (tick.swept?.isOfAll !== true) return;
  const { run } = tick;
  // Also what no other run of the clock reads: the end of the run tells of what cannot be read.
  for (const key of keys) run.memory.get(key);
  watchForm(run, tick, "questions");
  tellOfRollOver(run, tick);
}
