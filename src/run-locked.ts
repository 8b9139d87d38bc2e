/**
 * The script lock for work that a person waits for, from a dialog or a menu. It sends no mail; what does goes through `transact`
 * (letters/outbox).
 */
import { AppError } from "./errors";
import { lockWaits, type Workspace } from "./ports";

/** Does `work` under the lock and returns its result. Throws "busy" where the lock is not free within `lockWaits.work`. */
export function runLocked<T>({ lock }: Pick<Workspace, "lock">, work: () => T): T {
  const done = lock.during(lockWaits.work, work);
  if (done === null) throw new AppError("busy");
  return done.value;
}
