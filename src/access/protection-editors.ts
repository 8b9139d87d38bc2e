/** Gives the protections of a register the editors that they should have. */

import { whyNot } from "../attempt";
import type { Refused } from "../district/directory/problem-cells";
import type { Directory } from "../district/district";
import type { RegisterContents } from "../district/sealed-readers";
import type { Refusal } from "../errors";
import { union } from "../lists";
import type { BatchRequest, RegisterName, SpreadsheetStructure } from "../ports";
import { type Editors, editorRequests, outdatedProtections } from "../register/layout/protections";
import { registerKinds, reportRegisterIds } from "../register/register-kinds";
import type { Run } from "../run";
import { afterProtections, refusedAddresses } from "./access-table";
import { installersOf, otherAccountsAtWork } from "./running-accounts";
import { whoMayOpen } from "./who-may-open";

const nobody: Refused = new Map();

/** Whom Google surely takes, and what is sent along. */
interface Sending {
  /** Accounts that run the system. */
  readonly sure: readonly string[];
  readonly others?: readonly BatchRequest[];
}

/**
 * Gives protections their editors, and sends the requests `others` in the same write. Google refuses a whole batch because of one editor.
 * Then the addresses are tried one after the other, those of `sure` first; the ones that Google refuses are
 * left out and returned. One call where Google refuses no one, none where there is nothing to do. Throws what Google throws over anything
 * but a person.
 */
export function giveEditors(
  { spreadsheets, access }: Run,
  { id, structure }: { readonly id: string; readonly structure: SpreadsheetStructure },
  editors: Editors,
  { sure, others = [] }: Sending,
): Refused {
  const outdated = outdatedProtections(structure, editors, () => access.owner(id));
  const requests = [...editorRequests(outdated, editors), ...others];
  if (requests.length === 0) return nobody;
  const whole = whyNot(() => spreadsheets.batchUpdate(id, requests));
  if (whole === null) return nobody;
  if (outdated.length === 0) throw whole;
  if (others.length > 0) spreadsheets.batchUpdate(id, others);
  const put = (who: readonly string[]) => {
    const some = (all: readonly string[]) => all.filter((address) => who.includes(address));
    const narrowed = { installers: some(editors.installers), leads: some(editors.leads) };
    spreadsheets.batchUpdate(id, editorRequests(outdated, narrowed));
  };
  const all = union(editors.installers, editors.leads);
  const accepted = all.filter((address) => sure.includes(address));
  // Refused with the sure ones alone: then it is about no person.
  put(accepted);
  const refused = new Map<string, Refusal>();
  for (const address of all) {
    if (accepted.includes(address)) continue;
    const one = whyNot(() => put([...accepted, address]));
    if (one === null) accepted.push(address);
    else refused.set(address, one.why);
  }
  return refused;
}

interface Aligned {
  readonly directory: Directory;
  readonly held: RegisterContents;
  /** Tries also addresses that Google refused lately, because a person asked. */
  readonly again?: boolean;
  /** Sent in the same write. */
  readonly others?: readonly BatchRequest[];
  /** The file, where it is not the register's yet. */
  readonly id?: string;
}

/**
 * Gives the protections of a register the editors that they should have, and sends `others` in the same write. One call where there is
 * something to do. Addresses that Google refuses are left out; for the main register they are remembered. Throws what Google throws over
 * anything but a person.
 */
export function alignProtections(
  run: Run,
  name: RegisterName,
  structure: SpreadsheetStructure,
  {
    directory,
    held,
    again = false,
    others = [],
    id = reportRegisterIds(run.memory)[name],
  }: Aligned,
): void {
  const { memory, identity, clock } = run;
  const me = identity.runningAs();
  const now = clock.now();
  const table = memory.get("access");
  const all = whoMayOpen(name, directory, held, installersOf(memory, directory, me));
  const out = new Set(
    [...refusedAddresses(table, now, again ? "person" : "clock")].filter((who) => who !== me),
  );
  const taken = (some: readonly string[]) => some.filter((address) => !out.has(address));
  const editors = { installers: taken(all.installers), leads: taken(all.leads) };
  const sure = [me, ...otherAccountsAtWork(memory, me, now)];
  const refused = giveEditors(run, { id, structure }, editors, { sure, others });
  if (!registerKinds[name].isRemembered) return;
  const wanted = [...all.installers, ...all.leads];
  memory.set("access", afterProtections(table, { wanted, out, refused }, now));
}
