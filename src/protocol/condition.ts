/** Whether a condition of the pack holds in a case, and what a list of sentences says there. Pure. */
import type { CallBook } from "./call-book";
import type { StatuteId } from "./document-ids";
import type { ConfirmedBy, FactorId, LevelId, ProtocolId, StudentRole, YesNoUnknown } from "./ids";
import { type ProtocolWords, say } from "./protocol-words";
import type { Condition, Sentence } from "./schema";

/** What a case knows when its checklist is made. */
export interface ChecklistInput {
  readonly level: LevelId;
  /** Every protocol that applies; order and repeats do not matter. */
  readonly protocols: readonly ProtocolId[];
  readonly factors: readonly FactorId[];
  /** Null where nobody answered. */
  readonly confirmedBy: ConfirmedBy | null;
  readonly parentMayBeInvolved: YesNoUnknown | null;
  readonly studentRole: StudentRole | null;
  readonly immediateDanger: boolean;
  readonly calls: CallBook;
  /** The case says whether the student may be a victim; taken as unanswered when left out. */
  readonly victimQuestionAnswered?: boolean;
}

/** True when the condition holds. What nobody answered counts as the case that protects the child more. */
export function holds(condition: Condition, facts: ChecklistInput): boolean {
  switch (condition.is) {
    case "protocol":
      return condition.anyOf.some((id) => facts.protocols.includes(id));
    case "no-protocol":
      return !condition.of.some((id) => facts.protocols.includes(id));
    case "level":
      return condition.anyOf.includes(facts.level);
    case "factor":
      return facts.factors.includes(condition.factor);
    case "sro-of-district-police":
      return condition.anyOf.includes(facts.calls.sroIsDistrictPolice);
    case "parent-may-be-involved":
      return condition.yes === (facts.parentMayBeInvolved === "yes");
    case "student-may-be-recruiting":
      return (
        condition.yes ===
        (facts.studentRole === "may-be-recruiting" || facts.studentRole === "both")
      );
    case "immediate-danger":
      return condition.yes === facts.immediateDanger;
    case "confirmed-without-agency":
      return (
        facts.protocols.includes("confirmed-victim") &&
        facts.confirmedBy !== "law-enforcement" &&
        facts.confirmedBy !== "child-and-family-services"
      );
  }
}

/** True when every condition holds; an empty list always does. */
export function allHold(conditions: readonly Condition[], facts: ChecklistInput): boolean {
  return conditions.every((condition) => holds(condition, facts));
}

/** The sentences that apply in the case. */
export function applying(
  sentences: readonly Sentence[],
  facts: ChecklistInput,
): readonly Sentence[] {
  return sentences.filter(({ when }) => allHold(when, facts));
}

/** What a sentence says: law is labelled with its citation, and the agency to call is named. */
export function spoken(sentence: Sentence, facts: ChecklistInput): ProtocolWords {
  const words = sentence.words.split("{law-enforcement}").join(facts.calls.lawEnforcement.name);
  const label = "statute" in sentence.from ? `By law (${sentence.from.statute}): ` : "";
  return say(label + words);
}

/** The statutes that the sentences rest on. */
export function statutesOf(sentences: readonly Sentence[]): readonly StatuteId[] {
  return sentences.flatMap(({ from }) => ("statute" in from ? [from.statute] : []));
}
