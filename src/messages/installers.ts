/** The mails about the accounts that run the desk: addresses of staff, nothing else (design 2.10). */
import type { Named } from "./access";
import { alert, dash, heading, type Letter, line, small } from "./letter";

const subject = "Student safety register: action needed";
const setUp = "open the Form's editor, choose Student safety, then Set up";

const closing =
  "Please do not answer this mail with anything about a student. This is not legal advice.";

export interface InstallerSilent {
  readonly account: Named;
}

/** To leads and admins, from the account that has taken over. */
export function installerSilent({ account }: InstallerSilent): Letter {
  const who = account.staff[0]?.address ?? "One account";
  return {
    subject,
    blocks: [
      line("An account that runs the desk has fallen silent."),
      alert(`${who} has not run for an hour. Another account has taken over.`),
      heading("What to do"),
      dash(`If that account is in use: sign in with it, ${setUp}, and tick all that Google asks.`),
      dash(
        "If it was suspended or has left: ask your Google Workspace administrator to transfer its Drive files to an account that stays. Until then nobody can be given access to the registers.",
      ),
      dash("Have a second account choose Set up, so that one can take over again."),
      small(closing),
    ],
  };
}

/** To the alternate lead, else the admin. Says nothing of what the report is about. */
export function sealedWaits(): Letter {
  return {
    subject,
    blocks: [
      line("Please have the district admin choose Set up today."),
      alert(
        "A report waits in the Form that the account at work must not take in. Nobody was told of it.",
      ),
      heading("What to do"),
      dash(`District admin: ${setUp}. The report is taken in within ten minutes.`),
      dash(
        "If the admin's account was suspended: ask your Google Workspace administrator to restore it.",
      ),
      small("Keep this to yourself. It comes once a day until the report is taken in."),
      small(closing),
    ],
  };
}
