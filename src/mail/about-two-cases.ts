/** The mails about two cases that a person has joined, or has taken apart again: references and a link, nothing of the student. */
import type { CaseFacts } from "../case/facts";
import type { CaseReference } from "../case/reference";
import { dash, heading, type Letter, mailOf, toCase } from "./letter";
import { callsNow, caseSubject, closing, preview } from "./sections";

export interface TwoCases {
  /** The case that goes on, or that is one of its own again. */
  readonly facts: CaseFacts;
  /** The case that ended in it, or that it was part of. */
  readonly other: CaseReference;
}

/** `what` changed, and what to look at. */
function letter(
  facts: CaseFacts,
  summary: string,
  what: string,
  steps: readonly [string, string],
): Letter {
  return mailOf(caseSubject(facts.reference), [
    ...preview(facts.danger, summary),
    ...callsNow(facts, { first: `Of case ${facts.reference}, as it is now:` }),
    heading("What changed"),
    what,
    toCase(facts),
    ...steps.map((step) => dash(step)),
    ...closing(facts),
  ]);
}

export function caseMerged({ facts, other }: TwoCases): Letter {
  const { reference } = facts;
  return letter(
    facts,
    "Two cases are one from now on.",
    `Case ${other} is part of case ${reference}: a colleague has said that both are about the same student.`,
    [
      `What is known, done and still owed in either stands in case ${reference}. Please look at what it adds.`,
      `If you know that they are not the same student, tell whoever has case ${reference}.`,
    ],
  );
}

export function caseParted({ facts, other }: TwoCases): Letter {
  const { reference } = facts;
  return letter(
    facts,
    "A case is one of its own again. Please read this to the end.",
    `Case ${reference} was part of case ${other}. A colleague has said that they are not about the same student.`,
    [
      `Each has again what it knew before. Reports that came since, and what was ticked since, stand in case ${other} alone.`,
      `Please look at both: is a call or a written report for case ${reference} still owed, and did an agency hear of both students as one?`,
    ],
  );
}
