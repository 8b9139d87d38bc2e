/** The mails about two cases that a person has joined, or has taken apart again: references and a link, nothing of the student. */
import type { CaseFacts } from "../case/facts";
import type { CaseReference } from "../case/reference";
import { button, dash, type Letter, line } from "./letter";
import { caseSubject, closing, preview } from "./sections";

export interface CaseMerged {
  /** The case that goes on. */
  readonly facts: CaseFacts;
  /** The case that ended in it. */
  readonly other: CaseReference;
}

export function caseMerged({ facts, other }: CaseMerged): Letter {
  const { reference, link } = facts;
  return {
    subject: caseSubject(reference),
    blocks: [
      ...preview(facts.danger, "Two cases are one from now on."),
      line(
        `Case ${other} is part of case ${reference}: a colleague has said that both are about the same student.`,
      ),
      button(`Open case ${reference}`, link),
      dash(
        "What is known, done and still owed in either stands in that one. Please look at what it adds.",
      ),
      dash(`If you know that they are not the same student, tell whoever has case ${reference}.`),
      ...closing(facts),
    ],
  };
}
