/** People who leave: their open cases are reassigned, and people told. */

import { attempt, twice } from "../attempt";
import { directoryRequestsOf, lookHere } from "../case/assignment/excluded-people";
import { messagesToAudience } from "../case/assignment/responsible-person";
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
import { commitForDelivery } from "../letters/outbox/deliver-messages";
import { transact } from "../letters/outbox/transact";
import type { Memory, RegisterName } from "../ports";
import { isEmpty } from "../register/change";
import type { TabRequest } from "../register/read/plan-read";
import { registerKinds } from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { installersOf } from "./running-accounts";

/** The run as of now, with the accounts that run the desk: they open the register whatever Contacts say. */
function withInstallers(run: Run): LeavingContext {
  const { memory, directory, identity } = run;
  return { ...lookAt(run, {}), installers: installersOf(memory, directory, identity.runningAs()) };
}

/** Where the open cases of a register were last seen; null where that is not remembered. */
function seenRows(memory: Memory, name: RegisterName) {
  return registerKinds[name].isRemembered ? rememberedOpenRows(memory) : null;
}

function openNowRequests(memory: Memory, name: RegisterName): readonly TabRequest[] {
  return [...openCaseRequests(seenRows(memory, name), false), ...directoryRequestsOf(name)];
}

/** Whether a contact of the run's register has left whose open cases, as read, are still theirs. No call. */
export function hasDepartedContactAmong(run: Run, { files }: Pick<OpenCases, "files">): boolean {
  return hasDepartedHolder(files.values(), withInstallers(run));
}

/**
 * Reassigns the open cases of departed contacts and sends the emails. Takes the lock: must not be called under it. Where Google refused
 * twice, the next look tries again: a person who has left must not keep access until then. Throws mistakes of ours.
 */
export function reassignCasesOfDeparted(run: Run, name: RegisterName): void {
  const { memory } = run;
  const reads = () => openNowRequests(memory, name);
  const give = () =>
    transact(run, name, { reads, lockWait: "clock" }, (register, read) => {
      const looked = lookHere(run, name, read);
      const open = openCasesIn(register, read, seenRows(memory, name));
      const { change, files } = reassignDeparted(open.files.values(), withInstallers(looked));
      if (isEmpty(change)) return null;
      const messages = messagesToAudience(change.messages, looked);
      const at = { register, snapshot: open.snapshot, files };
      return commitForDelivery(looked, at, { ...change, messages });
    });
  attempt(run, () => twice(give));
}
