/**
 * Acts that a case can owe and that say nothing then: every combination of what an act depends on is tried, of nothing else. Pure.
 */
import { conditionWords, denialWords, whenWords } from "../../../src/protocol/condition-words";
import { allHold, applying, type ChecklistInput } from "../../../src/protocol/conditions";
import { isOwed } from "../../../src/protocol/engine";
import type { ActDatum, Condition, ProtocolPack } from "../../../src/protocol/pack";
import { inRank, lowestLevel } from "../../../src/protocol/pack-queries";
import { nothingElse } from "../answer-problems";
import { placeWords } from "../place-words";

/** One value of something on which an act depends: what it makes of a case, and in words after "where". */
interface Value {
  readonly facts: Partial<ChecklistInput>;
  readonly words: string;
}

/** What an act depends on: each value that it can have in a case. */
type Variable = readonly Value[];

/** A case of which nothing is known. */
function blank(pack: ProtocolPack): ChecklistInput {
  return { ...nothingElse, level: lowestLevel(pack), protocols: [], factors: [] };
}

/** Every level with the protocols that a case at it can have: an earlier report, or a person, may have brought any lower one too. */
function standings(pack: ProtocolPack): Variable {
  const levels = inRank(pack);
  const withProtocol = levels.filter(({ protocol }) => protocol !== null).map(({ id }) => id);
  const without = levels
    .filter(({ protocol }) => protocol === null)
    .map(({ id }) => ({
      facts: { level: id, protocols: [] },
      words: conditionWords(pack, { is: "level", anyOf: [id] }),
    }));
  const sets = Array.from({ length: 2 ** withProtocol.length }, (_, set) =>
    withProtocol.filter((_id, at) => Math.floor(set / 2 ** at) % 2 === 1),
  );
  return [
    ...without,
    ...sets.flatMap((protocols) => {
      const level = protocols[protocols.length - 1];
      if (level === undefined) return [];
      const words = protocols
        .map((id) => conditionWords(pack, { is: "protocol", anyOf: [id] }))
        .join(" and ");
      const only = protocols.length === 1 ? "alone " : "";
      return [{ facts: { level, protocols }, words: words.replace(/applies$/, `${only}applies`) }];
    }),
  ];
}

const yesOrNo = (isYes: boolean) => (isYes ? "yes" : "no");

/** What a condition that says yes or no asks of a case. */
const answers: Readonly<
  Partial<Record<Condition["is"], (isYes: boolean) => Partial<ChecklistInput>>>
> = {
  "parent-may-be-involved": (isYes) => ({ parentMayBeInvolved: yesOrNo(isYes) }),
  "student-may-be-recruiting": (isYes) => ({ studentRole: isYes ? "may-be-recruiting" : null }),
  "immediate-danger": (isYes) => ({ immediateDanger: isYes }),
  "lives-elsewhere": (isYes) => ({ livesElsewhere: isYes }),
  "staff-may-be-involved": (isYes) => ({ staffMayBeInvolved: yesOrNo(isYes) }),
  adult: (isYes) => ({ isAdult: yesOrNo(isYes) }),
};

/** The values of what a condition asks; none where the levels and protocols say it. */
function variableOf(pack: ProtocolPack, condition: Condition): Variable {
  const answer = answers[condition.is];
  if (answer !== undefined && "yes" in condition) {
    return [true, false].map((yes) => ({
      facts: answer(yes),
      words: conditionWords(pack, { ...condition, yes }),
    }));
  }
  switch (condition.is) {
    case "factor":
      return [
        { facts: { factors: [condition.factor] }, words: conditionWords(pack, condition) },
        { facts: { factors: [] }, words: denialWords(pack, condition, null) },
      ];
    case "unconfirmed": {
      const settling = pack.confirmers.find(({ settles }) => settles)?.id ?? null;
      return [
        { facts: { confirmedBy: null }, words: conditionWords(pack, condition) },
        { facts: { confirmedBy: settling }, words: "an agency has confirmed it" },
      ];
    }
    case "sro-of-district-police":
      return (["yes", "no", "unknown"] as const).map((one) => ({
        facts: { calls: { agencies: new Map(), sroIsDistrictPolice: one } },
        words: conditionWords(pack, { ...condition, anyOf: [one] }),
      }));
    default:
      return [];
  }
}

