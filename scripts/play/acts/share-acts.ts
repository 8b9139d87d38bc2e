/** A person shares a register or the Form (design 6: `share`) without using the product. */

import {
  advancedServiceNames,
  type InstalledTrigger,
  installedTriggers,
  type LocalWorkspace,
  removeTrigger,
} from "../../workspace";
import { addPerson, removePerson, setLinkSharing } from "../../workspace/drive/person";
import type { DriveFile } from "../../workspace/service";
import { setMailAllowance } from "../../workspace/services/mail";
import { addresses, addressOf } from "../directory";
import { type Json, LooseArgument } from "../loose-argument";
import { registerIds } from "../register-cells";
import type { AccountAct, ShareAct } from "../scenario";

function fileOf(workspace: LocalWorkspace, asked: LooseArgument): string {
  const name = asked.text("file", "register") ?? "main";
  if (name === "form") return workspace.containerId;
  const register = [...registerIds(workspace.store)].find(([one]) => one === name);
  return register !== undefined ? register[1] : asked.refuse(`there is no file ${name}`);
}

/** The address of a person whom the argument names. */
function named(asked: LooseArgument, who: string): string {
  const address = addressOf(who);
  return address.includes("@")
    ? address
    : asked.refuse(`"${who}" is neither a name nor an address`);
}

function addressIn(asked: LooseArgument): string {
  const who = asked.text("who", "address", "email", "person", "to") ?? asked.bareText;
  return who === undefined ? asked.refuse("it names nobody") : named(asked, who);
}

const links: Readonly<Record<string, DriveFile["linkSharing"]>> = {
  anyone: "anyone",
  public: "anyone",
  on: "anyone",
  true: "anyone",
  domain: "domain",
  none: "none",
  off: "none",
  restricted: "none",
  false: "none",
};

function linkIn(asked: LooseArgument): DriveFile["linkSharing"] {
  const to = asked.member("to", "access", "who", "link") ?? asked.bare;
  const link = Object.entries(links).find(([name]) => name === String(to).toLowerCase())?.[1];
  return link ?? asked.refuse(`${JSON.stringify(to)} is none of anyone, domain, none`);
}

/**
 * Plays one of `add` and `remove` (an address or a name such as "stranger", or `{ who, file?, role? }`) and `link` ("anyone",
 * "domain" or "none", or `{ to, file? }`). `file` is main, sealed, sealed-lead, sealed-alternate or form; main if it is left out.
 */
export function playShare(
  workspace: LocalWorkspace,
  { name, argument, beside }: ShareAct,
  as: string,
): void {
  const { store } = workspace;
  const asked = new LooseArgument(`share ${name}`, argument, beside);
  const file = fileOf(workspace, asked);
  const outcome = ((): ReturnType<typeof setLinkSharing> => {
    if (name === "link") {
      const to = linkIn(asked);
      asked.finish();
      return setLinkSharing(store, file, to, as);
    }
    const address = addressIn(asked);
    const role = asked.text("role") ?? "editor";
    asked.finish();
    if (name === "remove") return removePerson(store, file, address, as);
    const isViewer = ["viewer", "reader"].includes(role);
    if (!isViewer && !["editor", "writer"].includes(role)) return asked.refuse(`no role ${role}`);
    return addPerson(
      store,
      file,
      { address, role: isViewer ? "viewer" : "editor" },
      as,
      workspace.assume,
    );
  })();
  if ("refused" in outcome) asked.refuse(outcome.refused);
}

/** The account whose triggers run the product. If no triggers are left, the admin who set it up. */
function installer(workspace: LocalWorkspace): string {
  return installedTriggers(workspace.store)[0]?.owner ?? addresses.admin;
}

const owners = ["of", "who", "account", "address", "email"] as const;

function ownerIn(workspace: LocalWorkspace, asked: LooseArgument): string {
  const who = asked.text(...owners);
  return who === undefined ? installer(workspace) : named(asked, who);
}

function isMeant(trigger: InstalledTrigger, asked: Json): boolean {
  if (asked === true || asked === "all") return true;
  return trigger.function === asked || trigger.kind === asked;
}

const scopePrefix = "https://www.googleapis.com/auth/";

