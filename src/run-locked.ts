/** What a person waits for while others may be at work. */
import { AppError } from "./errors";
import { lockWaits, type Workspace } from "./ports";

/** Under the lock. Throws "busy" where it is not free in time. */
export function runLocked<T>({ lock }: Pick<Workspace, "lock">, work: () => T): T {
  const done = lock.during(lockWaits.work, work);
  if (done === null) throw new AppError("busy");
  return done.value;
}
