/** The mail to the district lead about a report that could not be taken in the ordinary way: what to look at, and who was told. */
import type { PersonRole } from "../directory/directory";
import { levelWords } from "../register/words";
import type { CaseFacts } from "./facts";
import { type Block, button, callee, dash, fact, heading, type Letter, line } from "./letter";
import { reviewReasonWords } from "./review-reasons";
import { rolesListed } from "./role-words";
import { caseLine, caseSubject, closing, preview } from "./sections";

export interface ReviewNeeded {
  /** The case as it is now, with its review reasons. */
  readonly facts: CaseFacts;
  /** Roles of those who got the case, the lead included where the lead did. */
  readonly told: readonly PersonRole[];
}

export function reviewNeeded({ facts, told }: ReviewNeeded): Letter {
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(facts.immediateDanger, "A case needs a second look by the district lead."),
      caseLine(facts),
      fact("Level", `${levelWords[facts.level]}, from what could be read. It may be too low.`),
      heading("What to look at"),
      ...facts.reviewReasons.map((reason) => dash(reviewReasonWords(reason))),
      heading("Who was asked to act"),
      line(
        told.length === 0
          ? "Nobody yet. Please act on the case yourself, beginning with the call to child and family services."
          : `A mail with what to do goes to ${rolesListed(told)}.`,
      ),
      heading("What to do"),
      dash("Read the report in the Reports tab. What was answered is kept there as written."),
      dash("If more applies than the level says, raise the level in the case row and say why."),
      dash("Correct the Contacts or Schools tab where it is named above."),
      dash(
        "Make sure that the call to child and family services is made. It does not wait for this:",
      ),
      ...firstCall(facts),
      button(`Open case ${facts.reference}`, facts.link),
      ...closing(facts),
    ],
  };
}

/** The number, for a lead who has to call without opening anything. */
function firstCall(facts: CaseFacts): readonly Block[] {
  const act = facts.acts.find((one) => one.act === "call-child-and-family-services");
  return (act?.call ?? []).slice(0, 1).map((who) => line(...callee(who)));
}
