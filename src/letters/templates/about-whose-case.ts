/** The mails about a case that somebody has stepped aside from, or that was given to another person or another school. */
import type { GivenBecause, HandOverTold } from "../../case/messages/message-details";
import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import type { CaseFacts } from "../../case/views/case-facts";
import { listRoles, type PersonRole } from "../../district/district";
import { dash, fact, type Letter, mailOf, notAsMail, toCase } from "../format/letter";
import { letter } from "./about-a-case";
import { caseSubject, inTheRegister, lookFirst, previewLine } from "./sections";

export interface CaseHandedOver {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  readonly told: HandOverTold;
}

const handOverWords: Readonly<Record<HandOverTold, readonly [string, ...string[]]>> = {
  receiver: [
    "A case is being handed over to your school.",
    "First speak with the contact who hands it over.",
    "Then write the day in “Hand-over received on” in the case row. Until then it is theirs.",
    "If the register does not open for you, ask the district lead.",
  ],
  giver: [
    "A case of yours is being handed over to another school.",
    "Speak with their contact today. Until they write the day in “Hand-over received on”, the case is yours.",
    "If this is wrong, empty “Handed over to” in the case row.",
  ],
  former: [
    "A case that was yours is with another school now.",
    "Tell their contact what you know about it.",
    "If this is wrong, tell the district lead today.",
  ],
};

/** To both schools. The hand-over counts once the new school writes the day on which it received the case. */
export function caseHandedOver({ reference, link, told }: CaseHandedOver): Letter {
  const [first, ...steps] = handOverWords[told];
  return mailOf(caseSubject(reference), [
    first,
    fact("Case", reference),
    toCase({ reference, link }),
    ...steps.map((step) => dash(step)),
    notAsMail,
  ]);
}

export interface CaseGiven {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  readonly because: GivenBecause;
}

const reasonsGiven: Readonly<Record<GivenBecause, string>> = {
  "stepped-aside": "Someone has stepped aside from this case. You are next in line.",
  assigned: "This case was assigned to you.",
  "handed-over": "Your school has received this case.",
  "school-corrected": "The school of this case was corrected: it is yours.",
  contacts: "The Contacts tab says that you are responsible for this case now.",
};

/** To a person who acts on the case from now on. */
export function caseGiven({ facts, because }: CaseGiven): Letter {
  return letter(facts, "A case is yours from now on.", {
    open: [...inTheRegister(facts), ...lookFirst(facts).map((words) => dash(words))],
    body: [`${reasonsGiven[because]} From now on you act on it.`],
    isWhole: true,
  });
}

export interface CaseSteppedAside {
  readonly facts: CaseFacts;
  /** Roles of those who stepped aside now. */
  readonly who: readonly PersonRole[];
  /** Role of whoever is asked to act now. */
  readonly now: readonly PersonRole[];
}

/**
 * To people who should know that somebody stepped aside and are not asked to act. It has no calls: those are in the mail to the person who
 * acts.
 */
export function caseSteppedAside({ facts, who, now }: CaseSteppedAside): Letter {
  const aside = listRoles(who);
  return mailOf(caseSubject(facts.reference), [
    ...previewLine(facts, "Someone has stepped aside from a case."),
    `Stepped aside: ${aside === "" ? "a person who may open the register" : aside}. Asked to act now: ${listRoles(now)}.`,
    dash(
      "Whoever stepped aside gets no more mail about the case. What they write on it is undone. They can still read it: the register is one file.",
    ),
    dash(
      "If that is not right: write a colleague's address in “Assigned to”, or take the name out of “Stepped aside”.",
    ),
    toCase(facts),
    notAsMail,
  ]);
}
