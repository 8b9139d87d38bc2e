/** Which level and protocols follow from what was reported. */
import type { ConcernId, CriterionId, FactorId, LevelId, StudentRole } from "./ids";
import type { ProtocolPack } from "./pack";
import { inRank, lowestLevel } from "./pack-queries";

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
