/** The parts that messages about a case have in common. Words here are for a counselor with a phone: short, calm, nothing about the student. */
import { timesWords } from "../case/attempts";
import type { ActFacts, CaseFacts, CriterionFacts, SealedFacts } from "../case/facts";
import { reviewReasonWords } from "../case/reasons";
import type { CaseReference } from "../case/reference";
import { roleWords } from "../district/roles";
import type { ActId } from "../protocol/ids";
import { whenWords } from "../time";
import {
  alert,
  type Block,
  button,
  callee,
  dash,
  fact,
  heading,
  item,
  type Line,
  line,
  phone,
  small,
} from "./letter";

/** The subject of every mail about a case, and nothing more (design 2.10). */
export function caseSubject(reference: CaseReference): string {
  return `Student safety case ${reference}: action needed`;
}

const dangerWords = {
  reported: "Immediate danger was reported.",
  "not-over": "Immediate danger is not yet marked as over.",
} as const;

/** What a locked phone shows: no level, nothing about the student. In immediate danger it says to call first. */
export function preview(danger: CaseFacts["danger"], ordinary: string): readonly Block[] {
  return danger === null
    ? [line(ordinary)]
    : [
        line("Urgent: please read this now."),
        alert(
          `${dangerWords[danger]} If it is not over for certain, call `,
          phone("911"),
          " first, then go on here.",
        ),
      ];
}

/** Which case this is; of a sealed one, who acts on it and who else knows. */
export function caseLines({ reference, sealed }: CaseFacts): readonly Block[] {
  return [fact("Case", reference), ...(sealed === null ? [] : sealedBlocks(sealed))];
}

function sealedBlocks({ reader, isCopied, mainCase }: SealedFacts): readonly Block[] {
  const known = isCopied
    ? "The district lead and the alternate lead have it, each in a file of their own. Nobody else was told of it."
    : "Nobody else was told of it.";
  return [
    line(
      `This case is sealed: a report says that someone who receives these reports may be involved. You, the ${roleWords[reader]}, are the one who acts on it. ${known} Tell nobody of it whom the protocol does not name.`,
    ),
    ...(mainCase === null
      ? []
      : [
          line(
            `The same student has an open case in the main register: ${mainCase}. That case says nothing of this one: write nothing of it there.`,
          ),
        ]),
  ];
}

/** The level, the protocols that apply, and why. */
export function why(facts: CaseFacts): readonly Block[] {
  const blocks: Block[] = [fact("Level", facts.level)];
  if (facts.protocols.length > 0) {
    const names = facts.protocols.join("; ");
    blocks.push(fact(facts.protocols.length === 1 ? "Protocol" : "Protocols", names));
  }
  blocks.push(line("Why:"));
  for (const criterion of facts.criteria) {
    blocks.push(...criterionBlocks(criterion));
  }
  for (const name of facts.concerns) blocks.push(dash(`A report names this concern: ${name}.`));
  if (facts.explains !== null) blocks.push(dash(facts.explains));
  if (facts.earlierCase !== null) {
    blocks.push(dash(`The student has an earlier case: ${facts.earlierCase}. Read it too.`));
  }
  if (facts.isUnconfirmed) {
    blocks.push(
      dash(
        "No agency is on record as having confirmed it. Ask which agency did, and write it in the case row.",
      ),
    );
  }
  return [...blocks, ...toReview(facts)];
}

function criterionBlocks({ name, reported, needed }: CriterionFacts): readonly Block[] {
  if (reported === 0) {
    return [];
  }
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
    line(
      facts.sealed === null
        ? "Please look at this too (the district lead is told):"
        : "Please look at this too:",
    ),
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
export function closing(facts: Pick<CaseFacts, "source" | "written">): readonly Block[] {
  return [
    heading("Good to know"),
    small(
      `Each person who reported has a duty of their own: telling you does not discharge it (${facts.written.statute}). Yours is not discharged by passing this on.`,
    ),
    small(
      "What you have to say about the case belongs in the register, not in an answer to this mail.",
    ),
    small(
      `Source of the protocol: ${facts.source.title}, version of ${facts.source.version}. Lines with a citation are law, not the county's document. This is not legal advice.`,
    ),
  ];
}

// The checklist in a mail: what to do now and after that, with agency, number and deadline at each act; then what waits, and why.

/** The acts in the checklist's order. `newActs` are marked as new. */
export function acts(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Block[] {
  const open = facts.acts.filter((act) => act.state === "open");
  const now = open.filter((act) => act.due !== null);
  const later = open.filter((act) => act.due === null);
  const waiting = facts.acts.filter((act) => act.state === "locked" || act.state === "on-hold");
  const finished = facts.acts.length - open.length - waiting.length;
  const numbered = (list: readonly ActFacts[], before: number) =>
    list.map((act, index) => actItem(before + index + 1, act, facts, newActs));
  return [
    ...headed("What to do now, in this order", numbered(now, 0)),
    ...headed("After that", numbered(later, now.length)),
    ...headed("Not yet", waitingBlocks(waiting)),
    ...(finished === 0 ? [] : [line(`Finished so far: ${finished} of ${facts.acts.length} acts.`)]),
  ];
}

function headed(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

function actItem(
  number: number,
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly ActId[],
): Block {
  const { first, rest } = firstSentence(act.what);
  const details: Line[] = (act.call ?? []).map((who) => ["Call: ", ...callee(who)]);
  if (act.attempts > 0 && act.otherwise !== null) {
    details.push([
      `Tried ${timesWords(act.attempts)} so far, and nobody answered. ${act.otherwise}`,
    ]);
  }
  const deadline = deadlineWords(act, facts);
  if (deadline !== null) {
    details.push([deadline]);
  }
  if (act.due === "written-report") {
    details.push([`Form: ${facts.written.form}.`]);
  }
  details.push([`Who: ${act.who}`]);
  for (const more of [rest, act.why ?? ""]) {
    if (more !== "") {
      details.push([more]);
    }
  }
  return item(`${number}.`, [newActs.includes(act.act) ? `New: ${first}` : first], details);
}

/** Acts that wait for the same thing stand together, under what they wait for. */
function waitingBlocks(waiting: readonly ActFacts[]): readonly Block[] {
  const reasons = [...new Set(waiting.map((act) => act.why))];
  const byReason = reasons.flatMap((why) => [
    line(why ?? "These wait:"),
    ...waiting.filter((act) => act.why === why).map((act) => dash(act.what)),
  ]);
  return byReason.length === 0
    ? []
    : [...byReason, line("The register says for each of these whether it still waits.")];
}

/** The first sentence says what the act is; the rest is read when there is time. */
function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

function deadlineWords(act: ActFacts, facts: CaseFacts): string | null {
  const by = act.dueAt === null ? null : whenWords(act.dueAt, facts.zone);
  switch (act.due) {
    case "at-once":
      return "When: now. Do not wait for anything else.";
    case "written-report": {
      if (facts.dueFrom === null && by !== null) return `When: by ${by}.`;
      const from =
        facts.dueFrom !== "received"
          ? `${facts.written.hours} hours after the reporter learned of it`
          : `${facts.written.hours} hours after the report came in, since it does not say when the reporter learned of it`;
      return by === null ? `When: ${from}.` : `When: by ${by}. That is ${from}.`;
    }
    case null:
      return by === null ? null : `When: by ${by}.`;
  }
}
