/** People who leave: their open cases are reassigned, and people told, before they lose access to a register. */

import { directoryHere, directoryRequestsOf } from "../case/assignment/excluded-people";
import { actingIn, messagesToAudience } from "../case/assignment/responsible-person";
import {
  hasDepartedHolder,
  type LeavingContext,
  reassignDeparted,
} from "../case/handover/reassign-departed";
import {
  type OpenCases,
  openCaseRequests,
  openCasesIn,
  rememberedOpenRows,
} from "../case/storage/open-cases";
import { directoryIn } from "../district/directory/load-directory";
import type { Directory } from "../district/district";
import { isDefect } from "../errors";
import { commitForDelivery } from "../letters/outbox/deliver-messages";
import { transact } from "../letters/outbox/transact";
import type { Memory, RegisterName, Workspace } from "../ports";
import { isEmpty } from "../register/change";
import type { TabRequest } from "../register/read/plan-read";
import { registerNamed } from "../register/register";
import { registerKinds } from "../register/register-kinds";
import { onceMore } from "../retry";
import { installersOf } from "./running-accounts";
import type { GivingOn } from "./sync-editors";

function leavingContext(
  { clock, identity, memory }: Pick<Workspace, "clock" | "identity" | "memory">,
  name: RegisterName,
  directory: Directory,
): LeavingContext {
  const runningAs = identity.runningAs();
  return {
    ...actingIn(name, directory, { now: clock.now(), runningAs }),
    zone: clock,
    installers: installersOf(memory, directory, runningAs),
  };
}

/** Where the open cases of a register were last seen; null where that is not remembered. */
function seenRows(memory: Memory, name: RegisterName) {
  return registerKinds[name].isRemembered ? rememberedOpenRows(memory) : null;
}

function openNowRequests(memory: Memory, name: RegisterName): readonly TabRequest[] {
  return [...openCaseRequests(seenRows(memory, name), false), ...directoryRequestsOf(name)];
}

/** Whether a contact has left whose open cases are still theirs. One or two reads; throws what Google throws. */
export function hasDepartedContacts(workspace: Workspace): boolean {
  const { memory, clock } = workspace;
  const register = registerNamed(workspace, "main");
  const read = register.load(openNowRequests(memory, "main"));
  const directory = directoryIn(read, clock);
  const open = openCasesIn(register, read, rememberedOpenRows(memory));
  return hasDepartedHolder(open.files.values(), leavingContext(workspace, "main", directory));
}

/** As `hasDepartedContacts` in a register, from cases that were read already. `directory`: as its runs see it. No call. */
export function hasDepartedContactAmong(
  workspace: Pick<Workspace, "clock" | "identity" | "memory">,
  name: RegisterName,
  { files }: Pick<OpenCases, "files">,
  directory: Directory,
): boolean {
  return hasDepartedHolder(files.values(), leavingContext(workspace, name, directory));
}

/** Throws mistakes of ours: what Google refuses is tried again by the next run. */
export function throwDefects(error: unknown): void {
  if (isDefect(error)) throw error;
}

/**
 * Reassigns the open cases of departed contacts and sends the mails. Takes the lock: must not be called under it. Returns "failed" where
 * Google refused twice (it may fail for a moment, and a person who has left must not keep access for long); the next run that follows
 * Contacts tries again. Throws mistakes of ours.
 */
export function reassignCasesOfDeparted(workspace: Workspace, name: RegisterName): GivingOn {
  const { memory } = workspace;
  const reads = () => openNowRequests(memory, name);
  const give = () =>
    transact(workspace, name, { reads, lockWait: "clock" }, (register, read) => {
      const directory = directoryHere(workspace, name, read);
      const open = openCasesIn(register, read, seenRows(memory, name));
      const context = leavingContext(workspace, name, directory);
      const { change, files } = reassignDeparted(open.files.values(), context);
      const messages = messagesToAudience(change.messages, context);
      return isEmpty(change)
        ? null
        : commitForDelivery(register, { ...change, messages }, open.snapshot, directory, files);
    });
  const done = onceMore(give, throwDefects);
  if (done === null) return "failed";
  return done.value === "busy" ? "busy" : "done";
}
