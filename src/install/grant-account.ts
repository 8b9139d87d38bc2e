/**
 * Lets further accounts run the desk, and decides which account's clock run does the work. Only an account that already writes the
 * registers can let another in (platform.md 1; sheets-api.md 4).
 */

import { alignProtections } from "../access/protection-editors";
import { recipientsOfAccessNotice, silentAccountNotice } from "../access/register-access";
import {
  hasAnotherJustRun,
  mayRunDesk,
  otherAccountsAtWork,
  type Right,
  readInstallers,
  runsWithin,
  runsWithinOfSeveral,
} from "../access/running-accounts";
import { loadContents, syncEditorsWithContacts } from "../access/sync-editors";
import { changesForTriggersMadeByClock, type Dead } from "../access/trigger-health";
import { ensureTriggers } from "../access/triggers";
import { orElse } from "../attempt";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import type { Directory } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { AppError } from "../errors";
import { tellOnce } from "../letters/outbox/deliver-messages";
import { underLock } from "../lock";
import { mayWriteAll } from "../register/layout/protections";
import { type HourlyRead, registerNamed } from "../register/register";
import {
  type ReportRegister,
  readRegisterIds,
  reportRegisterIds,
  reportRegisters,
} from "../register/register-ids";
import { lookAt, type Run } from "../run";
import { hourMs } from "../time";

/** Stores what an account may do. The order of the accounts stays. */
export function recordAccountRight({ memory }: Run, address: string, right: Right): void {
  memory.set("installers", { ...memory.get("installers"), [address]: right });
}

/** Whether this account may open these registers and write all that the script writes. One call for each. */
export function mayWriteRegisters(
  { spreadsheets, memory }: Run,
  names: readonly ReportRegister[],
): boolean {
  const ids = readRegisterIds(memory);
  const look = () =>
    names.every((name) => {
      const id = ids[name];
      return id === undefined || mayWriteAll(spreadsheets.structure(id));
    });
  return orElse(look, (error) => {
    if (error instanceof AppError && error.code === "no-access") return false;
    throw error;
  });
}

/**
 * Finishes an account's set-up in its own clock run: makes the triggers that it lacks. Google may not let such triggers fire; Set up makes
 * them again.
 */
export function finishSetUp(run: Run): void {
  const { memory, identity, triggers } = run;
  const me = identity.runningAs();
  const made = ensureTriggers(triggers, Object.values(reportRegisterIds(memory)));
  if (made.includes("onRegisterEdit"))
    memory.setAll({}, { firing: changesForTriggersMadeByClock(memory, me) });
  recordAccountRight(run, me, "ready");
}

/** Addresses of the accounts that ask to be let in; with `again` also those that could not be let in so far. */
export function accountsThatAsk(
  { memory }: Run,
  { again }: { readonly again: boolean },
): readonly string[] {
  return [...readInstallers(memory)].flatMap(([address, right]) =>
    right === "asking" || (again && right === "waiting") ? [address] : [],
  );
}

/**
 * Lets accounts in, and tells leads and admins. An account that Google does not let in (only the owner of a file can share it) waits, and
 * people read what to do by hand; so does an account whose holder Contacts names as lead or contact. Takes the lock: must not be called
 * under it.
 */
export function grantAccounts(run: Run, who: readonly string[], directory: Directory): void {
  const { access, memory, spreadsheets } = run;
  const ids = reportRegisterIds(memory);
  // Stored first: where letting in fails, it is tried again within the hour and not by every run.
  for (const address of who) recordAccountRight(run, address, "waiting");
  const inside = new Set(who.filter((address) => mayRunDesk(directory, address)));
  if (inside.size === 0) return;
  for (const name of reportRegisters) {
    syncEditorsWithContacts(run, name, directory);
    const held = loadContents(run, name);
    alignProtections(run, name, spreadsheets.structure(ids[name]), { directory, held });
    const editors = access.editors(ids[name]);
    for (const address of inside) if (!editors.includes(address)) inside.delete(address);
  }
  for (const address of inside) {
    recordAccountRight(run, address, "granted");
    // From now on the account is missed where its clock does not come.
    memory.set("clockRun", run.clock.now(), address);
  }
}

// Which account's clock run does the work, where several run the desk: one at a time, and another as soon as that one falls silent.

