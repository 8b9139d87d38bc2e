/** What does not work without one of Google's permissions. */
import { orNone } from "../missing";

/** By the scope's short name. */
const needs: Readonly<Record<string, string>> = {
  "forms.currentonly": "reading reports from the Form and putting the questions into it",
  forms:
    "reading reports by the clock (this needs the variant of the script that asks for your forms: see the guide to installing)",
  spreadsheets: "reading and writing the registers, and letting people in",
  "drive.file": "making the registers, and seeing whether a link opens them",
  "script.send_mail": "sending mail to those who must act",
  "script.scriptapp": "starting the clock and the triggers, so that reports are taken in",
  "script.container.ui": "showing the windows of this menu",
  "userinfo.email": "knowing which account runs the desk",
};

/** Asks for more, and is granted in its place. */
const inPlaceOf: Readonly<Record<string, string>> = { "forms.currentonly": "forms" };
const notAskedFor: readonly string[] = Object.values(inPlaceOf);

const prefix = "googleapis.com/auth/";

function shortName(scope: string): string {
  return scope.slice(scope.indexOf(prefix) + prefix.length);
}

/** What Google answers since January 2025, and @types/google-apps-script does not list. */
interface Granted {
  getAuthorizedScopes(): unknown;
}

/**
 * What does not work without a permission that this account has not given; null where Google does not tell (platform.md 13). Up to two
 * calls, in a run that has failed.
 */
export function notGranted(): readonly string[] | null {
  let scopes: unknown;
  try {
    // The type package lacks it; where Google does too, the call fails.
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL) as unknown as Granted;
    scopes = info.getAuthorizedScopes();
  } catch {
    return null;
  }
  // Without any permission no run begins: none is no answer.
  if (!Array.isArray(scopes) || scopes.length === 0) return null;
  const granted = new Set(scopes.map((scope) => shortName(String(scope))));
  return Object.entries(needs).flatMap(([scope, what]) =>
    notAskedFor.includes(scope) || granted.has(scope) || granted.has(inPlaceOf[scope] || scope)
      ? []
      : [what],
  );
}

/** Google's words name scopes in full in any language (platform.md 11). */
function scopesIn(text: string): readonly string[] {
  return orNone(text.match(/googleapis\.com\/auth\/[\w.]+/g)).map(shortName);
}

export function isAboutPermission(text: string): boolean {
  return (
    scopesIn(text).length > 0 ||
    /Authorization is required|insufficient authentication scopes|do not have permission to call/i.test(
      text,
    )
  );
}

/** What the first permission that an error names is needed for. */
export function namedIn(text: string): readonly string[] {
  return scopesIn(text)
    .flatMap((scope) => orNone(needs[scope]))
    .slice(0, 1);
}

/** No such file, or not for this account (sheets-api.md 6). */
export function isNoAccess(error: unknown): boolean {
  return /entity was not found|caller does not have permission/i.test(String(error));
}

/**
 * Ends the run and has Google ask for what is not granted (platform.md 1). Where all is, or Google does not ask on this surface, it does
 * nothing: the call that needs it tells.
 */
export function askForPermissions(): void {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
}
