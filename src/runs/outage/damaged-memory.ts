/** What the script remembers and cannot read, since somebody typed over it: people are told, and it is replaced. */
import { AppError } from "../../errors";
import type { Workspace } from "../../ports";
import { leadsInOutage } from "./outage-audience";
import { sendPastRegister } from "./send-past-register";

/**
 * Does `work`, and then tells leads and admins once of keys of the script's store that it could not read, and puts in their place what it
 * went on with. Not on a copy of the Form. Sends mail: must not be called under the lock. Throws what `work` throws.
 */
export function tellingOfDamage<T>(workspace: Workspace, work: () => T): T {
  try {
    const done = work();
    tellOfDamage(workspace);
    return done;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "other-form")) tellOfDamage(workspace);
    throw error;
  }
}

function tellOfDamage(workspace: Workspace): void {
  const { memory } = workspace;
  const keys = memory.unreadable();
  if (keys.length === 0) return;
  try {
    const to = leadsInOutage(workspace);
    const missed = sendPastRegister(workspace, "memory-damaged", to, () => ({ keys }));
    if (missed.length < to.length) memory.mend();
  } catch {
    // The next run finds it again.
  }
}
