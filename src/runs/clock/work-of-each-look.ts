/** The work that every look of the clock does. */

import { tellOfDeadTriggers, tellOfSilentAccounts } from "../../access/join-accounts";
import { watchTriggers } from "../../access/trigger-health";
import { attempt, tellingIfItFails } from "../../attempt";
import { waitsForAnswer } from "../../case/reminders/case-asks";
import { openCasesIn, seenOpenRows } from "../../case/storage/load-cases";
import { sealedRegisters } from "../../district/sealed-readers";
import { noticeMissingRows } from "../../install/missing-rows";
import { openOutboxRows, pendingMessages } from "../../letters/outbox/outbox-rows";
import { registerNames } from "../../ports";
import { registerKinds } from "../../register/register-kinds";
import { tabs } from "../../register/tabs";
import { keys } from "../../store/keys";
import { sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { tellWhoIsResponsible } from "../due/tell-responsible";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks } from "../intake/sealed-reports";
import { dangersToKeep, lostDangers, rememberDangers } from "../outage/kept-dangers";
import { askPastRegister } from "../outage/outage";
import type { ClockRun, Learned, Work } from "./clock-work";
import { emptyOutbox } from "./empty-outbox";
import { deleteSealed, emptyForm, watchForm } from "./form-store";
import { keepEducationRows, tellOfRollOver } from "./notices-to-leads";
import { sealedStep } from "./steps-of-a-look";
import { findUnseen, isMissedByTriggers, sweptUpTo, takeInUnseen } from "./sweep-responses";

/** Every look does all of these, in this order. Where one fails, the next ones are done all the same. */
export const eachLook: readonly Work[] = [
  seeWhatIsUnseen,
  takeInWhatNoTriggerToldOf,
  tidyTheForm,
  seeWhatIsMissing,
  sendWhatWaits,
  findOpenCases,
  takeInEditsThatNoTriggerToldOf,
  tellOfCasesThatAreTheirs,
  askRemindAndDigest,
  askReadersWhoHaveNotAnswered,
  watchOtherAccounts,
  (tick) => tellOfDeadTriggers(tick.run, tick, tick.dead),
  (tick) => tellOfSilentAccounts(tick.run, tick),
  seeOnceADayWhatTheFormAsks,
  keepEducationRows,
  emptyOutboxesOnceADay,
];

function seeWhatIsUnseen({ run, swept, snapshot }: ClockRun): Partial<Learned> {
  return swept === null ? {} : { unseen: findUnseen(run, swept, snapshot) };
}

function takeInWhatNoTriggerToldOf(tick: ClockRun): Partial<Learned> {
  const { run, swept, unseen, started } = tick;
  if (swept === null || unseen === null || !takeInUnseen(run, unseen)) return {};
  const since = sweptUpTo(run, swept, started);
  const all = swept.isOfAll ? { all: started } : {};
  return { isSwept: true, remember: { sweep: { since, ok: started, ...all } } };
}

/** Deletes sealed reports from the Form if an editor of the Form must not see them; once a day also responses that are old enough. */
function tidyTheForm({ run, swept, unseen, isSwept }: ClockRun): void {
  if (swept === null || unseen === null) return;
  const gone = deleteSealed(run, unseen);
  if (!swept.isOfAll || !isSwept) return;
  emptyForm(
    run,
    swept.listed.filter(({ id }) => !gone.has(id)),
  );
}

/** Where rows are missing, the next run compares the Form whole. */
function seeWhatIsMissing({ run, register, snapshot }: ClockRun): void {
  const { fresh } = lostDangers(run, "main", snapshot);
  noticeMissingRows({ run, name: "main", read: { register, snapshot } }, fresh);
}

function sendWhatWaits({ run, snapshot, started }: ClockRun): Partial<Learned> {
  if (pendingMessages(snapshot, started).length === 0) return {};
  return sendPendingMessages(run, "main", snapshot);
}

function findOpenCases({ run, register, snapshot, started }: ClockRun): Partial<Learned> {
  const open = openCasesIn(register, snapshot);
  const waits = (reference: string) => {
    const file = open.files.get(reference);
    return file !== undefined && waitsForAnswer(file);
  };
  return {
    open,
    remember: {
      ...seenOpenRows(open, run.memory),
      clock: openOutboxRows(snapshot, started, waits),
    },
  };
}

function takeInEditsThatNoTriggerToldOf({ run, open }: ClockRun): void {
  if (open !== null) takeInSeenEdits(run, "main", open);
}

/** Before access follows Contacts: the person who has a case now knows of it before another loses access. */
function tellOfCasesThatAreTheirs({ run, open }: ClockRun): void {
  if (open !== null) attempt(run, () => tellWhoIsResponsible(run, "main", open));
}

/** Asks, reminds, and sends the morning email. If the row of a danger is gone or the register cannot be written, people are emailed directly about the danger. */
function askRemindAndDigest({ run, open, snapshot }: ClockRun): void {
  if (open === null) return;
  const { dangers: lost } = lostDangers(run, "main", snapshot);
  const trouble = { kind: "damage", tab: tabs.cases.title } as const;
  askPastRegister(run, "main", { dangers: lost, trouble });
  const dangers = dangersToKeep(run, "main", open, lost);
  tellingIfItFails(
    () => sendReminders(run, "main", open),
    (error) => askPastRegister(run, "main", { dangers, trouble: run.diagnosis.troubleOf(error) }),
  );
  rememberDangers(run, "main", dangers);
}

/**
 * Asks the next reader in files where someone was asked and has not answered. All of them, until an edit of the main register that a
 * roll-over made was told of. Files that have their turn at this look are left out.
 */
function askReadersWhoHaveNotAnswered(tick: ClockRun): void {
  const isUnheard = tick.run.memory.get("rollOver").unheard;
  for (const name of isUnheard ? sealedRegisters : filesWithOpenAsks(tick.run)) {
    if (!tick.steps.includes(name)) sealedStep(tick, name);
  }
}

function watchOtherAccounts({ run, unseen, started }: ClockRun): Partial<Learned> {
  const isMissed = unseen !== null && isMissedByTriggers(unseen, started);
  const { changes, dead } = watchTriggers(run, isMissed, started);
  return { firing: changes, dead };
}

/** In the run that lists all responses, which comes once a day. Where rows are gone, the next run reads all that are left. */
function emptyOutboxesOnceADay({ run, swept, isSwept, snapshot }: ClockRun): Partial<Learned> {
  if (swept?.isOfAll !== true || !isSwept) return {};
  const responses = new Set(swept.listed.map(({ id }) => id));
  for (const name of registerNames) {
    const seen = registerKinds[name].hasDirectory ? snapshot : null;
    // Tomorrow is soon enough. The account of this run may be shut out of a sealed register.
    attempt(run, () => emptyOutbox(run, name, { seen, responses }));
  }
  return { remember: { clock: { outboxFrom: 0 } } };
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
