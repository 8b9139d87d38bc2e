/**
 * Looks up the mail addresses of reporters whose identity only the lead may know. They stand in the sealed registers,
 * not in the main register, and are read only when a mail to the reporter is sent.
 */
import { reporterAddressIn } from "../../district/addresses";
import { sealedRegisters } from "../../district/sealed-readers";
import { rowsOf } from "../../register/read/snapshot";
import { openRegister } from "../../register/register";
import { readRegisterIds } from "../../register/register-ids";
import type { Run } from "../../run";

/** Addresses by the id of the Form response. */
export type ReporterAddresses = ReadonlyMap<string, string>;

/**
 * All addresses that the sealed registers hold. One read for each. Throws what Google throws, for instance if the account that runs may
 * not open a file.
 */
export function reporterAddresses(run: Run): ReporterAddresses {
  const ids = readRegisterIds(run.memory);
  const found = new Map<string, string>();
  for (const name of sealedRegisters) {
    const id = ids[name];
    if (id === undefined) continue;
    const register = openRegister(run, id, []);
    const snapshot = register.load([{ tab: "reporters", columns: ["response", "email"] }]);
    for (const { key, values } of rowsOf(snapshot, "reporters")) {
      const address = reporterAddressIn(run.directory.settings, values.email ?? null);
      if (address !== null) found.set(key, address);
    }
  }
  return found;
}
