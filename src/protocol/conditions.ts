/** Decides whether the conditions of a pack are true for a case, and puts conditions into words. */
import { listed } from "../lists";
import type { CallBook } from "./agency-words";
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

/** What is known of a case when its checklist is built. */
export interface ChecklistInput {
  /** The role of the reader, in words. Only for a sealed case. */
  readonly reader?: string;
  readonly level: LevelId;
  /** Every protocol that applies. Order and repeats do not matter. */
  readonly protocols: readonly LevelId[];
  readonly factors: readonly FactorId[];
  /** Null if no one has answered. */
  readonly confirmedBy: ConfirmerId | null;
  readonly parentMayBeInvolved: YesNoUnknown | null;
  /** An employee, volunteer or contractor may be involved; not answered if left out. */
  readonly staffMayBeInvolved?: YesNoUnknown | null;
  /** Whether the case says that the student is 18 or over. If left out it is not answered, and the student counts as a child. */
  readonly isAdult?: YesNo | null;
  readonly studentRole: StudentRole | null;
  readonly immediateDanger: boolean;
  readonly calls: CallBook;
  /** A report says that the student lives in another county; false if left out. */
  readonly livesElsewhere?: boolean;
  /** Acts that keep or get a row of their own, although another act of the case covers them; none if left out. */
  readonly apart?: readonly ActId[];
  /** True if the words are for an email: sentences that are only for the register are left out. */
  readonly isForMail?: boolean;
  /** The case is a drill, so each act says to tick it without calling; false if left out. */
  readonly isDrill?: boolean;
  /** School is in session now, so the student is taken to be there; false if left out. */
  readonly atSchool?: boolean;
}

const mayRecruit: readonly (StudentRole | null)[] = ["may-be-recruiting", "both"];

/** The kinds of condition that are simply true or false of a case. */
type YesOrNo = Extract<Condition, { readonly yes: boolean }>["is"];

/** Whether each such condition is true of a case. */
const isSo: Readonly<Record<YesOrNo, (facts: ChecklistInput) => boolean>> = {
  "parent-may-be-involved": ({ parentMayBeInvolved }) => parentMayBeInvolved === "yes",
  "student-may-be-recruiting": ({ studentRole }) => mayRecruit.includes(studentRole),
  "immediate-danger": ({ immediateDanger }) => immediateDanger,
  "lives-elsewhere": ({ livesElsewhere = false }) => livesElsewhere,
  "staff-may-be-involved": ({ staffMayBeInvolved }) => staffMayBeInvolved === "yes",
  adult: ({ isAdult }) => isAdult === "yes",
  "at-school": ({ atSchool = false }) => atSchool,
};

/** Each such condition in words that follow "where": if true, and if not true. */
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

/** Whether all these conditions are true for the case. A question that no one has answered counts in the way that protects the child more. */
export function allHold(
  pack: ProtocolPack,
  conditions: readonly Condition[],
  facts: ChecklistInput,
): boolean {
  return conditions.every((condition) => {
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
      // "register-alone".
      default:
        return facts.isForMail !== true;
    }
  });
}

/** The sentences whose conditions are all true for the case. */
export function applying(
  pack: ProtocolPack,
  sentences: readonly Sentence[],
  facts: ChecklistInput,
): readonly Sentence[] {
  return sentences.filter(({ when }) => allHold(pack, when, facts));
}

/**
 * Conditions whose sentences an email must leave out: a person who reads it over the reader's shoulder would learn what was reported or
 * answered.
 */
const untold: readonly Condition["is"][] = [
  "factor",
  "parent-may-be-involved",
  "lives-elsewhere",
  "adult",
];

/** Whether the mere fact that a case has this act would tell something about the student. If so, only the register names the act. */
export function isNamedInRegisterAlone({ when = [] }: Pick<ActDatum, "when">): boolean {
  return when.some(({ is }) => untold.includes(is));
}

/** Whether anything that no email may tell can be why a case has the act. Whether staff are involved is not even told without a name. */
export function restsOnUntold({ when = [], alsoWhen }: ActDatum): boolean {
  return (
    when.some(({ is }) => is === "staff-may-be-involved") ||
    alsoWhen.some((one) =>
      one.when.some(({ is }) => is === "staff-may-be-involved" || untold.includes(is)),
    )
  );
}

function levelNames(pack: ProtocolPack, ids: readonly string[], last: "or" | "nor" = "or"): string {
  const names = ids.map((id) => `“${say(levelOf(pack, id)?.name ?? { en: id })}”`);
  return listed(names, last);
}

/** One condition, in words that follow "where". */
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

/** All conditions in words, joined with "and"; "always" if there are none. */
export function whenWords(pack: ProtocolPack, when: readonly Condition[]): string {
  const words = when.map((one) => conditionWords(pack, one));
  return words.length === 0 ? "always" : listed(words, "and");
}

/** Words that say that the condition is not true, to follow "where" or a colon. `level`: the level that the case has. */
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
