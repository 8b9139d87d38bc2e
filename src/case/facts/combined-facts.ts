/**
 * The facts of a case: what all its reports say together. A report only ever adds to them (design 4). Also when a case has become more
 * serious.
 */

import type { Report } from "../../form/report";
import { union } from "../../lists";
import { classify } from "../../protocol/classify";
import type { ProtocolPack } from "../../protocol/pack";
import { levelRank, lowestLevel, protocolsOf } from "../../protocol/pack-queries";
import type { CaseKeys, CaseRow } from "../tabs/case-tabs";
import { moreWorryingAnswer } from "./parent-and-staff";

/**
 * The facts of a case that come from its reports, and that a merge adds together. Lists are in the pack's order, so that the result does
 * not depend on which report came first.
 */
type CombinedFacts = Pick<CaseRow, CaseKeys<"report", "combines">>;

/** The facts of one report. Its level and protocols are worked out when it is added to the case (`combineFacts`). */
export function factsOfReport(report: Report): CombinedFacts {
  const { factors, concerns, confirmedBy, studentRole, immediateDanger } = report;
  const { parentMayBeInvolved: parentReported, staffMayBeInvolved: staffReported } = report;
  const answers = { parentReported, staffReported, studentRole, immediateDanger };
  return { factors, concerns, confirmedBy, ...answers, level: null, protocols: [] };
}

/**
 * The facts of `a` and `b` together. The level is the highest of three: that of `a`, that of `b`, and the one that all factors and concerns
 * together give. Protocols are all that `a` or `b` had, and all that apply to the factors and concerns together. "Yes" to an involved
 * parent wins.
 */
export function combineFacts(
  pack: ProtocolPack,
  a: CombinedFacts,
  b: CombinedFacts,
): CombinedFacts {
  const said = { factors: union(a.factors, b.factors), concerns: union(a.concerns, b.concerns) };
  const factors = pack.factors.flatMap(({ id }) => (said.factors.includes(id) ? [id] : []));
  const concerns = pack.concerns.flatMap(({ id }) => (said.concerns.includes(id) ? [id] : []));
  const found = classify(pack, { factors, concerns });
  const protocols = [a, b, found].flatMap((one) => one.protocols);
  // The student's role: "unknown" gives way to anything known, and two different roles make "both".
  const roles = union([a.studentRole], [b.studentRole]).flatMap((role) => role ?? []);
  const clear = roles.filter((role) => role !== "unknown");
  const levels = [a.level, b.level, found.level].map((level) => levelRank(pack, level));
  return {
    factors,
    concerns,
    // The pack lists the confirmers whose word weighs most first.
    confirmedBy:
      pack.confirmers.find(({ id }) => id === a.confirmedBy || id === b.confirmedBy)?.id ??
      a.confirmedBy ??
      b.confirmedBy,
    parentReported: moreWorryingAnswer(a.parentReported, b.parentReported),
    staffReported: moreWorryingAnswer(a.staffReported, b.staffReported),
    studentRole: clear.length > 1 ? "both" : (clear[0] ?? roles[0] ?? null),
    immediateDanger: a.immediateDanger === "yes" ? "yes" : (b.immediateDanger ?? a.immediateDanger),
    level: pack.levels.find(({ rank }) => rank === Math.max(...levels))?.id ?? lowestLevel(pack),
    protocols: protocolsOf(pack).filter((id) => protocols.includes(id)),
  };
}

/**
 * Whether a case of this pack can hold all these facts. If not, merging them into such a case would lose those that the pack does not know.
 */
export function packHoldsFacts(
  pack: ProtocolPack,
  facts: Pick<CombinedFacts, "factors" | "concerns" | "confirmedBy"> &
    Partial<Pick<CombinedFacts, "protocols">>,
): boolean {
  const { factors, concerns, confirmedBy, protocols = [] } = facts;
  const known = [pack.factors, pack.concerns, pack.confirmers, pack.levels].map(
    (list) => new Set(list.map(({ id }): string => id)),
  );
  const said = [factors, concerns, confirmedBy === null ? [] : [confirmedBy], protocols];
  return said.every((ids, at) => ids.every((id) => known[at]?.has(id)));
}

/**
 * How the case has become more serious from `before` to `after`: a higher level, or further protocols at the same level. `protocols`: those
 * that apply now and did not before. Null if neither the level rose nor a protocol was added.
 */
export function riseBetween(pack: ProtocolPack, before: CombinedFacts, after: CombinedFacts) {
  const from = before.level ?? lowestLevel(pack);
  const to = after.level ?? lowestLevel(pack);
  const protocols = after.protocols.filter((id) => !before.protocols.includes(id));
  const isHigher = levelRank(pack, to) > levelRank(pack, from);
  return isHigher || protocols.length > 0 ? { from, to, protocols } : null;
}
export type Rise = NonNullable<ReturnType<typeof riseBetween>>;
