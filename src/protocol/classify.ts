/** Which protocols apply to what was reported, and why. Pure; knows no factor, criterion or step by name. */
import type { ConcernId, FactorId, LevelId, ProtocolId } from "./ids";
import { levelRank } from "./ids";
import type { ProtocolPack } from "./schema";

/** What was reported about one student; order and repeats do not matter. */
export interface Reported {
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
}

/** A criterion with the factors of it that were reported. */
export interface CriterionResult {
  readonly id: ProtocolPack["criteria"][number]["id"];
  /** The reported factors of this criterion, in the document's order. */
  readonly factors: readonly FactorId[];
  /** How many of its factors the criterion asks for. */
  readonly atLeast: number;
  readonly met: boolean;
}

export interface Classification {
  /** The highest protocol that applies; without one, `below-threshold` when any factor was reported, else `needs-review`. */
  readonly level: LevelId;
  /** Every protocol that applies, lowest first. */
  readonly protocols: readonly ProtocolId[];
  /** Every criterion of the pack, whether or not it fired. */
  readonly criteria: readonly CriterionResult[];
}

/**
 * Classifies by the pack's criteria and concerns. Adding a factor or a concern never lowers the
 * level and never removes a protocol. Source: the criteria and protocol titles of the pack.
 */
export function classify(pack: ProtocolPack, reported: Reported): Classification {
  const criteria = pack.criteria.map((criterion): CriterionResult => {
    const factors = criterion.factors.filter((factor) => reported.factors.includes(factor));
    return {
      id: criterion.id,
      factors,
      atLeast: criterion.atLeast,
      met: factors.length >= criterion.atLeast,
    };
  });
  const protocols = pack.protocols
    .filter(({ appliesOn }) =>
      "concern" in appliesOn
        ? reported.concerns.includes(appliesOn.concern)
        : criteria.some(({ met }) => met),
    )
    .map(({ id }) => id);
  const withoutProtocol = criteria.some(({ factors }) => factors.length > 0)
    ? "below-threshold"
    : "needs-review";
  return { level: highest(protocols, withoutProtocol), protocols, criteria };
}

function highest(protocols: readonly ProtocolId[], otherwise: LevelId): LevelId {
  return protocols.reduce<LevelId>(
    (level, protocol) => (levelRank(protocol) > levelRank(level) ? protocol : level),
    otherwise,
  );
}
