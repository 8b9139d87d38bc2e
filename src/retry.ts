/** Work that is done again after an error: Google may fail for a moment, a person may be moving rows. The one loop for it. */

/** Whether work is done again after an error. `tries`: how often it was done. May mend what the error was about. */
export type Retry = (error: unknown, tries: number) => boolean;

/** Does `work`, and again while `retry` says so. Throws the last error as it was. */
export function withRetry<T>(retry: Retry, work: () => T): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      if (!retry(error, tries)) throw error;
    }
  }
}

/** Does `work`, and once more where it throws. Null where it threw again, after `giveUp`. */
export function onceMore<T>(
  work: () => T,
  giveUp: (error: unknown) => void,
): { readonly value: T } | null {
  try {
    return { value: withRetry((_error, tries) => tries === 1, work) };
  } catch (error) {
    giveUp(error);
    return null;
  }
}
