/** Tells people of the open cases that are theirs by Contacts as they are now. */

import { directoryRequestsOf, lookHere } from "../../case/assignment/excluded-people";
import { tellResponsible } from "../../case/assignment/hand-over";
import { messagesToAudience } from "../../case/assignment/responsible-person";
import { type LoadedCases, openCaseRequests, openCasesIn } from "../../case/storage/load-cases";
import { commitForDelivery } from "../../letters/outbox/deliver-messages";
import { transact } from "../../letters/outbox/transact";
import type { RegisterName } from "../../ports";
import { isEmpty } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";

/**
 * Looks up who is responsible for the cases as read, and tells them where that is news. Takes the lock only then. `run`: as `inRegister`
 * makes it. Returns whether there was news.
 */
export function tellWhoIsResponsible(
  run: Run,
  name: RegisterName,
  { files }: LoadedCases,
): boolean {
  // A register that no one may read: no one may be told anything about it.
  const isUnread = registerKinds[name].audience !== null && run.directory.people.length === 0;
  if (isUnread || isEmpty(tellResponsible(files.values(), run).change)) return false;
  const memory = registerKinds[name].isRemembered ? run.memory : null;
  const reads = () => [...openCaseRequests(memory), ...directoryRequestsOf(name)];
  transact(run, name, { reads, lockWait: "clock" }, (register, read) => {
    const looked = lookHere(run, name, read);
    const open = openCasesIn(register, read);
    const told = tellResponsible(open.files.values(), looked);
    const messages = messagesToAudience(told.change.messages, looked);
    const at = { register, snapshot: open.snapshot, files: told.files };
    return isEmpty(told.change)
      ? null
      : commitForDelivery(looked, at, { ...told.change, messages });
  });
  return true;
}
