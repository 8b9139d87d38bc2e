/** Recognises that Google refuses an address in a list of editors (platform.md 13). */

import { AddressRefused, AppError, isDefect, type Refusal, TroubleError } from "../errors";
import { isAboutPermission, isNoAccess } from "./permissions";

/** Words of errors that are about no address: limits, outages, cells or tabs out of reach. */
const otherwise =
  /has not been used in project|it is disabled|accessNotConfigured|quota|rate limit|too many times|too much computer time|too many scripts|per second|try again|timed out|server error|internal error|unavailable|^\S*Exception: Service |backend error|protected (?:cell|range)|No grid with id|File not found|is missing \(perhaps|permissions? to access/i;

/** Reasons by words; the first that fits counts. Google writes the account's language: where nothing fits, the reason is "unsaid". */
const byWords: readonly { readonly says: RegExp; readonly why: Refusal }[] = [
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

/** The error as an `AddressRefused`; unchanged where it is about something else. For calls that name people. */
export function refusalIn(error: unknown): unknown {
  const isOurs = error instanceof AppError || error instanceof TroubleError;
  if (isOurs || isDefect(error)) return error;
  const text = String(error);
  const isOther = isNoAccess(error) || isAboutPermission(text) || otherwise.test(text);
  if (isOther) return error;
  return new AddressRefused(byWords.find(({ says }) => says.test(text))?.why ?? "unsaid", error);
}

/** Does `change`; throws an `AddressRefused` where Google refuses the address that it names. */
export function withAddressRefusal<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    throw refusalIn(error);
  }
}
