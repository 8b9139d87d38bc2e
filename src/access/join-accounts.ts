/**
 * How an account joins those that run the system, and how people learn that one fell silent. An account that chose Set up stands on the list.
 * The hourly look of another one lets it into the registers, as it lets in people; if Google refuses that, since only the owner of a file can
 * share it, people read what to do by hand. The account's own clock run then makes its triggers: Google lets no account make triggers for
 * another, and only those who may edit a sheet's protections can let another in (platform.md 1; sheets-api.md 4).
 */

import { orElse } from "../attempt";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { roleOfAccount } from "../district/sealed-readers";
import { AppError } from "../errors";
import { tellDesk } from "../letters/outbox/deliver-messages";
import { underLock } from "../lock";
import { type RegisterName, registerNames } from "../ports";
import { mayWriteAll } from "../register/layout/protections";
import { type HourlyRead, registerNamed } from "../register/register";
import { readRegisterIds, reportRegisterIds } from "../register/register-kinds";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { hourMs } from "../time";
import { ensureTriggers } from "./needed-triggers";
import { recipientsOfAccessNotice } from "./register-access";
import { forgetAccount, isReady, otherAccountsAtWork } from "./running-accounts";
import { type Dead, madeByClock } from "./trigger-health";

/** Puts this account on the list. At most one call. */
export function listAccount({ memory, identity, clock }: Run): void {
  const me = identity.runningAs();
  if (memory.get("account", me).asked === 0) memory.set("account", { asked: clock.now() }, me);
}

/** Whether this account may open these registers, as far as they were made, and write all that the script writes. One call for each. */
export function mayWriteRegisters(
  { spreadsheets, memory }: Run,
  names: readonly RegisterName[] = registerNames,
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
 * Finishes this account's set-up in its own clock run: makes the triggers that it lacks. Google may not let such triggers fire; Set up makes
 * them again. False where the account is not let in, or Contacts names its holder. Where another run holds the lock, the next run does it.
 */
function finishSetUp(run: Run): boolean {
  const { memory, identity, triggers, clock } = run;
  const me = identity.runningAs();
  if (!mayWriteRegisters(run)) return false;
  const directory = directoryIn(registerNamed(run, "main").load(directoryRequests), clock);
  if (roleOfAccount(directory, me) !== null) return false;
  underLock(run, { lockWait: "clock" }, () => {
    const made = ensureTriggers(triggers, Object.values(reportRegisterIds(memory)));
    const isWatched = made.includes("onRegisterEdit");
    const firing = isWatched ? { [me]: madeByClock } : {};
    memory.setAll({}, { account: { [me]: { ran: clock.now() } }, firing });
  });
  return true;
}

/**
 * Whether a clock run of this account works: an account that is ready does, and one that was let in by now, whose set-up this run finishes.
 * Also true where Google does not say whose run it is. No call for an account that is ready. Throws "no-access" for one that is not let in
 * while no other is at work.
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

/**
 * Tells leads and admins of triggers that do not fire, until each has fired or was made again. What it reads, throws and sends
 * is as in `tellOfSilentAccounts`.
 */
export function tellOfDeadTriggers(run: Run, read: HourlyRead, dead: readonly Dead[]): void {
  const to = recipientsOfAccessNotice(run.directory, run.identity.runningAs());
  for (const { account, kind: trigger, since } of dead) {
    tellDesk(run, read, {
      notice: { id: "trigger-silent", account, trigger },
      about: `${trigger} ${account} ${since.toString(36)}`,
      to,
      lines: [{ what: "trigger-silent", from: account }],
    });
  }
}

/**
 * After so many milliseconds of silence an account is taken off the list. An account whose holder was on holiday stays; Set up brings back
 * one that was taken off.
 */
const forgottenAfter = 14 * 24 * hourMs;

/**
 * Tells leads and admins of accounts that fell silent or never began, and drops an account after two weeks of silence. `read` includes the Outbox. No call
 * where no account is silent. Throws what Google throws. Takes no lock.
 */
export function tellOfSilentAccounts(run: Run, read: HourlyRead): void {
  const { memory, clock, identity, directory } = run;
  const me = identity.runningAs();
  const now = clock.now();
  for (const address of installersIn(memory)) {
    const { asked, ran } = memory.get("account", address);
    const last = Math.max(asked, ran);
    if (address === me || now - last < hourMs) continue;
    tellDesk(run, read, {
      notice: { id: "account-silent", account: address },
      about: `${address} ${last.toString(36)}`,
      to: recipientsOfAccessNotice(directory, me).filter((one) => one !== address),
      lines: [{ what: "installer-silent", from: address }],
    });
    if (now - last > forgottenAfter) forgetAccount(memory, address);
  }
}
