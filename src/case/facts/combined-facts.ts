/** The facts of all reports of a case together. A report only ever adds to them (design 4). */

import { classify, levelSentences, type WhatLevelRestsOn } from "../../protocol/classify";
import { packOfCase } from "../../protocol/find-pack";
import type { LevelId, StudentRole } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { levelRank, lowestLevel, protocolsOf } from "../../protocol/pack-queries";
import type { CaseRow, ReportRow } from "../../register/tabs";
import { moreWorryingAnswer } from "./parent-and-staff";

/**
 * The facts of a case that come from its reports, and that a merge adds together. Lists are in the pack's order, so that the result does
 * not depend on which report came first.
 */
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

/** The student's role by both: "unknown" gives way to anything known, and two different roles make "both". */
function bothRoles(a: StudentRole | null, b: StudentRole | null): StudentRole | null {
  if (a === null || a === b) return b;
  if (b === null || b === "unknown") return a;
  if (a === "unknown") return b;
  return "both";
}

/** The ids that are in `a` or `b`, in the pack's order. */
function either<Id extends string>(
  all: readonly { readonly id: Id }[],
  a: readonly Id[],
  b: readonly Id[],
): readonly Id[] {
  return all.flatMap(({ id }) => (a.includes(id) || b.includes(id) ? [id] : []));
}

/** The facts of a case without any report. */
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

/** The answers of a report that are facts of its case. */
export const factAnswers = [
  "factors",
  "concerns",
  "confirmedBy",
  "studentRole",
  "immediateDanger",
  "parentMayBeInvolved",
  "staffMayBeInvolved",
] as const satisfies readonly (keyof ReportRow)[];

/** The facts of one report, as it came or as its row has it. */
export function factsOfReport(
  report: Pick<ReportRow, (typeof factAnswers)[number]>,
): Omit<CombinedFacts, "level" | "protocols"> {
  const { factors, concerns, confirmedBy, studentRole, immediateDanger } = report;
  const { parentMayBeInvolved: parentReported, staffMayBeInvolved: staffReported } = report;
  const answers = { parentReported, staffReported, studentRole, immediateDanger };
  return { factors, concerns, confirmedBy, ...answers };
}

/**
 * The facts of both. The level is the highest of three: that of `a`, that of `b`, and the one that all factors and concerns together give.
 * Protocols are all that `a` or `b` had, and all that apply to both together. "Yes" to an involved parent wins.
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
  const levels = [a.level, b.level ?? null, found.level].flatMap((level) => level ?? []);
  return {
    factors,
    concerns,
    // The pack lists first whose word weighs more.
    confirmedBy:
      pack.confirmers.find(({ id }) => id === a.confirmedBy || id === b.confirmedBy)?.id ??
      a.confirmedBy ??
      b.confirmedBy,
    parentReported: moreWorryingAnswer(a.parentReported, b.parentReported),
    staffReported: moreWorryingAnswer(a.staffReported, b.staffReported),
    studentRole: bothRoles(a.studentRole, b.studentRole),
    immediateDanger: a.immediateDanger === "yes" ? "yes" : (b.immediateDanger ?? a.immediateDanger),
    level: levels.reduce(
      (high, one) => (levelRank(pack, one) > levelRank(pack, high) ? one : high),
      lowestLevel(pack),
    ),
    protocols,
  };
}

/** Whether a case of this pack can hold all these facts. If not, merging into such a case would lose what the pack has no place for. */
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

/** A case that has become more serious: a higher level, or further protocols at the same level. */
export interface Rise {
  readonly from: LevelId;
  readonly to: LevelId;
  /** Protocols that apply now and did not before. */
  readonly protocols: readonly LevelId[];
}

/** The rise from `before` to `after`; null if neither the level rose nor a protocol was added. */
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

type Known = Pick<
  CaseRow,
  "protocolVersion" | "level" | "protocols" | "factors" | "concerns" | "raisedBy"
>;

/** Used if Google did not say who raised the level. */
const somebody = "someone who works on it";

/** The row with a line that says who raised the level by hand. `who`: an address, or other words if Google did not say. */
export function recordRaiser(row: CaseRow, who: string): CaseRow {
  const by = who.includes("@") ? who : "";
  return { ...row, raisedBy: [...row.raisedBy, `${row.raiseLevelTo ?? ""} ${by}`.trim()] };
}

/** Who raised the case by hand, and to which level. */
export function raisesByHand({ raisedBy }: Pick<CaseRow, "raisedBy">): WhatLevelRestsOn["raises"] {
  return raisedBy.map((line) => {
    const [level = "", who = somebody] = line.split(" ");
    return { level, who };
  });
}

/**
 * The two sentences of a case's row: why it has its level, and what would raise it. They say what was reported, so they never go into email.
 */
export function levelWords(row: Known): Pick<CaseRow, "why" | "wouldRaise"> {
  return levelSentences(packOfCase(row), { ...row, raises: raisesByHand(row) });
}
