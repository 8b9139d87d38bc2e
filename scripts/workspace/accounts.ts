/** The people (accounts) of the Workspace and what each has granted the script. */
import { type Account, driveSlice, type Store, takeOut } from "./service";
import { installedTriggers, removeTrigger } from "./services/script/store";

/** Its triggers are gone; its names in files too, unless `assume.deletedEditors` is "listed". What it owned stays where it is. */
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

/** Another account owns all that one owned; who owned it may still edit it. */
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
  /** False: no such account, or one that was deleted. */
  exists: boolean;
  /** The address of a group, which people are in. */
  isGroup?: boolean;
  /** Of a group: addresses (lower case) of who is in it. Only what a person may do goes by it; no service tells. */
  members?: readonly string[];
  /** Short names of scopes that this account took back. */
  revokedScopes: string[];
}

interface AccountsSlice {
  accounts: Record<string, KnownAccount>;
}

const slice = (store: Store): AccountsSlice =>
  store.slice<AccountsSlice>("accounts", () => ({ accounts: {} }));

/** The account of an address. Every address has one unless a test or scenario deleted it, and grants every scope until it takes one back. */
export function account(store: Store, address: string): KnownAccount {
  const { accounts } = slice(store);
  const key = address.toLowerCase();
  accounts[key] ??= { address: key, suspended: false, exists: true, revokedScopes: [] };
  return accounts[key];
}

/** Whether someone is in the group of that address. False for an address of no group. */
export function isMember(store: Store, group: string, address: string): boolean {
  return account(store, group).members?.includes(address.toLowerCase()) === true;
}

/** Why this account cannot act (deleted or suspended), in words; null if it can. */
export function outOfUse(store: Store, address: string): string | null {
  const known = account(store, address);
  if (!known.exists) return `there is no account ${known.address}`;
  return known.suspended ? `the account ${known.address} is suspended` : null;
}

export function grantedScopes(
  store: Store,
  address: string,
  manifestScopes: readonly string[],
): readonly string[] {
  const { revokedScopes } = account(store, address);
  return manifestScopes.filter((scope) => !revokedScopes.includes(scope));
}
