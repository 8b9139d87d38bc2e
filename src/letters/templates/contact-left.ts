/** The mail about open cases of a contact who left: to whoever has them now, and to the lead. References, roles and addresses of staff, nothing else (design 2.10). */

import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import { type PersonRole, roleWords } from "../../district/roles";
import {
  dash,
  heading,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
  toRegister,
} from "../format/letter";
import type { Named } from "./about-the-desk";

export interface ContactLeft {
  /** Those who had the cases, or had taken them on. */
  readonly from: Named;
  /** Cases that are the reader's from now on. */
  readonly cases: readonly CaseReference[];
  /** Those of them with a call that is owed and not on record. */
  readonly calls: readonly CaseReference[];
  /** Cases that others have now. */
  readonly others: readonly { readonly reference: CaseReference; readonly role: PersonRole }[];
  /** To the Cases tab. */
  readonly link: RegisterLink;
}

/** More would be cut off by mail readers, and read by nobody. */
const longestList = 40;

export function contactLeft({ from, cases, calls, others, link }: ContactLeft): Letter {
  const isOwn = cases.length > 0;
  return mailOf("Student safety cases: action needed", [
    isOwn ? "Something is yours from now on." : "Someone else has cases from now on.",
    whyGone(from, cases.length + others.length),
    ...listed(
      "Yours from now on",
      cases.map((one) =>
        calls.includes(one)
          ? `Case ${one}: a call is owed. Make it first. The numbers are in a mail of its own.`
          : `Case ${one}`,
      ),
    ),
    ...(isOwn
      ? toBeDone(
          "Open each case and tick Acknowledged, so that nobody else is asked.",
          "If an act is ticked, do not do it again. What is open is yours now.",
        )
      : []),
    ...listed(
      "With others from now on",
      others.map(({ reference, role }) => `Case ${reference}: with the ${roleWords[role]}`),
    ),
    ...(others.length > 0
      ? ["They were told. To give a case to someone else, write their address in “Assigned to”."]
      : []),
    toRegister(link),
    notAsMail,
  ]);
}

function whyGone({ staff }: Named, cases: number): string {
  const who = staff.map(({ address }) => address).join(", ");
  const them = cases === 1 ? "this case" : "these cases";
  return `The Contacts tab was changed. The person who had ${them} is no contact of the school now, or may not open the register${who === "" ? "" : `: ${who}`}.`;
}

function listed(title: string, lines: readonly string[]): readonly Part[] {
  if (lines.length === 0) return [];
  const more = lines.length - longestList;
  return [
    heading(title),
    ...lines.slice(0, longestList).map((one) => dash(one)),
    ...(more > 0 ? [`And ${more} more: see the Cases tab.`] : []),
  ];
}
