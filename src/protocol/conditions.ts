/** Whether the conditions of a pack's sentences are true for a case. */
import type { CallBook } from "./callees";
import type {
  ActId,
  ConfirmerId,
  FactorId,
  LevelId,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "./ids";
import type { ActDatum, Condition, ProtocolPack, Sentence } from "./pack";
import { isUnconfirmed } from "./pack-queries";

/** What a case knows when its checklist is built. */
export interface ChecklistInput {
  /** Only in a sealed case: the role of its reader, in words. */
  readonly reader?: string;
  readonly level: LevelId;
  /** Every protocol that applies; order and repeats do not matter. */
  readonly protocols: readonly LevelId[];
  readonly factors: readonly FactorId[];
  /** Null where nobody answered. */
  readonly confirmedBy: ConfirmerId | null;
  readonly parentMayBeInvolved: YesNoUnknown | null;
  /** An employee, volunteer or contractor; not answered where it is left out. */
  readonly staffMayBeInvolved?: YesNoUnknown | null;
  /** The case says that the student is 18 or over; not answered where it is left out, and then a child is meant. */
  readonly isAdult?: YesNo | null;
  readonly studentRole: StudentRole | null;
  readonly immediateDanger: boolean;
  readonly calls: CallBook;
  /** A report says that the student lives in another county; taken as not when left out. */
  readonly livesElsewhere?: boolean;
  /** The case says whether the student may be a victim; taken as unanswered when left out. */
  readonly victimQuestionAnswered?: boolean;
  /** Acts that have a row of their own, or need one, although the case owes an act that covers them; none if left out. */
  readonly apart?: readonly ActId[];
  /** Acts for which other acts wait, and that the lead has recorded as done; none if left out. */
  readonly leadDid?: readonly ActId[];
  /** True if the words are for a mail: sentences that are for the register alone are left out. */
  readonly isForMail?: boolean;
  /** The case of a drill: each act says that it is ticked without calling. Taken as not when left out. */
  readonly isDrill?: boolean;
  /** Whether there is school now, so that the student is taken to be there; taken as not when left out. */
  readonly atSchool?: boolean;
}

/** Whether the condition is true for the case. What nobody answered counts in the way that protects the child more. */
export function conditionHolds(
  pack: ProtocolPack,
  condition: Condition,
  facts: ChecklistInput,
): boolean {
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
    case "lives-elsewhere":
      return condition.yes === (facts.livesElsewhere === true);
    case "unconfirmed":
      return isUnconfirmed(pack, facts);
    case "staff-may-be-involved":
      return condition.yes === (facts.staffMayBeInvolved === "yes");
    case "adult":
      return condition.yes === (facts.isAdult === "yes");
    case "at-school":
      return condition.yes === (facts.atSchool === true);
    case "register-alone":
      return facts.isForMail !== true;
  }
}

/** Whether all conditions are true for the case. */
export function allHold(
  pack: ProtocolPack,
  conditions: readonly Condition[],
  facts: ChecklistInput,
): boolean {
  return conditions.every((condition) => conditionHolds(pack, condition, facts));
}

/** The sentences whose conditions are all true for the case. */
export function applying(
  pack: ProtocolPack,
  sentences: readonly Sentence[],
  facts: ChecklistInput,
): readonly Sentence[] {
  return sentences.filter(({ when }) => allHold(pack, when, facts));
}

/** What a mail must not tell: whoever reads it over a shoulder would learn what was reported, or what somebody answered. */
const untold: readonly Condition["is"][] = [
  "factor",
  "parent-may-be-involved",
  "lives-elsewhere",
  "adult",
];

/** Whether it would tell something of the student that a case has this act: the register names it, and a mail does not. */
export function isNamedInRegisterAlone({ when = [] }: Pick<ActDatum, "when">): boolean {
  return when.some(({ is }) => untold.includes(is));
}
