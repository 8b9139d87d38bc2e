/**
 * What an error from Google means, judged by its message (platform.md 11 and 13, sheets-api.md 1): which trouble it is, which permission is
 * missing, or that Google refuses an address.
 */
import type { AdvancedService, Refusal, Trouble } from "../errors";
import {
  AddressRefused,
  AppError,
  defectCode,
  failureWords,
  isDefect,
  TroubleError,
} from "../errors";
import { membersIn } from "../json";
import { once } from "../lazy";
import type { Ports } from "../ports";
import { UnreadableTab } from "../register/read/snapshot";

// Permissions.

/** What each permission is needed for. Keys are the last part of Google's scope names. */
const needs: Readonly<Record<string, string>> = {
  "forms.currentonly":
    "reading reports from the Form and putting the questions into it (forms.currentonly)",
  forms:
    "reading reports by the clock (this needs the variant of the script that asks for your forms: see the guide to installing) (forms)",
  spreadsheets: "reading and writing the registers, and letting people in (spreadsheets)",
  "drive.file": "making the registers, and seeing whether a link opens them (drive.file)",
  "script.send_mail": "sending email to those who must act (script.send_mail)",
  "script.scriptapp":
    "starting the clock and the triggers, so that reports are taken in (script.scriptapp)",
  "script.container.ui": "showing the windows of this menu (script.container.ui)",
  "userinfo.email": "knowing which account runs the system (userinfo.email)",
};

/** The scope `wide` includes `narrow`. The variant of the script that asks for access to all forms is granted `wide` instead. */
const [narrow, wide] = ["forms.currentonly", "forms"];

const prefix = "googleapis.com/auth/";

function shortName(scope: string): string {
  return scope.slice(scope.indexOf(prefix) + prefix.length);
}

/**
 * What does not work because this account has not given a permission; null if Google does not say (platform.md 13). Up to two calls.
 */
export function worksNotGranted(): readonly string[] | null {
  let scopes: unknown;
  try {
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL);
    // Google offers this method since January 2025, and the published types lack it. If Google lacks it, the call fails and is caught.
    scopes = (info as unknown as { getAuthorizedScopes(): unknown }).getAuthorizedScopes();
  } catch {
    return null;
  }
  // A run cannot start without any permission, so an empty list tells us nothing.
  if (!Array.isArray(scopes) || scopes.length === 0) return null;
  const granted = new Set(scopes.map((scope) => shortName(String(scope))));
  const isGiven = (scope: string) =>
    scope === wide || granted.has(scope) || (scope === narrow && granted.has(wide));
  return Object.entries(needs).flatMap(([scope, what]) => (isGiven(scope) ? [] : [what]));
}

/**
 * As `worksNotGranted`. If Google does not list scopes, this makes one harmless call to each service instead (platform.md 13) and returns
 * what Google refused because a permission is missing. The Form, the registers, the triggers and the dialogs are not checked this way:
 * people notice by themselves if these do not work. Up to five calls. Never throws.
 */
export function probePermissions(): readonly string[] {
  const refusal = worksNotGranted();
  if (refusal !== null) return refusal;
  const asked: Readonly<Record<string, () => unknown>> = {
    "script.send_mail": () => MailApp.getRemainingDailyQuota(),
    "drive.file": () => Drive?.Files?.get("0", { fields: "trashed" }),
    "userinfo.email": () => {
      if (Session.getEffectiveUser().getEmail() === "")
        throw new Error("Authorization is required");
    },
  };
  return Object.entries(asked).flatMap(([scope, ask]) => {
    try {
      ask();
      return [];
    } catch (error) {
      const what = needs[scope];
      return what !== undefined && isAboutPermission(String(error)) ? [what] : [];
    }
  });
}

/** Short names of the scopes in an error's message. Google writes scopes in full in every language (platform.md 11). */
function scopesIn(text: string): readonly string[] {
  return (text.match(/googleapis\.com\/auth\/[\w.]+/g) ?? []).map(shortName);
}

/** Whether an error's message is about a missing permission. */
function isAboutPermission(text: string): boolean {
  return (
    scopesIn(text).length > 0 ||
    /Authorization is required|insufficient authentication scopes|do not have permission to call/i.test(
      text,
    )
  );
}

// Troubles.

/** Whether an error says that the file does not exist or that this account may not open it (sheets-api.md 6). */
export function isNoAccess(error: unknown): boolean {
  return /entity was not found|caller does not have permission/i.test(String(error));
}

/** Matches errors of the Sheets API or SpreadsheetApp, which the script uses only for registers. */
const ofRegisters = /^GoogleJsonResponseException|^HttpResponseException|Spreadsheet|\bsheets\./;

function outageOf(text: string): Trouble {
  return { kind: "outage", ofRegisters: ofRegisters.test(text) };
}

/** Which services an error is about, judged by the name of the API or of the call that failed. Both, if the message names neither. */
function servicesIn(text: string): readonly AdvancedService[] {
  if (/sheets/i.test(text)) return ["Sheets"];
  return /drive/i.test(text) ? ["Drive"] : ["Sheets", "Drive"];
}

/**
 * What a message means; the first match counts. The Sheets and Drive APIs write English; other Google services may write in the account's
 * language.
 */