function triggersIn(workspace: LocalWorkspace, asked: LooseArgument): readonly InstalledTrigger[] {
  const owner = ownerIn(workspace, asked);
  const name = asked.member("function", "name", "handler", "trigger", "kind") ?? asked.bare;
  asked.finish();
  const meant = installedTriggers(workspace.store).filter(
    (trigger) => trigger.owner === owner && isMeant(trigger, name),
  );
  if (meant.length === 0) asked.refuse(`${owner} has no trigger ${JSON.stringify(name)}`);
  return meant;
}

function scopeIn(workspace: LocalWorkspace, asked: LooseArgument): { of: string; scope: string } {
  const of = ownerIn(workspace, asked);
  const scope = (asked.text("scope", "name") ?? asked.bareText ?? "").replace(scopePrefix, "");
  asked.finish();
  if (!workspace.scopes.includes(scope)) asked.refuse(`the script asks for no scope "${scope}"`);
  return { of, scope };
}

function accountIn(workspace: LocalWorkspace, asked: LooseArgument): string {
  const who = asked.text(...owners) ?? asked.bareText;
  asked.finish();
  return who === undefined ? installer(workspace) : named(asked, who);
}

function switchServiceIn(workspace: LocalWorkspace, asked: LooseArgument, isOn: boolean): void {
  const said = asked.text("service", "name") ?? asked.bareText ?? "";
  asked.text(...owners);
  asked.finish();
  const name = advancedServiceNames.find((one) => new RegExp(one, "i").test(said));
  if (name === undefined) asked.refuse(`no advanced service is called "${said}"`);
  else workspace.switchService(name, isOn);
}

function transfer(workspace: LocalWorkspace, asked: LooseArgument): void {
  const from = ownerIn(workspace, asked);
  const to = asked.text("to") ?? asked.bareText;
  asked.finish();
  if (to === undefined) asked.refuse("it says nobody who gets the files");
  else workspace.transferFiles(from, named(asked, to));
}

function makeGroup(workspace: LocalWorkspace, asked: LooseArgument): void {
  const group = asked.text("group", ...owners) ?? asked.bareText;
  const members = asked.member("members") ?? [];
  asked.finish();
  if (group === undefined) asked.refuse("it says no address of a group");
  else if (!Array.isArray(members)) asked.refuse("members is no list");
  else
    workspace.makeGroup(
      group,
      members.map((one) => named(asked, String(one))),
    );
}

/** A private account can send to 100 people a day. */
function limitMail(workspace: LocalWorkspace, asked: LooseArgument): void {
  const recipients = typeof asked.bare === "number" ? asked.bare : Number.NaN;
  asked.finish();
  if (!(recipients >= 0)) asked.refuse("it says no number of mails");
  setMailAllowance(workspace.store, installer(workspace), recipients);
}

/**
 * Plays what happens to an account, a trigger, a permission or a service.
 * - `suspend` and `delete` (an account), undone by `restore` and `create`
 * - `mailQuota` (how many emails a day)
 * - `removeTrigger` and `switchOffTrigger` (a function, a kind such as "clock", or "all"); a trigger that is switched off is listed but
 * never fires
 * - `revokeScope` (short or long name), undone by `grantScope`
 * - `transferFiles` (from whom, to whom) and `makeGroup` (`{ of, members }`), which a Workspace administrator does
 * - `addService` and `turnOffService` ("Sheets" or "Drive")
 * Each argument is bare, or an object with the account as `of`. By default the account is the installer's.
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
  else if (name === "removeTrigger") {
    for (const { id } of triggersIn(workspace, asked)) removeTrigger(workspace.store, id);
  } else if (name === "switchOffTrigger") {
    for (const trigger of triggersIn(workspace, asked)) trigger.isOff = true;
  } else if (name === "transferFiles") transfer(workspace, asked);
  else if (name === "makeGroup") makeGroup(workspace, asked);
  else if (name === "mailQuota") limitMail(workspace, asked);
  else if (name === "addService") switchServiceIn(workspace, asked, true);
  else if (name === "turnOffService") switchServiceIn(workspace, asked, false);
  else {
    const { of, scope } = scopeIn(workspace, asked);
    if (name === "revokeScope") workspace.revokeScope(of, scope);
    else workspace.grantScope(of, scope);
  }
}
