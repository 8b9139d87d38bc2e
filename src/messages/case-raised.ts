/** The mail that says that a case is more serious than it was: what changed, why, and to call again. */
import type { ActId, LevelId, ProtocolId } from "../protocol/ids";
import { levelWords, protocolWords } from "../register/words";
import { acts } from "./acts-section";
import type { CaseFacts } from "./facts";
import { type Block, dash, heading, type Letter, line } from "./letter";
import { caseLine, caseSubject, closing, doNot, inTheRegister, preview, why } from "./sections";

export interface CaseRaised {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  readonly fromLevel: LevelId;
  readonly newProtocols: readonly ProtocolId[];
  /** Acts that this rise put on the checklist. */
  readonly newActs: readonly ActId[];
  /** What made it rise. */
  readonly cause: "report" | "merge" | "person";
}

const causes = {
  report: "Another report came in. Taken together, the reports say more than each of them.",
  merge: "Two cases were joined. Taken together, their reports say more than each of them.",
  person: "Someone who works on the case raised its level. The reason is in the case row.",
} as const;

export function caseRaised(input: CaseRaised): Letter {
  const { facts } = input;
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(
        facts.immediateDanger,
        "A case of yours has changed. Please read this to the end.",
      ),
      caseLine(facts),
      heading("What changed"),
      ...changes(input),
      heading("Where the case stands"),
      ...why(facts),
      ...acts(facts, input.newActs),
      ...doNot(facts),
      ...inTheRegister(facts),
      ...closing(facts),
    ],
  };
}

function changes({ facts, fromLevel, newProtocols, newActs, cause }: CaseRaised): readonly Block[] {
  const blocks: Block[] = [line(causes[cause])];
  blocks.push(
    dash(
      fromLevel === facts.level
        ? `The level stays: ${levelWords[facts.level]}.`
        : `The level was: ${levelWords[fromLevel]}. It is now: ${levelWords[facts.level]}.`,
    ),
  );
  for (const id of newProtocols) {
    blocks.push(dash(`This protocol now applies as well: ${protocolWords[id]}.`));
  }
  const added = facts.acts.filter(({ act }) => newActs.includes(act)).length;
  if (added > 0) {
    blocks.push(
      dash(`New on the checklist: ${added} ${added === 1 ? "act" : "acts"}, marked as new below.`),
    );
  }
  blocks.push(
    line(
      "Call child and family services again and say what is new, also if they were called before. What was done stays done.",
    ),
  );
  return blocks;
}
