/**
 * The mail about open cases of a contact who left, to whoever has them now and to the lead. It has references, roles and addresses of
 * staff, and nothing else (design 2.10).
 */

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
  /** The people who had the cases, or had acknowledged them. */
  readonly from: Named;
  /** Cases that the reader has from now on. */
  readonly cases: readonly CaseReference[];
  /** Those of these cases in which a call is owed that the register does not show as made. */
  readonly calls: readonly CaseReference[];
  /** Cases that other people have now. */
  readonly others: readonly { readonly reference: CaseReference; readonly role: PersonRole }[];
  /** The link to the Cases tab. */
  readonly link: RegisterLink;
}

/** A mail lists at most so many: mail programs would cut more off, and nobody would read it. */
const longestList = 40;

/** To one person: which cases are theirs from now on, and which went to others. */
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
