/**
 * The mail about open cases of which somebody else is responsible now, to the lead and to whoever stood in. It has references, roles and
 * addresses of staff, and nothing else (design 2.10).
 */

import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import { type PersonRole, roleWords } from "../../district/district";
import { dash, heading, type Letter, mailOf, notAsMail, toRegister } from "../format/letter";
import type { Named } from "./about-the-desk";

export interface ContactLeft {
  /** The people who had the cases. */
  readonly from: Named;
  /** Each case, with the role of the person who has it now. */
  readonly others: readonly { readonly reference: CaseReference; readonly role: PersonRole }[];
  /** The link to the Cases tab. */
  readonly link: RegisterLink;
}

/** A mail lists at most so many: mail programs would cut more off, and no one would read it. */
const longestList = 40;

/** To one person: which cases somebody else has now. */
export function contactLeft({ from: { staff }, others, link }: ContactLeft): Letter {
  const more = others.length - longestList;
  const before = staff.map(({ address }) => address).join(", ");
  return mailOf("Student safety cases: action needed", [
    "Someone else has cases now.",
    `The Contacts tab says who is responsible for a case. It has changed, or a person is back.${before === "" ? "" : ` Until now: ${before}.`}`,
    heading("Who has them now"),
    ...others
      .slice(0, longestList)
      .map(({ reference, role }) => dash(`Case ${reference}: the ${roleWords[role]}`)),
    ...(more > 0 ? [`And ${more} more: see the Cases tab.`] : []),
    "They were emailed and asked to acknowledge. To give a case to someone else, write that person's address in “Assigned to”.",
    toRegister(link),
    notAsMail,
  ]);
}
