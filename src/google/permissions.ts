/** By the scope's short name. */
const needs: Readonly<Record<string, string>> = {
  "forms.currentonly":
    "reading reports from the Form and putting the questions into it (forms.currentonly)",
  forms:
    "reading reports by the clock (this needs the variant of the script that asks for your forms: see the guide to installing) (forms)",
  spreadsheets: "reading and writing the registers, and letting people in (spreadsheets)",
  "drive.file": "making the registers, and seeing whether a link opens them (drive.file)",
  "script.send_mail": "sending mail to those who must act (script.send_mail)",
  "script.scriptapp":
    "starting the clock and the triggers, so that reports are taken in (script.scriptapp)",
  "script.container.ui": "showing the windows of this menu (script.container.ui)",
  "userinfo.email": "knowing which account runs the desk (userinfo.email)",
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
    notAskedFor.includes(scope) || granted.has(scope) || granted.has(inPlaceOf[scope] ?? scope)
      ? []
      : [what],
  );
}

/**
 * The same by asking for something harmless of each service where Google tells of no scope (platform.md 13): what is refused for want of a permission. The
 * Form, the registers, the triggers and this menu's windows tell by themselves. Up to five calls. Never throws.
 */
export function notGiven(): readonly string[] {
  const told = notGranted();
  if (told !== null) return told;
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

/** Google's words name scopes in full in any language (platform.md 11). */
function scopesIn(text: string): readonly string[] {
  return (text.match(/googleapis\.com\/auth\/[\w.]+/g) ?? []).map(shortName);
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
    .flatMap((scope) => needs[scope] ?? [])
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
