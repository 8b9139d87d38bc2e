/** What a case knows: the union of its reports; nothing is ever taken back (design 4). */
import type { Report } from "../../form/report";
import { classify, levelRank, lowestLevel, protocolsOf } from "../../protocol/engine";
import type { LevelId, StudentRole } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow } from "../../register/tabs";
import { moreWorrying } from "./parent-conditions";

/** The part of a case that its reports build up, and a merge adds together. Every field's order is fixed, so that the order of reports leaves no trace. */
export type CombinedFacts = Pick<
  CaseRow,
  | "factors"
  | "concerns"
  | "confirmedBy"
  | "parentReported"
  | "staffReported"
  | "studentRole"
  | "immediateDanger"
  | "level"
  | "protocols"
>;

function bothRoles(a: StudentRole | null, b: StudentRole | null): StudentRole | null {
  if (a === null || a === b) return b;
  if (b === null || b === "unknown") return a;
  if (a === "unknown") return b;
  return "both";
}

/** In the pack's order. */
function either<Id extends string>(
  all: readonly { readonly id: Id }[],
  a: readonly Id[],
  b: readonly Id[],
): readonly Id[] {
  return all.flatMap(({ id }) => (a.includes(id) || b.includes(id) ? [id] : []));
}

/** The pack names first whose word weighs more. */
function confirmedByEither(
  pack: ProtocolPack,
  a: Pick<CombinedFacts, "confirmedBy">,
  b: Pick<CombinedFacts, "confirmedBy">,
): CombinedFacts["confirmedBy"] {
  const first = pack.confirmers.find(({ id }) => id === a.confirmedBy || id === b.confirmedBy);
  return first?.id ?? a.confirmedBy ?? b.confirmedBy;
}

export const noFacts: CombinedFacts = {
  factors: [],
  concerns: [],
  confirmedBy: null,
  parentReported: null,
  staffReported: null,
  studentRole: null,
  immediateDanger: null,
  level: null,
  protocols: [],
};

export function factsOfReport(report: Report): Omit<CombinedFacts, "level" | "protocols"> {
  const { factors, concerns, confirmedBy, studentRole, immediateDanger } = report;
  const { parentMayBeInvolved: parentReported, staffMayBeInvolved: staffReported } = report;
  const answers = { parentReported, staffReported, studentRole, immediateDanger };
  return { factors, concerns, confirmedBy, ...answers };
}

/**
 * The level is the highest of the two and of what the union of factors and concerns makes it; protocols are all that either had or the union
 * brings. "Yes" to an involved parent wins.
 */
export function combineFacts(
  pack: ProtocolPack,
  a: CombinedFacts,
  b: Omit<CombinedFacts, "level" | "protocols"> &
    Partial<Pick<CombinedFacts, "level" | "protocols">>,
): CombinedFacts {
  const factors = either(pack.factors, a.factors, b.factors);
  const concerns = either(pack.concerns, a.concerns, b.concerns);
  const found = classify(pack, { factors, concerns });
  const protocols = protocolsOf(pack).filter(
    (id) =>
      a.protocols.includes(id) ||
      b.protocols?.includes(id) === true ||
      found.protocols.includes(id),
  );
  const levels: readonly (LevelId | null | undefined)[] = [a.level, b.level, found.level];
  return {
    factors,
    concerns,
    confirmedBy: confirmedByEither(pack, a, b),
    parentReported: moreWorrying(a.parentReported, b.parentReported),
    staffReported: moreWorrying(a.staffReported, b.staffReported),
    studentRole: bothRoles(a.studentRole, b.studentRole),
    immediateDanger: a.immediateDanger === "yes" ? "yes" : (b.immediateDanger ?? a.immediateDanger),
    level: highestOf(pack, levels),
    protocols,
  };
}

function highestOf(pack: ProtocolPack, levels: readonly (LevelId | null | undefined)[]): LevelId {
  let highest = lowestLevel(pack);
  for (const level of levels) {
    if (
      level !== null &&
      level !== undefined &&
      levelRank(pack, level) > levelRank(pack, highest)
    ) {
      highest = level;
    }
  }
  return highest;
}

/** Whether a case of the pack could know all this: what the pack does not have would be lost there. */
export function packHoldsFacts(
  pack: ProtocolPack,
  {
    factors,
    concerns,
    confirmedBy,
    protocols = [],
  }: Pick<CombinedFacts, "factors" | "concerns" | "confirmedBy"> &
    Partial<Pick<CombinedFacts, "protocols">>,
): boolean {
  const has = (own: readonly { readonly id: string }[], known: readonly string[]) =>
    known.every((id) => own.some((one) => one.id === id));
  return (
    has(pack.factors, factors) &&
    has(pack.concerns, concerns) &&
    has(pack.confirmers, confirmedBy === null ? [] : [confirmedBy]) &&
    has(pack.levels, protocols)
  );
}

export interface Rise {
  readonly from: LevelId;
  readonly to: LevelId;
  /** Protocols that apply now and did not before. */
  readonly protocols: readonly LevelId[];
}

/** Null where nothing rose. */
export function riseBetween(
  pack: ProtocolPack,
  before: CombinedFacts,
  after: CombinedFacts,
): Rise | null {
  const from = before.level ?? lowestLevel(pack);
  const to = after.level ?? lowestLevel(pack);
  const protocols = after.protocols.filter((id) => !before.protocols.includes(id));
  const isHigher = levelRank(pack, to) > levelRank(pack, from);
  return isHigher || protocols.length > 0 ? { from, to, protocols } : null;
}
