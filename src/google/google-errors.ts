/**
 * What an error of Google's means, by its words (platform.md 11 and 13, sheets-api.md 1): the trouble that it is, the permission that is
 * missing, or that an address is refused.
 */
import {
  AddressRefused,
  type AdvancedService,
  AppError,
  defectCode,
  failureWords,
  isDefect,
  type Refusal,
  type Trouble,
  TroubleError,
} from "../errors";
import type { Diagnosis } from "../ports";
import { UnreadableTab } from "../register/read/snapshot";
import { tabs } from "../register/tabs";

// Permissions.

/** What each permission is needed for, by the short name of Google's scope. */
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

/** The scope that includes another, and is granted instead of it in the variant of the script that asks for all forms. */
const [narrow, wide] = ["forms.currentonly", "forms"];

const prefix = "googleapis.com/auth/";

function shortName(scope: string): string {
  return scope.slice(scope.indexOf(prefix) + prefix.length);
}

/** Members of Google's answer since January 2025 that @types/google-apps-script does not list. */
interface Granted {
  getAuthorizedScopes(): unknown;
}

/**
 * What does not work because this account has not given a permission; null where Google does not tell (platform.md 13). Up to two calls;
 * used in a run that has failed.
 */
export function worksNotGranted(): readonly string[] | null {
  let scopes: unknown;
  try {
    // The published types lack these members. Where Google lacks them too, the call fails.
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL) as unknown as Granted;
    scopes = info.getAuthorizedScopes();
  } catch {
    return null;
  }
  // A run without any permission cannot begin, so an empty list is no answer.
  if (!Array.isArray(scopes) || scopes.length === 0) return null;
  const granted = new Set(scopes.map((scope) => shortName(String(scope))));
  const isGiven = (scope: string) =>
    scope === wide || granted.has(scope) || (scope === narrow && granted.has(wide));
  return Object.entries(needs).flatMap(([scope, what]) => (isGiven(scope) ? [] : [what]));
}

/**
 * As `worksNotGranted`. Where Google names no scope, each service is asked for something harmless instead (platform.md 13), and what is
 * refused for want of a permission is in the result. Not asked: the Form, the registers, the triggers and the dialogs, which show by
 * themselves that they do not work. Up to five calls. Never throws.
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

/** Short names of the scopes in an error's text. Google names scopes in full, whatever the language (platform.md 11). */
function scopesIn(text: string): readonly string[] {
  return (text.match(/googleapis\.com\/auth\/[\w.]+/g) ?? []).map(shortName);
}

/** Whether an error's text is about a missing permission. */
function isAboutPermission(text: string): boolean {
  return (
    scopesIn(text).length > 0 ||
    /Authorization is required|insufficient authentication scopes|do not have permission to call/i.test(
      text,
    )
  );
}

// Troubles.

/** Whether an error says that there is no such file, or none that this account may open (sheets-api.md 6). */
export function isNoAccess(error: unknown): boolean {
  return /entity was not found|caller does not have permission/i.test(String(error));
}

/** Errors of the Sheets API or SpreadsheetApp, which the script uses for registers alone. */
const ofRegisters = /^GoogleJsonResponseException|^HttpResponseException|Spreadsheet|\bsheets\./;

function outageOf(text: string): Trouble {
  return { kind: "outage", ofRegisters: ofRegisters.test(text) };
}

/** The services that an error is about: by the API's own name, or by the call that failed. Either is used where the words name no service. */
function servicesIn(text: string): readonly AdvancedService[] {
  if (/sheets/i.test(text)) return ["Sheets"];
  return /drive/i.test(text) ? ["Drive"] : ["Sheets", "Drive"];
}

/**
 * Meanings by words; the first that fits counts. The Sheets and Drive APIs write English; other services may write the account's language.
 */
const meanings: readonly { readonly says: RegExp; means(text: string): Trouble }[] = [
  {
    says: /has not been used in project|it is disabled|accessNotConfigured|SERVICE_DISABLED/i,
    means: (text) => ({ kind: "service-off", services: servicesIn(text) }),
  },
  // A tab with a known id was deleted.
  { says: /No grid with id/, means: () => ({ kind: "damage", tab: null }) },
  {
    says: /quota|rate limit|daily limit|limit exceeded:|too many times|too many LockService|too much computer time|too many scripts|per second/i,
    means: () => ({ kind: "quota" }),
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

function troubleIn(error: unknown, missing: (named: string) => readonly string[]): Trouble {
  if (error instanceof AddressRefused) return troubleIn(error.original, missing);
  if (error instanceof TroubleError) {
    const { trouble } = error;
    return trouble.kind === "permission" && trouble.without.length === 0
      ? { ...trouble, without: missing("") }
      : trouble;
  }
  if (error instanceof UnreadableTab) return { kind: "damage", tab: tabs[error.tab].title };
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
  if (known !== undefined) return known.means(text);
  // In words that are not known. A missing permission is a better explanation than a failure of Google.
  const without = missing("");
  return without.length > 0 ? { kind: "permission", without } : outageOf(text);
}

/** The diagnosis for one run. Asks Google at most once which permissions were granted, where an error is about that or not understood. */
export function googleDiagnosis(): Diagnosis {
  let asked: readonly string[] | null | undefined;
  const missing = (text: string): readonly string[] => {
    if (asked === undefined) asked = worksNotGranted();
    if (asked !== null && asked.length > 0) return asked;
    // What the first permission that the error names is needed for.
    return scopesIn(text)
      .flatMap((scope) => needs[scope] ?? [])
      .slice(0, 1);
  };
  return { troubleOf: (error) => troubleIn(error, missing) };
}

/** The text with which a failed run ends. Holds nothing of the error's own words (design 2.10). */
export function failureText(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  return failureWords(googleDiagnosis().troubleOf(error));
}

// Refused addresses.

/** Reasons by words; the first that fits counts. Google writes the account's language: where nothing fits, the reason is "unsaid". */
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

/**
 * Does `change`, which names people; throws an `AddressRefused` where Google refuses one of them. What the script itself throws, and what is
 * about no address (a permission, a limit, an outage, a file or cells out of reach), is thrown as it is.
 */
export function withAddressRefusal<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    const text = String(error);
    const isOurs = error instanceof AppError || error instanceof TroubleError || isDefect(error);
    const isKnown = isAboutPermission(text) || meanings.some(({ says }) => says.test(text));
    if (isOurs || isKnown) throw error;
    throw new AddressRefused(refusals.find(({ says }) => says.test(text))?.why ?? "unsaid", error);
  }
}
