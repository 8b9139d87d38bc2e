import type { FactorId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow } from "../../register/tabs";
import type { Moment } from "../../time";
import type { ReviewReason } from "../model/review-reasons";
import { yearsAfter } from "./retention";

export interface Earlier {
  /** The latest of them; null where there is none. */
  readonly case: string | null;
  /** In the pack's order. */
  readonly factors: readonly FactorId[];
  /** What a person has to look at because of them. */
  readonly reasons: readonly ReviewReason[];
}

export const nothingEarlier: Earlier = { case: null, factors: [], reasons: [] };

/**
 * `closed`: oldest first. What was entered by mistake is about nobody, and what is older than the district keeps cases (`retentionYears`
 * after the closing; null: no end) is as if gone. A factor of another county's protocol counts where the pack has it. `now` in ms UTC.
 */
export function earlierOf(
  closed: readonly CaseRow[],
  pack: ProtocolPack,
  { now, zone, retentionYears }: Moment & { readonly retentionYears: number | null },
): Earlier {
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
