/**
 * How a run continues after a part of it failed. `catch` may appear only here, in json.ts and in src/google (a test checks this). Any other
 * code that can continue after an error does so with these functions.
 */
import { AddressRefused, isDefect, isRolledOver } from "./errors";

/** A run, as far as it matters here. */
interface Run {
  /** Mistakes in this script that the run continued after. */
  readonly failed: unknown[];
}

/**
 * Returns what `work` returns. If `work` throws, returns what `otherwise` makes of the error; `otherwise` may throw it again. The error is
 * neither kept nor reported.
 */
export function orElse<T>(work: () => T, otherwise: (error: unknown) => T): T {
  try {
    return work();
  } catch (error) {
    return otherwise(error);
  }
}

/**
 * Does a part of the run that the rest can do without: if it throws, the run continues with `otherwise`. If Google caused the error, a
 * later run tries again. A mistake in this script would fail again, so it is kept and thrown at the end of the run (`throwNoted`).
 */
export function attempt<T, O = undefined>(run: Run, work: () => T, otherwise?: O): T | O {
  try {
    return work();
  } catch (error) {
    note(run, error);
    // If it is left out, `O` is undefined.
    return otherwise as O;
  }
}

/**
 * Returns what `work` threw; null if it did not throw. For callers that must do something in either case before they throw the error again.
 */
export function whyFailed(work: () => void): { readonly error: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    return { error };
  }
}

/** Does `work` as `attempt` does, and returns whether it succeeded. */
export function isDone(run: Run, work: () => void): boolean {
  const failed = whyFailed(work);
  if (failed !== null) note(run, failed.error);
  return failed === null;
}

/** Returns null if Google does what is asked, or the error by which it refused an address. Throws every other error. */
export function whyNot(ask: () => void): AddressRefused | null {
  const { error = null } = whyFailed(ask) ?? {};
  if (error === null || error instanceof AddressRefused) return error;
  throw error;
}

/** If the error is a mistake in this script, keeps it for the end of the run, as `attempt` does. Other errors are dropped. */
export function note({ failed }: Run, error: unknown): void {
  if (isDefect(error)) failed.push(error);
}

/** Call it at the end of a run. Throws the first mistake in this script that `attempt` kept, if there is one. */
export function throwNoted({ failed }: Run): void {
  if (failed.length > 0) throw failed[0];
}

/**
 * Does `work`. If it throws, calls `tell` with the error, then throws it again. `tell` is not called if a roll-over has just replaced the
 * register, since that is no failure.
 */
export function tellingIfItFails<T>(work: () => T, tell: (error: unknown) => void): T {
  return orElse(work, (error) => {
    if (!isRolledOver(error)) tell(error);
    throw error;
  });
}

/**
 * Decides whether work is done again after an error. `tries`: how often it has been done so far. May first repair what caused the error.
 */
export type Retry = (error: unknown, tries: number) => boolean;

/** Does `work`, and does it again for as long as `retry` says so. Throws the last error unchanged. */
export function withRetry<T>(retry: Retry, work: () => T): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      if (!retry(error, tries)) throw error;
    }
  }
}

/** Does `work`, and once more if it throws, since Google may fail for a moment. Throws the second error. */
export function twice<T>(work: () => T): T {
  return withRetry((_error, tries) => tries === 1, work);
}
