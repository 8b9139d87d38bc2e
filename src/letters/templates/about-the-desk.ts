/**
 * The mails to lead and admin about the desk itself: who can open a register, accounts that run it, changes of the Form, roll-over. They
 * have addresses of staff and roles, and nothing of any report (design 2.10, 2.11).
 */

import type { RegisterLink } from "../../case/model/case-reference";
import { isReporterAddress } from "../../district/addresses";
import type { Directory, PersonRole } from "../../district/district";
import { refusalReasons, refusalSteps } from "../../district/refused-address-words";
import type { MissingReader } from "../../district/sealed-readers";
import { type Refusal, serviceClicks, type Trouble, troubleWords } from "../../errors";
import {
  alert,
  dash,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  small,
  toBeDone,
  toRegister,
} from "../format/letter";

const subject = "Student safety register: action needed";

/** A mail with the line that a locked phone shows, what is wrong, and what to do about it. */
function actionNeeded(
  summary: string,
  what: string,
  steps: readonly string[],
  about: string = subject,
): Letter {
  return mailOf(about, [summary, alert(what), ...toBeDone(...steps), notAsMail]);
}

declare const brand: unique symbol;

/** An address that was checked to be one of the district's staff. */
export type StaffAddress = string & { readonly [brand]: "StaffAddress" };

/** A person of the district. */
export interface StaffMember {
  readonly address: StaffAddress;
  /** As in Contacts today; empty for somebody who is not there any more. */
  readonly roles: readonly PersonRole[];
}

/** Addresses that are staff's, and only the number of all others: a student's address must never get into a mail. */
export interface Named {
  readonly staff: readonly StaffMember[];
  readonly others: number;
}

/** Of these addresses (lower case) the staff, with their roles, and the number of the others: an address of a stranger is never repeated. */
export function staffAndOthers(addresses: readonly string[], directory: Directory): Named {
  const staff = addresses.flatMap((address): StaffMember[] => {
    const roles = directory.people.flatMap(({ email, role }) => (email === address ? [role] : []));
    if (roles.length === 0 && !isReporterAddress(directory.settings, address)) return [];
    // Checked above: the address is in Contacts, or in a domain of the district and no student account.
    return [{ address: address as StaffAddress, roles: [...new Set(roles)] }];
  });
  return { staff, others: addresses.length - staff.length };
}

/** What changed in who can open a register. */
export interface AccessChanged {
  readonly added: Named;
  readonly removed: Named;
  /** People whom Google refused to add: an admin has to do it by hand. */
  readonly notAdded: Named;
  readonly notRemoved: Named;
  /** People whom Google refuses from every account, in the file or in its protections. */
  readonly refused: readonly { readonly why: Refusal; readonly who: Named }[];
  /** Who can open it now, the owner included. */
  readonly now: Named;
  readonly link: RegisterLink;
}

/** A register that may be open to too many. */
export interface AccessOpen {
  /** "cannot-see": Google did not say whether a link or the whole domain opens it; "service-off": the API that says so is off. */
  readonly how: "link-or-domain" | "cannot-see" | "in-bin" | "service-off";
  readonly link: RegisterLink;
}

const notStaff = "not staff of the district (see Activity in the register)";

function list(title: string, { staff, others: count }: Named): readonly Part[] {
  if (staff.length + count === 0) return [];
  return [
    heading(title),
    ...staff.map(({ address, roles }) =>
      dash(
        roles.length === 0
          ? address
          : `${address} (${roles.map((role) => role.replace("-", " ")).join(", ")})`,
      ),
    ),
    ...(count === 0
      ? []
      : [dash(`${count === 1 ? "1 address" : `${count} addresses`}, ${notStaff}.`)]),
  ];
}

const byHand = "By hand: open the register, choose Share, as its owner.";

/** To leads and admins, after editors were added or removed. */
export function accessChanged(change: AccessChanged): Letter {
  const { notAdded, notRemoved } = change;
  const refused = [notAdded, notRemoved].some((one) => one.staff.length + one.others > 0);
  return mailOf("Student safety register: who can open it", [
    "Here is who can open a register now.",
    ...(refused
      ? [
          alert(
            `Google refused a change. This is told once; Google is asked again each hour. ${byHand}`,
          ),
        ]
      : []),
    ...(change.refused.length === 0
      ? []
      : [
          alert(
            "Google refuses an address. Everybody else is let in. This is told once; Google is asked again each hour.",
          ),
          ...change.refused.flatMap(({ why, who }) => [
            ...list(`Refused: ${refusalReasons[why]}`, who),
            refusalSteps[why],
          ]),
        ]),
    ...list("Still able to open it, and should not be", notRemoved),
    ...list("Cannot open it yet, and should", notAdded),
    ...list("Removed", change.removed),
    ...list("Added", change.added),
    ...list("Who can open it now", change.now),
    heading("If this is not right"),
    dash("Correct the row in the Contacts tab: a tick in May open gives access, no tick takes it."),
    dash("Do not add anyone in Sheets itself: the system removes them within the hour."),
    toRegister(change.link),
    small("Whoever can open a register can also copy what is in it."),
    notAsMail,
  ]);
}

