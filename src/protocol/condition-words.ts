/** Conditions of a pack in words. Pure. */

import type { LevelId } from "./ids";
import type { Condition, ProtocolPack } from "./pack";
import { levelOf } from "./pack-queries";
import { say } from "./wording";

function listed(words: readonly string[], last: "or" | "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

function levelNames(pack: ProtocolPack, ids: readonly string[], last: "or" | "and"): string {
  return listed(
    ids.map((id) => `“${say(levelOf(pack, id)?.name ?? { en: id })}”`),
    last,
  );
}

/** One condition, after "where". */
export function conditionWords(pack: ProtocolPack, condition: Condition): string {
  switch (condition.is) {
    case "protocol":
      return `${levelNames(pack, condition.anyOf, "or")} applies`;
    case "no-protocol":
      return condition.of.length === 1
        ? `${levelNames(pack, condition.of, "and")} does not apply`
        : `neither ${levelNames(pack, condition.of, "and")} applies`;
    case "level":
      return `the level is ${levelNames(pack, condition.anyOf, "or")}`;
    case "factor": {
      const factor = pack.factors.find(({ id }) => id === condition.factor);
      return `“${say(factor?.name ?? { en: condition.factor })}” is reported`;
    }
    case "sro-of-district-police":
      return `the ${say(pack.schoolOfficer)} is of the district's own police: ${listed(condition.anyOf, "or")}`;
    case "parent-may-be-involved":
      return condition.yes
        ? "a parent may be involved"
        : "nobody reports that a parent may be involved";
    case "student-may-be-recruiting":
      return condition.yes ? "the student may be recruiting" : "the student is not said to recruit";
    case "immediate-danger":
      return condition.yes ? "there is immediate danger" : "there is no immediate danger";
    case "lives-elsewhere":
      return condition.yes
        ? "the student lives in another county"
        : "the student lives in this county";
    case "unconfirmed":
      return "no agency has confirmed it";
    case "staff-may-be-involved":
      return condition.yes
        ? "a member of staff may be involved"
        : "no member of staff is said to be involved";
    case "adult":
      return condition.yes ? "the student is 18 or over" : "the student is under 18";
    case "at-school":
      return condition.yes ? "there is school now" : "there is no school now";
    case "register-alone":
      return "in the register alone";
  }
}

/** All conditions, each after the other; "always" for none. */
export function whenWords(pack: ProtocolPack, when: readonly Condition[]): string {
  return when.length === 0
    ? "always"
    : listed(
        when.map((one) => conditionWords(pack, one)),
        "and",
      );
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
      return `the level is ${levelNames(pack, level === null ? [] : [level], "or")}`;
    case "factor":
      return conditionWords(pack, condition).replace(/is reported$/, "is not reported");
    case "unconfirmed":
      return "an agency has confirmed it, or the level does not ask";
    default:
      return `it is not so that ${conditionWords(pack, condition)}`;
  }
}
