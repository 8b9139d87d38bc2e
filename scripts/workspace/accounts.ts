/** The accounts of the Workspace (people and groups), and the scopes that each has taken back from the script. */
import { type Account, driveSlice, type Store, takeOut } from "./service";
import { installedTriggers, removeTrigger } from "./services/script/store";

/**
 * Deletes an account with its triggers, and takes it off the lists of editors and viewers of all files (unless `assume.deletedEditors` is
 * "listed"). The files it owned stay, with the deleted account as their owner.
 */
export function deleteAccount(
  store: Store,
  address: string,
  assume: Readonly<Record<string, string>>,
): void {
  const { address: gone } = Object.assign(account(store, address), { exists: false });
  for (const { id, owner } of installedTriggers(store)) {
    if (owner === gone) removeTrigger(store, id);
  }
  if (assume["deletedEditors"] === "listed") return;
  for (const file of Object.values(driveSlice(store).files)) takeOut(file, gone);
}

/** Makes `to` the owner of all files that `from` owned. The former owner stays an editor of each. */
export function transferFiles(store: Store, from: string, to: string): void {
  const owner = to.toLowerCase();
  for (const file of Object.values(driveSlice(store).files)) {
    if (file.owner !== from.toLowerCase()) continue;
    takeOut(file, owner);
    file.editors.push(file.owner);
    file.owner = owner;
  }
}

interface KnownAccount extends Account {
  /** False after the account was deleted, or where a test or scenario says that there is none. */
  exists: boolean;
  /** True if the address is a group's. */
  isGroup?: boolean;
  /** Only of a group: its members' addresses, in lower case. They count when a person acts; no Google service that we model lists them. */
  members?: readonly string[];
  /** Short names of the scopes (e.g. "spreadsheets") that this account no longer grants. */
  revokedScopes: string[];
}

interface AccountsSlice {
  accounts: Record<string, KnownAccount>;
}

const slice = (store: Store): AccountsSlice =>
  store.slice<AccountsSlice>("accounts", () => ({ accounts: {} }));

/**
 * The account of an address, in whatever case. An unknown address gets a new account that grants every scope, so a test only has to mention
 * the accounts that are deleted, suspended or have taken scopes back.
 */
export function account(store: Store, address: string): KnownAccount {
  const { accounts } = slice(store);
  const key = address.toLowerCase();
  accounts[key] ??= { address: key, suspended: false, exists: true, revokedScopes: [] };
  return accounts[key];
}

/** Whether an address is a member of a group. False if `group` is no group. */
export function isMember(store: Store, group: string, address: string): boolean {
  return account(store, group).members?.includes(address.toLowerCase()) === true;
}

/** Why this account cannot act (deleted or suspended), in words; null if it can. */
export function outOfUse(store: Store, address: string): string | null {
  const known = account(store, address);
  if (!known.exists) return `there is no account ${known.address}`;
  return known.suspended ? `the account ${known.address} is suspended` : null;
}

/** The scopes of the manifest that the account grants (short names). */
export function grantedScopes(
  store: Store,
  address: string,
  manifestScopes: readonly string[],
): readonly string[] {
  const { revokedScopes } = account(store, address);
  return manifestScopes.filter((scope) => !revokedScopes.includes(scope));
}
