/** Whose authority this run has. */
import type { Identity } from "../workspace";

export function googleIdentity(): Identity {
  return {
    runningAs() {
      try {
        return Session.getEffectiveUser().getEmail().toLowerCase();
      } catch {
        // Without that permission the run does what it can: a report does not wait for a name.
        return "";
      }
    },
  };
}
