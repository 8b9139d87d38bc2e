/** People who leave: their open cases are reassigned, and people told, before they lose access to a register. */

import { orElse, twice } from "../attempt";
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
import { directoryIn } from "../district/directory/load-directory";
import { isDefect } from "../errors";
import { commitForDelivery } from "../letters/outbox/deliver-messages";
import { transact } from "../letters/outbox/transact";
import type { Memory, RegisterName } from "../ports";
import { isEmpty } from "../register/change";
import type { TabRequest } from "../register/read/plan-read";
import { registerNamed } from "../register/register";
import { registerKinds } from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { installersOf } from "./running-accounts";
import type { GivingOn } from "./sync-editors";

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

/** Whether a contact has left whose open cases are still theirs. One or two reads; throws what Google throws. */
export function hasDepartedContacts(run: Run): boolean {
  const { memory, clock } = run;
  const register = registerNamed(run, "main");
  const read = register.load(openNowRequests(memory, "main"));
  const open = openCasesIn(register, read, rememberedOpenRows(memory));
  return hasDepartedContactAmong(lookAt(run, { directory: directoryIn(read, clock) }), open);
}

/** As `hasDepartedContacts` in the run's register, from cases that were read already. No call. */
export function hasDepartedContactAmong(run: Run, { files }: Pick<OpenCases, "files">): boolean {
  return hasDepartedHolder(files.values(), withInstallers(run));
}

/**
 * Reassigns the open cases of departed contacts and sends the mails. Takes the lock: must not be called under it. Returns "failed" where
 * Google refused twice (it may fail for a moment, and a person who has left must not keep access for long); the next run that follows
 * Contacts tries again. Throws mistakes of ours.
 */
export function reassignCasesOfDeparted(run: Run, name: RegisterName): GivingOn {
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
  const done = orElse(
    () => twice(give),
    (error) => {
      if (isDefect(error)) throw error;
      return "failed" as const;
    },
  );
  return done === "busy" || done === "failed" ? done : "done";
}
