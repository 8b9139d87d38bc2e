/** What the closed cases of a student count for in a new case: their factors add up with those of the new report. Pure. */
import type { FactorId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import type { ReviewReason } from "../model/review-reasons";
import { yearsAfter } from "./retention";

/** What the closed cases bring into the new one. */
export interface Earlier {
  /** The latest of the closed cases; null if there is none. */
  readonly case: string | null;
  /** In the pack's order. */
  readonly factors: readonly FactorId[];
  /** Why a person has to look at the new case because of them. */
  readonly reasons: readonly ReviewReason[];
}

export const nothingEarlier: Earlier = { case: null, factors: [], reasons: [] };

/**
 * What a new case should know of the student's closed cases. `closed`: these cases, oldest first. Left out are cases that were entered by
 * mistake, and those closed longer ago than the district keeps cases (setting `retentionYears`). Factors of another county's
 * protocol count if `pack` has them.
 */
export function findPriorCases(
  closed: readonly CaseRow[],
  pack: ProtocolPack,
  { now, zone, directory }: Run,
): Earlier {
  const { retentionYears } = directory.settings;
  const counted = closed.filter(
    ({ closeReason, closedAt }) =>
      closeReason !== "entered-by-mistake" &&
      (retentionYears === null ||
        closedAt === null ||
        yearsAfter(closedAt, retentionYears, zone) > now),
  );
  const factors = pack.factors.flatMap(({ id }) =>
    counted.some((row) => row.factors.includes(id)) ? [id] : [],
  );
  const concerns = new Set(counted.flatMap((row) => row.concerns));
  return {
    case: counted[counted.length - 1]?.case ?? null,
    factors,
    reasons: [
      ...(factors.length > 0 ? (["earlier-factors"] as const) : []),
      ...[...concerns].map((id) => `earlier-concern-${id}` as const),
    ],
  };
}
