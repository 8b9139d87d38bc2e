/** What the script remembers and cannot read, since somebody typed over it: people are told, and it is replaced. */
import { AppError } from "../../errors";
import type { Run } from "../../run";
import { leadsInOutage } from "./outage-audience";
import { sendPastRegister } from "./send-past-register";

/**
 * Does `work`, and then tells leads and admins once of keys of the script's store that it could not read, and puts in their place what it
 * went on with. Not on a copy of the Form. Sends mail: must not be called under the lock. Throws what `work` throws.
 */
export function tellingOfDamage<T>(run: Run, work: () => T): T {
  try {
    const done = work();
    tellOfDamage(run);
    return done;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "other-form")) tellOfDamage(run);
    throw error;
  }
}

function tellOfDamage(run: Run): void {
  const { memory } = run;
  const keys = memory.unreadable();
  if (keys.length === 0) return;
  try {
    const to = leadsInOutage(run);
    const missed = sendPastRegister(run, "memory-damaged", to, () => ({ keys }));
    if (missed.length < to.length) memory.mend();
  } catch {
    // The next run finds it again.
  }
}
