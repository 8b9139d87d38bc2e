/**
 * Lines of the check on the accounts that run the desk (what kind of account, whether it gave every permission), and on the script that
 * runs.
 */
import { readInstallers } from "../../access/running-accounts";
import { isConsumerAccount, isStaffAddress } from "../../district/addresses";
import { troubleWords } from "../../errors";
import { toldOwnAccount } from "../going-live/attestations";
import { attestedLine, type CheckReads, type Line, look, ok, wrong } from "./findings";

const handOver =
  "Have a role account of the district choose Student safety, Set up; then, with that account, Hand over here.";

function kindLine(address: string, { directory }: CheckReads): Line {
  if (isConsumerAccount(address)) {
    return wrong(`${address} is a private Google account.`, handOver);
  }
  return isStaffAddress(directory.settings, address)
    ? ok(`${address} is a Google Workspace account of the district.`)
    : look(`${address} is outside the domains in Settings, or is a student's.`, handOver);
}

function permissionLines({ workspace, account }: CheckReads): readonly Line[] {
  const { services } = workspace;
  const isTold = services.notGranted() !== null;
  const without = services.notGiven();
  if (without.length === 0 && !isTold) return [];
  if (without.length === 0) return [ok(`${account} gave every permission that the script needs.`)];
  const { what, next } = troubleWords({ kind: "permission", without }, account);
  return [wrong(what, next)];
}

/** Whether the account is nobody's own: what set-up was told, or what somebody looked up. */
function roleLine(checked: CheckReads, address: string): Line {
  const asked = `Whether ${address} is a role account, of no person, with 2-Step Verification`;
  const line = attestedLine(
    checked,
    `account ${address}`,
    asked,
    "Ask your Google Workspace administrator: Admin console, Directory, Users. It must not be anybody's own, and two people, known by name, should be able to sign in. And see that Apps Script is on for it: were it turned off, nothing here could say so, and no trigger and no clock would run. What shows it then is LATE in Summary, where contacts see it; whoever reports is told by the Form whom to call.",
  );
  const told = toldOwnAccount(checked.workspace.memory, address);
  return told === null
    ? line
    : {
        ...line,
        ...wrong(
          `${asked}: Set up was told on ${told} that it is a person's own.`,
          `${handOver} If it is a role account after all, choose Say what you looked at, below.`,
        ),
      };
}

/** Lines on each account that runs the desk. */
export function accountLines(checked: CheckReads): readonly Line[] {
  const installers = [...readInstallers(checked.workspace.memory).keys()];
  // A lead who runs the check does not run the desk.
  const running = installers.length === 0 ? [checked.account] : installers;
  const kinds = running.flatMap((address) => [
    kindLine(address, checked),
    roleLine(checked, address),
  ]);
  return [...kinds, ...permissionLines(checked)];
}

/** A line on whether the running script is as it was built. */
export function scriptLines(checked: CheckReads): readonly Line[] {
  const running = checked.workspace.services.script();
  if (running === null) return [];
  const { version, built, hash } = running;
  if (hash === built) {
    return [
      ok(
        `Version ${version} runs as it was built: SHA-256 ${hash}. The release's INSTALL.html has the same.`,
      ),
    ];
  }
  return [
    hash === null
      ? attestedLine(
          checked,
          "script",
          `Whether the script that runs is version ${version} as it was built`,
          "In the Form's editor open Apps Script, copy all of Code.gs into a file, and compare its SHA-256 with SHA256SUMS of the release.",
        )
      : look(
          `The script that runs is not version ${version} as it was built: SHA-256 ${hash}, and it was ${built}.`,
          "Paste Code.gs of the release again; or ask who changed it, and why.",
        ),
  ];
}
