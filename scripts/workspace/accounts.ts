/** The people (accounts) of the Workspace and what each has granted the script. */
import type { Account, Store } from "./service";

interface KnownAccount extends Account {
  /** Short names of scopes that this account took back. */
  revokedScopes: string[];
}

interface AccountsSlice {
  accounts: Record<string, KnownAccount>;
}

const slice = (store: Store): AccountsSlice =>
  store.slice<AccountsSlice>("accounts", () => ({ accounts: {} }));

/** The account of an address, made on first mention. An account grants every scope of the manifest until it takes one back. */
export function account(store: Store, address: string): KnownAccount {
  const { accounts } = slice(store);
  const key = address.toLowerCase();
  accounts[key] ??= { address: key, suspended: false, revokedScopes: [] };
  return accounts[key];
}

export function grantedScopes(
  store: Store,
  address: string,
  manifestScopes: readonly string[],
): readonly string[] {
  const { revokedScopes } = account(store, address);
  return manifestScopes.filter((scope) => !revokedScopes.includes(scope));
}
