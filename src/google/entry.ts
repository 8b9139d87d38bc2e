/** The one wrapper around every function that Google calls: what leaves it is a code, never the text of an error (design 2.10). */
import { AppError, errorWords } from "../app-error";
import { UnreadableTab } from "../register/snapshot";
import { tabs } from "../register/tabs";
import { missingPermission } from "./permissions";
import { type GoogleWorkspace, googleWorkspace } from "./workspace";

/** Google mails a failed run's error text to whoever installed it, so it must hold nothing that came from a report. */
function coded(error: unknown): Error {
  if (error instanceof AppError) return new Error(`${error.code}: ${error.message}`);
  const permission = missingPermission(error);
  if (permission !== null) return new Error(`permission-missing: ${permission}`);
  // Google's words for a tab whose id is gone.
  const isDamaged = error instanceof UnreadableTab || String(error).includes("No grid with id");
  const code = isDamaged ? "register-damaged" : "register-unreachable";
  const where = error instanceof UnreadableTab ? ` The tab: ${tabs[error.tab].title}.` : "";
  return new Error(`${code}: ${errorWords[code]}${where}`);
}

/** An entry function: runs with fresh ports and rethrows codes only. */
export function entry<E, R>(run: (workspace: GoogleWorkspace, event: E) => R): (event: E) => R {
  return (event) => {
    try {
      return run(googleWorkspace(), event);
    } catch (error) {
      throw coded(error);
    }
  };
}

/** An entry function that this version does not have: triggers and menus must find the name, and say so in words. */
export function notYet(): (event: unknown) => never {
  return entry(() => {
    throw new AppError("not-in-this-version");
  });
}
