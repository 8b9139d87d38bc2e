/**
 * Who waits for a confirmation by someone else (design 2.11): new leads and alternate leads, before they read a sealed register, and
 * accounts that ask to run the system. What counts as a confirmation is in district/directory/confirmations.ts.
 */

import {
  afterLook,
  type ContactsEdit,
  noneConfirmed,
  refusalToConfirm,
  withConfirmed,
} from "../district/directory/confirmations";
import { directoryIn } from "../district/directory/read-directory";
import { type Directory, isLeadRole } from "../district-directory";
import { union } from "../lists";
import { changeMemory } from "../lock";
import type { Update } from "../register/change";
import { tabOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { registerId } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import { contentsNow } from "../sealed/remember-who-is-kept-out";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { hourMs } from "../time";
import { wakeClock } from "../wake-the-clock";
import {
  hasJoined,
  isAdminAtPage,
  isAdminOnly,
  mayRunDesk,
  otherAccountsAtWork,
} from "./accounts-at-work";
import { tellLeads } from "./who-may-open";

/** Accounts that chose Set up and do not run the system, because no one has confirmed them or it was found that they may not. */
export function accountsThatWait({ memory }: Run): readonly string[] {
  return installersIn(memory).filter((one) => !hasJoined(memory, one));
}

/** Everyone who waits for a confirmation. */
export function whoWaits(run: Run, directory: Directory): readonly string[] {
  return union([...directory.unconfirmed], accountsThatWait(run));
}

/** What to keep after a look at Contacts, and the zero-based rows whose tick is removed. */
function newConfirmations(run: Run, { snapshot }: HourlyRead, edit: ContactsEdit | null) {
  const { memory, clock } = run;
  const before = memory.get("confirmations");
  const directory = directoryIn(snapshot, run);
  const found = afterLook(before, directory, edit, edit === null ? run.now : clock.now());
  const waits = accountsThatWait(run);
  const by = edit?.who ?? "";
  const ticked = found.ticked.filter((one) => waits.includes(one));
  const accounts = {
    ...found.kept.accounts,
    ...Object.fromEntries(ticked.map((one) => [one, { by, isFound: false }])),
  };
  const kept = { ...found.kept, accounts };
  return {
    kept,
    isNews: found.untick.length > 0 || JSON.stringify(kept) !== JSON.stringify(before),
    isTicked: found.ticked.length > 0,
    rows: directory.people.flatMap(({ email, row }) =>
      found.untick.includes(email) ? [row - 1] : [],
    ),
  };
}

/**
 * Keeps who is new in Contacts and who may have typed it, and takes in what a lead's tick confirms. A tick that does not count is removed.
 * `edit`: what an event told; null for any other look. Must be called under the lock. No call if nothing is new.
 */
export function keepConfirmations(run: Run, read: HourlyRead, edit: ContactsEdit | null): void {
  const { memory } = run;
  if (!newConfirmations(run, read, edit).isNews) return;
  memory.again();
  const { kept, isTicked, rows } = newConfirmations(run, read, edit);
  memory.set("confirmations", kept);
  if (isTicked) lookSoon(run);
  if (rows.length === 0) return;
  setTicks(read, rows, { mayOpen: false });
}

/** Ticks or unticks May open in these rows (zero-based) of Contacts. One call. */
function setTicks(
  { register, snapshot }: HourlyRead,
  rows: readonly number[],
  values: { readonly mayOpen: boolean },
): void {
  const { rows: keyed, keyless } = tabOf(snapshot, "contacts");
  const update = [...keyed, ...keyless].flatMap(({ index, key }): readonly Update[] =>
    rows.includes(index) ? [{ tab: "contacts", key, row: index, values }] : [],
  );
  register.commit({ ...noChange, update }, snapshot);
}

/** The clock's part of it. Returns "busy" if something is new and another run holds the lock. */
export function seeWhoWaits(run: Run, read: HourlyRead): "done" | "busy" {
  const accounts = Object.values(run.memory.get("confirmations")?.accounts ?? {});
  if (accounts.every(({ isFound }) => isFound) && !newConfirmations(run, read, null).isNews)
    return "done";
  const done = changeMemory(run, "clock", () => {
    keepConfirmations(run, read, null);
    findAccounts(run);
  });
  return done === null ? "busy" : "done";
}

/** Makes all steps of the clock due, since they let people and accounts in. */
function lookSoon(run: Run): void {
  run.memory.set("clock", { steps: {} });
  wakeClock(run, run.clock.now());
}

/** Whether a sealed register keeps this account out. One read for each. Throws what Google throws. */
function isKeptOut(run: Run, account: string): boolean {
  return sealedRegisters.some((name) => contentsNow(run, name).excluded.has(account));
}

/** Whether an account may run the system, by Contacts and by what the sealed registers hold. Throws what Google throws. */
function isFit(run: Run, directory: Directory, account: string): boolean {
  return (
    mayRunDesk(directory, account) && isAdminOnly(directory, account) && !isKeptOut(run, account)
  );
}

/**
 * Decides about accounts that were confirmed and not found fit yet. One that may not run the system goes on waiting, like one that no one
 * has confirmed: a page that said more would tell of a report. Must be called under the lock.
 */
function findAccounts(run: Run): void {
  const { memory, directory } = run;
  const kept = memory.get("confirmations");
  const asked = Object.entries(kept?.accounts ?? {}).filter(([, { isFound }]) => !isFound);
  if (kept === null || asked.length === 0) return;
  const accounts = { ...kept.accounts };
  for (const [account, one] of asked) {
    if (isFit(run, directory, account)) accounts[account] = { ...one, isFound: true };
    else delete accounts[account];
  }
  memory.set("confirmations", { ...kept, accounts });
}

/**
 * Lets this account join by itself where no other account has run for an hour and Google already lets it write the registers, such as after
 * its files were transferred. A lead's tick beside it in Contacts is enough. Returns whether it may.
 */
export function joinsAlone(run: Run, directory: Directory): boolean {
  const { memory, identity, clock } = run;
  const me = identity.runningAs();
  if (otherAccountsAtWork(memory, me, clock.now(), hourMs).length > 0) return false;
  const isTicked = directory.people.some(({ email, mayOpen }) => email === me && mayOpen);
  if (!isTicked || !isFit(run, directory, me)) return false;
  const kept = memory.get("confirmations") ?? noneConfirmed;
  const accounts = { ...kept.accounts, [me]: { by: "", isFound: true } };
  memory.set("confirmations", { ...kept, accounts });
  return true;
}

/**
 * Accounts that run the system although Contacts does not name them as district admin alone. Leaves out the owner of the main register,
 * who did the first set-up. At most one call.
 */
export function accountsThatJoinedOtherwise({ memory, access }: Run, directory: Directory) {
  const others = installersIn(memory).filter(
    (one) => hasJoined(memory, one) && !isAdminOnly(directory, one),
  );
  if (others.length === 0) return [];
  const owner = access.owner(registerId(memory, "main"));
  return others.filter((one) => one !== owner);
}

/** Tells leads and admins each day who waits. */
export function tellWhoWaits(run: Run, read: HourlyRead): void {
  const who = whoWaits(run, run.directory);
  if (who.length === 0) return;
  tellLeads(run, read, { notice: { id: "confirmation-waits", who }, about: who.join(" ") });
}

/** Who asks for what, on the page. */
interface Asked {
  readonly directory: Directory;
  /** The account that owns the main register; null if it is not known. */
  readonly owner: string | null;
  readonly read: HourlyRead;
}

/**
 * Confirms one who waits, for the person at the page: an admin in Contacts, or an account that runs the system. Returns what to say. Must be
 * called under the lock.
 */
export function confirmOnPage(run: Run, { directory, owner, read }: Asked, address: string) {
  const { memory, identity } = run;
  const who = identity.runningAs();
  if (!isAdminAtPage(run, directory)) return "Only an admin can confirm someone here.";
  const isAccount = accountsThatWait(run).includes(address);
  if (!isAccount && !directory.unconfirmed.has(address)) return `${address} no longer waits.`;
  const kept = memory.get("confirmations") ?? noneConfirmed;
  const refusal = refusalToConfirm(kept, address, { who, isOwner: who === owner });
  if (refusal !== null) return `${address} was not confirmed. ${refusal}`;
  // The tick that was set with the address, and removed until now.
  const isTicked = kept.waiting[address]?.wasTicked === true;
  const people = directory.people.map((one) =>
    one.email === address && isLeadRole(one.role) && isTicked ? { ...one, mayOpen: true } : one,
  );
  const isLead = directory.unconfirmed.has(address);
  const next = isLead ? withConfirmed(kept, { ...directory, people }, address) : kept;
  const accounts = isAccount
    ? { ...next.accounts, [address]: { by: who, isFound: false } }
    : next.accounts;
  memory.set("confirmations", { ...next, accounts });
  lookSoon(run);
  const rows = people.flatMap((one, at) =>
    one.mayOpen && directory.people[at]?.mayOpen === false ? [one.row - 1] : [],
  );
  if (rows.length > 0) setTicks(read, rows, { mayOpen: true });
  return isAccount
    ? `${address} is confirmed. The clock lets it in within ten minutes. If it still waits after that, it is not possible today.`
    : `${address} is confirmed.`;
}
