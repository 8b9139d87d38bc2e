/**
 * The sentences that say why a case has its level and what would raise it. For the register: they name what was reported. Only
 * `signsWords` is for mail.
 */
import type { ConcernId, CriterionId, FactorId, LevelId, StudentRole } from "./ids";
import type { LevelDatum, ProtocolPack, Wording } from "./pack";
import { inRank, levelOf, levelRank, lowestLevel } from "./pack-queries";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** What is known of a case, and who raised it by hand to which level. */
export interface WhatLevelRestsOn extends Reported {
  readonly level: LevelId | null;
  readonly protocols: readonly LevelId[];
  readonly raises: readonly { readonly level: LevelId; readonly who: string }[];
}

/**
 * The words with each `{name}` replaced by its part, and each `{name:one|several}` by the form that fits the part's number. A `{name}`
 * without a part stays as it is.
 */
function filled(words: Wording, parts: Readonly<Record<string, string | number>>): string {
  return say(words).replace(
    /\{([a-z]+)(?::([^|{}]*)\|([^|{}]*))?\}/g,
    (open, name: string, one?: string, several?: string) => {
      const part = parts[name];
      if (part === undefined) return open;
      return one === undefined || several === undefined ? String(part) : part === 1 ? one : several;
    },
  );
}

/** The name of a level. */
function nameOf(pack: ProtocolPack, level: LevelId): string {
  return say(levelOf(pack, level)?.name ?? {});
}

/** Each criterion of the pack, whether it is met, how many factors are missing, and the parts for its sentences. */
export function criteriaOf(pack: ProtocolPack, reported: Reported) {
  return classify(pack, reported).criteria.flatMap(({ id, factors, atLeast, met }) => {
    const datum = pack.criteria.find((one) => one.id === id);
    const names = pack.factors.flatMap((one) => (factors.includes(one.id) ? [say(one.name)] : []));
    const parts = { reported: factors.length, needed: atLeast, factors: names.join(", ") };
    const missing = Math.max(1, atLeast - factors.length);
    return datum === undefined ? [] : [{ id, datum, met, missing, parts }];
  });
}

type Criteria = ReturnType<typeof criteriaOf>;

/** The rules on which the level's protocol applies: a criterion that is met, or a concern that is reported. Any one is enough. */
export function rulesOfProtocol(pack: ProtocolPack, level: LevelId) {
  return levelOf(pack, level)?.protocol?.appliesOn ?? [];
}

/** Why a protocol applies, as parts of a sentence. */
function becauseOf(
  pack: ProtocolPack,
  protocol: LevelId,
  basis: WhatLevelRestsOn,
  criteria: Criteria,
): readonly string[] {
  const byRule = rulesOfProtocol(pack, protocol).flatMap((rule) => {
    if ("criterion" in rule) {
      const found = criteria.find(({ id, met }) => met && id === rule.criterion);
      return found === undefined ? [] : [filled(found.datum.met, found.parts)];
    }
    const concern = pack.concerns.find(({ id }) => id === rule.concern);
    const isReported = basis.concerns.includes(rule.concern);
    return concern === undefined || !isReported ? [] : [say(concern.because)];
  });
  const level = nameOf(pack, protocol);
  const byHand = basis.raises
    .filter((raise) => raise.level === protocol)
    .map(({ who }) => filled(pack.reasons.raised, { who, level }));
  const found = [...byRule, ...byHand];
  return found.length > 0 ? found : [filled(pack.reasons.earlier, { level })];
}

/** Why a case has a level without a protocol: too little was reported, or nothing could be read. */
function belowProtocols(
  pack: ProtocolPack,
  level: LevelDatum,
  criteria: Criteria,
): readonly string[] {
  const partly = criteria.filter(({ parts }) => parts.reported > 0);
  if (partly.length > 0) return partly.map(({ datum, parts }) => filled(datum.notMet, parts));
  return level.because === null
    ? [filled(pack.reasons.earlier, { level: say(level.name) })]
    : [say(level.because)];
}

/**
 * The sentence that says why a case has its level. It names the criterion with its factors, the concern, or who raised the level by hand;
 * the highest protocol first. For the register alone: it says what was reported. `criteria`: as `criteriaOf` has them, where they are known.
 */
export function whyLevel(
  pack: ProtocolPack,
  basis: WhatLevelRestsOn,
  criteria = criteriaOf(pack, basis),
): string {
  const id = basis.level ?? lowestLevel(pack);
  const level = levelOf(pack, id);
  const parts =
    basis.protocols.length > 0
      ? [...basis.protocols]
          .sort((a, b) => levelRank(pack, b) - levelRank(pack, a))
          .flatMap((protocol) => becauseOf(pack, protocol, basis, criteria))
      : level === null
        ? []
        : belowProtocols(pack, level, criteria);
  return filled(pack.reasons.why, {
    level: nameOf(pack, id),
    what: [...new Set(parts)].join("; "),
  });
}

