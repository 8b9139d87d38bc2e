/** What a person who unticks one of Google's permissions is told: what does not work without it, and how to grant it. */
import { errorWords } from "../errors";

/** By the scope's short name: what needs it. */
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

/** Google's words name the scopes in full; in other languages only the scopes can be told (platform.md 11). */
function scopesIn(text: string): readonly string[] {
  const prefix = "googleapis.com/auth/";
  return (text.match(/googleapis\.com\/auth\/[\w.]+/g) ?? []).map((scope) =>
    scope.slice(prefix.length),
  );
}

/** What does not work; null where the error is about no permission. */
export function missingPermission(error: unknown): string | null {
  const text = String(error);
  const scopes = scopesIn(text);
  const isAbout =
    scopes.length > 0 ||
    /Authorization is required|insufficient authentication scopes|do not have permission to call/i.test(
      text,
    );
  if (!isAbout) return null;
  const [first] = scopes.flatMap((scope) => needs[scope] ?? []);
  const what = first === undefined ? "" : ` What does not work: ${first}.`;
  return `${errorWords["permission-missing"]}${what}`;
}

/** Google's words for a file that is not there, or not for this account (sheets-api.md 6). */
export function isNoAccess(error: unknown): boolean {
  return /entity was not found|caller does not have permission/i.test(String(error));
}

/**
 * Ends the run and has Google ask for whatever is not granted (platform.md 1). Does nothing where all is granted, and
 * where Google does not ask on this surface: what is missing is then told by the call that needs it.
 */
export function askForPermissions(): void {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
}
