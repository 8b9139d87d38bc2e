/**
 * What people read when the system refuses something: what happened and what to do. By code; codes are permanent. Below: the refusals
 * themselves, errors about one address, kinds of trouble, and the codes of mistakes in this script.
 */
function errorWords() {
  return {
    "not-set-up":
      "Student Safety is not set up on this Form. Open the Form's editor and choose Student safety, then Set up.",
    "other-form":
      "This script was installed on another Form and does not run on a copy. Install it on this Form with Set up, or delete the copy.",
    "named-account":
      "Contacts names this account as a lead, an alternate lead, a designated contact or a backup contact. The account that runs the system owns what is reported, and a report may be about any of them. So it must be a role account of the district that is no one's own. Make a role account an editor of this Form, sign in with it and choose Set up. Or name another address in Contacts.",
    "not-confirmed":
      "It is not possible today for this account to run the system. Contacts must name it as district admin and in no other role, and someone else must confirm it: an admin on the page Who can open what or, if no other account runs, a lead who ticks May open beside it. Then choose Set up again.",
    "private-account":
      "This is a private Google account. Records of students would be in it, out of the district's reach. Sign in with an account of the district, open the Form with that, and choose Set up again.",
    "form-changed-meanwhile":
      "Someone changed the Form while Set up was working on it. Run Set up again.",
    "no-access":
      "This account may not open and write the registers, and no account that may is running. Reports are safe in the Form: choose Student safety, Check, which says what to do about them. Was the account that set this up suspended, or has it left? Ask your Google Workspace administrator to restore it, or to transfer its Drive files to this account. Is a register in the trash? Restore it. Then choose Set up again. No second register was made.",
    "newer-register":
      "A newer version of this script made or changed a register, so this version must not write into it. Reports are safe in the Form: choose Student safety, Check, which says what to do about them. Install the newest release: paste its files over this script as at the first installation, then choose Set up. Change nothing in the registers.",
    "report-not-taken-in":
      "A report cannot be taken in. It is safe in the Form: open the Form's editor, choose Student safety, Check, and do what it says at once. Then tell the person who keeps this script up to date.",
    "rolled-over": "New registers have just taken the places of the old ones. Try again.",
    "rolling-over":
      "The registers are moving to new files. This takes a few minutes, and then the report is taken in without anyone doing anything.",
    "files-differ":
      "The new files differ from the old ones, so the old ones stay the registers. Choose Roll over, then Stop, keep the old files. Then tell the person who keeps this script up to date.",
    "not-owner":
      "Only the account that owns the registers and runs the system can roll them over. Sign in with that one.",
    "few-mails-left": "The rest of today's email quota is kept for reports.",
    busy: "Another run is in progress. Try again in a minute.",
  } as const;
}
export type ErrorCode = keyof ReturnType<typeof errorWords>;

/** The system refuses to do something. `errorWords` tells people what happened and what to do. */
export class AppError extends Error {
  override readonly name = "StudentSafety";
  /** `defect`: where in the script the mistake is that led to this refusal; null if there was none. */
  constructor(
    readonly code: ErrorCode,
    readonly defect: DefectCode | null = null,
  ) {
    super(
      defect === null ? errorWords()[code] : `${errorWords()[code]} Give them this: ${defect}.`,
    );
  }
}

/**
 * Whether the error is "rolled-over": the run began before a roll-over and then met a file that had been replaced. Nothing is wrong; the
 * caller reads the ids of the registers again.
 */
export function isRolledOver(error: unknown): boolean {
  return error instanceof AppError && error.code === "rolled-over";
}

// What Google says about one address.

/**
 * Why Google does not add an address to a list of editors, or does not remove it. "unsaid": the script does not recognize Google's message.
 */
export const refusals = ["no-account", "not-allowed", "full", "not-owner", "unsaid"] as const;
export type Refusal = (typeof refusals)[number];

/** Thrown when Google refuses one address. The caller continues without that address. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(
    readonly why: Refusal,
    readonly original: unknown,
  ) {
    super(`Google refuses an address: ${why}`);
  }
}

// Troubles: what keeps a run from doing its work. There is one kind for each remedy.

/** The advanced services of Google that the script needs: name in code → name in the list of services in the script editor. */
export const advancedServices = { Sheets: "Google Sheets API", Drive: "Drive API" } as const;
export type AdvancedService = keyof typeof advancedServices;

