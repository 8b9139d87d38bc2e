/**
 * Lets the people who work with the registers into the new files before these replace the old ones. From then on every link leads to the
 * new files, and the account that rolls over may be gone the next minute. Not for the drill's file. Nobody is taken out here.
 */

import { giveEditors, refusedAddresses } from "../../access/refused-addresses";
import {
  applyAccess,
  mayOpenRegister,
  planAccess,
  type RegisterContents,
  readersLetInForReporters,
} from "../../access/register-access";
import { wantedEditors } from "../../access/sync-editors";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import type { Directory } from "../../district/district";
import { registerNamed } from "../../register/register";
import { type ReportRegister, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { addressesWithout, editorsOf, loadRegisterContents } from "../grant-account";
import type { RollOver } from "./roll-over-state";

/** Lets the accounts that run the desk write everything in a new file. */
function protect(
  workspace: Run,
  id: string,
  by: string,
  { directory, held }: { readonly directory: Directory; readonly held: RegisterContents },
): void {
  const { clock, memory, spreadsheets } = workspace;
  const { installers, leads } = editorsOf(workspace, directory, held);
  const refused = new Set(
    [...refusedAddresses(memory, clock.now(), "clock")].filter((one) => one !== by),
  );
  const editors = {
    installers: addressesWithout(installers, refused),
    leads: addressesWithout(leads, refused),
  };
  const structure = spreadsheets.structure(id);
  giveEditors(spreadsheets, { id, structure }, editors, { sure: [by] });
}

/** Keeps a reader's file that will hold nothing open to the person who reads it today. */
function keepOpen(
  { memory }: Run,
  name: ReportRegister,
  directory: Directory,
  held: RegisterContents,
): void {
  const [reader] = mayOpenRegister(directory, name, held);
  const known = readersLetInForReporters(memory);
  if (reader === undefined || known.get(name) === reader || registerKinds[name].reader === null)
    return;
  const now = new Map([...known, [name, reader] as const]);
  memory.set("reportersIn", Object.fromEntries(now));
}

/**
 * Opens the new files. Some calls even where everybody is in already. Addresses that Google refuses are left out, as in the old files.
 * Throws what Google throws over anything but a person.
 */
export function openNextFiles(workspace: Run, { next, by }: RollOver): void {
  const { access, clock } = workspace;
  const directory = directoryIn(registerNamed(workspace, "main").load(directoryRequests), clock);
  for (const name of reportRegisters) {
    const id = next[name] ?? "";
    const held = loadRegisterContents(workspace, name, directory);
    // A reader whose cases all go can still read in Activity which went.
    if (held.holds) keepOpen(workspace, name, directory, held);
    const wanted = wantedEditors(workspace, name, directory, held);
    const { add, mayShare } = planAccess(access, id, access.editors(id), wanted, by);
    const { error } = applyAccess(access, id, { remove: [], add, mayShare });
    if (error !== null) throw error;
    protect(workspace, id, by, { directory, held });
  }
}
