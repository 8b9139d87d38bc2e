/** The mail that opens a case, to whoever is asked to act: enough to act on from a phone without opening anything. */
import { acts } from "./acts-section";
import type { CaseFacts } from "./facts";
import type { Letter } from "./letter";
import { caseLine, caseSubject, closing, doNot, inTheRegister, preview, why } from "./sections";

export function caseOpened(facts: CaseFacts): Letter {
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(facts.immediateDanger, "A new case needs you today. Please read this to the end."),
      caseLine(facts),
      ...why(facts),
      ...acts(facts),
      ...doNot(facts),
      ...inTheRegister(facts),
      ...closing(facts),
    ],
  };
}
