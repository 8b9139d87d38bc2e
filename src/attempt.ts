/**
 * A part of a run that fails keeps no other part from its turn. `catch` stands here, in json.ts, and in src/google, nowhere else (a test
 * looks): code that can go on after an error says so with these functions.
 */
import { AddressRefused, isDefect, isRolledOver } from "./errors";
import type { Run } from "./run";

/** What `work` returns; where it throws, what `otherwise` makes of the error, which it may throw again. Nothing is told of the error. */
export function orElse<T>(work: () => T, otherwise: (error: unknown) => T): T {
  try {
    return work();
  } catch (error) {
    return otherwise(error);
  }
}

/**
 * Does a part of the run that the rest can do without: where it throws, the run goes on with `otherwise`. What Google failed at is tried
 * again by a later run. A mistake of ours would fail again, so it is thrown at the end of the run (`throwNoted`).
 */
export function attempt<T>(run: Run, work: () => T): T | undefined;
export function attempt<T>(run: Run, work: () => T, otherwise: T): T;
export function attempt<T>(run: Run, work: () => T, otherwise?: T): T | undefined {
  return orElse<T | undefined>(work, (error) => {
    note(run, error);
    return otherwise;
  });
}

/** What `work` threw; null for nothing. For what must come in either case, before the error is thrown again. */
export function whyFailed(work: () => void): { readonly error: unknown } | null {
  const whole = () => {
    work();
    return null;
  };
  return orElse<{ error: unknown } | null>(whole, (error) => ({ error }));
}

/** `attempt` of what returns nothing. Whether it was done. */
export function isDone(run: Run, work: () => void): boolean {
  const failed = whyFailed(work);
  if (failed !== null) note(run, failed.error);
  return failed === null;
}

/** Null where Google does what is asked, otherwise its refusal of an address. Throws what else Google throws. */
export function whyNot(ask: () => void): AddressRefused | null {
  const { error = null } = whyFailed(ask) ?? {};
  if (error === null || error instanceof AddressRefused) return error;
  throw error;
}

/** Keeps an error for the end of the run, as `attempt` does. */
export function note({ failed }: Run, error: unknown): void {
  if (isDefect(error)) failed.push(error);
}

/** At the end of a run that has done all it could: throws the first mistake of ours that the run went on without. */
export function throwNoted({ failed }: Run): void {
  if (failed.length > 0) throw failed[0];
}

/** Does `work`; where it throws, tells of the error and throws it again. A register that a roll-over has just replaced is no failure. */
export function tellingIfItFails<T>(work: () => T, tell: (error: unknown) => void): T {
  return orElse(work, (error) => {
    if (!isRolledOver(error)) tell(error);
    throw error;
  });
}

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

/** Does `work`, and once more where it throws: Google may fail for a moment. Throws what it throws then. */
export function twice<T>(work: () => T): T {
  return withRetry((_error, tries) => tries === 1, work);
}
