/** What a case knows after another report: the union of what its reports say; nothing is ever taken back (design 4). */

import type { Report } from "../intake/report";
import { classify } from "../protocol/classify";
import {
  type ConfirmedBy,
  concernIds,
  factorIds,
  type LevelId,
  levelRank,
  type ProtocolId,
  protocolIds,
  type StudentRole,
  type YesNoUnknown,
} from "../protocol/ids";
import type { ProtocolPack } from "../protocol/schema";
import type { CaseRow } from "../register/tabs";

/** The part of a case that its reports build up, and a merge adds together. Every field's order is fixed, so that the order of reports leaves no trace. */
export type Knowledge = Pick<
  CaseRow,
  | "factors"
  | "concerns"
  | "confirmedBy"
  | "parentMayBeInvolved"
  | "studentRole"
  | "immediateDanger"
  | "level"
  | "protocols"
>;

const confirmedByRank: Readonly<Record<ConfirmedBy, number>> = {
  other: 1,
  "student-disclosure": 2,
  "child-and-family-services": 3,
  "law-enforcement": 4,
};

const parentRank: Readonly<Record<YesNoUnknown, number>> = { no: 1, unknown: 2, yes: 3 };

function higher<T extends string>(
  ranks: Readonly<Record<T, number>>,
  a: T | null,
  b: T | null,
): T | null {
  if (a === null) return b;
  if (b === null) return a;
  return ranks[a] >= ranks[b] ? a : b;
}

function bothRoles(a: StudentRole | null, b: StudentRole | null): StudentRole | null {
  if (a === null || a === b) return b;
  if (b === null || b === "unknown") return a;
  if (a === "unknown") return b;
  return "both";
}

export const nothingKnown: Knowledge = {
  factors: [],
  concerns: [],
  confirmedBy: null,
  parentMayBeInvolved: null,
  studentRole: null,
  immediateDanger: null,
  level: null,
  protocols: [],
};

/** What one report alone says. */
export function knowledgeOf(report: Report): Omit<Knowledge, "level" | "protocols"> {
  const { factors, concerns, confirmedBy, parentMayBeInvolved, studentRole, immediateDanger } =
    report;
  return { factors, concerns, confirmedBy, parentMayBeInvolved, studentRole, immediateDanger };
}

/**
 * Both together. The level is the higher of the two and of what the union of factors and concerns makes it; the
 * protocols are all that either had or the union brings. "Yes" to an involved parent wins over everything.
 */
export function added(
  pack: ProtocolPack,
  a: Knowledge,
  b: Omit<Knowledge, "level" | "protocols"> & Partial<Pick<Knowledge, "level" | "protocols">>,
): Knowledge {
  const factors = factorIds.filter((id) => a.factors.includes(id) || b.factors.includes(id));
  const concerns = concernIds.filter((id) => a.concerns.includes(id) || b.concerns.includes(id));
  const found = classify(pack, { factors, concerns });
  const protocols = protocolIds.filter(
    (id) =>
      a.protocols.includes(id) ||
      b.protocols?.includes(id) === true ||
      found.protocols.includes(id),
  );
  const levels: readonly (LevelId | null | undefined)[] = [a.level, b.level, found.level];
  return {
    factors,
    concerns,
    confirmedBy: higher(confirmedByRank, a.confirmedBy, b.confirmedBy),
    parentMayBeInvolved: higher(parentRank, a.parentMayBeInvolved, b.parentMayBeInvolved),
    studentRole: bothRoles(a.studentRole, b.studentRole),
    immediateDanger: a.immediateDanger === "yes" ? "yes" : (b.immediateDanger ?? a.immediateDanger),
    level: highestOf(levels),
    protocols,
  };
}

function highestOf(levels: readonly (LevelId | null | undefined)[]): LevelId {
  let highest: LevelId = "needs-review";
  for (const level of levels) {
    if (level !== null && level !== undefined && levelRank(level) > levelRank(highest)) {
      highest = level;
    }
  }
  return highest;
}

export interface Rise {
  readonly from: LevelId;
  readonly to: LevelId;
  /** Protocols that apply now and did not before. */
  readonly protocols: readonly ProtocolId[];
}

/** What rose between two states of a case; null where nothing did. */
export function riseBetween(before: Knowledge, after: Knowledge): Rise | null {
  const from = before.level ?? "needs-review";
  const to = after.level ?? "needs-review";
  const protocols = after.protocols.filter((id) => !before.protocols.includes(id));
  return levelRank(to) > levelRank(from) || protocols.length > 0 ? { from, to, protocols } : null;
}
