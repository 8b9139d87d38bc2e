/**
 * How an account joins those that run the system, and how people learn that one has gone silent. An account gets on the list by choosing
 * Set up, and waits there until someone else has confirmed it (confirm-leads-and-accounts.ts). The hourly look of another account then lets
 * it into the registers, as it lets in people; if Google refuses because only the owner can share a file, people are told what to do by
 * hand. After that the account's own clock run makes its triggers: Google lets no account make triggers for another, and only those who may
 * edit a sheet's protections can let another in (platform.md 1; sheets-api.md 4).
 */

import { orElse } from "../attempt";
import { readDirectory } from "../district/directory/read-directory";
import { AppError } from "../errors";
import { underLock } from "../lock";
import { tellDesk } from "../outbox/deliver-messages";
import type { RegisterName, TriggerDescription, Triggers } from "../ports";
import { mayWriteAll } from "../register/layout/protections";
import { registerIds, registersOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import { roleOfAccount } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { dayMs, hourMs, minuteMs } from "../time";
import {
  forgetAccount,
  hasJoined,
  isReady,
  mustBeLetIn,
  otherAccountsAtWork,
} from "./accounts-at-work";
import { madeByClock } from "./silent-triggers";
import { recipientsOfRegisterNotice } from "./who-may-open";

/** Puts the account of this run on the list of accounts that run the system. At most one call. */
export function listAccount({ memory, identity, clock }: Run): void {
  const me = identity.runningAs();
  if (memory.get("account", me).asked === 0) memory.set("account", { asked: clock.now() }, me);
}

/**
 * Whether this account may open these registers and write everything that the script writes. Registers that do not exist yet are skipped.
 * One call for each.
 */
export function mayWriteRegisters(
  { spreadsheets, memory }: Run,
  names: readonly RegisterName[] = registersOf(memory),
): boolean {
  const ids = memory.get("registers");
  const mayWriteEach = () =>
    names.every((name) => {
      const id = ids[name];
      return id === undefined || mayWriteAll(spreadsheets.structure(id));
    });
  return orElse(mayWriteEach, (error) => {
    if (error instanceof AppError && error.code === "no-access") return false;
    throw error;
  });
}

/**
 * Finishes this account's set-up in its own clock run: makes the edit triggers that it lacks. Google may not let such triggers fire; Set up
 * makes them again. Returns false if the account is not let in yet, or if Contacts names the person who holds it. If another run holds the
 * lock, the next run does it.
 */
function finishSetUp(run: Run): boolean {
  const { memory, identity, triggers, clock } = run;
  const me = identity.runningAs();
  if (!mayWriteRegisters(run)) return false;
  if (roleOfAccount(readDirectory(run), me) !== null || mustBeLetIn(memory, me)) return false;
  underLock(run, { lockWait: "clock" }, () => {
    const isMade = watchEdits(triggers, registerIds(memory));
    const firing = isMade ? { [me]: madeByClock } : {};
    memory.setAll({}, { account: { [me]: { ran: clock.now() } }, firing });
  });
  return true;
}

/**
 * Whether a clock run of this account should do the work: yes if the account is ready, or if it has been let in, in which case this
 * finishes its set-up. Also true if Google does not say whose run it is. No call for an account that is ready. Throws "no-access" if the
 * account is not let in and no other account is at work.
 */
export function mayWork(run: Run): boolean {
  const { memory, clock, identity } = run;
  const me = identity.runningAs();
  if (me === "") return true;
  listAccount(run);
  if (isReady(memory, me) || finishSetUp(run)) return true;
  if (otherAccountsAtWork(memory, me, clock.now()).length === 0) throw new AppError("no-access");
  return false;
}

/** After this many milliseconds of silence an account is taken off the list: longer than most holidays. Set up puts it back. */
const forgottenAfter = 14 * dayMs;

/**
 * Tells leads and admins about accounts that went silent or never started, and takes an account off the list after two weeks of silence.
 * `read` must include the Outbox. No call if no account is silent. Throws what Google throws. Takes no lock.
 */
export function tellOfSilentAccounts(run: Run, read: HourlyRead): void {
  const { memory, clock, identity } = run;
  const me = identity.runningAs();
  const now = clock.now();
  for (const address of installersIn(memory)) {
    const { asked, ran } = memory.get("account", address);
    const last = Math.max(asked, ran);
    if (address === me || now - last < hourMs) continue;
    // One that waits for a confirmation is told of as such.
    const waits = !hasJoined(memory, address);
    if (waits && now - last > forgottenAfter) forgetAccount(memory, address);
    if (waits) continue;
    tellDesk(run, read, {
      notice: { id: "account-silent", account: address },
      about: `${address} ${last.toString(36)}`,
      to: recipientsOfRegisterNotice(run).filter((one) => one !== address),
      lines: [{ what: "installer-silent", from: address }],
    });
    if (now - last > forgottenAfter) forgetAccount(memory, address);
  }
}

// The triggers that the system needs. Each may exist only once for an account: two of one kind would fire twice (platform.md 1).

/** Minutes between clock runs. A report whose trigger was lost waits no longer than this. */
const clockMinutes = 5;

/**
 * Makes the edit triggers that this account lacks, and removes those of files that are no longer registers. `registerIds`: the files whose
 * edits are watched. Returns whether it made any.
 */
export function watchEdits(triggers: Triggers, registerIds: readonly string[]): boolean {
  const present = triggers.list().filter(({ kind }) => kind === "edit");
  for (const { id, source } of present) {
    if (!registerIds.includes(source ?? "")) triggers.remove(id);
  }
  const lacking = registerIds.filter((id) => !present.some(({ source }) => source === id));
  for (const id of lacking) triggers.createEdit("onRegisterEdit", id);
  return lacking.length > 0;
}

/**
 * Makes the trigger of this account's clock again, then deletes the one that is listed and does not fire. If there is no room for another
 * one, the listed one is deleted first. Throws what Google throws.
 */
export function remakeClock(triggers: Triggers): void {
  const old = triggers.list().filter(({ kind }) => kind === "clock");
  const removeOld = () => {
    for (const { id } of old.splice(0)) triggers.remove(id);
  };
  const make = () => triggers.createEveryMinutes("onClock", clockMinutes);
  orElse(make, (error) => {
    if (old.length === 0) throw error;
    removeOld();
    make();
  });
  removeOld();
}

/** The most triggers that Google lets one account have in one script (platform.md 1). */
const mostTriggers = 20;

/**
 * Makes each trigger of this account again, then deletes the old ones. Google may list a trigger that does not fire, but it does fire those
 * that a person makes (platform.md 13). If making one fails, the old ones stay. If the new ones would not fit beside the old ones, old ones
 * that are not needed are deleted first: duplicates, and those of files that are no longer registers. `registerIds`: the files whose edits
 * are watched. Throws what Google throws.
 */
export function remakeTriggers(triggers: Triggers, registerIds: readonly string[]): void {
  const old = triggers.list();
  const isFirst = (one: TriggerDescription, at: number) =>
    old.findIndex(({ kind, source }) => kind === one.kind && source === one.source) === at;
  const isNeeded = ({ source, kind }: TriggerDescription) =>
    kind !== "edit" || registerIds.includes(source ?? "");
  const spare = old.filter((one, at) => !isFirst(one, at) || !isNeeded(one));
  // Three new ones for reports, the clock and the clock's first run, and one for each register.
  const tooMany = old.length + 3 + registerIds.length - mostTriggers;
  const gone = spare.slice(0, Math.max(0, tooMany));
  for (const { id } of gone) triggers.remove(id);
  const left = old.filter((one) => !gone.includes(one));
  const made: Pick<TriggerDescription, "kind" | "source">[] = [];
  /** Makes a trigger. Where there is no room beside the old ones, one that was replaced, or that this one replaces, is deleted first. */
  const make = (kind: TriggerDescription["kind"], source: string | null, create: () => void) => {
    made.push({ kind, source });
    const isReplaced = (old: TriggerDescription) =>
      made.some(
        (one) => one.kind === old.kind && (old.kind !== "edit" || one.source === old.source),
      );
    const isFull = left.length + made.length > mostTriggers;
    const at = left.findIndex(isReplaced);
    for (const { id } of isFull && at >= 0 ? left.splice(at, 1) : []) triggers.remove(id);
    create();
  };
  make("form-submit", null, () => triggers.createFormSubmit("onFormSubmit"));
  for (const id of registerIds) make("edit", id, () => triggers.createEdit("onRegisterEdit", id));
  make("clock", null, () => triggers.createEveryMinutes("onClock", clockMinutes));
  // A single run a minute ahead: it proves that this account can list the Form's responses (design 2.15).
  make("clock", null, () => triggers.createAfter("onClock", minuteMs));
  for (const { id } of left) triggers.remove(id);
}