/** The sentence that says what would raise the case, by the rules of every level above its own. For the register alone. */
export function wouldRaise(
  pack: ProtocolPack,
  basis: WhatLevelRestsOn,
  criteria = criteriaOf(pack, basis),
): string {
  const rank = levelRank(pack, basis.level ?? lowestLevel(pack));
  const parts = pack.levels
    .filter((level) => level.rank > rank)
    .flatMap((level): readonly string[] => [
      ...(level.wouldRaise === null ? [] : [say(level.wouldRaise)]),
      ...rulesOfProtocol(pack, level.id).flatMap((rule) => {
        if ("criterion" in rule) {
          const found = criteria.find(({ id }) => id === rule.criterion);
          return found === undefined
            ? []
            : [filled(found.datum.wouldMeet, { missing: found.missing })];
        }
        const concern = pack.concerns.find(({ id }) => id === rule.concern);
        return concern === undefined ? [] : [say(concern.wouldRaise)];
      }),
    ]);
  return parts.length === 0
    ? say(pack.reasons.highest)
    : filled(pack.reasons.rises, { what: [...new Set(parts)].join("; ") });
}

/** How many signs of a criterion were reported, as part of a sentence for a mail. Never which signs: these are student data. */
export function signsWords(
  { name, signs }: Pick<ProtocolPack["criteria"][number], "name" | "signs">,
  reported: number,
): ProtocolWords {
  if (signs === undefined) return asProtocolWords(`of “${say(name)}” (${reported} reported)`);
  return asProtocolWords(filled(reported === 1 ? signs.one : signs.several, { reported }));
}

/** What was reported about one student; order and repeats do not matter. */
export interface Reported {
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
}

/** A criterion with the factors of it that were reported. */
export interface CriterionResult {
  readonly id: CriterionId;
  /** The reported factors of this criterion, in the document's order. */
  readonly factors: readonly FactorId[];
  /** How many of its factors the criterion asks for. */
  readonly atLeast: number;
  readonly met: boolean;
}

export interface Classification {
  /**
   * The highest protocol that applies. If none does: the highest level without a protocol that asks for no more factors than were
   * reported.
   */
  readonly level: LevelId;
  /** Every protocol that applies, lowest first. */
  readonly protocols: readonly LevelId[];
  /** Every criterion of the pack, whether or not it is met. */
  readonly criteria: readonly CriterionResult[];
}

/**
 * Whether a report says that the student may be targeted or controlled by somebody. An earlier answer that the student is no victim was
 * given without knowing this.
 */
export function saysMayBeVictim(
  pack: ProtocolPack,
  said: Reported & { readonly studentRole: StudentRole | null },
): boolean {
  const isNamed = (
    list: readonly { readonly id: string; readonly meansVictim?: boolean | undefined }[],
    ids: readonly string[],
  ) => list.some(({ id, meansVictim: means }) => means === true && ids.includes(id));
  return (
    said.studentRole === "may-be-targeted" ||
    said.studentRole === "both" ||
    isNamed(pack.factors, said.factors) ||
    isNamed(pack.concerns, said.concerns)
  );
}

/**
 * The level and protocols that follow from the reported factors and concerns, by the criteria of the pack. Reporting one more factor or
 * concern never lowers the level and never removes a protocol.
 */
export function classify(pack: ProtocolPack, reported: Reported): Classification {
  const criteria = pack.criteria.map(({ id, atLeast }): CriterionResult => {
    const factors = pack.factors.flatMap((factor) =>
      factor.criterion === id && reported.factors.includes(factor.id) ? [factor.id] : [],
    );
    return { id, factors, atLeast, met: factors.length >= atLeast };
  });
  const isMet = (criterion: CriterionId) => criteria.some(({ id, met }) => met && id === criterion);
  const protocols = inRank(pack).flatMap(({ id, protocol }) => {
    const applies = protocol?.appliesOn.some((rule) =>
      "concern" in rule ? reported.concerns.includes(rule.concern) : isMet(rule.criterion),
    );
    return applies === true ? [id] : [];
  });
  const count = criteria.reduce((sum, { factors }) => sum + factors.length, 0);
  const otherwise = inRank(pack).filter(
    ({ atLeastFactors }) => atLeastFactors !== null && atLeastFactors <= count,
  );
  const level = protocols[protocols.length - 1] ?? otherwise[otherwise.length - 1]?.id;
  return { level: level ?? lowestLevel(pack), protocols, criteria };
}