/** What went wrong, by kind. Never contains the error's message, which may quote a report. */
export type Trouble =
  /** A mistake in this script. */
  | { readonly kind: "defect"; readonly code: DefectCode }
  /** The account has used up a limit that Google sets, for now. `isOfMinute`: Google says that it is one for each minute. */
  | { readonly kind: "quota"; readonly isOfMinute?: boolean }
  /** Google failed. Also used when the cause is not known. */
  | { readonly kind: "outage"; readonly ofRegisters: boolean }
  /** A permission is missing. `without`: what does not work because of that; empty if not known. */
  | { readonly kind: "permission"; readonly without: readonly string[] }
  /** Advanced services that are switched off; never empty. */
  | { readonly kind: "service-off"; readonly services: readonly AdvancedService[] }
  /** A register is deleted, in the trash, or closed to the account. */
  | { readonly kind: "file-gone" }
  /** The keys or titles of a register cannot be read. `tab`: the tab's title; null if not known. */
  | { readonly kind: "damage"; readonly tab: string | null }
  /** The system refused; the code has its own text in `errorWords`. */
  | { readonly kind: "refusal"; readonly code: ErrorCode };

/** Thrown when the script itself notices a trouble, before Google throws. */
export class TroubleError extends Error {
  override readonly name = "StudentSafety";
  constructor(readonly trouble: Trouble) {
    super(troubleWords(trouble).what);
  }
}

const setUpAgain = "open the Form's editor, choose Student safety, then Set up";

/** What to click to switch services on. A person must add a service by hand: pushing the script does not switch it on (platform.md 13). */
export function serviceClicks(services: readonly AdvancedService[]): readonly string[] {
  return [
    "In the Form's editor, click the three dots at the top right, then Apps Script (in some accounts Script editor). The script's editor opens.",
    ...services.flatMap((service) => [
      `On its left, under Services, click the three dots beside ${service}, then Remove.`,
      `Click the plus sign beside Services, choose ${advancedServices[service]}, leave ${service} as its identifier, and click Add.`,
    ]),
  ];
}

/** What happened, and what the reader does next ("" if there is nothing to do). `who`: what to call the account that runs the system. */
export function troubleWords(
  trouble: Trouble,
  who = "this account",
): { readonly what: string; readonly next: string } {
  switch (trouble.kind) {
    case "defect":
      return {
        what: "There is a mistake in the system's own script: Google and the registers are not the cause, and trying again may not help.",
        next: `Tell the person who keeps the script up to date, but nothing from a report. Give them this: ${trouble.code}.`,
      };
    case "quota":
      if (trouble.isOfMinute === true)
        return {
          what: `Google allows ${who} only so much in a minute, and this minute's share is used up.`,
          next: "Wait a minute, then try again. What runs by itself continues by itself.",
        };
      return {
        what: `Google allows ${who} no more for now: it limits how much an account does in a minute and in a day.`,
        next: `It continues by itself, in a few minutes or tomorrow. Send nothing else from ${who} until then.`,
      };
    case "outage":
      return {
        what: trouble.ofRegisters
          ? "Google Sheets did not answer."
          : "A Google service failed. As far as the system knows, nothing on your side caused it.",
        next: "It continues by itself as soon as Google works again. If it does not, run Set up.",
      };
    case "permission": {
      const { without } = trouble;
      return {
        what: `The script lacks a permission that it needs from ${who}.${without.length === 0 ? "" : ` What does not work: ${without.join("; ")}.`}`,
        next: `Signed in with ${who}, ${setUpAgain}; where Google asks, tick every box. If it does not ask: open myaccount.google.com/connections, remove this script there, and choose Set up again.`,
      };
    }
    case "service-off": {
      const names = trouble.services.map((service) => advancedServices[service]);
      return {
        what: `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} not switched on for this script.`,
        next: `Remove it and add it again. ${serviceClicks(trouble.services).join(" ")} Google may take a few minutes. Then choose Set up.`,
      };
    }
    case "file-gone":
      return {
        what: `Google does not open a register for ${who}, or not for writing: it is in the trash or deleted, or is closed to ${who}.`,
        next: `Look for the register in Google Drive, also in the trash, and restore it; or have its owner let ${who} in. If ${who} was suspended, your Google Workspace administrator can restore it. Then run Set up.`,
      };
    case "damage":
      return {
        what: `A tab of the register is missing, or the rows at its top were changed.${trouble.tab === null ? "" : ` The tab: ${trouble.tab}.`}`,
        next: "If a tab is missing: open the register, choose File, Version history, and restore the last version before that. Then run Set up: it restores the rows at the top, and a missing tab without its contents. If Set up says this too, restore the last version before the change.",
      };
    case "refusal":
      return { what: errorWords()[trouble.code], next: "" };
  }
}

