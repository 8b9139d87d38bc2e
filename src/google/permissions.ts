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

/** Scopes that include another: granted instead of it, they count as the other one. */
const inPlaceOf: Readonly<Record<string, string>> = { "forms.currentonly": "forms" };
const notAskedFor: readonly string[] = Object.values(inPlaceOf);

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
  return Object.entries(needs).flatMap(([scope, what]) =>
    notAskedFor.includes(scope) || granted.has(scope) || granted.has(inPlaceOf[scope] ?? scope)
      ? []
      : [what],
  );
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
export function isAboutPermission(text: string): boolean {
  return (
    scopesIn(text).length > 0 ||
    /Authorization is required|insufficient authentication scopes|do not have permission to call/i.test(
      text,
    )
  );
}

/** What the first permission that an error names is needed for; empty where it names none. */
export function purposeOfPermission(text: string): readonly string[] {
  return scopesIn(text)
    .flatMap((scope) => needs[scope] ?? [])
    .slice(0, 1);
}

/** Whether an error says that there is no such file, or none that this account may open (sheets-api.md 6). */
export function isNoAccess(error: unknown): boolean {
  return /entity was not found|caller does not have permission/i.test(String(error));
}

/**
 * Ends the run and has Google ask the person for permissions that are not granted (platform.md 1). Where all are granted, or Google does
 * not ask in this place, it does nothing: the call that needs the permission will fail and say so.
 */
export function askForPermissions(): void {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
}
