/**
 * Works out the level and the protocols from what was reported. The sentences that say why a case has its level are in `why-a-level.ts`.
 * Pure.
 */

import type { ConcernId, FactorId, StudentRole } from "./ids";
import type { ProtocolPack } from "./pack";
import { lowestLevel } from "./pack-queries";

/** What was reported about one student. Order and repeats do not matter. */
export interface Reported {
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
}

/**
 * Whether a report says that someone may be targeting or controlling the student. If so, an earlier answer that the student is not a victim
 * was given without knowing this.
 */
export function saysMayBeVictim(
  pack: ProtocolPack,
  said: Reported & { readonly studentRole: StudentRole | null },
): boolean {
  return (
    said.studentRole === "may-be-targeted" ||
    said.studentRole === "both" ||
    pack.factors.some(({ id, meansVictim }) => meansVictim && said.factors.includes(id)) ||
    pack.concerns.some(({ id, meansVictim }) => meansVictim && said.concerns.includes(id))
  );
}

/**
 * What follows from the reported factors and concerns by the pack's criteria. `level`: that of the highest protocol that applies; if none
 * does, of the levels without a protocol the highest one for which enough factors were reported. `protocols`: every one that applies, lowest
 * first. `criteria`: every criterion of the pack, with those of its factors that were reported, in the order of the document. One more
 * factor or concern never lowers the level and never removes a protocol.
 */
export function classify(pack: ProtocolPack, reported: Reported) {
  const criteria = pack.criteria.map((criterion) => {
    const factors = pack.factors.flatMap((factor) =>
      factor.criterion === criterion.id && reported.factors.includes(factor.id) ? [factor.id] : [],
    );
    return { criterion, factors, met: factors.length >= criterion.atLeast };
  });
  const protocols = pack.levels.flatMap(({ id, protocol }) => {
    const applies = protocol?.appliesOn.some((rule) =>
      "concern" in rule
        ? reported.concerns.includes(rule.concern)
        : criteria.some(({ criterion, met }) => met && criterion.id === rule.criterion),
    );
    return applies === true ? [id] : [];
  });
  const count = criteria.reduce((sum, { factors }) => sum + factors.length, 0);
  const otherwise = pack.levels.filter(
    ({ atLeastFactors }) => atLeastFactors !== null && atLeastFactors <= count,
  );
  const level = protocols[protocols.length - 1] ?? otherwise[otherwise.length - 1]?.id;
  return { level: level ?? lowestLevel(pack), protocols, criteria };
}
