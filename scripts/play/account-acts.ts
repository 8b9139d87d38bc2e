/** What happens to an account, past the product (design 6: `account`): it is suspended or deleted, or loses a trigger or a scope. */
import {
  type InstalledTrigger,
  installedTriggers,
  type LocalWorkspace,
  removeTrigger,
} from "../workspace/index";
import { addresses, addressOf } from "./directory";
import { type Json, LooseArgument } from "./loose-argument";
import type { AccountAct } from "./scenario";

/** Whose triggers run the product; the admin who set it up where there are none any more. */
function installer(workspace: LocalWorkspace): string {
  return installedTriggers(workspace.store)[0]?.owner ?? addresses.admin;
}

const owners = ["of", "who", "account", "address", "email"] as const;

function ownerIn(workspace: LocalWorkspace, asked: LooseArgument): string {
  const who = asked.text(...owners);
  return who === undefined ? installer(workspace) : addressOf(who);
}

function isMeant(trigger: InstalledTrigger, asked: Json): boolean {
  if (asked === true || asked === "all") return true;
  return trigger.function === asked || trigger.kind === asked;
}

const scopePrefix = "https://www.googleapis.com/auth/";

function removeTriggers(workspace: LocalWorkspace, asked: LooseArgument): void {
  const owner = ownerIn(workspace, asked);
  const name = asked.member("function", "name", "handler", "trigger", "kind") ?? asked.bare;
  asked.finish();
  const meant = installedTriggers(workspace.store).filter(
    (trigger) => trigger.owner === owner && isMeant(trigger, name),
  );
  if (meant.length === 0) asked.refuse(`${owner} has no trigger ${JSON.stringify(name)}`);
  for (const { id } of meant) removeTrigger(workspace.store, id);
}

function scopeIn(workspace: LocalWorkspace, asked: LooseArgument): { of: string; scope: string } {
  const of = ownerIn(workspace, asked);
  const bare = typeof asked.bare === "string" ? asked.bare : undefined;
  const scope = (asked.text("scope", "name") ?? bare ?? "").replace(scopePrefix, "");
  asked.finish();
  if (!workspace.scopes.includes(scope)) asked.refuse(`the script asks for no scope "${scope}"`);
  return { of, scope };
}

function accountIn(workspace: LocalWorkspace, asked: LooseArgument): string {
  const bare = typeof asked.bare === "string" ? addressOf(asked.bare) : undefined;
  const who = asked.text(...owners);
  asked.finish();
  return who === undefined ? (bare ?? installer(workspace)) : addressOf(who);
}

function transfer(workspace: LocalWorkspace, asked: LooseArgument): void {
  const from = ownerIn(workspace, asked);
  const bare = typeof asked.bare === "string" ? asked.bare : undefined;
  const to = asked.text("to") ?? bare;
  asked.finish();
  if (to === undefined) asked.refuse("it says nobody who gets the files");
  else workspace.transferFiles(from, addressOf(to));
}

/**
 * Plays one of `suspend` and `delete` (whom), `removeTrigger` (a function, a kind such as "clock", or "all") and `revokeScope` (its short or
 * long name), and of what undoes
 * them: `restore`, `create`, `grantScope`, and `transferFiles` (of whom, to whom), which a Workspace administrator does. Each bare or as an object with the account as `of`. The account is the installer's where it is left out.
 */
export function playAccount(
  workspace: LocalWorkspace,
  { name, argument, beside }: AccountAct,
): void {
  const asked = new LooseArgument(name, argument, beside);
  if (name === "delete") workspace.deleteAccount(accountIn(workspace, asked));
  else if (name === "create") workspace.createAccount(accountIn(workspace, asked));
  else if (name === "suspend") workspace.suspendAccount(accountIn(workspace, asked));
  else if (name === "restore") workspace.restoreAccount(accountIn(workspace, asked));
  else if (name === "removeTrigger") removeTriggers(workspace, asked);
  else if (name === "transferFiles") transfer(workspace, asked);
  else {
    const { of, scope } = scopeIn(workspace, asked);
    if (name === "revokeScope") workspace.revokeScope(of, scope);
    else workspace.grantScope(of, scope);
  }
}
