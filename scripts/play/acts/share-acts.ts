/** A person shares a register or the Form (design 6: `share`), past the product. */
import { addPerson, removePerson, setLinkSharing } from "../../workspace/drive/person";
import type { LocalWorkspace } from "../../workspace/index";
import type { DriveFile } from "../../workspace/service";
import { addressOf } from "../directory";
import { LooseArgument } from "../loose-argument";
import { registerIds } from "../register-cells";
import type { ShareAct } from "../scenario";
import { scenarioRegisters } from "./find-row";

function fileOf(workspace: LocalWorkspace, asked: LooseArgument): string {
  const name = asked.text("file", "register") ?? "main";
  if (name === "form") return workspace.containerId;
  const known = scenarioRegisters.some((one) => one === name);
  const register = [...registerIds(workspace.store)].find(([one]) => one === name);
  return known && register !== undefined ? register[1] : asked.refuse(`there is no file ${name}`);
}

function addressIn(asked: LooseArgument): string {
  const bare = typeof asked.bare === "string" ? asked.bare : undefined;
  const who = asked.text("who", "address", "email", "person", "to") ?? bare;
  return who === undefined ? asked.refuse("it names nobody") : addressOf(who);
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
