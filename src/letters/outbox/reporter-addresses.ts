/** Addresses of reporters whom a lead alone may know, looked up in the readers' files when a mail is sent. */
import { reporterAddressIn } from "../../district/addresses";
import type { Directory } from "../../district/district";
import { sealedRegisters } from "../../district/sealed-readers";
import type { Workspace } from "../../ports";
import { rowsOf } from "../../register/read-register";
import { openRegister } from "../../register/register";
import { readRegisterIds } from "../../register/register-ids";

/** By the id of the response. */
export type ReporterAddresses = ReadonlyMap<string, string>;

/** One read a file. Throws what Google throws. */
export function reporterAddresses(
  workspace: Pick<Workspace, "spreadsheets" | "clock" | "memory">,
  { settings }: Pick<Directory, "settings">,
): ReporterAddresses {
  const ids = readRegisterIds(workspace.memory);
  const found = new Map<string, string>();
  for (const name of sealedRegisters) {
    const id = ids[name];
    if (id === undefined) continue;
    const register = openRegister(workspace, id, []);
    const snapshot = register.load([{ tab: "reporters", columns: ["response", "email"] }]);
    for (const { key, values } of rowsOf(snapshot, "reporters")) {
      const address = reporterAddressIn(settings, values.email ?? null);
      if (address !== null) found.set(key, address);
    }
  }
  return found;
}