/**
 * Lets an account that may write do all the work from now on. False where it may not write, where Contacts names its holder, or where
 * another run holds the lock.
 */
function promoted(run: Run): boolean {
  const { clock, identity } = run;
  if (!mayWriteRegisters(run, reportRegisters)) return false;
  const main = registerNamed(run, "main");
  const directory = directoryIn(main.load(directoryRequests), clock);
  // Let in by hand, or the owner by now: it runs the desk, but only if Contacts does not name its holder.
  if (roleOfAccount(directory, identity.runningAs()) !== null) return false;
  return underLock(run, { lockWait: "clock" }, () => finishSetUp(run)) !== null;
}

/**
 * Whether the clock run of this account does the work: accounts have no roles, so it does unless another one's has just come. Also true where Google does not say whose run it is. No call for an account that is
 * at work. Throws "no-access" for an account that may not write while no other is at work.
 */
export function isAccountAtWork(run: Run): boolean {
  const { memory, clock, identity } = run;
  const me = identity.runningAs();
  if (me === "") return true;
  const now = clock.now();
  const all = readInstallers(memory);
  const right = all.get(me);
  const stepBack = () => {
    memory.set("clockRun", now, me);
    return false;
  };
  if (right === "ready") return !hasAnotherJustRun(memory, me, now) || stepBack();
  // Once the others have seen that this account is on the list, they mark every run.
  const isNew = right === undefined || right === "asking";
  const within = isNew ? runsWithin : runsWithinOfSeveral;
  const isAlone = otherAccountsAtWork(memory, me, now, within).length === 0;
  if (right === undefined) recordAccountRight(run, me, "asking");
  // An account that was let in by hand, or became the owner, finds out within the hour; at once where no account is at work.
  const isFirstOfHour =
    Math.floor(memory.get("clockRun", me) / hourMs) !== Math.floor(now / hourMs);
  if (isAlone || right === "granted" || isFirstOfHour) {
    if (promoted(run)) return isAlone ? true : stepBack();
    if (isAlone) throw new AppError("no-access");
  }
  return stepBack();
}

function mayWork(right: Right): boolean {
  return right === "ready" || right === "granted";
}

/**
 * Tells leads and admins of triggers that do not fire, of each once, until it has fired or was made again. What it reads, throws and sends
 * is as in `tellOfSilentAccounts`.
 */
export function tellOfDeadTriggers(
  run: Run,
  read: HourlyRead,
  directory: Directory,
  dead: readonly Dead[],
): void {
  const { clock, identity } = run;
  for (const { account, kind, since } of dead) {
    const id = `firing ${kind} ${account} ${since.toString(36)}`;
    tellOnce(lookAt(run, { directory }), read, id, () => {
      const to = recipientsOfAccessNotice(directory, identity.runningAs());
      return silentAccountNotice({ id, at: clock.now(), to }, account, kind);
    });
  }
}

// Accounts that used to run the desk and fell silent: leads and admins are told once; after a while the account is taken off the list.

/**
 * After so many milliseconds of silence an account is taken off the list. An account whose holder was on holiday stays; Set up brings back
 * one that was taken off.
 */
const forgottenAfter = 14 * 24 * hourMs;

/**
 * Tells leads and admins of accounts that fell silent, and drops an account after two weeks of silence. `read` includes the Outbox. No call
 * where no account is silent. Throws what Google throws. Takes no lock.
 */
export function tellOfSilentAccounts(run: Run, read: HourlyRead, directory: Directory): void {
  const { memory, clock, identity } = run;
  const me = identity.runningAs();
  const now = clock.now();
  const kept = new Map(readInstallers(memory));
  for (const [address, right] of kept) {
    const last = memory.get("clockRun", address);
    if (address === me || !mayWork(right) || last === 0 || now - last < hourMs) continue;
    const id = `silent ${address} ${last.toString(36)}`;
    tellOnce(lookAt(run, { directory }), read, id, () => {
      const to = recipientsOfAccessNotice(directory, me).filter((one) => one !== address);
      return silentAccountNotice({ id, at: now, to }, address);
    });
    if (now - last > forgottenAfter) kept.delete(address);
  }
  memory.set("installers", Object.fromEntries(kept));
}
