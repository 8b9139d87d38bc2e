/**
 * The mails about two cases that a person has merged, or has taken apart again. They have references and a link, and nothing about the
 * student.
 */

import type { CaseReference } from "../../case/model/case-reference";
import type { CaseFacts } from "../../case/views/case-facts";
import { dash, heading, type Letter, mailOf, toCase } from "../format/letter";
import { aboutCalls, callsNow } from "./calls-first";
import { caseSubject, lastLines, previewLine } from "./sections";

export interface TwoCases {
  /** The case that goes on; or the case that stands by itself again. */
  readonly facts: CaseFacts;
  /** The case that ended in it; or the case of which it was part. */
  readonly other: CaseReference;
}

/** `what`: what changed. `steps`: what to look at. */
function letter(
  facts: CaseFacts,
  summary: string,
  what: string,
  steps: readonly [string, string],
): Letter {
  return mailOf(caseSubject(facts.reference), [
    ...previewLine(facts, summary),
    ...callsNow(facts),
    toCase(facts),
    ...aboutCalls(facts),
    heading("What changed"),
    what,
    ...steps.map((step) => dash(step)),
    ...lastLines(facts),
  ]);
}

/** Two cases were merged. */
export function caseMerged({ facts, other }: TwoCases): Letter {
  const { reference } = facts;
  return letter(
    facts,
    "Two cases were merged.",
    `Case ${other} is part of case ${reference} now. A colleague has said that both are about the same student.`,
    [
      `Case ${reference} now shows what is known of both. A step that was done in either counts once. A call or report that is owed for each is still a step of its own case, and is ticked there.`,
      `Please look at what is new, and at the open steps of both cases. If you know that they are not the same student, tell whoever has case ${reference}.`,
    ],
  );
}

/** A merge was undone. */
export function caseParted({ facts, other }: TwoCases): Letter {
  const { reference } = facts;
  return letter(
    facts,
    "A merge was undone.",
    `Case ${reference} was part of case ${other}. A colleague has said that they are not about the same student.`,
    [
      `Each case has its own facts and steps again. What was ticked in the meantime stays in the row that was ticked. Reports that came in the meantime stay with case ${other}.`,
      `Please look at both. Is a call or a written report still owed for case ${reference}? Was an agency told of both students as one?`,
    ],
  );
}
