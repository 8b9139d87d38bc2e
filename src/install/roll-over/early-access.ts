/**
 * Lets the people who work with the registers into the new files before these replace the old ones. From then on every link leads to the
 * new files, and the account that rolls over may be gone the next minute. Nobody is taken out here.
 */

import { alignProtections } from "../../access/protection-editors";
import { applyAccess, planAccess } from "../../access/register-access";
import { setEditors } from "../../access/sync-editors";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { registerNamed } from "../../register/register";
import { reportRegisters } from "../../register/register-ids";
import { lookAt, type Run } from "../../run";
import type { RollOver } from "./roll-over-state";

/**
 * Opens the new files. Some calls even where everybody is in already. Addresses that Google refuses are left out, as in the old files.
 * Throws what Google throws over anything but a person.
 */
export function openNextFiles(run: Run, { next }: RollOver): void {
  const { clock } = run;
  const directory = directoryIn(registerNamed(run, "main").load(directoryRequests), clock);
  for (const name of reportRegisters) {
    const id = next[name] ?? "";
    const held = setEditors(lookAt(run, { directory }), id, name);
    alignProtections(run, name, run.spreadsheets.structure(id), { directory, held, id });
  }
}

/** Takes everybody out of a new file that is thrown away. */
export function closeFile({ access }: Run, id: string, by: string): void {
  const plan = planAccess(access, { id, present: access.editors(id) }, [by], by);
  const { error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
}
