/** What an administrator is told when something cannot go on: a code for logs and mail, and the next step in words. */
/** Codes are permanent. Each says what happened; the words say what to do. */
export const errorWords = {
  "not-set-up":
    "Student Safety is not set up on this Form. Open the Form's editor and choose Student safety, then Set up.",
  "other-form":
    "This script was installed on another Form and does not run on a copy. Install it on this Form with Set up, or delete the copy.",
  "register-unreachable":
    "Google Sheets did not answer. Reports are safe in the Form and are taken in by a later run. If this goes on for an hour, run Set up.",
  "register-not-opened":
    "Google does not open a register for this account, or not for writing. Reports are safe in the Form: open it, choose Responses, and act on new ones. Look for the register in Google Drive, also in the bin, and restore it; or have its owner let this account in. Then run Set up.",
  "google-limit":
    "Google allows this account no more for now: so much a minute, and so much a day. Reports are safe in the Form and are taken in by a later run. If this goes on for an hour, open the Form, choose Responses, and act on new ones.",
  "google-failed":
    "A service of Google failed. Reports are safe in the Form, and what was left undone is done by a later run. If this goes on for an hour, run Set up.",
  "service-off":
    "A service that this script needs is not switched on. Reports are safe in the Form: open it, choose Responses, and act on new ones. In the script's editor choose Services, and add Google Sheets API as Sheets and Drive API as Drive. Then run Set up.",
  "named-account":
    "This account stands in Contacts as a lead, an alternate lead or a contact. The account that runs the desk owns what is reported, and a report may be about any of them: it must be a role account of nobody. Sign in with a role account of the district, make it an editor of this Form, and choose Set up there; or name somebody else in Contacts.",
  "form-changed-meanwhile":
    "Somebody changed the Form while Set up was at work on it. Run Set up again.",
  defect:
    "A mistake in this script. Google and the registers are not the cause, and trying again may not help. Reports are safe in the Form: open it, choose Responses, and act on new ones. Then tell whoever keeps this script up to date.",
  "no-access":
    "This account may not open and write the registers, and no account that may is at work. Reports are safe in the Form: open it, choose Responses, and act on new ones. If the account that set this up was suspended or has left, ask your Google Workspace administrator to restore it, or to transfer its Drive files to this account; if a register is in the bin, take it out. Then choose Set up again. No second register was made.",
  "register-damaged":
    "A tab of the register is missing, or the rows at its top were changed. Reports are safe in the Form. A tab that is missing: open the register, choose File, Version history, and restore the last version before that. Run Set up: it puts back rows at the top, and a missing tab without its contents. If Set up says this too, restore the last version before the change.",
  "newer-register":
    "The registers were made or upgraded by a later version of this script, and this version must not write into them. Reports are safe in the Form: open it, choose Responses, and act on new ones. Put the later version of the script back, or a newer one.",
  "permission-missing":
    "This account has not given the script a permission that it needs. Reports are safe in the Form. Signed in with it, open the Form's editor, choose Student safety, then Set up; where Google asks, tick every box. If it does not ask: open myaccount.google.com/connections, remove this script there, and choose Set up again.",
  "report-not-taken-in":
    "A report cannot be taken in. It is safe in the Form: open the Form, choose Responses, and act on the newest one at once. Then tell whoever keeps this script up to date.",
  "not-in-this-version": "This version of Student Safety cannot do that yet.",
  busy: "Another run is at work. Try again in a minute.",
} as const;
export type ErrorCode = keyof typeof errorWords;

export class AppError extends Error {
  override readonly name = "StudentSafety";
  /** `defect` says where in the script the mistake is that led to this, where one did. */
  constructor(
    readonly code: ErrorCode,
    readonly defect: DefectCode | null = null,
  ) {
    super(defect === null ? errorWords[code] : `${errorWords[code]} Give them this: ${defect}.`);
  }
}

// Tells what Google says of one address from what else it fails with.

/** Why somebody does not come into a list of editors, or out of it. "unsaid": Google's words are none that the desk knows. */
export const refusals = ["no-account", "not-allowed", "full", "not-owner", "unsaid"] as const;
export type Refusal = (typeof refusals)[number];

/** Google refuses one address in a list of editors. Nothing else is wrong: whoever meets it goes on without that one. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  /** `original` is what Google threw. */
  constructor(
    readonly why: Refusal,
    readonly original: unknown,
  ) {
    super(`Google refuses an address: ${why}`);
  }
}

// Tells a mistake of ours from what Google throws, and names its place without a word that the error says.

declare const brand: unique symbol;

/**
 * Such as "TypeError in decide@2210:15 < takeIn@2300:3": the kind of error, and the functions it came through, innermost
 * first, each with its line and column in the script. Holds nothing that an error says: that may be a report's text.
 */
export type DefectCode = string & { readonly [brand]: "DefectCode" };

/** What JavaScript itself throws, and `throw new Error` of ours. Google's errors and our refusals have names of their own. */
const kinds: readonly string[] = [
  "Error",
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "EvalError",
  "URIError",
];

/** Google names its errors `…Exception` (sheets-api.md 1, platform.md 11); these are its words, should one come as a plain Error. */
const googleWords =
  /^(?:Exception|API call to )|\bService (?:invoked|unavailable|error|using|Spreadsheets)\b|server error occurred/;

/** The kind of a mistake; null for what Google throws and for refusals of ours. */
function kindOf(error: unknown): string | null {
  if (!(error instanceof Error)) return "Thrown";
  if (/^\$?Zod/.test(error.name)) return "ZodError";
  if (!kinds.includes(error.name)) return null;
  return error.name === "Error" && googleWords.test(error.message) ? null : error.name;
}

/** Whether an error is a mistake in this script, rather than what Google throws or a refusal in words of ours. */
export function isDefect(error: unknown): boolean {
  return kindOf(error) !== null;
}

const frame =
  /^\s*at (?:(?:new |async )?([A-Za-z_$][\w$.]{0,60})(?: \[as [\w$]+\])? \()?[^()\s]*:(\d+):(\d+)\)?$/;
const framesKept = 3;

/** The innermost functions that an error came through. Only names of functions and numbers are taken. */
function placeOf({ message, stack = "" }: Error): string {
  // The stack begins with the message, whose own lines may look like any other.
  const at = stack.indexOf(message);
  if (at === -1) return "";
  const frames = stack
    .slice(at + message.length)
    .split("\n")
    .slice(1);
  return frames
    .flatMap((text) => {
      const [found, name = "", line, column] = frame.exec(text) ?? [];
      return found === undefined ? [] : [`${name}@${line}:${column}`];
    })
    .slice(0, framesKept)
    .join(" < ");
}

/** The code of a mistake; null where the error is none. */
export function defectCode(error: unknown): DefectCode | null {
  const kind = kindOf(error);
  if (kind === null) return null;
  const place = error instanceof Error ? placeOf(error) : "";
  // Made of a closed list, of names in this script and of numbers.
  return (place === "" ? kind : `${kind} in ${place}`) as DefectCode;
}
