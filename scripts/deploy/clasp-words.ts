/** What clasp's or Google's words for a failure mean, and what the person does next. */
import { DeployError, type OutcomeCode } from "./outcome";

interface Meaning {
  readonly says: RegExp;
  readonly code: OutcomeCode;
  readonly what: string;
  readonly next: string;
}

const loginAgain =
  "Run npx clasp login with the account that shall own the Form, then npm run deploy again.";

/** First match wins: the narrow ones come first. */
const meanings: readonly Meaning[] = [
  {
    says: /No credentials found|Not logged in|"loggedIn": false/i,
    code: "login",
    what: "Nobody is signed in to clasp on this computer.",
    next: loginAgain,
  },
  {
    says: /insufficient authentication scopes|insufficient permission/i,
    code: "login",
    what: "The login lacks a permission that clasp asks for; a box was left without its tick.",
    next: `${loginAgain} Leave every box ticked.`,
  },
  {
    says: /admin_policy_enforced|restricted_client|app is blocked|access_denied/i,
    code: "not-permitted",
    what: "The district's Google Workspace does not let clasp in.",
    next: "Ask the Workspace administrator to allow the app clasp (Admin console › Security › API controls), or paste the files of dist/ into the Form's script editor by hand.",
  },
  {
    says: /invalid_grant|invalid_rapt|expired or revoked|invalid authentication credentials|no refresh token|login required|(invalid|unauthorized|deleted)_client/i,
    code: "login",
    what: "The login has expired or was withdrawn.",
    next: loginAgain,
  },
  {
    says: /has not enabled the Apps Script API/i,
    code: "api-off",
    what: "The Apps Script API is switched off for this account.",
    next: "Open https://script.google.com/home/usersettings with the same account, switch Google Apps Script API on, wait a minute, and run npm run deploy again.",
  },
  {
    says: /syntax error|invalid argument|invalid manifest|has errors| - "[^"]+:\d+"|exceeds|too large/i,
    code: "content",
    what: "Google did not take the files; nothing was changed there.",
    next: "Mend what the words above name in src/ or appsscript.json, never in dist/, and run npm test, then npm run deploy again.",
  },
  {
    says: /entity was not found|File not found/i,
    code: "not-permitted",
    what: "Google finds no such project or Form for this account.",
    next: "Check whom clasp is signed in as (npx clasp show-authorized-user) and the script id in the project file. Where the Form was deleted, empty the script id and run npm run deploy again.",
  },
  {
    says: /does not have permission|PERMISSION_DENIED|forbidden/i,
    code: "not-permitted",
    what: "This account may not do that to the project or the Form.",
    next: "Ask the Form's owner to make this account an editor of the Form, or sign in as the owner: npx clasp login.",
  },
  {
    says: /quota exceeded|rate limit|too many requests/i,
    code: "network",
    what: "Google asks for a pause: too many requests.",
    next: "Wait a few minutes and run npm run deploy again. It looks first, so nothing is done twice.",
  },
  {
    says: /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|fetch failed|network|premature close|other side closed|terminated|internal error|unavailable|bad gateway|did not answer in time/i,
    code: "network",
    what: "The network or Google did not answer.",
    next: "Check the connection (a school's proxy needs HTTPS_PROXY) and run npm run deploy again. It looks first, so nothing is done twice.",
  },
];

/** The failure that clasp's output means. `where` names the step. Words that nobody foresaw are passed on whole. */
export function refusal(output: string, where: string): DeployError {
  const words = output.trim().replace(/\s+/g, " ").slice(0, 600);
  const found = meanings.find(({ says }) => says.test(output));
  const place = words === "" ? where : `${where}. clasp said: ${words}`;
  if (found !== undefined) return new DeployError(found.code, found.what, place, found.next);
  return new DeployError(
    "unforeseen",
    "clasp failed in a way that this script does not know.",
    place,
    "Read clasp's words; running npm run deploy again is safe.",
  );
}
