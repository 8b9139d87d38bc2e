/**
 * Lets the people who work with the registers into the new files before these replace the old ones. From then on every link leads to the
 * new files, and the account that rolls over may be gone the next minute. Nobody is taken out here.
 */

import { giveEditors, refusedAddresses } from "../../access/refused-addresses";
import { applyAccess, planAccess } from "../../access/register-access";
import { letEverybodyIn } from "../../access/sync-editors";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import type { Directory } from "../../district/district";
import type { RegisterContents } from "../../district/sealed-readers";
import { registerNamed } from "../../register/register";
import { reportRegisters } from "../../register/register-ids";
import { lookAt, type Run } from "../../run";
import { addressesWithout, editorsOf } from "../grant-account";
import type { RollOver } from "./roll-over-state";

/** Lets the accounts that run the desk write everything in a new file. */
function protect(
  run: Run,
  id: string,
  by: string,
  { directory, held }: { readonly directory: Directory; readonly held: RegisterContents },
): void {
  const { clock, memory, spreadsheets } = run;
  const { installers, leads } = editorsOf(run, directory, held);
  const refused = new Set(
    [...refusedAddresses(memory, clock.now(), "clock")].filter((one) => one !== by),
  );
  const editors = {
    installers: addressesWithout(installers, refused),
    leads: addressesWithout(leads, refused),
  };
  const structure = spreadsheets.structure(id);
  giveEditors(run, { id, structure }, editors, { sure: [by] });
}

/**
 * Opens the new files. Some calls even where everybody is in already. Addresses that Google refuses are left out, as in the old files.
 * Throws what Google throws over anything but a person.
 */
export function openNextFiles(run: Run, { next, by }: RollOver): void {
  const { clock } = run;
  const directory = directoryIn(registerNamed(run, "main").load(directoryRequests), clock);
  for (const name of reportRegisters) {
    const id = next[name] ?? "";
    const held = letEverybodyIn(lookAt(run, { directory }), id, name);
    protect(run, id, by, { directory, held });
  }
}

/** Takes everybody out of a new file that is thrown away. */
export function closeFile({ access }: Run, id: string, by: string): void {
  const plan = planAccess(access, { id, present: access.editors(id) }, [by], by);
  const { error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
}
