/** Finds out what an error means, from the words of Google's errors (platform.md 11 and 13, sheets-api.md 1). */

import {
  AddressRefused,
  type AdvancedService,
  AppError,
  defectCode,
  failureWords,
  type Trouble,
  TroubleError,
} from "../errors";
import type { Diagnosis } from "../ports";
import { UnreadableTab } from "../register/read/snapshot";
import { tabs } from "../register/tabs";
import { isAboutPermission, purposeOfPermission, worksNotGranted } from "./permissions";

interface Words {
  readonly says: RegExp;
  means(text: string): Trouble;
}

/** Errors of the Sheets API or SpreadsheetApp, which the script uses for registers alone. */
const ofRegisters = /^GoogleJsonResponseException|^HttpResponseException|Spreadsheet|\bsheets\./;

function outageOf(text: string): Trouble {
  return { kind: "outage", ofRegisters: ofRegisters.test(text) };
}

/**
 * The services that an error is about: by the API's own name, or by the call that failed. Either is used where the words name no service.
 */
function servicesIn(text: string): readonly AdvancedService[] {
  if (/sheets/i.test(text)) return ["Sheets"];
  return /drive/i.test(text) ? ["Drive"] : ["Sheets", "Drive"];
}

/**
 * Meanings by words; the first that fits counts. The Sheets and Drive APIs write English; other services may write the account's language.
 */
const byWords: readonly Words[] = [
  {
    says: /has not been used in project|it is disabled|accessNotConfigured|SERVICE_DISABLED/i,
    means: (text) => ({ kind: "service-off", services: servicesIn(text) }),
  },
  // A tab with a known id was deleted.
  { says: /No grid with id/, means: () => ({ kind: "damage", tab: null }) },
  {
    says: /quota|rate limit|limit exceeded|too many times|too many LockService|too much computer time|too many scripts|per second/i,
    means: () => ({ kind: "quota" }),
  },
  {
    says: /File not found|entity was not found|is missing \(perhaps|caller does not have permission|do not have permissions? to access the requested|protected (?:cell|range)/i,
    means: () => ({ kind: "file-gone" }),
  },
  {
    says: /server error occurred|Service unavailable|Service error|currently unavailable|Empty response|Internal error|timed out|failed while accessing document|Unable to talk to trigger service|Lock timeout|another process was holding the lock/i,
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
  const known = byWords.find(({ says }) => says.test(text));
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
    return asked !== null && asked.length > 0 ? asked : purposeOfPermission(text);
  };
  return { troubleOf: (error) => troubleIn(error, missing) };
}

/** The text with which a failed run ends. Holds nothing of the error's own words (design 2.10). */
export function failureText(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  return failureWords(googleDiagnosis().troubleOf(error));
}
