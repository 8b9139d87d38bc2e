/** The work that every run of the clock does. */

import { recipientsOfAccessNotice } from "../../access/register-access";
import { watchTriggers } from "../../access/trigger-health";
import { messageToEach } from "../../case/messages/message";
import { openCasesIn, openRowsIn } from "../../case/storage/load-cases";
import { isLive } from "../../form/build-form";
import { noProofYet } from "../../install/going-live/proof-report";
import { tellOfDead, tellOfSilence } from "../../install/grant-account";
import { recreatedTabsOf } from "../../install/recreated-tabs";
import { heartbeatMeasure } from "../../install/summary/summary-rows";
import { tellOnce } from "../../letters/outbox/deliver-messages";
import { pendingMessages } from "../../letters/outbox/outbox-rows";
import { noChange } from "../../register/change";
import { rowsOf } from "../../register/read-register";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { clearLeftovers } from "../drill/drill-leftovers";
import { escalationContext, sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/pending-sealed";
import { askPastMain } from "../outage/ask-past-register";
import { dangersOf, dangersText, keptDangers, stillOut } from "../outage/kept-dangers";
import { type ClockRun, type Learned, quietly, type Work } from "./clock-work";
import { seeToEducation } from "./education-notices";
import { emptyOutbox } from "./empty-outbox";
import { emptyForm, watchForm } from "./form-store";
import { seenText, seeRestored } from "./restored-version";
import { inReadersFile } from "./steps-in-turn";
import { noTriggerTold, sweptUpTo, takeInUnseen, unseenIn } from "./sweep-responses";
import { tellOfRecreatedTabs } from "./tell-recreated-tabs";
import { tellOfRollOver } from "./weekly-notices";

/** Every run does all of these, in this order. Where one fails, the next ones are done all the same. */
export const eachRun: readonly Work[] = [
  seeWhatIsUnseen,
  takeInWhatNoTriggerToldOf,
  quietly(tidyTheForm),
  // Before reminders: a checklist that was lost is back before anybody is reminded of it.
  tellOfTabsMadeAgain,
  // After that: what the Form holds is listed whole by the next run.
  seeWhetherRestored,
  sendWhatWaits,
  findOpenCases,
  quietly(weighEditsThatNoTriggerToldOf),
  askRemindAndDigest,
  quietly(askReadersWhoHaveNotAnswered),
  watchOtherAccounts,
  quietly((run) => tellOfDead(run.workspace, run, run.directory, run.dead)),
  quietly((run) => tellOfSilence(run.workspace, run, run.directory)),
  quietly(seeOnceADayWhatTheFormAsks),
  seeToEducation,
  tellOfAudience,
  emptyOutboxesOnceADay,
];

function seeWhatIsUnseen({ workspace, swept, snapshot }: ClockRun): Partial<Learned> {
  return swept === null ? {} : { unseen: unseenIn(workspace, swept, snapshot) };
}

function takeInWhatNoTriggerToldOf(run: ClockRun): Partial<Learned> {
  const { workspace, swept, unseen, started } = run;
  if (swept === null || unseen === null || !takeInUnseen(workspace, unseen)) return {};
  const at = String(started);
  const sweepSince = String(sweptUpTo(workspace, swept, started));
  const remember = { sweepSince, sweepOk: at, ...(swept.isOfAll ? { sweptAll: at } : {}) };
  return { isSwept: true, remember };
}

function tellOfTabsMadeAgain({ workspace, isSwept }: ClockRun): Partial<Learned> {
  const isMadeAgain = recreatedTabsOf(workspace, "main") !== null;
  tellOfRecreatedTabs(workspace, "main", isSwept);
  return { isMadeAgain };
}

/** In the run that lists all responses, which comes once a day. */
function tidyTheForm({ workspace, swept, isSwept, directory }: ClockRun): void {
  if (swept?.isOfAll !== true || !isSwept) return;
  emptyForm(workspace, swept.listed, directory);
  clearLeftovers(workspace);
}

/** Looks whether an earlier version of the main register was restored. What went with tabs that were made again is told as that. */
function seeWhetherRestored(run: ClockRun): Partial<Learned> {
  const { workspace, register, snapshot, directory, given } = run;
  const rows = snapshot.tabs.has("summary") ? rowsOf(snapshot, "summary") : [];
  const alive = rows.find(({ key }) => key === heartbeatMeasure)?.values.at ?? null;
  const before = run.isMadeAgain ? null : workspace.memory.get("heartbeat");
  const read = { id: register.id, snapshot, alive };
  const { formResponsesDays } = directory.settings;
  const seen = seeRestored(workspace, "main", before, read, given, formResponsesDays);
  return { seen, remember: { heartbeat: seenText(seen) } };
}

function sendWhatWaits({ workspace, snapshot, started }: ClockRun): Partial<Learned> {
  if (pendingMessages(snapshot, started).length === 0) return {};
  return sendPendingMessages(workspace, "main", snapshot);
}

function findOpenCases({ workspace, register, snapshot }: ClockRun): Partial<Learned> {
  const open = openCasesIn(register, snapshot, openRowsIn(workspace.memory));
  return { open, remember: open.seen };
}

function weighEditsThatNoTriggerToldOf({ workspace, open }: ClockRun): void {
  if (open !== null) takeSeenEdits(workspace, "main", open);
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
    askPastMain(workspace, workspace.diagnosis.troubleOf(error), stillOut(dangers, before));
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
    if (name !== run.step) inReadersFile(name)(run);
  }
}

function watchOtherAccounts({ workspace, unseen, started }: ClockRun): Partial<Learned> {
  const isMissed = unseen !== null && noTriggerTold(unseen, started);
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

/** Tells a desk that went live before proof reports existed, once, whom its Form may shut out (design 2.17). Such a desk stays live. */
function tellOfAudience(run: ClockRun): Partial<Learned> {
  const { workspace, directory, swept } = run;
  const { memory } = workspace;
  if (swept?.isOfAll !== true || !isLive(memory) || memory.get("proofReport") !== null) return {};
  const id = "form audience";
  tellOnce(workspace, run, directory, id, () => {
    const to = recipientsOfAccessNotice(directory, workspace.identity.runningAs());
    return { ...noChange, messages: messageToEach(to, id, "form-audience", {}) };
  });
  return { remember: { proofReport: noProofYet } };
}
