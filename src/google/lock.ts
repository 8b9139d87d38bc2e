/** The script lock: one run at a time, over every register and every person. */
import type { Lock } from "../workspace";

export function googleLock(): Lock {
  const lock = LockService.getScriptLock();
  return {
    during(waitMilliseconds, work) {
      let got = false;
      try {
        got = lock.tryLock(waitMilliseconds);
      } catch {
        // tryLock itself fails under many runs at once (platform.md 3): the same as not having been served.
        got = false;
      }
      if (!got) return null;
      try {
        return { value: work() };
      } finally {
        try {
          lock.releaseLock();
        } catch {
          // Google releases the lock at the end of the run; what was done under it stands.
        }
      }
    },
  };
}
