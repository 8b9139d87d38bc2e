/** What happens to an account, past the product (design 6: `account`): it is suspended, or loses a trigger or a scope. */
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

function revoke(workspace: LocalWorkspace, asked: LooseArgument): void {
  const owner = ownerIn(workspace, asked);
  const bare = typeof asked.bare === "string" ? asked.bare : undefined;
  const scope = (asked.text("scope", "name") ?? bare ?? "").replace(scopePrefix, "");
  asked.finish();
  if (!workspace.scopes.includes(scope)) asked.refuse(`the script asks for no scope "${scope}"`);
  workspace.revokeScope(owner, scope);
}

function suspend(workspace: LocalWorkspace, asked: LooseArgument): void {
  const bare = typeof asked.bare === "string" ? addressOf(asked.bare) : undefined;
  const who = asked.text(...owners);
  asked.finish();
  workspace.suspendAccount(who === undefined ? (bare ?? installer(workspace)) : addressOf(who));
}

/**
 * Plays one of `suspend` (whom), `removeTrigger` (a function, a kind such as "clock", or "all") and `revokeScope` (its short or
 * long name), each bare or as an object with the account as `of`. The account is the installer's where it is left out.
 */
export function playAccount(
  workspace: LocalWorkspace,
  { name, argument, beside }: AccountAct,
): void {
  const asked = new LooseArgument(name, argument, beside);
  if (name === "suspend") suspend(workspace, asked);
  else if (name === "removeTrigger") removeTriggers(workspace, asked);
  else revoke(workspace, asked);
}
