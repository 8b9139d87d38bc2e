/** The work of the clock: what every look does, and the steps that are due from time to time. */

import { otherAccountsAtWork } from "../access/accounts-at-work";
import { seeWhoWaits, tellWhoWaits } from "../access/confirm-leads-and-accounts";
import { tellOfSilentAccounts, watchEdits } from "../access/join-accounts";
import { watchTriggers } from "../access/silent-triggers";
import { tellLeads } from "../access/who-may-open";
import { waitsForAnswer } from "../asking/case-asks";
import { attempt, orElse } from "../attempt";
import {
  compareMoves,
  compareReleases,
  finishCarrying,
  isCarryingLeft,
} from "../carrying/finish-carrying";
import { type LoadedCases, openCasesIn, seenOpenRows } from "../case/load-cases";
import { isDefect } from "../errors";
import { noticeMissingRows } from "../install/missing-rows";
import { deleteSealed, emptyForm } from "../intake/delete-responses";
import { shareIndex } from "../intake/index-of-cases";
import { filesWithOpenAsks, formStep, noticeGaps, tellOfGaps } from "../intake/route-reports";
import { findUnseen, isMissedByTriggers, takeInUnseen } from "../intake/sweep-form-responses";
import { lostDangers } from "../outage/outage";
import { askQuota } from "../outbox/deliver-messages";
import { openOutboxRows } from "../outbox/outbox-rows";
import type { SchoolRegister } from "../ports";
import { registerIds, rememberedOf, schoolRegisters } from "../registers/kinds";
import { type Run, runAsRead } from "../run";
import { noticeMendedRows, runInRegister } from "../sealed/remember-who-is-kept-out";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { roleOfAccount, sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { keys } from "../store/keys";
import { hourMs } from "../time";
import { early } from "../wake-the-clock";
import { askAndRemind, tellWhoIsResponsible } from "./ask-and-remind";
import { searchAfterEdits } from "./formulas-to-text";
import {
  keepEducationRows,
  tellOfRollOver,
  watchForm,
  watchNights,
  watchReaders,
} from "./hourly-watches";
import { letLeadsEditForm } from "./leads-who-edit-the-form";
import { lookAtRegister } from "./look-at-register";
import { auditRegister } from "./register-audit";
import { sendPendingMessages } from "./retry-email";
import { giveSignOfLife } from "./sign-of-life";
import { takeInSeenEdits } from "./take-in-edits";
import type { Look } from "./what-a-look-knows";

/** Every look does all of these, in this order. If one fails, the next ones are still done. */
export const eachLook: readonly ((look: Look) => void)[] = [
  ({ run }) => noticeMendedRows(run),
  // Before reports are taken in, whose rows the read at the start does not have.
  seeWhatIsMissing,
  takeInWhatNoTriggerToldOf,
  tidyTheForm,
  letLeadsEditForm,
  sendWhatWaits,
  findOpenCases,
  // Before edits are taken in: the value of a formula may have changed by itself, and no one typed that.
  searchAfterEdits,
  withOpen((run, open) => takeInSeenEdits(run, "main", open)),
  // Before access follows Contacts: the person who has a case now knows of it before another loses access.
  withOpen((run, open) =>
    attempt(run, () =>
      tellWhoIsResponsible(runInRegister(run, "main", open.snapshot), "main", open),
    ),
  ),
  withOpen((run, open) => askAndRemind(run, "main", open)),
  // A case that goes to a school of another register.
  withOpen((run, { files }) => {
    const looked = runAsRead(run, { register: "main" });
    if ([...files.values()].some(({ row }) => isCarryingLeft(row, looked)))
      finishCarrying(run, "main");
  }),
  askReadersWhoHaveNotAnswered,
  lookIntoRegistersOfSchools,
  watchOtherAccounts,
  (look) => tellOfSilentAccounts(look.run, look),
  seeOnceADayWhatTheFormAsks,
  keepEducationRows,
];

/** What is done with the open cases, if they were read. */
function withOpen(does: (run: Run, open: LoadedCases) => void) {
  return ({ run, open }: Look) => {
    if (open !== null) does(run, open);
  };
}

function takeInWhatNoTriggerToldOf(look: Look): void {
  const { run, swept, snapshot, started } = look;
  if (swept === null) return;
  // Even if a report cannot be taken in: that this stands still would show people that a sealed one waits.
  look.remember = { ...look.remember, sweep: { ok: started } };
  look.unseen = findUnseen(run, swept, snapshot);
  const upTo = takeInUnseen(run, swept, look.unseen, started);
  if (upTo === null) return;
  // What was released or moved is compared too; a sealed register whose turn it is does so itself.
  for (const name of swept.isOfAll ? sealedRegisters : [])
    if (!look.steps.includes(name)) attempt(run, () => compareReleases(run, name), false);
  if (swept.isOfAll) attempt(run, () => compareMoves(run));
  look.remember = { ...look.remember, sweep: { ...upTo, ok: started } };
}

/** Deletes sealed reports from the Form if an editor of the Form must not see them; once a day also responses that are old enough to go. */
function tidyTheForm({ run, swept, unseen, isDaily, remember }: Look): void {
  if (swept === null || unseen === null) return;
  const gone = deleteSealed(run, unseen.reports);
  if (!isDaily || remember.sweep?.since === undefined) return;
  const left = swept.listed.filter(({ id }) => !gone.has(id));
  emptyForm(run, left);
}

/** If rows are missing, the next run compares the whole Form with the registers. */
function seeWhatIsMissing({ run, register, snapshot }: Look): void {
  const { fresh } = lostDangers(run, "main", snapshot);
  noticeMissingRows({ run, name: "main", read: { register, snapshot } }, fresh);
}

function sendWhatWaits(look: Look): void {
  const { isSpent, account } = sendPendingMessages(look.run, "main", look.snapshot);
  look.isSpent = isSpent;
  look.account = { ...look.account, ...account };
}

function findOpenCases(look: Look): void {
  const { run, register, snapshot, started } = look;
  const open = openCasesIn(register, snapshot);
  look.open = open;
  const waits = (reference: string) => {
    const file = open.files.get(reference);
    return file !== undefined && waitsForAnswer(file);
  };
  const clock = openOutboxRows(snapshot, started, waits);
  look.remember = { ...look.remember, ...seenOpenRows(open, run.memory), clock };
}

/**
 * Asks the next reader in each sealed register in which someone was asked and has not answered. After a roll-over, does so in all sealed
 * registers until an edit of the new main register was announced. Leaves out registers whose hourly step is due at this look.
 */
function askReadersWhoHaveNotAnswered(look: Look): void {
  const isUnheard = look.run.memory.get("rollOver").unheard;
  for (const name of isUnheard ? sealedRegisters : filesWithOpenAsks(look.run)) {
    if (!look.steps.includes(name)) sealedStep(look, name);
  }
}

/** Looks into each register of schools that has an open case or email that waits, unless its hourly step is due at this look. */
function lookIntoRegistersOfSchools(look: Look): void {
  const { run, steps, failed } = look;
  for (const name of schoolRegisters(run.memory)) {
    const { idle } = rememberedOf(run, name, "clock").get();
    if (idle || steps.includes(name)) continue;
    // If one is out of reach, the others are still looked at.
    orElse<unknown>(
      () => schoolStep(look, name),
      (error) => failed.push(error),
    );
  }
}

function schoolStep(look: Look, name: SchoolRegister): "done" | "busy" {
  const { ended, open } = lookAtRegister(look.run, name, look.steps);
  look.beside.set(name, open);
  return ended;
}

function watchOtherAccounts(look: Look): void {
  const { run, unseen, started } = look;
  const isMissed = unseen !== null && isMissedByTriggers(unseen, started);
  const { changes, dead } = watchTriggers(run, isMissed, started);
  look.firing = changes;
  // Until each has fired or was made again.
  for (const { account, kind: trigger, since } of dead) {
    tellLeads(run, look, {
      notice: { id: "trigger-silent", account, trigger },
      about: `${trigger} ${account} ${since.toString(36)}`,
      lines: [{ what: "trigger-silent", from: account }],
    });
  }
}

/** Runs once a day, in the look that lists all responses. */
function seeOnceADayWhatTheFormAsks(look: Look): void {
  const { run, isDaily } = look;
  if (!isDaily) return;
  // Reads keys that no other part of a clock run reads: the end of the run reports what it could not read.
  for (const key of keys()) run.memory.get(key);
  watchForm(run, look, "questions");
  tellOfRollOver(run, look);
}

/** Work that is not done at every look. */
interface Step {
  /** Permanent: the store keeps under it when the step was last done. */
  readonly name: string;
  /** Milliseconds between two times that the step is done. */
  readonly every: number;
  /** Returns "busy" if another run kept the step from its work. After that, as after an error, the next run tries it again. */
  readonly does: ((look: Look) => "done" | "busy") | ((look: Look) => void);
}

/** The step that checks the main register: who may open it, its layout, what is wrong in Contacts. */
export const mainStep = "main look";

/** All steps. A look does those that are due. `schools`: the registers of schools. */
function allSteps(schools: readonly SchoolRegister[]): readonly Step[] {
  return [
    { name: mainStep, every: hourMs, does: lookOverMain },
    { name: "heartbeat", every: hourMs / 2, does: giveSignOfLife },
    { name: formStep, every: hourMs, does: lookAtFormAndQuota },
    ...sealedRegisters.map(
      (name): Step => ({ name, every: hourMs, does: (look) => sealedTurn(look, name) }),
    ),
    ...schools.map(
      (name): Step => ({ name, every: hourMs, does: (look) => schoolStep(look, name) }),
    ),
  ];
}

function lookOverMain(look: Look): "done" | "busy" {
  watchReaders(look);
  watchNights(look);
  const { run, register, snapshot } = look;
  if (seeWhoWaits(run, { register, snapshot }) === "busy") return "busy";
  tellWhoWaits(run, look);
  if (schoolRegisters(run.memory).length > 0) {
    // A register of schools may be newer than this account's triggers, and an account newer than the index.
    attempt(run, () => watchEdits(run.triggers, registerIds(run.memory)));
    attempt(run, () => shareIndex(run));
  }
  return auditRegister(look.run, "main", look);
}

function lookAtFormAndQuota(look: Look): void {
  watchForm(look.run, look, "door");
  if (!look.isDaily) tellOfGaps(look.run, noticeGaps(look.run, []));
  const { quota: _quota, ...account } = askQuota(look.run);
  look.account = { ...look.account, ...account };
}

/**
 * The step for a sealed register. If another account owns the file, an account that Contacts has come to name may be shut out of it: that
 * is no failure.
 */
function sealedStep({ run, steps: due }: Look, name: SealedRegister): "done" | "busy" {
  return orElse<"done" | "busy">(
    () => lookAtRegister(run, name, due).ended,
    (error) => {
      const isNamed = roleOfAccount(run.directory, run.identity.runningAs()) !== null;
      if (!isNamed || isDefect(error)) throw error;
      return "done";
    },
  );
}

/**
 * The hourly step for a sealed register. If Contacts has come to name this account, it leaves the step to an account that Contacts does not
 * name, if one is at work. It cannot take away its own access, and a report that it must not see may be waiting for exactly that.
 */
function sealedTurn(look: Look, name: SealedRegister): "done" | "busy" {
  const { directory, identity, memory } = look.run;
  const me = identity.runningAs();
  const isNamed = (one: string) => roleOfAccount(directory, one) !== null;
  const others = otherAccountsAtWork(memory, me, look.started);
  if (isNamed(me) && !others.every(isNamed)) return "busy";
  return sealedStep(look, name);
}

/** Step → when it was last done; milliseconds UTC. */
export type Done = Readonly<Record<string, number>>;

/**
 * The steps that are due, the most overdue first (in units of their own `every`). A step that was never done, or whose time is later than
 * `now`, comes before all others, in the order of the list. `now`: milliseconds UTC.
 */
export function dueSteps(done: Done, now: number, schools: readonly SchoolRegister[] = []) {
  const overdueBy = ({ name, every }: Step): number => {
    const at = done[name];
    return at === undefined || at > now ? Number.MAX_VALUE : (now + early - at) / every;
  };
  return allSteps(schools)
    .filter((step) => overdueBy(step) >= 1)
    .sort((a, b) => overdueBy(b) - overdueBy(a));
}