/** What the act depends on, the levels first. */
function variablesOf(pack: ProtocolPack, act: ActDatum): readonly Variable[] {
  const conditions = [
    ...[...act.what, ...act.who, ...act.alsoWhen].flatMap(({ when }) => when),
    ...(act.when ?? []),
  ];
  const keyOf = (one: Condition) => (one.is === "factor" ? `factor ${one.factor}` : one.is);
  const each = [...new Map(conditions.map((one) => [keyOf(one), one])).values()];
  const others = each.map((one) => variableOf(pack, one)).filter(({ length }) => length > 0);
  return [standings(pack), ...others];
}

/** More combinations than this and a machine would take minutes. */
const mostCombinations = 2 ** 16;

type Combination = readonly Value[];

function combinations(variables: readonly Variable[]): readonly Combination[] {
  return variables.reduce<readonly Combination[]>(
    (all, values) => all.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );
}

function factsOf(pack: ProtocolPack, combination: Combination): ChecklistInput {
  const facts: ChecklistInput = Object.assign(
    blank(pack),
    ...combination.map((value) => value.facts),
  );
  return { ...facts, factors: combination.flatMap((value) => value.facts.factors ?? []) };
}

/**
 * The fewest values of a combination in words that already make the act wordless: whatever else holds, a case that owes the act has no words
 * for it.
 */
function fewest(
  variables: readonly Variable[],
  found: Combination,
  isSaid: (combination: Combination) => boolean,
): readonly string[] {
  const open = new Set<number>();
  variables.forEach((_, at) => {
    const free = variables.map((values, index) => {
      const own = found[index];
      return index === at || open.has(index) || own === undefined ? values : [own];
    });
    if (!combinations(free).some(isSaid)) open.add(at);
  });
  return found.flatMap(({ words }, at) => (open.has(at) ? [] : [words]));
}

/** The first combination in which the act is owed and has none of these sentences, in words; null where it always has one. */
function silence(
  pack: ProtocolPack,
  act: ActDatum,
  sentences: ActDatum["what"],
): readonly string[] | null {
  const variables = variablesOf(pack, act);
  const isAsked = (facts: ChecklistInput) =>
    act.role === "update" ? allHold(pack, act.when ?? [], facts) : isOwed(pack, act, facts);
  const says = (facts: ChecklistInput) => applying(pack, sentences, facts).length > 0;
  const found = combinations(variables).find((one) => {
    const facts = factsOf(pack, one);
    return isAsked(facts) && !says(facts);
  });
  if (found === undefined) return null;
  return fewest(variables, found, (one) => {
    const facts = factsOf(pack, one);
    return isAsked(facts) && says(facts);
  });
}

/** A problem for each act that some case owes without words, or without anybody who does it; and for each that no case can owe. */
export function wordlessActs(pack: ProtocolPack): readonly string[] {
  return pack.acts.flatMap((act, at) => {
    const place = placeWords(pack, ["acts", String(at)]);
    const count = variablesOf(pack, act).reduce((all, { length }) => all * length, 1);
    if (count > mostCombinations) {
      return [
        `${place}: what it depends on makes ${count} combinations; at most ${mostCombinations} can be tried. Let fewer of its sentences have conditions.`,
      ];
    }
    const isConditional = (act.when ?? []).length > 0;
    if (isConditional) {
      const isEver = combinations(variablesOf(pack, act)).some((one) =>
        isOwed(pack, act, factsOf(pack, one)),
      );
      if (!isEver) {
        return [
          `${place}: no case can owe it: nothing asks for it where ${whenWords(pack, act.when ?? [])}. Change its when, or what asks for it.`,
        ];
      }
    }
    const said = (field: "what" | "who", lacking: string): readonly string[] => {
      const where = silence(pack, act, act[field]);
      if (where === null) return [];
      const condition = where.length === 0 ? "ever" : `where ${where.join(", and ")}`;
      return [
        `${place}: ${field}: it does not say ${lacking} ${condition}. Write a sentence for that, or give the act a when, if it does not apply there.`,
      ];
    };
    return [...said("what", "what to do"), ...said("who", "who does it")];
  });
}
