/** What an administrator is told when something cannot go on: a code for logs and mail, and the next step in words. */

/** Codes are permanent. Each says what happened; the words say what to do. */
export const errorWords = {
  "not-set-up":
    "Student Safety is not set up on this Form. Open the Form's editor and choose Student safety, then Set up.",
  "other-form":
    "This script was installed on another Form and does not run on a copy. Install it on this Form with Set up, or delete the copy.",
  "register-unreachable":
    "Google Sheets did not answer, or this account may no longer open the register. Reports are safe in the Form and are taken in by a later run. If this goes on for an hour, run Set up.",
  "register-damaged":
    "A tab of the register is missing, or its hidden first row was changed. Reports are safe in the Form. Run Set up: it puts back a missing tab. If Set up says this too, open the register, choose File, Version history, and restore the last version before the change.",
  "report-not-taken-in":
    "A report cannot be taken in. It is safe in the Form: open the Form, choose Responses, and act on the newest one at once. Then tell whoever keeps this script up to date.",
  "not-in-this-version": "This version of Student Safety cannot do that yet.",
  busy: "Another run is at work. Try again in a minute.",
} as const;
export type ErrorCode = keyof typeof errorWords;

export class AppError extends Error {
  override readonly name = "StudentSafety";
  constructor(readonly code: ErrorCode) {
    super(errorWords[code]);
  }
}