const meanings: readonly { readonly says: RegExp; means(text: string): Trouble }[] = [
  {
    says: /has not been used in project|it is disabled|accessNotConfigured|SERVICE_DISABLED/i,
    means: (text) => ({ kind: "service-off", services: servicesIn(text) }),
  },
  // Someone deleted the tab with this id.
  { says: /No grid with id/, means: () => ({ kind: "damage", tab: null }) },
  {
    says: /quota|rate limit|daily limit|limit exceeded:|too many times|too many LockService|too much computer time|too many scripts|per second/i,
    means: (text) => ({ kind: "quota", isOfMinute: /per minute/i.test(text) }),
  },
  {
    says: /File not found|entity was not found|is missing \(perhaps|caller does not have permission|do not have permissions? to access the requested|protected (?:cell|range)/i,
    means: () => ({ kind: "file-gone" }),
  },
  {
    says: /server error occurred|Service unavailable|Service error|currently unavailable|Empty response|Internal error|backend error|timed out|try again|^\S*Exception: Service |Unable to talk to trigger service|Lock timeout|another process was holding the lock/i,
    means: outageOf,
  },
];

/** Why Google's APIs refuse a call, where their error says so: the HTTP status, and the first reason. Neither depends on a language. */
function statusOf(error: unknown): { readonly code: unknown; readonly reason: string } {
  const details = membersIn(membersIn(error)?.["details"]);
  const [first] = Array.isArray(details?.["errors"]) ? details["errors"] : [];
  return { code: details?.["code"], reason: String(membersIn(first)?.["reason"] ?? "") };
}

/** The trouble that the status of an error tells, for messages in other languages than English; null where it tells none. */
function troubleByStatus(error: unknown, text: string): Trouble | null {
  const { code, reason } = statusOf(error);
  if (/rateLimit|quota|dailyLimit/i.test(reason) || code === 429) return { kind: "quota" };
  if (/accessNotConfigured|SERVICE_DISABLED/i.test(reason))
    return { kind: "service-off", services: servicesIn(text) };
  if (code === 403 || code === 404) return { kind: "file-gone" };
  return null;
}

function troubleIn(error: unknown, missing: (named: string) => readonly string[]): Trouble {
  if (error instanceof AddressRefused) return troubleIn(error.original, missing);
  if (error instanceof TroubleError) {
    const { trouble } = error;
    return trouble.kind === "permission" && trouble.without.length === 0
      ? { ...trouble, without: missing("") }
      : trouble;
  }
  if (error instanceof UnreadableTab) return { kind: "damage", tab: error.tab.title };
  if (error instanceof AppError) {
    if (error.code === "no-access") return { kind: "file-gone" };
    return error.defect === null
      ? { kind: "refusal", code: error.code }
      : { kind: "defect", code: error.defect };
  }
  const code = defectCode(error);
  if (code !== null) return { kind: "defect", code };
  const text = String(error);
  if (isAboutPermission(text)) return { kind: "permission", without: missing(text) };
  const known = meanings.find(({ says }) => says.test(text));
  const trouble = known?.means(text) ?? troubleByStatus(error, text);
  if (trouble !== null) return trouble;
  // The message is not recognized. If a permission is missing, that is a more likely cause than a failure at Google.
  const without = missing("");
  return without.length > 0 ? { kind: "permission", without } : outageOf(text);
}

/**
 * Diagnoses errors for one run. Asks Google at most once which permissions were granted, and only if an error is about permissions or not
 * recognized.
 */
export function googleDiagnosis(): Ports["diagnosis"] {
  const notGranted = once(worksNotGranted);
  const missing = (text: string): readonly string[] => {
    const asked = notGranted();
    if (asked !== null && asked.length > 0) return asked;
    // What the first permission that the error names is needed for.
    return scopesIn(text)
      .flatMap((scope) => needs[scope] ?? [])
      .slice(0, 1);
  };
  return { troubleOf: (error) => troubleIn(error, missing) };
}

/** The error text with which a failed run ends. Never contains the original message (design 2.10). */
export function failureText(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  return failureWords(googleDiagnosis().troubleOf(error));
}

// Refused addresses.

/**
 * Why Google refuses an address, judged by its message; the first match counts. Google writes in the account's language: if nothing
 * matches, the reason is "unsaid".
 */
const refusals: readonly { readonly says: RegExp; readonly why: Refusal }[] = [
  {
    says: /do(?:es)? not have permission to perform|do(?:es)? not have sufficient permissions/i,
    why: "not-owner",
  },
  {
    says: /shar\w* (?:limit|with (?:any ?)?more)|maximum number of|too many (?:people|users|editors|permissions|collaborators)/i,
    why: "full",
  },
  {
    says: /invalid (?:email|user)|user does not exist|no such user|no google account/i,
    why: "no-account",
  },
  { says: /outside|polic(?:y|ies)|not allowed|not permitted|administrator/i, why: "not-allowed" },
];

/** Whether a message is about a permission, a limit, an outage, or a file or cells out of reach. */
export const isTrouble = (text: string): boolean =>
  isAboutPermission(text) || meanings.some(({ says }) => says.test(text));

/**
 * Does `change`, which gives access to people or removes it. Throws an `AddressRefused` if Google refuses one of the addresses. Throws
 * other errors unchanged: those of the script itself, and those that are not about an address (a permission, a limit, an outage, a file or
 * cells out of reach).
 */
export function withAddressRefusal<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    const text = String(error);
    const isOurs = error instanceof AppError || error instanceof TroubleError || isDefect(error);
    if (isOurs || isTrouble(text) || troubleByStatus(error, text) !== null) throw error;
    throw new AddressRefused(refusals.find(({ says }) => says.test(text))?.why ?? "unsaid", error);
  }
}
