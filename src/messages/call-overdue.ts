/** The mail about calls that are owed and not on record: whom to call, and how to record it. */
import type { PersonRole } from "../directory/directory";
import { acts } from "./acts-section";
import type { ActFacts, CaseFacts } from "./facts";
import { button, dash, heading, type Letter, line } from "./letter";
import { rolesListed } from "./role-words";
import { caseLine, caseSubject, closing, doNot, preview } from "./sections";

export interface CallOverdue {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  /** Those of its calls that are open: at least one. */
  readonly calls: readonly ActFacts[];
  /** Roles of those who were reminded before. */
  readonly reminded: readonly PersonRole[];
}

export function callOverdue({ facts, calls, reminded }: CallOverdue): Letter {
  const before = rolesListed(reminded);
  const one = calls.length === 1;
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(facts.immediateDanger, "Something is overdue. Please see to it now."),
      caseLine(facts),
      line(
        one
          ? "A call of this case is owed, and the register does not show that it was made."
          : `${calls.length} calls of this case are owed, and the register does not show that they were made.`,
      ),
      ...(before === ""
        ? []
        : [line(`Reminded before you: ${before}. Please make sure that it is done.`)]),
      ...acts({ ...facts, acts: calls }),
      heading("If the call was made"),
      dash("Tick it as done, and write down the agency's reference and whom you spoke with."),
      button(`Open case ${facts.reference}`, facts.link),
      ...doNot(facts),
      ...closing(facts),
    ],
  };
}
