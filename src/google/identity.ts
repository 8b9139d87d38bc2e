/** Whose authority this run has. */
import type { Identity } from "../workspace";

export function googleIdentity(): Identity {
  return { runningAs: () => Session.getEffectiveUser().getEmail().toLowerCase() };
}
