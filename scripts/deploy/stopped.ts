/** The ways in which a deployment can stop: an exit code, and text that says what happened, where, and what to do next. */

/** Exit codes never change, so that a script that calls `npm run deploy` can rely on them. */
export const exitCodes = {
  /** Anything that is not listed below; clasp's own output is printed. */
  unforeseen: 1,
  /** Wrong arguments, or a project file that cannot be read. */
  usage: 2,
  /** Not logged in, the login has expired, or it lacks permissions that clasp needs. */
  login: 3,
  /** The Apps Script API is switched off in the account's settings. */
  "api-off": 4,
  /** Logged in, but the account or its district does not allow it, or the project does not exist. */
  "not-permitted": 5,
  /** The command looked first and did not touch what may belong to someone else. */
  refused: 6,
  /** The network failed or Google did not answer. */
  network: 7,
  /** The push succeeded, but what Google has is not what was pushed. */
  differs: 9,
} as const;

export class Stopped extends Error {
  constructor(
    readonly code: keyof typeof exitCodes,
    what: string,
    readonly where: string,
    readonly next: string,
  ) {
    super(what);
  }
}

/** The text for standard error. */
export function explain({ message, where, next }: Stopped): string {
  return [`Stopped: ${message}`, `Where:   ${where}`, `Next:    ${next}`].join("\n");
}

const loginAgain =
  "Run npx clasp login with the account that will own the Form, then npm run deploy again. Leave every box ticked.";

/** What error messages of clasp or Google mean, and what the person should do. The first match wins, so specific patterns come first. */
const meanings: readonly (readonly [RegExp, keyof typeof exitCodes, string, string])[] = [
  [
    /admin_policy_enforced|restricted_client|app is blocked|access_denied/i,
    "not-permitted",
    "The district's Google Workspace does not let clasp in.",
    "Ask the Workspace administrator to allow the app clasp (Admin console › Security › API controls), or paste the files by hand as INSTALL.html says.",
  ],
  [
    /No credentials found|Not logged in|"loggedIn": false|insufficient (authentication scopes|permission)|invalid_grant|invalid_rapt|expired or revoked|invalid authentication credentials|no refresh token|login required|(invalid|unauthorized|deleted)_client/i,
    "login",
    "No one is signed in to clasp on this computer, or the login has expired or lacks a permission.",
    loginAgain,
  ],
  [
    /has not enabled the Apps Script API/i,
    "api-off",
    "The Apps Script API is switched off for this account.",
    "Open https://script.google.com/home/usersettings with the same account, switch Google Apps Script API on, wait a minute, and run npm run deploy again.",
  ],
  [
    /entity was not found|File not found|does not have permission|PERMISSION_DENIED|forbidden/i,
    "not-permitted",
    "This account may not do that, or Google finds no such project or Form for it.",
    "Check who clasp is signed in as (npx clasp show-authorized-user) and the script id in the project file. The Form's owner can make this account an editor of the Form.",
  ],
  [
    /quota exceeded|rate limit|too many requests|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|fetch failed|network|premature close|other side closed|terminated|internal error|unavailable|bad gateway|did not answer in time/i,
    "network",
    "The network or Google did not answer.",
    "Check the connection (a school's proxy needs HTTPS_PROXY), wait a minute, and run npm run deploy again. It looks first, so nothing is done twice.",
  ],
];

/** Interprets clasp's output as a failure. `where` names the step. Unknown output is passed on, up to 600 characters. */
export function refusal(output: string, where: string): Stopped {
  const words = output.trim().replace(/\s+/g, " ").slice(0, 600);
  const place = words === "" ? where : `${where}. clasp said: ${words}`;
  const [, code, what, next] = meanings.find(([says]) => says.test(output)) ?? [];
  return code === undefined || what === undefined || next === undefined
    ? new Stopped(
        "unforeseen",
        "clasp failed in a way that this script does not know.",
        place,
        "Read clasp's words; running npm run deploy again is safe.",
      )
    : new Stopped(code, what, place, next);
}
