/** The wrapper around every function that Google calls. */
import { failureOf } from "./error-diagnosis";
import { type GoogleWorkspace, googleWorkspace } from "./workspace";

/** Runs with fresh ports. Google mails a failed run's error text to whoever installed it, so only a code leaves (design 2.10). */
export function entryFunction<E, R>(
  run: (workspace: GoogleWorkspace, event: E) => R,
): (event: E) => R {
  return (event) => {
    try {
      return run(googleWorkspace(), event);
    } catch (error) {
      throw new Error(failureOf(error));
    }
  };
}
