/** What the script remembers and cannot read, since somebody typed over it: people are told, and it is replaced. */
import { attempt, throwNoted, whyFailed } from "../../attempt";
import { AppError } from "../../errors";
import { noticePast } from "../../messages/desk-notices";
import type { Run } from "../../run";
import { sendPastRegister } from "./ask-past";
import { leadsInOutage } from "./outage-audience";

/**
 * Does `work`, the whole of what a trigger started. Then tells leads and admins once of keys of the script's store that it could not read,
 * and puts in their place what it went on with; not on a copy of the Form. Sends mail: must not be called under the lock. Throws what `work`
 * throws, otherwise a mistake of ours that the run went on without.
 */
export function wholeRun(run: Run, work: () => void): void {
  const failed = whyFailed(work);
  const isCopy = failed?.error instanceof AppError && failed.error.code === "other-form";
  if (!isCopy) attempt(run, () => tellOfDamage(run));
  if (failed !== null) throw failed.error;
  throwNoted(run);
}

function tellOfDamage(run: Run): void {
  const { memory } = run;
  const keys = memory.unreadable();
  if (keys.length === 0) return;
  const to = leadsInOutage(run);
  const missed = sendPastRegister(run, to, () => noticePast({ id: "memory-damaged", keys }, run));
  if (missed.length < to.length) memory.mend();
}
