/** The mail to the next person, when nobody has acknowledged a case in time: take it on, and all that is needed to act. */
import type { PersonRole } from "../directory/directory";
import { acts } from "./acts-section";
import type { CaseFacts } from "./facts";
import { button, dash, heading, type Letter, line } from "./letter";
import { rolesListed } from "./role-words";
import { caseLine, caseSubject, closing, doNot, preview, why } from "./sections";

export interface CaseEscalated {
  /** The case as it is now, not acknowledged. */
  readonly facts: CaseFacts;
  /** Roles of those who were asked before and have not answered; empty where the reader alone is reminded. */
  readonly notAnswered: readonly PersonRole[];
}

export function caseEscalated({ facts, notAnswered }: CaseEscalated): Letter {
  const asked = rolesListed(notAnswered);
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(
        facts.immediateDanger,
        "Nobody has taken this on yet. Please read this to the end.",
      ),
      caseLine(facts),
      heading("Please take this case on"),
      line(
        asked === ""
          ? "You were asked to act, and the case is not acknowledged yet."
          : `Asked before you: ${asked}. The case is still not acknowledged, so now you are asked.`,
      ),
      dash("Tick Acknowledged in the case row now, so that nobody else is asked."),
      dash("Then go on with the acts below. Ask first whether a call was made already."),
      button(`Open case ${facts.reference}`, facts.link),
      heading("Where the case stands"),
      ...why(facts),
      ...acts(facts),
      ...doNot(facts),
      ...closing(facts),
    ],
  };
}
