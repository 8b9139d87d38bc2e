/**
 * Contacts who leave: their open cases are reassigned, and people told, before they lose access to
 * the main register.
 */

import {
  hasDepartedHolder,
  type LeavingContext,
  reassignDeparted,
} from "../case/handover/reassign-departed";
import {
  type OpenCases,
  openCaseRequests,
  openCasesIn,
  openRowsIn,
} from "../case/storage/load-cases";
import type { Directory } from "../district/district";
import { directoryIn, directoryRequests } from "../district/load-directory";
import { isDefect } from "../errors";
import { commitForDelivery, type Delivery, deliver } from "../letters/outbox/deliver-messages";
import { lockWaits, type Workspace } from "../ports";
import { isEmpty } from "../register/change";
import { registerNamed } from "../register/register";
import { installersOf } from "./running-accounts";
import type { GivingOn } from "./sync-editors";

function leavingContext(
  { clock, identity, memory }: Pick<Workspace, "clock" | "identity" | "memory">,
  directory: Directory,
): LeavingContext {
  const runningAs = identity.runningAs();
  return {
    register: "main",
    directory,
    now: clock.now(),
    zone: clock,
    reader: null,
    runningAs,
    installers: installersOf(memory, directory, runningAs),
  };
}

function openNow(workspace: Workspace) {
  const { memory, clock } = workspace;
  const register = registerNamed(workspace, "main");
  const seen = openRowsIn(memory);
  const read = register.load([...openCaseRequests(seen, false), ...directoryRequests]);
  const directory = directoryIn(read, clock);
  return { register, directory, open: openCasesIn(register, read, seen) };
}

/** Whether a contact has left whose open cases are still theirs. One or two reads; throws what Google throws. */
export function hasDepartedContacts(workspace: Workspace): boolean {
  const { directory, open } = openNow(workspace);
  return hasDepartedHolder(open.files.values(), leavingContext(workspace, directory));
}

/** As `hasDepartedContacts`, from cases that were read already. No call. */
export function hasDepartedContactAmong(
  workspace: Pick<Workspace, "clock" | "identity" | "memory">,
  { files }: Pick<OpenCases, "files">,
  directory: Directory,
): boolean {
  return hasDepartedHolder(files.values(), leavingContext(workspace, directory));
}

/** Reassigns the cases. Call it under the lock. Null where no case of a departed contact is open. Throws what Google throws. */
function commitLeft(workspace: Workspace): Delivery | null {
  const { register, directory, open } = openNow(workspace);
  const { change, files } = reassignDeparted(
    open.files.values(),
    leavingContext(workspace, directory),
  );
  return isEmpty(change)
    ? null
    : commitForDelivery(register, change, open.snapshot, directory, files);
}

/** So often it is tried: Google may fail for a moment, and a person who has left must not keep access for long. */
const attempts = 2;

/**
 * Reassigns the open cases of departed contacts and sends the mails. Takes the lock: must not be called under it. Returns "failed" where
 * Google refused each time; the next run that follows Contacts tries again. Throws mistakes of ours.
 */
export function reassignCasesOfDeparted(workspace: Workspace): GivingOn {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const done = workspace.lock.during(lockWaits.clock, () => commitLeft(workspace));
      if (done === null) return "busy";
      if (done.value !== null) deliver(workspace, done.value);
      return "done";
    } catch (error) {
      if (isDefect(error)) throw error;
    }
  }
  return "failed";
}