/** The codes of troubles, for logs and for the email that Google sends about a failed run. Permanent. */
const troubleCodes = {
  quota: "google-limit",
  permission: "permission-missing",
  "file-gone": "register-not-opened",
  damage: "register-damaged",
  defect: "defect",
  "service-off": "service-off",
} as const;

/** The text of a failed run's error: "code: what happened, where the reports are, what to do next". */
export function failureWords(trouble: Trouble): string {
  const { what, next } = troubleWords(trouble);
  const { kind } = trouble;
  if (kind === "refusal") return `${trouble.code}: ${what}`;
  const isOutage = kind === "outage";
  const outage = isOutage && trouble.ofRegisters ? "register-unreachable" : "google-failed";
  const safe =
    kind === "quota" || isOutage
      ? "Reports are safe in the Form, and a later run does what is left to do. If this lasts an hour, open the Form's editor and choose Student safety, Check: it says what to do about them."
      : "Reports are safe in the Form: open its editor and choose Student safety, Check, which says what to do about them.";
  return `${isOutage ? outage : troubleCodes[kind]}: ${what} ${safe} ${next}`;
}

// Mistakes in this script: how they are recognized, and how their place is named without quoting the error's message.

declare const brand: unique symbol;

/**
 * Example: "TypeError in decide@2210:15 < takeIn@2300:3". It names the kind of error and the functions it came through, innermost first,
 * each with its line and column in the built script. It never contains the error's message, which may quote a report.
 */
export type DefectCode = string & { readonly [brand]: "DefectCode" };

/**
 * Names of the errors that JavaScript throws, and of `throw new Error` in this script. Google's errors and our own refusals have other
 * names.
 */
const kinds = /^(?:Type|Range|Reference|Syntax|Eval|URI)?Error$/;

/**
 * Text that only Google's errors have. Google names its errors `…Exception` (sheets-api.md 1, platform.md 11), but one may arrive as a
 * plain Error.
 */
const googleWords =
  /^(?:Exception|API call to )|\bService (?:invoked|unavailable|error|using|Spreadsheets)\b|server error occurred/;

/** Google's words for something that no Form takes, such as a choice that stands twice (platform.md 15). Google is well, the script is not. */
const formWords =
  /^Invalid data updating form|^Array is empty: |^Questions cannot have duplicate choice values/;

/** The kind of mistake, such as "TypeError"; null for Google's errors and our own refusals. */
function kindOf(error: unknown): string | null {
  if (!(error instanceof Error)) return "Thrown";
  if (/^\$?Zod/.test(error.name)) return "ZodError";
  if (error.name === "Exception" && formWords.test(error.message)) return "FormError";
  if (!kinds.test(error.name)) return null;
  return error.name === "Error" && googleWords.test(error.message) ? null : error.name;
}

/** Whether an error is a mistake in this script. Such errors are never swallowed. */
export function isDefect(error: unknown): boolean {
  return kindOf(error) !== null;
}

const frame =
  /^\s*at (?:(?:new |async )?([A-Za-z_$][\w$.]{0,60})(?: \[as [\w$]+\])? \()?.*:(\d+):(\d+)\)?$/;
const framesKept = 3;
/**
 * Functions of attempt.ts that pass an error on. They say nothing about its place, so they are left out. (The bundler may add a number to a
 * name.)
 */
const passing =
  /^(?:orElse|attempt|isDone|whyFailed|whole|whyNot|tellingIfItFails|withRetry|twice)\d*$/;

/**
 * The innermost functions that an error came through, with line and column; "" if the stack does not tell. Contains only names and numbers.
 */
function placeOf({ message, stack = "" }: Error): string {
  // The stack begins with the message, whose lines could be mistaken for places.
  const at = stack.indexOf(message);
  if (at === -1) return "";
  const frames = stack
    .slice(at + message.length)
    .split("\n")
    .slice(1);
  return frames
    .flatMap((text) => {
      const [found, name = "", line, column] = frame.exec(text) ?? [];
      return found === undefined || passing.test(name) ? [] : [`${name}@${line}:${column}`];
    })
    .slice(0, framesKept)
    .join(" < ");
}

/** The code of a mistake in this script; null for every other error. */
export function defectCode(error: unknown): DefectCode | null {
  const kind = kindOf(error);
  if (kind === null) return null;
  const place = error instanceof Error ? placeOf(error) : "";
  // The text is built only from known kinds, names of functions in this script, and numbers.
  return (place === "" ? kind : `${kind} in ${place}`) as DefectCode;
}
