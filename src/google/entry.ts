/** The wrapper around every function that Google calls by a trigger or from a page. */
import { failureText } from "./error-diagnosis";
import { type GoogleWorkspace, googleWorkspace } from "./workspace";

/**
 * Runs a function with new ports. Google mails the error text of a failed run to the account that installed the trigger, so only a code and
 * our own words leave the run (design 2.10).
 */
export function entryFunction<E, R>(
  run: (workspace: GoogleWorkspace, event: E) => R,
): (event: E) => R {
  return (event) => {
    try {
      return run(googleWorkspace(), event);
    } catch (error) {
      throw new Error(failureText(error));
    }
  };
}
