/** The mails to lead and admin about who can open a register: addresses of staff and roles, nothing else (design 2.10, 2.11). */
import { isReporterAddress } from "../directory/addresses";
import type { Directory, PersonRole } from "../directory/directory";
import { alert, type Block, button, dash, heading, type Letter, line, small } from "./letter";
import type { RegisterLink } from "./reference";

declare const brand: unique symbol;

/** The address of somebody whom the district calls its own. */
export type StaffAddress = string & { readonly [brand]: "StaffAddress" };

export interface StaffMember {
  readonly address: StaffAddress;
  /** As in Contacts today; empty for somebody who is not there any more. */
  readonly roles: readonly PersonRole[];
}

/** Those of the addresses that are staff's, and how many others there are: a student's address never gets into a mail. */
export interface Named {
  readonly staff: readonly StaffMember[];
  readonly others: number;
}

/** Addresses in lower case. */
export function named(addresses: readonly string[], directory: Directory): Named {
  const staff = addresses.flatMap((address): StaffMember[] => {
    const roles = directory.people.flatMap(({ email, role }) => (email === address ? [role] : []));
    if (roles.length === 0 && !isReporterAddress(directory.settings, address)) return [];
    // Checked: in Contacts, or inside the district's domains and no student account.
    return [{ address: address as StaffAddress, roles: [...new Set(roles)] }];
  });
  return { staff, others: addresses.length - staff.length };
}

export interface AccessChanged {
  readonly added: Named;
  readonly removed: Named;
  /** What Google refused: to be done by hand. */
  readonly notAdded: Named;
  readonly notRemoved: Named;
  /** Who can open it now, the owner included. */
  readonly now: Named;
  readonly link: RegisterLink;
}

export interface AccessOpen {
  /** "cannot-see": Google did not say whether a link or the whole domain opens it. */
  readonly how: "link-or-domain" | "cannot-see" | "in-bin";
  readonly link: RegisterLink;
}

const others = "not staff by Contacts and Settings; see Activity in the register";

function list(title: string, { staff, others: count }: Named): readonly Block[] {
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
      : [dash(`${count === 1 ? "1 address" : `${count} addresses`}, ${others}.`)]),
  ];
}

const byHand = "By hand: open the register, choose Share, as its owner.";

export function accessChanged(change: AccessChanged): Letter {
  const { notAdded, notRemoved } = change;
  const refused = [notAdded, notRemoved].some((one) => one.staff.length + one.others > 0);
  return {
    subject: "Student safety register: who can open it",
    blocks: [
      line("Who can open a student safety register was looked at."),
      ...(refused
        ? [alert(`Google refused a change. It is tried again each hour. ${byHand}`)]
        : []),
      ...list("Still able to open it, and should not be", notRemoved),
      ...list("Cannot open it yet, and should", notAdded),
      ...list("Removed", change.removed),
      ...list("Added", change.added),
      ...list("Who can open it now", change.now),
      heading("If this is not right"),
      dash(
        "Correct the row in the Contacts tab: a tick in May open gives access, no tick takes it.",
      ),
      dash("Whoever is added in Sheets itself is removed within the hour."),
      button("Open the register", change.link),
      small("Whoever can open a register can also copy what is in it."),
    ],
  };
}

const inBin: Letter = {
  subject: "Student safety register: action needed",
  blocks: [
    line("A file is in the bin. Please take it out today."),
    alert(
      "It is a student safety register. Google deletes it for good 30 days after it was put there.",
    ),
    heading("What to do"),
    dash("Open Google Drive as the register's owner, choose Bin, and restore it."),
  ],
};

export function accessOpen({ how, link }: AccessOpen): Letter {
  if (how === "in-bin") return inBin;
  return {
    subject: "Student safety register: action needed",
    blocks: [
      line("Please look at how a student safety register is shared."),
      alert(
        how === "link-or-domain"
          ? "A link or a whole domain opens it. Take that back now."
          : "Google does not tell this account whether a link or a whole domain opens it.",
      ),
      heading("What to do"),
      dash("Open the register as its owner and choose Share."),
      dash("Under General access, choose Restricted."),
      dash("Remove everybody whom you do not know. Access is given in the Contacts tab alone."),
      button("Open the register", link),
    ],
  };
}
