/** Whether the conditions of a pack's sentences are true for a case. */
import type { CallBook } from "./agencies";
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
import { isUnconfirmed, levelOf } from "./pack-queries";
import { say } from "./wording";

/** What a case knows when its checklist is built. */
export interface ChecklistInput {
  /** Only in a sealed case: the role of its reader, in words. */
  readonly reader?: string;
  readonly level: LevelId;
  /** Every protocol that applies; order and repeats do not matter. */
  readonly protocols: readonly LevelId[];
  readonly factors: readonly FactorId[];
  /** Null where no one answered. */
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
  /** True if the words are for an email: sentences that are for the register alone are left out. */
  readonly isForMail?: boolean;
  /** The case of a drill: each act says that it is ticked without calling. Taken as not when left out. */
  readonly isDrill?: boolean;
  /** Whether school is in session now, so that the student is taken to be there; taken as not when left out. */
  readonly atSchool?: boolean;
}

/** The conditions that are so or not so. */
type YesOrNo = Extract<Condition, { readonly yes: boolean }>["is"];

/** Whether such a condition is so. */
const isSo: Readonly<Record<YesOrNo, (facts: ChecklistInput) => boolean>> = {
  "parent-may-be-involved": ({ parentMayBeInvolved }) => parentMayBeInvolved === "yes",
  "student-may-be-recruiting": ({ studentRole }) =>
    studentRole === "may-be-recruiting" || studentRole === "both",
  "immediate-danger": ({ immediateDanger }) => immediateDanger,
  "lives-elsewhere": ({ livesElsewhere }) => livesElsewhere === true,
  "staff-may-be-involved": ({ staffMayBeInvolved }) => staffMayBeInvolved === "yes",
  adult: ({ isAdult }) => isAdult === "yes",
  "at-school": ({ atSchool }) => atSchool === true,
};

/** That it is so, and that it is not, in words after "where". */
const soOrNot: Readonly<Record<YesOrNo, readonly [so: string, notSo: string]>> = {
  "parent-may-be-involved": [
    "a parent may be involved",
    "no one reports that a parent may be involved",
  ],
  "student-may-be-recruiting": [
    "the student may be recruiting",
    "no report says that the student recruits",
  ],
  "immediate-danger": ["there is immediate danger", "there is no immediate danger"],
  "lives-elsewhere": ["the student lives in another county", "the student lives in this county"],
  "staff-may-be-involved": [
    "a member of staff may be involved",
    "no report says that a member of staff is involved",
  ],
  adult: ["the student is 18 or over", "the student is under 18"],
  "at-school": ["school is in session now", "school is out now"],
};

/** Whether the condition is true for the case. What no one answered counts in the way that protects the child more. */
export function conditionHolds(
  pack: ProtocolPack,
  condition: Condition,
  facts: ChecklistInput,
): boolean {
  if ("yes" in condition) return condition.yes === isSo[condition.is](facts);
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
    case "unconfirmed":
      return isUnconfirmed(pack, facts);
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

/** What an email must not tell: the person who reads it over a shoulder would learn what was reported, or what someone answered. */
const untold: readonly Condition["is"][] = [
  "factor",
  "parent-may-be-involved",
  "lives-elsewhere",
  "adult",
];

/** Whether it would tell something of the student that a case has this act: the register names it, and an email does not. */
export function isNamedInRegisterAlone({ when = [] }: Pick<ActDatum, "when">): boolean {
  return when.some(({ is }) => untold.includes(is));
}

function listed(words: readonly string[], last: "or" | "and" | "nor"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

function levelNames(pack: ProtocolPack, ids: readonly string[], last: "or" | "nor" = "or"): string {
  const names = ids.map((id) => `“${say(levelOf(pack, id)?.name ?? { en: id })}”`);
  return listed(names, last);
}

/** One condition, after "where". */
export function conditionWords(pack: ProtocolPack, condition: Condition): string {
  if ("yes" in condition) return soOrNot[condition.is][condition.yes ? 0 : 1];
  switch (condition.is) {
    case "protocol":
      return `${levelNames(pack, condition.anyOf)} applies`;
    case "no-protocol":
      return condition.of.length === 1
        ? `${levelNames(pack, condition.of)} does not apply`
        : `neither ${levelNames(pack, condition.of, "nor")} applies`;
    case "level":
      return `the level is ${levelNames(pack, condition.anyOf)}`;
    case "factor": {
      const factor = pack.factors.find(({ id }) => id === condition.factor);
      return `“${say(factor?.name ?? { en: condition.factor })}” is reported`;
    }
    case "sro-of-district-police":
      return `the ${say(pack.schoolOfficer)} is of the district's own police: ${listed(condition.anyOf, "or")}`;
    case "unconfirmed":
      return "no agency has confirmed it";
    case "register-alone":
      return "in the register alone";
  }
}

/** All conditions, each after the other; "always" for none. */
export function whenWords(pack: ProtocolPack, when: readonly Condition[]): string {
  const words = when.map((one) => conditionWords(pack, one));
  return words.length === 0 ? "always" : listed(words, "and");
}

/** In words that the condition does not hold, after "where" or a colon. `level`: the level that the case has. */
export function denialWords(
  pack: ProtocolPack,
  condition: Condition,
  level: LevelId | null,
): string {
  if ("yes" in condition) return conditionWords(pack, { ...condition, yes: !condition.yes });
  switch (condition.is) {
    case "protocol":
      return conditionWords(pack, { is: "no-protocol", of: condition.anyOf });
    case "no-protocol":
      return conditionWords(pack, { is: "protocol", anyOf: condition.of });
    case "level":
      return `the level is ${levelNames(pack, level === null ? [] : [level])}`;
    case "factor":
      return conditionWords(pack, condition).replace(/is reported$/, "is not reported");
    case "unconfirmed":
      return "an agency has confirmed it, or the level does not ask";
    default:
      return `it is not true that ${conditionWords(pack, condition)}`;
  }
}
