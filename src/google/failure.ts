/** What went wrong, as a code and the next step: the one place that knows how Google's errors read (platform.md 11, sheets-api.md 1). */
import { AddressRefused, AppError, defectCode, type ErrorCode, errorWords } from "../errors";
import { UnreadableTab } from "../register/read";
import { tabs } from "../register/tabs";
import { isNoAccess, missingPermission } from "./permissions";

/** The first that fits. Google's words are in the language of the account: where none fits, only the service is told. */
const byWords: readonly { readonly says: RegExp; readonly code: ErrorCode }[] = [
  // Google's words for a tab whose id is gone.
  { says: /No grid with id/, code: "register-damaged" },
  { says: /has not been used in project|accessNotConfigured/i, code: "service-off" },
  {
    says: /quota|rate limit|limit exceeded|too many times|too much computer time|too many scripts|per second/i,
    code: "google-limit",
  },
  {
    says: /File not found|is missing \(perhaps|do not have permissions? to access|protected (?:cell|range)/i,
    code: "register-not-opened",
  },
  // The advanced services, of which only the registers make use, and the one that says who may open them.
  {
    says: /^GoogleJsonResponseException|^HttpResponseException|Spreadsheet/,
    code: "register-unreachable",
  },
];

function codeOf(error: unknown): ErrorCode {
  if (isNoAccess(error)) return "register-not-opened";
  const text = String(error);
  return byWords.find(({ says }) => says.test(text))?.code ?? "google-failed";
}

/** "code: what to do next", with nothing that the error itself says: it may hold a report's text (design 2.10). */
export function failureWords(error: unknown): string {
  if (error instanceof AddressRefused) return failureWords(error.original);
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  if (error instanceof UnreadableTab) {
    return `register-damaged: ${errorWords["register-damaged"]} The tab: ${tabs[error.tab].title}.`;
  }
  const defect = defectCode(error);
  if (defect !== null) return failureWords(new AppError("defect", defect));
  const permission = missingPermission(error);
  if (permission !== null) return `permission-missing: ${permission}`;
  const code = codeOf(error);
  return `${code}: ${errorWords[code]}`;
}
