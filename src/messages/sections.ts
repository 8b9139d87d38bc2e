/** The parts that messages about a case have in common. Words here are for a counselor with a phone: short, calm, nothing about the student. */
import { levelWords, protocolWords } from "../register/words";
import type { CaseFacts, CriterionFacts } from "./facts";
import { alert, type Block, button, dash, fact, heading, line, phone, small } from "./letter";
import type { CaseReference } from "./reference";
import { reviewReasonWords } from "./review-reasons";
import { whenWords } from "./when";

/** The subject of every mail about a case, and nothing more (design 2.10). */
export function caseSubject(reference: CaseReference): string {
  return `Student safety case ${reference}: action needed`;
}

/** What a locked phone shows: no level, nothing about the student. In immediate danger it says to call first. */
export function preview(immediateDanger: boolean, ordinary: string): readonly Block[] {
  return immediateDanger
    ? [
        line("Urgent: please read this now."),
        alert(
          "Immediate danger was reported. If it is not over for certain, call ",
          phone("911"),
          " first, then go on here.",
        ),
      ]
    : [line(ordinary)];
}

/** Which case this is. */
export function caseLine(facts: CaseFacts): Block {
  return fact("Case", facts.reference);
}

/** The level, the protocols that apply, and why. */
export function why(facts: CaseFacts): readonly Block[] {
  const blocks: Block[] = [fact("Level", levelWords[facts.level])];
  if (facts.protocols.length > 0) {
    const names = facts.protocols.map((id) => protocolWords[id]).join("; ");
    blocks.push(fact(facts.protocols.length === 1 ? "Protocol" : "Protocols", names));
  }
  blocks.push(line("Why:"));
  for (const criterion of facts.criteria) {
    blocks.push(...criterionBlocks(criterion));
  }
  for (const id of facts.protocols) {
    if (id !== "at-risk") {
      blocks.push(dash(`A report names this concern: ${protocolWords[id]}.`));
    }
  }
  if (facts.level === "below-threshold") {
    blocks.push(
      dash(
        "This is below the county's threshold for at risk. One factor can still be reason to suspect abuse or neglect, and then a report is owed.",
      ),
    );
  }
  if (facts.level === "needs-review") {
    blocks.push(
      dash(
        "Nothing that can be read fits a protocol yet. That is no all-clear: a person has to read the report.",
      ),
    );
  }
  if (facts.level === "confirmed-victim" && !facts.confirmedByAgency) {
    blocks.push(
      dash(
        "No agency is on record as having confirmed it. Ask which agency did, and write it in the case row.",
      ),
    );
  }
  return [...blocks, ...toReview(facts)];
}

function criterionBlocks({ id, reported, needed }: CriterionFacts): readonly Block[] {
  if (reported === 0) {
    return [];
  }
  const name = id === "criterion-1" ? "At-risk criterion 1" : "At-risk criterion 2";
  const factors = reported === 1 ? "1 factor" : `${reported} factors`;
  return [
    dash(
      reported >= needed
        ? `${name} is met: ${factors} reported, ${needed} ${needed === 1 ? "is" : "are"} enough.`
        : `${name} is not met: ${factors} reported, it takes ${needed}.`,
    ),
  ];
}

function toReview(facts: CaseFacts): readonly Block[] {
  if (facts.reviewReasons.length === 0) {
    return [];
  }
  return [
    line("Please look at this too (the district lead is told):"),
    ...facts.reviewReasons.map((reason) => dash(reviewReasonWords(reason))),
  ];
}

export function doNot(facts: CaseFacts): readonly Block[] {
  return facts.doNot.length === 0
    ? []
    : [heading("What not to do"), ...facts.doNot.map((words) => dash(words))];
}

/** The link, and what to do in the register. */
export function inTheRegister(facts: CaseFacts): readonly Block[] {
  const by =
    facts.acknowledgeBy === null ? "" : ` by ${whenWords(facts.acknowledgeBy, facts.zone)}`;
  return [
    heading("In the register"),
    button(`Open case ${facts.reference}`, facts.link),
    ...(facts.acknowledgeBy === null
      ? []
      : [dash(`Tick Acknowledged in the case row${by}, so that others know that you have it.`)]),
    dash(
      "Tick each act when it is done, with the agency's reference for every call and written report.",
    ),
    dash("If an act does not apply, write why in its row."),
  ];
}

/** The closing of every mail about a case. */
export function closing(facts: Pick<CaseFacts, "source">): readonly Block[] {
  return [
    heading("Good to know"),
    small(
      "Each person who reported has a duty of their own: telling you does not discharge it (PC 11166). Yours is not discharged by passing this on.",
    ),
    small(
      "What you have to say about the case belongs in the register, not in an answer to this mail.",
    ),
    small(
      `Source of the protocol: ${facts.source.title}, version of ${facts.source.version}. Lines with a citation are law, not the county's document. This is not legal advice.`,
    ),
  ];
}