const driveOff = { kind: "service-off", services: ["Drive"] } as const satisfies Trouble;

const inBin = (): Letter =>
  actionNeeded(
    "A file is in the bin. Please take it out today.",
    "It is a student safety register. Google deletes it for good 30 days after it was put there.",
    ["Open Google Drive as the register's owner, choose Bin, and restore it."],
  );

/** Asks the admin to look how the register is shared before they switch the service on again. */
function notSeen(link: RegisterLink): Letter {
  const { what } = troubleWords(driveOff);
  return mailOf(subject, [
    "A service of Google has to be switched on again.",
    alert(
      `${what} The desk goes on. But it cannot see if a link or a whole domain opens a register.`,
    ),
    ...toBeDone(
      ...serviceClicks(driveOff.services),
      "Until then: open the register as its owner, choose Share, and see that General access says Restricted.",
    ),
    toRegister(link),
  ]);
}

/** To leads and admins, if more people can open the register than should, or if that cannot be seen. */
export function accessOpen({ how, link }: AccessOpen): Letter {
  if (how === "in-bin") return inBin();
  if (how === "service-off") return notSeen(link);
  return mailOf(subject, [
    "Please look at how a register is shared, today.",
    alert(
      how === "link-or-domain"
        ? "A link or a whole domain opens it. Take that back now."
        : "Google does not say if a link or a whole domain opens it.",
    ),
    ...toBeDone(
      "Open the register as its owner and choose Share.",
      "Under General access, choose Restricted.",
      "Remove everybody whom you do not know. Access is given in the Contacts tab alone.",
    ),
    toRegister(link),
    notAsMail,
  ]);
}

// The mails about the accounts that run the desk: addresses of staff, nothing else (design 2.10).

const setUp = "open the Form's editor, choose Student safety, then Set up";

export interface InstallerSilent {
  readonly account: Named;
  /** The trigger that has not run. An account whose clock does not run does nothing at all. */
  readonly trigger: "clock" | "reports" | "edits";
}

const withoutTrigger = {
  reports:
    "should take in each report at once. It did not fire. Reports still come in: another account or the clock does it within minutes.",
  edits:
    "should accept each edit at once. It did not fire. Edits still count: another account or the clock does it within minutes. The clock does not know who made them.",
} as const;

function triggerSilent(who: string, trigger: keyof typeof withoutTrigger): Letter {
  return actionNeeded(
    "A trigger of the desk does not fire.",
    `The trigger of ${who} ${withoutTrigger[trigger]}`,
    [
      `Sign in as ${who}, ${setUp}. It makes the trigger again.`,
      "If this mail comes again: open the script's editor and choose Triggers. Delete those of that account. Choose Set up once more.",
    ],
  );
}

/** To leads and admins, from the account that has taken over the work. */
export function installerSilent({ account, trigger }: InstallerSilent): Letter {
  const who = account.staff[0]?.address ?? "One account";
  if (trigger !== "clock") return triggerSilent(who, trigger);
  return actionNeeded(
    "An account that runs the desk has fallen silent.",
    `${who} has not run for an hour. Another account has taken over.`,
    [
      `Is that account still in use? Sign in with it, ${setUp}. Tick all that Google asks.`,
      "Was it suspended, or has it left? Ask your Google Workspace administrator to move its Drive files to an account that stays. Until then, nobody can be let into the registers.",
      "Then choose Set up with a second account too, so that one can take over again.",
    ],
  );
}

export interface ReaderMissing {
  /** Never empty. */
  readonly gaps: readonly MissingReader[];
}

/**
 * To leads and admins of a live desk, when Contacts have changed so that a sealed report could have no reader: before such a report comes.
 */
export function readerMissing({ gaps }: ReaderMissing): Letter {
  return mailOf(subject, [
    "Please put Contacts right today.",
    alert(
      "As Contacts stand now, there are reports that nobody could read: one that names those who would be its readers.",
    ),
    heading("What is wrong, and what to do"),
    ...gaps.map(({ text, next }) => itemBlock("-", [text], [[next]])),
    notAsMail,
  ]);
}

export interface FormChanged {
  readonly isClosed: boolean;
}

/** To leads and admins, once a week until the Form is put right. */
export function formChanged({ isClosed }: FormChanged): Letter {
  return actionNeeded(
    "Please look at the Form today.",
    isClosed
      ? "The student safety Form takes no reports: it is unpublished or closed."
      : "The student safety Form was changed: a question, a choice or a setting is missing. Reports no longer say what it asked. A report may go to the wrong person.",
    [
      "Open the Form's editor and choose Student safety, then Set up. It keeps your own words.",
      ...(isClosed
        ? ["If it was closed on purpose: tell all staff whom to call in its place."]
        : []),
    ],
    "Student safety Form: action needed",
  );
}

/** To leads and admins, once a week until it is done. */
export function rollOverDue(_nothing: Readonly<Record<never, never>>): Letter {
  return actionNeeded(
    "It is time to roll the registers over.",
    "Once a year, old cases go together with the old file. Its version history keeps every row that was ever deleted. Nothing goes by itself.",
    [
      "Open the Form's editor and choose Student safety, then Roll over, with the account that owns the registers. First it shows what would go.",
    ],
  );
}
