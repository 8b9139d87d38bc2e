/**
 * Who works with the registers comes into the new files before those take the places: from then on every link leads there, and the account that
 * rolls over may be gone the next minute. Never for the drill's file; nobody is taken out here.
 */

import { giveEditors, refusedAddresses } from "../../access/refused-addresses";
import {
  applyAccess,
  letInForReporters,
  mayOpenRegister,
  planAccess,
  type RegisterContents,
} from "../../access/register-access";
import { wantedEditors } from "../../access/sync-editors";
import type { Directory } from "../../district/district";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import { isSealedRegister } from "../../district/sealed-readers";
import type { Workspace } from "../../ports";
import { registerNamed } from "../../register/register";
import { type ReportRegister, reportRegisters } from "../../register/register-ids";
import { addressesWithout, editorsOf, heldOf } from "../grant-account";
import type { RollOver } from "./roll-over-state";

/** Accounts that run the desk may write everything in it. */
function protect(
  workspace: Workspace,
  id: string,
  by: string,
  { directory, held }: { readonly directory: Directory; readonly held: RegisterContents },
): void {
  const { clock, memory, spreadsheets } = workspace;
  const { installers, leads } = editorsOf(workspace, directory, held);
  const refused = new Set(
    [...refusedAddresses(memory, clock.now(), false)].filter((one) => one !== by),
  );
  const editors = {
    installers: addressesWithout(installers, refused),
    leads: addressesWithout(leads, refused),
  };
  giveEditors(spreadsheets, id, spreadsheets.structure(id), editors, [by]);
}

/** A reader's file that will hold nothing stays open to who reads it today. */
function keepOpen(
  { clock, memory }: Workspace,
  name: ReportRegister,
  directory: Directory,
  held: RegisterContents,
): void {
  const [reader] = mayOpenRegister(directory, name, held, clock.now());
  const known = letInForReporters(memory);
  if (reader === undefined || known.get(name) === reader || !isSealedRegister(name)) return;
  const now = new Map([...known, [name, reader] as const]);
  memory.set("reportersIn", JSON.stringify(Object.fromEntries(now)));
}

/** Some calls where all are in already. Whom Google refuses is left out, as in the old file. Throws what Google throws over anything but a person. */
export function openNextFiles(workspace: Workspace, { next, by }: RollOver): void {
  const { access, clock } = workspace;
  const directory = directoryIn(registerNamed(workspace, "main").load(directoryRequests), clock);
  for (const name of reportRegisters) {
    const id = next[name] ?? "";
    const held = heldOf(workspace, name, directory);
    // Whose every case goes still reads in Activity what went.
    if (held.holds) keepOpen(workspace, name, directory, held);
    const wanted = wantedEditors(workspace, name, directory, held);
    const { add, mayShare } = planAccess(access, id, access.editors(id), wanted, by);
    const { error } = applyAccess(access, id, { remove: [], add, mayShare });
    if (error !== null) throw error;
    protect(workspace, id, by, { directory, held });
  }
}

/** Nobody stays in a file that never took its place. */
export function closeFile({ access }: Workspace, id: string, by: string): void {
  const plan = planAccess(access, id, access.editors(id), [by], by);
  const { error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
}
