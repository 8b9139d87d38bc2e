/** The mail to the contact of a school that a case is handed over to: the reference and the link, nothing else (design 2.10). */
import { button, dash, type Letter, line } from "./letter";
import type { CaseReference, RegisterLink } from "./reference";
import { caseSubject } from "./sections";

export interface CaseHandedOver {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
}

export function caseHandedOver({ reference, link }: CaseHandedOver): Letter {
  return {
    subject: caseSubject(reference),
    blocks: [
      line("A case is being handed over to your school."),
      line(`Case: ${reference}`),
      button(`Open case ${reference}`, link),
      dash("Speak with the contact who hands it over before you do anything else."),
      dash(
        "Then write the day in “Hand-over received on” in the case row. Until then it is theirs.",
      ),
      dash("If you may not open the register, ask the district lead."),
    ],
  };
}
